/* growth.c -- how memory and time grow with a sparse world, from lists to a solved counterfactual.
 *
 *   build/bench/bench_growth [LARGEST]
 *
 * Worlds of N regions and N sectors, N = 50, 100, 200 ... up to LARGEST (500): each region buys each good from 12 others, each sector uses 20 inputs, the same in
 * every region. Printed: numbers that are not zero, memory of the process at its largest in bytes a number, seconds to open, and the solve of a 25 % duty of region 0
 * on region 1 to 1e-10. Each world is measured in a process of its own. */
#include "parley/parley.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PARTNERS = 12, INPUTS = 20 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* A number in 0..1 that depends on its place alone. */
static double draw(uint64_t place) {
  place = (place + 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
  place = (place ^ place >> 27) * 0x94d049bb133111ebu;
  return (double)(place >> 40) * 0x1p-24;
}

static bool partner(int32_t s, int32_t n, int32_t i, int32_t N) {
  if (i == n) return true;
  for (int32_t j = 1; j <= PARTNERS; j++)
    if ((n + j * j + s * j % 7) % N == i) return true;
  return false;
}

static void *room(int64_t count, size_t size) {
  void *p = malloc((size_t)count * size);
  if (!p) exit(4);
  return p;
}

static prl_flow_list make(int32_t N) {
  const int64_t cells = (int64_t)N * N;
  int32_t *t[3], *u[3];
  prl_flow_list out = {.regions = N, .sectors = N};
  for (int k = 0; k < 3; k++) t[k] = room(cells * (PARTNERS + 1), sizeof(int32_t)), u[k] = room(cells * INPUTS, sizeof(int32_t));
  double *trade = room(cells * (PARTNERS + 1), sizeof(double)), *use = room(cells * INPUTS, sizeof(double));
  for (int32_t s = 0; s < N; s++)
    for (int32_t n = 0; n < N; n++)
      for (int32_t i = 0; i < N; i++)
        if (partner(s, n, i, N)) {
          const int64_t k = out.trades++;
          t[0][k] = s, t[1][k] = n, t[2][k] = i;
          trade[k] = i == n ? 100 : 10 * draw(((uint64_t)s * 1000003u + (uint64_t)n) * 1000003u + (uint64_t)i);
        }
  for (int32_t n = 0; n < N; n++)
    for (int32_t k = 0; k < N; k++)
      for (int32_t j = 0; j < INPUTS; j++) {
        const int64_t at = out.uses++;
        u[0][at] = n, u[1][at] = k, u[2][at] = (int32_t)((k + (int64_t)j * N / INPUTS) % N);
        use[at] = 2.5;
      }
  for (int64_t row = 0; row < cells; row++) /* the using sectors of one input in order */
    for (int64_t a = row * INPUTS + 1; a < (row + 1) * INPUTS; a++)
      for (int64_t b = a; b > row * INPUTS && u[2][b - 1] > u[2][b]; b--) {
        const int32_t swap = u[2][b];
        u[2][b] = u[2][b - 1], u[2][b - 1] = swap;
      }
  char(*id)[12] = room(N, sizeof *id);
  const char **names = room(N, sizeof *names);
  for (int32_t k = 0; k < N; k++) snprintf(id[k], sizeof id[k], "X%d", k), names[k] = id[k];
  out.region_id = out.sector_id = names;
  out.trade_sector = t[0], out.trade_destination = t[1], out.trade_origin = t[2], out.trade = trade;
  out.use_region = u[0], out.use_input = u[1], out.use_sector = u[2], out.use = use;
  return out;
}

static long resident(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static int one(int32_t N) {
  prl_error err = {0};
  const prl_flow_list lists = make(N);
  const long before = resident();
  double *theta = room(N, sizeof *theta);
  for (int32_t k = 0; k < N; k++) theta[k] = 4;
  const prl_model model = {.size = sizeof model, .theta = theta, .final = 1};
  prl_economy *e;
  prl_outcome *o;
  const double start = now();
  if (prl_economy_from_lists(&e, &lists, &model, NULL, PRL_DEFICITS_FIXED, &err)) {
    char text[1024];
    prl_error_print(text, sizeof text, &err);
    fprintf(stderr, "%s\n", text);
    return 1;
  }
  const double opened = now();
  prl_wedge *wedge = room(N, sizeof *wedge);
  prl_class *classes = room(N, sizeof *classes);
  for (int32_t s = 0; s < N; s++) {
    wedge[s] = (prl_wedge){s, 0, 1, s, 1};
    classes[s] = (prl_class){.weight = 1, .now = {.tariff = 0.25}};
  }
  const prl_wedges w = {.wedges = wedge, .wedge_count = N, .classes = classes, .class_count = N};
  prl_solver_options options;
  prl_solver_defaults(&options);
  options.tolerance = 1e-10;
  if (prl_solve(&o, e, &w, &options, &err)) return 1;
  const prl_accuracy a = prl_outcome_look(o).accuracy;
  const int64_t numbers = lists.trades + lists.uses;
  printf("%5d x %-5d%12lld%10.0f MB%10.0f%10.2f s%10.3f s%6lld   %.1e\n", N, N, (long long)numbers, (double)(resident() - before) / 1024,
         1024.0 * (double)(resident() - before) / (double)numbers, opened - start, a.seconds, (long long)a.evaluations, a.residual);
  return 0;
}

int main(int argc, char **argv) {
  const int32_t largest = argc > 1 ? atoi(argv[1]) : 500, sizes[] = {50, 100, 200, 300, 500, 700, 1000};
  printf("world        not zero      memory   a number      open     solve  evaluations\n");
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes && sizes[k] <= largest; k++) {
    fflush(stdout);
    const pid_t child = fork();
    if (!child) exit(one(sizes[k]));
    int status;
    if (child < 0 || waitpid(child, &status, 0) < 0 || status) return 1;
  }
  return 0;
}
