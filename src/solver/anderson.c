/* anderson.c -- Anderson acceleration of x <- x + d, d = -M^-1 r(x) (or r itself), with the least squares on the leading unknowns only.
 *
 * The leading unknowns (wages) decide where the rest goes, so fitting them alone costs as few evaluations as fitting all and the
 * least squares become tiny. The algebra is in columns.c; here is when to go on, to retreat, and to stop. */
#include "methods.h"

#include <math.h>

int64_t prl_anderson_work(int64_t n, int64_t lead, int32_t memory) {
  const int64_t length = prl_whole(n, PRL_BLOCK);
  return 2 * length + prl_columns_work(length, lead, memory);
}

/* Out of the domain: a quarter of the way from the best iterate, or back to it where there is no way; the columns led astray. */
static void retreat(double *x, const prl_run *run, prl_columns *columns) {
  const double *best = run->best;
  for (int64_t k = 0; k < run->problem->n; k++) {
    x[k] = best[k] + 0.25 * (x[k] - best[k]);
    if (!isfinite(x[k])) x[k] = best[k];
  }
  prl_columns_forget(columns);
}

prl_ending prl_anderson(prl_run *run, double *x, double *work, bool preconditioned, double most_step) {
  const prl_problem *p = run->problem;
  const prl_solver_options *o = run->options;
  const int64_t length = prl_whole(p->n, PRL_BLOCK);
  static const int64_t live[PRL_LANES] = {-1, -1, -1, -1, -1, -1, -1, -1};
  double *r = work, *d = preconditioned ? r + length : r, best = INFINITY;
  prl_columns columns = prl_columns_new(work + 2 * length, length, p->lead, false, o->memory);
  for (int64_t k = p->n; k < length; k++) r[k] = d[k] = 0;
  for (int32_t since = 0; run->info->evaluations < o->most;) {
    const double size = prl_run_residual(run, r, x);
    if (size < run->best_residual) prl_run_keep(run, x, size);
    if (size <= o->tolerance) return PRL_CONVERGED;
    if (run->cancelled) return PRL_STOPPED;
    since = size < best ? 0 : since + 1;
    best = fmin(best, size);
    if (since >= o->stall || !(run->best_residual < INFINITY)) return PRL_STALLED;
    if (!isfinite(size)) {
      retreat(x, run, &columns);
      continue;
    }
    if (preconditioned) p->step(p->context, d, r);
    double *to = prl_run_other(run);
    prl_columns_step(&columns, to, x, d, most_step, live);
    x = to;
  }
  return PRL_EXHAUSTED;
}
