/* ascent.c -- which equilibrium is meant when scale leaves several? The one that is connected with constant returns.
 *
 *   0 = r(x, t psi),   t from 0 to 1,   under the new policy all the way
 *   J d = -r(x, t' psi) at the last equilibrium x: the first Newton step to t'
 * At t = 0 there is one equilibrium; it is followed while it stays regular. A step is taken back and halved when no equilibrium is found,
 * or when the one found is not where d points: on the branch x + d and the new equilibrium agree ever better as steps shrink, while the
 * gap to another branch stays. Where steps become too short the branch ends in a fold, or with a sector that closes: no equilibrium at the
 * full elasticities is connected with constant returns by a way on which t only rises, and none is returned as if it were. Source:
 * Allgower & Georg (2003) chapters 2 and 6; docs/model.md, Model 3. */
#include "scale.h"

#include <math.h>
#include <string.h>

static const double first_step = 0.25, least_step = 2e-5;
static const double off = 0.05;      /* of the first Newton step's length: how far from its end the equilibrium may lie */
static const double trusted = 0.5;   /* theta psi below which a direct solve is on the branch, see prl_ascent_needed */
static const double still = 1e-6;    /* a move of the state that is none */
static const double accurate = 1e-3; /* first Newton steps, relative */
enum { STEP_EVALUATIONS = 300, COLUMNS = 60, RESTARTS = 8 };

typedef struct ascent {
  prl_sweep *w;
  const prl_economy *e; /* as given */
  prl_economy at;       /* at t */
  prl_solver_options options;
  prl_solver_info *info; /* of all steps */
  double *last, *r, *d;  /* states: the last equilibrium; room */
  double *krylov;
} ascent;

void prl_scale_part(double *psi, const prl_economy *e, double t) {
  for (int32_t s = 0; e->psi && s < e->S; s++) {
    const double whole = e->psi[s] / (1 - e->psi[s]);
    psi[s] = t < 1 ? t * whole / (1 + t * whole) : e->psi[s];
  }
}

bool prl_ascent_needed(const prl_economy *e) {
  for (int32_t s = 0; e->psi && s < e->S; s++)
    if (e->theta[s] * e->psi[s] > trusted * (1 - e->psi[s])) return true;
  return false;
}

static prl_status correct(ascent *a, double *x, prl_error *err) {
  const prl_problem problem = prl_sweep_problem(a->w);
  prl_solver_info info;
  const prl_status status = prl_fixed_point(x, &problem, &a->options, &info, err);
  a->info->evaluations += info.evaluations, a->info->products += info.products, a->info->newton_steps += info.newton_steps;
  a->info->residual = info.residual, a->info->reason = info.reason;
  return status;
}

/* ---- one step ---- */

static void newton_step(ascent *a, int64_t n) {
  int64_t products = 0;
  for (int64_t k = 0; k < n; k++) a->r[k] = -a->r[k], a->d[k] = 0;
  prl_gmres(a->d, n, prl_sweep_product, a->w, a->r, accurate, COLUMNS, RESTARTS, a->krylov, &products);
  a->info->products += products;
}

static double size(const double *x, const double *less, int64_t n) {
  double most = 0;
  for (int64_t k = 0; k < n; k++) most = fmax(most, fabs(x[k] - (less ? less[k] : 0)));
  return most;
}

static prl_status climb(void *context, double t, double *x, prl_error *err) {
  ascent *a = context;
  const int64_t n = prl_state_length(a->e, &a->w->rows);
  memcpy(a->last, x, (size_t)n * sizeof *x);
  prl_scale_part(a->at.psi, a->e, t);
  if (!isfinite(prl_sweep_residual(a->w, a->r, x))) return PRL_E_NO_CONVERGENCE;
  newton_step(a, n);
  const double expected = size(a->d, NULL, n);
  const prl_status status = correct(a, x, err);
  if (status) return status;
  for (int64_t k = 0; k < n; k++) a->d[k] += a->last[k];
  return size(x, a->d, n) > off * expected + still ? PRL_E_NO_CONVERGENCE : PRL_OK;
}

/* ---- the whole way ---- */

static prl_status begin(ascent *a, prl_arena *arena, const prl_solver_options *options) {
  const size_t n = (size_t)prl_state_length(a->e, &a->w->rows);
  a->at = *a->e;
  a->at.psi = prl_arena_alloc(arena, (size_t)a->e->S, sizeof *a->at.psi);
  a->last = prl_arena_alloc(arena, 3 * n, sizeof *a->last);
  a->krylov = prl_arena_alloc(arena, (size_t)prl_gmres_work((int64_t)n, COLUMNS), sizeof *a->krylov);
  if (!a->at.psi || !a->last || !a->krylov) return PRL_E_MEMORY;
  a->r = a->last + n, a->d = a->r + n;
  prl_solver_defaults(&a->options);
  if (options) a->options = *options;
  a->options.work = NULL;
  *a->info = (prl_solver_info){.residual = NAN, .reason = "not started"};
  return PRL_OK;
}

static prl_status ascend(ascent *a, double *x, double *reached, prl_error *err) {
  prl_status status = correct(a, x, err);
  if (status) return status;
  if (a->options.most > STEP_EVALUATIONS) a->options.most = STEP_EVALUATIONS; /* a step that needs more is too long */
  const prl_path path = {.n = prl_state_length(a->e, &a->w->rows), .context = a, .solve = climb, .first = first_step, .least = least_step};
  return prl_continue(x, &path, reached, err);
}

prl_status prl_ascend(double *x, double *reached, prl_sweep *w, const prl_solver_options *options, prl_solver_info *info, prl_error *err) {
  prl_arena *arena = prl_arena_new();
  ascent a = {.w = w, .e = w->economy, .info = info};
  *reached = 0;
  prl_status status = arena && !begin(&a, arena, options) ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "following the scale elasticities");
  if (!status) {
    w->economy = &a.at;
    status = ascend(&a, x, reached, err);
    w->economy = a.e;
  }
  if (status > 0) info->residual = prl_sweep_residual(w, a.r, x); /* where the branch ends, by the equations at the full elasticities */
  prl_arena_free(arena);
  return status;
}
