/* columns.c -- the linear algebra of Anderson's method on x <- x + d(x), in one pass over what is remembered.
 *
 *   dd_j = d_{j+1} - d_j,   dx_j = x_{j+1} - x_j,   column_j = dx_j + dd_j        j = the last m steps
 *   c    = argmin | d - sum_j c_j dd_j |   over the leading components
 *   q    = sum_j c_j column_j,   x' = x + t (d - q),   t <= 1 such that no leading unknown moves by more than it may
 *
 * The next column is d' - q' with q' = (1 - t) d + t q, so q' waits in the column's place and neither x nor d need be kept.
 * The least squares are solved by the normal equations of columns scaled to length one, with a small ridge; a column that has become
 * dependent is given weight zero by the ridge instead of breaking the step. Only the newest column's row of them is new in a step.
 *
 * Everything is written on eight lanes. One problem is spread over the lanes and its few coefficients are the same in all of them;
 * eight problems have a lane each and nothing ever passes from lane to lane. Only sums over the leading part tell the two apart.
 * Sources: Anderson (1965); Walker & Ni (2011) eq. 2.1-2.3 (type II). */
#include "methods.h"

#include <math.h>
#include <string.h>

static const double ridge = 1e-14;

int64_t prl_columns_work(int64_t length, int64_t leading, int32_t memory) {
  const int64_t m = memory, w = prl_whole(leading, PRL_LANES);
  return m * length + m * w + 3 * w + PRL_LANES * (2 * m * m + 4 * m);
}

prl_columns prl_columns_new(double *work, int64_t length, int64_t leading, bool apart, int32_t memory) {
  prl_columns a = {.length = length, .leading = leading, .apart = apart, .memory = memory};
  const int64_t w = prl_whole(leading, PRL_LANES), row = (int64_t)memory * PRL_LANES;
  a.column = work, a.lead = a.column + memory * length;
  a.now = a.lead + memory * w, a.last = a.now + w, a.ahead = a.last + w;
  a.gram = a.ahead + w, a.chol = a.gram + memory * row;
  a.rhs = a.chol + memory * row, a.scale = a.rhs + row, a.inverse = a.scale + row, a.c = a.inverse + row;
  memset(a.now, 0, 2 * (size_t)w * sizeof *a.now); /* their ends stay zero */
  return a;
}

void prl_columns_forget(prl_columns *a) { a->held = a->next = 0, a->pending = false; }

/* One problem: the sum of all lanes, in each of them. */
static inline void gather(const prl_columns *a, prl_lanes *sum) {
  if (!a->apart) *sum = prl_lanes_sum(sum) + (prl_lanes){0};
}

/* The newest leading part, its row of the Gram matrix, and the right-hand side. */
PRL_CLONES static void relate(prl_columns *a, int32_t newest) {
  const int64_t w = prl_whole(a->leading, PRL_LANES), row = (int64_t)a->memory * PRL_LANES;
  double *lead = a->lead + newest * w;
  for (int64_t k = 0; k < w; k += PRL_LANES) PRL_AT(lead, k) = PRL_AT(a->now, k) - PRL_AT(a->last, k);
  for (int32_t j = 0; j < a->held; j++) {
    const double *other = a->lead + j * w;
    prl_lanes g = {0}, b = {0};
    for (int64_t k = 0; k < w; k += PRL_LANES) {
      g += PRL_AT(other, k) * PRL_AT(lead, k);
      b += PRL_AT(other, k) * PRL_AT(a->now, k);
    }
    gather(a, &g), gather(a, &b);
    PRL_AT(a->gram, newest * row + j * PRL_LANES) = PRL_AT(a->gram, j * row + newest * PRL_LANES) = g;
    PRL_AT(a->rhs, j * PRL_LANES) = b;
  }
}

static inline void inverse_root(double *out, const prl_half *v) {
  for (int l = 0; l < PRL_HALF_LANES; l++) out[l] = 1 / sqrt((*v)[l]);
}

/* Row j of the Cholesky factor of the scaled normal equations, in the half of the lanes from h on. */
static inline void cholesky_row(prl_columns *a, int32_t j, int h) {
  const int64_t row = (int64_t)a->memory * PRL_LANES;
  double *l = a->chol + j * row + h;
  const prl_half mine = PRL_HALF_AT(a->scale, j * PRL_LANES + h);
  for (int32_t k = 0; k <= j; k++) {
    const double *lk = a->chol + k * row + h;
    prl_half sum = PRL_HALF_AT(a->gram, j * row + k * PRL_LANES + h) * mine * PRL_HALF_AT(a->scale, k * PRL_LANES + h);
    for (int32_t i = 0; i < k; i++) sum -= PRL_HALF_AT(l, i * PRL_LANES) * PRL_HALF_AT(lk, i * PRL_LANES);
    if (k < j)
      PRL_HALF_AT(l, k * PRL_LANES) = sum * PRL_HALF_AT(a->inverse, k * PRL_LANES + h);
    else {
      const prl_half_bits positive = sum + ridge > 0;
      sum = (prl_half)(((prl_half_bits)(sum + ridge) & positive) | ((prl_half_bits)(1 + (prl_half){0}) & ~positive));
      inverse_root(a->inverse + j * PRL_LANES + h, &sum);
    }
  }
}

static inline void scale(prl_columns *a, int32_t j, int h) {
  const prl_half length = PRL_HALF_AT(a->gram, ((int64_t)j * a->memory + j) * PRL_LANES + h);
  double *to = a->scale + j * PRL_LANES + h;
  inverse_root(to, &length);
  PRL_HALF_AT(to, 0) = (prl_half)((prl_half_bits)PRL_HALF_AT(to, 0) & (length > 0));
}

/* c from the normal equations; a weight that is not finite is none. */
PRL_CLONES static void weigh(prl_columns *a, int h) {
  const int64_t row = (int64_t)a->memory * PRL_LANES;
  double *c = a->c + h;
  for (int32_t j = 0; j < a->held; j++) {
    scale(a, j, h);
    cholesky_row(a, j, h);
    prl_half sum = PRL_HALF_AT(a->rhs, j * PRL_LANES + h) * PRL_HALF_AT(a->scale, j * PRL_LANES + h);
    for (int32_t i = 0; i < j; i++) sum -= PRL_HALF_AT(a->chol, j * row + i * PRL_LANES + h) * PRL_HALF_AT(c, i * PRL_LANES);
    PRL_HALF_AT(c, j * PRL_LANES) = sum * PRL_HALF_AT(a->inverse, j * PRL_LANES + h);
  }
  for (int32_t j = a->held - 1; j >= 0; j--) {
    prl_half sum = PRL_HALF_AT(c, j * PRL_LANES);
    for (int32_t i = j + 1; i < a->held; i++) sum -= PRL_HALF_AT(a->chol, i * row + j * PRL_LANES + h) * PRL_HALF_AT(c, i * PRL_LANES);
    PRL_HALF_AT(c, j * PRL_LANES) = sum * PRL_HALF_AT(a->inverse, j * PRL_LANES + h);
  }
  for (int32_t j = 0; j < a->held; j++) {
    const prl_half weight = PRL_HALF_AT(c, j * PRL_LANES) * PRL_HALF_AT(a->scale, j * PRL_LANES + h);
    PRL_HALF_AT(c, j * PRL_LANES) = (prl_half)((prl_half_bits)weight & (weight - weight == 0));
  }
}

/* Both halves of c; those of one problem are the same. */
static void weights(prl_columns *a) {
  weigh(a, 0);
  if (a->apart)
    weigh(a, PRL_HALF_LANES);
  else
    for (int32_t j = 0; j < a->held; j++) memcpy(a->c + j * PRL_LANES + PRL_HALF_LANES, a->c + j * PRL_LANES, sizeof(prl_half));
}

/* ahead = d - q on the leading part; the newest column is still d - its place. */
PRL_CLONES static void look_ahead(prl_columns *a, const double *d, int32_t newest) {
  const int64_t w = prl_whole(a->leading, PRL_LANES);
  for (int64_t k = 0; k < w; k += PRL_HALF_LANES) {
    prl_half s = PRL_HALF_AT(d, k);
    for (int32_t j = 0; j < a->held; j++) {
      prl_half column = PRL_HALF_AT(a->column + j * a->length, k);
      if (j == newest) column = PRL_HALF_AT(d, k) - column;
      s -= PRL_HALF_AT(a->c, j * PRL_LANES + k % PRL_LANES) * column;
    }
    PRL_HALF_AT(a->ahead, k) = s;
  }
}

/* The share t of the step that keeps every leading unknown within most_step; by lane. */
static void share(double *t, const prl_columns *a, double most_step) {
  double most[PRL_LANES] = {0};
  for (int64_t k = 0; k < a->leading; k++) most[k % PRL_LANES] = fmax(most[k % PRL_LANES], fabs(a->ahead[k]));
  for (int l = 1; l < PRL_LANES && !a->apart; l++) most[0] = fmax(most[0], most[l]);
  for (int l = 0; l < PRL_LANES; l++) t[l] = fmin(1, most_step / fmax(most[a->apart ? l : 0], most_step));
}

enum { HALVES = PRL_BLOCK / PRL_HALF_LANES };

/* q += the columns from..to-1, weighted, in the block from k on. */
static inline void add_columns(prl_half *q, const prl_columns *a, int32_t from, int32_t to, int64_t k) {
  const int64_t length = a->length;
  const double *column = a->column + from * length + k;
  for (const double *c = a->c + from * PRL_LANES, *end = a->c + to * PRL_LANES; c < end; c += PRL_LANES, column += length) {
    const prl_half c0 = PRL_HALF_AT(c, 0), c1 = PRL_HALF_AT(c, PRL_HALF_LANES);
    for (int u = 0; u < HALVES; u++) q[u] += (u % 2 ? c1 : c0) * PRL_HALF_AT(column, u * PRL_HALF_LANES);
  }
}

/* q = the newest column, which its waiting correction becomes, and all others, weighted. */
static inline void correction(prl_half *q, const prl_columns *a, const double *d, int32_t newest, int64_t k) {
  double *fresh = a->column + newest * a->length + k;
  const prl_half c0 = PRL_HALF_AT(a->c, newest * PRL_LANES), c1 = PRL_HALF_AT(a->c, newest * PRL_LANES + PRL_HALF_LANES);
  for (int u = 0; u < HALVES; u++) {
    const prl_half column = PRL_HALF_AT(d, k + u * PRL_HALF_LANES) - PRL_HALF_AT(fresh, u * PRL_HALF_LANES);
    PRL_HALF_AT(fresh, u * PRL_HALF_LANES) = column;
    q[u] = (u % 2 ? c1 : c0) * column;
  }
  add_columns(q, a, 0, newest, k);
  add_columns(q, a, newest + 1, a->held, k);
}

/* The one pass: the waiting correction becomes a column, all columns make the new correction, x moves. */
PRL_CLONES static void pass(prl_columns *a, double *to, const double *x, const double *d, int32_t newest, const double *share,
                            const int64_t *live) {
  double *place = a->column + a->next * a->length;
  const int64_t length = a->length;
  const prl_half t[2] = {PRL_HALF_AT(share, 0), PRL_HALF_AT(share, PRL_HALF_LANES)}, rest[2] = {1 - t[0], 1 - t[1]};
  const prl_half_bits moves[2] = {PRL_BITS_AT(live, 0), PRL_BITS_AT(live, PRL_HALF_LANES)};
  for (int64_t k = 0; k < length; k += PRL_BLOCK) {
    prl_half q[HALVES] = {{0}};
    if (a->pending) correction(q, a, d, newest, k);
    for (int u = 0; u < HALVES; u++) {
      const int64_t at = k + u * PRL_HALF_LANES;
      const prl_half dk = PRL_HALF_AT(d, at), s = t[u % 2] * (dk - q[u]);
      PRL_HALF_AT(place, at) = rest[u % 2] * dk + t[u % 2] * q[u];
      PRL_HALF_AT(to, at) = PRL_HALF_AT(x, at) + (prl_half)((prl_half_bits)s & moves[u % 2]);
    }
  }
}

void prl_columns_step(prl_columns *a, double *to, const double *x, const double *d, double most_step, const int64_t *live) {
  const int32_t newest = a->next;
  memcpy(a->now, d, (size_t)a->leading * sizeof *d);
  if (a->pending) {
    a->next = (a->next + 1) % a->memory;
    if (a->held < a->memory) a->held++;
    relate(a, newest);
    weights(a);
  }
  double t[PRL_LANES] = {1, 1, 1, 1, 1, 1, 1, 1};
  if (most_step > 0) {
    look_ahead(a, d, newest);
    share(t, a, most_step);
  }
  pass(a, to, x, d, newest, t, live);
  a->pending = true;
  double *swap = a->now;
  a->now = a->last, a->last = swap;
}
