/* Differences as text, table and data. */
#include "over_time.h"

static prl_text difference(const prl_style *style, const char *d1, const char *d2, const char *k1, const char *k2) {
  prl_dossier *dossier = history_record();
  prl_diff_query query;
  prl_diff *diff;
  prl_trace trace = history_trace();
  prl_text out = {0};
  prl_error err = {0};
  prl_diff_query_defaults(&query);
  query.before = (prl_asof){date_of(d1), date_of(k1)};
  query.after = (prl_asof){date_of(d2), date_of(k2)};
  fine(prl_diff_new(&diff, dossier, &query, &err), &err);
  prl_diff_view view = prl_diff_look(diff);
  fine(prl_report_diff(&out, style, &trace, dossier, &query, &view, &err), &err);
  prl_diff_free(diff);
  prl_dossier_free(dossier);
  return out;
}

static void text_has_the_day_by_whom_and_the_source(void **state) {
  (void)state;
  prl_text out = difference(&wide_text, "2025-11-01", "2025-12-31", "2026-06-30", "2026-06-30");
  assert_holds(&out, "After 2025-11-01, up to 2025-12-31, as known on 2026-06-30");
  assert_holds(&out, "2025-11-10   USA  fentanyl");
  assert_holds(&out, "in-force, 20 % -> in-force, 10 %");
  assert_holds(&out, "booked 4 Mt, by USDA");
  assert_holds(&out, "~2025-12-20");
  assert_holds(&out, "going well");
  assert_no_trailing_blanks(&out);
  prl_text_free(&out);
}

static void knowledge_is_said_to_be_that(void **state) {
  (void)state;
  prl_text out = difference(&wide_text, "2025-11-20", "2025-11-20", "2025-11-01", "2025-11-06");
  assert_holds(&out, "What became known of 2025-11-20 after 2025-11-01, up to 2025-11-06");
  assert_holds(&out, "in-force, 34 % -> suspended, 10 % remains");
  prl_text_free(&out);
}

static void data_has_both_standings_and_what_happened(void **state) {
  (void)state;
  prl_text out = difference(&as_json, "2025-09-15", "2025-12-08", "2026-06-30", "2026-06-30");
  json_t *root = parsed(&out), *measures = get(root, "measures"), *chip = entry(measures, "id", "chip-payment");
  assert_traced(root, "diff/1");
  assert_string_equal(text_of(root, "kind"), "world");
  assert_string_equal(text_of(chip, "changed"), "unknown");
  assert_true(is_null(get(chip, "after"), "rate"));
  assert_true(number_of(get(chip, "after"), "rate_high") == 15 && number_of(get(chip, "after"), "rate_low") == 0);
  json_t *fentanyl = entry(measures, "id", "fentanyl");
  assert_string_equal(text_of(fentanyl, "changed"), "yes");
  json_t *turn = json_array_get(get(fentanyl, "turns"), 0);
  assert_string_equal(text_of(turn, "date"), "2025-11-10");
  assert_string_equal(json_string_value(json_array_get(get(turn, "sources"), 0)), "truce");
  assert_non_null(entry(get(root, "entries"), "kind", "event"));
  json_decref(root);
}

static void nothing_changed_is_an_answer(void **state) {
  (void)state;
  prl_text out = difference(&as_csv, "2024-01-01", "2024-02-01", "2026-06-30", "2026-06-30");
  prl_table *table = table_of(&out);
  assert_int_equal(prl_table_rows(table), 0);
  prl_table_free(table);
  out = difference(&wide_text, "2024-01-01", "2024-02-01", "2026-06-30", "2026-06-30");
  assert_holds(&out, "0 measures changed, 0 perhaps");
  prl_text_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_has_the_day_by_whom_and_the_source),
      cmocka_unit_test(knowledge_is_said_to_be_that),
      cmocka_unit_test(data_has_both_standings_and_what_happened),
      cmocka_unit_test(nothing_changed_is_an_answer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
