/* model.c -- how long the model takes, and how near that is to what the machine can do.
 *
 *   build/bench/bench_model [--quick] [CASE ...]     the tables; CASE: part of a name
 *   build/bench/bench_model --once CASE              set up, prepare and solve once: for a counter of instructions
 *
 * A case is a world and a policy. Set-up apart: an economy, and the preconditioner. Then the solve to 1e-10, unprepared and prepared: least
 * and median, evaluations, microseconds an evaluation with everything that goes with it (solve / evaluations), and one pass through the
 * equations alone. The floor is the time to read once the numbers a pass must read -- trade shares that are not zero or the dense rows they
 * stand in, and the same of the input-output matrices -- measured in the same run; beside it what the exponentials and logarithms of a pass
 * take. Then a batch of counterfactuals, draws of elasticities, and gradients. Seconds are the thread's processor time; of batches, passes
 * and floors wall time. On shared cores they are indicative, ratios hold better. */
#include "../src/model/inside.h"
#include "bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double tolerance = 1e-10;

typedef enum kind { FILED, DENSE, SPARSE, NAFTA } kind;

typedef struct bench_case {
  const char *name;
  kind kind;
  const char *path; /* of a world file, or of a folder */
  prl_deficits deficits;
  const char *a, *b; /* the shock: between these regions; b NULL = a and all others */
  int32_t sectors;   /* the first goods sectors; 0 = all sectors */
  prl_rates now;
  bool spread; /* elasticities as of Caliendo & Parro (2015); otherwise 4 */
  bool batch;  /* with a batch, draws and gradients */
} bench_case;

static const bench_case cases[] = {
    {"cp2015 31x40, NAFTA", NAFTA, "../shared/data/cp2015", PRL_DEFICITS_ZERO, NULL, NULL, 0, {.tariff = 0}, true, false},
    {"wiod2011 41x35, US-China +100 %", FILED, "worlds/wiod2011-41.prlw", PRL_DEFICITS_FIXED, "USA", "CHN", 16, {.tariff = 1}, true, true},
    {"wiod2011 41x35, US alone, x5", FILED, "worlds/wiod2011-41.prlw", PRL_DEFICITS_ZERO, "USA", NULL, 0, {.friction = 4}, true, false},
    {"wiod2011 41x35, US alone, x100", FILED, "worlds/wiod2011-41.prlw", PRL_DEFICITS_ZERO, "USA", NULL, 0, {.friction = 99}, true, false},
    {"hybrid2022 16x22, US-China +25 %",
     FILED,
     "worlds/hybrid2022-16.prlw",
     PRL_DEFICITS_FIXED,
     "USA",
     "CHN",
     100,
     {.tariff = .25},
     false,
     true},
    {"hybrid2022 81x22, US-China +25 %",
     FILED,
     "worlds/hybrid2022-81.prlw",
     PRL_DEFICITS_FIXED,
     "USA",
     "CHN",
     100,
     {.tariff = .25},
     false,
     true},
    {"drawn 77x45 dense, R0-R1 +100 %", DENSE, "", PRL_DEFICITS_FIXED, "R0", "R1", 22, {.tariff = 1}, true, true},
    {"drawn 200x500 sparse, R0-R1 +100 %", SPARSE, "", PRL_DEFICITS_FIXED, "R0", "R1", 250, {.tariff = 1}, true, false},
};

typedef struct subject { /* a case, opened */
  const bench_case *of;
  prl_world *world;
  bench_nafta nafta;
  bench_shock shock;
  prl_wedges wedges;
  double *theta;
  prl_economy *economy;
  prl_outcome *outcome;
  prl_solver_options options;
  int64_t evaluations;
  double *r; /* room for a residual */
} subject;

/* ---- opening --------------------------------------------------------------------------------------------------------------- */

/* From 1.67 to 20, the spread of Caliendo & Parro (2015, Table 1), in turn. */
static double elasticity(const bench_case *c, int32_t s, bool goods) {
  static const double spread[] = {9.11, 13.53, 2.62, 8.1, 5.56, 11.5, 16.52, 20, 3.13, 1.67, 2.41, 3.28, 6.99, 1.84, 12.95, 8.71};
  if (!c->spread) return 4;
  return goods ? spread[s % 16] : 5;
}

static prl_status open_world(subject *x, prl_error *err) {
  const bench_case *c = x->of;
  prl_status status = c->kind == DENSE    ? bench_world_dense(&x->world, 77, 45, err)
                      : c->kind == SPARSE ? bench_world_sparse(&x->world, 200, 500, 0.055, 0.15, err)
                                          : prl_world_open(&x->world, c->path, err);
  if (status) return status;
  const prl_world_view w = prl_world_look(x->world);
  x->theta = calloc((size_t)w.sectors, sizeof *x->theta);
  if (!x->theta) return prl_fail(err, PRL_E_MEMORY, "elasticities");
  for (int32_t s = 0; s < w.sectors; s++) x->theta[s] = elasticity(c, s, w.goods[s]);
  const int32_t a = prl_world_region(x->world, c->a), b = c->b ? prl_world_region(x->world, c->b) : -1;
  if (a < 0 || (c->b && b < 0)) return prl_world_no_region(x->world, a < 0 ? c->a : c->b, err);
  status = bench_shock_new(&x->shock, x->world, a, b, c->sectors, c->now, err);
  x->wedges = x->shock.wedges;
  return status;
}

static prl_status make_economy(void *context, prl_error *err) {
  subject *x = context;
  prl_economy_free(x->economy);
  x->economy = NULL;
  if (x->of->kind == NAFTA) return prl_economy_without_deficits(&x->economy, x->nafta.with, &x->nafta.base, err);
  const prl_model m = {.size = sizeof m, .theta = x->theta, .final = 1};
  return prl_economy_new(&x->economy, x->world, &m, NULL, x->of->deficits, err);
}

static prl_status prepare(void *context, prl_error *err) {
  subject *x = context;
  x->economy->precondition = NULL; /* the arena keeps the one before: a few of them, for the time of a run */
  return prl_economy_prepare(x->economy, err);
}

static prl_status solve(void *context, prl_error *err) {
  subject *x = context;
  prl_outcome_free(x->outcome);
  x->outcome = NULL;
  prl_status status = prl_solve(&x->outcome, x->economy, &x->wedges, &x->options, err);
  if (status == PRL_BEST_ITERATE) status = prl_fail(err, PRL_E_NO_CONVERGENCE, "%s", prl_outcome_look(x->outcome).accuracy.reason);
  return status;
}

static prl_status open_subject(subject *x, const bench_case *c, prl_error *err) {
  *x = (subject){.of = c};
  prl_solver_defaults(&x->options);
  x->options.tolerance = tolerance;
  if (c->kind != NAFTA) return open_world(x, err);
  prl_status status = bench_nafta_open(&x->nafta, c->path, err);
  x->wedges = x->nafta.shock;
  return status;
}

static void close_subject(subject *x) {
  prl_outcome_free(x->outcome);
  prl_economy_free(x->economy);
  if (x->of->kind == NAFTA) bench_nafta_free(&x->nafta);
  bench_shock_free(&x->shock);
  prl_world_free(x->world);
  free(x->theta), free(x->r);
}

/* ---- floors ---------------------------------------------------------------------------------------------------------------- */

static int64_t bytes_of_trade(const prl_economy *e) {
  int64_t bytes = 0;
  for (int32_t s = 0; s < e->S; s++)
    bytes += e->pattern[s].form == PRL_FORM_DENSE    ? (int64_t)e->N * e->ld * 8
             : e->pattern[s].form == PRL_FORM_SPARSE ? e->pattern[s].start[e->N] * 12
                                                     : 0;
  return bytes;
}

/* Dense, or an index with every number that is not zero, whichever is less. */
static int64_t bytes_of_inputs(const subject *x) {
  const prl_economy *e = x->economy;
  const int64_t cells = (int64_t)e->N * e->S * e->S, dense = e->S * prl_block(e) * 8;
  int64_t count = 0;
  for (int64_t k = 0; k < cells; k++) {
    const int32_t n = (int32_t)(k / e->S / e->S), input = (int32_t)(k / e->S % e->S), s = (int32_t)(k % e->S);
    count += (x->world ? prl_world_look(x->world).use[k] : prl_economy_gamma(e, n, input, s)) != 0;
  }
  return count * 12 < dense ? count * 12 : dense;
}

/* ---- one case -------------------------------------------------------------------------------------------------------------- */

static prl_status one_pass(void *context, prl_error *err) {
  (void)err;
  subject *x = context;
  prl_sweep_residual(x->outcome->sweep, x->r, x->outcome->sweep->x);
  return PRL_OK;
}

static prl_status time_solve(subject *x, const char *what, double seconds, double floor, prl_error *err) {
  bench_times t, pass;
  prl_status status = bench_time(&t, solve, x, bench_now, seconds, err);
  if (status) return status;
  const prl_accuracy a = prl_outcome_look(x->outcome).accuracy;
  free(x->r);
  x->r = calloc((size_t)prl_state_length(x->economy, &x->outcome->sweep->rows), sizeof *x->r);
  if (!x->r) return prl_fail(err, PRL_E_MEMORY, "a residual");
  status = bench_time(&pass, one_pass, x, bench_wall, seconds / 4, err);
  const double each = t.least / (double)a.evaluations;
  printf("  %-11s %4lld evaluations %9.3f ms least %9.3f median  %9.1f us each (%5.2f floors)   a pass %9.1f us (%5.2f floors)\n", what,
         (long long)a.evaluations, 1e3 * t.least, 1e3 * t.median, 1e6 * each, each / floor, 1e6 * pass.least, pass.least / floor);
  return status;
}

static prl_status time_set_up(subject *x, double seconds, prl_error *err) {
  bench_times made, prepared;
  prl_status status = bench_time(&made, make_economy, x, bench_now, seconds, err);
  if (!status) status = bench_time(&prepared, prepare, x, bench_now, seconds / 4, err);
  if (!status) printf("  set-up      economy %.3f ms, preparing it %.3f ms\n", 1e3 * made.least, 1e3 * prepared.least);
  if (status || x->economy->precondition) return status;
  printf("  (too large for a preconditioner: solves go without)\n");
  return PRL_OK;
}

static prl_status time_case(subject *x, const bench_machine *m, double seconds, prl_error *err) {
  prl_status status = time_set_up(x, seconds, err);
  if (status) return status;
  const prl_economy *e = x->economy;
  const int64_t bytes = bytes_of_trade(e) + bytes_of_inputs(x);
  const double floor = bench_read(bytes), curves = 1e-9 * (double)prl_block(e) * (m->exp + m->log);
  printf("  floor       %.1f us to read %lld kB once; exponentials and logarithms %.1f us\n", 1e6 * floor, (long long)(bytes / 1024),
         1e6 * curves);
  prl_precondition *kept = x->economy->precondition;
  x->economy->precondition = NULL;
  status = time_solve(x, "unprepared", seconds, floor, err);
  x->economy->precondition = kept;
  return status || !kept ? status : time_solve(x, "prepared", seconds, floor, err);
}

/* ---- batches, draws, gradients ----------------------------------------------------------------------------------------------- */

typedef struct batch {
  subject *x;
  bench_shock *shocks;
  prl_wedges *wedges;
  int32_t count, threads, solved;
  int64_t evaluations;
} batch;

static bool tally(void *context, int32_t which, prl_status status, const prl_outcome *outcome, const prl_error *why) {
  batch *b = context;
  (void)which, (void)why;
  b->solved += status == PRL_OK;
  b->evaluations += outcome ? prl_outcome_look(outcome).accuracy.evaluations : 0;
  return true;
}

static prl_status solve_batch(void *context, prl_error *err) {
  batch *b = context;
  b->solved = 0, b->evaluations = 0;
  return prl_solve_each(b->x->economy, b->wedges, b->count, &b->x->options, b->threads, tally, b, err);
}

/* Duties of 5 to 100 % between all pairs of regions in turn. */
static prl_status fill_batch(batch *b, prl_error *err) {
  const int32_t N = prl_world_look(b->x->world).regions;
  for (int32_t k = 0; k < b->count; k++) {
    const int32_t one = k % N, other = (one + 1 + k / N % (N - 1)) % N;
    const prl_rates now = {.tariff = 0.05 * (1 + k % 20)};
    prl_status status = bench_shock_new(&b->shocks[k], b->x->world, one, other, b->x->of->sectors, now, err);
    if (status) return status;
    b->wedges[k] = b->shocks[k].wedges;
  }
  return PRL_OK;
}

static prl_status run_batch(batch *b, prl_error *err) {
  prl_status status = fill_batch(b, err);
  for (b->threads = 1; !status && b->threads <= 2; b->threads++) {
    bench_times t;
    status = bench_time(&t, solve_batch, b, bench_wall, 1, err);
    if (!status)
      printf("  batch       %d duties between pairs, %d thread%s: %.3f ms each, %d solved, %.1f evaluations each\n", b->count, b->threads,
             b->threads > 1 ? "s" : "", 1e3 * t.least / b->count, b->solved, (double)b->evaluations / b->count);
  }
  return status;
}

static prl_status time_batch(subject *x, bool quick, prl_error *err) {
  batch b = {.x = x, .count = quick ? 80 : 1000};
  const size_t n = (size_t)b.count;
  b.shocks = calloc(n, sizeof *b.shocks), b.wedges = calloc(n, sizeof *b.wedges);
  prl_status status = b.shocks && b.wedges ? run_batch(&b, err) : prl_fail(err, PRL_E_MEMORY, "a batch");
  for (size_t k = 0; b.shocks && k < n; k++) bench_shock_free(&b.shocks[k]);
  free(b.shocks), free(b.wedges);
  return status;
}

/* Every elasticity times exp of a draw within 0.35 either way (standard deviation 0.2), the case's shock on each. */
static prl_status time_draws(subject *x, bool quick, prl_error *err) {
  const int32_t S = prl_world_look(x->world).sectors, count = quick ? 200 : 10000;
  double *theta = calloc((size_t)S, sizeof *theta);
  prl_status status = theta ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "draws");
  int64_t evaluations = 0;
  uint64_t seed = 1;
  const double start = bench_now();
  for (int32_t k = 0; !status && k < count; k++) {
    for (int32_t s = 0; s < S; s++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
      theta[s] = x->theta[s] * exp(0.7 * ((double)(seed >> 11) / 9007199254740992.0 - 0.5));
    }
    prl_economy *e = NULL;
    prl_outcome *o = NULL;
    status = prl_economy_vary(&e, x->economy, theta, err);
    if (!status) status = prl_solve(&o, e, &x->wedges, &x->options, err);
    if (!status) evaluations += prl_outcome_look(o).accuracy.evaluations;
    prl_outcome_free(o), prl_economy_free(e);
  }
  if (!status)
    printf("  draws       %d of all elasticities: %.3f ms each, %.1f evaluations each\n", count, 1e3 * (bench_now() - start) / count,
           (double)evaluations / count);
  free(theta);
  return status;
}

typedef struct slopes {
  subject *x;
  int32_t region, count;
  double *row;
} slopes;

/* d ln W of `count` regions by every tariff. */
static prl_status all_rows(void *context, prl_error *err) {
  slopes *g = context;
  const prl_economy *e = g->x->economy;
  prl_gradient *gradient;
  prl_status status = prl_gradient_new(&gradient, g->x->outcome, g->count == 1 ? &g->region : NULL, g->count, err);
  if (status) return status;
  for (int32_t k = 0; k < g->count; k++)
    for (int32_t s = 0; s < e->S; s++)
      for (int32_t n = 0; n < e->N; n++) prl_gradient_row(g->row, gradient, k, PRL_MARGIN_TARIFF, s, n);
  prl_gradient_free(gradient);
  return PRL_OK;
}

static prl_status multipliers(void *context, prl_error *err) {
  slopes *g = context;
  prl_gradient *gradient;
  prl_status status = prl_gradient_new(&gradient, g->x->outcome, g->count == 1 ? &g->region : NULL, g->count, err);
  if (!status) prl_gradient_free(gradient);
  return status;
}

static prl_status time_gradients(subject *x, double seconds, prl_error *err) {
  slopes g = {.x = x, .region = prl_world_region(x->world, x->of->a), .row = calloc((size_t)x->economy->ld, sizeof(double))};
  prl_status status = g.row ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "gradients");
  for (int all = 0; all < 2 && !status; all++) {
    bench_times whole, solved;
    g.count = all ? x->economy->N : 1;
    status = bench_time(&solved, multipliers, &g, bench_now, seconds, err);
    if (!status) status = bench_time(&whole, all_rows, &g, bench_now, seconds, err);
    if (!status)
      printf("  gradient    of %d region%s by %lld tariffs: %.3f ms, of it the transposed solve %.3f ms\n", g.count, all ? "s" : "",
             (long long)x->economy->S * x->economy->N * (x->economy->N - 1), 1e3 * whole.least, 1e3 * solved.least);
  }
  free(g.row);
  return status;
}

/* ---- the tables -------------------------------------------------------------------------------------------------------------- */

static prl_status run_case(const bench_case *c, const bench_machine *m, bool quick, prl_error *err) {
  subject x;
  const double seconds = quick ? 0.2 : 2;
  printf("%s\n", c->name);
  prl_status status = open_subject(&x, c, err);
  if (!status) status = time_case(&x, m, seconds, err);
  if (!status && c->batch) status = time_batch(&x, quick, err);
  if (!status && c->batch) status = time_draws(&x, quick, err);
  if (!status && c->batch) status = time_gradients(&x, seconds, err);
  close_subject(&x);
  if (status == PRL_E_NO_FILE) {
    printf("  left out: %s is not there\n", c->path);
    *err = (prl_error){0};
    return PRL_OK;
  }
  return status;
}

static prl_status run_once(const bench_case *c, prl_error *err) {
  subject x;
  prl_status status = open_subject(&x, c, err);
  if (!status) status = make_economy(&x, err);
  if (!status) status = prl_economy_prepare(x.economy, err);
  if (!status) status = solve(&x, err);
  if (!status) printf("%lld evaluations\n", (long long)prl_outcome_look(x.outcome).accuracy.evaluations);
  close_subject(&x);
  return status;
}

static void print_machine(const bench_machine *m) {
  printf("one thread: reads %.0f, %.0f, %.0f, %.0f GB/s of 32 kB, 1 MB, 16 MB, 512 MB; %.1f GFlop/s of multiply-adds; exp %.2f ns, log "
         "%.2f ns an element\n",
         m->read[0], m->read[1], m->read[2], m->read[3], m->multiply_add, m->exp, m->log);
}

static bool wanted(const char *name, int argc, char **argv) {
  bool any = false;
  for (int k = 1; k < argc; k++) {
    if (!strncmp(argv[k], "--", 2)) continue;
    any = true;
    if (strstr(name, argv[k])) return true;
  }
  return !any;
}

int main(int argc, char **argv) {
  bool quick = false, once = false;
  setvbuf(stdout, NULL, _IOLBF, 0);
  for (int k = 1; k < argc; k++) quick = quick || !strcmp(argv[k], "--quick"), once = once || !strcmp(argv[k], "--once");
  prl_error err = {0};
  prl_status status = PRL_OK;
  bench_machine machine = {0};
  if (!once) print_machine((machine = bench_measure(), &machine));
  for (size_t k = 0; k < sizeof cases / sizeof *cases && !status; k++)
    if (wanted(cases[k].name, argc, argv)) status = once ? run_once(&cases[k], &err) : run_case(&cases[k], &machine, quick, &err);
  if (status < 0) {
    char text[2048];
    prl_error_print(text, sizeof text, &err);
    fprintf(stderr, "%s\n", text);
  }
  return status < 0 ? prl_status_exit(status) : 0;
}
