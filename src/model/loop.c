/* loop.c -- one pass over a country-by-country matrix of the input-output loop, used both ways at once.
 *
 *   out_m[s] = sum_k M[k][s] in_m[k]        what inputs do to the cost of what they go into
 *   out_x[k] = sum_s M[k][s] in_x[s]        what output does to the demand for what goes into it
 *
 * M[k][s][n] with regions in lanes: each number is read once for the two sums, which are each other's transpose. */
#include "inside.h"

#include <string.h>

PRL_INLINE void pass(double *restrict out_m, double *restrict out_x, const prl_economy *e, const double *matrix, const double *in_m,
                     const double *in_x, const int B) {
  const int32_t S = e->S, ld = e->ld;
  const int64_t block = (int64_t)S * ld;
  memset(out_m, 0, (size_t)block * (size_t)B * sizeof *out_m);
  for (int64_t k = 0; k < S; k++)
    for (int64_t n = 0; n < ld; n += PRL_STEP) {
      const double *row = matrix + k * block + n;
      const prl_lanes back = PRL_LANED(in_m, k * ld + n);
      prl_lanes sum = {0}; /* stays in a register through the sectors */
      for (int64_t s = 0; s < block; s += ld) {
        const prl_lanes weight = PRL_SHARED(row, s);
        PRL_LANED(out_m, s + n) += weight * back;
        sum += weight * PRL_LANED(in_x, s + n);
      }
      PRL_LANED(out_x, k * ld + n) = sum;
    }
}

PRL_CLONES static void pass_1(double *out_m, double *out_x, const prl_economy *e, const double *matrix, const double *in_m,
                              const double *in_x) {
  pass(out_m, out_x, e, matrix, in_m, in_x, 1);
}
PRL_CLONES static void pass_8(double *out_m, double *out_x, const prl_economy *e, const double *matrix, const double *in_m,
                              const double *in_x) {
  pass(out_m, out_x, e, matrix, in_m, in_x, 8);
}

void prl_loop(double *out_m, double *out_x, const prl_economy *e, const double *matrix, const double *in_m, const double *in_x, int B) {
  (B == 1 ? pass_1 : pass_8)(out_m, out_x, e, matrix, in_m, in_x);
}
