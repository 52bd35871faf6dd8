/* split.c -- one sector of a world divided into parts by trade in products.
 *
 *   trade[p][n][i] = share[p][n][i] trade[s][n][i]                   share: shares.c
 *   o[n,p] = output[n,p] / output[n,s],   a[n,p] = absorption[n,p] / absorption[n,s]
 *   use[n][k][p] = o[n,p] use[n][k][s]             technology: every part uses inputs, and earns value added, as the whole did
 *   use[n][p][u] = a[n,p] use[n][s][u]             uses: every user, and final demand, takes the parts as the region absorbs them
 *   use[n][p][q] = a[n,p] o[n,q] use[n][s][s]
 *
 * Since the o of a region sum to one, and its a as well, the identities hold for the parts and the parts sum to the whole. The parts
 * stand in the place of the sector. Invariant: summing the parts again gives the world back to rounding. */
#include "split.h"

#include <stdlib.h>
#include <string.h>

typedef struct splitting {
  const prl_world *from;
  prl_world *to;
  int32_t sector, parts;
  const double *share;   /* [p][n][i] */
  double *made, *bought; /* o and a, [n][p] */
} splitting;

/* The first new sector that stands for an old one, and how many do. */
static int32_t place_of(const splitting *s, int32_t old) { return old <= s->sector ? old : old + s->parts - 1; }
static int32_t parts_of(const splitting *s, int32_t old) { return old == s->sector ? s->parts : 1; }

/* ---- names ---- */

static bool name_sectors(const splitting *s, const prl_parts *parts) {
  prl_world *to = s->to;
  for (int32_t k = 0; k < s->from->sectors; k++)
    for (int32_t p = 0; p < parts_of(s, k); p++) {
      const char *code = k == s->sector ? parts->code[p] : s->from->sector_id[k];
      const char *name = k == s->sector ? parts->name[p] : s->from->sector_name[k];
      int32_t at = place_of(s, k) + p;
      to->sector_id[at] = prl_arena_text(to->arena, code, strlen(code));
      to->sector_name[at] = prl_arena_text(to->arena, name, strlen(name));
      to->goods[at] = s->from->goods[k];
      if (!to->sector_id[at] || !to->sector_name[at]) return false;
    }
  return true;
}

static prl_status name_world(const splitting *s, const prl_parts *parts, const prl_split_request *request, prl_error *err) {
  prl_world *to = s->to;
  bool named =
      prl_world_copy_about(to, s->from, request->id, request->title) && prl_world_copy_regions(to, s->from) && name_sectors(s, parts);
  if (named) to->scheme = prl_arena_printf(to->arena, "%s, %s split", s->from->scheme, request->sector);
  if (!named || !to->scheme) return prl_fail(err, PRL_E_MEMORY, "no memory for the names of a world");
  prl_status status = prl_world_seal(to, err);
  if (status < 0) prl_error_at(err, request->parts, 0, 0);
  return status;
}

/* ---- flows ---- */

static void divide_trade(const splitting *s) {
  const int64_t N = s->from->regions, count = N * N;
  for (int32_t k = 0; k < s->from->sectors; k++) {
    const double *whole = prl_world_trade_at(s->from, k, 0);
    for (int32_t p = 0; p < parts_of(s, k); p++) {
      double *part = prl_world_trade_at(s->to, place_of(s, k) + p, 0);
      for (int64_t c = 0; c < count; c++) part[c] = k == s->sector ? s->share[p * count + c] * whole[c] : whole[c];
    }
  }
}

static double sum_of_column(const prl_world *w, int32_t s, int32_t i) {
  double sum = 0;
  for (int32_t n = 0; n < w->regions; n++) sum += prl_world_trade_at(w, s, n)[i];
  return sum;
}

static double sum_of_row(const prl_world *w, int32_t s, int32_t n) {
  double sum = 0;
  for (int32_t i = 0; i < w->regions; i++) sum += prl_world_trade_at(w, s, n)[i];
  return sum;
}

/* Values to shares of their sum; all zero where that is zero. */
static void to_shares(double *values, int32_t count) {
  double sum = 0;
  for (int32_t k = 0; k < count; k++) sum += values[k];
  for (int32_t k = 0; k < count; k++) values[k] = sum > 0 ? values[k] / sum : 0;
}

static void weigh_parts(const splitting *s) {
  for (int32_t n = 0; n < s->from->regions; n++) {
    double *made = s->made + (int64_t)n * s->parts, *bought = s->bought + (int64_t)n * s->parts;
    for (int32_t p = 0; p < s->parts; p++) {
      made[p] = sum_of_column(s->to, s->sector + p, n);
      bought[p] = sum_of_row(s->to, s->sector + p, n);
    }
    to_shares(made, s->parts);
    to_shares(bought, s->parts);
  }
}

static double weight(const splitting *s, const double *weights, int32_t n, int32_t old, int32_t p) {
  return old == s->sector ? weights[(int64_t)n * s->parts + p] : 1;
}

static void divide_row(const splitting *s, int32_t n, int32_t k, int32_t p) {
  const double *whole = prl_world_use_at(s->from, n, k), taken = weight(s, s->bought, n, k, p);
  double *part = prl_world_use_at(s->to, n, place_of(s, k) + p);
  for (int32_t u = 0; u < s->from->sectors; u++)
    for (int32_t q = 0; q < parts_of(s, u); q++) part[place_of(s, u) + q] = taken * weight(s, s->made, n, u, q) * whole[u];
}

static void divide_accounts(const splitting *s, int32_t n) {
  const prl_world *from = s->from, *to = s->to;
  for (int32_t k = 0; k < from->sectors; k++)
    for (int32_t p = 0; p < parts_of(s, k); p++) {
      int64_t cell = (int64_t)n * to->sectors + place_of(s, k) + p, whole = (int64_t)n * from->sectors + k;
      divide_row(s, n, k, p);
      to->value_added[cell] = weight(s, s->made, n, k, p) * from->value_added[whole];
      to->final_demand[cell] = weight(s, s->bought, n, k, p) * from->final_demand[whole];
    }
}

/* ---- all of it ---- */

static prl_status divide(splitting *s, prl_split_account *account, const prl_parts *parts, const prl_split_request *request,
                         prl_error *err) {
  const size_t N = (size_t)s->from->regions, P = (size_t)parts->count;
  double *room = malloc(P * N * (N + 2) * sizeof *room);
  if (!room) return prl_fail(err, PRL_E_MEMORY, "no memory for %d parts", parts->count);
  s->share = room;
  s->made = room + P * N * N;
  s->bought = s->made + P * N;
  prl_status status = prl_split_shares(room, account, s->from, s->sector, parts, request, err);
  if (status == PRL_OK) {
    divide_trade(s);
    weigh_parts(s);
    for (int32_t n = 0; n < s->from->regions; n++) divide_accounts(s, n);
    status = prl_world_require(s->to, err);
  }
  free(room);
  return status;
}

static prl_status split(splitting *s, prl_split_account *account, const prl_parts *parts, const prl_split_request *request,
                        prl_error *err) {
  s->parts = parts->count;
  prl_status status = prl_world_blank(&s->to, s->from->regions, s->from->sectors - 1 + parts->count, err);
  if (status == PRL_OK) status = name_world(s, parts, request, err);
  if (status == PRL_OK) status = divide(s, account, parts, request, err);
  if (status == PRL_OK && request->concordance_out) status = prl_parts_concordance(parts, request, request->concordance_out, err);
  return status;
}

prl_status prl_world_split(prl_world **out, prl_split_account *account, const prl_world *world, const prl_split_request *request,
                           prl_error *err) {
  prl_parts parts = {0};
  splitting s = {.from = world, .sector = prl_world_sector(world, request->sector)};
  *out = NULL;
  *account = (prl_split_account){0};
  if (s.sector < 0) return prl_world_no_sector(world, request->sector, err);
  prl_status status = prl_parts_read(&parts, request, err);
  if (status == PRL_OK) status = split(&s, account, &parts, request, err);
  prl_parts_free(&parts);
  if (status < 0) {
    prl_world_free(s.to);
    return status;
  }
  *out = s.to;
  return PRL_OK;
}
