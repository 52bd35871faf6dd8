/* test_check.c -- every rule holds in a world that balances, and breaks when its own number is changed; the shipped worlds pass. */
#include "sample.h"

#include "parley/table.h"

#include <math.h>

static const prl_world_finding *find(const prl_world_finding *findings, int32_t count, const char *rule) {
  for (int32_t k = 0; k < count; k++)
    if (!strcmp(findings[k].rule, rule)) return &findings[k];
  fail_msg("no rule \"%s\"", rule);
  return NULL;
}

static void samples_pass(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 30; seed++) {
    prl_world *w = sample_world(seed, 1 + (int32_t)(seed % 6), 1 + (int32_t)(seed % 4));
    prl_world_finding f[PRL_WORLD_RULES];
    int32_t count = prl_world_check(f, w);
    assert_int_equal(count, PRL_WORLD_RULES);
    for (int32_t k = 0; k < count; k++)
      if (!f[k].passed && f[k].refuses) fail_msg("%s: %g at %s", f[k].rule, f[k].largest, f[k].where);
    assert_int_equal(find(f, count, "no negative trade")->cells, prl_world_trade_cells(w));
    assert_int_equal(find(f, count, "no negative use")->cells, prl_world_use_cells(w));
    prl_world_free(w);
  }
}

typedef struct harm {
  const char *rule, *where;
  void (*does)(prl_world *w);
  bool refuses;
} harm;

static void harm_finite(prl_world *w) { w->use[1] = NAN; }
static void harm_trade(prl_world *w) { prl_world_trade_at(w, 1, 0)[2] = -7; }
static void harm_use(prl_world *w) { prl_world_use_at(w, 1, 0)[1] = -7; }
static void harm_value_added(prl_world *w) { w->value_added[2 * 2 + 1] = -3; }
static void harm_supply(prl_world *w) {
  for (int32_t i = 0; i < 3; i++) prl_world_trade_at(w, 1, 2)[i] = 0;
}
static void harm_sales(prl_world *w) {
  for (int32_t n = 0; n < 3; n++) prl_world_trade_at(w, 0, n)[1] = 0;
}
static void harm_output(prl_world *w) { w->value_added[1 * 2 + 0] *= 1 + 1e-6; }
static void harm_absorption(prl_world *w) { w->final_demand[0 * 2 + 1] += 1; }
static void harm_final_demand(prl_world *w) { w->final_demand[1 * 2 + 1] = -2; }
static void harm_share(prl_world *w) { w->value_added[1] = 0.001; }

static void harm_earning(prl_world *w) { w->value_added[2] = w->value_added[3] = 0; }
static void harm_home(prl_world *w) { prl_world_trade_at(w, 1, 2)[2] = 0; }
static void harm_sector(prl_world *w) {
  for (int32_t c = 0; c < 9; c++) prl_world_trade_at(w, 1, 0)[c] = 0;
}

static const harm HARMS[] = {
    {"every value is a finite number", "use, value 2", harm_finite, true},
    {"no negative trade", "R2 -> R0, sector s1", harm_trade, true},
    {"no negative use", "R1: input s0 of sector s1", harm_use, true},
    {"value added is not negative", "R2 s1", harm_value_added, true},
    {"what is used is supplied", "R2 s1", harm_supply, true},
    {"what costs is sold", "R1 s0", harm_sales, true},
    {"output = inputs + value added", "R1 s0", harm_output, true},
    {"absorption = use + final demand", "R0 s1", harm_absorption, true},
    {"deficit = final demand - value added", "R0", harm_absorption, true},
    {"deficits of the world sum to zero", "world", harm_absorption, true},
    {"every region earns value added", "R1", harm_earning, true},
    {"what is bought is also made at home", "R2 s1", harm_home, false},
    {"every sector is sold somewhere", "s1", harm_sector, false},
    {"final demand is not negative", "R1 s1", harm_final_demand, false},
    {"value added is 1 % of output or more", "R0 s1", harm_share, false},
};

static void every_rule_can_break(void **state) {
  (void)state;
  assert_int_equal(sizeof HARMS / sizeof *HARMS, PRL_WORLD_RULES);
  for (size_t k = 0; k < sizeof HARMS / sizeof *HARMS; k++) {
    prl_world *w = sample_world(4, 3, 2);
    HARMS[k].does(w);
    prl_world_finding f[PRL_WORLD_RULES];
    int32_t count = prl_world_check(f, w);
    const prl_world_finding *found = find(f, count, HARMS[k].rule);
    assert_false(found->passed);
    assert_true(found->failures >= 1);
    assert_string_equal(found->where, HARMS[k].where);
    assert_int_equal(found->refuses, HARMS[k].refuses);
    prl_world_free(w);
  }
}

static void worst_of_many(void **state) {
  (void)state;
  prl_world *w = sample_world(4, 3, 2);
  w->final_demand[0] = -1;
  w->final_demand[3] = -9;
  w->final_demand[5] = -4;
  prl_world_finding f[PRL_WORLD_RULES];
  const prl_world_finding *found = find(f, prl_world_check(f, w), "final demand is not negative");
  assert_int_equal(found->failures, 3);
  assert_true(found->largest == -9);
  assert_string_equal(found->where, "R1 s1");
  prl_world_free(w);
}

static void nearest_names(void **state) {
  (void)state;
  prl_world *w = sample_world(4, 3, 2);
  prl_error err = {0};
  assert_int_equal(prl_world_no_region(w, "r1", &err), PRL_E_UNKNOWN_ID);
  assert_says(&err, "\"r1\"|sample|did you mean R1 (Region, no. 1)");
  err = (prl_error){0};
  assert_int_equal(prl_world_no_region(w, "region, NO. 2", &err), PRL_E_UNKNOWN_ID);
  assert_says(&err, "did you mean R2");
  err = (prl_error){0};
  assert_int_equal(prl_world_no_sector(w, "Zebra and others", &err), PRL_E_UNKNOWN_ID);
  assert_says(&err, "2 sectors");
  assert_int_equal(prl_world_sector(w, "s1"), 1);
  assert_int_equal(prl_world_sector(w, "s2"), -1);
  prl_world_free(w);
}

static double total(const double *values, int64_t count) {
  double sum = 0;
  for (int64_t k = 0; k < count; k++) sum += values[k];
  return sum;
}

static void assert_near(double x, double expected, double tolerance) {
  if (!(fabs(x - expected) <= tolerance * fabs(expected))) fail_msg("%.10g, %.10g expected", x, expected);
}

/* World output of OECD ICIO 2022 is 199.7 trillion (data notes); value added is 0.94 to 1.03 of a world GDP of about 101 trillion. */
static void shipped_worlds(void **state) {
  (void)state;
  static const char *const paths[] = {"worlds/hybrid2022-81.prlw", "worlds/hybrid2022-16.prlw"};
  static const int32_t regions[] = {81, 16};
  for (int k = 0; k < 2; k++) {
    prl_world *w = NULL;
    assert_int_equal(prl_world_open(&w, paths[k], NULL), PRL_OK);
    prl_world_view v = prl_world_look(w);
    assert_int_equal(v.regions, regions[k]);
    assert_int_equal(v.sectors, 22);
    assert_int_equal(v.base_year, 2022);
    assert_string_equal(v.scheme, "sector22");
    assert_int_equal(prl_world_region(w, "DEU"), k == 0 ? 22 : 4);
    assert_string_equal(v.region_name[prl_world_region(w, "USA")], "United States");
    assert_non_null(strstr(v.source, "OECD"));
    assert_non_null(strstr(v.source, "World Bank"));
    assert_non_null(strstr(v.source, "figures were changed"));
    assert_int_equal(v.goods[prl_world_sector(w, "C26")], 1);
    assert_int_equal(v.goods[prl_world_sector(w, "SERV")], 0);
    assert_near(total(v.trade, prl_world_trade_cells(w)), 199.7e6, 5e-4);
    prl_world_finding f[PRL_WORLD_RULES];
    int32_t count = prl_world_check(f, w);
    for (int32_t r = 0; r < count; r++) /* single countries buy what they do not make: mining, forestry */
      assert_true(f[r].passed || (k == 0 && !strcmp(f[r].rule, "what is bought is also made at home")));
    assert_near(find(f, count, "value added is 1 % of output or more")->largest, 0.026, 0.02);
    prl_world_free(w);
  }
}

/* China to USA and back in goods of 2022: 453 and 128 billion (data notes). */
static void shipped_flows(void **state) {
  (void)state;
  prl_world *w = NULL;
  assert_int_equal(prl_world_open(&w, "worlds/hybrid2022-16.prlw", NULL), PRL_OK);
  int32_t usa = prl_world_region(w, "USA"), chn = prl_world_region(w, "CHN");
  double to_usa = 0, to_chn = 0;
  for (int32_t s = 0; s < w->sectors; s++) {
    if (!w->goods[s]) continue;
    to_usa += prl_world_trade_at(w, s, usa)[chn];
    to_chn += prl_world_trade_at(w, s, chn)[usa];
  }
  assert_near(to_usa, 453e3, 0.002);
  assert_near(to_chn, 128e3, 0.005);
  prl_world_free(w);
}

/* World output and value added of the two WIOD worlds, of 2014 as in the data notes. */
static void shipped_wiod(void **state) {
  (void)state;
  static const struct {
    const char *path, *scheme;
    int32_t regions, sectors, goods;
    double output, value_added, usa;
  } cases[] = {{"worlds/wiod2014-44.prlw", "wiod2014", 44, 50, 22, 161.0e6, 75.4e6, 17.42e6},
               {"worlds/wiod2011-41.prlw", "wiod2013", 41, 35, 16, 141.71e6, 69.27e6, 15.1e6}};
  for (int k = 0; k < 2; k++) {
    prl_world *w = NULL;
    int32_t goods = 0;
    assert_int_equal(prl_world_open(&w, cases[k].path, NULL), PRL_OK);
    assert_int_equal(w->regions, cases[k].regions);
    assert_int_equal(w->sectors, cases[k].sectors);
    assert_string_equal(w->scheme, cases[k].scheme);
    assert_non_null(strstr(w->source, "CC BY 4.0"));
    assert_non_null(strstr(w->source, "figures were changed"));
    for (int32_t s = 0; s < w->sectors; s++) goods += w->goods[s];
    assert_int_equal(goods, cases[k].goods);
    assert_near(total(w->trade, prl_world_trade_cells(w)), cases[k].output, 1e-3);
    assert_near(total(w->value_added, prl_world_cells(w)), cases[k].value_added, 5e-3);
    int32_t usa = prl_world_region(w, "USA");
    assert_near(total(w->value_added + (int64_t)usa * w->sectors, w->sectors), cases[k].usa, 5e-3);
    assert_sound(w);
    prl_world_free(w);
  }
}

/* Every sector has a row of elasticities, every goods sector products, and a product has a sector of the world. */
static void tables_serve(const char *path, const char *concordance) {
  prl_world *w = NULL;
  prl_table *rates = NULL, *products = NULL;
  assert_int_equal(prl_world_open(&w, path, NULL), PRL_OK);
  assert_int_equal(prl_table_read(&rates, "worlds/elasticities.csv", NULL, 0, PRL_TEXT, NULL), PRL_OK);
  assert_int_equal(prl_table_read(&products, concordance, NULL, 0, PRL_TEXT, NULL), PRL_OK);
  int32_t sector = prl_table_find(rates, "sector"), used = prl_table_find(rates, "cp2015_used"), to = prl_table_find(products, "sector");
  for (int32_t s = 0; s < w->sectors; s++) {
    int32_t found = 0, lines = 0;
    for (int64_t r = 0; r < prl_table_rows(rates); r++)
      found += !strcmp(prl_table_text(rates, r, sector), w->sector_id[s]) && *prl_table_text(rates, r, used);
    for (int64_t r = 0; r < prl_table_rows(products); r++) lines += !strcmp(prl_table_text(products, r, to), w->sector_id[s]);
    assert_int_equal(found, 1);
    if (w->goods[s] && !lines) fail_msg("no product of %s", w->sector_id[s]);
  }
  for (int64_t r = 0; r < prl_table_rows(products); r++) assert_true(prl_world_sector(w, prl_table_text(products, r, to)) >= 0);
  prl_table_free(products);
  prl_table_free(rates);
  prl_world_free(w);
}

static void shipped_tables_serve_every_world(void **state) {
  (void)state;
  tables_serve("worlds/hybrid2022-16.prlw", "worlds/hs6-sector22.csv.gz");
  tables_serve("worlds/wiod2014-44.prlw", "worlds/hs6-wiod2014.csv.gz");
  tables_serve("worlds/wiod2011-41.prlw", "worlds/hs6-wiod2013.csv.gz");
}

static void shipped_concordance(void **state) {
  (void)state;
  prl_table *table = NULL;
  assert_int_equal(prl_table_read(&table, "worlds/hs6-sector22.csv.gz", NULL, 0, PRL_TEXT, NULL), PRL_OK);
  assert_int_equal(prl_table_rows(table), 6826);
  prl_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(samples_pass),        cmocka_unit_test(every_rule_can_break), cmocka_unit_test(worst_of_many),
      cmocka_unit_test(nearest_names),       cmocka_unit_test(shipped_worlds),       cmocka_unit_test(shipped_flows),
      cmocka_unit_test(shipped_concordance), cmocka_unit_test(shipped_wiod),         cmocka_unit_test(shipped_tables_serve_every_world),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
