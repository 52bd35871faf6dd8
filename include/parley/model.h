/* model.h -- the world model: many regions, many sectors, input-output links, one equilibrium, solved exactly in changes.
 *
 * An economy is a world at given trade elasticities, base policy and closure; a counterfactual is an economy under wedges.
 * Model 1: Cobb-Douglas across inputs, CES (Frechet) across origins. Eaton & Kortum (2002); Dekle, Eaton & Kortum (2008);
 * Caliendo & Parro (2015). The equations stand at the head of src/model/sweep.c. */
#ifndef PARLEY_MODEL_H
#define PARLEY_MODEL_H

#include "parley/policy.h"
#include "parley/solver.h"
#include "parley/world.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct prl_economy prl_economy;

/** @param theta     trade elasticity by sector, length S, > 0
 *  @param base      wedges whose `base` rates are the policy the world's data embody; NULL = none
 *  @param deficits  closure; ZERO solves once for the economy without deficits, and every change is measured from there */
prl_status prl_economy_new(prl_economy **out, const prl_world *world, const double *theta, const prl_wedges *base, prl_deficits deficits,
                           prl_error *err);
void prl_economy_free(prl_economy *economy);
prl_deficits prl_economy_deficits(const prl_economy *economy);

typedef struct prl_outcome prl_outcome;

typedef struct prl_accuracy {
  double residual;     /* largest relative miss of any equation */
  double walras;       /* sum of |value of excess labour demand|, which is not solved for, over world value added */
  int64_t evaluations; /* sweeps */
  double seconds;      /* of the solve */
  const char *reason;
} prl_accuracy;

/** What the counterfactual gives; arrays belong to the outcome. Values in millions of base-year US dollars, world value added = base. */
typedef struct prl_outcome_view {
  int32_t regions, sectors;
  prl_accuracy accuracy;
  const double *real_income;    /* [n] W'/W - 1, W = income / price of final use */
  const double *ev;             /* [n] equivalent variation = base income x real_income */
  const double *real_wage;      /* [n] (w/P)' / (w/P) - 1 */
  const double *terms_of_trade; /* [n] change of export prices over import prices, base-weighted geometric means, at the border */
  const double *revenue;        /* [n] tariff and export-tax revenue, level */
  const double *revenue_base;   /* [n] */
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
 *  Errors: NO_SUPPLIER, CUT_OFF (structural, before solving), NO_CONVERGENCE, VALUE, MEMORY, CANCELLED.
 *  BEST_ITERATE (> 0) with *out set when the tolerance was not reached. */
prl_status prl_solve(prl_outcome **out, const prl_economy *economy, const prl_wedges *wedges, const prl_solver_options *options, prl_error *err);
void prl_outcome_free(prl_outcome *outcome);
prl_outcome_view prl_outcome_look(const prl_outcome *outcome);
/** The same account measured from another outcome of the same economy instead of from the base: changes are `after` over `before`,
 *  levels of `before` stand where the base's did, EV stays in base-year dollars (I0 (W after - W before)). Both must outlive *out. */
prl_status prl_outcome_between(prl_outcome **out, const prl_outcome *after, const prl_outcome *before, prl_error *err);
/** One flow at border prices (export tax in, tariff out), after and before. */
double prl_outcome_flow(const prl_outcome *outcome, int32_t sector, int32_t destination, int32_t origin);
double prl_outcome_flow_base(const prl_outcome *outcome, int32_t sector, int32_t destination, int32_t origin);

#ifdef __cplusplus
}
#endif
#endif
