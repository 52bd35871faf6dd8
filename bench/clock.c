/* clock.c -- how long does a task take? Least and median of many runs after one that warms the caches. Seconds of the thread's processor time, so
 * that what others do on the same cores counts less; where several threads work, of wall time. */
#include "bench.h"

#include <stdlib.h>
#include <time.h>

enum { FEWEST = 5, MOST = 401 };

/* What takes longer than this is not done again. */
static const double long_enough = 2;

static double read_clock(clockid_t which) {
  struct timespec t;
  clock_gettime(which, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_now(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }
double bench_wall(void) { return read_clock(CLOCK_MONOTONIC); }

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

prl_status bench_time(bench_times *out, bench_task *task, void *context, bench_clock *now, double seconds, prl_error *err) {
  double took[MOST];
  int runs = 0;
  const double begin = now();
  prl_status status = task(context, err);
  const double first = now() - begin;
  while (status >= 0 && first < long_enough && runs < MOST && (runs < FEWEST || now() - begin < seconds)) {
    const double start = now();
    status = task(context, err);
    took[runs++] = now() - start;
  }
  if (status < 0) return status;
  if (!runs) took[runs++] = first;
  qsort(took, (size_t)runs, sizeof *took, by_size);
  *out = (bench_times){took[0], took[runs / 2]};
  return PRL_OK;
}
