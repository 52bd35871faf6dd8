/* series.c -- the import-weighted average of added duties over time (average/1).
 *
 *   average(day) = sum of value x added rate / sum of value, over the importer's product lines   [percent of value]
 * A day is listed when the average or its open share is another than on the day before, by more than rounding. */
#include "inside.h"

#include <math.h>

typedef struct asked {
  const char *from, *to;
  const prl_series_view *v;
} asked;

static const double ROUNDING = 1e-9;

static prl_when day_when(prl_day day) { return (prl_when){.kind = PRL_WHEN_DAY, .first = day, .last = day}; }

static bool changes(const prl_series_view *v, int32_t k) {
  return k == 0 || fabs(v->added[k] - v->added[k - 1]) > ROUNDING || fabs(v->open[k] - v->open[k - 1]) > ROUNDING;
}

/* does it read differently from day `last`? */
static bool reads_otherwise(const prl_series_view *v, int32_t k, int32_t last) {
  return k == 0 || fabs(v->added[k] - v->added[last]) >= 0.005 || fabs(v->open[k] - v->open[last]) >= 0.0005;
}

static double change(const prl_series_view *v, int32_t k) { return k == 0 ? NAN : v->added[k] - v->added[k - 1]; }

/* ---- JSON and CSV ---- */

static void day_json(prl_json *json, json_t *o, const char *key, prl_day day) {
  prl_when when = day_when(day);
  prl_json_when(json, o, key, &when);
}

static void changes_json(prl_json *json, const prl_series_view *v) {
  json_t *list = prl_json_array(json, json->root, "changes");
  for (int32_t k = 0; k < v->count; k++) {
    if (!changes(v, k)) continue;
    json_t *o = prl_json_object(json, list, NULL);
    day_json(json, o, "date", v->day[k]);
    prl_json_number(json, o, "added_pct", v->added[k]);
    prl_json_number(json, o, "change_pct", change(v, k));
    prl_json_number(json, o, "total_pct", v->total[k]);
    prl_json_number(json, o, "mfn_share", v->mfn_share[k]);
    prl_json_number(json, o, "open_share", v->open[k]);
  }
}

static void column_json(prl_json *json, json_t *daily, const char *key, const double *values, int32_t count) {
  json_t *list = prl_json_array(json, daily, key);
  for (int32_t k = 0; k < count; k++) prl_json_number(json, list, NULL, values[k]);
}

static void daily_json(prl_json *json, const prl_series_view *v) {
  json_t *daily = prl_json_object(json, json->root, "daily");
  json_t *dates = prl_json_array(json, daily, "date");
  for (int32_t k = 0; k < v->count; k++) day_json(json, dates, NULL, v->day[k]);
  column_json(json, daily, "added_pct", v->added, v->count);
  column_json(json, daily, "total_pct", v->total, v->count);
  column_json(json, daily, "mfn_share", v->mfn_share, v->count);
  column_json(json, daily, "open_share", v->open, v->count);
}

static prl_status average_json(prl_text *out, const prl_trace *trace, const asked *a, bool daily, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "average/1", trace);
  prl_json_text(&json, json.root, "to", a->to);
  prl_json_some(&json, json.root, "from", a->from);
  day_json(&json, json.root, "since", a->v->day[0]);
  day_json(&json, json.root, "until", a->v->day[a->v->count - 1]);
  prl_json_number(&json, json.root, "value", a->v->value);
  changes_json(&json, a->v);
  if (daily) daily_json(&json, a->v);
  return prl_json_end(out, &json, err);
}

static prl_status average_csv(prl_text *out, const prl_series_view *v, prl_error *err) {
  static const char *const names[] = {"date", "added_pct", "total_pct", "mfn_share", "open_share"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < v->count; k++) {
    prl_when day = day_when(v->day[k]);
    prl_csv_when(&csv, &day);
    prl_csv_number(&csv, v->added[k]);
    prl_csv_number(&csv, v->total[k]);
    prl_csv_number(&csv, v->mfn_share[k]);
    prl_csv_number(&csv, v->open[k]);
  }
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

static void headline(prl_text *out, const prl_style *style, const asked *a) {
  char line[512], end[PRL_FIGURE], most[PRL_FIGURE], last_day[PRL_FIGURE], top_day[PRL_FIGURE];
  const prl_series_view *v = a->v;
  const int32_t last = v->count - 1;
  int32_t top = 0;
  for (int32_t k = 1; k < v->count; k++) top = v->added[k] > v->added[top] + ROUNDING ? k : top;
  prl_when at = day_when(v->day[top]), until = day_when(v->day[last]);
  snprintf(line, sizeof line, "Imports of %s from %s pay %s %% over the ordinary duty on average on %s; the most was %s, from %s on.",
           a->to, a->from ? a->from : "all partners", prl_plain_figure(end, v->added[last], 2), prl_when_text(last_day, &until),
           prl_plain_figure(most, v->added[top], 2), prl_when_text(top_day, &at));
  prl_paragraph(out, style, "", line);
  if (v->open[last] > 0) {
    snprintf(line, sizeof line,
             "On %s %% of the trade some tariff may be in force, or is at a rate not known, and is left out: there it is a lower bound.",
             prl_plain_figure(end, 100 * v->open[last], 1));
    prl_text_puts(out, "\n");
    prl_paragraph(out, style, "", line);
  }
  prl_text_puts(out, "\n");
}

static prl_status average_text(prl_text *out, const prl_style *style, const prl_trace *trace, const asked *a, prl_error *err) {
  static const char *const head[] = {"date", "average %", "change", "open share %"};
  char figure[PRL_FIGURE];
  prl_trace_head(out, style, trace);
  headline(out, style, a);
  prl_grid *grid = prl_grid_new("<>>>");
  prl_grid_head(grid, head);
  for (int32_t k = 0, last = 0; k < a->v->count; k++) {
    if (!reads_otherwise(a->v, k, last)) continue;
    prl_when day = day_when(a->v->day[k]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(figure, &day));
    prl_grid_cell(grid, PRL_BOLD, "%s", prl_plain_figure(figure, a->v->added[k], 2));
    prl_grid_cell(grid, PRL_PLAIN, "%s", k ? prl_signed(figure, a->v->added[k] - a->v->added[last], 2) : "");
    prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(figure, 100 * a->v->open[k], 1));
    last = k;
  }
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status < 0) return status;
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}

prl_status prl_report_average(prl_text *out, const prl_style *style, const prl_trace *trace, const char *from, const char *to,
                              const prl_series_view *series, bool daily, prl_error *err) {
  const asked a = {from, to, series};
  if (style->format == PRL_AS_JSON) return average_json(out, trace, &a, daily, err);
  if (style->format == PRL_AS_CSV) return average_csv(out, series, err);
  return average_text(out, style, trace, &a, err);
}
