/* timeline.c -- events and steps in the order of their dates (timeline/1). timeline_svg.c draws the same. */
#include "turns.h"

#include <string.h>

static void span_json(prl_json *json, const prl_span_asked *span) {
  prl_json_when(json, json->root, "from", &span->from);
  prl_json_when(json, json->root, "to", &span->to);
  prl_json_some(json, json->root, "by", span->by);
}

static prl_status as_json(prl_text *out, const prl_trace *trace, prl_instant horizon_end, const prl_span_asked *span, const prl_turn *turns,
                          int32_t count, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "timeline/1", trace);
  span_json(&json, span);
  json_t *list = prl_json_array(&json, json.root, "turns");
  for (int32_t k = 0; k < count; k++) prl_turn_json(&json, list, &turns[k], horizon_end);
  return prl_json_end(out, &json, err);
}

static prl_status as_csv(prl_text *out, const prl_turn *turns, int32_t count, prl_error *err) {
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, prl_turn_columns, PRL_TURN_COLUMNS, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < count; k++) prl_turn_csv(&csv, &turns[k]);
  return prl_csv_end(out, &csv, err);
}

static void headline(prl_text *out, const prl_style *style, const prl_turn *turns, int32_t count) {
  char text[256];
  int32_t events = 0, steps = 0;
  for (int32_t k = 0; k < count; k++) {
    events += turns[k].kind == PRL_TURN_EVENT;
    steps += turns[k].measure != NULL;
  }
  snprintf(text, sizeof text, "%d event%s, %d step%s of measures, %d of promises and claims.", events, events == 1 ? "" : "s", steps,
           steps == 1 ? "" : "s", count - events - steps);
  prl_paragraph(out, style, "", text);
  prl_text_puts(out, "\n");
}

static prl_status as_text(prl_text *out, const prl_style *style, const prl_trace *trace, prl_instant horizon_end, const prl_turn *turns,
                          int32_t count, prl_error *err) {
  prl_trace_head(out, style, trace);
  headline(out, style, turns, count);
  return prl_turns_text(out, style, trace, horizon_end, turns, count, err);
}

prl_status prl_report_timeline(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                               const prl_span_asked *span, const prl_turn *turns, int32_t count, prl_error *err) {
  prl_instant horizon_end = prl_dossier_look(dossier).horizon_end;
  if (style->format == PRL_AS_JSON) return as_json(out, trace, horizon_end, span, turns, count, err);
  if (style->format == PRL_AS_CSV) return as_csv(out, turns, count, err);
  return as_text(out, style, trace, horizon_end, turns, count, err);
}
