/* check.c -- problems found in a record (check/1).
 *
 * Text is as compilers write it, one problem a line, never wrapped, so that editors can jump to it: file:line:column: error: message. */
#include "inside.h"

static void problem_json(prl_json *json, json_t *problems, const prl_error *p) {
  json_t *o = prl_json_object(json, problems, NULL);
  prl_json_some(json, o, "file", p->file);
  if (p->line > 0) prl_json_whole(json, o, "line", p->line);
  else prl_json_null(json, o, "line");
  if (p->column > 0) prl_json_whole(json, o, "column", p->column);
  else prl_json_null(json, o, "column");
  prl_json_text(json, o, "kind", prl_status_text(p->status));
  prl_json_text(json, o, "message", p->message[0] ? p->message : prl_status_text(p->status));
  prl_json_some(json, o, "item", p->item);
  prl_json_text(json, o, "hint", p->hint[0] ? p->hint : prl_status_advice(p->status));
}

static prl_status check_json(prl_text *out, const prl_trace *trace, const prl_error *problems, int32_t count, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "check/1", trace);
  prl_json_bool(&json, json.root, "sound", count == 0);
  prl_json_whole(&json, json.root, "count", count);
  json_t *list = prl_json_array(&json, json.root, "problems");
  for (int32_t k = 0; k < count; k++) problem_json(&json, list, &problems[k]);
  return prl_json_end(out, &json, err);
}

static void whole_csv(prl_csv *csv, int32_t x) {
  char figure[PRL_FIGURE] = "";
  if (x > 0) snprintf(figure, sizeof figure, "%d", x);
  prl_csv_text(csv, figure);
}

static prl_status check_csv(prl_text *out, const prl_error *problems, int32_t count, prl_error *err) {
  static const char *const names[] = {"file", "line", "column", "kind", "message", "item", "hint"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < count; k++) {
    const prl_error *p = &problems[k];
    prl_csv_text(&csv, p->file);
    whole_csv(&csv, p->line);
    whole_csv(&csv, p->column);
    prl_csv_text(&csv, prl_status_text(p->status));
    prl_csv_text(&csv, p->message[0] ? p->message : prl_status_text(p->status));
    prl_csv_text(&csv, p->item);
    prl_csv_text(&csv, p->hint[0] ? p->hint : prl_status_advice(p->status));
  }
  return prl_csv_end(out, &csv, err);
}

static prl_status check_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_error *problems, int32_t count,
                             prl_error *err) {
  char line[2048];
  const char *what = trace->dossier && trace->dossier[0] ? trace->dossier : "the record";
  for (int32_t k = 0; k < count; k++) {
    prl_error_print(line, sizeof line, &problems[k]);
    prl_painted(out, style, PRL_PLAIN, line);
    prl_text_puts(out, "\n");
  }
  if (count == 0) snprintf(line, sizeof line, "%s: sound.", what);
  else snprintf(line, sizeof line, "%s: %d problem%s.", what, count, count == 1 ? "" : "s");
  prl_painted(out, style, count == 0 ? PRL_GOOD : PRL_BAD, line);
  prl_text_puts(out, "\n");
  return prl_text_end(out, err);
}

prl_status prl_report_check(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_error *problems, int32_t count,
                            prl_error *err) {
  if (style->format == PRL_AS_JSON) return check_json(out, trace, problems, count, err);
  if (style->format == PRL_AS_CSV) return check_csv(out, problems, count, err);
  return check_text(out, style, trace, problems, count, err);
}
