/* value.h -- what value.c and value_text.c share. */
#ifndef PRL_REPORT_VALUE_H
#define PRL_REPORT_VALUE_H

#include "inside.h"

typedef struct prl_table_of_worths {
  prl_dossier_view record;
  prl_world_view w;
  const prl_worth *worths;
  int32_t count;
  bool *of_party; /* by region: does it belong to a party */
} prl_table_of_worths;

double prl_worth_at(const double *x, int32_t k); /* NaN where there is no array */

prl_status prl_value_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_table_of_worths *t, prl_error *err);
prl_status prl_lists_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_table_of_worths *t, prl_error *err);

#endif
