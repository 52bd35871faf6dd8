/* wages.c -- the trade balance of every region, by which wages are found, and the budget it closes.
 *
 *   own[n]    = w VA + tariff revenue + export-tax revenue + rents + profits,     I = own + D
 *   r[n]      = max(1, tr0 / tr) (E - M + D) / (w VA) - (sum_k g_k w_k - 1),      tr = (E + M + |D|) / 2 over w VA
 *
 * Equal to labour-market clearing at the solution (Walras), but well conditioned where trade collapses; foreign flows only, so that sales
 * at home never enter. The last term pins the numeraire: world labour income keeps its base value. A region that trades with nobody has no
 * such equation, and no wage in terms of the others': there ln w = 0 stands instead, which leaves its real income alone.
 * Source: Alvarez & Lucas (2007) section 3; the scaling: docs/numerics.md. */
#include "inside.h"

#include <math.h>

static double base_trade(const prl_economy *e, int32_t n) { return e->trade[n] / e->labour[n]; }

/* Does the region trade with nobody at all? Foreign flows are exact zeros then. */
static bool alone(const prl_sweep *w, int64_t k) { return w->now.exports[k] == 0 && w->now.imports[k] == 0; }

/* One state's balance, trade, and whether trade has shrunk against earnings. */
static bool shrunk(double *balance, double *trade, const prl_sweep *w, int64_t k, int32_t n) {
  const prl_values *v = &w->now;
  *balance = v->exports[k] - v->imports[k] + v->deficit[k];
  *trade = 0.5 * (v->exports[k] + v->imports[k] + fabs(v->deficit[k]));
  return *trade > 0 && base_trade(w->economy, n) > *trade / v->earned[k];
}

static void own_incomes(prl_values *v, const prl_economy *e, int B) {
  for (int64_t k = 0; k < (int64_t)e->ld * B; k++)
    v->own_income[k] = v->earned[k] + v->revenue[k] + v->export_revenue[k] + v->rents[k] + v->profits[k];
}

static void incomes(prl_values *v, const prl_economy *e, int B) {
  for (int64_t k = 0; k < (int64_t)e->ld * B; k++) v->income[k] = v->own_income[k] + v->deficit[k];
}

void prl_wages(prl_sweep *w, double *rw) {
  const prl_economy *e = w->economy;
  const int B = w->B;
  own_incomes(&w->now, e, B);
  prl_closure_deficit(w->now.deficit, e, w->now.own_income, B);
  incomes(&w->now, e, B);
  for (int32_t b = 0; b < B; b++) {
    double numeraire = -1, balance, trade;
    for (int32_t n = 0; n < e->N; n++) numeraire += w->now.earned[(int64_t)n * B + b] / e->world;
    for (int32_t n = 0; n < e->N; n++) {
      const int64_t k = (int64_t)n * B + b;
      rw[k] = shrunk(&balance, &trade, w, k, n) ? base_trade(e, n) * balance / trade : balance / w->now.earned[k];
      rw[k] -= numeraire;
      if (alone(w, k)) rw[k] = -log(w->now.wage[k]);
    }
    for (int32_t n = e->N; n < e->ld; n++) rw[(int64_t)n * B + b] = 0;
  }
}

void prl_wages_along(const prl_sweep *w, prl_values *d, double *rw, int B) {
  const prl_economy *e = w->economy;
  own_incomes(d, e, B);
  prl_closure_along(d->deficit, e, w->now.own_income, d->own_income, B);
  incomes(d, e, B);
  for (int32_t b = 0; b < B; b++) {
    double numeraire = 0, balance, trade;
    for (int32_t n = 0; n < e->N; n++) numeraire += d->earned[(int64_t)n * B + b] / e->world;
    for (int32_t n = 0; n < e->N; n++) {
      const int64_t k = (int64_t)n * B + b;
      const double moved = d->exports[k] - d->imports[k] + d->deficit[k];
      const double traded = 0.5 * (d->exports[k] + d->imports[k] + copysign(1, w->now.deficit[n]) * d->deficit[k]);
      if (shrunk(&balance, &trade, w, n, n))
        rw[k] = base_trade(e, n) * (moved - balance * traded / trade) / trade;
      else
        rw[k] = (moved - balance * d->earned[k] / w->now.earned[n]) / w->now.earned[n];
      rw[k] -= numeraire;
      if (alone(w, n)) rw[k] = -d->earned[k] / w->now.earned[n];
    }
    for (int32_t n = e->N; n < e->ld; n++) rw[(int64_t)n * B + b] = 0;
  }
}

/* From the adjoints of the residual and of income to those of all that they are made of; d->income is taken, the rest is set. */
void prl_wages_back(const prl_sweep *w, prl_values *d, const double *rw, int B) {
  const prl_economy *e = w->economy;
  for (int32_t b = 0; b < B; b++) {
    double total = 0, balance, trade;
    for (int32_t n = 0; n < e->N; n++) total += alone(w, n) ? 0 : rw[(int64_t)n * B + b];
    for (int32_t n = 0; n < e->ld; n++) {
      const int64_t k = (int64_t)n * B + b;
      double at_balance = 0, at_trade = 0;
      d->earned[k] = n < e->N ? -total / e->world : 0;
      if (n >= e->N) {
      } else if (alone(w, n)) {
        d->earned[k] -= rw[k] / w->now.earned[n];
      } else if (shrunk(&balance, &trade, w, n, n)) {
        at_balance = base_trade(e, n) / trade * rw[k];
        at_trade = -0.5 * at_balance * balance / trade;
      } else {
        at_balance = rw[k] / w->now.earned[n];
        d->earned[k] -= at_balance * balance / w->now.earned[n];
      }
      d->exports[k] = at_balance + at_trade;
      d->imports[k] = -at_balance + at_trade;
      d->deficit[k] = d->income[k] + at_balance + copysign(1, w->now.deficit[n]) * at_trade;
    }
  }
  prl_closure_back(d->own_income, e, w->now.own_income, d->deficit, B);
  for (int64_t k = 0; k < (int64_t)e->ld * B; k++) {
    d->own_income[k] += d->income[k];
    d->earned[k] += d->own_income[k];
    d->revenue[k] = d->export_revenue[k] = d->rents[k] = d->profits[k] = d->own_income[k];
  }
}
