/* read.c -- an article read against the record, as JSON (read/1) and CSV: one object, one row a finding, in the order of the text.
 *
 * The keys of a finding are the same for every kind; null (an empty cell) where one does not apply. `first` and `last` are the bounds of a
 * vague date. from and until are bytes of the article, [from, until). */
#include "read.h"

#include <math.h>

static void put_day(prl_json *json, json_t *o, const char *key, const prl_when *when, prl_day day) {
  prl_when exact = {.kind = PRL_WHEN_DAY, .first = day, .last = day};
  if (when->kind == PRL_WHEN_NONE)
    prl_json_null(json, o, key);
  else
    prl_json_when(json, o, key, &exact);
}

static void finding_json(prl_json *json, json_t *list, const prl_finding *f) {
  json_t *o = prl_json_object(json, list, NULL);
  prl_json_text(json, o, "kind", prl_finding_word(f->kind));
  prl_json_some(json, o, "type", f->type);
  prl_json_whole(json, o, "line", f->line);
  prl_json_whole(json, o, "column", f->column);
  prl_json_whole(json, o, "from", (int64_t)f->from);
  prl_json_whole(json, o, "until", (int64_t)f->until);
  prl_json_text(json, o, "words", f->words);
  prl_json_when(json, o, "date", &f->when);
  put_day(json, o, "first", &f->when, f->when.first);
  put_day(json, o, "last", &f->when, f->when.last);
  prl_json_some(json, o, "basis", f->basis);
  prl_json_some(json, o, "name", f->name);
  prl_json_some(json, o, "office", f->office);
  prl_json_some(json, o, "of", f->of);
  prl_json_some(json, o, "where", f->where);
  prl_json_some(json, o, "action", f->action);
  prl_json_number(json, o, "number", f->number);
  prl_json_some(json, o, "unit", f->unit);
  json_t *with = prl_json_array(json, o, "with");
  for (int32_t k = 0; k < f->with_count; k++) prl_json_text(json, with, NULL, f->with[k]);
  prl_json_some(json, o, "entry_kind", f->entry_kind);
  prl_json_some(json, o, "entry", f->entry);
  prl_json_some(json, o, "article", f->article);
  prl_json_some(json, o, "record", f->record);
  prl_json_some(json, o, "kept", f->kept);
  prl_json_some(json, o, "note", f->note);
}

static prl_status read_json(prl_text *out, const prl_trace *trace, const prl_reading_view *view, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "read/1", trace);
  json_t *article = prl_json_object(&json, json.root, "article");
  prl_json_text(&json, article, "name", view->name);
  prl_json_when(&json, article, "date", &view->date);
  prl_json_some(&json, article, "basis", view->date_basis);
  prl_json_when(&json, article, "not_before", &view->not_before);
  prl_json_some(&json, article, "not_before_entry", view->not_before_entry);
  prl_json_whole(&json, json.root, "count", view->count);
  json_t *list = prl_json_array(&json, json.root, "findings");
  for (int32_t k = 0; k < view->count; k++) finding_json(&json, list, &view->findings[k]);
  return prl_json_end(out, &json, err);
}

static void whole(prl_csv *csv, int64_t x) {
  char text[32];
  snprintf(text, sizeof text, "%lld", (long long)x);
  prl_csv_text(csv, text);
}

static void people_cell(prl_csv *csv, const prl_finding *f) {
  prl_text text = {0};
  for (int32_t k = 0; k < f->with_count; k++) prl_text_printf(&text, "%s%s", k ? "; " : "", f->with[k]);
  csv->failed |= text.failed;
  prl_csv_text(csv, text.bytes);
  prl_text_free(&text);
}

static prl_status read_csv(prl_text *out, const prl_reading_view *view, prl_error *err) {
  static const char *const names[] = {"kind",  "type",       "line",   "column",  "from",   "until",  "words",  "date",
                                      "basis", "name",       "office", "of",      "where",  "action", "number", "unit",
                                      "with",  "entry_kind", "entry",  "article", "record", "kept",   "note"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  for (int32_t k = 0; status == PRL_OK && k < view->count; k++) {
    const prl_finding *f = &view->findings[k];
    const char *const before[] = {f->basis, f->name, f->office, f->of, f->where, f->action};
    const char *const after[] = {f->entry_kind, f->entry, f->article, f->record, f->kept, f->note};
    prl_csv_text(&csv, prl_finding_word(f->kind));
    prl_csv_text(&csv, f->type);
    whole(&csv, f->line);
    whole(&csv, f->column);
    whole(&csv, (int64_t)f->from);
    whole(&csv, (int64_t)f->until);
    prl_csv_text(&csv, f->words);
    prl_csv_when(&csv, &f->when);
    for (size_t c = 0; c < sizeof before / sizeof *before; c++) prl_csv_text(&csv, before[c]);
    prl_csv_number(&csv, f->number);
    prl_csv_text(&csv, f->unit);
    people_cell(&csv, f);
    for (size_t c = 0; c < sizeof after / sizeof *after; c++) prl_csv_text(&csv, after[c]);
  }
  return status == PRL_OK ? prl_csv_end(out, &csv, err) : status;
}

prl_status prl_report_read(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_reading *reading, prl_error *err) {
  prl_reading_view view = prl_reading_look(reading);
  if (style->format == PRL_AS_JSON) return read_json(out, trace, &view, err);
  if (style->format == PRL_AS_CSV) return read_csv(out, &view, err);
  return prl_read_text_report(out, style, trace, &view, err);
}
