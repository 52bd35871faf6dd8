/* cp2015_base.c -- the base year, as the shares the equations need.
 *
 *   output[n,s] = max(gross output, exports)          sales at home = output - exports          D[n] = imports - exports, net of tariff
 *   X[n,s]      = sum_i (1 + t) trade                 pi = (1 + t) trade / X                    home included, untaxed
 *   gamma[n,k,s]= (1 - b[n,s]) inputs[n,k,s] / sum_k inputs                                     the published columns miss 1 by 1e-6
 *   alpha[n,k]  = (X[n,k] - sum_s gamma[n,k,s] output[n,s]) / (VA[n] + revenue[n] + D[n])       negatives to 0, the rest rescaled to 1
 *
 * Because of those negatives the shares are no equilibrium: solving once at unchanged tariffs makes them one. Million US$.
 * Source: Caliendo & Parro (2015), section 4.1 and the authors' replication archive. */
#include "cp2015.h"

#include <math.h>

#define N       PRL_CP_COUNTRIES
#define DOLLARS 1e-6

static prl_status make_room(prl_cp_base *out, prl_arena *arena, const prl_cp_data *d, prl_error *err) {
  const size_t S = (size_t)d->sectors, flows = S * N * N, cells = N * S;
  double *room = prl_arena_alloc(arena, 2 * flows + cells * S + 2 * cells, sizeof *room);
  if (!room) return prl_fail(err, PRL_E_MEMORY, "no memory left for the base year");
  *out = (prl_cp_base){.sectors = d->sectors, .traded = d->traded, .pi = room, .tariff = room + flows, .gamma = room + 2 * flows};
  out->alpha = out->gamma + cells * S;
  out->labour_share = out->alpha + cells;
  return PRL_OK;
}

static double exports_of(const prl_cp_data *d, int32_t s, int32_t n) {
  double sum = 0;
  for (int32_t m = 0; m < N && s < d->traded; m++) sum += m == n ? 0 : d->trade[prl_cp_at(s, m, n)];
  return sum;
}

typedef struct account { /* of one country */
  double output[PRL_CP_SECTORS], spending[PRL_CP_SECTORS], income;
} account;

/* One destination and sector: what is bought at home, its spending, and the shares of origins. */
static void spend(prl_cp_base *b, account *a, const prl_cp_data *d, int32_t s, int32_t n) {
  double *pi = b->pi + prl_cp_at(s, n, 0), *tariff = b->tariff + prl_cp_at(s, n, 0), sum = 0;
  const double exports = exports_of(d, s, n);
  a->output[s] = DOLLARS * fmax(d->output[(int64_t)n * d->sectors + s], exports);
  for (int32_t i = 0; i < N; i++) {
    const double net = i == n ? a->output[s] - DOLLARS * exports : s < d->traded ? DOLLARS * d->trade[prl_cp_at(s, n, i)] : 0;
    tariff[i] = i == n || s >= d->traded ? 0 : d->tariff1993[prl_cp_at(s, n, i)];
    pi[i] = (1 + tariff[i]) * net;
    sum += pi[i];
    a->income += tariff[i] * net;
    b->deficit[n] += i == n ? 0 : net;
  }
  b->deficit[n] -= DOLLARS * exports;
  a->spending[s] = sum;
  for (int32_t i = 0; i < N && sum > 0; i++) pi[i] /= sum;
}

static void technology(prl_cp_base *b, const prl_cp_data *d, int32_t s, int32_t n) {
  const int32_t S = d->sectors;
  const double *inputs = d->inputs + (int64_t)n * S * S, share = d->value_added[(int64_t)n * S + s];
  double *gamma = b->gamma + (int64_t)n * S * S, sum = 0;
  for (int32_t k = 0; k < S; k++) sum += inputs[k * S + s];
  for (int32_t k = 0; k < S; k++) gamma[k * S + s] = sum > 0 ? (1 - share) * inputs[k * S + s] / sum : 0;
  b->labour_share[(int64_t)n * S + s] = sum > 0 ? share : 1;
}

static void taste(prl_cp_base *b, const account *a, int32_t n) {
  const int32_t S = b->sectors;
  double *alpha = b->alpha + (int64_t)n * S, sum = 0;
  for (int32_t k = 0; k < S; k++) {
    const double *gamma = b->gamma + ((int64_t)n * S + k) * S;
    alpha[k] = a->spending[k];
    for (int32_t s = 0; s < S; s++) alpha[k] -= gamma[s] * a->output[s];
    alpha[k] = fmax(alpha[k] / a->income, 0);
    sum += alpha[k];
  }
  for (int32_t k = 0; k < S; k++) alpha[k] /= sum;
}

prl_status prl_cp_base_new(prl_cp_base *out, prl_arena *arena, const prl_cp_data *data, prl_error *err) {
  prl_status status = make_room(out, arena, data, err);
  for (int32_t n = 0; n < N && status == PRL_OK; n++) {
    account a = {.income = 0};
    for (int32_t s = 0; s < data->sectors; s++) {
      spend(out, &a, data, s, n);
      technology(out, data, s, n);
      out->value_added[n] += out->labour_share[(int64_t)n * data->sectors + s] * a.output[s];
    }
    a.income += out->value_added[n] + out->deficit[n];
    if (!(a.income > 0)) return prl_fail(err, PRL_E_VALUE, "%s has no income", prl_cp_iso3[n]);
    taste(out, &a, n);
  }
  return status;
}
