/* the stacked duty on one product: rate/1, its CSV and its text */
#include "pages.h"

static prl_text report(prl_style style, const char *hs, const char *from, bool explain) {
  prl_text out = {0};
  prl_error err = {0};
  prl_rate rate;
  prl_dossier *dossier = little_record();
  prl_asof asof = on("2025-12-05", NULL);
  prl_trace trace = plain_trace();
  fine(prl_rate_of(&rate, dossier, hs, from, "USA", &asof, NULL, &err), &err);
  fine(prl_report_rate(&out, &style, &trace, hs, from, "USA", &rate, explain, &err), &err);
  prl_rate_free(&rate);
  prl_dossier_free(dossier);
  return out;
}

static void json_has_every_fixed_field(void **state) {
  (void)state;
  prl_text text = report(as_json, "010121", "CHN", false);
  json_t *root = parsed(&text), *layers = get(root, "layers"), *truce = entry(layers, "id", "us-truce");
  assert_traced(root, "rate/1");
  assert_string_equal(text_of(root, "hs"), "010121");
  assert_string_equal(text_of(root, "from"), "CHN");
  assert_string_equal(text_of(root, "to"), "USA");
  assert_true(number_of(root, "mfn_pct") == 3.5);
  assert_true(number_of(root, "added_pct") == 35);
  assert_true(number_of(root, "rate_pct") == 38.5);
  assert_true(number_of(root, "added_low_pct") == 35 && number_of(root, "added_high_pct") == 85);
  assert_int_equal(json_array_size(layers), 4);
  assert_string_equal(text_of(truce, "layer"), "reciprocal");
  assert_true(number_of(truce, "rate_pct") == 10 && json_is_true(get(truce, "applied")));
  assert_string_equal(text_of(truce, "covered"), "yes");
  assert_string_equal(text_of(truce, "since"), "2025-11-10");
  assert_string_equal(text_of(truce, "state"), "suspended");
  assert_int_equal(json_array_size(get(truce, "sources")), 2);
  json_t *chips = entry(layers, "id", "us-chips");
  assert_true(json_is_false(get(chips, "applied")));
  assert_string_equal(text_of(chips, "covered"), "unknown");
  assert_true(strlen(text_of(chips, "why")) > 0);
  json_decref(root);
}

static void without_an_ordinary_duty_the_total_is_null(void **state) {
  (void)state;
  prl_text text = report(as_json, "850110", "CHN", false);
  json_t *root = parsed(&text);
  assert_true(is_null(root, "mfn_pct") && is_null(root, "rate_pct"));
  assert_true(number_of(root, "added_pct") == 35);
  json_decref(root);
  text = report(as_text, "850110", "CHN", false);
  assert_holds(&text, "so the total is not known");
  prl_text_free(&text);
}

static void text_says_what_is_sure_and_what_may_come(void **state) {
  (void)state;
  prl_text text = report(as_text, "010121", "CHN", false);
  prl_style wide = {PRL_AS_TEXT, 0, false};
  prl_text_free(&text);
  text = report(wide, "010121", "CHN", false);
  assert_holds(&text, "HS 010121, CHN to USA, 2025-12-05: 35 percentage points over the ordinary duty surely; up to 85 if us-chips "
                      "applies. Ordinary (MFN) duty 3.5 %; 38.5 % in all.\n");
  assert_holds(&text, "counts     us-truce    10  %     2025-11-10  2026-11-10  suspended disputed\n");
  assert_holds(&text, "may count  us-chips    50  %");
  prl_text_free(&text);
}

static void explain_gives_each_its_reason(void **state) {
  (void)state;
  prl_text with = report(as_text, "010121", "CHN", true), without = report(as_text, "010121", "CHN", false);
  assert_holds(&with, "  why\n");
  assert_holds(&with, "the residue of a suspended rate");
  assert_lacks(&without, "residue");
  assert_no_trailing_blanks(&with);
  assert_no_trailing_blanks(&without);
  prl_text_free(&with);
  prl_text_free(&without);
}

static prl_text bounds(double added, double low, double high) {
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  prl_style wide = {PRL_AS_TEXT, 0, false};
  prl_rate rate = {.mfn = NAN, .added = added, .added_low = low, .added_high = high};
  fine(prl_report_rate(&out, &wide, &trace, "0101", "CHN", "USA", &rate, false, &err), &err);
  return out;
}

static void bounds_are_said_as_they_are(void **state) {
  (void)state;
  prl_text sure = bounds(45, 45, 45), open = bounds(45, 45, NAN), less = bounds(45, 20, 50), none = bounds(NAN, NAN, NAN);
  assert_holds(&sure, ": 45 percentage points over the ordinary duty. ");
  assert_holds(&open, "45 percentage points over the ordinary duty surely; how much more is not known");
  assert_holds(&less, "up to 50; as little as 20 if");
  assert_holds(&none, "what is added over the ordinary duty is not known");
  assert_holds(&none, "No measure of the record bears on it.");
  prl_text_free(&sure);
  prl_text_free(&open);
  prl_text_free(&less);
  prl_text_free(&none);
}

static void csv_ends_in_the_totals(void **state) {
  (void)state;
  prl_text text = report(as_csv, "010121", "CHN", false);
  prl_table *table = table_of(&text);
  assert_int_equal(prl_table_rows(table), 4 + 5);
  assert_string_equal(cell_of(table, row_of(table, "row", "mfn"), "rate_pct"), "3.5");
  assert_string_equal(cell_of(table, row_of(table, "row", "added_high"), "rate_pct"), "85");
  assert_string_equal(cell_of(table, row_of(table, "row", "rate"), "rate_pct"), "38.5");
  assert_string_equal(cell_of(table, row_of(table, "id", "us-chips"), "applied"), "no");
  prl_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_has_every_fixed_field),
      cmocka_unit_test(without_an_ordinary_duty_the_total_is_null),
      cmocka_unit_test(text_says_what_is_sure_and_what_may_come),
      cmocka_unit_test(explain_gives_each_its_reason),
      cmocka_unit_test(bounds_are_said_as_they_are),
      cmocka_unit_test(csv_ends_in_the_totals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
