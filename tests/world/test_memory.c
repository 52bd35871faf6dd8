/* test_memory.c -- out of memory anywhere in an import, a balance or a split is said, leaks nothing and leaves no half world. */
#include "../failing.h"

#include "parley/world.h"

#define CHANGES "docs/own-world/changes/"

static prl_world *world;

static int open_world(void **state) {
  (void)state;
  prl_error err = {0};
  return prl_world_import_as(&world, NULL, NULL, "flows", "docs/own-world", NULL, &err);
}

static int close_world(void **state) {
  (void)state;
  prl_world_free(world);
  return 0;
}

static prl_status import_one(const char *format, const char *path, prl_error *err) {
  prl_world *made = NULL;
  double *rate = NULL;
  prl_repairs *repairs = prl_repairs_new();
  if (!repairs) return prl_fail(err, PRL_E_MEMORY, "no memory to list the repairs");
  prl_status status = prl_world_import_as(&made, repairs, &rate, format, path, NULL, err);
  assert_true((status == PRL_OK) == (made != NULL));
  prl_repairs_free(repairs);
  prl_world_free(made);
  free(rate);
  return status;
}

static prl_status flows(prl_error *err) { return import_one("flows", "docs/own-world", err); }
static prl_status tidy(prl_error *err) { return import_one("tidy", "tests/report/world", err); }
static prl_status wide(prl_error *err) { return import_one("icio", "tests/fuzz/wide-icio.csv", err); }

static prl_status balance(prl_error *err) {
  prl_world *made;
  prl_balance_account account;
  prl_status status = prl_world_balance(&made, &account, world, "moved", "Moved", CHANGES "margins.csv", err);
  assert_true((status == PRL_OK) == (made != NULL));
  prl_world_free(made);
  return status;
}

static prl_status split(prl_error *err) {
  const prl_split_request request = {.id = "finer",
                                     .title = "Finer",
                                     .sector = "AGR",
                                     .parts = CHANGES "parts.csv",
                                     .trade = CHANGES "trade.csv",
                                     .concordance = CHANGES "hs6.csv"};
  prl_world *made;
  prl_split_account account;
  prl_status status = prl_world_split(&made, &account, world, &request, err);
  assert_true((status == PRL_OK) == (made != NULL));
  prl_world_free(made);
  return status;
}

static prl_status sectors(prl_error *err) {
  prl_world *made;
  prl_status status = prl_world_aggregate_sectors_by(&made, world, "two", "Two", "", CHANGES "sectors.csv", err);
  assert_true((status == PRL_OK) == (made != NULL));
  prl_world_free(made);
  return status;
}

static void imports(void **state) {
  (void)state;
  every_failure_is_said(flows, 20);
  every_failure_is_said(tidy, 20);
  every_failure_is_said(wide, 20);
}

static void changes(void **state) {
  (void)state;
  every_failure_is_said(balance, 10);
  every_failure_is_said(split, 10);
  every_failure_is_said(sectors, 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(imports), cmocka_unit_test(changes)};
  return cmocka_run_group_tests(tests, open_world, close_world);
}
