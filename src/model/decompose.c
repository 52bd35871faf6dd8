/* decompose.c -- what a change of real income is made of: parts that sum to it, at every point of the way and so at its end.
 *
 * Along the way from one policy to another (route.c), for each region with income I = w L + taxes + rents + profits + D and W = I / PF:
 *   I d ln W = dI - sum_s F_s d ln P_s                                    F: final use                                    (Roy, Shephard)
 * Final use is spending less inputs, F_s = X_s - sum_k M_sk. By Shephard's lemma sum_s M_sk d ln P_s = cost_k (d ln c_k - d g_k)
 * - w L_k d ln w, with g what scale does to cost, and sum_k L_k = L. So, with Y sales, pi_k the share of profits in them and Q = Y / c,
 *   I d ln W = sum_k Y_k d ln c_k - sum_s X_s d ln P_s + d(taxes + rents) + dD + sum_k pi_k Y_k d ln Q_k - sum_k (1 - pi_k) Y_k d g_k
 * and X_s d ln P_s is, once more by Shephard, what is spent on each line times the change of its delivered price. Line by line, with p the
 * border price (cost and export tax, and a rent that stays with the origin), q the quantity shipped, v the producer's receipts, d ln q =
 * d ln v - d ln c, and t, e and f the tariff, export tax and friction:
 *   at its destination:  d(t p q) - (1 + t) p q [d ln p + d ln(1+t) + d ln(1+f)] = -p q d ln p + t p q d ln q - (1 + t) p q d ln(1+f)
 *   at its origin:       v d ln c + d(e v) = p q d ln p + e v d ln q
 * What a limit or a promise adds to the price, a factor exp(x), is a tax by another name: on top of the tariff (rent to the destination;
 * below zero the subsidy of a promise), of the export tax (to the origin), of the friction (burnt). Hence the channels, each over I:
 *   terms of trade   2 E M / (E + M) (d ln p_E - d ln p_M)        E, M: exports and imports at border prices, p_E, p_M: Divisia indices
 *   transfer         dD - D d ln p                                p: of exports and imports together
 *   tariffs, export taxes, production, rents, promises            each tax of one's own times the change of quantity
 *   scale, profits   -cost d g,  pi Y d ln Q
 *   friction         -spending d ln(1+f)
 *   bans             -spending d ln(1+f) of the friction that closes a share as a ban does: open^(-1/theta)
 * The first two are E d ln p_E - M d ln p_M + dD, as M - E = D; split so, neither depends on the numeraire. For a small change from a base
 * without deficits the first and the third are the terms of trade and the volume of trade of Caliendo & Parro (2015).
 * Sources also: Ossa (2014) on profits; Baqaee & Farhi (2024) on networks; Harberger (1971) on the integrals.
 *
 * The way is cut into panels. In each the equilibrium is solved at Gauss-Lobatto points, what the parts need of it is differentiated as a
 * polynomial, and the parts are integrated by the same points' rule, which integrates such products exactly (Trefethen 2000, ch. 6, 12). A
 * panel whose parts do not sum to its change of ln W is cut in two. The parts are never made to sum: the largest miss is part of the
 * answer. */
#include "route.h"
#include "solving.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = 16, DEEPEST = 12 };
static const double aim = 2e-13; /* of a panel's miss, log points */

static const char *const words[PRL_CHANNELS] = {
#define PRL_X(name, word) word,
    PRL_CHANNEL_LIST(PRL_X)
#undef PRL_X
};
const char *prl_channel_word(prl_channel channel) { return words[channel]; }

/* ---- Gauss-Lobatto points on [-1, 1] ---- */

typedef struct rule {
  double at[POINTS], weight[POINTS], d[POINTS][POINTS]; /* d: derivative of the polynomial through values at
                                                                     the points; the diagonal, minus the rest of its row, is left out */
} rule;

/* Legendre polynomials of degrees POINTS - 1 and POINTS - 2. */
static void legendre(double *high, double *low, double x) {
  *low = 1, *high = x;
  for (int k = 1; k < POINTS - 1; k++) {
    const double next = ((2 * k + 1) * x * *high - k * *low) / (k + 1);
    *low = *high, *high = next;
  }
}

static void make_rule(rule *r) {
  double high[POINTS], low;
  const int last = POINTS - 1;
  for (int k = 0; k < POINTS; k++) {
    double x = -cos(M_PI * k / last);
    for (int step = 0; step < 30 && k > 0 && k < last; step++) { /* zeros of (1 - x^2) P' */
      legendre(&high[k], &low, x);
      x -= (x * high[k] - low) / (POINTS * high[k]);
    }
    r->at[k] = x;
    legendre(&high[k], &low, x);
    r->weight[k] = 2 / (last * POINTS * high[k] * high[k]);
  }
  for (int k = 0; k < POINTS; k++)
    for (int l = 0; l < POINTS; l++) r->d[k][l] = k == l ? 0 : high[k] / high[l] / (r->at[k] - r->at[l]);
}

/* ---- what the parts need of an equilibrium ---- */

typedef struct fields {
  double *lc, *z, *home, *sold, *g; /* [s][ld] */
  double *deficit, *income, *lnw;   /* [ld] */
} fields;

static int64_t fields_room(const prl_economy *e) { return 5 * prl_block(e) + 3 * e->ld; }

static fields fields_in(double *room, const prl_economy *e) {
  const int64_t b = prl_block(e);
  double *line = room + 5 * b;
  return (fields){room, room + b, room + 2 * b, room + 3 * b, room + 4 * b, line, line + e->ld, line + 2 * e->ld};
}

static double log_price(const prl_sweep *w, int32_t n) {
  const prl_economy *e = w->economy;
  double sum = 0;
  if (e->nests.upper) return w->now.lpf[n];
  for (int32_t s = 0; s < e->S; s++) sum += e->alpha[(int64_t)s * e->ld + n] * w->now.lnp[(int64_t)s * e->ld + n];
  return sum;
}

static double log_welfare(const prl_sweep *w, int32_t n) { return log(w->now.income[n]) - log_price(w, n); }

static void take(fields *f, const prl_sweep *w) {
  const prl_economy *e = w->economy;
  const size_t block = (size_t)prl_block(e) * sizeof(double), line = (size_t)e->ld * sizeof(double);
  memcpy(f->lc, w->now.lc, block), memcpy(f->z, w->now.z, block);
  memcpy(f->home, w->now.home, block), memcpy(f->sold, w->now.sold, block);
  if (e->psi) memcpy(f->g, w->now.g, block);
  memcpy(f->deficit, w->now.deficit, line), memcpy(f->income, w->now.income, line);
  for (int32_t n = 0; n < e->N; n++) f->lnw[n] = log_welfare(w, n);
}

/* ---- the parts at one point ---- */

typedef struct point {
  const prl_route *route;
  fields now, d;                             /* d: along the way */
  double t, per;                             /* per: dt along the way */
  double *u;                                 /* [s][ld] */
  double (*part)[PRL_CHANNELS];              /* [n], times income */
  double *sold, *bought, *p_sold, *p_bought; /* [n] E, M, E d ln p_E, M d ln p_M */
} point;

static void cross_border(point *p, int32_t n, int32_t i, double value, double d_price) {
  p->sold[i] += value, p->p_sold[i] += value * d_price;
  p->bought[n] += value, p->p_bought[n] += value * d_price;
}

/* One leg of a foreign flow of base share pi; omega, base: its share of the flow at users' prices, and base delivered factor. */
static void foreign_leg(point *p, const prl_wedge *flow, const prl_leg *leg, double pi_omega, double base) {
  const prl_economy *e = p->route->economy;
  const int32_t n = flow->destination, i = flow->origin;
  const int64_t to = (int64_t)flow->sector * e->ld + n, from = (int64_t)flow->sector * e->ld + i;
  const double theta = e->theta[flow->sector], dlc = p->d.lc[from];
  const prl_stride s = prl_route_leg(leg, p->t);
  const double log_kappa = leg->base.banned ? 0 : s.users + s.border + s.burnt - log(base);
  const double d_users = s.d_tariff * p->per, d_border = s.d_export * p->per, d_friction = s.d_friction * p->per,
               d_open = s.d_open * p->per;
  const double each = pi_omega * exp(-theta * log_kappa) * p->u[from]; /* spending per z, were all of it open */
  const double paid = p->now.z[to] * s.at.open * each, received = paid * exp(-s.users - s.border);
  const double moved = p->d.z[to] * s.at.open * each + p->now.z[to] * each * d_open -
                       theta * paid * (dlc + d_users + d_border + d_friction) - paid * (d_users + d_border); /* d received, times exp(..) */
  const double d_quantity = moved * exp(-s.users - s.border) - received * dlc;                               /* receipts times d ln q */
  const double border = exp(s.border), duty = border * (1 + s.at.tariff);
  cross_border(p, n, i, received * border, dlc + d_border);
  p->part[n][PRL_CHANNEL_TARIFFS] += border * s.at.tariff * d_quantity;
  p->part[n][PRL_CHANNEL_PROMISES] += duty * expm1(s.at.promise) * d_quantity;
  p->part[n][PRL_CHANNEL_RENTS] += duty * exp(s.at.promise) * expm1(s.at.here) * d_quantity;
  p->part[i][PRL_CHANNEL_EXPORT_TAXES] += s.at.export_tax * d_quantity;
  p->part[i][PRL_CHANNEL_RENTS] += (1 + s.at.export_tax) * expm1(s.at.there) * d_quantity;
  p->part[n][PRL_CHANNEL_FRICTION] -= paid * d_friction;
  p->part[n][PRL_CHANNEL_BANS] += p->now.z[to] * each * d_open / theta;
}

static double delivered(const prl_rates *r) { return (1 + r->tariff) * (1 + r->export_tax) * (1 + r->friction); }

static void foreign_flow(point *p, const prl_wedge *flow, double pi) {
  double whole = 0;
  for (int32_t l = flow->first; l < flow->first + flow->count; l++) whole += p->route->legs[l].weight * (1 + p->route->legs[l].base.tariff);
  for (int32_t l = flow->first; l < flow->first + flow->count; l++) {
    const prl_leg *leg = &p->route->legs[l];
    foreign_leg(p, flow, leg, pi * leg->weight * (1 + leg->base.tariff) / whole, delivered(&leg->base));
  }
}

/* Sales at home, which an export tax on them makes part of a tax on production. */
static void home_flow(point *p, const prl_wedge *flow) {
  const prl_economy *e = p->route->economy;
  const int64_t k = (int64_t)flow->sector * e->ld + flow->destination;
  const double h = e->nests.home ? e->nests.home[flow->sector] : e->theta[flow->sector];
  double all = 0, d_all = 0;
  for (int pass = 0; pass < 2; pass++)
    for (int32_t l = flow->first; l < flow->first + flow->count; l++) {
      const prl_leg *leg = &p->route->legs[l];
      const prl_stride s = prl_route_leg(leg, p->t);
      const double term = leg->weight * exp(-h * (s.border - log1p(leg->base.export_tax))), d_tax = s.d_export * p->per;
      if (pass == 0)
        all += term, d_all -= h * d_tax * term;
      else {
        const double paid = p->now.home[k] * term / all;
        const double d_paid = p->d.home[k] * term / all - paid * (h * d_tax + d_all / all);
        const double d_quantity = (d_paid - paid * (d_tax + p->d.lc[k])) * exp(-s.border);
        p->part[flow->destination][PRL_CHANNEL_PRODUCTION] += s.at.export_tax * d_quantity;
      }
    }
}

/* The plain flows of a row, and those with wedges, which are met in order. */
static const prl_wedge *row(point *p, int32_t s, int32_t n, const prl_wedge *flow, const prl_wedge *end) {
  const prl_economy *e = p->route->economy;
  const prl_span span = prl_row_span(e, s, n);
  const double *pi = e->pi[s] + prl_row_at(e, s, n), z = p->now.z[(int64_t)s * e->ld + n];
  const double *u = p->u + (int64_t)s * e->ld, *dlc = p->d.lc + (int64_t)s * e->ld;
  const prl_wedge *first = flow;
  while (flow < end && flow->sector == s && flow->destination == n) {
    if (flow->origin == n) home_flow(p, flow);
    flow++;
  }
  for (int32_t k = 0; k < span.count; k++) {
    const int32_t i = prl_span_origin(span, k);
    if (!(pi[k] > 0)) continue;
    while (first < flow && first->origin < i) first++;
    if (first < flow && first->origin == i)
      foreign_flow(p, first, pi[k]);
    else
      cross_border(p, n, i, z * pi[k] * u[i], dlc[i]);
  }
  return flow;
}

static void makers(point *p) {
  const prl_economy *e = p->route->economy;
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const int64_t k = (int64_t)s * e->ld + n;
      const double profit = e->profit ? e->profit[s] : 0;
      p->part[n][PRL_CHANNEL_PROFITS] += profit * (p->d.sold[k] - p->now.sold[k] * p->d.lc[k]);
      if (e->psi) p->part[n][PRL_CHANNEL_SCALE] -= (1 - profit) * p->now.sold[k] * p->d.g[k];
    }
}

static void trade(point *p) {
  for (int32_t n = 0; n < p->route->economy->N; n++) {
    const double all = p->sold[n] + p->bought[n], price = all > 0 ? (p->p_sold[n] + p->p_bought[n]) / all : 0;
    p->part[n][PRL_CHANNEL_TERMS_OF_TRADE] += p->p_sold[n] - p->p_bought[n] + p->now.deficit[n] * price;
    p->part[n][PRL_CHANNEL_TRANSFER] += p->d.deficit[n] - p->now.deficit[n] * price;
  }
}

/* d ln W by channel, of all regions. */
static void parts_at(point *p) {
  const prl_economy *e = p->route->economy;
  memset(p->part, 0, (size_t)e->N * sizeof *p->part);
  memset(p->sold, 0, 4 * (size_t)e->N * sizeof *p->sold);
  for (int32_t s = 0; s < e->S; s++)
    for (int64_t k = (int64_t)s * e->ld; k < (int64_t)(s + 1) * e->ld; k++) p->u[k] = exp(-e->theta[s] * p->now.lc[k]);
  const prl_wedge *flow = p->route->flows, *end = flow + p->route->flow_count;
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) flow = row(p, s, n, flow, end);
  makers(p);
  trade(p);
  for (int32_t n = 0; n < e->N; n++)
    for (int c = 0; c < PRL_CHANNELS; c++) p->part[n][c] /= p->now.income[n];
}

/* ---- panels ---- */

struct prl_decomposition {
  prl_arena *arena;
  prl_decomposition_view view;
};

typedef struct walk {
  prl_route route;
  rule rule;
  double *values; /* [POINTS] fields */
  double *along;  /* fields */
  point point;
  double (*panel)[PRL_CHANNELS], (*sum)[PRL_CHANNELS]; /* [n] of one panel, of those done */
  prl_solver_options solver;
  prl_decomposition_view *view;
  int32_t panels;
} walk;

static prl_status solve_at(walk *w, double t, int32_t k, prl_error *err) {
  const prl_wedges wedges = prl_route_at(&w->route, t);
  prl_outcome *o;
  const prl_status status = prl_solve(&o, w->route.economy, &wedges, &w->solver, err);
  if (status < 0) return status;
  const prl_accuracy *a = &o->view.accuracy;
  fields f = fields_in(w->values + k * fields_room(w->route.economy), w->route.economy);
  take(&f, o->sweep);
  w->view->accuracy.evaluations += a->evaluations;
  w->view->accuracy.residual = fmax(w->view->accuracy.residual, a->residual);
  w->view->accuracy.walras = fmax(w->view->accuracy.walras, a->walras);
  w->view->solves++;
  const double residual = a->residual;
  prl_outcome_free(o);
  if (status > 0 && !(residual < 1e-11))
    return prl_fail(err, PRL_E_NO_CONVERGENCE, "on the way from one policy to the other, at %.6g of it: a residual of %.2g", t, residual);
  return PRL_OK;
}

static void differentiate(const walk *w, int32_t at) {
  const int64_t n = fields_room(w->route.economy);
  const double *here = w->values + at * n;
  memset(w->along, 0, (size_t)n * sizeof *w->along);
  for (int l = 0; l < POINTS; l++) /* the rows of d sum to zero */
    for (int64_t k = 0; k < n; k++) w->along[k] += w->rule.d[at][l] * (w->values[l * n + k] - here[k]);
}

/* The parts over [a, b] into w->panel, and by how much they miss. */
static prl_status integrate(walk *w, double a, double b, double *miss, prl_error *err) {
  const prl_economy *e = w->route.economy;
  memset(w->panel, 0, (size_t)e->N * sizeof *w->panel);
  for (int k = 0; k < POINTS; k++) {
    const prl_status status = solve_at(w, k == POINTS - 1 ? b : a + (b - a) * (1 + w->rule.at[k]) / 2, k, err);
    if (status) return status;
  }
  for (int k = 0; k < POINTS; k++) {
    differentiate(w, k);
    w->point.now = fields_in(w->values + k * fields_room(e), e), w->point.d = fields_in(w->along, e);
    w->point.t = a + (b - a) * (1 + w->rule.at[k]) / 2, w->point.per = (b - a) / 2;
    parts_at(&w->point);
    for (int32_t n = 0; n < e->N; n++)
      for (int c = 0; c < PRL_CHANNELS; c++) w->panel[n][c] += w->rule.weight[k] * w->point.part[n][c];
  }
  const fields first = fields_in(w->values, e), last = fields_in(w->values + (POINTS - 1) * fields_room(e), e);
  *miss = 0;
  for (int32_t n = 0; n < e->N; n++) {
    double sum = first.lnw[n] - last.lnw[n];
    for (int c = 0; c < PRL_CHANNELS; c++) sum += w->panel[n][c];
    *miss = fabs(sum) > *miss || sum != sum ? fabs(sum) : *miss;
  }
  return PRL_OK;
}

/* Cut in two until the parts sum, or until cutting no longer helps: the solver's last digits. */
static prl_status panel(walk *w, double a, double b, int depth, double before, prl_error *err) {
  double miss;
  prl_status status = integrate(w, a, b, &miss, err);
  if (status) return status;
  if (!(miss < INFINITY)) return prl_fail(err, PRL_E_NO_CONVERGENCE, "the parts between %.6g and %.6g of the way are no numbers", a, b);
  if (miss > aim && depth < DEEPEST && !(miss < 1e-10 && miss > 0.3 * before)) {
    status = panel(w, a, (a + b) / 2, depth + 1, miss, err);
    return status ? status : panel(w, (a + b) / 2, b, depth + 1, miss, err);
  }
  w->view->panels++;
  for (int32_t n = 0; n < w->route.economy->N; n++)
    for (int c = 0; c < PRL_CHANNELS; c++) w->sum[n][c] += w->panel[n][c];
  return PRL_OK;
}

/* ---- the whole ---- */

static bool lay_out(walk *w, prl_arena *scratch, prl_arena *kept) {
  const prl_economy *e = w->route.economy;
  const size_t N = (size_t)e->N;
  w->values = prl_arena_alloc(scratch, (POINTS + 1) * (size_t)fields_room(e), sizeof *w->values);
  w->panel = prl_arena_alloc(scratch, 2 * N, sizeof *w->panel);
  w->point.u = prl_arena_alloc(scratch, (size_t)prl_block(e) + 4 * N, sizeof *w->point.u);
  w->sum = prl_arena_alloc(kept, N, sizeof *w->sum);
  double *total = prl_arena_alloc(kept, N, sizeof *total);
  if (!w->values || !w->panel || !w->point.u || !w->sum || !total) return false;
  w->along = w->values + POINTS * fields_room(e);
  w->point.route = &w->route;
  w->point.part = w->panel + N;
  w->point.sold = w->point.u + prl_block(e);
  w->point.bought = w->point.sold + N, w->point.p_sold = w->point.bought + N, w->point.p_bought = w->point.p_sold + N;
  *w->view = (prl_decomposition_view){.regions = e->N, .total = total, .part = *w->sum, .accuracy.reason = "converged"};
  return true;
}

/* ln W of the two outcomes themselves, and what the parts miss of it. */
static void compare(walk *w, const prl_outcome *from, const prl_outcome *to) {
  const prl_economy *e = w->route.economy;
  double *total = (double *)w->view->total;
  for (int32_t n = 0; n < e->N; n++) {
    double sum = 0;
    total[n] = log_welfare(to->sweep, n) - (from ? log_welfare(from->sweep, n) : log(e->income[n]));
    for (int c = 0; c < PRL_CHANNELS; c++) sum += w->sum[n][c];
    if (!(fabs(sum - total[n]) <= w->view->miss)) w->view->miss = fabs(sum - total[n]);
  }
}

static prl_status decompose(prl_decomposition *d, prl_arena *scratch, const prl_outcome *from, const prl_outcome *to,
                            const prl_solver_options *options, prl_error *err) {
  walk w = {.view = &d->view};
  const double start = prl_clock();
  prl_status status = prl_route_new(&w.route, scratch, from, to, err);
  if (status) return status;
  if (!lay_out(&w, scratch, d->arena)) return prl_fail(err, PRL_E_MEMORY, "a decomposition");
  make_rule(&w.rule);
  prl_solver_defaults(&w.solver);
  if (options) w.solver = *options;
  w.solver.tolerance = fmin(w.solver.tolerance, 1e-13);
  status = panel(&w, 0, 1, 0, INFINITY, err);
  if (status) return status;
  compare(&w, from, to);
  d->view.accuracy.seconds = prl_clock() - start;
  return PRL_OK;
}

prl_status prl_decompose(prl_decomposition **out, const prl_outcome *from, const prl_outcome *to, const prl_solver_options *options,
                         prl_error *err) {
  *out = NULL;
  prl_arena *arena = prl_arena_new(), *scratch = prl_arena_new();
  prl_decomposition *d = arena ? prl_arena_alloc(arena, 1, sizeof *d) : NULL;
  prl_status status = d && scratch ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "a decomposition");
  if (d) d->arena = arena;
  if (!status) status = decompose(d, scratch, from, to, options, err);
  prl_arena_free(scratch);
  if (status)
    prl_arena_free(arena);
  else
    *out = d;
  return status;
}

void prl_decomposition_free(prl_decomposition *d) {
  if (d) prl_arena_free(d->arena);
}

prl_decomposition_view prl_decomposition_look(const prl_decomposition *d) { return d->view; }
