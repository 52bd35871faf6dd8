/* equilibria.c -- is there another equilibrium? A search from many starts, under a policy or under none.
 *
 *   start 0            the base at unchanged policy; else the equilibrium connected with constant returns (ascent.c)
 *   starts along v     first equilibrium +- h v, v the direction that J resists least (inverse iteration), h = 0.02, 0.1, 0.5 of a log point
 *   drawn starts       ln w and m uniform on [-spread, spread], X at exp of the same; the k-th number of start j is a hash of (seed, j, k)
 * Each is solved by Newton, J factored anew as it goes; a solution is another one when its state differs. Finding none proves nothing,
 * finding one proves that there are several. Sources: Dierker (1972) on the index; Steele, Lea & Flood (2014) for the hash; Golub & Van
 * Loan (2013) section 7.6 for inverse iteration. */
#include "scale.h"

#include <math.h>
#include <string.h>

static const double other = 1e-6; /* states that differ by less are one */
static const double along[] = {0.02, 0.1, 0.5};
enum { MOST_FOUND = 32, ROUNDS = 8, ROUND_EVALUATIONS = 20, ITERATIONS = 6, KRYLOV = 20 };
enum { DIRECTED = 2 * sizeof along / sizeof *along };

typedef struct found {
  double *x;
  int32_t met;
  int sign;
} found;

struct prl_equilibria {
  prl_arena *arena;
  prl_equilibria_view view;
  prl_outcome *outcome[MOST_FOUND];
  int sign[MOST_FOUND];
  int32_t met[MOST_FOUND];
  double apart[MOST_FOUND];
};

typedef struct search {
  prl_sweep *w;
  prl_jacobian *jacobian; /* NULL: too large */
  prl_equilibria_options asked;
  prl_solver_options options;
  double *start, *r; /* the base's state; room */
  found all[MOST_FOUND];
  int32_t count, solved, tried;
  int64_t n;
} search;

void prl_equilibria_defaults(prl_equilibria_options *s) {
  *s = (prl_equilibria_options){.size = sizeof *s, .starts = 24, .seed = 1, .spread = 0.3};
}

/* ---- solving from a start ---- */

static double residual(void *context, double *r, const double *x) { return prl_sweep_residual(((search *)context)->w, r, x); }
static void product(void *context, double *jv, const double *v) { prl_sweep_product(((search *)context)->w, jv, v); }
static void step(void *context, double *d, const double *r) {
  const search *s = context;
  if (s->jacobian && s->jacobian->sign)
    prl_jacobian_step(s->jacobian, d, r);
  else
    prl_precondition_step(s->w, d, r);
}

static int sign_here(search *s) {
  if (!s->jacobian) return 0;
  prl_jacobian_take(s->jacobian, s->w);
  return s->jacobian->sign;
}

static prl_status round_of(search *s, double *x, double *left, prl_error *err) {
  prl_problem problem = prl_sweep_problem(s->w);
  problem.context = s, problem.residual = residual, problem.product = product, problem.step = step;
  prl_solver_info info;
  sign_here(s);
  const prl_status status = prl_fixed_point(x, &problem, &s->options, &info, err);
  *left = info.residual;
  return status;
}

/* Newton from x, with new factors in each round; OK leaves the sweep at the solution. */
static prl_status newton(search *s, double *x, prl_error *err) {
  double before = prl_sweep_residual(s->w, s->r, x), left = before;
  prl_status status = PRL_BEST_ITERATE;
  for (int round = 0; round < ROUNDS && status > 0 && isfinite(before) && (!round || left < 0.9 * before); round++) {
    before = prl_sweep_residual(s->w, s->r, x);
    status = round_of(s, x, &left, err);
  }
  return status;
}

static double distance(const double *a, const double *b, int64_t n) {
  double most = 0;
  for (int64_t k = 0; k < n; k++) most = fmax(most, fabs(a[k] - b[k]));
  return most;
}

/* The solution x, at which the sweep stands, is new or has been met. */
static prl_status note(search *s, const double *x, prl_error *err) {
  s->solved++;
  for (int32_t k = 0; k < s->count; k++)
    if (distance(s->all[k].x, x, s->n) < other) {
      s->all[k].met++;
      return PRL_OK;
    }
  if (s->count == MOST_FOUND) return PRL_OK;
  found *f = &s->all[s->count];
  f->x = prl_arena_alloc(s->w->arena, (size_t)s->n, sizeof *f->x);
  if (!f->x) return prl_fail(err, PRL_E_MEMORY, "an equilibrium of %lld unknowns", (long long)s->n);
  memcpy(f->x, x, (size_t)s->n * sizeof *x);
  f->met = 1, f->sign = sign_here(s);
  s->count++;
  return PRL_OK;
}

static prl_status try_from(search *s, double *x, prl_error *err) {
  s->tried++;
  const prl_status status = newton(s, x, err);
  if (status) return status < 0 ? status : PRL_OK;
  return note(s, x, err);
}

/* ---- starts ---- */

static uint64_t hash(uint64_t z) {
  z += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* The k-th number of start j, uniform on [-1, 1). */
static double draw(uint64_t seed, int32_t j, int64_t k) {
  return (double)(hash(hash(hash(seed) ^ (uint64_t)j) ^ (uint64_t)k) >> 11) / 4503599627370496.0 - 1;
}

static void drawn_start(search *s, double *x, int32_t j) {
  const prl_economy *e = s->w->economy;
  const int64_t m = e->ld + prl_promise_rows(&s->w->rows), q = m + prl_block(e);
  memcpy(x, s->start, (size_t)s->n * sizeof *x);
  for (int64_t k = 0; k < s->n; k++) {
    const double by = s->asked.spread * draw(s->asked.seed, j, k);
    const bool there = k < e->ld ? k < e->N : k >= m && (k - m) % e->ld < e->N;
    if (there && k < q) x[k] += by;
    if (there && k >= q) x[k] *= exp(by);
  }
}

static void scale_to_one(double *v, int64_t n) {
  double most = 0;
  for (int64_t k = 0; k < n; k++) most = fmax(most, fabs(v[k]));
  for (int64_t k = 0; k < n && most > 0; k++) v[k] /= most;
}

/* The direction that J at the first equilibrium resists least. */
static bool weakest(search *s, double *v) {
  prl_sweep_residual(s->w, s->r, s->all[0].x);
  if (!sign_here(s)) return false;
  memset(v, 0, (size_t)s->n * sizeof *v);
  for (int32_t k = 0; k < s->jacobian->n; k++) v[s->jacobian->place[k]] = draw(s->asked.seed, -1, k);
  for (int round = 0; round < ITERATIONS; round++) {
    prl_jacobian_step(s->jacobian, v, v);
    scale_to_one(v, s->n);
  }
  return true;
}

static prl_status directed(search *s, double *x, double *v, prl_error *err) {
  if (!s->jacobian || !s->count || !weakest(s, v)) return PRL_OK;
  prl_status status = PRL_OK;
  for (int32_t j = 0; j < (int32_t)DIRECTED && !status; j++) {
    const double h = along[j / 2] * (j % 2 ? -1 : 1);
    for (int64_t k = 0; k < s->n; k++) x[k] = s->all[0].x[k] + h * v[k];
    status = try_from(s, x, err);
  }
  return status;
}

/* ---- the search ---- */

static prl_status first(search *s, double *x, bool same, prl_equilibria_view *view, prl_error *err) {
  prl_solver_info info;
  memcpy(x, s->start, (size_t)s->n * sizeof *x);
  view->reached = 1;
  prl_status status = PRL_OK;
  if (same)
    prl_sweep_residual(s->w, s->r, x);
  else
    status = prl_ascend(x, &view->reached, s->w, NULL, &info, err);
  if (status < 0) return status;
  view->connected = status == PRL_OK;
  return status ? PRL_OK : note(s, x, err);
}

static prl_status look(search *s, bool same, prl_equilibria_view *view, prl_error *err) {
  double *x = prl_arena_alloc(s->w->arena, 2 * (size_t)s->n, sizeof *x), *v = x ? x + s->n : NULL;
  if (!x) return prl_fail(err, PRL_E_MEMORY, "searching for equilibria");
  prl_status status = first(s, x, same, view, err);
  if (!status) status = directed(s, x, v, err);
  for (int32_t j = 0; j < s->asked.starts && !status; j++) {
    drawn_start(s, x, j);
    status = try_from(s, x, err);
  }
  return status;
}

static prl_status prepare(search *s, prl_sweep *w, const prl_equilibria_options *asked, const prl_solver_options *options) {
  const prl_economy *e = w->economy;
  *s = (search){.w = w, .n = prl_state_length(e, &w->rows)};
  prl_equilibria_defaults(&s->asked);
  if (asked) s->asked = *asked;
  prl_solver_defaults(&s->options);
  if (options) s->options = *options;
  s->options.work = NULL;
  s->start = prl_arena_alloc(w->arena, 2 * (size_t)s->n, sizeof *s->start);
  if (!s->start) return PRL_E_MEMORY;
  s->r = s->start + s->n;
  prl_sweep_start(s->start, e, &w->rows, 1);
  if (!prl_jacobian_fits(e, &w->rows)) return PRL_OK;
  s->options.newton_only = true, s->options.krylov = KRYLOV;
  if (s->options.most > ROUND_EVALUATIONS) s->options.most = ROUND_EVALUATIONS;
  s->jacobian = prl_arena_alloc(w->arena, 1, sizeof *s->jacobian);
  return s->jacobian ? prl_jacobian_new(s->jacobian, w->arena, e, &w->rows) : PRL_E_MEMORY;
}

/* ---- what was found, as outcomes ---- */

static const char *told(prl_outcome *o, const prl_equilibria_view *view, int32_t count, int32_t k) {
  if (count == 1 && view->connected) return "converged; no other equilibrium found";
  const char *which = k || !view->connected ? "not the one connected with constant returns" : "the one connected with constant returns";
  return prl_arena_printf(o->arena, "converged: one of %d equilibria found, %s", count, which);
}

static prl_status keep(prl_equilibria *q, const search *s, int32_t k, const prl_wedges *wedges, bool base, prl_error *err) {
  prl_outcome *o;
  prl_status status = prl_outcome_begin(&o, s->w->economy, wedges, err);
  if (status) return status;
  q->outcome[k] = o;
  double *x = prl_arena_alloc(o->arena, 2 * (size_t)s->n, sizeof *x);
  if (!x) return prl_fail(err, PRL_E_MEMORY, "an equilibrium");
  memcpy(x, s->all[k].x, (size_t)s->n * sizeof *x);
  prl_accuracy accuracy = {.residual = prl_sweep_residual(o->sweep, x + s->n, x), .evaluations = 1};
  o->sweep->x = x;
  o->same = base;
  accuracy.walras = prl_walras(o->sweep);
  accuracy.reason = told(o, &q->view, s->count, k);
  q->sign[k] = s->all[k].sign, q->met[k] = s->all[k].met;
  return accuracy.reason ? prl_outcome_close(o, wedges, &accuracy, true, err) : prl_fail(err, PRL_E_MEMORY, "an equilibrium");
}

/* Largest |ln W| of any region against the first equilibrium. */
static double apart(const prl_outcome *a, const prl_outcome *b) {
  const prl_outcome_view x = prl_outcome_look(a), y = prl_outcome_look(b);
  double most = 0;
  for (int32_t n = 0; n < x.regions; n++) most = fmax(most, fabs(log1p(x.real_income[n]) - log1p(y.real_income[n])));
  return most;
}

static prl_status present(prl_equilibria *q, const search *s, const prl_wedges *wedges, bool same, prl_error *err) {
  prl_status status = PRL_OK;
  for (int32_t k = 0; k < s->count && !status; k++) {
    status = keep(q, s, k, wedges, same && !k, err);
    if (!status) q->apart[k] = apart(q->outcome[k], q->outcome[0]);
  }
  q->view.count = s->count, q->view.starts = s->tried, q->view.solved = s->solved;
  q->view.outcome = (const prl_outcome *const *)q->outcome;
  q->view.sign = q->sign, q->view.met = q->met, q->view.apart = q->apart;
  return status;
}

static prl_status find(prl_equilibria *q, const prl_economy *e, const prl_wedges *wedges, const prl_equilibria_options *asked,
                       const prl_solver_options *options, prl_error *err) {
  prl_outcome *scratch;
  prl_status status = prl_outcome_begin(&scratch, e, wedges, err);
  if (status) return status;
  search s;
  const bool same = !prl_shock_changes(wedges);
  if (prepare(&s, scratch->sweep, asked, options)) status = prl_fail(err, PRL_E_MEMORY, "searching for equilibria");
  if (!status) status = look(&s, same, &q->view, err);
  if (!status) status = present(q, &s, wedges, same, err);
  prl_outcome_free(scratch);
  return status;
}

prl_status prl_equilibria_new(prl_equilibria **out, const prl_economy *economy, const prl_wedges *wedges,
                              const prl_equilibria_options *asked, const prl_solver_options *options, prl_error *err) {
  *out = NULL;
  prl_arena *arena = prl_arena_new();
  prl_equilibria *q = arena ? prl_arena_alloc(arena, 1, sizeof *q) : NULL;
  if (!q) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "searching for equilibria");
  }
  q->arena = arena;
  const prl_status status = find(q, economy, wedges, asked, options, err);
  if (status)
    prl_equilibria_free(q);
  else
    *out = q;
  return status;
}

void prl_equilibria_free(prl_equilibria *q) {
  if (!q) return;
  for (int32_t k = 0; k < MOST_FOUND; k++) prl_outcome_free(q->outcome[k]);
  prl_arena_free(q->arena);
}

prl_equilibria_view prl_equilibria_look(const prl_equilibria *equilibria) { return equilibria->view; }
