/* wedges.c -- two policies over the same lines, joined flow by flow into classes of lines that pay the same before and after.
 *
 *   class = {lines of one flow with equal (base, now)},  weight = sum of their shares of the flow
 * A flow's weights, added in order, sum to 1 exactly: the largest class stands last and takes the rounding, so that a policy
 * without change leaves the model's sums over lines exactly alone. Flows that pay nothing in both are left out. */
#include "settle.h"

#include <stdlib.h>
#include <string.h>

struct prl_joined {
  prl_wedge *wedges;
  int32_t wedge_count, wedge_capacity;
  prl_class *classes;
  int32_t class_count, class_capacity;
};

void prl_joined_free(prl_joined *joined) {
  if (!joined) return;
  free(joined->wedges);
  free(joined->classes);
  free(joined);
}

prl_wedges prl_joined_wedges(const prl_joined *joined) {
  return (prl_wedges){.wedges = joined->wedges, .wedge_count = joined->wedge_count, .classes = joined->classes, .class_count = joined->class_count};
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
  return order != 0 ? order : compare_rates(&x->now, &y->now);
}

static bool pays(const prl_rates *r) { return r->tariff != 0 || r->export_tax != 0 || r->friction != 0 || r->banned; }

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
} side;

static const prl_segment nothing = {1, {0, 0, 0, false}};
static const prl_profile only = {0, 1};

static side side_of(const prl_policy *policy, int32_t pair) {
  int32_t slot = policy->slot[pair];
  if (slot < 0) return (side){NULL, &only, &nothing, 1};
  const prl_settled *s = &policy->settled[slot];
  return (side){s->profile_of, s->profiles, s->segments, s->profile_count};
}

/* the steps of two profiles laid over each other, each with its part of the weight */
static bool overlay(prl_joined *j, double weight, const side *base, int32_t b, const side *now, int32_t n) {
  const prl_segment *x = base->segments + base->profiles[b].first, *y = now->segments + now->profiles[n].first;
  for (double begin = 0; begin < 1;) {
    double end = x->end < y->end ? x->end : y->end;
    if (end > begin && !push_class(j, (prl_class){.weight = weight * (end - begin), .base = x->rates, .now = y->rates})) return false;
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

/* close the flow whose classes begin at `first` */
static bool close_flow(prl_joined *j, int32_t first, prl_wedge wedge) {
  int32_t count = merge(j->classes + first, j->class_count - first);
  bool any = false;
  for (int32_t k = first; k < first + count; k++) any |= pays(&j->classes[k].base) || pays(&j->classes[k].now);
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

static bool join_pair(prl_joined *j, const prl_lines *lines, int32_t pair, const prl_policy *base, const prl_policy *now) {
  side b = side_of(base, pair), n = side_of(now, pair);
  if (!b.profile_of && !n.profile_of) return true;
  size_t cells = (size_t)b.count * (size_t)n.count;
  tally t = {.weight = calloc(cells, sizeof *t.weight), .used = calloc(cells, sizeof *t.used)};
  bool fine = t.weight && t.used && join_lines(j, &t, lines, pair, &b, &n);
  free(t.weight);
  free(t.used);
  return fine;
}

static int by_flow(const void *a, const void *b) {
  const prl_wedge *x = a, *y = b;
  if (x->sector != y->sector) return x->sector < y->sector ? -1 : 1;
  if (x->destination != y->destination) return x->destination < y->destination ? -1 : 1;
  return (x->origin > y->origin) - (x->origin < y->origin);
}

prl_status prl_policy_join(prl_joined **out, const prl_policy *base, const prl_policy *now, prl_error *err) {
  *out = NULL;
  if (base->lines != now->lines) return prl_fail(err, PRL_E_VALUE, "the two policies are not over the same product lines");
  prl_joined *j = calloc(1, sizeof *j);
  if (!j) return no_room(err);
  int32_t pairs = base->lines->look.regions * base->lines->look.regions;
  for (int32_t p = 0; p < pairs; p++) {
    if (join_pair(j, base->lines, p, base, now)) continue;
    prl_joined_free(j);
    return no_room(err);
  }
  if (j->wedge_count > 0) qsort(j->wedges, (size_t)j->wedge_count, sizeof *j->wedges, by_flow);
  *out = j;
  return PRL_OK;
}
