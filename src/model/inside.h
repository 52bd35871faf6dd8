/* inside.h -- the economy as the equations see it, a shock on it, and one pass through the equations with its derivatives.
 *
 * Layout: everything by sector first, regions in lanes: x[s][n], rows of length `ld` (N rounded up to a multiple of 8, the rest
 * zero), so that every loop over regions is one vector loop. A matrix row [s][n] holds the foreign origins of one destination; what a
 * region sells at home stands apart (own). */
#ifndef PRL_MODEL_INSIDE_H
#define PRL_MODEL_INSIDE_H

#include "lanes.h"
#include "parley/model.h"

/* ---- who buys from whom ---------------------------------------------------------------------------------------------------------- */

typedef enum prl_form { PRL_FORM_NONE, PRL_FORM_DENSE, PRL_FORM_SPARSE } prl_form;

/* Where the numbers of one sector's rows stand. Dense: ld a row, by origin. Sparse: row n has start[n] .. start[n + 1], of these origins. */
typedef struct prl_pattern {
  prl_form form; /* NONE: nobody trades */
  const int64_t *start;
  const int32_t *origin;
} prl_pattern;

/* One row, ready to be walked: `count` numbers of a base row or of one laid out like it; origin NULL = 0, 1, 2 ... */
typedef struct prl_span {
  int32_t count;
  const int32_t *origin;
} prl_span;

/* One destination-sector row whose wedges differ from the plain base shares. Arrays are laid out like the base row. */
typedef struct prl_row {
  int32_t sector, destination;
  const double *gross;    /* A: share of spending at users' prices */
  const double *producer; /* C: the part that reaches the producer */
  const double *tariff;   /* A - B: the part the destination collects; NULL = none in this row */
  const double *levy;     /* B - C: the part the origin collects; NULL = none */
} prl_row;

/* Lines of one flow whose wedge is an unknown: under a quantity limit, or in a promise to buy. See limits.c. */
typedef struct prl_strip {
  int32_t sector, destination, origin;
  int32_t quota, promise;      /* index, or -1 */
  double gross, net, producer; /* sums over its lines of pi omega kappa^-theta, / (1 + t), / ((1 + t)(1 + e)) */
  double amount;               /* sum of pi omega kappa^-(theta + 1): quantity in units of base users' prices */
  double base;                 /* base quantity: pi omega X */
  double cap;                  /* most of it; infinity when in a promise */
  double most;                 /* largest ln wedge */
  prl_rent rent;
} prl_strip;

/* Rows as a policy leaves them. */
typedef struct prl_rows {
  const double **gross, **producer; /* [s N + n]: every row, plain or not */
  prl_row *row;                     /* those that are not plain, by sector then destination */
  int32_t count;
  int32_t *first;  /* [S + 1]: rows of sector s */
  double *own;     /* [s][ld] A of the home flow */
  double *keep;    /* [s][ld] C / A of it */
  bool taxes_home; /* keep differs from 1 somewhere */
  bool wide;       /* a batch: the numbers of `row` are laned, each state's own, and so are these (NULL where plain): */
  const double **wide_gross, **wide_producer; /* [s N + n] */
  prl_strip *strip;
  int32_t strips;
  int32_t *strip_first; /* [S + 1] */
  const double *floor;  /* [promises] promised quantity, base units */
  int32_t quotas, promises;
} prl_rows;

/* A matrix of the input-output loop, M[k][s] of every region. Dense: [n / 8][k / 4][s][k % 4][n % 8], so that one pass reads it from end to end.
 * Sparse: eights of regions that any of them uses, of input k and regions 8 g .. 8 g + 7: start[k G + g] .. start[k G + g + 1]. */
typedef struct prl_net {
  double *number;
  int64_t *start; /* NULL = dense */
  int32_t *sector;
} prl_net;
enum { PRL_NET_ROWS = 4 };

/* ---- the economy ------------------------------------------------------------------------------------------------------------------ */

/* How inputs and goods substitute (Model 2); all NULL where everything is Cobb-Douglas. */
typedef struct prl_nests {
  bool upper;              /* any elasticity of the three below is not one */
  double *value_added;     /* [s] 1 - sigma */
  double *materials;       /* [c] 1 - sigma of each class of sectors that share one */
  int32_t *material_class; /* [s] */
  int32_t material_classes;
  double final; /* 1 - sigma */
  double *home; /* [s] trade elasticity of home against foreign; NULL = theta */
} prl_nests;

/* Quasi-Newton matrices at the base; precondition.c. */
typedef struct prl_precondition {
  double *inverse;    /* [n][n] of S = Jww - Jwy Jyy^-1 Jyw */
  double *transposed; /* its transpose */
  uint16_t *down;     /* [n][s][ld] -Jwy Jyy^-1, upper halves of floats: what a miss in X means for the trade balance of n */
  uint16_t *back;     /* [n][s][ld] -(Jyy^-1 Jyw)', likewise: how m follows the wage of n */
} prl_precondition;

struct prl_economy {
  prl_arena *arena;
  int32_t N, S, ld;
  const char *const *region_id, *const *sector_id; /* copies */
  prl_deficits deficits;
  double *theta; /* [s] */
  prl_nests nests;
  double *psi;                        /* [s] psi / (1 + psi), see inputs.c; NULL = constant returns */
  double *profit;                     /* [s] share of sales, 1 / (theta + 1); NULL = none */
  prl_pattern *pattern;               /* [s] */
  double **pi;                        /* [s] -> rows of base shares of spending by foreign origin, users' prices */
  double **border;                    /* [s] -> the same for base flows at border prices */
  prl_rows at_border;                 /* only .gross: the rows of `border` */
  double *sold_abroad;                /* [s][ld] base exports at border prices */
  double *own;                        /* [s][ld] base share of the home flow */
  double *beta;                       /* [s][ld] labour's share in cost; 1 where nothing is made */
  prl_net gamma;                      /* value of input k per sale of s */
  double *alpha;                      /* [s][ld] share of final spending */
  double *spending;                   /* [s][ld] X at users' prices */
  double *output;                     /* [s][ld] Y at producers' prices */
  double *labour;                     /* [ld] labour income: value added, less profits where firms are fixed */
  double *value_added;                /* [ld] labour income and profits */
  double *income, *revenue, *profits; /* [ld] */
  double *deficit;                    /* [ld] D = imports - exports, at border prices */
  double *trade;                      /* [ld] (E + M + |D|) / 2 */
  double *exports, *imports;          /* [ld] */
  double *step;                       /* [ld] how far a wage follows its trade balance: 1 / (2 + theta x openness) */
  double world;                       /* world labour income */
  prl_rows base;                      /* rows with a base policy */
  /* the domestic split: see inputs.c */
  double *split_own;   /* [s][ld] D: base home share at producers' prices */
  prl_net split;       /* H = (I - G D)^-1 G: weight of Y[s] in X[k], and of ln P[k] in m[s]; sparse worlds: G itself, with D = 0 */
  double *split_final; /* [s][ld] a = (I - G D)^-1 alpha */
  double *markup;      /* [s][ld] input cost shares are gamma times this: 1 / (1 - profit share) */
  double *scale;       /* [s][ld] unit of the spending unknowns: base X, 1 where that is 0 */
  prl_precondition *precondition; /* NULL until prepared */
};

static inline int64_t prl_block(const prl_economy *e) { return (int64_t)e->S * e->ld; }
static inline prl_span prl_row_span(const prl_economy *e, int32_t s, int32_t n) {
  const prl_pattern *p = &e->pattern[s];
  if (p->form == PRL_FORM_SPARSE) return (prl_span){(int32_t)(p->start[n + 1] - p->start[n]), p->origin + p->start[n]};
  return (prl_span){p->form == PRL_FORM_DENSE ? e->N : 0, NULL};
}
static inline int64_t prl_row_at(const prl_economy *e, int32_t s, int32_t n) {
  return e->pattern[s].form == PRL_FORM_SPARSE ? e->pattern[s].start[n] : (int64_t)n * e->ld;
}
static inline int32_t prl_span_origin(prl_span span, int32_t k) { return span.origin ? span.origin[k] : k; }
/* Place of origin i in a row, -1 when the row has none. */
int32_t prl_row_find(const prl_economy *e, int32_t s, int32_t n, int32_t i);

/* ---- a pass through the equations ------------------------------------------------------------------------------------------------ */

/* The state x = [ ln w | y | m | X / scale ]: wages ld; promises' ln subsidies, padded to 8; m and X, blocks [s][ld]. */
typedef struct prl_parts {
  double *lw, *y, *m, *q;
} prl_parts;

/* Values left behind by a pass (B states of them), or their derivatives along B directions, or the adjoints of B functions. */
typedef struct prl_values {
  double *lc;               /* ln unit cost */
  double *u, *uh;           /* exp(-theta ln c); with a home nest exp(-h ln c) */
  double *foreign;          /* sum_i A u over foreign origins */
  double *rate, *home_rate; /* z / X; home / (X own uh) */
  double *toll;             /* sum_i (A - B) u; zero where no row of the sector has a tariff */
  double *z, *home;         /* spending a unit of `foreign`; spending on the home good */
  double *pull, *levy;      /* sum_n C z, sum_n (B - C) z */
  double *own;              /* adjoints only: of ln A of the home flow */
  double *lnp, *X, *sold;   /* users' price index; spending; producers' receipts */
  double *g;                /* ln scale effect on cost */
  double *pm, *lc0;         /* Model 2: ln price of materials, ln cost before scale */
  double *wage, *earned, *revenue, *export_revenue, *rents, *profits, *exports, *imports, *deficit, *own_income, *income, *lpf; /* [ld] */
  double *x, *worth; /* [strips] ln wedge; adjoints only: of what its users pay */
  double *work;      /* 4 blocks */
} prl_values;

typedef struct prl_sweep {
  const prl_economy *economy;
  prl_arena *arena;
  int32_t B;
  prl_rows rows;
  prl_values now;
  const double *x;   /* the state of `now` once solved */
  prl_values *along; /* derivatives, B = 1; made when first asked for by a product */
  /* Model 2, see nests.c */
  double *labour_share, *final_share;    /* [s][ld] now */
  double *unit;                          /* [s][ld] 1 over the cost share of materials and over their price^(1 - sigma) */
  double *price_power, *bill;            /* [class][k][ld] P^(1 - sigma); what is spent on input k by the sectors of the class */
  bool *binds;                           /* [strips] its quantity is at the limit, its wedge between 0 and the most */
  double *quantity;                      /* [strips] in base users' prices */
  float *miss;                           /* room for the preconditioner, laned */
  double *balance;                       /* [ld], likewise */
  double *reach, *by_subsidy, *by_reach; /* [promises] ln(quantity / floor); slopes of its equation in y and in that */
} prl_sweep;

/* Every stage of a pass has three forms: the values themselves (B states), `_along` (their derivatives d along B directions at the state of w) and
 * `_back` (its transpose: from the adjoints of what the stage gives to those of what it takes, added to what is there). */

/* inputs.c */
void prl_costs(prl_sweep *w, const double *lw, const double *m, const double *q);
void prl_costs_along(const prl_sweep *w, prl_values *d, const double *dlw, const double *dm, const double *dq, int B);
void prl_costs_back(const prl_sweep *w, prl_values *d, double *dlw, double *dm, double *dq, int B);
void prl_inputs(prl_sweep *w, double *rm, double *rx, const double *lw, const double *m);
void prl_inputs_along(const prl_sweep *w, prl_values *d, double *rm, double *rx, const double *dlw, const double *dm, int B);
void prl_inputs_back(const prl_sweep *w, prl_values *d, const double *rm, const double *rx, double *dlw, double *dm, int B);

/* loop.c: out_m[s] = sum_k M[k][s] in_m[k] and out_x[k] = sum_s M[k][s] in_x[s], country by country; blocks [s][ld], laned B */
void prl_loop(double *out_m, double *out_x, const prl_economy *e, const prl_net *net, const double *in_m, const double *in_x, int B);
/* Room for a dense matrix, or for the eights that `used` marks (one bit each, [k][s][n / 8]). False = no memory. */
bool prl_net_dense(prl_net *out, prl_arena *arena, const prl_economy *e);
bool prl_net_sparse(prl_net *out, prl_arena *arena, const prl_economy *e, const uint8_t *used);
/* Where M[k][s] of region n stands; NULL = a zero that is not kept. */
double *prl_net_at(const prl_net *net, const prl_economy *e, int32_t k, int32_t s, int32_t n);

/* nests.c: what inputs.c does where inputs substitute; the misses of both equations before the split is applied */
void prl_substitute(prl_sweep *w, double *miss_m, double *miss_x, const double *lw, const double *m);
void prl_substitute_along(const prl_sweep *w, prl_values *d, double *miss_m, double *miss_x, const double *dlw, const double *dm, int B);
void prl_substitute_back(const prl_sweep *w, prl_values *d, const double *miss_m, const double *miss_x, double *dlw, double *dm, int B);

/* buyers.c */
void prl_buyers(prl_sweep *w, int32_t s);
void prl_buyers_along(const prl_sweep *w, int32_t s, prl_values *d, const double *dy, int B);
void prl_buyers_back(const prl_sweep *w, int32_t s, prl_values *d, double *dy, int B);

/* receipts.c, wages.c, closure.c */
void prl_receipts(prl_sweep *w);
void prl_receipts_along(const prl_sweep *w, prl_values *d, int B);
void prl_receipts_back(const prl_sweep *w, prl_values *d, int B);
void prl_wages(prl_sweep *w, double *rw);
void prl_wages_along(const prl_sweep *w, prl_values *d, double *rw, int B);
void prl_wages_back(const prl_sweep *w, prl_values *d, const double *rw, int B);
void prl_closure_deficit(double *deficit, const prl_economy *e, const double *own, int B);
void prl_closure_along(double *d_deficit, const prl_economy *e, const double *own, const double *d_own, int B);
void prl_closure_back(double *at_own, const prl_economy *e, const double *own, const double *at_deficit, int B);

/** Border value of one foreign flow as a pass left it. @param place  of the origin in the row */
double prl_sweep_flow(const prl_sweep *w, int32_t s, int32_t n, int32_t i, int32_t place);

/* limits.c: B = 1 for values */
bool prl_limits(prl_sweep *w, int32_t s, const double *y);
void prl_limits_along(const prl_sweep *w, int32_t s, prl_values *d, const double *dy, int B);
void prl_limits_back(const prl_sweep *w, int32_t s, prl_values *d, double *dy, int B);
/** Border value of the strips of one flow. */
double prl_limits_flow(const prl_sweep *w, int32_t s, int32_t n, int32_t i);
void prl_limits_receipts(prl_sweep *w);
void prl_limits_receipts_along(const prl_sweep *w, prl_values *d, int B);
void prl_limits_receipts_back(const prl_sweep *w, prl_values *d, int B);

/* sweep.c */
int64_t prl_promise_rows(const prl_rows *rows);                       /* unknowns, padded */
int64_t prl_state_length(const prl_economy *e, const prl_rows *rows); /* of one state */
prl_status prl_values_new(prl_values *out, prl_arena *arena, const prl_economy *e, const prl_rows *rows, int B);
/** State b of eight side by side as a state of its own: all that a pass leaves behind, except the strips', which a batch has not. */
void prl_values_take(prl_values *to, const prl_values *eight, int b);
prl_status prl_sweep_new(prl_sweep *out, prl_arena *arena, const prl_economy *e, const prl_rows *rows, int B);
void prl_sweep_start(double *x, const prl_economy *e, const prl_rows *rows, int B);
/** All equations at x; false, or numbers that are none in r, when x is out of the domain. @param r, x  states, laned w->B */
bool prl_sweep_pass(prl_sweep *w, double *r, const double *x);
/** Largest |x|, NaN when anything is; of eight states side by side, each its own. @param count  a multiple of 8; cells of one state */
double prl_size_of(const double *x, int64_t count);
void prl_size_8(double size[PRL_LANES], const double *x, int64_t count);
double prl_sweep_residual(void *sweep, double *r, const double *x);
void prl_sweep_product(void *sweep, double *jv, const double *v);
/** J v along B directions at the state of the last pass (of one state). */
void prl_sweep_along(const prl_sweep *w, prl_values *d, double *jv, const double *v, int B);
/** J' v + d ln W[of[b]] / d state, and in d the adjoints of all that lies between. @param of  [B] region or -1; NULL = none */
void prl_sweep_back(const prl_sweep *w, prl_values *d, double *jv, const double *v, const int32_t *of, int B);

/* shock.c */
prl_status prl_shock_rows(prl_rows *out, prl_arena *arena, const prl_economy *e, const prl_wedges *wedges, bool now, prl_error *err);
bool prl_shock_changes(const prl_wedges *wedges);

/* structure.c */
prl_status prl_structure_check(const prl_economy *e, const prl_rows *rows, prl_error *err);

/* split.c */
prl_status prl_economy_split(prl_economy *e, prl_error *err);

/* economy.c */
/** The economy as the sweep left it becomes the base. */
prl_status prl_economy_rebase(prl_economy *e, const prl_sweep *w, prl_error *err);

/* solve.c */
/** Solve at unchanged policy and make that the base. */
prl_status prl_economy_settle(prl_economy *e, const prl_wedges *base, prl_error *err);

/* precondition.c: d = -M^-1 r, the solver's step */
void prl_precondition_step(void *sweep, double *d, const double *r);
void prl_precondition_step_8(void *sweep, double *d, const double *r); /* eight states, laned */
/** The transposed step, B states. */
void prl_precondition_step_back(prl_sweep *w, double *d, const double *r, int B);

/* outcome.c: an outcome owns the arena its sweep lives in */
struct prl_outcome {
  prl_arena *arena;
  const prl_economy *economy;
  prl_sweep *sweep;          /* at the solution; of an outcome between two, the later one's */
  prl_wedges wedges;         /* a copy of what it was solved under, own arrays */
  bool same;                 /* policy did not change: every change is exactly none */
  const prl_outcome *before; /* what changes are measured from; NULL = the base */
  prl_outcome_view view;
};
/** Fill the view from the solved sweep, or state that nothing changed. */
prl_status prl_outcome_fill(prl_outcome *out, const prl_accuracy *accuracy);

#endif
