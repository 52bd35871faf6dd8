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
    const prl_problem problem = {N, LEAD, &l, linear_residual, NULL, NULL, 0};
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
  const prl_problem problem = {N, 2, &p, cubic_residual, cubic_product, NULL, 0};
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
  const prl_problem problem = {1, 1, NULL, hopeless, NULL, NULL, 0};
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
  const prl_problem problem = {N, LEAD, &l, linear_residual, NULL, NULL, 0};
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
  prl_problem problem = {N, N + 1, &l, linear_residual, NULL, NULL, 0};
  prl_solver_info info;
  prl_error err = {0};
  double x[N] = {0};
  assert_int_equal(prl_fixed_point(x, &problem, NULL, &info, &err), PRL_E_VALUE);
}

/* The linear map with the exact inverse of its Jacobian, and a record of how far the leading unknowns moved. */
typedef struct inverted {
  linear map;
  double lu[N * N], last[LEAD], furthest;
  int32_t pivot[N];
  int calls;
} inverted;

static double inverted_residual(void *context, double *r, const double *x) {
  inverted *s = context;
  for (int k = 0; k < LEAD && s->calls > 0; k++) s->furthest = fmax(s->furthest, fabs(x[k] - s->last[k]));
  memcpy(s->last, x, sizeof s->last);
  s->calls++;
  return linear_residual(&s->map, r, x);
}

static void inverted_step(void *context, double *d, const double *r) {
  const inverted *s = context;
  for (int k = 0; k < N; k++) d[k] = -r[k];
  prl_dense_substitute(s->lu, s->pivot, N, d, 1);
}

static inverted invert(uint64_t seed, double scale, double off) {
  inverted s = {.map = random_map(seed, scale)};
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) s.lu[i * N + j] = scale * s.map.a[i * N + j] - (i == j) + off * draw(&seed);
  assert_true(prl_dense_factor(s.lu, s.pivot, N));
  return s;
}

static void exact_inverse_needs_two(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    inverted s = invert(seed, 5, 0); /* plain iteration would fly off */
    const prl_problem problem = {N, LEAD, &s, inverted_residual, NULL, inverted_step, 0};
    prl_solver_info info;
    double x[N] = {0};
    assert_int_equal(prl_fixed_point(x, &problem, NULL, &info, NULL), PRL_OK);
    assert_int_equal(info.evaluations, 2);
  }
}

static void steps_stay_within_their_limit(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    inverted s = invert(seed, 0.9, 0.02);
    const prl_problem problem = {N, LEAD, &s, inverted_residual, NULL, inverted_step, 0.125};
    prl_solver_info info;
    double x[N] = {0}, r[N];
    assert_int_equal(prl_fixed_point(x, &problem, NULL, &info, NULL), PRL_OK);
    assert_true(linear_residual(&s.map, r, x) <= 1e-12);
    assert_true(s.furthest > 0.12 && s.furthest <= 0.125 * (1 + 1e-12));
    assert_int_equal(info.evaluations, s.calls);
  }
}

/* The same bits with work of the caller's, whatever was in it. */
static void work_may_be_borrowed(void **state) {
  (void)state;
  linear l = random_map(3, 0.9);
  const prl_problem problem = {N, LEAD, &l, linear_residual, NULL, NULL, 0};
  prl_solver_options o;
  prl_solver_defaults(&o);
  prl_solver_info info;
  double x[N] = {0}, y[N] = {0};
  assert_int_equal(prl_fixed_point(x, &problem, &o, &info, NULL), PRL_OK);
  const size_t doubles = (size_t)prl_fixed_point_work(&problem, &o);
  double *work = malloc((doubles + 1) * sizeof *work);
  for (size_t k = 0; k <= doubles; k++) work[k] = NAN;
  o.work = work + 1; /* need not be aligned */
  assert_int_equal(prl_fixed_point(y, &problem, &o, &info, NULL), PRL_OK);
  assert_memory_equal(x, y, sizeof x);
  free(work);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(exact_inverse_needs_two),
                                     cmocka_unit_test(steps_stay_within_their_limit),
                                     cmocka_unit_test(work_may_be_borrowed),

                                     cmocka_unit_test(anderson_on_leading_unknowns),
                                     cmocka_unit_test(newton_after_a_stall),
                                     cmocka_unit_test(newton_alone),
                                     cmocka_unit_test(best_iterate_and_reason),
                                     cmocka_unit_test(can_be_cancelled),
                                     cmocka_unit_test(refuses_nonsense)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
