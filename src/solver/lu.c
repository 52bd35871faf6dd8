/* lu.c -- dense systems by Gaussian elimination with partial pivoting: P A = L U, solutions with A and A', and the determinant.
 *
 * The columns are halved until eight are left; each half is eliminated and taken off the rest at once, so that nearly all the work is
 *   C -= A B,   four rows by three half vectors of C at a time, held in registers over a stretch of the inner dimension
 * and B is read from a copy of twelve columns that stays in the first cache. Rows are swapped whole as pivots are met.
 * From the systems of one country (tens of sectors) to a few thousand unknowns, in one thread.
 * Sources: Golub & Van Loan (2013), section 3.4; Toledo (1997) for the halving; Goto & van de Geijn (2008) for the product. */
#include "methods.h"

#include <math.h>
#include <string.h>

enum { ROWS = 4, PARTS = 3, WIDTH = PARTS * PRL_HALF_LANES, DEPTH = 128 };

/* to -= f from */
PRL_CLONES static void take(double *to, double f, const double *from, int64_t n) {
  for (int64_t k = 0; k < n; k++) to[k] -= f * from[k];
}

/* ROWS x WIDTH of A B, for rows of A `step` apart and a packed B. */
PRL_CLONES static void tile(double *out, const double *a, int64_t step, const double *b, int32_t depth) {
  prl_half s[ROWS][PARTS] = {{{0}}};
  for (int32_t k = 0; k < depth; k++) {
    prl_half part[PARTS];
    for (int p = 0; p < PARTS; p++) part[p] = PRL_HALF_AT(b, k * WIDTH + p * PRL_HALF_LANES);
    for (int i = 0; i < ROWS; i++)
      for (int p = 0; p < PARTS; p++) s[i][p] += a[i * step + k] * part[p];
  }
  for (int i = 0; i < ROWS; i++)
    for (int p = 0; p < PARTS; p++) PRL_HALF_AT(out, i * WIDTH + p * PRL_HALF_LANES) = s[i][p];
}

/* C -= A B for up to WIDTH columns and DEPTH inner ones. */
static void strip(double *c, int64_t ldc, const double *a, int64_t lda, const double *b, int64_t ldb, int32_t rows, int32_t columns,
                  int32_t depth) {
  double packed[DEPTH * WIDTH] __attribute__((aligned(64))), out[ROWS * WIDTH] __attribute__((aligned(64)));
  if (columns < WIDTH) memset(packed, 0, (size_t)depth * WIDTH * sizeof *packed);
  for (int32_t k = 0; k < depth; k++) memcpy(packed + k * WIDTH, b + k * ldb, (size_t)columns * sizeof *b);
  for (int32_t i = 0; i < rows; i += ROWS) {
    const int32_t height = rows - i < ROWS ? rows - i : ROWS;
    if (height == ROWS)
      tile(out, a + i * lda, lda, packed, depth);
    else
      for (int32_t r = 0; r < height; r++) {
        memset(out + r * WIDTH, 0, WIDTH * sizeof *out);
        for (int32_t k = 0; k < depth; k++) take(out + r * WIDTH, -a[(i + r) * lda + k], packed + k * WIDTH, WIDTH);
      }
    for (int32_t r = 0; r < height; r++) take(c + (i + r) * ldc, 1, out + r * WIDTH, columns);
  }
}

static void take_product(double *c, int64_t ldc, const double *a, int64_t lda, const double *b, int64_t ldb, int32_t rows, int32_t columns,
                         int32_t depth) {
  for (int32_t k = 0; k < depth; k += DEPTH)
    for (int32_t j = 0; j < columns; j += WIDTH)
      strip(c + j, ldc, a + k, lda, b + k * ldb + j, ldb, rows, columns - j < WIDTH ? columns - j : WIDTH,
            depth - k < DEPTH ? depth - k : DEPTH);
}

static int32_t half_of(int32_t n) { return (n / 2 + PRL_LANES - 1) / PRL_LANES * PRL_LANES; }

/* B <- L^-1 B, ones on the diagonal of L. */
static void lower(const double *l, int64_t ldl, int32_t n, double *b, int64_t ldb, int32_t columns) {
  if (n <= PRL_LANES) {
    for (int32_t i = 1; i < n; i++)
      for (int32_t k = 0; k < i; k++) take(b + i * ldb, l[i * ldl + k], b + k * ldb, columns);
    return;
  }
  const int32_t half = half_of(n);
  lower(l, ldl, half, b, ldb, columns);
  take_product(b + half * ldb, ldb, l + half * ldl, ldl, b, ldb, n - half, columns, half);
  lower(l + half * ldl + half, ldl, n - half, b + half * ldb, ldb, columns);
}

/* B <- U^-1 B */
static void upper(const double *u, int64_t ldu, int32_t n, double *b, int64_t ldb, int32_t columns) {
  if (n <= PRL_LANES) {
    for (int32_t i = n - 1; i >= 0; i--) {
      for (int32_t k = i + 1; k < n; k++) take(b + i * ldb, u[i * ldu + k], b + k * ldb, columns);
      for (int32_t j = 0; j < columns; j++) b[i * ldb + j] /= u[i * ldu + i];
    }
    return;
  }
  const int32_t half = half_of(n);
  upper(u + half * ldu + half, ldu, n - half, b + half * ldb, ldb, columns);
  take_product(b, ldb, u + half, ldu, b + half * ldb, ldb, half, columns, n - half);
  upper(u, ldu, half, b, ldb, columns);
}

/* A being eliminated; rows of B follow its rows. */
typedef struct elimination {
  double *a, *b;
  int64_t n, columns;
  int32_t *pivot; /* may be NULL */
} elimination;

static void swap_rows(double *m, int64_t width, int64_t p, int64_t q) {
  double *x = m + p * width, *y = m + q * width;
  for (int64_t k = 0; k < width; k++) {
    const double t = x[k];
    x[k] = y[k], y[k] = t;
  }
}

/* The largest of column p goes to the diagonal. False when there is none. */
static bool pivot_up(const elimination *e, int64_t p) {
  int64_t best = p;
  const double *column = e->a + p;
  for (int64_t i = p + 1; i < e->n; i++)
    if (fabs(column[i * e->n]) > fabs(column[best * e->n])) best = i;
  if (e->pivot) e->pivot[p] = (int32_t)best;
  if (!(fabs(column[best * e->n]) > 0)) return false;
  if (best == p) return true;
  swap_rows(e->a, e->n, p, best);
  if (e->b) swap_rows(e->b, e->columns, p, best);
  return true;
}

/* Take row p off the rows below, in the eight columns from `from` on. */
PRL_CLONES static void eliminate_eight(const elimination *e, int64_t from, int64_t p) {
  const double *row = e->a + p * e->n + from, pivot = e->a[p * e->n + p];
  const int64_t at = p - from;
  double off[PRL_LANES] = {0};
  for (int64_t k = at + 1; k < PRL_LANES; k++) off[k] = row[k];
  for (int64_t i = p + 1; i < e->n; i++) {
    double *below = e->a + i * e->n + from;
    const double f = below[at] / pivot;
    for (int k = 0; k < PRL_LANES; k++) below[k] -= f * off[k];
    below[at] = f;
  }
}

/* The same in fewer columns than eight. */
static void eliminate_few(const elimination *e, int64_t p, int64_t to) {
  const double *row = e->a + p * e->n;
  for (int64_t i = p + 1; i < e->n; i++) {
    double *below = e->a + i * e->n;
    const double f = below[p] /= row[p];
    for (int64_t k = p + 1; k < to; k++) below[k] -= f * row[k];
  }
}

static bool eliminate(const elimination *e, int64_t from, int64_t to) {
  const int64_t n = e->n;
  if (to - from <= PRL_LANES) {
    for (int64_t p = from; p < to; p++) {
      if (!pivot_up(e, p)) return false;
      if (to - from == PRL_LANES)
        eliminate_eight(e, from, p);
      else
        eliminate_few(e, p, to);
    }
    return true;
  }
  const int64_t half = from + half_of((int32_t)(to - from));
  if (!eliminate(e, from, half)) return false;
  double *right = e->a + from * n + half, *below = e->a + half * n;
  lower(e->a + from * n + from, n, (int32_t)(half - from), right, n, (int32_t)(to - half));
  take_product(below + half, n, below + from, n, right, n, (int32_t)(n - half), (int32_t)(to - half), (int32_t)(half - from));
  return eliminate(e, half, to);
}

bool prl_dense_factor(double *a, int32_t *pivot, int32_t n) {
  const elimination e = {.a = a, .n = n, .pivot = pivot};
  return eliminate(&e, 0, n);
}

static void substitute(const double *lu, int32_t n, double *b, int32_t columns) {
  if (columns > 1) {
    lower(lu, n, n, b, columns, columns);
    upper(lu, n, n, b, columns, columns);
    return;
  }
  for (int64_t i = 0; i < n; i++) b[i] -= prl_dot(lu + i * n, b, i);
  for (int64_t i = n - 1; i >= 0; i--) b[i] = (b[i] - prl_dot(lu + i * n + i + 1, b + i + 1, n - i - 1)) / lu[i * n + i];
}

void prl_dense_substitute(const double *lu, const int32_t *pivot, int32_t n, double *b, int32_t columns) {
  for (int32_t p = 0; p < n; p++)
    if (pivot[p] != p) swap_rows(b, columns, p, pivot[p]);
  substitute(lu, n, b, columns);
}

/* Rows from..to-1 of B less those of row i, weighted by row i of the factors. */
static void spread(const double *row, double *b, int64_t columns, int64_t i, int64_t from, int64_t to) {
  if (columns == 1)
    take(b + from, b[i], row + from, to - from);
  else
    for (int64_t k = from; k < to; k++) take(b + k * columns, row[k], b + i * columns, columns);
}

void prl_dense_substitute_transposed(const double *lu, const int32_t *pivot, int32_t n, double *b, int32_t columns) {
  for (int64_t i = 0; i < n; i++) {
    for (int32_t j = 0; j < columns; j++) b[i * columns + j] /= lu[i * n + i];
    spread(lu + i * n, b, columns, i, i + 1, n);
  }
  for (int64_t i = n - 1; i > 0; i--) spread(lu + i * n, b, columns, i, 0, i);
  for (int32_t p = n - 1; p >= 0; p--)
    if (pivot[p] != p) swap_rows(b, columns, p, pivot[p]);
}

int prl_dense_determinant(const double *lu, const int32_t *pivot, int32_t n, double *log_size) {
  int sign = 1;
  *log_size = 0;
  for (int64_t p = 0; p < n; p++) {
    const double u = lu[p * n + p];
    if ((u < 0) != (pivot[p] != p)) sign = -sign;
    *log_size += log(fabs(u));
  }
  return sign;
}

bool prl_dense_solve(double *a, double *b, int32_t n, int32_t columns) {
  const elimination e = {.a = a, .b = b, .n = n, .columns = columns};
  if (!eliminate(&e, 0, n)) return false;
  substitute(a, n, b, columns);
  return true;
}
