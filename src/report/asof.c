/* asof.c -- what is in force on a date, as data (asof/1).
 *
 * Shown: what bites or may bite, and what is suspended, since it can come back; with `all` the rest of what is known by then too. A
 * measure of which nothing is known on the date of knowledge is never shown. A rate is the one in force: null when it is not known,
 * stands line by line, or the instrument has no number. asof_text.c: the same for people. */
#include "asof.h"

#include <math.h>
#include <string.h>

bool prl_asof_shows(const prl_standing *s, bool all) {
  if (s->in_force != PRL_NO || s->state == PRL_SUSPENDED) return true;
  bool heard_of = s->state != PRL_NOT_YET || s->until.kind != PRL_WHEN_NONE;
  return all && heard_of;
}

bool prl_standing_certain(const prl_standing *s) { return s->in_force != PRL_UNKNOWN && s->state != PRL_STATE_UNKNOWN; }

/* A duty that does not bite is 0 percent; a licence that does not bite is not "a share of 0 granted". */
double prl_standing_rate(const prl_standing *s, double rate) {
  const char *unit = s->measure->unit;
  bool counts = strcmp(unit, "percent") == 0 || (unit[0] && s->in_force != PRL_NO);
  return counts ? rate : NAN;
}

static prl_sure sure_of(const prl_standing *s) { return s->step ? s->step->sure : PRL_SURE_UNKNOWN; }

static bool disputed(const prl_standing *s) { return s->step && s->step->disputed; }

static bool snaps_back(const prl_standing *s) { return s->step && s->state == PRL_SUSPENDED && s->step->snaps_back; }

/* ---- JSON ---- */

static void on_json(prl_json *json, json_t *o, const prl_measure *m) {
  if (m->on_unknown) {
    prl_json_null(json, o, "on");
    return;
  }
  json_t *on = prl_json_array(json, o, "on");
  if (m->on_all) prl_json_text(json, on, NULL, "all");
  for (int32_t k = 0; k < m->on.count; k++) prl_json_text(json, on, NULL, m->on.at[k]);
}

static void rates_json(prl_json *json, json_t *o, const prl_standing *s) {
  prl_json_number(json, o, "rate", prl_standing_rate(s, s->rate));
  prl_json_some(json, o, "unit", s->measure->unit);
  prl_json_bool(json, o, "by_line", s->by_line);
  prl_json_number(json, o, "rate_low", prl_standing_rate(s, s->rate_low));
  prl_json_number(json, o, "rate_high", prl_standing_rate(s, s->rate_high));
}

static void snap_json(prl_json *json, json_t *o, const prl_standing *s) {
  if (!snaps_back(s)) {
    prl_json_null(json, o, "snaps_back");
    return;
  }
  json_t *snap = prl_json_object(json, o, "snaps_back");
  prl_json_number(json, snap, "rate", s->step->snap_rate);
  prl_json_when(json, snap, "on", &s->step->snap_on);
}

static void measure_json(prl_json *json, json_t *measures, const prl_standing *s) {
  const prl_measure *m = s->measure;
  json_t *o = prl_json_object(json, measures, NULL);
  prl_json_text(json, o, "id", m->id);
  prl_json_text(json, o, "title", m->title);
  prl_json_text(json, o, "by", m->by);
  on_json(json, o, m);
  prl_json_text(json, o, "flow", m->exports ? "export" : "import");
  prl_json_text(json, o, "instrument", prl_instrument_word(m->instrument));
  prl_json_text(json, o, "layer", m->layer);
  prl_json_some(json, o, "authority", m->authority);
  prl_json_bool(json, o, "goods_known", m->goods.kind != PRL_GOODS_UNKNOWN);
  prl_json_text(json, o, "state", prl_state_word(s->state));
  prl_json_text(json, o, "in_force", prl_truth_word(s->in_force));
  prl_json_bool(json, o, "certain", prl_standing_certain(s));
  rates_json(json, o, s);
  prl_json_when(json, o, "since", &s->since);
  prl_json_when(json, o, "until", &s->until);
  snap_json(json, o, s);
  prl_json_text(json, o, "sure", prl_sure_word(sure_of(s)));
  prl_json_bool(json, o, "disputed", disputed(s));
  prl_json_some(json, o, "why", s->why);
  prl_json_sources(json, o, s->step ? s->step->sources : NULL, s->step ? s->step->source_count : 0);
}

static prl_status asof_json(prl_text *out, const prl_trace *trace, const prl_standings *standings, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "asof/1", trace);
  json_t *measures = prl_json_array(&json, json.root, "measures");
  for (int32_t k = 0; k < standings->record.measure_count; k++)
    if (prl_asof_shows(&standings->at[k], standings->all)) measure_json(&json, measures, &standings->at[k]);
  return prl_json_end(out, &json, err);
}

/* ---- CSV ---- */

static void on_csv(prl_csv *csv, const prl_measure *m) {
  if (m->on_all)
    prl_csv_text(csv, "all");
  else
    prl_csv_codes(csv, &m->on);
}

static void measure_csv(prl_csv *csv, const prl_standing *s) {
  const prl_measure *m = s->measure;
  prl_csv_text(csv, m->id);
  prl_csv_text(csv, m->title);
  prl_csv_text(csv, m->by);
  on_csv(csv, m);
  prl_csv_text(csv, m->exports ? "export" : "import");
  prl_csv_text(csv, prl_instrument_word(m->instrument));
  prl_csv_text(csv, m->layer);
  prl_csv_text(csv, prl_state_word(s->state));
  prl_csv_text(csv, prl_truth_word(s->in_force));
  prl_csv_bool(csv, prl_standing_certain(s));
  prl_csv_number(csv, prl_standing_rate(s, s->rate));
  prl_csv_number(csv, prl_standing_rate(s, s->rate_low));
  prl_csv_number(csv, prl_standing_rate(s, s->rate_high));
  prl_csv_text(csv, m->unit);
  prl_csv_bool(csv, s->by_line);
  prl_csv_when(csv, &s->since);
  prl_csv_when(csv, &s->until);
  prl_csv_text(csv, prl_sure_word(sure_of(s)));
  prl_csv_bool(csv, disputed(s));
  prl_csv_sources(csv, s->step ? s->step->sources : NULL, s->step ? s->step->source_count : 0);
  prl_csv_text(csv, s->why);
}

static prl_status asof_csv(prl_text *out, const prl_standings *standings, prl_error *err) {
  static const char *const names[] = {"id",      "title",    "by",      "on",   "flow",     "instrument", "layer",
                                      "state",   "in_force", "certain", "rate", "rate_low", "rate_high",  "unit",
                                      "by_line", "since",    "until",   "sure", "disputed", "sources",    "why"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < standings->record.measure_count; k++)
    if (prl_asof_shows(&standings->at[k], standings->all)) measure_csv(&csv, &standings->at[k]);
  return prl_csv_end(out, &csv, err);
}

prl_status prl_report_asof(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                           const prl_standing *standings, bool all, prl_error *err) {
  prl_standings s = {prl_dossier_look(dossier), standings, all};
  if (style->format == PRL_AS_JSON) return asof_json(out, trace, &s, err);
  if (style->format == PRL_AS_CSV) return asof_csv(out, &s, err);
  return prl_asof_text(out, style, trace, &s, err);
}
