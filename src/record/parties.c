/* parties.c -- who acts, and on whom?
 *
 * `by` and `on` are ids of parties or codes of regions. The world that has the regions is not known while a dossier is read, so
 * a code is held only to its spelling: 2 to 6 of A-Z, 0-9 and '_', beginning with a letter. */
#include "entries.h"

#include <string.h>

bool prl_is_region_code(const char *text) {
  size_t length = strlen(text);
  return length >= 2 && length <= 6 && *text >= 'A' && *text <= 'Z' && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == length;
}

static const prl_dossier_view *view_of(const prl_reader *r) { return r->dossier ? &r->dossier->view : NULL; }

static bool check_code(prl_reader *r, const prl_node *word, const char *text) {
  if (prl_is_region_code(text) || (r->dossier && prl_map_find(r->dossier->party_ids, text) >= 0)) {
    return true;
  }
  const prl_dossier_view *view = view_of(r);
  char hint[128] = "write a code such as USA, 2 to 6 capitals or digits";
  for (int32_t k = 0; view && k < view->party_count; k++) {
    if (!strcasecmp(view->parties[k].id, text) || !strcasecmp(view->parties[k].name, text)) {
      snprintf(hint, sizeof hint, "did you mean '%s'?", view->parties[k].id);
    }
  }
  return prl_report(r, word->place, PRL_E_UNKNOWN_ID, hint, "'%.80s' is neither a party nor a region code", text);
}

const char *prl_read_code(prl_reader *r, const prl_node *mapping, const char *key) {
  const char *code = prl_read_text(r, mapping, key);
  return *code && check_code(r, prl_child(mapping, key), code) ? code : "";
}

const char *prl_read_party(prl_reader *r, const prl_node *mapping, const char *key) {
  const char *id = prl_read_text(r, mapping, key);
  const prl_dossier_view *view = view_of(r);
  return *id && prl_find_id(r, r->dossier->party_ids, prl_child(mapping, key), "party", view->parties, sizeof *view->parties,
                            view->party_count, PRL_PART_HEAD) >= 0
             ? id
             : "";
}

prl_names prl_read_whom(bool *all, bool *unknown, prl_reader *r, const prl_node *node) {
  prl_names none = {0};
  if (!node) {
    return none;
  }
  *all = node->kind == PRL_NODE_SCALAR && !strcmp(node->text, "all");
  bool is_unknown = node->kind == PRL_NODE_SCALAR && !strcmp(node->text, "unknown");
  if (unknown) {
    *unknown = is_unknown;
  } else if (is_unknown) {
    prl_report(r, node->place, PRL_E_VALUE, "name the regions, or write all", "%s is unknown; a change must say whom it hits", node->key);
  }
  if (*all || is_unknown) {
    return none;
  }
  prl_names names = prl_read_words(r, node);
  for (const prl_node *word = prl_first_word(node); word; word = prl_next_word(node, word)) {
    check_code(r, word, word->text);
  }
  return names;
}
