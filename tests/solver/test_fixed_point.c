/* test_fixed_point.c -- Anderson where it contracts, Newton where it does not, the best iterate and a reason where neither can. */
#include "draws.h"

enum { N = 30, LEAD = 6 };

typedef struct linear {
  double a[N * N], b[N], scale;
} linear;

/* G(x) = scale A x + b, with the trailing unknowns following the leading ones */
static double linear_residual(void *context, double *r, const double *x) {
  const linear *l = context;
  double most = 0;
  for (int i = 0; i < N; i++) {
    r[i] = l->b[i] - x[i];
    for (int j = 0; j < N; j++) r[i] += l->scale * l->a[i * N + j] * x[j];
    most = fmax(most, fabs(r[i]));
  }
  return most;
}

static linear random_map(uint64_t seed, double scale) {
  linear l = {.scale = scale};
  for (int i = 0; i < N; i++) {
    l.b[i] = draw(&seed);
    for (int j = 0; j < N; j++) l.a[i * N + j] = (j < LEAD ? 1.0 : 0.1) * draw(&seed) / LEAD;
  }
  return l;
}

static void anderson_on_leading_unknowns(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    linear l = random_map(seed, 0.9);
    const prl_problem problem = {N, LEAD, &l, linear_residual, NULL};
    prl_solver_info info;
    double x[N] = {0}, r[N];
    assert_int_equal(prl_fixed_point(x, &problem, NULL, &info, NULL), PRL_OK);
    assert_true(linear_residual(&l, r, x) <= 1e-12);
    assert_true(info.evaluations < 60 && info.residual <= 1e-12);
    assert_string_equal(info.reason, "converged");
  }
}

/* G(x) = x - (x^3 - c): plain iteration flies off, Newton does not */
typedef struct cubic {
  double c[N], at[N];
  int calls;
} cubic;

static double cubic_residual(void *context, double *r, const double *x) {
  cubic *p = context;
  double most = 0;
  p->calls++;
  for (int k = 0; k < N; k++) {
    p->at[k] = x[k];
    r[k] = -(x[k] * x[k] * x[k] - p->c[k]);
    most = fmax(most, fabs(r[k]));
  }
  return most;
}

static void cubic_product(void *context, double *jv, const double *v) {
  const cubic *p = context;
  for (int k = 0; k < N; k++) jv[k] = -3 * p->at[k] * p->at[k] * v[k];
}

static void newton_finishes(bool newton_only) {
  cubic p = {0};
  double x[N];
  for (int k = 0; k < N; k++) p.c[k] = 1 + 100.0 * k, x[k] = 3;
  const prl_problem problem = {N, 2, &p, cubic_residual, cubic_product};
  prl_solver_options o;
  prl_solver_defaults(&o);
  o.newton_only = newton_only;
  o.tolerance = 1e-10;
  prl_solver_info info;
  assert_int_equal(prl_fixed_point(x, &problem, &o, &info, NULL), PRL_OK);
  for (int k = 0; k < N; k++) assert_true(fabs(x[k] - cbrt(p.c[k])) < 1e-11 * cbrt(p.c[k]) + 1e-12);
  assert_true(info.newton_steps > 0 && info.products > 0);
  assert_int_equal(info.evaluations, p.calls);
}

static void newton_after_a_stall(void **state) {
  (void)state;
  newton_finishes(false);
}

static void newton_alone(void **state) {
  (void)state;
  newton_finishes(true);
}

/* r(x) = 1 + x^2 has no zero: the best iterate is x = 0 */
static double hopeless(void *context, double *r, const double *x) {
  (void)context;
  r[0] = 1 + x[0] * x[0];
  return r[0];
}

static void best_iterate_and_reason(void **state) {
  (void)state;
  const prl_problem problem = {1, 1, NULL, hopeless, NULL};
  prl_solver_options o;
  prl_solver_defaults(&o);
  o.most = 200;
  prl_solver_info info;
  double x[1] = {0.5}, r[1];
  assert_int_equal(prl_fixed_point(x, &problem, &o, &info, NULL), PRL_BEST_ITERATE);
  assert_true(info.residual >= 1 && info.residual <= 1.25);
  assert_true(hopeless(NULL, r, x) == info.residual);
  assert_true(strstr(info.reason, "stalled") || strstr(info.reason, "evaluations"));
}

static bool stop_at_five(void *context, int64_t evaluations, double residual) {
  (void)context, (void)residual;
  return evaluations < 5;
}

static void can_be_cancelled(void **state) {
  (void)state;
  linear l = random_map(3, 0.99);
  const prl_problem problem = {N, LEAD, &l, linear_residual, NULL};
  prl_solver_options o;
  prl_solver_defaults(&o);
  o.progress = stop_at_five;
  prl_solver_info info;
  prl_error err = {0};
  double x[N] = {0};
  assert_int_equal(prl_fixed_point(x, &problem, &o, &info, &err), PRL_E_CANCELLED);
  assert_int_equal(info.evaluations, 5);
  assert_non_null(strstr(err.message, "5 evaluations"));
}

static void refuses_nonsense(void **state) {
  (void)state;
  linear l = random_map(3, 0.5);
  prl_problem problem = {N, N + 1, &l, linear_residual, NULL};
  prl_solver_info info;
  prl_error err = {0};
  double x[N] = {0};
  assert_int_equal(prl_fixed_point(x, &problem, NULL, &info, &err), PRL_E_VALUE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(anderson_on_leading_unknowns), cmocka_unit_test(newton_after_a_stall), cmocka_unit_test(newton_alone),
      cmocka_unit_test(best_iterate_and_reason),      cmocka_unit_test(can_be_cancelled),     cmocka_unit_test(refuses_nonsense)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
