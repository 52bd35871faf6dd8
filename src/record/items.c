/* items.c -- what is on the table? items.yaml: each item is a set of changes to measures, promises and flows, or states its worth. */
#include "entries.h"

#include <string.h>

/* ---- changes ---- */

static bool ever_snaps(const prl_measure *measure) {
  for (int32_t k = 0; k < measure->step_count; k++) {
    if (measure->steps[k].snaps_back) {
      return true;
    }
  }
  return false;
}

static void read_effect(prl_change *change, prl_reader *r, const prl_node *node) {
  static const char *const states[] = {"withdrawn", "lapsed", "in-force"};
  static const prl_state becomes[] = {PRL_WITHDRAWN, PRL_LAPSED, PRL_IN_FORCE};
  int32_t state = prl_read_word(r, node, "state", states, PRL_COUNT(states), -1);
  change->sets_state = state >= 0;
  change->state = state >= 0 ? becomes[state] : PRL_NOT_YET;
  change->has_rate = prl_read_number(&change->rate, r, node, "rate", change->measure ? change->measure->unit : "");
  change->has_add = prl_read_number(&change->add, r, node, "add", "percentage points");
  change->snaps_back = prl_read_flag(r, node, "snaps-back");
}

static void check_effect(const prl_change *change, prl_reader *r, const prl_node *node) {
  bool state = prl_child(node, "state"), rate = prl_child(node, "rate"), add = prl_child(node, "add"), snap = prl_child(node, "snaps-back");
  bool in_force_at = state && rate && change->state == PRL_IN_FORCE; /* the one pair that says one thing */
  if (state + rate + add + snap != 1 && !in_force_at) {
    prl_report(r, node->place, PRL_E_VALUE, "one of state: withdrawn, state: in-force, rate: 5, add: -5, snaps-back: true",
               "a change to a measure must say one thing about it");
  } else if (change->snaps_back && change->measure && !ever_snaps(change->measure)) {
    prl_report(r, prl_child_place(node, "snaps-back"), PRL_E_VALUE, "add snaps-back to its suspended step", "no step of '%s' snaps back",
               change->measure->id);
  } else if (change->has_rate && change->measure && !strcmp(change->measure->unit, "percent") && change->rate < -100) {
    prl_report(r, prl_child_place(node, "rate"), PRL_E_VALUE, "", "rate is %g, below -100 percent", change->rate);
  }
}

static void read_measure_change(prl_change *change, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"measure", "state", "rate", "add", "snaps-back"};
  const prl_dossier_view *view = &r->dossier->view;
  const prl_node *id = prl_child(node, "measure");
  change->kind = PRL_CHANGE_MEASURE;
  prl_read_keys(r, node, "a change to a measure", keys, PRL_COUNT(keys), 1);
  if (*prl_read_text(r, node, "measure")) {
    int32_t found = prl_find_id(r, r->dossier->measure_ids, id, "measure", view->measures, sizeof *view->measures, view->measure_count,
                                PRL_PART_MEASURES);
    change->measure = found < 0 ? NULL : &view->measures[found];
  }
  read_effect(change, r, node);
  check_effect(change, r, node);
}

static void read_commitment_change(prl_change *change, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"commitment", "floor"};
  const prl_dossier_view *view = &r->dossier->view;
  change->kind = PRL_CHANGE_COMMITMENT;
  prl_read_keys(r, node, "a change to a commitment", keys, PRL_COUNT(keys), 1);
  if (*prl_read_text(r, node, "commitment")) {
    int32_t found = prl_find_id(r, r->dossier->commitment_ids, prl_child(node, "commitment"), "commitment", view->commitments,
                                sizeof *view->commitments, view->commitment_count, PRL_PART_COMMITMENTS);
    change->commitment = found < 0 ? NULL : &view->commitments[found];
  }
  if (prl_read_number(&change->floor, r, node, "floor", "times the base quantity") && !(change->floor > 0)) {
    prl_report(r, prl_child_place(node, "floor"), PRL_E_VALUE, "write 1.5 for half more than in the base year",
               "floor is %g, expected above 0", change->floor);
  } else if (change->commitment && prl_child(node, "floor") && strcmp(change->commitment->promise, "purchase") != 0) {
    prl_report(r, prl_child_place(node, "floor"), PRL_E_VALUE, "leave floor out", "'%s' is no promise to buy", change->commitment->id);
  }
}

static void read_change(prl_change *change, prl_reader *r, const prl_node *node) {
  *change = prl_no_change(node->place);
  if (prl_child(node, "measure")) {
    read_measure_change(change, r, node);
  } else if (prl_child(node, "commitment")) {
    read_commitment_change(change, r, node);
  } else {
    prl_read_flow_change(change, r, node);
  }
}

static void read_changes(prl_item *item, prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "changes")) {
    return;
  }
  prl_change *changes = prl_reader_alloc(r, root->count, sizeof *changes);
  item->changes = changes;
  for (const prl_node *node = changes ? root->first : NULL; node && !r->stopped; node = node->next) {
    read_change(&changes[item->change_count++], r, node);
  }
}

/* ---- stated worth ---- */

static void read_worth(prl_item *item, prl_reader *r, const prl_node *node) {
  if (!node) {
    return;
  }
  if (node->kind != PRL_NODE_MAPPING) {
    prl_report(r, node->place, PRL_E_SYNTAX, "write worth: {USA: 0.01, CHN: 0.02}",
               "worth must be a mapping of parties to percent of real income");
    return;
  }
  prl_stated *stated = prl_reader_alloc(r, node->count, sizeof *stated);
  const prl_dossier_view *view = &r->dossier->view;
  const char *note = prl_read_text(r, node, "note");
  for (const prl_node *child = stated ? node->first : NULL; child; child = child->next) {
    const prl_node party = {.text = child->key, .place = child->key_place};
    double percent;
    if (strcmp(child->key, "note") != 0 && prl_read_number(&percent, r, node, child->key, "percent of real income") &&
        prl_find_id(r, r->dossier->party_ids, &party, "party", view->parties, sizeof *view->parties, view->party_count, PRL_PART_HEAD) >=
            0) {
      stated[item->stated_count++] = (prl_stated){child->key, percent, note};
    }
  }
  item->stated = stated;
}

/* ---- red lines ---- */

static void read_red_line(prl_red_line *line, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"party", "says", "source"};
  const prl_dossier_view *view = &r->dossier->view;
  *line = (prl_red_line){.party = "", .says = ""};
  if (!prl_read_keys(r, node, "a red line", keys, PRL_COUNT(keys), 2)) {
    return;
  }
  line->party = prl_read_party(r, node, "party");
  line->says = prl_read_text(r, node, "says");
  if (*prl_read_text(r, node, "source")) {
    int32_t found = prl_find_id(r, r->dossier->source_ids, prl_child(node, "source"), "source", view->sources, sizeof *view->sources,
                                view->source_count, PRL_PART_SOURCES);
    line->source = found < 0 ? NULL : &view->sources[found];
  }
}

static void read_red_lines(prl_item *item, prl_reader *r, const prl_node *root) {
  if (!root || !prl_read_list(r, root, "red-lines")) {
    return;
  }
  prl_red_line *lines = prl_reader_alloc(r, root->count, sizeof *lines);
  item->red_lines = lines;
  for (const prl_node *node = lines ? root->first : NULL; node && !r->stopped; node = node->next) {
    read_red_line(&lines[item->red_line_count++], r, node);
  }
}

/* ---- items ---- */

static const char *read_uses(prl_reader *r, const prl_node *node) {
  static const char *const words[] = {"yes", "no", "unknown"};
  int32_t uses = prl_read_word(r, node, "uses", words, PRL_COUNT(words), -1);
  return uses < 0 ? "" : words[uses];
}

static void read_item(prl_item *item, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"id",     "title", "asked-by",  "given-by", "changes", "worth",
                                     "source", "sure",  "red-lines", "uses",     "aliases"};
  *item = (prl_item){.id = "", .title = "", .note = "", .uses = "", .asked_by = "", .given_by = "", .place = node->place};
  r->about = "";
  if (!prl_read_keys(r, node, "an item", keys, PRL_COUNT(keys), 2)) {
    return;
  }
  item->id = prl_read_id(r, node);
  item->title = prl_read_text(r, node, "title");
  item->note = prl_read_text(r, node, "note");
  item->asked_by = prl_read_party(r, node, "asked-by");
  item->given_by = prl_read_party(r, node, "given-by");
  item->uses = read_uses(r, node);
  item->aliases = prl_read_aliases(r, node);
  read_red_lines(item, r, prl_child(node, "red-lines"));
  const prl_node *changes = prl_child(node, "changes"), *worth = prl_child(node, "worth");
  read_changes(item, r, changes);
  read_worth(item, r, worth);
  if (!worth && (!changes || (changes->kind == PRL_NODE_SEQUENCE && !changes->count))) {
    prl_report(r, node->place, PRL_E_MISSING, "add changes: [...], or worth: {USA: 0.01}",
               "an item without changes and without a stated worth");
  }
  item->sure = prl_read_sure(r, node);
  prl_read_source_list(&item->sources, &item->source_count, r, node, false);
}

void prl_read_items(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "items")) {
    return;
  }
  prl_dossier_view *view = &r->dossier->view;
  prl_item *items = prl_reader_alloc(r, root->count, sizeof *items);
  view->items = items;
  for (const prl_node *node = items ? root->first : NULL; node && !r->stopped; node = node->next) {
    int32_t at = view->item_count;
    read_item(&items[at], r, node);
    int32_t held = prl_map_find(r->dossier->item_ids, items[at].id);
    prl_add_id(r, r->dossier->item_ids, items[at].id, at, "item", items[at].place, items[held < 0 ? 0 : held].place);
    view->item_count++;
  }
  r->about = "";
}
