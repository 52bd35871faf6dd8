/* Dates as people write them: what each form means, that printing inverts parsing, and that errors say what was found. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static const prl_zone utc = {0}, china = {.standard = 28800, .summer = 28800};

static prl_when when_of(const char *text) {
  prl_when when;
  prl_error err = {0};
  if (prl_when_parse(&when, text, &err) != PRL_OK) fail_msg("%s", err.message);
  return when;
}

static void means(const char *text, prl_when_kind kind, prl_instant lo, prl_instant hi) {
  prl_when when = when_of(text);
  prl_instant low, high;
  prl_when_bounds(&low, &high, &when, &utc);
  assert_int_equal(when.kind, kind);
  assert_true(low == lo && high == hi);
  char printed[64];
  assert_int_equal(prl_when_print(printed, sizeof printed, &when), strlen(text));
  assert_string_equal(printed, text);
}

static prl_instant at(int32_t year, int32_t month, int32_t day) { return (prl_instant)prl_day_of(year, month, day) * 86400; }

static void forms_and_their_bounds(void **state) {
  (void)state;
  means("2025-11-10", PRL_WHEN_DAY, at(2025, 11, 10), at(2025, 11, 10));
  means("2025-10", PRL_WHEN_MONTH, at(2025, 10, 1), at(2025, 10, 31));
  means("2024-02", PRL_WHEN_MONTH, at(2024, 2, 1), at(2024, 2, 29));
  means("2025-12", PRL_WHEN_MONTH, at(2025, 12, 1), at(2025, 12, 31));
  means("2025", PRL_WHEN_YEAR, at(2025, 1, 1), at(2025, 12, 31));
  means("9999-12", PRL_WHEN_MONTH, at(9999, 12, 1), at(9999, 12, 31));
  means("~2025-10-30", PRL_WHEN_ABOUT, at(2025, 10, 23), at(2025, 11, 6));
  means("2025-11-10T13:01+08:00", PRL_WHEN_INSTANT, at(2025, 11, 10) + 18060, at(2025, 11, 10) + 18060);
  means("2025-11-10T01:00+08:00", PRL_WHEN_INSTANT, at(2025, 11, 9) + 61200, at(2025, 11, 9) + 61200);
  means("2025-11-10T00:00-05:30", PRL_WHEN_INSTANT, at(2025, 11, 10) + 19800, at(2025, 11, 10) + 19800);
  means("2025-11-10T23:59:07Z", PRL_WHEN_INSTANT, at(2025, 11, 10) + 86347, at(2025, 11, 10) + 86347);
}

static void an_instant_keeps_its_local_day(void **state) {
  (void)state;
  prl_when when = when_of("2025-11-10T01:00+08:00");
  assert_int_equal(when.first, prl_day_of(2025, 11, 10));
  assert_int_equal(when.last, prl_day_of(2025, 11, 10));
  assert_int_equal(when.offset, 28800);
}

static void zero_offset_is_z(void **state) {
  (void)state;
  prl_when when = when_of("2025-11-10T13:01:00+00:00");
  char text[64];
  prl_when_print(text, sizeof text, &when);
  assert_string_equal(text, "2025-11-10T13:01Z");
}

static void days_follow_the_zone(void **state) {
  (void)state;
  prl_when when = when_of("2025-11");
  prl_instant lo, hi;
  prl_when_bounds(&lo, &hi, &when, &china);
  assert_true(lo == at(2025, 11, 1) - 28800 && hi == at(2025, 11, 30) - 28800);
}

static void none_is_unbounded(void **state) {
  (void)state;
  prl_when none = {0};
  prl_instant lo, hi;
  prl_when_bounds(&lo, &hi, &none, &utc);
  assert_true(lo == PRL_INSTANT_MIN && hi == PRL_INSTANT_MAX);
  char text[8] = "x";
  assert_int_equal(prl_when_print(text, sizeof text, &none), 0);
  assert_string_equal(text, "");
}

static void every_day_and_minute_prints_back(void **state) {
  (void)state;
  for (int k = 0; k < 20000; k++) {
    int32_t year, month, day;
    prl_day_split(&year, &month, &day, prl_day_of(1990, 1, 1) + k);
    char text[64], printed[64];
    int offset = (k * 37) % 1680 - 840;
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d%c%02d:%02d", year, month, day, k % 24, k % 60, offset < 0 ? '-' : '+',
             (offset < 0 ? -offset : offset) / 60, (offset < 0 ? -offset : offset) % 60);
    if (offset == 0) strcpy(strpbrk(text, "+"), "Z");
    prl_when when = when_of(text);
    prl_when_print(printed, sizeof printed, &when);
    assert_string_equal(printed, text);
  }
}

static void refused(const char *text, const char *word) {
  prl_when when = {.kind = PRL_WHEN_YEAR};
  prl_error err = {0};
  assert_int_equal(prl_when_parse(&when, text, &err), PRL_E_VALUE);
  assert_int_equal(err.status, PRL_E_VALUE);
  assert_int_equal(when.kind, PRL_WHEN_YEAR);
  char found[64];
  snprintf(found, sizeof found, "'%s'", text);
  assert_non_null(strstr(err.message, found));
  if (!strstr(err.message, word)) fail_msg("'%s' gave '%s', without '%s'", text, err.message, word);
  assert_non_null(strstr(err.hint, "~2025-10-30"));
}

static void bad_dates_are_refused(void **state) {
  (void)state;
  refused("", "year of four digits");
  refused("soon", "year of four digits");
  refused("10.11.2025", "year of four digits");
  refused("25-11-10", "year of four digits");
  refused("0000", "year of four digits");
  refused("2025/11/10", "after the year");
  refused("2025-13-01", "month is not 01 to 12");
  refused("2025-1-1", "month is not 01 to 12");
  refused("2025-11/10", "after the month");
  refused("2025-11-", "day is not 01 to 31");
  refused("2025-02-29", "no such day");
  refused("2025-11-10 13:01", "something follows");
  refused("2025-11-10T24:00Z", "hour");
  refused("2025-11-10T13", "after the hour");
  refused("2025-11-10T13:60Z", "minute");
  refused("2025-11-10T13:01:60Z", "second");
  refused("2025-11-10T13:01", "has no zone");
  refused("2025-11-10T13:01 EST", "a zone was expected");
  refused("2025-11-10T13:01+8", "+hh:mm");
  refused("2025-11-10T13:01+0800", "+hh:mm");
  refused("2025-11-10T13:01+15:00", "+hh:mm");
  refused("2025-11-10T13:01Zulu", "something follows");
  refused("~2025-10", "whole day");
  refused("~2025", "whole day");
  refused("~2025-10-30T10:00Z", "something follows");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_and_their_bounds), cmocka_unit_test(an_instant_keeps_its_local_day),
      cmocka_unit_test(zero_offset_is_z),       cmocka_unit_test(days_follow_the_zone),
      cmocka_unit_test(none_is_unbounded),      cmocka_unit_test(every_day_and_minute_prints_back),
      cmocka_unit_test(bad_dates_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
