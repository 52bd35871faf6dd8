/* theta.c -- the trade elasticity of every sector of a world, from where a dossier or a scenario says.
 *
 * theta[s] > 0, the elasticity of trade flows to trade costs (Eaton & Kortum 2002; in Armington terms sigma - 1). One number for all, a named
 * column of the shipped table, or a file with columns sector, theta; then single sectors may be set over it. Every sector needs a value:
 * nothing is filled in. */
#include "parley/policy.h"

#include "parley/table.h"

#include <math.h>
#include <string.h>

static prl_status at_place(prl_error *err, const prl_elasticities *e, prl_status status) {
  prl_error_at(err, e->place.file, e->place.line, e->place.column);
  return status;
}

static prl_status no_column(const prl_elasticities *e, const prl_table *table, prl_error *err) {
  const int32_t count = prl_table_columns(table);
  const char *names[64];
  int32_t known = 0;
  for (int32_t c = 1; c < count && known < 64; c++) names[known++] = prl_table_name(table, c);
  prl_fail(err, PRL_E_UNKNOWN_ID, "no column \"%s\" in the table of trade elasticities", e->column);
  const char *near = prl_nearest(e->column, names, known);
  if (near)
    prl_error_hint(err, "did you mean %s?", near);
  else
    prl_error_hint(err, "give one number as {uniform: 4}, or a column of elasticities.csv such as %s", known ? names[0] : "(none)");
  return at_place(err, e, PRL_E_UNKNOWN_ID);
}

/* theta from column `name` of a table; a sector the world lacks is passed over, since tables serve several worlds. */
static prl_status from_table(double *theta, const prl_elasticities *e, const prl_world *world, const char *path, const char *name,
                             prl_error *err) {
  prl_table *table;
  const prl_column columns[] = {{"sector", PRL_TEXT, true}};
  prl_status status = prl_table_read(&table, path, columns, 1, PRL_NUMBER, err);
  if (status) return status;
  const int32_t column = prl_table_find(table, name), sector = prl_table_find(table, "sector");
  if (column < 0 || column == sector)
    status = no_column(e, table, err);
  else
    for (int64_t row = 0; row < prl_table_rows(table); row++) {
      const int32_t s = prl_world_sector(world, prl_table_text(table, row, sector));
      if (s >= 0) theta[s] = prl_table_numbers(table, column)[row];
    }
  prl_table_free(table);
  return status;
}

static prl_status override(double *theta, const prl_elasticities *e, const prl_world *world, prl_error *err) {
  for (int32_t k = 0; k < e->sectors.count; k++) {
    const int32_t s = prl_world_sector(world, e->sectors.at[k]);
    if (s < 0) return at_place(err, e, prl_world_no_sector(world, e->sectors.at[k], err));
    theta[s] = e->values[k];
  }
  return PRL_OK;
}

prl_status prl_theta(double *theta, const prl_elasticities *e, const prl_world *world, const char *table, prl_error *err) {
  const prl_world_view w = prl_world_look(world);
  prl_status status = PRL_OK;
  for (int32_t s = 0; s < w.sectors; s++) theta[s] = e->uniform;
  if (e->file && *e->file)
    status = from_table(theta, e, world, e->file, "theta", err);
  else if (e->column && *e->column)
    status = from_table(theta, e, world, table, e->column, err);
  if (!status) status = override(theta, e, world, err);
  for (int32_t s = 0; s < w.sectors && !status; s++) {
    if (theta[s] > 0 && isfinite(theta[s])) continue;
    status = isnan(theta[s]) ? PRL_E_MISSING : PRL_E_VALUE;
    if (status == PRL_E_MISSING) {
      prl_fail(err, status, "no trade elasticity for sector %s", w.sector_id[s]);
      prl_error_hint(err, "set it: elasticities: {trade: ..., sectors: {%s: 5}}", w.sector_id[s]);
    } else
      prl_fail(err, status, "the trade elasticity of sector %s is %g, expected a number above 0", w.sector_id[s], theta[s]);
    at_place(err, e, status);
  }
  return status;
}
