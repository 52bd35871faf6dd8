/* aggregate.c -- fewer, larger regions or sectors out of a world.
 *
 *   regions   trade'[s][g(n)][g(i)] += trade[s][n][i]      use'[g(n)][k][s] += use[n][k][s]         value added and final demand likewise
 *   sectors   trade'[h(s)][n][i]    += trade[s][n][i]      use'[n][h(k)][h(s)] += use[n][k][s]
 *
 * What members sell to each other becomes the group's sales to itself, so a group of one keeps its cells bit for bit.
 * Sums only: the identities of the world carry over. Invariant: every region (sector) is in one group, every group holds one; a
 * group of regions remembers the codes of its members, and is found by them. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

static prl_status check_groups(const char *what, const char *const *of, int32_t count, const int32_t *group, int32_t groups,
                               const char *const *ids, prl_error *err) {
  if (groups < 1 || groups > count) return prl_fail(err, PRL_E_VALUE, "%d groups for %d %ss; 1 to %d expected", groups, count, what, count);
  uint8_t *held = calloc((size_t)groups, 1);
  if (!held) return prl_fail(err, PRL_E_MEMORY, "no memory for %d groups", groups);
  prl_status status = PRL_OK;
  for (int32_t n = 0; n < count && status == PRL_OK; n++) {
    if (group[n] < 0 || group[n] >= groups)
      status = prl_fail(err, PRL_E_VALUE, "%s %s is in group %d; 0 to %d expected", what, of[n], group[n], groups - 1);
    else
      held[group[n]] = 1;
  }
  for (int32_t g = 0; g < groups && status == PRL_OK; g++)
    if (!held[g]) status = prl_fail(err, PRL_E_MISSING, "the group %s holds no %s", ids[g], what);
  free(held);
  return status;
}

/* ---- names ---- */

static const char *copy(prl_world *to, const char *text) { return prl_arena_text(to->arena, text, strlen(text)); }

bool prl_world_copy_about(prl_world *to, const prl_world *from, const char *id, const char *title) {
  to->base_year = from->base_year;
  to->id = copy(to, id);
  to->title = copy(to, title && *title ? title : id);
  to->source = copy(to, from->source);
  to->licence = copy(to, from->licence);
  to->notes = copy(to, from->notes);
  to->scheme = copy(to, from->scheme);
  return to->id && to->title && to->source && to->licence && to->notes && to->scheme;
}

bool prl_world_copy_sectors(prl_world *to, const prl_world *from) {
  for (int32_t s = 0; s < from->sectors; s++) {
    to->sector_id[s] = copy(to, from->sector_id[s]);
    to->sector_name[s] = copy(to, from->sector_name[s]);
    if (!to->sector_id[s] || !to->sector_name[s]) return false;
  }
  memcpy(to->goods, from->goods, (size_t)from->sectors);
  return true;
}

static bool join_members(prl_world *to, const prl_world *from, const int32_t *group) {
  prl_text text = {0};
  bool good = true;
  for (int32_t g = 0; g < to->regions && good; g++) {
    text.length = 0;
    for (int32_t n = 0; n < from->regions; n++) {
      if (group[n] != g) continue;
      if (text.length) prl_text_puts(&text, " ");
      prl_text_puts(&text, from->region_members[n]);
    }
    good = !text.failed && (to->region_members[g] = prl_arena_text(to->arena, text.bytes, text.length)) != NULL;
  }
  prl_text_free(&text);
  return good;
}

static bool copy_regions(prl_world *to, const char *const *ids, const char *const *names) {
  for (int32_t g = 0; g < to->regions; g++) {
    to->region_id[g] = copy(to, ids[g]);
    to->region_name[g] = copy(to, names && names[g] && *names[g] ? names[g] : ids[g]);
    if (!to->region_id[g] || !to->region_name[g]) return false;
  }
  return true;
}

/* Regions of the one are those of the other. */
bool prl_world_copy_regions(prl_world *to, const prl_world *from) {
  for (int32_t n = 0; n < from->regions; n++)
    if (!(to->region_members[n] = copy(to, from->region_members[n]))) return false;
  return copy_regions(to, from->region_id, from->region_name);
}

static bool name_sectors(prl_world *to, const char *const *ids, const char *const *names, const uint8_t *goods, const char *scheme) {
  for (int32_t g = 0; g < to->sectors; g++) {
    to->sector_id[g] = copy(to, ids[g]);
    to->sector_name[g] = copy(to, names && names[g] && *names[g] ? names[g] : ids[g]);
    if (!to->sector_id[g] || !to->sector_name[g]) return false;
  }
  memcpy(to->goods, goods, (size_t)to->sectors);
  return (to->scheme = copy(to, scheme)) != NULL;
}

/* ---- regions ---- */

static void add_flows(prl_world *to, const prl_world *from, const int32_t *group) {
  int32_t N = from->regions, S = from->sectors;
  for (int32_t s = 0; s < S; s++)
    for (int32_t n = 0; n < N; n++) {
      const double *row = prl_world_trade_at(from, s, n);
      double *sum = prl_world_trade_at(to, s, group[n]);
      for (int32_t i = 0; i < N; i++) sum[group[i]] += row[i];
    }
  for (int32_t n = 0; n < N; n++) {
    const double *rows = prl_world_use_at(from, n, 0);
    double *sums = prl_world_use_at(to, group[n], 0);
    for (int64_t c = 0; c < (int64_t)S * S; c++) sums[c] += rows[c];
    for (int32_t s = 0; s < S; s++) {
      to->value_added[(int64_t)group[n] * S + s] += from->value_added[(int64_t)n * S + s];
      to->final_demand[(int64_t)group[n] * S + s] += from->final_demand[(int64_t)n * S + s];
    }
  }
}

prl_status prl_world_aggregate(prl_world **out, const prl_world *world, const char *id, const char *title, const int32_t *group,
                               int32_t groups, const char *const *ids, const char *const *names, prl_error *err) {
  *out = NULL;
  prl_world *w = NULL;
  prl_status status = check_groups("region", world->region_id, world->regions, group, groups, ids, err);
  if (status == PRL_OK) status = prl_world_blank(&w, groups, world->sectors, err);
  if (status == PRL_OK && !(prl_world_copy_about(w, world, id, title) && prl_world_copy_sectors(w, world) && copy_regions(w, ids, names) &&
                            join_members(w, world, group)))
    status = prl_fail(err, PRL_E_MEMORY, "no memory for the names of a world");
  if (status == PRL_OK) status = prl_world_seal(w, err);
  if (status < 0) {
    prl_world_free(w);
    return status;
  }
  add_flows(w, world, group);
  *out = w;
  return PRL_OK;
}

/* ---- sectors ---- */

static void add_sectors(prl_world *to, const prl_world *from, const int32_t *group) {
  int32_t N = from->regions, S = from->sectors;
  for (int32_t s = 0; s < S; s++) {
    const double *block = prl_world_trade_at(from, s, 0);
    double *sums = prl_world_trade_at(to, group[s], 0);
    for (int64_t c = 0; c < (int64_t)N * N; c++) sums[c] += block[c];
  }
  for (int32_t n = 0; n < N; n++)
    for (int32_t k = 0; k < S; k++) {
      const double *row = prl_world_use_at(from, n, k);
      double *sums = prl_world_use_at(to, n, group[k]);
      for (int32_t s = 0; s < S; s++) sums[group[s]] += row[s];
      to->value_added[(int64_t)n * to->sectors + group[k]] += from->value_added[(int64_t)n * S + k];
      to->final_demand[(int64_t)n * to->sectors + group[k]] += from->final_demand[(int64_t)n * S + k];
    }
}

prl_status prl_world_aggregate_sectors(prl_world **out, const prl_world *world, const char *id, const char *title, const int32_t *group,
                                       int32_t groups, const char *const *ids, const char *const *names, const uint8_t *goods,
                                       const char *scheme, prl_error *err) {
  *out = NULL;
  prl_world *w = NULL;
  prl_status status = check_groups("sector", world->sector_id, world->sectors, group, groups, ids, err);
  if (status == PRL_OK) status = prl_world_blank(&w, world->regions, groups, err);
  if (status == PRL_OK &&
      !(prl_world_copy_about(w, world, id, title) && prl_world_copy_regions(w, world) && name_sectors(w, ids, names, goods, scheme)))
    status = prl_fail(err, PRL_E_MEMORY, "no memory for the names of a world");
  if (status == PRL_OK) status = prl_world_seal(w, err);
  if (status < 0) {
    prl_world_free(w);
    return status;
  }
  add_sectors(w, world, group);
  *out = w;
  return PRL_OK;
}
