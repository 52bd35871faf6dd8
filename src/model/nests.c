/* nests.c -- Model 2: inputs that substitute for one another, and goods of final use that do.
 *
 *   PM[s]^(1-sm)  = sum_k gamma'[k,s] / (1 - beta[s]) P[k]^(1-sm)                     materials
 *   c0[s]^(1-sv)  = beta[s] w^(1-sv) + (1 - beta[s]) PM[s]^(1-sv)                     value added (labour) and materials
 *   PF^(1-sf)     = sum_k alpha[k] P[k]^(1-sf)                                        final use
 *   labour's share b[s] = beta (w / c0)^(1-sv),   share of k among materials = gamma' / (1 - beta) (P[k] / PM[s])^(1-sm)
 *   X[k]          = sum_s (share of k among materials) (1 - b[s]) Y[s] / markup + alpha[k] (P[k] / PF)^(1-sf) I
 * An elasticity of one is the Cobb-Douglas limit of its line. gamma' = gamma x markup: shares in cost. Negative alpha (inventories) are
 * kept: the sums must stay positive. Sectors that share sm form a class: their materials have one set of P^(1-sm). Source: Baqaee & Farhi
 * (2024) section 2; Atalay (2017) eq. 1-4.
 *
 * Given here are the misses of the plain equations, in m (ln c0 + g - beta ln w - m) and in X (money). */
#include "inside.h"

#include <math.h>
#include <string.h>

typedef struct size {
  int64_t S, ld, block;
} size;
static size size_of(const prl_economy *e) { return (size){e->S, e->ld, prl_block(e)}; }

/* ---- values (one state) ---- */

/* P^(1-sm) of one class, or ln P itself where sm = 1. */
static void powers(double *out, const double *lnp, double rho, int64_t block) {
  for (int64_t k = 0; k < block; k++) out[k] = rho * lnp[k];
  prl_exp(out, out, block);
}

/* Sums over inputs for the sectors of class c: the price of materials, and `unit`. */
static void material_prices(prl_sweep *w, int32_t c, double *sum, double *none) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  const double rho = e->nests.materials[c];
  double *power = w->price_power + c * z.block;
  powers(power, w->now.lnp, rho, z.block);
  memset(none, 0, (size_t)z.block * sizeof *none);
  prl_loop(sum, none + z.block, e, &e->gamma, rho == 0 ? w->now.lnp : power, none, 1);
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t k = s * z.ld; k < (s + 1) * z.ld && e->nests.material_class[s] == c; k++) {
      const double share = 1 - e->beta[k], per = share > 0 ? (e->markup ? e->markup[k] : 1) / share : 0;
      const double all = per * sum[k];
      const bool used = rho == 0 || all > 0; /* lanes beyond N use nothing */
      w->now.pm[k] = rho == 0 ? all : used ? log(all) / rho : 0;
      w->unit[k] = rho == 0 ? per : used ? per / all : 0;
    }
}

static void unit_costs(prl_sweep *w, const double *lw) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  for (int64_t s = 0; s < z.S; s++) {
    const double rho = e->nests.value_added[s];
    for (int64_t n = 0, k = s * z.ld; n < z.ld; n++, k++) {
      const double b = e->beta[k], labour = b * exp(rho * lw[n]), all = labour + (1 - b) * exp(rho * w->now.pm[k]);
      w->now.lc0[k] = rho == 0 ? b * lw[n] + (1 - b) * w->now.pm[k] : log(all) / rho;
      w->labour_share[k] = rho == 0 ? b : labour / all;
    }
  }
}

static void final_use(prl_sweep *w) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  const double rho = e->nests.final;
  for (int64_t n = 0; n < z.ld; n++) {
    double sum = 0, logs = 0;
    for (int64_t k = n; k < z.block; k += z.ld) {
      w->final_share[k] = e->alpha[k] * exp(rho * w->now.lnp[k]);
      sum += w->final_share[k];
      logs += e->alpha[k] * w->now.lnp[k];
    }
    w->now.lpf[n] = rho == 0 ? logs : n < e->N ? log(sum) / rho : 0;
    for (int64_t k = n; k < z.block && rho != 0 && n < e->N; k += z.ld) w->final_share[k] /= sum;
  }
}

/* What is spent on each input by the sectors of class c; added to miss_x. */
static void bills(prl_sweep *w, int32_t c, double *miss_x, double *weight) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  double *bill = w->bill + c * z.block, *power = w->price_power + c * z.block, *none = weight + z.block;
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t k = s * z.ld; k < (s + 1) * z.ld; k++)
      weight[k] =
          e->nests.material_class[s] == c ? w->now.sold[k] * (1 - w->labour_share[k]) / (e->markup ? e->markup[k] : 1) * w->unit[k] : 0;
  prl_loop(none, bill, e, &e->gamma, power, weight, 1);
  for (int64_t k = 0; k < z.block; k++) miss_x[k] += bill[k] *= power[k];
}

void prl_substitute(prl_sweep *w, double *miss_m, double *miss_x, const double *lw, const double *m) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  for (int32_t c = 0; c < e->nests.material_classes; c++) material_prices(w, c, w->now.work, w->now.work + z.block);
  unit_costs(w, lw);
  final_use(w);
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t n = 0, k = s * z.ld; n < z.ld; n++, k++) {
      miss_m[k] = w->now.lc0[k] + (e->psi ? w->now.g[k] : 0) - e->beta[k] * lw[n] - m[k];
      miss_x[k] = w->final_share[k] * w->now.income[n] - w->now.X[k];
    }
  for (int32_t c = 0; c < e->nests.material_classes; c++) bills(w, c, miss_x, w->now.work);
}

/* ---- derivatives along B directions ---- */

static double rho_of(const prl_economy *e, int64_t s) { return e->nests.materials[e->nests.material_class[s]]; }

/* d ln PM of the sectors of class c. */
static void material_prices_along(const prl_sweep *w, int32_t c, prl_values *d, double *in, int B) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  double *sum = in + z.block * B, *none = sum + z.block * B;
  for (int64_t k = 0; k < z.block; k++)
    for (int64_t b = k * B; b < (k + 1) * B; b++) in[b] = w->price_power[c * z.block + k] * d->lnp[b];
  memset(none, 0, (size_t)(z.block * B) * sizeof *none);
  prl_loop(sum, none + z.block * B, e, &e->gamma, in, none, B);
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t k = s * z.ld; k < (s + 1) * z.ld && e->nests.material_class[s] == c; k++)
      for (int64_t b = k * B; b < (k + 1) * B; b++) d->pm[b] = w->unit[k] * sum[b];
}

/* d(materials bill x unit) of the sectors of class c, spread over their inputs; adds to miss_x. */
static void bills_along(const prl_sweep *w, int32_t c, prl_values *d, double *miss_x, double *weight, int B) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  double *none = weight + z.block * B, *spent = none + z.block * B;
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t k = s * z.ld; k < (s + 1) * z.ld; k++) {
      const double rv = e->nests.value_added[s], rm = rho_of(e, s), share = (1 - w->labour_share[k]) / (e->markup ? e->markup[k] : 1);
      for (int64_t b = k * B; b < (k + 1) * B; b++) {
        const double d_bill = share * (d->sold[b] + w->now.sold[k] * rv * (d->pm[b] - d->lc0[b]));
        weight[b] = e->nests.material_class[s] == c ? w->unit[k] * (d_bill - share * w->now.sold[k] * rm * d->pm[b]) : 0;
      }
    }
  memset(none, 0, (size_t)(z.block * B) * sizeof *none);
  prl_loop(spent + z.block * B, spent, e, &e->gamma, none, weight, B);
  for (int64_t k = 0; k < z.block; k++)
    for (int64_t b = k * B; b < (k + 1) * B; b++)
      miss_x[b] += w->price_power[c * z.block + k] * spent[b] + e->nests.materials[c] * w->bill[c * z.block + k] * d->lnp[b];
}

void prl_substitute_along(const prl_sweep *w, prl_values *d, double *miss_m, double *miss_x, const double *dlw, const double *dm, int B) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  for (int32_t c = 0; c < e->nests.material_classes; c++) material_prices_along(w, c, d, d->work, B);
  memset(d->lpf, 0, (size_t)(z.ld * B) * sizeof *d->lpf);
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t n = 0, k = s * z.ld; n < z.ld; n++, k++)
      for (int64_t b = 0; b < B; b++) {
        const double ls = w->labour_share[k];
        d->lc0[k * B + b] = ls * dlw[n * B + b] + (1 - ls) * d->pm[k * B + b];
        d->lpf[n * B + b] += w->final_share[k] * d->lnp[k * B + b];
        miss_m[k * B + b] = d->lc0[k * B + b] + (e->psi ? d->g[k * B + b] : 0) - e->beta[k] * dlw[n * B + b] - dm[k * B + b];
      }
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t n = 0, k = s * z.ld; n < z.ld; n++, k++)
      for (int64_t b = 0; b < B; b++)
        miss_x[k * B + b] =
            w->final_share[k] * (d->income[n * B + b] + w->now.income[n] * e->nests.final * (d->lnp[k * B + b] - d->lpf[n * B + b])) -
            d->X[k * B + b];
  for (int32_t c = 0; c < e->nests.material_classes; c++) bills_along(w, c, d, miss_x, d->work, B);
}

/* ---- adjoints ---- */

/* Final use: from miss_x to lnp, income, X. */
static void final_use_back(const prl_sweep *w, prl_values *d, const double *miss_x, int B) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  const double rho = e->nests.final;
  for (int64_t n = 0; n < z.ld; n++)
    for (int64_t b = 0; b < B; b++) {
      double mean = 0;
      for (int64_t k = n; k < z.block; k += z.ld) mean += w->final_share[k] * miss_x[k * B + b];
      d->income[n * B + b] = mean;
      for (int64_t k = n; k < z.block; k += z.ld) {
        d->X[k * B + b] = -miss_x[k * B + b];
        d->lnp[k * B + b] = rho * w->now.income[n] * w->final_share[k] * (miss_x[k * B + b] - mean);
      }
    }
}

/* The bills of class c: adjoint of the weights by way of the prices, then of sold, lc0 (left in d->lc0) and pm. */
static void bills_back(const prl_sweep *w, int32_t c, prl_values *d, const double *miss_x, double *in, int B) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  double *weight = in + z.block * B, *none = weight + z.block * B;
  for (int64_t k = 0; k < z.block; k++)
    for (int64_t b = k * B; b < (k + 1) * B; b++) {
      in[b] = w->price_power[c * z.block + k] * miss_x[b];
      d->lnp[b] += e->nests.materials[c] * w->bill[c * z.block + k] * miss_x[b];
    }
  memset(none, 0, (size_t)(z.block * B) * sizeof *none);
  prl_loop(weight, none + z.block * B, e, &e->gamma, in, none, B);
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t k = s * z.ld; k < (s + 1) * z.ld && e->nests.material_class[s] == c; k++) {
      const double rv = e->nests.value_added[s], rm = rho_of(e, s), share = (1 - w->labour_share[k]) / (e->markup ? e->markup[k] : 1);
      for (int64_t b = k * B; b < (k + 1) * B; b++) {
        const double at = w->unit[k] * weight[b] * share;
        d->sold[b] = at;
        d->lc0[b] -= at * w->now.sold[k] * rv;
        d->pm[b] = at * w->now.sold[k] * (rv - rm);
      }
    }
}

static void material_prices_back(const prl_sweep *w, int32_t c, prl_values *d, double *weight, int B) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  double *none = weight + z.block * B, *spent = none + z.block * B;
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t k = s * z.ld; k < (s + 1) * z.ld; k++)
      for (int64_t b = k * B; b < (k + 1) * B; b++) weight[b] = e->nests.material_class[s] == c ? w->unit[k] * d->pm[b] : 0;
  memset(none, 0, (size_t)(z.block * B) * sizeof *none);
  prl_loop(spent + z.block * B, spent, e, &e->gamma, none, weight, B);
  for (int64_t k = 0; k < z.block; k++)
    for (int64_t b = k * B; b < (k + 1) * B; b++) d->lnp[b] += w->price_power[c * z.block + k] * spent[b];
}

void prl_substitute_back(const prl_sweep *w, prl_values *d, const double *miss_m, const double *miss_x, double *dlw, double *dm, int B) {
  const prl_economy *e = w->economy;
  const size z = size_of(e);
  double *room = d->work + 4 * z.block * B; /* miss_m and miss_x may stand in the first four blocks */
  final_use_back(w, d, miss_x, B);
  memcpy(d->lc0, miss_m, (size_t)(z.block * B) * sizeof *d->lc0);
  for (int32_t c = 0; c < e->nests.material_classes; c++) bills_back(w, c, d, miss_x, room, B);
  for (int64_t s = 0; s < z.S; s++)
    for (int64_t n = 0, k = s * z.ld; n < z.ld; n++, k++)
      for (int64_t b = 0; b < B; b++) {
        const double ls = w->labour_share[k], at = d->lc0[k * B + b];
        dlw[n * B + b] += ls * at - e->beta[k] * miss_m[k * B + b];
        d->pm[k * B + b] += (1 - ls) * at;
        dm[k * B + b] -= miss_m[k * B + b];
        d->g[k * B + b] = miss_m[k * B + b];
        d->lc[k * B + b] = 0;
      }
  for (int32_t c = 0; c < e->nests.material_classes; c++) material_prices_back(w, c, d, room, B);
}
