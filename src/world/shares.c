/* shares.c -- which share of a sector's flow is each part, from trade by product.
 *
 *   share[p][n][i] = v[p][n][i] / sum over p of v[p][n][i],      v: value of the part's products from i to n in the table of trade
 *
 * Where the table has no product of the sector from i to n, the parts of what i sells to all stand in, else of what n buys from all,
 * else of the world's trade. Sales at home are in no table of trade: they take the parts of what the region sells to all. Only
 * shares count, so the unit of the table does not matter. Invariant: shares are not negative and sum to one. */
#include "split.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct trading {
  const prl_world *world;
  const prl_parts *parts;
  const prl_split_request *request;
  prl_split_account *account;
  prl_table *table;
  int32_t exporter, importer, hs6, value, rest; /* columns; region of all others, or -1 */
  double *pair;                                 /* v[p][n][i] */
  double *origin, *destination, *world_sum;     /* summed over n, over i, over both; [p][.] */
  prl_error *err;
} trading;

static prl_status at(prl_status status, const trading *t, int64_t row, int32_t column) {
  prl_table_place(t->table, row, column, t->err);
  return status;
}

static int32_t region_of(const trading *t, int64_t row, int32_t column) {
  int32_t n = prl_world_region(t->world, prl_table_text(t->table, row, column));
  return n >= 0 ? n : t->rest;
}

static prl_status add_row(const trading *t, int64_t row) {
  const int32_t N = t->world->regions, p = prl_map_find(t->parts->part_of, prl_table_text(t->table, row, t->hs6));
  double value = prl_table_numbers(t->table, t->value)[row];
  if (p < 0) return PRL_OK;
  if (!(value >= 0)) return at(prl_fail(t->err, PRL_E_VALUE, "trade of %g; zero or more expected", value), t, row, t->value);
  int32_t i = region_of(t, row, t->exporter), n = region_of(t, row, t->importer);
  t->account->rows++;
  t->account->value += value;
  if (i < 0 || n < 0) {
    t->account->unplaced++;
    t->account->unplaced_value += value;
    return PRL_OK;
  }
  t->pair[((int64_t)p * N + n) * N + i] += value;
  t->origin[(int64_t)p * N + i] += value;
  t->destination[(int64_t)p * N + n] += value;
  t->world_sum[p] += value;
  return PRL_OK;
}

static prl_status read_trade(trading *t) {
  static const prl_column columns[] = {
      {"exporter", PRL_TEXT, true}, {"importer", PRL_TEXT, true}, {"hs6", PRL_TEXT, true}, {"value", PRL_NUMBER, true}};
  prl_status status = prl_table_read(&t->table, t->request->trade, columns, 4, PRL_TEXT, t->err);
  if (status < 0) return status;
  t->exporter = prl_table_find(t->table, "exporter");
  t->importer = prl_table_find(t->table, "importer");
  t->hs6 = prl_table_find(t->table, "hs6");
  t->value = prl_table_find(t->table, "value");
  for (int64_t r = 0; r < prl_table_rows(t->table) && status == PRL_OK; r++) status = add_row(t, r);
  if (status < 0) prl_error_at(t->err, t->request->trade, 0, 0);
  return status;
}

/* Sum over the parts of values that stand `step` apart. */
static double total(const double *values, int32_t parts, int64_t step) {
  double sum = 0;
  for (int32_t p = 0; p < parts; p++) sum += values[p * step];
  return sum;
}

/* The values whose parts stand for a flow, how far apart they are, and where the flow is counted. */
static const double *basis(int64_t *step, double **counted, const trading *t, int32_t n, int32_t i) {
  const int32_t N = t->world->regions, P = t->parts->count;
  const double *bases[] = {t->pair + (int64_t)n * N + i, t->origin + i, t->destination + n, t->world_sum};
  const int64_t steps[] = {(int64_t)N * N, N, N, 1};
  double *counts[] = {&t->account->pair, &t->account->origin, &t->account->destination, &t->account->world};
  for (int k = n == i; k < 4; k++) {
    if (k < 3 && !(total(bases[k], P, steps[k]) > 0)) continue;
    *step = steps[k];
    *counted = counts[k];
    return bases[k];
  }
  return NULL;
}

static void divide(double *share, const trading *t, int32_t sector) {
  const int32_t N = t->world->regions, P = t->parts->count;
  for (int32_t n = 0; n < N; n++)
    for (int32_t i = 0; i < N; i++) {
      int64_t step = 0;
      double *counted = NULL;
      const double *values = basis(&step, &counted, t, n, i);
      double sum = total(values, P, step);
      *counted += prl_world_trade_at(t->world, sector, n)[i];
      for (int32_t p = 0; p < P; p++) share[((int64_t)p * N + n) * N + i] = values[p * step] / sum;
    }
}

static prl_status find_rest(trading *t) {
  t->rest = -1;
  if (!t->request->rest) return PRL_OK;
  t->rest = prl_world_region(t->world, t->request->rest);
  return t->rest >= 0 ? PRL_OK : prl_world_no_region(t->world, t->request->rest, t->err);
}

static prl_status no_trade(const trading *t) {
  prl_status status = prl_fail(t->err, PRL_E_MISSING, "no trade in products of sector %s", t->request->sector);
  prl_error_at(t->err, t->request->trade, 0, 0);
  prl_error_hint(t->err, "hs6 are six digits, and exporter and importer codes of regions of the world");
  return status;
}

prl_status prl_split_shares(double *share, prl_split_account *account, const prl_world *world, int32_t sector, const prl_parts *parts,
                            const prl_split_request *request, prl_error *err) {
  const size_t N = (size_t)world->regions, P = (size_t)parts->count;
  double *room = calloc(P * (N * N + 2 * N + 1), sizeof *room);
  if (!room) return prl_fail(err, PRL_E_MEMORY, "no memory for the trade of %d parts", parts->count);
  trading t = {.world = world, .parts = parts, .request = request, .account = account, .err = err};
  t.pair = room;
  t.origin = t.pair + P * N * N;
  t.destination = t.origin + P * N;
  t.world_sum = t.destination + P * N;
  prl_status status = find_rest(&t);
  if (status == PRL_OK) status = read_trade(&t);
  if (status == PRL_OK && !(total(t.world_sum, parts->count, 1) > 0)) status = no_trade(&t);
  if (status == PRL_OK) divide(share, &t, sector);
  prl_table_free(t.table);
  free(room);
  return status;
}
