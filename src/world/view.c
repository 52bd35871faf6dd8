/* view.c -- making, reading and freeing a world, and finding a region or sector by its code.
 *
 * A region is found by its own id first, then by the code of a member: in an aggregated world "DEU" finds the European Union.
 * So a code has one meaning only: no id and no member may be given twice, and no region's id may be another region's member.
 * Cost of a look-up: one hash. Invariant: a sealed world never changes. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { LONGEST_CODE = 31 };

static bool sizes_fit(int32_t regions, int32_t sectors) {
  if (regions < 1 || sectors < 1 || regions > PRL_WORLD_MOST || sectors > PRL_WORLD_MOST) return false;
  return (int64_t)regions * regions * sectors <= PRL_WORLD_MOST_CELLS && (int64_t)regions * sectors * sectors <= PRL_WORLD_MOST_CELLS;
}

static bool blank_fields(prl_world *w) {
  size_t n = (size_t)w->regions, s = (size_t)w->sectors;
  w->id = w->title = w->source = w->licence = w->notes = w->scheme = "";
  w->region_id = prl_arena_alloc(w->arena, n, sizeof *w->region_id);
  w->region_name = prl_arena_alloc(w->arena, n, sizeof *w->region_name);
  w->region_members = prl_arena_alloc(w->arena, n, sizeof *w->region_members);
  w->sector_id = prl_arena_alloc(w->arena, s, sizeof *w->sector_id);
  w->sector_name = prl_arena_alloc(w->arena, s, sizeof *w->sector_name);
  w->goods = prl_arena_alloc(w->arena, s, 1);
  w->trade = prl_arena_alloc(w->arena, n * n * s, sizeof(double));
  w->use = prl_arena_alloc(w->arena, n * s * s, sizeof(double));
  w->value_added = prl_arena_alloc(w->arena, n * s, sizeof(double));
  w->final_demand = prl_arena_alloc(w->arena, n * s, sizeof(double));
  return w->region_id && w->region_name && w->region_members && w->sector_id && w->sector_name && w->goods && w->trade && w->use &&
         w->value_added && w->final_demand;
}

prl_status prl_world_blank(prl_world **out, int32_t regions, int32_t sectors, prl_error *err) {
  *out = NULL;
  if (!sizes_fit(regions, sectors))
    return prl_fail(err, PRL_E_VALUE, "a world of %d regions and %d sectors; 1 to %d of each and at most 2^28 flows can be held", regions,
                    sectors, PRL_WORLD_MOST);
  prl_world *w = calloc(1, sizeof *w);
  if (!w) return prl_fail(err, PRL_E_MEMORY, "no memory for a world");
  w->regions = regions;
  w->sectors = sectors;
  w->arena = prl_arena_new();
  if (!w->arena || !blank_fields(w)) {
    prl_world_free(w);
    return prl_fail(err, PRL_E_MEMORY, "no memory for a world of %d regions and %d sectors", regions, sectors);
  }
  *out = w;
  return PRL_OK;
}

void prl_world_free(prl_world *world) {
  if (!world) return;
  prl_map_free(world->region_index);
  prl_map_free(world->sector_index);
  prl_arena_free(world->arena);
  free(world);
}

const char *prl_world_bad_code(const char *code, bool sector) {
  size_t length = strlen(code);
  if (length == 0) return "is empty";
  if (length > LONGEST_CODE) return "is longer than 31 characters";
  for (size_t k = 0; k < length; k++) {
    unsigned char c = (unsigned char)code[k];
    bool fine = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || (sector && c >= 'a' && c <= 'z');
    if (!fine) return sector ? "may hold letters, digits, '_' and '-' only" : "may hold A-Z, digits, '_' and '-' only";
  }
  return NULL;
}

static prl_status add_code(prl_map *map, const char *code, int32_t at, const char *const *ids, bool sector, prl_error *err) {
  const char *why = prl_world_bad_code(code, sector);
  if (why) return prl_fail(err, PRL_E_VALUE, "the code \"%.40s\" %s", code, why);
  int32_t held = prl_map_add(map, code, at);
  if (held < 0) return prl_fail(err, PRL_E_MEMORY, "no memory for the index of codes");
  if (held != at && !strcmp(ids[held], ids[at])) return prl_fail(err, PRL_E_DUPLICATE, "the code %s is given twice", code);
  if (held != at) return prl_fail(err, PRL_E_DUPLICATE, "the code %s stands for both %s and %s", code, ids[held], ids[at]);
  return PRL_OK;
}

static prl_status index_ids(prl_map **map, const char *const *ids, int32_t count, bool sector, prl_error *err) {
  *map = prl_map_new(count);
  if (!*map) return prl_fail(err, PRL_E_MEMORY, "no memory for the index of codes");
  for (int32_t k = 0; k < count; k++) {
    prl_status status = add_code(*map, ids[k], k, ids, sector, err);
    if (status < 0) return status;
  }
  return PRL_OK;
}

static prl_status index_members(prl_world *w, int32_t n, prl_error *err) {
  char code[LONGEST_CODE + 2];
  for (const char *at = w->region_members[n]; *at;) {
    size_t length = strcspn(at, " ");
    size_t kept = length > LONGEST_CODE ? LONGEST_CODE + 1 : length;
    memcpy(code, at, kept);
    code[kept] = '\0';
    prl_status status = add_code(w->region_index, code, n, w->region_id, false, err);
    if (status < 0) return status;
    at += length;
    at += *at == ' ';
  }
  return PRL_OK;
}

prl_status prl_world_seal(prl_world *world, prl_error *err) {
  prl_status status = index_ids(&world->region_index, world->region_id, world->regions, false, err);
  for (int32_t n = 0; status == PRL_OK && n < world->regions; n++) status = index_members(world, n, err);
  if (status == PRL_OK) status = index_ids(&world->sector_index, world->sector_id, world->sectors, true, err);
  return status;
}

prl_world_view prl_world_look(const prl_world *world) {
  return (prl_world_view){.regions = world->regions,
                          .sectors = world->sectors,
                          .id = world->id,
                          .title = world->title,
                          .source = world->source,
                          .licence = world->licence,
                          .notes = world->notes,
                          .scheme = world->scheme,
                          .base_year = world->base_year,
                          .region_id = world->region_id,
                          .region_name = world->region_name,
                          .region_members = world->region_members,
                          .sector_id = world->sector_id,
                          .sector_name = world->sector_name,
                          .goods = world->goods,
                          .trade = world->trade,
                          .use = world->use,
                          .value_added = world->value_added,
                          .final_demand = world->final_demand};
}

int32_t prl_world_region(const prl_world *world, const char *code) { return prl_map_find(world->region_index, code); }
int32_t prl_world_sector(const prl_world *world, const char *code) { return prl_map_find(world->sector_index, code); }

static void upper_case(char *out, size_t size, const char *text) {
  size_t k = 0;
  for (; text[k] && k + 1 < size; k++) out[k] = text[k] >= 'a' && text[k] <= 'z' ? (char)(text[k] - 'a' + 'A') : text[k];
  out[k] = '\0';
}

static int32_t place_of(const char *found, const char *const *list, int32_t count) {
  for (int32_t k = 0; found && k < count; k++)
    if (list[k] == found) return k;
  return -1;
}

/* A name written out ("china") is the surer sign than a code that happens to be near, so names are tried first. */
static int32_t likeliest(const char *word, const char *const *ids, const char *const *names, int32_t count, const prl_map *index) {
  char upper[64];
  upper_case(upper, sizeof upper, word);
  int32_t at = prl_map_find(index, upper);
  for (int32_t k = 0; at < 0 && k < count; k++)
    if (!strcasecmp(names[k], word)) at = k;
  if (at < 0) at = place_of(prl_nearest(upper, ids, count), ids, count);
  if (at < 0) at = place_of(prl_nearest(word, names, count), names, count);
  return at;
}

prl_status prl_world_no_region(const prl_world *world, const char *code, prl_error *err) {
  int32_t at = likeliest(code, world->region_id, world->region_name, world->regions, world->region_index);
  prl_status status = prl_fail(err, PRL_E_UNKNOWN_ID, "no region \"%.60s\" in the world %s", code, world->id);
  if (at >= 0)
    prl_error_hint(err, "did you mean %s (%s)?", world->region_id[at], world->region_name[at]);
  else
    prl_error_hint(err, "'parley world show %s' lists its %d regions", world->id, world->regions);
  return status;
}

prl_status prl_world_no_sector(const prl_world *world, const char *code, prl_error *err) {
  int32_t at = likeliest(code, world->sector_id, world->sector_name, world->sectors, world->sector_index);
  prl_status status = prl_fail(err, PRL_E_UNKNOWN_ID, "no sector \"%.60s\" in the world %s", code, world->id);
  if (at >= 0)
    prl_error_hint(err, "did you mean %s (%s)?", world->sector_id[at], world->sector_name[at]);
  else
    prl_error_hint(err, "'parley world show %s' lists its %d sectors", world->id, world->sectors);
  return status;
}

static prl_status open_file(prl_world **out, const char *path, prl_error *err) {
  char *bytes = NULL;
  size_t length = 0;
  prl_status status = prl_file_read(&bytes, &length, path, err);
  if (status < 0) return status;
  status = prl_world_decode(out, path, bytes, length, err);
  free(bytes);
  return status;
}

prl_status prl_world_open(prl_world **out, const char *path, prl_error *err) {
  *out = NULL;
  struct stat about;
  if (stat(path, &about) != 0) {
    prl_status status = prl_fail(err, PRL_E_NO_FILE, "no world file or folder \"%.300s\"", path);
    prl_error_hint(err, "give a .prlw file, or a folder with trade.csv, intermediate_use.csv, sectors.csv and countries.csv");
    return status;
  }
  return S_ISDIR(about.st_mode) ? prl_world_import(out, path, err) : open_file(out, path, err);
}
