/* policy.c -- the record on a date, with changes on top: what every line of every pair pays, and what could not be priced.
 *
 * Measures in force on the date bear on the flows they act on, at their standing's rate or their list's; MEASURE changes alter a
 * standing first; the layers are stacked line by line; FLOW changes then work on what the layers come to. What the model
 * or the record cannot price stands in the coverage with its reason. Only pairs that something bears on are kept. */
#include "settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct placed { /* a coverage entry and its place in the order: measures as in the record, then changes; by pair */
  int32_t order, pair;
  prl_coverage entry;
} placed;

typedef struct work {
  prl_policy *policy;
  const prl_lines *lines;
  const prl_dossier_view *record;
  const prl_asof *asof;
  const prl_change *changes;
  int32_t change_count;
  prl_standing *standings; /* by measure */
  prl_force *forces;       /* by measure */
  const char **never;      /* by measure: why it can never be priced, or NULL */
  prl_cover *covers;       /* by measure: of the date */
  prl_flow *flows;
  int32_t flow_count;
  int32_t *flow_at; /* by flow: next act */
  placed *placed;
  int32_t placed_count, placed_capacity;
  prl_effect *effects; /* scratch for one pair */
  prl_stack_space space;
} work;

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no room for a policy"); }

/* ---- coverage ---- */

static bool report(work *w, int32_t order, int32_t pair, prl_coverage entry) {
  if (w->placed_count == w->placed_capacity) {
    int32_t capacity = w->placed_capacity ? 2 * w->placed_capacity : 128;
    placed *grown = realloc(w->placed, (size_t)capacity * sizeof *grown);
    if (!grown) return false;
    w->placed = grown;
    w->placed_capacity = capacity;
  }
  const prl_world_view *look = &w->lines->look;
  entry.origin = pair < 0 ? "" : look->region_id[pair % look->regions];
  entry.destination = pair < 0 ? "" : look->region_id[pair / look->regions];
  if (!entry.why) entry.why = "";
  w->placed[w->placed_count++] = (placed){order, pair, entry};
  return true;
}

static bool report_whole(work *w, int32_t order, const char *id, const char *why) {
  return report(w, order, -1, (prl_coverage){.id = id, .why = why});
}

/* a measure or a MEASURE change on one flow */
static bool report_act(work *w, int32_t order, const char *id, const prl_act *act) {
  if (act->why) return report(w, order, act->pair, (prl_coverage){.id = id, .why = act->why});
  const prl_lines *lines = w->lines;
  prl_act share = *act;
  if (!lines->covers[act->measure].level) prl_lines_share(&share, lines, &w->covers[act->measure]);
  if (share.open > 0) {
    prl_coverage open = {.id = id, .share = share.open, .why = "vague dates leave open whether some lines of its list count"};
    if (!report(w, order, act->pair, open)) return false;
  }
  return report(w, order, act->pair, (prl_coverage){.id = id, .share = share.share, .split = share.split, .priced = true});
}

static bool report_acts(work *w, int32_t order, const char *id, int32_t measure) {
  for (int32_t a = 0; a < w->lines->acts.count; a++)
    if (w->lines->acts.at[a].measure == measure && !report_act(w, order, id, &w->lines->acts.at[a])) return false;
  return true;
}

static const char *unknown_region(work *w, int32_t measure) {
  const char *why = prl_arena_printf(w->policy->arena, "this world has no region %s", w->lines->unknown[measure]);
  return why ? why : "a region it hits is not in this world";
}

/* why a measure in force cannot be priced anywhere; NULL when it can */
static const char *measure_why(const work *w, int32_t measure) {
  if (w->never[measure]) return w->never[measure];
  if (w->forces[measure].why) return w->forces[measure].why;
  if (w->covers[measure].why) return w->covers[measure].why;
  if (w->lines->flows[measure] == 0 && !w->lines->unknown[measure]) return "it acts inside one region of this world";
  return NULL;
}

static bool in_question(const prl_force *force) { return force->on || force->present || force->why; }

static bool report_measure(work *w, int32_t m) {
  const char *id = w->record->measures[m].id;
  if (!in_question(&w->forces[m])) return true;
  const char *why = measure_why(w, m);
  if (why) return report_whole(w, m, id, why);
  if (w->lines->unknown[m] && !report_whole(w, m, id, unknown_region(w, m))) return false;
  return true; /* its flows are reported pair by pair */
}

static bool report_measures(work *w) {
  for (int32_t m = 0; m < w->record->measure_count; m++)
    if (!report_measure(w, m)) return false;
  for (int32_t a = 0; a < w->lines->acts.count; a++) {
    const prl_act *act = &w->lines->acts.at[a];
    if (!w->forces[act->measure].on || measure_why(w, act->measure)) continue;
    if (!report_act(w, act->measure, w->record->measures[act->measure].id, act)) return false;
  }
  return true;
}

static int by_order(const void *a, const void *b) {
  const placed *x = a, *y = b;
  if (x->order != y->order) return x->order < y->order ? -1 : 1;
  if (x->pair != y->pair) return x->pair < y->pair ? -1 : 1;
  return (int)x->entry.priced - (int)y->entry.priced;
}

static prl_status keep_coverage(work *w, prl_error *err) {
  prl_policy *policy = w->policy;
  policy->coverage = prl_arena_alloc(policy->arena, (size_t)w->placed_count + 1, sizeof *policy->coverage);
  if (!policy->coverage) return no_room(err);
  if (w->placed_count > 0) qsort(w->placed, (size_t)w->placed_count, sizeof *w->placed, by_order);
  for (int32_t k = 0; k < w->placed_count; k++) policy->coverage[k] = w->placed[k].entry;
  policy->coverage_count = w->placed_count;
  return PRL_OK;
}

/* ---- what is in force ---- */

static void stand(work *w) {
  if (w->asof && w->lines->dossier) prl_standing_all(w->standings, w->lines->dossier, w->asof);
  for (int32_t m = 0; m < w->record->measure_count; m++) {
    if (!w->asof) w->standings[m] = (prl_standing){.measure = &w->record->measures[m], .why = ""};
    w->forces[m] = prl_force_of(w->policy->arena, &w->standings[m]);
    w->never[m] = prl_force_never(w->policy->arena, &w->record->measures[m]);
  }
}

static prl_status cover_measure(work *w, int32_t m, prl_error *err) {
  const prl_measure *measure = &w->record->measures[m];
  w->covers[m] = w->lines->covers[m];
  if (w->covers[m].level || !in_question(&w->forces[m])) return PRL_OK;
  prl_zone zone = prl_dossier_zone(w->lines->dossier, measure->by);
  prl_instant at = w->asof ? prl_goods_moment(&w->asof->date, &zone) : PRL_INSTANT_MAX - 1;
  return prl_goods_cover(&w->covers[m], w->policy->arena, w->lines, &measure->goods, at, &zone, err);
}

static prl_status place_fail(const prl_change *change, int32_t number, prl_status status, prl_error *err) {
  prl_error_at(err, change->place.file, change->place.line, change->place.column);
  prl_error_item(err, "change %d", number);
  return status;
}

static prl_status change_measure(work *w, int32_t k, const char **why, int32_t *measure, prl_error *err) {
  const prl_change *change = &w->changes[k];
  int32_t m = 0;
  while (m < w->record->measure_count && strcmp(w->record->measures[m].id, change->measure->id) != 0) m++;
  if (m == w->record->measure_count) {
    prl_fail(err, PRL_E_UNKNOWN_ID, "no measure '%s' in the dossier of this policy", change->measure->id);
    return place_fail(change, k + 1, PRL_E_UNKNOWN_ID, err);
  }
  *measure = m;
  *why = w->never[m] ? w->never[m] : prl_force_change(&w->forces[m], &w->standings[m], change);
  return PRL_OK;
}

typedef struct altered { /* what a change came to, until covers are known */
  int32_t measure;       /* -1: not a MEASURE change */
  bool flow;             /* it acts on flows */
  const char *why;
} altered;

static const char *change_id(work *w, int32_t k) { return prl_arena_printf(w->policy->arena, "change %d", k + 1); }

static bool report_flow(work *w, const prl_flow *flow, int32_t order, const char *id) {
  for (int32_t a = 0; a < flow->acts.count; a++) {
    const prl_act *act = &flow->acts.at[a];
    double part = flow->change->share;
    bool lacking = prl_goods_need_codes(&flow->change->goods) && !w->lines->pairs[act->pair].traded;
    prl_coverage entry = {.id = id, .why = "no product trade for this pair"};
    if (!lacking) entry = (prl_coverage){.id = id, .share = act->share * part, .split = act->split * part, .priced = true};
    if (!report(w, order, act->pair, entry)) return false;
  }
  return true;
}

/* a changed measure acts where it acts, whether the change ends it, starts it or moves its rate */
static bool report_changed(work *w, int32_t k, const altered *c, const char *id) {
  int32_t order = w->record->measure_count + k;
  const char *why = c->why ? c->why : w->covers[c->measure].why;
  if (!why && w->lines->flows[c->measure] == 0)
    why = w->lines->unknown[c->measure] ? unknown_region(w, c->measure) : "it acts inside one region of this world";
  return why ? report_whole(w, order, id, why) : report_acts(w, order, id, c->measure);
}

static prl_status report_changes(work *w, const altered *changed, prl_error *err) {
  int32_t flow = 0;
  for (int32_t k = 0; k < w->change_count; k++) {
    const char *id = change_id(w, k);
    int32_t order = w->record->measure_count + k;
    bool fine = id != NULL;
    if (!fine) return no_room(err);
    if (changed[k].flow)
      fine = report_flow(w, &w->flows[flow++], order, id);
    else if (changed[k].measure < 0)
      fine = report_whole(w, order, id, "the promise names no floor relative to the base year's quantity");
    else
      fine = report_changed(w, k, &changed[k], id);
    if (!fine) return no_room(err);
  }
  return PRL_OK;
}

/* a promise kept, with a floor, is a purchase by who promised it */
static const prl_change *purchase_of(work *w, const prl_change *change) {
  const prl_commitment *promise = change->commitment;
  prl_change *flow = prl_arena_alloc(w->policy->arena, 1, sizeof *flow);
  if (!flow) return NULL;
  *flow = *change;
  flow->kind = PRL_CHANGE_FLOW;
  flow->instrument = PRL_PURCHASE;
  flow->by = promise->by;
  flow->on = (prl_names){&promise->to, 1};
  flow->goods = promise->goods;
  flow->share = 1;
  return flow;
}

static prl_status take_flow(work *w, int32_t k, const prl_change *change, prl_error *err) {
  const char *id = change_id(w, k);
  if (!id || !change) return no_room(err);
  w->policy->terms[w->record->measure_count + k] = prl_term_of_change(change, id);
  prl_flow *flow = &w->flows[w->flow_count++];
  prl_status status = prl_flow_new(flow, w->policy->arena, w->lines, change, k + 1, w->asof, err);
  flow->order = w->record->measure_count + k;
  return status;
}

static prl_status take_change(work *w, int32_t k, altered *out, prl_error *err) {
  const prl_change *change = &w->changes[k];
  *out = (altered){.measure = -1};
  if (change->kind == PRL_CHANGE_MEASURE) return change_measure(w, k, &out->why, &out->measure, err);
  out->flow = change->kind == PRL_CHANGE_FLOW || change->floor > 0;
  if (!out->flow) return PRL_OK;
  return take_flow(w, k, change->kind == PRL_CHANGE_FLOW ? change : purchase_of(w, change), err);
}

/* the limits of the record, as the changes leave them */
static void set_terms(work *w) {
  for (int32_t m = 0; m < w->record->measure_count; m++)
    w->policy->terms[m] = prl_term_of_measure(&w->record->measures[m], w->forces[m].rate);
}

/* the goods of a measure that a change ends are still what the change covers */
static prl_status cover_changed(work *w, const altered *c, prl_error *err) {
  if (c->measure < 0 || w->covers[c->measure].level || c->why) return PRL_OK;
  prl_force held = w->forces[c->measure];
  w->forces[c->measure].present = true;
  prl_status status = cover_measure(w, c->measure, err);
  w->forces[c->measure] = held;
  return status;
}

static prl_status take_all(work *w, altered *changed, prl_error *err) {
  prl_status status = PRL_OK;
  stand(w);
  for (int32_t k = 0; k < w->change_count && status >= 0; k++) status = take_change(w, k, &changed[k], err);
  for (int32_t m = 0; m < w->record->measure_count && status >= 0; m++) status = cover_measure(w, m, err);
  for (int32_t k = 0; k < w->change_count && status >= 0; k++) status = cover_changed(w, &changed[k], err);
  if (status < 0) return status;
  set_terms(w);
  if (!report_measures(w)) return no_room(err);
  return report_changes(w, changed, err);
}

/* ---- pair by pair ---- */

/* a measure bears on lines by its rate, or by the mere presence of a layer that switches others off */
static bool bears(const work *w, const prl_act *act) {
  const prl_force *force = &w->forces[act->measure];
  if (act->why || w->covers[act->measure].why || !force->present) return false;
  return (force->on && !w->never[act->measure]) || w->lines->stack.subject[w->lines->stack.layer_of[act->measure]];
}

/* money a unit is percent by now: it adds to the tariff */
static prl_instrument stacked_as(prl_instrument instrument) {
  return instrument == PRL_SPECIFIC_DUTY || instrument == PRL_MINIMUM_PRICE ? PRL_TARIFF : instrument;
}

static const prl_force presence = {.present = true, .rate = NAN};

static int32_t gather(work *w, int32_t pair) {
  const prl_pair *p = &w->lines->pairs[pair];
  int32_t count = 0;
  for (int32_t a = p->first_act; a < p->first_act + p->act_count; a++) {
    const prl_act *act = &w->lines->acts.at[a];
    int32_t m = act->measure;
    if (!bears(w, act)) continue;
    w->effects[count++] = (prl_effect){.cover = &w->covers[m],
                                       .member = act->member,
                                       .layer = w->lines->stack.layer_of[m],
                                       .instrument = stacked_as(w->record->measures[m].instrument),
                                       .force = w->never[m] ? &presence : &w->forces[m],
                                       .order = m};
  }
  for (int32_t f = 0; f < w->flow_count; f++) {
    const prl_flow *flow = &w->flows[f];
    for (; w->flow_at[f] < flow->acts.count && flow->acts.at[w->flow_at[f]].pair == pair; w->flow_at[f]++)
      w->effects[count++] = (prl_effect){.cover = &flow->cover,
                                         .member = flow->acts.at[w->flow_at[f]].member,
                                         .instrument = flow->change->instrument,
                                         .flow = flow->change,
                                         .order = flow->order};
  }
  return count;
}

static int32_t most_effects(const work *w) {
  int32_t most = 0, flows = 0;
  int32_t pairs = w->lines->look.regions * w->lines->look.regions;
  for (int32_t p = 0; p < pairs; p++)
    if (w->lines->pairs[p].act_count > most) most = w->lines->pairs[p].act_count;
  for (int32_t f = 0; f < w->flow_count; f++) flows += w->flows[f].acts.count;
  return most + flows + 1;
}

static prl_status settle_pair(work *w, int32_t pair, prl_error *err) {
  prl_policy *policy = w->policy;
  int32_t count = gather(w, pair), broken = -1;
  if (count == 0) return PRL_OK;
  prl_status status = prl_policy_settle(&policy->settled[policy->settled_count], policy->arena, w->lines, pair, w->effects, count,
                                        policy->terms, &w->space, &broken, err);
  if (status >= 0) {
    policy->slot[pair] = policy->settled_count++;
    return status;
  }
  const char *const *id = w->lines->look.region_id;
  int32_t regions = w->lines->look.regions;
  if (status == PRL_E_VALUE && broken >= 0) {
    const prl_change *change = w->effects[broken].flow;
    prl_error_at(err, change->place.file, change->place.line, change->place.column);
  }
  prl_error_item(err, "%s -> %s", id[pair % regions], id[pair / regions]);
  return status;
}

static prl_status settle_all(work *w, prl_error *err) {
  prl_policy *policy = w->policy;
  int32_t pairs = w->lines->look.regions * w->lines->look.regions, touched = 0;
  for (int32_t p = 0; p < pairs; p++) touched += w->lines->pairs[p].act_count > 0;
  for (int32_t f = 0; f < w->flow_count; f++) touched += w->flows[f].acts.count;
  w->effects = malloc((size_t)most_effects(w) * sizeof *w->effects);
  w->flow_at = calloc((size_t)w->flow_count + 1, sizeof *w->flow_at);
  policy->slot = prl_arena_alloc(policy->arena, (size_t)pairs, sizeof *policy->slot);
  policy->settled = prl_arena_alloc(policy->arena, (size_t)touched + 1, sizeof *policy->settled);
  if (!w->effects || !w->flow_at || !policy->slot || !policy->settled) return no_room(err);
  prl_status status = prl_stack_space_new(&w->space, policy->arena, &w->lines->stack, err);
  for (int32_t p = 0; p < pairs && status >= 0; p++) {
    policy->slot[p] = -1;
    status = settle_pair(w, p, err);
  }
  return status;
}

/* ---- from outside ---- */

static bool work_new(work *w, altered **changed) {
  size_t measures = (size_t)w->record->measure_count + 1, changes = (size_t)w->change_count + 1;
  w->standings = calloc(measures, sizeof *w->standings);
  w->forces = calloc(measures, sizeof *w->forces);
  w->never = calloc(measures, sizeof *w->never);
  w->covers = calloc(measures, sizeof *w->covers);
  w->flows = calloc(changes, sizeof *w->flows);
  *changed = calloc(changes, sizeof **changed);
  w->policy->terms = prl_arena_alloc(w->policy->arena, measures + changes, sizeof *w->policy->terms);
  w->policy->term_count = w->record->measure_count + w->change_count;
  return w->policy->terms && w->standings && w->forces && w->never && w->covers && w->flows && *changed;
}

static void work_free(work *w) {
  for (int32_t f = 0; f < w->flow_count; f++) free(w->flows[f].acts.at);
  free(w->standings);
  free(w->forces);
  free(w->never);
  free(w->covers);
  free(w->flows);
  free(w->flow_at);
  free(w->placed);
  free(w->effects);
}

static prl_status make(work *w, prl_error *err) {
  altered *changed = NULL;
  prl_status status = work_new(w, &changed) ? take_all(w, changed, err) : no_room(err);
  free(changed);
  if (status >= 0) status = keep_coverage(w, err);
  if (status >= 0) status = settle_all(w, err);
  work_free(w);
  return status;
}

prl_status prl_policy_new(prl_policy **out, const prl_lines *lines, const prl_asof *asof, const prl_change *changes, int32_t change_count,
                          prl_error *err) {
  *out = NULL;
  prl_policy *policy = calloc(1, sizeof *policy);
  if (!policy) return no_room(err);
  policy->lines = lines;
  policy->arena = prl_arena_new();
  work w = {.policy = policy, .lines = lines, .record = &lines->record, .asof = asof, .changes = changes, .change_count = change_count};
  prl_status status = policy->arena ? make(&w, err) : no_room(err);
  if (status < 0)
    prl_policy_free(policy);
  else
    *out = policy;
  return status;
}

void prl_policy_free(prl_policy *policy) {
  if (!policy) return;
  prl_arena_free(policy->arena);
  free(policy);
}

const prl_coverage *prl_policy_coverage(int32_t *count, const prl_policy *policy) {
  *count = policy->coverage_count;
  return policy->coverage;
}
