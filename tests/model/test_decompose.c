/* test_decompose.c -- the parts of a change of real income sum to it, under every instrument and model; in small changes they are the first-order
 * formula of Caliendo & Parro (2015) and the gradient; what cannot matter is exactly nothing. */
#include "shocks.h"

#include "../../src/model/inside.h"

enum { N = 4, S = 3 };

typedef struct setting {
  const char *name;
  prl_deficits deficits;
  bool nests, home, scale, firms, limits, promises, bans, production, based;
} setting;

static prl_economy *economy(const prl_world *world, const setting *c, const prl_wedges *base, uint64_t *seed) {
  double theta[S], sv[S], sm[S], home[S], psi[S];
  for (int k = 0; k < S; k++) {
    theta[k] = 2.5 + 2 * draw(seed), sv[k] = 0.4 + draw(seed), sm[k] = k < 2 ? 0.2 : 1.5;
    home[k] = 1 + 2 * draw(seed), psi[k] = 0.1 * draw(seed);
  }
  const prl_model m = {.size = sizeof m,
                       .theta = theta,
                       .final = c->nests ? 0.7 : 1,
                       .value_added = c->nests ? sv : NULL,
                       .materials = c->nests ? sm : NULL,
                       .home = c->home ? home : NULL,
                       .scale = c->scale ? psi : NULL,
                       .fixed_firms = c->firms};
  prl_error err = {0};
  prl_economy *e;
  must(prl_economy_new(&e, world, &m, base, c->deficits, &err), &err);
  return e;
}

/* Of every instrument that the setting has, on shares of flows; `part` 0: before, 1: after. Weights and base rates do not depend on it. */
static void policy(shock *s, const setting *c, uint64_t seed, int part) {
  memset(s, 0, sizeof *s);
  for (int32_t k = 0; k < S; k++)
    for (int32_t to = 0; to < N; to++)
      for (int32_t from = 0; from < N; from++) {
        if (to == from && c->production && to == 1) put(s, k, to, from, FREE, (prl_rates){.export_tax = part ? -0.1 : 0.05});
        if (to == from || draw(&seed) < 0.4) continue;
        const prl_rates base = c->based ? (prl_rates){.tariff = 0.1 * draw(&seed), .export_tax = 0.05} : FREE;
        const double share = 0.3 + 0.4 * draw(&seed), kind = draw(&seed);
        const double t[] = {0.3 * draw(&seed), 0.4 * draw(&seed)}, x[] = {0.1 * draw(&seed), 0.2 * draw(&seed)};
        prl_rates r = {.tariff = t[part], .export_tax = kind < 0.5 ? x[part] : base.export_tax, .friction = kind > 0.7 ? x[1 - part] : 0};
        put_share(s, k, to, from, share, r);
        prl_class *first = &s->classes[s->class_count - 2];
        first[0].base = first[1].base = first[1].now = base;
        if (c->bans && kind > 0.6 && part == (kind > 0.7)) first[0].now = (prl_rates){.banned = true};
        if (c->limits && kind < 0.5) {
          s->quotas[s->quota_count] = (prl_quota){part ? 0.4 : 0.7, INFINITY, (prl_rent)(s->quota_count % 5)};
          first->quota = ++s->quota_count;
        } else if (c->promises && kind < 0.8 && part)
          first->purchase = 1;
      }
  s->purchases[0] = (prl_purchase){1.5};
  s->purchase_count = c->promises && part;
}

static double sum_of(const prl_decomposition_view *v, int32_t n) {
  double sum = 0;
  for (int c = 0; c < PRL_CHANNELS; c++) sum += v->part[n * PRL_CHANNELS + c];
  return sum;
}

static double size_of(const prl_decomposition_view *v, prl_channel c) {
  double most = 0;
  for (int32_t n = 0; n < v->regions; n++) most = fmax(most, fabs(v->part[n * PRL_CHANNELS + c]));
  return most;
}

static void sums(const setting *c, const prl_outcome *from, const prl_outcome *to) {
  prl_error err = {0};
  prl_decomposition *d;
  must(prl_decompose(&d, from, to, NULL, &err), &err);
  const prl_decomposition_view v = prl_decomposition_look(d);
  for (int32_t n = 0; n < N; n++) {
    const double before = from ? log1p(prl_outcome_look(from).real_income[n]) : 0,
                 total = log1p(prl_outcome_look(to).real_income[n]) - before;
    if (!(fabs(sum_of(&v, n) - total) <= 1e-12))
      fail_msg("%s, region %d: parts sum to %.17g, not %.17g; %d panels", c->name, n, sum_of(&v, n), total, v.panels);
    assert_near(v.total[n], total, 1e-14);
  }
  assert_true(v.miss <= 1e-12);
  assert_true(size_of(&v, PRL_CHANNEL_TERMS_OF_TRADE) > 1e-5);
  assert_true((size_of(&v, PRL_CHANNEL_SCALE) > 1e-7) == c->scale);
  assert_true((size_of(&v, PRL_CHANNEL_PROFITS) > 1e-7) == c->firms);
  assert_true((size_of(&v, PRL_CHANNEL_PRODUCTION) > 1e-7) == c->production);
  assert_true((size_of(&v, PRL_CHANNEL_BANS) > 1e-7) == (c->bans != 0));
  assert_true((size_of(&v, PRL_CHANNEL_RENTS) > 1e-7) == c->limits);
  assert_true((size_of(&v, PRL_CHANNEL_PROMISES) > 1e-7) == c->promises);
  prl_decomposition_free(d);
}

static prl_outcome *tight(const prl_economy *e, const shock *s) {
  prl_error err = {0};
  prl_outcome *o;
  prl_solver_options options;
  const prl_wedges w = wedges_of(s);
  prl_solver_defaults(&options);
  options.tolerance = 1e-13;
  must(prl_solve(&o, e, &w, &options, &err), &err);
  return o;
}

static void check(const setting *c, uint64_t seed) {
  static shock before, after;
  prl_world *world = sample_world(seed, N, S);
  policy(&before, c, seed + 100, 0), policy(&after, c, seed + 100, 1);
  const prl_wedges base = wedges_of(&before);
  prl_economy *e = economy(world, c, &base, &seed);
  prl_outcome *a = tight(e, &before), *b = tight(e, &after);
  sums(c, NULL, b);
  sums(c, a, b);
  sums(c, b, a);
  prl_outcome_free(a), prl_outcome_free(b);
  prl_economy_free(e);
  prl_world_free(world);
}

static void instruments(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 3; seed++) check(&(setting){.name = "taxes", .deficits = (prl_deficits)(seed % 3)}, seed);
  check(&(setting){.name = "taxes on a base with taxes", .based = true}, 4);
  for (uint64_t seed = 5; seed <= 7; seed++) check(&(setting){.name = "bans", .bans = true, .based = seed == 6}, seed);
  for (uint64_t seed = 8; seed <= 10; seed++) check(&(setting){.name = "limits", .limits = true, .based = seed == 9}, seed);
  check(&(setting){.name = "promises", .promises = true}, 11);
  check(&(setting){.name = "production", .production = true}, 12);
}

static void models(void **state) {
  (void)state;
  check(&(setting){.name = "nests", .nests = true}, 21);
  check(&(setting){.name = "home", .home = true, .production = true, .deficits = PRL_DEFICITS_PROPORTIONAL}, 22);
  check(&(setting){.name = "scale", .scale = true}, 23);
  check(&(setting){.name = "firms", .firms = true, .deficits = PRL_DEFICITS_PROPORTIONAL}, 24);
  check(&(setting){.name = "all",
                   .nests = true,
                   .home = true,
                   .scale = true,
                   .firms = true,
                   .limits = true,
                   .promises = true,
                   .bans = true,
                   .production = true},
        25);
}

/* Whole flows banned beside tariffs of 400 %: the way has to be cut. */
static void far(void **state) {
  (void)state;
  static shock s;
  memset(&s, 0, sizeof s);
  uint64_t seed = 26;
  prl_world *world = sample_world(seed, N, S);
  for (int32_t k = 0; k < S; k++)
    for (int32_t to = 0; to < N; to++)
      for (int32_t from = 0; from < N; from++)
        if (to != from) put(&s, k, to, from, FREE, to == 2 && from < 2 ? (prl_rates){.banned = true} : (prl_rates){.tariff = 4});
  const setting c = {.name = "far", .deficits = PRL_DEFICITS_ZERO, .bans = true};
  prl_economy *e = economy(world, &c, NULL, &seed);
  prl_outcome *o = tight(e, &s);
  prl_error err = {0};
  prl_decomposition *d;
  sums(&c, NULL, o);
  must(prl_decompose(&d, NULL, o, NULL, &err), &err);
  assert_true(prl_decomposition_look(d).panels > 1);
  prl_decomposition_free(d);
  prl_outcome_free(o);
  prl_economy_free(e);
  prl_world_free(world);
}

static double toward(double from, double to) { return 0.5 * (from + to); }

/* Half the way and then the other half: channel by channel, the integrals add up. */
static void halfway(void **state) {
  (void)state;
  static shock half, whole;
  const setting c = {.name = "halfway", .nests = true, .scale = true, .firms = true, .based = true, .deficits = PRL_DEFICITS_PROPORTIONAL};
  uint64_t seed = 27;
  prl_world *world = sample_world(seed, N, S);
  policy(&whole, &c, 127, 1);
  half = whole;
  for (int32_t l = 0; l < half.class_count; l++) {
    const prl_rates a = half.classes[l].base, b = half.classes[l].now;
    half.classes[l].now = (prl_rates){
        .tariff = toward(a.tariff, b.tariff), .export_tax = toward(a.export_tax, b.export_tax), .friction = toward(a.friction, b.friction)};
  }
  const prl_wedges base = wedges_of(&whole);
  prl_economy *e = economy(world, &c, &base, &seed);
  prl_outcome *middle = tight(e, &half), *end = tight(e, &whole);
  prl_error err = {0};
  prl_decomposition *first, *second, *all;
  must(prl_decompose(&first, NULL, middle, NULL, &err), &err);
  must(prl_decompose(&second, middle, end, NULL, &err), &err);
  must(prl_decompose(&all, NULL, end, NULL, &err), &err);
  for (int32_t k = 0; k < N * PRL_CHANNELS; k++)
    assert_near(prl_decomposition_look(first).part[k] + prl_decomposition_look(second).part[k], prl_decomposition_look(all).part[k], 2e-12);
  prl_decomposition_free(first), prl_decomposition_free(second), prl_decomposition_free(all);
  prl_outcome_free(middle), prl_outcome_free(end);
  prl_economy_free(e);
  prl_world_free(world);
}

/* ---- small changes ---- */

static void near(const char *what, int32_t n, double ours, double theirs, double within) {
  if (!(fabs(ours - theirs) <= within)) fail_msg("%s of region %d: %.12g, expected %.12g", what, n, ours, theirs);
}

/* The first-order formula of Caliendo & Parro (2015) at one solved change: exports less imports at the changes of their own prices; tariffs times the change of quantity. */
static void first_order(double *terms, double *volume, const prl_economy *e, const prl_outcome *o, double tariff, int32_t n) {
  const prl_sweep *w = o->sweep;
  *terms = *volume = 0;
  for (int32_t s = 0; s < S; s++)
    for (int32_t i = 0; i < N; i++) {
      if (i == n) continue;
      const double *lc = w->now.lc + (int64_t)s * e->ld, in = prl_outcome_flow_base(o, s, n, i);
      *terms += prl_outcome_flow_base(o, s, i, n) * lc[n] - in * lc[i];
      if (in > 0) *volume += tariff * in * (log(prl_outcome_flow(o, s, n, i) / in) - lc[i]);
    }
  *terms /= e->income[n], *volume /= e->income[n];
}

/* Tariffs of 10 % everywhere in the base; one region then raises its own on one sector by h. */
static void small_tariff(shock *s, double h) {
  memset(s, 0, sizeof *s);
  for (int32_t k = 0; k < S; k++)
    for (int32_t to = 0; to < N; to++)
      for (int32_t from = 0; from < N; from++)
        if (from != to) put(s, k, to, from, (prl_rates){.tariff = 0.1}, (prl_rates){.tariff = 0.1 + (to == 1 && k == 0 ? h : 0)});
}

static void caliendo_parro(void **state) {
  (void)state;
  static shock s;
  uint64_t seed = 31;
  prl_world *world = sample_world(seed, N, S);
  const double h = 1e-5;
  small_tariff(&s, h);
  const prl_wedges wedges = wedges_of(&s);
  prl_economy *e = economy(world, &(setting){.deficits = PRL_DEFICITS_ZERO}, &wedges, &seed);
  prl_outcome *o = outcome_of(e, &s);
  prl_error err = {0};
  prl_decomposition *d;
  prl_gradient *g;
  must(prl_decompose(&d, NULL, o, NULL, &err), &err);
  must(prl_gradient_new(&g, o, NULL, 0, &err), &err);
  const prl_decomposition_view v = prl_decomposition_look(d);
  for (int32_t n = 0; n < N; n++) {
    double terms, volume, row[N], slope = 0;
    first_order(&terms, &volume, e, o, 0.1, n);
    near("terms of trade", n, v.part[n * PRL_CHANNELS + PRL_CHANNEL_TERMS_OF_TRADE], terms, 20 * h * h);
    near("volume of trade", n, v.part[n * PRL_CHANNELS + PRL_CHANNEL_TARIFFS], volume, 20 * h * h);
    assert_near(v.part[n * PRL_CHANNELS + PRL_CHANNEL_TRANSFER], 0, 1e-18);
    prl_gradient_row(row, g, n, PRL_MARGIN_TARIFF, 0, 1);
    for (int32_t i = 0; i < N; i++) slope += row[i];
    near("gradient", n, sum_of(&v, n), slope * h, 20 * h * h);
  }
  assert_true(size_of(&v, PRL_CHANNEL_TERMS_OF_TRADE) > 1e-8 && size_of(&v, PRL_CHANNEL_TARIFFS) > 1e-8);
  prl_gradient_free(g);
  prl_decomposition_free(d);
  prl_outcome_free(o);
  prl_economy_free(e);
  prl_world_free(world);
}

/* ---- two countries, one sector, no inputs ---- */

static prl_economy *two(double home_share) {
  const char *regions[] = {"A", "B"}, *sectors[] = {"s"};
  const double pi[] = {home_share, 1 - home_share, 1 - home_share, home_share}, theta = 4;
  const prl_shares shares = {.regions = 2,
                             .sectors = 1,
                             .region_id = regions,
                             .sector_id = sectors,
                             .pi = pi,
                             .tariff = (double[4]){0},
                             .gamma = (double[2]){0},
                             .alpha = (double[2]){1, 1},
                             .value_added = (double[2]){100, 100}};
  prl_error err = {0};
  prl_economy *e;
  must(prl_economy_from_shares(&e, &shares, &theta, &err), &err);
  return e;
}

static void both_tax(shock *s, double a, double b) {
  memset(s, 0, sizeof *s);
  put(s, 0, 0, 1, FREE, (prl_rates){.tariff = a});
  put(s, 0, 1, 0, FREE, (prl_rates){.tariff = b});
}

static prl_decomposition *decomposed(const prl_economy *e, double a, double b) {
  static shock s;
  prl_error err = {0};
  prl_decomposition *d;
  both_tax(&s, a, b);
  prl_outcome *o = outcome_of(e, &s);
  must(prl_decompose(&d, NULL, o, NULL, &err), &err);
  prl_outcome_free(o);
  return d;
}

/* Alike on both sides, nobody's terms of trade move, and what is lost is the deadweight of the tariff alone:
 *   ln W = ln I - ln P,  P^-theta = h + (1 - h) k,  k = (1 + t)^-theta,  spending abroad f = (1 - h) k / (h + (1 - h) k),  I = 1 / (1 - f t / (1 + t)) */
static void alike(void **state) {
  (void)state;
  const double h = 0.7, t = 0.4, k = pow(1 + t, -4), f = (1 - h) * k / (h + (1 - h) * k);
  const double lnw = -log(1 - f * t / (1 + t)) + log(h + (1 - h) * k) / 4;
  prl_economy *e = two(h);
  prl_decomposition *d = decomposed(e, t, t);
  const prl_decomposition_view v = prl_decomposition_look(d);
  for (int32_t n = 0; n < 2; n++) {
    assert_near(v.total[n], lnw, 1e-12);
    assert_near(v.part[n * PRL_CHANNELS + PRL_CHANNEL_TARIFFS], lnw, 1e-12);
    assert_near(v.part[n * PRL_CHANNELS + PRL_CHANNEL_TERMS_OF_TRADE], 0, 1e-12);
  }
  prl_decomposition_free(d);
  prl_economy_free(e);
}

/* From free trade, a tariff's deadweight is a triangle: four times as large for twice the tariff. What one gains in terms of trade the other loses. */
static void triangles(void **state) {
  (void)state;
  prl_economy *e = two(0.7);
  prl_decomposition *one = decomposed(e, 1e-3, 0), *twice = decomposed(e, 2e-3, 0);
  const double *a = prl_decomposition_look(one).part, *b = prl_decomposition_look(twice).part;
  assert_true(a[PRL_CHANNEL_TARIFFS] < 0);
  assert_near(b[PRL_CHANNEL_TARIFFS] / a[PRL_CHANNEL_TARIFFS], 4, 0.02);
  assert_true(a[PRL_CHANNEL_TERMS_OF_TRADE] > 0);
  assert_near(a[PRL_CHANNEL_TERMS_OF_TRADE] + a[PRL_CHANNELS + PRL_CHANNEL_TERMS_OF_TRADE], 0, 1e-6);
  assert_near(a[PRL_CHANNELS + PRL_CHANNEL_TARIFFS], 0, 1e-16);
  prl_decomposition_free(one), prl_decomposition_free(twice);
  prl_economy_free(e);
}

/* ---- the way back, no way at all, a way between strangers ---- */

static void there_and_back(void **state) {
  (void)state;
  static shock s, t;
  prl_economy *e = two(0.6);
  prl_error err = {0};
  prl_decomposition *out, *back, *none;
  both_tax(&s, 0.1, 0.3), both_tax(&t, 0.5, 0);
  prl_outcome *a = outcome_of(e, &s), *b = outcome_of(e, &t);
  must(prl_decompose(&out, a, b, NULL, &err), &err);
  must(prl_decompose(&back, b, a, NULL, &err), &err);
  must(prl_decompose(&none, b, b, NULL, &err), &err);
  for (int32_t k = 0; k < 2 * PRL_CHANNELS; k++) {
    assert_near(prl_decomposition_look(out).part[k] + prl_decomposition_look(back).part[k], 0, 1e-12);
    assert_near(prl_decomposition_look(none).part[k], 0, 1e-13);
  }
  prl_decomposition_free(out), prl_decomposition_free(back), prl_decomposition_free(none);
  prl_outcome_free(a), prl_outcome_free(b);
  prl_economy_free(e);
}

static void strangers(void **state) {
  (void)state;
  static shock s;
  prl_economy *e = two(0.6), *f = two(0.7);
  prl_error err = {0};
  prl_decomposition *d;
  both_tax(&s, 0.1, 0.3);
  prl_outcome *a = outcome_of(e, &s), *b = outcome_of(f, &s);
  assert_int_equal(prl_decompose(&d, a, b, NULL, &err), PRL_E_VALUE);
  assert_null(d);
  assert_non_null(strstr(err.message, "different economies"));
  prl_outcome_free(a), prl_outcome_free(b);
  prl_economy_free(e), prl_economy_free(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(instruments), cmocka_unit_test(models),         cmocka_unit_test(far),
                                     cmocka_unit_test(halfway),     cmocka_unit_test(caliendo_parro), cmocka_unit_test(alike),
                                     cmocka_unit_test(triangles),   cmocka_unit_test(there_and_back), cmocka_unit_test(strangers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
