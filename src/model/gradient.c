/* gradient.c -- what every wedge is worth to a region at the margin, from one transposed solve.
 *
 *   lambda: J' lambda = d ln W / dx,      d ln W / dp = (d ln W / dp at x) - lambda' dr/dp        W = I / PF, r(x, p) = 0
 * One backward pass with the adjoints of r set to -lambda and that of ln W to 1 leaves the whole derivative by everything in between; the
 * state's own adjoint is then zero, which is the equation that is solved (so the pass is both the residual and the result). A rate enters
 * by its row's sums only: with bars for adjoints,
 *   d ln W = F_bar[n] u[i] dA + toll_bar[n] u[i] d(A - B) + z[n] pull_bar[i] dC + z[n] levy_bar[i] d(B - C)
 *   d ln A = -theta dtau,  d ln B = -(theta + [tariff]) dtau,  d ln C = -(theta + [tariff or export tax]) dtau,    dtau = d rate / (1 + rate)
 * a few multiplications a rate. At home A is the base share of the home flow, kept = C / A of its sales reach the producer, and the rest is
 * the origin's revenue. Source: Lagrangian of the equilibrium, docs/numerics.md; checked against differences in
 * tests/model/test_gradient.c. */
#include "solving.h"

#include <math.h>
#include <string.h>

/* What is kept of one region's adjoints. */
typedef struct bars {
  const double *foreign, *sold, *own;        /* [s][ld] */
  const double *revenue, *exports, *imports; /* [ld]; revenue: of any income of a region */
  const double *x, *worth;                   /* [strips] */
  const double *promise;                     /* [promises] of its residual */
} bars;

struct prl_gradient {
  prl_arena *arena;
  const prl_outcome *outcome;
  bars *of; /* by region asked for */
  int32_t count;
};

/* ---- solving for lambda ---- */

typedef struct transposed {
  prl_sweep *w;
  prl_values d;
  int32_t of[PRL_LANES];
  int B;
  double *minus, *work; /* [n B] -lambda; room */
  int64_t n;
} transposed;

/* r = dlnW/dx - J' lambda at lambda */
static void pass(transposed *t, double *r, const double *lambda, const int32_t *of) {
  for (int64_t k = 0; k < t->n * t->B; k++) t->minus[k] = -lambda[k];
  prl_sweep_back(t->w, &t->d, r, t->minus, of, t->B);
}

static double residual(void *context, double *r, const double *lambda) {
  transposed *t = context;
  pass(t, r, lambda, t->of);
  return prl_size_of(r, t->n);
}

static void residual_8(void *context, double *r, const double *lambda, double size[PRL_BATCH]) {
  transposed *t = context;
  pass(t, r, lambda, t->of);
  prl_size_8(size, r, t->n);
}

static void product(void *context, double *jv, const double *v) {
  transposed *t = context;
  pass(t, jv, v, NULL);
}

/* M ~ -J' */
static void step(void *context, double *d, const double *r) {
  transposed *t = context;
  prl_precondition_step_back(t->w, d, r, t->B);
  for (int64_t k = 0; k < t->n * t->B; k++) d[k] = -d[k];
}

static prl_status begin(transposed *t, prl_arena *arena, const prl_outcome *outcome, int B) {
  prl_sweep *w = outcome->sweep;
  *t = (transposed){.w = w, .B = B, .n = prl_state_length(w->economy, &w->rows)};
  t->minus = prl_arena_alloc(arena, (size_t)(2 * t->n * B), sizeof *t->minus);
  t->work = t->minus + t->n * B;
  return t->minus && !prl_values_new(&t->d, arena, w->economy, &w->rows, B) ? PRL_OK : PRL_E_MEMORY;
}

/* ---- keeping what it gives ---- */

static const double *lane(prl_arena *arena, const double *from, int64_t count, int B, int b) {
  double *out = prl_arena_alloc(arena, (size_t)count + 1, sizeof *out);
  for (int64_t k = 0; out && k < count; k++) out[k] = from[k * B + b];
  return out;
}

static bool keep(bars *out, prl_arena *arena, const transposed *t, int b) {
  const prl_economy *e = t->w->economy;
  const prl_values *d = &t->d;
  const prl_rows *rows = &t->w->rows;
  *out = (bars){.foreign = lane(arena, d->foreign, prl_block(e), t->B, b),
                .sold = lane(arena, d->sold, prl_block(e), t->B, b),
                .own = lane(arena, d->own, prl_block(e), t->B, b),
                .revenue = lane(arena, d->revenue, e->ld, t->B, b),
                .exports = lane(arena, d->exports, e->ld, t->B, b),
                .imports = lane(arena, d->imports, e->ld, t->B, b),
                .x = lane(arena, d->x, rows->strips, t->B, b),
                .worth = lane(arena, d->worth, rows->strips, t->B, b),
                .promise = lane(arena, t->minus + (int64_t)e->ld * t->B, rows->promises, t->B, b)};
  return out->foreign && out->sold && out->own && out->revenue && out->exports && out->imports && out->x && out->worth && out->promise;
}

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "a gradient"); }

/* Adjoints are of the order of one; what is left of their equation is the error of a gradient, times a share. */
static prl_solver_options precise(void) {
  prl_solver_options o;
  prl_solver_defaults(&o);
  o.tolerance = 1e-11;
  return o;
}

static prl_status one(prl_gradient *g, transposed *t, int32_t which, int32_t region, prl_error *err) {
  const prl_problem problem = {.n = t->n,
                               .lead = t->w->economy->ld + prl_promise_rows(&t->w->rows),
                               .context = t,
                               .residual = residual,
                               .product = product,
                               .step = step};
  const prl_solver_options o = precise();
  prl_solver_info info;
  double *lambda = t->work;
  memset(lambda, 0, (size_t)t->n * sizeof *lambda);
  t->of[0] = region;
  prl_status status = prl_fixed_point(lambda, &problem, &o, &info, err);
  if (status < 0) return status;
  if (status && !(info.residual < 1e-9))
    return prl_fail(err, PRL_E_NO_CONVERGENCE, "the gradient of region %s: %s at a residual of %.2g", t->w->economy->region_id[region],
                    info.reason, info.residual);
  double *r = status ? prl_arena_alloc(g->arena, (size_t)t->n, sizeof *r) : NULL;
  if (status && !r) return no_room(err);
  if (status) pass(t, r, lambda, t->of); /* where it converged the solver has looked at lambda last, and the adjoints are there */
  return keep(&g->of[which], g->arena, t, 0) ? PRL_OK : no_room(err);
}

/* Up to eight regions side by side; those that do not settle are left for `one`. */
static prl_status eight(prl_gradient *g, transposed *t, const int32_t *regions, int32_t first, bool *done, prl_error *err) {
  const prl_batch_problem problem = {
      .n = t->n, .lead = t->w->economy->ld + prl_promise_rows(&t->w->rows), .context = t, .residual = residual_8, .step = step};
  const prl_solver_options o = precise();
  prl_solver_info info[PRL_BATCH];
  memset(t->work, 0, (size_t)(t->n * PRL_BATCH) * sizeof *t->work);
  for (int b = 0; b < PRL_BATCH; b++) t->of[b] = first + b < g->count ? regions[first + b] : -1;
  prl_status status = prl_fixed_points(t->work, &problem, &o, info, err);
  if (status < 0) return status;
  double *r = prl_arena_alloc(g->arena, (size_t)(t->n * PRL_BATCH), sizeof *r);
  if (!r) return no_room(err);
  pass(t, r, t->work, t->of);
  for (int b = 0; b < PRL_BATCH && first + b < g->count; b++) {
    done[first + b] = !strcmp(info[b].reason, "converged");
    if (done[first + b] && !keep(&g->of[first + b], g->arena, t, b)) return no_room(err);
  }
  return PRL_OK;
}

static prl_status all(prl_gradient *g, prl_arena *arena, const int32_t *regions, prl_error *err) {
  transposed wide, single;
  bool *done = prl_arena_alloc(arena, (size_t)g->count, sizeof *done);
  if (!done || begin(&single, arena, g->outcome, 1)) return no_room(err);
  prl_status status = PRL_OK;
  if (g->count > 1 && begin(&wide, arena, g->outcome, PRL_LANES)) return no_room(err);
  for (int32_t k = 0; k < g->count && g->count > 1 && !status; k += PRL_LANES) status = eight(g, &wide, regions, k, done, err);
  for (int32_t k = 0; k < g->count && !status; k++)
    if (!done[k]) status = one(g, &single, k, regions[k], err);
  return status;
}

prl_status prl_gradient_new(prl_gradient **out, const prl_outcome *outcome, const int32_t *regions, int32_t count, prl_error *err) {
  *out = NULL;
  const int32_t N = outcome->economy->N;
  prl_arena *arena = prl_arena_new(), *scratch = prl_arena_new();
  prl_gradient *g = arena ? prl_arena_alloc(arena, 1, sizeof *g) : NULL;
  int32_t *which = scratch ? prl_arena_alloc(scratch, (size_t)(regions ? count : N) + 1, sizeof *which) : NULL;
  prl_status status = g && which ? PRL_OK : no_room(err);
  if (g) *g = (prl_gradient){arena, outcome, NULL, regions ? count : N};
  for (int32_t k = 0; !status && k < g->count; k++) {
    which[k] = regions ? regions[k] : k;
    if (which[k] < 0 || which[k] >= N) status = prl_fail(err, PRL_E_VALUE, "region %d of %d has no gradient", which[k], N);
  }
  if (!status && !(g->of = prl_arena_alloc(arena, (size_t)g->count + 1, sizeof *g->of))) status = no_room(err);
  if (!status) status = all(g, scratch, which, err);
  prl_arena_free(scratch);
  if (status)
    prl_arena_free(arena);
  else
    *out = g;
  return status;
}

void prl_gradient_free(prl_gradient *g) {
  if (g) prl_arena_free(g->arena);
}

/* ---- reading it ---- */

/* d ln W by the sums A, B, C of one flow's plain lines; of a strip's also by its quantity. */
typedef struct slopes {
  double gross, net, producer, amount;
} slopes;

static slopes plain_slopes(const prl_sweep *w, const bars *b, int64_t to, int64_t from, int32_t n, int32_t i) {
  const double u = w->now.u[from], z = w->now.z[to], toll = z * (b->revenue[n] - b->imports[n]);
  const double pull = u * (b->sold[from] + b->exports[i]), levy = u * (b->exports[i] + b->revenue[i]);
  return (slopes){b->foreign[to] * u + toll * u, -toll * u + z * levy, z * (pull - levy), 0};
}

/* Who gets what of a strip: limits.c. */
static slopes strip_slopes(const prl_sweep *w, const bars *b, int32_t j) {
  const prl_strip *p = &w->rows.strip[j];
  const prl_economy *e = w->economy;
  const double theta = e->theta[p->sector], x = w->now.x[j], f = exp(-x);
  const int32_t n = p->destination, i = p->origin;
  const int64_t to = (int64_t)p->sector * e->ld + n, from = (int64_t)p->sector * e->ld + i;
  const bool there = p->rent == PRL_RENT_ORIGIN || p->rent == PRL_RENT_ORIGIN_FIRMS, burnt = p->rent == PRL_RENT_BURNT;
  const double border = there || burnt ? 1 : f, producer = burnt ? 1 : f, here = there || burnt ? 0 : 1;
  const double each = w->now.u[from] * exp(-theta * x), paid = w->now.z[to] * each;
  slopes s = {.gross = each * b->foreign[to] + paid * (-b->imports[n] + b->revenue[n] * (border + here * (1 - f))),
              .net = paid * (border * (b->imports[n] + b->exports[i] - b->revenue[n]) + b->revenue[i] * (producer + (there ? 1 - f : 0))),
              .producer = paid * producer * (b->sold[from] - b->revenue[i])};
  if (w->binds[j]) s.amount = b->x[j] / (theta + 1) / p->amount;
  if (p->promise >= 0)
    s.amount = -b->promise[p->promise] * w->by_reach[p->promise] * w->quantity[j] /
               (w->rows.floor[p->promise] * exp(w->reach[p->promise])) / p->amount;
  return s;
}

/* The strip a class belongs to, -1 when none. */
static int32_t strip_of(const prl_rows *rows, const prl_wedge *g, const prl_class *c) {
  for (int32_t j = rows->strip_first[g->sector]; j < rows->strip_first[g->sector + 1]; j++) {
    const prl_strip *p = &rows->strip[j];
    if (p->destination == g->destination && p->origin == g->origin && p->quota == c->quota - 1 && p->promise == c->purchase - 1) return j;
  }
  return -1;
}

static double rate_of(const prl_rates *r, prl_margin margin) {
  return margin == PRL_MARGIN_TARIFF ? r->tariff : margin == PRL_MARGIN_EXPORT_TAX ? r->export_tax : r->friction;
}

/* One class: its sums are pi omega kappa^-theta, and so on. */
static double by_class(const slopes *s, const prl_rates *now, double gross, double kappa, double theta, prl_margin margin) {
  const double net = gross / (1 + now->tariff), producer = net / (1 + now->export_tax);
  const double by_net = theta + (margin == PRL_MARGIN_TARIFF), by_producer = theta + (margin != PRL_MARGIN_FRICTION);
  return -(s->gross * theta * gross + s->net * by_net * net + s->producer * by_producer * producer +
           s->amount * (theta + 1) * gross / kappa) /
         (1 + rate_of(now, margin));
}

static double delivered(const prl_rates *r) { return (1 + r->tariff) * (1 + r->export_tax) * (1 + r->friction); }

static double by_flow(const prl_gradient *g, const bars *b, const prl_wedge *wedge, const prl_wedges *all_of, double pi,
                      const slopes *plain, prl_margin margin) {
  const prl_sweep *w = g->outcome->sweep;
  const double theta = w->economy->theta[wedge->sector];
  double whole = 0, sum = 0;
  for (int32_t l = wedge->first; l < wedge->first + wedge->count; l++)
    whole += all_of->classes[l].weight * (1 + all_of->classes[l].base.tariff);
  for (int32_t l = wedge->first; l < wedge->first + wedge->count; l++) {
    const prl_class *c = &all_of->classes[l];
    if (c->now.banned && !c->base.banned) continue;
    const double omega = c->weight * (1 + c->base.tariff) / whole, kappa = c->base.banned ? 1 : delivered(&c->now) / delivered(&c->base);
    const int32_t j = c->quota || c->purchase ? strip_of(&w->rows, wedge, c) : -1;
    const slopes own = j >= 0 ? strip_slopes(w, b, j) : *plain;
    sum += by_class(&own, &c->now, pi * omega * pow(kappa, -theta), kappa, theta, margin);
  }
  return sum;
}

/* First wedge of the row, in wedges sorted by sector, destination, origin. */
static int32_t first_of(const prl_wedges *all_of, int32_t s, int32_t n) {
  int32_t low = 0, high = all_of->wedge_count;
  while (low < high) {
    const int32_t mid = (low + high) / 2;
    const prl_wedge *m = &all_of->wedges[mid];
    if (m->sector < s || (m->sector == s && m->destination < n))
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* A row of flows that pay nothing: by_class and plain_slopes at rates of zero, for all origins at once. */
PRL_CLONES static void free_row(double *restrict out, const double *restrict pi, const prl_sweep *w, const bars *b, int32_t s, int32_t n,
                                prl_margin margin) {
  const prl_economy *e = w->economy;
  const int64_t to = (int64_t)s * e->ld + n, from = (int64_t)s * e->ld;
  const double theta = e->theta[s], by_net = theta + (margin == PRL_MARGIN_TARIFF), by_producer = theta + (margin != PRL_MARGIN_FRICTION);
  const double z = w->now.z[to], toll = z * (b->revenue[n] - b->imports[n]), whole = theta * (b->foreign[to] + toll) - by_net * toll;
  const double *restrict u = w->now.u + from, *restrict sold = b->sold + from, *restrict exports = b->exports,
                         *restrict revenue = b->revenue;
  for (int32_t i = 0; i < e->N; i++) {
    const double levied = exports[i] + revenue[i];
    out[i] = -pi[i] * u[i] * (whole + z * (by_net * levied + by_producer * (sold[i] + exports[i] - levied)));
  }
}

static void sparse_row(double *out, const double *pi, prl_span span, const prl_sweep *w, const bars *b, int32_t s, int32_t n,
                       prl_margin margin) {
  const prl_rates none = {0};
  const int64_t ld = w->economy->ld;
  for (int32_t place = 0; place < span.count; place++) {
    const int32_t i = prl_span_origin(span, place);
    const slopes plain = plain_slopes(w, b, s * ld + n, s * ld + i, n, i);
    out[i] = by_class(&plain, &none, pi[place], 1, w->economy->theta[s], margin);
  }
}

/* A tax on what is sold at home (with the same on exports: on production). */
static double by_home(const prl_gradient *g, const bars *b, const prl_wedge *wedge, int32_t s, int32_t n) {
  const prl_sweep *w = g->outcome->sweep;
  const prl_economy *e = w->economy;
  const int64_t cell = (int64_t)s * e->ld + n;
  const double h = e->nests.home ? e->nests.home[s] : e->theta[s];
  const prl_class free_class = {.weight = 1}, *classes = wedge ? g->outcome->wedges.classes + wedge->first : &free_class;
  double gross = 0, kept = 0, by_gross = 0, by_kept = 0;
  for (int32_t l = 0; l < (wedge ? wedge->count : 1); l++) {
    const double kappa = delivered(&classes[l].now) / delivered(&classes[l].base), each = 1 + classes[l].now.export_tax;
    const double term = classes[l].weight * pow(kappa, -h);
    gross += term, kept += term / each;
    by_gross -= h * term / each, by_kept -= (h + 1) * term / (each * each);
  }
  const double d_keep = (by_kept - kept / gross * by_gross) / gross;
  return b->own[cell] * by_gross / gross + w->now.home[cell] * (b->sold[cell] - b->revenue[n]) * d_keep;
}

void prl_gradient_row(double *out, const prl_gradient *g, int32_t which, prl_margin margin, int32_t s, int32_t n) {
  const prl_sweep *w = g->outcome->sweep;
  const prl_economy *e = w->economy;
  const prl_wedges *all_of = &g->outcome->wedges;
  const bars *b = &g->of[which];
  const prl_span span = prl_row_span(e, s, n);
  const double *pi = e->pi[s] + prl_row_at(e, s, n);
  memset(out, 0, (size_t)e->N * sizeof *out);
  if (e->pattern[s].form == PRL_FORM_DENSE)
    free_row(out, pi, w, b, s, n, margin);
  else
    sparse_row(out, pi, span, w, b, s, n, margin);
  const prl_wedge *home = NULL;
  for (int32_t k = first_of(all_of, s, n); k < all_of->wedge_count; k++) {
    const prl_wedge *wedge = &all_of->wedges[k];
    if (wedge->sector != s || wedge->destination != n) break;
    if (wedge->origin == n) home = wedge;
    const int32_t i = wedge->origin, place = i == n ? -1 : prl_row_find(e, s, n, i);
    if (place < 0 || !(pi[place] > 0)) continue;
    const slopes plain = plain_slopes(w, b, (int64_t)s * e->ld + n, (int64_t)s * e->ld + i, n, i);
    out[i] = by_flow(g, b, wedge, all_of, pi[place], &plain, margin);
  }
  out[n] = margin == PRL_MARGIN_EXPORT_TAX ? by_home(g, b, home, s, n) : 0;
}
double prl_gradient_quota(const prl_gradient *g, int32_t which, int32_t quota) {
  const prl_sweep *w = g->outcome->sweep;
  double sum = 0;
  for (int32_t j = 0; j < w->rows.strips; j++)
    if (w->rows.strip[j].quota == quota && w->binds[j]) sum -= g->of[which].x[j] / (w->economy->theta[w->rows.strip[j].sector] + 1);
  return sum;
}

double prl_gradient_purchase(const prl_gradient *g, int32_t which, int32_t purchase) {
  return g->of[which].promise[purchase] * g->outcome->sweep->by_reach[purchase];
}
