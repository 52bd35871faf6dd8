/* clones.h -- a hot function compiled for several x86-64 levels; the loader picks the machine's own. Needs gcc and a plain build:
 * sanitizers start too late for it, and other compilers build the function once. */
#ifndef PRL_BASE_CLONES_H
#define PRL_BASE_CLONES_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__) && defined(__OPTIMIZE__) &&                  \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(PRL_ONE_TARGET)
#define PRL_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define PRL_CLONES
#endif

/* Eight doubles at a time, from any address that holds doubles. Whatever the level compiled for, lane k adds what lane k met, so a sum has one
 * order; inner loops are written with it because compilers do not keep `omp simd` reductions in lanes inside cloned functions. */
typedef double prl_lanes __attribute__((vector_size(64), aligned(8), may_alias));
enum { PRL_LANES = 8 };
/* The eight doubles at a + i; a macro, since a function could not return them alike on every level. */
#define PRL_AT(a, i) (*(prl_lanes *)((double *)(a) + (i)))

static inline double prl_lanes_sum(const prl_lanes *s) {
  const double *d = (const double *)s;
  return ((d[0] + d[4]) + (d[2] + d[6])) + ((d[1] + d[5]) + (d[3] + d[7]));
}

#endif
