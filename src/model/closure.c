/* closure.c -- what becomes of the trade deficits.
 *
 *   fixed         D'[n] = D[n]: in units of world labour income, which is the numeraire (Caliendo & Parro 2015)
 *   zero          D'[n] = 0, measured from a base that was solved without deficits first (economy.c)
 *   proportional  D'[n] = f a[n],  a[n] = (D[n] / own[n]) own'[n],  own = income before the transfer,
 *                 f = sqrt(S- / S+) where a > 0 and sqrt(S+ / S-) where a < 0, S+ and S- the sums of positive and negative a: a fixed share
 *                 of own income, scaled alike on both sides so that the world balances
 *
 * own, deficit: [ld], B states side by side; millions of base-year US$. */
#include "inside.h"

#include <math.h>
#include <string.h>

static double share(const prl_economy *e, int32_t n) {
  double own = e->income[n] - e->deficit[n];
  return own > 0 ? e->deficit[n] / own : 0;
}

static void sums(double *plus, double *minus, const prl_economy *e, const double *own, int B) {
  *plus = *minus = 0;
  for (int32_t n = 0; n < e->N; n++) {
    double a = share(e, n) * own[(int64_t)n * B];
    if (a > 0)
      *plus += a;
    else
      *minus -= a;
  }
}

static void proportional(double *deficit, const prl_economy *e, const double *own, int B) {
  double plus, minus;
  sums(&plus, &minus, e, own, B);
  double f = plus > 0 && minus > 0 ? sqrt(minus / plus) : 0;
  for (int32_t n = 0; n < e->ld; n++) {
    double a = n < e->N ? share(e, n) * own[(int64_t)n * B] : 0;
    deficit[(int64_t)n * B] = a > 0 ? a * f : f > 0 ? a / f : 0;
  }
}

void prl_closure_deficit(double *deficit, const prl_economy *e, const double *own, int B) {
  for (int32_t b = 0; b < B; b++)
    if (e->deficits == PRL_DEFICITS_PROPORTIONAL)
      proportional(deficit + b, e, own + b, B);
    else
      for (int32_t n = 0; n < e->ld; n++) deficit[(int64_t)n * B + b] = e->deficit[n];
}

/* own: at the state, one; d_own, d_deficit: one of the B directions. */
static void proportional_along(double *d_deficit, const prl_economy *e, const double *own, const double *d_own, int B) {
  double plus, minus, d_plus = 0, d_minus = 0;
  sums(&plus, &minus, e, own, 1);
  if (!(plus > 0 && minus > 0)) return;
  for (int32_t n = 0; n < e->N; n++) {
    double da = share(e, n) * d_own[(int64_t)n * B];
    if (share(e, n) * own[n] > 0)
      d_plus += da;
    else
      d_minus -= da;
  }
  const double f = sqrt(minus / plus), d_log = 0.5 * (d_minus / minus - d_plus / plus);
  for (int32_t n = 0; n < e->N; n++) {
    double a = share(e, n) * own[n], da = share(e, n) * d_own[(int64_t)n * B];
    d_deficit[(int64_t)n * B] = a > 0 ? f * (da + a * d_log) : (da - a * d_log) / f;
  }
}

void prl_closure_along(double *d_deficit, const prl_economy *e, const double *own, const double *d_own, int B) {
  memset(d_deficit, 0, (size_t)e->ld * (size_t)B * sizeof *d_deficit);
  for (int32_t b = 0; b < B && e->deficits == PRL_DEFICITS_PROPORTIONAL; b++) proportional_along(d_deficit + b, e, own, d_own + b, B);
}

static void proportional_back(double *at_own, const prl_economy *e, const double *own, const double *at_deficit, int B) {
  double plus, minus, at_log = 0;
  sums(&plus, &minus, e, own, 1);
  if (!(plus > 0 && minus > 0)) return;
  const double f = sqrt(minus / plus);
  for (int32_t n = 0; n < e->N; n++) {
    const double a = share(e, n) * own[n];
    at_log += at_deficit[(int64_t)n * B] * (a > 0 ? f * a : -a / f);
  }
  for (int32_t n = 0; n < e->N; n++) {
    const double a = share(e, n) * own[n], at = at_deficit[(int64_t)n * B];
    at_own[(int64_t)n * B] = share(e, n) * (a > 0 ? f * at - 0.5 * at_log / plus : at / f - 0.5 * at_log / minus);
  }
}

void prl_closure_back(double *at_own, const prl_economy *e, const double *own, const double *at_deficit, int B) {
  memset(at_own, 0, (size_t)e->ld * (size_t)B * sizeof *at_own);
  for (int32_t b = 0; b < B && e->deficits == PRL_DEFICITS_PROPORTIONAL; b++) proportional_back(at_own + b, e, own, at_deficit + b, B);
}
