/* rows.c -- who buys from whom: the only loops over pairs of regions.
 *
 *   sum     out[n] = sum_i A[n][i] in[i]        what a destination pays, from what each origin asks
 *   spread  out[i] = sum_n A[n][i] in[n]        what an origin sells, from what each destination spends
 *
 * The pass through the equations, its derivative and its transpose all come down to these two, with A the gross shares or what reaches
 * the producer (Dekle, Eaton & Kortum 2008; docs/model.md). A sector's rows are dense, sparse, or absent when it is not traded. Eight
 * dense rows go together (four where eight states do), so that independent sums hide the latency that one would expose and each input is
 * read once for them. */
#include "rows.h"

#include <string.h>

enum { ROWS = 4, EIGHT = 8 };

/* Eight vectors to the eight sums of their lanes, by halves: 21 operations in place of eight times a vector's own sum. */
PRL_INLINE void fold(double *out, const prl_lanes *s) {
#define EVEN(a, b)   __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14)
#define ODD(a, b)    __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15)
#define LOW(a, b)    __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define HIGH(a, b)   __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define FIRST(a, b)  __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define SECOND(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)
  const prl_lanes p01 = EVEN(s[0], s[1]) + ODD(s[0], s[1]), p23 = EVEN(s[2], s[3]) + ODD(s[2], s[3]);
  const prl_lanes p45 = EVEN(s[4], s[5]) + ODD(s[4], s[5]), p67 = EVEN(s[6], s[7]) + ODD(s[6], s[7]);
  const prl_lanes q03 = LOW(p01, p23) + HIGH(p01, p23), q47 = LOW(p45, p67) + HIGH(p45, p67);
  PRL_AT(out, 0) = FIRST(q03, q47) + SECOND(q03, q47);
}

/* One state: eight rows together, their sums next to each other in `out`, which has room for a multiple of eight. */
PRL_INLINE void dense_sum_one(double *out, const double *const *row, int32_t N, int32_t ld, const double *in) {
  for (int32_t n = 0; n < N; n += EIGHT) {
    const double *a[EIGHT];
    prl_lanes s[EIGHT] = {{0}};
    for (int k = 0; k < EIGHT; k++) a[k] = row[n + k < N ? n + k : n];
    for (int32_t i = 0; i < ld; i += PRL_LANES) {
      const prl_lanes x = PRL_AT(in, i);
      for (int k = 0; k < EIGHT; k++) s[k] += PRL_AT(a[k], i) * x;
    }
    fold(out + n, s);
    for (int32_t k = N - n; k < EIGHT; k++) out[n + k] = 0;
  }
}

PRL_INLINE void dense_spread_one(double *out, const double *const *row, int32_t N, int32_t ld, const double *in) {
  for (int32_t n = 0; n < N; n += EIGHT) {
    const double *a[EIGHT];
    double z[EIGHT];
    for (int k = 0; k < EIGHT; k++) a[k] = row[n + k < N ? n + k : n], z[k] = n + k < N ? in[n + k] : 0;
    for (int32_t i = 0; i < ld; i += PRL_LANES)
      PRL_AT(out, i) += ((z[0] * PRL_AT(a[0], i) + z[1] * PRL_AT(a[1], i)) + (z[2] * PRL_AT(a[2], i) + z[3] * PRL_AT(a[3], i))) +
                        ((z[4] * PRL_AT(a[4], i) + z[5] * PRL_AT(a[5], i)) + (z[6] * PRL_AT(a[6], i) + z[7] * PRL_AT(a[7], i)));
  }
}

/* Number i of row k among four, over the lanes: shared by all states, or (in a batch) each state's own. */
#define NUMBER(k, i) (wide[k] ? (prl_lanes)PRL_LANED(wide[k], i) : (prl_lanes)PRL_SHARED(a[k], i))

int32_t prl_row_find(const prl_economy *e, int32_t s, int32_t n, int32_t i) {
  const prl_span span = prl_row_span(e, s, n);
  if (!span.origin) return span.count ? i : -1;
  for (int32_t k = 0; k < span.count; k++)
    if (span.origin[k] == i) return k;
  return -1;
}

/* Rows n .. n + 4 of a sector; beyond N the first stands in. Returns whether any is each state's own. */
PRL_INLINE bool four(const double **a, const double **wide, const double *const *row, const double *const *own, int32_t n, int32_t N) {
  bool any = false;
  for (int32_t k = 0; k < ROWS; k++) {
    const int32_t at = n + k < N ? n + k : n;
    a[k] = row[at];
    wide[k] = own ? own[at] : NULL;
    any = any || wide[k];
  }
  return any;
}

/* Eight states: four rows together. */
PRL_INLINE void dense_sum_many(double *out, const double *const *row, const double *const *own, int32_t N, const double *in) {
  enum { B = 8 };
  for (int32_t n = 0; n < N; n += ROWS) {
    const double *a[ROWS], *wide[ROWS];
    prl_lanes s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
    const bool apart = four(a, wide, row, own, n, N);
    for (int32_t i = 0; i < N && apart; i++) {
      const prl_lanes x = PRL_LANED(in, i);
      s0 += NUMBER(0, i) * x;
      s1 += NUMBER(1, i) * x;
      s2 += NUMBER(2, i) * x;
      s3 += NUMBER(3, i) * x;
    }
    for (int32_t i = 0; i < N && !apart; i++) {
      const prl_lanes x = PRL_LANED(in, i);
      s0 += PRL_SHARED(a[0], i) * x;
      s1 += PRL_SHARED(a[1], i) * x;
      s2 += PRL_SHARED(a[2], i) * x;
      s3 += PRL_SHARED(a[3], i) * x;
    }
    PRL_LANED(out, n) = s0;
    if (n + 1 < N) PRL_LANED(out, n + 1) = s1;
    if (n + 2 < N) PRL_LANED(out, n + 2) = s2;
    if (n + 3 < N) PRL_LANED(out, n + 3) = s3;
  }
}

/* What stands in for a row beyond N has a weight of zero. */
PRL_INLINE void dense_spread_many(double *out, const double *const *row, const double *const *own, int32_t N, const double *in) {
  enum { B = 8 };
  for (int32_t n = 0; n < N; n += ROWS) {
    const double *a[ROWS], *wide[ROWS];
    prl_lanes z[ROWS];
    const bool apart = four(a, wide, row, own, n, N);
    for (int k = 0; k < ROWS; k++) z[k] = n + k < N ? (prl_lanes)PRL_LANED(in, n + k) : (prl_lanes){0};
    for (int32_t i = 0; i < N && apart; i++)
      PRL_LANED(out, i) += (z[0] * NUMBER(0, i) + z[1] * NUMBER(1, i)) + (z[2] * NUMBER(2, i) + z[3] * NUMBER(3, i));
    for (int32_t i = 0; i < N && !apart; i++)
      PRL_LANED(out, i) +=
          (z[0] * PRL_SHARED(a[0], i) + z[1] * PRL_SHARED(a[1], i)) + (z[2] * PRL_SHARED(a[2], i) + z[3] * PRL_SHARED(a[3], i));
  }
}

/* One row; `wide` = its numbers are each state's own. */
PRL_INLINE void one_sum(double *out, const double *row, bool wide, prl_span span, const double *in, const int B) {
  prl_lanes sum = {0};
  double alone = 0;
  if (B == 1 && !span.origin) { /* dense rows are filled up with zeros */
    for (int32_t i = 0; i < span.count; i += PRL_LANES) sum += PRL_AT(row, i) * PRL_AT(in, i);
    *out = prl_lanes_sum(&sum);
    return;
  }
  for (int32_t k = 0; k < span.count; k++) {
    const int64_t i = prl_span_origin(span, k);
    if (B == 1)
      alone += row[k] * in[i];
    else
      sum += (wide ? (prl_lanes)PRL_LANED(row, k) : (prl_lanes)((prl_lanes){0} + row[k])) * PRL_LANED(in, i);
  }
  if (B == 1)
    *out = alone;
  else
    PRL_LANED(out, 0) = sum;
}

PRL_INLINE void one_spread(double *out, const double *row, bool wide, prl_span span, const double *in, const int B) {
  if (B == 1 && !span.origin) {
    for (int32_t i = 0; i < span.count; i += PRL_LANES) PRL_AT(out, i) += *in * PRL_AT(row, i);
    return;
  }
  for (int32_t k = 0; k < span.count; k++) {
    const int64_t i = prl_span_origin(span, k);
    if (B == 1)
      out[i] += row[k] * *in;
    else
      PRL_LANED(out, i) += (wide ? (prl_lanes)PRL_LANED(row, k) : (prl_lanes)((prl_lanes){0} + row[k])) * PRL_LANED(in, 0);
  }
}

/* All rows of one sector: those shared by all states, and those (where not NULL) that are each state's own. */
typedef struct sector_rows {
  const double *const *shared, *const *own;
} sector_rows;

static sector_rows side_of(const prl_economy *e, const prl_rows *rows, prl_side side, int32_t s) {
  const int64_t at = (int64_t)s * e->N;
  const double **own = side == PRL_GROSS ? rows->wide_gross : rows->wide_producer;
  return (sector_rows){(side == PRL_GROSS ? rows->gross : rows->producer) + at, own ? own + at : NULL};
}

PRL_INLINE void sum_any(double *out, const prl_economy *e, const sector_rows *r, int32_t s, const double *in, const int B) {
  if (e->pattern[s].form == PRL_FORM_DENSE) {
    if (B == 1)
      dense_sum_one(out, r->shared, e->N, e->ld, in);
    else
      dense_sum_many(out, r->shared, r->own, e->N, in);
    return;
  }
  for (int32_t n = 0; n < e->N; n++) {
    const bool wide = r->own && r->own[n];
    one_sum(out + (int64_t)n * B, wide ? r->own[n] : r->shared[n], wide, prl_row_span(e, s, n), in, B);
  }
}

PRL_INLINE void spread_any(double *out, const prl_economy *e, const sector_rows *r, int32_t s, const double *in, const int B) {
  memset(out, 0, (size_t)e->ld * (size_t)B * sizeof *out);
  if (e->pattern[s].form == PRL_FORM_DENSE) {
    if (B == 1)
      dense_spread_one(out, r->shared, e->N, e->ld, in);
    else
      dense_spread_many(out, r->shared, r->own, e->N, in);
    return;
  }
  for (int32_t n = 0; n < e->N; n++) {
    const bool wide = r->own && r->own[n];
    one_spread(out, wide ? r->own[n] : r->shared[n], wide, prl_row_span(e, s, n), in + (int64_t)n * B, B);
  }
}

PRL_CLONES static void sum_1(double *out, const prl_economy *e, const sector_rows *r, int32_t s, const double *in) {
  sum_any(out, e, r, s, in, 1);
}
PRL_CLONES static void sum_8(double *out, const prl_economy *e, const sector_rows *r, int32_t s, const double *in) {
  sum_any(out, e, r, s, in, 8);
}
PRL_CLONES static void spread_1(double *out, const prl_economy *e, const sector_rows *r, int32_t s, const double *in) {
  spread_any(out, e, r, s, in, 1);
}
PRL_CLONES static void spread_8(double *out, const prl_economy *e, const sector_rows *r, int32_t s, const double *in) {
  spread_any(out, e, r, s, in, 8);
}

void prl_rows_sum(double *out, const prl_economy *e, const prl_rows *rows, prl_side side, int32_t s, const double *in, int B) {
  const sector_rows r = side_of(e, rows, side, s);
  (B == 1 ? sum_1 : sum_8)(out, e, &r, s, in);
}

void prl_rows_spread(double *out, const prl_economy *e, const prl_rows *rows, prl_side side, int32_t s, const double *in, int B) {
  const sector_rows r = side_of(e, rows, side, s);
  (B == 1 ? spread_1 : spread_8)(out, e, &r, s, in);
}

PRL_CLONES static void row_sum_1(double *out, const double *row, bool wide, prl_span span, const double *in) {
  one_sum(out, row, wide, span, in, 1);
}
PRL_CLONES static void row_sum_8(double *out, const double *row, bool wide, prl_span span, const double *in) {
  one_sum(out, row, wide, span, in, 8);
}
PRL_CLONES static void row_spread_1(double *out, const double *row, bool wide, prl_span span, const double *in) {
  one_spread(out, row, wide, span, in, 1);
}
PRL_CLONES static void row_spread_8(double *out, const double *row, bool wide, prl_span span, const double *in) {
  one_spread(out, row, wide, span, in, 8);
}

void prl_row_sum(double *out, const double *row, bool wide, prl_span span, const double *in, int B) {
  (B == 1 ? row_sum_1 : row_sum_8)(out, row, wide, span, in);
}

void prl_row_spread(double *out, const double *row, bool wide, prl_span span, const double *in, int B) {
  (B == 1 ? row_spread_1 : row_spread_8)(out, row, wide, span, in);
}
