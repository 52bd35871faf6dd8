/* floor.c -- what one thread of this machine can do at best, measured when asked, so that ratios to it hold on a shared machine too.
 *
 *   reading        eight sums over an array that was read just before: bytes a second at the level of cache it fits
 *   multiply-add   sixteen independent chains in registers
 *   exp, log       prl_exp and prl_log over an array in the first level of cache
 * Source of the idea: Williams, Waterman & Patterson (2009), the roofline. */
#include "../src/base/clones.h"
#include "bench.h"

#include <stdlib.h>

enum { CHAINS = 16, STEPS = 4096, ELEMENTS = 1024 };

PRL_CLONES static double sum_of(const double *a, int64_t count) {
  prl_lanes s[8] = {{0}};
  int64_t k = 0;
  for (; k + 64 <= count; k += 64)
    for (int j = 0; j < 8; j++) s[j] += PRL_AT(a, k + j * 8);
  for (int j = 1; j < 8; j++) s[0] += s[j];
  return prl_lanes_sum(&s[0]);
}

PRL_CLONES static double chains(double by) {
  prl_lanes x[CHAINS], all = {0};
  for (int j = 0; j < CHAINS; j++) x[j] = (prl_lanes){0} + by * j;
  for (int step = 0; step < STEPS; step++)
    for (int j = 0; j < CHAINS; j++) x[j] = x[j] * by + 1e-9;
  for (int j = 0; j < CHAINS; j++) all += x[j];
  return prl_lanes_sum(&all);
}

/* Results are kept where the compiler cannot see that nobody looks. */
static void look_at(double x) { __asm__ volatile("" : : "x"(x) : "memory"); }

static double least_of(double least, double start) {
  const double took = bench_wall() - start;
  return took < least ? took : least;
}

double bench_read(int64_t bytes) {
  const int64_t count = bytes / (int64_t)sizeof(double);
  double *a = calloc((size_t)count + 1, sizeof *a), least = 1e300;
  if (!a) return 0;
  for (int64_t k = 0; k < count; k++) a[k] = 1e-9 * (double)k;
  const int runs = bytes > (int64_t)64 << 20 ? 5 : 200;
  for (int run = 0; run < runs; run++) {
    const double start = bench_wall();
    look_at(sum_of(a, count));
    least = least_of(least, start);
  }
  free(a);
  return least;
}

static double element(void (*of)(double *, const double *, int64_t)) {
  double x[ELEMENTS], y[ELEMENTS], least = 1e300;
  for (int k = 0; k < ELEMENTS; k++) x[k] = 0.5 + (double)k / ELEMENTS;
  for (int run = 0; run < 500; run++) {
    const double start = bench_wall();
    of(y, x, ELEMENTS);
    look_at(y[0]);
    least = least_of(least, start);
  }
  return 1e9 * least / ELEMENTS;
}

bench_machine bench_measure(void) {
  static const int64_t sizes[] = {32 << 10, 1 << 20, 16 << 20, 512 << 20};
  bench_machine m = {.exp = element(prl_exp), .log = element(prl_log)};
  for (int k = 0; k < 4; k++) m.read[k] = 1e-9 * (double)sizes[k] / bench_read(sizes[k]);
  double least = 1e300;
  for (int run = 0; run < 100; run++) {
    const double start = bench_wall();
    look_at(chains(0.999));
    least = least_of(least, start);
  }
  m.multiply_add = 1e-9 * 2.0 * CHAINS * STEPS * PRL_LANES / least;
  return m;
}
