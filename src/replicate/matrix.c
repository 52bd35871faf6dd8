/* matrix.c -- a matrix as plain text: one row a line, numbers with blanks or tabs between them, no header.
 *
 * Invariant: exactly rows x columns numbers, or an error that names the line and column where they are not. Empty lines at the end are
 * fine. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

typedef struct cursor {
  const char *path, *at, *end, *line_start;
  int32_t line;
} cursor;

static prl_status fail_at(const cursor *c, const char *at, prl_status status, prl_error *err) {
  prl_error_at(err, c->path, c->line, (int32_t)(at - c->line_start) + 1);
  return status;
}

static bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static void skip_gaps(cursor *c) {
  while (c->at < c->end && is_gap(*c->at)) c->at++;
}

static prl_status read_cell(double *out, cursor *c, int32_t column, int32_t columns, prl_error *err) {
  skip_gaps(c);
  const char *start = c->at;
  while (c->at < c->end && !is_gap(*c->at) && *c->at != '\n') c->at++;
  if (c->at == start) return fail_at(c, start, prl_fail(err, PRL_E_SYNTAX, "the line has %d numbers, expected %d", column, columns), err);
  if (prl_parse_number(out, start, (size_t)(c->at - start))) return PRL_OK;
  return fail_at(c, start, prl_fail(err, PRL_E_VALUE, "\"%.*s\" is not a number", (int)(c->at - start > 40 ? 40 : c->at - start), start),
                 err);
}

static prl_status read_row(double *out, cursor *c, int32_t columns, double scale, prl_error *err) {
  for (int32_t k = 0; k < columns; k++) {
    prl_status status = read_cell(&out[k], c, k, columns, err);
    if (status < 0) return status;
    out[k] *= scale;
  }
  skip_gaps(c);
  if (c->at < c->end && *c->at != '\n')
    return fail_at(c, c->at, prl_fail(err, PRL_E_SYNTAX, "the line goes on after %d numbers", columns), err);
  if (c->at < c->end) c->at++;
  c->line++;
  c->line_start = c->at;
  return PRL_OK;
}

static prl_status read_rows(double *out, cursor *c, int32_t rows, int32_t columns, double scale, prl_error *err) {
  for (int32_t k = 0; k < rows; k++) {
    if (c->at == c->end) return fail_at(c, c->at, prl_fail(err, PRL_E_SYNTAX, "the file has %d rows, expected %d", k, rows), err);
    prl_status status = read_row(out + (int64_t)k * columns, c, columns, scale, err);
    if (status < 0) return status;
  }
  while (c->at < c->end && (is_gap(*c->at) || *c->at == '\n')) c->at++;
  return c->at == c->end ? PRL_OK : fail_at(c, c->line_start, prl_fail(err, PRL_E_SYNTAX, "the file goes on after %d rows", rows), err);
}

prl_status prl_matrix_read(double *out, const char *path, int32_t rows, int32_t columns, double scale, prl_error *err) {
  char *bytes;
  size_t length;
  prl_status status = prl_bytes_read(&bytes, &length, path, err);
  if (status < 0) return status;
  cursor c = {.path = path, .at = bytes, .end = bytes + length, .line_start = bytes, .line = 1};
  status = read_rows(out, &c, rows, columns, scale, err);
  free(bytes);
  return status;
}
