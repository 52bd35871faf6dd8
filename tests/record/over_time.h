/* over_time.h -- the little record of tests/record/dossiers/history, and what the tests on time ask of it. */
#ifndef PRL_TEST_OVER_TIME_H
#define PRL_TEST_OVER_TIME_H

#include "parley/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

static inline void sound(prl_status status, const prl_error *err) {
  char text[2048];
  prl_error_print(text, sizeof text, err);
  if (status != PRL_OK) {
    fail_msg("%s", text);
  }
}

static inline prl_dossier *open_history(void) {
  prl_dossier *dossier = NULL;
  prl_error err = {0};
  sound(prl_dossier_open(&dossier, "tests/record/dossiers/history", &err), &err);
  return dossier;
}

static inline prl_when when(const char *text) {
  prl_when out = {0};
  prl_error err = {0};
  if (text) {
    sound(prl_when_parse(&out, text, &err), &err);
  }
  return out;
}

static inline prl_history_query asking(const char *from, const char *to, const char *known, const char *by) {
  prl_history_query query;
  prl_history_query_defaults(&query);
  query.from = when(from);
  query.to = when(to);
  query.known = when(known);
  query.by = by;
  return query;
}

static inline const prl_turn *find_turn(const prl_history *history, prl_turn_kind kind, const char *id, const char *date) {
  int32_t count;
  char text[64];
  const prl_turn *turns = prl_history_look(&count, history);
  for (int32_t k = 0; k < count; k++) {
    prl_when_print(text, sizeof text, &turns[k].when);
    if (turns[k].kind == kind && !strcmp(turns[k].id, id) && (!date || !strcmp(text, date))) {
      return &turns[k];
    }
  }
  return NULL;
}

#endif
