/* batch.c -- the fixed points of eight problems at once, one in each vector lane.
 *
 * Anderson as in anderson.c, with coefficients of its own in every lane. What one lane does must not show in another: no sum runs over the
 * lanes, every lane is computed in every step whether it still moves or not, and the order of the columns is that of the steps, which all
 * lanes count alike. So a lane is frozen, not taken out, and one in difficulties is given up, not nursed. */
#include "methods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct batch {
  const prl_batch_problem *problem;
  const prl_solver_options *options;
  prl_solver_info *info;
  double *out;             /* the caller's x */
  double *x, *r, *d;       /* whole blocks each */
  int64_t live[PRL_BATCH]; /* -1: still moves, 0: frozen or given up */
  int32_t since[PRL_BATCH];
} batch;

static int64_t whole(const prl_batch_problem *p) { return prl_whole(p->n * PRL_BATCH, PRL_BLOCK); }

int64_t prl_fixed_points_work(const prl_batch_problem *p, const prl_solver_options *options) {
  prl_solver_options o;
  prl_solver_defaults(&o);
  if (options) o = *options;
  return 3 * whole(p) + prl_columns_work(whole(p), p->lead * PRL_BATCH, o.memory) + 64 / (int64_t)sizeof(double);
}

static void finish(batch *b, int lane, const char *reason) {
  b->live[lane] = 0;
  b->info[lane].reason = reason;
}

/* What lane l's newest residual means for it. */
static void judge(batch *b, int l, double size) {
  prl_solver_info *info = b->info + l;
  info->evaluations++;
  b->since[l] = size < info->residual ? 0 : b->since[l] + 1;
  info->residual = fmin(info->residual, size);
  if (size <= b->options->tolerance) {
    for (int64_t k = l; k < b->problem->n * PRL_BATCH; k += PRL_BATCH) b->out[k] = b->x[k];
    finish(b, l, "converged");
  } else if (!isfinite(size))
    finish(b, l, "given up: out of the domain");
  else if (b->since[l] >= b->options->stall)
    finish(b, l, "stalled: the residual stopped falling");
}

/* True while a lane moves. */
static bool look(batch *b, const double *size, int64_t evaluations, bool *cancelled) {
  bool moving = false;
  double worst = 0;
  for (int l = 0; l < PRL_BATCH; l++) {
    if (!b->live[l]) continue;
    judge(b, l, size[l]);
    if (!b->live[l]) continue;
    moving = true;
    worst = fmax(worst, b->info[l].residual);
  }
  *cancelled = b->options->progress && !b->options->progress(b->options->progress_context, evaluations, worst);
  return moving;
}

static bool iterate(batch *b, double *work) {
  const prl_batch_problem *p = b->problem;
  prl_columns columns = prl_columns_new(work, whole(p), p->lead * PRL_BATCH, true, b->options->memory);
  bool cancelled = false;
  for (int32_t k = 0; k < b->options->most; k++) {
    double size[PRL_BATCH];
    p->residual(p->context, b->r, b->x, size);
    if (!look(b, size, k + 1, &cancelled)) return true;
    if (cancelled) return false;
    if (p->step) p->step(p->context, b->d, b->r);
    prl_columns_step(&columns, b->x, b->x, b->d, p->most_step, b->live);
  }
  for (int l = 0; l < PRL_BATCH; l++)
    if (b->live[l]) finish(b, l, "out of evaluations");
  return true;
}

static prl_status account(const batch *b, bool completed, prl_error *err) {
  prl_status status = PRL_OK;
  for (int l = 0; l < PRL_BATCH; l++) {
    if (b->live[l]) b->info[l].reason = "cancelled";
    if (!(b->info[l].residual <= b->options->tolerance)) status = PRL_BEST_ITERATE;
  }
  return completed ? status : prl_fail(err, PRL_E_CANCELLED, "in the midst of %d problems", PRL_BATCH);
}

prl_status prl_fixed_points(double *x, const prl_batch_problem *problem, const prl_solver_options *options, prl_solver_info info[PRL_BATCH],
                            prl_error *err) {
  prl_solver_options o;
  for (int l = 0; l < PRL_BATCH; l++) info[l] = (prl_solver_info){.residual = INFINITY, .reason = "not started"};
  prl_status wrong = prl_shape_check(problem->n, problem->lead, err);
  if (!wrong) wrong = prl_options_settle(&o, options, err);
  if (wrong) return wrong;
  const int64_t length = whole(problem), used = problem->n * PRL_BATCH;
  double *own, *work = prl_work_open(&o, prl_fixed_points_work(problem, &o), &own);
  if (!work) return prl_fail(err, PRL_E_MEMORY, "solving %d problems of %lld unknowns", PRL_BATCH, (long long)problem->n);
  batch b = {.problem = problem, .options = &o, .info = info, .out = x, .live = {-1, -1, -1, -1, -1, -1, -1, -1}};
  b.x = work, b.r = b.x + length, b.d = problem->step ? b.r + length : b.r;
  memcpy(b.x, x, (size_t)used * sizeof *x);
  for (int64_t k = used; k < length; k++) b.x[k] = b.r[k] = b.d[k] = 0;
  const bool completed = iterate(&b, work + 3 * length);
  free(own);
  return account(&b, completed, err);
}
