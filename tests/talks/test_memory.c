/* test_memory.c -- out of memory anywhere from a policy to the worth of an item is said, leaks nothing and leaves no half result. */
#include "../failing.h"

#include "parley/talks.h"

static prl_world *world;
static prl_dossier *tiny, *duo;

static int open_inputs(void **state) {
  (void)state;
  prl_error err = {0};
  return prl_world_open(&world, "worlds/hybrid2022-16.prlw", &err) || prl_dossier_open(&tiny, "tests/policy/tiny", &err) ||
         prl_dossier_open(&duo, "tests/talks/duo", &err);
}

static int close_inputs(void **state) {
  (void)state;
  prl_dossier_free(tiny);
  prl_dossier_free(duo);
  prl_world_free(world);
  return 0;
}

static double theta[22];
static prl_asof base, at;

static prl_stage_options options(const prl_dossier *dossier) {
  for (int s = 0; s < 22; s++) theta[s] = 4;
  assert_int_equal(prl_asof_parse(&base, "2022-07-01", NULL, NULL), PRL_OK);
  assert_int_equal(prl_asof_parse(&at, "2024-01-01", NULL, NULL), PRL_OK);
  return (prl_stage_options){.size = sizeof(prl_stage_options),
                             .world = world,
                             .dossier = dossier,
                             .model = {.size = sizeof(prl_model), .theta = theta, .final = 1},
                             .deficits = PRL_DEFICITS_ZERO,
                             .base_at = &base,
                             .policy_at = &at};
}

static prl_status stage_with_lines(prl_error *err) {
  prl_stage_options o = options(tiny);
  o.concordance = "worlds/hs6-sector22.csv.gz";
  prl_stage *stage;
  prl_status status = prl_stage_new(&stage, &o, err);
  assert_true((status == PRL_OK) == (stage != NULL));
  prl_stage_free(stage);
  return status;
}

static prl_status worth_of_an_item(prl_error *err) {
  const prl_stage_options o = options(duo);
  const char *const ids[] = {"end-both"};
  prl_stage *stage;
  prl_worths *worths = NULL;
  prl_status status = prl_stage_new(&stage, &o, err);
  if (!status) status = prl_worths_new(&worths, stage, ids, 1, 1e-4, err);
  assert_true((status == PRL_OK) == (worths != NULL));
  prl_worths_free(worths);
  prl_stage_free(stage);
  return status;
}

static void a_stage_with_product_lines(void **state) {
  (void)state;
  every_failure_is_said(stage_with_lines, 30);
}

static void the_worth_of_an_item(void **state) {
  (void)state;
  every_failure_is_said(worth_of_an_item, 30);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_stage_with_product_lines), cmocka_unit_test(the_worth_of_an_item)};
  return cmocka_run_group_tests(tests, open_inputs, close_inputs);
}
