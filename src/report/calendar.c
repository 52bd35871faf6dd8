/* calendar.c -- what starts, lapses, snaps back or falls due by itself (calendar/1). calendar_ics.c gives it to a calendar program. */
#include "turns.h"

static const char *does(prl_turn_kind kind) {
  switch (kind) {
    case PRL_TURN_SNAP: return "snaps back";
    case PRL_TURN_LAPSE: return "lapses";
    case PRL_TURN_DUE: return "falls due";
    default: return "begins";
  }
}

static prl_status as_json(prl_text *out, const prl_trace *trace, prl_instant horizon_end, const prl_span_asked *span, const prl_turn *turns,
                          int32_t count, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "calendar/1", trace);
  prl_json_when(&json, json.root, "from", &span->from);
  prl_json_when(&json, json.root, "to", &span->to);
  prl_json_some(&json, json.root, "by", span->by);
  json_t *list = prl_json_array(&json, json.root, "cliffs");
  for (int32_t k = 0; k < count; k++) {
    prl_turn_json(&json, list, &turns[k], horizon_end);
    prl_json_text(&json, json_array_get(list, (size_t)k), "does", does(turns[k].kind));
  }
  return prl_json_end(out, &json, err);
}

static prl_status as_csv(prl_text *out, const prl_turn *turns, int32_t count, prl_error *err) {
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, prl_turn_columns, PRL_TURN_COLUMNS, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < count; k++) prl_turn_csv(&csv, &turns[k]);
  return prl_csv_end(out, &csv, err);
}

static void headline(prl_text *out, const prl_style *style, const prl_span_asked *span, int32_t count) {
  char from[PRL_FIGURE], to[PRL_FIGURE], text[3 * PRL_FIGURE];
  bool open = span->to.kind == PRL_WHEN_NONE;
  if (count == 0)
    snprintf(text, sizeof text, "From %s%s%s the record has nothing that comes by itself.", prl_when_text(from, &span->from),
             open ? " on" : " to ", prl_when_text(to, &span->to));
  else
    snprintf(text, sizeof text, "From %s%s%s, unless somebody acts: %d date%s on which something starts, lapses, snaps back or falls due.",
             prl_when_text(from, &span->from), open ? " on" : " to ", prl_when_text(to, &span->to), count, count == 1 ? "" : "s");
  prl_paragraph(out, style, "", text);
  if (count > 0) prl_text_puts(out, "\n");
}

static prl_status as_text(prl_text *out, const prl_style *style, const prl_trace *trace, prl_instant horizon_end,
                          const prl_span_asked *span, const prl_turn *turns, int32_t count, prl_error *err) {
  prl_trace_head(out, style, trace);
  headline(out, style, span, count);
  return prl_turns_text(out, style, trace, horizon_end, turns, count, err);
}

prl_status prl_report_calendar(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                               const prl_span_asked *span, const prl_turn *turns, int32_t count, prl_error *err) {
  prl_instant horizon_end = prl_dossier_look(dossier).horizon_end;
  if (style->format == PRL_AS_JSON) return as_json(out, trace, horizon_end, span, turns, count, err);
  if (style->format == PRL_AS_CSV) return as_csv(out, turns, count, err);
  return as_text(out, style, trace, horizon_end, span, turns, count, err);
}
