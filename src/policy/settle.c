/* settle.c -- what does every line of one pair pay?
 *
 * Lines that no effect tells apart pay the same. So the lines are parted, effect by effect, into groups (a tree: each node is its
 * parent plus one effect at one level of its cover), the layers are stacked once a group, and groups that come to the same
 * are one profile. A change on flows works on what the layers come to; when it covers a share below 1 it parts the trade of a
 * line in two: profiles are steps over (0, 1], a change takes the first `share` of every step, so that two policies with the same first
 * changes part their lines alike. One pass over the lines an effect.
 * Limits and promises are laid on last: a line has one of them at most, since the lines of one are limited together. Of the record's measures on a
 * line the tightest limit counts; a change that comes upon lines under another limit or promise is refused. */
#include "settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct node { /* a group of lines */
  int32_t parent, effect;
  uint16_t level;
} node;

typedef struct work {
  const prl_lines *lines;
  const prl_pair *pair;
  const prl_effect *effects;
  int32_t effect_count;
  node *nodes;
  int32_t node_count, node_capacity;
  int32_t *group;        /* by line: node */
  int32_t *child;        /* scratch: [node][level - 1] */
  prl_stacked *entries;  /* scratch, length effect_count */
  int32_t *chain;        /* scratch, length effect_count */
  prl_segment *segments; /* all profiles' */
  int32_t segment_count, segment_capacity;
  const prl_term *terms;
  int32_t broken; /* effect that brought a price to nothing or came upon another's limit; INT32_MIN = none */
  int32_t clash;  /* 1 + the term it came upon; 0 = none */
} work;

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no room to settle the policy of a pair"); }

static void work_free(work *w) {
  free(w->nodes);
  free(w->group);
  free(w->child);
  free(w->entries);
  free(w->chain);
  free(w->segments);
}

static bool work_new(work *w) {
  w->node_capacity = 64;
  w->segment_capacity = 64;
  w->nodes = calloc((size_t)w->node_capacity, sizeof *w->nodes);
  w->group = calloc((size_t)w->pair->count, sizeof *w->group);
  w->entries = calloc((size_t)w->effect_count + 1, sizeof *w->entries);
  w->chain = calloc((size_t)w->effect_count + 1, sizeof *w->chain);
  w->segments = calloc((size_t)w->segment_capacity, sizeof *w->segments);
  w->node_count = 1; /* node 0: lines that nothing covers */
  return w->nodes && w->group && w->entries && w->chain && w->segments;
}

static int32_t new_node(work *w, int32_t parent, int32_t effect, uint16_t level) {
  if (w->node_count == w->node_capacity) {
    node *grown = realloc(w->nodes, (size_t)w->node_capacity * 2 * sizeof *grown);
    if (!grown) return -1;
    w->nodes = grown;
    w->node_capacity *= 2;
  }
  w->nodes[w->node_count] = (node){parent, effect, level};
  return w->node_count++;
}

/* part every group into the lines the effect covers, level by level, and the others */
static bool part(work *w, int32_t e) {
  const prl_effect *effect = &w->effects[e];
  bool by_level = effect->force && effect->force->by_line;
  size_t levels = by_level ? (size_t)effect->cover->levels : 1, before = (size_t)w->node_count;
  int32_t *child = realloc(w->child, before * levels * sizeof *child);
  if (!child) return false;
  w->child = child;
  memset(child, 0, before * levels * sizeof *child);
  const int32_t *product = w->lines->product + w->pair->first, *member = w->lines->member + w->pair->first;
  for (int32_t l = 0; l < w->pair->count; l++) {
    uint16_t level = effect->cover->level[product[l]];
    if (level == 0 || level == PRL_LEVEL_OPEN || (effect->member != 0 && member[l] != effect->member)) continue;
    int32_t *slot = &child[(size_t)w->group[l] * levels + (by_level ? level - 1u : 0u)];
    if (*slot == 0) *slot = new_node(w, w->group[l], e, level);
    if (*slot < 0) return false;
    w->group[l] = *slot;
  }
  return true;
}

static double rate_at(const prl_effect *effect, uint16_t level) {
  if (!effect->force->on) return NAN;
  return effect->force->by_line ? effect->cover->rate[level] + effect->force->add : effect->force->rate;
}

/* ---- what a change does ---- */

static void set_level(double *rate, const prl_change *change, int sign) {
  if (change->has_rate) *rate = sign * change->rate / 100;
  if (change->has_add) *rate += sign * change->add / 100;
}

/* a subsidy is an export tax below zero, in percent of cost */
static void change_rates(prl_rates *rates, const prl_change *change) {
  switch (change->instrument) {
    case PRL_TARIFF: set_level(&rates->tariff, change, 1); break;
    case PRL_EXPORT_TAX: set_level(&rates->export_tax, change, 1); break;
    case PRL_SUBSIDY: set_level(&rates->export_tax, change, -1); break;
    case PRL_FRICTION: set_level(&rates->friction, change, 1); break;
    case PRL_SPECIFIC_DUTY:
    case PRL_MINIMUM_PRICE: rates->tariff += prl_ad_valorem(change->instrument, change->rate, change->unit_value) / 100; break;
    case PRL_TARIFF_RATE_QUOTA: rates->tariff = change->in_quota / 100; break;
    case PRL_BAN: rates->banned = true; break;
    default: break;
  }
}

static void change_quantity(work *w, prl_segment *segment, const prl_effect *effect) {
  bool promise = effect->instrument == PRL_PURCHASE;
  int32_t before = segment->limit ? segment->limit : segment->promise;
  if (!prl_bounds_quantity(effect->instrument)) return;
  if (!promise && w->terms[effect->order].asked == 0) {
    segment->rates.banned = true;
  } else if (before) {
    if (w->broken == INT32_MIN) w->clash = before, w->broken = (int32_t)(effect - w->effects);
  } else {
    *(promise ? &segment->promise : &segment->limit) = effect->order + 1;
  }
}

/* the record's limits: the tightest counts; a listing without any is a ban */
static void limit_by_measure(work *w, prl_segment *segment, const prl_effect *effect) {
  double asked = effect->instrument == PRL_LISTING ? 0 : w->terms[effect->order].asked;
  if (asked == 0)
    segment->rates.banned = true;
  else if (!segment->limit || asked < w->terms[segment->limit - 1].asked)
    segment->limit = effect->order + 1;
}

static void alter(work *w, prl_segment *segment, const prl_effect *effect) {
  if (effect->flow) {
    change_rates(&segment->rates, effect->flow);
    change_quantity(w, segment, effect);
  } else
    limit_by_measure(w, segment, effect);
}

static prl_segment *new_segment(work *w) {
  if (w->segment_count == w->segment_capacity) {
    prl_segment *grown = realloc(w->segments, (size_t)w->segment_capacity * 2 * sizeof *grown);
    if (!grown) return NULL;
    w->segments = grown;
    w->segment_capacity *= 2;
  }
  return &w->segments[w->segment_count++];
}

/* apply an effect to the first `share` of every segment from `first` on */
static bool apply(work *w, int32_t first, double share, const prl_effect *effect) {
  int32_t count = w->segment_count - first;
  if (share <= 0) return true;
  for (int32_t k = 0; k < count && share < 1; k++)
    if (!new_segment(w)) return false;
  prl_segment *segment = w->segments + first;
  for (int32_t k = count - 1; k >= 0; k--) {
    double begin = k > 0 ? segment[k - 1].end : 0;
    if (share >= 1) {
      alter(w, &segment[k], effect);
      continue;
    }
    prl_segment whole = segment[k];
    segment[2 * k] = segment[2 * k + 1] = whole;
    segment[2 * k].end = begin + share * (whole.end - begin);
    alter(w, &segment[2 * k], effect);
  }
  return true;
}

static void check_segments(work *w, int32_t first, int32_t effect) {
  for (int32_t k = first; k < w->segment_count && w->broken == INT32_MIN; k++) {
    const prl_rates *r = &w->segments[k].rates;
    if (!(r->tariff > -1 && r->export_tax > -1 && r->friction > -1)) w->broken = effect;
  }
}

/* the layers of a group, stacked; then the limits among them that count */
static bool stack_layers(work *w, int32_t length, int32_t first, prl_stack_space *space) {
  int32_t entries = 0;
  for (int32_t k = length - 1; k >= 0; k--) {
    const node *at = &w->nodes[w->chain[k]];
    const prl_effect *effect = &w->effects[at->effect];
    if (!effect->flow) w->entries[entries++] = prl_stacked_of(effect->layer, effect->instrument, rate_at(effect, at->level));
  }
  prl_segment *segment = new_segment(w);
  if (!segment) return false;
  *segment = (prl_segment){.end = 1, .rates = prl_stack_up(w->entries, entries, &w->lines->stack, -1, space)};
  check_segments(w, first, -1);
  entries = 0;
  for (int32_t k = length - 1; k >= 0; k--) {
    const prl_effect *effect = &w->effects[w->nodes[w->chain[k]].effect];
    if (effect->flow) continue;
    const prl_stacked *entry = &w->entries[entries++];
    double share = entry->instrument == PRL_LISTING ? entry->rate : 1;
    if (entry->applied && prl_bounds_quantity(entry->instrument) && !apply(w, first, share, effect)) return false;
  }
  return true;
}

/* the effects of a group, in order: layers first, then changes on flows */
static bool evaluate(work *w, int32_t group, prl_stack_space *space) {
  int32_t length = 0, first = w->segment_count;
  for (int32_t n = group; n > 0; n = w->nodes[n].parent) w->chain[length++] = n;
  if (!stack_layers(w, length, first, space)) return false;
  for (int32_t k = length - 1; k >= 0; k--) {
    const prl_effect *effect = &w->effects[w->nodes[w->chain[k]].effect];
    if (!effect->flow) continue;
    if (!apply(w, first, effect->flow->share, effect)) return false;
    check_segments(w, first, w->nodes[w->chain[k]].effect);
  }
  return true;
}

static bool same_rates(const prl_rates *a, const prl_rates *b) {
  return a->tariff == b->tariff && a->export_tax == b->export_tax && a->friction == b->friction && a->banned == b->banned;
}

static bool same_segment(const prl_segment *a, const prl_segment *b) {
  return a->end == b->end && a->limit == b->limit && a->promise == b->promise && same_rates(&a->rates, &b->rates);
}

static bool same_profile(const prl_segment *a, int32_t na, const prl_segment *b, int32_t nb) {
  if (na != nb) return false;
  for (int32_t k = 0; k < na; k++)
    if (!same_segment(&a[k], &b[k])) return false;
  return true;
}

/* profile of a group; a new one unless an older is the same */
static int32_t profile(work *w, prl_settled *out, int32_t group, prl_stack_space *space) {
  int32_t first = w->segment_count;
  if (!evaluate(w, group, space)) return -1;
  int32_t count = w->segment_count - first;
  for (int32_t p = 0; p < out->profile_count; p++) {
    const prl_profile *old = &out->profiles[p];
    if (!same_profile(w->segments + old->first, old->count, w->segments + first, count)) continue;
    w->segment_count = first;
    return p;
  }
  out->profiles[out->profile_count] = (prl_profile){first, count};
  return out->profile_count++;
}

static prl_status settle_lines(prl_settled *out, prl_arena *arena, work *w, prl_stack_space *space, prl_error *err) {
  int32_t lines = w->pair->count, *of_node = calloc((size_t)w->node_count, sizeof *of_node);
  out->profile_of = prl_arena_alloc(arena, (size_t)lines, sizeof *out->profile_of);
  out->profiles = prl_arena_alloc(arena, (size_t)w->node_count, sizeof *out->profiles);
  bool fine = of_node && out->profile_of && out->profiles;
  for (int32_t l = 0; l < lines && fine; l++) {
    int32_t *p = &of_node[w->group[l]];
    if (*p == 0) *p = profile(w, out, w->group[l], space) + 1;
    fine = *p > 0;
    out->profile_of[l] = *p - 1;
  }
  free(of_node);
  if (fine) out->segments = prl_arena_alloc(arena, (size_t)w->segment_count, sizeof *out->segments);
  if (!fine || !out->segments) return no_room(err);
  memcpy(out->segments, w->segments, (size_t)w->segment_count * sizeof *out->segments);
  return PRL_OK;
}

static prl_status refuse(const work *w, prl_error *err) {
  if (!w->clash) return prl_fail(err, PRL_E_VALUE, "a rate falls to -100 %% or below: the price would be nothing");
  prl_fail(err, PRL_E_VALUE, "some of these goods are under a limit or promise already, that of %s", w->terms[w->clash - 1].id);
  prl_error_hint(err,
                 "a limit holds for its goods together, so goods have one at most: part the goods between the two, or write one entry");
  return PRL_E_VALUE;
}

prl_status prl_policy_settle(prl_settled *out, prl_arena *arena, const prl_lines *lines, int32_t pair, const prl_effect *effects,
                             int32_t count, const prl_term *terms, prl_stack_space *space, int32_t *broken, prl_error *err) {
  work w = {.lines = lines, .pair = &lines->pairs[pair], .effects = effects, .effect_count = count, .terms = terms, .broken = INT32_MIN};
  *out = (prl_settled){.pair = pair};
  bool fine = work_new(&w);
  for (int32_t e = 0; e < count && fine; e++) fine = part(&w, e);
  prl_status status = fine ? settle_lines(out, arena, &w, space, err) : no_room(err);
  *broken = w.broken;
  if (status >= 0 && w.broken != INT32_MIN) status = refuse(&w, err);
  work_free(&w);
  return status;
}
