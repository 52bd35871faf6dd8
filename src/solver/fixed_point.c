/* fixed_point.c -- a fixed point by Anderson, and by Newton-GMRES where Anderson stalls.
 *
 * Whatever happens, x ends as the iterate with the smallest residual met. Anderson costs one residual a step and wins on
 * policy-sized changes; Newton with a line search is slower and hardly ever fails, so it is the way out, not the first choice. */
#include "methods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void prl_solver_defaults(prl_solver_options *options) {
  *options = (prl_solver_options){.size = sizeof *options, .tolerance = 1e-12, .memory = 8, .stall = 30, .most = 3000, .krylov = 60};
}

double prl_run_residual(prl_run *run, double *r, const double *x, bool *cancelled) {
  double size = run->problem->residual(run->problem->context, r, x);
  run->info->evaluations++;
  if (size < run->best_residual) {
    run->best_residual = size;
    memcpy(run->best, x, (size_t)run->problem->n * sizeof *x);
  }
  const prl_solver_options *o = run->options;
  *cancelled = o->progress && !o->progress(o->progress_context, run->info->evaluations, run->best_residual);
  return size;
}

static const char *reason_of(prl_ending ending) {
  static const char *const text[] = {[PRL_CONVERGED] = "converged",
                                     [PRL_STALLED] = "stalled: the residual stopped falling",
                                     [PRL_EXHAUSTED] = "out of evaluations",
                                     [PRL_STOPPED] = "cancelled"};
  return text[ending];
}

static prl_status check(const prl_problem *problem, const prl_solver_options *o, prl_error *err) {
  if (problem->n < 1 || problem->lead < 1 || problem->lead > problem->n)
    return prl_fail(err, PRL_E_VALUE, "a problem of %lld unknowns with %lld leading ones", (long long)problem->n, (long long)problem->lead);
  if (!(o->tolerance > 0) || o->memory < 1 || o->memory > 64 || o->most < 1 || o->krylov < 1 || o->krylov > 512)
    return prl_fail(err, PRL_E_VALUE, "solver options out of range: tolerance > 0, memory 1..64, krylov 1..512");
  return PRL_OK;
}

prl_status prl_fixed_point(double *x, const prl_problem *problem, const prl_solver_options *options, prl_solver_info *info,
                           prl_error *err) {
  prl_solver_options o;
  prl_solver_defaults(&o);
  if (options) o = *options;
  *info = (prl_solver_info){.residual = NAN, .reason = "not started"};
  prl_status wrong = check(problem, &o, err);
  if (wrong) return wrong;
  size_t n = (size_t)problem->n;
  int64_t one = prl_anderson_work(problem->n, problem->lead, o.memory), two = prl_newton_work(problem->n, o.krylov);
  int64_t most = o.newton_only || (problem->product && two > one) ? two : one;
  double *work = aligned_alloc(64, (((size_t)most + n) * sizeof *work + 63) / 64 * 64);
  if (!work) return prl_fail(err, PRL_E_MEMORY, "solving for %zu unknowns", n);
  prl_run run = {problem, &o, info, work, INFINITY};
  prl_ending ending = o.newton_only ? PRL_STALLED : prl_anderson(x, &run, work + n);
  if (ending == PRL_STALLED && problem->product) {
    if (run.best_residual < INFINITY) memcpy(x, run.best, n * sizeof *x);
    ending = prl_newton(x, &run, work + n);
  }
  if (run.best_residual < INFINITY) memcpy(x, run.best, n * sizeof *x);
  free(work);
  info->residual = run.best_residual;
  info->reason = reason_of(ending);
  if (ending == PRL_CONVERGED) return PRL_OK;
  if (ending == PRL_STOPPED) return prl_fail(err, PRL_E_CANCELLED, "after %lld evaluations", (long long)info->evaluations);
  return PRL_BEST_ITERATE;
}
