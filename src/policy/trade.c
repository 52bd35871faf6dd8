/* trade.c -- from product trade by country to the lines of every pair of regions.
 *
 *   weight of line l in pair (n,i), sector s = value(l) / sum over lines of that pair and sector
 * Trade under a group of the record that this world knows only by its members (EUN) is every member's, with the same mix of products:
 *   value(l of member i) = value(l) x trade[s][n][i] / sum over the members j of trade[s][n][j]      (base trade of the world)
 * in equal parts where the world has no such trade. What is placed adds up to what the file has.
 * Six-digit codes go to sectors by the concordance. Countries of one region add up, except members that measures single out,
 * whose lines stay apart. A heading whose longer codes the record knows is split equally over them: the record lists lines,
 * the open data have only headings. A pair's sector without product trade, and a pair without any, is one line a sector.
 * A code that the concordance puts in a sector of services (feathers, scrap) is left out: its few lines would stand for all of that
 * sector's trade, and a duty on them would fall on services. Values in the unit of the weights file; policies use shares only. */
#include "lines.h"
#include "rows.h"

#include "parley/table.h"

#include <stdlib.h>
#include <string.h>

typedef struct line { /* trade of one heading, or one line */
  int32_t pair, sector, member;
  int32_t product;
  uint64_t key;
  double value;
} line;

typedef struct pile {
  line *at;
  int64_t count, capacity;
} pile;

static prl_status pile_add(pile *p, line l, prl_error *err) {
  if (p->count == p->capacity) {
    int64_t capacity = p->capacity ? 2 * p->capacity : 16384;
    line *grown = realloc(p->at, (size_t)capacity * sizeof *grown);
    if (!grown) return prl_fail(err, PRL_E_MEMORY, "no room for %lld product lines", (long long)capacity);
    p->at = grown;
    p->capacity = capacity;
  }
  p->at[p->count++] = l;
  return PRL_OK;
}

/* ---- a heading of one origin in one destination as one number, in the order of the lines ---- */

enum { HEADINGS = 1000000 };

static uint64_t place_of(const prl_lines *lines, int32_t pair, int32_t sector, int32_t member, int32_t heading) {
  uint64_t flow = (uint64_t)pair * (uint64_t)lines->look.sectors + (uint64_t)sector;
  return (flow * (uint64_t)lines->member_count + (uint64_t)member) * HEADINGS + (uint64_t)heading;
}

static line line_at(const prl_lines *lines, const prl_row *row) {
  uint64_t flow = row->place / HEADINGS / (uint64_t)lines->member_count;
  return (line){.pair = (int32_t)(flow / (uint64_t)lines->look.sectors),
                .sector = (int32_t)(flow % (uint64_t)lines->look.sectors),
                .member = (int32_t)(row->place / HEADINGS % (uint64_t)lines->member_count),
                .key = prl_hs_of_heading((int32_t)(row->place % HEADINGS)),
                .value = row->value};
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
  if (status < 0)
    prl_map_free(map);
  else
    *out = map;
  return status;
}

/* ---- weights ---- */

typedef struct spot { /* where trade under a code belongs */
  const int32_t *regions;
  int32_t count;  /* 0: the world does not know it */
  int32_t member; /* of its one region; 0 else */
} spot;

typedef struct origins { /* the `from` codes of the weights, each looked up once */
  prl_map *map;
  spot *at;
  int32_t count, capacity;
} origins;

static prl_status look_up(spot *out, const prl_lines *lines, const char *code, prl_error *err) {
  int32_t member = prl_map_find(lines->member_of, code);
  *out = (spot){.member = member > 0 ? member : 0};
  return prl_reach_places(&out->regions, &out->count, lines, code, err);
}

static prl_status find_origin(spot *out, origins *o, const prl_lines *lines, const char *code, prl_error *err) {
  int32_t known = prl_map_find(o->map, code);
  if (known >= 0) {
    *out = o->at[known];
    return PRL_OK;
  }
  if (o->count == o->capacity) {
    int32_t capacity = o->capacity ? 2 * o->capacity : 256;
    spot *grown = realloc(o->at, (size_t)capacity * sizeof *grown);
    if (!grown) return prl_fail(err, PRL_E_MEMORY, "no room for the origins of product trade");
    o->at = grown;
    o->capacity = capacity;
  }
  prl_status status = look_up(out, lines, code, err);
  if (status < 0) return status;
  o->at[o->count] = *out;
  return prl_map_add(o->map, code, o->count++) < 0 ? prl_fail(err, PRL_E_MEMORY, "no room for the origins of product trade") : PRL_OK;
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
  spot to;
} reading;

static double base_trade(const prl_lines *lines, int32_t sector, int32_t destination, int32_t origin) {
  size_t N = (size_t)lines->look.regions;
  return lines->look.trade[((size_t)sector * N + (size_t)destination) * N + (size_t)origin];
}

/* base trade between two spots, and how many pairs of different regions they make */
static double trade_between(int32_t *pairs, const prl_lines *lines, int32_t sector, const spot *to, const spot *from) {
  double sum = 0;
  *pairs = 0;
  for (int32_t d = 0; d < to->count; d++)
    for (int32_t o = 0; o < from->count; o++) {
      if (to->regions[d] == from->regions[o]) continue;
      sum += base_trade(lines, sector, to->regions[d], from->regions[o]);
      ++*pairs;
    }
  return sum;
}

static prl_status place_value(prl_rows *out, const reading *in, const spot *from, int32_t sector, prl_row heading, prl_error *err) {
  int32_t pairs;
  const spot *to = &in->to;
  double all = trade_between(&pairs, in->lines, sector, to, from);
  prl_status status = PRL_OK;
  if (pairs > 0) in->lines->view.value += heading.value;
  for (int32_t d = 0; d < to->count; d++)
    for (int32_t o = 0; o < from->count && status >= 0; o++) {
      int32_t n = to->regions[d], i = from->regions[o];
      if (n == i) continue;
      double part = all > 0 ? base_trade(in->lines, sector, n, i) / all : 1. / pairs;
      uint64_t place = place_of(in->lines, n * in->lines->look.regions + i, sector, from->member, (int32_t)heading.place);
      if (part > 0) status = prl_rows_add(out, (prl_row){place, part * heading.value}, err);
    }
  return status;
}

static prl_status read_row(prl_rows *out, reading *in, int64_t row, prl_error *err) {
  prl_lines_view *view = &in->lines->view;
  const char *hs = prl_table_text(in->table, row, in->hs);
  double value = prl_table_numbers(in->table, in->value)[row];
  uint64_t key = prl_hs_key(hs);
  if (key == 0 || prl_hs_digits(key) != 6) return bad_cell(in->table, row, in->hs, err, hs, "a product code of 6 digits");
  if (value < 0) return bad_cell(in->table, row, in->value, err, "a negative value", "trade of 0 or more");
  spot from;
  prl_status status = find_origin(&from, in->origins, in->lines, prl_table_text(in->table, row, in->from), err);
  if (status < 0) return status;
  int32_t sector = prl_map_find(in->sectors, hs);
  if (from.count == 0 || in->to.count == 0)
    view->no_region += value;
  else if (sector < 0 || !in->lines->look.goods[sector])
    view->no_sector += value;
  else if (value > 0)
    return place_value(out, in, &from, sector, (prl_row){(uint64_t)prl_hs_heading(key), value}, err);
  return PRL_OK;
}

static prl_status read_weights(prl_rows *out, prl_lines *lines, const prl_map *sectors, const prl_weights *weights, origins *o,
                               prl_error *err) {
  static const prl_column columns[] = {{"hs", PRL_TEXT, true}, {"from", PRL_TEXT, true}, {"value", PRL_NUMBER, true}};
  prl_table *table = NULL;
  spot to;
  prl_status status = look_up(&to, lines, prl_reach_regions(lines->dossier, &weights->to).at[0], err);
  if (status >= 0) status = prl_table_read(&table, weights->file, columns, 3, PRL_TEXT, err);
  if (status < 0) return status;
  reading in = {lines, sectors, o, table, prl_table_find(table, "hs"), prl_table_find(table, "from"), prl_table_find(table, "value"), to};
  int64_t rows = prl_table_rows(table);
  for (int64_t r = 0; r < rows && status >= 0; r++) status = read_row(out, &in, r, err);
  prl_table_free(table);
  return status;
}

/* ---- lines ---- */

typedef struct splitter { /* the longer codes of the pair at hand; kept while the same measures on codes act */
  prl_codes codes;
  bool *acts_on, *held; /* by measure on codes: of the pair at hand, and of the one the codes were made for */
  bool *need;           /* by measure: its goods are codes */
  int32_t at;           /* where the last heading's codes begin */
  bool ready;
} splitter;

static prl_status codes_of_pair(splitter *s, const prl_lines *lines, int32_t pair, prl_error *err) {
  size_t bytes = (size_t)lines->record.measure_count * sizeof *s->acts_on;
  memset(s->acts_on, 0, bytes);
  for (int32_t a = 0; a < lines->acts.count; a++)
    if (lines->acts.at[a].pair == pair) s->acts_on[lines->acts.at[a].measure] = s->need[lines->acts.at[a].measure];
  s->at = 0;
  if (s->ready && memcmp(s->acts_on, s->held, bytes) == 0) return PRL_OK;
  free(s->codes.keys);
  s->codes.keys = NULL;
  s->ready = true;
  memcpy(s->held, s->acts_on, bytes);
  return prl_codes_of(&s->codes, &lines->record, s->acts_on, 0, err);
}

/* the splitter goes on from the last heading: within a sector they come in order */
static prl_status split_heading(pile *out, splitter *s, line heading, prl_error *err) {
  const prl_codes *codes = &s->codes;
  int32_t first = prl_hs_seek(codes->keys, codes->count, s->at, heading.key);
  int32_t last = prl_hs_seek(codes->keys, codes->count, first, prl_hs_after(heading.key));
  s->at = first;
  if (first == last) return pile_add(out, heading, err);
  heading.value /= last - first;
  prl_status status = PRL_OK;
  for (int32_t k = first; k < last && status >= 0; k++) {
    heading.key = codes->keys[k];
    status = pile_add(out, heading, err);
  }
  return status;
}

static prl_status split_all(pile *out, splitter *s, const prl_lines *lines, const prl_rows *headings, prl_error *err) {
  prl_status status = PRL_OK;
  int32_t pair = -1;
  for (int64_t k = 0; k < headings->count && status >= 0; k++) {
    line heading = line_at(lines, &headings->at[k]);
    if (heading.pair != pair) status = codes_of_pair(s, lines, heading.pair, err);
    pair = heading.pair;
    if (status >= 0) status = split_heading(out, s, heading, err);
  }
  return status;
}

static prl_status split_headings(pile *out, const prl_lines *lines, const prl_rows *headings, prl_error *err) {
  size_t measures = (size_t)lines->record.measure_count + 1;
  splitter s = {
      .acts_on = calloc(measures, sizeof *s.acts_on), .held = calloc(measures, sizeof *s.held), .need = calloc(measures, sizeof *s.need)};
  bool room = s.acts_on && s.held && s.need;
  for (int32_t m = 0; m < lines->record.measure_count && room; m++) s.need[m] = prl_goods_need_codes(&lines->record.measures[m].goods);
  prl_status status =
      room ? split_all(out, &s, lines, headings, err) : prl_fail(err, PRL_E_MEMORY, "no room for the record's product codes");
  free(s.acts_on);
  free(s.held);
  free(s.need);
  free(s.codes.keys);
  return status;
}

/* the codes that occur, in order */
static prl_status codes_that_occur(prl_rows *out, const pile *p, prl_error *err) {
  *out = (prl_rows){.at = malloc((size_t)(p->count + 1) * sizeof *out->at), .capacity = p->count + 1};
  if (!out->at) return prl_fail(err, PRL_E_MEMORY, "no room for %lld products", (long long)p->count);
  for (int64_t k = 0; k < p->count; k++) out->at[out->count++] = (prl_row){p->at[k].key, 0};
  return prl_rows_merge(out, err);
}

static int32_t product_of(const prl_lines *lines, uint64_t key, int32_t from) {
  int32_t sectors = lines->look.sectors;
  return sectors + prl_hs_seek(lines->key + sectors, lines->products - sectors, from - sectors, key);
}

/* products: whole sectors first, then the codes in order */
static prl_status name_products(prl_lines *lines, pile *p, prl_error *err) {
  int32_t sectors = lines->look.sectors;
  prl_rows codes;
  prl_status status = codes_that_occur(&codes, p, err);
  if (status >= 0) {
    lines->products = sectors + (int32_t)codes.count;
    lines->key = prl_arena_alloc(lines->arena, (size_t)lines->products, sizeof *lines->key);
    lines->sector = prl_arena_alloc(lines->arena, (size_t)lines->products, sizeof *lines->sector);
    if (!lines->key || !lines->sector) status = prl_fail(err, PRL_E_MEMORY, "no room for %d products", lines->products);
  }
  for (int64_t k = 0; k < codes.count && status >= 0; k++) lines->key[sectors + k] = codes.at[k].place;
  free(codes.at);
  for (int32_t s = 0; s < sectors && status >= 0; s++) lines->sector[s] = s;
  int32_t u = sectors;
  for (int64_t k = 0; k < p->count && status >= 0; k++) {
    p->at[k].product = u = product_of(lines, p->at[k].key, u);
    lines->sector[u] = p->at[k].sector;
  }
  return status;
}

static int32_t put_line(prl_lines *lines, int32_t at, int32_t product, int32_t member, double weight, double value) {
  lines->product[at] = product;
  lines->member[at] = member;
  lines->weight[at] = weight;
  lines->value[at] = value;
  return at + 1;
}

static int64_t put_sector(prl_lines *lines, int32_t *at, const pile *p, int64_t k, int32_t pair, int32_t sector) {
  int64_t end = k;
  double total = 0;
  for (; end < p->count && p->at[end].pair == pair && p->at[end].sector == sector; end++) total += p->at[end].value;
  if (end == k) *at = put_line(lines, *at, sector, 0, 1, 0);
  for (; k < end; k++) *at = put_line(lines, *at, p->at[k].product, p->at[k].member, p->at[k].value / total, p->at[k].value);
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
  lines->value = prl_arena_alloc(lines->arena, room, sizeof *lines->value);
  if (room > INT32_MAX || !lines->product || !lines->member || !lines->weight || !lines->value)
    return prl_fail(err, PRL_E_MEMORY, "no room for %zu product lines", room);
  for (int32_t s = 0; s < sectors; s++) at = put_line(lines, at, s, 0, 1, 0);
  for (int64_t k = 0; k < p->count;) {
    int32_t pair = p->at[k].pair, first = at;
    for (int32_t s = 0; s < sectors; s++) k = put_sector(lines, &at, p, k, pair, s);
    lines->pairs[pair] = (prl_pair){.first = first, .count = at - first, .traded = true};
  }
  lines->view.lines = (int32_t)p->count;
  return PRL_OK;
}

static prl_status read_all(prl_rows *out, prl_lines *lines, const char *concordance, prl_error *err) {
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
  prl_rows headings = {0};
  pile split = {0};
  prl_status status = PRL_OK;
  if (concordance && lines->record.weights_count > 0) status = read_all(&headings, lines, concordance, err);
  if (status >= 0) status = prl_rows_merge(&headings, err);
  if (status >= 0) status = split_headings(&split, lines, &headings, err);
  if (status >= 0) status = name_products(lines, &split, err);
  if (status >= 0) status = place_lines(lines, &split, err);
  free(headings.at);
  free(split.at);
  return status;
}
