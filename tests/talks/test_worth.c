/* test_worth.c -- worth is the difference of two solved worlds and nothing else; what the model cannot price stays silent, with its reason. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "parley/talks.h"

typedef struct setting {
  prl_world *world;
  prl_dossier *dossier;
  prl_stage *stage;
  prl_worths *worths;
  double theta[22];
  prl_asof base, at;
} setting;

static setting the;

static void must(prl_status status, const prl_error *err) {
  char text[1024];
  prl_error_print(text, sizeof text, err);
  if (status) fail_msg("%s", text);
}

static prl_stage_options options(void) {
  return (prl_stage_options){.size = sizeof(prl_stage_options),
                             .world = the.world,
                             .dossier = the.dossier,
                             .model = {.size = sizeof(prl_model), .theta = the.theta, .final = 1},
                             .deficits = PRL_DEFICITS_FIXED,
                             .base_at = &the.base,
                             .policy_at = &the.at};
}

static int open_all(void **state) {
  (void)state;
  prl_error err = {0};
  for (int s = 0; s < 22; s++) the.theta[s] = 4;
  must(prl_world_open(&the.world, "worlds/hybrid2022-16.prlw", &err), &err);
  must(prl_dossier_open(&the.dossier, "tests/talks/duo", &err), &err);
  must(prl_asof_parse(&the.base, "2022-07-01", NULL, &err), &err);
  must(prl_asof_parse(&the.at, "2024-01-01", NULL, &err), &err);
  const prl_stage_options o = options();
  must(prl_stage_new(&the.stage, &o, &err), &err);
  must(prl_worths_new(&the.worths, the.stage, NULL, 0, 1e-4, &err), &err);
  return 0;
}

static int close_all(void **state) {
  (void)state;
  prl_worths_free(the.worths);
  prl_stage_free(the.stage);
  prl_dossier_free(the.dossier);
  prl_world_free(the.world);
  return 0;
}

static const prl_worth *of(const char *id) {
  int32_t count;
  const prl_worth *w = prl_worths_look(&count, the.worths);
  for (int32_t k = 0; k < count; k++)
    if (!strcmp(w[k].item->id, id)) return &w[k];
  fail_msg("no worth of %s", id);
  return NULL;
}

static void base_policy_is_in_the_data(void **state) {
  (void)state;
  const prl_outcome_view v = prl_outcome_look(prl_stage_outcome(the.stage));
  const int32_t usa = prl_world_region(the.world, "USA");
  assert_true(v.revenue_base[usa] > 0 && v.revenue[usa] > v.revenue_base[usa]); /* 5 % in 2022, 20 % now */
  assert_true(v.accuracy.residual <= 1e-12);
}

/* The same change made part of the policy gives the same world. */
static void worth_is_a_difference_of_worlds(void **state) {
  (void)state;
  const char *const ids[] = {"end-usa-duty", "end-both", "more"};
  for (int k = 0; k < 3; k++) {
    const prl_worth *w = of(ids[k]);
    prl_stage_options o = options();
    prl_error err = {0};
    prl_stage *stage;
    o.changes = w->item->changes, o.change_count = w->item->change_count;
    must(prl_stage_new(&stage, &o, &err), &err);
    const prl_outcome_view a = prl_outcome_look(prl_stage_outcome(stage)), b = prl_outcome_look(prl_stage_outcome(the.stage));
    for (int32_t n = 0; n < 16; n++) assert_true(fabs(w->region_musd[n] - (a.ev[n] - b.ev[n])) < 1e-6);
    prl_stage_free(stage);
  }
}

static void a_party_is_the_sum_of_its_regions(void **state) {
  (void)state;
  const prl_worth *w = of("end-usa-duty");
  const int32_t can = prl_world_region(the.world, "CAN"), mex = prl_world_region(the.world, "MEX");
  assert_true(fabs(w->musd[1] - w->region_musd[can] - w->region_musd[mex]) < 1e-9);
  assert_true(w->percent[1] > fmin(w->region_percent[can], w->region_percent[mex]) &&
              w->percent[1] < fmax(w->region_percent[can], w->region_percent[mex]));
  assert_true(w->percent[1] > 0 && w->priced && !w->why);
}

static void what_cannot_be_priced_is_silent(void **state) {
  (void)state;
  const struct {
    const char *id, *why;
  } silent[] = {
      {"licence-only", "the share that is licensed is not known"}, {"purchases", "it has no floor"}, {"fee", "a fee is money a ton"}};
  for (int k = 0; k < 3; k++) {
    const prl_worth *w = of(silent[k].id);
    assert_int_equal(w->list, PRL_LIST_SILENT);
    assert_true(!w->priced && isnan(w->percent[0]) && isnan(w->musd[1]) && !w->region_musd);
    assert_non_null(strstr(w->why, silent[k].why));
  }
}

/* a quota, and a promise with a floor relative to the base year */
static void limits_and_promises_are_priced(void **state) {
  (void)state;
  static const char *const ids[] = {"quota", "purchases-half-more"};
  for (int k = 0; k < 2; k++) {
    const prl_worth *w = of(ids[k]);
    assert_true(w->priced && !w->why && w->accuracy.residual <= 1e-12);
    assert_true(w->region_musd[prl_world_region(the.world, "USA")] != 0);
  }
}

static void part_of_an_item_may_be_priced(void **state) {
  (void)state;
  const prl_worth *w = of("half-known");
  assert_true(w->priced && !isnan(w->percent[0]));
  assert_non_null(strstr(w->why, "usa-licence"));
}

static void the_dossier_may_state_a_worth(void **state) {
  (void)state;
  const prl_worth *w = of("said");
  assert_true(w->stated && !w->priced && w->percent[0] == 0.1 && w->percent[1] == -0.2);
  assert_true(w->musd[0] > 0 && w->musd[1] < 0);
  assert_int_equal(w->list, PRL_LIST_OUTSTANDING);
}

static void chosen_items_in_the_dossier_s_order(void **state) {
  (void)state;
  const char *const ids[] = {"more", "end-both"}, *const wrong[] = {"end-boht"};
  prl_worths *some;
  prl_error err = {0};
  int32_t count;
  must(prl_worths_new(&some, the.stage, ids, 2, 1e-4, &err), &err);
  const prl_worth *w = prl_worths_look(&count, some);
  assert_int_equal(count, 2);
  assert_string_equal(w[0].item->id, "end-both");
  assert_true(w[0].musd[0] == of("end-both")->musd[0]); /* the same bits, whatever else is asked */
  prl_worths_free(some);
  assert_int_equal(prl_worths_new(&some, the.stage, wrong, 1, 1e-4, &err), PRL_E_UNKNOWN_ID);
  assert_null(some);
  assert_non_null(strstr(err.hint, "end-both"));
}

static void without_a_record_there_are_no_items(void **state) {
  (void)state;
  prl_stage_options o = options();
  o.dossier = NULL, o.base_at = o.policy_at = NULL;
  prl_stage *stage;
  prl_worths *none;
  prl_error err = {0};
  must(prl_stage_new(&stage, &o, &err), &err);
  assert_int_equal(prl_outcome_look(prl_stage_outcome(stage)).accuracy.evaluations, 1);
  assert_int_equal(prl_worths_new(&none, stage, NULL, 0, 1e-4, &err), PRL_E_MISSING);
  prl_stage_free(stage);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(base_policy_is_in_the_data),         cmocka_unit_test(worth_is_a_difference_of_worlds),
      cmocka_unit_test(a_party_is_the_sum_of_its_regions),  cmocka_unit_test(what_cannot_be_priced_is_silent),
      cmocka_unit_test(limits_and_promises_are_priced),     cmocka_unit_test(part_of_an_item_may_be_priced),
      cmocka_unit_test(the_dossier_may_state_a_worth),      cmocka_unit_test(chosen_items_in_the_dossier_s_order),
      cmocka_unit_test(without_a_record_there_are_no_items)};
  return cmocka_run_group_tests(tests, open_all, close_all);
}
