/* Numbers as text: correctly rounded as strtod in the C locale is, exact round trips, and the same in a locale with a decimal comma. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* splitmix64 (Steele, Lea & Flood 2014) */
static uint64_t draw(uint64_t *seed) {
  uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static void parses_to(const char *text, double expected) {
  double x = NAN;
  if (!prl_parse_number(&x, text, strlen(text))) fail_msg("'%s' was refused", text);
  if (memcmp(&x, &expected, sizeof x) != 0) fail_msg("'%s' gave %.17g, not %.17g", text, x, expected);
}

static void numbers_are_read(void **state) {
  (void)state;
  parses_to("0", 0.0);
  parses_to("-0", -0.0);
  parses_to("+1.5", 1.5);
  parses_to(".5", 0.5);
  parses_to("5.", 5.0);
  parses_to("1e3", 1000.0);
  parses_to("1E-3", 0.001);
  parses_to("1e22", 1e22);
  parses_to("1e23", 1e23);
  parses_to("0.1", 0.1);
  parses_to("000000000000000000000000000000.25", 0.25);
  parses_to("9007199254740993", 9007199254740992.0);
  parses_to("9007199254740993.0000000000000000000000000000001", 9007199254740994.0);
  parses_to("123456789012345678901234567890", 123456789012345678901234567890.0);
  parses_to("2.2250738585072011e-308", 2.2250738585072011e-308);
  parses_to("4.9e-324", 4.9e-324);
  parses_to("1e-400", 0.0);
  parses_to("1e-99999999999999999999", 0.0);
  parses_to("0e99999999999999999999", 0.0);
  parses_to("1.7976931348623157e308", 1.7976931348623157e308);
}

static void everything_else_is_refused(void **state) {
  (void)state;
  const char *const bad[] = {"",    " ",     "ten",   "1,5", "nan", "NaN", "inf", "-Infinity", "0x10",  " 1",    "1 ",  "1\n", "1e",
                             "1e+", "1.2.3", "1_000", "--1", "+-1", ".",   "-",   "e5",        "1e5.0", "1e400", "12%", "1f",  "1d5"};
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
    double x = 42;
    if (prl_parse_number(&x, bad[k], strlen(bad[k]))) fail_msg("'%s' was read as %g", bad[k], x);
    assert_true(x == 42);
  }
  double x;
  assert_false(prl_parse_number(&x, "1\0002", 3));
  assert_true(prl_parse_number(&x, "12345", 2));
  assert_true(x == 12);
}

static void many_digits_decide_ties(void **state) {
  (void)state;
  char text[2000];
  strcpy(text, "9007199254740993.");
  memset(text + 17, '0', 1200);
  strcpy(text + 1217, "1");
  parses_to(text, 9007199254740994.0);
  strcpy(text + 1217, "0");
  parses_to(text, 9007199254740992.0);
  memset(text, '7', 1500);
  strcpy(text + 1500, "e-1500");
  parses_to(text, strtod(text, NULL));
}

static void doubles_round_trip(void **state) {
  (void)state;
  uint64_t seed = 20260417;
  for (int k = 0; k < 200000; k++) {
    uint64_t bits = draw(&seed);
    double x;
    memcpy(&x, &bits, sizeof x);
    if (!isfinite(x)) continue;
    char text[64];
    int length = prl_print_number(text, sizeof text, x, 17);
    assert_int_equal(length, strlen(text));
    parses_to(text, x);
  }
}

static void decimals_agree_with_strtod(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (int k = 0; k < 200000; k++) {
    char text[64];
    uint64_t a = draw(&seed), b = draw(&seed);
    snprintf(text, sizeof text, "%llu.%llue%d", (unsigned long long)(a >> (a % 60)), (unsigned long long)(b >> (b % 60)),
             (int)(draw(&seed) % 61) - 30);
    parses_to(text, strtod(text, NULL));
  }
}

static void integers_are_read(void **state) {
  (void)state;
  int64_t n = 0;
  assert_true(prl_parse_integer(&n, "-42x", 3) && n == -42);
  assert_true(prl_parse_integer(&n, "+7", 2) && n == 7);
  assert_true(prl_parse_integer(&n, "9223372036854775807", 19) && n == INT64_MAX);
  assert_true(prl_parse_integer(&n, "-9223372036854775808", 20) && n == INT64_MIN);
  const char *const bad[] = {"", "-", "9223372036854775808", "-9223372036854775809", "1.0", "1e3", " 1", "0x1", "99999999999999999999999"};
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) assert_false(prl_parse_integer(&n, bad[k], strlen(bad[k])));
  assert_true(n == INT64_MIN);
}

static void prints(double x, int decimals, char separator, const char *expected) {
  char text[64];
  assert_int_equal(prl_print_fixed(text, sizeof text, x, decimals, separator), strlen(expected));
  assert_string_equal(text, expected);
}

static void fixed_numbers_are_printed(void **state) {
  (void)state;
  prints(-0.001, 2, '\0', "0.00");
  prints(-0.0, 0, '\0', "0");
  prints(-0.006, 2, '\0', "-0.01");
  prints(1234567.891, 2, ',', "1,234,567.89");
  prints(-1234.5, 1, ' ', "-1 234.5");
  prints(-123.5, 1, ',', "-123.5");
  prints(999.96, 1, ',', "1,000.0");
  prints(123456, 0, ',', "123,456");
  prints(NAN, 2, ',', "nan");
  prints(-INFINITY, 2, ',', "-inf");
}

static void short_numbers_are_printed(void **state) {
  (void)state;
  char text[64];
  prl_print_number(text, sizeof text, 0.25, 6);
  assert_string_equal(text, "0.25");
  prl_print_number(text, sizeof text, 1.0 / 3.0, 3);
  assert_string_equal(text, "0.333");
  prl_print_number(text, sizeof text, 1e100, 3);
  assert_string_equal(text, "1e+100");
  prl_print_number(text, sizeof text, NAN, 3);
  assert_string_equal(text, "nan");
  prl_print_number(text, sizeof text, -INFINITY, 3);
  assert_string_equal(text, "-inf");
  assert_int_equal(prl_print_number(text, 4, 1234567.0, 17), 7);
  assert_string_equal(text, "123");
  char huge[64];
  assert_int_equal(prl_print_fixed(huge, sizeof huge, -1.7976931348623157e308, 40, ','), 1 + 309 + 102 + 1 + 40);
}

static void a_decimal_comma_changes_nothing(void **state) {
  (void)state;
  const char *const locales[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE", "nl_NL.UTF-8", "pt_BR.UTF-8"};
  bool found = false;
  for (size_t k = 0; k < sizeof locales / sizeof *locales && !found; k++)
    found = setlocale(LC_ALL, locales[k]) && strcmp(localeconv()->decimal_point, ",") == 0;
  if (!found) {
    print_message("# skipped: no locale with a decimal comma is installed\n");
    return;
  }
  parses_to("0.25", 0.25);
  parses_to("123456789012345678901234567890.5e-7", 12345678901234567890123.4567);
  double x;
  bool comma_read = prl_parse_number(&x, "0,25", 4);
  char number[64], fixed[64];
  prl_print_number(number, sizeof number, 0.25, 17);
  prl_print_fixed(fixed, sizeof fixed, 1234.5, 2, ',');
  setlocale(LC_ALL, "C");
  assert_false(comma_read);
  assert_string_equal(number, "0.25");
  assert_string_equal(fixed, "1,234.50");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_read),
      cmocka_unit_test(everything_else_is_refused),
      cmocka_unit_test(many_digits_decide_ties),
      cmocka_unit_test(doubles_round_trip),
      cmocka_unit_test(decimals_agree_with_strtod),
      cmocka_unit_test(integers_are_read),
      cmocka_unit_test(fixed_numbers_are_printed),
      cmocka_unit_test(short_numbers_are_printed),
      cmocka_unit_test(a_decimal_comma_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
