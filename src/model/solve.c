/* solve.c -- one counterfactual: structure first, then the fixed point, then the account of it.
 *
 * Walras' law is the check that the solver did not impose: with every other equation solved, labour demanded is labour earned,
 *   sum_s beta[i,s] Y'[i,s] / markup = w[i] L[i]. */
#include "scale.h"

#include <math.h>
#include <string.h>
#include <time.h>

static const char branch_ends[] = "no equilibrium is connected with constant returns: the branch ends before these scale elasticities";
static const double no_change = 1e-12; /* what the base may miss at its own policy */

double prl_clock(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double prl_walras(const prl_sweep *w) {
  const prl_economy *e = w->economy;
  double total = 0;
  for (int32_t n = 0; n < e->N; n++) {
    double excess = -w->now.earned[n];
    for (int32_t s = 0; s < e->S; s++) {
      const int64_t k = (int64_t)s * e->ld + n;
      const double share = e->nests.upper ? w->labour_share[k] : e->beta[k];
      excess += share * w->now.sold[k] * (e->profit ? 1 - e->profit[s] : 1);
    }
    total += fabs(excess);
  }
  return total / e->world;
}

prl_problem prl_sweep_problem(prl_sweep *w) {
  return (prl_problem){.n = prl_state_length(w->economy, &w->rows),
                       .lead = w->economy->ld + prl_promise_rows(&w->rows),
                       .context = w,
                       .residual = prl_sweep_residual,
                       .product = prl_sweep_product,
                       .step = prl_precondition_step,
                       .most_step = prl_most_step};
}

/* x is left at the solution, or at the best iterate; `other` is room. */
static prl_status direct(double *x, double *other, prl_sweep *w, const prl_solver_options *options, prl_solver_info *info, prl_error *err) {
  const prl_problem problem = prl_sweep_problem(w);
  prl_sweep_start(x, w->economy, &w->rows, 1);
  const prl_status status = prl_fixed_point(x, &problem, options, info, err);
  if (status <= 0) return status;
  prl_solver_info along;
  prl_sweep_start(other, w->economy, &w->rows, 1);
  const prl_status way = prl_homotopy(other, &problem, options, &along, err);
  info->evaluations += along.evaluations, info->products += along.products;
  if (way) return way < 0 ? way : status;
  memcpy(x, other, (size_t)problem.n * sizeof *x);
  info->residual = along.residual, info->reason = along.reason;
  return PRL_OK;
}

/* From constant returns up; what it comes to stays when it is no worse than `info` is. */
static prl_status from_below(double *x, double *other, prl_sweep *w, const prl_solver_options *options, prl_solver_info *info,
                             double *reached, prl_error *err) {
  prl_solver_info up;
  prl_sweep_start(other, w->economy, &w->rows, 1);
  const prl_status status = prl_ascend(other, reached, w, options, &up, err);
  up.evaluations += info->evaluations, up.products += info->products;
  if (status > 0 && !(up.residual <= info->residual)) {
    *reached = 1;
    return status;
  }
  memcpy(x, other, (size_t)prl_state_length(w->economy, &w->rows) * sizeof *x);
  *info = up;
  return status;
}

/* Where scale is strong enough to leave several equilibria, the one connected with constant returns is meant (ascent.c); unless nothing changes. */
static prl_status solve(double *x, prl_sweep *w, const prl_solver_options *options, prl_solver_info *info, double *reached,
                        prl_error *err) {
  double *room = x + prl_state_length(w->economy, &w->rows);
  *reached = 1;
  *info = (prl_solver_info){.residual = INFINITY};
  bool risky = prl_ascent_needed(w->economy);
  if (risky) {
    prl_sweep_start(x, w->economy, &w->rows, 1);
    risky = !(prl_sweep_residual(w, room, x) <= no_change);
  }
  const prl_status status = risky ? PRL_BEST_ITERATE : direct(x, room, w, options, info, err);
  return status > 0 && w->economy->psi ? from_below(x, room, w, options, info, reached, err) : status;
}

prl_status prl_equilibrium(prl_sweep *w, prl_arena *arena, const prl_solver_options *options, prl_accuracy *accuracy, prl_error *err) {
  const int64_t n = prl_state_length(w->economy, &w->rows);
  double *x = prl_arena_alloc(arena, 2 * (size_t)n, sizeof *x), reached;
  if (!x) return prl_fail(err, PRL_E_MEMORY, "solving for %lld unknowns", (long long)n);
  prl_solver_info info;
  const double start = prl_clock();
  const prl_status status = solve(x, w, options, &info, &reached, err);
  if (status < 0) return status;
  accuracy->residual = info.residual;
  if (status) prl_sweep_residual(w, x + n, x); /* not converged: the last state met need not be the best, which x is */
  w->x = x;
  accuracy->walras = prl_walras(w);
  accuracy->evaluations = info.evaluations + info.products;
  accuracy->seconds = prl_clock() - start;
  accuracy->reason = status && reached > 0 && reached < 1 ? branch_ends : info.reason;
  return status;
}

bool prl_outcome_keep(prl_outcome *out, const prl_wedges *wedges) {
  if (!wedges) return true;
  prl_wedge *w = prl_arena_alloc(out->arena, (size_t)wedges->wedge_count + 1, sizeof *w);
  prl_class *c = prl_arena_alloc(out->arena, (size_t)wedges->class_count + 1, sizeof *c);
  if (!w || !c) return false;
  if (wedges->wedge_count) memcpy(w, wedges->wedges, (size_t)wedges->wedge_count * sizeof *w);
  if (wedges->class_count) memcpy(c, wedges->classes, (size_t)wedges->class_count * sizeof *c);
  out->wedges = (prl_wedges){.wedges = w, .wedge_count = wedges->wedge_count, .classes = c, .class_count = wedges->class_count};
  return true;
}

static prl_status begin(prl_outcome *out, const prl_wedges *wedges, prl_error *err) {
  const prl_economy *e = out->economy;
  prl_sweep *w = prl_arena_alloc(out->arena, 1, sizeof *w);
  if (!w) return prl_fail(err, PRL_E_MEMORY, "a counterfactual");
  out->same = !prl_shock_changes(wedges);
  out->sweep = w;
  prl_rows rows = e->base;
  prl_status status = out->same ? PRL_OK : prl_shock_rows(&rows, out->arena, e, wedges, true, err);
  if (!status) status = prl_structure_check(e, &rows, err);
  if (!status && prl_sweep_new(w, out->arena, e, &rows, 1)) status = prl_fail(err, PRL_E_MEMORY, "a counterfactual");
  return status;
}

prl_status prl_outcome_begin(prl_outcome **out, const prl_economy *economy, const prl_wedges *wedges, prl_error *err) {
  *out = NULL;
  prl_arena *arena = prl_arena_new();
  prl_outcome *outcome = arena ? prl_arena_alloc(arena, 1, sizeof *outcome) : NULL;
  if (!outcome) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "a counterfactual");
  }
  *outcome = (prl_outcome){.arena = arena, .economy = economy};
  const prl_status status = begin(outcome, wedges, err);
  if (status)
    prl_arena_free(arena);
  else
    *out = outcome;
  return status;
}

/* Spending follows income, so an income of zero or less is no equilibrium, whatever the equations say. */
static prl_status solvent(const prl_sweep *w, prl_error *err) {
  const prl_economy *e = w->economy;
  for (int32_t n = 0; n < e->N; n++) {
    if (w->now.income[n] > 0 || !(w->now.income[n] <= 0)) continue;
    prl_fail(err, PRL_E_NO_INCOME,
             "region %s would have an income of %.6g million: subsidies, promises and transfers take more than it earns", e->region_id[n],
             w->now.income[n]);
    prl_error_hint(err, "%s", "make the subsidies or promises smaller, or let less of the trade have them");
    return PRL_E_NO_INCOME;
  }
  return PRL_OK;
}

prl_status prl_outcome_close(prl_outcome *out, const prl_wedges *wedges, const prl_accuracy *accuracy, bool solved, prl_error *err) {
  if (!prl_outcome_keep(out, wedges) || prl_outcome_fill(out, accuracy))
    return prl_fail(err, PRL_E_MEMORY, "the outcome of a counterfactual");
  return solved ? solvent(out->sweep, err) : PRL_OK;
}

prl_status prl_solve(prl_outcome **out, const prl_economy *economy, const prl_wedges *wedges, const prl_solver_options *options,
                     prl_error *err) {
  prl_outcome *outcome;
  *out = NULL;
  prl_status status = prl_outcome_begin(&outcome, economy, wedges, err);
  if (status) return status;
  prl_accuracy accuracy = {0};
  status = prl_equilibrium(outcome->sweep, outcome->arena, options, &accuracy, err);
  const prl_status closed = status < 0 ? status : prl_outcome_close(outcome, wedges, &accuracy, status == PRL_OK, err);
  if (closed < 0) {
    prl_outcome_free(outcome);
    return closed;
  }
  *out = outcome;
  return status;
}

prl_status prl_economy_settle(prl_economy *e, const prl_wedges *base, prl_error *err) {
  prl_arena *arena = prl_arena_new();
  prl_sweep w;
  prl_accuracy accuracy;
  if (!arena || prl_sweep_new(&w, arena, e, &e->base, 1)) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "solving for the base");
  }
  prl_status status = prl_equilibrium(&w, arena, NULL, &accuracy, err);
  if (status > 0)
    status = prl_fail(err, PRL_E_NO_CONVERGENCE, "solving for the base: %s at a residual of %.2g", accuracy.reason, accuracy.residual);
  if (!status) status = prl_economy_rebase(e, &w, err);
  if (!status) status = prl_shock_rows(&e->base, e->arena, e, base, false, err);
  prl_arena_free(arena);
  return status;
}
