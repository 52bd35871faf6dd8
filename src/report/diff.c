/* diff.c -- what changed between two dates, or between two states of knowledge (diff/1).
 *
 * A measure has where it stood before and after and each thing that happened to it in between, with its day, by whom and by which source.
 * Where it stands the same but moved in between, or began anew, that is said too; where vague dates leave it open, "changed" is unknown. */
#include "turns.h"

#include <math.h>

typedef struct report {
  const prl_style *style;
  const prl_trace *trace;
  prl_dossier_view record;
  const prl_diff_query *query;
  const prl_diff_view *diff;
} report;

static const prl_when *knowledge(const prl_asof *asof) { return asof->known.kind == PRL_WHEN_NONE ? &asof->date : &asof->known; }

static prl_position position(const prl_standing *s) { return (prl_position){s->state, s->by_line, s->rate}; }

static void standing_words(prl_text *out, const prl_standing *s) {
  char low[PRL_FIGURE], high[PRL_FIGURE];
  if (s->state == PRL_STATE_UNKNOWN && s->rate_low < s->rate_high)
    prl_text_printf(out, "unknown, %s to %s", prl_short_figure(low, s->rate_low), prl_short_figure(high, s->rate_high));
  else if (s->state == PRL_STATE_UNKNOWN)
    prl_text_puts(out, "unknown");
  else
    prl_position_words(out, s->measure, position(s));
}

/* ---- JSON ---- */

static void standing_json(prl_json *json, json_t *o, const char *key, const prl_standing *s) {
  prl_position_json(json, o, key, s->measure, position(s));
  json_t *standing = json_object_get(o, key);
  prl_json_text(json, standing, "in_force", prl_truth_word(s->in_force));
  prl_json_number(json, standing, "rate_low", s->measure->unit[0] ? s->rate_low : NAN);
  prl_json_number(json, standing, "rate_high", s->measure->unit[0] ? s->rate_high : NAN);
  prl_json_when(json, standing, "since", &s->since);
  prl_json_when(json, standing, "until", &s->until);
  prl_json_some(json, standing, "why", s->why);
}

static void difference_json(prl_json *json, json_t *list, const report *r, const prl_difference *d) {
  json_t *o = prl_json_object(json, list, NULL);
  prl_json_text(json, o, "id", d->measure->id);
  prl_json_text(json, o, "title", d->measure->title);
  prl_json_text(json, o, "by", d->measure->by);
  prl_json_text(json, o, "layer", d->measure->layer);
  prl_json_some(json, o, "unit", d->measure->unit);
  prl_json_text(json, o, "changed", prl_truth_word(d->changed));
  standing_json(json, o, "before", &d->before);
  standing_json(json, o, "after", &d->after);
  json_t *turns = prl_json_array(json, o, "turns");
  for (int32_t k = 0; k < d->turn_count; k++) prl_turn_json(json, turns, &d->turns[k], r->record.horizon_end);
}

static prl_status as_json(prl_text *out, const report *r, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "diff/1", r->trace);
  prl_json_text(&json, json.root, "kind", r->diff->in_knowledge ? "knowledge" : "world");
  prl_json_when(&json, json.root, "from", &r->query->before.date);
  prl_json_when(&json, json.root, "to", &r->query->after.date);
  prl_json_when(&json, json.root, "known_from", knowledge(&r->query->before));
  prl_json_when(&json, json.root, "known_to", knowledge(&r->query->after));
  json_t *measures = prl_json_array(&json, json.root, "measures");
  for (int32_t k = 0; k < r->diff->measure_count; k++) difference_json(&json, measures, r, &r->diff->measures[k]);
  json_t *turns = prl_json_array(&json, json.root, "entries");
  for (int32_t k = 0; k < r->diff->turn_count; k++) prl_turn_json(&json, turns, &r->diff->turns[k], r->record.horizon_end);
  return prl_json_end(out, &json, err);
}

/* ---- CSV: one row a turn; a measure that differs without one has a row of kind "standing" ---- */

static prl_turn standing_turn(const prl_difference *d) {
  const prl_step *step = d->after.step ? d->after.step : d->before.step;
  prl_turn turn = {.kind = PRL_TURNS,
                   .id = d->measure->id,
                   .title = d->measure->title,
                   .by = d->measure->by,
                   .when = d->after.since,
                   .measure = d->measure,
                   .before = position(&d->before),
                   .after = position(&d->after),
                   .happens = d->changed == PRL_UNKNOWN ? PRL_UNKNOWN : PRL_YES,
                   .known = PRL_YES,
                   .within = PRL_YES,
                   .sure = step ? step->sure : PRL_SURE_UNKNOWN};
  turn.sources = step ? step->sources : NULL;
  turn.source_count = step ? step->source_count : 0;
  return turn;
}

static prl_status as_csv(prl_text *out, const report *r, prl_error *err) {
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, prl_turn_columns, PRL_TURN_COLUMNS, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < r->diff->measure_count; k++) {
    const prl_difference *d = &r->diff->measures[k];
    prl_turn standing = standing_turn(d);
    for (int32_t t = 0; t < d->turn_count; t++) prl_turn_csv(&csv, &d->turns[t]);
    if (d->turn_count == 0) prl_turn_csv(&csv, &standing);
  }
  for (int32_t k = 0; k < r->diff->turn_count; k++) prl_turn_csv(&csv, &r->diff->turns[k]);
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

static void headline(prl_text *out, const report *r) {
  char from[PRL_FIGURE], to[PRL_FIGURE], at[PRL_FIGURE];
  prl_text text = {0};
  int32_t open = 0, same = 0;
  for (int32_t k = 0; k < r->diff->measure_count; k++) {
    open += r->diff->measures[k].changed == PRL_UNKNOWN;
    same += r->diff->measures[k].changed == PRL_NO;
  }
  if (r->diff->in_knowledge)
    prl_text_printf(&text, "What became known of %s after %s, up to %s: ", prl_when_text(at, &r->query->after.date),
                    prl_when_text(from, knowledge(&r->query->before)), prl_when_text(to, knowledge(&r->query->after)));
  else
    prl_text_printf(&text, "After %s, up to %s, as known on %s: ", prl_when_text(from, &r->query->before.date),
                    prl_when_text(to, &r->query->after.date), prl_when_text(at, knowledge(&r->query->after)));
  prl_text_printf(&text, "%d measure%s changed, %d perhaps, %d %s; %d other entr%s.", r->diff->measure_count - open - same,
                  r->diff->measure_count - open - same == 1 ? "" : "s", open, same,
                  r->diff->in_knowledge ? "learnt more of without standing otherwise" : "moved and came back", r->diff->turn_count,
                  r->diff->turn_count == 1 ? "y" : "ies");
  out->failed |= text.failed;
  prl_paragraph(out, r->style, "", text.bytes ? text.bytes : "");
  prl_text_puts(out, "\n");
  prl_text_free(&text);
}

static void row(prl_grid *grid, const prl_turn *t, const char *date, prl_text *words, prl_instant horizon_end) {
  prl_text marks = {0}, sources = {0};
  prl_turn_marks(&marks, t, horizon_end);
  prl_source_ids(&sources, t->sources, t->source_count, 2);
  prl_grid_cell(grid, PRL_PLAIN, "%s", date);
  prl_grid_cell(grid, PRL_PLAIN, "%s", t->by);
  prl_grid_cell(grid, PRL_PLAIN, "%s", t->id);
  prl_grid_take(grid, PRL_PLAIN, words);
  prl_grid_take(grid, PRL_DIM, &marks);
  prl_grid_take(grid, PRL_DIM, &sources);
}

static void in_all_words(prl_text *out, const prl_difference *d) {
  if (d->turn_count > 1) prl_text_puts(out, "in all: ");
  standing_words(out, &d->before);
  prl_text_puts(out, " -> ");
  standing_words(out, &d->after);
  if (d->changed == PRL_NO) prl_text_puts(out, " (the same)");
}

static void difference_rows(prl_grid *grid, const report *r, const prl_difference *d) {
  char figure[PRL_FIGURE];
  for (int32_t k = 0; k < d->turn_count; k++) {
    prl_text words = {0};
    prl_turn_words(&words, &d->turns[k]);
    row(grid, &d->turns[k], prl_when_text(figure, &d->turns[k].when), &words, r->record.horizon_end);
  }
  bool in_all = d->turn_count > 1 || d->turn_count == 0 || (r->diff->in_knowledge && d->changed != PRL_NO) || d->changed == PRL_UNKNOWN;
  if (!in_all) return;
  prl_turn standing = standing_turn(d);
  prl_text words = {0};
  in_all_words(&words, d);
  row(grid, &standing, d->turn_count ? "" : prl_when_text(figure, &standing.when), &words, r->record.horizon_end);
}

static prl_status measures(prl_text *out, const report *r, prl_error *err) {
  static const char *const head[] = {"since", "by", "measure", "change", "marks", "sources"};
  if (r->diff->measure_count == 0) return PRL_OK;
  prl_text_puts(out, "Measures\n");
  prl_grid *grid = prl_grid_new("<<<<<<");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < r->diff->measure_count; k++) difference_rows(grid, r, &r->diff->measures[k]);
  return prl_grid_end(out, r->style, grid, err);
}

static prl_status entries(prl_text *out, const report *r, prl_error *err) {
  if (r->diff->turn_count == 0) return PRL_OK;
  prl_text_puts(out, r->diff->measure_count ? "\nEvents, promises, tallies and claims\n" : "Events, promises, tallies and claims\n");
  return prl_turns_grid(out, r->style, r->diff->turns, r->diff->turn_count, r->record.horizon_end, err);
}

static prl_status as_text(prl_text *out, const report *r, prl_error *err) {
  prl_trace_head(out, r->style, r->trace);
  headline(out, r);
  prl_status status = measures(out, r, err);
  if (status >= 0) status = entries(out, r, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < r->diff->measure_count; k++)
    prl_accounts_text(out, r->style, r->diff->measures[k].turns, r->diff->measures[k].turn_count);
  prl_accounts_text(out, r->style, r->diff->turns, r->diff->turn_count);
  prl_trace_foot(out, r->style, r->trace);
  return prl_text_end(out, err);
}

prl_status prl_report_diff(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                           const prl_diff_query *query, const prl_diff_view *diff, prl_error *err) {
  report r = {style, trace, prl_dossier_look(dossier), query, diff};
  if (style->format == PRL_AS_JSON) return as_json(out, &r, err);
  if (style->format == PRL_AS_CSV) return as_csv(out, &r, err);
  return as_text(out, &r, err);
}
