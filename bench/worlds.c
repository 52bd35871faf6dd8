/* worlds.c -- worlds drawn from a seed, of the sizes that real data come in: dense, as inter-country tables of some 80 regions are, and
 * sparse, as detailed ones are.
 *
 *   size[n]        lognormal, so that a few regions are most of the world
 *   trade[s][n][i] = size[n] size[i]^0.8 x lognormal, of foreign flows a given share; sales at home are 4 times all that is bought abroad
 *   use[n][k][s]   lognormal on a given share of pairs of sectors, the same in all regions, scaled to half of output, or less where a good would
 *                  be used up
 * Value added and final demand are what the identities of parley/world.h leave; both come out positive. Million US$. */
#include "../src/world/inside.h"
#include "bench.h"

#include <math.h>
#include <stdlib.h>

/* splitmix64 (Steele, Lea & Flood 2014) to [0, 1) */
static double draw(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* exp of a normal draw (Box & Muller 1958) */
static double lognormal(uint64_t *seed, double deviation) {
  const double u = draw(seed), v = draw(seed);
  return exp(deviation * sqrt(-2 * log(1 - u)) * cos(6.283185307179586 * v));
}

static void name(prl_world *w) {
  for (int32_t n = 0; n < w->regions; n++) {
    w->region_id[n] = prl_arena_printf(w->arena, "R%d", n);
    w->region_name[n] = w->region_members[n] = w->region_id[n];
  }
  for (int32_t s = 0; s < w->sectors; s++) {
    w->sector_id[s] = prl_arena_printf(w->arena, "s%d", s);
    w->sector_name[s] = w->sector_id[s];
    w->goods[s] = s < w->sectors / 2;
  }
  w->id = w->title = "drawn";
  w->source = w->licence = w->scheme = "";
  w->base_year = 2022;
}

static void trade(prl_world *w, const double *size, double share, uint64_t *seed) {
  for (int32_t s = 0; s < w->sectors; s++)
    for (int32_t n = 0; n < w->regions; n++) {
      double *row = prl_world_trade_at(w, s, n), abroad = 0;
      for (int32_t i = 0; i < w->regions; i++) {
        if (i == n || draw(seed) >= share) continue;
        row[i] = size[n] * pow(size[i], 0.8) * lognormal(seed, 1);
        abroad += row[i];
      }
      row[n] = 4 * abroad + size[n];
    }
}

/* Inputs of sector s of one region, at most half of its output; `left` is what of each good is not used yet. */
static void inputs(prl_world *w, int32_t n, int32_t s, double output, double *left, double *drawn, const uint8_t *used_at, uint64_t *seed) {
  double sum = 0;
  for (int32_t k = 0; k < w->sectors; k++) sum += drawn[k] = used_at[(int64_t)k * w->sectors + s] ? lognormal(seed, 1) * left[k] : 0;
  for (int32_t k = 0; k < w->sectors && sum > 0; k++) {
    const double used = fmin(0.5 * output * drawn[k] / sum, 0.2 * left[k]);
    prl_world_use_at(w, n, k)[s] = used;
    left[k] -= used;
  }
}

static bool settle(prl_world *w, double share, uint64_t *seed) {
  const int64_t cells = prl_world_cells(w), pairs = (int64_t)w->sectors * w->sectors;
  double *room = calloc((size_t)cells * 4 + (size_t)w->sectors * 2, sizeof *room), *output = room, *absorption = room + cells;
  uint8_t *pattern = prl_arena_alloc(w->arena, (size_t)pairs, sizeof *pattern);
  if (!room || !pattern) {
    free(room);
    return false;
  }
  for (int64_t k = 0; k < pairs; k++) pattern[k] = draw(seed) < share;
  prl_world_sums(w, output, absorption, room + 2 * cells, room + 3 * cells);
  double *left = room + 4 * cells, *drawn = left + w->sectors;
  for (int32_t n = 0; n < w->regions; n++) {
    for (int32_t k = 0; k < w->sectors; k++) left[k] = absorption[(int64_t)n * w->sectors + k];
    for (int32_t s = 0; s < w->sectors; s++) inputs(w, n, s, output[(int64_t)n * w->sectors + s], left, drawn, pattern, seed);
  }
  prl_world_sums(w, output, absorption, room + 2 * cells, room + 3 * cells);
  for (int64_t c = 0; c < cells; c++) {
    w->value_added[c] = output[c] - room[2 * cells + c];
    w->final_demand[c] = absorption[c] - room[3 * cells + c];
  }
  free(room);
  return true;
}

prl_status bench_world_sparse(prl_world **out, int32_t regions, int32_t sectors, double traded, double used, prl_error *err) {
  uint64_t seed = 20260101;
  prl_world *w;
  *out = NULL;
  prl_status status = prl_world_blank(&w, regions, sectors, err);
  if (status) return status;
  name(w);
  double *size = prl_arena_alloc(w->arena, (size_t)regions, sizeof *size);
  for (int32_t n = 0; size && n < regions; n++) size[n] = 100 * lognormal(&seed, 1.2);
  if (size) trade(w, size, traded, &seed);
  if (!size || !settle(w, used, &seed)) status = prl_fail(err, PRL_E_MEMORY, "a drawn world");
  if (!status) status = prl_world_seal(w, err);
  if (!status) status = prl_world_require(w, err);
  if (status)
    prl_world_free(w);
  else
    *out = w;
  return status;
}

prl_status bench_world_dense(prl_world **out, int32_t regions, int32_t sectors, prl_error *err) {
  return bench_world_sparse(out, regions, sectors, 1, 1, err);
}
