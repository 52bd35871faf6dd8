/* test_oracle.c -- the solver against an independent statement of the same model (tests/oracle/model1.py, numpy, labour-market clearing):
 * every recorded number to 1e-8 of its size, and the percentages published in docs/model.md to the digits printed there. */
#include "shocks.h"

typedef struct recorded {
  char name[16], world[24], quantity[24], region[8];
  double value;
} recorded;

static recorded all[1024];
static int count;

static int load(void **state) {
  (void)state;
  FILE *f = fopen("tests/oracle/model1.txt", "r");
  if (!f) return -1;
  recorded r;
  while (count < 1024 && fscanf(f, "%15s %23s %23s %7s %lf", r.name, r.world, r.quantity, r.region, &r.value) == 5) all[count++] = r;
  fclose(f);
  return count == 580 ? 0 : -1;
}

static prl_world *shipped(const char *id) {
  char path[64];
  snprintf(path, sizeof path, "worlds/%s.prlw", id);
  prl_world *w;
  prl_error err = {0};
  must(prl_world_open(&w, path, &err), &err);
  return w;
}

static int compare(const char *name, const char *world_id, const prl_world *world, const prl_outcome *o) {
  const prl_outcome_view v = prl_outcome_look(o);
  int compared = 0;
  assert_true(v.accuracy.residual < 1e-12 && v.accuracy.walras < 1e-12);
  for (int k = 0; k < count; k++) {
    if (strcmp(all[k].name, name) || strcmp(all[k].world, world_id)) continue;
    const int32_t n = prl_world_region(world, all[k].region);
    assert_true(n >= 0);
    const double ours = !strcmp(all[k].quantity, "real_income") ? v.real_income[n]
                        : !strcmp(all[k].quantity, "real_wage") ? v.real_wage[n]
                        : !strcmp(all[k].quantity, "wage")      ? v.wage[n]
                                                                : v.revenue[n];
    /* relative to the number; changes are also compared to 1e-12 absolutely, revenue of 0 to 1e-6 million */
    const double slack = !strcmp(all[k].quantity, "revenue") ? 1e-6 : 1e-12;
    if (!(fabs(ours - all[k].value) <= 1e-8 * fabs(all[k].value) + slack))
      fail_msg("%s %s %s %s: %.17g, oracle %.17g", name, world_id, all[k].quantity, all[k].region, ours, all[k].value);
    compared++;
  }
  return compared;
}

/* tariffs and export taxes by name, in the order the wedges need */
typedef struct part {
  const char *kind, *to, *from;
  double base, now;
  const char *sector;
} part;

static void build(shock *s, const prl_world *world, const part *parts, int parts_count) {
  const prl_world_view v = prl_world_look(world);
  memset(s, 0, sizeof *s);
  for (int32_t sector = 0; sector < v.sectors; sector++)
    for (int32_t to = 0; to < v.regions; to++)
      for (int32_t from = 0; from < v.regions; from++)
        for (int k = 0; k < parts_count; k++) {
          const part *p = &parts[k];
          if (prl_world_region(world, p->to) != to || prl_world_region(world, p->from) != from || !v.goods[sector]) continue;
          if (p->sector && prl_world_sector(world, p->sector) != sector) continue;
          const bool tax = !strcmp(p->kind, "export");
          put(s, sector, to, from, tax ? (prl_rates){.export_tax = p->base} : (prl_rates){.tariff = p->base},
              tax ? (prl_rates){.export_tax = p->now} : (prl_rates){.tariff = p->now});
        }
}

static void run(const char *name, const char *world_id, const part *parts, int parts_count, const double *theta, prl_deficits deficits,
                int expected) {
  static shock s;
  prl_world *world = shipped(world_id);
  build(&s, world, parts, parts_count);
  const prl_wedges w = wedges_of(&s);
  prl_economy *e;
  prl_outcome *o;
  prl_error err = {0};
  must(prl_economy_new(&e, world, &(prl_model){.size = sizeof(prl_model), .theta = theta, .final = 1}, &w, deficits, &err), &err);
  must(prl_solve(&o, e, &w, NULL, &err), &err);
  assert_int_equal(compare(name, world_id, world, o), expected);
  prl_outcome_free(o);
  prl_economy_free(e);
  prl_world_free(world);
}

static double four[22], spread[22];

static void us_duty_on_81(void **state) {
  (void)state;
  const part p[] = {{"tariff", "USA", "CHN", 0, .25, NULL}};
  run("us25", "hybrid2022-81", p, 1, four, PRL_DEFICITS_FIXED, 4 * 81);
}

static void us_duty_on_16(void **state) {
  (void)state;
  const part p[] = {{"tariff", "USA", "CHN", 0, .25, NULL}};
  run("us25", "hybrid2022-16", p, 1, four, PRL_DEFICITS_FIXED, 4 * 16);
}

static void mixed_instruments_and_elasticities(void **state) {
  (void)state;
  const part p[] = {{"tariff", "USA", "CHN", 0, .25, NULL},
                    {"tariff", "CHN", "USA", 0, 1, NULL},
                    {"export", "JPN", "KOR", 0, .15, "C26"},
                    {"tariff", "EUN", "IND", 0, -.05, NULL}};
  run("mixed", "hybrid2022-16", p, 4, spread, PRL_DEFICITS_FIXED, 4 * 16);
}

static void without_deficits(void **state) {
  (void)state;
  const part p[] = {{"tariff", "USA", "CHN", 0, .25, NULL}};
  run("purged", "hybrid2022-16", p, 1, four, PRL_DEFICITS_ZERO, 4 * 16);
}

static void from_a_base_policy(void **state) {
  (void)state;
  const part p[] = {{"tariff", "USA", "CHN", .1, .3, NULL}, {"tariff", "CHN", "USA", .07, .07, NULL}};
  run("based", "hybrid2022-16", p, 2, four, PRL_DEFICITS_FIXED, 4 * 16);
}

int main(void) {
  uniform(four, 22, 4);
  for (int s = 0; s < 22; s++) spread[s] = 2 + 0.5 * (s % 11);
  const struct CMUnitTest tests[] = {cmocka_unit_test(us_duty_on_81), cmocka_unit_test(us_duty_on_16),
                                     cmocka_unit_test(mixed_instruments_and_elasticities), cmocka_unit_test(without_deficits),
                                     cmocka_unit_test(from_a_base_policy)};
  return cmocka_run_group_tests(tests, load, NULL);
}
