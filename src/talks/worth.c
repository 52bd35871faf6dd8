/* worth.c -- what each item is worth to each party.
 *
 *   percent[g] = 100 sum_n I0[n] (W_k[n] - W_P[n]) / sum_n I0[n] W_P[n]          over the regions n of party g
 *   musd[g]    = sum_n I0[n] (W_k[n] - W_P[n])                                    equivalent variation, base-year prices
 *
 * W: real income against the base (1 in the base); P: the policy in force; k: P with the item's changes; I0: base income, million US$. An item
 * without any priced change has the worth its dossier states, or none. Source: docs/talks.md. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct prl_worths {
  prl_arena *arena;
  prl_worth *worths;
  int32_t count;
};

static void party_worth(double *percent, double *musd, const prl_stage *stage, const prl_party *party, const prl_outcome_view *before,
                        const double *region_musd) {
  double level = 0, change = 0;
  for (int32_t k = 0; k < party->regions.count; k++) {
    const int32_t n = prl_world_region(stage->world, party->regions.at[k]);
    if (n < 0) continue; /* prl_policy_new has refused an unknown one */
    level += before->income_base[n] * (1 + before->real_income[n]);
    change += region_musd[n];
  }
  *musd = change;
  *percent = level > 0 ? 100 * change / level : NAN;
}

/* Numbers of a priced item from the two outcomes. */
static prl_status price(prl_worth *w, prl_arena *arena, const prl_stage *stage, const prl_outcome *after) {
  const prl_outcome_view a = prl_outcome_look(after), b = prl_outcome_look(stage->outcome);
  const prl_dossier_view d = prl_dossier_look(stage->dossier);
  const size_t N = (size_t)a.regions, cells = N * (size_t)a.sectors, G = (size_t)d.party_count;
  double *percent = prl_arena_alloc(arena, 2 * G + 2 * N + cells, sizeof *percent);
  if (!percent) return PRL_E_MEMORY;
  double *musd = percent + G, *region_percent = musd + G, *region_musd = region_percent + N, *volume = region_musd + N;
  for (size_t n = 0; n < N; n++) {
    region_musd[n] = b.income_base[n] * (a.real_income[n] - b.real_income[n]);
    region_percent[n] = 100 * (a.real_income[n] - b.real_income[n]) / (1 + b.real_income[n]);
  }
  for (size_t k = 0; k < cells; k++) volume[k] = a.volume[k] / b.volume[k];
  for (size_t g = 0; g < G; g++) party_worth(&percent[g], &musd[g], stage, &d.parties[g], &b, region_musd);
  w->percent = percent, w->musd = musd, w->region_percent = region_percent, w->region_musd = region_musd, w->volume = volume;
  w->accuracy = a.accuracy;
  w->priced = true;
  return PRL_OK;
}

/* The dossier's own statement; NaN for parties it does not speak of. */
static prl_status state(prl_worth *w, prl_arena *arena, const prl_stage *stage) {
  const prl_dossier_view d = prl_dossier_look(stage->dossier);
  const prl_outcome_view b = prl_outcome_look(stage->outcome);
  double *percent = prl_arena_alloc(arena, 2 * (size_t)d.party_count + 1, sizeof *percent);
  if (!percent) return PRL_E_MEMORY;
  double *musd = percent + d.party_count;
  for (int32_t g = 0; g < d.party_count; g++) {
    percent[g] = musd[g] = NAN;
    for (int32_t k = 0; k < w->item->stated_count; k++) {
      if (strcmp(w->item->stated[k].party, d.parties[g].id)) continue;
      percent[g] = w->item->stated[k].percent;
      double income = 0;
      for (int32_t r = 0; r < d.parties[g].regions.count; r++) {
        const int32_t n = prl_world_region(stage->world, d.parties[g].regions.at[r]);
        if (n >= 0) income += b.income_base[n] * (1 + b.real_income[n]);
      }
      musd[g] = percent[g] / 100 * income;
    }
  }
  w->percent = percent, w->musd = musd;
  w->stated = w->item->stated_count > 0;
  return PRL_OK;
}

static prl_status value(prl_worth *w, prl_arena *arena, const prl_stage *stage, double tolerance, prl_error *err) {
  prl_variant variant;
  prl_error refusal = {0};
  prl_pricing pricing = {0};
  prl_status status = prl_variant_new(&variant, stage, w->item->changes, w->item->change_count, &refusal);
  if (status == PRL_E_NOT_PRICED) {
    w->why = prl_arena_text(arena, refusal.message, strlen(refusal.message));
    status = PRL_OK;
  } else if (status < 0) {
    if (err) *err = refusal;
    prl_error_item(err, "item %s", w->item->id);
    return status;
  } else {
    const bool loose = status > 0;
    status = prl_item_pricing(&pricing, arena, stage, w->item, variant.policy);
    w->why = pricing.why;
    if (!status && pricing.priced) status = price(w, arena, stage, variant.outcome);
    if (!status && loose) w->why = prl_arena_printf(arena, "best iterate only: %s", w->accuracy.reason ? w->accuracy.reason : "");
    prl_variant_free(&variant);
  }
  if (!status && !w->priced) status = state(w, arena, stage);
  if (status) return prl_fail(err, PRL_E_MEMORY, "the worth of item %s", w->item->id);
  w->list = prl_list_of(w->percent, prl_dossier_look(stage->dossier).party_count, tolerance);
  return PRL_OK;
}

/* The items asked for, in the dossier's order. */
static prl_status choose(prl_worths *out, const prl_stage *stage, const char *const *ids, int32_t count, prl_error *err) {
  const prl_dossier_view d = prl_dossier_look(stage->dossier);
  out->worths = prl_arena_alloc(out->arena, (size_t)d.item_count + 1, sizeof *out->worths);
  if (!out->worths) return prl_fail(err, PRL_E_MEMORY, "%d items", d.item_count);
  for (int32_t j = 0; j < count; j++) {
    if (prl_dossier_item(stage->dossier, ids[j])) continue;
    prl_fail(err, PRL_E_UNKNOWN_ID, "the dossier %s has no item \"%s\"", d.id, ids[j]);
    const char **known = prl_arena_alloc(out->arena, (size_t)d.item_count + 1, sizeof *known);
    for (int32_t k = 0; known && k < d.item_count; k++) known[k] = d.items[k].id;
    const char *near = known ? prl_nearest(ids[j], known, d.item_count) : NULL;
    if (near) prl_error_hint(err, "did you mean %s?", near);
    return PRL_E_UNKNOWN_ID;
  }
  for (int32_t k = 0; k < d.item_count; k++) {
    bool wanted = count == 0;
    for (int32_t j = 0; j < count; j++) wanted = wanted || !strcmp(ids[j], d.items[k].id);
    if (wanted) out->worths[out->count++] = (prl_worth){.item = &d.items[k]};
  }
  return PRL_OK;
}

prl_status prl_worths_new(prl_worths **out, const prl_stage *stage, const char *const *ids, int32_t count, double tolerance_percent,
                          prl_error *err) {
  *out = NULL;
  if (!stage->dossier) return prl_fail(err, PRL_E_MISSING, "items are valued from a dossier, and this scenario names none");
  prl_arena *arena = prl_arena_new();
  prl_worths *worths = arena ? prl_arena_alloc(arena, 1, sizeof *worths) : NULL;
  if (!worths) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "valuing items");
  }
  *worths = (prl_worths){.arena = arena};
  prl_status status = choose(worths, stage, ids, count, err);
  for (int32_t k = 0; k < worths->count && !status; k++) status = value(&worths->worths[k], arena, stage, tolerance_percent, err);
  if (status) {
    prl_arena_free(arena);
    return status;
  }
  *out = worths;
  return PRL_OK;
}

void prl_worths_free(prl_worths *worths) {
  if (worths) prl_arena_free(worths->arena);
}

const prl_worth *prl_worths_look(int32_t *count, const prl_worths *worths) {
  *count = worths->count;
  return worths->worths;
}
