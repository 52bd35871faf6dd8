/* solve.c -- how long one counterfactual takes, and what bounds it.
 *
 *   build/bench/bench_solve worlds/hybrid2022-81.prlw [USA CHN 25]
 *
 * Prints, for a duty of 25 % by the first region on all goods of the second: opening, the economy, the solve (least and median of many), its
 * evaluations, one evaluation, and a floor measured in the same run: the time to read once the matrices that an evaluation must read
 * (base shares and the domestic split), by a plain dot product over as many bytes. Seconds on shared cores are indicative, ratios hold. */
#include "parley/parley.h"

#include <stdlib.h>
#include <time.h>

enum { RUNS = 101 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int fail(const prl_error *err) {
  char text[2048];
  prl_error_print(text, sizeof text, err);
  fprintf(stderr, "%s\n", text);
  return prl_status_exit(err->status);
}

/* Least time of a dot product over `count` doubles, a stand-in for reading them once. */
static double read_floor(int64_t count) {
  double *a = calloc((size_t)count, sizeof *a), least = 1, sink = 0;
  for (int64_t k = 0; a && k < count; k++) a[k] = 1e-9 * (double)k;
  for (int run = 0; a && run < 200; run++) {
    const double start = now();
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (int64_t k = 0; k + 32 <= count; k += 32)
#pragma omp simd reduction(+ : s0, s1, s2, s3)
      for (int64_t j = k; j < k + 8; j++) s0 += a[j], s1 += a[j + 8], s2 += a[j + 16], s3 += a[j + 24];
    const double took = now() - start;
    if (took < least) least = took;
    sink += s0 + s1 + s2 + s3;
  }
  free(a);
  return sink == 0.123 ? 0 : least;
}

static void report(const prl_world_view *w, const double *solve, const prl_accuracy *a, double open, double economy) {
  const int64_t lanes = (w->regions + 7) / 8 * 8, S = w->sectors;
  const int64_t read = S * w->regions * lanes + S * S * lanes;
  const double sweep = solve[0] / (double)a->evaluations, floor = read_floor(read);
  printf("world              %s, %d regions x %d sectors\n", w->id, w->regions, w->sectors);
  printf("open               %8.3f ms\n", 1e3 * open);
  printf("economy            %8.3f ms (once a world: shares, domestic split)\n", 1e3 * economy);
  printf("solve              %8.3f ms least, %.3f ms median of %d\n", 1e3 * solve[0], 1e3 * solve[RUNS / 2], RUNS);
  printf("evaluations        %8lld to a residual of %.1e, Walras %.1e\n", (long long)a->evaluations, a->residual, a->walras);
  printf("an evaluation      %8.3f us\n", 1e6 * sweep);
  printf("reading %4lld kB    %8.3f us (floor)   ratio %.2f\n", (long long)(read * 8 / 1024), 1e6 * floor, sweep / floor);
}

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "worlds/hybrid2022-81.prlw", *by = argc > 2 ? argv[2] : "USA", *on = argc > 3 ? argv[3] : "CHN";
  const double rate = (argc > 4 ? atof(argv[4]) : 25) / 100;
  prl_error err = {0};
  prl_world *world;
  const double start = now();
  if (prl_world_open(&world, path, &err)) return fail(&err);
  const double opened = now();
  const prl_world_view w = prl_world_look(world);
  double *theta = calloc((size_t)w.sectors, sizeof *theta), solve[RUNS];
  prl_wedge *wedges = calloc((size_t)w.sectors, sizeof *wedges);
  prl_class *classes = calloc((size_t)w.sectors, sizeof *classes);
  if (!theta || !wedges || !classes) return 4;
  int32_t count = 0;
  for (int32_t s = 0; s < w.sectors; s++) {
    theta[s] = 4;
    if (!w.goods[s]) continue;
    wedges[count] = (prl_wedge){s, prl_world_region(world, by), prl_world_region(world, on), count, 1};
    classes[count++] = (prl_class){.weight = 1, .now = {.tariff = rate}};
  }
  if (count && (wedges[0].destination < 0 || wedges[0].origin < 0))
    return fail((prl_world_no_region(world, wedges[0].destination < 0 ? by : on, &err), &err));
  const double before = now();
  prl_economy *economy;
  if (prl_economy_new(&economy, world, &(prl_model){.size = sizeof(prl_model), .theta = theta, .final = 1}, NULL, PRL_DEFICITS_FIXED, &err)) return fail(&err);
  if (prl_economy_prepare(economy, &err)) return fail(&err);
  const double built = now();
  const prl_wedges shock = {.wedges = wedges, .wedge_count = count, .classes = classes, .class_count = count};
  prl_accuracy accuracy = {0};
  for (int run = 0; run < RUNS; run++) {
    prl_outcome *outcome;
    const double from = now();
    if (prl_solve(&outcome, economy, &shock, NULL, &err) < 0) return fail(&err);
    solve[run] = now() - from;
    accuracy = prl_outcome_look(outcome).accuracy;
    prl_outcome_free(outcome);
  }
  qsort(solve, RUNS, sizeof *solve, by_size);
  report(&w, solve, &accuracy, opened - start, built - before);
  prl_economy_free(economy);
  prl_world_free(world);
  free(theta), free(wedges), free(classes);
  return 0;
}
