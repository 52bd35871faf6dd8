/* the data sets: world-list/1, world-show/1, world-check/1 */
#include "pages.h"

static const prl_world_entry entries[] = {{"little", "A little world", "worlds/little", 3, 2, 2022},
                                          {"other", NULL, "worlds/o,ther", 81, 22, 2022}};
static const prl_world_finding findings[] = {
    {.rule = "output = sales", .passed = true, .largest = 1.0 / 3, .where = "CHN A", .cells = 12345, .failures = 0, .refuses = true},
    {.rule = "final demand >= 0", .passed = false, .largest = NAN, .where = "USA S", .cells = 6, .failures = 1, .refuses = false}};

static void list_tells_what_there_is(void **state) {
  (void)state;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  fine(prl_report_world_list(&out, &as_json, &trace, entries, 2, &err), &err);
  json_t *root = parsed(&out), *other = json_array_get(get(root, "worlds"), 1);
  assert_traced(root, "world-list/1");
  assert_true(is_null(other, "title") && json_integer_value(get(other, "regions")) == 81);
  assert_string_equal(text_of(other, "path"), "worlds/o,ther");
  json_decref(root);
  fine(prl_report_world_list(&out, &as_csv, &trace, entries, 2, &err), &err);
  prl_table *csv = table_of(&out);
  assert_string_equal(cell_of(csv, 1, "path"), "worlds/o,ther");
  assert_string_equal(cell_of(csv, 1, "regions"), "81");
  prl_table_free(csv);
  fine(prl_report_world_list(&out, &as_text, &trace, entries, 2, &err), &err);
  assert_holds(&out, "2 worlds\n");
  assert_holds(&out, "little        3        2       2022  A little world  worlds/little\n");
  prl_text_free(&out);
}

static void show_adds_up(void **state) {
  (void)state;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  prl_world *world = little_world();
  fine(prl_report_world_show(&out, &as_json, &trace, world, &err), &err);
  json_t *root = parsed(&out), *usa = json_array_get(get(root, "regions"), 0), *farming = json_array_get(get(root, "sectors"), 0);
  assert_traced(root, "world-show/1");
  assert_string_equal(text_of(root, "id"), "little");
  assert_string_equal(text_of(root, "scheme"), "little2");
  assert_true(number_of(usa, "output_musd") == 800 + 150 + 5 + 1500 + 30 + 4);
  assert_true(number_of(usa, "exports_musd") == 189 && number_of(usa, "imports_musd") == 325 && number_of(usa, "deficit_musd") == 136);
  assert_string_equal(json_string_value(json_array_get(get(usa, "members"), 0)), "USA");
  assert_true(number_of(farming, "exports_musd") == 500 && json_is_true(get(farming, "goods")));
  json_decref(root);
  fine(prl_report_world_show(&out, &as_csv, &trace, world, &err), &err);
  prl_table *csv = table_of(&out);
  assert_int_equal(prl_table_rows(csv), 5);
  assert_string_equal(cell_of(csv, 0, "deficit_musd"), "136");
  assert_string_equal(cell_of(csv, 3, "goods"), "yes");
  prl_table_free(csv);
  fine(prl_report_world_show(&out, &as_text, &trace, world, &err), &err);
  assert_holds(&out, "little: 3 regions, 2 sectors, base year 2022\n");
  assert_holds(&out, "CIV     C\xc3\xb4te d'Ivoire ");
  assert_holds(&out, "S       Services  services ");
  prl_text_free(&out);
  prl_world_free(world);
}

static void check_tells_rule_by_rule(void **state) {
  (void)state;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  trace.world = "little";
  fine(prl_report_world_check(&out, &as_json, &trace, findings, 2, &err), &err);
  json_t *root = parsed(&out), *first = json_array_get(get(root, "findings"), 0), *second = json_array_get(get(root, "findings"), 1);
  assert_traced(root, "world-check/1");
  assert_true(json_is_true(get(root, "usable")));
  assert_true(number_of(first, "largest") == 1.0 / 3 && json_integer_value(get(first, "cells")) == 12345);
  assert_true(is_null(second, "largest") && json_is_false(get(second, "passed")) && json_is_false(get(second, "refuses")));
  json_decref(root);
  fine(prl_report_world_check(&out, &as_csv, &trace, findings, 2, &err), &err);
  prl_table *csv = table_of(&out);
  assert_string_equal(cell_of(csv, 0, "largest"), "0.33333333333333331");
  assert_string_equal(cell_of(csv, 1, "passed"), "no");
  prl_table_free(csv);
  fine(prl_report_world_check(&out, &as_text, &trace, findings, 2, &err), &err);
  assert_holds(&out, "little: 1 of 2 rules hold; the world is usable.\n");
  assert_holds(&out, "12,345");
  prl_text_free(&out);
}

static void a_broken_rule_that_refuses_makes_it_unusable(void **state) {
  (void)state;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  prl_world_finding broken = findings[0];
  broken.passed = false;
  fine(prl_report_world_check(&out, &as_text, &trace, &broken, 1, &err), &err);
  assert_holds(&out, "the world is not usable.");
  assert_holds(&out, "BROKEN");
  prl_text_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(list_tells_what_there_is),
      cmocka_unit_test(show_adds_up),
      cmocka_unit_test(check_tells_rule_by_rule),
      cmocka_unit_test(a_broken_rule_that_refuses_makes_it_unusable),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
