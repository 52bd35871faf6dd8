/* head.c -- dossier.yaml: what is it about, who are the parties and groups, up to when is it known, and what does the model start from? */
#include "entries.h"

#include <string.h>
#include <sys/stat.h>

static bool is_file(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static prl_zone read_zone(prl_reader *r, const prl_node *node) {
  prl_zone zone = {0};
  prl_error found = {0};
  const char *text = prl_read_text(r, node, "zone");
  if (*text && prl_zone_parse(&zone, text, &found) != PRL_OK) {
    prl_report_found(r, prl_child_place(node, "zone"), &found);
  }
  return zone;
}

static void read_party(prl_party *party, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"id", "name", "zone", "regions", "capital", "aliases"};
  *party = (prl_party){.id = "", .name = "", .capital = "", .place = node->place};
  r->about = "";
  if (!prl_read_keys(r, node, "a party", keys, PRL_COUNT(keys), 4)) {
    return;
  }
  party->id = prl_read_id(r, node);
  party->name = prl_read_text(r, node, "name");
  party->capital = prl_read_text(r, node, "capital");
  party->zone = read_zone(r, node);
  party->regions = prl_read_words(r, prl_child(node, "regions"));
  party->aliases = prl_read_aliases(r, node);
}

static void read_parties(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "parties")) {
    return;
  }
  prl_dossier_view *view = &r->dossier->view;
  prl_party *parties = prl_reader_alloc(r, root->count, sizeof *parties);
  view->parties = parties;
  for (const prl_node *node = root->first; node && !r->stopped; node = node->next) {
    prl_party *party = &parties[view->party_count];
    read_party(party, r, node);
    int32_t held = prl_map_find(r->dossier->party_ids, party->id);
    prl_add_id(r, r->dossier->party_ids, party->id, view->party_count, "party", party->place, parties[held < 0 ? 0 : held].place);
    view->party_count++;
  }
  r->about = "";
}

static void read_one_weights(prl_weights *weights, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"to", "file", "year", "source"};
  *weights = (prl_weights){.to = "", .file = "", .source_id = "", .place = node->place};
  if (!prl_read_keys(r, node, "weights", keys, PRL_COUNT(keys), 2)) {
    return;
  }
  weights->to = prl_read_code(r, node, "to");
  weights->source_id = prl_read_text(r, node, "source");
  prl_read_year(&weights->year, r, node, "year");
  const char *name = prl_read_text(r, node, "file");
  weights->file = *name ? prl_reader_path(r, r->dossier->view.path, name) : "";
  if (*name && weights->file && !is_file(weights->file)) {
    prl_report(r, prl_child_place(node, "file"), PRL_E_NO_FILE, "put it there, or correct the path", "no such file: %s", weights->file);
  }
}

static void read_weights(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "weights")) {
    return;
  }
  prl_weights *weights = prl_reader_alloc(r, root->count, sizeof *weights);
  r->dossier->view.weights = weights;
  for (const prl_node *node = root->first; node && !r->stopped; node = node->next) {
    read_one_weights(&weights[r->dossier->view.weights_count++], r, node);
  }
}

static void read_horizon(prl_reader *r, const prl_node *root) {
  static const prl_zone utc = {0};
  prl_dossier_view *view = &r->dossier->view;
  view->horizon = prl_read_when(r, root, "horizon");
  if (view->horizon.kind != PRL_WHEN_DAY && view->horizon.kind != PRL_WHEN_NONE) {
    prl_report(r, prl_child_place(root, "horizon"), PRL_E_VALUE, "write horizon: 2026-10-17", "the horizon must be a day");
  }
  view->horizon_end = view->horizon.kind == PRL_WHEN_NONE ? PRL_INSTANT_MAX : prl_zone_midnight(&utc, view->horizon.last + 1) - 1;
}

/* a path in the dossier when the file is there, else a name that is looked up beside the worlds */
static const char *read_beside(prl_reader *r, const prl_node *root, const char *key) {
  const char *name = prl_read_text(r, root, key);
  const char *path = *name ? prl_reader_path(r, r->dossier->view.path, name) : NULL;
  return path && is_file(path) ? path : name;
}

void prl_read_head(prl_reader *r, const prl_node *root) {
  static const char *const keys[] = {"title",       "horizon", "parties", "world", "deficits", "elasticities",
                                     "concordance", "weights", "groups",  "scale", "firms"};
  prl_dossier_view *view = &r->dossier->view;
  view->title = view->note = view->world = view->concordance = "";
  view->elasticities = (prl_elasticities){.column = "", .file = "", .source = ""};
  if (!prl_read_keys(r, root, "dossier.yaml", keys, PRL_COUNT(keys), 3)) {
    return;
  }
  view->title = prl_read_text(r, root, "title");
  view->note = prl_read_text(r, root, "note");
  read_parties(r, prl_child(root, "parties"));
  prl_read_groups(r, prl_child(root, "groups"));
  read_horizon(r, root);
  view->world = prl_read_text(r, root, "world");
  view->deficits = prl_read_deficits(r, root);
  const prl_node *elasticities = prl_child(root, "elasticities");
  if (elasticities) {
    prl_read_elasticities(&view->elasticities, &view->assumptions, r, elasticities);
  }
  prl_read_technology(&view->assumptions, r, root);
  view->concordance = read_beside(r, root, "concordance");
  read_weights(r, prl_child(root, "weights"));
}
