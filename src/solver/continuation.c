/* continuation.c -- follow a solution x(t) from t = 0 to t = 1: double the step when it succeeds, halve it when it fails.
 *
 * For the problems that no method solves from far away. The start of each step is the last solution. Source: Allgower & Georg (2003),
 * chapter 2 and section 6.1. */
#include "parley/solver.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool too_long(prl_status status) { return status == PRL_BEST_ITERATE || status == PRL_E_NO_CONVERGENCE; }

static prl_status follow(double *x, double *last, const prl_path *path, double *reached, prl_error *err) {
  const size_t bytes = (size_t)path->n * sizeof *x;
  double step = path->first;
  while (*reached < 1) {
    const double t = fmin(1, *reached + step);
    memcpy(last, x, bytes);
    prl_error why = {0};
    const prl_status status = path->solve(path->context, t, x, &why);
    if (status) memcpy(x, last, bytes);
    if (status && !too_long(status)) {
      if (err && !err->status) *err = why;
      return status;
    }
    if (!status) *reached = t;
    step = status ? 0.5 * (t - *reached) : 2 * step;
    if (status && step < path->least) return PRL_BEST_ITERATE;
  }
  return PRL_OK;
}

prl_status prl_continue(double *x, const prl_path *path, double *reached, prl_error *err) {
  *reached = 0;
  if (path->n < 1 || !(path->first > 0 && path->first <= 1) || !(path->least > 0))
    return prl_fail(err, PRL_E_VALUE,
                    "a path of %lld unknowns, first step %g, least %g: expected 1 or more, a first step in (0, 1], a least above 0",
                    (long long)path->n, path->first, path->least);
  double *last = malloc((size_t)path->n * sizeof *last);
  if (!last) return prl_fail(err, PRL_E_MEMORY, "following %lld unknowns", (long long)path->n);
  const prl_status status = follow(x, last, path, reached, err);
  free(last);
  return status;
}
