/* loop.c -- one pass over a country-by-country matrix of the input-output loop, used both ways at once.
 *
 *   out_m[s] = sum_k M[k][s] in_m[k]        what inputs do to the cost of what they go into
 *   out_x[k] = sum_s M[k][s] in_x[s]        what output does to the demand for what goes into it
 *
 * Each number is read once for the two sums, which are each other's transpose. Dense: four inputs go together, so that what is read and
 * written of the outputs is shared by the four; region by region, so that these stay in the first cache; and the matrix lies in the order
 * in which it is read. Sparse: eights of regions, only where any of the eight uses the input. */
#include "inside.h"

#include <string.h>

enum { ROWS = PRL_NET_ROWS };

/* ---- where a number stands ---- */

static int64_t groups(const prl_economy *e) { return e->ld / PRL_LANES; }
static int64_t blocks(const prl_economy *e) { return (e->S + ROWS - 1) / ROWS; }

bool prl_net_dense(prl_net *out, prl_arena *arena, const prl_economy *e) {
  *out = (prl_net){.number = prl_arena_alloc(arena, (size_t)(blocks(e) * ROWS * e->S * e->ld), sizeof(double))};
  return out->number;
}

static bool marked(const uint8_t *used, int64_t bit) { return used[bit / 8] >> (bit % 8) & 1; }

bool prl_net_sparse(prl_net *out, prl_arena *arena, const prl_economy *e, const uint8_t *used) {
  const int64_t G = groups(e), S = e->S;
  int64_t count = 0;
  for (int64_t bit = 0; bit < S * S * G; bit++) count += marked(used, bit);
  *out = (prl_net){.number = prl_arena_alloc(arena, (size_t)(count * PRL_LANES) + 1, sizeof(double)),
                   .start = prl_arena_alloc(arena, (size_t)(S * G) + 1, sizeof(int64_t)),
                   .sector = prl_arena_alloc(arena, (size_t)count + 1, sizeof(int32_t))};
  if (!out->number || !out->start || !out->sector) return false;
  int64_t at = 0;
  for (int64_t row = 0; row < S * G; row++) {
    out->start[row] = at;
    for (int64_t s = 0; s < S; s++)
      if (marked(used, (row / G * S + s) * G + row % G)) out->sector[at++] = (int32_t)s;
  }
  out->start[S * G] = at;
  return true;
}

double *prl_net_at(const prl_net *net, const prl_economy *e, int32_t k, int32_t s, int32_t n) {
  const int64_t G = groups(e), g = n / PRL_LANES, lane = n % PRL_LANES;
  if (!net->start) return net->number + (((g * blocks(e) + k / ROWS) * e->S + s) * ROWS + k % ROWS) * PRL_LANES + lane;
  int64_t low = net->start[k * G + g], high = net->start[k * G + g + 1], end = high;
  while (low < high) {
    const int64_t mid = (low + high) / 2;
    if (net->sector[mid] < s)
      low = mid + 1;
    else
      high = mid;
  }
  return low < end && net->sector[low] == s ? net->number + low * PRL_LANES + lane : NULL;
}

/* ---- dense ---- */

/* Four inputs k of eight regions, one state: w points at the block, in_x and out_m at the eight regions. */
PRL_INLINE void four_of_eight(double *out_m, prl_lanes sum[ROWS], const double *w, const prl_lanes back[ROWS], const double *in_x,
                              int64_t S, int64_t ld) {
  prl_lanes s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
  for (int64_t s = 0; s < S; s++, w += ROWS * PRL_LANES) {
    const prl_lanes x = PRL_AT(in_x, s * ld), w0 = PRL_AT(w, 0), w1 = PRL_AT(w, 8), w2 = PRL_AT(w, 16), w3 = PRL_AT(w, 24);
    PRL_AT(out_m, s * ld) += (w0 * back[0] + w1 * back[1]) + (w2 * back[2] + w3 * back[3]);
    s0 += w0 * x;
    s1 += w1 * x;
    s2 += w2 * x;
    s3 += w3 * x;
  }
  sum[0] = s0, sum[1] = s1, sum[2] = s2, sum[3] = s3;
}

/* The same of one region, eight states. */
PRL_INLINE void four_of_one(double *out_m, prl_lanes sum[ROWS], const double *w, const prl_lanes back[ROWS], const double *in_x, int64_t S,
                            int64_t ld) {
  prl_lanes s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
  const prl_lanes none = {0};
  for (int64_t s = 0; s < S; s++, w += ROWS * PRL_LANES) {
    const prl_lanes x = PRL_AT(in_x, s * ld * 8), w0 = none + w[0], w1 = none + w[8], w2 = none + w[16], w3 = none + w[24];
    PRL_AT(out_m, s * ld * 8) += (w0 * back[0] + w1 * back[1]) + (w2 * back[2] + w3 * back[3]);
    s0 += w0 * x;
    s1 += w1 * x;
    s2 += w2 * x;
    s3 += w3 * x;
  }
  sum[0] = s0, sum[1] = s1, sum[2] = s2, sum[3] = s3;
}

PRL_INLINE void dense(double *restrict out_m, double *restrict out_x, const prl_economy *e, const prl_net *net, const double *in_m,
                      const double *in_x, const int B) {
  const int64_t S = e->S, ld = e->ld;
  for (int64_t n = 0; n < ld; n += PRL_STEP)
    for (int64_t k = 0; k < S; k += ROWS) {
      const double *w = net->number + (n / PRL_LANES * blocks(e) + k / ROWS) * S * ROWS * PRL_LANES + (B == 1 ? 0 : n % PRL_LANES);
      prl_lanes back[ROWS], sum[ROWS];
      for (int j = 0; j < ROWS; j++) back[j] = k + j < S ? (prl_lanes)PRL_LANED(in_m, (k + j) * ld + n) : (prl_lanes){0};
      if (B == 1)
        four_of_eight(out_m + n, sum, w, back, in_x + n, S, ld);
      else
        four_of_one(out_m + n * 8, sum, w, back, in_x + n * 8, S, ld);
      for (int j = 0; j < ROWS && k + j < S; j++) PRL_LANED(out_x, (k + j) * ld + n) = sum[j];
    }
}

/* ---- sparse ---- */

PRL_INLINE void sparse(double *restrict out_m, double *restrict out_x, const prl_economy *e, const prl_net *net, const double *in_m,
                       const double *in_x, const int B) {
  const int64_t S = e->S, ld = e->ld, G = groups(e);
  for (int64_t k = 0; k < S; k++)
    for (int64_t n = 0; n < ld; n += PRL_STEP) {
      const prl_lanes back = PRL_LANED(in_m, k * ld + n);
      const int64_t row = k * G + n / PRL_LANES;
      prl_lanes sum = {0};
      for (int64_t j = net->start[row]; j < net->start[row + 1]; j++) {
        const int64_t s = net->sector[j] * ld + n;
        const double *w = net->number + j * PRL_LANES + (B == 1 ? 0 : n % PRL_LANES);
        const prl_lanes weight = PRL_SHARED(w, 0);
        PRL_LANED(out_m, s) += weight * back;
        sum += weight * PRL_LANED(in_x, s);
      }
      PRL_LANED(out_x, k * ld + n) = sum;
    }
}

PRL_INLINE void pass(double *out_m, double *out_x, const prl_economy *e, const prl_net *net, const double *in_m, const double *in_x,
                     const int B) {
  memset(out_m, 0, (size_t)prl_block(e) * (size_t)B * sizeof *out_m);
  if (net->start)
    sparse(out_m, out_x, e, net, in_m, in_x, B);
  else
    dense(out_m, out_x, e, net, in_m, in_x, B);
}

PRL_CLONES static void pass_1(double *out_m, double *out_x, const prl_economy *e, const prl_net *net, const double *in_m,
                              const double *in_x) {
  pass(out_m, out_x, e, net, in_m, in_x, 1);
}
PRL_CLONES static void pass_8(double *out_m, double *out_x, const prl_economy *e, const prl_net *net, const double *in_m,
                              const double *in_x) {
  pass(out_m, out_x, e, net, in_m, in_x, 8);
}

void prl_loop(double *out_m, double *out_x, const prl_economy *e, const prl_net *net, const double *in_m, const double *in_x, int B) {
  (B == 1 ? pass_1 : pass_8)(out_m, out_x, e, net, in_m, in_x);
}
