/* rate_turns.c -- the stacked duty on one product over time (rate-timeline/1).
 *
 * A turn is a day on which the added rate, its bounds or a duty's part in it changes, with every duty whose part or rate is another than
 * before. Percent of value; null, an empty cell or "?" where it is not known. */
#include "inside.h"

#include <math.h>

static const char *part_word(prl_part part) {
  static const char *const words[] = {"none", "open", "counts"};
  return words[part];
}

static prl_when day_when(prl_day day) { return (prl_when){.kind = PRL_WHEN_DAY, .first = day, .last = day}; }

static bool in_sum(const prl_rate_move *m) { return m->was == PRL_PART_COUNTS || m->is == PRL_PART_COUNTS; }

/* ---- JSON and CSV ---- */

static void move_json(prl_json *json, json_t *moves, const prl_rate_move *m) {
  json_t *o = prl_json_object(json, moves, NULL);
  prl_json_text(json, o, "id", m->measure->id);
  prl_json_text(json, o, "layer", m->measure->layer);
  prl_json_text(json, o, "title", m->measure->title);
  prl_json_text(json, o, "was", part_word(m->was));
  prl_json_text(json, o, "is", part_word(m->is));
  prl_json_number(json, o, "rate_was_pct", m->rate_was);
  prl_json_number(json, o, "rate_pct", m->rate);
  prl_json_some(json, o, "why", m->why);
}

static void day_json(prl_json *json, json_t *o, const char *key, prl_day day) {
  prl_when when = day_when(day);
  prl_json_when(json, o, key, &when);
}

static prl_status turns_json(prl_text *out, const prl_trace *trace, const prl_product_asked *p, const prl_rate_turn *turns, int32_t count,
                             prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "rate-timeline/1", trace);
  prl_json_text(&json, json.root, "hs", p->hs);
  prl_json_text(&json, json.root, "from", p->from);
  prl_json_text(&json, json.root, "to", p->to);
  day_json(&json, json.root, "since", p->first);
  day_json(&json, json.root, "until", p->last);
  json_t *list = prl_json_array(&json, json.root, "turns");
  for (int32_t k = 0; k < count; k++) {
    json_t *o = prl_json_object(&json, list, NULL);
    day_json(&json, o, "date", turns[k].day);
    prl_json_number(&json, o, "mfn_pct", turns[k].mfn);
    prl_json_number(&json, o, "added_pct", turns[k].added);
    prl_json_number(&json, o, "added_low_pct", turns[k].added_low);
    prl_json_number(&json, o, "added_high_pct", turns[k].added_high);
    json_t *moves = prl_json_array(&json, o, "moves");
    for (int32_t m = 0; m < turns[k].move_count; m++) move_json(&json, moves, &turns[k].moves[m]);
  }
  return prl_json_end(out, &json, err);
}

static void turn_csv(prl_csv *csv, const prl_rate_turn *t, const prl_rate_move *m) {
  prl_when day = day_when(t->day);
  prl_csv_when(csv, &day);
  prl_csv_number(csv, t->mfn);
  prl_csv_number(csv, t->added);
  prl_csv_number(csv, t->added_low);
  prl_csv_number(csv, t->added_high);
  prl_csv_text(csv, m ? m->measure->id : "");
  prl_csv_text(csv, m ? part_word(m->was) : "");
  prl_csv_text(csv, m ? part_word(m->is) : "");
  prl_csv_number(csv, m ? m->rate_was : NAN);
  prl_csv_number(csv, m ? m->rate : NAN);
  prl_csv_text(csv, m ? m->why : "");
}

static prl_status turns_csv(prl_text *out, const prl_rate_turn *turns, int32_t count, prl_error *err) {
  static const char *const names[] = {"date",         "mfn_pct",  "added_pct", "added_low_pct", "added_high_pct", "id", "was", "is",
                                      "rate_was_pct", "rate_pct", "why"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < count; k++) {
    if (turns[k].move_count == 0) turn_csv(&csv, &turns[k], NULL);
    for (int32_t m = 0; m < turns[k].move_count; m++) turn_csv(&csv, &turns[k], &turns[k].moves[m]);
  }
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

static const char *verb_of(const prl_rate_move *m) {
  if (m->was == m->is) return m->is == PRL_PART_COUNTS ? "changes" : "may change";
  if (m->is == PRL_PART_COUNTS) return "counts";
  if (m->is == PRL_PART_OPEN) return "may count";
  return m->was == PRL_PART_COUNTS ? "ends" : "no longer may";
}

static void rate_cell(prl_grid *grid, const prl_rate_move *m) {
  char was[PRL_FIGURE], is[PRL_FIGURE];
  prl_short_figure(was, m->rate_was);
  prl_short_figure(is, m->rate);
  if (m->was == m->is)
    prl_grid_cell(grid, PRL_PLAIN, "%s -> %s", was, is);
  else
    prl_grid_cell(grid, PRL_PLAIN, "%s", m->is == PRL_PART_NONE ? was : is);
}

/* the sum stands on the first row of a day */
static void row(prl_grid *grid, const prl_rate_turn *t, const prl_rate_move *m, bool first, bool explain) {
  char figure[PRL_FIGURE];
  prl_when day = day_when(t->day);
  prl_grid_cell(grid, PRL_PLAIN, "%s", first ? prl_when_text(figure, &day) : "");
  prl_grid_cell(grid, PRL_BOLD, "%s", first ? prl_short_figure(figure, t->added) : "");
  if (explain) prl_grid_cell(grid, PRL_PLAIN, "%s", first ? prl_short_figure(figure, t->added_low) : "");
  if (explain) prl_grid_cell(grid, PRL_PLAIN, "%s", first ? prl_short_figure(figure, t->added_high) : "");
  prl_grid_cell(grid, PRL_PLAIN, "%s", m ? verb_of(m) : "");
  prl_grid_cell(grid, PRL_PLAIN, "%s", m ? m->measure->id : "");
  if (m)
    rate_cell(grid, m);
  else
    prl_grid_cell(grid, PRL_PLAIN, "%s", "");
  prl_grid_cell(grid, PRL_PLAIN, "%s", m ? m->why : "");
}

static void turn_rows(prl_grid *grid, const prl_rate_turn *t, bool explain) {
  bool first = true;
  for (int32_t m = 0; m < t->move_count; m++) {
    if (!explain && !in_sum(&t->moves[m])) continue;
    row(grid, t, &t->moves[m], first, explain);
    first = false;
  }
  if (first) row(grid, t, NULL, true, explain);
}

/* does the sum, or what it is made of, change? */
static bool turns_sum(const prl_rate_turn *turns, int32_t k) {
  if (k == 0 || !(turns[k].added == turns[k - 1].added)) return true;
  for (int32_t m = 0; m < turns[k].move_count; m++)
    if (in_sum(&turns[k].moves[m])) return true;
  return false;
}

static void headline(prl_text *out, const prl_style *style, const prl_product_asked *p, const prl_rate_turn *turns, int32_t count) {
  char line[512], highest[PRL_FIGURE], top_day[PRL_FIGURE], end[PRL_FIGURE], last_day[PRL_FIGURE];
  int32_t top = 0;
  for (int32_t k = 1; k < count; k++) top = turns[k].added > turns[top].added ? k : top;
  prl_when at = day_when(turns[top].day), last = day_when(p->last);
  snprintf(line, sizeof line, "HS %s, %s to %s: %s percentage points over the ordinary (MFN) duty on %s; the most was %s, from %s on.",
           p->hs, p->from, p->to, prl_short_figure(end, turns[count - 1].added), prl_when_text(last_day, &last),
           prl_short_figure(highest, turns[top].added), prl_when_text(top_day, &at));
  prl_paragraph(out, style, "", line);
  prl_text_puts(out, "\n");
}

static prl_status turns_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_product_asked *p,
                             const prl_rate_turn *turns, int32_t count, bool explain, prl_error *err) {
  static const char *const short_head[] = {"date", "added", "what changed", "measure", "rate", "why"};
  static const char *const head[] = {"date", "added", "low", "high", "what changed", "measure", "rate", "why"};
  int32_t hidden = 0;
  prl_trace_head(out, style, trace);
  headline(out, style, p, turns, count);
  prl_grid *grid = prl_grid_new(explain ? "<>>><<><" : "<><<><");
  prl_grid_head(grid, explain ? head : short_head);
  for (int32_t k = 0; k < count; k++) {
    bool shown = explain || turns_sum(turns, k);
    if (shown) turn_rows(grid, &turns[k], explain);
    hidden += !shown;
  }
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status < 0) return status;
  if (hidden) prl_text_printf(out, "On %d more day%s only what may count changes; --explain shows it.\n", hidden, hidden == 1 ? "" : "s");
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}

prl_status prl_report_rate_turns(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_product_asked *asked,
                                 const prl_rate_turn *turns, int32_t count, bool explain, prl_error *err) {
  if (style->format == PRL_AS_JSON) return turns_json(out, trace, asked, turns, count, err);
  if (style->format == PRL_AS_CSV) return turns_csv(out, turns, count, err);
  return turns_text(out, style, trace, asked, turns, count, explain, err);
}
