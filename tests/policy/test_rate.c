/* the stacked duty on one product, with reasons; and the published rows for the shipped record */
#include "tiny.h"

static prl_rate rate_on(const prl_dossier *dossier, const char *hs, const char *from, const char *day) {
  prl_rate rate;
  prl_error err = {0};
  prl_asof asof = on_day(day);
  fine(prl_rate_of(&rate, dossier, hs, from, "USA", &asof, NULL, &err), &err);
  return rate;
}

static const prl_rate_layer *layer_of(const prl_rate *rate, const char *id) {
  for (int32_t k = 0; k < rate->layer_count; k++)
    if (strcmp(rate->layers[k].standing->measure->id, id) == 0) return &rate->layers[k];
  return NULL;
}

static void stacks_with_reasons(void **state) {
  const tiny *t = *state;
  prl_rate r = rate_on(t->dossier, "8501.02.10", "CHN", "2021-06-01");
  assert_near(r.added, 51);
  assert_near(r.added_low, 51);
  assert_near(r.added_high, 51);
  assert_true(isnan(r.mfn));
  assert_int_equal(r.layer_count, 4);
  assert_false(layer_of(&r, "us-list")->applied);
  assert_string_equal(layer_of(&r, "us-list")->why, "switched off: Review stands in place of the list");
  assert_true(layer_of(&r, "us-review")->applied);
  assert_string_equal(layer_of(&r, "us-by-line")->why, "on list by-line (8501)");
  assert_near(layer_of(&r, "us-by-line")->rate, 1);
  assert_null(layer_of(&r, "us-all"));
  assert_null(layer_of(&r, "cn-licence"));
  prl_rate_free(&r);
}

static void mfn_stands_apart(void **state) {
  const tiny *t = *state;
  prl_rate r = rate_on(t->dossier, "01010110", "CHN", "2023-06-01");
  assert_near(r.mfn, 3);
  assert_near(r.added, 29);
  assert_true(layer_of(&r, "us-mfn")->applied);
  assert_string_equal(layer_of(&r, "us-all")->why, "all goods; the residue of a suspended rate: 34 % returns on 2029-01-01");
  prl_rate_free(&r);
  r = rate_on(t->dossier, "010102", "VNM", "2023-06-01");
  assert_near(r.mfn, 3);
  assert_near(r.added, 0);
  assert_int_equal(r.layer_count, 1);
  prl_rate_free(&r);
}

static void parties_stand_for_their_regions(void **state) {
  const tiny *t = *state;
  prl_rate party = rate_on(t->dossier, "850101", "EU", "2023-06-01"), member = rate_on(t->dossier, "850101", "DEU", "2023-06-01");
  assert_int_equal(layer_of(&party, "us-eu")->covered, PRL_UNKNOWN);
  assert_int_equal(layer_of(&member, "us-eu")->covered, PRL_UNKNOWN);
  assert_non_null(strstr(layer_of(&member, "us-eu")->why, "sector"));
  assert_near(party.added, 0);
  assert_near(party.added_high, 8);
  prl_rate_free(&party);
  prl_rate_free(&member);
}

static void too_few_digits_leave_it_open(void **state) {
  const tiny *t = *state;
  prl_rate r = rate_on(t->dossier, "010101", "CHN", "2026-06-01");
  const prl_rate_layer *excluded = layer_of(&r, "us-excluded");
  assert_int_equal(layer_of(&r, "us-list")->covered, PRL_YES);
  assert_int_equal(excluded->covered, PRL_UNKNOWN);
  assert_string_equal(excluded->why, "1 of 3 known lines of 010101 are on list excluded: give 10 digits");
  assert_near(r.added, 29);      /* list 25 + residue 4 */
  assert_near(r.added_low, 4);   /* the exclusion would zero the list */
  assert_near(r.added_high, 44); /* goods not known: perhaps 15 more */
  prl_rate_free(&r);
  r = rate_on(t->dossier, "0101012030", "CHN", "2026-06-01");
  assert_int_equal(layer_of(&r, "us-excluded")->covered, PRL_YES);
  assert_near(r.added, 4);
  assert_string_equal(layer_of(&r, "us-list")->why, "switched off: Exclusions zero the list");
  prl_rate_free(&r);
  r = rate_on(t->dossier, "8501", "CHN", "2021-06-01");
  assert_int_equal(layer_of(&r, "us-list")->covered, PRL_UNKNOWN);
  assert_non_null(strstr(layer_of(&r, "us-list")->why, "only part of 8501"));
  prl_rate_free(&r);
}

static void unknown_rates_and_dates_widen_the_range(void **state) {
  const tiny *t = *state;
  prl_rate r = rate_on(t->dossier, "850101", "CHN", "2024-06-15");
  assert_near(r.added, 29);
  assert_near(r.added_high, 35);
  assert_non_null(strstr(layer_of(&r, "us-vague")->why, "2024-06"));
  prl_rate_free(&r);
  r = rate_on(t->dossier, "850101", "CHN", "2027-06-01");
  assert_near(r.added, 29);
  assert_true(isnan(r.added_high));
  assert_string_equal(layer_of(&r, "us-rateless")->why, "in force, but its rate is not known");
  prl_rate_free(&r);
}

static void refuse(const tiny *t, const char *hs, const char *from, const char *to, prl_status status, const char *words,
                   const char *hint) {
  prl_rate r;
  prl_error err = {0};
  prl_asof asof = on_day("2021-06-01");
  assert_int_equal(prl_rate_of(&r, t->dossier, hs, from, to, &asof, NULL, &err), status);
  assert_true(isnan(r.added));
  assert_null(r.layers);
  if (!strstr(err.message, words)) fail_msg("'%s' is not in '%s'", words, err.message);
  if (!strstr(err.hint, hint)) fail_msg("'%s' is not in '%s'", hint, err.hint);
}

static void refuses_what_it_cannot_read(void **state) {
  const tiny *t = *state;
  refuse(t, "85", "CHN", "USA", PRL_E_VALUE, "'85' is no product code", "8544.42.90");
  refuse(t, "8501.02.10.12.3", "CHN", "USA", PRL_E_VALUE, "4 to 10 digits", "8544.42.90");
  refuse(t, "chips", "CHN", "USA", PRL_E_VALUE, "'chips'", "");
  refuse(t, "8501", "CHN", "UAS", PRL_E_UNKNOWN_ID, "no importer 'UAS'", "USA");
  refuse(t, "8501", "China", "USA", PRL_E_UNKNOWN_ID, "no origin 'China'", "");
  refuse(t, "8501", "USA", "USA", PRL_E_VALUE, "no foreign trade", "two different regions");
}

/* US duty on Chinese goods over the ordinary duty, percentage points (table of the record's README) */
static void golden_rows(void **state) {
  (void)state;
  static const struct {
    const char *day;
    double list3, list4a, unlisted;
  } rows[] = {{"2018-09-24", 10, 0, 0},     {"2020-02-14", 25, 7.5, 0},   {"2025-02-04", 35, 17.5, 10},  {"2025-04-05", 55, 37.5, 30},
              {"2025-05-14", 55, 37.5, 30}, {"2025-11-10", 45, 27.5, 20}, {"2026-07-24", 37.5, 20, 12.5}};
  prl_dossier *dossier;
  prl_error err = {0};
  fine(prl_dossier_open(&dossier, "dossiers/us-china", &err), &err);
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    prl_rate list3 = rate_on(dossier, "9403.60.80", "CHN", rows[k].day), list4a = rate_on(dossier, "6109.10.00", "CHN", rows[k].day),
             unlisted = rate_on(dossier, "8471.30.01", "CHN", rows[k].day);
    assert_near(list3.added, rows[k].list3);
    assert_near(list4a.added, rows[k].list4a);
    assert_near(unlisted.added, rows[k].unlisted);
    prl_rate_free(&list3);
    prl_rate_free(&list4a);
    prl_rate_free(&unlisted);
  }
  prl_dossier_free(dossier);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(stacks_with_reasons),
                                     cmocka_unit_test(mfn_stands_apart),
                                     cmocka_unit_test(parties_stand_for_their_regions),
                                     cmocka_unit_test(too_few_digits_leave_it_open),
                                     cmocka_unit_test(unknown_rates_and_dates_widen_the_range),
                                     cmocka_unit_test(refuses_what_it_cannot_read),
                                     cmocka_unit_test(golden_rows)};
  return cmocka_run_group_tests(tests, tiny_open, tiny_close);
}
