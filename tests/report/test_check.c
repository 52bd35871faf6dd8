/* problems of a record: check/1, its CSV and its text */
#include "pages.h"

static const prl_error problems[] = {{.status = PRL_E_SYNTAX,
                                      .line = 7,
                                      .column = 12,
                                      .file = "d/measures/a.yaml",
                                      .item = "us-list",
                                      .message = "expected a date, found 'x'",
                                      .hint = "write 2025-11-10"},
                                     {.status = PRL_E_MISSING, .file = "d/dossier.yaml"}};

static prl_text report(prl_style style, int32_t count) {
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  fine(prl_report_check(&out, &style, &trace, problems, count, NULL, 0, &err), &err);
  return out;
}

static void json_tells_each_with_its_place(void **state) {
  (void)state;
  prl_text text = report(as_json, 2);
  json_t *root = parsed(&text), *first = json_array_get(get(root, "problems"), 0), *second = json_array_get(get(root, "problems"), 1);
  assert_traced(root, "check/1");
  assert_true(json_is_false(get(root, "sound")) && json_integer_value(get(root, "count")) == 2);
  assert_string_equal(text_of(first, "file"), "d/measures/a.yaml");
  assert_int_equal(json_integer_value(get(first, "line")), 7);
  assert_int_equal(json_integer_value(get(first, "column")), 12);
  assert_string_equal(text_of(first, "message"), "expected a date, found 'x'");
  assert_string_equal(text_of(first, "item"), "us-list");
  assert_true(is_null(root, "conflicts"));
  assert_true(is_null(second, "line") && is_null(second, "item"));
  assert_string_equal(text_of(second, "message"), prl_status_text(PRL_E_MISSING));
  assert_string_equal(text_of(second, "hint"), prl_status_advice(PRL_E_MISSING));
  json_decref(root);
}

static void text_is_as_compilers_write_it(void **state) {
  (void)state;
  prl_text some = report(as_text, 2), none = report(as_text, 0);
  assert_int_equal(strncmp(some.bytes, "d/measures/a.yaml:7:12: error: expected a date, found 'x' (us-list). write 2025-11-10\n", 86), 0);
  assert_holds(&some, "\nrecord: 2 problems.\n");
  assert_string_equal(none.bytes, "record: sound.\n");
  prl_text_free(&some);
  prl_text_free(&none);
}

static void csv_comes_back(void **state) {
  (void)state;
  prl_text text = report(as_csv, 2);
  prl_table *csv = table_of(&text);
  assert_int_equal(prl_table_rows(csv), 2);
  assert_string_equal(cell_of(csv, 0, "message"), "expected a date, found 'x'");
  assert_string_equal(cell_of(csv, 0, "row"), "problem");
  assert_string_equal(cell_of(csv, 0, "line"), "7");
  assert_string_equal(cell_of(csv, 1, "line"), "");
  prl_table_free(csv);
}

static void a_sound_record_has_no_problems(void **state) {
  (void)state;
  prl_text text = report(as_json, 0);
  json_t *root = parsed(&text);
  assert_true(json_is_true(get(root, "sound")));
  assert_int_equal(json_array_size(get(root, "problems")), 0);
  json_decref(root);
}

static const prl_source gazette = {.id = "gazette",
                                   .kind = PRL_LEGAL_TEXT,
                                   .published = {.kind = PRL_WHEN_DAY, .first = 17500, .last = 17500}},
                        wire = {.id = "wire", .kind = PRL_PRESS, .published = {.kind = PRL_WHEN_DAY, .first = 17501, .last = 17501}};
static const char *const dates[] = {"2025-05-14", "2025-05-12"}, *const rates[] = {"10", "12"};
static const prl_source *const law_first[] = {&gazette, &wire}, *const press_first[] = {&wire, &gazette};
static const prl_conflict conflicts[] = {{.entry = "us-list, step 1",
                                          .field = "first day",
                                          .values = dates,
                                          .sources = law_first,
                                          .count = 2,
                                          .why = "nearest to the act",
                                          .place = {"d/measures/a.yaml", 7, 5}},
                                         {.entry = "us-list, step 2",
                                          .field = "rate",
                                          .values = rates,
                                          .sources = press_first,
                                          .count = 2,
                                          .why = "the entry departs from the rule",
                                          .departs = true,
                                          .place = {"d/measures/a.yaml", 9, 5}}};

static prl_text report_conflicts(prl_style style, int32_t count) {
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  fine(prl_report_check(&out, &style, &trace, NULL, 0, conflicts, count, &err), &err);
  return out;
}

static void conflicts_stand_side_by_side(void **state) {
  (void)state;
  prl_text one = report_conflicts(as_text, 1), two = report_conflicts(as_text, 2);
  assert_holds(&one, "us-list, step 1: first day  d/measures/a.yaml:7\n  used    2025-05-14 (gazette, legal-text, 2017-11-30)\n"
                     "  beside  2025-05-12 (wire, press, 2017-12-01)\n  because nearest to the act\n");
  assert_holds(&one, "\nrecord: sound; 1 conflict between sources, kept side by side.\n");
  assert_holds(&two, "  departs the entry departs from the rule\n");
  assert_holds(&two, "2 conflicts between sources, kept side by side; in 1 the entry departs from the rule.\n");
  prl_text_free(&one);
  prl_text_free(&two);
}

static void conflicts_as_data(void **state) {
  (void)state;
  prl_text text = report_conflicts(as_json, 2), csv = report_conflicts(as_csv, 2);
  json_t *root = parsed(&text), *second = json_array_get(get(root, "conflicts"), 1), *used = json_array_get(get(second, "values"), 0);
  assert_true(json_is_true(get(root, "sound")) && json_is_true(get(second, "departs")));
  assert_string_equal(text_of(second, "entry"), "us-list, step 2");
  assert_string_equal(text_of(second, "file"), "d/measures/a.yaml");
  assert_int_equal(json_integer_value(get(second, "line")), 9);
  assert_string_equal(text_of(used, "value"), "10");
  assert_string_equal(text_of(used, "source"), "wire");
  assert_string_equal(text_of(used, "kind"), "press");
  assert_string_equal(text_of(used, "published"), "2017-12-01");
  assert_true(json_is_true(get(used, "used")) && json_is_false(get(json_array_get(get(second, "values"), 1), "used")));
  json_decref(root);
  prl_table *table = table_of(&csv);
  assert_int_equal(prl_table_rows(table), 6);
  assert_string_equal(cell_of(table, 0, "row"), "conflict");
  assert_string_equal(cell_of(table, 3, "departs"), "yes");
  assert_string_equal(cell_of(table, 4, "source_kind"), "press");
  assert_string_equal(cell_of(table, 5, "used"), "no");
  prl_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_tells_each_with_its_place),
      cmocka_unit_test(text_is_as_compilers_write_it),
      cmocka_unit_test(csv_comes_back),
      cmocka_unit_test(a_sound_record_has_no_problems),
      cmocka_unit_test(conflicts_stand_side_by_side),
      cmocka_unit_test(conflicts_as_data),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
