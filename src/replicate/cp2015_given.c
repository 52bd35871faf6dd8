/* cp2015_given.c -- NAFTA given the world's tariff changes: a = all of them, b = all but NAFTA's.
 *
 *   totals (tables 9, A10)     (1 + effect of a) / (1 + effect of b) - 1             the exact real income likewise
 *   parts (tables 10, A11)     the same on levels of each sector in units of 1e10 US$: exports, imports and volume each for themselves,
 *                              terms of trade = exports - imports, home included. So these tables depend on the unit.
 *   the rest of the world      total - NAFTA partners
 *   flows (tables A12, A13)    x a/b: base flow times the one change over the other, flow by flow
 *
 * Found from the printed digits, all of which follow from it; the article does not spell it out. */
#include "cp2015.h"

#define N    PRL_CP_COUNTRIES
#define UNIT 1e4 /* 1e10 US$, in millions */

static double over(double a, double b) { return (1 + a) / (1 + b) - 1; }

static double percent_over(double a, double b) { return 100 * over(a / 100, b / 100); }

/* ---- totals ---- */

#define PRL_TOTAL(name, effect)                                                                                                            \
  double name(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {                                     \
    return percent_over(effect(a, s, n, who), effect(b, s, n, who));                                                                       \
  }
PRL_TOTAL(prl_cp_given_tot, prl_cp_tot)
PRL_TOTAL(prl_cp_given_vot, prl_cp_vot)
PRL_TOTAL(prl_cp_given_welfare, prl_cp_welfare)
PRL_TOTAL(prl_cp_given_real_wage, prl_cp_real_wage)
PRL_TOTAL(prl_cp_given_real_income, prl_cp_real_income)
#undef PRL_TOTAL

/* ---- parts, in units ---- */

typedef struct pair {
  const prl_cp_scenario *a, *b;
} pair;

static double part_level(const pair *p, prl_cp_part *part, int32_t s, int32_t n, int32_t who) {
  return over(prl_cp_sum(p->a, part, s, n, who) / UNIT, prl_cp_sum(p->b, part, s, n, who) / UNIT);
}

static double tot_level(const pair *p, int32_t s, int32_t n, int32_t who) {
  return part_level(p, prl_cp_exported, s, n, who) - part_level(p, prl_cp_imported, s, n, who);
}

static double vot_level(const pair *p, int32_t s, int32_t n, int32_t who) { return part_level(p, prl_cp_volume, s, n, who); }

typedef double level(const pair *p, int32_t s, int32_t n, int32_t who);

static double all_sectors(level *of, const pair *p, int32_t n, int32_t who) {
  double sum = 0;
  for (int32_t s = 0; s < p->a->sectors; s++) sum += of(p, s, n, who);
  return sum;
}

static double partners_part(level *of, const pair *p, int32_t n) {
  return 100 * all_sectors(of, p, n, PRL_CP_PARTNERS) / (p->a->income[n] / UNIT);
}

double prl_cp_given_tot_by(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  const double partners = partners_part(tot_level, &(pair){a, b}, n);
  return who == PRL_CP_PARTNERS ? partners : prl_cp_given_tot(a, b, s, n, PRL_CP_ALL) - partners;
}

double prl_cp_given_vot_by(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  const double partners = partners_part(vot_level, &(pair){a, b}, n);
  return who == PRL_CP_PARTNERS ? partners : prl_cp_given_vot(a, b, s, n, PRL_CP_ALL) - partners;
}

double prl_cp_given_tot_share(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  return 100 * tot_level(&(pair){a, b}, s, n, who) / all_sectors(tot_level, &(pair){a, b}, n, who);
}

double prl_cp_given_vot_share(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  return 100 * vot_level(&(pair){a, b}, s, n, who) / all_sectors(vot_level, &(pair){a, b}, n, who);
}

/* ---- flows ---- */

static double joint_flow(const void *flows, int32_t s, int32_t n, int32_t i) {
  const pair *p = flows;
  const int64_t at = prl_cp_at(s, n, i);
  return p->b->after[at] > 0 ? p->a->before[at] * p->a->after[at] / p->b->after[at] : 0;
}

double prl_cp_given_export_share_before(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  (void)b;
  return prl_cp_export_share_before(a, s, n, who);
}

double prl_cp_given_hhi_before(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  (void)b;
  return prl_cp_hhi_before(a, s, n, who);
}

double prl_cp_given_export_share_after(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  (void)who;
  return prl_cp_share_of_exports(joint_flow, &(pair){a, b}, a->sectors, s, n);
}

double prl_cp_given_hhi_after(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  (void)s, (void)who;
  return prl_cp_concentration(joint_flow, &(pair){a, b}, a->sectors, n);
}

double prl_cp_given_import_growth(const prl_cp_scenario *a, const prl_cp_scenario *b, int32_t s, int32_t n, int32_t who) {
  const pair p = {a, b};
  double before = 0, after = 0;
  (void)s;
  for (int32_t k = 0; k < a->sectors; k++)
    for (int32_t i = 0; i < N; i++) {
      if (!prl_cp_counts(who, n, i)) continue;
      before += a->before[prl_cp_at(k, n, i)];
      after += joint_flow(&p, k, n, i);
    }
  return 100 * (after / before - 1);
}
