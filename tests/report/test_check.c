/* problems of a record: check/1, its CSV and its text */
#include "pages.h"

static const prl_error problems[] = {
    {.status = PRL_E_SYNTAX, .line = 7, .column = 12, .file = "d/measures/a.yaml", .item = "us-list",
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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_tells_each_with_its_place),
      cmocka_unit_test(text_is_as_compilers_write_it),
      cmocka_unit_test(csv_comes_back),
      cmocka_unit_test(a_sound_record_has_no_problems),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
