/* world.c -- the data sets: which there are, one of them, its checks; world_import.c and world_change.c make new ones. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

typedef struct action {
  const char *name;
  int32_t least, most; /* words after the name */
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

prl_status prl_cli_open_world(prl_world **out, const char *name, prl_error *err) {
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
  prl_status status = prl_cli_open_world(&world, invocation->words[1], err);
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
  prl_status status = prl_cli_open_world(&world, invocation->words[1], err);
  if (status != PRL_OK) {
    return status;
  }
  trace_world(&full, world);
  status = check_world(invocation, &full, world, err);
  prl_world_free(world);
  return status;
}

/* ---- which of them */

static const action actions[] = {
    {"list", 0, 0, "world list", run_list},
    {"show", 1, 1, "world show WORLD", run_show},
    {"check", 1, 1, "world check WORLD", run_check},
    {"import", 1, 2, "world import [FORMAT] PATH --out FILE", prl_cli_world_import},
    {"aggregate", 1, 1, "world aggregate WORLD --groups CSV --id ID --title TEXT --out FILE", prl_cli_world_aggregate},
    {"balance", 1, 1, "world balance WORLD --margins CSV --id ID --out FILE", prl_cli_world_balance},
    {"split", 1, 1, "world split WORLD --sector CODE --parts CSV --trade CSV --id ID --out FILE", prl_cli_world_split},
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
  int32_t words = invocation->word_count - 1, most = actions[chosen].most;
  if (words < actions[chosen].least || words > most) {
    const char *takes = most == 0 ? "no name" : most == 1 ? "one name or path" : "a path, perhaps with a format before it";
    prl_fail(err, PRL_E_USAGE, "'parley world %s' takes %s", actions[chosen].name, takes);
    prl_error_hint(err, "usage: parley %s", actions[chosen].usage);
    return PRL_E_USAGE;
  }
  return run_traced(&actions[chosen], invocation, err);
}

static const prl_option options[] = {
    {"--id", "ID", "import, aggregate, balance, split: name of the new world"},
    {"--title", "TEXT", "the same: its title"},
    {"--about", "CSV", "import: key, value: id, title, base_year, source, licence, scheme, notes"},
    {"--sectors", "CSV", "import: code, name, goods (1 or 0) of the sectors, instead of the source's own"},
    {"--regions", "CSV", "import: code, name, members of the regions, instead of the source's own"},
    {"--repairs", "FILE", "import: a CSV of every value that was changed"},
    {"--tariffs", "FILE", "import: a CSV of the base tariffs the source brings along"},
    {"--groups", "CSV", "aggregate: code, name, members: regions separated by spaces, or * for the rest"},
    {"--sector-groups", "CSV", "aggregate: the same of sectors; goods where members are of both kinds"},
    {"--scheme", "TEXT", "aggregate: name of the new sectors' scheme"},
    {"--margins", "CSV", "balance: region, sector, margin, value"},
    {"--sector", "CODE", "split: the sector to divide"},
    {"--parts", "CSV", "split: code, name, products: beginnings of HS codes, or * for the rest"},
    {"--trade", "CSV", "split: exporter, importer, hs6, value"},
    {"--concordance", "CSV", "split: hs6, sector (the one shipped for the world's scheme)"},
    {"--rest", "REGION", "split: whose trade that of countries the world does not have is"},
    {"--concordance-out", "FILE", "split: where the concordance of the new sectors is written"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_world = {
    .name = "world",
    .operands = "list | show WORLD | check WORLD | import [FORMAT] PATH | aggregate WORLD | balance WORLD | split WORLD",
    .summary = "the data sets: list, show, check, import, aggregate, balance, split",
    .help =
        "WORLD is a name that 'parley world list' gives, a .prlw file, or a folder of tables in the tidy form (docs/worlds.md).\n"
        "import makes a world file: FORMAT is tidy (also when none is given), icio, wiod, flows, cp2015 or ossa2014. aggregate sums\n"
        "regions, sectors or both; balance moves a world to given margins; split divides a sector by product trade. All write to --out.\n\n"
        "  parley world list\n"
        "  parley world check hybrid2022-16\n"
        "  parley world import FOLDER --out mine.prlw\n"
        "  parley world import icio ICIO2021.csv --repairs repairs.csv --out icio2021.prlw\n"
        "  parley world aggregate mine.prlw --groups groups.csv --id mine-5 --title \"Five regions\" --out mine-5.prlw",
    .options = options,
    .least = 1,
    .most = 3,
    .run = run,
};
