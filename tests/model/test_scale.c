/* test_scale.c -- Model 3: the sign of det(-J), the way up from constant returns, and several equilibria.
 *
 * Facts held to: below theta psi = 1 without input-output loops the index of the base never turns, and where trade is free it turns
 * exactly there (Kucheryavyy, Lyn & Rodriguez-Clare 2023); with loops it turns before. One sector whose size is the labour force has no
 * scale effect, and then the gains are (1 / theta) ln of the home share (Arkolakis, Costinot & Rodriguez-Clare 2012), whatever psi is. */
#include "../../src/model/scale.h"
#include "shocks.h"

enum { REGIONS = 7 };

/* The shipped world of 2022 in seven regions. */
static prl_world *seven(void) {
  static const char *const ids[REGIONS] = {"USA", "CHN", "EUN", "JPN", "IND", "BRA", "ROW"};
  prl_world *w, *out;
  prl_error err = {0};
  int32_t group[64];
  must(prl_world_open(&w, "worlds/hybrid2022-16.prlw", &err), &err);
  const prl_world_view v = prl_world_look(w);
  for (int32_t n = 0; n < v.regions; n++) {
    group[n] = REGIONS - 1;
    for (int32_t k = 0; k < REGIONS - 1; k++)
      if (!strcmp(v.region_id[n], ids[k])) group[n] = k;
  }
  must(prl_world_aggregate(&out, w, "seven", NULL, group, REGIONS, ids, NULL, &err), &err);
  prl_world_free(w);
  return out;
}

/* theta = 4; psi = strength / theta in goods. */
static prl_economy *at_strength(const prl_world *w, double strength) {
  double theta[64], psi[64];
  const prl_world_view v = prl_world_look(w);
  prl_model m;
  prl_error err = {0};
  prl_economy *e;
  prl_model_defaults(&m);
  for (int32_t s = 0; s < v.sectors; s++) theta[s] = 4, psi[s] = v.goods[s] ? strength / theta[s] : 0;
  m.theta = theta, m.scale = psi;
  must(prl_economy_new(&e, w, &m, NULL, PRL_DEFICITS_FIXED, &err), &err);
  return e;
}

static void war(shock *s, const prl_world *w, double duty) {
  const prl_world_view v = prl_world_look(w);
  memset(s, 0, sizeof *s);
  for (int32_t k = 0; k < v.sectors; k++)
    for (int32_t to = 0; to < 2 && v.goods[k]; to++) put(s, k, to, 1 - to, FREE, (prl_rates){.tariff = duty});
}

static prl_uniqueness uniqueness_of(const prl_economy *e) {
  prl_uniqueness u;
  prl_error err = {0};
  must(prl_economy_uniqueness(&u, e, &err), &err);
  return u;
}

static prl_equilibria *search_of(const prl_economy *e, const prl_wedges *wedges, int32_t starts) {
  prl_equilibria_options search;
  prl_equilibria *q;
  prl_error err = {0};
  prl_equilibria_defaults(&search);
  search.starts = starts;
  must(prl_equilibria_new(&q, e, wedges, &search, NULL, &err), &err);
  return q;
}

/* ---- one equilibrium ---- */

static void one_answer(void **state) {
  (void)state;
  static const double strengths[] = {0, 0.3, 0.6, 0.7};
  prl_world *w = seven();
  for (size_t k = 0; k < sizeof strengths / sizeof *strengths; k++) {
    static shock s;
    prl_economy *e = at_strength(w, strengths[k]);
    const prl_uniqueness u = uniqueness_of(e);
    assert_int_equal(u.unknowns, 7 + 2 * 7 * 22);
    assert_int_equal(u.sign, 1);
    assert_int_equal(u.crossings, 0);
    assert_true(isnan(u.turns));
    war(&s, w, 0.25);
    const prl_wedges wedges = wedges_of(&s);
    prl_outcome *direct = outcome_of(e, &s);
    prl_equilibria *q = search_of(e, &wedges, 8);
    const prl_equilibria_view v = prl_equilibria_look(q);
    assert_true(v.connected && v.reached == 1);
    assert_int_equal(v.count, 1);
    assert_int_equal(v.sign[0], 1);
    assert_true(v.met[0] == v.solved && 2 * v.solved > v.starts);
    for (int32_t n = 0; n < REGIONS; n++)
      assert_near(prl_outcome_look(v.outcome[0]).real_income[n], prl_outcome_look(direct).real_income[n], 1e-9);
    assert_string_equal(prl_outcome_look(direct).accuracy.reason, "converged");
    prl_equilibria_free(q);
    prl_outcome_free(direct);
    prl_economy_free(e);
  }
  prl_world_free(w);
}

/* Scale makes a war cost its parties more, and constant returns are the limit. */
static void continuous_in_scale(void **state) {
  (void)state;
  prl_world *w = seven();
  static shock s;
  war(&s, w, 0.25);
  prl_economy *none = at_strength(w, 0), *little = at_strength(w, 1e-7), *half = at_strength(w, 0.5);
  prl_outcome *a = outcome_of(none, &s), *b = outcome_of(little, &s), *c = outcome_of(half, &s);
  for (int32_t n = 0; n < REGIONS; n++) assert_near(prl_outcome_look(b).real_income[n], prl_outcome_look(a).real_income[n], 1e-8);
  assert_true(prl_outcome_look(c).real_income[1] < prl_outcome_look(a).real_income[1]);
  prl_outcome_free(a), prl_outcome_free(b), prl_outcome_free(c);
  prl_economy_free(none), prl_economy_free(little), prl_economy_free(half);
  prl_world_free(w);
}

/* ---- the determinant ---- */

/* By way of the scale effects alone, and of the whole matrix: the same number, whatever else the model has. */
static void two_ways(void **state) {
  (void)state;
  for (int k = 0; k < 6; k++) {
    prl_world *w = sample_world((uint64_t)(60 + k), 5, 4);
    static const double theta[] = {3, 4, 5, 6}, scale[] = {0.1, 0, 0.3, 0.2}, upper[] = {0.5, 0.8, 1.4, 0.6}, home[] = {2, 3, 3, 2};
    prl_model m;
    prl_economy *e;
    prl_outcome *o;
    prl_uniqueness direct;
    prl_error err = {0};
    prl_model_defaults(&m);
    m.theta = theta, m.scale = k ? scale : NULL, m.fixed_firms = k == 2 || k == 5;
    if (k >= 3) m.value_added = upper, m.materials = upper, m.final = 0.7;
    if (k >= 4) m.home = home;
    must(prl_economy_new(&e, w, &m, NULL, k == 1 ? PRL_DEFICITS_PROPORTIONAL : PRL_DEFICITS_FIXED, &err), &err);
    must(prl_solve(&o, e, NULL, NULL, &err), &err);
    must(prl_outcome_uniqueness(&direct, o, &err), &err);
    const prl_uniqueness u = uniqueness_of(e);
    assert_int_equal(u.sign, direct.sign);
    assert_near(u.log_size, direct.log_size, 1e-9 * (1 + fabs(direct.log_size)));
    prl_outcome_free(o);
    prl_economy_free(e);
    prl_world_free(w);
  }
}

static prl_economy *strong(const prl_world *w, double strength) {
  double theta[16], psi[16];
  prl_model m;
  prl_error err = {0};
  prl_economy *e;
  prl_model_defaults(&m);
  for (int32_t s = 0; s < prl_world_look(w).sectors; s++) theta[s] = 3 + 0.5 * s, psi[s] = strength / theta[s];
  m.theta = theta, m.scale = psi;
  must(prl_economy_new(&e, w, &m, NULL, PRL_DEFICITS_FIXED, &err), &err);
  return e;
}

/* Nobody uses materials. Free: all destinations spend alike; else most is sold at home. */
static prl_world *bare_world(uint64_t seed, int32_t regions, int32_t sectors, bool open) {
  prl_world *w;
  assert_int_equal(prl_world_blank(&w, regions, sectors, NULL), PRL_OK);
  sample_names(w);
  double size[8], from[8];
  for (int32_t n = 0; n < regions; n++) size[n] = 50 + 100 * draw(&seed);
  for (int32_t s = 0; s < sectors; s++) {
    for (int32_t i = 0; i < regions; i++) from[i] = 0.2 + draw(&seed);
    for (int32_t n = 0; n < regions; n++)
      for (int32_t i = 0; i < regions; i++)
        prl_world_trade_at(w, s, n)[i] = open ? (1 + s) * size[n] * from[i] : (i == n ? 300 : 20) * (0.5 + draw(&seed));
  }
  sample_balance(w);
  assert_int_equal(prl_world_seal(w, NULL), PRL_OK);
  return w;
}

static void turns_at_one(void **state) {
  (void)state;
  for (int32_t regions = 2; regions <= 4; regions++)
    for (int32_t sectors = 1; sectors <= 3; sectors++) {
      prl_world *far = bare_world((uint64_t)(10 * regions + sectors), regions, sectors, false);
      prl_economy *e = strong(far, 1);
      assert_int_equal(uniqueness_of(e).sign, 1);
      assert_int_equal(uniqueness_of(e).crossings, 0);
      prl_economy_free(e);
      prl_world_free(far);
    }
  for (int32_t regions = 2; regions <= 4; regions += 2) { /* (N - 1)(S - 1) eigenvalues cross at once: an odd number of them */
    prl_world *near = bare_world((uint64_t)regions, regions, 2, true);
    prl_economy *e = strong(near, 1.25);
    const prl_uniqueness u = uniqueness_of(e);
    assert_int_equal(u.sign, -1);
    assert_near(u.turns * 1.25, 1, 3e-4);
    prl_economy_free(e);
    prl_world_free(near);
  }
}

static void loops_turn_before(void **state) {
  (void)state;
  prl_world *w = seven();
  prl_economy *e = at_strength(w, 1.05);
  const prl_uniqueness u = uniqueness_of(e);
  assert_true(u.crossings > 0);
  assert_true(u.turns * 1.05 > 0.9 && u.turns * 1.05 < 1);
  prl_economy_free(e);
  prl_world_free(w);
}

/* ---- several ---- */

static void several(void **state) {
  (void)state;
  prl_world *w = seven();
  prl_economy *e = at_strength(w, 0.9);
  prl_equilibria *q = search_of(e, NULL, 24), *again = search_of(e, NULL, 24);
  const prl_equilibria_view v = prl_equilibria_look(q), u = prl_equilibria_look(again);
  assert_true(v.count > 1 && v.connected);
  assert_int_equal(u.count, v.count);
  assert_near(v.apart[0], 0, 0);
  for (int32_t k = 0; k < v.count; k++) {
    const prl_outcome_view o = prl_outcome_look(v.outcome[k]);
    prl_uniqueness here;
    prl_error err = {0};
    must(prl_outcome_uniqueness(&here, v.outcome[k], &err), &err);
    assert_int_equal(here.sign, v.sign[k]);
    assert_true(o.accuracy.residual <= 1e-12 && o.accuracy.walras <= 1e-10);
    assert_true(k == 0 || v.apart[k] > 1e-6);
    assert_near(v.apart[k], u.apart[k], 0);
    assert_non_null(strstr(o.accuracy.reason, "equilibria found"));
    assert_true(!strstr(o.accuracy.reason, "not the one connected") == !k);
  }
  for (int32_t n = 0; n < REGIONS; n++) assert_true(prl_outcome_look(v.outcome[0]).real_income[n] == 0);
  prl_equilibria_free(q), prl_equilibria_free(again);
  prl_economy_free(e);
  prl_world_free(w);
}

/* The branch from constant returns ends at the same elasticities, whatever lies beyond them was asked for; and is never left for another in silence. */
static void branch_ends(void **state) {
  (void)state;
  static const double strengths[] = {0.8, 0.95};
  prl_world *w = seven();
  double ends[2];
  for (int k = 0; k < 2; k++) {
    static shock s;
    prl_error err = {0};
    prl_outcome *o;
    prl_economy *e = at_strength(w, strengths[k]);
    war(&s, w, 1);
    const prl_wedges wedges = wedges_of(&s);
    assert_int_equal(prl_solve(&o, e, &wedges, NULL, &err), PRL_BEST_ITERATE);
    const prl_accuracy a = prl_outcome_look(o).accuracy;
    assert_string_equal(a.reason, "no equilibrium is connected with constant returns: the branch ends before these scale elasticities");
    assert_true(a.residual > 1e-6);
    prl_equilibria *q = search_of(e, &wedges, 2);
    assert_false(prl_equilibria_look(q).connected);
    ends[k] = prl_equilibria_look(q).reached * strengths[k];
    prl_equilibria_free(q);
    prl_outcome_free(o);
    prl_economy_free(e);
  }
  assert_near(ends[0], ends[1], 2e-3);
  prl_world_free(w);
}

/* ---- closed form ---- */

static void one_sector(void **state) {
  (void)state;
  static const double theta = 4, strengths[] = {0, 0.5, 1, 1.5};
  prl_world *w = bare_world(3, 2, 1, false);
  for (size_t k = 0; k < sizeof strengths / sizeof *strengths; k++) {
    const double psi = strengths[k] / theta;
    static shock s;
    prl_model m;
    prl_economy *e;
    prl_error err = {0};
    prl_model_defaults(&m);
    m.theta = &theta, m.scale = &psi;
    must(prl_economy_new(&e, w, &m, NULL, PRL_DEFICITS_ZERO, &err), &err);
    memset(&s, 0, sizeof s);
    put(&s, 0, 0, 1, FREE, (prl_rates){.friction = 0.3});
    put(&s, 0, 1, 0, FREE, (prl_rates){.friction = 0.5});
    prl_outcome *o = outcome_of(e, &s);
    for (int32_t n = 0; n < 2; n++) {
      const double home = prl_outcome_flow(o, 0, n, n) / prl_outcome_look(o).income[n];
      assert_near(log1p(prl_outcome_look(o).real_income[n]), -log(home / prl_economy_pi(e, 0, n, n)) / theta, 1e-11);
    }
    assert_int_equal(uniqueness_of(e).sign, 1);
    prl_outcome_free(o);
    prl_economy_free(e);
  }
  prl_world_free(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(one_answer),   cmocka_unit_test(continuous_in_scale), cmocka_unit_test(two_ways),
                                     cmocka_unit_test(turns_at_one), cmocka_unit_test(loops_turn_before),   cmocka_unit_test(several),
                                     cmocka_unit_test(branch_ends),  cmocka_unit_test(one_sector)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
