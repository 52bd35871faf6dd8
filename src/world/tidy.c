/* tidy.c -- a folder of wide tables, one a flow, to a world: the form in which a world is written down without loss.
 *
 *   trade             sector, importer, one column an exporter     -> trade[s][n][i]
 *   intermediate_use  country, input_sector, one column a sector   -> use[n][k][s]
 *   sectors, countries, about (optional)                           names.c, about.c
 *   accounts (optional)   country, sector, output, value_added, absorption, final_demand: compared, never used;
 *                         inventory_change: output that nobody bought this year, see stocks.c
 *   tariffs (optional)    sector, importer, exporter, rate
 *
 * Nothing is repaired but stocks: a world in tidy form is meant to balance, and what does not is refused by name. Million US$. */
#include "import.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static prl_status read_flows(prl_world *w, prl_source *source) {
  static const prl_grid_form trade = {.stem = "trade", .keys = {"sector", "importer"}, .sector = {true, false}};
  static const prl_grid_form use = {
      .stem = "intermediate_use", .keys = {"country", "input_sector"}, .sector = {false, true}, .sector_across = true};
  prl_status status = prl_grid_fill(w->trade, w, source, &trade);
  return status == PRL_OK ? prl_grid_fill(w->use, w, source, &use) : status;
}

/* ---- accounts: what a source says besides ---- */

enum { OUTPUT, VALUE_ADDED, ABSORPTION, FINAL_DEMAND, STOCKS, ACCOUNTS };

static const char *const account_names[ACCOUNTS] = {"output", "value_added", "absorption", "final_demand", "inventory_change"};

typedef struct accounts {
  double *cells[ACCOUNTS]; /* each [n][s]; NaN = not given */
  bool there, stocks;
} accounts;

static prl_status account_row(accounts *a, const prl_world *w, prl_source *source, const prl_table *table, int64_t row) {
  int32_t region_column = prl_table_find(table, "country"), sector_column = prl_table_find(table, "sector");
  const char *region = prl_table_text(table, row, region_column), *sector = prl_table_text(table, row, sector_column);
  int32_t n = prl_index_of(source, w, false, region), s = prl_index_of(source, w, true, sector);
  if (n < 0) return prl_at_cell(prl_no_such_code(w, false, region, source->err), table, row, region_column, source->err);
  if (s < 0) return prl_at_cell(prl_no_such_code(w, true, sector, source->err), table, row, sector_column, source->err);
  for (int k = 0; k < ACCOUNTS; k++) {
    int32_t column = prl_table_find(table, account_names[k]);
    if (column >= 0) a->cells[k][(int64_t)n * w->sectors + s] = prl_table_numbers(table, column)[row];
  }
  return PRL_OK;
}

static prl_status read_accounts(accounts *a, const prl_world *w, prl_source *source) {
  prl_column columns[2 + ACCOUNTS] = {{"country", PRL_TEXT, true}, {"sector", PRL_TEXT, true}};
  for (int k = 0; k < ACCOUNTS; k++) columns[2 + k] = (prl_column){account_names[k], PRL_NUMBER, false};
  for (int64_t c = 0; c < ACCOUNTS * prl_world_cells(w); c++) a->cells[0][c] = NAN;
  prl_status status = prl_source_find(source, "accounts", false);
  if (status < 0 || !source->found[0]) return status;
  prl_table *table = NULL;
  status = prl_table_read(&table, source->found, columns, 2 + ACCOUNTS, PRL_TEXT, source->err);
  a->there = status == PRL_OK;
  a->stocks = status == PRL_OK && prl_table_find(table, account_names[STOCKS]) >= 0;
  for (int64_t r = 0; status == PRL_OK && r < prl_table_rows(table); r++) status = account_row(a, w, source, table, r);
  if (status < 0) prl_error_at(source->err, source->found, 0, 0);
  prl_table_free(table);
  return status;
}

/* The largest miss of the accounts, relative to the larger of output and absorption of its cell. */
typedef struct worst {
  int64_t compared, cell;
  const char *what;
  double size, ours, theirs;
} worst;

static void compare_cell(worst *found, double scale, int64_t cell, const char *what, double ours, double theirs) {
  if (isnan(theirs)) return;
  double size = ours == theirs ? 0 : fabs(ours - theirs) / (scale > 0 ? scale : fabs(theirs));
  if (found->compared++ == 0 || size > found->size)
    *found = (worst){.compared = found->compared, .cell = cell, .what = what, .size = size, .ours = ours, .theirs = theirs};
}

/* Where stocks were put among the sales at home, absorption and final demand are not the source's any more. */
static void compare(worst *found, const prl_world *w, const accounts *a, double *sums) {
  int64_t cells = prl_world_cells(w);
  double *output = sums, *absorption = sums + cells;
  prl_world_sums(w, output, absorption, sums + 2 * cells, sums + 3 * cells);
  const double *ours[] = {output, w->value_added, absorption, w->final_demand};
  for (int64_t c = 0; c < cells; c++)
    for (int k = 0; k < (a->stocks ? ABSORPTION : STOCKS); k++)
      compare_cell(found, fmax(output[c], absorption[c]), c, account_names[k], ours[k][c], a->cells[k][c]);
}

static prl_status note_accounts(prl_world *w, const worst *found, prl_error *err) {
  const char *region = w->region_id[found->cell / w->sectors], *sector = w->sector_id[found->cell % w->sectors];
  const char *space = *w->notes ? " " : "";
  if (found->compared == 0)
    w->notes = prl_arena_printf(w->arena, "%s%sThe accounts beside the tables hold nothing to compare.", w->notes, space);
  else
    w->notes =
        prl_arena_printf(w->arena,
                         "%s%sOf %lld accounts compared, the largest miss is %.2g of output or absorption (%s of %s %s: %.7g here, "
                         "%.7g in the accounts).",
                         w->notes, space, (long long)found->compared, found->size, found->what, region, sector, found->ours, found->theirs);
  return w->notes ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory for the notes");
}

static prl_status balance(prl_world *w, prl_source *source, accounts *a, double *room) {
  worst found = {0};
  prl_status status = read_accounts(a, w, source);
  if (status == PRL_OK && a->stocks) status = prl_stocks_settle(w, a->cells[STOCKS], source);
  if (status == PRL_OK) status = prl_source_find(source, "intermediate_use", true); /* where a cell at fault can be mended */
  if (status == PRL_OK) status = prl_settle_strictly(w, source);
  if (status < 0 || !a->there) return status;
  compare(&found, w, a, room);
  return note_accounts(w, &found, source->err);
}

static prl_status settle(prl_world *w, prl_source *source) {
  size_t cells = (size_t)prl_world_cells(w);
  double *room = malloc((ACCOUNTS + 4) * cells * sizeof *room);
  if (!room) return prl_fail(source->err, PRL_E_MEMORY, "no memory for the sums of a world");
  accounts a = {0};
  for (int k = 0; k < ACCOUNTS; k++) a.cells[k] = room + (size_t)k * cells;
  prl_status status = balance(w, source, &a, room + ACCOUNTS * cells);
  free(room);
  return status;
}

static prl_status read_tariffs(const prl_world *w, prl_source *source) {
  static const prl_long_form forms[] = {{.stem = "tariffs", .value = "rate"}, {.stem = "tariffs2014", .value = "tariff_weighted"}};
  prl_status status = PRL_OK;
  for (int k = 0; k < 2 && status == PRL_OK; k++) {
    prl_long_form form = forms[k];
    form.keys[0] = "sector", form.keys[1] = "importer", form.keys[2] = "exporter";
    form.sector[0] = true;
    form.scale = 1;
    form.least = -1;
    status = prl_tariffs_fill(w, source, &form);
  }
  return status;
}

prl_status prl_import_tidy(prl_world **out, prl_source *source) {
  static const prl_names_form names = {.regions = "countries", .sector_code = "id", .goods = "goods"};
  prl_status status = prl_names_read(out, source, &names);
  if (status == PRL_OK) status = prl_about_read(*out, source, true);
  if (status == PRL_OK) status = read_flows(*out, source);
  if (status == PRL_OK) status = settle(*out, source);
  return status == PRL_OK ? read_tariffs(*out, source) : status;
}
