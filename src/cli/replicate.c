/* replicate.c -- a published article's tables from its authors' own inputs, cell by cell. */
#include "cli.h"

static prl_status open_all(prl_replication **out, const prl_invocation *invocation, prl_error *err) {
  char file[PRL_PATH], path[PRL_PATH];
  const char *data = prl_cli_option(invocation, "--data");
  prl_solver_options solver;
  prl_cli_progress progress;
  const prl_paper *paper = prl_paper_find(invocation->words[0], err);
  if (!paper) {
    return PRL_E_UNKNOWN_ID;
  }
  if (!data) {
    prl_fail(err, PRL_E_USAGE, "'parley replicate' needs --data: the folder of the authors' inputs, which cannot be passed on");
    prl_error_hint(err, "for example: parley replicate %s --data archive", paper->id);
    return PRL_E_USAGE;
  }
  snprintf(file, sizeof file, "reference/%s", paper->reference);
  prl_status status = prl_cli_shared_path(path, file, err);
  if (status == PRL_OK) {
    prl_cli_progress_start(&progress, &solver, invocation);
    status = prl_replicate(out, paper, data, path, &solver, err);
    prl_cli_progress_end(&progress);
  }
  return status;
}

static prl_status report(const prl_invocation *invocation, const prl_replication_view *view, prl_error *err) {
  prl_text line = {0}, text = {0};
  const prl_paper *paper = view->paper;
  prl_cli_line(&line, invocation, invocation->words, invocation->word_count, NULL);
  const prl_trace trace = {.command = line.bytes,
                           .version = PRL_VERSION,
                           .world = paper->id,
                           .world_source = paper->data,
                           .base_year = paper->base_year,
                           .base = paper->base,
                           .elasticities = paper->elasticities,
                           .closure = paper->closure,
                           .accuracy = &view->accuracy};
  prl_status status =
      line.failed ? prl_fail(err, PRL_E_MEMORY, "no memory left for the output")
                  : prl_report_replicate(&text, &invocation->style, &trace, view, prl_cli_option(invocation, "--cells") != NULL, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  prl_text_free(&line);
  return status;
}

/* What cannot be the article's inputs is an error, after the report that shows it. */
static prl_status verdict(const prl_replication_view *view, prl_error *err) {
  if (!view->unexplained) {
    return PRL_OK;
  }
  prl_fail(err, PRL_E_VALUE, "%d printed cells are not what these inputs give, for no known reason", view->unexplained);
  prl_error_hint(err, "compare the inputs with those the authors published; --cells shows every cell");
  return PRL_E_VALUE;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_replication *replication = NULL;
  prl_status status = open_all(&replication, invocation, err);
  if (status == PRL_OK) {
    const prl_replication_view view = prl_replication_look(replication);
    status = report(invocation, &view, err);
    if (status == PRL_OK) {
      status = verdict(&view, err);
    }
  }
  prl_replication_free(replication);
  return status;
}

static const prl_option options[] = {
    {"--data", "DIR", "the authors' inputs: their archive as published, or tidy tables"},
    {"--cells", NULL, "every cell in the text too (CSV and JSON always have them)"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_replicate = {
    .name = "replicate",
    .operands = "PAPER --data DIR",
    .summary = "a published article's tables, cell by cell",
    .help =
        "PAPER is cp2015: Caliendo and Parro (2015), Review of Economic Studies 82(1): 1-44, tables 2 to 11 and A3 to A13. DIR holds the\n"
        "authors' inputs, which their publisher gives and Parley may not. Every printed cell is computed, rounded to the digits printed\n"
        "and compared; what the article calls welfare is a linear formula, and the exact change of real income stands beside it\n"
        "(docs/replicate.md). Exit status 1 when a cell differs for no known reason.\n\n"
        "  parley replicate cp2015 --data archive\n"
        "  parley replicate cp2015 --data archive --format csv --out cells.csv",
    .options = options,
    .least = 1,
    .most = 1,
    .run = run,
};
