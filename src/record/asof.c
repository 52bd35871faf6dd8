/* asof.c -- a question's two clocks: on which date, as known on which. */
#include "entries.h"

#include <string.h>

static prl_status parse_clock(prl_when *out, const char *text, const char *what, prl_error *err) {
  prl_error found = {0};
  prl_when when;
  if (prl_when_parse(&when, text, &found) != PRL_OK) {
    prl_status status = prl_fail(err, PRL_E_VALUE, "%s: %s", what, found.message);
    prl_error_hint(err, "%s", found.hint);
    return status;
  }
  if (when.kind != PRL_WHEN_DAY && when.kind != PRL_WHEN_INSTANT) {
    prl_status status = prl_fail(err, PRL_E_VALUE, "%s '%s' is vague; a question needs a day or an instant", what, text);
    prl_error_hint(err, "write 2025-11-10, or 2025-11-10T13:01+08:00");
    return status;
  }
  *out = when;
  return PRL_OK;
}

prl_status prl_asof_parse(prl_asof *out, const char *date, const char *known, prl_error *err) {
  prl_asof asof = {0};
  prl_status status = parse_clock(&asof.date, date, "the date", err);
  if (status == PRL_OK && known) {
    status = parse_clock(&asof.known, known, "the date of knowledge", err);
  }
  if (status == PRL_OK) {
    *out = asof;
  }
  return status;
}

static bool clock_beyond(const prl_dossier_view *view, const prl_when *when) {
  if (when->kind == PRL_WHEN_NONE || view->horizon.kind == PRL_WHEN_NONE) {
    return false;
  }
  return when->kind == PRL_WHEN_INSTANT ? when->at > view->horizon_end : when->last > view->horizon.last;
}

bool prl_asof_beyond(const prl_dossier *dossier, const prl_asof *asof) {
  return clock_beyond(&dossier->view, &asof->date) || clock_beyond(&dossier->view, &asof->known);
}
