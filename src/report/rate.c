/* rate.c -- the stacked duty on one product, layer by layer (rate/1).
 *
 *   rate = mfn + added      added: all layers over MFN that are sure; [added_low, added_high]: the least and most it can be
 * All in percent of value. Null, an empty cell or "not known" where the record has no number; never a zero in its place. */
#include "inside.h"

#include <math.h>
#include <string.h>

typedef struct product {
  const char *hs, *from, *to;
  const prl_rate *rate;
} product;

static bool is_duty(const prl_rate_layer *l) { return l->standing->measure->instrument == PRL_TARIFF; }

/* a duty that may apply, for all that is known */
static bool is_open(const prl_rate_layer *l) {
  return is_duty(l) && !l->applied && l->covered != PRL_NO && (l->covered == PRL_UNKNOWN || l->standing->in_force == PRL_UNKNOWN);
}

static bool is_range(const prl_rate *rate) { return !(rate->added_low == rate->added_high); }

/* ---- JSON ---- */

static void layer_json(prl_json *json, json_t *layers, const prl_rate_layer *l) {
  const prl_standing *s = l->standing;
  json_t *o = prl_json_object(json, layers, NULL);
  prl_json_text(json, o, "id", s->measure->id);
  prl_json_text(json, o, "layer", s->measure->layer);
  prl_json_number(json, o, "rate_pct", l->rate);
  prl_json_bool(json, o, "applied", l->applied);
  prl_json_some(json, o, "why", l->why);
  prl_json_text(json, o, "title", s->measure->title);
  prl_json_text(json, o, "instrument", prl_instrument_word(s->measure->instrument));
  prl_json_text(json, o, "state", prl_state_word(s->state));
  prl_json_text(json, o, "in_force", prl_truth_word(s->in_force));
  prl_json_when(json, o, "since", &s->since);
  prl_json_when(json, o, "until", &s->until);
  prl_json_text(json, o, "covered", prl_truth_word(l->covered));
  prl_json_bool(json, o, "disputed", s->step && s->step->disputed);
  prl_json_sources(json, o, s->step ? s->step->sources : NULL, s->step ? s->step->source_count : 0);
}

static prl_status rate_json(prl_text *out, const prl_trace *trace, const product *p, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "rate/1", trace);
  prl_json_text(&json, json.root, "hs", p->hs);
  prl_json_text(&json, json.root, "from", p->from);
  prl_json_text(&json, json.root, "to", p->to);
  prl_json_number(&json, json.root, "mfn_pct", p->rate->mfn);
  prl_json_number(&json, json.root, "added_pct", p->rate->added);
  prl_json_number(&json, json.root, "rate_pct", p->rate->mfn + p->rate->added);
  prl_json_number(&json, json.root, "added_low_pct", p->rate->added_low);
  prl_json_number(&json, json.root, "added_high_pct", p->rate->added_high);
  json_t *layers = prl_json_array(&json, json.root, "layers");
  for (int32_t k = 0; k < p->rate->layer_count; k++) layer_json(&json, layers, &p->rate->layers[k]);
  return prl_json_end(out, &json, err);
}

/* ---- CSV ---- */

static void layer_csv(prl_csv *csv, const prl_rate_layer *l) {
  const prl_standing *s = l->standing;
  prl_csv_text(csv, "layer");
  prl_csv_text(csv, s->measure->id);
  prl_csv_text(csv, s->measure->layer);
  prl_csv_number(csv, l->rate);
  prl_csv_bool(csv, l->applied);
  prl_csv_text(csv, prl_truth_word(l->covered));
  prl_csv_text(csv, prl_state_word(s->state));
  prl_csv_when(csv, &s->since);
  prl_csv_when(csv, &s->until);
  prl_csv_sources(csv, s->step ? s->step->sources : NULL, s->step ? s->step->source_count : 0);
  prl_csv_text(csv, l->why);
}

static void total_csv(prl_csv *csv, const char *row, double rate) {
  prl_csv_text(csv, row);
  for (int k = 0; k < 2; k++) prl_csv_text(csv, "");
  prl_csv_number(csv, rate);
  for (int k = 0; k < 7; k++) prl_csv_text(csv, "");
}

static prl_status rate_csv(prl_text *out, const prl_rate *rate, prl_error *err) {
  static const char *const names[] = {"row", "id", "layer", "rate_pct", "applied", "covered", "state", "since", "until", "sources", "why"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < rate->layer_count; k++) layer_csv(&csv, &rate->layers[k]);
  total_csv(&csv, "mfn", rate->mfn);
  total_csv(&csv, "added", rate->added);
  total_csv(&csv, "added_low", rate->added_low);
  total_csv(&csv, "added_high", rate->added_high);
  total_csv(&csv, "rate", rate->mfn + rate->added);
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

enum { NAMED = 3 };

/* what would raise it: open duties above 0, the first few by name */
static void say_open(prl_text *text, const prl_rate *rate) {
  int32_t named = 0, open = 0;
  for (int32_t k = 0; k < rate->layer_count; k++) open += is_open(&rate->layers[k]) && rate->layers[k].rate != 0;
  const int32_t most = open <= NAMED + 1 ? open : NAMED;
  for (int32_t k = 0; k < rate->layer_count && named < most; k++) {
    if (!is_open(&rate->layers[k]) || rate->layers[k].rate == 0) continue;
    named++;
    prl_text_printf(text, "%s%s", named == 1 ? " if " : named == open ? " and " : ", ", rate->layers[k].standing->measure->id);
  }
  if (open > named) prl_text_printf(text, " and %d more", open - named);
  if (open) prl_text_puts(text, open == 1 ? " applies" : " apply");
}

/* "45 points surely; up to 95 if ... apply" */
static void say_added(prl_text *text, const prl_rate *rate) {
  char figure[PRL_FIGURE];
  prl_text_printf(text, "%s percentage points over the ordinary duty", prl_short_figure(figure, rate->added));
  if (!is_range(rate)) return;
  prl_text_puts(text, " surely; ");
  if (isnan(rate->added_high)) prl_text_puts(text, "how much more is not known, since a rate in force is not");
  else prl_text_printf(text, "up to %s", prl_short_figure(figure, rate->added_high));
  say_open(text, rate);
  if (rate->added_low < rate->added)
    prl_text_printf(text, "; as little as %s if what may apply switches other layers off", prl_short_figure(figure, rate->added_low));
}

static void headline(prl_text *out, const prl_style *style, const prl_trace *trace, const product *p) {
  char figure[PRL_FIGURE];
  prl_text text = {0};
  bool dated = trace->date && trace->date[0];
  prl_text_printf(&text, "HS %s, %s to %s%s%s: ", p->hs, p->from, p->to, dated ? ", " : "", dated ? trace->date : "");
  if (isnan(p->rate->added)) prl_text_puts(&text, "what is added over the ordinary duty is not known");
  else say_added(&text, p->rate);
  if (isnan(p->rate->mfn)) prl_text_puts(&text, ". The record does not have the ordinary (MFN) duty, so the total is not known.");
  else prl_text_printf(&text, ". Ordinary (MFN) duty %s %%", prl_short_figure(figure, p->rate->mfn));
  if (!isnan(p->rate->mfn)) prl_text_printf(&text, "; %s %% in all.", prl_short_figure(figure, p->rate->mfn + p->rate->added));
  prl_paragraph(out, style, "", text.bytes ? text.bytes : "");
  prl_text_puts(out, "\n");
  out->failed |= text.failed;
  prl_text_free(&text);
}

static void rate_cells(prl_grid *grid, const prl_rate_layer *l) {
  char figure[PRL_FIGURE];
  const char *unit = l->standing->measure->unit;
  prl_grid_cell(grid, PRL_PLAIN, "%s", unit[0] ? prl_short_figure(figure, l->rate) : "");
  prl_grid_cell(grid, PRL_PLAIN, "%s", strcmp(unit, "percent") == 0 ? "%" : unit);
}

static void layer_row(prl_grid *grid, const prl_rate_layer *l, bool explain) {
  char since[PRL_FIGURE], until[PRL_FIGURE];
  const prl_standing *s = l->standing;
  prl_grid_cell(grid, l->applied ? PRL_BOLD : PRL_DIM, "%s",
                l->applied ? "counts" : is_open(l) ? "may count" : is_duty(l) ? "does not" : "no duty");
  prl_grid_cell(grid, PRL_PLAIN, "%s", s->measure->id);
  rate_cells(grid, l);
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(since, &s->since));
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(until, &s->until));
  prl_grid_cell(grid, PRL_PLAIN, "%s%s", prl_state_word(s->state), s->step && s->step->disputed ? " disputed" : "");
  if (explain) prl_grid_cell(grid, PRL_PLAIN, "%s", l->why);
}

static prl_status layers_text(prl_text *out, const prl_style *style, const prl_rate *rate, bool explain, prl_error *err) {
  static const char *const head[] = {"", "measure", "rate", "unit", "since", "until", "state", "why"};
  int32_t shown = 0;
  prl_grid *grid = prl_grid_new(explain ? "<<><<<<<" : "<<><<<<");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < rate->layer_count; k++) {
    const prl_rate_layer *l = &rate->layers[k];
    if (!explain && !l->applied && !is_open(l)) continue;
    layer_row(grid, l, explain);
    shown++;
  }
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status >= 0 && shown < rate->layer_count)
    prl_text_printf(out, "%d more in force between the two do not count on this product; --explain says why.\n", rate->layer_count - shown);
  return status;
}

static prl_status rate_text(prl_text *out, const prl_style *style, const prl_trace *trace, const product *p, bool explain, prl_error *err) {
  prl_trace_head(out, style, trace);
  headline(out, style, trace, p);
  prl_status status = PRL_OK;
  if (p->rate->layer_count == 0) prl_text_puts(out, "No measure of the record bears on it.\n");
  else status = layers_text(out, style, p->rate, explain, err);
  if (status < 0) return status;
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}

prl_status prl_report_rate(prl_text *out, const prl_style *style, const prl_trace *trace, const char *hs, const char *from, const char *to,
                           const prl_rate *rate, bool explain, prl_error *err) {
  const product p = {hs, from, to, rate};
  if (style->format == PRL_AS_JSON) return rate_json(out, trace, &p, err);
  if (style->format == PRL_AS_CSV) return rate_csv(out, rate, err);
  return rate_text(out, style, trace, &p, explain, err);
}
