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
  assert_true(is_null(truce, "heading") && is_null(truce, "authority"));
  assert_true(number_of(get(truce, "snaps_back"), "rate") == 34);
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
  assert_holds(&text, "(MFN) duty, which the record does not have.");
  prl_text_free(&text);
}

static void text_says_what_is_sure_and_what_may_come(void **state) {
  (void)state;
  prl_text text = report(as_text, "010121", "CHN", false);
  prl_style wide = {PRL_AS_TEXT, 0, false};
  prl_text_free(&text);
  text = report(wide, "010121", "CHN", false);
  assert_holds(&text, "HS 010121, CHN to USA on 2025-12-05: 35 percentage points over the ordinary (MFN) duty of 3.5 %, 38.5 % in all.\n"
                      "\nNot counted: 1 duty whose goods the sources do not name (us-chips); with all of them it would be up to 85.\n");
  assert_holds(&text, "counts     us-truce    10  %     2025-11-10  2026-11-10  suspended disputed\n");
  assert_holds(&text, "may count  us-chips    50  %");
  prl_text_free(&text);
}

static void explain_gives_each_its_reason(void **state) {
  (void)state;
  prl_text with = report(as_text, "010121", "CHN", true), without = report(as_text, "010121", "CHN", false);
  assert_holds(&with, "the residue of a suspended rate");
  assert_holds(&with, "  heading  authority  why\n");
  assert_holds(&with, "\nEnds unless somebody acts: us-truce on 2026-11-10 (34 % returns).\n");
  assert_lacks(&without, "Ends unless");
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
  assert_holds(&sure, ": 45 percentage points over the ordinary (MFN) duty, which the record does not have.\n\nNo measure");
  assert_holds(&open, "Not counted: a rate in force that is not known.");
  assert_holds(&less, "It may be up to 50: two rates are possible; as little as 20 if");
  assert_holds(&none, "what is added is not known over the ordinary (MFN) duty");
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

static prl_text over_time(prl_style style, bool explain) {
  prl_text out = {0};
  prl_error err = {0};
  prl_rate_turns *turns;
  prl_dossier *dossier = little_record();
  prl_when known = on("2026-06-30", NULL).date;
  prl_trace trace = plain_trace();
  const prl_product_asked asked = {"010121", "CHN", "USA", prl_day_of(2018, 1, 1), prl_day_of(2027, 6, 30)};
  int32_t count;
  fine(prl_rate_turns_new(&turns, dossier, asked.hs, asked.from, asked.to, asked.first, asked.last, &known, &err), &err);
  const prl_rate_turn *list = prl_rate_turns_look(&count, turns);
  fine(prl_report_rate_turns(&out, &style, &trace, &asked, list, count, explain, &err), &err);
  prl_rate_turns_free(turns);
  prl_dossier_free(dossier);
  return out;
}

static void assert_turn(json_t *turns, size_t k, const char *date, double added) {
  json_t *turn = json_array_get(turns, k);
  assert_string_equal(text_of(turn, "date"), date);
  if (number_of(turn, "added_pct") != added) fail_msg("%s: %g", date, number_of(turn, "added_pct"));
}

static void a_timeline_has_every_day_of_change(void **state) {
  (void)state;
  prl_text text = over_time(as_json, false);
  json_t *root = parsed(&text), *turns = get(root, "turns");
  assert_traced(root, "rate-timeline/1");
  assert_string_equal(text_of(root, "since"), "2018-01-01");
  assert_string_equal(text_of(root, "until"), "2027-06-30");
  assert_int_equal(json_array_size(turns), 8);
  assert_turn(turns, 0, "2018-01-01", 0);
  assert_turn(turns, 1, "2019-01-01", 7);
  assert_turn(turns, 2, "2020-01-01", 25);
  assert_turn(turns, 3, "2025-04-09", 59);
  assert_turn(turns, 4, "2025-06-01", 59); /* only what may count changes */
  assert_turn(turns, 5, "2025-11-10", 35);
  assert_turn(turns, 6, "2026-11-10", 59);
  assert_turn(turns, 7, "2027-01-01", 68);
  json_t *moves = get(json_array_get(turns, 2), "moves"), *ended = entry(moves, "id", "us-ended");
  assert_string_equal(text_of(ended, "was"), "counts");
  assert_string_equal(text_of(ended, "is"), "none");
  assert_string_equal(text_of(ended, "why"), "lapsed");
  assert_true(number_of(ended, "rate_was_pct") == 7 && is_null(ended, "rate_pct"));
  assert_string_equal(text_of(json_array_get(get(json_array_get(turns, 4), "moves"), 0), "is"), "open");
  json_decref(root);
}

static void a_timeline_in_text_and_csv(void **state) {
  (void)state;
  prl_text text = over_time(as_text, false), all = over_time(as_text, true), csv = over_time(as_csv, false);
  assert_holds(&text, "the most was 68, from 2027-01-01");
  assert_holds(&text, "2025-11-10     35  changes       us-truce  34 -> 10");
  assert_holds(&text, "On 1 more day only what may count changes");
  assert_lacks(&text, "us-chips");
  assert_holds(&all, "may count     us-chips");
  assert_no_trailing_blanks(&text);
  prl_table *table = table_of(&csv);
  int64_t r = row_of(table, "date", "2025-11-10");
  assert_string_equal(cell_of(table, r, "id"), "us-truce");
  assert_string_equal(cell_of(table, r, "rate_was_pct"), "34");
  assert_string_equal(cell_of(table, r, "added_high_pct"), "85");
  prl_table_free(table);
  prl_text_free(&text);
  prl_text_free(&all);
}

static void a_timeline_needs_a_day(void **state) {
  (void)state;
  prl_rate_turns *turns;
  prl_error err = {0};
  prl_dossier *dossier = little_record();
  prl_when known = on("2026-06-30", NULL).date;
  assert_int_equal(prl_rate_turns_new(&turns, dossier, "0101", "CHN", "USA", 10, 9, &known, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "before the first"));
  prl_dossier_free(dossier);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_has_every_fixed_field),
      cmocka_unit_test(without_an_ordinary_duty_the_total_is_null),
      cmocka_unit_test(text_says_what_is_sure_and_what_may_come),
      cmocka_unit_test(explain_gives_each_its_reason),
      cmocka_unit_test(bounds_are_said_as_they_are),
      cmocka_unit_test(csv_ends_in_the_totals),
      cmocka_unit_test(a_timeline_has_every_day_of_change),
      cmocka_unit_test(a_timeline_in_text_and_csv),
      cmocka_unit_test(a_timeline_needs_a_day),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
