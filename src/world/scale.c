/* scale.c -- the matrix nearest to a given one with given sums of rows and columns.
 *
 *   a'[r][c] = x[r] a[r][c] y[c]     where a > 0            a'[r][c] = a[r][c] / (x[r] y[c])     where a < 0
 *
 * Rows and columns are scaled in turn until every sum is met. For a row of positive part P, negative part -Q and wanted sum u, x solves
 * x P - Q / x = u, so x = (u + sqrt(u^2 + 4 P Q)) / (2 P); without negative cells that is u / P, the RAS method. Signs and zeros stay.
 * A row or column whose sum is NaN is not scaled. Converges when some matrix with these zeros and signs has the sums wanted.
 * Sources: Deming & Stephan (1940); Bacharach (1970); Junius & Oosterhaven (2003) with Lenzen, Wood & Gallego (2007) for negative cells. */
#include "balance.h"

#include <math.h>

enum { MOST_SWEEPS = 20000 };

#define TOLERANCE 1e-12

typedef struct line { /* a row or column */
  double *cells;
  int32_t count, step;
} line;

static line row_of(const prl_block *b, int32_t r) { return (line){b->cells + (int64_t)r * b->columns, b->columns, 1}; }
static line column_of(const prl_block *b, int32_t c) { return (line){b->cells + c, b->rows, b->columns}; }

static void parts_of(double *positive, double *negative, line l) {
  *positive = *negative = 0;
  for (int32_t k = 0; k < l.count; k++) {
    double x = l.cells[(int64_t)k * l.step];
    if (x >= 0)
      *positive += x;
    else
      *negative -= x;
  }
}

/* How far the sum of a line is from the one wanted. */
static double miss_of(line l, double wanted) {
  double positive, negative;
  parts_of(&positive, &negative, l);
  double scale = fmax(positive + negative, fabs(wanted));
  return scale > 0 ? fabs(positive - negative - wanted) / scale : 0;
}

/* False when the sum wanted cannot be reached by scaling this line. */
static bool scale_line(line l, double wanted) {
  double positive, negative, x;
  parts_of(&positive, &negative, l);
  if (positive > 0)
    x = (wanted + sqrt(wanted * wanted + 4 * positive * negative)) / (2 * positive);
  else if (negative > 0 && wanted < 0)
    x = -negative / wanted;
  else
    return wanted == 0;
  for (int32_t k = 0; k < l.count; k++) {
    double *cell = &l.cells[(int64_t)k * l.step];
    *cell = *cell >= 0 ? *cell * x : *cell / x;
  }
  return true;
}

static bool scale_lines(prl_scaled *out, const prl_block *b, bool rows) {
  const double *wanted = rows ? b->row_sum : b->column_sum;
  for (int32_t k = 0; k < (rows ? b->rows : b->columns); k++) {
    if (isnan(wanted[k]) || scale_line(rows ? row_of(b, k) : column_of(b, k), wanted[k])) continue;
    *out = (prl_scaled){.sweeps = out->sweeps, .stuck = true, .miss = 1, .of_row = rows, .at = k};
    return false;
  }
  return true;
}

static void measure(prl_scaled *out, const prl_block *b) {
  out->miss = 0;
  for (int32_t k = 0; k < b->rows + b->columns; k++) {
    bool row = k < b->rows;
    int32_t at = row ? k : k - b->rows;
    double wanted = row ? b->row_sum[at] : b->column_sum[at];
    double miss = isnan(wanted) ? 0 : miss_of(row ? row_of(b, at) : column_of(b, at), wanted);
    if (!(miss > out->miss)) continue;
    out->miss = miss;
    out->of_row = row;
    out->at = at;
  }
  out->reached = out->miss <= TOLERANCE;
}

prl_scaled prl_scale(prl_block block) {
  prl_scaled out = {0};
  measure(&out, &block);
  while (!out.reached && out.sweeps < MOST_SWEEPS) {
    if (!scale_lines(&out, &block, true) || !scale_lines(&out, &block, false)) return out;
    out.sweeps++;
    measure(&out, &block);
  }
  return out;
}
