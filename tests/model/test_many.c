/* test_many.c -- counterfactuals solved side by side: the same as alone to rounding, and bit for bit the same whatever stands beside them and on any
 * number of threads; those that a batch cannot hold, and those that are refused, come out as by themselves. */
#include "shocks.h"

enum { N = 6, S = 5, COUNT = 21 };

static shock shocks[COUNT];

static void tariffs(shock *s, uint64_t seed, double most) {
  memset(s, 0, sizeof *s);
  for (int32_t k = 0; k < S; k++)
    for (int32_t to = 0; to < N; to++)
      for (int32_t from = 0; from < N; from++)
        if (to != from && draw(&seed) < 0.3)
          put_share(s, k, to, from, 0.5,
                    (prl_rates){.tariff = most * draw(&seed), .export_tax = 0.2 * draw(&seed), .friction = 0.1 * draw(&seed)});
}

/* Among plain ones: no change, a limit, an impossible one. */
static void fill(void) {
  for (int32_t k = 0; k < COUNT; k++) tariffs(&shocks[k], 100 + (uint64_t)k, k % 3 ? 0.5 : 2);
  memset(&shocks[4], 0, sizeof shocks[4]);
  shocks[9].quotas[0] = (prl_quota){0.01, INFINITY, PRL_RENT_ORIGIN};
  shocks[9].quota_count = 1;
  shocks[9].classes[0].quota = 1;
  shocks[13].classes[0].now.tariff = -1;
}

static bool same_bits(const prl_outcome_view *a, const prl_outcome_view *b) {
  return !memcmp(a->real_income, b->real_income, N * sizeof(double)) && !memcmp(a->wage, b->wage, N * sizeof(double)) &&
         !memcmp(a->revenue, b->revenue, N * sizeof(double)) && !memcmp(a->output, b->output, N * S * sizeof(double)) &&
         !memcmp(a->terms_of_trade, b->terms_of_trade, N * sizeof(double));
}

static void solve(prl_outcome **out, prl_status *status, const prl_economy *e, const int32_t *which, int32_t count, int32_t threads) {
  prl_wedges wedges[COUNT];
  prl_error err = {0};
  for (int32_t k = 0; k < count; k++) wedges[k] = wedges_of(&shocks[which[k]]);
  prl_solve_many(out, status, e, wedges, count, NULL, threads, &err);
}

static void check(bool prepared) {
  prl_world *world = sample_world(3, N, S);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_FIXED);
  prl_error err = {0};
  if (prepared) must(prl_economy_prepare(e, &err), &err);
  fill();
  int32_t order[COUNT], mixed[COUNT];
  prl_outcome *first[COUNT], *second[COUNT];
  prl_status status[COUNT], again[COUNT];
  for (int32_t k = 0; k < COUNT; k++) order[k] = k, mixed[k] = (int32_t)((k * 8 + 5) % COUNT);
  solve(first, status, e, order, COUNT, 1);
  solve(second, again, e, mixed, COUNT, 3);
  for (int32_t k = 0; k < COUNT; k++) {
    const int32_t j = mixed[k];
    assert_int_equal(again[k], status[j]);
    if (j == 13) {
      assert_int_equal(status[13], PRL_E_VALUE);
      assert_null(first[13]);
      assert_null(second[k]);
      continue;
    }
    assert_int_equal(status[j], PRL_OK);
    const prl_outcome_view a = prl_outcome_look(first[j]), b = prl_outcome_look(second[k]);
    assert_true(same_bits(&a, &b));
    prl_outcome *alone = outcome_of(e, &shocks[j]);
    const prl_outcome_view c = prl_outcome_look(alone);
    for (int32_t n = 0; n < N; n++) assert_near(a.real_income[n], c.real_income[n], 1e-11);
    for (int32_t n = 0; n < N; n++) assert_near(prl_outcome_flow(first[j], 1, n, 2), prl_outcome_flow(alone, 1, n, 2), 1e-6);
    assert_true(a.accuracy.residual <= 1e-12 && a.accuracy.walras < 1e-12);
    prl_outcome_free(alone);
  }
  for (int32_t n = 0; n < N; n++) assert_true(prl_outcome_look(first[4]).real_income[n] == 0);
  assert_near(prl_outcome_look(first[9]).quotas[0].quantity, 0.01, 1e-15);
  for (int32_t k = 0; k < COUNT; k++) prl_outcome_free(first[k]), prl_outcome_free(second[k]);
  prl_economy_free(e);
  prl_world_free(world);
}

/* What each tells, kept by place. */
typedef struct told {
  double income[COUNT][N];
  prl_status status[COUNT];
  int32_t calls, most;
} told;

static bool keep(void *context, int32_t which, prl_status status, const prl_outcome *o, const prl_error *why) {
  told *t = context;
  t->status[which] = status;
  if (o) memcpy(t->income[which], prl_outcome_look(o).real_income, sizeof t->income[which]);
  if (!o) assert_true(status == PRL_E_VALUE && why->status == PRL_E_VALUE);
  return ++t->calls < t->most;
}

static void one_by_one_as_they_come(void **state) {
  (void)state;
  prl_world *world = sample_world(3, N, S);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_FIXED);
  prl_wedges wedges[COUNT];
  prl_outcome *out[COUNT];
  prl_status status[COUNT];
  prl_error err = {0};
  static told t;
  t = (told){.most = COUNT + 1};
  fill();
  for (int32_t k = 0; k < COUNT; k++) wedges[k] = wedges_of(&shocks[k]);
  assert_int_equal(prl_solve_each(e, wedges, COUNT, NULL, 2, keep, &t, &err), PRL_E_VALUE);
  assert_int_equal(t.calls, COUNT);
  prl_solve_many(out, status, e, wedges, COUNT, NULL, 1, &err);
  for (int32_t k = 0; k < COUNT; k++) {
    assert_int_equal(t.status[k], status[k]);
    if (out[k]) assert_memory_equal(t.income[k], prl_outcome_look(out[k]).real_income, sizeof t.income[k]);
    prl_outcome_free(out[k]);
  }
  t = (told){.most = 3};
  err = (prl_error){0};
  assert_int_equal(prl_solve_each(e, wedges, COUNT, NULL, 1, keep, &t, &err), PRL_E_CANCELLED);
  assert_int_equal(t.calls, 3);
  prl_economy_free(e);
  prl_world_free(world);
}

static void without_preconditioner(void **state) {
  (void)state;
  check(false);
}

static void with_preconditioner(void **state) {
  (void)state;
  check(true);
}

static void other_elasticities(void **state) {
  (void)state;
  prl_world *world = sample_world(5, N, S);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_FIXED), *varied, *fresh;
  prl_error err = {0};
  double theta[S] = {2, 3, 5, 7, 4};
  must(prl_economy_prepare(e, &err), &err);
  must(prl_economy_vary(&varied, e, theta, &err), &err);
  must(prl_economy_new(&fresh, world, &(prl_model){.size = sizeof(prl_model), .theta = theta, .final = 1}, NULL, PRL_DEFICITS_FIXED, &err),
       &err);
  fill();
  prl_outcome *a = outcome_of(varied, &shocks[0]), *b = outcome_of(fresh, &shocks[0]);
  for (int32_t n = 0; n < N; n++) assert_near(prl_outcome_look(a).real_income[n], prl_outcome_look(b).real_income[n], 1e-11);
  prl_outcome_free(a), prl_outcome_free(b);
  prl_economy_free(varied), prl_economy_free(fresh), prl_economy_free(e);
  prl_world_free(world);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(without_preconditioner), cmocka_unit_test(with_preconditioner),
                                     cmocka_unit_test(other_elasticities), cmocka_unit_test(one_by_one_as_they_come)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
