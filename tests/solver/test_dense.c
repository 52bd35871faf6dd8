/* test_dense.c -- the factors give back the X that B was made from, transposed too, pivot when they must, have the determinants that are known
 * in closed form, and a singular matrix is refused. */
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

/* Sizes on both sides of every block the elimination uses. */
static const int sizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 130, 257, 300};
enum { SIZES = sizeof sizes / sizeof *sizes };

static double *random_matrix(int n, uint64_t *seed) {
  double *a = malloc((size_t)n * (size_t)n * sizeof *a);
  for (int k = 0; k < n * n; k++) a[k] = draw(seed);
  return a;
}

/* b = A x or A' x */
static void times(double *b, const double *a, const double *x, int n, int columns, bool transposed) {
  memset(b, 0, (size_t)n * (size_t)columns * sizeof *b);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int c = 0; c < columns; c++) b[i * columns + c] += a[transposed ? j * n + i : i * n + j] * x[j * columns + c];
}

static void factors_once_solves_both_ways(void **state) {
  (void)state;
  uint64_t seed = 8;
  for (int s = 0; s < SIZES; s++)
    for (int columns = 1; columns <= 13; columns += 4) {
      const int n = sizes[s], count = n * columns;
      double *a = random_matrix(n, &seed), *lu = malloc((size_t)n * (size_t)n * sizeof *lu);
      double *x = malloc((size_t)count * sizeof *x), *b = malloc((size_t)count * sizeof *b);
      int32_t *pivot = malloc((size_t)n * sizeof *pivot);
      for (int k = 0; k < count; k++) x[k] = draw(&seed);
      memcpy(lu, a, (size_t)n * (size_t)n * sizeof *lu);
      assert_true(prl_dense_factor(lu, pivot, n));
      times(b, a, x, n, columns, false);
      prl_dense_substitute(lu, pivot, n, b, columns);
      for (int k = 0; k < count; k++) assert_true(fabs(b[k] - x[k]) < 1e-9);
      times(b, a, x, n, columns, true);
      prl_dense_substitute_transposed(lu, pivot, n, b, columns);
      for (int k = 0; k < count; k++) assert_true(fabs(b[k] - x[k]) < 1e-9);
      for (int k = 0; k < n * n; k++) assert_true(k % n >= k / n || fabs(lu[k]) <= 1); /* partial pivoting */
      free(a), free(lu), free(x), free(b), free(pivot);
    }
}

/* Sign and logarithm of det, by factors. */
static int determinant(double *a, int n, double *log_size) {
  int32_t *pivot = malloc((size_t)n * sizeof *pivot);
  assert_true(prl_dense_factor(a, pivot, n));
  const int sign = prl_dense_determinant(a, pivot, n, log_size);
  free(pivot);
  return sign;
}

static void second_differences(double *a, int n) {
  memset(a, 0, (size_t)n * (size_t)n * sizeof *a);
  for (int i = 0; i < n; i++) {
    a[i * n + i] = 2;
    if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
  }
}

/* det of the second differences is n + 1; of min(i, j), 1; two rows exchanged turn the sign; det A' = det A; det cA = c^n det A */
static void known_determinants(void **state) {
  (void)state;
  uint64_t seed = 9;
  for (int s = 0; s < SIZES; s++) {
    const int n = sizes[s];
    double size, again, *a = random_matrix(n, &seed), *b = malloc((size_t)n * (size_t)n * sizeof *b);
    for (int k = 0; k < n * n; k++) b[k] = 3 * a[k % n * n + k / n];
    const int sign = determinant(a, n, &size);
    assert_int_equal(determinant(b, n, &again), sign);
    assert_true(fabs(again - size - n * log(3)) < 1e-8);
    second_differences(a, n);
    assert_int_equal(determinant(a, n, &size), 1);
    assert_true(fabs(size - log(n + 1)) < 1e-10);
    for (int k = 0; k < n * n; k++) b[k] = 1 + (k / n < k % n ? k / n : k % n);
    for (int k = 0; k < n && n > 1; k++) {
      const double t = b[k];
      b[k] = b[(n - 1) * n + k], b[(n - 1) * n + k] = t;
    }
    assert_int_equal(determinant(b, n, &size), n > 1 ? -1 : 1);
    assert_true(fabs(size) < 1e-9);
    free(a), free(b);
  }
}

static void refuses_singular_of_any_size(void **state) {
  (void)state;
  uint64_t seed = 10;
  for (int s = 1; s < SIZES; s++) {
    const int n = sizes[s];
    double *a = random_matrix(n, &seed);
    int32_t *pivot = malloc((size_t)n * sizeof *pivot);
    for (int i = 0; i < n; i++) a[i * n + n / 2] = 0;
    assert_false(prl_dense_factor(a, pivot, n));
    free(a), free(pivot);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(solves_random_systems), cmocka_unit_test(needs_a_pivot),
                                     cmocka_unit_test(refuses_singular),      cmocka_unit_test(factors_once_solves_both_ways),
                                     cmocka_unit_test(known_determinants),    cmocka_unit_test(refuses_singular_of_any_size)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
