/* sweep.c -- one pass through all the equations of Model 1: from a guess of wages, material prices and spending to the next.
 *
 *   ln c[i,s]  = beta[i,s] ln w[i] + m[i,s]                                 unit cost (Cobb-Douglas)
 *   ln P[n,s]  = -ln( sum_i A[s,n,i] c[i,s]^-theta ) / theta                price index            (rows.c)
 *   m[i,s]     = sum_k gamma[i,k,s] ln P[i,k]                               price of materials
 *   Y[i,s]     = c[i,s]^-theta sum_n C[s,n,i] X[n,s] P[n,s]^theta           sales at producers' prices
 *   X[n,k]     = sum_s gamma[n,k,s] Y[n,s] + alpha[n,k] I[n]                spending
 *   I[n]       = w[n] VA[n] + tariff revenue + export-tax revenue + D[n]    income
 *   0          = E[n] - M[n] + D[n]                                         trade balance at border prices
 *
 * Unknowns: ln w, m and X. Two rewritings leave every solution where it is and make the pass contract (docs/numerics.md):
 * (1) Domestic split. With D[n,s] the base domestic share, m and X react to themselves at home through D, so that part is solved at once:
 *       m = H (ln P - D m_old),           H  = (I - G'D)^-1 G'
 *       X = H2 (Y - D X_old) + a2 I,      H2 = (I - G D)^-1 G,   a2 = (I - G D)^-1 alpha        (G = gamma of the country)
 * (2) Wages move with the trade balance scaled by current trade, foreign sales and purchases only:
 *       r[n] = max(1, tr0 / tr) (E - M + D) / (w VA) - (sum_k g_k w_k - 1),      tr = (E + M + |D|) / 2 over w VA
 *     It equals labour-market clearing at the solution (Walras) and stays well conditioned where trade collapses. The last term pins the
 *     numeraire: world value added keeps its base value. A region without any trade has r = numeraire term only.
 *
 * Arrays [s][n] with regions in lanes; values in millions of base-year US$. Sources: Caliendo & Parro (2015) eq. 4-9; Alvarez & Lucas (2007). */
#include "../base/clones.h"
#include "inside.h"

#include <math.h>
#include <string.h>

/* A region's own earnings may leave the domain; exp of more than this has no meaning as a price. */
static const double most_log = 80;

prl_status prl_sweep_new(prl_sweep *w, prl_arena *arena, const prl_economy *e) {
  const size_t block = (size_t)e->S * (size_t)e->ld, row = (size_t)e->ld;
  *w = (prl_sweep){.economy = e, .rows = e->base};
  double *p = prl_arena_alloc(arena, 20 * block + 17 * row, sizeof *p);
  prl_tangent *t = prl_arena_alloc(arena, 1, sizeof *t);
  if (!p || !t) return PRL_E_MEMORY;
  double **blocks[] = {&w->u, &w->v, &w->net, &w->z, &w->pull, &w->levy, &w->lnp, &w->X, &w->sold,
                       &t->u, &t->v, &t->net, &t->z, &t->pull, &t->levy, &t->lnp, &t->X, &t->sold};
  double **lines[] = {&w->wage,   &w->earned,  &w->revenue,        &w->export_revenue, &w->exports, &w->imports, &w->deficit, &w->income,
                      &t->earned, &t->revenue, &t->export_revenue, &t->exports,        &t->imports, &t->deficit, &t->income,  &t->own};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++, p += block) *blocks[k] = p;
  for (size_t k = 0; k < sizeof lines / sizeof *lines; k++, p += row) *lines[k] = p;
  for (size_t k = 0; k < block; k++) w->v[k] = 1; /* lanes beyond N stay 1, so that their logarithm is 0 */
  w->lag = p;
  w->tangent = t;
  return PRL_OK;
}

void prl_sweep_start(double *x, const prl_economy *e) {
  memset(x, 0, (size_t)prl_state_length(e) * sizeof *x);
  double *q = x + e->ld + (int64_t)e->S * e->ld;
  for (int64_t k = 0; k < (int64_t)e->S * e->ld; k++) q[k] = e->spending[k] / e->scale[k];
}

/* u = exp(-theta (beta ln w + m)) and X from the state; false when out of the domain. */
PRL_CLONES static bool costs(prl_sweep *w, const double *lw, const double *m, const double *q) {
  const prl_economy *e = w->economy;
  bool inside = true;
  for (int32_t s = 0; s < e->S; s++) {
    const int64_t o = (int64_t)s * e->ld;
    for (int32_t n = 0; n < e->ld; n++) {
      double lc = e->beta[o + n] * lw[n] + m[o + n];
      w->u[o + n] = -e->theta[s] * lc;
      inside = inside & (fabs(lc) < most_log);
    }
    for (int32_t n = 0; n < e->ld; n++) w->X[o + n] = q[o + n] * e->scale[o + n];
  }
  prl_exp(w->u, w->u, (int64_t)e->S * e->ld);
  return inside;
}

static void prices(prl_sweep *w) {
  const prl_economy *e = w->economy;
  prl_log(w->lnp, w->v, (int64_t)e->S * e->ld);
  for (int32_t s = 0; s < e->S; s++) {
    const double over = -1 / e->theta[s];
    for (int32_t n = 0; n < e->ld; n++) w->lnp[(int64_t)s * e->ld + n] *= over;
  }
}

/* Sales, revenues, foreign trade of every region from the rows of all sectors. */
PRL_CLONES static void receipts(prl_sweep *w) {
  const prl_economy *e = w->economy;
  const int32_t N = e->N, ld = e->ld;
  for (int32_t n = 0; n < ld; n++) w->revenue[n] = w->export_revenue[n] = w->exports[n] = w->imports[n] = 0;
  for (int32_t s = 0; s < e->S; s++) {
    const int64_t o = (int64_t)s * ld;
    for (int32_t n = 0; n < N; n++) {
      double paid = w->z[o + n] * w->net[o + n], levied = w->u[o + n] * w->levy[o + n];
      double home = w->z[o + n] * e->split_own[o + n] * w->u[o + n];
      w->sold[o + n] = w->u[o + n] * w->pull[o + n];
      w->revenue[n] += w->net[o + n] == w->v[o + n] ? 0 : w->X[o + n] - paid;
      w->export_revenue[n] += levied;
      w->imports[n] += paid - home;
      w->exports[n] += w->sold[o + n] + levied - home;
    }
  }
}

/* The larger of 1 and base trade over current trade, both relative to earnings; 1 where no trade is left. */
static double trade_scale(const prl_sweep *w, int32_t n, double *trade) {
  const prl_economy *e = w->economy;
  *trade = 0.5 * (w->exports[n] + w->imports[n] + fabs(w->deficit[n]));
  double base = e->trade[n] / e->value_added[n], now = *trade / w->earned[n];
  return now > 0 && base > now ? base / now : 1;
}

static void wages(prl_sweep *w, double *rw) {
  const prl_economy *e = w->economy;
  w->numeraire = -1;
  for (int32_t n = 0; n < e->N; n++) w->numeraire += w->earned[n] / e->world;
  for (int32_t n = 0; n < e->N; n++) {
    double trade, scale = trade_scale(w, n, &trade);
    rw[n] = e->step[n] * (scale * (w->exports[n] - w->imports[n] + w->deficit[n]) / w->earned[n] - w->numeraire);
  }
  for (int32_t n = e->N; n < e->ld; n++) rw[n] = 0;
}

static double largest(const double *r, int64_t n) {
  double most = 0;
  for (int64_t k = 0; k < n; k++) {
    double a = fabs(r[k]);
    if (a > most || a != a) most = a; /* a NaN stays */
  }
  return most;
}

double prl_sweep_residual(void *sweep, double *r, const double *x) {
  prl_sweep *w = sweep;
  const prl_economy *e = w->economy;
  const int64_t block = (int64_t)e->S * e->ld;
  const double *lw = x, *m = x + e->ld, *q = m + block;
  if (!costs(w, lw, m, q)) return INFINITY;
  prl_exp(w->wage, lw, e->ld);
  for (int32_t n = 0; n < e->ld; n++) w->earned[n] = w->wage[n] * e->value_added[n];
  for (int32_t s = 0; s < e->S; s++) prl_rows_sector(w, s);
  prices(w);
  receipts(w);
  for (int32_t n = 0; n < e->ld; n++) w->income[n] = w->earned[n] + w->revenue[n] + w->export_revenue[n];
  prl_closure_deficit(w->deficit, e, w->income);
  for (int32_t n = 0; n < e->ld; n++) w->income[n] += w->deficit[n];
  wages(w, r);
  const prl_bundle now = {m, w->lnp, w->sold, w->X, w->income};
  prl_split_inputs(r + e->ld, r + e->ld + block, e, &now, w->lag);
  return largest(r, e->ld + 2 * block);
}
