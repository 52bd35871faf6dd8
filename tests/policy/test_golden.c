/* duties on chosen lines over the years, derived by hand from the dated facts: which step is in force, which layers add, which leave
 *
 * United States on Chinese goods. Common to all goods (points): fentanyl 10 from 2025-02-04, 20 from 03-04, 10 from 11-10; reciprocal 10
 * from 04-05, 84 from 04-09, 125 from 04-10, 10 from 05-14; both end 2026-02-24; section 122 10 from then to 07-24; forced labour 12.5 from
 * then. Lists: L1 25 from 2018-07-06; L2 25 from 08-23; L3 10 from 09-24, 25 from 2019-05-10; L4A 15 from 2019-09-01, 7.5 from 2020-02-14;
 * L4B never. Review in place of the list: cars 100 and steel 25 from 2024-09-27, chips 50 from 2025-01-01. Section 232: steel 25 from
 * 2018-03-23, 50 from 2025-06-04; cars 25 from 2025-04-03; such goods leave reciprocal, section 122 and forced labour.
 *
 * China on American goods: soybeans 25 from 2018-07-06, 30 from 2019-09-01, 27.5 from 2020-02-14, farm duty 10 from 2025-03-10, reciprocal
 * 10 from 05-14; on 11-10 the farm duty ends, and the duties of 2018 to 2020 are waived: 3 ordinary + 10. Liquefied gas 10 from 2018-09-24, 25
 * from 2019-06-01, 15 more from 2025-02-10. Crude oil 5 from 2019-09-01, 2.5 from 2020-02-14, 10 more from 2025-02-10. Large cars 25 from
 * 2018-07-06 to 2019-01-02. From 2025-04-10 to 05-14 China's rate is not in the record. */
#include "tiny.h"

enum { L1, L2, L3, L4A, L4B, CHIPS, CAR, STEEL, US_LINES };
static const char *const us_lines[US_LINES] = {"84829915", "39042200", "94036080", "61091000",
                                               "85171200", "85423100", "87038000", "72083700"};

static const struct {
  const char *day;
  double added[US_LINES];
} us_rows[] = {
    /* day           L1     L2     L3     4A     4B   chips    car  steel */
    {"2018-01-01", {0, 0, 0, 0, 0, 0, 0, 0}},
    {"2018-03-23", {0, 0, 0, 0, 0, 0, 0, 25}},
    {"2018-07-05", {0, 0, 0, 0, 0, 0, 0, 25}},
    {"2018-07-06", {25, 0, 0, 0, 0, 0, 25, 25}},
    {"2018-08-23", {25, 25, 0, 0, 0, 25, 25, 25}},
    {"2018-09-24", {25, 25, 10, 0, 0, 25, 25, 25}},
    {"2019-05-09", {25, 25, 10, 0, 0, 25, 25, 25}},
    {"2019-05-10", {25, 25, 25, 0, 0, 25, 25, 25}},
    {"2019-09-01", {25, 25, 25, 15, 0, 25, 25, 40}},
    {"2019-12-20", {25, 25, 25, 15, 0, 25, 25, 40}},
    {"2020-02-14", {25, 25, 25, 7.5, 0, 25, 25, 32.5}},
    {"2024-09-27", {25, 25, 25, 7.5, 0, 25, 100, 50}},
    {"2025-01-01", {25, 25, 25, 7.5, 0, 50, 100, 50}},
    {"2025-02-04", {35, 35, 35, 17.5, 10, 60, 110, 60}},
    {"2025-03-04", {45, 45, 45, 27.5, 20, 70, 120, 70}},
    {"2025-04-03", {45, 45, 45, 27.5, 20, 70, 145, 70}},
    {"2025-04-05", {55, 55, 55, 37.5, 30, 80, 145, 70}},
    {"2025-04-09", {129, 129, 129, 111.5, 104, 154, 145, 70}},
    {"2025-04-10", {170, 170, 170, 152.5, 145, 195, 145, 70}},
    {"2025-05-14", {55, 55, 55, 37.5, 30, 80, 145, 70}},
    {"2025-06-04", {55, 55, 55, 37.5, 30, 80, 145, 95}},
    {"2025-11-10", {45, 45, 45, 27.5, 20, 70, 135, 85}},
    {"2026-02-23", {45, 45, 45, 27.5, 20, 70, 135, 85}},
    {"2026-02-24", {35, 35, 35, 17.5, 10, 60, 125, 75}},
    {"2026-07-23", {35, 35, 35, 17.5, 10, 60, 125, 75}},
    {"2026-07-24", {37.5, 37.5, 37.5, 20, 12.5, 62.5, 125, 75}},
    {"2026-10-17", {37.5, 37.5, 37.5, 20, 12.5, 62.5, 125, 75}},
};

enum { SOY, GAS, CRUDE, LARGE_CAR, CN_LINES };
static const char *const cn_lines[CN_LINES] = {"120190", "271111", "270900", "870323"};

static const struct {
  const char *day;
  double added[CN_LINES];
} cn_rows[] = {
    /* day          soy   gas  crude  car */
    {"2018-01-01", {0, 0, 0, 0}},        {"2018-07-05", {0, 0, 0, 0}},         {"2018-07-06", {25, 0, 0, 25}},
    {"2018-08-23", {25, 0, 0, 25}},      {"2018-09-24", {25, 10, 0, 25}},      {"2019-01-01", {25, 10, 0, 25}},
    {"2019-01-02", {25, 10, 0, 0}},      {"2019-05-31", {25, 10, 0, 0}},       {"2019-06-01", {25, 25, 0, 0}},
    {"2019-09-01", {30, 25, 5, 0}},      {"2020-02-14", {27.5, 25, 2.5, 0}},   {"2022-07-01", {27.5, 25, 2.5, 0}},
    {"2025-02-09", {27.5, 25, 2.5, 0}},  {"2025-02-10", {27.5, 40, 12.5, 0}},  {"2025-03-10", {37.5, 40, 12.5, 0}},
    {"2025-04-09", {37.5, 40, 12.5, 0}}, {"2025-05-14", {47.5, 50, 22.5, 10}}, {"2025-11-09", {47.5, 50, 22.5, 10}},
    {"2025-11-10", {10, 50, 22.5, 10}},  {"2026-02-24", {10, 50, 22.5, 10}},   {"2026-10-17", {10, 50, 22.5, 10}},
};

static prl_rate rate_on(const prl_dossier *dossier, const char *hs, const char *from, const char *to, const char *day) {
  prl_rate rate;
  prl_error err = {0};
  prl_asof asof;
  fine(prl_asof_parse(&asof, day, "2026-10-17", &err), &err); /* as known at the horizon */
  fine(prl_rate_of(&rate, dossier, hs, from, to, &asof, NULL, &err), &err);
  return rate;
}

static void expect(const prl_dossier *dossier, const char *hs, const char *from, const char *to, const char *day, double added) {
  prl_rate rate = rate_on(dossier, hs, from, to, day);
  if (fabs(rate.added - added) > 1e-12) fail_msg("%s %s -> %s on %s: %.12g, expected %g", hs, from, to, day, rate.added, added);
  prl_rate_free(&rate);
}

static void united_states_on_china(void **state) {
  for (size_t k = 0; k < sizeof us_rows / sizeof *us_rows; k++)
    for (int l = 0; l < US_LINES; l++) expect(*state, us_lines[l], "CHN", "USA", us_rows[k].day, us_rows[k].added[l]);
}

static void china_on_the_united_states(void **state) {
  for (size_t k = 0; k < sizeof cn_rows / sizeof *cn_rows; k++)
    for (int l = 0; l < CN_LINES; l++) expect(*state, cn_lines[l], "USA", "CHN", cn_rows[k].day, cn_rows[k].added[l]);
}

static void soybeans_pay_the_ordinary_duty_too(void **state) {
  prl_rate rate = rate_on(*state, "120190", "USA", "CHN", "2025-11-10");
  assert_near(rate.mfn, 3);
  assert_near(rate.mfn + rate.added, 13);
  prl_rate_free(&rate);
}

static void a_rate_not_in_the_record_is_not_a_zero(void **state) {
  prl_rate rate = rate_on(*state, "120190", "USA", "CHN", "2025-04-20");
  assert_near(rate.added, 37.5);
  assert_true(isnan(rate.added_high));
  prl_rate_free(&rate);
}

static int open_record(void **state) {
  prl_error err = {0};
  prl_dossier *dossier = NULL;
  fine(prl_dossier_open(&dossier, "dossiers/us-china", &err), &err);
  *state = dossier;
  return 0;
}

static int close_record(void **state) {
  prl_dossier_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(united_states_on_china), cmocka_unit_test(china_on_the_united_states),
                                     cmocka_unit_test(soybeans_pay_the_ordinary_duty_too),
                                     cmocka_unit_test(a_rate_not_in_the_record_is_not_a_zero)};
  return cmocka_run_group_tests(tests, open_record, close_record);
}
