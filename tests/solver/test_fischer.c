/* test_fischer.c -- the function of Fischer and Burmeister: zero where it must be and nowhere else, all digits, right derivatives. */
#include "draws.h"

static double phi(double a, double b) { return prl_fischer_burmeister(a, b, NULL, NULL); }

static void zero_exactly_at_complementarity(void **state) {
  (void)state;
  uint64_t seed = 5;
  assert_true(phi(0, 0) == 0);
  for (int k = 0; k < 1000; k++) {
    const double a = exp(50 * draw(&seed)), b = exp(50 * draw(&seed));
    assert_true(phi(a, 0) == 0 && phi(0, a) == 0);
    assert_true(phi(a, b) > 0);
    assert_true(phi(-a, b) < 0 && phi(-a, -b) < 0 && phi(a, -b) < 0 && phi(-a, 0) < 0);
  }
}

/* a + b - h in more digits: 2ab / (a + b + h) is used on the other side only, so the two are independent there */
static void all_digits(void **state) {
  (void)state;
  uint64_t seed = 6;
  for (int k = 0; k < 1000; k++) {
    const double a = draw(&seed), b = draw(&seed) * exp(-8 * fabs(draw(&seed)));
    const long double exact = (long double)a + b - hypotl(a, b);
    assert_true(fabsl(phi(a, b) - exact) <= 1e-15L * fabsl(exact) + 4e-19L);
  }
  for (int k = 0; k < 300; k++) {
    const double least = ldexp(1 + 0.3 * draw(&seed), -k);
    assert_true(fabs(phi(1, least) / least - (1 - least / 2)) <= (k < 20 ? 1 : 1e-12)); /* phi = s - s^2/2 + ... */
    assert_true(phi(1e300, least) == least || k < 3);
  }
}

static void unbounded(void **state) {
  (void)state;
  double da, db;
  assert_true(prl_fischer_burmeister(INFINITY, 3, &da, &db) == 3 && da == 0 && db == 1);
  assert_true(prl_fischer_burmeister(-2, INFINITY, &da, &db) == -2 && da == 1 && db == 0);
  assert_true(phi(INFINITY, INFINITY) == INFINITY && phi(-INFINITY, 1) == -INFINITY);
  assert_true(isnan(phi(NAN, 1)) && isnan(phi(1, NAN)));
}

static void derivatives(void **state) {
  (void)state;
  uint64_t seed = 7;
  double da, db;
  for (int k = 0; k < 1000; k++) {
    const double a = draw(&seed), b = draw(&seed), h = 1e-6;
    prl_fischer_burmeister(a, b, &da, &db);
    if (hypot(a, b) < 0.05) continue;
    assert_true(fabs(da - (phi(a + h, b) - phi(a - h, b)) / (2 * h)) < 1e-8);
    assert_true(fabs(db - (phi(a, b + h) - phi(a, b - h)) / (2 * h)) < 1e-8);
    assert_true(fabs((1 - da) * (1 - da) + (1 - db) * (1 - db) - 1) < 1e-14);
  }
  prl_fischer_burmeister(1, 1e-9, &da, &db); /* naively 0 */
  assert_true(fabs(da / 5e-19 - 1) < 1e-8 && fabs(db - (1 - 1e-9)) < 1e-15);
  prl_fischer_burmeister(1e-320, 1e-320, &da, &db);
  assert_true(fabs(da - (1 - sqrt(0.5))) < 1e-3 && fabs(db - da) < 1e-3);
  prl_fischer_burmeister(0, 0, &da, &db);
  assert_true(fabs(da - (1 - sqrt(0.5))) < 1e-15 && da == db);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(zero_exactly_at_complementarity), cmocka_unit_test(all_digits),
                                     cmocka_unit_test(unbounded), cmocka_unit_test(derivatives)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
