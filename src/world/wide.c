/* wide.c -- one large inter-country input-output table to a world.
 *
 *                 USA_A01 ... ROW_SERV   USA_HFCE ...   OUT          rows: who sells; columns: which industry, or whose final demand, buys
 *   USA_A01          Z                      F           y
 *   TLS              taxes less subsidies on products
 *   VA               value added
 *   OUT              output
 *
 *   trade[k][n][i] = sum over uses (industries and final demand of n) of row (i,k)          use[n][k][s] = sum over i of Z[(i,k)][(n,s)]
 *
 * A label is REGION_SECTOR, cut at its first '_'. Regions and sectors are those of the rows, in their order; a column that is no
 * industry must be a category of final demand. Value added of the source is VA + TLS, so that taxes on inputs stay in it. What does not
 * add up is repaired by settle.c. Million US$, basic prices. Source of the layout: OECD, ICIO tables; Timmer and others (2015), WIOD. */
#include "wide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first cell of the header, whatever it is called, is the column of labels. */
static char *name_of_labels(const char *bytes) {
  const char *at = strncmp(bytes, "\xEF\xBB\xBF", 3) ? bytes : bytes + 3;
  bool quoted = *at == '"';
  at += quoted;
  return strndup(at, strcspn(at, quoted ? "\"" : ",\r\n"));
}

static prl_status read_table(prl_wide *wide, prl_source *source) {
  char *bytes = NULL;
  size_t length = 0;
  prl_status status = prl_bytes_read(&bytes, &length, source->path, source->err);
  if (status < 0) return status;
  char *label = name_of_labels(bytes);
  prl_column columns[] = {{label, PRL_TEXT, true}};
  status = label ? prl_table_parse(&wide->table, source->path, bytes, length, columns, 1, PRL_NUMBER, source->err)
                 : prl_fail(source->err, PRL_E_MEMORY, "no memory for the table");
  free(label);
  free(bytes);
  return status;
}

static prl_status bad_cell(const prl_wide *wide, int64_t row, int32_t column, prl_error *err) {
  prl_status status = prl_fail(err, PRL_E_MISSING, "an empty cell; write 0 where there is no flow");
  prl_error_item(err, "row %s, column %s", prl_table_text(wide->table, row, 0), prl_table_name(wide->table, column));
  return prl_at_cell(status, wide->table, row, column, err);
}

static prl_status add_flow(prl_world *w, const prl_wide *wide, int64_t row, int32_t column, double x) {
  const prl_label *seller = &wide->row[row], *buyer = &wide->column[column];
  prl_world_trade_at(w, seller->sector, buyer->region)[seller->region] += x;
  if (buyer->kind == PRL_LABEL_INDUSTRY) prl_world_use_at(w, buyer->region, seller->sector)[buyer->sector] += x;
  return PRL_OK;
}

static prl_status add_row(prl_world *w, const prl_wide *wide, int64_t row, prl_error *err) {
  for (int32_t c = 1; c < prl_table_columns(wide->table); c++) {
    if (wide->column[c].kind == PRL_LABEL_OUTPUT) continue;
    double x = prl_table_numbers(wide->table, c)[row];
    if (isnan(x)) return bad_cell(wide, row, c, err);
    if (x != 0) add_flow(w, wide, row, c, x);
  }
  return PRL_OK;
}

/* A row of accounts: what stands under the industries, added to cells[n][s]. */
static prl_status add_account(double *cells, const prl_world *w, const prl_wide *wide, int64_t row, prl_error *err) {
  for (int32_t c = 1; c < prl_table_columns(wide->table); c++) {
    const prl_label *industry = &wide->column[c];
    if (industry->kind != PRL_LABEL_INDUSTRY) continue;
    double x = prl_table_numbers(wide->table, c)[row];
    if (isnan(x)) return bad_cell(wide, row, c, err);
    double *cell = &cells[(int64_t)industry->region * w->sectors + industry->sector];
    *cell = isnan(*cell) ? x : *cell + x;
  }
  return PRL_OK;
}

static prl_status fill(prl_world *w, const prl_wide *wide, double *output, double *value_added, prl_error *err) {
  prl_status status = PRL_OK;
  for (int64_t c = 0; c < prl_world_cells(w); c++) output[c] = value_added[c] = NAN;
  for (int64_t r = 0; r < prl_table_rows(wide->table) && status == PRL_OK; r++) {
    prl_label_kind kind = wide->row[r].kind;
    if (kind == PRL_LABEL_INDUSTRY)
      status = add_row(w, wide, r, err);
    else
      status = add_account(kind == PRL_LABEL_OUTPUT ? output : value_added, w, wide, r, err);
  }
  return status;
}

static prl_status settle(prl_world *w, const prl_wide *wide, prl_source *source) {
  size_t cells = (size_t)prl_world_cells(w);
  double *room = malloc(2 * cells * sizeof *room);
  if (!room) return prl_fail(source->err, PRL_E_MEMORY, "no memory for the accounts of a world");
  prl_status status = fill(w, wide, room, room + cells, source->err);
  if (status == PRL_OK) status = prl_settle(w, room, room + cells, source);
  free(room);
  return status;
}

prl_status prl_wide_import(prl_world **out, prl_source *source, const prl_wide_form *form) {
  prl_wide wide = {.form = form, .arena = prl_arena_new()};
  prl_status status = wide.arena ? read_table(&wide, source) : prl_fail(source->err, PRL_E_MEMORY, "no memory for the table");
  if (status == PRL_OK) status = prl_labels_read(&wide, source);
  if (status == PRL_OK) status = prl_labels_world(out, &wide, source);
  if (status == PRL_OK) status = prl_names_dress(*out, source);
  if (status == PRL_OK) status = prl_about_read(*out, source, false);
  if (status == PRL_OK) status = settle(*out, &wide, source);
  if (status < 0) prl_error_at(source->err, source->path, 0, 0);
  prl_table_free(wide.table);
  prl_map_free(wide.regions);
  prl_map_free(wide.sectors);
  prl_arena_free(wide.arena);
  return status;
}
