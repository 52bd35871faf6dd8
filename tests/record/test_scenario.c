/* Scenario files: the fixed shape, its defaults, and the examples of the format read as they are written. */
#include "scratch.h"

#include <math.h>

static prl_scenario *open_text(const char *text, prl_error *err) {
  scratch s = scratch_new();
  char path[128];
  prl_scenario *scenario;
  scratch_put(&s, "s.yaml", text);
  scratch_put(&s, "theta.csv", "sector,theta\nA01,4\n");
  snprintf(path, sizeof path, "%s/s.yaml", s.path);
  prl_scenario_open(&scenario, path, err);
  scratch_free(&s);
  return scenario;
}

static void the_full_shape(void **state) {
  (void)state;
  prl_error err = {0};
  prl_scenario *scenario = open_text("world: hybrid2022-16\nelasticities: {trade: {uniform: 4}}\ndeficits: proportional\nbase: "
                                     "us-china\npolicy: us-china@2025-12-05\nchange:\n"
                                     "  - {instrument: tariff, by: USA, on: [CHN], goods: all, add: 25}\n"
                                     "  - {instrument: export-tax, by: USA, on: [CHN], goods: {sector: [C26]}, add: 15, share: 0.4}\n"
                                     "  - {instrument: quota, by: CHN, on: [USA], goods: {sector: [B]}, limit: 0.5, rent: origin}\n"
                                     "  - {instrument: purchase, by: CHN, of: USA, goods: {sector: [A01]}, floor: 1.5}\n"
                                     "  - {instrument: friction, by: USA, on: all, goods: everything, rate: 5}\n",
                                     &err);
  assert_non_null(scenario);
  prl_scenario_view view = prl_scenario_look(scenario);
  assert_string_equal(view.world, "hybrid2022-16");
  assert_string_equal(view.base, "us-china");
  assert_string_equal(view.policy, "us-china");
  assert_int_equal(view.policy_at.date.first, prl_day_of(2025, 12, 5));
  assert_int_equal(view.deficits, PRL_DEFICITS_PROPORTIONAL);
  assert_int_equal(view.change_count, 5);
  assert_true(view.changes[0].has_add && view.changes[0].add == 25 && !view.changes[0].has_rate && view.changes[0].share == 1);
  assert_true(view.changes[1].exports && view.changes[1].share == 0.4);
  assert_true(view.changes[2].limit == 0.5 && !view.changes[2].exports);
  assert_string_equal(view.changes[2].rent, "origin");
  assert_string_equal(view.changes[3].on.at[0], "USA");
  assert_true(view.changes[4].on_all && view.changes[4].goods.kind == PRL_GOODS_EVERYTHING && view.changes[4].rate == 5);
  assert_int_equal(view.changes[4].place.line, 11);
  prl_scenario_free(scenario);
}

static void the_defaults(void **state) {
  (void)state;
  prl_error err = {0};
  prl_scenario *scenario = open_text("world: w\nelasticities: {trade: cp2015_used, sectors: {SERV: 5}}\n", &err);
  assert_non_null(scenario);
  prl_scenario_view view = prl_scenario_look(scenario);
  assert_int_equal(view.deficits, PRL_DEFICITS_FIXED);
  assert_string_equal(view.base, "zero");
  assert_string_equal(view.policy, "");
  assert_int_equal(view.change_count, 0);
  assert_true(isnan(view.elasticities.uniform));
  assert_string_equal(view.elasticities.column, "cp2015_used");
  prl_scenario_free(scenario);
}

static void an_elasticity_file_stands_beside_the_scenario(void **state) {
  (void)state;
  prl_error err = {0}, missing = {0};
  prl_scenario *scenario = open_text("world: w\nelasticities: {trade: {file: theta.csv}}\n", &err);
  assert_non_null(scenario);
  assert_non_null(strstr(prl_scenario_look(scenario).elasticities.file, "/theta.csv"));
  prl_scenario_free(scenario);
  assert_null(open_text("world: w\nelasticities: {trade: {file: none.csv}}\n", &missing));
  assert_int_equal(missing.status, PRL_E_NO_FILE);
  assert_int_equal(missing.line, 2);
}

static void no_such_scenario(void **state) {
  (void)state;
  prl_error err = {0};
  prl_scenario *scenario;
  assert_int_equal(prl_scenario_open(&scenario, "/nowhere.yaml", &err), PRL_E_NO_FILE);
  assert_null(scenario);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_full_shape), cmocka_unit_test(the_defaults),
                                     cmocka_unit_test(an_elasticity_file_stands_beside_the_scenario), cmocka_unit_test(no_such_scenario)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
