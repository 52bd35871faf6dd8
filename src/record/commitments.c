/* commitments.c -- what is promised, by whom to whom, how much and by when? commitments.yaml. */
#include "entries.h"

#include <math.h>

static const char *read_promise(prl_reader *r, const prl_node *node) {
  static const char *const promises[] = {"purchase", "licence", "remove", "investigate", "recurring", "plan"};
  int32_t promise = prl_read_word(r, node, "promise", promises, PRL_COUNT(promises), -1);
  return promise < 0 ? "" : promises[promise];
}

static void read_quantity(prl_commitment *commitment, prl_reader *r, const prl_node *node) {
  commitment->quantity = NAN;
  commitment->unit = prl_read_text(r, node, "unit");
  commitment->has_quantity = prl_read_number(&commitment->quantity, r, node, "quantity", commitment->unit);
  if (commitment->has_quantity && !*commitment->unit) {
    prl_report(r, prl_child_place(node, "quantity"), PRL_E_MISSING, "add unit: Mt a year (or what it is)", "a quantity without a unit");
  }
  commitment->per_year = prl_read_flag(r, node, "per-year");
  if (commitment->per_year && !commitment->has_quantity) {
    prl_report(r, prl_child_place(node, "per-year"), PRL_E_MISSING, "add quantity: and unit:, or leave per-year out",
               "per-year without a quantity");
  }
}

static void read_commitment(prl_commitment *commitment, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"id",    "title",   "by",   "promise",  "source", "to",      "goods", "quantity", "unit", "from",
                                     "until", "said-by", "sure", "per-year", "tally",  "aliases", "said",  "prefer",   "known"};
  *commitment = (prl_commitment){.id = "",
                                 .title = "",
                                 .promise = "",
                                 .unit = "",
                                 .note = "",
                                 .by = "",
                                 .to = "",
                                 .quantity = NAN,
                                 .goods = {.kind = PRL_GOODS_UNKNOWN, .text = ""},
                                 .place = node->place};
  r->about = "";
  if (!prl_read_keys(r, node, "a commitment", keys, PRL_COUNT(keys), 4)) {
    return;
  }
  commitment->id = prl_read_id(r, node);
  commitment->title = prl_read_text(r, node, "title");
  commitment->note = prl_read_text(r, node, "note");
  commitment->by = prl_read_code(r, node, "by");
  commitment->to = prl_read_code(r, node, "to");
  commitment->promise = read_promise(r, node);
  prl_read_goods(&commitment->goods, r, prl_child(node, "goods"), false);
  read_quantity(commitment, r, node);
  prl_read_window(&commitment->from, &commitment->until, r, node, "from");
  bool all = false, unknown = false;
  commitment->said_by = prl_read_whom(&all, &unknown, r, prl_child(node, "said-by"));
  commitment->sure = prl_read_sure(r, node);
  commitment->known = prl_read_when(r, node, "known");
  commitment->aliases = prl_read_aliases(r, node);
  prl_read_source_list(&commitment->sources, &commitment->source_count, r, node, true);
  prl_read_sayings(&commitment->said, r, node, "quantity", commitment->sources, commitment->source_count);
  prl_read_tallies(commitment, r, prl_child(node, "tally"));
}

void prl_read_commitments(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "commitments")) {
    return;
  }
  prl_dossier_view *view = &r->dossier->view;
  prl_commitment *commitments = prl_reader_alloc(r, root->count, sizeof *commitments);
  view->commitments = commitments;
  for (const prl_node *node = commitments ? root->first : NULL; node && !r->stopped; node = node->next) {
    int32_t at = view->commitment_count;
    read_commitment(&commitments[at], r, node);
    int32_t held = prl_map_find(r->dossier->commitment_ids, commitments[at].id);
    prl_add_id(r, r->dossier->commitment_ids, commitments[at].id, at, "commitment", commitments[at].place,
               commitments[held < 0 ? 0 : held].place);
    view->commitment_count++;
  }
  r->about = "";
}
