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

static bool snaps_back(const prl_standing *s) { return s->step && s->state == PRL_SUSPENDED && s->step->snaps_back; }

static bool is_range(const prl_rate *rate) { return !(rate->added_low == rate->added_high); }

/* ---- JSON ---- */

static void snap_json(prl_json *json, json_t *o, const prl_standing *s) {
  if (!snaps_back(s)) {
    prl_json_null(json, o, "snaps_back");
    return;
  }
  json_t *snap = prl_json_object(json, o, "snaps_back");
  prl_json_number(json, snap, "rate", s->step->snap_rate);
  prl_json_when(json, snap, "on", &s->step->snap_on);
}

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
  prl_json_some(json, o, "heading", l->heading);
  prl_json_some(json, o, "authority", s->measure->authority);
  snap_json(json, o, s);
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

/* why a duty is left out of `added` */
typedef enum doubt { NO_DOUBT, NO_GOODS, NO_TARGET, NO_STATE, NO_DIGITS, DOUBTS } doubt;

static doubt doubt_of(const prl_rate_layer *l) {
  const prl_measure *m = l->standing->measure;
  if (!prl_rate_open(l) || l->rate == 0) return NO_DOUBT;
  if (l->covered != PRL_UNKNOWN) return NO_STATE;
  return m->goods.kind == PRL_GOODS_UNKNOWN ? NO_GOODS : m->on_unknown ? NO_TARGET : NO_DIGITS;
}

static int32_t count_doubt(const prl_rate *rate, doubt which) {
  int32_t count = 0;
  for (int32_t k = 0; k < rate->layer_count; k++) count += doubt_of(&rate->layers[k]) == which;
  return count;
}

/* "11 duties whose goods the sources do not name (a, b, c and 8 more)" */
static void say_doubt(prl_text *text, const prl_rate *rate, doubt which, int32_t count) {
  static const char *const words[DOUBTS] = {"", "whose goods the sources do not name", "whose targets the sources do not name",
                                            "not known to be in force", "that may or may not cover it"};
  const int32_t most = count <= NAMED + 1 ? count : NAMED;
  int32_t named = 0;
  prl_text_printf(text, "%d %s %s (", count, count == 1 ? "duty" : "duties", words[which]);
  for (int32_t k = 0; k < rate->layer_count && named < most; k++)
    if (doubt_of(&rate->layers[k]) == which)
      prl_text_printf(text, "%s%s", named++ == 0 ? "" : named == count ? " and " : ", ", rate->layers[k].standing->measure->id);
  prl_text_printf(text, count > named ? " and %d more)" : ")", count - named);
}

static void say_bounds(prl_text *text, const prl_rate *rate, bool doubts) {
  char figure[PRL_FIGURE];
  if (isnan(rate->added_high))
    prl_text_puts(text, doubts ? "; how high it would be with all of them is not known, since not all rates are"
                               : "Not counted: a rate in force that is not known");
  else if (rate->added_high > rate->added)
    prl_text_printf(text, doubts ? "; with all of them it would be up to %s" : "It may be up to %s: two rates are possible",
                    prl_short_figure(figure, rate->added_high));
  if (rate->added_low < rate->added)
    prl_text_printf(text, "%s as little as %s if what may apply switches other layers off", text->length ? ";" : "It may be",
                    prl_short_figure(figure, rate->added_low));
}

/* what would change the sum, for all that is known; nothing when there is nothing of the kind */
static void left_out(prl_text *out, const prl_style *style, const prl_rate *rate) {
  prl_text text = {0};
  bool doubts = false;
  for (int32_t which = NO_GOODS; which < DOUBTS; which++) {
    int32_t count = count_doubt(rate, (doubt)which);
    if (!count) continue;
    prl_text_puts(&text, doubts ? ", " : "Not counted: ");
    say_doubt(&text, rate, (doubt)which, count);
    doubts = true;
  }
  if (is_range(rate) && !isnan(rate->added)) say_bounds(&text, rate, doubts);
  if (text.length) {
    prl_text_puts(&text, ".");
    prl_text_puts(out, "\n");
    prl_paragraph(out, style, "", text.bytes);
  }
  out->failed |= text.failed;
  prl_text_free(&text);
}

static void headline(prl_text *out, const prl_style *style, const prl_trace *trace, const product *p) {
  char figure[PRL_FIGURE];
  prl_text text = {0};
  const prl_rate *rate = p->rate;
  bool dated = trace->date && trace->date[0];
  prl_text_printf(&text, "HS %s, %s to %s%s%s: ", p->hs, p->from, p->to, dated ? " on " : "", dated ? trace->date : "");
  if (isnan(rate->added))
    prl_text_puts(&text, "what is added is not known");
  else
    prl_text_printf(&text, "%s percentage point%s", prl_short_figure(figure, rate->added), rate->added == 1 ? "" : "s");
  prl_text_puts(&text, " over the ordinary (MFN) duty");
  if (isnan(rate->mfn))
    prl_text_puts(&text, ", which the record does not have.");
  else
    prl_text_printf(&text, " of %s %%", prl_short_figure(figure, rate->mfn));
  if (!isnan(rate->mfn)) prl_text_printf(&text, ", %s %% in all.", prl_short_figure(figure, rate->mfn + rate->added));
  prl_paragraph(out, style, "", text.bytes ? text.bytes : "");
  out->failed |= text.failed;
  prl_text_free(&text);
  left_out(out, style, rate);
  prl_text_puts(out, "\n");
}

/* ---- text: layers ---- */

/* what counts first, then what may, then the rest */
static int32_t rank(const prl_rate_layer *l) { return l->applied ? 0 : prl_rate_open(l) ? 1 : is_duty(l) ? 2 : 3; }

static void rate_cells(prl_grid *grid, const prl_rate_layer *l) {
  char figure[PRL_FIGURE];
  const char *unit = l->standing->measure->unit;
  prl_grid_cell(grid, PRL_PLAIN, "%s", unit[0] ? prl_short_figure(figure, l->rate) : "");
  prl_grid_cell(grid, PRL_PLAIN, "%s", strcmp(unit, "percent") == 0 ? "%" : unit);
}

static void layer_row(prl_grid *grid, const prl_rate_layer *l, bool explain) {
  static const char *const words[] = {"counts", "may count", "does not", "no duty"};
  char since[PRL_FIGURE], until[PRL_FIGURE];
  const prl_standing *s = l->standing;
  prl_grid_cell(grid, l->applied ? PRL_BOLD : PRL_DIM, "%s", words[rank(l)]);
  prl_grid_cell(grid, PRL_PLAIN, "%s", s->measure->id);
  rate_cells(grid, l);
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(since, &s->since));
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(until, &s->until));
  prl_grid_cell(grid, PRL_PLAIN, "%s%s", prl_state_word(s->state), s->step && s->step->disputed ? " disputed" : "");
  if (!explain) return;
  prl_grid_cell(grid, PRL_PLAIN, "%s", l->heading ? l->heading : "");
  prl_grid_cell(grid, PRL_PLAIN, "%s", s->measure->authority);
  prl_grid_cell(grid, PRL_PLAIN, "%s", l->why);
}

static prl_status layers_text(prl_text *out, const prl_style *style, const prl_rate *rate, bool explain, prl_error *err) {
  static const char *const short_head[] = {"", "measure", "rate", "unit", "since", "until", "state"};
  static const char *const head[] = {"", "measure", "rate", "unit", "since", "until", "state", "heading", "authority", "why"};
  int32_t shown = 0;
  prl_grid *grid = prl_grid_new(explain ? "<<><<<<<<<" : "<<><<<<");
  prl_grid_head(grid, explain ? head : short_head);
  for (int32_t r = 0; r < (explain ? 4 : 2); r++)
    for (int32_t k = 0; k < rate->layer_count; k++)
      if (rank(&rate->layers[k]) == r) {
        layer_row(grid, &rate->layers[k], explain);
        shown++;
      }
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status >= 0 && shown < rate->layer_count)
    prl_text_printf(out, "%d more in force between the two do not count on this product; --explain says why.\n", rate->layer_count - shown);
  return status;
}

/* what of the sum ends by itself, and when */
static void ends_text(prl_text *out, const prl_style *style, const prl_rate *rate) {
  char figure[PRL_FIGURE];
  prl_text text = {0};
  for (int32_t k = 0; k < rate->layer_count; k++) {
    const prl_standing *s = rate->layers[k].standing;
    if (!rate->layers[k].applied || s->until.kind == PRL_WHEN_NONE) continue;
    prl_text_printf(&text, "%s%s on %s", text.length ? "; " : "Ends unless somebody acts: ", s->measure->id,
                    prl_when_text(figure, &s->until));
    if (snaps_back(s)) prl_text_printf(&text, " (%s %% returns)", prl_short_figure(figure, s->step->snap_rate));
  }
  if (text.length) {
    prl_text_puts(&text, ".");
    prl_text_puts(out, "\n");
    prl_paragraph(out, style, "", text.bytes);
  }
  out->failed |= text.failed;
  prl_text_free(&text);
}

static prl_status rate_text(prl_text *out, const prl_style *style, const prl_trace *trace, const product *p, bool explain, prl_error *err) {
  prl_trace_head(out, style, trace);
  headline(out, style, trace, p);
  prl_status status = PRL_OK;
  if (p->rate->layer_count == 0)
    prl_text_puts(out, "No measure of the record bears on it.\n");
  else
    status = layers_text(out, style, p->rate, explain, err);
  if (status < 0) return status;
  if (explain) ends_text(out, style, p->rate);
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
