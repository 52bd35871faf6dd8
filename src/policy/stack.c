/* stack.c -- what do the layers in force on a line come to?
 *
 *   tariff = sum over layers not switched off of max over the layer's tariffs on the line; export tax, subsidy and friction alike
 *   export tax is net of subsidies; a layer's tightest limit counts, and its listing of the largest share (settle.c lays them on)
 * Rules go in order: where the rule's layer has a measure in force on the line and is not itself switched off by an
 * earlier rule, the others are switched off. A layer is in force by its presence alone, at any rate, 0 included: an exclusion is a
 * measure of rate 0 whose layer zeroes another. A cap lowers its layer's tariff: counts = max(0, min(rate, cap - sum of the others));
 * where a layer of the sum is in force at a rate not known, or the ordinary duty is in the sum and the record has none for the
 * line, the layer is left as it is and marked so. Layers are added in the order of their names, so that the order in which the
 * measures are written does not move the last digit. Rates: percent in, fractions out. */
#include "stack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SLOT_TARIFF, SLOT_EXPORT_TAX, SLOT_FRICTION, SLOT_SUBSIDY, SLOT_BAN, SLOT_LIMIT, SLOT_LISTING, SLOTS };

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

int32_t prl_stack_layer(const prl_stack *stack, const char *name) {
  if (stack->layer_count == 0) return -1;
  const char **found = bsearch(&name, stack->layers, (size_t)stack->layer_count, sizeof *stack->layers, by_name);
  return found ? (int32_t)(found - stack->layers) : -1;
}

static void name_layers(prl_stack *stack, const prl_dossier_view *record) {
  int32_t count = record->measure_count, kept = 0;
  for (int32_t m = 0; m < count; m++) stack->layers[m] = record->measures[m].layer;
  if (count > 0) qsort(stack->layers, (size_t)count, sizeof *stack->layers, by_name);
  for (int32_t m = 0; m < count; m++)
    if (kept == 0 || strcmp(stack->layers[m], stack->layers[kept - 1]) != 0) stack->layers[kept++] = stack->layers[m];
  stack->layer_count = kept;
  for (int32_t m = 0; m < count; m++) stack->layer_of[m] = prl_stack_layer(stack, record->measures[m].layer);
}

/* whose presence matters at any rate: the layer that switches others off, and the layers in a cap's sum */
static void compile_rule(prl_stack *stack, int32_t r) {
  const prl_rule *rule = &stack->rules[r];
  bool caps = rule->kind == PRL_RULE_CAPS;
  stack->rule_layer[r] = prl_stack_layer(stack, rule->layer);
  if (stack->rule_layer[r] >= 0 && !caps) stack->subject[stack->rule_layer[r]] = true;
  for (int32_t k = 0; k < rule->others.count; k++) {
    int32_t other = prl_stack_layer(stack, rule->others.at[k]);
    if (caps && strcmp(rule->others.at[k], "mfn") == 0) stack->rule_mfn[r] = true;
    if (other < 0) continue;
    stack->rule_off[(size_t)r * (size_t)stack->layer_count + (size_t)other] = true;
    if (caps) stack->subject[other] = true;
  }
}

prl_status prl_stack_new(prl_stack *out, prl_arena *arena, const prl_dossier_view *record, prl_error *err) {
  size_t measures = (size_t)record->measure_count + 1, rules = (size_t)record->rule_count + 1;
  *out = (prl_stack){.rules = record->rules, .rule_count = record->rule_count};
  out->layers = prl_arena_alloc(arena, measures, sizeof *out->layers);
  out->layer_of = prl_arena_alloc(arena, measures, sizeof *out->layer_of);
  out->subject = prl_arena_alloc(arena, measures, sizeof *out->subject);
  out->rule_layer = prl_arena_alloc(arena, rules, sizeof *out->rule_layer);
  out->rule_off = prl_arena_alloc(arena, rules, measures * sizeof *out->rule_off);
  out->rule_mfn = prl_arena_alloc(arena, rules, sizeof *out->rule_mfn);
  if (!out->layers || !out->layer_of || !out->subject || !out->rule_layer || !out->rule_off || !out->rule_mfn)
    return prl_fail(err, PRL_E_MEMORY, "no room for the layers of %d measures", record->measure_count);
  name_layers(out, record);
  out->mfn = prl_stack_layer(out, "mfn");
  for (int32_t r = 0; r < out->rule_count; r++) compile_rule(out, r);
  return PRL_OK;
}

prl_status prl_stack_space_new(prl_stack_space *out, prl_arena *arena, const prl_stack *stack, prl_error *err) {
  size_t layers = (size_t)stack->layer_count + 1;
  out->present = prl_arena_alloc(arena, layers, sizeof *out->present);
  out->off = prl_arena_alloc(arena, layers, sizeof *out->off);
  out->best = prl_arena_alloc(arena, layers, SLOTS * sizeof *out->best);
  if (!out->present || !out->off || !out->best) return prl_fail(err, PRL_E_MEMORY, "no room to stack %d layers", stack->layer_count);
  return PRL_OK;
}

static int32_t slot_of(prl_instrument instrument) {
  switch (instrument) {
    case PRL_TARIFF: return SLOT_TARIFF;
    case PRL_EXPORT_TAX: return SLOT_EXPORT_TAX;
    case PRL_FRICTION: return SLOT_FRICTION;
    case PRL_SUBSIDY: return SLOT_SUBSIDY;
    case PRL_BAN: return SLOT_BAN;
    case PRL_QUOTA:
    case PRL_LICENCE: return SLOT_LIMIT;
    case PRL_LISTING: return SLOT_LISTING;
    default: return -1;
  }
}

static void switch_off(const prl_stack *stack, prl_stack_space *space) {
  for (int32_t l = 0; l < stack->layer_count; l++) space->off[l] = -1;
  for (int32_t r = 0; r < stack->rule_count; r++) {
    int32_t layer = stack->rule_layer[r];
    if (stack->rules[r].kind == PRL_RULE_CAPS || layer < 0 || !space->present[layer] || space->off[layer] >= 0) continue;
    const bool *others = stack->rule_off + (size_t)r * (size_t)stack->layer_count;
    for (int32_t l = 0; l < stack->layer_count; l++)
      if (others[l] && l != layer && space->off[l] < 0) space->off[l] = r;
  }
}

/* of two measures in one slot, does the first count? the higher rate, the tighter limit */
static bool outranks(int32_t slot, double rate, double best) { return slot == SLOT_LIMIT ? rate < best : rate > best; }

/* the measure that counts of each layer and instrument; the first of equals */
static void choose(prl_stacked *entries, int32_t count, const prl_stack *stack, prl_stack_space *space) {
  for (int32_t k = 0; k < SLOTS * stack->layer_count; k++) space->best[k] = -1;
  for (int32_t k = 0; k < count; k++) {
    prl_stacked *entry = &entries[k];
    int32_t slot = slot_of(entry->instrument);
    entry->applied = entry->cap_open = false;
    entry->counts = 0;
    entry->cap = NULL;
    entry->rule = space->off[entry->layer];
    if (slot < 0 || entry->rule >= 0 || (isnan(entry->rate) && slot != SLOT_BAN)) continue;
    int32_t *best = &space->best[slot * stack->layer_count + entry->layer];
    if (*best < 0 || outranks(slot, entry->rate, entries[*best].rate)) *best = k;
  }
}

/* what the cap's other layers come to; NaN when that is not known */
static double beside(const prl_stacked *entries, const prl_stack *stack, const prl_stack_space *space, int32_t rule) {
  const bool *others = stack->rule_off + (size_t)rule * (size_t)stack->layer_count;
  bool mfn = stack->rule_mfn[rule];
  double sum = 0;
  if (mfn && (stack->mfn < 0 || !space->present[stack->mfn])) return NAN;
  for (int32_t l = 0; l < stack->layer_count; l++) {
    if (!others[l] || l == stack->rule_layer[rule] || !space->present[l] || space->off[l] >= 0) continue;
    int32_t best = space->best[SLOT_TARIFF * stack->layer_count + l];
    if (best < 0) return NAN;
    sum += entries[best].counts;
  }
  return sum;
}

static void cap(prl_stacked *entries, const prl_stack *stack, const prl_stack_space *space) {
  for (int32_t r = 0; r < stack->rule_count; r++) {
    int32_t layer = stack->rule_layer[r];
    int32_t best = layer < 0 ? -1 : space->best[SLOT_TARIFF * stack->layer_count + layer];
    if (stack->rules[r].kind != PRL_RULE_CAPS || best < 0) continue;
    prl_stacked *entry = &entries[best];
    double room = stack->rules[r].cap - beside(entries, stack, space, r);
    if (room >= entry->counts) continue;
    entry->cap = &stack->rules[r];
    entry->cap_open = isnan(room);
    if (!entry->cap_open) entry->counts = room > 0 ? room : 0;
  }
}

static double add_slot(prl_stacked *entries, const prl_stack *stack, const prl_stack_space *space, int32_t slot, int32_t leave) {
  double sum = 0;
  for (int32_t l = 0; l < stack->layer_count; l++) {
    int32_t best = space->best[slot * stack->layer_count + l];
    if (best < 0) continue;
    if (l != leave) sum += entries[best].counts;
  }
  return sum / 100;
}

prl_rates prl_stack_up(prl_stacked *entries, int32_t count, const prl_stack *stack, int32_t mfn, prl_stack_space *space) {
  prl_rates rates = {0};
  for (int32_t l = 0; l < stack->layer_count; l++) space->present[l] = false;
  for (int32_t k = 0; k < count; k++) space->present[entries[k].layer] = true;
  switch_off(stack, space);
  choose(entries, count, stack, space);
  for (int32_t k = 0; k < SLOTS * stack->layer_count; k++) {
    int32_t best = space->best[k];
    if (best < 0) continue;
    entries[best].applied = true;
    entries[best].counts = k < SLOT_BAN * stack->layer_count ? entries[best].rate : 0;
  }
  cap(entries, stack, space);
  rates.tariff = add_slot(entries, stack, space, SLOT_TARIFF, mfn);
  rates.export_tax = add_slot(entries, stack, space, SLOT_EXPORT_TAX, -1) - add_slot(entries, stack, space, SLOT_SUBSIDY, -1);
  rates.friction = add_slot(entries, stack, space, SLOT_FRICTION, -1);
  for (int32_t l = 0; l < stack->layer_count; l++) rates.banned |= space->best[SLOT_BAN * stack->layer_count + l] >= 0;
  return rates;
}

prl_total prl_stack_duty(prl_stacked *entries, int32_t count, const prl_stack *stack, prl_stack_space *space) {
  prl_total sum = {.mfn = NAN};
  prl_stack_up(entries, count, stack, stack->mfn, space);
  for (int32_t k = 0; k < count; k++) {
    const prl_stacked *entry = &entries[k];
    if (!entry->applied || entry->instrument != PRL_TARIFF) continue;
    if (entry->layer == stack->mfn)
      sum.mfn = entry->counts;
    else
      sum.added += entry->counts;
    if (entry->cap_open) sum.capped += entry->counts;
  }
  return sum;
}

const char *prl_instrument_lack(prl_instrument instrument) {
  switch (instrument) {
    case PRL_FEE: return "a fee is money a ton, call or parcel, and the model has none of these";
    case PRL_STATUTE: return "a statute has no flow of its own";
    case PRL_INSTRUMENTS: return "the model has no such instrument";
    default: return NULL;
  }
}
