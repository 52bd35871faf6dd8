/* cells.c -- cells of a CSV report, and entries of the record as short texts.
 *
 * One header row, then data: no comments, so that any reader takes it. Numbers carry 17 digits, what is not known is an empty cell, truth
 * is "yes" or "no", lists of ids stand in one cell with blanks between. */
#include "inside.h"

#include <math.h>

prl_status prl_csv_begin(prl_csv *csv, const char *const *names, int32_t count, prl_error *err) {
  *csv = (prl_csv){.writer = prl_table_writer_new(names, count)};
  return csv->writer ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no room for a table");
}

prl_status prl_csv_end(prl_text *out, prl_csv *csv, prl_error *err) {
  const char *bytes;
  prl_status status = csv->failed ? prl_fail(err, PRL_E_MEMORY, "no room for a table") : prl_table_finish(&bytes, csv->writer, err);
  if (status >= 0) prl_text_puts(out, bytes);
  prl_table_writer_free(csv->writer);
  csv->writer = NULL;
  return status < 0 ? status : prl_text_end(out, err);
}

void prl_csv_text(prl_csv *csv, const char *text) { prl_table_put_text(csv->writer, text ? text : ""); }

void prl_csv_number(prl_csv *csv, double x) { prl_table_put_number(csv->writer, isfinite(x) ? x : NAN, 17); }

void prl_csv_bool(prl_csv *csv, bool x) { prl_csv_text(csv, x ? "yes" : "no"); }

void prl_csv_when(prl_csv *csv, const prl_when *when) {
  char figure[PRL_FIGURE];
  prl_csv_text(csv, prl_when_text(figure, when));
}

static void put_and_free(prl_csv *csv, prl_text *text) {
  csv->failed |= text->failed;
  prl_csv_text(csv, text->bytes);
  prl_text_free(text);
}

void prl_csv_sources(prl_csv *csv, const prl_source *const *sources, int32_t count) {
  prl_text text = {0};
  prl_source_ids(&text, sources, count, count);
  put_and_free(csv, &text);
}

void prl_csv_codes(prl_csv *csv, const prl_names *names) {
  prl_text text = {0};
  prl_code_list(&text, names, " ", names->count);
  put_and_free(csv, &text);
}

const char *prl_truth_word(prl_truth truth) { return truth == PRL_YES ? "yes" : truth == PRL_NO ? "no" : "unknown"; }

void prl_source_ids(prl_text *out, const prl_source *const *sources, int32_t count, int32_t most) {
  for (int32_t k = 0; k < count && k < most; k++) prl_text_printf(out, "%s%s", k ? " " : "", sources[k]->id);
  if (count > most) prl_text_printf(out, " +%d", count - most);
}

void prl_code_list(prl_text *out, const prl_names *names, const char *between, int32_t most) {
  for (int32_t k = 0; k < names->count && k < most; k++) prl_text_printf(out, "%s%s", k ? between : "", names->at[k]);
  if (names->count > most) prl_text_printf(out, " +%d", names->count - most);
}
