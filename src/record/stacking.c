/* stacking.c -- how do layers combine? stacking.yaml: rules in the order in which they are applied. */
#include "entries.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool has_layer(const prl_dossier_view *view, const char *layer) {
  for (int32_t k = 0; k < view->measure_count; k++) {
    if (!strcmp(view->measures[k].layer, layer)) {
      return true;
    }
  }
  return false;
}

/* @param duty  may it be the ordinary duty, which no measure has? */
static void check_layer(prl_reader *r, const prl_node *word, bool duty) {
  const prl_dossier_view *view = &r->dossier->view;
  if (has_layer(view, word->text) || (duty && !strcmp(word->text, "mfn")) || r->dossier->broken[PRL_PART_MEASURES]) {
    return;
  }
  const char **layers = malloc((size_t)(view->measure_count + 1) * sizeof *layers);
  for (int32_t k = 0; layers && k < view->measure_count; k++) {
    layers[k] = view->measures[k].layer;
  }
  prl_report_unknown(r, word->place, "layer: no measure has", word->text, layers, layers ? view->measure_count : 0);
  free(layers);
}

static void read_others(prl_rule *rule, prl_reader *r, const prl_node *node) {
  static const char *const kinds[] = {"replaces", "excludes", "zeroes", "caps"};
  int32_t found = 0;
  for (int32_t k = 0; k < PRL_COUNT(kinds); k++) {
    const prl_node *others = prl_child(node, kinds[k]);
    if (others) {
      found++;
      rule->kind = (prl_rule_kind)k;
      rule->others = prl_read_words(r, others);
      for (const prl_node *word = prl_first_word(others); word; word = prl_next_word(others, word)) {
        check_layer(r, word, rule->kind == PRL_RULE_CAPS);
      }
    }
  }
  if (found != 1) {
    prl_report(r, node->place, PRL_E_VALUE, "write replaces: [layer]", "a rule must have one of replaces, excludes, zeroes, caps");
  }
}

static void read_cap(prl_rule *rule, prl_reader *r, const prl_node *node) {
  const prl_node *at = prl_child(node, "at"), *caps = prl_child(node, "caps");
  rule->cap = NAN;
  if (caps && !at) {
    prl_report(r, node->place, PRL_E_MISSING, "add at: 15 (percent), to which the sum is cut", "caps without 'at'");
  } else if (at && !caps) {
    prl_report(r, at->place, PRL_E_VALUE, "add caps: [mfn], or leave at out", "at without 'caps'");
  } else if (prl_read_number(&rule->cap, r, node, "at", "percent") && rule->cap < 0) {
    prl_report(r, at->place, PRL_E_VALUE, "write at: 15", "at is %g, below 0 percent", rule->cap);
  }
}

static void read_rule(prl_rule *rule, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"name", "layer", "replaces", "excludes", "zeroes", "caps", "at"};
  *rule = (prl_rule){.name = "", .layer = "", .cap = NAN, .place = node->place};
  if (!prl_read_keys(r, node, "a rule", keys, PRL_COUNT(keys), 2)) {
    return;
  }
  rule->name = prl_read_text(r, node, "name");
  rule->layer = prl_read_text(r, node, "layer");
  if (*rule->layer) {
    check_layer(r, prl_child(node, "layer"), false);
  }
  read_others(rule, r, node);
  read_cap(rule, r, node);
}

void prl_read_stacking(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "stacking rules")) {
    return;
  }
  prl_rule *rules = prl_reader_alloc(r, root->count, sizeof *rules);
  r->dossier->view.rules = rules;
  for (const prl_node *node = rules ? root->first : NULL; node && !r->stopped; node = node->next) {
    read_rule(&rules[r->dossier->view.rule_count++], r, node);
  }
}
