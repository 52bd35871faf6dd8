/* rate.c -- the duty on one product from one origin, layer by layer, with the reason for each.
 *
 *   added = what the duties sure to be in force on the product come to when stacked, MFN left out [percent of value]
 *   [low, high] = the least and the most it can be over all that is not known: goods, state, which of two rates, a cap whose sum
 *                 is not known
 * In transit: where the step has the clause, goods exported before one day and entered (the date asked) before another pay
 * `transit_rate` in place of the rate; without a date of export they are taken as exported later, and the clause is told. Days
 * of export are those of the acting party's capital. The stacking is that of stack.c, the one the model's policy is made with.
 * From the dossier alone: no world is needed. A group is its members, and a measure on all of them is on the group. */
#include "match.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPEN = 20 }; /* yes-or-no questions left open; 2^20 stacks are still quick */

typedef enum transit {            /* what the in-transit clause of a step does for the goods asked */
                       NO_CLAUSE, /* there is none, or they were exported or entered too late */
                       NOT_TOLD,  /* it may, but no date of export was given */
                       PAYS,      /* they pay the rate in transit */
                       MAY_PAY    /* the date of export is too vague to tell */
} transit;

typedef struct candidate { /* a measure that may bear on the product */
  prl_rate_layer *layer;
  int32_t measure, stack_layer;
  double low, high; /* its rate; NaN when only presence counts */
  bool sure, possible, matters;
  transit transit;
} candidate;

typedef struct work {
  prl_rate *out;
  prl_dossier_view record;
  const prl_dossier *dossier;
  const prl_asof *asof;
  const prl_when *exported; /* NULL: not told */
  const char *from, *to;
  uint64_t key;
  prl_arena *arena;
  prl_stack stack;
  prl_stack_space space;
  prl_codes codes;
  bool *acts; /* by measure: of the importer, on this origin */
  candidate *candidates;
  int32_t count;
  prl_stacked *entries;
  int32_t *option; /* by candidate: 0 out, 1 in at low, 2 in at high */
  bool *open;      /* by candidate: more than one option is possible */
} work;

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no room to stack the duties of a product"); }

/* ---- who hits whom ---- */

static bool among(const prl_names *names, const char *code) {
  for (int32_t k = 0; k < names->count; k++)
    if (strcmp(names->at[k], code) == 0) return true;
  return false;
}

static bool has_code(const work *w, const prl_names *names, const char *code) {
  for (int32_t k = 0; k < names->count; k++) {
    prl_names regions = prl_reach_regions(w->dossier, &names->at[k]);
    if (among(&regions, code)) return true;
    for (int32_t r = 0; r < regions.count; r++) {
      const prl_group *group = prl_dossier_group(w->dossier, regions.at[r]);
      if (group && among(&group->members, code)) return true;
    }
  }
  return false;
}

/* a group is there by its own code, or when all its members are */
static bool has_region(const work *w, const prl_names *names, const char *code) {
  const prl_group *group = prl_dossier_group(w->dossier, code);
  bool all = group != NULL;
  if (has_code(w, names, code)) return true;
  for (int32_t k = 0; all && k < group->members.count; k++) all = has_code(w, names, group->members.at[k]);
  return all;
}

static bool has_all(const work *w, const prl_names *names, const char *const *code) {
  prl_names regions = prl_reach_regions(w->dossier, code);
  for (int32_t r = 0; r < regions.count; r++)
    if (!has_region(w, names, regions.at[r])) return false;
  return true;
}

static bool acts(const work *w, const prl_measure *m) {
  prl_names by = {&m->by, 1};
  if (m->exports || m->instrument == PRL_EXPORT_TAX || !has_all(w, &by, &w->to)) return false;
  return m->on_all || m->on_unknown || has_all(w, &m->on, &w->from);
}

static bool importer_known(const work *w) {
  for (int32_t p = 0; p < w->record.party_count; p++) {
    const prl_party *party = &w->record.parties[p];
    prl_names own = {&party->id, 1};
    if (strcmp(party->id, w->to) == 0 || has_code(w, &own, w->to)) return true;
  }
  for (int32_t m = 0; m < w->record.measure_count; m++) {
    prl_names by = {&w->record.measures[m].by, 1};
    if (has_code(w, &by, w->to)) return true;
  }
  return false;
}

static bool looks_like_code(const char *code) { return strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == 3; }

static prl_status unknown_code(const work *w, const char *code, const char *what, prl_error *err) {
  const char **ids = prl_arena_alloc(w->arena, (size_t)w->record.party_count + 1, sizeof *ids);
  if (!ids) return no_room(err);
  for (int32_t p = 0; p < w->record.party_count; p++) ids[p] = w->record.parties[p].id;
  const char *near = prl_nearest(code, ids, w->record.party_count);
  prl_fail(err, PRL_E_UNKNOWN_ID, "the dossier knows no %s '%s'", what, code);
  if (near)
    prl_error_hint(err, "did you mean %s?", near);
  else
    prl_error_hint(err, "name a party of the dossier, or a region's three-letter code");
  return PRL_E_UNKNOWN_ID;
}

static prl_status check_ends(const work *w, prl_error *err) {
  prl_names to = {&w->to, 1};
  if (!importer_known(w)) return unknown_code(w, w->to, "importer", err);
  bool named = prl_dossier_party(w->dossier, w->from) || prl_dossier_group(w->dossier, w->from);
  if (!named && !looks_like_code(w->from)) return unknown_code(w, w->from, "origin", err);
  if (!has_all(w, &to, &w->from)) return PRL_OK;
  prl_fail(err, PRL_E_VALUE, "%s to %s is no foreign trade", w->from, w->to);
  prl_error_hint(err, "name two different regions");
  return PRL_E_VALUE;
}

/* ---- one measure on the product ---- */

static const char *standing_why(const prl_standing *s) {
  return s->why && s->why[0] ? s->why : "the record leaves open whether it is in force";
}

static void say_residue(prl_rate_layer *layer) {
  const prl_step *step = layer->standing->step;
  char rate[32], date[64];
  size_t at = strlen(layer->why);
  if (layer->standing->state != PRL_SUSPENDED || !step || !step->snaps_back) return;
  prl_print_number(rate, sizeof rate, step->snap_rate, 6);
  prl_when_print(date, sizeof date, &step->snap_on);
  snprintf(layer->why + at, sizeof layer->why - at, "; the residue of a suspended rate: %s %% returns%s%s", rate, date[0] ? " on " : "",
           date);
}

static void say_transit(const candidate *c) {
  const prl_step *step = c->layer->standing->step;
  char *why = c->layer->why;
  const size_t size = sizeof c->layer->why, at = strlen(why);
  char rate[32], exported[64], entered[64];
  if (c->transit == NO_CLAUSE) return;
  prl_print_number(rate, sizeof rate, step->transit_rate, 6);
  prl_when_print(exported, sizeof exported, &step->exported_before);
  prl_when_print(entered, sizeof entered, &step->entered_before);
  snprintf(why + at, size - at, "; %s %s %% if exported before %s%s%s",
           c->transit == PAYS      ? "in transit: pays"
           : c->transit == MAY_PAY ? "perhaps in transit:"
                                   : "goods in transit pay",
           rate, exported, entered[0] ? " and entered before " : "", entered);
}

static void say_cap(prl_rate_layer *layer, const prl_stacked *entry) {
  char *why = layer->why;
  const size_t size = sizeof layer->why, at = strlen(why);
  if (!entry->cap) return;
  if (entry->cap_open)
    snprintf(why + at, size - at, "; left as it is: %s caps it at %g %% with what the record does not hold for this line", entry->cap->name,
             entry->cap->cap);
  else
    snprintf(why + at, size - at, "; lowered to %g %%: %s", entry->counts, entry->cap->name);
}

static bool in_percent(const prl_measure *m) { return m->unit[0] == '\0' || strcmp(m->unit, "percent") == 0; }

/* were the goods exported before the instant? */
static prl_truth exported_before(const prl_when *exported, const prl_when *before, const prl_zone *zone) {
  prl_instant low, high;
  bool instant = exported->kind == PRL_WHEN_INSTANT;
  prl_instant first = instant ? exported->at : prl_zone_midnight(zone, exported->first);
  prl_instant after = instant ? exported->at + 1 : prl_zone_midnight(zone, exported->last + 1);
  prl_when_bounds(&low, &high, before, zone);
  return after <= low ? PRL_YES : first >= high ? PRL_NO : PRL_UNKNOWN;
}

/* the clause belongs to the step as written, not to what it snaps back to or lapses into */
static transit transit_of(const work *w, const prl_standing *s, prl_instant entered, const prl_zone *zone) {
  const prl_step *step = s->step;
  prl_instant low, high;
  if (s->in_force != PRL_YES || !step || !step->in_transit || s->state != step->state) return NO_CLAUSE;
  if (step->entered_before.kind != PRL_WHEN_NONE) {
    prl_when_bounds(&low, &high, &step->entered_before, zone);
    if (entered >= high) return NO_CLAUSE;
  } else
    low = PRL_INSTANT_MAX;
  if (!w->exported) return NOT_TOLD;
  prl_truth before = exported_before(w->exported, &step->exported_before, zone);
  if (before == PRL_NO) return NO_CLAUSE;
  return before == PRL_YES && entered < low ? PAYS : MAY_PAY;
}

static void span_rates(double *low, double *high, const candidate *c, const prl_match *match) {
  const prl_standing *s = c->layer->standing;
  *low = s->by_line ? match->low : s->rate_low;
  *high = s->by_line ? match->high : s->rate_high;
  if (c->transit != PAYS && c->transit != MAY_PAY) return;
  double rate = s->step->transit_rate;
  *low = c->transit == PAYS ? rate : fmin(*low, rate) + 0 * *low; /* NaN stays NaN */
  *high = c->transit == PAYS ? rate : fmax(*high, rate) + 0 * *high;
}

static void rate_measure(candidate *c, const prl_match *match) {
  const prl_measure *m = c->layer->standing->measure;
  c->low = c->high = NAN;
  if (m->instrument == PRL_TARIFF && in_percent(m)) span_rates(&c->low, &c->high, c, match);
}

static void weigh(candidate *c, const work *w, const prl_match *match) {
  prl_rate_layer *layer = c->layer;
  const prl_standing *s = layer->standing;
  bool subject = w->stack.subject[c->stack_layer];
  double high;
  rate_measure(c, match);
  layer->covered = match->covered;
  span_rates(&layer->rate, &high, c, match);
  if (high != layer->rate) layer->rate = NAN;
  layer->heading = match->line && match->line->heading[0] ? match->line->heading : s->measure->heading;
  memcpy(layer->why, match->why, sizeof layer->why);
  c->sure = match->covered == PRL_YES && s->in_force == PRL_YES;
  c->possible = !c->sure && match->covered != PRL_NO;
  c->matters = s->measure->instrument == PRL_TARIFF || subject;
}

static void examine(work *w, int32_t m) {
  const prl_measure *measure = &w->record.measures[m];
  prl_zone zone = prl_dossier_zone(w->dossier, measure->by);
  candidate *c = &w->candidates[w->count];
  prl_match match;
  prl_question q = {w->key, &w->codes, prl_goods_moment(&w->asof->date, &zone), &zone};
  const prl_standing *s = &w->out->standings[m];
  *c = (candidate){.layer = &w->out->layers[w->count], .measure = m, .stack_layer = w->stack.layer_of[m]};
  c->transit = transit_of(w, s, q.at, &zone);
  c->layer->standing = s;
  prl_match_goods(&match, &q, &measure->goods);
  if (measure->on_unknown && match.covered != PRL_NO) {
    match.covered = PRL_UNKNOWN;
    snprintf(match.why, sizeof match.why, "the sources do not say whom it hits");
  }
  weigh(c, w, &match);
  w->count++;
}

static bool is_duty(const candidate *c) { return c->layer->standing->measure->instrument == PRL_TARIFF; }

static bool two_rates(const candidate *c) { return c->low < c->high; }

/* ---- stacks ---- */

enum { OUT, AT_LOW, AT_HIGH, PRESENT }; /* what a candidate is taken to be in one stack */

static double option_rate(const candidate *c, int32_t option) { return option == AT_LOW ? c->low : option == AT_HIGH ? c->high : NAN; }

/* stack the candidates as their options say; their entries stand in w->entries in the same order */
static prl_total stack_options(work *w) {
  int32_t n = 0;
  for (int32_t k = 0; k < w->count; k++) {
    const candidate *c = &w->candidates[k];
    if (w->option[k] == OUT) continue;
    w->entries[n++] = prl_stacked_of(c->stack_layer, c->layer->standing->measure->instrument, option_rate(c, w->option[k]));
  }
  return prl_stack_duty(w->entries, n, &w->stack, &w->space);
}

static const char *higher_in_layer(const work *w, int32_t k) {
  for (int32_t o = 0; o < w->count; o++)
    if (o != k && w->candidates[o].layer->applied && w->candidates[o].stack_layer == w->candidates[k].stack_layer)
      return w->candidates[o].layer->standing->measure->id;
  return "another measure";
}

static void say_left_out(const work *w, int32_t k, const prl_stacked *entry) {
  const candidate *c = &w->candidates[k];
  const prl_measure *m = c->layer->standing->measure;
  char *why = c->layer->why;
  const size_t size = sizeof c->layer->why;
  if (entry->rule >= 0)
    snprintf(why, size, "switched off: %s", w->stack.rules[entry->rule].name);
  else if (!is_duty(c))
    snprintf(why, size, "in force, but a %s is no duty", prl_instrument_word(m->instrument));
  else if (!in_percent(m))
    snprintf(why, size, "its rate is in %s, not in percent", m->unit);
  else if (two_rates(c))
    snprintf(why, size, "in force, but two rates are possible: %g to %g %%", c->low, c->high);
  else if (isnan(entry->rate))
    snprintf(why, size, "in force, but its rate is not known");
  else
    snprintf(why, size, "layer %s counts once: %s is not lower", m->layer, higher_in_layer(w, k));
}

/* the stack of what is sure, and the reason of every layer in or out of it */
static void stack_sure(work *w) {
  for (int32_t k = 0; k < w->count; k++) {
    const candidate *c = &w->candidates[k];
    w->option[k] = !c->sure ? OUT : two_rates(c) ? PRESENT : AT_LOW;
  }
  w->out->added = stack_options(w).added;
  for (int32_t k = 0, e = 0; k < w->count; k++)
    if (w->option[k] != OUT) {
      const prl_stacked *entry = &w->entries[e++];
      w->candidates[k].layer->applied = entry->applied && entry->instrument == PRL_TARIFF;
    }
  for (int32_t k = 0, e = 0; k < w->count; k++) {
    candidate *c = &w->candidates[k];
    const prl_standing *s = c->layer->standing;
    if (w->option[k] != OUT) {
      const prl_stacked *entry = &w->entries[e++];
      if (c->layer->applied) {
        say_residue(c->layer);
        say_transit(c);
        say_cap(c->layer, entry);
      } else
        say_left_out(w, k, entry);
    } else if (c->possible && s->in_force == PRL_UNKNOWN) {
      snprintf(c->layer->why, sizeof c->layer->why, "%s", standing_why(s));
    }
  }
}

/* MFN is told only when it is sure */
static void find_mfn(work *w) {
  w->out->mfn = NAN;
  if (w->stack.mfn < 0) return;
  bool sure = false, open = false;
  for (int32_t k = 0; k < w->count; k++) {
    const candidate *c = &w->candidates[k];
    if (c->stack_layer != w->stack.mfn || !is_duty(c)) continue;
    if (c->possible || (c->sure && (isnan(c->low) || two_rates(c))))
      open = true;
    else if (c->sure)
      sure = true;
  }
  if (sure && !open) w->out->mfn = stack_options(w).mfn;
}

/* ---- what is not known ---- */

static bool alike(const candidate *a, const candidate *b) {
  bool low = a->low == b->low || (isnan(a->low) && isnan(b->low)), high = a->high == b->high || (isnan(a->high) && isnan(b->high));
  return a->stack_layer == b->stack_layer && is_duty(a) == is_duty(b) && low && high;
}

/* open candidates; of several alike in one layer the first stands for all, since a layer counts once */
static int32_t find_open(work *w) {
  int32_t count = 0;
  for (int32_t k = 0; k < w->count; k++) {
    const candidate *c = &w->candidates[k];
    w->open[k] = (c->possible && c->matters) || (c->sure && two_rates(c));
    for (int32_t o = 0; o < k && w->open[k] && c->possible; o++)
      if (w->open[o] && w->candidates[o].possible && alike(c, &w->candidates[o])) w->open[k] = false;
    count += w->open[k];
  }
  return count;
}

static bool unknown_rate(const work *w) {
  for (int32_t k = 0; k < w->count; k++) {
    const candidate *c = &w->candidates[k];
    if (is_duty(c) && (c->sure || c->possible) && isnan(c->low) && c->stack_layer != w->stack.mfn) return true;
  }
  return false;
}

static int32_t first_option(const candidate *c) { return c->possible ? OUT : AT_LOW; }

/* the next combination of options; false after the last */
static bool next_options(work *w) {
  for (int32_t k = 0; k < w->count; k++) {
    const candidate *c = &w->candidates[k];
    if (!w->open[k]) continue;
    if (w->option[k] < (two_rates(c) ? AT_HIGH : AT_LOW)) {
      w->option[k]++;
      return true;
    }
    w->option[k] = first_option(c);
  }
  return false;
}

static prl_status find_bounds(work *w, prl_error *err) {
  int32_t open = find_open(w);
  w->out->added_low = w->out->added_high = w->out->added;
  if (open > MOST_OPEN) {
    prl_fail(err, PRL_E_VALUE, "%d measures may or may not cover this product", open);
    prl_error_hint(err, "give more digits of the code");
    return PRL_E_VALUE;
  }
  for (int32_t k = 0; k < w->count; k++) w->option[k] = w->open[k] ? first_option(&w->candidates[k]) : w->candidates[k].sure ? AT_LOW : OUT;
  do {
    prl_total sum = stack_options(w);
    w->out->added_low = fmin(w->out->added_low, sum.added - sum.capped);
    w->out->added_high = fmax(w->out->added_high, sum.added);
  } while (next_options(w));
  if (unknown_rate(w)) w->out->added_high = NAN;
  return PRL_OK;
}

/* ---- from outside ---- */

static prl_status prepare(work *w, prl_error *err) {
  size_t measures = (size_t)w->record.measure_count + 1;
  w->acts = prl_arena_alloc(w->arena, measures, sizeof *w->acts);
  w->candidates = prl_arena_alloc(w->arena, measures, sizeof *w->candidates);
  w->entries = prl_arena_alloc(w->arena, measures, sizeof *w->entries);
  w->option = prl_arena_alloc(w->arena, measures, sizeof *w->option);
  w->open = prl_arena_alloc(w->arena, measures, sizeof *w->open);
  w->out->layers = calloc(measures, sizeof *w->out->layers);
  w->out->standings = calloc(measures, sizeof *w->out->standings);
  if (!w->acts || !w->candidates || !w->entries || !w->option || !w->open || !w->out->layers || !w->out->standings) return no_room(err);
  for (int32_t m = 0; m < w->record.measure_count; m++) w->acts[m] = acts(w, &w->record.measures[m]);
  prl_standing_all(w->out->standings, w->dossier, w->asof);
  prl_status status = prl_stack_new(&w->stack, w->arena, &w->record, err);
  if (status >= 0) status = prl_stack_space_new(&w->space, w->arena, &w->stack, err);
  uint64_t heading = prl_hs_digits(w->key) > 6 ? prl_hs_of_heading(prl_hs_heading(w->key)) : w->key;
  if (status >= 0) status = prl_codes_of(&w->codes, &w->record, w->acts, heading, err);
  return status;
}

static prl_status work_out(work *w, prl_error *err) {
  prl_status status = check_ends(w, err);
  if (status >= 0) status = prepare(w, err);
  if (status < 0) return status;
  for (int32_t m = 0; m < w->record.measure_count; m++)
    if (w->acts[m] && w->out->standings[m].in_force != PRL_NO) examine(w, m);
  w->out->layer_count = w->count;
  stack_sure(w);
  find_mfn(w);
  return find_bounds(w, err);
}

prl_status prl_rate_of(prl_rate *out, const prl_dossier *dossier, const char *hs, const char *from, const char *to, const prl_asof *asof,
                       const prl_when *exported, prl_error *err) {
  char digits[11];
  *out = (prl_rate){.mfn = NAN, .added = NAN, .added_low = NAN, .added_high = NAN};
  if (!prl_hs_normal(digits, hs)) {
    prl_fail(err, PRL_E_VALUE, "'%s' is no product code: expected 4 to 10 digits", hs);
    prl_error_hint(err, "write it as 8544.42.90 or 85444290");
    return PRL_E_VALUE;
  }
  work w = {.out = out,
            .dossier = dossier,
            .record = prl_dossier_look(dossier),
            .asof = asof,
            .exported = exported,
            .from = from,
            .to = to,
            .key = prl_hs_key(digits),
            .arena = prl_arena_new()};
  prl_status status = w.arena ? work_out(&w, err) : no_room(err);
  free(w.codes.keys);
  prl_arena_free(w.arena);
  if (status < 0) {
    prl_rate_free(out);
    *out = (prl_rate){.mfn = NAN, .added = NAN, .added_low = NAN, .added_high = NAN};
  }
  return status;
}

bool prl_rate_open(const prl_rate_layer *l) {
  if (l->standing->measure->instrument != PRL_TARIFF || l->applied || l->covered == PRL_NO) return false;
  return l->covered == PRL_UNKNOWN || l->standing->in_force == PRL_UNKNOWN;
}

void prl_rate_free(prl_rate *rate) {
  free(rate->layers);
  free(rate->standings);
  *rate = (prl_rate){0};
}
