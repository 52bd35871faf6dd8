/* test_homotopy.c -- the way from a start to a solution by letting the residual fall: it arrives where the solution is, and says so where there is none. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "parley/solver.h"

enum { N = 3 };

/* r_k = -sinh(x_k - k - 1) - 0.2 x_{k+1 mod N} + 0.2 (k' + 1): zero at x_k = k + 1, steep far away */
static double steep(void *context, double *r, const double *x) {
  (void)context;
  double most = 0;
  for (int k = 0; k < N; k++) {
    const int next = (k + 1) % N;
    r[k] = -sinh(x[k] - k - 1) - 0.2 * (x[next] - next - 1);
    most = fmax(most, fabs(r[k]));
  }
  return most;
}

static double at[N];

static double steep_kept(void *context, double *r, const double *x) {
  for (int k = 0; k < N; k++) at[k] = x[k];
  return steep(context, r, x);
}

static void steep_product(void *context, double *jv, const double *v) {
  (void)context;
  for (int k = 0; k < N; k++) jv[k] = -cosh(at[k] - k - 1) * v[k] - 0.2 * v[(k + 1) % N];
}

static void arrives(void **state) {
  (void)state;
  const prl_problem p = {.n = N, .lead = N, .residual = steep_kept, .product = steep_product};
  double x[N] = {9, -7, 12};
  prl_solver_info info;
  prl_error err = {0};
  assert_int_equal(prl_homotopy(x, &p, NULL, &info, &err), PRL_OK);
  for (int k = 0; k < N; k++) assert_true(fabs(x[k] - k - 1) < 1e-11);
  assert_true(info.residual <= 1e-12 && info.evaluations > 4);
  assert_string_equal(info.reason, "converged");
}

/* r = x^2 + 1 has no zero: the way ends before. */
static double none(void *context, double *r, const double *x) {
  (void)context;
  r[0] = -(x[0] * x[0] + 1);
  return fabs(r[0]);
}

static void says_where_the_way_ends(void **state) {
  (void)state;
  const prl_problem p = {.n = 1, .lead = 1, .residual = none};
  double x[1] = {3};
  prl_solver_info info;
  prl_error err = {0};
  assert_int_equal(prl_homotopy(x, &p, NULL, &info, &err), PRL_BEST_ITERATE);
  assert_true(isfinite(x[0]) && fabs(x[0]) < 3);
  assert_non_null(info.reason);
}

/* At the start the residual is no number. */
static double nowhere(void *context, double *r, const double *x) {
  (void)context, (void)x;
  return r[0] = NAN;
}

static void a_start_out_of_the_domain(void **state) {
  (void)state;
  const prl_problem p = {.n = 1, .lead = 1, .residual = nowhere};
  double x[1] = {0};
  prl_solver_info info;
  prl_error err = {0};
  assert_int_equal(prl_homotopy(x, &p, NULL, &info, &err), PRL_BEST_ITERATE);
  assert_true(x[0] == 0 && info.evaluations == 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(arrives), cmocka_unit_test(says_where_the_way_ends),
                                     cmocka_unit_test(a_start_out_of_the_domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
