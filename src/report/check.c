/* check.c -- problems found in a record, and the conflicts between its sources (check/1).
 *
 * Problems are as compilers write them, one a line, never wrapped, so that editors can jump to it: file:line:column: error: message.
 * Conflicts are no errors: each stands with all its accounts side by side, the one used first, and the rule that chose it. They are looked
 * for in records without problems only. */
#include "inside.h"

typedef struct findings {
  const prl_error *problems;
  int32_t count;
  const prl_conflict *conflicts;
  int32_t conflict_count;
} findings;

static int32_t departures(const findings *f) {
  int32_t count = 0;
  for (int32_t k = 0; k < f->conflict_count; k++) count += f->conflicts[k].departs;
  return count;
}

static const char *message_of(const prl_error *p) { return p->message[0] ? p->message : prl_status_text(p->status); }

static const char *hint_of(const prl_error *p) { return p->hint[0] ? p->hint : prl_status_advice(p->status); }

/* ---- JSON ---- */

static void problem_json(prl_json *json, json_t *problems, const prl_error *p) {
  json_t *o = prl_json_object(json, problems, NULL);
  prl_json_some(json, o, "file", p->file);
  if (p->line > 0)
    prl_json_whole(json, o, "line", p->line);
  else
    prl_json_null(json, o, "line");
  if (p->column > 0)
    prl_json_whole(json, o, "column", p->column);
  else
    prl_json_null(json, o, "column");
  prl_json_text(json, o, "kind", prl_status_text(p->status));
  prl_json_text(json, o, "message", message_of(p));
  prl_json_some(json, o, "item", p->item);
  prl_json_text(json, o, "hint", hint_of(p));
}

static void value_json(prl_json *json, json_t *values, const prl_conflict *c, int32_t k) {
  json_t *o = prl_json_object(json, values, NULL);
  prl_json_text(json, o, "value", c->values[k]);
  prl_json_text(json, o, "source", c->sources[k]->id);
  prl_json_text(json, o, "kind", prl_source_word(c->sources[k]->kind));
  prl_json_when(json, o, "published", &c->sources[k]->published);
  prl_json_bool(json, o, "used", k == 0);
}

static void conflict_json(prl_json *json, json_t *conflicts, const prl_conflict *c) {
  json_t *o = prl_json_object(json, conflicts, NULL);
  prl_json_text(json, o, "entry", c->entry);
  prl_json_text(json, o, "field", c->field);
  prl_json_some(json, o, "file", c->place.file);
  prl_json_whole(json, o, "line", c->place.line);
  json_t *values = prl_json_array(json, o, "values");
  for (int32_t k = 0; k < c->count; k++) value_json(json, values, c, k);
  prl_json_text(json, o, "why", c->why);
  prl_json_bool(json, o, "departs", c->departs);
}

static prl_status check_json(prl_text *out, const prl_trace *trace, const findings *f, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "check/1", trace);
  prl_json_bool(&json, json.root, "sound", f->count == 0);
  prl_json_whole(&json, json.root, "count", f->count);
  json_t *list = prl_json_array(&json, json.root, "problems");
  for (int32_t k = 0; k < f->count; k++) problem_json(&json, list, &f->problems[k]);
  if (f->count == 0)
    list = prl_json_array(&json, json.root, "conflicts");
  else
    prl_json_null(&json, json.root, "conflicts");
  for (int32_t k = 0; k < f->conflict_count; k++) conflict_json(&json, list, &f->conflicts[k]);
  return prl_json_end(out, &json, err);
}

/* ---- CSV ---- */

static const char *const columns[] = {"row",   "file",  "line",   "column",      "kind",      "message", "item", "hint",   "entry",
                                      "field", "value", "source", "source_kind", "published", "used",    "why",  "departs"};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void empty_csv(prl_csv *csv, int32_t cells) {
  for (int32_t k = 0; k < cells; k++) prl_csv_text(csv, "");
}

static void whole_csv(prl_csv *csv, int32_t x) {
  char figure[PRL_FIGURE] = "";
  if (x > 0) snprintf(figure, sizeof figure, "%d", x);
  prl_csv_text(csv, figure);
}

static void problem_csv(prl_csv *csv, const prl_error *p) {
  prl_csv_text(csv, "problem");
  prl_csv_text(csv, p->file);
  whole_csv(csv, p->line);
  whole_csv(csv, p->column);
  prl_csv_text(csv, prl_status_text(p->status));
  prl_csv_text(csv, message_of(p));
  prl_csv_text(csv, p->item);
  prl_csv_text(csv, hint_of(p));
  empty_csv(csv, 9);
}

/* the columns a conflict and its values share */
static void subject_csv(prl_csv *csv, const char *row, const prl_conflict *c) {
  prl_csv_text(csv, row);
  prl_csv_text(csv, c->place.file);
  whole_csv(csv, c->place.line);
  whole_csv(csv, c->place.column);
  empty_csv(csv, 4);
  prl_csv_text(csv, c->entry);
  prl_csv_text(csv, c->field);
}

static void conflict_csv(prl_csv *csv, const prl_conflict *c) {
  subject_csv(csv, "conflict", c);
  empty_csv(csv, 5);
  prl_csv_text(csv, c->why);
  prl_csv_bool(csv, c->departs);
  for (int32_t k = 0; k < c->count; k++) {
    subject_csv(csv, "value", c);
    prl_csv_text(csv, c->values[k]);
    prl_csv_text(csv, c->sources[k]->id);
    prl_csv_text(csv, prl_source_word(c->sources[k]->kind));
    prl_csv_when(csv, &c->sources[k]->published);
    prl_csv_bool(csv, k == 0);
    empty_csv(csv, 2);
  }
}

static prl_status check_csv(prl_text *out, const findings *f, prl_error *err) {
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, columns, COLUMNS, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < f->count; k++) problem_csv(&csv, &f->problems[k]);
  for (int32_t k = 0; k < f->conflict_count; k++) conflict_csv(&csv, &f->conflicts[k]);
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

static void value_text(prl_text *out, const prl_style *style, const prl_conflict *c, int32_t k) {
  char figure[PRL_FIGURE];
  prl_text text = {0};
  const prl_source *source = c->sources[k];
  prl_text_printf(&text, "%s (%s, %s, %s)", c->values[k], source->id, prl_source_word(source->kind),
                  prl_when_text(figure, &source->published));
  prl_paragraph(out, style, k == 0 ? "  used    " : "  beside  ", text.bytes ? text.bytes : "");
  out->failed |= text.failed;
  prl_text_free(&text);
}

static void conflict_text(prl_text *out, const prl_style *style, const prl_conflict *c) {
  char title[512];
  snprintf(title, sizeof title, "%s: %s", c->entry, c->field);
  prl_painted(out, style, PRL_BOLD, title);
  if (c->place.file && c->place.file[0]) prl_text_printf(out, "  %s:%d", c->place.file, c->place.line);
  prl_text_puts(out, "\n");
  for (int32_t k = 0; k < c->count; k++) value_text(out, style, c, k);
  if (c->departs) prl_painted(out, style, PRL_BAD, "  departs ");
  prl_paragraph(out, style, c->departs ? "" : "  because ", c->why);
  prl_text_puts(out, "\n");
}

static void headline(prl_text *out, const prl_style *style, const char *what, const findings *f) {
  char line[1024];
  const int32_t n = f->conflict_count, apart = departures(f);
  if (f->count)
    snprintf(line, sizeof line, "%s: %d problem%s.", what, f->count, f->count == 1 ? "" : "s");
  else if (!n)
    snprintf(line, sizeof line, "%s: sound.", what);
  else if (!apart)
    snprintf(line, sizeof line, "%s: sound; %d conflict%s between sources, kept side by side.", what, n, n == 1 ? "" : "s");
  else
    snprintf(line, sizeof line, "%s: sound; %d conflict%s between sources, kept side by side; in %d the entry departs from the rule.", what,
             n, n == 1 ? "" : "s", apart);
  prl_painted(out, style, f->count == 0 ? PRL_GOOD : PRL_BAD, line);
  prl_text_puts(out, "\n");
}

static prl_status check_text(prl_text *out, const prl_style *style, const prl_trace *trace, const findings *f, prl_error *err) {
  char line[2048];
  for (int32_t k = 0; k < f->count; k++) {
    prl_error_print(line, sizeof line, &f->problems[k]);
    prl_painted(out, style, PRL_PLAIN, line);
    prl_text_puts(out, "\n");
  }
  for (int32_t k = 0; k < f->conflict_count; k++) conflict_text(out, style, &f->conflicts[k]);
  headline(out, style, trace->dossier && trace->dossier[0] ? trace->dossier : "the record", f);
  return prl_text_end(out, err);
}

prl_status prl_report_check(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_error *problems, int32_t count,
                            const prl_conflict *conflicts, int32_t conflict_count, prl_error *err) {
  const findings f = {problems, count, conflicts, conflict_count};
  if (style->format == PRL_AS_JSON) return check_json(out, trace, &f, err);
  if (style->format == PRL_AS_CSV) return check_csv(out, &f, err);
  return check_text(out, style, trace, &f, err);
}
