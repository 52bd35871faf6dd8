/* newton.c -- the zero of r(x) = G(x) - x by inexact Newton steps: J s = -r by GMRES, then the longest of s, s/2, s/4 ... that
 * brings the residual down.
 *
 *   |J s + r| <= eta_k |r|,   eta_k falls with the residual       (Eisenstat & Walker 1996, choice 2)
 *   accept x + t s when size(x + t s) <= (1 - 1e-4 t) size(x)      (Armijo)
 *
 * No unknown moves by more than `cap` in one step, which keeps exponentials of logs in range. Source: Kelley (2003), ch. 1, 3. */
#include "methods.h"

#include <math.h>
#include <string.h>

static const double cap = 2.0;

int64_t prl_newton_work(int64_t n, int32_t krylov) { return 5 * n + prl_gmres_work(n, krylov); }

static double largest(const double *s, int64_t n) {
  double most = 0;
  for (int64_t k = 0; k < n; k++) most = fmax(most, fabs(s[k]));
  return most;
}

/* Try x + t s for falling t; leaves the accepted point in x and its residual in r. False when none is better. */
static bool line_search(double *x, double *r, double *size, const double *s, double *trial, double *trial_r, prl_run *run,
                        bool *cancelled) {
  const int64_t n = run->problem->n;
  double t = fmin(1, cap / fmax(largest(s, n), 1e-300));
  for (int32_t halvings = 0; halvings < 40 && !*cancelled; halvings++, t *= 0.5) {
    for (int64_t k = 0; k < n; k++) trial[k] = x[k] + t * s[k];
    double now = prl_run_residual(run, trial_r, trial, cancelled);
    if (now <= (1 - 1e-4 * t) * *size) {
      memcpy(x, trial, (size_t)n * sizeof *x);
      memcpy(r, trial_r, (size_t)n * sizeof *r);
      *size = now;
      return true;
    }
  }
  return false;
}

prl_ending prl_newton(double *x, prl_run *run, double *work) {
  const prl_problem *p = run->problem;
  const prl_solver_options *o = run->options;
  const int64_t n = p->n;
  double *r = work, *s = r + n, *trial = s + n, *trial_r = trial + n, *rhs = trial_r + n, *krylov = rhs + n;
  bool cancelled = false;
  double size = prl_run_residual(run, r, x, &cancelled), eta = 0.1;
  while (run->info->evaluations < o->most) {
    if (size <= o->tolerance) return PRL_CONVERGED;
    if (cancelled) return PRL_STOPPED;
    if (!isfinite(size)) return PRL_STALLED;
    for (int64_t k = 0; k < n; k++) rhs[k] = -r[k];
    memset(s, 0, (size_t)n * sizeof *s);
    prl_gmres(s, n, p->product, p->context, rhs, eta, o->krylov, 8, krylov, &run->info->products);
    run->info->newton_steps++;
    double before = size;
    if (!line_search(x, r, &size, s, trial, trial_r, run, &cancelled)) return cancelled ? PRL_STOPPED : PRL_STALLED;
    eta = fmin(0.1, fmax(1e-6, 0.9 * (size / before) * (size / before)));
  }
  return PRL_EXHAUSTED;
}
