/* precondition.c -- a quasi-Newton step from the Jacobian at the base, built once a world and used for every shock and elasticity draw.
 *
 *   J = [Jww Jwy; Jyw Jyy],  y = (m, X),   Jyy ~ -I after the domestic split
 *   S = Jww - Jwy Jyy^-1 Jyw,   down = -Jwy Jyy^-1,   back = -Jyy^-1 Jyw
 *   dw = -S^-1 (r_w + down r_y),   dy = r_y + back dw
 * Of down only the part for X is kept, of back only that for m: the other halves save one evaluation in fourteen, and cost as much to read
 * as the base shares. Both come from dy <- dy + r_y(dw, dy), eight wages at a time, until the miss has fallen to a third: more does not
 * save evaluations (docs/numerics.md). They are kept to eight bits, the upper half of a float, since they only direct the search. The
 * transposed step is the same with down and back exchanged. A promise's subsidy steps by its own slope alone. Without a preconditioner each
 * wage follows its own trade balance (economy.c, wage_steps). Source: Broyden (1965) on quasi-Newton steps; block elimination: Golub & Van
 * Loan (2013) section 4.5. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef float floats __attribute__((vector_size(64), aligned(4), may_alias));
typedef uint16_t upper_halves __attribute__((vector_size(32), aligned(2), may_alias));
typedef uint32_t words __attribute__((vector_size(64), aligned(4), may_alias));
enum { WIDE = 16, PIECE = 512 };
/* Sixteen floats from their upper halves; a macro, since a function could not return them alike on every level. */
#define WIDEN(p) ((floats)(__builtin_convertvector(*(const upper_halves *)(p), words) << 16))

/* Rows are as long as whole vectors, the rest zero. */
static int64_t row_length(const prl_economy *e) { return (prl_block(e) + WIDE - 1) / WIDE * WIDE; }

static uint16_t upper_half(double x) {
  const float f = (float)x;
  uint32_t bits;
  memcpy(&bits, &f, sizeof bits);
  return (uint16_t)((bits + 0x8000) >> 16);
}

static const double enough = 0.3; /* of the first miss */
static const int32_t rounds = 40;
static const int64_t most_bytes = (int64_t)16 << 20; /* beyond this, reading it costs more than the evaluations it saves */

/* ---- the step ---- */

/* out[n] = sum_k row[n][k] y[k]; rows and y are `length` long, whole vectors */
PRL_CLONES static void project(double *out, const uint16_t *rows, const float *y, int64_t length, int32_t N) {
  for (int32_t n = 0; n < N; n += 4) {
    const uint16_t *a[4];
    for (int j = 0; j < 4; j++) a[j] = rows + (n + j < N ? n + j : n) * length;
    floats s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
    for (int64_t k = 0; k < length; k += WIDE) {
      const floats v = *(const floats *)(y + k);
      s0 += WIDEN(a[0] + k) * v;
      s1 += WIDEN(a[1] + k) * v;
      s2 += WIDEN(a[2] + k) * v;
      s3 += WIDEN(a[3] + k) * v;
    }
    const floats *const sums[4] = {&s0, &s1, &s2, &s3};
    for (int j = 0; j < 4 && n + j < N; j++) {
      const float *s = (const float *)sums[j];
      double sum = 0;
      for (int b = 0; b < WIDE; b++) sum += (double)s[b];
      out[n + j] = sum;
    }
  }
}

/* sum[k] += sum_j f[j] a[j][k] of eight rows */
PRL_INLINE void add_rows(float *sum, const uint16_t *const *a, const float *f, int64_t count) {
  for (int64_t k = 0; k < count; k += WIDE)
    *(floats *)(sum + k) += ((f[0] * WIDEN(a[0] + k) + f[1] * WIDEN(a[1] + k)) + (f[2] * WIDEN(a[2] + k) + f[3] * WIDEN(a[3] + k))) +
                            ((f[4] * WIDEN(a[4] + k) + f[5] * WIDEN(a[5] + k)) + (f[6] * WIDEN(a[6] + k) + f[7] * WIDEN(a[7] + k)));
}

/* out[k] = y[k] + sum_n row[n][k] w[n] */
PRL_CLONES static void extend(double *out, const double *y, const uint16_t *rows, const double *w, int64_t length, int64_t row, int32_t N) {
  for (int64_t from = 0; from < length; from += PIECE) {
    const int64_t count = length - from < PIECE ? length - from : PIECE;
    float sum[PIECE];
    memset(sum, 0, sizeof sum);
    for (int32_t n = 0; n < N; n += PRL_LANES) {
      const uint16_t *a[PRL_LANES];
      float f[PRL_LANES];
      for (int j = 0; j < PRL_LANES; j++) {
        a[j] = rows + (n + j < N ? n + j : n) * row + from;
        f[j] = n + j < N ? (float)w[n + j] : 0;
      }
      add_rows(sum, a, f, count);
    }
    for (int64_t k = 0; k < count; k++) out[from + k] = y[from + k] + (double)sum[k];
  }
}

/* The same for eight states side by side. */
typedef float floats8 __attribute__((vector_size(32), aligned(4), may_alias));

PRL_INLINE float one(uint16_t half) {
  const union {
    uint32_t bits;
    float number;
  } out = {(uint32_t)half << 16};
  return out.number;
}

PRL_CLONES static void project_8(double *out, const uint16_t *rows, const float *y, int64_t length, int64_t row, int32_t N) {
  for (int32_t n = 0; n < N; n += 4) {
    const uint16_t *a[4];
    for (int j = 0; j < 4; j++) a[j] = rows + (n + j < N ? n + j : n) * row;
    floats8 s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
    for (int64_t k = 0; k < length; k++) {
      const floats8 v = *(const floats8 *)(y + k * PRL_LANES);
      s0 += one(a[0][k]) * v;
      s1 += one(a[1][k]) * v;
      s2 += one(a[2][k]) * v;
      s3 += one(a[3][k]) * v;
    }
    const floats8 *const sums[4] = {&s0, &s1, &s2, &s3};
    for (int j = 0; j < 4 && n + j < N; j++)
      for (int b = 0; b < PRL_LANES; b++) out[(n + j) * PRL_LANES + b] = (double)((const float *)sums[j])[b];
  }
}

PRL_CLONES static void extend_8(double *out, const double *y, const uint16_t *rows, const double *w, int64_t length, int64_t row,
                                int32_t N) {
  enum { CELLS = 64 };
  for (int64_t from = 0; from < length; from += CELLS) {
    const int64_t count = length - from < CELLS ? length - from : CELLS;
    float sum[CELLS * PRL_LANES];
    memset(sum, 0, sizeof sum);
    for (int32_t n = 0; n < N; n++) {
      floats8 f = {0};
      for (int b = 0; b < PRL_LANES; b++) f[b] = (float)w[(int64_t)n * PRL_LANES + b];
      const uint16_t *a = rows + n * row + from;
      for (int64_t k = 0; k < count; k++) *(floats8 *)(sum + k * PRL_LANES) += one(a[k]) * f;
    }
    for (int64_t k = 0; k < count * PRL_LANES; k++) out[from * PRL_LANES + k] = y[from * PRL_LANES + k] + (double)sum[k];
  }
}

/* out = -matrix x, B states */
static void multiply(double *out, const double *matrix, const double *x, int32_t N, int B) {
  for (int32_t n = 0; n < N; n++) {
    for (int b = 0; b < B; b++) out[(int64_t)n * B + b] = 0;
    for (int32_t k = 0; k < N; k++)
      for (int b = 0; b < B; b++) out[(int64_t)n * B + b] -= matrix[(int64_t)n * N + k] * x[(int64_t)k * B + b];
  }
}

/* Promises: y steps by the slope of its own equation, quantity rising by about theta + 1 for one of price. */
static void promise_steps(const prl_sweep *w, double *d, const double *r, int B) {
  double rise = 0;
  for (int32_t p = 0; p < w->rows.promises; p++) {
    for (int32_t j = 0; j < w->rows.strips; j++)
      if (w->rows.strip[j].promise == p) rise = w->economy->theta[w->rows.strip[j].sector] + 1;
    for (int64_t b = (int64_t)p * B; b < (int64_t)(p + 1) * B; b++) d[b] = r[b] / (w->by_subsidy[p] + w->by_reach[p] * rise);
  }
  for (int64_t b = (int64_t)w->rows.promises * B; b < prl_promise_rows(&w->rows) * B; b++) d[b] = 0;
}

static void quasi_newton(prl_sweep *w, double *d, const double *r, bool back, int B) {
  const prl_economy *e = w->economy;
  const prl_precondition *p = e->precondition;
  const int64_t block = prl_block(e) * B, m = (e->ld + prl_promise_rows(&w->rows)) * B, x = m + block;
  const uint16_t *down = back ? p->back : p->down, *up = back ? p->down : p->back;
  const int64_t from = back ? m : x, to = back ? x : m; /* what bears on wages, and what follows them */
  for (int64_t k = 0; k < block; k++) w->miss[k] = (float)r[from + k];
  if (B == 1)
    project(w->balance, down, w->miss, row_length(e), e->N);
  else
    project_8(w->balance, down, w->miss, prl_block(e), row_length(e), e->N);
  for (int64_t k = 0; k < (int64_t)e->N * B; k++) w->balance[k] += r[k];
  multiply(d, back ? p->transposed : p->inverse, w->balance, e->N, B);
  for (int64_t k = (int64_t)e->N * B; k < (int64_t)e->ld * B; k++) d[k] = 0;
  promise_steps(w, d + (int64_t)e->ld * B, r + (int64_t)e->ld * B, B);
  (B == 1 ? extend : extend_8)(d + to, r + to, up, d, prl_block(e), row_length(e), e->N);
  memcpy(d + from, r + from, (size_t)block * sizeof *d);
}

static void own_balance(const prl_sweep *w, double *d, const double *r, int B) {
  const prl_economy *e = w->economy;
  const int64_t length = prl_state_length(e, &w->rows) * B, others = (e->ld + prl_promise_rows(&w->rows)) * B;
  for (int64_t k = 0; k < (int64_t)e->ld * B; k++) d[k] = k / B < e->N ? e->step[k / B] * r[k] : 0;
  promise_steps(w, d + (int64_t)e->ld * B, r + (int64_t)e->ld * B, B);
  memcpy(d + others, r + others, (size_t)(length - others) * sizeof *d);
}

static void any_step(prl_sweep *w, double *d, const double *r, bool back, int B) {
  if (w->economy->precondition)
    quasi_newton(w, d, r, back, B);
  else
    own_balance(w, d, r, B);
}

void prl_precondition_step(void *sweep, double *d, const double *r) { any_step(sweep, d, r, false, 1); }
void prl_precondition_step_8(void *sweep, double *d, const double *r) { any_step(sweep, d, r, false, PRL_LANES); }
void prl_precondition_step_back(prl_sweep *w, double *d, const double *r, int B) { any_step(w, d, r, true, B); }

/* ---- building it ---- */

typedef struct building {
  prl_sweep *w;
  prl_values *along;
  double *v, *jv; /* eight directions */
  double *schur;  /* [n][n] */
} building;

static void apply(const building *b, bool back) {
  if (back)
    prl_sweep_back(b->w, b->along, b->jv, b->v, NULL, PRL_LANES);
  else
    prl_sweep_along(b->w, b->along, b->jv, b->v, PRL_LANES);
}

/* y of eight unit wages from `first` on; jv is left at the product with the y found. False when it does not settle. */
static bool follow(const building *b, int32_t first, bool back) {
  const prl_economy *e = b->w->economy;
  const int64_t w = (int64_t)e->ld * PRL_LANES, y = 2 * prl_block(e) * PRL_LANES;
  memset(b->v, 0, (size_t)(w + y) * sizeof *b->v);
  for (int32_t k = 0; k < PRL_LANES && first + k < e->N; k++) b->v[(int64_t)(first + k) * PRL_LANES + k] = 1;
  double start = 0, miss = 0;
  for (int32_t round = 0; round < rounds; round++) {
    apply(b, back);
    miss = prl_size_of(b->jv + w, y);
    if (!round) start = miss;
    if (!(miss > enough * start)) return true;
    for (int64_t k = w; k < w + y; k++) b->v[k] += b->jv[k];
  }
  return false;
}

/* The half that is kept, of eight directions: `from` is where it begins in a state. */
static void keep_rows(const building *b, uint16_t *rows, int64_t from, int32_t first) {
  const prl_economy *e = b->w->economy;
  const int64_t block = prl_block(e);
  for (int32_t k = 0; k < PRL_LANES && first + k < e->N; k++)
    for (int64_t j = 0; j < block; j++) rows[(first + k) * row_length(e) + j] = upper_half(b->v[(from + j) * PRL_LANES + k]);
}

/* Columns of S: what the trade balances make of a wage once y has followed. */
static void keep_columns(const building *b, int32_t first) {
  const prl_economy *e = b->w->economy;
  for (int32_t k = 0; k < PRL_LANES && first + k < e->N; k++)
    for (int32_t n = 0; n < e->N; n++) b->schur[(int64_t)n * e->N + first + k] = b->jv[(int64_t)n * PRL_LANES + k];
}

static bool invert(prl_precondition *p, double *schur, int32_t N) {
  for (int64_t k = 0; k < (int64_t)N * N; k++) p->inverse[k] = k / N == k % N;
  if (!prl_dense_solve(schur, p->inverse, N, N)) return false;
  for (int64_t k = 0; k < (int64_t)N * N; k++) p->transposed[k] = p->inverse[k % N * N + k / N];
  return true;
}

static bool build(prl_precondition *p, const building *b) {
  const prl_economy *e = b->w->economy;
  const int32_t N = e->N;
  for (int32_t n = 0; n < N; n += PRL_LANES) {
    if (!follow(b, n, true)) return false;
    keep_rows(b, p->down, e->ld + prl_block(e), n);
  }
  for (int32_t n = 0; n < N; n += PRL_LANES) {
    if (!follow(b, n, false)) return false;
    keep_rows(b, p->back, e->ld, n);
    keep_columns(b, n);
  }
  return invert(p, b->schur, N);
}

static prl_precondition *room(prl_economy *e) {
  const size_t N = (size_t)e->N, row = (size_t)row_length(e);
  prl_precondition *p = prl_arena_alloc(e->arena, 1, sizeof *p);
  if (!p) return NULL;
  *p = (prl_precondition){.inverse = prl_arena_alloc(e->arena, N * N, sizeof(double)),
                          .transposed = prl_arena_alloc(e->arena, N * N, sizeof(double)),
                          .down = prl_arena_alloc(e->arena, N * row, sizeof(uint16_t)),
                          .back = prl_arena_alloc(e->arena, N * row, sizeof(uint16_t))};
  return p->inverse && p->transposed && p->down && p->back ? p : NULL;
}

/* The base itself is the state at which J is taken. */
static prl_status at_base(building *b, prl_arena *arena, const prl_economy *e) {
  const size_t length = (size_t)prl_state_length(e, &e->base);
  b->w = prl_arena_alloc(arena, 1, sizeof *b->w);
  b->along = prl_arena_alloc(arena, 1, sizeof *b->along);
  b->v = prl_arena_alloc(arena, length * PRL_LANES, sizeof *b->v);
  b->jv = prl_arena_alloc(arena, length * PRL_LANES, sizeof *b->jv);
  b->schur = prl_arena_alloc(arena, (size_t)e->N * (size_t)e->N, sizeof *b->schur);
  if (!b->w || !b->along || !b->v || !b->jv || !b->schur) return PRL_E_MEMORY;
  if (prl_sweep_new(b->w, arena, e, &e->base, 1) || prl_values_new(b->along, arena, e, &e->base, PRL_LANES)) return PRL_E_MEMORY;
  prl_sweep_start(b->v, e, &e->base, 1);
  prl_sweep_pass(b->w, b->jv, b->v);
  return PRL_OK;
}

prl_status prl_economy_prepare(prl_economy *e, prl_error *err) {
  const int64_t bytes = (int64_t)e->N * prl_block(e) * (int64_t)sizeof(uint16_t) * 2;
  if (e->precondition || bytes > most_bytes) return PRL_OK;
  prl_arena *arena = prl_arena_new();
  building b;
  prl_precondition *p = arena && !at_base(&b, arena, e) ? room(e) : NULL;
  if (p && build(p, &b)) e->precondition = p;
  prl_arena_free(arena);
  return p ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "the preconditioner of %d regions and %d sectors", e->N, e->S);
}
