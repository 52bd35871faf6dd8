/* inside.h -- the economy as the equations see it, and a shock on it.
 *
 * Layout: everything by sector first, regions in lanes: x[s][n], rows of length `ld` (N rounded up to a multiple of 8, the rest
 * zero), so that every loop over regions is one vector loop. A matrix row [s][n] holds the origins of one destination. */
#ifndef PRL_MODEL_INSIDE_H
#define PRL_MODEL_INSIDE_H

#include "parley/model.h"

/* One destination-sector row whose wedges differ from the plain base shares. */
typedef struct prl_row {
  int32_t sector, destination;
  bool has_tariff, has_export; /* does net differ from gross, producer from net? */
  const double *gross;         /* A: share of spending, length ld */
  const double *net;           /* B: the same after the destination's tariff */
  const double *producer;      /* C: after the origin's export tax too */
} prl_row;

/* Rows that are not plain, sorted by sector then destination; at[s * N + n] = index or -1. */
typedef struct prl_rows {
  prl_row *row;
  int32_t count;
  int32_t *at;
} prl_rows;

struct prl_economy {
  prl_arena *arena;
  int32_t N, S, ld;
  const char *const *region_id, *const *sector_id; /* copies */
  prl_deficits deficits;
  double *theta;                          /* [s] */
  double *pi;                             /* [s][n][ld] base shares of spending by origin, users' prices */
  double *beta;                           /* [s][ld] value-added share in cost; 1 where nothing is made */
  double *gamma;                          /* [k][s][ld]: input k in the cost of s */
  double *alpha;                          /* [s][ld] share of final spending */
  double *spending;                       /* [s][ld] X at users' prices */
  double *output;                         /* [s][ld] Y at producers' prices */
  double *value_added, *income, *revenue; /* [ld] */
  double *deficit;                        /* [ld] D = imports - exports, at border prices */
  double *trade;                          /* [ld] (E + M + |D|) / 2 */
  double *exports, *imports;              /* [ld] */
  double *step;                           /* [ld] how far a wage follows its trade balance: 1 / (2 + theta x openness) */
  double *border;                         /* [s][n][ld] base flows at border prices */
  double world;                           /* world value added */
  prl_rows base;                          /* rows with a base policy */
  /* the domestic split: see sweep.c */
  double *split_own;   /* [s][ld] D = pi_nn at base (Dt is the same: nobody taxes itself) */
  double *split;       /* [k][s][ld] H2 = (I - G D)^-1 G: weight of Y[s] in X[k], and of ln P[k] in m[s] */
  double *split_final; /* [s][ld] a2 = (I - G D)^-1 alpha */
  double *scale;       /* [s][ld] unit of the spending unknowns: base X, 1 where that is 0 */
};

/* The state x = [ ln w | m | X / scale ], each padded to ld: m[s][n] = sum_k gamma[k,s] ln P[k]. */
static inline int64_t prl_state_length(const prl_economy *e) { return (int64_t)e->ld * (1 + 2 * (int64_t)e->S); }

/* What a sweep leaves behind for the Jacobian and the report. Blocks [s][ld] first, then rows [ld]. */
typedef struct prl_sweep {
  const prl_economy *economy;
  prl_rows rows;                    /* base rows replaced by the shock's */
  double *u;                        /* exp(-theta ln c) */
  double *v, *net;                  /* sum_i A u, sum_i B u */
  double *z;                        /* X / v */
  double *pull, *levy;              /* see rows.c */
  double *lnp;                      /* -ln v / theta */
  double *X, *sold;                 /* spending; producers' receipts */
  double *wage, *earned;            /* w'/w; w VA */
  double *revenue, *export_revenue; /* tariff; export tax */
  double *exports, *imports;        /* foreign, at border prices */
  double *deficit, *income;
  double *lag;                 /* room for the split: 2 blocks */
  double numeraire;            /* sum_n g_n w_n - 1 */
  struct prl_tangent *tangent; /* room for the Jacobian's product */
} prl_sweep;

/* The derivative of a sweep along a direction; same shapes. */
typedef struct prl_tangent {
  double *u, *v, *net, *z, *pull, *levy, *lnp, *X, *sold;
  double *earned, *revenue, *export_revenue, *exports, *imports, *deficit, *income, *own;
} prl_tangent;

/* closure.c */
void prl_closure_deficit(double *deficit, const prl_economy *e, const double *own);
void prl_closure_tangent(double *d_deficit, const prl_economy *e, const double *own, const double *d_own);

/* rows.c: the only loops over pairs of regions */
void prl_rows_sector(prl_sweep *w, int32_t s);
void prl_rows_tangent(prl_sweep *w, int32_t s, const prl_tangent *t);

/* shock.c */
prl_status prl_shock_rows(prl_rows *out, prl_arena *arena, const prl_economy *e, const prl_wedges *wedges, bool now, prl_error *err);
bool prl_shock_changes(const prl_wedges *wedges);

/* structure.c */
prl_status prl_structure_check(const prl_economy *e, const prl_rows *rows, prl_error *err);

/* sweep.c, product.c */
prl_status prl_sweep_new(prl_sweep *out, prl_arena *arena, const prl_economy *e);
double prl_sweep_residual(void *sweep, double *r, const double *x);
void prl_sweep_product(void *sweep, double *jv, const double *v);
void prl_sweep_start(double *x, const prl_economy *e);

/* split.c */
typedef struct prl_bundle {         /* what the input-output loop takes: values in a sweep, or their derivatives */
  const double *m, *lnp, *sold, *X; /* [s][ld] */
  const double *income;             /* [ld] */
} prl_bundle;
void prl_split_inputs(double *rm, double *rx, const prl_economy *e, const prl_bundle *bundle, double *work);
prl_status prl_economy_split(prl_economy *e, prl_error *err);

/* economy.c */
/** The economy as the sweep left it becomes the base (closure `zero`). */
prl_status prl_economy_rebase(prl_economy *e, const prl_sweep *w, prl_error *err);

/* solve.c */
/** Take the deficits away at unchanged policy and make that the base. */
prl_status prl_economy_purge(prl_economy *e, const prl_wedges *base, prl_error *err);

/* outcome.c: an outcome owns the arena its sweep lives in */
struct prl_outcome {
  prl_arena *arena;
  const prl_economy *economy;
  const prl_sweep *sweep;    /* NULL = no change */
  const prl_outcome *before; /* what changes are measured from; NULL = the base */
  prl_outcome_view view;
};
/** Fill a view from a solved sweep (same = false), or state that nothing changed. */
prl_status prl_outcome_fill(prl_outcome *out, const prl_wedges *wedges, const prl_accuracy *accuracy, bool same);

#endif
