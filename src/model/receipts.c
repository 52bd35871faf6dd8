/* receipts.c -- what every region sells, buys and collects, from the rows of all sectors.
 *
 *   sold[i,s]  = u pull + home keep                     producers' receipts; pull = sum_n C z
 *   imports[n] = sum_s z (F - toll)                     at border prices; toll = sum_i (A - B) u
 *   revenue[n] = sum_s z toll                           tariffs
 *   exports[i] = sum_s u (pull + levy)                  levy = sum_n (B - C) z
 *   export revenue[i] = sum_s u levy + home (1 - keep)
 *   profits[i] = sum_s profit share x sold              (Ossa 2014 eq. 4; none unless firms are fixed)
 *
 * A batch adds up tolls and levies in every sector, so that what one state comes to does not depend on the others' wedges.
 * Millions of base-year US$. What is under quantity limits is put right in limits.c. */
#include "inside.h"

#include <string.h>

static void clear(prl_values *v, const prl_economy *e, int B) {
  double *all[] = {v->revenue, v->export_revenue, v->rents, v->profits, v->exports, v->imports};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++) memset(all[k], 0, (size_t)e->ld * (size_t)B * sizeof(double));
}

PRL_INLINE void receive(prl_sweep *w, const int B) {
  const prl_economy *e = w->economy;
  prl_values *v = &w->now;
  for (int32_t s = 0; s < e->S; s++) {
    const bool wedged = w->rows.wide || w->rows.first[s] < w->rows.first[s + 1];
    const double profit = e->profit ? e->profit[s] : 0;
    for (int64_t n = 0, k = (int64_t)s * e->ld; n < e->ld; n += PRL_STEP, k += PRL_STEP) {
      const prl_lanes u = PRL_LANED(v->u, k), z = PRL_LANED(v->z, k), home = PRL_LANED(v->home, k);
      const prl_lanes abroad = u * PRL_LANED(v->pull, k), keep = PRL_SHARED(w->rows.keep, k), sold = abroad + home * keep;
      PRL_LANED(v->sold, k) = sold;
      if (wedged) {
        const prl_lanes duty = z * PRL_LANED(v->toll, k), levy = u * PRL_LANED(v->levy, k);
        PRL_LANED(v->imports, n) += z * PRL_LANED(v->foreign, k) - duty;
        PRL_LANED(v->exports, n) += abroad + levy;
        PRL_LANED(v->revenue, n) += duty;
        PRL_LANED(v->export_revenue, n) += levy;
      } else {
        PRL_LANED(v->imports, n) += z * PRL_LANED(v->foreign, k);
        PRL_LANED(v->exports, n) += abroad;
      }
      if (w->rows.taxes_home) PRL_LANED(v->export_revenue, n) += home * (1.0 - keep);
      if (e->profit) PRL_LANED(v->profits, n) += profit * sold;
    }
  }
}
PRL_CLONES static void receive_1(prl_sweep *w) { receive(w, 1); }
PRL_CLONES static void receive_8(prl_sweep *w) { receive(w, 8); }

static void profits_on(double *profits, const prl_sweep *w, const double *sold, int B) {
  const prl_economy *e = w->economy;
  memset(profits, 0, (size_t)e->ld * (size_t)B * sizeof *profits);
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t k = 0; k < (int64_t)e->ld * B; k++) profits[k] += e->profit[s] * sold[(int64_t)s * e->ld * B + k];
}

void prl_receipts(prl_sweep *w) {
  clear(&w->now, w->economy, w->B);
  (w->B == 1 ? receive_1 : receive_8)(w);
  if (!w->rows.strips) return;
  prl_limits_receipts(w);
  if (w->economy->profit) profits_on(w->now.profits, w, w->now.sold, w->B);
}

PRL_INLINE void receive_along(const prl_sweep *w, prl_values *d, const int B) {
  const prl_economy *e = w->economy;
  const prl_values *v = &w->now;
  for (int32_t s = 0; s < e->S; s++) {
    const bool wedged = w->rows.first[s] < w->rows.first[s + 1];
    const double profit = e->profit ? e->profit[s] : 0;
    for (int64_t n = 0, k = (int64_t)s * e->ld; n < e->ld; n += PRL_STEP, k += PRL_STEP) {
      const prl_lanes u = PRL_SHARED(v->u, k), z = PRL_SHARED(v->z, k), keep = PRL_SHARED(w->rows.keep, k);
      const prl_lanes du = PRL_LANED(d->u, k), dz = PRL_LANED(d->z, k), home = PRL_LANED(d->home, k);
      const prl_lanes abroad = du * PRL_SHARED(v->pull, k) + u * PRL_LANED(d->pull, k), sold = abroad + home * keep;
      const prl_lanes bought = dz * PRL_SHARED(v->foreign, k) + z * PRL_LANED(d->foreign, k);
      PRL_LANED(d->sold, k) = sold;
      PRL_LANED(d->imports, n) += bought;
      PRL_LANED(d->exports, n) += abroad;
      if (wedged) {
        const prl_lanes duty = dz * PRL_SHARED(v->toll, k) + z * PRL_LANED(d->toll, k);
        const prl_lanes levy = du * PRL_SHARED(v->levy, k) + u * PRL_LANED(d->levy, k);
        PRL_LANED(d->imports, n) -= duty;
        PRL_LANED(d->exports, n) += levy;
        PRL_LANED(d->revenue, n) += duty;
        PRL_LANED(d->export_revenue, n) += levy;
      }
      if (w->rows.taxes_home) PRL_LANED(d->export_revenue, n) += home * (1.0 - keep);
      if (e->profit) PRL_LANED(d->profits, n) += profit * sold;
    }
  }
}
PRL_CLONES static void receive_along_1(const prl_sweep *w, prl_values *d) { receive_along(w, d, 1); }
PRL_CLONES static void receive_along_8(const prl_sweep *w, prl_values *d) { receive_along(w, d, 8); }

void prl_receipts_along(const prl_sweep *w, prl_values *d, int B) {
  clear(d, w->economy, B);
  (B == 1 ? receive_along_1 : receive_along_8)(w, d);
  if (!w->rows.strips) return;
  prl_limits_receipts_along(w, d, B);
  if (w->economy->profit) profits_on(d->profits, w, d->sold, B);
}

/* Sets the adjoints of pull, levy, toll, z, home, foreign, u; adds the profits' to that of sold first. */
PRL_INLINE void receive_back(const prl_sweep *w, prl_values *d, const int B) {
  const prl_economy *e = w->economy;
  const prl_values *v = &w->now;
  for (int32_t s = 0; s < e->S; s++) {
    const bool wedged = w->rows.first[s] < w->rows.first[s + 1];
    const double profit = e->profit ? e->profit[s] : 0;
    for (int64_t n = 0, k = (int64_t)s * e->ld; n < e->ld; n += PRL_STEP, k += PRL_STEP) {
      const prl_lanes u = PRL_SHARED(v->u, k), z = PRL_SHARED(v->z, k), keep = PRL_SHARED(w->rows.keep, k);
      const prl_lanes in = PRL_LANED(d->imports, n), out = PRL_LANED(d->exports, n), levied = PRL_LANED(d->export_revenue, n);
      const prl_lanes sold = PRL_LANED(d->sold, k) + profit * PRL_LANED(d->profits, n), abroad = sold + out;
      prl_lanes at_z = in * PRL_SHARED(v->foreign, k), at_u = abroad * PRL_SHARED(v->pull, k);
      PRL_LANED(d->sold, k) = sold;
      PRL_LANED(d->home, k) = sold * keep + levied * (1.0 - keep);
      PRL_LANED(d->foreign, k) = in * z;
      PRL_LANED(d->pull, k) = abroad * u;
      if (wedged) {
        const prl_lanes duty = PRL_LANED(d->revenue, n) - in, levy = out + levied;
        at_z += duty * PRL_SHARED(v->toll, k);
        at_u += levy * PRL_SHARED(v->levy, k);
        PRL_LANED(d->toll, k) = duty * z;
        PRL_LANED(d->levy, k) = levy * u;
      }
      PRL_LANED(d->z, k) = at_z;
      PRL_LANED(d->u, k) = at_u;
    }
  }
}
PRL_CLONES static void receive_back_1(const prl_sweep *w, prl_values *d) { receive_back(w, d, 1); }
PRL_CLONES static void receive_back_8(const prl_sweep *w, prl_values *d) { receive_back(w, d, 8); }

void prl_receipts_back(const prl_sweep *w, prl_values *d, int B) {
  (B == 1 ? receive_back_1 : receive_back_8)(w, d);
  if (w->rows.strips) prl_limits_receipts_back(w, d, B);
}
