/* run.h -- what run.c and run_text.c share. */
#ifndef PRL_REPORT_RUN_H
#define PRL_REPORT_RUN_H

#include "inside.h"

typedef struct prl_run {
  prl_world_view w;
  prl_outcome_view o;
  const prl_outcome *outcome;
} prl_run;

typedef struct prl_flow { /* at border prices, millions of base-year US dollars */
  double before, after;
} prl_flow;

/** Called for every flow that is or was there, own sales included; at: origin, destination, sector. */
typedef void prl_flow_sink(void *context, const prl_run *run, const prl_flow *flow, const int32_t at[3]);
void prl_run_each_flow(const prl_run *run, prl_flow_sink *sink, void *context);

prl_status prl_run_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_run *run, bool flows, prl_error *err);

#endif
