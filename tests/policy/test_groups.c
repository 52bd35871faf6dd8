/* codes that stand for others: product trade and measures of a union in a world that has its members one by one
 *
 * The small world has DEU and FRA, no LUX; the United States buy 10 of A from DEU and 30 from FRA, no M from either. Imports by product:
 * EUN 60 + 40 of A, 60 of M; FRA 5 of M; ROW 8 of A; PART (HKG, LUX) 4; LOST (LUX, MLT) 7. The Union buys 40 of A from the United
 * States and 12 from DEU. */
#include "tiny.h"

typedef struct groups {
  prl_dossier *dossier;
  prl_world *world;
  prl_lines *lines;
  prl_line_rates *rates; /* of the United States */
} groups;

static void open_over(groups *g, const char *record, prl_world *world, const char *concordance, const char *day) {
  prl_error err = {0};
  prl_asof asof = on_day(day);
  g->world = world;
  fine(prl_dossier_open(&g->dossier, record, &err), &err);
  fine(prl_lines_new(&g->lines, g->dossier, world, concordance, &err), &err);
  fine(prl_line_rates_new(&g->rates, g->lines, "USA", &asof, &err), &err);
}

static void close_over(groups *g) {
  prl_line_rates_free(g->rates);
  prl_lines_free(g->lines);
  prl_world_free(g->world);
  prl_dossier_free(g->dossier);
}

static int open_small(void **state) {
  groups *g = calloc(1, sizeof *g);
  prl_world *world = NULL;
  prl_error err = {0};
  assert_non_null(g);
  fine(prl_world_import(&world, "tests/policy/finer", &err), &err);
  open_over(g, "tests/policy/groups", world, "tests/policy/tiny/concordance.csv", "2021-06-01");
  *state = g;
  return 0;
}

static int close_small(void **state) {
  close_over(*state);
  free(*state);
  return 0;
}

/* value of the lines from an origin whose code begins so; `rate`: what the last of them pays over the ordinary duty */
static double value_of(const prl_line_rates *rates, const char *origin, const char *begin, double *rate) {
  int32_t count;
  const prl_line_rate *at = prl_line_rates_look(&count, rates);
  double sum = 0;
  for (int32_t k = 0; k < count; k++) {
    if (strcmp(at[k].origin, origin) != 0 || strncmp(at[k].hs, begin, strlen(begin)) != 0) continue;
    sum += at[k].value;
    if (rate) *rate = at[k].added;
  }
  return sum;
}

static void members_share_by_base_trade(void **state) {
  const groups *g = *state;
  assert_near(value_of(g->rates, "DEU", "010101", NULL), 15);
  assert_near(value_of(g->rates, "DEU", "010102", NULL), 10);
  assert_near(value_of(g->rates, "FRA", "010101", NULL), 45);
  assert_near(value_of(g->rates, "FRA", "010102", NULL), 30);
}

static void without_base_trade_they_share_equally(void **state) {
  const groups *g = *state;
  assert_near(value_of(g->rates, "DEU", "850101", NULL), 30);
  assert_near(value_of(g->rates, "FRA", "850101", NULL), 35); /* and its own 5 */
}

static void the_world_comes_before_the_group(void **state) {
  const groups *g = *state;
  assert_near(value_of(g->rates, "ROW", "010101", NULL), 8);
  assert_near(value_of(g->rates, "ROW", "010102", NULL), 4); /* HKG lies in it */
}

static void totals_stay(void **state) {
  const groups *g = *state;
  prl_lines_view v = prl_lines_look(g->lines);
  prl_error err = {0};
  prl_line_rates *france, *germany;
  prl_asof asof = on_day("2021-06-01");
  assert_near(v.value, 60 + 40 + 60 + 5 + 8 + 4 + 40 + 12);
  assert_near(v.no_region, 7);
  assert_near(v.no_sector, 0);
  assert_int_equal(v.pairs, 3 + 2 + 1); /* into USA; from USA into both; from DEU into FRA */
  fine(prl_line_rates_new(&germany, g->lines, "DEU", &asof, &err), &err);
  fine(prl_line_rates_new(&france, g->lines, "FRA", &asof, &err), &err);
  assert_near(value_of(germany, "USA", "01", NULL), 20);
  assert_near(value_of(france, "USA", "01", NULL), 20);
  assert_near(value_of(france, "DEU", "01", NULL), 12);
  prl_line_rates_free(germany);
  prl_line_rates_free(france);
}

static void measures_hit_each_member(void **state) {
  const groups *g = *state;
  double rate = NAN;
  value_of(g->rates, "DEU", "010101", &rate);
  assert_near(rate, 10 + 5 + 3);
  value_of(g->rates, "FRA", "010101", &rate);
  assert_near(rate, 10 + 5);
  value_of(g->rates, "FRA", "010102", &rate);
  assert_near(rate, 5);
  value_of(g->rates, "ROW", "010101", &rate);
  assert_near(rate, 2);
  prl_policy *p = policy_on(g->lines, "2021-06-01", NULL, 0);
  assert_true(coverage_of(p, "us-eu", "DEU")->priced && coverage_of(p, "us-eu", "FRA")->priced);
  assert_string_equal(coverage_of(p, "us-lost", "")->why, "this world has no region LOST");
  assert_null(coverage_of(p, "us-eu", ""));
  assert_string_equal(coverage_of(p, "eu-us", "USA")->destination, "DEU");
  prl_policy_free(p);
}

static void changes_name_groups_too(void **state) {
  const groups *g = *state;
  static const char *const on_union[] = {"EUN"}, *const on_lost[] = {"LOST"};
  prl_error err = {0};
  prl_policy *p = NULL, *zero = policy_on(g->lines, NULL, NULL, 0);
  prl_change change = duty("USA", on_union, 4);
  fine(prl_policy_new(&p, g->lines, NULL, &change, 1, &err), &err);
  prl_joined *joined = join(zero, p);
  prl_wedges w = prl_joined_wedges(joined);
  assert_near(paying(&w, A, 0, 2, 4), 1);
  assert_near(paying(&w, A, 0, 3, 4), 1);
  assert_near(paying(&w, A, 0, 4, 4), 0);
  prl_joined_free(joined);
  prl_policy_free(p);
  prl_policy_free(zero);
  change = duty("FRA", on_union, 4);
  assert_int_equal(prl_policy_new(&p, g->lines, NULL, &change, 1, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "FRA acts on EUN"));
  assert_non_null(strstr(err.hint, "take EUN out of 'on'"));
  err = (prl_error){0};
  change = duty("USA", on_lost, 4);
  assert_int_equal(prl_policy_new(&p, g->lines, NULL, &change, 1, &err), PRL_E_UNKNOWN_ID);
  assert_non_null(strstr(err.message, "LOST"));
}

static double added(const prl_dossier *dossier, const char *from, const char *to, int32_t layers) {
  prl_rate rate;
  prl_error err = {0};
  prl_asof asof = on_day("2021-06-01");
  fine(prl_rate_of(&rate, dossier, "010101", from, to, &asof, NULL, &err), &err);
  double sum = rate.added;
  assert_int_equal(rate.layer_count, layers);
  prl_rate_free(&rate);
  return sum;
}

static void the_rate_of_a_product_knows_groups_without_a_world(void **state) {
  const groups *g = *state;
  prl_rate rate;
  prl_error err = {0};
  prl_asof asof = on_day("2021-06-01");
  assert_near(added(g->dossier, "FRA", "USA", 3), 10 + 5 + 2); /* without a world ROW is a group like the others */
  assert_near(added(g->dossier, "DEU", "USA", 4), 10 + 5 + 3 + 2);
  assert_near(added(g->dossier, "EUN", "USA", 2), 10 + 5); /* all its members are named; one alone is not the Union */
  assert_near(added(g->dossier, "EU", "USA", 2), 10 + 5);
  assert_near(added(g->dossier, "LOST", "USA", 1), 50);
  assert_near(added(g->dossier, "USA", "DEU", 1), 7);
  assert_near(added(g->dossier, "USA", "EU", 1), 7);
  assert_int_equal(prl_rate_of(&rate, g->dossier, "010101", "DEU", "EUN", &asof, NULL, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "DEU to EUN is no foreign trade"));
}

static void zones_reach_through_groups(void **state) {
  const groups *g = *state;
  assert_int_equal(prl_dossier_zone(g->dossier, "EUN").standard, 3600);
  assert_int_equal(prl_dossier_zone(g->dossier, "FRA").standard, 3600);
  assert_int_equal(prl_dossier_zone(g->dossier, "HKG").standard, 0);
}

/* ---- the shipped record over the shipped worlds ---- */

static const char *const members[] = {"AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN",
                                      "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"};
enum { MEMBERS = sizeof members / sizeof *members };

static groups shipped(const char *path) {
  groups g;
  prl_world *world = NULL;
  prl_error err = {0};
  fine(prl_world_open(&world, path, &err), &err);
  open_over(&g, "dossiers/us-china", world, "worlds/hs6-sector22.csv.gz", "2025-10-15");
  return g;
}

static void assert_part(double a, double b) {
  if (!(fabs(a - b) <= 1e-9 * fabs(b))) fail_msg("found %.17g, expected %.17g", a, b);
}

/* the members add up to the Union, heading by heading; in a sector each has the Union's mix */
static void compare_union(const groups *fine_world, const groups *coarse) {
  static const char *const headings[] = {"870323", "870324", "300490", "220421", ""};
  double value[MEMBERS][5], rate = NAN;
  for (int h = 0; h < 5; h++) {
    double sum = 0, of_union = value_of(coarse->rates, "EUN", headings[h], NULL);
    for (int k = 0; k < MEMBERS; k++) sum += value[k][h] = value_of(fine_world->rates, members[k], headings[h], NULL);
    assert_true(of_union > 1e8);
    assert_part(sum, of_union);
    for (int k = 0; k < MEMBERS && h == 1; k++) assert_part(value[k][1] * value[5][0], value[k][0] * value[5][1]);
  }
  for (int k = 0; k < MEMBERS; k++) {
    assert_true(value[k][4] > 0);
    value_of(fine_world->rates, members[k], "870323", &rate);
    assert_near(rate, 15); /* the deal on cars, in place of the other duties */
  }
}

static void the_union_in_the_world_of_81(void **state) {
  (void)state;
  groups g81 = shipped("worlds/hybrid2022-81.prlw"), g16 = shipped("worlds/hybrid2022-16.prlw");
  prl_lines_view fine_view = prl_lines_look(g81.lines), coarse = prl_lines_look(g16.lines);
  assert_part(fine_view.value + fine_view.no_region + fine_view.no_sector, coarse.value + coarse.no_region + coarse.no_sector);
  assert_true(fine_view.value > 0.999 * coarse.value);
  compare_union(&g81, &g16);
  prl_policy *p = policy_on(g81.lines, "2025-10-15", NULL, 0);
  const prl_coverage *cars = coverage_of(p, "us-232-autos-eu", "DEU");
  assert_true(cars && cars->priced && cars->share > 0);
  assert_string_equal(cars->destination, "USA");
  prl_policy_free(p);
  close_over(&g81);
  close_over(&g16);
}

static void the_deal_on_cars_without_a_world(void **state) {
  (void)state;
  static const char *const origins[] = {"DEU", "EUN", "SVK"};
  prl_dossier *dossier;
  prl_error err = {0};
  prl_asof asof = on_day("2025-10-15");
  fine(prl_dossier_open(&dossier, "dossiers/us-china", &err), &err);
  for (int k = 0; k < 3; k++) {
    prl_rate rate;
    bool found = false;
    fine(prl_rate_of(&rate, dossier, "870323", origins[k], "USA", &asof, NULL, &err), &err);
    for (int32_t l = 0; l < rate.layer_count; l++)
      found |= rate.layers[l].applied && strcmp(rate.layers[l].standing->measure->id, "us-232-autos-eu") == 0;
    assert_true(found);
    assert_near(rate.added, 15);
    prl_rate_free(&rate);
  }
  prl_dossier_free(dossier);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(members_share_by_base_trade),
                                     cmocka_unit_test(without_base_trade_they_share_equally),
                                     cmocka_unit_test(the_world_comes_before_the_group),
                                     cmocka_unit_test(totals_stay),
                                     cmocka_unit_test(measures_hit_each_member),
                                     cmocka_unit_test(changes_name_groups_too),
                                     cmocka_unit_test(the_rate_of_a_product_knows_groups_without_a_world),
                                     cmocka_unit_test(zones_reach_through_groups),
                                     cmocka_unit_test(the_union_in_the_world_of_81),
                                     cmocka_unit_test(the_deal_on_cars_without_a_world)};
  return cmocka_run_group_tests(tests, open_small, close_small);
}
