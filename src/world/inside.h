/* inside.h -- the world as its own folder sees it: the struct, how one is made, and the two halves of the file format.
 *
 * A world is made in two steps: prl_world_blank gives zeroed arrays of N regions and S sectors, the caller fills every field,
 * and prl_world_seal checks the names and builds the indices. After that nothing changes any more.
 * Axes: trade[s][n][i] (sector, destination, origin), use[n][k][s] (region, input, using sector), value_added and
 * final_demand [n][s]; million US$. Everything is owned by the arena. */
#ifndef PRL_WORLD_INSIDE_H
#define PRL_WORLD_INSIDE_H

#include "parley/world.h"

#define PRL_WORLD_MOST       4096               /* regions, sectors */
#define PRL_WORLD_MOST_CELLS ((int64_t)1 << 28) /* N*N*S and N*S*S */

struct prl_world {
  prl_arena *arena;
  prl_map *region_index, *sector_index; /* ids, then member codes, to index */
  int32_t regions, sectors, base_year;
  const char *id, *title, *source, *licence, *notes, *scheme;
  const char **region_id, **region_name, **region_members; /* length regions */
  const char **sector_id, **sector_name;                   /* length sectors */
  uint8_t *goods;
  double *trade, *use, *value_added, *final_demand;
};

/** Zeroed world of N regions and S sectors; texts are "". VALUE when the sizes are out of bounds, MEMORY. */
prl_status prl_world_blank(prl_world **out, int32_t regions, int32_t sectors, prl_error *err);
/** Build the indices. VALUE for a code that is none, DUPLICATE for one that is used twice (also as a member of another region). */
prl_status prl_world_seal(prl_world *world, prl_error *err);
/** Why `code` cannot be a region's or a sector's id, or NULL when it can: 1 to 31 of A-Z 0-9 _ - (sectors also a-z). */
const char *prl_world_bad_code(const char *code, bool sector);
/** UNBALANCED, naming rule and place, when a rule that makes a world unusable is broken. */
prl_status prl_world_require(const prl_world *world, prl_error *err);

/** Texts and names of one world for another with as many regions, or sectors; false when out of memory (aggregate.c). */
bool prl_world_copy_about(prl_world *to, const prl_world *from, const char *id, const char *title);
bool prl_world_copy_regions(prl_world *to, const prl_world *from);
bool prl_world_copy_sectors(prl_world *to, const prl_world *from); /* with goods */

static inline int64_t prl_world_trade_cells(const prl_world *w) { return (int64_t)w->sectors * w->regions * w->regions; }
static inline int64_t prl_world_use_cells(const prl_world *w) { return (int64_t)w->regions * w->sectors * w->sectors; }
static inline int64_t prl_world_cells(const prl_world *w) { return (int64_t)w->regions * w->sectors; }
static inline double *prl_world_trade_at(const prl_world *w, int32_t s, int32_t n) {
  return w->trade + ((int64_t)s * w->regions + n) * w->regions;
}
static inline double *prl_world_use_at(const prl_world *w, int32_t n, int32_t k) {
  return w->use + ((int64_t)n * w->sectors + k) * w->sectors;
}

/** Sums over the flows, each of length regions*sectors, [n][s]: cost[n][s] = sum_k use[n][k][s]; used[n][k] = sum_s. */
void prl_world_sums(const prl_world *world, double *output, double *absorption, double *cost, double *used);

/** The bytes of a world file. encode: malloc'd, the caller frees. decode: `name` stands for the file in messages. */
prl_status prl_world_encode(char **out, size_t *length, const prl_world *world, prl_error *err);
prl_status prl_world_decode(prl_world **out, const char *name, const char *bytes, size_t length, prl_error *err);

#endif
