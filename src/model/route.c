/* route.c -- the way from one policy to another, line by line.
 *
 * Rates go straight from their old to their new level; the logarithm of what a limit or a promise adds to the price goes straight from what
 * it was (none: 0) to what it came to be, so that on the way a limit is a tax whose owner is that of the rent, and the policy is smooth in
 * t; of lines that are banned at one end the share (1 - t), or t, is open. At both ends the equilibria are those of the two policies.
 *
 * Each policy comes as classes of lines with equal (base, now). Lines with the same base rates are matched in the order of what they add to
 * the delivered price: from the base every line with itself, and so too where a change raises or lowers alike what all lines of a flow pay.
 * (The coupling of least cost on the line: Villani 2003, Topics in Optimal Transportation, section 2.2.) */
#include "route.h"

#include <math.h>
#include <stdlib.h>

/* ---- the ends ---- */

static const prl_strip *strip_of(const prl_rows *rows, const prl_wedge *w, const prl_class *c) {
  for (int32_t j = rows->strip_first[w->sector]; j < rows->strip_first[w->sector + 1]; j++) {
    const prl_strip *p = &rows->strip[j];
    if (p->destination == w->destination && p->origin == w->origin && p->quota == c->quota - 1 && p->promise == c->purchase - 1) return p;
  }
  return NULL;
}

static prl_end plain_end(const prl_rates *r, bool open) {
  return (prl_end){.tariff = r->tariff, .export_tax = r->export_tax, .friction = r->friction, .open = open};
}

static prl_end end_of(const prl_outcome *o, const prl_wedge *w, const prl_class *c) {
  prl_end end = plain_end(&c->now, !c->now.banned || c->base.banned);
  const prl_strip *p = c->quota || c->purchase ? strip_of(&o->sweep->rows, w, c) : NULL;
  const double x = p ? o->sweep->now.x[p - o->sweep->rows.strip] : 0;
  if (p && p->promise >= 0)
    end.promise = x;
  else if (p && p->rent == PRL_RENT_BURNT)
    end.burnt = x;
  else if (p && (p->rent == PRL_RENT_ORIGIN || p->rent == PRL_RENT_ORIGIN_FIRMS))
    end.there = x;
  else
    end.here = x;
  return end;
}

static double log_delivered(const prl_end *e) {
  if (e->open == 0) return INFINITY;
  return log1p(e->tariff) + log1p(e->export_tax) + log1p(e->friction) + e->here + e->there + e->burnt + e->promise;
}

/* ---- matching the lines of one flow ---- */

typedef struct half { /* lines of a flow in one of the policies */
  prl_rates base;
  prl_end end;
  double weight, delivered;
} half;

static int by_base(const prl_rates *a, const prl_rates *b) {
  if (a->tariff != b->tariff) return a->tariff < b->tariff ? -1 : 1;
  if (a->export_tax != b->export_tax) return a->export_tax < b->export_tax ? -1 : 1;
  if (a->friction != b->friction) return a->friction < b->friction ? -1 : 1;
  return (int)a->banned - (int)b->banned;
}

static int in_order(const void *a, const void *b) {
  const half *x = a, *y = b;
  const int base = by_base(&x->base, &y->base);
  return base != 0 ? base : (x->delivered > y->delivered) - (x->delivered < y->delivered);
}

static half *halves_of(prl_arena *arena, const prl_outcome *o, const prl_wedge *w) {
  half *out = prl_arena_alloc(arena, (size_t)w->count, sizeof *out);
  for (int32_t l = 0; out && l < w->count; l++) {
    const prl_class *c = &o->wedges.classes[w->first + l];
    const prl_end end = end_of(o, w, c);
    out[l] = (half){c->base, end, c->weight, log_delivered(&end)};
  }
  if (out) qsort(out, (size_t)w->count, sizeof *out, in_order);
  return out;
}

/* Banned at one end: the lines that are still open pay the other end's rates. */
static prl_leg leg_of(double weight, const prl_rates *base, prl_end from, prl_end to) {
  if (from.open == 0) from = to, from.open = 0;
  if (to.open == 0) to = from, to.open = 0;
  return (prl_leg){weight, *base, from, to};
}

static void push(prl_route *r, prl_leg leg) {
  r->flows[r->flow_count - 1].count++;
  r->legs[r->leg_count++] = leg;
}

static bool match(prl_route *r, half *a, int32_t a_count, half *b, int32_t b_count) {
  const double nothing = 1e-14; /* of a weight: rounding of sums */
  int32_t k = 0, l = 0;
  while (k < a_count && l < b_count) {
    const double weight = fmin(a[k].weight, b[l].weight);
    if (weight > nothing) {
      if (by_base(&a[k].base, &b[l].base) != 0) return false;
      push(r, leg_of(weight, &a[k].base, a[k].end, b[l].end));
    }
    a[k].weight -= weight, b[l].weight -= weight;
    const bool next = a[k].weight <= nothing, also = b[l].weight <= nothing;
    k += next, l += also;
  }
  return true;
}

/* ---- flow by flow ---- */

static void open_flow(prl_route *r, const prl_wedge *w) {
  r->flows[r->flow_count++] = (prl_wedge){w->sector, w->destination, w->origin, r->leg_count, 0};
}

/* A flow that only one of the policies names: at the other end it pays what it does in the base. */
static void alone(prl_route *r, const prl_outcome *o, const prl_wedge *w, bool comes) {
  open_flow(r, w);
  for (int32_t l = w->first; l < w->first + w->count; l++) {
    const prl_class *c = &o->wedges.classes[l];
    const prl_end now = end_of(o, w, c), base = plain_end(&c->base, true);
    push(r, comes ? leg_of(c->weight, &c->base, base, now) : leg_of(c->weight, &c->base, now, base));
  }
}

static prl_status both(prl_route *r, prl_arena *arena, const prl_outcome *from, const prl_wedge *a, const prl_outcome *to,
                       const prl_wedge *b, prl_error *err) {
  half *x = halves_of(arena, from, a), *y = halves_of(arena, to, b);
  if (!x || !y) return prl_fail(err, PRL_E_MEMORY, "the way between two policies");
  open_flow(r, a);
  if (match(r, x, a->count, y, b->count)) return PRL_OK;
  prl_fail(err, PRL_E_VALUE, "the two policies do not start from the same base rates");
  prl_error_item(err, "%s -> %s, %s", r->economy->region_id[a->origin], r->economy->region_id[a->destination],
                 r->economy->sector_id[a->sector]);
  return PRL_E_VALUE;
}

static int order(const prl_wedge *a, const prl_wedge *b) {
  if (!a || !b) return a ? -1 : 1;
  if (a->sector != b->sector) return a->sector < b->sector ? -1 : 1;
  if (a->destination != b->destination) return a->destination < b->destination ? -1 : 1;
  return (a->origin > b->origin) - (a->origin < b->origin);
}

static prl_status merge(prl_route *r, prl_arena *arena, const prl_outcome *from, const prl_outcome *to, prl_error *err) {
  const prl_wedges none = {0}, *a = from ? &from->wedges : &none, *b = &to->wedges;
  int32_t k = 0, l = 0;
  while (k < a->wedge_count || l < b->wedge_count) {
    const prl_wedge *x = k < a->wedge_count ? &a->wedges[k] : NULL, *y = l < b->wedge_count ? &b->wedges[l] : NULL;
    const int first = order(x, y);
    const prl_status status = first == 0 ? both(r, arena, from, x, to, y, err) : PRL_OK;
    if (status) return status;
    if (first < 0) alone(r, from, x, false);
    if (first > 0) alone(r, to, y, true);
    k += first <= 0, l += first >= 0;
  }
  return PRL_OK;
}

/* The model takes a line that was banned in the base year at a price that no rate moves: a limit on it is no wedge. */
static prl_status check(const prl_route *r, prl_error *err) {
  for (int32_t f = 0; f < r->flow_count; f++)
    for (int32_t l = r->flows[f].first; l < r->flows[f].first + r->flows[f].count; l++) {
      const prl_leg *g = &r->legs[l];
      const prl_end *ends[] = {&g->from, &g->to};
      for (int k = 0; k < 2 && g->base.banned; k++)
        if (ends[k]->here != 0 || ends[k]->there != 0 || ends[k]->burnt != 0 || ends[k]->promise != 0) {
          prl_fail(err, PRL_E_VALUE, "a limit or promise on goods that were banned in the base year cannot be decomposed");
          prl_error_item(err, "%s -> %s, %s", r->economy->region_id[r->flows[f].origin], r->economy->region_id[r->flows[f].destination],
                         r->economy->sector_id[r->flows[f].sector]);
          return PRL_E_VALUE;
        }
    }
  return PRL_OK;
}

prl_status prl_route_new(prl_route *out, prl_arena *arena, const prl_outcome *from, const prl_outcome *to, prl_error *err) {
  *out = (prl_route){.economy = to->economy};
  if (from && from->economy != to->economy) return prl_fail(err, PRL_E_VALUE, "two outcomes of different economies cannot be compared");
  const size_t flows = (size_t)to->wedges.wedge_count + (size_t)(from ? from->wedges.wedge_count : 0);
  const size_t legs = (size_t)to->wedges.class_count + (size_t)(from ? from->wedges.class_count : 0);
  out->flows = prl_arena_alloc(arena, flows + 1, sizeof *out->flows);
  out->legs = prl_arena_alloc(arena, legs + 1, sizeof *out->legs);
  out->classes = prl_arena_alloc(arena, legs + 1, sizeof *out->classes);
  if (!out->flows || !out->legs || !out->classes) return prl_fail(err, PRL_E_MEMORY, "the way between two policies");
  const prl_status status = merge(out, arena, from, to, err);
  return status ? status : check(out, err);
}

/* ---- on the way ---- */

static double between(double from, double to, double t) { return (1 - t) * from + t * to; }

prl_stride prl_route_leg(const prl_leg *leg, double t) {
  const prl_end *a = &leg->from, *b = &leg->to;
  prl_stride s = {.at = {between(a->tariff, b->tariff, t), between(a->export_tax, b->export_tax, t), between(a->friction, b->friction, t),
                         between(a->open, b->open, t), between(a->here, b->here, t), between(a->there, b->there, t),
                         between(a->burnt, b->burnt, t), between(a->promise, b->promise, t)}};
  s.users = log1p(s.at.tariff) + s.at.here + s.at.promise;
  s.border = log1p(s.at.export_tax) + s.at.there;
  s.burnt = log1p(s.at.friction) + s.at.burnt;
  s.d_tariff = (b->tariff - a->tariff) / (1 + s.at.tariff) + b->here - a->here + b->promise - a->promise;
  s.d_export = (b->export_tax - a->export_tax) / (1 + s.at.export_tax) + b->there - a->there;
  s.d_friction = (b->friction - a->friction) / (1 + s.at.friction) + b->burnt - a->burnt;
  s.d_open = b->open - a->open;
  if (leg->base.banned) s.d_friction = -s.d_tariff - s.d_export; /* at a price that no rate moves */
  return s;
}

/* A share that is not open is the same as a friction of open^(-1/theta) on all of it. */
static prl_rates rates_at(const prl_leg *leg, double t, double theta) {
  const prl_stride s = prl_route_leg(leg, t);
  if (leg->base.banned) return (prl_rates){s.at.tariff, s.at.export_tax, s.at.friction, true};
  if (s.at.open == 0) return (prl_rates){.banned = true};
  return (prl_rates){.tariff = s.at.here + s.at.promise == 0 ? s.at.tariff : expm1(s.users),
                     .export_tax = s.at.there == 0 ? s.at.export_tax : expm1(s.border),
                     .friction = s.at.burnt == 0 && s.at.open == 1 ? s.at.friction : expm1(s.burnt - log(s.at.open) / theta)};
}

prl_wedges prl_route_at(prl_route *r, double t) {
  for (int32_t f = 0; f < r->flow_count; f++)
    for (int32_t l = r->flows[f].first; l < r->flows[f].first + r->flows[f].count; l++) {
      const prl_leg *leg = &r->legs[l];
      r->classes[l] = (prl_class){.weight = leg->weight, .base = leg->base, .now = rates_at(leg, t, r->economy->theta[r->flows[f].sector])};
    }
  return (prl_wedges){.wedges = r->flows, .wedge_count = r->flow_count, .classes = r->classes, .class_count = r->leg_count};
}
