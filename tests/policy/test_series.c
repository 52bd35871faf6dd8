/* rates of every product line of an importer, and their average day by day */
#include "setting.h"

static int open_all(void **state) {
  return open_setting(state, "tests/policy/rules", "tests/policy/world", "tests/policy/rules/concordance.csv");
}

static prl_series *series_of(const prl_lines *lines, const char *origin, prl_day from, prl_day until, const prl_when *known) {
  prl_series *series = NULL;
  prl_error err = {0};
  fine(prl_series_new(&series, lines, "USA", origin, from, until, known, &err), &err);
  return series;
}

static double added_on(const prl_lines *lines, const char *origin, prl_day day, const prl_when *known) {
  prl_series *series = series_of(lines, origin, day, day + 1, known);
  double added = prl_series_look(series).added[0];
  prl_series_free(series);
  return added;
}

static prl_day day(int32_t y, int32_t m, int32_t d) { return prl_day_of(y, m, d); }

/* imports from China: 010101 60, 010102 40 (ordinary duty 3), 850101 300, 850102 100, 850103 100; from elsewhere 010101 400 */
static void averages_by_hand(void **state) {
  const setting *s = *state;
  assert_near(added_on(s->lines, "CHN", day(2018, 9, 23), NULL), 0);
  assert_near(added_on(s->lines, "CHN", day(2018, 9, 24), NULL), 10 * 100 / 600.0);
  assert_near(added_on(s->lines, "CHN", day(2019, 5, 10), NULL), 25 * 100 / 600.0);
  assert_near(added_on(s->lines, "CHN", day(2020, 1, 1), NULL), (12 * 100 + 15 * 500) / 600.0);
  assert_near(added_on(s->lines, "CHN", day(2021, 1, 1), NULL), (12 * 100 + 18 * 500) / 600.0);
  assert_near(added_on(s->lines, "CHN", day(2022, 1, 1), NULL), 18 * 500 / 600.0);
  assert_near(added_on(s->lines, NULL, day(2021, 1, 1), NULL), (12 * 100 + 18 * 500) / 1000.0);
}

static void totals_hold_the_ordinary_duty_where_known(void **state) {
  const setting *s = *state;
  prl_series *series = series_of(s->lines, "CHN", day(2020, 1, 1), day(2020, 1, 2), NULL);
  prl_series_view v = prl_series_look(series);
  assert_near(v.total[0] - v.added[0], 3 * 100 / 600.0);
  assert_near(v.mfn_share[0], 100 / 600.0);
  assert_near(v.value, 600);
  assert_near(v.open[0], 0);
  prl_series_free(series);
  series = series_of(s->lines, "CHN", day(2023, 1, 1), day(2023, 1, 2), NULL);
  assert_near(prl_series_look(series).open[0], 100 / 600.0); /* a rate not known */
  prl_series_free(series);
}

static void two_clocks(void **state) {
  const setting *s = *state;
  const prl_when then = {0}, early = {.kind = PRL_WHEN_DAY, .first = day(2020, 6, 1), .last = day(2020, 6, 1)};
  const double without = (12 * 100 + 15 * 500) / 600.0, with = (12 * 100 + 18 * 500) / 600.0;
  assert_near(added_on(s->lines, "CHN", day(2021, 2, 28), NULL), with);
  assert_near(added_on(s->lines, "CHN", day(2021, 2, 28), &then), without); /* its only source is of 1 March 2021 */
  assert_near(added_on(s->lines, "CHN", day(2021, 3, 1), &then), with);
  assert_near(added_on(s->lines, "CHN", day(2021, 6, 1), &early), without);
}

static void every_day_is_as_if_asked_alone(const prl_lines *lines, const char *origin, prl_day from, prl_day until, const prl_when *known) {
  prl_series *series = series_of(lines, origin, from, until, known);
  prl_series_view v = prl_series_look(series);
  assert_int_equal(v.count, until - from);
  for (int32_t k = 0; k < v.count; k++) {
    assert_int_equal(v.day[k], from + k);
    double alone = added_on(lines, origin, v.day[k], known);
    if (v.added[k] != alone) fail_msg("day %d: %.17g in the series, %.17g alone", k, v.added[k], alone);
  }
  assert_true(v.worked < v.count);
  prl_series_free(series);
}

static void days_between_repeat(void **state) {
  const setting *s = *state;
  const prl_when then = {0};
  every_day_is_as_if_asked_alone(s->lines, NULL, day(2018, 9, 1), day(2019, 7, 1), NULL);
  every_day_is_as_if_asked_alone(s->lines, "CHN", day(2020, 12, 1), day(2021, 4, 1), &then);
}

static void lines_and_series_agree(void **state) {
  const setting *s = *state;
  prl_error err = {0};
  prl_asof asof = on_day("2021-06-01");
  prl_line_rates *rates;
  int32_t count;
  fine(prl_line_rates_new(&rates, s->lines, "USA", &asof, &err), &err);
  const prl_line_rate *at = prl_line_rates_look(&count, rates);
  assert_int_equal(count, 6);
  double sum = 0, value = 0;
  for (int32_t k = 0; k < count; k++) {
    sum += at[k].value * at[k].added;
    value += at[k].value;
  }
  assert_near(sum / value, added_on(s->lines, NULL, day(2021, 6, 1), &asof.date));
  assert_string_equal(at[0].hs, "010101");
  assert_string_equal(at[0].origin, "CHN");
  assert_near(at[0].mfn, 3);
  assert_near(at[0].added, 12);
  assert_string_equal(at[2].hs, "850101");
  assert_true(isnan(at[2].mfn));
  assert_near(at[2].added, 18);
  assert_string_equal(at[5].origin, "ROW");
  assert_near(at[5].value, 400);
  assert_near(at[5].added, 0);
  prl_line_rates_free(rates);
}

static void members_stand_apart(void **state) {
  (void)state;
  tiny *t = NULL;
  tiny_open((void **)&t);
  assert_near(added_on(t->lines, "HKG", day(2020, 6, 1), NULL), 20);
  assert_near(added_on(t->lines, "ROW", day(2020, 6, 1), NULL), 20 * 10 / 60.0);
  assert_near(added_on(t->lines, "EU", day(2020, 6, 1), NULL), 8);
  tiny_close((void **)&t);
}

static void refuse(const prl_lines *lines, const char *importer, const char *origin, int32_t days, prl_status status, const char *words) {
  prl_series *series;
  prl_error err = {0};
  assert_int_equal(prl_series_new(&series, lines, importer, origin, day(2020, 1, 1), day(2020, 1, 1) + days, NULL, &err), status);
  assert_null(series);
  if (!strstr(err.message, words)) fail_msg("'%s' is not in '%s'", words, err.message);
}

static void refuses_what_it_cannot_weigh(void **state) {
  const setting *s = *state;
  tiny *t = NULL;
  refuse(s->lines, "UAS", NULL, 1, PRL_E_UNKNOWN_ID, "UAS");
  refuse(s->lines, "USA", "XXX", 1, PRL_E_UNKNOWN_ID, "XXX");
  refuse(s->lines, "CHN", NULL, 1, PRL_E_VALUE, "no product trade into CHN");
  refuse(s->lines, "USA", "EUN", 1, PRL_E_VALUE, "no product trade from EUN");
  refuse(s->lines, "USA", "VNM", 1, PRL_E_VALUE, "VNM is part of ROW");
  refuse(s->lines, "USA", "CHN", 0, PRL_E_VALUE, "at least one day");
  tiny_open((void **)&t);
  refuse(t->blank, "USA", NULL, 1, PRL_E_MISSING, "need a dossier");
  tiny_close((void **)&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(averages_by_hand),
                                     cmocka_unit_test(totals_hold_the_ordinary_duty_where_known),
                                     cmocka_unit_test(two_clocks),
                                     cmocka_unit_test(days_between_repeat),
                                     cmocka_unit_test(lines_and_series_agree),
                                     cmocka_unit_test(members_stand_apart),
                                     cmocka_unit_test(refuses_what_it_cannot_weigh)};
  return cmocka_run_group_tests(tests, open_all, close_setting);
}
