/* map.c -- from a name to its number.
 *
 * Open addressing with linear probing over a power of two of slots, at most two thirds full. A slot keeps the key's 32-bit hash
 * (FNV-1a: Fowler, Noll & Vo; then a multiplicative finish, so that the low bits depend on all) so most misses compare no text.
 * Keys are copied into the map's own arena. Invariant: an empty slot ends every probe.
 */
#include "parley/base.h"

#include <stdlib.h>
#include <string.h>

typedef struct slot {
  const char *key; /* NULL = empty */
  uint32_t hash;
  int32_t value;
} slot;

struct prl_map {
  slot *slots;
  size_t mask, used; /* mask = slots - 1 */
  prl_arena *keys;
};

static uint32_t hash_of(const char *key) {
  uint64_t h = UINT64_C(14695981039346656037);
  for (const unsigned char *c = (const unsigned char *)key; *c; c++) h = (h ^ *c) * UINT64_C(1099511628211);
  return (uint32_t)((h ^ (h >> 29)) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

prl_map *prl_map_new(int32_t expected) {
  size_t slots = 16;
  while (expected > 0 && slots * 2 / 3 <= (size_t)expected) slots *= 2;
  prl_map *map = calloc(1, sizeof *map);
  if (!map) return NULL;
  map->slots = calloc(slots, sizeof *map->slots);
  map->keys = prl_arena_new();
  map->mask = slots - 1;
  if (map->slots && map->keys) return map;
  prl_map_free(map);
  return NULL;
}

/* The slot that holds the key, or the empty one where it belongs. */
static slot *seek(const prl_map *map, const char *key, uint32_t hash) {
  size_t at = hash & map->mask;
  while (map->slots[at].key && (map->slots[at].hash != hash || strcmp(map->slots[at].key, key) != 0)) at = (at + 1) & map->mask;
  return &map->slots[at];
}

static bool grow(prl_map *map) {
  size_t count = (map->mask + 1) * 2;
  slot *slots = calloc(count, sizeof *slots);
  if (!slots) return false;
  for (size_t k = 0; k <= map->mask; k++) {
    if (!map->slots[k].key) continue;
    size_t at = map->slots[k].hash & (count - 1);
    while (slots[at].key) at = (at + 1) & (count - 1);
    slots[at] = map->slots[k];
  }
  free(map->slots);
  map->slots = slots;
  map->mask = count - 1;
  return true;
}

int32_t prl_map_add(prl_map *map, const char *key, int32_t value) {
  uint32_t hash = hash_of(key);
  slot *place = seek(map, key, hash);
  if (place->key) return place->value;
  if ((map->used + 1) * 3 > (map->mask + 1) * 2) {
    if (!grow(map)) return -1;
    place = seek(map, key, hash);
  }
  const char *copy = prl_arena_text(map->keys, key, strlen(key));
  if (!copy) return -1;
  *place = (slot){.key = copy, .hash = hash, .value = value};
  map->used++;
  return value;
}

int32_t prl_map_find(const prl_map *map, const char *key) {
  const slot *place = seek(map, key, hash_of(key));
  return place->key ? place->value : -1;
}

void prl_map_free(prl_map *map) {
  if (!map) return;
  free(map->slots);
  prl_arena_free(map->keys);
  free(map);
}
