/* the average of added duties over time: average/1, its CSV and its text */
#include "pages.h"

static const prl_day day[] = {17897, 17898, 17899, 17900}; /* 2019-01-01 on */
static const double added[] = {0, 1.25, 1.25, 1.251}, total[] = {2, 3.25, 3.25, 3.251}, mfn_share[] = {0.5, 0.5, 0.5, 0.5},
                    left_open[] = {0, 0, 0, 0.25};
static const prl_series_view view = {day, added, total, mfn_share, left_open, 4, 3, 600};

static prl_text report(prl_style style, const char *from, bool daily) {
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  fine(prl_report_average(&out, &style, &trace, from, "USA", &view, daily, &err), &err);
  return out;
}

static void json_lists_the_days_of_change(void **state) {
  (void)state;
  prl_text text = report(as_json, "CHN", false);
  json_t *root = parsed(&text), *changes = get(root, "changes"), *second = json_array_get(changes, 1);
  assert_traced(root, "average/1");
  assert_string_equal(text_of(root, "to"), "USA");
  assert_string_equal(text_of(root, "from"), "CHN");
  assert_string_equal(text_of(root, "since"), "2019-01-01");
  assert_string_equal(text_of(root, "until"), "2019-01-04");
  assert_true(number_of(root, "value") == 600);
  assert_int_equal(json_array_size(changes), 3);
  assert_true(is_null(json_array_get(changes, 0), "change_pct"));
  assert_string_equal(text_of(second, "date"), "2019-01-02");
  assert_true(number_of(second, "added_pct") == 1.25 && number_of(second, "change_pct") == 1.25);
  assert_true(number_of(second, "total_pct") == 3.25 && number_of(second, "mfn_share") == 0.5 && number_of(second, "open_share") == 0);
  assert_null(json_object_get(root, "daily"));
  json_decref(root);
}

static void daily_json_has_every_day(void **state) {
  (void)state;
  prl_text text = report(as_json, NULL, true);
  json_t *root = parsed(&text), *daily = get(root, "daily");
  static const char *const keys[] = {"date", "added_pct", "total_pct", "mfn_share", "open_share"};
  assert_true(is_null(root, "from"));
  for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) assert_int_equal(json_array_size(get(daily, keys[k])), 4);
  assert_string_equal(json_string_value(json_array_get(get(daily, "date"), 2)), "2019-01-03");
  json_decref(root);
}

static void csv_has_every_day(void **state) {
  (void)state;
  prl_text text = report(as_csv, NULL, false);
  prl_table *table = table_of(&text);
  assert_int_equal(prl_table_rows(table), 4);
  assert_string_equal(cell_of(table, 2, "date"), "2019-01-03");
  assert_string_equal(cell_of(table, 2, "added_pct"), "1.25");
  assert_string_equal(cell_of(table, 3, "open_share"), "0.25");
  prl_table_free(table);
}

static void text_shows_what_reads_otherwise(void **state) {
  (void)state;
  prl_style wide = {PRL_AS_TEXT, 0, false};
  prl_text text = report(wide, NULL, false);
  assert_holds(&text, "Imports of USA from all partners pay 1.25 % over the ordinary duty on average on 2019-01-04; the most was 1.25, ");
  assert_holds(&text, "On 25.0 % of the trade some tariff may be in force");
  assert_holds(&text, "2019-01-02       1.25   +1.25           0.0\n2019-01-04       1.25 ");
  assert_lacks(&text, "2019-01-03");
  assert_no_trailing_blanks(&text);
  prl_text_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_lists_the_days_of_change),
      cmocka_unit_test(daily_json_has_every_day),
      cmocka_unit_test(csv_has_every_day),
      cmocka_unit_test(text_shows_what_reads_otherwise),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
