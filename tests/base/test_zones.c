/* Zones: midnight and day invert one another on every day of a year, both changes included, north and south and with a leap over
 * midnight; the instants agree with the C library's own reading of the same rule. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const rules[] = {
    "UTC0",
    "CST-8",
    "EST5EDT,M3.2.0,M11.1.0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "AEST-10AEDT,M10.1.0,M4.1.0/3",
    "IST-5:30",
    "<-03>3",
    "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
    "IST-2IDT,M3.4.4/26,M10.5.0",
    "EET-2EEST,M3.5.0/0,M10.5.0/0",
    "CST5CDT,M3.2.0/0,M11.1.0/1",
    "IST-1GMT0,M10.5.0,M3.5.0/1",
    "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
};
enum { RULES = sizeof rules / sizeof *rules };

static prl_zone zone_of(const char *text) {
  prl_zone zone;
  prl_error err = {0};
  if (prl_zone_parse(&zone, text, &err) != PRL_OK) fail_msg("%s: %s", text, err.message);
  return zone;
}

static void midnight_begins_its_day(void **state) {
  (void)state;
  for (int r = 0; r < RULES; r++) {
    prl_zone zone = zone_of(rules[r]);
    for (prl_day d = prl_day_of(2023, 1, 1); d <= prl_day_of(2026, 1, 1); d++) {
      prl_instant begin = prl_zone_midnight(&zone, d), next = prl_zone_midnight(&zone, d + 1);
      assert_int_equal(prl_zone_day(&zone, begin), d);
      assert_int_equal(prl_zone_day(&zone, begin - 1), d - 1);
      assert_int_equal(prl_zone_day(&zone, begin + 43200), d);
      int64_t length = next - begin;
      assert_true(length >= 82800 && length <= 90000);
    }
  }
}

static void lengths_of_days_tell_the_changes(void **state) {
  (void)state;
  prl_zone zone = zone_of("EST5EDT,M3.2.0,M11.1.0");
  prl_day spring = prl_day_of(2025, 3, 9), autumn = prl_day_of(2025, 11, 2);
  for (prl_day d = prl_day_of(2025, 1, 1); d <= prl_day_of(2025, 12, 31); d++) {
    int64_t hours = (prl_zone_midnight(&zone, d + 1) - prl_zone_midnight(&zone, d)) / 3600;
    assert_int_equal(hours, d == spring ? 23 : d == autumn ? 25 : 24);
  }
  assert_true(prl_zone_midnight(&zone, prl_day_of(2025, 11, 10)) == INT64_C(1762750800));
  assert_true(prl_zone_midnight(&zone, prl_day_of(2025, 7, 4)) == INT64_C(1751601600));
  prl_zone china = zone_of("CST-8");
  assert_true(prl_zone_midnight(&china, prl_day_of(2025, 11, 10)) == INT64_C(1762704000));
}

/* Every hour of three years, and the second before it. */
static void agrees_with_the_c_library(void **state) {
  (void)state;
  for (int r = 0; r < RULES; r++) {
    prl_zone zone = zone_of(rules[r]);
    setenv("TZ", rules[r], 1);
    tzset();
    for (time_t at = 1672531200; at < 1767225600; at += 3600)
      for (int before = 0; before < 2; before++) {
        time_t t = at - before;
        struct tm local;
        localtime_r(&t, &local);
        prl_day expected = prl_day_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
        if (prl_zone_day(&zone, t) != expected) fail_msg("%s at %lld", rules[r], (long long)t);
      }
  }
  unsetenv("TZ");
  tzset();
}

static void far_instants_are_safe(void **state) {
  (void)state;
  prl_zone zone = zone_of("EST5EDT,M3.2.0,M11.1.0");
  assert_int_equal(prl_zone_day(&zone, PRL_INSTANT_MIN), INT32_MIN);
  assert_int_equal(prl_zone_day(&zone, PRL_INSTANT_MAX), INT32_MAX);
}

static void refused(const char *text, const char *word) {
  prl_zone zone;
  prl_error err = {0};
  assert_int_equal(prl_zone_parse(&zone, text, &err), PRL_E_VALUE);
  if (!strstr(err.message, word)) fail_msg("'%s' gave '%s', without '%s'", text, err.message, word);
  assert_non_null(strstr(err.hint, "EST5EDT"));
}

static void bad_zones_are_refused(void **state) {
  (void)state;
  refused("", "name of three letters");
  refused("UT0", "name of three letters");
  refused("America/New_York", "no offset");
  refused("EST", "no offset");
  refused("EST25", "no offset");
  refused("EST5:60", "no offset");
  refused("EST5 ", "no name for summer time");
  refused("EST5EDT", "two changes");
  refused("EST5EDT,M3.2.0", "from summer time");
  refused("EST5EDT,J60,J300", "to summer time");
  refused("EST5EDT,M13.2.0,M11.1.0", "to summer time");
  refused("EST5EDT,M3.6.0,M11.1.0", "to summer time");
  refused("EST5EDT,M3.2.7,M11.1.0", "to summer time");
  refused("EST5EDT,M3.2.0/,M11.1.0", "to summer time");
  refused("EST5EDT4x,M3.2.0,M11.1.0", "to summer time");
  refused("EST5EDT,M3.2.0,M11.1.0,", "follows");
  refused("<+0>", "name of three letters");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(midnight_begins_its_day),   cmocka_unit_test(lengths_of_days_tell_the_changes),
      cmocka_unit_test(agrees_with_the_c_library), cmocka_unit_test(far_instants_are_safe),
      cmocka_unit_test(bad_zones_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
