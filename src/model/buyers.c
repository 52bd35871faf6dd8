/* buyers.c -- what each destination spends where, in one sector.
 *
 *   F[n] = sum_{i foreign} A[n,i] u[i]          u[i] = c[i]^-theta;  A: base share times kappa^-theta, summed over product lines
 * One CES over all origins:
 *   v = F + A[n,n] u[n],   P^-theta = v,        z = X / v,    home = X A[n,n] u[n] / v
 * Home against a foreign composite (elasticity h; Model 2):
 *   P_F^-theta = F / pF,   H = A[n,n] c[n]^-h,  K = pF P_F^-h,   P^-h = v = H + K,   z = X K / (v F),   home = X H / v
 * Spending on origin i is z A u[i]. pF: base share of all foreign origins. With h = theta the second is the first; f = z F / X, the share
 * spent abroad, gives both derivatives in one form:
 *   d ln P = -(f / theta) d ln F + (1 - f) d ln c[n]
 *   d ln z = d ln X + ((1 - f) h / theta - 1) d ln F + (1 - f) h d ln c[n]
 *   d ln home = d ln X - (f h / theta) d ln F - f h d ln c[n]
 * Source: Eaton & Kortum (2002) eq. 7-10; Dekle, Eaton & Kortum (2008); two nests: Feenstra, Luck, Obstfeld & Russ (2018) eq. 6-8. */
#include "rows.h"

#include <math.h>
#include <string.h>

/* ---- values ---- */

PRL_INLINE void plain(prl_sweep *w, int32_t s, const int B) {
  const prl_economy *e = w->economy;
  prl_values *v = &w->now;
  const int64_t from = (int64_t)s * e->ld, to = from + e->ld;
  for (int64_t k = from; k < to; k += PRL_STEP) {
    const prl_lanes own = PRL_SHARED(w->rows.own, k) * PRL_LANED(v->u, k), all = PRL_LANED(v->foreign, k) + own;
    const prl_lanes rate = 1.0 / all, z = PRL_LANED(v->X, k) * rate;
    PRL_LANED(v->rate, k) = rate;
    PRL_LANED(v->z, k) = z;
    PRL_LANED(v->home, k) = z * own;
    PRL_LANED(v->lnp, k) = all; /* its logarithm is taken for all sectors together */
  }
}
PRL_CLONES static void plain_1(prl_sweep *w, int32_t s) { plain(w, s, 1); }
PRL_CLONES static void plain_8(prl_sweep *w, int32_t s) { plain(w, s, 8); }

/* Base share of all foreign origins, and ln of the composite's price. */
static double abroad(const prl_economy *e, int64_t k) { return 1 - e->own[k]; }

static void nested(prl_sweep *w, int32_t s) {
  const prl_economy *e = w->economy;
  prl_values *v = &w->now;
  const double theta = e->theta[s], h = e->nests.home[s];
  for (int64_t k = (int64_t)s * e->ld, n = 0; n < e->ld; n++, k++) {
    const double F = v->foreign[k], pF = abroad(e, k), H = w->rows.own[k] * v->uh[k];
    const double K = pF > 0 && F > 0 ? pF * pow(F / pF, h / theta) : 0, all = H + K;
    v->rate[k] = K > 0 ? K / (all * F) : 0;
    v->home_rate[k] = 1 / all;
    v->z[k] = v->X[k] * v->rate[k];
    v->home[k] = v->X[k] * H / all;
    v->lnp[k] = pow(all, theta / h); /* so that -ln(.)/theta is ln P here too */
  }
}

static void tolls(prl_values *out, const prl_sweep *w, int32_t s, const double *u, int B) {
  const prl_economy *e = w->economy;
  for (int32_t k = w->rows.first[s]; k < w->rows.first[s + 1]; k++) {
    const prl_row *r = &w->rows.row[k];
    if (r->tariff)
      prl_row_sum(out->toll + ((int64_t)s * e->ld + r->destination) * B, r->tariff, w->rows.wide, prl_row_span(e, s, r->destination), u, B);
  }
}

static void sales(prl_values *out, const prl_sweep *w, int32_t s, int B) {
  const prl_economy *e = w->economy;
  const int64_t o = (int64_t)s * e->ld * B;
  prl_rows_spread(out->pull + o, e, &w->rows, PRL_PRODUCER, s, out->z + o, B);
  bool fresh = true;
  for (int32_t k = w->rows.first[s]; k < w->rows.first[s + 1]; k++) {
    const prl_row *r = &w->rows.row[k];
    if (!r->levy) continue;
    if (fresh) memset(out->levy + o, 0, (size_t)e->ld * (size_t)B * sizeof(double));
    fresh = false;
    prl_row_spread(out->levy + o, r->levy, w->rows.wide, prl_row_span(e, s, r->destination), out->z + o + (int64_t)r->destination * B, B);
  }
}

void prl_buyers(prl_sweep *w, int32_t s) {
  const prl_economy *e = w->economy;
  const int64_t o = (int64_t)s * e->ld * w->B;
  if (e->nests.home)
    nested(w, s);
  else
    (w->B == 1 ? plain_1 : plain_8)(w, s);
  tolls(&w->now, w, s, w->now.u + o, w->B);
  sales(&w->now, w, s, w->B);
}

double prl_sweep_flow(const prl_sweep *w, int32_t s, int32_t n, int32_t i, int32_t place) {
  const prl_economy *e = w->economy;
  double share = w->rows.gross[(int64_t)s * e->N + n][place];
  for (int32_t k = w->rows.first[s]; k < w->rows.first[s + 1]; k++)
    if (w->rows.row[k].destination == n && w->rows.row[k].tariff) share -= w->rows.row[k].tariff[place];
  const double plain = w->now.z[(int64_t)s * e->ld + n] * share * w->now.u[(int64_t)s * e->ld + i];
  return w->rows.strips ? plain + prl_limits_flow(w, s, n, i) : plain;
}

/* ---- derivatives ---- */

PRL_INLINE void plain_along(const prl_sweep *w, int32_t s, prl_values *d, const int B) {
  const prl_economy *e = w->economy;
  const prl_values *v = &w->now;
  const int64_t from = (int64_t)s * e->ld, to = from + e->ld;
  const double over = -1 / e->theta[s];
  for (int64_t k = from; k < to; k += PRL_STEP) {
    const prl_lanes own = PRL_SHARED(w->rows.own, k), rate = PRL_SHARED(v->rate, k), z = PRL_SHARED(v->z, k);
    const prl_lanes du = own * PRL_LANED(d->u, k), dv = PRL_LANED(d->foreign, k) + du;
    const prl_lanes dz = (PRL_LANED(d->X, k) - z * dv) * rate;
    PRL_LANED(d->z, k) = dz;
    PRL_LANED(d->home, k) = dz * own * PRL_SHARED(v->u, k) + z * du;
    PRL_LANED(d->lnp, k) = over * rate * dv;
  }
}
PRL_CLONES static void plain_along_1(const prl_sweep *w, int32_t s, prl_values *d) { plain_along(w, s, d, 1); }
PRL_CLONES static void plain_along_8(const prl_sweep *w, int32_t s, prl_values *d) { plain_along(w, s, d, 8); }

/* The three elasticities of one cell: f, of z to F, of z to c. */
typedef struct reaction {
  double f, h, inverse; /* inverse: 1 / F, 0 where nothing comes from abroad */
} reaction;

static reaction react(const prl_sweep *w, int32_t s, int64_t k) {
  const double F = w->now.foreign[k];
  return (reaction){w->now.rate[k] * F, w->economy->nests.home[s], F > 0 ? 1 / F : 0};
}

static void nested_along(const prl_sweep *w, int32_t s, prl_values *d, int B) {
  const prl_economy *e = w->economy;
  const prl_values *v = &w->now;
  for (int64_t k = (int64_t)s * e->ld, n = 0; n < e->N; n++, k++) {
    const reaction r = react(w, s, k);
    const double ratio = r.h / e->theta[s], home_rate = v->home_rate[k] * w->rows.own[k] * v->uh[k];
    for (int64_t b = k * B; b < (k + 1) * B; b++) {
      const double dF = d->foreign[b] * r.inverse, dc = d->lc[b];
      d->lnp[b] = -r.f / e->theta[s] * dF + (1 - r.f) * dc;
      d->z[b] = d->X[b] * v->rate[k] + v->z[k] * (((1 - r.f) * ratio - 1) * dF + (1 - r.f) * r.h * dc);
      d->home[b] = d->X[b] * home_rate - v->home[k] * r.f * (ratio * dF + r.h * dc);
    }
  }
}

void prl_buyers_along(const prl_sweep *w, int32_t s, prl_values *d, const double *dy, int B) {
  const prl_economy *e = w->economy;
  const int64_t o = (int64_t)s * e->ld * B;
  prl_rows_sum(d->foreign + o, e, &w->rows, PRL_GROSS, s, d->u + o, B);
  if (w->rows.strips) prl_limits_along(w, s, d, dy, B);
  if (e->nests.home)
    nested_along(w, s, d, B);
  else
    (B == 1 ? plain_along_1 : plain_along_8)(w, s, d);
  tolls(d, w, s, d->u + o, B);
  sales(d, w, s, B);
}

/* ---- adjoints: in d, on entry, those of home, pull, levy, toll, z, lnp, foreign, X, lc; on exit those of X and lc are whole ---- */

PRL_INLINE void plain_back(const prl_sweep *w, int32_t s, prl_values *d, const int B) {
  const prl_economy *e = w->economy;
  const prl_values *v = &w->now;
  const int64_t from = (int64_t)s * e->ld, to = from + e->ld;
  const double over = 1 / e->theta[s];
  for (int64_t k = from; k < to; k += PRL_STEP) {
    const prl_lanes own = PRL_SHARED(w->rows.own, k), rate = PRL_SHARED(v->rate, k), z = PRL_SHARED(v->z, k), u = PRL_SHARED(v->u, k);
    const prl_lanes at_z = PRL_LANED(d->z, k) + PRL_LANED(d->home, k) * own * u;
    const prl_lanes at_v = -rate * (z * at_z + over * PRL_LANED(d->lnp, k));
    PRL_LANED(d->z, k) = at_z;
    PRL_LANED(d->X, k) += rate * at_z;
    PRL_LANED(d->foreign, k) += at_v;
    const prl_lanes at_home = own * (at_v + PRL_LANED(d->home, k) * z);
    PRL_LANED(d->own, k) = at_home * u;
    PRL_LANED(d->u, k) += at_home;
  }
}
PRL_CLONES static void plain_back_1(const prl_sweep *w, int32_t s, prl_values *d) { plain_back(w, s, d, 1); }
PRL_CLONES static void plain_back_8(const prl_sweep *w, int32_t s, prl_values *d) { plain_back(w, s, d, 8); }

static void nested_back(const prl_sweep *w, int32_t s, prl_values *d, int B) {
  const prl_economy *e = w->economy;
  const prl_values *v = &w->now;
  for (int64_t k = (int64_t)s * e->ld, n = 0; n < e->N; n++, k++) {
    const reaction r = react(w, s, k);
    const double ratio = r.h / e->theta[s], home_rate = v->home_rate[k] * w->rows.own[k] * v->uh[k];
    for (int64_t b = k * B; b < (k + 1) * B; b++) {
      const double at_z = d->z[b] * v->z[k], at_home = d->home[b] * v->home[k];
      d->foreign[b] += r.inverse * (((1 - r.f) * ratio - 1) * at_z - r.f / e->theta[s] * d->lnp[b] - r.f * ratio * at_home);
      const double at_cost = (1 - r.f) * (r.h * at_z + d->lnp[b]) - r.f * r.h * at_home; /* of ln c through H = A c^-h */
      d->own[b] = -at_cost / r.h;
      d->lc[b] += at_cost;
      d->X[b] += d->z[b] * v->rate[k] + d->home[b] * home_rate;
    }
  }
}

static void sales_back(const prl_sweep *w, int32_t s, prl_values *d, int B) {
  const prl_economy *e = w->economy;
  const int64_t o = (int64_t)s * e->ld * B, row = (int64_t)e->ld * B;
  double *sum = d->work;
  prl_rows_sum(sum, e, &w->rows, PRL_PRODUCER, s, d->pull + o, B);
  for (int64_t k = 0; k < (int64_t)e->N * B; k++) d->z[o + k] += sum[k];
  for (int32_t k = w->rows.first[s]; k < w->rows.first[s + 1]; k++) {
    const prl_row *r = &w->rows.row[k];
    if (!r->levy) continue;
    prl_row_sum(sum + row, r->levy, w->rows.wide, prl_row_span(e, s, r->destination), d->levy + o, B);
    for (int32_t b = 0; b < B; b++) d->z[o + (int64_t)r->destination * B + b] += sum[row + b];
  }
}

static void foreign_back(const prl_sweep *w, int32_t s, prl_values *d, int B) {
  const prl_economy *e = w->economy;
  const int64_t o = (int64_t)s * e->ld * B;
  double *sum = d->work;
  prl_rows_spread(sum, e, &w->rows, PRL_GROSS, s, d->foreign + o, B);
  for (int32_t k = w->rows.first[s]; k < w->rows.first[s + 1]; k++) {
    const prl_row *r = &w->rows.row[k];
    if (r->tariff)
      prl_row_spread(sum, r->tariff, w->rows.wide, prl_row_span(e, s, r->destination), d->toll + o + (int64_t)r->destination * B, B);
  }
  for (int64_t k = 0; k < (int64_t)e->N * B; k++) d->u[o + k] += sum[k];
}

void prl_buyers_back(const prl_sweep *w, int32_t s, prl_values *d, double *dy, int B) {
  sales_back(w, s, d, B);
  if (w->economy->nests.home)
    nested_back(w, s, d, B);
  else
    (B == 1 ? plain_back_1 : plain_back_8)(w, s, d);
  if (w->rows.strips) prl_limits_back(w, s, d, dy, B);
  foreign_back(w, s, d, B);
}
