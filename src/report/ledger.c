/* ledger.c -- promises and deliveries (ledger/1): what was promised, counted, due, and who confirms it.
 *
 * All of it is computed by the record (parley/history.h). A number that nobody counted is "?" in text, null in JSON, empty in CSV. */
#include "inside.h"

#include <math.h>
#include <string.h>

static void bound_words(prl_text *out, double low, double high) {
  char a[PRL_FIGURE], b[PRL_FIGURE];
  if (isnan(low) && isnan(high))
    prl_text_puts(out, "?");
  else if (isinf(high))
    prl_text_printf(out, "at least %s", prl_short_figure(a, low));
  else if (low == high)
    prl_text_puts(out, prl_short_figure(a, low));
  else if (low == 0)
    prl_text_printf(out, "at most %s", prl_short_figure(b, high));
  else
    prl_text_printf(out, "%s to %s", prl_short_figure(a, low), prl_short_figure(b, high));
}

static bool confirms(const prl_commitment *c, const char *party) {
  for (int32_t k = 0; k < c->said_by.count; k++)
    if (strcmp(c->said_by.at[k], party) == 0) return true;
  return false;
}

/* ---- JSON ---- */

static void bounds_json(prl_json *json, json_t *o, const char *key, double low, double high) {
  if (isnan(low) && isnan(high)) {
    prl_json_null(json, o, key);
    return;
  }
  json_t *bounds = prl_json_object(json, o, key);
  prl_json_number(json, bounds, "low", low);
  prl_json_number(json, bounds, "high", high);
}

static void names_json(prl_json *json, json_t *o, const char *key, const prl_names *names) {
  json_t *list = prl_json_array(json, o, key);
  for (int32_t k = 0; k < names->count; k++) prl_json_text(json, list, NULL, names->at[k]);
}

static void count_json(prl_json *json, json_t *list, const prl_count *count) {
  json_t *o = prl_json_object(json, list, NULL);
  prl_json_when(json, o, "date", &count->tally->date);
  prl_json_text(json, o, "measure", prl_tally_word(count->tally->measure));
  prl_json_text(json, o, "reporter", count->tally->reporter);
  prl_json_number(json, o, "low", count->low);
  prl_json_number(json, o, "high", count->high);
  bounds_json(json, o, "due_when_counted", count->due_low, count->due_high);
  prl_json_text(json, o, "status", prl_progress_word(count->status));
  prl_json_bool(json, o, "older", count->older);
  prl_json_text(json, o, "sure", prl_sure_word(count->tally->sure));
  prl_json_sources(json, o, count->tally->sources, count->tally->source_count);
}

static void account_json(prl_json *json, json_t *list, const prl_account *a) {
  const prl_commitment *c = a->commitment;
  json_t *o = prl_json_object(json, list, NULL);
  prl_json_text(json, o, "id", c->id);
  prl_json_text(json, o, "title", c->title);
  prl_json_text(json, o, "by", c->by);
  prl_json_some(json, o, "to", c->to);
  prl_json_some(json, o, "promise", c->promise);
  prl_json_number(json, o, "quantity", c->has_quantity ? c->quantity : NAN);
  prl_json_some(json, o, "unit", c->unit);
  prl_json_bool(json, o, "per_year", c->per_year);
  prl_json_when(json, o, "from", &c->from);
  prl_json_when(json, o, "until", &c->until);
  names_json(json, o, "said_by", &c->said_by);
  prl_json_bool(json, o, "confirmed_by_giver", confirms(c, c->by));
  bounds_json(json, o, "promised", a->total_low, a->total_high);
  bounds_json(json, o, "due", a->due_low, a->due_high);
  bounds_json(json, o, "delivered", a->delivered_low, a->delivered_high);
  bounds_json(json, o, "shortfall", a->shortfall_low, a->shortfall_high);
  prl_json_number(json, o, "spread", a->spread);
  prl_json_some(json, o, "spread_in", isnan(a->spread) ? NULL : prl_tally_word(a->spread_in));
  prl_json_when(json, o, "counted_on", &a->counted_on);
  prl_json_text(json, o, "status", prl_progress_word(a->status));
  prl_json_text(json, o, "why", a->why);
  prl_json_text(json, o, "known", prl_truth_word(a->known));
  prl_json_text(json, o, "sure", prl_sure_word(c->sure));
  json_t *counts = prl_json_array(json, o, "counts");
  for (int32_t k = 0; k < a->count; k++) count_json(json, counts, &a->counts[k]);
  prl_json_sources(json, o, c->sources, c->source_count);
}

static prl_status as_json(prl_text *out, const prl_trace *trace, const prl_account *accounts, int32_t count, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "ledger/1", trace);
  json_t *list = prl_json_array(&json, json.root, "promises");
  for (int32_t k = 0; k < count; k++) account_json(&json, list, &accounts[k]);
  return prl_json_end(out, &json, err);
}

/* ---- CSV: one row a count; a promise without any has one row ---- */

static void promise_csv(prl_csv *csv, const prl_account *a) {
  const prl_commitment *c = a->commitment;
  prl_csv_text(csv, c->id);
  prl_csv_text(csv, c->title);
  prl_csv_text(csv, c->by);
  prl_csv_text(csv, c->to);
  prl_csv_number(csv, c->has_quantity ? c->quantity : NAN);
  prl_csv_text(csv, c->unit);
  prl_csv_bool(csv, c->per_year);
  prl_csv_when(csv, &c->from);
  prl_csv_when(csv, &c->until);
  prl_csv_codes(csv, &c->said_by);
  const double numbers[] = {a->total_low,      a->total_high,    a->due_low,        a->due_high, a->delivered_low,
                            a->delivered_high, a->shortfall_low, a->shortfall_high, a->spread};
  for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) prl_csv_number(csv, numbers[k]);
  prl_csv_text(csv, prl_progress_word(a->status));
  prl_csv_text(csv, a->why);
}

static void count_csv(prl_csv *csv, const prl_account *a, const prl_count *count) {
  static const prl_when none = {0};
  prl_csv_when(csv, count ? &count->tally->date : &none);
  prl_csv_text(csv, count ? prl_tally_word(count->tally->measure) : "");
  prl_csv_text(csv, count ? count->tally->reporter : "");
  prl_csv_number(csv, count ? count->low : NAN);
  prl_csv_number(csv, count ? count->high : NAN);
  prl_csv_text(csv, count ? prl_progress_word(count->status) : "");
  if (count)
    prl_csv_sources(csv, count->tally->sources, count->tally->source_count);
  else
    prl_csv_sources(csv, a->commitment->sources, a->commitment->source_count);
}

static prl_status as_csv(prl_text *out, const prl_account *accounts, int32_t count, prl_error *err) {
  static const char *const names[] = {"id",
                                      "title",
                                      "by",
                                      "to",
                                      "quantity",
                                      "unit",
                                      "per_year",
                                      "from",
                                      "until",
                                      "said_by",
                                      "promised_low",
                                      "promised_high",
                                      "due_low",
                                      "due_high",
                                      "delivered_low",
                                      "delivered_high",
                                      "shortfall_low",
                                      "shortfall_high",
                                      "spread",
                                      "status",
                                      "why",
                                      "counted_on",
                                      "measure",
                                      "reporter",
                                      "low",
                                      "high",
                                      "count_status",
                                      "sources"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < count; k++) {
    for (int32_t c = 0; c < (accounts[k].count ? accounts[k].count : 1); c++) {
      promise_csv(&csv, &accounts[k]);
      count_csv(&csv, &accounts[k], accounts[k].count ? &accounts[k].counts[c] : NULL);
    }
  }
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

static prl_paint paint_of(prl_progress status) {
  return status == PRL_PROGRESS_MET || status == PRL_PROGRESS_AHEAD ? PRL_GOOD : status == PRL_PROGRESS_BEHIND ? PRL_BAD : PRL_PLAIN;
}

static void bound_cell(prl_grid *grid, double low, double high) {
  prl_text words = {0};
  bound_words(&words, low, high);
  prl_grid_take(grid, PRL_PLAIN, &words);
}

static void confirmed_cell(prl_grid *grid, const prl_commitment *c) {
  prl_text words = {0};
  prl_code_list(&words, &c->said_by, " ", c->said_by.count);
  if (c->said_by.count == 0)
    prl_text_puts(&words, "?");
  else if (!confirms(c, c->by))
    prl_text_printf(&words, ", not %s", c->by);
  prl_grid_take(grid, PRL_PLAIN, &words);
}

static void row(prl_grid *grid, const prl_account *a) {
  char from[PRL_FIGURE], until[PRL_FIGURE], quantity[PRL_FIGURE];
  const prl_commitment *c = a->commitment;
  prl_grid_cell(grid, PRL_PLAIN, "%s", c->by);
  prl_grid_cell(grid, PRL_PLAIN, "%s", c->id);
  if (c->has_quantity)
    prl_grid_cell(grid, PRL_PLAIN, "%s%s", prl_short_figure(quantity, c->quantity), c->per_year ? " a year" : "");
  else
    prl_grid_cell(grid, PRL_DIM, "no number");
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(from, &c->from));
  prl_grid_cell(grid, PRL_PLAIN, "%s", c->until.kind == PRL_WHEN_NONE ? "open" : prl_when_text(until, &c->until));
  bound_cell(grid, a->due_low, a->due_high);
  bound_cell(grid, a->delivered_low, a->delivered_high);
  bound_cell(grid, a->shortfall_low, a->shortfall_high);
  prl_grid_cell(grid, paint_of(a->status), "%s", prl_progress_word(a->status));
  confirmed_cell(grid, c);
}

static prl_status table(prl_text *out, const prl_style *style, const prl_account *accounts, int32_t count, prl_error *err) {
  static const char *const head[] = {"by",         "promise",   "promised",  "from",   "until",
                                     "due by now", "delivered", "shortfall", "status", "confirmed by"};
  prl_grid *grid = prl_grid_new("<<><<>>><<");
  if (count > 0) prl_grid_head(grid, head);
  for (int32_t k = 0; k < count; k++) row(grid, &accounts[k]);
  return prl_grid_end(out, style, grid, err);
}

static void count_words(prl_text *out, const prl_count *count) {
  char date[PRL_FIGURE];
  bound_words(out, count->low, count->high);
  prl_text_printf(out, " %s by %s, %s", prl_tally_word(count->tally->measure), count->tally->reporter,
                  prl_when_text(date, &count->tally->date));
  if (!isnan(count->due_high)) {
    prl_text_puts(out, " (due then ");
    bound_words(out, count->due_low, count->due_high);
    prl_text_puts(out, ")");
  }
  if (count->older) prl_text_puts(out, ", since overtaken");
  prl_text_puts(out, " [");
  prl_source_ids(out, count->tally->sources, count->tally->source_count, 2);
  prl_text_puts(out, "]");
}

static void explain(prl_text *out, const prl_style *style, const prl_account *a) {
  char lead[256], spread[PRL_FIGURE];
  prl_text words = {0};
  snprintf(lead, sizeof lead, "  %s: ", a->commitment->id);
  prl_text_printf(&words, "%s.", a->commitment->title);
  if (a->commitment->unit[0]) prl_text_printf(&words, " Counted in %s.", a->commitment->unit);
  prl_text_printf(&words, " %s: %s.", prl_progress_word(a->status), a->why);
  for (int32_t k = 0; k < a->count; k++) {
    prl_text_puts(&words, k ? "; " : " ");
    count_words(&words, &a->counts[k]);
  }
  if (a->count) prl_text_puts(&words, ".");
  if (isfinite(a->spread))
    prl_text_printf(&words, " Reporters of %s lie %s apart.", prl_tally_word(a->spread_in), prl_short_figure(spread, a->spread));
  if (isinf(a->spread))
    prl_text_printf(&words, " How far reporters of %s lie apart is open: one gives no upper bound.", prl_tally_word(a->spread_in));
  if (a->known == PRL_UNKNOWN) prl_text_puts(&words, " Whether it was known by then is open.");
  out->failed |= words.failed;
  prl_paragraph(out, style, lead, words.bytes ? words.bytes : "");
  prl_text_free(&words);
}

static void headline(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_account *accounts, int32_t count) {
  char text[256];
  int32_t by_status[PRL_PROGRESS_UNKNOWN + 1] = {0};
  for (int32_t k = 0; k < count; k++) by_status[accounts[k].status]++;
  snprintf(text, sizeof text, "%s: %d promise%s; %d met, %d ahead, %d behind, %d not begun, %d of which it is not known.", trace->date,
           count, count == 1 ? "" : "s", by_status[PRL_PROGRESS_MET], by_status[PRL_PROGRESS_AHEAD], by_status[PRL_PROGRESS_BEHIND],
           by_status[PRL_PROGRESS_NOT_BEGUN], by_status[PRL_PROGRESS_UNKNOWN]);
  prl_paragraph(out, style, "", text);
  prl_text_puts(out, "\n");
}

static prl_status as_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_account *accounts, int32_t count,
                          prl_error *err) {
  prl_trace_head(out, style, trace);
  headline(out, style, trace, accounts, count);
  prl_status status = table(out, style, accounts, count, err);
  if (status < 0) return status;
  if (count > 0) prl_text_puts(out, "\nHow it was counted\n");
  for (int32_t k = 0; k < count; k++) explain(out, style, &accounts[k]);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}

prl_status prl_report_ledger(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_account *accounts, int32_t count,
                             prl_error *err) {
  if (style->format == PRL_AS_JSON) return as_json(out, trace, accounts, count, err);
  if (style->format == PRL_AS_CSV) return as_csv(out, accounts, count, err);
  return as_text(out, style, trace, accounts, count, err);
}
