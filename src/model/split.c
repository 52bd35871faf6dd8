/* split.c -- each country's own input-output loop, solved once at the base's home shares.
 *
 *   H = (I - G D)^-1 G,   a = (I - G D)^-1 alpha          G[k][s] = gamma of one country, D = diag(base home share)
 *
 * On the price side the shares are G M with M = diag(markup), and D M^-1 in place of D gives (I - M G'D M^-1)^-1 M G' = M H': so one matrix
 * a country serves both sides of the loop (inputs.c), since G (I - D G)^-1 = (I - G D)^-1 G. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

/* (I - G D) and [G | alpha] of one country. */
static void system_of(double *matrix, double *rhs, const prl_economy *e, int32_t n) {
  const int32_t S = e->S, ld = e->ld;
  for (int32_t k = 0; k < S; k++) {
    for (int32_t s = 0; s < S; s++) {
      const double *use = prl_net_at(&e->gamma, e, k, s, n), g = use ? *use : 0;
      matrix[k * S + s] = (k == s) - g * e->split_own[(int64_t)s * ld + n];
      rhs[k * (S + 1) + s] = g;
    }
    rhs[k * (S + 1) + S] = e->alpha[(int64_t)k * ld + n];
  }
}

static void store(prl_economy *e, const double *solution, int32_t n) {
  const int32_t S = e->S, ld = e->ld;
  for (int32_t k = 0; k < S; k++) {
    for (int32_t s = 0; s < S; s++) *prl_net_at(&e->split, e, k, s, n) = solution[k * (S + 1) + s];
    e->split_final[(int64_t)k * ld + n] = solution[k * (S + 1) + S];
  }
}

/* The inverse of a sparse matrix is full: there D = 0, and the loop is run as it is. */
static void no_split(prl_economy *e) {
  e->split = e->gamma;
  memset(e->split_own, 0, (size_t)prl_block(e) * sizeof(double));
  memcpy(e->split_final, e->alpha, (size_t)prl_block(e) * sizeof(double));
}

prl_status prl_economy_split(prl_economy *e, prl_error *err) {
  const size_t S = (size_t)e->S;
  if (e->gamma.start) {
    no_split(e);
    return PRL_OK;
  }
  double *work = malloc((2 * S + 1) * S * sizeof *work);
  bool room = work && (e->split.number || prl_net_dense(&e->split, e->arena, e));
  prl_status status = room ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "the domestic split of %zu sectors", S);
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) e->split_own[(int64_t)s * e->ld + n] = e->own[(int64_t)s * e->ld + n];
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
