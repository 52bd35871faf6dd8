/* scenario.c -- one counterfactual as a YAML file: a world, elasticities, a base, perhaps a dossier's policy on a date, and changes. */
#include "entries.h"

#include <stdlib.h>
#include <string.h>

struct prl_scenario {
  prl_arena *arena;
  prl_scenario_view view;
};

/* us-china@2025-12-05 */
static void read_policy(prl_scenario_view *view, prl_reader *r, const prl_node *root) {
  const char *text = prl_read_text(r, root, "policy");
  const char *at = strrchr(text, '@');
  prl_error found = {0};
  if (!*text) {
    return;
  }
  if (!at || at == text) {
    prl_report(r, prl_child_place(root, "policy"), PRL_E_VALUE, "write policy: us-china@2025-12-05",
               "policy is \"%.80s\", expected a dossier, '@' and a date", text);
  } else if (prl_asof_parse(&view->policy_at, at + 1, NULL, &found) != PRL_OK) {
    prl_report_found(r, prl_child_place(root, "policy"), &found);
  } else if (!(view->policy = prl_arena_text(r->arena, text, (size_t)(at - text)))) {
    prl_report(r, root->place, PRL_E_MEMORY, "", "no memory left to read the scenario");
  }
}

static void read_changes(prl_scenario_view *view, prl_reader *r, const prl_node *root) {
  if (!root || !prl_read_list(r, root, "change")) {
    return;
  }
  prl_change *changes = prl_reader_alloc(r, root->count, sizeof *changes);
  view->changes = changes;
  for (const prl_node *node = changes ? root->first : NULL; node && !r->stopped; node = node->next) {
    prl_read_flow_change(&changes[view->change_count++], r, node);
  }
}

static void read_scenario(prl_scenario_view *view, prl_reader *r, const prl_node *root) {
  static const char *const keys[] = {"world", "elasticities", "deficits", "scale", "firms", "base", "policy", "change"};
  if (!prl_read_keys(r, root, "a scenario", keys, PRL_COUNT(keys), 2)) {
    return;
  }
  view->world = prl_read_text(r, root, "world");
  const prl_node *elasticities = prl_child(root, "elasticities");
  if (elasticities) {
    prl_read_elasticities(&view->elasticities, &view->assumptions, r, elasticities);
  }
  prl_read_technology(&view->assumptions, r, root);
  view->deficits = prl_read_deficits(r, root);
  view->base = prl_child(root, "base") ? prl_read_text(r, root, "base") : "zero";
  read_policy(view, r, root);
  read_changes(view, r, prl_child(root, "change"));
}

static prl_scenario *new_scenario(const char *path) {
  prl_scenario *scenario = calloc(1, sizeof *scenario);
  if (scenario && (scenario->arena = prl_arena_new())) {
    scenario->view.path = prl_arena_text(scenario->arena, path, strlen(path));
  }
  if (!scenario || !scenario->view.path) {
    prl_scenario_free(scenario);
    return NULL;
  }
  scenario->view.world = scenario->view.base = scenario->view.policy = "";
  return scenario;
}

prl_status prl_scenario_open(prl_scenario **out, const char *path, prl_error *err) {
  prl_error own = {0};
  const prl_node *root = NULL;
  *out = NULL;
  prl_scenario *scenario = new_scenario(path);
  if (!scenario) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left to read %s", path);
  }
  if (prl_yaml_read(&root, scenario->arena, scenario->view.path, &own) == PRL_OK) {
    prl_reader r = {.arena = scenario->arena, .err = &own, .about = ""};
    if (root) {
      read_scenario(&scenario->view, &r, root);
    } else {
      prl_report(&r, (prl_place){scenario->view.path, 1, 1}, PRL_E_MISSING, "write world: and elasticities:", "the scenario is empty");
    }
  }
  if (own.status == PRL_OK) {
    *out = scenario;
    return PRL_OK;
  }
  prl_scenario_free(scenario);
  if (err && err->status == PRL_OK) {
    *err = own;
  }
  return own.status;
}

void prl_scenario_free(prl_scenario *scenario) {
  if (scenario) {
    prl_arena_free(scenario->arena);
    free(scenario);
  }
}

prl_scenario_view prl_scenario_look(const prl_scenario *scenario) { return scenario->view; }
