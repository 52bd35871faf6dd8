/* panel.c -- a table with a row a sector and a column a region to cells[n][s]. Every cell must be there; zero or more. */
#include "import.h"

#include <math.h>

static prl_status column_of(int32_t *out, const prl_world *w, const prl_table *table, int32_t n, prl_error *err) {
  *out = prl_table_find(table, w->region_id[n]);
  if (*out >= 0) return PRL_OK;
  return prl_at_cell(prl_fail(err, PRL_E_MISSING, "no column for the region %s", w->region_id[n]), table, -1, 0, err);
}

static prl_status fill_cell(double *cells, const prl_world *w, const prl_table *table, int64_t row, int32_t s, int32_t n, prl_error *err) {
  int32_t column = 0;
  prl_status status = column_of(&column, w, table, n, err);
  if (status < 0) return status;
  double x = prl_table_numbers(table, column)[row];
  cells[(int64_t)n * w->sectors + s] = x;
  if (x >= 0) return PRL_OK;
  status = isnan(x) ? prl_fail(err, PRL_E_MISSING, "an empty cell; a number expected")
                    : prl_fail(err, PRL_E_VALUE, "%g is negative; zero or more expected", x);
  prl_error_item(err, "%s, sector %s", w->region_id[n], w->sector_id[s]);
  return prl_at_cell(status, table, row, column, err);
}

static prl_status fill(double *cells, const prl_world *w, prl_source *source, const prl_table *table) {
  int32_t sectors = prl_table_find(table, "sector");
  for (int64_t c = 0; c < prl_world_cells(w); c++) cells[c] = NAN;
  for (int64_t r = 0; r < prl_table_rows(table); r++) {
    const char *code = prl_table_text(table, r, sectors);
    int32_t s = prl_index_of(source, w, true, code);
    if (s < 0) return prl_at_cell(prl_no_such_code(w, true, code, source->err), table, r, sectors, source->err);
    if (!isnan(cells[s]))
      return prl_at_cell(prl_fail(source->err, PRL_E_DUPLICATE, "a second row for sector %s", code), table, r, sectors, source->err);
    for (int32_t n = 0; n < w->regions; n++) {
      prl_status status = fill_cell(cells, w, table, r, s, n, source->err);
      if (status < 0) return status;
    }
  }
  for (int32_t s = 0; s < w->sectors; s++)
    if (isnan(cells[s])) return prl_fail(source->err, PRL_E_MISSING, "no row for sector %s", w->sector_id[s]);
  return PRL_OK;
}

prl_status prl_panel_fill(double *cells, const prl_world *world, prl_source *source, const char *stem) {
  static const prl_column columns[] = {{"sector", PRL_TEXT, true}};
  prl_table *table = NULL;
  prl_status status = prl_source_find(source, stem, true);
  if (status == PRL_OK) status = prl_table_read(&table, source->found, columns, 1, PRL_NUMBER, source->err);
  if (status == PRL_OK) {
    status = fill(cells, world, source, table);
    if (status < 0) prl_error_at(source->err, source->found, 0, 0);
  }
  prl_table_free(table);
  return status;
}
