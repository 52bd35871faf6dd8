/* outcome.c -- what a solved counterfactual says, in the words users read.
 *
 *   W'/W          = (I'/I) / prod_k P[n,k]^alpha[n,k]          real income, exact
 *   EV            = I (W'/W - 1)                               millions of base-year US$
 *   real wage     = w' / P - 1
 *   terms of trade: sum over foreign flows of base weight x ln(border price), exports less imports; border price of a flow = cost of
 *                 its origin x the origin's export tax (base-weighted over lines)
 *   volume[n,s]   = (Y'/Y) / c[n,s]
 *
 * Cobb-Douglas final use makes EV exact: e(p, W) = P W. Source: Dekle, Eaton & Kortum (2008); terms of trade: Laspeyres in logs. */
#include "rows.h"

#include <math.h>
#include <string.h>

/* prl_outcome_view's pointers are const for readers; here they are filled. */
typedef struct prl_arrays {
  double *rents, *profits, *profits_base;
  double *real_income, *ev, *real_wage, *terms_of_trade, *revenue, *revenue_base, *income, *income_base, *wage, *final_price, *exports,
      *exports_base, *imports, *imports_base;
  double *output, *output_base, *volume, *price;
} prl_arrays;

static bool lay_out(prl_arrays *a, prl_arena *arena, size_t N, size_t S) {
  double *p = prl_arena_alloc(arena, 17 * N + 4 * N * S, sizeof *p);
  if (!p) return false;
  double **rows[] = {&a->rents,          &a->profits, &a->profits_base, &a->real_income, &a->ev,          &a->real_wage,
                     &a->terms_of_trade, &a->revenue, &a->revenue_base, &a->income,      &a->income_base, &a->wage,
                     &a->final_price,    &a->exports, &a->exports_base, &a->imports,     &a->imports_base};
  double **blocks[] = {&a->output, &a->output_base, &a->volume, &a->price};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++, p += N) *rows[k] = p;
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++, p += N * S) *blocks[k] = p;
  return true;
}

/* What the export taxes add to the border price of one flow, in logs. */
static double log_export_tax(const prl_class *classes, int32_t count) {
  double sum = 0;
  for (int32_t l = 0; l < count; l++) sum += classes[l].weight * log((1 + classes[l].now.export_tax) / (1 + classes[l].base.export_tax));
  return sum;
}

/* tot[n], in logs at first: what a region buys costs what its origins ask, what it sells earns what it asks itself. */
static void cost_terms(double *tot, const prl_sweep *w) {
  const prl_economy *e = w->economy;
  double *paid = w->now.work;
  for (int32_t s = 0; s < e->S; s++) {
    const double *lc = w->now.lc + (int64_t)s * e->ld, *sold = e->sold_abroad + (int64_t)s * e->ld;
    prl_rows_sum(paid, e, &e->at_border, PRL_GROSS, s, lc, 1);
    for (int32_t n = 0; n < e->N; n++)
      tot[n] += (e->exports[n] > 0 ? sold[n] * lc[n] / e->exports[n] : 0) - (e->imports[n] > 0 ? paid[n] / e->imports[n] : 0);
  }
}

/* Export taxes, and rents that stay with the origin, raise the border price. */
static void terms_of_trade(double *tot, const prl_sweep *w, const prl_wedges *wedges) {
  const prl_economy *e = w->economy;
  cost_terms(tot, w);
  for (int32_t k = 0; k < wedges->wedge_count; k++) {
    const prl_wedge *g = &wedges->wedges[k];
    if (g->origin == g->destination) continue;
    const int32_t place = prl_row_find(e, g->sector, g->destination, g->origin);
    const double flow = place < 0 ? 0 : e->border[g->sector][prl_row_at(e, g->sector, g->destination) + place];
    const double tax = log_export_tax(wedges->classes + g->first, g->count);
    if (!(flow > 0) || tax == 0) continue;
    tot[g->origin] += flow / e->exports[g->origin] * tax;
    tot[g->destination] -= flow / e->imports[g->destination] * tax;
  }
  for (int32_t j = 0; j < w->rows.strips; j++) {
    const prl_strip *p = &w->rows.strip[j];
    if (p->rent != PRL_RENT_ORIGIN && p->rent != PRL_RENT_ORIGIN_FIRMS) continue;
    const double part =
        p->base / e->spending[(int64_t)p->sector * e->ld + p->destination] / prl_economy_pi(e, p->sector, p->destination, p->origin);
    const double flow =
        part * e->border[p->sector][prl_row_at(e, p->sector, p->destination) + prl_row_find(e, p->sector, p->destination, p->origin)];
    tot[p->origin] += flow / e->exports[p->origin] * w->now.x[j];
    tot[p->destination] -= flow / e->imports[p->destination] * w->now.x[j];
  }
  for (int32_t n = 0; n < e->N; n++) tot[n] = expm1(tot[n]);
}

static void base_values(prl_arrays *a, const prl_economy *e) {
  for (int32_t n = 0; n < e->N; n++) {
    a->income_base[n] = e->income[n];
    a->revenue_base[n] = e->revenue[n];
    a->profits_base[n] = e->profits[n];
    a->exports_base[n] = e->exports[n];
    a->imports_base[n] = e->imports[n];
    for (int32_t s = 0; s < e->S; s++) a->output_base[(int64_t)n * e->S + s] = e->output[(int64_t)s * e->ld + n];
  }
}

static void unchanged(prl_arrays *a, const prl_economy *e) {
  const size_t N = (size_t)e->N, cells = N * (size_t)e->S;
  memcpy(a->income, a->income_base, N * sizeof(double));
  memcpy(a->revenue, a->revenue_base, N * sizeof(double));
  memcpy(a->profits, a->profits_base, N * sizeof(double));
  memcpy(a->exports, a->exports_base, N * sizeof(double));
  memcpy(a->imports, a->imports_base, N * sizeof(double));
  memcpy(a->output, a->output_base, cells * sizeof(double));
  for (size_t n = 0; n < N; n++) a->wage[n] = a->final_price[n] = 1;
  for (size_t k = 0; k < cells; k++) a->volume[k] = a->price[k] = 1;
}

/* Prices and volumes by region and sector, from those by sector and region. */
static void by_sector(prl_arrays *a, const prl_sweep *w) {
  const prl_economy *e = w->economy;
  double *price = w->now.work, *cost = price + prl_block(e), *final = cost + prl_block(e);
  for (int64_t k = 0; k < prl_block(e); k++) cost[k] = -w->now.lc[k];
  prl_exp(price, w->now.lnp, prl_block(e));
  prl_exp(cost, cost, prl_block(e));
  for (int32_t n = 0; n < e->ld; n++) final[n] = 0;
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const int64_t from = (int64_t)s * e->ld + n, to = (int64_t)n * e->S + s;
      final[n] += e->alpha[from] * w->now.lnp[from];
      a->price[to] = price[from];
      a->output[to] = w->now.sold[from];
      a->volume[to] = e->output[from] > 0 ? w->now.sold[from] / e->output[from] * cost[from] : 1;
    }
  prl_exp(final, e->nests.upper ? w->now.lpf : final, e->ld);
  memcpy(a->final_price, final, (size_t)e->N * sizeof *final);
}

static void solved(prl_arrays *a, const prl_sweep *w, const prl_wedges *wedges) {
  const prl_economy *e = w->economy;
  by_sector(a, w);
  for (int32_t n = 0; n < e->N; n++) {
    a->income[n] = w->now.income[n];
    a->wage[n] = w->now.wage[n];
    a->revenue[n] = w->now.revenue[n] + w->now.export_revenue[n];
    a->rents[n] = w->now.rents[n];
    a->profits[n] = w->now.profits[n];
    a->exports[n] = w->now.exports[n], a->imports[n] = w->now.imports[n];
    a->real_income[n] = w->now.income[n] / e->income[n] / a->final_price[n] - 1;
    a->ev[n] = e->income[n] * a->real_income[n];
    a->real_wage[n] = w->now.wage[n] / a->final_price[n] - 1;
  }
  terms_of_trade(a->terms_of_trade, w, wedges);
}

/* ---- quantity limits and promises ---- */

/* What is paid for a strip beyond its price without the wedge; a subsidy is a negative one, and leaves the rents for the revenue. */
static double strip_value(const prl_sweep *w, const prl_strip *p, double x) {
  const prl_economy *e = w->economy;
  const double paid = w->now.z[(int64_t)p->sector * e->ld + p->destination] * p->gross *
                      exp(-e->theta[p->sector] * (w->now.lc[(int64_t)p->sector * e->ld + p->origin] + x));
  if (p->rent == PRL_RENT_BURNT) return 0;
  const bool there = p->rent == PRL_RENT_ORIGIN || p->rent == PRL_RENT_ORIGIN_FIRMS;
  return paid * (there ? p->net / p->gross : 1) * -expm1(-x);
}

static void limits(prl_limit *quotas, prl_limit *promises, prl_arrays *a, const prl_sweep *w) {
  double *base = w->now.work;
  for (int32_t p = 0; p < w->rows.promises; p++) base[p] = 0;
  for (int32_t j = 0; j < w->rows.strips; j++) {
    const prl_strip *p = &w->rows.strip[j];
    const double x = w->now.x[j], value = strip_value(w, p, x);
    prl_limit *out = p->quota >= 0 ? &quotas[p->quota] : &promises[p->promise];
    if (p->quota >= 0) {
      *out = (prl_limit){w->quantity[j] / p->base, expm1(x), value};
      continue;
    }
    base[p->promise] += p->base;
    *out = (prl_limit){out->quantity + w->quantity[j], expm1(x), out->value + value};
    a->rents[p->destination] -= value;
    a->revenue[p->destination] += value;
  }
  for (int32_t p = 0; p < w->rows.promises; p++)
    if (base[p] > 0) promises[p].quantity /= base[p];
}

static prl_outcome_view view_of(const prl_economy *e, const prl_arrays *a, const prl_accuracy *accuracy) {
  return (prl_outcome_view){.regions = e->N,
                            .sectors = e->S,
                            .accuracy = *accuracy,
                            .real_income = a->real_income,
                            .ev = a->ev,
                            .real_wage = a->real_wage,
                            .terms_of_trade = a->terms_of_trade,
                            .revenue = a->revenue,
                            .revenue_base = a->revenue_base,
                            .rents = a->rents,
                            .profits = a->profits,
                            .profits_base = a->profits_base,
                            .income = a->income,
                            .income_base = a->income_base,
                            .wage = a->wage,
                            .final_price = a->final_price,
                            .output = a->output,
                            .output_base = a->output_base,
                            .volume = a->volume,
                            .price = a->price,
                            .exports = a->exports,
                            .exports_base = a->exports_base,
                            .imports = a->imports,
                            .imports_base = a->imports_base};
}

prl_status prl_outcome_fill(prl_outcome *out, const prl_accuracy *accuracy) {
  const prl_economy *e = out->economy;
  const int32_t quotas = out->sweep->rows.quotas, promises = out->sweep->rows.promises;
  prl_limit *limited = prl_arena_alloc(out->arena, (size_t)quotas + 1, sizeof *limited); /* 0 where nothing is traded */
  prl_limit *promised = prl_arena_alloc(out->arena, (size_t)promises + 1, sizeof *promised);
  prl_arrays a;
  if (!limited || !promised || !lay_out(&a, out->arena, (size_t)e->N, (size_t)e->S)) return PRL_E_MEMORY;
  base_values(&a, e);
  if (out->same)
    unchanged(&a, e);
  else
    solved(&a, out->sweep, &out->wedges);
  limits(limited, promised, &a, out->sweep);
  out->view = view_of(e, &a, accuracy);
  out->view.quotas = limited, out->view.quota_count = quotas;
  out->view.purchases = promised, out->view.purchase_count = promises;
  return PRL_OK;
}

/* Changes of `a` over those of `b`; levels of b stand as the base. */
static void divide(prl_arrays *out, const prl_outcome_view *a, const prl_outcome_view *b) {
  const size_t N = (size_t)a->regions, cells = N * (size_t)a->sectors;
  for (size_t n = 0; n < N; n++) {
    out->real_income[n] = (a->real_income[n] - b->real_income[n]) / (1 + b->real_income[n]);
    out->ev[n] = a->ev[n] - b->ev[n];
    out->real_wage[n] = (a->real_wage[n] - b->real_wage[n]) / (1 + b->real_wage[n]);
    out->terms_of_trade[n] = (a->terms_of_trade[n] - b->terms_of_trade[n]) / (1 + b->terms_of_trade[n]);
    out->revenue[n] = a->revenue[n], out->revenue_base[n] = b->revenue[n];
    out->rents[n] = a->rents[n];
    out->profits[n] = a->profits[n], out->profits_base[n] = b->profits[n];
    out->income[n] = a->income[n], out->income_base[n] = b->income[n];
    out->wage[n] = a->wage[n] / b->wage[n];
    out->final_price[n] = a->final_price[n] / b->final_price[n];
    out->exports[n] = a->exports[n], out->exports_base[n] = b->exports[n];
    out->imports[n] = a->imports[n], out->imports_base[n] = b->imports[n];
  }
  for (size_t k = 0; k < cells; k++) {
    out->output[k] = a->output[k], out->output_base[k] = b->output[k];
    out->volume[k] = a->volume[k] / b->volume[k];
    out->price[k] = a->price[k] / b->price[k];
  }
}

prl_status prl_outcome_between(prl_outcome **out, const prl_outcome *after, const prl_outcome *before, prl_error *err) {
  *out = NULL;
  const prl_economy *e = after->economy;
  if (before->economy != e) return prl_fail(err, PRL_E_VALUE, "two outcomes of different economies cannot be compared");
  prl_arena *arena = prl_arena_new();
  prl_outcome *o = arena ? prl_arena_alloc(arena, 1, sizeof *o) : NULL;
  prl_arrays a;
  if (!o || !lay_out(&a, arena, (size_t)e->N, (size_t)e->S)) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "comparing two outcomes");
  }
  divide(&a, &after->view, &before->view);
  *o = (prl_outcome){.arena = arena, .economy = e, .sweep = after->sweep, .same = after->same, .before = before, .wedges = after->wedges};
  o->view = view_of(e, &a, &after->view.accuracy);
  o->view.quotas = after->view.quotas, o->view.quota_count = after->view.quota_count;
  o->view.purchases = after->view.purchases, o->view.purchase_count = after->view.purchase_count;
  *out = o;
  return PRL_OK;
}

prl_outcome_view prl_outcome_look(const prl_outcome *outcome) { return outcome->view; }

/* A home flow carries no border: it is what is paid for it. */
static double home_flow_base(const prl_economy *e, int32_t s, int32_t n) {
  const int64_t k = (int64_t)s * e->ld + n;
  return e->own[k] * e->spending[k];
}

double prl_outcome_flow_base(const prl_outcome *o, int32_t s, int32_t n, int32_t i) {
  if (o->before) return prl_outcome_flow(o->before, s, n, i);
  const prl_economy *e = o->economy;
  if (i == n) return home_flow_base(e, s, n);
  const int32_t place = prl_row_find(e, s, n, i);
  return place < 0 ? 0 : e->border[s][prl_row_at(e, s, n) + place];
}

double prl_outcome_flow(const prl_outcome *o, int32_t s, int32_t n, int32_t i) {
  if (o->same) return prl_outcome_flow_base(o, s, n, i);
  const prl_economy *e = o->economy;
  const prl_sweep *w = o->sweep;
  if (i == n) return w->now.home[(int64_t)s * e->ld + n];
  const int32_t place = prl_row_find(e, s, n, i);
  return place < 0 ? 0 : prl_sweep_flow(w, s, n, i, place);
}

void prl_outcome_free(prl_outcome *o) {
  if (o) prl_arena_free(o->arena);
}
