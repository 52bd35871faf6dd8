/* shock.c -- wedges to rows: what policy does to who buys from whom.
 *
 *   kappa_l = [(1+t')(1+e')(1+d')] / [(1+t)(1+e)(1+d)]           of the lines that pay alike
 *   omega_l = weight_l (1+t_l) / sum weight (1+t)                 their share of the flow at users' prices; weights are border values
 *   A = pi sum_l omega_l kappa_l^-theta,   B: each term over (1+t'),   C: over (1+t')(1+e') as well
 *
 * The sums over lines make policy exact at product level with no extra unknowns. A banned line drops out; a ban that stood in the base
 * year is in the data already and changes nothing while it stands, nor can the data say what lifting it would bring: kappa = 1.
 * Lines under a quantity limit or in a promise leave these sums and become a strip (limits.c). At home the elasticity is that of the home
 * nest. Only rows with a wedge are rebuilt. Source: docs/model.md; Dekle, Eaton & Kortum (2008). */
#include "rows.h"

#include <math.h>
#include <string.h>

static bool same(const prl_rates *a, const prl_rates *b) {
  return a->tariff == b->tariff && a->export_tax == b->export_tax && a->friction == b->friction && a->banned == b->banned;
}

bool prl_shock_changes(const prl_wedges *wedges) {
  for (int32_t k = 0; wedges && k < wedges->class_count; k++) {
    const prl_class *c = &wedges->classes[k];
    if (!same(&c->base, &c->now) || c->quota || c->purchase) return true;
  }
  return false;
}

static double delivered(const prl_rates *r) { return (1 + r->tariff) * (1 + r->export_tax) * (1 + r->friction); }

/* Sums over the lines of one flow, times its base share. */
typedef struct factors {
  double gross, net, producer, amount, base;
} factors;

/* Of the classes under one limit and in one promise (0, 0: of those in neither). */
static factors sum_classes(const prl_class *classes, int32_t count, double theta, bool use_now, int32_t quota, int32_t purchase) {
  factors f = {0};
  double whole = 0;
  for (int32_t l = 0; l < count; l++) whole += classes[l].weight * (1 + classes[l].base.tariff);
  for (int32_t l = 0; l < count; l++) {
    const prl_class *c = &classes[l];
    const prl_rates *now = use_now ? &c->now : &c->base;
    if (use_now && (c->quota != quota || c->purchase != purchase)) continue;
    const double omega = c->weight * (1 + c->base.tariff) / whole;
    f.base += omega;
    if (now->banned && !c->base.banned) continue;
    const double kappa = c->base.banned ? 1 : delivered(now) / delivered(&c->base), term = omega * (kappa == 1 ? 1 : pow(kappa, -theta));
    f.gross += term;
    f.net += term / (1 + now->tariff);
    f.producer += term / ((1 + now->tariff) * (1 + now->export_tax));
    f.amount += term / kappa;
  }
  return f;
}

static prl_status malformed(const prl_economy *e, const prl_wedge *w, prl_error *err, const char *why) {
  prl_fail(err, PRL_E_VALUE, "%s", why);
  prl_error_item(err, "%s -> %s, %s", e->region_id[w->origin], e->region_id[w->destination], e->sector_id[w->sector]);
  return PRL_E_VALUE;
}

static prl_status check(const prl_economy *e, const prl_wedge *w, const prl_wedges *all, prl_error *err) {
  double sum = 0;
  for (int32_t l = w->first; l < w->first + w->count; l++) {
    const prl_class *c = &all->classes[l];
    const prl_rates *r[] = {&c->base, &c->now};
    for (int k = 0; k < 2; k++) {
      if (!(r[k]->tariff > -1 && r[k]->export_tax > -1 && r[k]->friction > -1))
        return malformed(e, w, err, "a rate of -100 % or less leaves no price");
      if (w->origin == w->destination && (r[k]->tariff != 0 || r[k]->friction != 0 || r[k]->banned || c->quota || c->purchase))
        return malformed(e, w, err, "a flow at home may carry an export tax only (as part of a tax on production)");
    }
    if (c->quota < 0 || c->quota > all->quota_count || c->purchase < 0 || c->purchase > all->purchase_count || (c->quota && c->purchase))
      return malformed(e, w, err, "lines may be under one limit, or in one promise, that the wedges hold");
    if (c->quota && !(all->quotas[c->quota - 1].limit > 0 && all->quotas[c->quota - 1].top >= 0))
      return malformed(e, w, err, "a quantity limit must be above 0 (a ban is an instrument of its own)");
    if (c->purchase && !(all->purchases[c->purchase - 1].floor > 0 && isfinite(all->purchases[c->purchase - 1].floor)))
      return malformed(e, w, err, "a promise to buy must be above 0");
    sum += c->weight;
  }
  if (fabs(sum - 1) > 1e-9)
    return prl_fail(err, PRL_E_VALUE, "the wedge on %s -> %s, %s is malformed (weights sum to %.17g)", e->region_id[w->origin],
                    e->region_id[w->destination], e->sector_id[w->sector], sum);
  return PRL_OK;
}

/* ---- rows ---- */

/* The four kinds of numbers of a row, to be written to. */
typedef struct draft {
  double *gross, *producer, *tariff, *levy;
} draft;

static bool start_row(prl_rows *out, draft *d, prl_arena *arena, const prl_economy *e, const prl_wedge *w) {
  const int64_t cell = (int64_t)w->sector * e->N + w->destination;
  const size_t length = (size_t)(e->pattern[w->sector].form == PRL_FORM_DENSE ? e->ld : prl_row_span(e, w->sector, w->destination).count);
  double *room = prl_arena_alloc(arena, 4 * length + 1, sizeof *room);
  if (!room) return false;
  *d = (draft){room, room + length, room + 2 * length, room + 3 * length};
  memcpy(d->gross, out->gross[cell], length * sizeof *room);
  memcpy(d->producer, out->gross[cell], length * sizeof *room);
  out->gross[cell] = d->gross, out->producer[cell] = d->producer;
  out->row[out->count++] = (prl_row){w->sector, w->destination, d->gross, d->producer, NULL, NULL};
  return true;
}

static void put(prl_row *row, const draft *d, int32_t place, double pi, const factors *f) {
  d->gross[place] = pi * f->gross;
  d->producer[place] = pi * f->producer;
  d->tariff[place] = pi * (f->gross - f->net);
  d->levy[place] = pi * (f->net - f->producer);
  if (f->gross != f->net) row->tariff = d->tariff;
  if (f->net != f->producer) row->levy = d->levy;
}

static void put_home(prl_rows *out, const prl_economy *e, const prl_wedge *w, const prl_wedges *wedges, bool now) {
  const int64_t cell = (int64_t)w->sector * e->ld + w->destination;
  const double h = e->nests.home ? e->nests.home[w->sector] : e->theta[w->sector];
  const factors f = sum_classes(wedges->classes + w->first, w->count, h, now, 0, 0);
  out->own[cell] = e->own[cell] * f.gross;
  out->keep[cell] = f.producer / f.gross;
  out->taxes_home = out->taxes_home || out->keep[cell] != 1;
}

/* One strip for every limit and promise among the classes of a flow. */
static void put_strips(prl_rows *out, const prl_economy *e, const prl_wedge *w, const prl_wedges *all, double pi) {
  const prl_class *classes = all->classes + w->first;
  const double X = e->spending[(int64_t)w->sector * e->ld + w->destination];
  for (int32_t l = 0; l < w->count; l++) {
    const int32_t quota = classes[l].quota, purchase = classes[l].purchase;
    bool seen = !quota && !purchase;
    for (int32_t m = 0; m < l; m++) seen = seen || (classes[m].quota == quota && classes[m].purchase == purchase);
    if (seen || !(pi > 0)) continue;
    const factors f = sum_classes(classes, w->count, e->theta[w->sector], true, quota, purchase);
    if (!(f.gross > 0)) continue; /* all banned */
    prl_strip strip = {w->sector,       w->destination, w->origin,       quota - 1, purchase - 1, pi * f.gross,        pi * f.net,
                       pi * f.producer, pi * f.amount,  pi * f.base * X, INFINITY,  INFINITY,     PRL_RENT_DESTINATION};
    if (quota) {
      const prl_quota *q = &all->quotas[quota - 1];
      strip.cap = q->limit * strip.base;
      strip.most = log1p(q->top);
      strip.rent = q->rent;
    }
    out->strip[out->strips++] = strip;
  }
}

static bool lay_out(prl_rows *out, prl_arena *arena, const prl_economy *e, const prl_wedges *wedges) {
  const size_t cells = (size_t)e->S * (size_t)e->N, block = (size_t)prl_block(e);
  const size_t most = wedges ? (size_t)wedges->wedge_count : 0, lines = wedges ? (size_t)wedges->class_count : 0;
  *out = (prl_rows){.gross = prl_arena_alloc(arena, 2 * cells, sizeof *out->gross),
                    .row = prl_arena_alloc(arena, most + 1, sizeof *out->row),
                    .first = prl_arena_alloc(arena, 2 * ((size_t)e->S + 1), sizeof *out->first),
                    .own = prl_arena_alloc(arena, 2 * block, sizeof *out->own),
                    .strip = prl_arena_alloc(arena, lines + 1, sizeof *out->strip)};
  if (!out->gross || !out->row || !out->first || !out->own || !out->strip) return false;
  out->producer = out->gross + cells;
  out->strip_first = out->first + e->S + 1;
  out->keep = out->own + block;
  memcpy(out->own, e->own, block * sizeof *out->own);
  for (size_t k = 0; k < block; k++) out->keep[k] = 1;
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const int64_t cell = (int64_t)s * e->N + n;
      out->gross[cell] = out->producer[cell] = e->pi[s] + prl_row_at(e, s, n);
    }
  return true;
}

/* Base quantities of the promises. */
static bool promises(prl_rows *out, prl_arena *arena, const prl_wedges *wedges) {
  double *floor = prl_arena_alloc(arena, (size_t)wedges->purchase_count + 1, sizeof *floor);
  if (!floor) return false;
  out->quotas = wedges->quota_count, out->promises = wedges->purchase_count;
  for (int32_t j = 0; j < out->strips; j++)
    if (out->strip[j].promise >= 0) floor[out->strip[j].promise] += out->strip[j].base * wedges->purchases[out->strip[j].promise].floor;
  out->floor = floor;
  return true;
}

static prl_status nothing_to_buy(const prl_rows *rows, prl_error *err) {
  for (int32_t p = 0; p < rows->promises; p++)
    if (!(rows->floor[p] > 0)) {
      prl_fail(err, PRL_E_VALUE, "promise %d is to buy more of what was not traded in the base year, or is banned now", p + 1);
      prl_error_hint(err, "%s", "a promise is a multiple of base trade: name goods that were traded");
      return PRL_E_VALUE;
    }
  return PRL_OK;
}

static prl_status take(prl_rows *out, draft *d, prl_arena *arena, const prl_economy *e, const prl_wedges *wedges, int32_t k, bool now,
                       prl_error *err) {
  const prl_wedge *w = &wedges->wedges[k];
  prl_status status = check(e, w, wedges, err);
  if (status) return status;
  if (w->origin == w->destination) {
    put_home(out, e, w, wedges, now);
    return PRL_OK;
  }
  const int32_t place = prl_row_find(e, w->sector, w->destination, w->origin);
  const double pi = prl_economy_pi(e, w->sector, w->destination, w->origin);
  if (place < 0 || !(pi > 0)) return PRL_OK; /* no trade there */
  const prl_row *last = out->count ? &out->row[out->count - 1] : NULL;
  if ((!last || last->sector != w->sector || last->destination != w->destination) && !start_row(out, d, arena, e, w))
    return prl_fail(err, PRL_E_MEMORY, "a row of a shock");
  const factors f = sum_classes(wedges->classes + w->first, w->count, e->theta[w->sector], now, 0, 0);
  put(&out->row[out->count - 1], d, place, pi, &f);
  if (now) put_strips(out, e, w, wedges, pi);
  return PRL_OK;
}

prl_status prl_shock_rows(prl_rows *out, prl_arena *arena, const prl_economy *e, const prl_wedges *wedges, bool now, prl_error *err) {
  if (!lay_out(out, arena, e, wedges)) return prl_fail(err, PRL_E_MEMORY, "the rows of a shock");
  draft d = {0};
  int32_t k = 0;
  for (int32_t s = 0; s < e->S; s++) {
    out->first[s] = out->count, out->strip_first[s] = out->strips;
    for (; wedges && k < wedges->wedge_count && wedges->wedges[k].sector == s; k++) {
      prl_status status = take(out, &d, arena, e, wedges, k, now, err);
      if (status) return status;
    }
  }
  out->first[e->S] = out->count, out->strip_first[e->S] = out->strips;
  if (!now || !wedges) return PRL_OK;
  return promises(out, arena, wedges) ? nothing_to_buy(out, err) : prl_fail(err, PRL_E_MEMORY, "the promises of a shock");
}
