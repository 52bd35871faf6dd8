/* homotopy.c -- from a start whose residual is large to a solution, by letting the residual fall step by step.
 *
 *   r(x) = (1 - t) r(x0),   t from 0 to 1         solved at t = 0 by x0 itself
 *
 * Every step is a problem of its own, solved from the last one (prl_fixed_point), and the step of t is halved where that fails. For what no
 * method solves from x0 at once. Source: Allgower & Georg (2003), section 1.1 (global, or Newton, homotopy). */
#include "methods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct shifted {
  const prl_problem *problem;
  const prl_solver_options *options;
  prl_solver_info *info; /* sums over all steps */
  const double *start;   /* r(x0) */
  double t, norm;
} shifted;

static double residual(void *context, double *r, const double *x) {
  const shifted *h = context;
  const prl_problem *p = h->problem;
  const double size = p->residual(p->context, r, x);
  if (!isfinite(size) || h->t == 1) return size;
  double most = 0;
  for (int64_t k = 0; k < p->n; k++) {
    r[k] -= (1 - h->t) * h->start[k];
    most = fabs(r[k]) > most ? fabs(r[k]) : most;
  }
  return most;
}

static void product(void *context, double *jv, const double *v) {
  const shifted *h = context;
  h->problem->product(h->problem->context, jv, v);
}

static void step(void *context, double *d, const double *r) {
  const shifted *h = context;
  h->problem->step(h->problem->context, d, r);
}

/* Steps on the way need only be good starts for the next. */
static const double loose = 1e-6;
enum { MOST = 400, IN_ALL = 20000 }; /* evaluations of a step; evaluations and products of the whole way */

static prl_status solve(void *context, double t, double *x, prl_error *err) {
  shifted *h = context;
  const prl_problem *p = h->problem;
  if (h->info->evaluations + h->info->products > IN_ALL) return PRL_BEST_ITERATE;
  prl_problem here = {.n = p->n, .lead = p->lead, .context = h, .residual = residual, .most_step = p->most_step};
  if (p->product) here.product = product;
  if (p->step) here.step = step;
  prl_solver_options o = *h->options;
  prl_solver_info info;
  h->t = t;
  o.most = o.most < MOST ? o.most : MOST;
  o.work = NULL;
  if (t < 1) o.tolerance = fmax(o.tolerance, loose * fmin(1, h->norm));
  const prl_status status = prl_fixed_point(x, &here, &o, &info, err);
  h->info->evaluations += info.evaluations, h->info->products += info.products, h->info->newton_steps += info.newton_steps;
  if (t == 1) h->info->residual = info.residual, h->info->reason = info.reason;
  return status;
}

prl_status prl_homotopy(double *x, const prl_problem *problem, const prl_solver_options *options, prl_solver_info *info, prl_error *err) {
  prl_solver_options o;
  *info = (prl_solver_info){.residual = NAN, .reason = "stalled: the way from the start ends before the solution"};
  prl_status status = prl_options_settle(&o, options, err);
  double *start = status ? NULL : malloc((size_t)problem->n * sizeof *start);
  if (status) return status;
  if (!start) return prl_fail(err, PRL_E_MEMORY, "a homotopy of %lld unknowns", (long long)problem->n);
  shifted h = {.problem = problem, .options = &o, .info = info, .start = start};
  h.norm = problem->residual(problem->context, start, x);
  info->evaluations = 1;
  double reached = 0;
  const prl_path path = {.n = problem->n, .context = &h, .solve = solve, .first = 0.25, .least = 2e-4};
  status = isfinite(h.norm) ? prl_continue(x, &path, &reached, err) : PRL_BEST_ITERATE;
  free(start);
  return status;
}
