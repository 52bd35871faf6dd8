/* items.c -- how much of an item the model can price, change by change.
 *
 * A change of a measure is priced when the measure is in the policy before or after with priced coverage; a promise kept and an instrument
 * the model lacks are not. What is not priced is named, never approximated. */
#include "inside.h"

#include <string.h>

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

/* Why a change is not priced, in the record's words; NULL when it is. */
static const char *silence(const char **about, const prl_stage *stage, const prl_change *change, const prl_policy *after) {
  if (change->kind == PRL_CHANGE_FLOW) return NULL;                            /* prl_policy_new refuses what it cannot price */
  if (change->kind == PRL_CHANGE_COMMITMENT && change->floor > 0) return NULL; /* a purchase with a floor: a change on flows */
  if (change->kind == PRL_CHANGE_COMMITMENT) {
    *about = change->commitment->id;
    return "a promise in quantities says nothing of the base year's: it has no floor";
  }
  *about = change->measure->id;
  const char *why = prl_instrument_lack(change->measure->instrument);
  if (why) return why;
  if (priced_in(stage->policy, *about, &why) || priced_in(after, *about, &why)) return NULL;
  return why ? why : "it is not in force before or after";
}

prl_status prl_item_pricing(prl_pricing *out, prl_arena *arena, const prl_stage *stage, const prl_item *item, const prl_policy *after) {
  *out = (prl_pricing){0};
  for (int32_t k = 0; k < item->change_count; k++) {
    const char *about, *why = silence(&about, stage, &item->changes[k], after);
    if (!why) {
      out->priced++;
      continue;
    }
    out->unpriced++;
    out->why = prl_arena_printf(arena, "%s%s%s: %s", out->why ? out->why : "", out->why ? "; " : "", about, why);
    if (!out->why) return PRL_E_MEMORY;
  }
  return PRL_OK;
}
