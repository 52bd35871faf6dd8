/* bench.h -- what the timings of the model share: a clock, the machine's floors, worlds to solve, shocks to solve for. */
#ifndef PRL_BENCH_H
#define PRL_BENCH_H

#include "parley/model.h"

/* ---- clock.c */
typedef struct bench_times {
  double least, median; /* seconds */
} bench_times;
typedef prl_status bench_task(void *context, prl_error *err);
typedef double bench_clock(void);
bench_clock bench_now, bench_wall; /* seconds: processor time of the thread; wall time */
/** Run once to warm the caches, then until `seconds` have passed, 5 to 401 times. */
prl_status bench_time(bench_times *out, bench_task *task, void *context, bench_clock *now, double seconds, prl_error *err);

/* ---- floor.c: what the machine can do at best, measured in the same run */
typedef struct bench_machine {
  double read[4];      /* GB/s of 32 KiB, 1 MiB, 16 MiB, 512 MiB read over and over */
  double multiply_add; /* billions of operations a second, double, one thread */
  double exp, log;     /* ns an element of a long array, prl_exp and prl_log */
} bench_machine;
bench_machine bench_measure(void);
/** Least seconds in which `bytes` are read once, having been read just before. */
double bench_read(int64_t bytes);

/* ---- worlds.c */
/** Dense trade and inputs, a few large regions and many small ones, deficits as they fall out. */
prl_status bench_world_dense(prl_world **out, int32_t regions, int32_t sectors, prl_error *err);
/** A share of trade and of inputs is not zero. */
prl_status bench_world_sparse(prl_world **out, int32_t regions, int32_t sectors, double trade, double use, prl_error *err);

/* ---- nafta.c: Caliendo & Parro (2015): the base without deficits, and the tariff changes of 1993 to 2005 among Mexico, Canada and the US */
typedef struct bench_nafta {
  prl_arena *arena;
  prl_economy *with, *without; /* deficits */
  prl_wedges base, shock;
} bench_nafta;
prl_status bench_nafta_open(bench_nafta *out, const char *folder, prl_error *err);
void bench_nafta_free(bench_nafta *nafta);

/* ---- shocks.c */
typedef struct bench_shock {
  prl_wedges wedges; /* to be solved under */
  prl_wedge *wedge;
  prl_class *lines;
} bench_shock;
/** Rates on flows between region `a` and `b` both ways, or (b < 0) between a and all others; the first `sectors` goods sectors, all when 0. */
prl_status bench_shock_new(bench_shock *out, const prl_world *world, int32_t a, int32_t b, int32_t sectors, prl_rates now, prl_error *err);
void bench_shock_free(bench_shock *shock);

#endif
