/* items.c -- how much of an item the model can price, change by change.
 *
 * A change of a measure is priced when the measure is in the policy before or after with priced coverage; a promise kept and an instrument
 * the model lacks are not. What is not priced is named, never approximated. */
#include "inside.h"

#include <string.h>

static bool modelled(prl_instrument instrument) {
  return instrument == PRL_TARIFF || instrument == PRL_EXPORT_TAX || instrument == PRL_FRICTION || instrument == PRL_BAN;
}

/* Is the measure priced anywhere in this policy? *why gets the reason of an entry that is not. */
static bool priced_in(const prl_policy *policy, const char *id, const char **why) {
  int32_t count;
  const prl_coverage *c = prl_policy_coverage(&count, policy);
  for (int32_t k = 0; k < count; k++) {
    if (strcmp(c[k].id, id)) continue;
    if (c[k].priced && c[k].share > 0) return true;
    if (!*why && c[k].why && *c[k].why) *why = c[k].why;
  }
  return false;
}

static const char *silence(prl_arena *arena, const prl_stage *stage, const prl_change *change, const prl_policy *after) {
  if (change->kind == PRL_CHANGE_COMMITMENT) {
    const char *text = prl_arena_printf(arena, "%s: the model has no %s commitments yet", change->commitment->id, change->commitment->promise);
    return text ? text : "the model has no commitments yet";
  }
  if (change->kind == PRL_CHANGE_FLOW) return NULL; /* prl_policy_new refuses what it cannot price */
  const prl_measure *m = change->measure;
  const char *why = NULL;
  if (!modelled(m->instrument)) {
    why = prl_arena_printf(arena, "%s: the model has no %s yet", m->id, prl_instrument_word(m->instrument));
    return why ? why : "the model has no such instrument yet";
  }
  if (priced_in(stage->policy, m->id, &why) || priced_in(after, m->id, &why)) return NULL;
  const char *text = prl_arena_printf(arena, "%s: %s", m->id, why ? why : "it is not in force before or after");
  return text ? text : "not priced";
}

prl_status prl_item_pricing(prl_pricing *out, prl_arena *arena, const prl_stage *stage, const prl_item *item, const prl_policy *after) {
  *out = (prl_pricing){0};
  for (int32_t k = 0; k < item->change_count; k++) {
    const char *why = silence(arena, stage, &item->changes[k], after);
    if (!why) {
      out->priced++;
      continue;
    }
    out->unpriced++;
    const char *joined = out->why ? prl_arena_printf(arena, "%s; %s", out->why, why) : why;
    if (!joined) return PRL_E_MEMORY;
    out->why = joined;
  }
  return PRL_OK;
}
