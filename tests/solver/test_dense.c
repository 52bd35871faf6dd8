/* test_dense.c -- prl_dense_solve gives back the X that B was made from, pivots when it must, and refuses a singular matrix. */
#include "draws.h"

static void solves_random_systems(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (int n = 1; n <= 24; n++) {
    double a[24 * 24], x[24 * 3], b[24 * 3] = {0};
    for (int k = 0; k < n * n; k++) a[k] = draw(&seed);
    for (int k = 0; k < n * 3; k++) x[k] = draw(&seed);
    for (int i = 0; i < n; i++) a[i * n + (i + 1) % n] += 4; /* large off the diagonal: without pivoting this loses digits */
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        for (int c = 0; c < 3; c++) b[i * 3 + c] += a[i * n + j] * x[j * 3 + c];
    assert_true(prl_dense_solve(a, b, n, 3));
    for (int k = 0; k < n * 3; k++) assert_true(fabs(b[k] - x[k]) < 1e-12);
  }
}

static void needs_a_pivot(void **state) {
  (void)state;
  double a[] = {0, 2, 3, 0}, b[] = {4, 9};
  assert_true(prl_dense_solve(a, b, 2, 1));
  assert_true(b[0] == 3 && b[1] == 2);
}

static void refuses_singular(void **state) {
  (void)state;
  double a[] = {1, 2, 2, 4}, b[] = {1, 1};
  assert_false(prl_dense_solve(a, b, 2, 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(solves_random_systems), cmocka_unit_test(needs_a_pivot),
                                     cmocka_unit_test(refuses_singular)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
