/* vectors.c -- exp and log of whole arrays, eight at a time.
 *
 * With gcc and glibc on x86-64 the loops call libmvec (at most 4 ulp), whose lanes do not influence one another: saying that exp
 * and log have vector versions is enough, -ffast-math is not needed. One machine's best of three instruction sets is chosen
 * when the program starts. Elsewhere, and under the sanitizers (which cannot run before their own start), the loops call libm.
 * Invariant: an element's result does not depend on its place in the array or on n. The vector and the scalar functions may
 * differ in the last bit, so the last n mod 8 elements go through a padded block and take the same way as all others.
 */
#include "clones.h"
#include "parley/base.h"

#include <math.h>
#include <string.h>

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) &&             \
    !defined(__SANITIZE_THREAD__)
extern double exp(double) __attribute__((simd("notinbranch")));
extern double log(double) __attribute__((simd("notinbranch")));
#endif

enum { LANES = 8 };

PRL_CLONES static void exp_blocks(double *y, const double *x, int64_t blocks) {
  int64_t n = blocks * LANES;
#pragma omp simd simdlen(8)
  for (int64_t k = 0; k < n; k++) y[k] = exp(x[k]);
}

PRL_CLONES static void log_blocks(double *y, const double *x, int64_t blocks) {
  int64_t n = blocks * LANES;
#pragma omp simd simdlen(8)
  for (int64_t k = 0; k < n; k++) y[k] = log(x[k]);
}

static void through_blocks(void (*blocks)(double *, const double *, int64_t), double *y, const double *x, int64_t n, double padding) {
  int64_t whole = n / LANES, rest = n % LANES;
  if (whole > 0) blocks(y, x, whole);
  if (rest == 0) return;
  double block[LANES];
  for (int64_t k = 0; k < LANES; k++) block[k] = k < rest ? x[whole * LANES + k] : padding;
  blocks(block, block, 1);
  memcpy(y + whole * LANES, block, (size_t)rest * sizeof *y);
}

void prl_exp(double *y, const double *x, int64_t n) { through_blocks(exp_blocks, y, x, n, 0.0); }

void prl_log(double *y, const double *x, int64_t n) { through_blocks(log_blocks, y, x, n, 1.0); }
