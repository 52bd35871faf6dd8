/* A sound dossier is read whole: every entry, every field, every cross reference. */
#include "scratch.h"

#include <math.h>

static int open_sound(void **state) {
  prl_error err = {0};
  prl_dossier *dossier;
  if (prl_dossier_open(&dossier, SOUND "/", &err) != PRL_OK) {
    print_error("%s:%d:%d %s\n", err.file, err.line, err.column, err.message);
    return -1;
  }
  *state = dossier;
  return 0;
}

static int close_sound(void **state) {
  prl_dossier_free(*state);
  return 0;
}

static void the_head(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  assert_string_equal(view.id, "sound");
  assert_string_equal(view.path, SOUND);
  assert_string_equal(view.title, "United States and China");
  assert_string_equal(view.world, "hybrid2022-16");
  assert_int_equal(view.deficits, PRL_DEFICITS_ZERO);
  assert_true(view.elasticities.uniform == 4);
  assert_int_equal(view.elasticities.sectors.count, 1);
  assert_string_equal(view.elasticities.sectors.at[0], "SERV");
  assert_true(view.elasticities.values[0] == 5);
  assert_int_equal(view.horizon.first, prl_day_of(2026, 10, 17));
  assert_true(view.horizon_end == (prl_instant)prl_day_of(2026, 10, 18) * 86400 - 1);
  assert_string_equal(view.concordance, "hs6-sector22.csv.gz");
  assert_int_equal(view.weights_count, 1);
  assert_string_equal(view.weights[0].file, SOUND "/weights/us-imports.csv");
  assert_int_equal(view.weights[0].year, 2024);
}

static void parties_and_zones(void **state) {
  const prl_party *china = prl_dossier_party(*state, "CHN");
  assert_non_null(china);
  assert_int_equal(china->regions.count, 2);
  assert_int_equal(prl_dossier_zone(*state, "CHN").standard, 8 * 3600);
  assert_int_equal(prl_dossier_zone(*state, "HKG").standard, 8 * 3600);
  assert_int_equal(prl_dossier_zone(*state, "USA").standard, -5 * 3600);
  assert_int_equal(prl_dossier_zone(*state, "JPN").standard, 0);
  assert_null(prl_dossier_party(*state, "JPN"));
}

static void groups_stand_for_codes(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  assert_int_equal(view.group_count, 2);
  const prl_group *union_of = prl_dossier_group(*state, "EUN");
  assert_ptr_equal(union_of, &view.groups[0]);
  assert_int_equal(union_of->members.count, 2);
  assert_string_equal(union_of->members.at[1], "FRA");
  assert_int_equal(union_of->place.line, 6);
  assert_int_equal(union_of->place.column, 10);
  assert_null(prl_dossier_group(*state, "note"));
  assert_null(prl_dossier_group(*state, "DEU"));
}

static void measures_and_their_scope(void **state) {
  const prl_measure *fentanyl = prl_dossier_measure(*state, "fentanyl");
  assert_non_null(fentanyl);
  assert_int_equal(fentanyl->step_count, 4);
  assert_string_equal(fentanyl->layer, "ieepa");
  assert_string_equal(fentanyl->unit, "percent");
  assert_int_equal(fentanyl->steps[3].state, PRL_STRUCK_DOWN);
  assert_int_equal(fentanyl->steps[1].source_count, 2);
  assert_string_equal(fentanyl->steps[1].sources[1]->id, "late");
  assert_int_equal(fentanyl->place.line, 1);
  assert_int_equal(fentanyl->steps[0].place.line, 12);
  const prl_measure *surcharge = prl_dossier_measure(*state, "surcharge");
  assert_true(surcharge->on_all);
  assert_string_equal(surcharge->layer, "surcharge");
  assert_int_equal(surcharge->goods.kind, PRL_GOODS_ALL);
  assert_int_equal(surcharge->goods.except->kind, PRL_GOODS_HS);
  assert_string_equal(surcharge->goods.except->codes.at[0], "0201");
  const prl_measure *listed = prl_dossier_measure(*state, "listed");
  assert_int_equal(listed->goods.list_count, 1);
  assert_string_equal(listed->goods.lists[0]->id, "rated");
  assert_true(listed->steps[0].by_line && !listed->steps[0].has_rate);
}

static void instruments_and_units(void **state) {
  const prl_measure *payment = prl_dossier_measure(*state, "chip-payment");
  assert_true(payment->exports);
  assert_int_equal(payment->instrument, PRL_EXPORT_TAX);
  assert_true(payment->steps[0].disputed);
  const prl_measure *controls = prl_dossier_measure(*state, "controls");
  assert_true(controls->exports && controls->steps[1].snaps_back && isnan(controls->steps[1].snap_rate));
  assert_true(controls->steps[1].has_rate && controls->steps[1].rate == 0);
  const prl_measure *fees = prl_dossier_measure(*state, "fees");
  assert_string_equal(fees->unit, "CNY a net ton");
  assert_int_equal(fees->goods.kind, PRL_GOODS_UNKNOWN);
}

static void promises_items_and_rules(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  assert_int_equal(view.commitment_count, 1);
  assert_true(view.commitments[0].quantity == 25 && view.commitments[0].has_quantity);
  assert_int_equal(view.commitments[0].sure, PRL_SURE_MEDIUM);
  const prl_item *item = prl_dossier_item(*state, "end-fentanyl");
  assert_int_equal(item->change_count, 4);
  assert_int_equal(item->changes[0].state, PRL_WITHDRAWN);
  assert_ptr_equal(item->changes[0].measure, prl_dossier_measure(*state, "fentanyl"));
  assert_true(item->changes[1].snaps_back && !item->changes[1].sets_state);
  assert_ptr_equal(item->changes[2].commitment, &view.commitments[0]);
  assert_int_equal(item->changes[3].instrument, PRL_PURCHASE);
  assert_string_equal(item->changes[3].on.at[0], "USA");
  assert_true(item->changes[3].floor == 1.5 && isnan(item->changes[3].limit) && item->changes[3].share == 1);
  const prl_item *app = prl_dossier_item(*state, "app");
  assert_int_equal(app->stated_count, 2);
  assert_true(app->stated[1].percent == -0.02);
  assert_string_equal(app->asked_by, "");
  assert_int_equal(view.rule_count, 3);
  assert_int_equal(view.rules[0].kind, PRL_RULE_EXCLUDES);
  assert_string_equal(view.rules[1].others.at[1], "listed");
}

static void words_go_both_ways(void **state) {
  (void)state;
  assert_string_equal(prl_instrument_word(PRL_TARIFF_RATE_QUOTA), "tariff-rate-quota");
  assert_string_equal(prl_state_word(PRL_STRUCK_DOWN), "struck-down");
  assert_string_equal(prl_sure_word(PRL_SURE_LOW), "low");
  assert_string_equal(prl_deficits_word(PRL_DEFICITS_PROPORTIONAL), "proportional");
}

static void no_folder_and_no_head(void **state) {
  (void)state;
  prl_dossier *dossier;
  prl_error err = {0}, headless = {0};
  assert_int_equal(prl_dossier_open(&dossier, "/nowhere/at/all", &err), PRL_E_NO_FILE);
  assert_null(dossier);
  scratch s = scratch_new();
  assert_int_equal(prl_dossier_open(&dossier, s.path, &headless), PRL_E_NO_FILE);
  assert_non_null(strstr(headless.message, "dossier.yaml"));
  scratch_free(&s);
}

/* the shipped dossier is sound, and its size is what one opens in practice */
static void the_shipped_dossier_opens(void **state) {
  (void)state;
  prl_dossier *dossier;
  prl_error err = {0};
  if (prl_dossier_open(&dossier, "dossiers/us-china", &err) != PRL_OK) {
    fail_msg("%s:%d:%d %s %s", err.file, err.line, err.column, err.message, err.hint);
  }
  assert_true(prl_dossier_look(dossier).measure_count > 20);
  prl_dossier_free(dossier);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_head),
                                     cmocka_unit_test(parties_and_zones),
                                     cmocka_unit_test(groups_stand_for_codes),
                                     cmocka_unit_test(measures_and_their_scope),
                                     cmocka_unit_test(instruments_and_units),
                                     cmocka_unit_test(promises_items_and_rules),
                                     cmocka_unit_test(words_go_both_ways),
                                     cmocka_unit_test(no_folder_and_no_head),
                                     cmocka_unit_test(the_shipped_dossier_opens)};
  return cmocka_run_group_tests(tests, open_sound, close_sound);
}
