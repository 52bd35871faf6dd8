/* adjoint.c -- J' y = b for the multipliers of a solution, by GMRES preconditioned from the right: J' M'^-1 u = -b, y = -M'^-1 u.
 *
 * From the right, the residual that GMRES brings down is that of J' y = b and the tolerance means what it says.
 * Source: Saad (2003), section 9.3.2. */
#include "methods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESTARTS = 8 };

typedef struct adjoint {
  const prl_transposed *jacobian;
  const prl_solver_options *options;
  prl_solver_info *info;
  double *u, *v, *krylov;
} adjoint;

int64_t prl_adjoint_work(const prl_transposed *jacobian, const prl_solver_options *options) {
  prl_solver_options o;
  prl_solver_defaults(&o);
  if (options) o = *options;
  return 2 * jacobian->n + prl_gmres_work(jacobian->n, o.krylov) + 64 / (int64_t)sizeof(double);
}

static void through_step(void *context, double *out, const double *u) {
  const adjoint *a = context;
  a->jacobian->step(a->jacobian->context, a->v, u);
  a->jacobian->product(a->jacobian->context, out, a->v);
}

/* Returns the relative residual. */
static double solve(adjoint *a, double *y, const double *b) {
  const prl_transposed *j = a->jacobian;
  const double tolerance = a->options->tolerance;
  const int32_t columns = a->options->krylov;
  if (j->step) {
    memset(a->u, 0, (size_t)j->n * sizeof *a->u);
    const double reached = prl_gmres(a->u, j->n, through_step, a, b, tolerance, columns, RESTARTS, a->krylov, &a->info->products);
    j->step(j->context, y, a->u);
    if (reached <= tolerance) return reached;
  }
  memset(y, 0, (size_t)j->n * sizeof *y);
  return prl_gmres(y, j->n, j->product, j->context, b, tolerance, columns, RESTARTS, a->krylov, &a->info->products);
}

prl_status prl_adjoint(double *y, const prl_transposed *jacobian, const double *rhs, int32_t count, const prl_solver_options *options,
                       prl_solver_info *info, prl_error *err) {
  prl_solver_options o;
  *info = (prl_solver_info){.residual = NAN, .reason = "not started"};
  prl_status wrong = prl_shape_check(jacobian->n, 1, err);
  if (!wrong) wrong = prl_options_settle(&o, options, err);
  if (wrong) return wrong;
  const int64_t n = jacobian->n;
  double *own, *work = prl_work_open(&o, prl_adjoint_work(jacobian, &o), &own);
  if (!work) return prl_fail(err, PRL_E_MEMORY, "an adjoint of %lld unknowns", (long long)n);
  adjoint a = {jacobian, &o, info, work, work + n, work + 2 * n};
  info->residual = 0;
  bool cancelled = false;
  for (int32_t k = 0; k < count && !cancelled; k++) {
    const double reached = solve(&a, y + k * n, rhs + k * n);
    if (!(reached <= info->residual)) info->residual = reached;
    cancelled = o.progress && !o.progress(o.progress_context, info->products, info->residual);
  }
  free(own);
  const bool good = info->residual <= o.tolerance;
  info->reason = cancelled ? "cancelled" : good ? "converged" : "stalled: the residual stopped falling";
  if (cancelled) return prl_fail(err, PRL_E_CANCELLED, "after %lld products", (long long)info->products);
  return good ? PRL_OK : PRL_BEST_ITERATE;
}
