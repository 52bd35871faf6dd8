/* fixed_point.c -- a fixed point by Anderson, and by Newton-GMRES where Anderson stalls.
 *
 * Whatever happens, x ends as the iterate with the smallest residual met. Anderson costs one residual a step and wins on
 * policy-sized changes; Newton with a line search is slower and hardly ever fails, so it is the way out, not the first choice.
 * A preconditioner made for small changes may mislead both, so each has its turn without it, and long first steps may lead where there is
 * no way back, so Anderson also has a turn from the start with short ones. */
#include "methods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void prl_solver_defaults(prl_solver_options *options) {
  *options = (prl_solver_options){.size = sizeof *options, .tolerance = 1e-12, .memory = 8, .stall = 30, .most = 3000, .krylov = 60};
}

prl_status prl_options_settle(prl_solver_options *o, const prl_solver_options *options, prl_error *err) {
  prl_solver_defaults(o);
  if (options) *o = *options;
  if (!(o->tolerance > 0) || o->memory < 1 || o->memory > 64 || o->most < 1 || o->krylov < 1 || o->krylov > 512)
    return prl_fail(err, PRL_E_VALUE, "solver options out of range: tolerance > 0, memory 1..64, krylov 1..512");
  return PRL_OK;
}

prl_status prl_shape_check(int64_t n, int64_t lead, prl_error *err) {
  if (n >= 1 && lead >= 1 && lead <= n) return PRL_OK;
  return prl_fail(err, PRL_E_VALUE, "a problem of %lld unknowns with %lld leading ones", (long long)n, (long long)lead);
}

double *prl_work_open(const prl_solver_options *options, int64_t doubles, double **own) {
  *own = options->work ? NULL : malloc((size_t)doubles * sizeof **own);
  double *work = options->work ? options->work : *own;
  return work ? (double *)(((uintptr_t)work + 63) / 64 * 64) : NULL;
}

double prl_run_residual(prl_run *run, double *r, const double *x) {
  const double size = run->problem->residual(run->problem->context, r, x);
  const prl_solver_options *o = run->options;
  run->info->evaluations++;
  run->cancelled = o->progress && !o->progress(o->progress_context, run->info->evaluations, fmin(size, run->best_residual));
  return size;
}

int64_t prl_fixed_point_work(const prl_problem *p, const prl_solver_options *options) {
  prl_solver_options o;
  prl_solver_defaults(&o);
  if (options) o = *options;
  int64_t most = o.newton_only ? 0 : prl_anderson_work(p->n, p->lead, o.memory);
  if (p->product && most < prl_newton_work(p->n, o.krylov)) most = prl_newton_work(p->n, o.krylov);
  return 2 * prl_whole(p->n, PRL_BLOCK) + most + 64 / (int64_t)sizeof(double);
}

/* Anderson once more from the start, with shorter and shorter steps. */
static prl_ending carefully(prl_run *run, const double *start, double *work) {
  static const double caution[] = {0.5, 0.1};
  const prl_problem *p = run->problem;
  prl_ending ending = PRL_STALLED;
  for (size_t k = 0; k < sizeof caution / sizeof *caution && ending == PRL_STALLED; k++) {
    double *x = prl_run_other(run);
    memcpy(x, start, (size_t)p->n * sizeof *x);
    ending = prl_anderson(run, x, work, p->step, p->most_step > 0 ? fmin(p->most_step, caution[k]) : caution[k]);
  }
  return ending;
}

static prl_ending methods(prl_run *run, const double *start, double *work) {
  const prl_problem *p = run->problem;
  const bool anderson = !run->options->newton_only;
  prl_ending ending = anderson ? prl_anderson(run, run->best, work, p->step, p->most_step) : PRL_STALLED;
  if (ending == PRL_STALLED && p->product && p->step) ending = prl_newton(run, work, true, false);
  if (ending == PRL_STALLED && p->product && anderson) ending = prl_newton(run, work, false, false);
  if (ending == PRL_STALLED && anderson) ending = carefully(run, start, work);
  if (ending == PRL_STALLED && anderson && p->step) ending = prl_anderson(run, run->best, work, false, p->most_step);
  if (ending == PRL_STALLED && p->product) ending = prl_newton(run, work, false, true);
  return ending;
}

static const char *reason_of(prl_ending ending) {
  static const char *const text[] = {[PRL_CONVERGED] = "converged",
                                     [PRL_STALLED] = "stalled: the residual stopped falling",
                                     [PRL_EXHAUSTED] = "out of evaluations",
                                     [PRL_STOPPED] = "cancelled"};
  return text[ending];
}

prl_status prl_fixed_point(double *x, const prl_problem *problem, const prl_solver_options *options, prl_solver_info *info,
                           prl_error *err) {
  prl_solver_options o;
  *info = (prl_solver_info){.residual = NAN, .reason = "not started"};
  prl_status wrong = prl_shape_check(problem->n, problem->lead, err);
  if (!wrong) wrong = prl_options_settle(&o, options, err);
  if (wrong) return wrong;
  const size_t n = (size_t)problem->n;
  const int64_t length = prl_whole(problem->n, PRL_BLOCK);
  double *own, *work = prl_work_open(&o, prl_fixed_point_work(problem, &o), &own);
  if (!work) return prl_fail(err, PRL_E_MEMORY, "solving for %zu unknowns", n);
  prl_run run = {problem, &o, info, {work, work + length}, work, INFINITY, false};
  memcpy(work, x, n * sizeof *x);
  for (int64_t k = problem->n; k < length; k++) work[k] = work[length + k] = 0;
  const prl_ending ending = methods(&run, x, work + 2 * length);
  memcpy(x, run.best, n * sizeof *x);
  free(own);
  info->residual = run.best_residual;
  info->reason = reason_of(ending);
  if (ending == PRL_CONVERGED) return PRL_OK;
  if (ending == PRL_STOPPED) return prl_fail(err, PRL_E_CANCELLED, "after %lld evaluations", (long long)info->evaluations);
  return PRL_BEST_ITERATE;
}
