/* added.c -- which entry was added to a record, and where it stands (add/1). */
#include "inside.h"

prl_status prl_report_added(prl_text *out, const prl_style *style, const prl_trace *trace, const char *kind, const char *id,
                            prl_place place, prl_error *err) {
  static const char *const names[] = {"kind", "id", "file", "line"};
  if (style->format == PRL_AS_JSON) {
    prl_json json;
    prl_json_begin(&json, "add/1", trace);
    prl_json_text(&json, json.root, "kind", kind);
    prl_json_text(&json, json.root, "id", id);
    prl_json_text(&json, json.root, "file", place.file);
    prl_json_whole(&json, json.root, "line", place.line);
    return prl_json_end(out, &json, err);
  }
  if (style->format == PRL_AS_CSV) {
    prl_csv csv;
    prl_status status = prl_csv_begin(&csv, names, 4, err);
    if (status < 0) return status;
    prl_csv_text(&csv, kind);
    prl_csv_text(&csv, id);
    prl_csv_text(&csv, place.file);
    prl_csv_number(&csv, place.line);
    return prl_csv_end(out, &csv, err);
  }
  prl_text_printf(out, "added %s %s: %s:%d\n", kind, id, place.file, (int)place.line);
  return prl_text_end(out, err);
}
