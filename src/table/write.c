/* write.c -- rows of cells to delimited text.
 *
 * Lines end in LF. A text is quoted when it must be to come back the same: it holds a comma, a quote or an end of line, begins or ends
 * in a blank (readers trim those), begins with a byte-order mark (readers skip one at the start), or is the only and empty cell of its
 * row (which would be an empty line). Invariant: what prl_table_parse reads from the result equals what was put, numbers to the digits
 * asked for. A mistake in between -- an infinite number, which no table can hold, or memory -- is kept and reported at the end.
 */
#include "compress.h"
#include "parley/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct prl_table_writer {
  prl_text text;
  int32_t columns, column; /* cells of a row; cells of this row so far */
  int64_t rows;            /* complete, the header counts */
  int64_t infinite;        /* line of the first infinite number, 0 = none */
};

static bool must_quote(const prl_table_writer *writer, const char *text, size_t length) {
  if (length == 0) return writer->columns == 1;
  return strpbrk(text, ",\"\r\n") || strchr(" \t", text[0]) || strchr(" \t", text[length - 1]) || !strncmp(text, "\xEF\xBB\xBF", 3);
}

static void put_quoted(prl_text *out, const char *text) {
  prl_text_add(out, "\"", 1);
  for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
    prl_text_add(out, text, (size_t)(quote - text) + 1);
    prl_text_add(out, "\"", 1);
  }
  prl_text_puts(out, text);
  prl_text_add(out, "\"", 1);
}

void prl_table_put_text(prl_table_writer *writer, const char *text) {
  if (writer->column > 0) prl_text_add(&writer->text, ",", 1);
  size_t length = strlen(text);
  if (must_quote(writer, text, length))
    put_quoted(&writer->text, text);
  else
    prl_text_add(&writer->text, text, length);
  if (++writer->column < writer->columns) return;
  prl_text_add(&writer->text, "\n", 1);
  writer->column = 0;
  writer->rows++;
}

prl_table_writer *prl_table_writer_new(const char *const *names, int32_t count) {
  prl_table_writer *writer = calloc(1, sizeof *writer);
  if (!writer) return NULL;
  writer->columns = count;
  for (int32_t k = 0; k < count; k++) prl_table_put_text(writer, names[k]);
  if (!writer->text.failed) return writer;
  prl_table_writer_free(writer);
  return NULL;
}

void prl_table_put_number(prl_table_writer *writer, double x, int digits) {
  char text[32] = "";
  if (!isnan(x)) prl_print_number(text, sizeof text, x, digits);
  if (isinf(x) && writer->infinite == 0) writer->infinite = writer->rows + 1;
  prl_table_put_text(writer, text);
}

prl_status prl_table_finish(const char **csv, prl_table_writer *writer, prl_error *err) {
  *csv = NULL;
  if (writer->text.failed) return prl_fail(err, PRL_E_MEMORY, "the table does not fit into memory");
  if (writer->infinite) return prl_fail(err, PRL_E_VALUE, "row %lld of the table holds an infinite number", (long long)writer->infinite);
  if (writer->column > 0) return prl_fail(err, PRL_E_VALUE, "the last row has %d cells of %d", writer->column, writer->columns);
  *csv = writer->text.bytes;
  return PRL_OK;
}

prl_status prl_table_write(prl_table_writer *writer, const char *path, prl_error *err) {
  const char *csv;
  prl_status status = prl_table_finish(&csv, writer, err);
  if (status != PRL_OK) {
    prl_error_at(err, path, 0, 0);
    return status;
  }
  return prl_bytes_write(path, csv, writer->text.length, err);
}

void prl_table_writer_free(prl_table_writer *writer) {
  if (!writer) return;
  prl_text_free(&writer->text);
  free(writer);
}
