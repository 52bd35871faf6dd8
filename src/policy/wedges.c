/* wedges.c -- two policies over the same lines, joined flow by flow into classes of lines that pay the same before and after.
 *
 *   class = {lines of one flow with equal (base, now)},  weight = sum of their shares of the flow
 * A flow's weights, added in order, sum to 1 exactly: the largest class stands last and takes the rounding, so that a policy
 * without change leaves the model's sums over lines exactly alone. Flows that pay nothing in both are left out.
 * Lines under one limit are classes of their own; a limit is one quota a flow, a promise one purchase a buyer (or a flow). A measure's limit
 * that stood in the base year, unchanged, is in the data already, as a ban is: no quota. The data do not tell what lifting it would bring.
 * A flow without base trade has no quota, nor a promise of its own: a multiple of nothing. */
#include "settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct prl_joined {
  prl_wedge *wedges;
  int32_t wedge_count, wedge_capacity;
  prl_class *classes; /* until close_bounds, quota and purchase are 1 + the term they stand for */
  int32_t class_count, class_capacity;
  prl_arena *arena; /* of the names of the bounds, and what follows */
  prl_quota *quotas;
  prl_purchase *purchases;
  prl_bound *bounds;
  int32_t quota_count, purchase_count;
};

void prl_joined_free(prl_joined *joined) {
  if (!joined) return;
  free(joined->wedges);
  free(joined->classes);
  prl_arena_free(joined->arena);
  free(joined);
}

const prl_bound *prl_joined_bounds(const prl_joined *joined) { return joined->bounds; }

prl_wedges prl_joined_wedges(const prl_joined *joined) {
  return (prl_wedges){.wedges = joined->wedges,
                      .wedge_count = joined->wedge_count,
                      .classes = joined->classes,
                      .class_count = joined->class_count,
                      .quotas = joined->quotas,
                      .quota_count = joined->quota_count,
                      .purchases = joined->purchases,
                      .purchase_count = joined->purchase_count};
}

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no room for the wedges"); }

static int compare_rates(const prl_rates *a, const prl_rates *b) {
  if (a->tariff != b->tariff) return a->tariff < b->tariff ? -1 : 1;
  if (a->export_tax != b->export_tax) return a->export_tax < b->export_tax ? -1 : 1;
  if (a->friction != b->friction) return a->friction < b->friction ? -1 : 1;
  return (int)a->banned - (int)b->banned;
}

static int compare_classes(const void *a, const void *b) {
  const prl_class *x = a, *y = b;
  int order = compare_rates(&x->base, &y->base);
  if (order == 0) order = compare_rates(&x->now, &y->now);
  if (order == 0) order = (x->quota > y->quota) - (x->quota < y->quota);
  return order != 0 ? order : (x->purchase > y->purchase) - (x->purchase < y->purchase);
}

static bool pays(const prl_rates *r) { return r->tariff != 0 || r->export_tax != 0 || r->friction != 0 || r->banned; }

static bool bears(const prl_class *c) { return pays(&c->base) || pays(&c->now) || c->quota || c->purchase; }

static bool push_class(prl_joined *j, prl_class c) {
  if (j->class_count == j->class_capacity) {
    int32_t capacity = j->class_capacity ? 2 * j->class_capacity : 256;
    prl_class *grown = realloc(j->classes, (size_t)capacity * sizeof *grown);
    if (!grown) return false;
    j->classes = grown;
    j->class_capacity = capacity;
  }
  j->classes[j->class_count++] = c;
  return true;
}

static bool push_wedge(prl_joined *j, prl_wedge wedge) {
  if (j->wedge_count == j->wedge_capacity) {
    int32_t capacity = j->wedge_capacity ? 2 * j->wedge_capacity : 128;
    prl_wedge *grown = realloc(j->wedges, (size_t)capacity * sizeof *grown);
    if (!grown) return false;
    j->wedges = grown;
    j->wedge_capacity = capacity;
  }
  j->wedges[j->wedge_count++] = wedge;
  return true;
}

/* ---- one flow ---- */

typedef struct side { /* a policy on one pair; a pair it does not touch has one profile that pays nothing */
  const int32_t *profile_of;
  const prl_profile *profiles;
  const prl_segment *segments;
  int32_t count;
  const prl_term *terms;
} side;

static const prl_segment nothing = {.end = 1};
static const prl_profile only = {0, 1};

static side side_of(const prl_policy *policy, int32_t pair) {
  int32_t slot = policy->slot[pair];
  if (slot < 0) return (side){NULL, &only, &nothing, 1, policy->terms};
  const prl_settled *s = &policy->settled[slot];
  return (side){s->profile_of, s->profiles, s->segments, s->profile_count, policy->terms};
}

/* 0, or the term under which the quantity of the lines comes anew: one that stood in the base is in the data */
static int32_t anew(int32_t before, const side *base, int32_t after, const side *now) {
  if (!after || before != after) return after;
  return base->terms[before - 1].asked == now->terms[after - 1].asked ? 0 : after;
}

/* the steps of two profiles laid over each other, each with its part of the weight */
static bool overlay(prl_joined *j, double weight, const side *base, int32_t b, const side *now, int32_t n) {
  const prl_segment *x = base->segments + base->profiles[b].first, *y = now->segments + now->profiles[n].first;
  for (double begin = 0; begin < 1;) {
    double end = x->end < y->end ? x->end : y->end;
    prl_class class = {.weight = weight * (end - begin),
                       .base = x->rates,
                       .now = y->rates,
                       .quota = anew(x->limit, base, y->limit, now),
                       .purchase = anew(x->promise, base, y->promise, now)};
    if (end > begin && !push_class(j, class)) return false;
    bool next_x = x->end <= end, next_y = y->end <= end;
    begin = end;
    x += next_x;
    y += next_y;
  }
  return true;
}

static int32_t merge(prl_class *c, int32_t count) {
  int32_t kept = 0;
  qsort(c, (size_t)count, sizeof *c, compare_classes);
  for (int32_t k = 1; k < count; k++) {
    if (compare_classes(&c[k], &c[kept]) == 0)
      c[kept].weight += c[k].weight;
    else
      c[++kept] = c[k];
  }
  return kept + 1;
}

static void weights_to_one(prl_class *c, int32_t count) {
  int32_t largest = 0;
  double sum = 0;
  for (int32_t k = 1; k < count; k++)
    if (c[k].weight > c[largest].weight) largest = k;
  prl_class last = c[largest];
  memmove(c + largest, c + largest + 1, (size_t)(count - 1 - largest) * sizeof *c);
  for (int32_t k = 0; k < count - 1; k++) sum += c[k].weight;
  last.weight = 1 - sum;
  c[count - 1] = last;
}

static void unbind(prl_class *c, int32_t count, const prl_term *terms) {
  for (int32_t k = 0; k < count; k++) {
    c[k].quota = 0;
    if (c[k].purchase && terms[c[k].purchase - 1].each) c[k].purchase = 0;
  }
}

/* close the flow whose classes begin at `first` */
static bool close_flow(prl_joined *j, int32_t first, prl_wedge wedge) {
  int32_t count = merge(j->classes + first, j->class_count - first);
  bool any = false;
  for (int32_t k = first; k < first + count; k++) any |= bears(&j->classes[k]);
  j->class_count = any ? first + count : first;
  if (!any) return true;
  weights_to_one(j->classes + first, count);
  wedge.first = first;
  wedge.count = count;
  return push_wedge(j, wedge);
}

typedef struct tally { /* weight by (base profile, now profile) within a sector */
  double *weight;
  int32_t *used, used_count; /* cells with weight, in the order of the lines */
  bool *traded;              /* by sector: the pair has base trade in it */
} tally;

static bool flush(prl_joined *j, tally *t, const side *base, const side *now, prl_wedge wedge) {
  int32_t first = j->class_count;
  bool fine = true;
  for (int32_t k = 0; k < t->used_count && fine; k++) {
    int32_t cell = t->used[k];
    fine = overlay(j, t->weight[cell], base, cell / now->count, now, cell % now->count);
    t->weight[cell] = 0;
  }
  t->used_count = 0;
  if (fine && !t->traded[wedge.sector]) unbind(j->classes + first, j->class_count - first, now->terms);
  return fine && close_flow(j, first, wedge);
}

static bool join_lines(prl_joined *j, tally *t, const prl_lines *lines, int32_t pair, const side *base, const side *now) {
  const prl_pair *p = &lines->pairs[pair];
  int32_t regions = lines->look.regions;
  for (int32_t l = 0; l < p->count; l++) {
    int32_t sector = lines->sector[lines->product[p->first + l]];
    int32_t b = base->profile_of ? base->profile_of[l] : 0, n = now->profile_of ? now->profile_of[l] : 0;
    int32_t cell = b * now->count + n;
    double weight = lines->weight[p->first + l];
    if (weight > 0 && t->weight[cell] == 0) t->used[t->used_count++] = cell;
    t->weight[cell] += weight;
    bool last = l + 1 == p->count || lines->sector[lines->product[p->first + l + 1]] != sector;
    prl_wedge wedge = {.sector = sector, .destination = pair / regions, .origin = pair % regions};
    if (last && !flush(j, t, base, now, wedge)) return false;
  }
  return true;
}

static bool *traded_in(const prl_lines *lines, int32_t pair) {
  size_t pairs = (size_t)lines->look.regions * (size_t)lines->look.regions;
  bool *traded = calloc((size_t)lines->look.sectors, sizeof *traded);
  for (int32_t s = 0; s < lines->look.sectors && traded; s++) traded[s] = lines->look.trade[(size_t)s * pairs + (size_t)pair] > 0;
  return traded;
}

static bool join_pair(prl_joined *j, const prl_lines *lines, int32_t pair, const prl_policy *base, const prl_policy *now) {
  side b = side_of(base, pair), n = side_of(now, pair);
  if (!b.profile_of && !n.profile_of) return true;
  size_t cells = (size_t)b.count * (size_t)n.count;
  tally t = {.weight = calloc(cells, sizeof *t.weight), .used = calloc(cells, sizeof *t.used), .traded = traded_in(lines, pair)};
  bool fine = t.weight && t.used && t.traded && join_lines(j, &t, lines, pair, &b, &n);
  free(t.weight);
  free(t.used);
  free(t.traded);
  return fine;
}

static int by_flow(const void *a, const void *b) {
  const prl_wedge *x = a, *y = b;
  if (x->sector != y->sector) return x->sector < y->sector ? -1 : 1;
  if (x->destination != y->destination) return x->destination < y->destination ? -1 : 1;
  return (x->origin > y->origin) - (x->origin < y->origin);
}

/* ---- limits and promises, numbered in the order of the flows ---- */

typedef struct numbering {
  prl_joined *joined;
  const prl_term *terms;
  int32_t *last;    /* by term: the quota or promise opened last; 0 = none */
  int32_t *last_at; /* by term: the wedge (quotas, each) or the destination (promises) it was opened for */
  int32_t room;     /* as many as classes under a limit or promise */
  prl_bound *quota_bounds, *purchase_bounds;
} numbering;

static int32_t open_quota(numbering *n, int32_t term, const prl_wedge *w) {
  prl_joined *j = n->joined;
  const prl_term *t = &n->terms[term];
  n->quota_bounds[j->quota_count] =
      (prl_bound){prl_arena_text(j->arena, t->id, strlen(t->id)), w->sector, w->destination, w->origin, isfinite(t->top)};
  j->quotas[j->quota_count] = (prl_quota){t->asked, t->top, t->rent};
  return ++j->quota_count;
}

static int32_t open_purchase(numbering *n, int32_t term, const prl_wedge *w) {
  prl_joined *j = n->joined;
  const prl_term *t = &n->terms[term];
  n->purchase_bounds[j->purchase_count] =
      (prl_bound){prl_arena_text(j->arena, t->id, strlen(t->id)), w->sector, w->destination, w->origin, false};
  j->purchases[j->purchase_count] = (prl_purchase){t->asked};
  return ++j->purchase_count;
}

/* a promise over many flows has no one sector or origin */
static void widen(prl_bound *bound, const prl_wedge *w) {
  if (bound->sector != w->sector) bound->sector = -1;
  if (bound->origin != w->origin) bound->origin = -1;
}

static void number_quota(numbering *n, prl_class *c, int32_t wedge) {
  int32_t term = c->quota - 1;
  if (term < 0) return;
  if (n->last[term] == 0 || n->last_at[term] != wedge) {
    n->last[term] = open_quota(n, term, &n->joined->wedges[wedge]);
    n->last_at[term] = wedge;
  }
  c->quota = n->last[term];
}

/* the promise of that term to that buyer; promises are few */
static int32_t held_by(const numbering *n, int32_t term, int32_t destination) {
  for (int32_t k = 0; k < n->joined->purchase_count; k++)
    if (n->purchase_bounds[k].destination == destination && strcmp(n->purchase_bounds[k].id, n->terms[term].id) == 0) return k + 1;
  return 0;
}

static void number_purchase(numbering *n, prl_class *c, int32_t wedge) {
  int32_t term = c->purchase - 1;
  const prl_wedge *w = &n->joined->wedges[wedge];
  if (term < 0) return;
  bool again = n->last[term] && n->last_at[term] == wedge;
  int32_t held = n->terms[term].each ? (again ? n->last[term] : 0) : held_by(n, term, w->destination);
  n->last[term] = c->purchase = held ? held : open_purchase(n, term, w);
  n->last_at[term] = wedge;
  if (held) widen(&n->purchase_bounds[held - 1], w);
}

static bool room_for(numbering *n, int32_t terms) {
  prl_joined *j = n->joined;
  for (int32_t c = 0; c < j->class_count; c++) n->room += j->classes[c].quota > 0 || j->classes[c].purchase > 0;
  size_t room = (size_t)n->room + 1;
  n->last = calloc((size_t)terms + 1, sizeof *n->last);
  n->last_at = calloc((size_t)terms + 1, sizeof *n->last_at);
  n->quota_bounds = calloc(room, sizeof *n->quota_bounds);
  n->purchase_bounds = calloc(room, sizeof *n->purchase_bounds);
  j->quotas = prl_arena_alloc(j->arena, room, sizeof *j->quotas);
  j->purchases = prl_arena_alloc(j->arena, room, sizeof *j->purchases);
  j->bounds = prl_arena_alloc(j->arena, room, sizeof *j->bounds);
  return n->last && n->last_at && n->quota_bounds && n->purchase_bounds && j->quotas && j->purchases && j->bounds;
}

static bool close_bounds(prl_joined *j, const prl_policy *now) {
  numbering n = {.joined = j, .terms = now->terms};
  bool fine = room_for(&n, now->term_count);
  for (int32_t k = 0; k < j->wedge_count && fine; k++)
    for (int32_t c = j->wedges[k].first; c < j->wedges[k].first + j->wedges[k].count; c++) {
      number_quota(&n, &j->classes[c], k);
      number_purchase(&n, &j->classes[c], k);
    }
  for (int32_t k = 0; k < j->quota_count; k++) j->bounds[k] = n.quota_bounds[k];
  for (int32_t k = 0; k < j->purchase_count; k++) j->bounds[j->quota_count + k] = n.purchase_bounds[k];
  for (int32_t k = 0; k < j->quota_count + j->purchase_count; k++) fine = fine && j->bounds[k].id;
  free(n.last);
  free(n.last_at);
  free(n.quota_bounds);
  free(n.purchase_bounds);
  return fine;
}

prl_status prl_policy_join(prl_joined **out, const prl_policy *base, const prl_policy *now, prl_error *err) {
  *out = NULL;
  if (base->lines != now->lines) return prl_fail(err, PRL_E_VALUE, "the two policies are not over the same product lines");
  prl_joined *j = calloc(1, sizeof *j);
  if (!j) return no_room(err);
  int32_t pairs = base->lines->look.regions * base->lines->look.regions;
  j->arena = prl_arena_new();
  bool fine = j->arena != NULL;
  for (int32_t p = 0; p < pairs && fine; p++) fine = join_pair(j, base->lines, p, base, now);
  if (fine && j->wedge_count > 0) qsort(j->wedges, (size_t)j->wedge_count, sizeof *j->wedges, by_flow);
  if (fine && close_bounds(j, now)) {
    *out = j;
    return PRL_OK;
  }
  prl_joined_free(j);
  return no_room(err);
}
