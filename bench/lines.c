/* lines.c -- how long product lines take: read from disk, rated on one date, followed day by day.
 *
 *   build/bench/bench_lines [dossiers/us-china worlds/hybrid2022-16.prlw worlds/hs6-sector22.csv.gz USA CHN]
 *
 * Prints least and median of several runs: the dossier, its product lines with their concordance, the rates of every line of the importer on
 * one date, and the daily series of its average over all partners, over one, and over all as known on each day. */
#include "parley/policy.h"

#include <stdlib.h>
#include <time.h>

enum { RUNS = 15 };

typedef struct bench {
  const char *dossier_path, *world_path, *concordance, *importer, *origin;
  prl_dossier *dossier;
  prl_world *world;
  prl_lines *lines;
} bench;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

typedef prl_status task(bench *b, prl_error *err);

static prl_status read_dossier(bench *b, prl_error *err) {
  prl_dossier_free(b->dossier);
  b->dossier = NULL;
  return prl_dossier_open(&b->dossier, b->dossier_path, err);
}

static prl_status read_lines(bench *b, prl_error *err) {
  prl_lines_free(b->lines);
  b->lines = NULL;
  return prl_lines_new(&b->lines, b->dossier, b->world, b->concordance, err);
}

static prl_status rate_lines(bench *b, prl_error *err) {
  prl_line_rates *rates = NULL;
  const prl_asof asof = {.date = prl_dossier_look(b->dossier).horizon};
  prl_status status = prl_line_rates_new(&rates, b->lines, b->importer, &asof, err);
  prl_line_rates_free(rates);
  return status;
}

static prl_status follow(bench *b, const char *origin, const prl_when *known, prl_error *err) {
  prl_series *series = NULL;
  prl_day until = prl_dossier_look(b->dossier).horizon.last + 1;
  prl_status status = prl_series_new(&series, b->lines, b->importer, origin, prl_day_of(2018, 1, 1), until, known, err);
  prl_series_free(series);
  return status;
}

static prl_status follow_all(bench *b, prl_error *err) { return follow(b, NULL, NULL, err); }

static prl_status follow_one(bench *b, prl_error *err) { return follow(b, b->origin, NULL, err); }

static prl_status follow_known(bench *b, prl_error *err) {
  const prl_when each_day = {0};
  return follow(b, NULL, &each_day, err);
}

static prl_status time_task(const char *name, task *run, bench *b, prl_error *err) {
  double took[RUNS];
  for (int k = 0; k < RUNS; k++) {
    const double start = now();
    prl_status status = run(b, err);
    took[k] = now() - start;
    if (status < 0) return status;
  }
  qsort(took, RUNS, sizeof *took, by_size);
  printf("%-34s %8.2f ms least, %8.2f ms median of %d\n", name, 1e3 * took[0], 1e3 * took[RUNS / 2], RUNS);
  return PRL_OK;
}

static prl_status run_all(bench *b, prl_error *err) {
  prl_status status = prl_world_open(&b->world, b->world_path, err);
  if (status >= 0) status = time_task("dossier", read_dossier, b, err);
  if (status >= 0) status = time_task("product lines (prl_lines_new)", read_lines, b, err);
  if (status >= 0) status = time_task("rates of all lines, one date", rate_lines, b, err);
  if (status >= 0) status = time_task("daily series, all partners", follow_all, b, err);
  if (status >= 0) status = time_task("daily series, one origin", follow_one, b, err);
  if (status >= 0) status = time_task("daily series, as known each day", follow_known, b, err);
  if (status >= 0) printf("%d product lines in all\n", prl_lines_look(b->lines).lines);
  return status;
}

int main(int argc, char **argv) {
  bench b = {argc > 1 ? argv[1] : "dossiers/us-china",
             argc > 2 ? argv[2] : "worlds/hybrid2022-16.prlw",
             argc > 3 ? argv[3] : "worlds/hs6-sector22.csv.gz",
             argc > 4 ? argv[4] : "USA",
             argc > 5 ? argv[5] : "CHN",
             NULL,
             NULL,
             NULL};
  prl_error err = {0};
  prl_status status = run_all(&b, &err);
  if (status < 0) {
    char text[2048];
    prl_error_print(text, sizeof text, &err);
    fprintf(stderr, "%s\n", text);
  }
  prl_lines_free(b.lines);
  prl_world_free(b.world);
  prl_dossier_free(b.dossier);
  return status < 0 ? prl_status_exit(status) : 0;
}
