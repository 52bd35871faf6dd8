/* Days: known dates, and splitting inverts building, day after day over many years. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void known_days(void **state) {
  (void)state;
  assert_int_equal(prl_day_of(1970, 1, 1), 0);
  assert_int_equal(prl_day_of(1969, 12, 31), -1);
  assert_int_equal(prl_day_of(2000, 3, 1), 11017);
  assert_int_equal(prl_day_of(2025, 11, 10), 20402);
  assert_int_equal(prl_day_of(0, 3, 1), -719468);
}

static void split_inverts_of_and_days_follow_one_another(void **state) {
  (void)state;
  int32_t year, month, day, last_year, last_month, last_day;
  prl_day_split(&last_year, &last_month, &last_day, -800001);
  for (prl_day d = -800000; d <= 800000; d++) {
    prl_day_split(&year, &month, &day, d);
    assert_true(prl_day_valid(year, month, day));
    assert_int_equal(prl_day_of(year, month, day), d);
    bool next_day = year == last_year && month == last_month && day == last_day + 1;
    bool next_month = year == last_year && month == last_month + 1 && day == 1;
    bool next_year = year == last_year + 1 && month == 1 && day == 1 && last_month == 12 && last_day == 31;
    assert_true(next_day || next_month || next_year);
    if (!next_day) assert_false(prl_day_valid(last_year, last_month, last_day + 1));
    last_year = year, last_month = month, last_day = day;
  }
}

static void far_years_hold(void **state) {
  (void)state;
  for (int32_t year = -5000000; year <= 5000000; year += 9973) {
    int32_t y, m, d;
    prl_day_split(&y, &m, &d, prl_day_of(year, 12, 31));
    assert_true(y == year && m == 12 && d == 31);
  }
}

static void leap_years(void **state) {
  (void)state;
  assert_true(prl_day_valid(2024, 2, 29));
  assert_false(prl_day_valid(2025, 2, 29));
  assert_true(prl_day_valid(2000, 2, 29));
  assert_false(prl_day_valid(1900, 2, 29));
  assert_false(prl_day_valid(2025, 0, 1));
  assert_false(prl_day_valid(2025, 13, 1));
  assert_false(prl_day_valid(2025, 4, 31));
  assert_false(prl_day_valid(2025, 4, 0));
  assert_false(prl_day_valid(6000000, 1, 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_days),
      cmocka_unit_test(split_inverts_of_and_days_follow_one_another),
      cmocka_unit_test(far_years_hold),
      cmocka_unit_test(leap_years),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
