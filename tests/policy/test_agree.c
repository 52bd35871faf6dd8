/* the model's policy, the rates of lines and the rate of one product agree, on the shipped record, both ways, over the years */
#include "setting.h"

#include "../../src/policy/duties.h"

static const char *const days[] = {"2018-01-15", "2018-07-06", "2018-12-31", "2019-06-10", "2019-09-01", "2020-02-14", "2022-03-01",
                                   "2024-09-27", "2025-03-12", "2025-04-10", "2025-06-04", "2025-11-10", "2026-02-24", "2026-10-17"};

static int open_all(void **state) {
  return open_setting(state, "dossiers/us-china", "worlds/hybrid2022-16.prlw", "worlds/hs6-sector22.csv.gz");
}

/* what the model is told a line pays, percent */
static double of_policy(const prl_policy *policy, int32_t pair, int32_t line) {
  if (policy->slot[pair] < 0) return 0;
  const prl_settled *settled = &policy->settled[policy->slot[pair]];
  return 100 * settled->segments[settled->profiles[settled->profile_of[line]].first].rates.tariff;
}

static void assert_close(double a, double b, const char *hs, const char *day, const char *what) {
  if (!(fabs(a - b) <= 1e-9)) fail_msg("%s on %s: %.12g, %s %.12g", hs, day, a, what, b);
}

/* every line of the pair: the policy's rate is the line's */
static int32_t compare_lines(const setting *s, const char *from, const char *to, const char *day) {
  const prl_lines *lines = s->lines;
  int32_t origin = prl_world_region(s->world, from), pair = prl_world_region(s->world, to) * lines->look.regions + origin, count, line = 0;
  prl_asof asof = on_day(day);
  prl_policy *policy = policy_on(lines, day, NULL, 0);
  prl_line_rates *rates;
  prl_error err = {0};
  fine(prl_line_rates_new(&rates, lines, to, &asof, &err), &err);
  const prl_line_rate *at = prl_line_rates_look(&count, rates);
  int32_t compared = 0;
  for (int32_t k = 0; k < count; k++) {
    if (strcmp(at[k].origin, from) != 0) continue;
    while (lines->key[lines->product[lines->pairs[pair].first + line]] == 0) line++;
    assert_close(of_policy(policy, pair, line++), at[k].added + (isnan(at[k].mfn) ? 0 : at[k].mfn), at[k].hs, day, "of the line");
    compared++;
  }
  prl_line_rates_free(rates);
  prl_policy_free(policy);
  return compared;
}

static void policy_and_lines(void **state) {
  const setting *s = *state;
  for (size_t k = 0; k < sizeof days / sizeof *days; k++) {
    assert_true(compare_lines(s, "CHN", "USA", days[k]) > 9000);
    assert_true(compare_lines(s, "USA", "CHN", days[k]) > 3000);
    assert_true(compare_lines(s, "ROW", "USA", days[k]) > 3000); /* some of its members stand apart */
  }
}

static void compare_product(const setting *s, const char *hs, const char *from, const char *to, const char *day, prl_total total) {
  prl_rate rate;
  prl_error err = {0};
  prl_asof asof = on_day(day);
  fine(prl_rate_of(&rate, s->dossier, hs, from, to, &asof, NULL, &err), &err);
  assert_close(rate.added, total.added, hs, day, "of the group");
  assert_int_equal(isnan(rate.mfn), isnan(total.mfn));
  if (!isnan(rate.mfn)) assert_close(rate.mfn, total.mfn, hs, day, "of the group, MFN");
  prl_rate_free(&rate);
}

/* the first and the last line of every group of lines that the record does not tell apart: the product's rate is the group's */
static void compare_groups(const setting *s, const char *from, const char *to, const char *day) {
  prl_duties *d;
  prl_error err = {0};
  prl_asof asof = on_day(day);
  fine(prl_duties_new(&d, s->lines, to, asof.date.first, asof.date.first, &err), &err);
  prl_duties_ask(d, &asof);
  const prl_pair *pair = &s->lines->pairs[d->destination * s->lines->look.regions + prl_world_region(s->world, from)];
  int32_t *seen = calloc((size_t)d->branch_count * 2, sizeof *seen);
  assert_non_null(seen);
  for (int32_t l = pair->first; l < pair->first + pair->count; l++) {
    int32_t *ends = &seen[2 * d->group[l - d->first]];
    if (s->lines->key[s->lines->product[l]] == 0) continue;
    if (ends[0] == 0) ends[0] = l + 1;
    ends[1] = l + 1;
  }
  for (int32_t b = 0; b < 2 * d->branch_count; b++) {
    char hs[12];
    bool open;
    if (seen[b] == 0 || (b % 2 == 1 && seen[b] == seen[b - 1])) continue;
    prl_hs_print(hs, s->lines->key[s->lines->product[seen[b] - 1]]);
    compare_product(s, hs, from, to, day, prl_duties_of(&open, d, b / 2));
  }
  free(seen);
  prl_duties_free(d);
}

/* a few lines of scrap would stand for all trade in services */
static void no_product_stands_for_services(void **state) {
  const prl_lines *lines = ((const setting *)*state)->lines;
  for (int32_t u = 0; u < lines->products; u++) assert_true(lines->key[u] == 0 || lines->look.goods[lines->sector[u]]);
}

static void lines_and_products(void **state) {
  const setting *s = *state;
  for (size_t k = 0; k < sizeof days / sizeof *days; k++) {
    compare_groups(s, "CHN", "USA", days[k]);
    compare_groups(s, "USA", "CHN", days[k]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(policy_and_lines), cmocka_unit_test(no_product_stands_for_services),
                                     cmocka_unit_test(lines_and_products)};
  return cmocka_run_group_tests(tests, open_all, close_setting);
}
