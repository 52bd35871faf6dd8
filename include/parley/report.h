/* report.h -- results as people and programs read them: text, CSV, JSON, and the brief as one self-contained HTML page.
 *
 * Every report carries its trace: what each number rests on, and the command that gives it again. JSON shapes are versioned and fixed
 * (docs/output.md): fields may be added, never renamed. Numbers in JSON carry 17 significant digits. */
#ifndef PARLEY_REPORT_H
#define PARLEY_REPORT_H

#include "parley/history.h"
#include "parley/index.h"
#include "parley/reading.h"
#include "parley/replicate.h"
#include "parley/talks.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum prl_format { PRL_AS_TEXT, PRL_AS_CSV, PRL_AS_JSON } prl_format;

/** How a report is written. */
typedef struct prl_style {
  prl_format format;
  int32_t width;   /* columns of the terminal; tables never wrap, long texts do */
  bool colour;     /* ANSI colours; only ever set for a terminal */
} prl_style;

/** What the numbers rest on. "" or NULL where it does not apply. */
typedef struct prl_trace {
  const char *command;      /* the command line that gives this again */
  const char *version;      /* of Parley */
  const char *dossier;      /* id */
  const char *date, *known; /* the question's two clocks, canonical */
  const char *horizon;      /* the dossier's; "" without a dossier (null in JSON) */
  bool beyond;              /* the question lies past the horizon: "not known after HORIZON" */
  const char *world, *world_source;
  int32_t base_year;
  const char *base;         /* base policy: "zero", or "us-china@2022-07-01" */
  const char *policy;       /* where changes start from; "" = the base */
  const char *elasticities; /* in words, with the source: of trade, then of nests and scale where they are not Model 1's */
  const char *firms;        /* free | fixed */
  const char *closure;      /* deficits: fixed | zero | proportional */
  const prl_accuracy *accuracy; /* NULL = nothing was solved */
} prl_trace;

/** What a report on a counterfactual is asked for beside its regions. */
typedef struct prl_run_asked {
  bool flows;  /* bilateral flows too (JSON "flows", CSV instead of the regions) */
  bool limits; /* CSV: limits and promises instead of the regions; text and JSON always have them */
  const prl_uniqueness *uniqueness; /* of the economy's base, where costs fall with scale; NULL = they do not */
} prl_run_asked;
/** Countries, sectors, limits and promises of one counterfactual.
 *  @param joined  the wedges that were solved for, whose limits and promises the outcome has; NULL = none
 *  Errors: VALUE (outcome, world and wedges do not belong together). */
prl_status prl_report_run(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world *world, const prl_outcome *outcome,
                          const prl_joined *joined, const prl_run_asked *asked, prl_error *err);
/** Slopes of ln real income: instruments in the order they are reported. */
typedef enum prl_slope_kind { PRL_SLOPE_TARIFF, PRL_SLOPE_EXPORT_TAX, PRL_SLOPE_FRICTION, PRL_SLOPE_QUOTA, PRL_SLOPE_PURCHASE, PRL_SLOPES } prl_slope_kind;
extern const char *const prl_slope_words[PRL_SLOPES]; /* "tariff" ... */
typedef struct prl_slope {
  prl_slope_kind kind;
  int32_t by, on, sector; /* whose government sets it, with whom; -1 = several */
  const char *id;         /* of the measure or change that set a limit or promise; "" of a rate */
  const double *per;      /* by region asked: d ln W by a percentage point of the rate, or by a percent of the limit or promise */
} prl_slope;
#define PRL_SLOPE_AGREEMENT 1e-8
typedef struct prl_slopes_checked {
  bool asked;
  int32_t count;  /* slopes compared with differences of solves */
  double largest; /* difference, relative to 1 + size; per unit of the rate, per ln of the limit */
} prl_slopes_checked;
typedef struct prl_slopes {
  const int32_t *regions; /* whose real income */
  int32_t region_count;
  const prl_slope *slopes;
  int32_t slope_count;
  int32_t top; /* text: so many a region */
  prl_slopes_checked checked;
} prl_slopes;
/** What measures are worth at the margin (shape grad/1). Errors: VALUE (outcome and world do not belong together). */
prl_status prl_report_grad(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world *world, const prl_outcome *outcome,
                           const prl_slopes *slopes, prl_error *err);
/** The parts of a change of real income (shape decompose/1). @param shown  by region */
prl_status prl_report_decompose(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world *world,
                                const prl_decomposition_view *decomposition, const bool *shown, prl_error *err);
/** What is in force. @param all  also measures that are not (lapsed, announced, struck down ...) */
prl_status prl_report_asof(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                           const prl_standing *standings, bool all, prl_error *err);
/** The stacked duty on one product. @param explain  text: one line a layer with its reason (JSON and CSV always have them) */
prl_status prl_report_rate(prl_text *out, const prl_style *style, const prl_trace *trace, const char *hs, const char *from, const char *to,
                           const prl_rate *rate, bool explain, prl_error *err);
/** The same over time (shape rate-timeline/1). @param explain  text: also days on which only what may count changes, and the bounds */
typedef struct prl_product_asked { const char *hs, *from, *to; prl_day first, last; } prl_product_asked; /* both days included */
prl_status prl_report_rate_turns(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_product_asked *asked,
                                 const prl_rate_turn *turns, int32_t count, bool explain, prl_error *err);
/** The import-weighted average of added duties (shape average/1; docs/tariff-averages.md).
 *  @param from   origin; NULL = all partners
 *  @param daily  JSON: every day as arrays too (CSV always has every day, text only those on which it changes) */
prl_status prl_report_average(prl_text *out, const prl_style *style, const prl_trace *trace, const char *from, const char *to,
                              const prl_series_view *series, bool daily, prl_error *err);
/** Worth of items (shape value/1), or the same grouped into the two lists (shape lists/1).
 *  @param world  that they were valued in: names the third countries */
prl_status prl_report_value(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                            const prl_world *world, const prl_worth *worths, int32_t count, prl_error *err);
prl_status prl_report_lists(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                            const prl_world *world, const prl_worth *worths, int32_t count, prl_error *err);
/** Problems found by a check of a dossier, and the conflicts between its sources (shape check/1).
 *  @param conflicts  conflict_count of them; with problems they are not looked for */
prl_status prl_report_check(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_error *problems, int32_t count,
                            const prl_conflict *conflicts, int32_t conflict_count, prl_error *err);

/** Worlds: what there is (world-list/1), one of them (world-show/1), its checks (world-check/1). */
typedef struct prl_world_entry { const char *id, *title, *path; int32_t regions, sectors, base_year; } prl_world_entry;
prl_status prl_report_world_list(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world_entry *worlds,
                                 int32_t count, prl_error *err);
prl_status prl_report_world_show(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world *world, prl_error *err);
prl_status prl_report_world_check(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world_finding *findings,
                                  int32_t count, prl_error *err);

/** Everything the brief shows. */
typedef struct prl_brief {
  const prl_trace *trace;
  const prl_dossier *dossier;
  const prl_world *world;
  const prl_standing *standings; /* measure_count of the dossier */
  const prl_policy *policy;      /* its coverage */
  const prl_outcome *outcome;    /* the world under the policy against the base year */
  const prl_worth *worths;
  int32_t worth_count;
  double tolerance_percent;      /* of the two lists */
} prl_brief;
/** One HTML page: no network, no script needed, prints well. */
prl_status prl_report_brief(prl_text *out, const prl_brief *brief, prl_error *err);

/** A published article's tables, cell by cell (shape replicate/1; docs/replicate.md). @param cells  text: every cell (JSON and CSV always have them) */
prl_status prl_report_replicate(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_replication_view *replication,
                                bool cells, prl_error *err);

/** An article read against the record (shape read/1; docs/reading.md). */
prl_status prl_report_read(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_reading *reading, prl_error *err);

/* ---- over time ---- */

/** The dates and the party that were asked for; `by` NULL = all. */
typedef struct prl_span_asked {
  prl_when from, to;
  const char *by;
} prl_span_asked;
/** What changed (shape diff/1). The two questions are the trace's and `before`. */
prl_status prl_report_diff(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                           const prl_diff_query *query, const prl_diff_view *diff, prl_error *err);
/** Events and steps in order of date (shape timeline/1). */
prl_status prl_report_timeline(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                               const prl_span_asked *span, const prl_turn *turns, int32_t count, prl_error *err);
/** The same as a drawing. @param turns  from the beginning of the record on, so that what holds on `from` has its bar
 *  @param span  the dates drawn; open ends are those of the turns */
prl_status prl_report_timeline_svg(prl_text *out, const prl_dossier *dossier, const prl_span_asked *span, const prl_turn *turns,
                                   int32_t count, prl_error *err);
/** What comes by itself (shape calendar/1), and as an iCalendar file (RFC 5545). */
prl_status prl_report_calendar(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                               const prl_span_asked *span, const prl_turn *turns, int32_t count, prl_error *err);
prl_status prl_report_calendar_ics(prl_text *out, const prl_dossier *dossier, const prl_turn *turns, int32_t count, prl_error *err);
/** Promises against deliveries (shape ledger/1). */
prl_status prl_report_ledger(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_account *accounts,
                             int32_t count, prl_error *err);
/** The entry that was added to a record (shape add/1). */
prl_status prl_report_added(prl_text *out, const prl_style *style, const prl_trace *trace, const char *kind, const char *id,
                            prl_place place, prl_error *err);
/** What a search found (shape search/1). */
prl_status prl_report_search(prl_text *out, const prl_style *style, const prl_trace *trace, const char *words,
                             const prl_index_view *index, const prl_hits_view *hits, prl_error *err);

#ifdef __cplusplus
}
#endif
#endif
