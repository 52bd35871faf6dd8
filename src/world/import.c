/* import.c -- tables in the tidy form to a balanced world.
 *
 *   trade             sector, importer, one column an exporter     -> trade[s][n][i]
 *   intermediate_use  country, input_sector, one column a sector   -> use[n][k][s]
 *   sectors           code, goods (1 or 0), optional name          countries   iso3 (or code), optional name, members
 *   about (optional)  key, value                                   accounts (optional) compared, never used
 *
 *   value_added[n][s]  = sum_i trade[s][i][n] - sum_k use[n][k][s]       refused below zero: inputs above output
 *   final_demand[n][k] = sum_i trade[k][n][i] - sum_s use[n][k][s]       may be negative (stocks run down), never clamped
 *
 * Each is STEM.csv, STEM.csv.gz or STEM.csv.zst. Million US$. Invariant: every cell of trade and use was read from exactly
 * one cell of a file; nothing is taken as zero because it is absent. Source of the identities: head of parley/world.h. */
#include "inside.h"

#include "parley/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROUNDING 1e-12 /* inputs above output by no more than this share are equal to it */

enum { LONGEST_PATH = 4096, YEAR_FIRST = 1, YEAR_LAST = 9999 };

typedef struct folder {
  const char *path;
  prl_error *err;
  char found[LONGEST_PATH]; /* the file looked for last */
} folder;

/* STEM in one of its three forms into f->found. One of them must be there unless it is optional (then found is ""). */
static prl_status find_file(folder *f, const char *stem, bool required) {
  static const char *const endings[] = {".csv", ".csv.gz", ".csv.zst"};
  char path[LONGEST_PATH];
  f->found[0] = '\0';
  for (int k = 0; k < 3; k++) {
    if (snprintf(path, sizeof path, "%s/%s%s", f->path, stem, endings[k]) >= (int)sizeof path)
      return prl_fail(f->err, PRL_E_NO_FILE, "the path of the folder is too long");
    if (access(path, F_OK) != 0) continue;
    if (f->found[0]) {
      prl_status status = prl_fail(f->err, PRL_E_DUPLICATE, "the folder holds both %s and %s", f->found, path);
      prl_error_at(f->err, f->path, 0, 0);
      prl_error_hint(f->err, "keep one of the two");
      return status;
    }
    snprintf(f->found, sizeof f->found, "%s", path);
  }
  if (f->found[0] || !required) return PRL_OK;
  prl_status status = prl_fail(f->err, PRL_E_NO_FILE, "no %s.csv, %s.csv.gz or %s.csv.zst in the folder", stem, stem, stem);
  prl_error_at(f->err, f->path, 0, 0);
  prl_error_hint(f->err, "docs/worlds.md describes the tables a world is made of");
  return status;
}

static prl_status at_cell(prl_status status, const prl_table *table, int64_t row, int32_t column, prl_error *err) {
  prl_table_place(table, row, column, err);
  return status;
}

/* sectors and countries */

/* The column of codes: `code`, or the other name it may have. */
static int32_t code_column(const prl_table *table, const char *other) {
  int32_t column = prl_table_find(table, "code");
  return column >= 0 || !other ? column : prl_table_find(table, other);
}

static prl_status check_codes(const prl_table *table, int32_t column, bool sector, prl_error *err) {
  prl_map *seen = prl_map_new((int32_t)prl_table_rows(table));
  if (!seen) return prl_fail(err, PRL_E_MEMORY, "no memory for the codes");
  prl_status status = PRL_OK;
  for (int32_t r = 0; r < prl_table_rows(table) && status == PRL_OK; r++) {
    const char *code = prl_table_text(table, r, column), *why = prl_world_bad_code(code, sector);
    int32_t held = why ? r : prl_map_add(seen, code, r);
    if (why)
      status = prl_fail(err, PRL_E_VALUE, "the code \"%.40s\" %s", code, why);
    else if (held < 0)
      status = prl_fail(err, PRL_E_MEMORY, "no memory for the codes");
    else if (held != r)
      status = prl_fail(err, PRL_E_DUPLICATE, "the code %s was given before, in data row %d", code, held + 1);
    if (status < 0) at_cell(status, table, r, column, err);
  }
  prl_map_free(seen);
  return status;
}

/* A table whose rows are the regions or sectors, with good codes in *column. */
static prl_status read_list(prl_table **out, int32_t *column, folder *f, const char *stem, const char *other, bool sector) {
  static const prl_column goods[] = {{"goods", PRL_NUMBER, true}};
  *out = NULL;
  prl_status status = find_file(f, stem, true);
  if (status == PRL_OK) status = prl_table_read(out, f->found, goods, sector ? 1 : 0, PRL_TEXT, f->err);
  if (status < 0) return status;
  *column = code_column(*out, other);
  if (*column < 0)
    status = prl_fail(f->err, PRL_E_MISSING, "no column \"code\"%s%s%s", other ? " or \"" : "", other ? other : "", other ? "\"" : "");
  else if (prl_table_rows(*out) < 1 || prl_table_rows(*out) > PRL_WORLD_MOST)
    status = prl_fail(f->err, PRL_E_VALUE, "%lld rows; 1 to %d expected", (long long)prl_table_rows(*out), PRL_WORLD_MOST);
  if (status < 0) {
    prl_error_at(f->err, f->found, 1, 0);
    return status;
  }
  return check_codes(*out, *column, sector, f->err);
}

/* Text of an optional column, or `instead` where there is none. */
static const char *optional_text(prl_world *w, const prl_table *table, int64_t row, const char *name, const char *instead) {
  int32_t column = prl_table_find(table, name);
  const char *text = column >= 0 ? prl_table_text(table, row, column) : "";
  if (!*text) text = instead;
  return prl_arena_text(w->arena, text, strlen(text));
}

static prl_status fill_sectors(prl_world *w, const prl_table *table, int32_t column, prl_error *err) {
  int32_t goods = prl_table_find(table, "goods");
  const double *marks = prl_table_numbers(table, goods);
  for (int32_t s = 0; s < w->sectors; s++) {
    const char *code = prl_table_text(table, s, column);
    if (marks[s] != 0 && marks[s] != 1)
      return at_cell(prl_fail(err, PRL_E_VALUE, "goods is %g; 1 (goods) or 0 (services) expected", marks[s]), table, s, goods, err);
    w->goods[s] = (uint8_t)marks[s];
    w->sector_id[s] = prl_arena_text(w->arena, code, strlen(code));
    w->sector_name[s] = optional_text(w, table, s, "name", code);
    if (!w->sector_id[s] || !w->sector_name[s]) return prl_fail(err, PRL_E_MEMORY, "no memory for the names of sectors");
  }
  return PRL_OK;
}

static prl_status fill_regions(prl_world *w, const prl_table *table, int32_t column, prl_error *err) {
  for (int32_t n = 0; n < w->regions; n++) {
    const char *code = prl_table_text(table, n, column);
    w->region_id[n] = prl_arena_text(w->arena, code, strlen(code));
    w->region_name[n] = optional_text(w, table, n, "name", code);
    w->region_members[n] = optional_text(w, table, n, "members", code);
    if (!w->region_id[n] || !w->region_name[n] || !w->region_members[n])
      return prl_fail(err, PRL_E_MEMORY, "no memory for the names of regions");
  }
  return PRL_OK;
}

static prl_status read_names(prl_world **out, folder *f) {
  prl_table *sectors = NULL, *regions = NULL;
  int32_t sector_column = -1, region_column = -1;
  prl_status status = read_list(&sectors, &sector_column, f, "sectors", NULL, true);
  if (status == PRL_OK) status = read_list(&regions, &region_column, f, "countries", "iso3", false);
  if (status == PRL_OK) status = prl_world_blank(out, (int32_t)prl_table_rows(regions), (int32_t)prl_table_rows(sectors), f->err);
  if (status == PRL_OK) status = fill_sectors(*out, sectors, sector_column, f->err);
  if (status == PRL_OK) status = fill_regions(*out, regions, region_column, f->err);
  if (status == PRL_OK) {
    status = prl_world_seal(*out, f->err);
    if (status < 0) prl_error_at(f->err, f->found, 0, 0);
  }
  prl_table_free(sectors);
  prl_table_free(regions);
  return status;
}

/* about */

static const char *const about_keys[] = {"id", "title", "base_year", "source", "licence", "scheme", "notes"};

enum { ABOUT_KEYS = 7, KEY_BASE_YEAR = 2 };

static int32_t about_key(const char *key) {
  for (int32_t k = 0; k < ABOUT_KEYS; k++)
    if (!strcmp(key, about_keys[k])) return k;
  return -1;
}

static prl_status unknown_key(const prl_table *table, int64_t row, int32_t column, prl_error *err) {
  const char *key = prl_table_text(table, row, column), *near = prl_nearest(key, about_keys, ABOUT_KEYS);
  prl_status status = prl_fail(err, PRL_E_UNKNOWN_ID, "unknown key \"%.60s\"", key);
  if (near)
    prl_error_hint(err, "did you mean %s?", near);
  else
    prl_error_hint(err, "the keys are id, title, base_year, source, licence, scheme and notes");
  return at_cell(status, table, row, column, err);
}

static prl_status fill_year(prl_world *w, const prl_table *table, int64_t row, int32_t column, const char *text, prl_error *err) {
  int64_t year;
  if (!prl_parse_integer(&year, text, strlen(text)) || year < YEAR_FIRST || year > YEAR_LAST)
    return at_cell(prl_fail(err, PRL_E_VALUE, "the base year is \"%.40s\"; a year such as 2022 expected", text), table, row, column, err);
  w->base_year = (int32_t)year;
  return PRL_OK;
}

static prl_status fill_about(prl_world *w, const prl_table *table, prl_error *err) {
  const char **fields[ABOUT_KEYS] = {&w->id, &w->title, NULL, &w->source, &w->licence, &w->scheme, &w->notes};
  bool seen[ABOUT_KEYS] = {false};
  int32_t key_column = prl_table_find(table, "key"), value_column = prl_table_find(table, "value");
  for (int64_t r = 0; r < prl_table_rows(table); r++) {
    int32_t k = about_key(prl_table_text(table, r, key_column));
    if (k < 0) return unknown_key(table, r, key_column, err);
    if (seen[k]) return at_cell(prl_fail(err, PRL_E_DUPLICATE, "the key %s is given twice", about_keys[k]), table, r, key_column, err);
    seen[k] = true;
    const char *text = prl_table_text(table, r, value_column);
    if (k == KEY_BASE_YEAR) {
      prl_status status = fill_year(w, table, r, value_column, text, err);
      if (status < 0) return status;
    } else if (!(*fields[k] = prl_arena_text(w->arena, text, strlen(text)))) {
      return prl_fail(err, PRL_E_MEMORY, "no memory for the title of a world");
    }
  }
  return PRL_OK;
}

/* The folder's own name, without the path before it. */
static const char *folder_name(prl_world *w, const char *path) {
  size_t end = strlen(path), start;
  while (end > 1 && path[end - 1] == '/') end--;
  for (start = end; start > 0 && path[start - 1] != '/'; start--) continue;
  return prl_arena_text(w->arena, path + start, end - start);
}

static prl_status read_about(prl_world *w, folder *f) {
  static const prl_column columns[] = {{"key", PRL_TEXT, true}, {"value", PRL_TEXT, true}};
  prl_status status = find_file(f, "about", false);
  if (status == PRL_OK && f->found[0]) {
    prl_table *table = NULL;
    status = prl_table_read(&table, f->found, columns, 2, PRL_TEXT, f->err);
    if (status == PRL_OK) status = fill_about(w, table, f->err);
    prl_table_free(table);
  }
  if (status < 0) return status;
  if (!*w->id) w->id = folder_name(w, f->path);
  if (!w->id) return prl_fail(f->err, PRL_E_MEMORY, "no memory for the title of a world");
  if (!*w->title) w->title = w->id;
  return PRL_OK;
}

/* trade and intermediate use */

/* A table with two key columns and one column a region or sector: cells[first][second][column]. */
typedef struct grid {
  const prl_world *world;
  const char *stem, *keys[2];    /* file, names of the key columns */
  bool sector[2], sector_across; /* whether a key, and the columns, are sectors (else regions) */
  double *cells;
  prl_table *table;
  prl_error *err;
} grid;

static int32_t count_of(const prl_world *w, bool sector) { return sector ? w->sectors : w->regions; }

static const char *id_of(const prl_world *w, bool sector, int32_t at) { return sector ? w->sector_id[at] : w->region_id[at]; }

/* Index by the id alone: the tables are written in ids, not in codes of members. */
static int32_t index_of(const prl_world *w, bool sector, const char *code) {
  int32_t at = sector ? prl_world_sector(w, code) : prl_world_region(w, code);
  return at >= 0 && !strcmp(id_of(w, sector, at), code) ? at : -1;
}

static prl_status no_such_code(const prl_world *w, bool sector, const char *code, prl_error *err) {
  const char *const *ids = sector ? w->sector_id : w->region_id;
  const char *near = prl_nearest(code, ids, count_of(w, sector)), *list = sector ? "sectors" : "countries";
  prl_status status = prl_fail(err, PRL_E_UNKNOWN_ID, "\"%.60s\" is not in %s.csv", code, list);
  if (near)
    prl_error_hint(err, "did you mean %s? Otherwise add it to %s.csv", near, list);
  else
    prl_error_hint(err, "add it to %s.csv, or leave it out here", list);
  return status;
}

static prl_status at_header(prl_status status, const grid *g, int32_t column) {
  prl_table_place(g->table, -1, column, g->err);
  return status;
}

/* of[column of the table] = index of the region or sector it holds; -1 for the keys. Every one must have its column. */
static prl_status map_columns(int32_t *of, const grid *g) {
  int32_t columns = prl_table_columns(g->table), wanted = count_of(g->world, g->sector_across), found = 0;
  for (int32_t c = 0; c < columns; c++) {
    const char *name = prl_table_name(g->table, c);
    of[c] = -1;
    if (!strcmp(name, g->keys[0]) || !strcmp(name, g->keys[1])) continue;
    of[c] = index_of(g->world, g->sector_across, name);
    if (of[c] < 0) return at_header(no_such_code(g->world, g->sector_across, name, g->err), g, c);
    found++;
  }
  for (int32_t k = 0; found < wanted && k < wanted; k++)
    if (prl_table_find(g->table, id_of(g->world, g->sector_across, k)) < 0) {
      const char *id = id_of(g->world, g->sector_across, k);
      return at_header(prl_fail(g->err, PRL_E_MISSING, "no column for the %s %s", g->sector_across ? "sector" : "region", id), g, 0);
    }
  return PRL_OK;
}

static void name_cell(const grid *g, int32_t first, int32_t second, int32_t across) {
  const prl_world *w = g->world;
  if (g->sector_across)
    prl_error_item(g->err, "%s: input %s of sector %s", w->region_id[first], w->sector_id[second], w->sector_id[across]);
  else
    prl_error_item(g->err, "%s -> %s, sector %s", w->region_id[across], w->region_id[second], w->sector_id[first]);
}

static prl_status bad_cell(const grid *g, int64_t row, int32_t column, const int32_t key[2], int32_t across, double x) {
  const char *what = g->sector_across ? "use" : "trade";
  prl_status status = isnan(x) ? prl_fail(g->err, PRL_E_MISSING, "an empty cell; write 0 where there is no %s", what)
                               : prl_fail(g->err, PRL_E_VALUE, "negative %s: %g; zero or more expected", what, x);
  name_cell(g, key[0], key[1], across);
  return at_cell(status, g->table, row, column, g->err);
}

static prl_status row_key(int32_t *out, const grid *g, int64_t row, int k) {
  int32_t column = prl_table_find(g->table, g->keys[k]);
  const char *code = prl_table_text(g->table, row, column);
  *out = index_of(g->world, g->sector[k], code);
  return *out >= 0 ? PRL_OK : at_cell(no_such_code(g->world, g->sector[k], code, g->err), g->table, row, column, g->err);
}

static prl_status fill_row(const grid *g, int64_t row, const int32_t *of, uint8_t *seen) {
  int32_t key[2] = {0, 0};
  for (int k = 0; k < 2; k++) {
    prl_status status = row_key(&key[k], g, row, k);
    if (status < 0) return status;
  }
  int64_t line = (int64_t)key[0] * count_of(g->world, g->sector[1]) + key[1];
  if (seen[line]) {
    prl_status status = prl_fail(g->err, PRL_E_DUPLICATE, "a second row for %s %s and %s %s", g->keys[0],
                                 id_of(g->world, g->sector[0], key[0]), g->keys[1], id_of(g->world, g->sector[1], key[1]));
    return at_cell(status, g->table, row, prl_table_find(g->table, g->keys[0]), g->err);
  }
  seen[line] = 1;
  double *cells = g->cells + line * count_of(g->world, g->sector_across);
  for (int32_t c = 0; c < prl_table_columns(g->table); c++) {
    if (of[c] < 0) continue;
    double x = prl_table_numbers(g->table, c)[row];
    if (!(x >= 0)) return bad_cell(g, row, c, key, of[c], x);
    cells[of[c]] = x;
  }
  return PRL_OK;
}

static prl_status all_rows_seen(const grid *g, const uint8_t *seen, int64_t lines) {
  int32_t seconds = count_of(g->world, g->sector[1]);
  for (int64_t k = 0; k < lines; k++)
    if (!seen[k])
      return prl_fail(g->err, PRL_E_MISSING, "no row for %s %s and %s %s", g->keys[0],
                      id_of(g->world, g->sector[0], (int32_t)(k / seconds)), g->keys[1],
                      id_of(g->world, g->sector[1], (int32_t)(k % seconds)));
  return PRL_OK;
}

static prl_status fill_grid(const grid *g) {
  int64_t lines = (int64_t)count_of(g->world, g->sector[0]) * count_of(g->world, g->sector[1]);
  int32_t *of = calloc((size_t)prl_table_columns(g->table), sizeof *of);
  uint8_t *seen = calloc((size_t)lines, 1);
  prl_status status = of && seen ? map_columns(of, g) : prl_fail(g->err, PRL_E_MEMORY, "no memory to read %s", g->stem);
  for (int64_t r = 0; status == PRL_OK && r < prl_table_rows(g->table); r++) status = fill_row(g, r, of, seen);
  if (status == PRL_OK) status = all_rows_seen(g, seen, lines);
  free(of);
  free(seen);
  return status;
}

static prl_status read_grid(grid g, folder *f) {
  const prl_column columns[] = {{g.keys[0], PRL_TEXT, true}, {g.keys[1], PRL_TEXT, true}};
  g.err = f->err;
  prl_status status = find_file(f, g.stem, true);
  if (status == PRL_OK) status = prl_table_read(&g.table, f->found, columns, 2, PRL_NUMBER, f->err);
  if (status == PRL_OK) {
    status = fill_grid(&g);
    if (status < 0) prl_error_at(f->err, f->found, 0, 0);
  }
  prl_table_free(g.table);
  return status;
}

static prl_status read_flows(prl_world *w, folder *f) {
  grid trade = {.world = w, .stem = "trade", .keys = {"sector", "importer"}, .sector = {true, false}, .cells = w->trade};
  grid use = {.world = w,
              .stem = "intermediate_use",
              .keys = {"country", "input_sector"},
              .sector = {false, true},
              .sector_across = true,
              .cells = w->use};
  prl_status status = read_grid(trade, f);
  return status == PRL_OK ? read_grid(use, f) : status;
}

/* residuals and accounts */

typedef struct sums {
  double *output, *absorption, *cost, *used; /* each [n][s] */
} sums;

static prl_status residual_cell(prl_world *w, const sums *t, int64_t c, prl_error *err) {
  const char *region = w->region_id[c / w->sectors], *sector = w->sector_id[c % w->sectors];
  prl_status status = PRL_OK;
  if (t->cost[c] > t->output[c] * (1 + ROUNDING)) {
    status = prl_fail(err, PRL_E_UNBALANCED, "inputs of %.10g exceed the output of %.10g: value added would be negative", t->cost[c],
                      t->output[c]);
    prl_error_item(err, "%s, sector %s", region, sector);
    prl_error_hint(err, "lower the inputs in intermediate_use, or complete the sales in trade");
  } else if (t->used[c] > 0 && t->absorption[c] == 0) {
    status = prl_fail(err, PRL_E_UNBALANCED, "%.10g is used as an input, but trade has no supplier for it", t->used[c]);
    prl_error_item(err, "%s, sector %s", region, sector);
    prl_error_hint(err, "add its sales to %s in trade, or take the use out", region);
  }
  w->value_added[c] = fmax(t->output[c] - t->cost[c], 0);
  w->final_demand[c] = t->absorption[c] - t->used[c];
  return status;
}

static prl_status residuals(prl_world *w, const sums *t, folder *f) {
  for (int64_t c = 0; c < prl_world_cells(w); c++) {
    prl_status status = residual_cell(w, t, c, f->err);
    if (status == PRL_OK) continue;
    prl_error_at(f->err, f->found, 0, 0);
    return status;
  }
  return PRL_OK;
}

/* The largest miss of the accounts, relative to the larger of output and absorption of its cell. */
typedef struct worst {
  int64_t compared, cell;
  const char *what;
  double size, ours, theirs;
} worst;

static void compare_cell(worst *found, const sums *t, int64_t cell, const char *what, double ours, double theirs) {
  double scale = fmax(t->output[cell], t->absorption[cell]);
  if (isnan(theirs)) return;
  double size = ours == theirs ? 0 : fabs(ours - theirs) / (scale > 0 ? scale : fabs(theirs));
  if (found->compared++ == 0 || size > found->size)
    *found = (worst){.compared = found->compared, .cell = cell, .what = what, .size = size, .ours = ours, .theirs = theirs};
}

static prl_status compare_rows(worst *found, const prl_world *w, const sums *t, prl_table *table, prl_error *err) {
  const char *names[] = {"output", "value_added", "absorption", "final_demand"};
  const double *ours[] = {t->output, w->value_added, t->absorption, w->final_demand};
  grid g = {.world = w, .keys = {"country", "sector"}, .sector = {false, true}, .table = table, .err = err};
  for (int64_t r = 0; r < prl_table_rows(table); r++) {
    int32_t n = 0, s = 0;
    prl_status status = row_key(&n, &g, r, 0);
    if (status == PRL_OK) status = row_key(&s, &g, r, 1);
    if (status < 0) return status;
    for (int a = 0; a < 4; a++) {
      int32_t column = prl_table_find(table, names[a]);
      int64_t cell = (int64_t)n * w->sectors + s;
      if (column >= 0) compare_cell(found, t, cell, names[a], ours[a][cell], prl_table_numbers(table, column)[r]);
    }
  }
  return PRL_OK;
}

static prl_status note_accounts(prl_world *w, const worst *found, prl_error *err) {
  const char *region = w->region_id[found->cell / w->sectors], *sector = w->sector_id[found->cell % w->sectors];
  const char *gap = *w->notes ? " " : "";
  if (found->compared == 0)
    w->notes = prl_arena_printf(w->arena, "%s%sThe accounts beside the tables hold nothing to compare.", w->notes, gap);
  else
    w->notes =
        prl_arena_printf(w->arena,
                         "%s%sOf %lld accounts compared, the largest miss is %.2g of output or absorption (%s of %s %s: %.7g here, "
                         "%.7g in the accounts).",
                         w->notes, gap, (long long)found->compared, found->size, found->what, region, sector, found->ours, found->theirs);
  return w->notes ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory for the notes");
}

static prl_status compare_accounts(prl_world *w, const sums *t, folder *f) {
  static const prl_column columns[] = {{"country", PRL_TEXT, true},       {"sector", PRL_TEXT, true},
                                       {"output", PRL_NUMBER, false},     {"value_added", PRL_NUMBER, false},
                                       {"absorption", PRL_NUMBER, false}, {"final_demand", PRL_NUMBER, false}};
  prl_status status = find_file(f, "accounts", false);
  if (status < 0 || !f->found[0]) return status;
  prl_table *table = NULL;
  worst found = {0};
  status = prl_table_read(&table, f->found, columns, 6, PRL_TEXT, f->err);
  if (status == PRL_OK) status = compare_rows(&found, w, t, table, f->err);
  if (status == PRL_OK) status = note_accounts(w, &found, f->err);
  prl_table_free(table);
  return status;
}

static prl_status balance(prl_world *w, folder *f) {
  size_t cells = (size_t)prl_world_cells(w);
  double *room = malloc(4 * cells * sizeof *room);
  if (!room) return prl_fail(f->err, PRL_E_MEMORY, "no memory for the sums of a world");
  sums t = {room, room + cells, room + 2 * cells, room + 3 * cells};
  prl_world_sums(w, t.output, t.absorption, t.cost, t.used);
  prl_status status = residuals(w, &t, f);
  if (status == PRL_OK) status = compare_accounts(w, &t, f);
  free(room);
  return status;
}

prl_status prl_world_import(prl_world **out, const char *path, prl_error *err) {
  *out = NULL;
  folder f = {.path = path, .err = err};
  prl_world *w = NULL;
  prl_status status = read_names(&w, &f);
  if (status == PRL_OK) status = read_about(w, &f);
  if (status == PRL_OK) status = read_flows(w, &f);
  if (status == PRL_OK) status = balance(w, &f);
  if (status == PRL_OK) status = prl_world_require(w, err);
  if (status < 0) {
    prl_world_free(w);
    return status;
  }
  *out = w;
  return PRL_OK;
}
