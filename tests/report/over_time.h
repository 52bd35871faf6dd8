/* over_time.h -- the record on time of tests/record/dossiers/history, opened for a report. */
#ifndef REPORT_OVER_TIME_H
#define REPORT_OVER_TIME_H

#include "pages.h"

static const prl_style wide_text = {PRL_AS_TEXT, 0, false};

static inline prl_trace history_trace(void) {
  return (prl_trace){.command = "parley try",
                     .version = "0.1.0",
                     .dossier = "history",
                     .date = "2026-06-30",
                     .known = "2026-06-30",
                     .horizon = "2026-06-30"};
}

static inline prl_dossier *history_record(void) {
  prl_dossier *dossier = NULL;
  prl_error err = {0};
  fine(prl_dossier_open(&dossier, "tests/record/dossiers/history", &err), &err);
  return dossier;
}

static inline prl_when date_of(const char *text) {
  prl_when when = {0};
  prl_error err = {0};
  if (text) fine(prl_when_parse(&when, text, &err), &err);
  return when;
}

static inline prl_history_query query_of(const char *from, const char *to) {
  prl_history_query query;
  prl_history_query_defaults(&query);
  query.from = date_of(from);
  query.to = date_of(to);
  return query;
}

#endif
