/* groups.c -- which codes stand for others: {EUN: [AUT, BEL, ...]}.
 *
 * The record and its product trade may know a union of countries where a world knows the countries, or the other way about. A group
 * has at least one member, each a region code once; it is neither a party nor made of groups, so that a code means one thing. */
#include "entries.h"

#include <string.h>

static void read_member(prl_reader *r, const prl_node *first, const prl_node *list, const prl_node *word) {
  if (!prl_is_region_code(word->text)) {
    prl_report(r, word->place, PRL_E_UNKNOWN_ID, "write a code such as DEU, 2 to 6 capitals or digits", "'%.80s' is no region code",
               word->text);
  }
  for (const prl_node *before = first; before && before != word; before = prl_next_word(list, before)) {
    if (!strcmp(before->text, word->text)) {
      prl_report(r, word->place, PRL_E_DUPLICATE, "name every member once", "%s stands twice in group %s", word->text, list->key);
      return;
    }
  }
}

static bool check_group_id(prl_reader *r, const prl_node *node) {
  const prl_party *party = prl_dossier_party(r->dossier, node->key);
  if (!prl_is_region_code(node->key)) {
    return prl_report(r, node->key_place, PRL_E_VALUE, "write a code such as EUN, 2 to 6 capitals or digits",
                      "'%.80s' is no code for a group", node->key);
  }
  return !party || prl_report(r, node->key_place, PRL_E_DUPLICATE, "a party lists its codes under regions; give the group its own code",
                              "the group '%s' is also a party, at %s:%d", node->key, party->place.file, party->place.line);
}

static void read_group(prl_group *group, prl_reader *r, const prl_node *node, int32_t index) {
  *group = (prl_group){.id = node->key, .place = node->key_place};
  group->members = prl_read_words(r, node);
  const prl_node *first = prl_first_word(node);
  for (const prl_node *word = first; word && !r->stopped; word = prl_next_word(node, word)) {
    read_member(r, first, node, word);
  }
  if (check_group_id(r, node)) {
    prl_add_id(r, r->dossier->group_ids, group->id, index, "group", group->place, group->place);
  }
}

/* once all groups are known */
static void check_no_nesting(prl_reader *r, const prl_node *root) {
  for (const prl_node *node = root->first; node && !r->stopped; node = node->next) {
    for (const prl_node *word = prl_first_word(node); word && strcmp(node->key, "note") != 0; word = prl_next_word(node, word)) {
      if (prl_dossier_group(r->dossier, word->text)) {
        prl_report(r, word->place, PRL_E_VALUE, "list its members instead", "%s, a member of group %s, is itself a group", word->text,
                   node->key);
      }
    }
  }
}

void prl_read_groups(prl_reader *r, const prl_node *root) {
  prl_dossier_view *view = &r->dossier->view;
  if (!root) {
    return;
  }
  if (root->kind != PRL_NODE_MAPPING) {
    prl_report(r, root->place, PRL_E_SYNTAX, "write groups: {EUN: [AUT, BEL]}", "groups: expected a mapping from codes to lists of codes");
    return;
  }
  prl_group *groups = prl_reader_alloc(r, root->count, sizeof *groups);
  view->groups = groups;
  for (const prl_node *node = root->first; node && !r->stopped; node = node->next) {
    if (strcmp(node->key, "note") != 0) {
      read_group(&groups[view->group_count], r, node, view->group_count);
      view->group_count++;
    }
  }
  check_no_nesting(r, root);
}
