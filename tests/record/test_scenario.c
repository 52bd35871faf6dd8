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

/* every instrument of docs/model.md, with the keys it takes */
static void every_instrument(void **state) {
  (void)state;
  prl_error err = {0};
  prl_scenario *scenario =
      open_text("world: w\nelasticities: {trade: 4}\nchange:\n"
                "  - {instrument: tariff-rate-quota, by: CHN, on: [USA], goods: all, limit: 1.2, in-quota: 1, out-of-quota: 65}\n"
                "  - {instrument: tariff-rate-quota, by: CHN, on: [USA], goods: all, limit: 1, rate: 0, out-of-quota: 65, rent: burnt}\n"
                "  - {instrument: licence, by: CHN, on: [USA], flow: export, goods: all, share: 0.6, licensed: 0.3}\n"
                "  - {instrument: listing, by: USA, on: [CHN], flow: export, goods: all, share: 0.2}\n"
                "  - {instrument: subsidy, by: CHN, goods: {sector: [C29]}, rate: 10}\n"
                "  - {instrument: subsidy, by: CHN, on: all, goods: {sector: [C29]}, add: 5}\n"
                "  - {instrument: specific-duty, by: USA, on: all, goods: all, rate: 2.5, unit: USD a kg, unit-value: 10}\n"
                "  - {instrument: minimum-price, by: USA, on: all, goods: all, rate: 12, unit-value: 10}\n"
                "  - {instrument: purchase, by: CHN, of: [USA, BRA], goods: all, floor: 1.5, each: true}\n",
                &err);
  assert_non_null(scenario);
  const prl_change *c = prl_scenario_look(scenario).changes;
  assert_true(c[0].limit == 1.2 && c[0].in_quota == 1 && c[0].out_of_quota == 65 && !*c[0].rent);
  assert_true(c[1].in_quota == 0 && !strcmp(c[1].rent, "burnt"));
  assert_true(c[2].share == 0.6 && c[2].licensed == 0.3 && c[2].exports && isnan(c[2].limit));
  assert_true(c[3].share == 0.2 && isnan(c[3].licensed));
  assert_true(c[4].on_all && !c[4].exports && c[4].rate == 10);
  assert_true(c[5].on_all && c[5].exports && c[5].add == 5);
  assert_true(c[6].rate == 2.5 && c[6].unit_value == 10 && c[7].instrument == PRL_MINIMUM_PRICE);
  assert_true(c[8].each && c[8].floor == 1.5 && c[8].on.count == 2 && isnan(c[8].unit_value));
  prl_scenario_free(scenario);
}

static void every_owner_of_a_rent(void **state) {
  (void)state;
  static const char *const owners[] = {"destination", "origin", "destination-firms", "origin-firms", "burnt"};
  for (size_t k = 0; k < sizeof owners / sizeof *owners; k++) {
    char text[256];
    prl_error err = {0};
    snprintf(text, sizeof text,
             "world: w\nelasticities: {trade: 4}\nchange:\n  - {instrument: quota, by: USA, on: all, goods: all, limit: 1, rent: %s}\n",
             owners[k]);
    prl_scenario *scenario = open_text(text, &err);
    assert_non_null(scenario);
    assert_string_equal(prl_scenario_look(scenario).changes[0].rent, owners[k]);
    prl_scenario_free(scenario);
  }
}

static void what_is_assumed_of_technology(void **state) {
  (void)state;
  prl_error err = {0};
  prl_scenario *scenario = open_text(
      "world: w\nelasticities: {trade: {column: cp2015_used}, value-added: 0.5, materials: {uniform: 0, sectors: {C26: 0.1}},\n"
      "  final: baqaee_farhi2019, home: {file: theta.csv}, source: x}\nscale: {column: ll2023, sectors: {SERV: 0}}\nfirms: fixed\n",
      &err);
  assert_non_null(scenario);
  prl_scenario_view view = prl_scenario_look(scenario);
  const prl_assumptions *a = &view.assumptions;
  assert_string_equal(view.elasticities.column, "cp2015_used");
  assert_true(a->value_added.given && a->value_added.by_sector.uniform == 0.5);
  assert_true(a->materials.given && a->materials.by_sector.uniform == 0 && a->materials.by_sector.values[0] == 0.1);
  assert_true(a->final.given && isnan(a->final.by_sector.uniform));
  assert_string_equal(a->final.by_sector.column, "baqaee_farhi2019");
  assert_non_null(strstr(a->home.by_sector.file, "/theta.csv"));
  assert_true(a->scale.given && !a->krugman && a->fixed_firms);
  assert_string_equal(a->scale.by_sector.column, "ll2023");
  assert_string_equal(a->scale.by_sector.sectors.at[0], "SERV");
  prl_scenario_free(scenario);
  scenario = open_text("world: w\nelasticities: {trade: 4}\nscale: krugman\n", &err);
  assert_non_null(scenario);
  view = prl_scenario_look(scenario);
  assert_true(view.elasticities.uniform == 4 && view.assumptions.krugman && !view.assumptions.scale.given);
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
  const prl_assumptions *a = &view.assumptions;
  assert_false(a->value_added.given || a->materials.given || a->final.given || a->home.given || a->scale.given);
  assert_false(a->krugman || a->fixed_firms);
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
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_full_shape),        cmocka_unit_test(every_instrument),
      cmocka_unit_test(every_owner_of_a_rent), cmocka_unit_test(what_is_assumed_of_technology),
      cmocka_unit_test(the_defaults),          cmocka_unit_test(an_elasticity_file_stands_beside_the_scenario),
      cmocka_unit_test(no_such_scenario)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
