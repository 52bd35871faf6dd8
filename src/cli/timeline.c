/* timeline.c -- events and steps in the order of their dates, as text, table and drawing. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* tallies and claims have their own reports; --all brings them in */
static prl_turn *choose(int32_t *count, const prl_history *history, bool all, prl_error *err) {
  int32_t held;
  const prl_turn *turns = prl_history_look(&held, history);
  prl_turn *chosen = calloc((size_t)held + 1, sizeof *chosen);
  *count = 0;
  for (int32_t k = 0; chosen && k < held; k++) {
    if (all || (turns[k].kind != PRL_TURN_TALLY && turns[k].kind != PRL_TURN_CLAIM)) {
      chosen[(*count)++] = turns[k];
    }
  }
  if (!chosen) {
    prl_fail(err, PRL_E_MEMORY, "no memory left for %d dates", held);
  }
  return chosen;
}

/* a bar that stands on the first day drawn began before it: the drawing is given all turns up to its end */
static prl_status draw(const char *file, const prl_opened *opened, const prl_span_asked *span, const prl_history_query *query,
                       prl_error *err) {
  prl_history_query whole = *query;
  prl_history *history;
  prl_text text = {0};
  int32_t count;
  whole.from = (prl_when){0};
  prl_status status = prl_history_new(&history, opened->dossier, &whole, err);
  if (status != PRL_OK) {
    return status;
  }
  const prl_turn *turns = prl_history_look(&count, history);
  status = prl_report_timeline_svg(&text, opened->dossier, span, turns, count, err);
  if (status == PRL_OK) {
    status = prl_file_write(file, text.bytes, text.length, err);
  }
  prl_text_free(&text);
  prl_history_free(history);
  return status;
}

static prl_status write(const prl_invocation *invocation, const prl_opened *opened, const prl_span_asked *span, const prl_history *history,
                        prl_error *err) {
  prl_text text = {0};
  int32_t count;
  prl_turn *turns = choose(&count, history, prl_cli_option(invocation, "--all") != NULL, err);
  prl_status status = turns ? PRL_OK : PRL_E_MEMORY;
  if (status == PRL_OK) {
    status = prl_report_timeline(&text, &invocation->style, &opened->trace, opened->dossier, span, turns, count, err);
  }
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  free(turns);
  return status;
}

static prl_status report(const prl_invocation *invocation, const prl_opened *opened, prl_error *err) {
  prl_span_asked span;
  prl_history_query query;
  prl_history *history = NULL;
  const char *drawing = prl_cli_option(invocation, "--svg");
  prl_history_query_defaults(&query);
  prl_status status = prl_cli_span(&span, invocation, err);
  if (status == PRL_OK) {
    query.from = span.from;
    query.to = span.to;
    query.by = span.by;
    query.known = prl_cli_knowledge(opened);
    status = prl_history_new(&history, opened->dossier, &query, err);
  }
  if (status == PRL_OK && drawing) {
    status = draw(drawing, opened, &span, &query, err);
  }
  if (status == PRL_OK) {
    status = write(invocation, opened, &span, history, err);
  }
  prl_history_free(history);
  return status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) { return prl_cli_on_dossier(invocation, NULL, report, err); }

static const prl_option options[] = {
    {"--from", "DATE", "from this date on"},
    {"--to", "DATE", "up to this date, itself included"},
    {"--by", "PARTY", "what this party does and promises, and the events it takes part in"},
    {"--known", "DATE", "as it was known on this date (the horizon)"},
    {"--all", NULL, "tallies and claims too"},
    {"--svg", "FILE", "draw it as well: a lane a party and layer"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_timeline = {
    .name = "timeline",
    .operands = "[DOSSIER]",
    .summary = "events and steps of measures in the order of their dates",
    .help = "Events, every step of every measure with what it changed, and promises, oldest first. Vague dates stand as they were written\n"
            "(2025-10, ~2025-10-30) at the earliest day meant. What lies past the horizon is marked as ahead.\n\n"
            "  parley timeline us-china --from 2025-10-01 --to 2025-12-31 --svg timeline.svg",
    .options = options,
    .most = 1,
    .run = run,
};
