/* test_product.c -- the derivative J v of a pass against central differences of its residual, and the transposed derivative against it
 * (<u, J v> = <J' u, v>), in random worlds, at random states, under every instrument, closure and model, for one direction and for eight.
 * The error of a central difference falls with h^2, so two step sizes are extrapolated (Richardson). */
#include "../../src/model/inside.h"
#include "setting.h"

static void mixed_shock(shock *s, const setting *c, uint64_t *seed) {
  memset(s, 0, sizeof *s);
  for (int32_t k = 0; k < S; k++)
    for (int32_t to = 0; to < N; to++)
      for (int32_t from = 0; from < N; from++) {
        if (to == from && c->production && to == 1) put(s, k, to, from, FREE, (prl_rates){.export_tax = -0.1});
        if (to == from || draw(seed) < 0.4) continue;
        const prl_rates r = {.tariff = draw(seed) < 0.7 ? draw(seed) : 0,
                             .export_tax = draw(seed) < 0.5 ? 0.3 * draw(seed) : 0,
                             .friction = draw(seed) < 0.5 ? 0.2 * draw(seed) : 0};
        put_share(s, k, to, from, 0.2 + 0.6 * draw(seed), r);
        prl_class *first = &s->classes[s->class_count - 2];
        if (c->limits && draw(seed) < 0.5) { /* one that binds, one that is slack, a tariff-rate quota beyond its limit */
          const double kind = draw(seed);
          s->quotas[s->quota_count] = (prl_quota){kind < 0.6   ? 0.3
                                                  : kind < 0.8 ? 5
                                                               : 0.1,
                                                  kind < 0.8 ? INFINITY : 0.05, (prl_rent)(s->quota_count % 5)};
          first->quota = ++s->quota_count;
          if (draw(seed) < 0.5) first[1].quota = first->quota;
        } else if (c->promises && draw(seed) < 0.5)
          first->purchase = 1 + (int32_t)(k % 2);
      }
  s->purchases[0] = (prl_purchase){1.4}, s->purchases[1] = (prl_purchase){0.3};
  s->purchase_count = c->promises ? 2 : 0;
}

/* J v by extrapolated central differences. */
static void differences(prl_sweep *w, double *out, const double *x, const double *v, int64_t n) {
  double *plus = calloc((size_t)n, 3 * sizeof *plus), *minus = plus + n, *at = minus + n;
  for (int64_t k = 0; k < n; k++) out[k] = 0;
  for (int fine = 0; fine < 2; fine++) {
    const double h = fine ? 5e-5 : 1e-4;
    for (int64_t k = 0; k < n; k++) at[k] = x[k] + h * v[k];
    assert_true(isfinite(prl_sweep_residual(w, plus, at)));
    for (int64_t k = 0; k < n; k++) at[k] = x[k] - h * v[k];
    assert_true(isfinite(prl_sweep_residual(w, minus, at)));
    for (int64_t k = 0; k < n; k++) out[k] += (fine ? 4.0 : -1.0) / 3 * (plus[k] - minus[k]) / (2 * h);
  }
  free(plus);
}

static double dot(const double *a, const double *b, int64_t n, int64_t stride) {
  double sum = 0;
  for (int64_t k = 0; k < n; k++) sum += a[k * stride] * b[k * stride];
  return sum;
}

/* Unknowns that exist: not the lanes beyond N, nor the rows that pad the promises. */
static bool exists(const prl_economy *e, const prl_rows *rows, int64_t k) {
  if (k < e->ld) return k < N;
  if (k < e->ld + prl_promise_rows(rows)) return k - e->ld < rows->promises;
  return (k - prl_promise_rows(rows)) % e->ld < N;
}

static void compare(prl_sweep *w, const setting *c, prl_arena *arena, uint64_t *seed) {
  const prl_economy *e = w->economy;
  const int64_t n = prl_state_length(e, &w->rows);
  double *x = calloc((size_t)(5 * n + 4 * 8 * n), sizeof *x), *v = x + n, *jv = v + n, *by = jv + n, *u = by + 2 * n, *ju = u + 8 * n,
         *vv = ju + 8 * n, *jvv = vv + 8 * n;
  prl_sweep_start(x, e, &w->rows, 1);
  for (int64_t k = 0; k < n; k++) {
    if (!exists(e, &w->rows, k)) continue;
    x[k] += 0.2 * (draw(seed) - (k >= e->ld && k < e->ld + w->rows.promises ? 0 : 0.5));
    v[k] = draw(seed) - 0.5;
    for (int b = 0; b < 8; b++) vv[k * 8 + b] = (b + 1) * v[k], u[k * 8 + b] = draw(seed) - 0.5;
  }
  differences(w, by, x, v, n);
  assert_true(isfinite(prl_sweep_residual(w, jv, x)));
  prl_sweep_product(w, jv, v);
  for (int64_t k = 0; k < n; k++)
    if (!(fabs(jv[k] - by[k]) <= 2e-7 * (1 + fabs(jv[k]))))
      fail_msg("%s: J v at %lld is %.12g, by differences %.12g", c->name, (long long)k, jv[k], by[k]);
  prl_values d;
  assert_int_equal(prl_values_new(&d, arena, e, &w->rows, 8), PRL_OK);
  prl_sweep_along(w, &d, jvv, vv, 8);
  for (int64_t k = 0; k < n; k++)
    for (int b = 0; b < 8; b++) assert_near(jvv[k * 8 + b], (b + 1) * jv[k], 1e-12 * (1 + fabs((b + 1) * jv[k])));
  prl_sweep_back(w, &d, ju, u, NULL, 8);
  for (int b = 0; b < 8; b++) {
    const double there = dot(u + b, jvv + b, n, 8), back = dot(ju + b, vv + b, n, 8),
                 size = sqrt(dot(u + b, u + b, n, 8) * dot(jvv + b, jvv + b, n, 8));
    if (!(fabs(there - back) <= 1e-13 * size)) fail_msg("%s: <u, J v> = %.17g, <J' u, v> = %.17g", c->name, there, back);
  }
  prl_values one;
  assert_int_equal(prl_values_new(&one, arena, e, &w->rows, 1), PRL_OK);
  for (int64_t k = 0; k < n; k++) by[k] = u[k * 8];
  prl_sweep_back(w, &one, jv, by, NULL, 1);
  for (int64_t k = 0; k < n; k++) assert_near(jv[k], ju[k * 8], 1e-12 * (1 + fabs(jv[k])));
  free(x);
}

static void check(const setting *c, uint64_t seed) {
  static shock s;
  prl_world *world = sample_world(seed, N, S);
  prl_economy *e = economy(world, c, &seed);
  mixed_shock(&s, c, &seed);
  const prl_wedges wedges = wedges_of(&s);
  prl_arena *arena = prl_arena_new();
  prl_sweep w;
  prl_rows rows;
  prl_error err = {0};
  must(prl_shock_rows(&rows, arena, e, &wedges, true, &err), &err);
  assert_int_equal(prl_sweep_new(&w, arena, e, &rows, 1), PRL_OK);
  compare(&w, c, arena, &seed);
  prl_arena_free(arena);
  prl_economy_free(e);
  prl_world_free(world);
}

static void closures(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 12; seed++) check(&(setting){.name = "closures", .deficits = (prl_deficits)(seed % 3)}, seed);
}

static void nests(void **state) {
  (void)state;
  for (uint64_t seed = 21; seed <= 24; seed++) {
    check(&(setting){.name = "upper nests", .nests = true}, seed);
    check(&(setting){.name = "home nest", .home = true}, seed);
    check(&(setting){.name = "both nests", .nests = true, .home = true, .deficits = PRL_DEFICITS_PROPORTIONAL}, seed);
  }
}

static void scale_and_firms(void **state) {
  (void)state;
  for (uint64_t seed = 31; seed <= 34; seed++) {
    check(&(setting){.name = "scale", .scale = true}, seed);
    check(&(setting){.name = "firms", .firms = true}, seed);
    check(&(setting){.name = "scale, firms, nests", .scale = true, .firms = true, .nests = true, .home = true}, seed);
  }
}

static void limits(void **state) {
  (void)state;
  for (uint64_t seed = 41; seed <= 46; seed++) {
    check(&(setting){.name = "limits", .limits = true}, seed);
    check(&(setting){.name = "promises", .promises = true}, seed);
    check(&(setting){.name = "production tax", .production = true}, seed);
    check(&(setting){.name = "all",
                     .limits = true,
                     .promises = true,
                     .production = true,
                     .nests = true,
                     .home = true,
                     .scale = true,
                     .firms = true,
                     .deficits = PRL_DEFICITS_PROPORTIONAL},
          seed);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(closures), cmocka_unit_test(nests), cmocka_unit_test(scale_and_firms),
                                     cmocka_unit_test(limits)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
