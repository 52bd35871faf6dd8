/* cp2015_tidy.c -- the same inputs as tidy tables, .csv or .csv.gz; countries by ISO code, sectors by number from 1.
 *
 *   trade1993            sector, importer, exporter, value_thousand_usd
 *   tariffs              sector, importer, exporter, tariff1993_pct, tariff2005_pct
 *   gross_output, value_added_share    sector, one column a country        sectors   id, theta (empty for services)
 *   io_coefficients      country, input_sector, use1 ... use40
 *
 * What a table does not list is zero. */
#include "cp2015.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#define N         PRL_CP_COUNTRIES
#define S         PRL_CP_SECTORS
#define T         PRL_CP_TRADED
#define THOUSANDS 1e3
#define PERCENT   0.01

static prl_status open_table(prl_table **out, const char *folder, const char *stem, const prl_column *columns, int32_t count,
                             prl_error *err) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.csv", folder, stem);
  if (access(path, F_OK) != 0) snprintf(path, sizeof path, "%s/%s.csv.gz", folder, stem);
  return prl_table_read(out, path, columns, count, PRL_NUMBER, err);
}

static prl_status fail_cell(const prl_table *t, int64_t row, int32_t column, prl_status status, prl_error *err) {
  prl_table_place(t, row, column, err);
  return status;
}

/* A sector's number, 1 to `most`, as an index. */
static prl_status sector_at(int32_t *out, const prl_table *t, int64_t row, int32_t column, int32_t most, prl_error *err) {
  const double x = prl_table_numbers(t, column)[row];
  if (!(x >= 1 && x <= most && x == floor(x)))
    return fail_cell(t, row, column, prl_fail(err, PRL_E_VALUE, "%g is no sector; expected 1 to %d", x, most), err);
  *out = (int32_t)x - 1;
  return PRL_OK;
}

static prl_status country_at(int32_t *out, const prl_table *t, int64_t row, int32_t column, prl_error *err) {
  const char *code = prl_table_text(t, row, column);
  for (int32_t n = 0; n < N; n++)
    if (!strcmp(prl_cp_iso3[n], code)) {
      *out = n;
      return PRL_OK;
    }
  return fail_cell(t, row, column, prl_fail(err, PRL_E_UNKNOWN_ID, "\"%.20s\" is none of the article's countries", code), err);
}

/* ---- flows: a line a pair ---- */

typedef struct flow_value {
  const char *name;
  double scale, *out; /* [s < T][n][i] */
} flow_value;

static prl_status take_flow(const prl_table *t, int64_t row, const int32_t at[3], const flow_value *values, int32_t count, prl_error *err) {
  int32_t s, n, i;
  prl_status status = sector_at(&s, t, row, at[0], T, err);
  if (status == PRL_OK) status = country_at(&n, t, row, at[1], err);
  if (status == PRL_OK) status = country_at(&i, t, row, at[2], err);
  for (int32_t k = 0; k < count && status == PRL_OK; k++)
    values[k].out[prl_cp_at(s, n, i)] = values[k].scale * prl_table_numbers(t, prl_table_find(t, values[k].name))[row];
  return status;
}

static prl_status read_flows(const char *folder, const char *stem, const flow_value *values, int32_t count, prl_error *err) {
  prl_column columns[5] = {{"sector", PRL_NUMBER, true}, {"importer", PRL_TEXT, true}, {"exporter", PRL_TEXT, true}};
  prl_table *t;
  for (int32_t k = 0; k < count; k++) columns[3 + k] = (prl_column){values[k].name, PRL_NUMBER, true};
  prl_status status = open_table(&t, folder, stem, columns, 3 + count, err);
  if (status < 0) return status;
  const int32_t at[3] = {prl_table_find(t, "sector"), prl_table_find(t, "importer"), prl_table_find(t, "exporter")};
  for (int64_t row = 0; row < prl_table_rows(t) && status == PRL_OK; row++) status = take_flow(t, row, at, values, count, err);
  prl_table_free(t);
  return status;
}

/* ---- panels: a line a sector, a column a country ---- */

static prl_status take_panel(double *out, const prl_table *t, int64_t row, int32_t sector_column, prl_error *err) {
  int32_t s;
  prl_status status = sector_at(&s, t, row, sector_column, S, err);
  for (int32_t n = 0; n < N && status == PRL_OK; n++) out[n * S + s] = prl_table_numbers(t, prl_table_find(t, prl_cp_iso3[n]))[row];
  return status;
}

static prl_status read_panel(double *out, const char *folder, const char *stem, prl_error *err) {
  prl_column columns[1 + N] = {{"sector", PRL_NUMBER, true}};
  prl_table *t;
  for (int32_t n = 0; n < N; n++) columns[1 + n] = (prl_column){prl_cp_iso3[n], PRL_NUMBER, true};
  prl_status status = open_table(&t, folder, stem, columns, 1 + N, err);
  if (status < 0) return status;
  for (int64_t row = 0; row < prl_table_rows(t) && status == PRL_OK; row++)
    status = take_panel(out, t, row, prl_table_find(t, "sector"), err);
  prl_table_free(t);
  return status;
}

/* ---- inputs: a line a country and input, a column a user ---- */

static prl_status take_inputs(double *out, const prl_table *t, int64_t row, prl_error *err) {
  int32_t n, k;
  prl_status status = country_at(&n, t, row, prl_table_find(t, "country"), err);
  if (status == PRL_OK) status = sector_at(&k, t, row, prl_table_find(t, "input_sector"), S, err);
  for (int32_t s = 0; s < S && status == PRL_OK; s++) {
    char use[16];
    snprintf(use, sizeof use, "use%d", s + 1);
    out[((int64_t)n * S + k) * S + s] = prl_table_numbers(t, prl_table_find(t, use))[row];
  }
  return status;
}

static prl_status read_inputs(double *out, const char *folder, prl_error *err) {
  char use[S][16];
  prl_column columns[2 + S] = {{"country", PRL_TEXT, true}, {"input_sector", PRL_NUMBER, true}};
  prl_table *t;
  for (int32_t s = 0; s < S; s++) {
    snprintf(use[s], sizeof use[s], "use%d", s + 1);
    columns[2 + s] = (prl_column){use[s], PRL_NUMBER, true};
  }
  prl_status status = open_table(&t, folder, "io_coefficients", columns, 2 + S, err);
  if (status < 0) return status;
  for (int64_t row = 0; row < prl_table_rows(t) && status == PRL_OK; row++) status = take_inputs(out, t, row, err);
  prl_table_free(t);
  return status;
}

static prl_status read_theta(double *out, const char *folder, prl_error *err) {
  static const prl_column columns[] = {
      {"id", PRL_NUMBER, true}, {"theta", PRL_NUMBER, false}, {"name", PRL_TEXT, false}, {"isic_rev3", PRL_TEXT, false}};
  prl_table *t;
  prl_status status = open_table(&t, folder, "sectors", columns, 4, err);
  if (status < 0) return status;
  const int32_t at = prl_table_find(t, "theta");
  for (int64_t row = 0; row < prl_table_rows(t) && status == PRL_OK; row++) {
    int32_t s;
    status = sector_at(&s, t, row, prl_table_find(t, "id"), S, err);
    if (status == PRL_OK && at >= 0) out[s] = prl_table_numbers(t, at)[row];
  }
  prl_table_free(t);
  return status;
}

prl_status prl_cp_tidy_read(prl_cp_data *out, const char *folder, prl_error *err) {
  const flow_value trade[] = {{"value_thousand_usd", THOUSANDS, out->trade}};
  const flow_value tariffs[] = {{"tariff1993_pct", PERCENT, out->tariff1993}, {"tariff2005_pct", PERCENT, out->tariff2005}};
  prl_status status = read_flows(folder, "trade1993", trade, 1, err);
  if (status == PRL_OK) status = read_flows(folder, "tariffs", tariffs, 2, err);
  if (status == PRL_OK) status = read_panel(out->output, folder, "gross_output", err);
  if (status == PRL_OK) status = read_panel(out->value_added, folder, "value_added_share", err);
  if (status == PRL_OK) status = read_inputs(out->inputs, folder, err);
  return status == PRL_OK ? read_theta(out->theta, folder, err) : status;
}
