/* rows.c -- a hundred thousand rows of trade in order.
 *
 * Radix sort from the lowest digit: every pass counts, then places, the rows by eleven bits of their place, and keeps the order of
 * equals; as many passes as the largest place has digits. Two passes over the rows a digit, against some seventeen comparisons a row. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 11, DIGITS = 1 << BITS };

prl_status prl_rows_add(prl_rows *rows, prl_row row, prl_error *err) {
  if (rows->count == rows->capacity) {
    int64_t capacity = rows->capacity ? 2 * rows->capacity : 16384;
    prl_row *grown = realloc(rows->at, (size_t)capacity * sizeof *grown);
    if (!grown) return prl_fail(err, PRL_E_MEMORY, "no room for %lld rows of product trade", (long long)capacity);
    rows->at = grown;
    rows->capacity = capacity;
  }
  rows->at[rows->count++] = row;
  return PRL_OK;
}

static void pass(prl_row *to, const prl_row *from, int64_t count, int shift) {
  int64_t at[DIGITS] = {0}, sum = 0;
  for (int64_t k = 0; k < count; k++) at[from[k].place >> shift & (DIGITS - 1)]++;
  for (int d = 0; d < DIGITS; d++) {
    int64_t here = at[d];
    at[d] = sum;
    sum += here;
  }
  for (int64_t k = 0; k < count; k++) to[at[from[k].place >> shift & (DIGITS - 1)]++] = from[k];
}

static prl_status sort(prl_rows *rows, prl_error *err) {
  uint64_t most = 0;
  prl_row *other = malloc((size_t)rows->capacity * sizeof *other);
  if (!other) return prl_fail(err, PRL_E_MEMORY, "no room to sort %lld rows of product trade", (long long)rows->count);
  for (int64_t k = 0; k < rows->count; k++)
    if (rows->at[k].place > most) most = rows->at[k].place;
  for (int shift = 0; shift < 64 && most >> shift != 0; shift += BITS) {
    pass(other, rows->at, rows->count, shift);
    prl_row *sorted = other;
    other = rows->at;
    rows->at = sorted;
  }
  free(other);
  return PRL_OK;
}

prl_status prl_rows_merge(prl_rows *rows, prl_error *err) {
  if (rows->count == 0) return PRL_OK;
  prl_status status = sort(rows, err);
  if (status < 0) return status;
  int64_t kept = 0;
  for (int64_t k = 1; k < rows->count; k++) {
    if (rows->at[k].place == rows->at[kept].place)
      rows->at[kept].value += rows->at[k].value;
    else
      rows->at[++kept] = rows->at[k];
  }
  rows->count = kept + 1;
  return PRL_OK;
}
