/* calendar.c -- what starts, lapses, snaps back or falls due by itself, as text, table and iCalendar. */
#include "cli.h"

static prl_status render(prl_text *out, const prl_invocation *invocation, const prl_opened *opened, const prl_span_asked *span,
                         const prl_history *calendar, prl_error *err) {
  int32_t count;
  const prl_turn *turns = prl_history_look(&count, calendar);
  if (prl_cli_option(invocation, "--ics")) {
    return prl_report_calendar_ics(out, opened->dossier, turns, count, err);
  }
  return prl_report_calendar(out, &invocation->style, &opened->trace, opened->dossier, span, turns, count, err);
}

static prl_status report(const prl_invocation *invocation, const prl_opened *opened, prl_error *err) {
  prl_span_asked span;
  prl_history_query query;
  prl_history *calendar = NULL;
  prl_text text = {0};
  prl_history_query_defaults(&query);
  prl_status status = prl_cli_span(&span, invocation, err);
  if (status == PRL_OK) {
    span.from = opened->asof.date;
    query.from = span.from;
    query.to = span.to;
    query.by = span.by;
    query.known = prl_cli_knowledge(opened);
    status = prl_calendar_new(&calendar, opened->dossier, &query, err);
  }
  if (status == PRL_OK) {
    status = render(&text, invocation, opened, &span, calendar, err);
  }
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  prl_history_free(calendar);
  return status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  if (prl_cli_option(invocation, "--ics") && prl_cli_option(invocation, "--format")) {
    prl_fail(err, PRL_E_USAGE, "--ics is a format of its own");
    prl_error_hint(err, "leave --format out");
    return PRL_E_USAGE;
  }
  return prl_cli_on_dossier(invocation, prl_cli_option(invocation, "--from"), report, err);
}

static const prl_option options[] = {
    {"--from", "DATE", "from this date on (the horizon)"},
    {"--to", "DATE", "up to this date, itself included"},
    {"--by", "PARTY", "what this party's measures and promises do"},
    {"--known", "DATE", "as it was known on this date (--from)"},
    {"--ics", NULL, "as an iCalendar file"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_calendar = {
    .name = "calendar",
    .operands = "[DOSSIER]",
    .summary = "what starts, lapses, snaps back or falls due by itself",
    .help = "The dates on which something happens unless somebody acts: steps already decided, lapses, snap-backs, promises that begin or "
            "fall\n"
            "due, scheduled events; each with its source. Where sources disagree both accounts are shown.\n\n"
            "  parley calendar us-china --ics --out us-china.ics",
    .options = options,
    .most = 1,
    .run = run,
};
