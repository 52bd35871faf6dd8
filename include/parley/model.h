/* model.h -- the world model: many regions, many sectors, input-output links, one equilibrium, solved exactly in changes.
 *
 * An economy is a world at given elasticities, base policy and closure; a counterfactual is an economy under wedges. Five steps, each a
 * call: analyse (prl_economy_new, prl_economy_prepare), update (prl_economy_vary), solve (prl_solve, prl_solve_many), adjoint
 * (prl_gradient_new), info (prl_accuracy). The equations stand in docs/model.md and at the heads of the files of src/model. */
#ifndef PARLEY_MODEL_H
#define PARLEY_MODEL_H

#include "parley/policy.h"
#include "parley/solver.h"
#include "parley/world.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is assumed of technology, taste and firms. Model 1 (Cobb-Douglas, one CES across all origins, constant returns, free entry) is what
 *  the defaults and a theta give. Arrays have length S, are read at once and not kept. */
typedef struct prl_model {
  size_t size;
  const double *theta;       /* trade elasticity across foreign origins, > 0. Eaton & Kortum (2002) */
  /* Model 2, nested CES: elasticities of substitution >= 0. Baqaee & Farhi (2024) */
  const double *value_added; /* between value added and materials, by producing sector; NULL = 1 */
  const double *materials;   /* among materials, by producing sector; NULL = 1 */
  double final;              /* among goods of final use; 1 */
  const double *home;        /* trade elasticity (substitution less one, > 0) between the home good and the foreign composite; NULL = theta */
  /* Model 3, external scale. Kucheryavyy, Lyn & Rodriguez-Clare (2023) */
  const double *scale;       /* psi: unit cost falls with the sector's size (input bundles in use) to this power; 1/theta is Krugman (1980); NULL = 0 */
  /* Model 4, a fixed number of firms. Ossa (2014) */
  bool fixed_firms;          /* price = (theta + 1)/theta times cost; profits, sales/(theta + 1), go to the household of the producer's region */
} prl_model;
void prl_model_defaults(prl_model *model);

typedef struct prl_economy prl_economy;

/** @param base      wedges whose `base` rates are the policy the world's data embody; NULL = none
 *  @param deficits  closure; ZERO solves once for the economy without deficits, and every change is measured from there
 *  Errors: VALUE (an elasticity out of range), UNBALANCED (input cost above output; profits above value added), NO_CONVERGENCE, MEMORY. */
prl_status prl_economy_new(prl_economy **out, const prl_world *world, const prl_model *model, const prl_wedges *base, prl_deficits deficits,
                           prl_error *err);
void prl_economy_free(prl_economy *economy);
prl_deficits prl_economy_deficits(const prl_economy *economy);

/** A base given by its shares, which need not balance: solved once at unchanged policy, and the equilibrium found becomes the base. Model 1 only. */
typedef struct prl_shares {
  int32_t regions, sectors;
  const char *const *region_id, *const *sector_id;
  const double *pi;          /* [s][n][i] share of spending at users' prices; rows are renormalised to sum to 1 */
  const double *tariff;      /* [s][n][i] base tariff, fraction */
  const double *gamma;       /* [n][k][s] input k in the cost of s; value added is the rest */
  const double *alpha;       /* [n][s] final shares; renormalised */
  const double *value_added; /* [n] */
  const double *deficit;     /* [n]; NULL = none */
} prl_shares;
prl_status prl_economy_from_shares(prl_economy **out, const prl_shares *shares, const double *theta, prl_error *err);
/** The same economy with its deficits taken away: solved once without them, and that becomes the base. `economy` must outlive it. */
prl_status prl_economy_without_deficits(prl_economy **out, const prl_economy *economy, const prl_wedges *base, prl_error *err);

/** A base given as lists of what is not zero, for worlds too large for tables: memory follows the lists. The identities are those of a world
 *  (world.h): output, absorption, value added and final demand are sums and residuals. Each list is sorted by its indices in the order named. */
typedef struct prl_flow_list {
  int32_t regions, sectors;
  const char *const *region_id, *const *sector_id;
  int64_t trades; /* by sector, destination, origin; own sales among them; basic prices */
  const int32_t *trade_sector, *trade_destination, *trade_origin;
  const double *trade;
  int64_t uses; /* by region, input, using sector; over all origins */
  const int32_t *use_region, *use_input, *use_sector;
  const double *use;
} prl_flow_list;
/** As prl_economy_new; VALUE for a list out of order or an index out of range. */
prl_status prl_economy_from_lists(prl_economy **out, const prl_flow_list *lists, const prl_model *model, const prl_wedges *base,
                                  prl_deficits deficits, prl_error *err);

/** Build, once, what every solve and gradient of the economy then uses (docs/numerics.md). Solves without it are right too, and need more sweeps. */
prl_status prl_economy_prepare(prl_economy *economy, prl_error *err);
/** The same base at other trade elasticities: shares and preconditioner are borrowed from `of`, which must outlive it. VALUE for closure ZERO,
 *  whose base depends on them. */
prl_status prl_economy_vary(prl_economy **out, const prl_economy *of, const double *theta, prl_error *err);

/** Base data as the equations see them. Millions of base-year US$; arrays belong to the economy. */
typedef struct prl_economy_view {
  int32_t regions, sectors;
  const char *const *region_id, *const *sector_id;
  const double *theta;                                                     /* [s] */
  const double *value_added, *labour_income, *profits, *income, *revenue, *deficit; /* [n] */
  double world_labour_income; /* the numeraire: equal to world value added where there are no profits */
} prl_economy_view;
prl_economy_view prl_economy_look(const prl_economy *economy);
/** Base share of spending; input share k of output s; final share; value-added share of output. */
double prl_economy_pi(const prl_economy *economy, int32_t sector, int32_t destination, int32_t origin);
double prl_economy_gamma(const prl_economy *economy, int32_t region, int32_t input, int32_t sector);
double prl_economy_alpha(const prl_economy *economy, int32_t region, int32_t sector);
double prl_economy_output(const prl_economy *economy, int32_t region, int32_t sector);

typedef struct prl_outcome prl_outcome;

typedef struct prl_accuracy {
  double residual;     /* largest relative miss of any equation */
  double walras;       /* sum of |value of excess labour demand|, which is not solved for, over world value added */
  int64_t evaluations; /* sweeps */
  double seconds;      /* of the solve */
  const char *reason;
} prl_accuracy;

/** How a quantity limit ended, or a promise to buy. */
typedef struct prl_limit {
  double quantity; /* times the base quantity */
  double wedge;    /* added to the users' price, fraction; below 0: the subsidy of a promise */
  double value;    /* rent, or below 0 the subsidy, millions of US$ */
} prl_limit;

/** What the counterfactual gives; arrays belong to the outcome. Values in millions of base-year US dollars, world value added = base. */
typedef struct prl_outcome_view {
  int32_t regions, sectors;
  prl_accuracy accuracy;
  const double *real_income;    /* [n] W'/W - 1, W = income / price of final use */
  const double *ev;             /* [n] equivalent variation = base income x real_income */
  const double *real_wage;      /* [n] (w/P)' / (w/P) - 1 */
  const double *terms_of_trade; /* [n] change of export prices over import prices, base-weighted geometric means, at the border */
  const double *revenue;        /* [n] tariff and export-tax revenue less subsidies, level */
  const double *revenue_base;   /* [n] */
  const double *rents;          /* [n] rents of quantity limits received, level */
  const double *profits, *profits_base; /* [n] 0 unless firms are fixed */
  const prl_limit *quotas;      /* by quota of the wedges */
  int32_t quota_count;
  const prl_limit *purchases;   /* by promise of the wedges */
  int32_t purchase_count;
  const double *income, *income_base; /* [n] */
  const double *wage;           /* [n] w'/w */
  const double *final_price;    /* [n] price of final use, change factor */
  const double *output, *output_base; /* [n][s] nominal sales at producer prices */
  const double *volume;         /* [n][s] quantity of output, change factor */
  const double *price;          /* [n][s] users' price index, change factor */
  const double *exports, *exports_base, *imports, *imports_base; /* [n] at border prices, foreign only */
} prl_outcome_view;

/** Solve one counterfactual.
 *  @param economy borrowed: it must outlive the outcome
 *  @param wedges  NULL = no change, which gives exactly no change; their `base` rates must be the economy's
 *  Errors: NO_SUPPLIER, CUT_OFF (structural, before solving), NO_INCOME (a region would pay out more than it earns), NO_CONVERGENCE, VALUE, MEMORY, CANCELLED.
 *  BEST_ITERATE (> 0) with *out set when the tolerance was not reached. */
prl_status prl_solve(prl_outcome **out, const prl_economy *economy, const prl_wedges *wedges, const prl_solver_options *options, prl_error *err);
/** Many counterfactuals of one economy, eight at a time in vector lanes where the model allows, on `threads` threads; the same numbers for any number
 *  of threads and any company in the lanes.
 *  @param out     [count] outcomes, NULL where none exists
 *  @param status  [count] of each, as prl_solve returns it; may be NULL
 *  @return the first error met (in order), or PRL_OK */
prl_status prl_solve_many(prl_outcome **out, prl_status *status, const prl_economy *economy, const prl_wedges *wedges, int32_t count,
                          const prl_solver_options *options, int32_t threads, prl_error *err);
/** The same for as many as one likes: each outcome is handed over when it is there (in any order, one call at a time) and its memory used again afterwards, so that
 *  memory does not grow with `count`. `outcome` is NULL where none exists; it and `why` are valid during the call only. False = stop: CANCELLED. */
typedef bool prl_solved(void *context, int32_t which, prl_status status, const prl_outcome *outcome, const prl_error *why);
prl_status prl_solve_each(const prl_economy *economy, const prl_wedges *wedges, int32_t count, const prl_solver_options *options, int32_t threads,
                          prl_solved *each, void *context, prl_error *err);
void prl_outcome_free(prl_outcome *outcome);
prl_outcome_view prl_outcome_look(const prl_outcome *outcome);
/** The same account measured from another outcome of the same economy instead of from the base: changes are `after` over `before`,
 *  levels of `before` stand where the base's did, EV stays in base-year dollars (I0 (W after - W before)). Both must outlive *out. */
prl_status prl_outcome_between(prl_outcome **out, const prl_outcome *after, const prl_outcome *before, prl_error *err);
/** One flow at border prices (export tax in, tariff out), after and before. */
double prl_outcome_flow(const prl_outcome *outcome, int32_t sector, int32_t destination, int32_t origin);
double prl_outcome_flow_base(const prl_outcome *outcome, int32_t sector, int32_t destination, int32_t origin);


/** d ln W of regions by every wedge, at a solved outcome: one transposed solve a region. */
typedef struct prl_gradient prl_gradient;
/** @param regions  which; NULL = all
 *  Errors: NO_CONVERGENCE, MEMORY. The outcome must outlive the gradient. */
prl_status prl_gradient_new(prl_gradient **out, const prl_outcome *outcome, const int32_t *regions, int32_t count, prl_error *err);
void prl_gradient_free(prl_gradient *gradient);
typedef enum prl_margin { PRL_MARGIN_TARIFF, PRL_MARGIN_EXPORT_TAX, PRL_MARGIN_FRICTION } prl_margin;
/** d ln W by a rate raised alike on all lines of every origin's flow to `destination` in a sector, per unit (not per point).
 *  @param which  index in `regions` of the call above   @param out  length N, by origin; 0 where nothing is traded; at home only an
 *  export tax counts (with the same on every destination: a tax on production) */
void prl_gradient_row(double *out, const prl_gradient *gradient, int32_t which, prl_margin margin, int32_t sector, int32_t destination);
/** d ln W by the logarithm of a limit, or of a promised floor. */
double prl_gradient_quota(const prl_gradient *gradient, int32_t which, int32_t quota);
double prl_gradient_purchase(const prl_gradient *gradient, int32_t which, int32_t purchase);

/* ---- Model 3: is the answer the only one? ---- */

/** On which side an equilibrium is regular: sign of det(-J), J the Jacobian of all equations. The signs of all equilibria sum to +1: one of -1 is never
 *  alone; +1 proves nothing by itself. */
typedef struct prl_uniqueness {
  int64_t unknowns;
  int sign;          /* +1, -1; 0 = not known: singular to the last digit, or more than 6,000 unknowns */
  double log_size;   /* ln |det J|; NaN = not known */
  double turns;      /* of the base: smallest share of the scale elasticities at which its sign turns, on a grid of 32 and then to 0.0001; NaN = nowhere */
  int32_t crossings; /* how often it does up to all of them; an even number leaves the sign at +1: others came about on the way, and may last */
} prl_uniqueness;
/** At the base. MEMORY. */
prl_status prl_economy_uniqueness(prl_uniqueness *out, const prl_economy *economy, prl_error *err);
/** At an outcome (`turns` NaN, `crossings` 0). MEMORY. */
prl_status prl_outcome_uniqueness(prl_uniqueness *out, const prl_outcome *outcome, prl_error *err);

typedef struct prl_equilibria_options {
  size_t size;
  int32_t starts; /* drawn; 24 */
  uint64_t seed;  /* 1; the same seed finds the same */
  double spread;  /* of the starts, log points either way; 0.3 */
} prl_equilibria_options;
void prl_equilibria_defaults(prl_equilibria_options *search);

/** The equilibria that a search found; arrays have length `count`. The first is the one connected with constant returns, when there is one. */
typedef struct prl_equilibria_view {
  int32_t count; /* at most 32 */
  int32_t starts, solved; /* tried beside the first; solutions in all, many of them the same */
  bool connected;         /* the first is reached from constant returns (at unchanged policy: the base itself, an equilibrium at any scale) */
  double reached;         /* 1; when not connected, the share of the scale elasticities at which the branch from constant returns ends */
  const prl_outcome *const *outcome; /* their accuracy's reason says "one of 3 equilibria found, ..." */
  const int *sign;        /* of det(-J); 0 = not known */
  const int32_t *met;     /* how often it was come to */
  const double *apart;    /* largest |ln W| of any region against the first */
} prl_equilibria_view;
typedef struct prl_equilibria prl_equilibria;
/** Search for all equilibria under a policy. Finding one proves nothing about others; finding several proves that there are several.
 *  @param wedges, options  as in prl_solve   @param search  NULL = the defaults
 *  Errors: those of prl_solve, except that finding none is no error: count = 0. The economy must outlive it. */
prl_status prl_equilibria_new(prl_equilibria **out, const prl_economy *economy, const prl_wedges *wedges, const prl_equilibria_options *search,
                              const prl_solver_options *options, prl_error *err);
void prl_equilibria_free(prl_equilibria *equilibria);
prl_equilibria_view prl_equilibria_look(const prl_equilibria *equilibria);

/** What a change of real income is made of. Each is an amount of ln W; the formulas stand at the head of src/model/decompose.c. */
#define PRL_CHANNEL_LIST(X) \
  X(TERMS_OF_TRADE, "terms_of_trade") X(TARIFFS, "tariffs") X(EXPORT_TAXES, "export_taxes") X(PRODUCTION, "production") X(RENTS, "rents") \
  X(PROMISES, "promises") X(SCALE, "scale") X(PROFITS, "profits") X(TRANSFER, "transfer") X(FRICTION, "friction") X(BANS, "bans")
typedef enum prl_channel {
#define PRL_X(name, word) PRL_CHANNEL_##name,
  PRL_CHANNEL_LIST(PRL_X)
#undef PRL_X
  PRL_CHANNELS
} prl_channel;
const char *prl_channel_word(prl_channel channel);

typedef struct prl_decomposition prl_decomposition;
typedef struct prl_decomposition_view {
  int32_t regions;
  const double *total;   /* [n] ln W after - ln W before */
  const double *part;    /* [n][PRL_CHANNELS] */
  double miss;           /* largest |sum of parts - total|: nothing is added to make them sum */
  int32_t panels;        /* into which the way was cut */
  int64_t solves;        /* of equilibria on it */
  prl_accuracy accuracy; /* of the worst of these; evaluations and seconds of all */
} prl_decomposition_view;
/** Decompose the change of ln W of every region from one policy to another: integrals along the way on which every rate, and the logarithm of
 *  what every limit or promise adds to its price, moves in proportion.
 *  @param from  an outcome of the same economy; NULL = the base
 *  Errors: VALUE (another economy; a limit on lines banned in the base year), those of prl_solve on the way. */
prl_status prl_decompose(prl_decomposition **out, const prl_outcome *from, const prl_outcome *to, const prl_solver_options *options,
                         prl_error *err);
void prl_decomposition_free(prl_decomposition *decomposition);
prl_decomposition_view prl_decomposition_look(const prl_decomposition *decomposition);

#ifdef __cplusplus
}
#endif
#endif
