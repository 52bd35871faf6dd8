/* The ledger as text, table and data. */
#include "over_time.h"

static prl_text ledger(const prl_style *style, const char *date) {
  prl_dossier *dossier = history_record();
  prl_asof asof = on(date, NULL);
  prl_ledger *books;
  prl_trace trace = history_trace();
  prl_text out = {0};
  prl_error err = {0};
  int32_t count;
  trace.date = trace.known = date;
  fine(prl_ledger_new(&books, dossier, &asof, NULL, &err), &err);
  const prl_account *accounts = prl_ledger_look(&count, books);
  fine(prl_report_ledger(&out, style, &trace, accounts, count, &err), &err);
  prl_ledger_free(books);
  prl_dossier_free(dossier);
  return out;
}

static void text_says_who_counts_and_who_confirms(void **state) {
  (void)state;
  prl_text out = ledger(&wide_text, "2025-12-31");
  assert_holds(&out, "2025-12-31: 6 promises; 0 met");
  assert_holds(&out, "USA, not CHN");
  assert_holds(&out, "USA CHN");
  assert_holds(&out, "4 booked by USDA, 2025-12-01 (due then 6.09836) [count-1]");
  assert_holds(&out, "7 to 8 booked by traders");
  assert_holds(&out, "Reporters of booked lie 4 apart.");
  assert_holds(&out, "unknown: no tally.");
  assert_no_trailing_blanks(&out);
  prl_text_free(&out);
}

static void data_has_null_where_nobody_counts(void **state) {
  (void)state;
  prl_text out = ledger(&as_json, "2026-06-30");
  json_t *root = parsed(&out), *promises = get(root, "promises"), *soy = entry(promises, "id", "soy"),
         *years = entry(promises, "id", "soy-years");
  assert_traced(root, "ledger/1");
  assert_string_equal(text_of(soy, "status"), "met");
  assert_true(number_of(get(soy, "delivered"), "low") == 12 && json_is_false(get(soy, "confirmed_by_giver")));
  assert_true(json_array_size(get(soy, "counts")) == 3);
  assert_true(is_null(years, "delivered") && is_null(years, "shortfall") && is_null(years, "spread") && is_null(years, "counted_on"));
  assert_string_equal(text_of(years, "status"), "unknown");
  assert_true(fabs(number_of(get(years, "due"), "low") - 25.0 * 181 / 365) < 1e-12);
  assert_true(json_is_true(get(years, "confirmed_by_giver")));
  json_t *planes = json_array_get(get(entry(promises, "id", "planes"), "counts"), 0);
  assert_true(is_null(planes, "high") && number_of(planes, "low") == 50); /* at least */
  json_decref(root);
}

static void a_table_has_one_row_a_count(void **state) {
  (void)state;
  prl_text out = ledger(&as_csv, "2025-12-31");
  prl_table *table = table_of(&out);
  assert_int_equal(prl_table_rows(table), 7);
  assert_string_equal(cell_of(table, row_of(table, "reporter", "traders"), "count_status"), "ahead");
  assert_string_equal(cell_of(table, row_of(table, "id", "soy-years"), "delivered_low"), "");
  prl_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_says_who_counts_and_who_confirms),
      cmocka_unit_test(data_has_null_where_nobody_counts),
      cmocka_unit_test(a_table_has_one_row_a_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
