/* split.c -- the domestic split: each country's own input-output loop solved at once, at the base's domestic shares.
 *
 *   H  = (I - G'D)^-1 G'        m - m_old = H (ln P - D m_old) - m_old
 *   H2 = (I - G D)^-1 G         X - X_old = H2 (Y - D X_old) + a2 I - X_old         a2 = (I - G D)^-1 alpha
 *
 * G[k][s] = gamma of one country, D = diag(pi_nn) at base. Any D leaves the solutions alone; this one brings the contraction rate from about
 * 0.5 to about 0.2 (docs/numerics.md). Both maps are linear, so the Jacobian uses the same code. Since G (I - D G)^-1 = (I - G D)^-1 G,
 * H is the transpose of H2: one matrix a country, solved for once and read once a sweep. */
#include "../base/clones.h"
#include "inside.h"

#include <stdlib.h>

PRL_CLONES void prl_split_inputs(double *rm, double *rx, const prl_economy *e, const prl_bundle *b, double *work) {
  const int32_t S = e->S, ld = e->ld;
  const int64_t block = (int64_t)S * ld;
  double *restrict lag = work, *restrict sale = work + block;
  for (int64_t k = 0; k < block; k++) {
    lag[k] = b->lnp[k] - e->split_own[k] * b->m[k];
    sale[k] = b->sold[k] - e->split_own[k] * b->X[k];
    rm[k] = -b->m[k];
  }
  for (int32_t k = 0; k < S; k++)
    for (int32_t n = 0; n < ld; n += PRL_LANES) {
      const int64_t o = (int64_t)k * ld + n;
      const double *h = e->split + (int64_t)k * block + n;
      const prl_lanes back = PRL_AT(lag, o);
      prl_lanes spent = PRL_AT(e->split_final, o) * PRL_AT(b->income, n) - PRL_AT(b->X, o); /* stays in a register through the sectors */
      for (int64_t s = 0; s < block; s += ld) {
        const prl_lanes weight = PRL_AT(h, s);
        PRL_AT(rm, s + n) += weight * back;
        spent += weight * PRL_AT(sale, s + n);
      }
      PRL_AT(rx, o) = spent / PRL_AT(e->scale, o);
    }
}

/* (I - G D) and [G | alpha] of one country. */
static void system_of(double *matrix, double *rhs, const prl_economy *e, int32_t n) {
  const int32_t S = e->S, ld = e->ld;
  for (int32_t k = 0; k < S; k++) {
    for (int32_t s = 0; s < S; s++) {
      const double g = e->gamma[((int64_t)k * S + s) * ld + n];
      matrix[k * S + s] = (k == s) - g * e->split_own[(int64_t)s * ld + n];
      rhs[k * (S + 1) + s] = g;
    }
    rhs[k * (S + 1) + S] = e->alpha[(int64_t)k * ld + n];
  }
}

static void store(prl_economy *e, const double *solution, int32_t n) {
  const int32_t S = e->S, ld = e->ld;
  for (int32_t k = 0; k < S; k++) {
    for (int32_t s = 0; s < S; s++) e->split[((int64_t)k * S + s) * ld + n] = solution[k * (S + 1) + s];
    e->split_final[(int64_t)k * ld + n] = solution[k * (S + 1) + S];
  }
}

prl_status prl_economy_split(prl_economy *e, prl_error *err) {
  const size_t S = (size_t)e->S;
  double *work = malloc((2 * S + 1) * S * sizeof *work);
  prl_status status = work ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "the domestic split of %zu sectors", S);
  for (int32_t s = 0; s < e->S && !status; s++)
    for (int32_t n = 0; n < e->N; n++) e->split_own[(int64_t)s * e->ld + n] = e->pi[((int64_t)s * e->N + n) * e->ld + n];
  for (int32_t n = 0; n < e->N && !status; n++) {
    system_of(work, work + S * S, e, n);
    if (prl_dense_solve(work, work + S * S, e->S, e->S + 1))
      store(e, work + S * S, n);
    else
      status = prl_fail(err, PRL_E_UNBALANCED, "region %s uses up all it makes: its input-output loop has no finite sum", e->region_id[n]);
  }
  free(work);
  return status;
}
