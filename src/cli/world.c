/* world.c -- the data sets: what there is, one of them, its checks; tables to a world file; regions summed. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct action {
  const char *name;
  int32_t words; /* after the name */
  const char *usage;
  prl_status (*run)(const prl_invocation *invocation, const prl_trace *trace, prl_error *err);
} action;

static prl_status emit(const prl_invocation *invocation, prl_text *text, prl_status status, prl_error *err) {
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, text, err);
  }
  prl_text_free(text);
  return status;
}

static prl_status open_named(prl_world **out, const char *name, prl_error *err) {
  char path[PRL_PATH];
  *out = NULL;
  prl_status status = prl_cli_world_path(path, name, err);
  return status == PRL_OK ? prl_world_open(out, path, err) : status;
}

static void trace_world(prl_trace *out, const prl_world *world) {
  prl_world_view view = prl_world_look(world);
  out->world = view.id;
  out->world_source = view.source;
  out->base_year = view.base_year;
}

/* ---- list */

static prl_status list_found(const prl_invocation *invocation, const prl_trace *trace, const prl_found *found, prl_world **worlds,
                             prl_world_entry *entries, prl_error *err) {
  prl_text text = {0};
  prl_status status = PRL_OK;
  for (int32_t k = 0; k < found->count && status == PRL_OK; k++) {
    status = prl_world_open(&worlds[k], found->path[k], err);
    if (status == PRL_OK) {
      prl_world_view view = prl_world_look(worlds[k]);
      entries[k] = (prl_world_entry){view.id, view.title, found->path[k], view.regions, view.sectors, view.base_year};
    }
  }
  if (status == PRL_OK) {
    status = prl_report_world_list(&text, &invocation->style, trace, entries, found->count, err);
  }
  return emit(invocation, &text, status, err);
}

static prl_status run_list(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  prl_found found;
  prl_status status = prl_cli_find_worlds(&found, err);
  if (status != PRL_OK) {
    return status;
  }
  prl_world **worlds = calloc((size_t)found.count + 1, sizeof *worlds);
  prl_world_entry *entries = calloc((size_t)found.count + 1, sizeof *entries);
  status = worlds && entries ? list_found(invocation, trace, &found, worlds, entries, err)
                             : prl_fail(err, PRL_E_MEMORY, "no memory left to list the worlds");
  for (int32_t k = 0; worlds && k < found.count; k++) {
    prl_world_free(worlds[k]);
  }
  free(worlds);
  free(entries);
  prl_cli_found_free(&found);
  return status;
}

/* ---- show, check */

static prl_status run_show(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  prl_world *world;
  prl_text text = {0};
  prl_trace full = *trace;
  prl_status status = open_named(&world, invocation->words[1], err);
  if (status != PRL_OK) {
    return status;
  }
  trace_world(&full, world);
  status = emit(invocation, &text, prl_report_world_show(&text, &invocation->style, &full, world, err), err);
  prl_world_free(world);
  return status;
}

static prl_status check_world(const prl_invocation *invocation, const prl_trace *trace, const prl_world *world, prl_error *err) {
  prl_world_finding findings[PRL_WORLD_RULES];
  prl_text text = {0};
  int32_t count = prl_world_check(findings, world);
  if (count == 0) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left to check the world");
  }
  prl_status status = emit(invocation, &text, prl_report_world_check(&text, &invocation->style, trace, findings, count, err), err);
  for (int32_t k = 0; k < count && status == PRL_OK; k++) {
    status = findings[k].refuses && !findings[k].passed ? PRL_E_UNBALANCED : PRL_OK;
  }
  return status;
}

static prl_status run_check(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  prl_world *world;
  prl_trace full = *trace;
  prl_status status = open_named(&world, invocation->words[1], err);
  if (status != PRL_OK) {
    return status;
  }
  trace_world(&full, world);
  status = check_world(invocation, &full, world, err);
  prl_world_free(world);
  return status;
}

/* ---- import, aggregate */

static prl_status need(const prl_invocation *invocation, const char *name, const char *value, prl_error *err) {
  if (prl_cli_option(invocation, name)) {
    return PRL_OK;
  }
  prl_fail(err, PRL_E_USAGE, "'parley world %s' needs %s %s", invocation->words[0], name, value);
  return PRL_E_USAGE;
}

static prl_status save(const prl_invocation *invocation, const prl_world *world, prl_error *err) {
  prl_text text = {0};
  prl_world_view view = prl_world_look(world);
  prl_status status = prl_world_save(world, invocation->out, err);
  if (status == PRL_OK && !invocation->quiet) {
    prl_text_printf(&text, "%s: %s, %d regions, %d sectors, base year %d\n", invocation->out, view.id, view.regions, view.sectors,
                    view.base_year);
    status = prl_cli_print(&text, err);
  }
  prl_text_free(&text);
  return status;
}

static prl_status run_import(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  prl_world *world;
  (void)trace;
  prl_status status = need(invocation, "--out", "FILE", err);
  if (status == PRL_OK) {
    status = prl_world_import(&world, invocation->words[1], err);
  }
  if (status != PRL_OK) {
    return status;
  }
  status = save(invocation, world, err);
  prl_world_free(world);
  return status;
}

static prl_status aggregate(const prl_invocation *invocation, const prl_world *world, prl_error *err) {
  prl_world *sum;
  prl_status status = prl_world_aggregate_by(&sum, world, prl_cli_option(invocation, "--id"), prl_cli_option(invocation, "--title"),
                                             prl_cli_option(invocation, "--groups"), err);
  if (status != PRL_OK) {
    return status;
  }
  status = save(invocation, sum, err);
  prl_world_free(sum);
  return status;
}

static prl_status run_aggregate(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  prl_world *world;
  (void)trace;
  if (need(invocation, "--groups", "CSV", err) != PRL_OK || need(invocation, "--id", "ID", err) != PRL_OK ||
      need(invocation, "--title", "TEXT", err) != PRL_OK || need(invocation, "--out", "FILE", err) != PRL_OK) {
    return PRL_E_USAGE;
  }
  prl_status status = open_named(&world, invocation->words[1], err);
  if (status != PRL_OK) {
    return status;
  }
  status = aggregate(invocation, world, err);
  prl_world_free(world);
  return status;
}

/* ---- which of them */

static const action actions[] = {
    {"list", 0, "world list", run_list},
    {"show", 1, "world show WORLD", run_show},
    {"check", 1, "world check WORLD", run_check},
    {"import", 1, "world import FOLDER --out FILE", run_import},
    {"aggregate", 1, "world aggregate WORLD --groups CSV --id ID --title TEXT --out FILE", run_aggregate},
};

static prl_status run_traced(const action *chosen, const prl_invocation *invocation, prl_error *err) {
  prl_text line = {0};
  prl_cli_line(&line, invocation, invocation->words, invocation->word_count, NULL);
  const prl_trace trace = {.command = line.failed ? "" : line.bytes,
                           .version = PRL_VERSION,
                           .dossier = "",
                           .date = "",
                           .known = "",
                           .horizon = "",
                           .world = "",
                           .world_source = "",
                           .base = "",
                           .policy = "",
                           .elasticities = "",
                           .closure = ""};
  prl_status status = chosen->run(invocation, &trace, err);
  prl_text_free(&line);
  return status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  const char *names[PRL_COUNT(actions)];
  for (int32_t k = 0; k < PRL_COUNT(actions); k++) {
    names[k] = actions[k].name;
  }
  int32_t chosen = prl_cli_choose("the word after 'parley world'", invocation->words[0], names, PRL_COUNT(actions), err);
  if (chosen < 0) {
    return PRL_E_USAGE;
  }
  if (invocation->word_count - 1 != actions[chosen].words) {
    prl_fail(err, PRL_E_USAGE, "'parley world %s' takes %s", actions[chosen].name, actions[chosen].words ? "one name or path" : "no name");
    prl_error_hint(err, "usage: parley %s", actions[chosen].usage);
    return PRL_E_USAGE;
  }
  return run_traced(&actions[chosen], invocation, err);
}

static const prl_option options[] = {
    {"--groups", "CSV", "aggregate: code, name, members: codes separated by spaces, or * for the rest"},
    {"--id", "ID", "aggregate: name of the new world"},
    {"--title", "TEXT", "aggregate: its title"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_world = {
    .name = "world",
    .operands = "list | show WORLD | check WORLD | import FOLDER | aggregate WORLD",
    .summary = "the data sets: list, show, check, import, aggregate",
    .help = "WORLD is a name that 'parley world list' gives, a .prlw file, or a folder of tables in the tidy form (docs/worlds.md).\n"
            "import makes a world file of such a folder; aggregate sums regions. Both write to --out.\n\n"
            "  parley world list\n"
            "  parley world check hybrid2022-16\n"
            "  parley world import FOLDER --out mine.prlw\n"
            "  parley world aggregate mine.prlw --groups groups.csv --id mine-5 --title \"Five regions\" --out mine-5.prlw",
    .options = options,
    .least = 1,
    .most = 2,
    .run = run,
};
