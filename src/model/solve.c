/* solve.c -- one counterfactual: structure first, then the fixed point, then the account of it.
 *
 * Walras' law is the check that the solver did not impose: with every other equation solved, labour demanded is labour earned,
 *   sum_s beta[i,s] Y'[i,s] = w[i] VA[i]. */
#include "inside.h"

#include <math.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double walras(const prl_sweep *w) {
  const prl_economy *e = w->economy;
  double total = 0;
  for (int32_t n = 0; n < e->N; n++) {
    double excess = -w->earned[n];
    for (int32_t s = 0; s < e->S; s++) excess += e->beta[(int64_t)s * e->ld + n] * w->sold[(int64_t)s * e->ld + n];
    total += fabs(excess);
  }
  return total / e->world;
}

/* Solve the sweep's equations; the sweep is left at the solution (or at the best iterate). */
static prl_status equilibrium(prl_sweep *w, prl_arena *arena, const prl_solver_options *options, prl_accuracy *accuracy, prl_error *err) {
  const prl_economy *e = w->economy;
  const int64_t n = prl_state_length(e);
  double *x = prl_arena_alloc(arena, 2 * (size_t)n, sizeof *x);
  if (!x) return prl_fail(err, PRL_E_MEMORY, "solving for %lld unknowns", (long long)n);
  const prl_problem problem = {n, e->ld, w, prl_sweep_residual, prl_sweep_product};
  prl_solver_info info;
  const double start = now();
  prl_sweep_start(x, e);
  prl_status status = prl_fixed_point(x, &problem, options, &info, err);
  if (status < 0) return status;
  accuracy->residual = info.residual;
  if (status) prl_sweep_residual(w, x + n, x); /* not converged: the last state met need not be the best, which x is */
  accuracy->walras = walras(w);
  accuracy->evaluations = info.evaluations + info.products;
  accuracy->seconds = now() - start;
  accuracy->reason = info.reason;
  return status;
}

static prl_status solve(prl_outcome *out, const prl_wedges *wedges, const prl_solver_options *options, prl_error *err) {
  const prl_economy *e = out->economy;
  prl_sweep *w = prl_arena_alloc(out->arena, 1, sizeof *w);
  if (!w || prl_sweep_new(w, out->arena, e)) return prl_fail(err, PRL_E_MEMORY, "a counterfactual");
  const bool same = !prl_shock_changes(wedges);
  prl_status status = same ? PRL_OK : prl_shock_rows(&w->rows, out->arena, e, wedges, true, err);
  if (!status) status = prl_structure_check(e, &w->rows, err);
  prl_accuracy accuracy = {0};
  if (!status) status = equilibrium(w, out->arena, options, &accuracy, err);
  if (status < 0) return status;
  out->sweep = same ? NULL : w;
  if (prl_outcome_fill(out, wedges, &accuracy, same)) return prl_fail(err, PRL_E_MEMORY, "the outcome of a counterfactual");
  return status;
}

prl_status prl_solve(prl_outcome **out, const prl_economy *economy, const prl_wedges *wedges, const prl_solver_options *options,
                     prl_error *err) {
  *out = NULL;
  prl_arena *arena = prl_arena_new();
  prl_outcome *outcome = arena ? prl_arena_alloc(arena, 1, sizeof *outcome) : NULL;
  if (!outcome) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "a counterfactual");
  }
  *outcome = (prl_outcome){.arena = arena, .economy = economy};
  prl_status status = solve(outcome, wedges, options, err);
  if (status < 0)
    prl_arena_free(arena);
  else
    *out = outcome;
  return status;
}

prl_status prl_economy_purge(prl_economy *e, const prl_wedges *base, prl_error *err) {
  for (int32_t n = 0; n < e->N; n++) e->deficit[n] = 0;
  prl_arena *arena = prl_arena_new();
  prl_sweep w;
  prl_accuracy accuracy;
  if (!arena || prl_sweep_new(&w, arena, e)) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "taking the deficits away");
  }
  prl_status status = equilibrium(&w, arena, NULL, &accuracy, err);
  if (status > 0)
    status = prl_fail(err, PRL_E_NO_CONVERGENCE, "taking the deficits away: %s at a residual of %.2g", accuracy.reason, accuracy.residual);
  if (!status) status = prl_economy_rebase(e, &w, err);
  if (!status) status = prl_shock_rows(&e->base, e->arena, e, base, false, err);
  prl_arena_free(arena);
  return status;
}
