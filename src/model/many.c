/* many.c -- many counterfactuals of one economy: eight side by side in vector lanes, batches shared out over threads.
 *
 * The eight states of a batch share the base matrices; each keeps its own numbers only in the rows that some policy of the batch touches. A
 * state's bits depend on its own policy alone: not on its place in the batch, the policies beside it, or the number of threads (the kernels
 * of rows.c add in one order whether a row is shared or not; prl_fixed_points freezes a state once it has converged). What a batch cannot
 * hold -- quantity limits, promises, taxes at home, nests, states that do not converge in company -- is solved by itself; and so is
 * everything where eight states are more than a core's own cache holds, since lanes then wait for memory (docs/performance.md). */
#include "scale.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* A counterfactual's outcome goes into `out` (prl_solve_many), or to `each` and is then no more (prl_solve_each). */
typedef struct job {
  prl_outcome **out;
  prl_solved *each;
  void *context;
  pthread_mutex_t telling; /* each: one call at a time */
  atomic_bool stopped;
  prl_status *status;
  prl_error *error; /* by counterfactual, first words kept */
  const prl_economy *economy;
  const prl_wedges *wedges;
  const prl_solver_options *options;
  int32_t count;
  atomic_int next; /* batch */
} job;

/* What one thread needs of memory, again and again. */
typedef struct desk {
  prl_arena *batch, *lane[PRL_LANES];
} desk;

/* ---- one batch ---- */

typedef struct batch {
  prl_sweep w;
  prl_arena *arena;
  prl_rows rows[PRL_LANES]; /* of each state; in the arenas of their outcomes */
  int32_t index[PRL_LANES]; /* counterfactual of each lane; -1 = none */
} batch;

static prl_rows *holder(batch *t, int b) { return t->index[b] < 0 ? NULL : &t->rows[b]; }

static const prl_row *row_at(const prl_rows *rows, int32_t s, int32_t n) {
  for (int32_t k = rows->first[s]; k < rows->first[s + 1]; k++)
    if (rows->row[k].destination == n) return &rows->row[k];
  return NULL;
}

/* One kind of number of a row, from every state, side by side; `plain` stands in where a state has none. */
static double *interleave(prl_arena *arena, const double *const from[PRL_LANES], const double *plain, int64_t length) {
  double *out = prl_arena_alloc(arena, (size_t)(length * PRL_LANES) + 1, sizeof *out);
  for (int b = 0; out && b < PRL_LANES; b++) {
    const double *one = from[b] ? from[b] : plain;
    for (int64_t k = 0; one && k < length; k++) out[k * PRL_LANES + b] = one[k];
  }
  return out;
}

static bool widen_row(batch *t, prl_rows *wide, int32_t s, int32_t n) {
  const prl_economy *e = t->w.economy;
  const double *gross[PRL_LANES] = {0}, *producer[PRL_LANES] = {0}, *tariff[PRL_LANES] = {0}, *levy[PRL_LANES] = {0};
  bool tariffs = false, levies = false;
  for (int b = 0; b < PRL_LANES; b++) {
    const prl_row *r = t->index[b] < 0 ? NULL : row_at(&t->rows[b], s, n);
    if (!r) continue;
    gross[b] = r->gross, producer[b] = r->producer, tariff[b] = r->tariff, levy[b] = r->levy;
    tariffs = tariffs || r->tariff, levies = levies || r->levy;
  }
  const int64_t cell = (int64_t)s * e->N + n, length = prl_row_span(e, s, n).count;
  prl_row *row = &wide->row[wide->count++];
  *row = (prl_row){.sector = s, .destination = n};
  row->gross = interleave(t->arena, gross, wide->gross[cell], length);
  row->producer = interleave(t->arena, producer, wide->producer[cell], length);
  row->tariff = tariffs ? interleave(t->arena, tariff, NULL, length) : NULL;
  row->levy = levies ? interleave(t->arena, levy, NULL, length) : NULL;
  wide->wide_gross[cell] = row->gross, wide->wide_producer[cell] = row->producer;
  return row->gross && row->producer && (!tariffs || row->tariff) && (!levies || row->levy);
}

/* The rows that any state's policy touches; the rest are plain, as they are for each state alone. */
static bool widen(batch *t, prl_rows *wide) {
  const prl_economy *e = t->w.economy;
  const size_t cells = (size_t)e->S * (size_t)e->N;
  *wide = e->base;
  wide->wide = true;
  wide->row = prl_arena_alloc(t->arena, cells, sizeof *wide->row);
  wide->first = prl_arena_alloc(t->arena, (size_t)e->S + 1, sizeof *wide->first);
  wide->wide_gross = prl_arena_alloc(t->arena, 2 * cells, sizeof *wide->wide_gross);
  wide->gross = prl_arena_alloc(t->arena, cells, sizeof *wide->gross);
  bool *touched = prl_arena_alloc(t->arena, (size_t)e->N, sizeof *touched);
  if (!wide->row || !wide->first || !wide->wide_gross || !wide->gross || !touched) return false;
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) wide->gross[(int64_t)s * e->N + n] = e->pi[s] + prl_row_at(e, s, n);
  wide->producer = wide->gross;
  wide->wide_producer = wide->wide_gross + cells;
  wide->count = 0;
  for (int32_t s = 0; s < e->S; s++) {
    wide->first[s] = wide->count;
    memset(touched, 0, (size_t)e->N * sizeof *touched);
    for (int b = 0; b < PRL_LANES; b++) {
      const prl_rows *r = holder(t, b);
      for (int32_t k = r ? r->first[s] : 0; r && k < r->first[s + 1]; k++) touched[r->row[k].destination] = true;
    }
    for (int32_t n = 0; n < e->N; n++)
      if (touched[n] && !widen_row(t, wide, s, n)) return false;
  }
  wide->first[e->S] = wide->count;
  return true;
}

static void residual(void *context, double *r, const double *x, double size[PRL_BATCH]) {
  prl_sweep *w = context;
  prl_sweep_pass(w, r, x);
  prl_size_8(size, r, prl_state_length(w->economy, &w->rows));
}

/* ---- from a lane to an outcome ---- */

/* The sweep of one state, as if it had been solved alone. */
static prl_status extract(prl_outcome *o, const prl_rows *rows, const batch *t, const double *x, int b) {
  const int64_t n = prl_state_length(o->economy, rows);
  prl_sweep *w = prl_arena_alloc(o->arena, 1, sizeof *w);
  double *state = prl_arena_alloc(o->arena, (size_t)n, sizeof *state);
  if (!w || !state || prl_sweep_new(w, o->arena, o->economy, rows, 1)) return PRL_E_MEMORY;
  prl_values_take(&w->now, &t->w.now, b);
  for (int64_t k = 0; k < n; k++) state[k] = x[k * PRL_LANES + b];
  w->x = state;
  o->sweep = w;
  return PRL_OK;
}

static prl_status outcome_of(prl_outcome **out, prl_arena *arena, const prl_rows *rows, const batch *t, const double *x, int b,
                             const prl_wedges *wedges, prl_accuracy *accuracy) {
  prl_outcome *o = prl_arena_alloc(arena, 1, sizeof *o);
  if (!o) return PRL_E_MEMORY;
  *o = (prl_outcome){.arena = arena, .economy = t->w.economy, .same = !prl_shock_changes(wedges)};
  if (extract(o, rows, t, x, b)) return PRL_E_MEMORY;
  accuracy->walras = prl_walras(o->sweep);
  prl_error err = {0};
  const prl_status status = prl_outcome_close(o, wedges, accuracy, true, &err);
  if (!status) *out = o;
  return status; /* what is wrong is told when it is solved alone */
}

/* ---- the work ---- */

/* Tell of one counterfactual; the outcome's memory is the caller's affair. */
static void tell(job *j, int32_t k, const prl_outcome *outcome) {
  pthread_mutex_lock(&j->telling);
  if (!j->stopped && !j->each(j->context, k, j->status[k], outcome, &j->error[k])) j->stopped = true;
  pthread_mutex_unlock(&j->telling);
}

static void alone(job *j, int32_t k) {
  prl_outcome *outcome;
  j->status[k] = prl_solve(&outcome, j->economy, &j->wedges[k], j->options, &j->error[k]);
  if (!j->each) {
    j->out[k] = outcome;
    return;
  }
  tell(j, k, outcome);
  prl_outcome_free(outcome);
}

/* Eight states of about fifty blocks each, values, iterates and columns, against the second-level cache of common processors. */
static bool lanes_pay(const prl_economy *e) { return 50 * prl_block(e) * PRL_LANES * (int64_t)sizeof(double) <= (int64_t)2 << 20; }

static bool fits(const prl_economy *e, const prl_rows *rows) {
  return !e->nests.upper && !e->nests.home && !prl_ascent_needed(e) && !rows->strips && !rows->promises && !rows->taxes_home;
}

/* Rows of every state of the batch; those that are refused or do not fit have their lane emptied. */
static void policies(job *j, batch *t, desk *d, int32_t first) {
  for (int b = 0; b < PRL_LANES; b++) {
    const int32_t k = first + b;
    t->index[b] = -1;
    if (!d->lane[b]) d->lane[b] = prl_arena_new();
    if (k >= j->count || !d->lane[b]) continue;
    prl_status status = prl_shock_rows(&t->rows[b], d->lane[b], j->economy, &j->wedges[k], true, &j->error[k]);
    if (!status) status = prl_structure_check(j->economy, &t->rows[b], &j->error[k]);
    j->status[k] = status;
    if (!status && fits(j->economy, &t->rows[b]) && prl_shock_changes(&j->wedges[k])) t->index[b] = k;
  }
}

/* Solve the batch; `x` is left at the solutions and the sweep at them. False = no memory. */
static bool together(job *j, batch *t, double **x, prl_solver_info info[PRL_BATCH], prl_error *err) {
  const prl_economy *e = j->economy;
  prl_rows wide;
  t->w.economy = e;
  if (!widen(t, &wide) || prl_sweep_new(&t->w, t->arena, e, &wide, PRL_LANES)) return false;
  const int64_t n = prl_state_length(e, &wide);
  *x = prl_arena_alloc(t->arena, (size_t)(2 * n * PRL_LANES), sizeof **x);
  if (!*x) return false;
  const prl_batch_problem problem = {
      .n = n, .lead = e->ld, .context = &t->w, .residual = residual, .step = prl_precondition_step_8, .most_step = prl_most_step};
  prl_sweep_start(*x, e, &wide, PRL_LANES);
  prl_solver_options o;
  prl_solver_defaults(&o);
  if (j->options) o = *j->options;
  o.work = prl_arena_alloc(t->arena, (size_t)prl_fixed_points_work(&problem, &o), sizeof *o.work);
  if (!o.work || prl_fixed_points(*x, &problem, &o, info, err) < 0) return false;
  double size[PRL_BATCH];
  residual(&t->w, *x + n * PRL_LANES, *x, size);
  return true;
}

/* The outcome of lane b, if it was solved there. */
static prl_outcome *settled(job *j, const batch *t, const desk *d, const double *x, const prl_solver_info *info, double seconds, int b) {
  const int32_t k = t->index[b];
  if (k < 0 || !(info[b].residual <= (j->options ? j->options->tolerance : 1e-12))) return NULL;
  prl_accuracy accuracy = {.residual = info[b].residual, .evaluations = info[b].evaluations, .seconds = seconds, .reason = info[b].reason};
  prl_outcome *outcome = NULL;
  return outcome_of(&outcome, d->lane[b], &t->rows[b], t, x, b, &j->wedges[k], &accuracy) ? NULL : outcome;
}

/* Hand lane b over: its memory goes with the outcome, or is used again. */
static void hand_over(job *j, desk *d, int32_t k, int b, prl_outcome *outcome) {
  const bool refused = k < j->count && j->status[k] < 0;
  if (outcome && !j->each) {
    j->out[k] = outcome;
    d->lane[b] = NULL;
    return;
  }
  if (j->each && (outcome || refused)) tell(j, k, outcome);
  prl_arena_reset(d->lane[b]);
  if (k < j->count && !outcome && !refused) alone(j, k);
}

static void run_batch(job *j, desk *d, int32_t first) {
  batch t = {.arena = d->batch};
  prl_solver_info info[PRL_BATCH];
  prl_error err = {0};
  double *x = NULL, start = prl_clock();
  if (!lanes_pay(j->economy)) {
    for (int32_t k = first; k < first + PRL_LANES && k < j->count && !j->stopped; k++) alone(j, k);
    return;
  }
  policies(j, &t, d, first);
  const bool solved = t.arena && together(j, &t, &x, info, &err);
  const double seconds = (prl_clock() - start) / PRL_LANES;
  for (int b = 0; b < PRL_LANES; b++) hand_over(j, d, first + b, b, solved ? settled(j, &t, d, x, info, seconds, b) : NULL);
  prl_arena_reset(d->batch);
}

static void *work(void *context) {
  job *j = context;
  desk d = {.batch = prl_arena_new()};
  while (!j->stopped) {
    const int32_t first = atomic_fetch_add(&j->next, 1) * PRL_LANES;
    if (first >= j->count) break;
    run_batch(j, &d, first);
  }
  prl_arena_free(d.batch);
  for (int b = 0; b < PRL_LANES; b++) prl_arena_free(d.lane[b]);
  return NULL;
}

static void share_out(job *j, int32_t threads) {
  enum { MOST = 256 };
  pthread_t others[MOST];
  int32_t started = 0;
  while (started < threads - 1 && started < MOST && !pthread_create(&others[started], NULL, work, j)) started++;
  work(j);
  while (started > 0) pthread_join(others[--started], NULL);
}

/* The first failure in order, after all is done. */
static prl_status run(job *j, prl_status *status, int32_t threads, prl_error *err) {
  prl_arena *arena = prl_arena_new();
  j->status = arena ? prl_arena_alloc(arena, (size_t)j->count + 1, sizeof *j->status) : NULL;
  j->error = j->status ? prl_arena_alloc(arena, (size_t)j->count + 1, sizeof *j->error) : NULL;
  if (!j->error || pthread_mutex_init(&j->telling, NULL)) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "%d counterfactuals", j->count);
  }
  share_out(j, threads);
  pthread_mutex_destroy(&j->telling);
  prl_status first = PRL_OK;
  for (int32_t k = 0; k < j->count; k++) {
    if (status) status[k] = j->status[k];
    if (!first && j->status[k]) first = j->status[k], *err = j->error[k];
  }
  prl_arena_free(arena);
  return j->stopped ? prl_fail(err, PRL_E_CANCELLED, "before all of %d counterfactuals", j->count) : first;
}

prl_status prl_solve_many(prl_outcome **out, prl_status *status, const prl_economy *economy, const prl_wedges *wedges, int32_t count,
                          const prl_solver_options *options, int32_t threads, prl_error *err) {
  job j = {.out = out, .economy = economy, .wedges = wedges, .options = options, .count = count};
  for (int32_t k = 0; k < count; k++) out[k] = NULL;
  return run(&j, status, threads, err);
}

prl_status prl_solve_each(const prl_economy *economy, const prl_wedges *wedges, int32_t count, const prl_solver_options *options,
                          int32_t threads, prl_solved *each, void *context, prl_error *err) {
  job j = {.each = each, .context = context, .economy = economy, .wedges = wedges, .options = options, .count = count};
  return run(&j, NULL, threads, err);
}
