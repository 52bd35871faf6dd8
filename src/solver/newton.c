/* newton.c -- the zero of r(x) = G(x) - x by inexact Newton steps: J s = -r by GMRES, then the longest of s, s/2, s/4 ... that
 * brings the residual down.
 *
 *   |J s + r| <= eta_k |r|,   eta_k falls with the residual       (Eisenstat & Walker 1996, choice 2)
 *   accept x + t s when size(x + t s) <= (1 - 1e-4 t) size(x)      (Armijo)
 *
 * With a preconditioner, J M^-1 u = r and s = -M^-1 u: from the right, so that GMRES sees the residual itself.
 * No unknown moves by more than `cap` in one step, which keeps exponentials of logs in range. Source: Kelley (2003), ch. 1, 3. */
#include "methods.h"

#include <math.h>
#include <string.h>

static const double cap = 2.0;
enum { PATIENCE = 12 }; /* steps in which the residual must halve, unless nothing else is left to try */

int64_t prl_newton_work(int64_t n, int32_t krylov) { return 5 * n + prl_gmres_work(n, krylov); }

typedef struct newton {
  prl_run *run;
  bool preconditioned;
  double *r, *trial_r; /* at the best iterate, and at the trial */
  double *s, *u, *rhs;
  double *krylov;
} newton;

static void precondition(const newton *w, double *out, const double *u) {
  const prl_problem *p = w->run->problem;
  if (w->preconditioned)
    p->step(p->context, out, u);
  else
    memcpy(out, u, (size_t)p->n * sizeof *u);
}

/* J applied to the step that u stands for */
static void apply(void *context, double *out, const double *u) {
  const newton *w = context;
  const prl_problem *p = w->run->problem;
  if (w->preconditioned) p->step(p->context, w->s, u);
  p->product(p->context, out, w->preconditioned ? w->s : u);
}

static void direction(newton *w, double eta) {
  const int64_t n = w->run->problem->n;
  for (int64_t k = 0; k < n; k++) w->rhs[k] = -w->r[k];
  memset(w->u, 0, (size_t)n * sizeof *w->u);
  prl_gmres(w->u, n, apply, w, w->rhs, eta, w->run->options->krylov, 8, w->krylov, &w->run->info->products);
  precondition(w, w->s, w->u);
  w->run->info->newton_steps++;
}

/* How far along s at most. */
static double reach(const newton *w) {
  const prl_problem *p = w->run->problem;
  double lead = 0, most = 0;
  for (int64_t k = 0; k < p->lead; k++) lead = fmax(lead, fabs(w->s[k]));
  for (int64_t k = p->lead; k < p->n; k++) most = fmax(most, fabs(w->s[k]));
  const double allowed = p->most_step > 0 ? fmin(cap, p->most_step) : cap;
  return fmin(1, fmin(allowed / fmax(lead, allowed), cap / fmax(most, cap)));
}

/* Try x + t s for falling t; the accepted point becomes the best and its residual r. False when none is better. */
static bool line_search(newton *w) {
  prl_run *run = w->run;
  const int64_t n = run->problem->n;
  double t = reach(w);
  for (int32_t trials = 0; trials < 16 && !run->cancelled; trials++) {
    double *trial = prl_run_other(run);
    for (int64_t k = 0; k < n; k++) trial[k] = run->best[k] + t * w->s[k];
    const double size = prl_run_residual(run, w->trial_r, trial);
    if (size <= (1 - 1e-4 * t) * run->best_residual) {
      prl_run_keep(run, trial, size);
      double *r = w->r;
      w->r = w->trial_r, w->trial_r = r;
      return true;
    }
    t *= isfinite(size) ? 0.5 : 0.25;
  }
  return false;
}

prl_ending prl_newton(prl_run *run, double *work, bool preconditioned, bool to_the_end) {
  const int64_t n = run->problem->n;
  newton w = {.run = run, .preconditioned = preconditioned, .r = work, .trial_r = work + n, .s = work + 2 * n, .u = work + 3 * n};
  w.rhs = w.u + n, w.krylov = w.rhs + n;
  const double size = prl_run_residual(run, w.r, run->best);
  if (!isfinite(size)) return PRL_STALLED;
  prl_run_keep(run, run->best, size);
  double eta = 0.1, lately = INFINITY;
  for (int32_t steps = 0; run->info->evaluations < run->options->most; steps++) {
    const double before = run->best_residual;
    if (before <= run->options->tolerance) return PRL_CONVERGED;
    if (run->cancelled) return PRL_STOPPED;
    if (steps % PATIENCE == 0) {
      if (before > 0.5 * lately && !to_the_end) return PRL_STALLED;
      lately = before;
    }
    direction(&w, eta);
    if (!line_search(&w)) return run->cancelled ? PRL_STOPPED : PRL_STALLED;
    const double fell = run->best_residual / before;
    eta = fmin(0.1, fmax(1e-6, 0.9 * fell * fell));
  }
  return PRL_EXHAUSTED;
}
