/* asof.h -- what asof.c and asof_text.c share. */
#ifndef PRL_REPORT_ASOF_H
#define PRL_REPORT_ASOF_H

#include "inside.h"

typedef struct prl_standings {
  prl_dossier_view record;
  const prl_standing *at; /* by measure */
  bool all;
} prl_standings;

bool prl_asof_shows(const prl_standing *standing, bool all);
bool prl_standing_certain(const prl_standing *standing);             /* dates and knowledge leave no choice */
double prl_standing_rate(const prl_standing *standing, double rate); /* NaN where there is no number to tell */

prl_status prl_asof_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_standings *standings, prl_error *err);

#endif
