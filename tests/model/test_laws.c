/* test_laws.c -- what any solution must satisfy, in random worlds and in the shipped one: no change gives exactly no change, Walras' law,
 * homogeneity, lines that pay alike are one line, Lerner's symmetry, the closed formula of a region cut off, the small country's
 * optimal tariff, Newton and Anderson agree, changes between two outcomes compose. */
#include "../../src/model/inside.h"
#include "shocks.h"

static shock s;

static void random_tariffs(int32_t regions, int32_t sectors, uint64_t seed, double most) {
  memset(&s, 0, sizeof s);
  for (int32_t k = 0; k < sectors; k++)
    for (int32_t to = 0; to < regions; to++)
      for (int32_t from = 0; from < regions; from++)
        if (to != from) put(&s, k, to, from, FREE, (prl_rates){.tariff = most * draw(&seed)});
}

static void no_change_is_exactly_none(void **state) {
  (void)state;
  prl_world *world = sample_world(5, 6, 4);
  prl_economy *e = economy_of(world, 5, NULL, PRL_DEFICITS_FIXED);
  prl_error err = {0};
  prl_outcome *o;
  must(prl_solve(&o, e, NULL, NULL, &err), &err);
  const prl_outcome_view v = prl_outcome_look(o);
  assert_int_equal(v.accuracy.evaluations, 1);
  for (int32_t n = 0; n < 6; n++)
    assert_true(v.real_income[n] == 0 && v.ev[n] == 0 && v.real_wage[n] == 0 && v.terms_of_trade[n] == 0 && v.wage[n] == 1 &&
                v.revenue[n] == 0);
  for (int32_t k = 0; k < 24; k++) assert_true(v.volume[k] == 1 && v.price[k] == 1 && v.output[k] == v.output_base[k]);
  assert_true(prl_outcome_flow(o, 1, 2, 3) == prl_outcome_flow_base(o, 1, 2, 3));
  prl_outcome_free(o);
  prl_economy_free(e);
  prl_world_free(world);
}

static void walras_and_budgets(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 12; seed++) {
    prl_world *world = sample_world(seed, 7, 5);
    prl_economy *e = economy_of(world, 2 + (double)(seed % 5), NULL, (prl_deficits)(seed % 3));
    random_tariffs(7, 5, seed * 77, 1.0);
    prl_outcome *o = outcome_of(e, &s);
    const prl_outcome_view v = prl_outcome_look(o);
    assert_true(v.accuracy.residual <= 1e-12 && v.accuracy.walras < 1e-12);
    double earned = 0, exports = 0, imports = 0;
    for (int32_t n = 0; n < 7; n++) {
      earned += v.wage[n] * e->value_added[n];
      exports += v.exports[n], imports += v.imports[n];
    }
    assert_near(earned / e->world, 1, 1e-11); /* the numeraire */
    assert_near(exports / imports, 1, 1e-13); /* what one sells another buys */
    prl_outcome_free(o);
    prl_economy_free(e);
    prl_world_free(world);
  }
}

static void all_prices_times_two(void **state) {
  (void)state;
  prl_world *one = sample_world(9, 5, 3), *two = sample_world(9, 5, 3);
  for (int64_t k = 0; k < prl_world_trade_cells(two); k++) two->trade[k] *= 2;
  for (int64_t k = 0; k < prl_world_use_cells(two); k++) two->use[k] *= 2;
  for (int64_t k = 0; k < prl_world_cells(two); k++) two->value_added[k] *= 2, two->final_demand[k] *= 2;
  random_tariffs(5, 3, 4, 0.5);
  prl_economy *a = economy_of(one, 4, NULL, PRL_DEFICITS_FIXED), *b = economy_of(two, 4, NULL, PRL_DEFICITS_FIXED);
  prl_outcome *p = outcome_of(a, &s), *q = outcome_of(b, &s);
  for (int32_t n = 0; n < 5; n++) {
    assert_near(prl_outcome_look(p).real_income[n], prl_outcome_look(q).real_income[n], 1e-12);
    assert_near(2 * prl_outcome_look(p).revenue[n] / prl_outcome_look(q).revenue[n], 1, 1e-10);
  }
  prl_outcome_free(p), prl_outcome_free(q);
  prl_economy_free(a), prl_economy_free(b);
  prl_world_free(one), prl_world_free(two);
}

static void lines_that_pay_alike_are_one(void **state) {
  (void)state;
  prl_world *world = sample_world(3, 4, 3);
  prl_economy *e = economy_of(world, 6, NULL, PRL_DEFICITS_FIXED);
  const prl_rates r = {.tariff = 0.3, .export_tax = 0.1, .friction = 0.05};
  memset(&s, 0, sizeof s);
  put(&s, 1, 0, 2, FREE, r);
  prl_outcome *whole = outcome_of(e, &s);
  memset(&s, 0, sizeof s);
  s.wedges[0] = (prl_wedge){1, 0, 2, 0, 3};
  s.classes[0] = (prl_class){.weight = .25, .base = FREE, .now = r}, s.classes[1] = (prl_class){.weight = .5, .base = FREE, .now = r},
  s.classes[2] = (prl_class){.weight = .25, .base = FREE, .now = r};
  s.count = 1, s.class_count = 3;
  prl_outcome *parts = outcome_of(e, &s);
  for (int32_t n = 0; n < 4; n++) assert_near(prl_outcome_look(whole).real_income[n], prl_outcome_look(parts).real_income[n], 1e-13);
  prl_outcome_free(whole), prl_outcome_free(parts);
  prl_economy_free(e);
  prl_world_free(world);
}

/* An import tax of 25 % on everything is an export tax of 25 % on everything when nobody lends (Lerner 1936). */
static void lerner_symmetry(void **state) {
  (void)state;
  prl_world *world;
  prl_error err = {0};
  must(prl_world_open(&world, "worlds/hybrid2022-16.prlw", &err), &err);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_ZERO);
  const int32_t usa = prl_world_region(world, "USA");
  prl_outcome *o[2];
  for (int side = 0; side < 2; side++) {
    memset(&s, 0, sizeof s);
    for (int32_t k = 0; k < 22; k++)
      for (int32_t to = 0; to < 16; to++)
        for (int32_t from = 0; from < 16; from++) {
          if (to == from || (side ? from : to) != usa) continue;
          put(&s, k, to, from, FREE, side ? (prl_rates){.export_tax = 0.25} : (prl_rates){.tariff = 0.25});
        }
    o[side] = outcome_of(e, &s);
  }
  for (int32_t n = 0; n < 16; n++) assert_near(prl_outcome_look(o[0]).real_income[n], prl_outcome_look(o[1]).real_income[n], 1e-9);
  assert_true(fabs(prl_outcome_look(o[0]).real_income[usa]) > 1e-4);
  prl_outcome_free(o[0]), prl_outcome_free(o[1]);
  prl_economy_free(e);
  prl_world_free(world);
}

/* ln W = sum_s alpha_s [(I - G')^-1 ln(pi_nn) / theta]_s for a region cut off (Costinot & Rodriguez-Clare 2014). */
static double cut_off_formula(const prl_economy *e, int32_t n) {
  const int32_t S = e->S;
  double a[64 * 64], b[64], sum = 0;
  for (int32_t k = 0; k < S; k++) {
    for (int32_t j = 0; j < S; j++) a[k * S + j] = (k == j) - prl_economy_gamma(e, n, j, k);
    b[k] = log(e->own[(int64_t)k * e->ld + n]) / e->theta[k];
  }
  assert_true(prl_dense_solve(a, b, S, 1));
  for (int32_t k = 0; k < S; k++) {
    double lnp = -b[k]; /* b solves m + shock; ln P = -ln(pi)/theta + sum gamma ln P */
    sum += e->alpha[(int64_t)k * e->ld + n] * -lnp;
  }
  return sum;
}

static void cut_off(const prl_world *world, int32_t n, double tolerance) {
  const prl_world_view v = prl_world_look(world);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_ZERO);
  memset(&s, 0, sizeof s);
  for (int32_t k = 0; k < v.sectors; k++)
    for (int32_t to = 0; to < v.regions; to++)
      for (int32_t from = 0; from < v.regions; from++)
        if (to != from && (to == n || from == n)) put(&s, k, to, from, FREE, (prl_rates){.banned = true});
  prl_outcome *o = outcome_of(e, &s);
  assert_near(log1p(prl_outcome_look(o).real_income[n]), cut_off_formula(e, n), tolerance);
  assert_true(prl_outcome_look(o).exports[n] == 0 || fabs(prl_outcome_look(o).exports[n]) < 1e-9 * prl_outcome_look(o).income[n]);
  prl_outcome_free(o);
  prl_economy_free(e);
}

static void one_region_cut_off(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 5; seed++) {
    prl_world *world = sample_world(seed, 5, 4);
    cut_off(world, (int32_t)(seed % 5), 1e-10);
    prl_world_free(world);
  }
  prl_world *world;
  prl_error err = {0};
  must(prl_world_open(&world, "worlds/hybrid2022-16.prlw", &err), &err);
  cut_off(world, prl_world_region(world, "USA"), 1e-10);
  cut_off(world, prl_world_region(world, "CHN"), 1e-10);
  prl_world_free(world);
}

/* Two countries, one sector, no materials: the best tariff of a country tends to 1/theta as the country gets small. */
static prl_world *small_and_large(double size) {
  prl_world *w;
  assert_int_equal(prl_world_blank(&w, 2, 1, NULL), PRL_OK);
  sample_names(w);
  w->goods[0] = 1;
  const double traded = 0.3 * size * (1 - size);
  w->trade[0] = size - traded, w->trade[1] = traded, w->trade[2] = traded, w->trade[3] = 1 - size - traded;
  sample_balance(w);
  assert_int_equal(prl_world_seal(w, NULL), PRL_OK);
  return w;
}

static double income_at(const prl_economy *e, double tariff) {
  memset(&s, 0, sizeof s);
  put(&s, 0, 0, 1, FREE, (prl_rates){.tariff = tariff});
  prl_outcome *o = outcome_of(e, &s);
  const double w = prl_outcome_look(o).real_income[0];
  prl_outcome_free(o);
  return w;
}

static void optimal_tariff_of_a_small_country(void **state) {
  (void)state;
  const double theta = 4, golden = 0.6180339887498949, sizes[] = {0.3, 0.05, 0.005};
  double before = INFINITY;
  for (int k = 0; k < 3; k++) {
    prl_world *world = small_and_large(sizes[k]);
    prl_economy *e = economy_of(world, theta, NULL, PRL_DEFICITS_ZERO);
    double low = 0, high = 1;
    while (high - low > 1e-5) {
      const double a = high - golden * (high - low), b = low + golden * (high - low);
      if (income_at(e, a) > income_at(e, b))
        high = b;
      else
        low = a;
    }
    const double times = theta * 0.5 * (low + high);
    assert_true(times > 1 - 1e-3 && times < before);
    before = times;
    prl_economy_free(e);
    prl_world_free(world);
  }
  assert_near(before, 1, 3e-3);
}

static void newton_and_anderson_agree(void **state) {
  (void)state;
  prl_world *world = sample_world(8, 6, 4);
  prl_economy *e = economy_of(world, 5, NULL, PRL_DEFICITS_PROPORTIONAL);
  random_tariffs(6, 4, 31, 2.0);
  prl_outcome *a = outcome_of(e, &s), *b;
  prl_solver_options o;
  prl_solver_defaults(&o);
  o.newton_only = true;
  const prl_wedges w = wedges_of(&s);
  prl_error err = {0};
  must(prl_solve(&b, e, &w, &o, &err), &err);
  for (int32_t n = 0; n < 6; n++) assert_near(prl_outcome_look(a).real_income[n], prl_outcome_look(b).real_income[n], 1e-11);
  prl_outcome_free(a), prl_outcome_free(b);
  prl_economy_free(e);
  prl_world_free(world);
}

static void changes_between_outcomes_compose(void **state) {
  (void)state;
  prl_world *world = sample_world(2, 5, 3);
  prl_economy *e = economy_of(world, 4, NULL, PRL_DEFICITS_FIXED);
  random_tariffs(5, 3, 6, 0.4);
  prl_outcome *first = outcome_of(e, &s), *between;
  random_tariffs(5, 3, 6, 0.8);
  prl_outcome *second = outcome_of(e, &s);
  prl_error err = {0};
  must(prl_outcome_between(&between, second, first, &err), &err);
  const prl_outcome_view a = prl_outcome_look(first), b = prl_outcome_look(second), c = prl_outcome_look(between);
  for (int32_t n = 0; n < 5; n++) {
    assert_near((1 + a.real_income[n]) * (1 + c.real_income[n]), 1 + b.real_income[n], 1e-14);
    assert_near(a.ev[n] + c.ev[n], b.ev[n], 1e-9 * a.income_base[n]);
    assert_true(c.revenue_base[n] == a.revenue[n]);
  }
  assert_true(prl_outcome_flow_base(between, 0, 1, 2) == prl_outcome_flow(first, 0, 1, 2));
  assert_true(prl_outcome_flow(between, 0, 1, 2) == prl_outcome_flow(second, 0, 1, 2));
  prl_outcome_free(between), prl_outcome_free(first), prl_outcome_free(second);
  prl_economy_free(e);
  prl_world_free(world);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_change_is_exactly_none),
                                     cmocka_unit_test(walras_and_budgets),
                                     cmocka_unit_test(all_prices_times_two),
                                     cmocka_unit_test(lines_that_pay_alike_are_one),
                                     cmocka_unit_test(lerner_symmetry),
                                     cmocka_unit_test(one_region_cut_off),
                                     cmocka_unit_test(optimal_tariff_of_a_small_country),
                                     cmocka_unit_test(newton_and_anderson_agree),
                                     cmocka_unit_test(changes_between_outcomes_compose)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
