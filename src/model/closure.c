/* closure.c -- what becomes of the trade deficits.
 *
 *   fixed         D'[n] = D[n]: in units of world value added, which is the numeraire (Caliendo & Parro 2015)
 *   zero          D'[n] = 0, measured from a base that was solved without deficits first (economy.c)
 *   proportional  D'[n] = f a[n],  a[n] = (D[n] / own[n]) own'[n],  own = income before the transfer,
 *                 f = sqrt(S- / S+) where a > 0 and sqrt(S+ / S-) where a < 0, S+ and S- the sums of positive and negative a: a fixed share
 *                 of own income, scaled alike on both sides so that the world balances
 *
 * own, d_own: [ld] millions of base-year US$. */
#include "inside.h"

#include <math.h>
#include <string.h>

static double share(const prl_economy *e, int32_t n) {
  double own = e->income[n] - e->deficit[n];
  return own > 0 ? e->deficit[n] / own : 0;
}

static void sums(double *plus, double *minus, const prl_economy *e, const double *own) {
  *plus = *minus = 0;
  for (int32_t n = 0; n < e->N; n++) {
    double a = share(e, n) * own[n];
    if (a > 0)
      *plus += a;
    else
      *minus -= a;
  }
}

void prl_closure_deficit(double *deficit, const prl_economy *e, const double *own) {
  if (e->deficits != PRL_DEFICITS_PROPORTIONAL) {
    memcpy(deficit, e->deficit, (size_t)e->ld * sizeof *deficit);
    return;
  }
  double plus, minus;
  sums(&plus, &minus, e, own);
  double f = plus > 0 && minus > 0 ? sqrt(minus / plus) : 0;
  for (int32_t n = 0; n < e->ld; n++) {
    double a = n < e->N ? share(e, n) * own[n] : 0;
    deficit[n] = a > 0 ? a * f : f > 0 ? a / f : 0;
  }
}

void prl_closure_tangent(double *d_deficit, const prl_economy *e, const double *own, const double *d_own) {
  memset(d_deficit, 0, (size_t)e->ld * sizeof *d_deficit);
  if (e->deficits != PRL_DEFICITS_PROPORTIONAL) return;
  double plus, minus, d_plus = 0, d_minus = 0;
  sums(&plus, &minus, e, own);
  if (!(plus > 0 && minus > 0)) return;
  for (int32_t n = 0; n < e->N; n++) {
    double da = share(e, n) * d_own[n];
    if (share(e, n) * own[n] > 0)
      d_plus += da;
    else
      d_minus -= da;
  }
  const double f = sqrt(minus / plus), d_log = 0.5 * (d_minus / minus - d_plus / plus);
  for (int32_t n = 0; n < e->N; n++) {
    double a = share(e, n) * own[n], da = share(e, n) * d_own[n];
    d_deficit[n] = a > 0 ? f * (da + a * d_log) : (da - a * d_log) / f;
  }
}
