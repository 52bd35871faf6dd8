/* run.h -- what the reports on one counterfactual share. */
#ifndef PRL_REPORT_RUN_H
#define PRL_REPORT_RUN_H

#include "inside.h"

typedef struct prl_run {
  prl_world_view w;
  prl_outcome_view o;
  const prl_outcome *outcome;
  prl_wedges wedges;       /* that were solved for */
  const prl_bound *bounds; /* by quota, then by promise */
  const prl_uniqueness *uniqueness;
} prl_run;

/** What a region receives or earns by region; 0 where the outcome has none. */
static inline double prl_run_at(const double *by_region, int32_t n) { return by_region ? by_region[n] : 0; }

typedef struct prl_flow { /* at border prices, millions of base-year US dollars */
  double before, after;
} prl_flow;

/** Called for every flow that is or was there, own sales included; at: origin, destination, sector. */
typedef void prl_flow_sink(void *context, const prl_run *run, const prl_flow *flow, const int32_t at[3]);
void prl_run_each_flow(const prl_run *run, prl_flow_sink *sink, void *context);

prl_status prl_run_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_run *run, bool flows, prl_error *err);

/* run_limits.c */

typedef struct prl_limit_row { /* a limit or a promise, and what became of it */
  const prl_bound *bound;
  double asked; /* limit or floor, times the base quantity */
  prl_limit found;
  const char *rent;  /* owner; "" of a promise */
  const char *state; /* slack | binding | over-quota */
} prl_limit_row;
void prl_run_limits_json(prl_json *json, const prl_run *run);
prl_status prl_run_limits_csv(prl_text *out, const prl_run *run, prl_error *err);
prl_status prl_run_limits_text(prl_text *out, const prl_style *style, const prl_run *run, prl_error *err); /* nothing where there is none */

/* run_scale.c; u: NULL = no scale, and then nothing in text */
void prl_run_scale_json(prl_json *json, const prl_uniqueness *u);
void prl_run_scale_text(prl_text *out, const prl_style *style, const prl_uniqueness *u);

#endif
