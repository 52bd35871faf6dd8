/* trade.c -- from product trade by country to the lines of every pair of regions.
 *
 *   weight of line l in pair (n,i), sector s = value(l) / sum over lines of that pair and sector
 * Six-digit codes go to sectors by the concordance. Countries of one region add up, except members that measures single out,
 * whose lines stay apart. A heading whose longer codes the record knows is split equally over them: the record lists lines,
 * the open data have only headings. A pair's sector without product trade, and a pair without any, is one line a sector.
 * Values in the unit of the weights file; only shares are used. */
#include "lines.h"

#include "parley/table.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry { /* trade of one heading, or one line */
  int32_t pair, sector, member;
  uint64_t key;
  double value;
} entry;

typedef struct pile {
  entry *at;
  int64_t count, capacity;
} pile;

static prl_status pile_add(pile *p, entry e, prl_error *err) {
  if (p->count == p->capacity) {
    int64_t capacity = p->capacity ? 2 * p->capacity : 4096;
    entry *grown = realloc(p->at, (size_t)capacity * sizeof *grown);
    if (!grown) return prl_fail(err, PRL_E_MEMORY, "no room for %lld rows of product trade", (long long)capacity);
    p->at = grown;
    p->capacity = capacity;
  }
  p->at[p->count++] = e;
  return PRL_OK;
}

/* ---- concordance: six-digit code -> sector of the world ---- */

static prl_status sectors_of_codes(prl_map *map, const prl_lines *lines, const prl_table *table, const char *path, prl_error *err) {
  int32_t hs = prl_table_find(table, "hs6"), to = prl_table_find(table, "sector");
  int64_t rows = prl_table_rows(table), placed = 0;
  for (int64_t r = 0; r < rows; r++) {
    int32_t sector = prl_world_sector(lines->world, prl_table_text(table, r, to));
    if (sector < 0) continue;
    if (prl_map_add(map, prl_table_text(table, r, hs), sector) < 0) return prl_fail(err, PRL_E_MEMORY, "no room for the concordance");
    placed++;
  }
  if (placed > 0) return PRL_OK;
  prl_fail(err, PRL_E_VALUE, "none of the concordance's sectors is a sector of world %s", lines->look.id);
  prl_error_at(err, path, 0, 0);
  prl_error_hint(err, "choose the concordance of the scheme '%s'", lines->look.scheme);
  return PRL_E_VALUE;
}

static prl_status read_concordance(prl_map **out, const prl_lines *lines, const char *path, prl_error *err) {
  static const prl_column columns[] = {{"hs6", PRL_TEXT, true}, {"sector", PRL_TEXT, true}};
  prl_table *table = NULL;
  prl_status status = prl_table_read(&table, path, columns, 2, PRL_TEXT, err);
  if (status < 0) return status;
  prl_map *map = prl_map_new((int32_t)prl_table_rows(table));
  status = map ? sectors_of_codes(map, lines, table, path, err) : prl_fail(err, PRL_E_MEMORY, "no room for the concordance");
  prl_table_free(table);
  if (status < 0) prl_map_free(map);
  else *out = map;
  return status;
}

/* ---- weights ---- */

typedef struct origin { /* a `from` code of a weights file, looked up once */
  int32_t region, member;
} origin;

typedef struct origins {
  prl_map *map;
  origin *at;
  int32_t count, capacity;
} origins;

static int32_t origin_index(origins *o, const prl_lines *lines, const char *code) {
  int32_t known = prl_map_find(o->map, code);
  if (known >= 0) return known;
  if (o->count == o->capacity) {
    int32_t capacity = o->capacity ? 2 * o->capacity : 256;
    origin *grown = realloc(o->at, (size_t)capacity * sizeof *grown);
    if (!grown) return -1;
    o->at = grown;
    o->capacity = capacity;
  }
  int32_t member = prl_map_find(lines->member_of, code);
  o->at[o->count] = (origin){prl_world_region(lines->world, code), member > 0 ? member : 0};
  return prl_map_add(o->map, code, o->count) < 0 ? -1 : o->count++;
}

static prl_status bad_cell(const prl_table *table, int64_t row, int32_t column, prl_error *err, const char *found, const char *expected) {
  prl_fail(err, PRL_E_VALUE, "found '%s', expected %s", found, expected);
  prl_table_place(table, row, column, err);
  return PRL_E_VALUE;
}

typedef struct reading { /* one weights file */
  prl_lines *lines;
  const prl_map *sectors;
  origins *origins;
  const prl_table *table;
  int32_t hs, from, value;
  int32_t destination; /* -1: the world does not know the importer */
} reading;

static prl_status read_row(pile *out, reading *in, int64_t row, prl_error *err) {
  prl_lines_view *view = &in->lines->view;
  const char *hs = prl_table_text(in->table, row, in->hs);
  double value = prl_table_numbers(in->table, in->value)[row];
  uint64_t key = prl_hs_key(hs);
  if (key == 0 || prl_hs_digits(key) != 6) return bad_cell(in->table, row, in->hs, err, hs, "a product code of 6 digits");
  if (value < 0) return bad_cell(in->table, row, in->value, err, "a negative value", "trade of 0 or more");
  int32_t o = origin_index(in->origins, in->lines, prl_table_text(in->table, row, in->from));
  if (o < 0) return prl_fail(err, PRL_E_MEMORY, "no room for the origins of product trade");
  origin from = in->origins->at[o];
  int32_t sector = prl_map_find(in->sectors, hs);
  if (from.region < 0 || in->destination < 0) view->no_region += value;
  else if (sector < 0) view->no_sector += value;
  else if (value > 0 && from.region != in->destination) {
    view->value += value;
    return pile_add(out, (entry){in->destination * in->lines->look.regions + from.region, sector, from.member, key, value}, err);
  }
  return PRL_OK;
}

static prl_status read_weights(pile *out, prl_lines *lines, const prl_map *sectors, const prl_weights *weights, origins *o,
                               prl_error *err) {
  static const prl_column columns[] = {{"hs", PRL_TEXT, true}, {"from", PRL_TEXT, true}, {"value", PRL_NUMBER, true}};
  prl_table *table = NULL;
  prl_status status = prl_table_read(&table, weights->file, columns, 3, PRL_TEXT, err);
  if (status < 0) return status;
  prl_names regions = prl_reach_regions(lines->dossier, &weights->to);
  reading in = {lines, sectors, o, table, prl_table_find(table, "hs"), prl_table_find(table, "from"), prl_table_find(table, "value"),
                prl_world_region(lines->world, regions.at[0])};
  int64_t rows = prl_table_rows(table);
  for (int64_t r = 0; r < rows && status >= 0; r++) status = read_row(out, &in, r, err);
  prl_table_free(table);
  return status;
}

/* ---- lines ---- */

static int by_place(const void *a, const void *b) {
  const entry *x = a, *y = b;
  if (x->pair != y->pair) return x->pair < y->pair ? -1 : 1;
  if (x->sector != y->sector) return x->sector < y->sector ? -1 : 1;
  if (x->member != y->member) return x->member < y->member ? -1 : 1;
  return (x->key > y->key) - (x->key < y->key);
}

static void sort_and_merge(pile *p) {
  if (p->count == 0) return;
  qsort(p->at, (size_t)p->count, sizeof *p->at, by_place);
  int64_t kept = 0;
  for (int64_t k = 1; k < p->count; k++) {
    if (by_place(&p->at[k], &p->at[kept]) == 0) p->at[kept].value += p->at[k].value;
    else p->at[++kept] = p->at[k];
  }
  p->count = kept + 1;
}

typedef struct splitter { /* the longer codes of the pair at hand; kept while the same measures act */
  prl_codes codes;
  bool *acts_on, *held;  /* by measure: of the pair at hand, and of the one the codes were made for */
  bool ready;
} splitter;

static prl_status codes_of_pair(splitter *s, const prl_lines *lines, int32_t pair, prl_error *err) {
  size_t bytes = (size_t)lines->record.measure_count * sizeof *s->acts_on;
  memset(s->acts_on, 0, bytes);
  for (int32_t a = 0; a < lines->acts.count; a++)
    if (lines->acts.at[a].pair == pair) s->acts_on[lines->acts.at[a].measure] = true;
  if (s->ready && memcmp(s->acts_on, s->held, bytes) == 0) return PRL_OK;
  free(s->codes.keys);
  s->codes.keys = NULL;
  s->ready = true;
  memcpy(s->held, s->acts_on, bytes);
  return prl_codes_of(&s->codes, &lines->record, s->acts_on, err);
}

static prl_status split_heading(pile *out, const prl_codes *codes, entry heading, prl_error *err) {
  int32_t first = prl_hs_lower(codes->keys, codes->count, heading.key);
  int32_t last = prl_hs_lower(codes->keys, codes->count, prl_hs_after(heading.key));
  if (first == last) return pile_add(out, heading, err);
  heading.value /= last - first;
  prl_status status = PRL_OK;
  for (int32_t k = first; k < last && status >= 0; k++) {
    heading.key = codes->keys[k];
    status = pile_add(out, heading, err);
  }
  return status;
}

static prl_status split_all(pile *out, splitter *s, const prl_lines *lines, const pile *headings, prl_error *err) {
  prl_status status = PRL_OK;
  int32_t pair = -1;
  for (int64_t k = 0; k < headings->count && status >= 0; k++) {
    if (headings->at[k].pair != pair) status = codes_of_pair(s, lines, headings->at[k].pair, err);
    pair = headings->at[k].pair;
    if (status >= 0) status = split_heading(out, &s->codes, headings->at[k], err);
  }
  return status;
}

static prl_status split_headings(pile *out, const prl_lines *lines, const pile *headings, prl_error *err) {
  size_t measures = (size_t)lines->record.measure_count + 1;
  splitter s = {.acts_on = calloc(measures, sizeof *s.acts_on), .held = calloc(measures, sizeof *s.held)};
  prl_status status = s.acts_on && s.held ? split_all(out, &s, lines, headings, err)
                                          : prl_fail(err, PRL_E_MEMORY, "no room for the record's product codes");
  free(s.acts_on);
  free(s.held);
  free(s.codes.keys);
  return status;
}

/* products: whole sectors first, then the codes in order */
static prl_status name_products(prl_lines *lines, const pile *p, prl_error *err) {
  int32_t sectors = lines->look.sectors;
  size_t room = (size_t)p->count + (size_t)sectors;
  uint64_t *keys = malloc((size_t)(p->count + 1) * sizeof *keys);
  if (!keys) return prl_fail(err, PRL_E_MEMORY, "no room for %zu products", room);
  for (int64_t k = 0; k < p->count; k++) keys[k] = p->at[k].key;
  int32_t codes = prl_hs_sort(keys, (int32_t)p->count);
  lines->products = sectors + codes;
  lines->key = prl_arena_alloc(lines->arena, (size_t)lines->products, sizeof *lines->key);
  lines->sector = prl_arena_alloc(lines->arena, (size_t)lines->products, sizeof *lines->sector);
  if (lines->key && lines->sector) {
    memcpy(lines->key + sectors, keys, (size_t)codes * sizeof *keys);
    for (int32_t s = 0; s < sectors; s++) lines->sector[s] = s;
    for (int64_t k = 0; k < p->count; k++) lines->sector[sectors + prl_hs_lower(keys, codes, p->at[k].key)] = p->at[k].sector;
  }
  free(keys);
  return lines->key && lines->sector ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no room for %zu products", room);
}

static int32_t put_line(prl_lines *lines, int32_t at, int32_t product, int32_t member, double weight) {
  lines->product[at] = product;
  lines->member[at] = member;
  lines->weight[at] = weight;
  return at + 1;
}

static int64_t put_sector(prl_lines *lines, int32_t *at, const pile *p, int64_t k, int32_t pair, int32_t sector) {
  int64_t end = k;
  double total = 0;
  for (; end < p->count && p->at[end].pair == pair && p->at[end].sector == sector; end++) total += p->at[end].value;
  if (end == k) *at = put_line(lines, *at, sector, 0, 1);
  int32_t sectors = lines->look.sectors;
  for (; k < end; k++) {
    int32_t product = sectors + prl_hs_lower(lines->key + sectors, lines->products - sectors, p->at[k].key);
    *at = put_line(lines, *at, product, p->at[k].member, p->at[k].value / total);
  }
  return end;
}

static int32_t pairs_in(const pile *p) {
  int32_t pairs = 0;
  for (int64_t k = 0; k < p->count; k++)
    if (k == 0 || p->at[k].pair != p->at[k - 1].pair) pairs++;
  return pairs;
}

static prl_status place_lines(prl_lines *lines, const pile *p, prl_error *err) {
  int32_t sectors = lines->look.sectors, at = 0;
  lines->view.pairs = pairs_in(p);
  size_t room = (size_t)p->count + (size_t)sectors * ((size_t)lines->view.pairs + 1);
  lines->product = prl_arena_alloc(lines->arena, room, sizeof *lines->product);
  lines->member = prl_arena_alloc(lines->arena, room, sizeof *lines->member);
  lines->weight = prl_arena_alloc(lines->arena, room, sizeof *lines->weight);
  if (room > INT32_MAX || !lines->product || !lines->member || !lines->weight)
    return prl_fail(err, PRL_E_MEMORY, "no room for %zu product lines", room);
  for (int32_t s = 0; s < sectors; s++) at = put_line(lines, at, s, 0, 1);
  for (int64_t k = 0; k < p->count;) {
    int32_t pair = p->at[k].pair, first = at;
    for (int32_t s = 0; s < sectors; s++) k = put_sector(lines, &at, p, k, pair, s);
    lines->pairs[pair] = (prl_pair){.first = first, .count = at - first, .traded = true};
  }
  lines->view.lines = (int32_t)p->count;
  return PRL_OK;
}

static prl_status read_all(pile *out, prl_lines *lines, const char *concordance, prl_error *err) {
  prl_map *sectors = NULL;
  prl_status status = read_concordance(&sectors, lines, concordance, err);
  if (status < 0) return status;
  origins o = {.map = prl_map_new(256)};
  if (!o.map) status = prl_fail(err, PRL_E_MEMORY, "no room for the origins of product trade");
  for (int32_t w = 0; w < lines->record.weights_count && status >= 0; w++)
    status = read_weights(out, lines, sectors, &lines->record.weights[w], &o, err);
  prl_map_free(o.map);
  free(o.at);
  prl_map_free(sectors);
  return status;
}

prl_status prl_trade_read(prl_lines *lines, const char *concordance, prl_error *err) {
  pile headings = {0}, split = {0};
  prl_status status = PRL_OK;
  if (concordance && lines->record.weights_count > 0) status = read_all(&headings, lines, concordance, err);
  if (status >= 0) {
    sort_and_merge(&headings);
    status = split_headings(&split, lines, &headings, err);
  }
  if (status >= 0) status = name_products(lines, &split, err);
  if (status >= 0) status = place_lines(lines, &split, err);
  free(headings.at);
  free(split.at);
  return status;
}
