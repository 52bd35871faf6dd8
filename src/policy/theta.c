/* theta.c -- the elasticities of every sector of a world, from where a dossier or a scenario says.
 *
 *   trade, home   theta > 0, of trade flows to trade costs (Eaton & Kortum 2002; in Armington terms sigma - 1): columns of elasticities.csv
 *   value-added, materials, final   elasticities of substitution >= 0, one number each: rows of upper-elasticities.csv
 *   scale         psi >= 0, by which power of its size a sector's cost falls: columns of scale-elasticities.csv
 *
 * One number for all, a name in the shipped table, or a file with columns sector and the elasticity's own; then single sectors may be set over
 * it. Every sector needs a value: nothing is filled in. */
#include "parley/policy.h"

#include "parley/table.h"

#include <math.h>
#include <string.h>

typedef struct kind {
  const char *word, *table, *in_file; /* in messages; the shipped table; the column of a user's file */
  const char *row_column;             /* of a table whose rows are names; NULL: its columns are, by sector */
  bool above_zero;
} kind;

static const kind kinds[] = {
    [PRL_ELASTICITY_TRADE] = {"trade elasticity", "elasticities.csv", "theta", NULL, true},
    [PRL_ELASTICITY_HOME] = {"elasticity between home and foreign goods", "elasticities.csv", "home", NULL, true},
    [PRL_ELASTICITY_VALUE_ADDED] = {"elasticity between value added and materials", "upper-elasticities.csv", "value-added", "value_added",
                                    false},
    [PRL_ELASTICITY_MATERIALS] = {"elasticity among materials", "upper-elasticities.csv", "materials", "materials", false},
    [PRL_ELASTICITY_FINAL] = {"elasticity of final use", "upper-elasticities.csv", "final", "final", false},
    [PRL_ELASTICITY_SCALE] = {"scale elasticity", "scale-elasticities.csv", "scale", NULL, false}};

const char *prl_elasticity_table(prl_elasticity which) { return kinds[which].table; }
const char *prl_elasticity_word(prl_elasticity which) { return kinds[which].word; }

static prl_status at_place(prl_error *err, const prl_elasticities *e, prl_status status) {
  prl_error_at(err, e->place.file, e->place.line, e->place.column);
  return status;
}

static prl_status no_name(const prl_elasticities *e, const kind *k, const char *const *names, int32_t known, const char *what,
                          prl_error *err) {
  if (strcmp(k->table, "elasticities.csv") == 0)
    prl_fail(err, PRL_E_UNKNOWN_ID, "no column \"%s\" in the table of trade elasticities", e->column);
  else
    prl_fail(err, PRL_E_UNKNOWN_ID, "no %s \"%s\" in %s", what, e->column, k->table);
  const char *near = prl_nearest(e->column, names, known);
  if (near)
    prl_error_hint(err, "did you mean %s?", near);
  else
    prl_error_hint(err, "give one number as {uniform: 4}, or a %s of %s such as %s", what, k->table, known ? names[0] : "(none)");
  return at_place(err, e, PRL_E_UNKNOWN_ID);
}

static prl_status no_column(const prl_elasticities *e, const kind *k, const prl_table *table, prl_error *err) {
  const int32_t count = prl_table_columns(table);
  const char *names[64];
  int32_t known = 0;
  if (*e->file) {
    prl_fail(err, PRL_E_UNKNOWN_ID, "no column \"%s\" in %s", k->in_file, e->file);
    prl_error_hint(err, "head the column of the %s \"%s\"", k->word, k->in_file);
    return at_place(err, e, PRL_E_UNKNOWN_ID);
  }
  for (int32_t c = 1; c < count && known < 64; c++) names[known++] = prl_table_name(table, c);
  return no_name(e, k, names, known, "column", err);
}

/* values from column `name` of a table; a sector the world lacks is passed over, since tables serve several worlds. */
static prl_status from_columns(double *out, const prl_elasticities *e, const kind *k, const prl_world *world, const char *path,
                               const char *name, prl_error *err) {
  prl_table *table;
  const prl_column columns[] = {{"sector", PRL_TEXT, true}};
  prl_status status = prl_table_read(&table, path, columns, 1, PRL_NUMBER, err);
  if (status) return status;
  const int32_t column = prl_table_find(table, name), sector = prl_table_find(table, "sector");
  if (column < 0 || column == sector)
    status = no_column(e, k, table, err);
  else
    for (int64_t row = 0; row < prl_table_rows(table); row++) {
      const int32_t s = prl_world_sector(world, prl_table_text(table, row, sector));
      if (s >= 0) out[s] = prl_table_numbers(table, column)[row];
    }
  prl_table_free(table);
  return status;
}

static prl_status no_row(const prl_elasticities *e, const kind *k, const prl_table *table, int32_t name, prl_error *err) {
  const char *names[64];
  int32_t known = 0;
  for (int64_t row = 0; row < prl_table_rows(table) && known < 64; row++) names[known++] = prl_table_text(table, row, name);
  return no_name(e, k, names, known, "row", err);
}

static prl_status no_number(const prl_elasticities *e, const kind *k, prl_error *err) {
  prl_fail(err, PRL_E_MISSING, "row %s of %s has no %s", e->column, k->table, k->word);
  prl_error_hint(err, "write a number, or name another row");
  return at_place(err, e, PRL_E_MISSING);
}

/* one number from the row of that name */
static prl_status from_row(double *out, const prl_elasticities *e, const kind *k, int32_t count, const char *path, prl_error *err) {
  prl_table *table;
  const prl_column columns[] = {{"name", PRL_TEXT, true}, {k->row_column, PRL_NUMBER, false}};
  prl_status status = prl_table_read(&table, path, columns, 2, PRL_TEXT, err);
  if (status) return status;
  const int32_t name = prl_table_find(table, "name"), column = prl_table_find(table, k->row_column);
  int64_t row = 0;
  while (row < prl_table_rows(table) && strcmp(prl_table_text(table, row, name), e->column) != 0) row++;
  const double value = column >= 0 && row < prl_table_rows(table) ? prl_table_numbers(table, column)[row] : NAN;
  for (int32_t s = 0; s < count; s++) out[s] = value;
  if (row == prl_table_rows(table))
    status = no_row(e, k, table, name, err);
  else if (isnan(value))
    status = no_number(e, k, err);
  prl_table_free(table);
  return status;
}

static prl_status override(double *out, const prl_elasticities *e, const prl_world *world, prl_error *err) {
  for (int32_t k = 0; k < e->sectors.count; k++) {
    const int32_t s = prl_world_sector(world, e->sectors.at[k]);
    if (s < 0) return at_place(err, e, prl_world_no_sector(world, e->sectors.at[k], err));
    out[s] = e->values[k];
  }
  return PRL_OK;
}

/* the keys under which single sectors are set */
static void hint_sector(prl_error *err, const kind *k, const char *sector) {
  if (strcmp(k->in_file, "theta") == 0)
    prl_error_hint(err, "set it: elasticities: {trade: ..., sectors: {%s: 5}}", sector);
  else
    prl_error_hint(err, "set it: %s: {..., sectors: {%s: 0.5}}", k->in_file, sector);
}

static prl_status check(const double *out, const prl_elasticities *e, const kind *k, const char *const *ids, int32_t count,
                        prl_error *err) {
  for (int32_t s = 0; s < count; s++) {
    if ((k->above_zero ? out[s] > 0 : out[s] >= 0) && isfinite(out[s])) continue;
    if (isnan(out[s])) {
      prl_fail(err, PRL_E_MISSING, "no %s for sector %s", k->word, ids[s]);
      hint_sector(err, k, ids[s]);
      return at_place(err, e, PRL_E_MISSING);
    }
    prl_fail(err, PRL_E_VALUE, "the %s of sector %s is %g, expected a number %s", k->word, ids[s], out[s],
             k->above_zero ? "above 0" : "of 0 or more");
    return at_place(err, e, PRL_E_VALUE);
  }
  return PRL_OK;
}

prl_status prl_elasticity_of(double *out, prl_elasticity which, const prl_elasticities *e, const prl_world *world, const char *table,
                             prl_error *err) {
  static const char *const whole[] = {"all"};
  const prl_world_view w = prl_world_look(world);
  const kind *k = &kinds[which];
  const int32_t count = which == PRL_ELASTICITY_FINAL ? 1 : w.sectors;
  prl_status status = PRL_OK;
  for (int32_t s = 0; s < count; s++) out[s] = e->uniform;
  if (e->file && *e->file)
    status = from_columns(out, e, k, world, e->file, k->in_file, err);
  else if (e->column && *e->column)
    status = k->row_column ? from_row(out, e, k, count, table, err) : from_columns(out, e, k, world, table, e->column, err);
  if (!status) status = override(out, e, world, err);
  return status ? status : check(out, e, k, which == PRL_ELASTICITY_FINAL ? whole : w.sector_id, count, err);
}

prl_status prl_theta(double *theta, const prl_elasticities *e, const prl_world *world, const char *table, prl_error *err) {
  return prl_elasticity_of(theta, PRL_ELASTICITY_TRADE, e, world, table, err);
}
