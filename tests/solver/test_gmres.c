/* test_gmres.c -- GMRES solves what it is asked to the tolerance it is given, with and without restarts, and is exact after n steps. */
#include "draws.h"

enum { N = 40 };
static double matrix[N * N];

static void apply(void *context, double *av, const double *v) {
  ++*(int *)context;
  for (int i = 0; i < N; i++) {
    av[i] = 0;
    for (int j = 0; j < N; j++) av[i] += matrix[i * N + j] * v[j];
  }
}

static double miss(const double *y, const double *b) {
  double av[N], sum = 0, size = 0;
  int calls = 0;
  apply(&calls, av, y);
  for (int i = 0; i < N; i++) sum += (av[i] - b[i]) * (av[i] - b[i]), size += b[i] * b[i];
  return sqrt(sum / size);
}

static void solve(int32_t columns, int32_t restarts, double tolerance) {
  uint64_t seed = 11;
  double b[N], y[N] = {0};
  for (int k = 0; k < N * N; k++) matrix[k] = 0.1 * draw(&seed);
  for (int k = 0; k < N; k++) matrix[k * N + k] += 2, b[k] = draw(&seed);
  double *work = calloc((size_t)prl_gmres_work(N, columns), sizeof *work);
  int calls = 0;
  int64_t products = 0;
  double reached = prl_gmres(y, N, apply, &calls, b, tolerance, columns, restarts, work, &products);
  free(work);
  assert_true(reached <= tolerance);
  assert_true(miss(y, b) <= 2 * tolerance + 1e-14);
  assert_int_equal(products, calls);
}

static void without_restarts(void **state) {
  (void)state;
  solve(N, 0, 1e-12);
}

static void with_restarts(void **state) {
  (void)state;
  solve(5, 40, 1e-10);
}

static void zero_right_hand_side(void **state) {
  (void)state;
  double b[N] = {0}, y[N], *work = calloc((size_t)prl_gmres_work(N, 4), sizeof *work);
  int calls = 0;
  int64_t products = 0;
  for (int k = 0; k < N; k++) y[k] = 1;
  assert_true(prl_gmres(y, N, apply, &calls, b, 1e-10, 4, 1, work, &products) == 0);
  for (int k = 0; k < N; k++) assert_true(y[k] == 0);
  free(work);
}

/* A takes everything to zero, or the first two components only */
static void nothing_comes_of_nothing(void **state) {
  (void)state;
  double b[N] = {0}, y[N], *work = calloc((size_t)prl_gmres_work(N, 4), sizeof *work);
  int calls = 0;
  int64_t products = 0;
  memset(matrix, 0, sizeof matrix);
  memset(y, 0, sizeof y);
  b[5] = 3;
  assert_true(prl_gmres(y, N, apply, &calls, b, 1e-10, 4, 1, work, &products) == 1);
  for (int k = 0; k < N; k++) assert_true(y[k] == 0);
  matrix[0] = matrix[N + 1] = 2;
  b[0] = b[1] = 4;
  const double reached = prl_gmres(y, N, apply, &calls, b, 1e-10, 4, 1, work, &products);
  assert_true(fabs(reached - 3 / sqrt(41)) < 1e-12 && fabs(y[0] - 2) < 1e-12 && fabs(y[1] - 2) < 1e-12);
  b[0] = NAN;
  assert_true(isnan(prl_gmres(y, N, apply, &calls, b, 1e-10, 4, 1, work, &products)));
  free(work);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(without_restarts), cmocka_unit_test(with_restarts),
                                     cmocka_unit_test(zero_right_hand_side), cmocka_unit_test(nothing_comes_of_nothing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
