/* goods.c -- which products does a description of goods cover, on a date?
 *
 *   level[u] = 0 not covered | 1 .. K covered, at the list's own rate[level] (NaN where it has none) | OPEN not known
 * all: sectors of goods; everything: services too; sector: those named; hs, list: every code that begins with one written.
 * Of several lines of one list the longest code decides, of equally long ones the highest rate. `except` takes away.
 * A whole sector is never covered by codes. Dates of list lines are half-open and asked at the measure's moment; a line whose
 * vague dates leave it open makes its products OPEN. */
#include "lines.h"

#include <math.h>
#include <string.h>

bool prl_goods_need_codes(const prl_goods *goods) {
  for (; goods; goods = goods->except)
    if (goods->kind == PRL_GOODS_HS || goods->kind == PRL_GOODS_LIST) return true;
  return false;
}

bool prl_goods_dated(const prl_goods *goods) {
  for (; goods; goods = goods->except)
    for (int32_t k = 0; k < goods->list_count; k++)
      for (int32_t l = 0; l < goods->lists[k]->count; l++) {
        const prl_line *line = &goods->lists[k]->lines[l];
        if (line->from.kind != PRL_WHEN_NONE || line->until.kind != PRL_WHEN_NONE) return true;
      }
  return false;
}

const char *prl_goods_no_sector(const prl_world *world, const prl_goods *goods) {
  for (; goods; goods = goods->except)
    for (int32_t k = 0; goods->kind == PRL_GOODS_SECTOR && k < goods->codes.count; k++)
      if (prl_world_sector(world, goods->codes.at[k]) < 0) return goods->codes.at[k];
  return NULL;
}

prl_instant prl_goods_moment(const prl_when *date, const prl_zone *zone) {
  return date->kind == PRL_WHEN_INSTANT ? date->at : prl_zone_midnight(zone, date->last + 1) - 1;
}

prl_truth prl_goods_line_valid(const prl_line *line, prl_instant at, const prl_zone *zone) {
  prl_instant from_low = PRL_INSTANT_MIN, from_high = PRL_INSTANT_MIN, until_low = PRL_INSTANT_MAX, until_high = PRL_INSTANT_MAX;
  if (line->from.kind != PRL_WHEN_NONE) prl_when_bounds(&from_low, &from_high, &line->from, zone);
  if (line->until.kind != PRL_WHEN_NONE) prl_when_bounds(&until_low, &until_high, &line->until, zone);
  if (at < from_low || at >= until_high) return PRL_NO;
  return at >= from_high && at < until_low ? PRL_YES : PRL_UNKNOWN;
}

typedef struct brush { /* what is being painted */
  prl_cover *cover;
  const prl_lines *lines;
  uint8_t *length; /* by product: digits of the code that decided, 0 = none yet */
  int32_t rate_room;
} brush;

static void paint_all(brush *b, bool services) {
  for (int32_t u = 0; u < b->lines->products; u++)
    if (services || b->lines->look.goods[b->lines->sector[u]]) b->cover->level[u] = 1;
}

static void paint_sector(brush *b, const char *code) {
  int32_t sector = prl_world_sector(b->lines->world, code);
  for (int32_t u = 0; u < b->lines->products; u++)
    if (b->lines->sector[u] == sector) b->cover->level[u] = 1;
}

/* a later line wins by length, then by openness, then by rate */
static void paint_product(brush *b, int32_t u, uint16_t level, uint8_t digits) {
  uint16_t old = b->cover->level[u];
  if (digits < b->length[u]) return;
  if (digits == b->length[u] && old != 0) {
    if (old == PRL_LEVEL_OPEN) return;
    double was = b->cover->rate[old];
    if (level != PRL_LEVEL_OPEN && !(isnan(was) ? !isnan(b->cover->rate[level]) : b->cover->rate[level] > was)) return;
  }
  b->cover->level[u] = level;
  b->length[u] = digits;
}

/* codes come sorted, so `from` only moves forward; returns where the code's products begin */
static int32_t paint_code(brush *b, uint64_t key, uint16_t level, int32_t from) {
  const uint64_t *keys = b->lines->key;
  int32_t products = b->lines->products;
  uint64_t after = prl_hs_after(key);
  while (from < products && keys[from] < key) from++;
  for (int32_t u = from; u < products && keys[u] < after; u++) paint_product(b, u, level, (uint8_t)prl_hs_digits(key));
  return from;
}

static void paint_codes(brush *b, const prl_names *codes) {
  const uint64_t *keys = b->lines->key + b->lines->look.sectors;
  int32_t count = b->lines->products - b->lines->look.sectors;
  for (int32_t k = 0; k < codes->count; k++) {
    uint64_t key = prl_hs_key(codes->at[k]);
    if (key != 0) paint_code(b, key, 1, b->lines->look.sectors + prl_hs_lower(keys, count, key));
  }
}

/* index of a rate among the cover's; OPEN when there is no room for one more */
static uint16_t level_of(brush *b, double rate) {
  prl_cover *cover = b->cover;
  if (isnan(rate)) return 1;
  for (int32_t k = 2; k <= cover->levels; k++)
    if (cover->rate[k] == rate) return (uint16_t)k;
  if (cover->levels + 1 >= b->rate_room) return PRL_LEVEL_OPEN;
  cover->rate[++cover->levels] = rate;
  return (uint16_t)cover->levels;
}

static void paint_list(brush *b, const prl_list *list, prl_instant at, const prl_zone *zone) {
  int32_t from = b->lines->look.sectors;
  for (int32_t k = 0; k < list->count; k++) {
    const prl_line *line = &list->lines[k];
    uint64_t key = prl_hs_key(line->hs);
    prl_truth valid = key == 0 ? PRL_NO : prl_goods_line_valid(line, at, zone);
    if (valid == PRL_NO) continue;
    from = paint_code(b, key, valid == PRL_YES ? level_of(b, line->rate) : PRL_LEVEL_OPEN, from);
  }
}

static int32_t list_lines(const prl_goods *goods) {
  int32_t count = 0;
  for (int32_t k = 0; k < goods->list_count; k++) count += goods->lists[k]->count;
  return count < PRL_LEVEL_OPEN - 4 ? count : PRL_LEVEL_OPEN - 4;
}

static void take_away(prl_cover *cover, const prl_cover *except, int32_t products) {
  for (int32_t u = 0; u < products; u++) {
    if (except->level[u] == PRL_LEVEL_OPEN && cover->level[u] != 0)
      cover->level[u] = PRL_LEVEL_OPEN;
    else if (except->level[u] != 0)
      cover->level[u] = 0;
  }
}

static void paint(brush *b, const prl_goods *goods, prl_instant at, const prl_zone *zone) {
  switch (goods->kind) {
    case PRL_GOODS_ALL: paint_all(b, false); break;
    case PRL_GOODS_EVERYTHING: paint_all(b, true); break;
    case PRL_GOODS_SECTOR:
      for (int32_t k = 0; k < goods->codes.count; k++) paint_sector(b, goods->codes.at[k]);
      break;
    case PRL_GOODS_HS: paint_codes(b, &goods->codes); break;
    case PRL_GOODS_LIST:
      for (int32_t k = 0; k < goods->list_count; k++) paint_list(b, goods->lists[k], at, zone);
      break;
    case PRL_GOODS_UNKNOWN: break;
  }
}

/* why this world cannot tell these goods, or NULL */
static const char *cannot_tell(prl_arena *arena, const prl_lines *lines, const prl_goods *goods) {
  for (const prl_goods *g = goods; g; g = g->except)
    if (g->kind == PRL_GOODS_UNKNOWN)
      return g == goods ? "the sources do not say which goods" : "the sources do not say which goods are excepted";
  const char *sector = prl_goods_no_sector(lines->world, goods);
  if (!sector) return NULL;
  const char *why = prl_arena_printf(arena, "this world has no sector %s", sector);
  return why ? why : "this world has no such sector";
}

prl_status prl_goods_cover(prl_cover *cover, prl_arena *arena, const prl_lines *lines, const prl_goods *goods, prl_instant at,
                           const prl_zone *zone, prl_error *err) {
  brush b = {.cover = cover, .lines = lines, .rate_room = list_lines(goods) + 2};
  *cover = (prl_cover){.levels = 1};
  cover->level = prl_arena_alloc(arena, (size_t)lines->products, sizeof *cover->level);
  cover->rate = prl_arena_alloc(arena, (size_t)b.rate_room, sizeof *cover->rate);
  b.length = prl_arena_alloc(arena, (size_t)lines->products, sizeof *b.length);
  if (!cover->level || !cover->rate || !b.length) return prl_fail(err, PRL_E_MEMORY, "no room for %d products", lines->products);
  cover->rate[1] = NAN;
  cover->why = cannot_tell(arena, lines, goods);
  if (cover->why) return PRL_OK;
  paint(&b, goods, at, zone);
  if (!goods->except) return PRL_OK;
  prl_cover except;
  prl_status status = prl_goods_cover(&except, arena, lines, goods->except, at, zone, err);
  if (status == PRL_OK) take_away(cover, &except, lines->products);
  return status;
}
