/* asof.c -- what is in force on a date, as known on another. */
#include "cli.h"

#include <stdlib.h>

static prl_status report(const prl_invocation *invocation, const prl_opened *opened, prl_error *err) {
  prl_text text = {0};
  int32_t count = prl_dossier_look(opened->dossier).measure_count;
  prl_standing *standings = calloc((size_t)count + 1, sizeof *standings);
  if (!standings) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for %d measures", count);
  }
  prl_standing_all(standings, opened->dossier, &opened->asof);
  prl_status status = prl_report_asof(&text, &invocation->style, &opened->trace, opened->dossier, standings,
                                      prl_cli_option(invocation, "--all") != NULL, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  free(standings);
  return status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_opened opened;
  const char *date = invocation->words[0], *name = invocation->word_count > 1 ? invocation->words[1] : NULL;
  prl_status status = prl_cli_open_dossier(&opened, invocation, name, date, err);
  if (status != PRL_OK) {
    return status;
  }
  const char *const words[] = {date, opened.name};
  status = prl_cli_trace_line(&opened, invocation, words, 2, err);
  if (status == PRL_OK) {
    status = report(invocation, &opened, err);
  }
  prl_cli_close(&opened);
  return status;
}

static const prl_option options[] = {
    {"--known", "DATE", "as it was known on this date (DATE)"},
    {"--all", NULL, "also what is not in force: announced, lapsed, struck down ..."},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_asof = {
    .name = "asof",
    .operands = "DATE [DOSSIER]",
    .summary = "what is in force on a date, as known on another",
    .help = "DATE is a day (2025-11-10), asked at its last moment in the capital of the party that acts, or an instant\n"
            "(2025-11-10T13:01+08:00). What was not yet known on --known is not there. Past the dossier's horizon the answer says so.\n\n"
            "  parley asof 2025-11-10 us-china\n"
            "  parley asof 2025-11-10 us-china --known 2025-11-05 --format json",
    .options = options,
    .least = 1,
    .most = 2,
    .run = run,
};
