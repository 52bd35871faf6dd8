/* product.c -- the derivative of the sweep (sweep.c) along a direction: J v, exact, at the state of the last residual.
 *
 * Symbol by symbol the differential of each equation there; d stands for the derivative along v = (dlw, dm, dq):
 *   d ln c = beta dlw + dm;  du = -theta u d ln c;  dv = A du;  d ln P = -dv / (theta v);  dX = scale dq
 *   dY = du pull + u d pull;  d(border) = dz net + z d net;  dR = dX - d(border);  dI = w VA dlw + dR + dR_export + dD
 *   dm_new = H (d ln P - D dm);  dX_new = H2 (dY - D dX) + a2 dI;  dr_w as in `wages` */
#include "../base/clones.h"
#include "inside.h"

#include <math.h>

PRL_CLONES static void direction(prl_sweep *w, const double *dlw, const double *dm, const double *dq) {
  const prl_economy *e = w->economy;
  prl_tangent *t = w->tangent;
  for (int32_t s = 0; s < e->S; s++) {
    const int64_t o = (int64_t)s * e->ld;
    for (int32_t n = 0; n < e->ld; n++) {
      t->u[o + n] = -e->theta[s] * w->u[o + n] * (e->beta[o + n] * dlw[n] + dm[o + n]);
      t->X[o + n] = dq[o + n] * e->scale[o + n];
    }
  }
  for (int32_t n = 0; n < e->ld; n++) t->earned[n] = w->earned[n] * dlw[n];
}

static void receipts(prl_sweep *w) {
  const prl_economy *e = w->economy;
  const prl_tangent *t = w->tangent;
  for (int32_t n = 0; n < e->ld; n++) t->revenue[n] = t->export_revenue[n] = t->exports[n] = t->imports[n] = 0;
  for (int32_t s = 0; s < e->S; s++) {
    const double over = -1 / e->theta[s];
    for (int64_t k = (int64_t)s * e->ld, n = 0; n < e->N; n++, k++) {
      double paid = t->z[k] * w->net[k] + w->z[k] * t->net[k];
      double levied = t->u[k] * w->levy[k] + w->u[k] * t->levy[k];
      double home = e->split_own[k] * (t->z[k] * w->u[k] + w->z[k] * t->u[k]);
      t->lnp[k] = over * t->v[k] / w->v[k];
      t->sold[k] = t->u[k] * w->pull[k] + w->u[k] * t->pull[k];
      t->revenue[n] += w->net[k] == w->v[k] ? 0 : t->X[k] - paid;
      t->export_revenue[n] += levied;
      t->imports[n] += paid - home;
      t->exports[n] += t->sold[k] + levied - home;
    }
  }
}

static void wages(const prl_sweep *w, double *jw, const double *dlw) {
  const prl_economy *e = w->economy;
  const prl_tangent *t = w->tangent;
  double numeraire = 0;
  for (int32_t n = 0; n < e->N; n++) numeraire += t->earned[n] / e->world;
  for (int32_t n = 0; n < e->N; n++) {
    double balance = w->exports[n] - w->imports[n] + w->deficit[n];
    double d_balance = t->exports[n] - t->imports[n] + t->deficit[n];
    double trade = 0.5 * (w->exports[n] + w->imports[n] + fabs(w->deficit[n]));
    double d_trade = 0.5 * (t->exports[n] + t->imports[n] + copysign(1, w->deficit[n]) * t->deficit[n]);
    double base = e->trade[n] / e->value_added[n];
    if (trade > 0 && base > trade / w->earned[n])
      jw[n] = base * (d_balance - balance * d_trade / trade) / trade;
    else
      jw[n] = (d_balance - balance * dlw[n]) / w->earned[n];
    jw[n] = e->step[n] * (jw[n] - numeraire);
  }
  for (int32_t n = e->N; n < e->ld; n++) jw[n] = 0;
}

void prl_sweep_product(void *sweep, double *jv, const double *v) {
  prl_sweep *w = sweep;
  const prl_economy *e = w->economy;
  prl_tangent *t = w->tangent;
  const int64_t block = (int64_t)e->S * e->ld;
  const double *dlw = v, *dm = v + e->ld, *dq = dm + block;
  direction(w, dlw, dm, dq);
  for (int32_t s = 0; s < e->S; s++) prl_rows_tangent(w, s, t);
  receipts(w);
  for (int32_t n = 0; n < e->ld; n++) {
    t->income[n] = t->earned[n] + t->revenue[n] + t->export_revenue[n];
    t->own[n] = w->income[n] - w->deficit[n];
  }
  prl_closure_tangent(t->deficit, e, t->own, t->income);
  for (int32_t n = 0; n < e->ld; n++) t->income[n] += t->deficit[n];
  wages(w, jv, dlw);
  const prl_bundle along = {dm, t->lnp, t->sold, t->X, t->income};
  prl_split_inputs(jv + e->ld, jv + e->ld + block, e, &along, w->lag);
}
