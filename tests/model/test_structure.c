/* test_structure.c -- where no equilibrium can exist the model says so by name before it solves, and malformed wedges are refused. */
#include "../../src/model/inside.h"
#include "shocks.h"

static shock s;

static prl_status refused(const prl_economy *e, prl_error *err) {
  prl_outcome *o;
  const prl_wedges w = wedges_of(&s);
  prl_status status = prl_solve(&o, e, &w, NULL, err);
  assert_null(o);
  return status;
}

static void ban_all_of(int32_t n, int32_t regions, int32_t sectors) {
  memset(&s, 0, sizeof s);
  for (int32_t k = 0; k < sectors; k++)
    for (int32_t to = 0; to < regions; to++)
      for (int32_t from = 0; from < regions; from++)
        if (to != from && (to == n || from == n)) put(&s, k, to, from, FREE, (prl_rates){.banned = true});
}

static void cut_off_with_a_deficit(void **state) {
  (void)state;
  prl_world *world = sample_world(4, 4, 3);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_FIXED);
  prl_error err = {0};
  ban_all_of(1, 4, 3);
  assert_int_equal(refused(e, &err), PRL_E_CUT_OFF);
  assert_non_null(strstr(err.message, "R1"));
  assert_non_null(strstr(err.hint, "deficits: zero"));
  prl_economy_free(e);
  prl_world_free(world);
}

static void no_supplier_left(void **state) {
  (void)state;
  prl_world *world = sample_world(4, 3, 2);
  world->trade[(1 * 3 + 2) * 3 + 2] = 0; /* R2 makes no s1 for itself, and that from nothing */
  for (int32_t k = 0; k < 2; k++) world->use[(2 * 2 + k) * 2 + 1] = 0;
  sample_balance(world);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_ZERO);
  memset(&s, 0, sizeof s);
  put(&s, 1, 2, 0, FREE, (prl_rates){.banned = true});
  put(&s, 1, 2, 1, FREE, (prl_rates){.banned = true});
  prl_error err = {0};
  assert_int_equal(refused(e, &err), PRL_E_NO_SUPPLIER);
  assert_non_null(strstr(err.message, "s1 in R2"));
  prl_economy_free(e);
  prl_world_free(world);
}

static void part_of_a_flow_may_be_banned(void **state) {
  (void)state;
  prl_world *world = sample_world(4, 3, 2);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_FIXED);
  memset(&s, 0, sizeof s);
  put_share(&s, 0, 2, 0, 0.5, (prl_rates){.banned = true});
  prl_outcome *o = outcome_of(e, &s);
  assert_true(prl_outcome_flow(o, 0, 2, 0) < 0.75 * prl_outcome_flow_base(o, 0, 2, 0));
  assert_true(prl_outcome_look(o).real_income[2] < 0);
  prl_outcome_free(o);
  prl_economy_free(e);
  prl_world_free(world);
}

static void malformed_wedges(void **state) {
  (void)state;
  prl_world *world = sample_world(4, 3, 2);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_FIXED);
  prl_error err = {0};
  memset(&s, 0, sizeof s);
  put(&s, 0, 2, 0, FREE, (prl_rates){.tariff = -1});
  assert_int_equal(refused(e, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.item, "R0 -> R2, s0"));
  memset(&s, 0, sizeof s), memset(&err, 0, sizeof err);
  put(&s, 0, 2, 0, FREE, (prl_rates){.tariff = 0.1});
  s.classes[0].weight = 0.9;
  assert_int_equal(refused(e, &err), PRL_E_VALUE);
  prl_economy_free(e);
  prl_world_free(world);
}

static void elasticity_must_be_positive(void **state) {
  (void)state;
  prl_world *world = sample_world(4, 3, 2);
  const double theta[] = {4, 0};
  prl_economy *e;
  prl_error err = {0};
  assert_int_equal(
      prl_economy_new(&e, world, &(prl_model){.size = sizeof(prl_model), .theta = theta, .final = 1}, NULL, PRL_DEFICITS_FIXED, &err),
      PRL_E_VALUE);
  assert_null(e);
  assert_non_null(strstr(err.message, "s1"));
  prl_world_free(world);
}

static void base_duties_that_eat_value_added(void **state) {
  (void)state;
  prl_world *world = sample_world(4, 3, 2);
  memset(&s, 0, sizeof s);
  for (int32_t k = 0; k < 2; k++)
    for (int32_t to = 0; to < 3; to++)
      for (int32_t from = 0; from < 3; from++)
        if (to != from) put(&s, k, to, from, (prl_rates){.tariff = 40}, (prl_rates){.tariff = 40});
  const prl_wedges w = wedges_of(&s);
  const double theta[] = {4, 4};
  prl_economy *e;
  prl_error err = {0};
  assert_int_equal(
      prl_economy_new(&e, world, &(prl_model){.size = sizeof(prl_model), .theta = theta, .final = 1}, &w, PRL_DEFICITS_FIXED, &err),
      PRL_E_UNBALANCED);
  assert_non_null(strstr(err.message, "at base policy"));
  prl_world_free(world);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cut_off_with_a_deficit),       cmocka_unit_test(no_supplier_left),
                                     cmocka_unit_test(part_of_a_flow_may_be_banned), cmocka_unit_test(malformed_wedges),
                                     cmocka_unit_test(elasticity_must_be_positive),  cmocka_unit_test(base_duties_that_eat_value_added)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
