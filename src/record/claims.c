/* claims.c -- who said what, when, about which entry? claims.yaml. A claim never overwrites a fact. */
#include "entries.h"

#include <math.h>
#include <stdlib.h>

#define PRL_X(name, word) word,
static const char *const kinds[] = {PRL_CLAIM_LIST(PRL_X)};
#undef PRL_X

const char *prl_claim_word(prl_claim_kind kind) { return kinds[kind]; }

/* ---- what it is about ---- */

static bool stands(const prl_dossier *dossier, const char *id) {
  return prl_map_find(dossier->measure_ids, id) >= 0 || prl_map_find(dossier->commitment_ids, id) >= 0 ||
         prl_map_find(dossier->event_ids, id) >= 0 || prl_map_find(dossier->item_ids, id) >= 0;
}

static void refuse_about(prl_reader *r, const prl_node *word) {
  const prl_dossier_view *view = &r->dossier->view;
  int32_t count = 0;
  size_t all = (size_t)view->measure_count + (size_t)view->commitment_count + (size_t)view->event_count + (size_t)view->item_count;
  const char **ids = calloc(all + 1, sizeof *ids);
  for (int32_t k = 0; ids && k < view->measure_count; k++) {
    ids[count++] = view->measures[k].id;
  }
  for (int32_t k = 0; ids && k < view->commitment_count; k++) {
    ids[count++] = view->commitments[k].id;
  }
  for (int32_t k = 0; ids && k < view->event_count; k++) {
    ids[count++] = view->events[k].id;
  }
  for (int32_t k = 0; ids && k < view->item_count; k++) {
    ids[count++] = view->items[k].id;
  }
  prl_report_unknown(r, word->place, "measure, commitment, event or item", word->text, ids, count);
  free(ids);
}

static const char *read_about(prl_reader *r, const prl_node *node) {
  const char *about = prl_read_text(r, node, "about");
  const bool *broken = r->dossier->broken;
  bool whole = !broken[PRL_PART_MEASURES] && !broken[PRL_PART_COMMITMENTS] && !broken[PRL_PART_EVENTS] && !broken[PRL_PART_ITEMS];
  if (*about && whole && !stands(r->dossier, about)) {
    refuse_about(r, prl_child(node, "about"));
    return "";
  }
  return about;
}

/* ---- claims ---- */

static void read_number(prl_claim *claim, prl_reader *r, const prl_node *node) {
  claim->number = NAN;
  claim->unit = prl_read_text(r, node, "unit");
  claim->has_number = prl_read_number(&claim->number, r, node, "number", claim->unit);
  if (claim->has_number && !*claim->unit) {
    prl_report(r, prl_child_place(node, "number"), PRL_E_MISSING, "add unit: Mt (or what it is)", "a number without a unit");
  } else if (claim->kind == PRL_CLAIM_NUMBER && !prl_child(node, "number")) {
    prl_report(r, node->place, PRL_E_MISSING, "add number: and unit:", "a claim of kind number has no 'number'");
  }
}

static void read_claim(prl_claim *claim, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"id", "by", "date", "kind", "says", "source", "about", "quote", "number", "unit", "sure"};
  *claim =
      (prl_claim){.id = "", .says = "", .quote = "", .unit = "", .note = "", .by = "", .about = "", .number = NAN, .place = node->place};
  r->about = "";
  if (!prl_read_keys(r, node, "a claim", keys, PRL_COUNT(keys), 5)) {
    return;
  }
  claim->id = prl_read_id(r, node);
  claim->by = prl_read_speaker(r, node, "by");
  claim->date = prl_read_when(r, node, "date");
  claim->kind = (prl_claim_kind)prl_read_word(r, node, "kind", kinds, PRL_COUNT(kinds), PRL_CLAIM_STATUS);
  claim->says = prl_read_text(r, node, "says");
  claim->quote = prl_read_text(r, node, "quote");
  claim->note = prl_read_text(r, node, "note");
  claim->about = read_about(r, node);
  read_number(claim, r, node);
  claim->sure = prl_read_sure(r, node);
  prl_read_source_list(&claim->sources, &claim->source_count, r, node, true);
}

void prl_read_claims(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "claims")) {
    return;
  }
  prl_dossier_view *view = &r->dossier->view;
  prl_claim *claims = prl_reader_alloc(r, root->count, sizeof *claims);
  view->claims = claims;
  for (const prl_node *node = claims ? root->first : NULL; node && !r->stopped; node = node->next) {
    int32_t at = view->claim_count;
    read_claim(&claims[at], r, node);
    int32_t held = prl_map_find(r->dossier->claim_ids, claims[at].id);
    prl_add_id(r, r->dossier->claim_ids, claims[at].id, at, "claim", claims[at].place, claims[held < 0 ? 0 : held].place);
    view->claim_count++;
  }
  r->about = "";
}
