/* inputs.c -- costs, and how they and spending run through the input-output loop.
 *
 *   ln c[i,s] = beta[i,s] ln w[i] + m[i,s]                          unit cost; m is an unknown: the price of materials, and what scale takes off
 *   0 = sum_k gamma'[k,s] ln P[k] + g[s] - m[s]                     gamma' = gamma x markup: shares in cost
 *   0 = sum_s gamma[k,s] Y[s] + alpha[k] I - X[k]
 *   g[s] = -psi (ln Y^ - ln c0),  ln c0 = ln c - g                  scale (Model 3): size is the number of input bundles in use, Y^ / c0
 *        = -psi / (1 + psi) (ln Y^ - ln c)
 * Cobb-Douglas here; where inputs substitute, nests.c gives the two misses.
 *
 * The domestic split. With D[n,s] the base home share, m and X react to themselves at home through D, so that part is solved at once,
 * with H = (I - G D)^-1 G, a = (I - G D)^-1 alpha of each country (G = gamma, M = diag(markup)):
 *   r_m = M H' (ln P - D M^-1 (m - g)) + g - m,      r_x = H (Y - D X) + a I - X
 * Any D leaves the solutions alone; this one brings the contraction rate from about 0.5 to about 0.2 (docs/numerics.md). In terms of the
 * misses y of the plain equations: r_m = y + M H' D M^-1 y, r_x = y + H D y, which serves the nests. Spending is measured in units of its
 * base value. Sources: Caliendo & Parro (2015) eq. 4-9; Kucheryavyy, Lyn & Rodriguez-Clare (2023) eq. 2. */
#include "inside.h"

#include <math.h>

/* ---- costs ---- */

/* Where exp overflows or underflows, what follows is no number, and the solver sees that x is out of the domain. */
PRL_INLINE void cost(prl_sweep *w, const double *lw, const double *m, const double *q, const int B) {
  const prl_economy *e = w->economy;
  prl_values *v = &w->now;
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t n = 0, k = (int64_t)s * e->ld; n < e->ld; n += PRL_STEP, k += PRL_STEP) {
      const prl_lanes lc = PRL_SHARED(e->beta, k) * PRL_LANED(lw, n) + PRL_LANED(m, k);
      PRL_LANED(v->lc, k) = lc;
      PRL_LANED(v->u, k) = -e->theta[s] * lc;
      PRL_LANED(v->X, k) = PRL_LANED(q, k) * PRL_SHARED(e->scale, k);
    }
}
PRL_CLONES static void cost_1(prl_sweep *w, const double *lw, const double *m, const double *q) { cost(w, lw, m, q, 1); }
PRL_CLONES static void cost_8(prl_sweep *w, const double *lw, const double *m, const double *q) { cost(w, lw, m, q, 8); }

void prl_costs(prl_sweep *w, const double *lw, const double *m, const double *q) {
  const prl_economy *e = w->economy;
  prl_values *v = &w->now;
  const int64_t row = (int64_t)e->ld * w->B, block = row * e->S;
  (w->B == 1 ? cost_1 : cost_8)(w, lw, m, q);
  for (int32_t s = 0; s < e->S && e->nests.home; s++)
    for (int64_t k = s * row; k < (s + 1) * row; k++) v->uh[k] = -e->nests.home[s] * v->lc[k];
  if (e->nests.home) prl_exp(v->uh, v->uh, block);
  prl_exp(v->u, v->u, block);
  prl_exp(v->wage, lw, row);
  for (int64_t n = 0; n < e->ld; n++)
    for (int64_t k = n * w->B; k < (n + 1) * w->B; k++) v->earned[k] = v->wage[k] * e->labour[n];
}

PRL_INLINE void cost_along(const prl_sweep *w, prl_values *d, const double *dlw, const double *dm, const double *dq, const int B) {
  const prl_economy *e = w->economy;
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t n = 0, k = (int64_t)s * e->ld; n < e->ld; n += PRL_STEP, k += PRL_STEP) {
      const prl_lanes dlc = PRL_SHARED(e->beta, k) * PRL_LANED(dlw, n) + PRL_LANED(dm, k);
      PRL_LANED(d->lc, k) = dlc;
      PRL_LANED(d->u, k) = -e->theta[s] * PRL_SHARED(w->now.u, k) * dlc;
      PRL_LANED(d->X, k) = PRL_LANED(dq, k) * PRL_SHARED(e->scale, k);
    }
  for (int64_t n = 0; n < e->ld; n += PRL_STEP) PRL_LANED(d->earned, n) = PRL_SHARED(w->now.earned, n) * PRL_LANED(dlw, n);
}
PRL_CLONES static void cost_along_1(const prl_sweep *w, prl_values *d, const double *dlw, const double *dm, const double *dq) {
  cost_along(w, d, dlw, dm, dq, 1);
}
PRL_CLONES static void cost_along_8(const prl_sweep *w, prl_values *d, const double *dlw, const double *dm, const double *dq) {
  cost_along(w, d, dlw, dm, dq, 8);
}

void prl_costs_along(const prl_sweep *w, prl_values *d, const double *dlw, const double *dm, const double *dq, int B) {
  (B == 1 ? cost_along_1 : cost_along_8)(w, d, dlw, dm, dq);
}

/* Adds the adjoints of lc, u, X and earned to those of the state. */
PRL_INLINE void cost_back(const prl_sweep *w, prl_values *d, double *dlw, double *dm, double *dq, const int B) {
  const prl_economy *e = w->economy;
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t n = 0, k = (int64_t)s * e->ld; n < e->ld; n += PRL_STEP, k += PRL_STEP) {
      const prl_lanes at = PRL_LANED(d->lc, k) - e->theta[s] * PRL_SHARED(w->now.u, k) * PRL_LANED(d->u, k);
      PRL_LANED(dm, k) += at;
      PRL_LANED(dlw, n) += PRL_SHARED(e->beta, k) * at;
      PRL_LANED(dq, k) += PRL_LANED(d->X, k) * PRL_SHARED(e->scale, k);
    }
  for (int64_t n = 0; n < e->ld; n += PRL_STEP) PRL_LANED(dlw, n) += PRL_SHARED(w->now.earned, n) * PRL_LANED(d->earned, n);
}
PRL_CLONES static void cost_back_1(const prl_sweep *w, prl_values *d, double *dlw, double *dm, double *dq) {
  cost_back(w, d, dlw, dm, dq, 1);
}
PRL_CLONES static void cost_back_8(const prl_sweep *w, prl_values *d, double *dlw, double *dm, double *dq) {
  cost_back(w, d, dlw, dm, dq, 8);
}

void prl_costs_back(const prl_sweep *w, prl_values *d, double *dlw, double *dm, double *dq, int B) {
  (B == 1 ? cost_back_1 : cost_back_8)(w, d, dlw, dm, dq);
}

/* ---- scale ---- */

/* g; nothing where nothing is made */
static void scale_effect(prl_sweep *w) {
  const prl_economy *e = w->economy;
  const int B = w->B;
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t k = (int64_t)s * e->ld; k < (int64_t)(s + 1) * e->ld; k++)
      for (int64_t b = k * B; b < (k + 1) * B; b++)
        w->now.g[b] = e->output[k] > 0 && e->psi[s] > 0 ? -e->psi[s] * (log(w->now.sold[b] / e->output[k]) - w->now.lc[b]) : 0;
}

static void scale_along(const prl_sweep *w, prl_values *d, int B) {
  const prl_economy *e = w->economy;
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t k = (int64_t)s * e->ld; k < (int64_t)(s + 1) * e->ld; k++)
      for (int64_t b = k * B; b < (k + 1) * B; b++) d->g[b] = e->output[k] > 0 ? -e->psi[s] * (d->sold[b] / w->now.sold[k] - d->lc[b]) : 0;
}

static void scale_back(const prl_sweep *w, prl_values *d, int B) {
  const prl_economy *e = w->economy;
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t k = (int64_t)s * e->ld; k < (int64_t)(s + 1) * e->ld; k++)
      for (int64_t b = k * B; b < (k + 1) * B && e->output[k] > 0; b++) {
        d->sold[b] -= e->psi[s] * d->g[b] / w->now.sold[k];
        d->lc[b] += e->psi[s] * d->g[b];
      }
}

/* ---- the loop ---- */

/* D / markup of cells k, D alone where firms make no profit. */
#define LAG(k)       (e->markup ? (prl_lanes)(PRL_SHARED(e->split_own, k) / PRL_SHARED(e->markup, k)) : (prl_lanes)PRL_SHARED(e->split_own, k))
#define MARKUP(x, k) (e->markup ? (prl_lanes)((x)*PRL_SHARED(e->markup, k)) : (prl_lanes)(x))

typedef struct loop { /* values in a pass, or their derivatives */
  const double *m, *lnp, *sold, *X, *income, *g;
} loop;

PRL_INLINE void lags(double *lag, double *sale, const prl_economy *e, const loop *l, const int B) {
  for (int64_t k = 0; k < prl_block(e); k += PRL_STEP) {
    const prl_lanes m = l->g ? (prl_lanes)(PRL_LANED(l->m, k) - PRL_LANED(l->g, k)) : (prl_lanes)PRL_LANED(l->m, k);
    PRL_LANED(lag, k) = PRL_LANED(l->lnp, k) - LAG(k) * m;
    PRL_LANED(sale, k) = PRL_LANED(l->sold, k) - PRL_SHARED(e->split_own, k) * PRL_LANED(l->X, k);
  }
}

PRL_INLINE void misses(double *rm, double *rx, const prl_economy *e, const loop *l, const int B) {
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t n = 0, k = (int64_t)s * e->ld; n < e->ld; n += PRL_STEP, k += PRL_STEP) {
      const prl_lanes m = l->g ? (prl_lanes)(PRL_LANED(l->m, k) - PRL_LANED(l->g, k)) : (prl_lanes)PRL_LANED(l->m, k);
      PRL_LANED(rm, k) = MARKUP(PRL_LANED(rm, k), k) - m;
      PRL_LANED(rx, k) =
          (PRL_LANED(rx, k) + PRL_SHARED(e->split_final, k) * PRL_LANED(l->income, n) - PRL_LANED(l->X, k)) / PRL_SHARED(e->scale, k);
    }
}
PRL_CLONES static void lags_1(double *lag, double *sale, const prl_economy *e, const loop *l) { lags(lag, sale, e, l, 1); }
PRL_CLONES static void lags_8(double *lag, double *sale, const prl_economy *e, const loop *l) { lags(lag, sale, e, l, 8); }
PRL_CLONES static void misses_1(double *rm, double *rx, const prl_economy *e, const loop *l) { misses(rm, rx, e, l, 1); }
PRL_CLONES static void misses_8(double *rm, double *rx, const prl_economy *e, const loop *l) { misses(rm, rx, e, l, 8); }

static void cobb_douglas(double *rm, double *rx, const prl_economy *e, const loop *l, double *work, int B) {
  double *lag = work, *sale = work + prl_block(e) * B;
  (B == 1 ? lags_1 : lags_8)(lag, sale, e, l);
  prl_loop(rm, rx, e, &e->split, lag, sale, B);
  (B == 1 ? misses_1 : misses_8)(rm, rx, e, l);
}

/* From the misses of the plain equations in rm and rx to those of the split ones. */
static void split(double *rm, double *rx, const prl_economy *e, double *work, int B) {
  const int64_t block = prl_block(e);
  double *lag = work, *sale = lag + block * B, *up = sale + block * B, *down = up + block * B;
  for (int64_t k = 0; k < block; k++)
    for (int64_t b = k * B; b < (k + 1) * B; b++) {
      lag[b] = rm[b] * e->split_own[k] / (e->markup ? e->markup[k] : 1);
      sale[b] = rx[b] * e->split_own[k];
    }
  prl_loop(up, down, e, &e->split, lag, sale, B);
  for (int64_t k = 0; k < block; k++)
    for (int64_t b = k * B; b < (k + 1) * B; b++) {
      rm[b] += up[b] * (e->markup ? e->markup[k] : 1);
      rx[b] = (rx[b] + down[b]) / e->scale[k];
    }
}

void prl_inputs(prl_sweep *w, double *rm, double *rx, const double *lw, const double *m) {
  const prl_economy *e = w->economy;
  prl_values *v = &w->now;
  if (e->psi) scale_effect(w);
  if (e->nests.upper) {
    prl_substitute(w, rm, rx, lw, m);
    split(rm, rx, e, v->work, w->B);
    return;
  }
  const loop now = {m, v->lnp, v->sold, v->X, v->income, e->psi ? v->g : NULL};
  cobb_douglas(rm, rx, e, &now, v->work, w->B);
}

void prl_inputs_along(const prl_sweep *w, prl_values *d, double *rm, double *rx, const double *dlw, const double *dm, int B) {
  const prl_economy *e = w->economy;
  if (e->psi) scale_along(w, d, B);
  if (e->nests.upper) {
    prl_substitute_along(w, d, rm, rx, dlw, dm, B);
    split(rm, rx, e, d->work, B);
    return;
  }
  const loop along = {dm, d->lnp, d->sold, d->X, d->income, e->psi ? d->g : NULL};
  cobb_douglas(rm, rx, e, &along, d->work, B);
}

/* ---- adjoints: sets those of lnp, sold, X, g, lc and income, adds to those of lw and m ---- */

PRL_INLINE void weigh(double *to_m, double *to_x, const prl_economy *e, const double *rm, const double *rx, const int B) {
  for (int64_t k = 0; k < prl_block(e); k += PRL_STEP) {
    PRL_LANED(to_m, k) = PRL_LANED(rx, k) / PRL_SHARED(e->scale, k);
    PRL_LANED(to_x, k) = MARKUP(PRL_LANED(rm, k), k);
  }
}
PRL_CLONES static void weigh_1(double *to_m, double *to_x, const prl_economy *e, const double *rm, const double *rx) {
  weigh(to_m, to_x, e, rm, rx, 1);
}
PRL_CLONES static void weigh_8(double *to_m, double *to_x, const prl_economy *e, const double *rm, const double *rx) {
  weigh(to_m, to_x, e, rm, rx, 8);
}

/* `sale` and `lag` are the adjoints of Y - D X and of ln P - D m / markup; `spent` that of X's miss in money. */
PRL_INLINE void share_out(const prl_sweep *w, prl_values *d, const double *rm, const double *spent, const double *sale, const double *lag,
                          double *dm, const int B) {
  const prl_economy *e = w->economy;
  for (int64_t n = 0; n < e->ld; n += PRL_STEP) PRL_LANED(d->income, n) = (prl_lanes){0};
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t n = 0, k = (int64_t)s * e->ld; n < e->ld; n += PRL_STEP, k += PRL_STEP) {
      const prl_lanes at_m = LAG(k) * PRL_LANED(lag, k) + PRL_LANED(rm, k);
      PRL_LANED(d->lnp, k) = PRL_LANED(lag, k);
      PRL_LANED(dm, k) -= at_m;
      PRL_LANED(d->g, k) = at_m;
      PRL_LANED(d->lc, k) = (prl_lanes){0};
      PRL_LANED(d->sold, k) = PRL_LANED(sale, k);
      PRL_LANED(d->X, k) = -PRL_SHARED(e->split_own, k) * PRL_LANED(sale, k) - PRL_LANED(spent, k);
      PRL_LANED(d->income, n) += PRL_SHARED(e->split_final, k) * PRL_LANED(spent, k);
    }
}
PRL_CLONES static void share_out_1(const prl_sweep *w, prl_values *d, const double *rm, const double *spent, const double *sale,
                                   const double *lag, double *dm) {
  share_out(w, d, rm, spent, sale, lag, dm, 1);
}
PRL_CLONES static void share_out_8(const prl_sweep *w, prl_values *d, const double *rm, const double *spent, const double *sale,
                                   const double *lag, double *dm) {
  share_out(w, d, rm, spent, sale, lag, dm, 8);
}

/* The transpose of `split`: from (adjoints of r) to those of the plain misses, in place. */
static void split_back(const prl_economy *e, const double *rm, double *spent, double *sale, double *lag, int B) {
  for (int64_t k = 0; k < prl_block(e); k++)
    for (int64_t b = k * B; b < (k + 1) * B; b++) {
      spent[b] += e->split_own[k] * sale[b];
      lag[b] = rm[b] + e->split_own[k] / (e->markup ? e->markup[k] : 1) * lag[b];
    }
}

void prl_inputs_back(const prl_sweep *w, prl_values *d, const double *rm, const double *rx, double *dlw, double *dm, int B) {
  const prl_economy *e = w->economy;
  const int64_t block = prl_block(e) * B;
  double *spent = d->work, *to_x = spent + block, *sale = to_x + block, *lag = sale + block;
  (B == 1 ? weigh_1 : weigh_8)(spent, to_x, e, rm, rx);
  prl_loop(sale, lag, e, &e->split, spent, to_x, B);
  if (e->nests.upper) {
    split_back(e, rm, spent, sale, lag, B);
    prl_substitute_back(w, d, lag, spent, dlw, dm, B);
  } else
    (B == 1 ? share_out_1 : share_out_8)(w, d, rm, spent, sale, lag, dm);
  if (e->psi) scale_back(w, d, B);
}
