/* long.c -- a table with a row a cell, its keys and one value, to cells along the axes of the keys.
 *
 *   cells[a][b][c] = scale * value        a cell without a row is form->absent; a cell with two rows is refused
 *
 * Base tariffs are read so as well: rate[s][n][i], sector, importer (who levies it), exporter. */
#include "import.h"

#include <math.h>
#include <stdlib.h>

enum { AXES = 3 };

typedef struct long_table {
  const prl_world *world;
  const prl_long_form *form;
  prl_source *source;
  prl_table *table;
  int32_t column[AXES], value, axes;
} long_table;

static prl_status cell_of(int64_t *out, const long_table *t, int64_t row) {
  *out = 0;
  for (int32_t k = 0; k < t->axes; k++) {
    const char *code = prl_table_text(t->table, row, t->column[k]);
    int32_t at = prl_index_of(t->source, t->world, t->form->sector[k], code);
    if (at < 0)
      return prl_at_cell(prl_no_such_code(t->world, t->form->sector[k], code, t->source->err), t->table, row, t->column[k], t->source->err);
    *out = *out * prl_count_of(t->world, t->form->sector[k]) + at;
  }
  return PRL_OK;
}

static prl_status fill_row(double *cells, const long_table *t, int64_t row) {
  prl_error *err = t->source->err;
  double x = prl_table_numbers(t->table, t->value)[row];
  int64_t cell = 0;
  prl_status status = cell_of(&cell, t, row);
  if (status < 0) return status;
  if (!isnan(cells[cell]))
    return prl_at_cell(prl_fail(err, PRL_E_DUPLICATE, "a second row for the same cell"), t->table, row, t->column[0], err);
  if (!(x >= t->form->least))
    return prl_at_cell(prl_fail(err, PRL_E_VALUE, "%s is %g; %g or more expected", t->form->value, x, t->form->least), t->table, row,
                       t->value, err);
  cells[cell] = t->form->scale * x;
  return PRL_OK;
}

static prl_status fill(double *cells, const long_table *t) {
  int64_t count = 1;
  prl_status status = PRL_OK;
  for (int32_t k = 0; k < t->axes; k++) count *= prl_count_of(t->world, t->form->sector[k]);
  for (int64_t c = 0; c < count; c++) cells[c] = NAN;
  for (int64_t r = 0; r < prl_table_rows(t->table) && status == PRL_OK; r++) status = fill_row(cells, t, r);
  for (int64_t c = 0; c < count; c++)
    if (isnan(cells[c])) cells[c] = t->form->absent;
  return status;
}

prl_status prl_long_fill(double *cells, const prl_world *world, prl_source *source, const prl_long_form *form, bool required) {
  prl_column columns[AXES + 1];
  long_table t = {.world = world, .form = form, .source = source};
  while (t.axes < AXES && form->keys[t.axes]) {
    columns[t.axes] = (prl_column){form->keys[t.axes], PRL_TEXT, true};
    t.axes++;
  }
  columns[t.axes] = (prl_column){form->value, PRL_NUMBER, true};
  prl_status status = prl_source_find(source, form->stem, required);
  if (status < 0 || !source->found[0]) return status;
  status = prl_table_read(&t.table, source->found, columns, t.axes + 1, PRL_TEXT, source->err);
  if (status == PRL_OK) {
    for (int32_t k = 0; k < t.axes; k++) t.column[k] = prl_table_find(t.table, form->keys[k]);
    t.value = prl_table_find(t.table, form->value);
    status = fill(cells, &t);
    if (status < 0) prl_error_at(source->err, source->found, 0, 0);
  }
  prl_table_free(t.table);
  return status;
}

prl_status prl_tariffs_fill(const prl_world *world, prl_source *source, const prl_long_form *form) {
  if (!source->tariffs || *source->tariffs) return PRL_OK;
  prl_status status = prl_source_find(source, form->stem, false);
  if (status < 0 || !source->found[0]) return status;
  *source->tariffs = malloc((size_t)prl_world_trade_cells(world) * sizeof **source->tariffs);
  if (!*source->tariffs) return prl_fail(source->err, PRL_E_MEMORY, "no memory for the base tariffs");
  return prl_long_fill(*source->tariffs, world, source, form, true);
}

prl_status prl_world_tariffs_save(const prl_world *w, const double *rate, const char *path, prl_error *err) {
  static const char *const names[] = {"sector", "importer", "exporter", "rate"};
  prl_table_writer *writer = prl_table_writer_new(names, 4);
  if (!writer) return prl_fail(err, PRL_E_MEMORY, "no memory to list the tariffs");
  for (int64_t c = 0; c < prl_world_trade_cells(w); c++) {
    if (rate[c] == 0) continue;
    prl_table_put_text(writer, w->sector_id[c / ((int64_t)w->regions * w->regions)]);
    prl_table_put_text(writer, w->region_id[c / w->regions % w->regions]);
    prl_table_put_text(writer, w->region_id[c % w->regions]);
    prl_table_put_number(writer, rate[c], prl_digits_of(rate[c]));
  }
  prl_status status = prl_table_write(writer, path, err);
  prl_table_writer_free(writer);
  return status;
}
