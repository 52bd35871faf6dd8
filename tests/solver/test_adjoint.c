/* test_adjoint.c -- <y, J v> = <b, v> for the adjoint y of b and every v; a preconditioner saves products and cannot spoil the answer. */
#include "draws.h"

enum { N = 60, SIDES = 3 };

typedef struct system_of {
  double a[N * N], lu[N * N]; /* J; the factors of the preconditioner */
  int32_t pivot[N];
  int calls;
} system_of;

static void forward(const system_of *s, double *jv, const double *v) {
  for (int i = 0; i < N; i++) {
    jv[i] = 0;
    for (int j = 0; j < N; j++) jv[i] += s->a[i * N + j] * v[j];
  }
}

static void transposed(void *context, double *out, const double *v) {
  system_of *s = context;
  s->calls++;
  memset(out, 0, N * sizeof *out);
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) out[j] += s->a[i * N + j] * v[i];
}

static void step(void *context, double *d, const double *v) {
  const system_of *s = context;
  for (int k = 0; k < N; k++) d[k] = -v[k];
  prl_dense_substitute_transposed(s->lu, s->pivot, N, d, 1);
}

static void nothing(void *context, double *d, const double *v) {
  (void)context, (void)v;
  memset(d, 0, N * sizeof *d);
}

static void fill(system_of *s, double *b, double off) {
  uint64_t seed = 21;
  memset(s, 0, sizeof *s);
  for (int k = 0; k < N * N; k++) s->a[k] = 0.3 * draw(&seed);
  for (int k = 0; k < N; k++) s->a[k * N + k] -= 1;
  for (int k = 0; k < N * N; k++) s->lu[k] = s->a[k] + off * draw(&seed);
  for (int k = 0; k < N * SIDES; k++) b[k] = draw(&seed);
  assert_true(prl_dense_factor(s->lu, s->pivot, N));
}

static int64_t identity_holds(system_of *s, const double *b, void (*with)(void *, double *, const double *)) {
  const prl_transposed jacobian = {N, s, transposed, with};
  prl_solver_options o;
  prl_solver_defaults(&o);
  o.tolerance = 1e-10;
  prl_solver_info info;
  double y[N * SIDES], v[N], jv[N];
  uint64_t seed = 4;
  s->calls = 0;
  assert_int_equal(prl_adjoint(y, &jacobian, b, SIDES, &o, &info, NULL), PRL_OK);
  assert_true(info.residual <= 1e-10);
  assert_string_equal(info.reason, "converged");
  assert_int_equal(info.products, s->calls);
  for (int side = 0; side < SIDES; side++) {
    double one = 0, two = 0;
    for (int k = 0; k < N; k++) v[k] = draw(&seed);
    forward(s, jv, v);
    for (int k = 0; k < N; k++) one += y[side * N + k] * jv[k], two += b[side * N + k] * v[k];
    assert_true(fabs(one - two) < 1e-7);
  }
  return info.products;
}

static void the_adjoint_identity(void **state) {
  (void)state;
  system_of s;
  double b[N * SIDES];
  fill(&s, b, 0);
  assert_int_equal(identity_holds(&s, b, step), SIDES); /* the exact inverse: one product each */
  const int64_t alone = identity_holds(&s, b, NULL);
  fill(&s, b, 0.01);
  assert_true(identity_holds(&s, b, step) < alone / 2);
}

static void a_useless_preconditioner_is_left(void **state) {
  (void)state;
  system_of s;
  double b[N * SIDES];
  fill(&s, b, 0);
  identity_holds(&s, b, nothing);
}

static void says_when_it_fails(void **state) {
  (void)state;
  system_of s;
  double b[N * SIDES], y[N];
  fill(&s, b, 0);
  for (int j = 0; j < N; j++) s.a[j] = 0; /* a row of J is zero: J' y = b has no solution in general */
  const prl_transposed jacobian = {N, &s, transposed, NULL};
  prl_solver_info info;
  for (int i = 1; i < N; i++) s.a[i * N] = 0; /* and a column */
  assert_int_equal(prl_adjoint(y, &jacobian, b, 1, NULL, &info, NULL), PRL_BEST_ITERATE);
  assert_true(info.residual > 1e-12 && info.residual <= 1 && strstr(info.reason, "stalled"));
  b[3] = NAN;
  assert_int_equal(prl_adjoint(y, &jacobian, b, 1, NULL, &info, NULL), PRL_BEST_ITERATE);
  assert_true(isnan(info.residual));
}

static bool stop(void *context, int64_t evaluations, double residual) {
  (void)evaluations, (void)residual;
  return --*(int *)context > 0;
}

static void borrowed_work_and_cancelling(void **state) {
  (void)state;
  system_of s;
  double b[N * SIDES], y[N * SIDES];
  fill(&s, b, 0);
  const prl_transposed jacobian = {N, &s, transposed, step};
  int sides = 2;
  prl_solver_options o;
  prl_solver_defaults(&o);
  o.progress = stop, o.progress_context = &sides;
  o.work = malloc((size_t)prl_adjoint_work(&jacobian, &o) * sizeof *o.work);
  prl_solver_info info;
  prl_error err = {0};
  assert_int_equal(prl_adjoint(y, &jacobian, b, SIDES, &o, &info, &err), PRL_E_CANCELLED);
  assert_int_equal(info.products, 2);
  assert_non_null(strstr(err.message, "2 products"));
  free(o.work);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_adjoint_identity), cmocka_unit_test(a_useless_preconditioner_is_left),
                                     cmocka_unit_test(says_when_it_fails), cmocka_unit_test(borrowed_work_and_cancelling)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
