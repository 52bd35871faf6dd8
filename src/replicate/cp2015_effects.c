/* cp2015_effects.c -- what the article's tables report of one scenario. x: flows at base, x' after; t base tariffs; c^ costs; I base
 * income.
 *
 *   terms of trade    sum_j,i [ x[j,i,n] (c^[n,j] - 1) - x[j,n,i] (c^[i,j] - 1) ] / I[n]
 *   volume of trade   sum_j,i t[j,n,i] x[j,n,i] [ (x'/x - 1) - (c^[i,j] - 1) ] / I[n]                zero flows dropped
 *   welfare           their sum: a linear formula of first order at base flows and base tariffs, taken at changes that are not small; it is
 *                     NOT the change of real income, which stands beside it (Mexico under NAFTA: 1.31 % against 0.007 %)
 *   shares            one sector's part of a sum over sectors
 *   concentration     (sum_j share_j^2 - 1/J) / (1 - 1/J) over the shares of sectors in exports, J all sectors
 *
 * x[j,n,i]: what n buys of i. Source: Caliendo & Parro (2015), section 2.6 and tables 2 to 8. */
#include "cp2015.h"

#define N PRL_CP_COUNTRIES

bool prl_cp_counts(int32_t who, int32_t n, int32_t i) {
  const bool partners = n != i && prl_cp_in_nafta(n) && prl_cp_in_nafta(i);
  if (who == PRL_CP_ALL) return true;
  return who == PRL_CP_PARTNERS ? partners : who == PRL_CP_OTHERS ? !partners : who == i;
}

/* ---- the parts of the formula: of sector s, country n, partner i ---- */

static double cost_of(const prl_cp_scenario *x, int32_t s, int32_t n) { return x->cost[(int64_t)n * x->sectors + s]; }

double prl_cp_exported(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t i) {
  return x->before[prl_cp_at(s, i, n)] * cost_of(x, s, n);
}

double prl_cp_imported(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t i) {
  return x->before[prl_cp_at(s, n, i)] * cost_of(x, s, i);
}

double prl_cp_terms(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t i) {
  return prl_cp_exported(x, s, n, i) - prl_cp_imported(x, s, n, i);
}

double prl_cp_volume(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t i) {
  const int64_t at = prl_cp_at(s, n, i);
  return x->before[at] > 0 ? x->tariff[at] * (x->after[at] - x->before[at] - prl_cp_imported(x, s, n, i)) : 0;
}

double prl_cp_sum(const prl_cp_scenario *x, prl_cp_part *part, int32_t s, int32_t n, int32_t who) {
  const int32_t first = s < 0 ? 0 : s, last = s < 0 ? x->sectors : s + 1;
  double sum = 0;
  for (int32_t k = first; k < last; k++)
    for (int32_t i = 0; i < N; i++)
      if (prl_cp_counts(who, n, i)) sum += part(x, k, n, i);
  return sum;
}

/* ---- effects ---- */

double prl_cp_tot(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)s;
  return 100 * prl_cp_sum(x, prl_cp_terms, -1, n, who) / x->income[n];
}

double prl_cp_vot(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)s;
  return 100 * prl_cp_sum(x, prl_cp_volume, -1, n, who) / x->income[n];
}

double prl_cp_welfare(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  return prl_cp_tot(x, s, n, who) + prl_cp_vot(x, s, n, who);
}

double prl_cp_real_wage(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)s, (void)who;
  return 100 * x->real_wage[n];
}

double prl_cp_real_income(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)s, (void)who;
  return 100 * x->real_income[n];
}

double prl_cp_tot_share(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  return 100 * prl_cp_sum(x, prl_cp_terms, s, n, who) / prl_cp_sum(x, prl_cp_terms, -1, n, who);
}

double prl_cp_vot_share(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  return 100 * prl_cp_sum(x, prl_cp_volume, s, n, who) / prl_cp_sum(x, prl_cp_volume, -1, n, who);
}

/* ---- exports and imports ---- */

static double exports(prl_cp_flow *flow, const void *flows, int32_t s, int32_t n) {
  double sum = 0;
  for (int32_t m = 0; m < N; m++) sum += m == n ? 0 : flow(flows, s, m, n);
  return sum;
}

static double all_exports(prl_cp_flow *flow, const void *flows, int32_t sectors, int32_t n) {
  double sum = 0;
  for (int32_t s = 0; s < sectors; s++) sum += exports(flow, flows, s, n);
  return sum;
}

double prl_cp_share_of_exports(prl_cp_flow *flow, const void *flows, int32_t sectors, int32_t s, int32_t n) {
  return 100 * exports(flow, flows, s, n) / all_exports(flow, flows, sectors, n);
}

double prl_cp_concentration(prl_cp_flow *flow, const void *flows, int32_t sectors, int32_t n) {
  const double all = all_exports(flow, flows, sectors, n), even = 1.0 / sectors;
  double sum = 0;
  for (int32_t s = 0; s < sectors; s++) {
    const double share = exports(flow, flows, s, n) / all;
    sum += share * share;
  }
  return (sum - even) / (1 - even);
}

static double flow_of(const void *flows, int32_t s, int32_t n, int32_t i) { return ((const double *)flows)[prl_cp_at(s, n, i)]; }

double prl_cp_export_share_before(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)who;
  return prl_cp_share_of_exports(flow_of, x->before, x->sectors, s, n);
}

double prl_cp_export_share_after(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)who;
  return prl_cp_share_of_exports(flow_of, x->after, x->sectors, s, n);
}

double prl_cp_hhi_before(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)s, (void)who;
  return prl_cp_concentration(flow_of, x->before, x->sectors, n);
}

double prl_cp_hhi_after(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)s, (void)who;
  return prl_cp_concentration(flow_of, x->after, x->sectors, n);
}

static double bought_before(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t i) { return x->before[prl_cp_at(s, n, i)]; }
static double bought_after(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t i) { return x->after[prl_cp_at(s, n, i)]; }

double prl_cp_import_growth(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who) {
  (void)s;
  return 100 * (prl_cp_sum(x, bought_after, -1, n, who) / prl_cp_sum(x, bought_before, -1, n, who) - 1);
}
