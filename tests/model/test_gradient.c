/* test_gradient.c -- d ln W by every kind of wedge against central differences of solved counterfactuals, extrapolated (Richardson), under
 * every instrument and model; all regions together against one by one. */
#include "../../src/model/inside.h"
#include "setting.h"

static void policy(shock *s, const setting *c, uint64_t *seed) {
  memset(s, 0, sizeof *s);
  for (int32_t k = 0; k < S; k++)
    for (int32_t to = 0; to < N; to++)
      for (int32_t from = 0; from < N; from++) {
        if (to == from && c->production && to == 1) put(s, k, to, from, FREE, (prl_rates){.export_tax = -0.05});
        if (to == from && c->production && to == 2) put(s, k, to, from, FREE, FREE);
        if (to == from || draw(seed) < 0.4) continue;
        const prl_rates r = {
            .tariff = 0.3 * draw(seed), .export_tax = draw(seed) < 0.5 ? 0.2 * draw(seed) : 0, .friction = 0.1 * draw(seed)};
        put_share(s, k, to, from, 0.4 + 0.4 * draw(seed), r);
        prl_class *first = &s->classes[s->class_count - 2];
        if (c->limits && draw(seed) < 0.5) {
          s->quotas[s->quota_count] = (prl_quota){0.4, INFINITY, (prl_rent)(s->quota_count % 5)};
          first->quota = ++s->quota_count;
        } else if (c->promises && draw(seed) < 0.4)
          first->purchase = 1;
      }
  s->purchases[0] = (prl_purchase){1.5};
  s->purchase_count = c->promises;
}

static double *knob(shock *s, int32_t l, prl_margin margin) {
  prl_rates *r = &s->classes[l].now;
  return margin == PRL_MARGIN_TARIFF ? &r->tariff : margin == PRL_MARGIN_EXPORT_TAX ? &r->export_tax : &r->friction;
}

/* ln W of all regions with the rate of a whole flow moved by h, or (margin < 0) the logarithm of a limit, of a promise. */
static void moved(double *lnw, const prl_economy *e, shock *s, int32_t wedge, int margin, double h) {
  static shock t;
  t = *s;
  if (margin == -1) t.quotas[wedge].limit *= exp(h);
  if (margin == -2) t.purchases[wedge].floor *= exp(h);
  for (int32_t l = 0; margin >= 0 && l < t.wedges[wedge].count; l++) *knob(&t, t.wedges[wedge].first + l, (prl_margin)margin) += h;
  prl_outcome *o = outcome_of(e, &t);
  for (int32_t n = 0; n < N; n++) lnw[n] = log1p(prl_outcome_look(o).real_income[n]);
  prl_outcome_free(o);
}

static void differences(double *by, const prl_economy *e, shock *s, int32_t wedge, int margin) {
  double plus[N], minus[N];
  for (int32_t n = 0; n < N; n++) by[n] = 0;
  for (int fine = 0; fine < 2; fine++) {
    const double h = fine ? 1e-3 : 2e-3;
    moved(plus, e, s, wedge, margin, h), moved(minus, e, s, wedge, margin, -h);
    for (int32_t n = 0; n < N; n++) by[n] += (fine ? 4.0 : -1.0) / 3 * (plus[n] - minus[n]) / (2 * h);
  }
}

static void near(const setting *c, const char *what, double ours, double by) {
  if (!(fabs(ours - by) <= 1e-8 * (1 + fabs(by)))) fail_msg("%s, %s: %.12g, by differences %.12g", c->name, what, ours, by);
}

static void check(const setting *c, uint64_t seed) {
  static shock s;
  prl_world *world = sample_world(seed, N, S);
  prl_economy *e = economy(world, c, &seed);
  policy(&s, c, &seed);
  prl_outcome *o = outcome_of(e, &s);
  prl_error err = {0};
  prl_gradient *all, *second;
  must(prl_gradient_new(&all, o, NULL, 0, &err), &err);
  must(prl_gradient_new(&second, o, (int32_t[]){2}, 1, &err), &err);
  double by[N], row[N], alone[N];
  int compared = 0;
  for (int32_t k = 0; k < s.count; k += c->production ? 1 : 1 + s.count / 6)
    for (int margin = 0; margin < 3; margin++) {
      const prl_wedge *g = &s.wedges[k];
      if ((g->origin == g->destination) != c->production || (c->production && margin != PRL_MARGIN_EXPORT_TAX)) continue;
      differences(by, e, &s, k, margin);
      compared++;
      for (int32_t n = 0; n < N; n++) {
        prl_gradient_row(row, all, n, (prl_margin)margin, g->sector, g->destination);
        near(c, margin == 0 ? "tariff" : margin == 1 ? "export tax" : "friction", row[g->origin], by[n]);
        if (n != 2) continue;
        prl_gradient_row(alone, second, 0, (prl_margin)margin, g->sector, g->destination);
        assert_near(alone[g->origin], row[g->origin], 1e-10);
      }
    }
  assert_true(compared >= (c->production ? 2 * S : 3));
  for (int32_t q = 0; q < s.quota_count; q += 1 + s.quota_count / 4) {
    differences(by, e, &s, q, -1);
    for (int32_t n = 0; n < N; n++) near(c, "limit", prl_gradient_quota(all, n, q), by[n]);
  }
  if (s.purchase_count) differences(by, e, &s, 0, -2);
  for (int32_t n = 0; n < N && s.purchase_count; n++) near(c, "promise", prl_gradient_purchase(all, n, 0), by[n]);
  prl_gradient_free(all), prl_gradient_free(second);
  prl_outcome_free(o);
  prl_economy_free(e);
  prl_world_free(world);
}

static void model_1(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 6; seed++)
    check(&(setting){.name = "model 1", .deficits = (prl_deficits)(seed % 3), .prepared = seed % 2}, seed);
}

static void nests_scale_firms(void **state) {
  (void)state;
  check(&(setting){.name = "nests", .nests = true, .home = true, .prepared = true}, 21);
  check(&(setting){.name = "scale", .scale = true, .prepared = true}, 22);
  check(&(setting){.name = "firms", .firms = true, .deficits = PRL_DEFICITS_PROPORTIONAL}, 23);
}

static void limits_and_promises(void **state) {
  (void)state;
  check(&(setting){.name = "limits", .limits = true}, 31);
  check(&(setting){.name = "promises", .promises = true, .prepared = true}, 32);
  check(&(setting){.name = "both, with nests", .limits = true, .promises = true, .nests = true, .home = true, .prepared = true}, 33);
}

static void taxes_at_home(void **state) {
  (void)state;
  check(&(setting){.name = "at home", .production = true}, 41);
  check(&(setting){.name = "at home, nests", .production = true, .nests = true, .home = true, .firms = true, .prepared = true}, 42);
  check(&(setting){.name = "at home, limits", .production = true, .limits = true, .home = true, .scale = true}, 43);
  check(&(setting){.name = "at home, limits in one nest", .production = true, .limits = true}, 44);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(model_1), cmocka_unit_test(nests_scale_firms), cmocka_unit_test(limits_and_promises),
                                     cmocka_unit_test(taxes_at_home)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
