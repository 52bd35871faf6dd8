/* exp and log of arrays: near libm, exact at 0 and 1, right at the edges, and blind to an element's place and neighbours. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

static uint64_t draw(uint64_t *seed) {
  uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static double uniform(uint64_t *seed, double lo, double hi) { return lo + (hi - lo) * ((double)(draw(seed) >> 11) * 0x1p-53); }

/* Distance in units of the last place; finite numbers of one sign. */
static int64_t ulps(double a, double b) {
  int64_t p, q;
  memcpy(&p, &a, sizeof p);
  memcpy(&q, &b, sizeof q);
  return p > q ? p - q : q - p;
}

static void near_libm(void **state) {
  (void)state;
  enum { N = 100003 };
  static double x[N], e[N], l[N], u[N];
  uint64_t seed = 11;
  const double widths[] = {1e-12, 1e-3, 1, 30, 700};
  for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
    for (int k = 0; k < N; k++) {
      x[k] = uniform(&seed, -widths[w], widths[w]);
      u[k] = exp(x[k]);
    }
    prl_exp(e, x, N);
    prl_log(l, u, N);
    for (int k = 0; k < N; k++) {
      assert_true(ulps(e[k], exp(x[k])) <= 4);
      double expected = log(u[k]);
      assert_true(expected == 0 ? l[k] == 0 : signbit(expected) == signbit(l[k]) && ulps(l[k], expected) <= 4);
    }
  }
}

static void exact_and_edge_values(void **state) {
  (void)state;
  const double x[] = {0, -0.0, -INFINITY, INFINITY, NAN, 800, -800, 709.7, -744, 1};
  const double v[] = {1, 0, -0.0, INFINITY, -1, NAN, 5e-324, 1e308, 1, 1};
  double e[10], l[10];
  prl_exp(e, x, 10);
  prl_log(l, v, 10);
  assert_true(e[0] == 1 && e[1] == 1);
  assert_true(e[2] == 0 && e[3] == INFINITY && isnan(e[4]));
  assert_true(e[5] == INFINITY && e[6] == 0);
  assert_true(ulps(e[7], exp(709.7)) <= 4 && ulps(e[8], exp(-744)) <= 4);
  assert_true(l[0] == 0 && l[8] == 0 && l[9] == 0);
  assert_true(l[1] == -INFINITY && l[2] == -INFINITY && l[3] == INFINITY);
  assert_true(isnan(l[4]) && isnan(l[5]));
  assert_true(ulps(l[6], log(5e-324)) <= 4 && ulps(l[7], log(1e308)) <= 4);
}

/* The same numbers at every offset, of every length, between every kind of neighbour. */
static void place_and_neighbours_do_not_matter(void **state) {
  (void)state;
  enum { N = 64 };
  const double strange[] = {0, 1, NAN, INFINITY, -INFINITY, 1e308, 5e-324, -745.1, 709.9};
  uint64_t seed = 3;
  for (int trial = 0; trial < 2000; trial++) {
    double x = uniform(&seed, 1e-3, 700), y = -x, alone_log, alone_exp;
    prl_log(&alone_log, &x, 1);
    prl_exp(&alone_exp, &y, 1);
    double in[N], out[N];
    int n = 1 + (int)(draw(&seed) % N), at = (int)(draw(&seed) % (uint64_t)n);
    for (int k = 0; k < n; k++) in[k] = draw(&seed) % 4 ? uniform(&seed, -700, 700) : strange[draw(&seed) % 9];
    in[at] = x;
    prl_log(out, in, n);
    assert_memory_equal(&out[at], &alone_log, sizeof alone_log);
    in[at] = y;
    prl_exp(in, in, n);
    assert_memory_equal(&in[at], &alone_exp, sizeof alone_exp);
  }
}

static void nothing_beyond_n_is_touched(void **state) {
  (void)state;
  for (int n = 0; n < 20; n++) {
    double x[21], y[21];
    for (int k = 0; k < 21; k++) x[k] = 1 + k, y[k] = -5;
    prl_exp(y, x, n);
    for (int k = 0; k < 21; k++) assert_true(k < n ? y[k] > 2 : y[k] == -5);
    prl_log(y, x, n);
    for (int k = 0; k < 21; k++) assert_true(k < n ? y[k] >= 0 && y[k] < 4 : y[k] == -5);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(near_libm),
      cmocka_unit_test(exact_and_edge_values),
      cmocka_unit_test(place_and_neighbours_do_not_matter),
      cmocka_unit_test(nothing_beyond_n_is_touched),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
