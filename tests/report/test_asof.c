/* what is in force on a date: asof/1, its CSV and its text */
#include "pages.h"

static prl_text report(prl_style style, const char *date, const char *known, bool all, bool beyond) {
  prl_text out = {0};
  prl_error err = {0};
  prl_standing standings[16];
  prl_dossier *dossier = little_record();
  prl_asof asof = on(date, known);
  prl_trace trace = plain_trace();
  trace.date = date;
  trace.known = known ? known : date;
  trace.beyond = beyond;
  assert_int_equal(prl_dossier_look(dossier).measure_count, 10);
  prl_standing_all(standings, dossier, &asof);
  fine(prl_report_asof(&out, &style, &trace, dossier, standings, all, &err), &err);
  prl_dossier_free(dossier);
  return out;
}

static json_t *json_on(const char *date, bool all) {
  prl_text text = report(as_json, date, NULL, all, false);
  return parsed(&text);
}

static void json_has_every_fixed_field(void **state) {
  (void)state;
  json_t *root = json_on("2025-12-05", false), *measures = get(root, "measures"), *m = entry(measures, "id", "us-truce");
  assert_traced(root, "asof/1");
  assert_string_equal(text_of(root, "horizon"), "2026-06-30");
  assert_true(is_null(root, "world") && is_null(root, "accuracy") && is_null(root, "note"));
  assert_non_null(m);
  assert_string_equal(text_of(m, "state"), "suspended");
  assert_true(number_of(m, "rate") == 10);
  assert_string_equal(text_of(m, "unit"), "percent");
  assert_string_equal(text_of(m, "layer"), "reciprocal");
  assert_string_equal(text_of(m, "since"), "2025-11-10");
  assert_string_equal(text_of(m, "until"), "2026-11-10");
  assert_int_equal(json_array_size(get(m, "sources")), 2);
  assert_string_equal(json_string_value(json_array_get(get(m, "sources"), 1)), "paper");
  assert_true(json_is_true(get(m, "disputed")) && json_is_true(get(m, "certain")));
  assert_true(number_of(get(m, "snaps_back"), "rate") == 34);
  assert_string_equal(text_of(get(m, "snaps_back"), "on"), "2026-11-10");
  assert_string_equal(text_of(m, "sure"), "high");
  json_decref(root);
}

static void what_is_not_known_is_null(void **state) {
  (void)state;
  json_t *root = json_on("2025-12-05", false), *measures = get(root, "measures");
  json_t *taken = entry(measures, "id", "cn-taken"), *vague = entry(measures, "id", "us-vague");
  json_t *licence = entry(measures, "id", "cn-licence");
  assert_true(is_null(taken, "rate") && is_null(taken, "until"));
  assert_string_equal(text_of(vague, "in_force"), "unknown");
  assert_string_equal(text_of(vague, "state"), "unknown");
  assert_true(json_is_false(get(vague, "certain")) && is_null(vague, "rate"));
  assert_true(number_of(vague, "rate_low") == 0 && number_of(vague, "rate_high") == 6);
  assert_true(strlen(text_of(vague, "why")) > 0);
  assert_true(is_null(licence, "rate") && is_null(licence, "unit") && is_null(licence, "snaps_back"));
  assert_string_equal(text_of(licence, "flow"), "export");
  assert_true(json_is_false(get(entry(measures, "id", "us-chips"), "goods_known")));
  json_decref(root);
}

static void what_is_over_is_told_only_when_asked(void **state) {
  (void)state;
  json_t *some = json_on("2025-12-05", false), *all = json_on("2025-12-05", true);
  assert_null(entry(get(some, "measures"), "id", "us-ended"));
  assert_non_null(entry(get(some, "measures"), "id", "cn-fee")); /* wholly suspended */
  assert_string_equal(text_of(entry(get(all, "measures"), "id", "us-ended"), "state"), "lapsed");
  assert_int_equal(json_array_size(get(all, "measures")), 9); /* all but the one nobody knew of */
  json_decref(some);
  json_decref(all);
}

static void what_nobody_knew_is_not_told(void **state) {
  (void)state;
  json_t *before = json_on("2026-02-28", true), *after = json_on("2026-03-02", true);
  assert_null(entry(get(before, "measures"), "id", "us-late"));
  json_t *late = entry(get(after, "measures"), "id", "us-late");
  assert_string_equal(text_of(late, "state"), "not-yet");
  assert_string_equal(text_of(late, "until"), "2027-01-01");
  assert_true(is_null(late, "since"));
  json_decref(before);
  json_decref(after);
}

static void past_the_horizon_it_says_so(void **state) {
  (void)state;
  prl_text text = report(as_json, "2027-01-05", NULL, false, true);
  json_t *root = parsed(&text);
  assert_true(json_is_true(get(root, "beyond_horizon")));
  assert_string_equal(text_of(root, "note"), "not known after 2026-06-30");
  json_decref(root);
  text = report(as_text, "2027-01-05", NULL, false, true);
  assert_int_equal(strncmp(text.bytes, "Not known after 2026-06-30", 26), 0);
  prl_text_free(&text);
}

static void csv_has_one_row_a_measure(void **state) {
  (void)state;
  prl_text text = report(as_csv, "2025-12-05", NULL, false, false);
  prl_table *table = table_of(&text);
  assert_int_equal(prl_table_rows(table), 8);
  int64_t list = row_of(table, "id", "us-list"), truce = row_of(table, "id", "us-truce"), taken = row_of(table, "id", "cn-taken");
  assert_string_equal(cell_of(table, list, "title"), "Duty on a list, \"25 percent\"");
  assert_string_equal(cell_of(table, list, "rate"), "25");
  assert_string_equal(cell_of(table, list, "until"), "");
  assert_string_equal(cell_of(table, truce, "sources"), "law paper");
  assert_string_equal(cell_of(table, truce, "disputed"), "yes");
  assert_string_equal(cell_of(table, taken, "rate"), "");
  assert_string_equal(cell_of(table, row_of(table, "id", "us-mfn"), "on"), "all");
  prl_table_free(table);
}

static void text_is_grouped_by_who_imposes(void **state) {
  (void)state;
  prl_text text = report(as_text, "2025-12-05", NULL, false, false);
  assert_int_equal(strncmp(text.bytes, "2025-12-05: 6 measures in force, 1 wholly suspended, 1 of which it is not known.", 80), 0);
  const char *usa = strstr(text.bytes, "\nBy United States (USA)\n"), *chn = strstr(text.bytes, "\nBy China (CHN)\n");
  assert_true(usa && chn && usa < chn);
  assert_true(strstr(text.bytes, "us-list") < chn && strstr(text.bytes, "cn-licence") > chn);
  assert_holds(&text, "\n  reciprocal\n    us-truce       CHN     tariff          10  %     2025-11-10  2026-11-10  suspended disputed   "
                      "law paper\n");
  assert_holds(&text, "50  %     2025-06-01              in-force (not sure)");
  assert_holds(&text, "0 to 6  %");
  assert_holds(&text, "\n  cn-taken         USA     tariff           ?  %");
  assert_holds(&text, "to USA");
  assert_holds(&text, "law paper\n");
  assert_holds(&text, "\nNot known, disputed, or ahead\n");
  assert_holds(&text, "  cn-taken: its rate is not known\n");
  assert_holds(&text, "  us-chips: the sources do not say which goods\n");
  assert_holds(&text, "Record:   record; as of 2025-12-05; horizon 2026-06-30.\n");
  assert_lacks(&text, "us-ended");
  assert_no_trailing_blanks(&text);
  prl_text_free(&text);
}

static void nothing_in_force_is_no_table(void **state) {
  (void)state;
  prl_text text = report(as_text, "1990-01-01", NULL, false, false);
  assert_holds(&text, "1990-01-01: 0 measures in force");
  assert_lacks(&text, "instrument");
  prl_text_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_has_every_fixed_field),           cmocka_unit_test(what_is_not_known_is_null),
      cmocka_unit_test(what_is_over_is_told_only_when_asked), cmocka_unit_test(what_nobody_knew_is_not_told),
      cmocka_unit_test(past_the_horizon_it_says_so),          cmocka_unit_test(csv_has_one_row_a_measure),
      cmocka_unit_test(text_is_grouped_by_who_imposes),       cmocka_unit_test(nothing_in_force_is_no_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
