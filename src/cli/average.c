/* average.c -- the import-weighted average of added duties, day by day. */
#include "cli.h"

/* --as-known: the clock of knowledge is each day itself; else the horizon, what is known now */
static prl_status work_out(prl_series **out, const prl_invocation *invocation, const prl_opened *opened, prl_day since, prl_error *err) {
  const prl_when each_day = {0};
  const bool then = prl_cli_option(invocation, "--as-known") != NULL;
  prl_lines *lines = NULL;
  *out = NULL;
  prl_status status = prl_lines_new(&lines, opened->dossier, opened->world, *opened->concordance ? opened->concordance : NULL, err);
  if (status == PRL_OK) {
    status = prl_series_new(out, lines, prl_cli_option(invocation, "--to"), prl_cli_option(invocation, "--from"), since,
                            opened->asof.date.last + 1, then ? &each_day : NULL, err);
  }
  prl_lines_free(lines);
  return status;
}

static prl_status report(const prl_invocation *invocation, const prl_opened *opened, prl_day since, prl_error *err) {
  prl_text text = {0};
  prl_series *series;
  prl_status status = work_out(&series, invocation, opened, since, err);
  if (status != PRL_OK) {
    return status;
  }
  const prl_series_view view = prl_series_look(series);
  status = prl_report_average(&text, &invocation->style, &opened->trace, prl_cli_option(invocation, "--from"),
                              prl_cli_option(invocation, "--to"), &view, prl_cli_option(invocation, "--daily") != NULL, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  prl_series_free(series);
  return status;
}

static prl_status open_all(prl_opened *opened, const prl_invocation *invocation, prl_error *err) {
  const char *name = invocation->word_count ? invocation->words[0] : NULL;
  prl_status status = prl_cli_open_dossier(opened, invocation, name, prl_cli_option(invocation, "--until"), err);
  if (status != PRL_OK) {
    return status;
  }
  const char *const words[] = {opened->name};
  opened->trace.known = prl_cli_option(invocation, "--as-known") ? "each day itself" : opened->trace.horizon;
  status = prl_cli_trace_line(opened, invocation, words, 1, err);
  return status == PRL_OK ? prl_cli_open_products(opened, err) : status;
}

/* the days asked about, before anything is opened; *since stays where it is when none is given */
static prl_status read_days(prl_day *since, const prl_invocation *invocation, prl_error *err) {
  prl_day until = 0;
  if (!prl_cli_option(invocation, "--to")) {
    prl_fail(err, PRL_E_USAGE, "'parley average' needs --to");
    prl_error_hint(err, "for example: parley average --from CHN --to USA");
    return PRL_E_USAGE;
  }
  prl_status status = prl_cli_day(since, invocation, "--since", err);
  return status == PRL_OK ? prl_cli_day(&until, invocation, "--until", err) : status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_opened opened = {0};
  prl_day since = INT32_MIN;
  prl_status status = read_days(&since, invocation, err);
  if (status == PRL_OK) {
    status = open_all(&opened, invocation, err);
  }
  if (status == PRL_OK) {
    status = report(invocation, &opened, since == INT32_MIN ? prl_dossier_begins(opened.dossier) : since, err);
  }
  prl_cli_close(&opened);
  return status;
}

static const prl_option options[] = {
    {"--to", "CODE", "importer: a party or region"},
    {"--from", "CODE", "origin (all partners)"},
    {"--since", "DATE", "from this day on (where the record begins)"},
    {"--until", "DATE", "up to this day, itself included (the dossier's horizon)"},
    {"--as-known", NULL, "each day as it was known on that day, not as known now"},
    {"--daily", NULL, "JSON: every day, not only those on which it changes"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_average = {
    .name = "average",
    .operands = "[DOSSIER] --to CODE [--from CODE]",
    .summary = "the import-weighted average of added duties over time",
    .help =
        "The average over all product lines of what is added to the ordinary duty, weighted with the imports of the dossier's year, so\n"
        "that it moves with the measures alone (docs/tariff-averages.md). Open share: the part of the trade on which some tariff may be "
        "in\n"
        "force, or is at a rate not known; above 0 the average is a lower bound. Text has the days on which it changes, CSV every\n"
        "day.\n\n"
        "  parley average us-china --from CHN --to USA --since 2025-01-01",
    .options = options,
    .most = 1,
    .run = run,
};
