/* cp2015_models.c -- the models of Table 11, made from the same data by taking parts away.
 *
 *   one sector     traded goods and services; trade and output summed; tariffs and value-added shares the medians over the 20 sectors of
 *                  each; input shares the mean of each block of the table; theta 4.55
 *   no materials   value added is all of output
 *   no IO          a sector buys of itself only, as much as in the table: input share 1, value added 1 - inputs[s][s] */
#include "cp2015.h"

#include <stdlib.h>
#include <string.h>

#define N               PRL_CP_COUNTRIES
#define AGGREGATE_THETA 4.55

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Median of x[0], x[stride], ...; at most PRL_CP_SECTORS of them. */
static double median(const double *x, int64_t stride, int32_t count) {
  double sorted[PRL_CP_SECTORS];
  for (int32_t k = 0; k < count; k++) sorted[k] = x[k * stride];
  qsort(sorted, (size_t)count, sizeof *sorted, ascending);
  return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

static void sum_trade(prl_cp_data *out, const prl_cp_data *d) {
  for (int32_t c = 0; c < N * N; c++) {
    out->tariff1993[c] = median(d->tariff1993 + c, N * N, d->traded);
    out->tariff2005[c] = median(d->tariff2005 + c, N * N, d->traded);
    for (int32_t s = 0; s < d->traded; s++) out->trade[c] += d->trade[(int64_t)s * N * N + c];
  }
}

static void sum_inputs(double out[4], const double *inputs, int32_t sectors, int32_t traded) {
  for (int32_t k = 0; k < sectors; k++)
    for (int32_t s = 0; s < sectors; s++) out[2 * (k >= traded) + (s >= traded)] += inputs[k * sectors + s];
  for (int32_t block = 0; block < 4; block++) { /* the mean of a block */
    const int32_t rows = block / 2 ? sectors - traded : traded, columns = block % 2 ? sectors - traded : traded;
    out[block] /= rows * columns;
  }
}

static void sum_country(prl_cp_data *out, const prl_cp_data *d, int32_t n) {
  const int32_t S = d->sectors, T = d->traded;
  const double *output = d->output + (int64_t)n * S, *share = d->value_added + (int64_t)n * S;
  for (int32_t s = 0; s < S; s++) out->output[2 * n + (s >= T)] += output[s];
  out->value_added[2 * n] = median(share, 1, T);
  out->value_added[2 * n + 1] = median(share + T, 1, S - T);
  sum_inputs(out->inputs + 4 * n, d->inputs + (int64_t)n * S * S, S, T);
}

static prl_status one_sector(prl_cp_data *out, prl_arena *arena, const prl_cp_data *d, prl_error *err) {
  prl_status status = prl_cp_data_new(out, arena, 2, 1, err);
  if (status < 0) return status;
  sum_trade(out, d);
  for (int32_t n = 0; n < N; n++) sum_country(out, d, n);
  out->theta[0] = out->theta[1] = AGGREGATE_THETA;
  return PRL_OK;
}

static prl_status copy(prl_cp_data *out, prl_arena *arena, const prl_cp_data *d, prl_error *err) {
  prl_status status = prl_cp_data_new(out, arena, d->sectors, d->traded, err);
  if (status < 0) return status;
  memcpy(out->trade, d->trade, sizeof(double) * (size_t)(d->theta + d->sectors - d->trade)); /* one block, see prl_cp_data_new */
  return PRL_OK;
}

static void buy_of_itself(prl_cp_data *d) {
  const int32_t S = d->sectors;
  for (int32_t n = 0; n < N; n++) {
    double *inputs = d->inputs + (int64_t)n * S * S;
    for (int32_t s = 0; s < S; s++) d->value_added[n * S + s] = 1 - inputs[s * S + s];
    memset(inputs, 0, sizeof *inputs * (size_t)(S * S));
    for (int32_t s = 0; s < S; s++) inputs[s * S + s] = 1;
  }
}

prl_status prl_cp_simplify(prl_cp_data *out, prl_arena *arena, const prl_cp_data *data, prl_cp_model model, prl_error *err) {
  if (model == PRL_CP_ONE_SECTOR) return one_sector(out, arena, data, err);
  prl_status status = copy(out, arena, data, err);
  if (status < 0) return status;
  if (model == PRL_CP_NO_IO) buy_of_itself(out);
  for (int32_t c = 0; model == PRL_CP_NO_MATERIALS && c < N * out->sectors; c++) out->value_added[c] = 1;
  return PRL_OK;
}
