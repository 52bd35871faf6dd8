/* ledger.c -- promises against deliveries on a date, as known on another. */
#include "cli.h"

static prl_status report(const prl_invocation *invocation, const prl_opened *opened, prl_error *err) {
  prl_ledger *ledger;
  prl_text text = {0};
  int32_t count;
  prl_status status = prl_ledger_new(&ledger, opened->dossier, &opened->asof, prl_cli_option(invocation, "--by"), err);
  if (status != PRL_OK) {
    return status;
  }
  const prl_account *accounts = prl_ledger_look(&count, ledger);
  status = prl_report_ledger(&text, &invocation->style, &opened->trace, accounts, count, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  prl_ledger_free(ledger);
  return status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) { return prl_cli_on_dossier(invocation, NULL, report, err); }

static const prl_option options[] = {
    {"--by", "PARTY", "this party's promises only"},
    {"--asof", "DATE", "deliveries and what was due up to this date (the horizon)"},
    {"--known", "DATE", "as it was known on this date (--asof)"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_ledger = {
    .name = "ledger",
    .operands = "[DOSSIER]",
    .summary = "promises and deliveries: due by now, counted, short, by whose count",
    .help = "Every promise with what was due pro rata, the latest count of each reporter, the shortfall, how far reporters lie apart, and "
            "which\n"
            "sides confirm it. Computed from the tallies of the record; a promise nobody counts is unknown. A count is judged by what was\n"
            "due when it was counted, and says nothing of what came after.\n\n"
            "  parley ledger us-china --by CHN --asof 2026-01-31",
    .options = options,
    .most = 1,
    .run = run,
};
