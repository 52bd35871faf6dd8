/* grid.c -- a table with two key columns and a column for every region or sector to cells[first][second][across].
 *
 * Invariant: every cell was read from exactly one cell of the table; a row or column that is missing, unknown or given twice, and a cell
 * that is empty, no number, or (where the form does not allow it) negative, is refused at its place. */
#include "import.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct grid {
  const prl_world *world;
  const prl_grid_form *form;
  prl_source *source;
  double *cells;
  prl_table *table;
  prl_error *err;
} grid;

static prl_status at_header(prl_status status, const grid *g, int32_t column) {
  prl_table_place(g->table, -1, column, g->err);
  return status;
}

/* The code across behind "use" in a name such as use17, where the name itself is none. */
static int32_t across_of(const grid *g, const char *name) {
  int32_t at = prl_index_of(g->source, g->world, g->form->sector_across, name);
  return at < 0 && !strncmp(name, "use", 3) ? prl_index_of(g->source, g->world, g->form->sector_across, name + 3) : at;
}

static prl_status all_columns_there(const grid *g, const int32_t *of) {
  bool across = g->form->sector_across;
  int32_t wanted = prl_count_of(g->world, across), columns = prl_table_columns(g->table);
  for (int32_t k = 0; k < wanted; k++) {
    int32_t c = 0;
    while (c < columns && of[c] != k) c++;
    if (c < columns) continue;
    return at_header(
        prl_fail(g->err, PRL_E_MISSING, "no column for the %s %s", across ? "sector" : "region", prl_id_of(g->world, across, k)), g, 0);
  }
  return PRL_OK;
}

/* of[column of the table] = index of the region or sector it holds; -1 for the keys. Every one must have its column, once. */
static prl_status map_columns(int32_t *of, const grid *g) {
  int32_t columns = prl_table_columns(g->table);
  for (int32_t c = 0; c < columns; c++) {
    const char *name = prl_table_name(g->table, c);
    of[c] = -1;
    if (!strcmp(name, g->form->keys[0]) || !strcmp(name, g->form->keys[1])) continue;
    of[c] = across_of(g, name);
    if (of[c] < 0) return at_header(prl_no_such_code(g->world, g->form->sector_across, name, g->err), g, c);
    for (int32_t b = 0; b < c; b++)
      if (of[b] == of[c])
        return at_header(prl_fail(g->err, PRL_E_DUPLICATE, "a second column for %s", prl_id_of(g->world, g->form->sector_across, of[c])), g,
                         c);
  }
  return all_columns_there(g, of);
}

static void name_cell(const grid *g, int32_t first, int32_t second, int32_t across) {
  const prl_world *w = g->world;
  if (g->form->sector_across)
    prl_error_item(g->err, "%s: input %s of sector %s", w->region_id[first], w->sector_id[second], w->sector_id[across]);
  else
    prl_error_item(g->err, "%s -> %s, sector %s", w->region_id[across], w->region_id[second], w->sector_id[first]);
}

static prl_status bad_cell(const grid *g, int64_t row, int32_t column, const int32_t key[2], int32_t across, double x) {
  const char *what = g->form->sector_across ? "use" : "trade";
  prl_status status = isnan(x) ? prl_fail(g->err, PRL_E_MISSING, "an empty cell; write 0 where there is no %s", what)
                               : prl_fail(g->err, PRL_E_VALUE, "negative %s: %g; zero or more expected", what, x);
  name_cell(g, key[0], key[1], across);
  return prl_at_cell(status, g->table, row, column, g->err);
}

static prl_status row_key(int32_t *out, const grid *g, int64_t row, int k) {
  int32_t column = prl_table_find(g->table, g->form->keys[k]);
  const char *code = prl_table_text(g->table, row, column);
  *out = prl_index_of(g->source, g->world, g->form->sector[k], code);
  return *out >= 0 ? PRL_OK : prl_at_cell(prl_no_such_code(g->world, g->form->sector[k], code, g->err), g->table, row, column, g->err);
}

static prl_status second_row(const grid *g, int64_t row, const int32_t key[2]) {
  const prl_grid_form *f = g->form;
  prl_status status = prl_fail(g->err, PRL_E_DUPLICATE, "a second row for %s %s and %s %s", f->keys[0],
                               prl_id_of(g->world, f->sector[0], key[0]), f->keys[1], prl_id_of(g->world, f->sector[1], key[1]));
  return prl_at_cell(status, g->table, row, prl_table_find(g->table, f->keys[0]), g->err);
}

static prl_status fill_row(const grid *g, int64_t row, const int32_t *of, uint8_t *seen) {
  int32_t key[2] = {0, 0};
  for (int k = 0; k < 2; k++) {
    prl_status status = row_key(&key[k], g, row, k);
    if (status < 0) return status;
  }
  int64_t line = (int64_t)key[0] * prl_count_of(g->world, g->form->sector[1]) + key[1];
  if (seen[line]) return second_row(g, row, key);
  seen[line] = 1;
  double *cells = g->cells + line * prl_count_of(g->world, g->form->sector_across);
  for (int32_t c = 0; c < prl_table_columns(g->table); c++) {
    if (of[c] < 0) continue;
    double x = prl_table_numbers(g->table, c)[row];
    if (!(x >= 0) && !(x < 0 && g->form->negative)) return bad_cell(g, row, c, key, of[c], x);
    cells[of[c]] = x;
  }
  return PRL_OK;
}

static prl_status all_rows_seen(const grid *g, const uint8_t *seen, int64_t lines) {
  const prl_grid_form *f = g->form;
  int32_t seconds = prl_count_of(g->world, f->sector[1]);
  for (int64_t k = 0; k < lines; k++)
    if (!seen[k])
      return prl_fail(g->err, PRL_E_MISSING, "no row for %s %s and %s %s", f->keys[0],
                      prl_id_of(g->world, f->sector[0], (int32_t)(k / seconds)), f->keys[1],
                      prl_id_of(g->world, f->sector[1], (int32_t)(k % seconds)));
  return PRL_OK;
}

static prl_status fill(const grid *g) {
  int64_t lines = (int64_t)prl_count_of(g->world, g->form->sector[0]) * prl_count_of(g->world, g->form->sector[1]);
  int32_t *of = calloc((size_t)prl_table_columns(g->table), sizeof *of);
  uint8_t *seen = calloc((size_t)lines, 1);
  prl_status status = of && seen ? map_columns(of, g) : prl_fail(g->err, PRL_E_MEMORY, "no memory to read %s", g->form->stem);
  for (int64_t r = 0; status == PRL_OK && r < prl_table_rows(g->table); r++) status = fill_row(g, r, of, seen);
  if (status == PRL_OK) status = all_rows_seen(g, seen, lines);
  free(of);
  free(seen);
  return status;
}

prl_status prl_grid_fill(double *cells, const prl_world *world, prl_source *source, const prl_grid_form *form) {
  const prl_column columns[] = {{form->keys[0], PRL_TEXT, true}, {form->keys[1], PRL_TEXT, true}};
  grid g = {.world = world, .form = form, .source = source, .cells = cells, .err = source->err};
  prl_status status = prl_source_find(source, form->stem, true);
  if (status == PRL_OK) status = prl_table_read(&g.table, source->found, columns, 2, PRL_NUMBER, source->err);
  if (status == PRL_OK) {
    status = fill(&g);
    if (status < 0) prl_error_at(source->err, source->found, 0, 0);
  }
  prl_table_free(g.table);
  return status;
}
