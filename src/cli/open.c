/* open.c -- from the words of a command line to an opened record, world and policy, and the trace of what they are.
 *
 * A dossier: its world, elasticities and closure unless an option says otherwise; its policy on --asof as known on --known; the base is its
 * own policy on 1 July of the world's base year, as known on the same day as the policy, or zero.
 * A scenario: what the file says; its policy and its base name a dossier, the same one. */
#include "cli.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *prl_cli_words(prl_opened *opened, prl_error *err, const char *format, ...) {
  char buffer[8192];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(buffer, sizeof buffer, format, arguments);
  va_end(arguments);
  const char *kept = prl_arena_text(opened->arena, buffer, strlen(buffer));
  if (!kept) {
    prl_fail(err, PRL_E_MEMORY, "no memory left for the account of what was opened");
  }
  return kept;
}

static const char *when_words(prl_opened *opened, const prl_when *when, prl_error *err) {
  char text[64];
  prl_when_print(text, sizeof text, when);
  return prl_cli_words(opened, err, "%s", text);
}

static prl_status start(prl_opened *out, prl_error *err) {
  *out = (prl_opened){.trace = {.version = PRL_VERSION,
                                .command = "",
                                .dossier = "",
                                .date = "",
                                .known = "",
                                .horizon = "",
                                .world = "",
                                .world_source = "",
                                .base = "",
                                .policy = "",
                                .elasticities = "",
                                .firms = "",
                                .closure = ""}};
  out->arena = prl_arena_new();
  return out->arena ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left to start");
}

static prl_status open_record(prl_opened *out, const char *name, prl_error *err) {
  char path[PRL_PATH];
  prl_status status = prl_cli_dossier_path(path, name, err);
  if (status == PRL_OK) {
    status = prl_dossier_open(&out->dossier, path, err);
  }
  if (status != PRL_OK) {
    return status;
  }
  prl_dossier_view view = prl_dossier_look(out->dossier);
  snprintf(out->name, sizeof out->name, "%s", name ? name : view.id);
  out->trace.dossier = view.id;
  out->trace.horizon = when_words(out, &view.horizon, err);
  return out->trace.horizon ? PRL_OK : PRL_E_MEMORY;
}

/* The question's two clocks: what was asked, else the horizon. */
static prl_status set_clocks(prl_opened *out, const char *date, const char *known, prl_error *err) {
  prl_status status = prl_asof_parse(&out->asof, date ? date : out->trace.horizon, known, err);
  if (status != PRL_OK) {
    return status;
  }
  out->trace.date = when_words(out, &out->asof.date, err);
  out->trace.known = known ? when_words(out, &out->asof.known, err) : out->trace.date;
  out->trace.beyond = prl_asof_beyond(out->dossier, &out->asof);
  return out->trace.date && out->trace.known ? PRL_OK : PRL_E_MEMORY;
}

static void say_defaults(const prl_opened *opened, const prl_invocation *invocation, const char *name, const char *date) {
  if (!name && !date) {
    prl_cli_note(invocation, "dossier %s, the only one found; as of %s, its horizon", opened->trace.dossier, opened->trace.horizon);
  } else if (!name) {
    prl_cli_note(invocation, "dossier %s, the only one found", opened->trace.dossier);
  } else if (!date) {
    prl_cli_note(invocation, "as of %s, the horizon of %s", opened->trace.horizon, opened->trace.dossier);
  }
}

prl_status prl_cli_open_dossier(prl_opened *out, const prl_invocation *invocation, const char *name, const char *date, prl_error *err) {
  const char *asked = date ? date : prl_cli_option(invocation, "--asof");
  prl_status status = start(out, err);
  if (status == PRL_OK) {
    status = open_record(out, name, err);
  }
  if (status == PRL_OK) {
    status = set_clocks(out, asked, prl_cli_option(invocation, "--known"), err);
  }
  if (status == PRL_OK) {
    say_defaults(out, invocation, name, asked);
  } else {
    prl_cli_close(out);
  }
  return status;
}

static prl_status open_world(prl_opened *out, const char *name, prl_error *err) {
  char path[PRL_PATH];
  prl_status status = *name ? prl_cli_world_path(path, name, err) : prl_fail(err, PRL_E_MISSING, "no world is named");
  prl_error_hint(err, "name one with --world; 'parley world list' lists them");
  if (status == PRL_OK) {
    status = prl_world_open(&out->world, path, err);
  }
  if (status == PRL_OK) {
    prl_world_view view = prl_world_look(out->world);
    out->trace.world = view.id;
    out->trace.world_source = view.source;
    out->trace.base_year = view.base_year;
  }
  return status;
}

static prl_status find_concordance(prl_opened *out, prl_error *err) {
  const char *name = out->dossier ? prl_dossier_look(out->dossier).concordance : "";
  if (!*name || strchr(name, '/')) {
    snprintf(out->concordance, sizeof out->concordance, "%s", name);
    return PRL_OK;
  }
  return prl_cli_shared_path(out->concordance, name, err);
}

prl_status prl_cli_open_products(prl_opened *opened, prl_error *err) {
  prl_status status = open_world(opened, prl_dossier_look(opened->dossier).world, err);
  return status == PRL_OK ? find_concordance(opened, err) : status;
}

static prl_status set_closure(prl_opened *out, const prl_invocation *invocation, prl_deficits own, prl_error *err) {
  static const char *const words[] = {"fixed", "zero", "proportional"};
  static const prl_deficits meant[] = {PRL_DEFICITS_FIXED, PRL_DEFICITS_ZERO, PRL_DEFICITS_PROPORTIONAL};
  const char *given = prl_cli_option(invocation, "--deficits");
  int32_t chosen = given ? prl_cli_choose("--deficits", given, words, PRL_COUNT(words), err) : -1;
  if (given && chosen < 0) {
    return PRL_E_USAGE;
  }
  out->deficits = given ? meant[chosen] : own;
  out->trace.closure = prl_deficits_word(out->deficits);
  return PRL_OK;
}

/* The record's policy at the middle of the base year, as known when the question is asked. */
static prl_status set_base(prl_opened *out, bool recorded, const prl_asof *question, prl_error *err) {
  char date[32];
  out->has_base = recorded;
  out->trace.base = "zero";
  if (!recorded) {
    return PRL_OK;
  }
  if (!out->trace.base_year) {
    prl_fail(err, PRL_E_MISSING, "the world %s states no base year, so the policy its data embody is not known", out->trace.world);
    prl_error_hint(err, "use a base policy of zero, or build the world with base_year in its about table");
    return PRL_E_MISSING;
  }
  snprintf(date, sizeof date, "%d-07-01", (int)out->trace.base_year);
  prl_status status = prl_asof_parse(&out->base_at, date, NULL, err);
  out->base_at.known = question->known.kind == PRL_WHEN_NONE ? question->date : question->known;
  out->trace.base = status == PRL_OK ? prl_cli_words(out, err, "%s@%s", out->trace.dossier, date) : NULL;
  return status != PRL_OK ? status : out->trace.base ? PRL_OK : PRL_E_MEMORY;
}

static prl_status set_policy(prl_opened *out, const prl_asof *at, prl_error *err) {
  out->has_policy = true;
  out->policy_at = *at;
  out->trace.policy = prl_cli_words(out, err, "%s@%s", out->trace.dossier, out->trace.date);
  return out->trace.policy ? PRL_OK : PRL_E_MEMORY;
}

/* What --base says; `own` when it says nothing. */
static prl_status base_recorded(bool *out, const prl_invocation *invocation, bool own, prl_error *err) {
  static const char *const words[] = {"zero", "record"};
  const char *given = prl_cli_option(invocation, "--base");
  int32_t chosen = given ? prl_cli_choose("--base", given, words, PRL_COUNT(words), err) : own;
  *out = chosen == 1;
  return chosen < 0 ? PRL_E_USAGE : PRL_OK;
}

static prl_status open_model(prl_opened *out, const prl_invocation *invocation, const char *world, const prl_elasticities *elasticities,
                             const prl_assumptions *assumptions, prl_deficits deficits, prl_error *err) {
  const char *other = prl_cli_option(invocation, "--world");
  prl_status status = set_closure(out, invocation, deficits, err);
  if (status == PRL_OK) {
    status = open_world(out, other ? other : world, err);
  }
  if (status == PRL_OK) {
    status = find_concordance(out, err);
  }
  if (status == PRL_OK) {
    status = prl_cli_model(out, invocation, elasticities, assumptions, err);
  }
  return status;
}

static prl_status case_of_dossier(prl_opened *out, const prl_invocation *invocation, prl_error *err) {
  prl_dossier_view view = prl_dossier_look(out->dossier);
  bool recorded;
  prl_status status = base_recorded(&recorded, invocation, true, err);
  if (status == PRL_OK) {
    status = open_model(out, invocation, view.world, &view.elasticities, &view.assumptions, view.deficits, err);
  }
  if (status == PRL_OK) {
    status = set_base(out, recorded, &out->asof, err);
  }
  return status == PRL_OK ? set_policy(out, &out->asof, err) : status;
}

/* The dossier a scenario's policy and base speak of; "" when neither does. */
static prl_status scenario_dossier(const char **out, const prl_scenario_view *view, prl_error *err) {
  bool base = strcmp(view->base, "zero") != 0;
  *out = *view->policy ? view->policy : base ? view->base : "";
  if (!base || !*view->policy || !strcmp(view->policy, view->base)) {
    return PRL_OK;
  }
  prl_fail(err, PRL_E_VALUE, "base is %s and policy is %s, expected one dossier for both", view->base, view->policy);
  prl_error_hint(err, "write base: %s, or base: zero", view->policy);
  prl_error_at(err, view->path, 0, 0);
  return PRL_E_VALUE;
}

/* A scenario's question is asked on the date of its policy, else on the horizon. */
static prl_status scenario_record(prl_opened *out, const prl_scenario_view *view, const char *name, prl_error *err) {
  char date[64];
  prl_status status = PRL_OK;
  if (*name) {
    prl_when_print(date, sizeof date, &view->policy_at.date);
    status = open_record(out, name, err);
    if (status == PRL_OK) {
      status = set_clocks(out, *view->policy ? date : NULL, NULL, err);
    }
    prl_error_at(err, view->path, 0, 0);
  }
  snprintf(out->name, sizeof out->name, "%s", view->path);
  return status;
}

static prl_status record_base_needs_dossier(const prl_scenario_view *view, prl_error *err) {
  prl_fail(err, PRL_E_USAGE, "--base record needs a record, and %s names no dossier", view->path);
  prl_error_hint(err, "write policy: us-china@2025-12-05 or base: us-china in the scenario");
  return PRL_E_USAGE;
}

static prl_status case_of_scenario(prl_opened *out, const prl_invocation *invocation, prl_error *err) {
  prl_scenario_view view = prl_scenario_look(out->scenario);
  const char *name;
  bool recorded = false;
  if (prl_cli_option(invocation, "--asof") || prl_cli_option(invocation, "--known")) {
    prl_fail(err, PRL_E_USAGE, "--asof and --known go with a dossier; a scenario has its date in the file");
    prl_error_hint(err, "write policy: us-china@2025-12-05 in %s", view.path);
    return PRL_E_USAGE;
  }
  prl_status status = scenario_dossier(&name, &view, err);
  if (status == PRL_OK) {
    status = base_recorded(&recorded, invocation, strcmp(view.base, "zero") != 0, err);
  }
  if (status == PRL_OK) {
    status = recorded && !*name ? record_base_needs_dossier(&view, err) : scenario_record(out, &view, name, err);
  }
  if (status == PRL_OK) {
    status = open_model(out, invocation, view.world, &view.elasticities, &view.assumptions, view.deficits, err);
  }
  if (status == PRL_OK) {
    status = set_base(out, recorded, &out->asof, err);
  }
  out->changes = view.changes;
  out->change_count = view.change_count;
  return status == PRL_OK && *view.policy ? set_policy(out, &out->asof, err) : status;
}

static bool names_scenario(const char *name) {
  size_t length = strlen(name);
  struct stat info;
  return (length > 5 && !strcmp(name + length - 5, ".yaml")) || (length > 4 && !strcmp(name + length - 4, ".yml")) ||
         (stat(name, &info) == 0 && S_ISREG(info.st_mode));
}

static prl_status open_scenario_case(prl_opened *out, const prl_invocation *invocation, const char *name, prl_error *err) {
  prl_status status = start(out, err);
  if (status == PRL_OK) {
    status = prl_scenario_open(&out->scenario, name, err);
  }
  return status == PRL_OK ? case_of_scenario(out, invocation, err) : status;
}

prl_status prl_cli_open_case(prl_opened *out, const prl_invocation *invocation, const char *name, prl_error *err) {
  prl_status status;
  if (name && names_scenario(name)) {
    status = open_scenario_case(out, invocation, name, err);
  } else {
    status = prl_cli_open_dossier(out, invocation, name, NULL, err);
    if (status == PRL_OK) {
      status = case_of_dossier(out, invocation, err);
    }
  }
  const char *const words[] = {out->name};
  if (status == PRL_OK) {
    status = prl_cli_trace_line(out, invocation, words, 1, err);
  }
  if (status != PRL_OK) {
    prl_cli_close(out);
  }
  return status;
}

prl_status prl_cli_trace_line(prl_opened *opened, const prl_invocation *invocation, const char *const *words, int32_t count,
                              prl_error *err) {
  prl_text line = {0};
  prl_cli_line(&line, invocation, words, count, opened->scenario ? NULL : opened->trace.date);
  opened->trace.command = line.failed ? NULL : prl_arena_text(opened->arena, line.bytes, line.length);
  prl_text_free(&line);
  return opened->trace.command ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left for the command line");
}

prl_status prl_cli_stage(prl_stage **out, prl_opened *opened, bool bare, const prl_solver_options *solver, prl_error *err) {
  prl_stage_options options = {.size = sizeof options,
                               .world = opened->world,
                               .dossier = opened->dossier,
                               .concordance = *opened->concordance ? opened->concordance : NULL,
                               .model = opened->model,
                               .deficits = opened->deficits,
                               .base_at = opened->has_base ? &opened->base_at : NULL,
                               .policy_at = opened->has_policy ? &opened->policy_at : NULL,
                               .changes = bare ? NULL : opened->changes,
                               .change_count = bare ? 0 : opened->change_count,
                               .solver = solver};
  return prl_stage_new(out, &options, err);
}

void prl_cli_close(prl_opened *opened) {
  prl_dossier_free(opened->dossier);
  prl_scenario_free(opened->scenario);
  prl_world_free(opened->world);
  prl_arena_free(opened->arena);
  *opened = (prl_opened){0};
}

prl_status prl_cli_on_dossier(const prl_invocation *invocation, const char *date, prl_dossier_report *report, prl_error *err) {
  prl_opened opened;
  prl_status status = prl_cli_open_dossier(&opened, invocation, invocation->word_count ? invocation->words[0] : NULL, date, err);
  if (status != PRL_OK) {
    return status;
  }
  const char *const words[] = {opened.name};
  status = prl_cli_trace_line(&opened, invocation, words, 1, err);
  if (status == PRL_OK) {
    status = report(invocation, &opened, err);
  }
  prl_cli_close(&opened);
  return status;
}
