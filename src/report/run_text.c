/* run_text.c -- one counterfactual for a reader: who gains and loses, the sectors and flows that move most.
 *
 * Regions stand in the world's order with the three largest moves of real income marked; sectors and flows by the size of their move:
 *   sector: output_base x (volume - 1), the change of quantity at base prices        flow: new - base, foreign flows only
 * both in millions of base-year US dollars. */
#include "run.h"

#include <math.h>

enum { MARKED = 3, SHOWN = 10 };

static int32_t largest_regions(prl_largest kept[MARKED], const prl_run *run) {
  int32_t count = 0;
  for (int32_t n = 0; n < run->w.regions; n++)
    prl_largest_enter(kept, &count, MARKED, (prl_largest){fabs(run->o.real_income[n]), {n, 0, 0}});
  return count;
}

static bool is_marked(const prl_largest *kept, int32_t count, int32_t n) {
  for (int32_t k = 0; k < count; k++)
    if (kept[k].at[0] == n) return true;
  return false;
}

/* ---- headline ---- */

static void extremes(int32_t *low, int32_t *high, const prl_run *run) {
  *low = *high = 0;
  for (int32_t n = 1; n < run->w.regions; n++) {
    if (run->o.real_income[n] < run->o.real_income[*low]) *low = n;
    if (run->o.real_income[n] > run->o.real_income[*high]) *high = n;
  }
}

static void headline(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_run *run) {
  char figure[PRL_FIGURE];
  prl_text text = {0};
  int32_t low, high;
  double sum = 0;
  for (int32_t n = 0; n < run->w.regions; n++) sum += run->o.ev[n];
  extremes(&low, &high, run);
  if (run->o.real_income[low] < 0)
    prl_text_printf(&text, "Largest loss: %s %s %% of real income. ", run->w.region_id[low],
                    prl_signed(figure, 100 * run->o.real_income[low], 3));
  if (run->o.real_income[high] > 0)
    prl_text_printf(&text, "Largest gain: %s %s %%. ", run->w.region_id[high], prl_signed(figure, 100 * run->o.real_income[high], 3));
  if (text.length) {
    prl_text_printf(&text, "All regions together: %s million US$", prl_signed(figure, sum, prl_money_decimals(fabs(sum))));
    if (trace->base_year) prl_text_printf(&text, " of %d", trace->base_year);
    prl_text_puts(&text, " a year.");
  } else {
    prl_text_puts(&text, "No region's real income changes.");
  }
  prl_paragraph(out, style, "", text.bytes ? text.bytes : "");
  prl_text_puts(out, "\n");
  out->failed |= text.failed;
  prl_text_free(&text);
}

/* ---- regions ---- */

static void percent_cell(prl_grid *grid, double x, int decimals) {
  char figure[PRL_FIGURE];
  prl_grid_cell(grid, prl_paint_of(x, decimals), "%s", prl_signed(figure, x, decimals));
}

static void plain_cell(prl_grid *grid, double x, int decimals) {
  char figure[PRL_FIGURE];
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_signed(figure, x, decimals));
}

static double largest_of(const double *x, int32_t n) {
  double largest = 0;
  for (int32_t k = 0; k < n; k++) largest = fmax(largest, fabs(x[k]));
  return largest;
}

/* which columns only some counterfactuals have */
typedef struct shown {
  bool rents, profits;
} shown;

static shown shown_of(const prl_outcome_view *o) {
  return (shown){o->rents && largest_of(o->rents, o->regions) > 0, o->profits_base && largest_of(o->profits_base, o->regions) > 0};
}

/* decimals of a money column; a column of nothing needs none */
static int decimals_of(const double *x, int32_t n) {
  const double largest = largest_of(x, n);
  return largest > 0 ? prl_money_decimals(largest) : 0;
}

static void region_row(prl_grid *grid, const prl_run *run, int32_t n, bool marked, shown also) {
  const prl_outcome_view *o = &run->o;
  const int ev = decimals_of(o->ev, o->regions), revenue = decimals_of(o->revenue, o->regions);
  prl_grid_cell(grid, PRL_PLAIN, "%s", run->w.region_id[n]);
  prl_grid_cell(grid, PRL_PLAIN, "%s", run->w.region_name[n]);
  percent_cell(grid, 100 * o->real_income[n], 3);
  prl_grid_cell(grid, PRL_PLAIN, "%s", marked ? "*" : "");
  percent_cell(grid, o->ev[n], ev);
  plain_cell(grid, 100 * o->real_wage[n], 3);
  plain_cell(grid, 100 * o->terms_of_trade[n], 3);
  plain_cell(grid, o->revenue[n] - o->revenue_base[n], revenue);
  if (also.rents) plain_cell(grid, o->rents[n], decimals_of(o->rents, o->regions));
  if (also.profits) plain_cell(grid, o->profits[n] - o->profits_base[n], decimals_of(o->profits_base, o->regions));
  plain_cell(grid, prl_percent_change(o->exports[n], o->exports_base[n]), 2);
  plain_cell(grid, prl_percent_change(o->imports[n], o->imports_base[n]), 2);
}

static void region_note(prl_text *out, const prl_style *style, shown also) {
  char note[256];
  snprintf(note, sizeof note, "the largest moves of real income. Revenue: change of tariff and export-tax revenue.%s%s",
           also.rents ? " Rents: of limits on quantities." : "", also.profits ? " Profits: their change." : "");
  prl_paragraph(out, style, "* ", note);
}

static prl_status regions_text(prl_text *out, const prl_style *style, const prl_run *run, prl_error *err) {
  const char *head[12] = {"region", "name", "real income %", "", "EV m US$", "real wage %", "terms of trade %", "revenue m US$"};
  const shown also = shown_of(&run->o);
  prl_largest kept[MARKED];
  int32_t count = largest_regions(kept, run), columns = 8;
  if (also.rents) head[columns++] = "rents m US$";
  if (also.profits) head[columns++] = "profits m US$";
  head[columns++] = "exports %";
  head[columns++] = "imports %";
  static const char *const alignments[] = {"<<><>>>>>>", "<<><>>>>>>>", "<<><>>>>>>>>"};
  prl_grid *grid = prl_grid_new(alignments[columns - 10]);
  prl_grid_head(grid, head);
  for (int32_t n = 0; n < run->w.regions; n++) region_row(grid, run, n, is_marked(kept, count, n), also);
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status >= 0 && count > 0) region_note(out, style, also);
  return status;
}

/* ---- sectors ---- */

static prl_status sectors_text(prl_text *out, const prl_style *style, const prl_run *run, prl_error *err) {
  static const char *const head[] = {"region", "sector", "name", "output m US$", "volume %", "at base prices m US$", "users' price %"};
  const prl_outcome_view *o = &run->o;
  const int32_t S = run->w.sectors;
  prl_largest kept[SHOWN];
  int32_t count = 0;
  char figure[PRL_FIGURE];
  for (int32_t c = 0; c < run->w.regions * S; c++)
    prl_largest_enter(kept, &count, SHOWN, (prl_largest){fabs(o->output_base[c] * (o->volume[c] - 1)), {c / S, c % S, c}});
  if (count == 0) return PRL_OK;
  const int decimals = prl_money_decimals(kept[0].size);
  prl_text_puts(out, "\nSectors whose output moves most, by quantity at base prices\n");
  prl_grid *grid = prl_grid_new("<<<>>>>");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < count; k++) {
    const int32_t *at = kept[k].at;
    prl_grid_cell(grid, PRL_PLAIN, "%s", run->w.region_id[at[0]]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", run->w.sector_id[at[1]]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", run->w.sector_name[at[1]]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(figure, o->output_base[at[2]], decimals));
    percent_cell(grid, 100 * (o->volume[at[2]] - 1), 2);
    plain_cell(grid, o->output_base[at[2]] * (o->volume[at[2]] - 1), decimals);
    plain_cell(grid, 100 * (o->price[at[2]] - 1), 2);
  }
  return prl_grid_end(out, style, grid, err);
}

/* ---- flows ---- */

typedef struct flow_moves {
  prl_largest kept[SHOWN];
  int32_t count;
} flow_moves;

static void enter_flow(void *context, const prl_run *run, const prl_flow *flow, const int32_t at[3]) {
  flow_moves *moves = context;
  (void)run;
  if (at[0] != at[1])
    prl_largest_enter(moves->kept, &moves->count, SHOWN, (prl_largest){fabs(flow->after - flow->before), {at[0], at[1], at[2]}});
}

static prl_status flows_text(prl_text *out, const prl_style *style, const prl_run *run, prl_error *err) {
  static const char *const head[] = {"from", "to", "sector", "before m US$", "after m US$", "change m US$", "change %"};
  flow_moves moves = {.count = 0};
  char figure[PRL_FIGURE];
  prl_run_each_flow(run, enter_flow, &moves);
  if (moves.count == 0) return PRL_OK;
  const int decimals = prl_money_decimals(moves.kept[0].size);
  prl_text_puts(out, "\nFlows that move most, at border prices\n");
  prl_grid *grid = prl_grid_new("<<<>>>>");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < moves.count; k++) {
    const int32_t *at = moves.kept[k].at;
    const double before = prl_outcome_flow_base(run->outcome, at[2], at[1], at[0]);
    const double after = prl_outcome_flow(run->outcome, at[2], at[1], at[0]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", run->w.region_id[at[0]]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", run->w.region_id[at[1]]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", run->w.sector_id[at[2]]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(figure, before, decimals));
    prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(figure, after, decimals));
    percent_cell(grid, after - before, decimals);
    plain_cell(grid, prl_percent_change(after, before), 2);
  }
  return prl_grid_end(out, style, grid, err);
}

prl_status prl_run_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_run *run, bool flows, prl_error *err) {
  prl_trace_head(out, style, trace);
  headline(out, style, trace, run);
  prl_status status = regions_text(out, style, run, err);
  if (status >= 0) status = prl_run_limits_text(out, style, run, err);
  if (status >= 0) status = sectors_text(out, style, run, err);
  if (status >= 0 && flows) status = flows_text(out, style, run, err);
  if (status < 0) return status;
  prl_run_scale_text(out, style, run->uniqueness);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}
