/* test_product.c -- J v of the sweep against central differences of its residual, in random worlds, at random states, under wedges of every
 * kind and every closure. The error of a central difference falls with h^2, so two step sizes are extrapolated (Richardson). */
#include "../../src/model/inside.h"
#include "shocks.h"

static void mixed_shock(shock *s, int32_t regions, int32_t sectors, uint64_t *seed) {
  memset(s, 0, sizeof *s);
  for (int32_t k = 0; k < sectors; k++)
    for (int32_t to = 0; to < regions; to++)
      for (int32_t from = 0; from < regions; from++) {
        if (to == from || draw(seed) < 0.5) continue;
        const prl_rates r = {.tariff = draw(seed) < 0.7 ? draw(seed) : 0,
                             .export_tax = draw(seed) < 0.5 ? 0.3 * draw(seed) : 0,
                             .friction = draw(seed) < 0.5 ? 0.2 * draw(seed) : 0};
        put_share(s, k, to, from, 0.2 + 0.6 * draw(seed), r);
      }
}

static double difference(prl_sweep *w, double *out, const double *x, const double *v, double h, int64_t n, double *work) {
  double *plus = work, *minus = work + n, *at = work + 2 * n;
  for (int64_t k = 0; k < n; k++) at[k] = x[k] + h * v[k];
  double a = prl_sweep_residual(w, plus, at);
  for (int64_t k = 0; k < n; k++) at[k] = x[k] - h * v[k];
  double b = prl_sweep_residual(w, minus, at);
  for (int64_t k = 0; k < n; k++) out[k] = (plus[k] - minus[k]) / (2 * h);
  return a + b;
}

static void check(uint64_t seed, prl_deficits deficits) {
  static shock s;
  const int32_t N = 5, S = 4;
  prl_world *world = sample_world(seed, N, S);
  prl_economy *e = economy_of(world, 3.5, NULL, deficits);
  mixed_shock(&s, N, S, &seed);
  const prl_wedges wedges = wedges_of(&s);
  prl_arena *arena = prl_arena_new();
  prl_sweep w;
  prl_error err = {0};
  must(prl_sweep_new(&w, arena, e), &err);
  must(prl_shock_rows(&w.rows, arena, e, &wedges, true, &err), &err);
  const int64_t n = prl_state_length(e);
  double *x = calloc((size_t)(9 * n), sizeof *x), *v = x + n, *jv = v + n, *coarse = jv + n, *fine = coarse + n, *work = fine + n;
  prl_sweep_start(x, e);
  for (int64_t k = 0; k < n; k++) {
    if (k % e->ld >= N) continue; /* lanes beyond N do not exist */
    x[k] += 0.2 * (draw(&seed) - 0.5);
    v[k] = draw(&seed) - 0.5;
  }
  const double h = 1e-4;
  assert_true(isfinite(difference(&w, coarse, x, v, h, n, work) + difference(&w, fine, x, v, h / 2, n, work)));
  assert_true(isfinite(prl_sweep_residual(&w, work, x)));
  prl_sweep_product(&w, jv, v);
  for (int64_t k = 0; k < n; k++) assert_near(jv[k], (4 * fine[k] - coarse[k]) / 3, 1e-7 * (1 + fabs(jv[k])));
  free(x);
  prl_arena_free(arena);
  prl_economy_free(e);
  prl_world_free(world);
}

static void fixed_deficits(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 6; seed++) check(seed, PRL_DEFICITS_FIXED);
}

static void no_deficits(void **state) {
  (void)state;
  for (uint64_t seed = 11; seed <= 14; seed++) check(seed, PRL_DEFICITS_ZERO);
}

static void proportional_deficits(void **state) {
  (void)state;
  for (uint64_t seed = 21; seed <= 26; seed++) check(seed, PRL_DEFICITS_PROPORTIONAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(fixed_deficits), cmocka_unit_test(no_deficits),
                                     cmocka_unit_test(proportional_deficits)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
