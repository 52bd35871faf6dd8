/* replicate.c -- a published article's tables, cell by cell, as data (JSON replicate/1, CSV). replicate_text.c: the same for people.
 *
 * ours is the number as the article makes it, equilibrium the same at the equilibrium of its model, both with 17 digits; published is what
 * is printed, null where nothing is; match tells whether every printed digit is ours, and is true where none is printed; why says in words
 * what is not plain agreement. */
#include "replicate.h"

static void cell_json(prl_json *json, json_t *cells, const prl_cell *c) {
  json_t *o = prl_json_object(json, cells, NULL);
  prl_json_text(json, o, "case", c->experiment);
  prl_json_text(json, o, "quantity", c->quantity);
  prl_json_text(json, o, "country", c->country);
  prl_json_some(json, o, "sector", c->sector);
  prl_json_number(json, o, "published", c->published);
  prl_json_number(json, o, "ours", c->ours);
  prl_json_bool(json, o, "match", prl_agreement_matches(c->agreement));
  prl_json_some(json, o, "why", c->why);
  prl_json_some(json, o, "printed", c->printed);
  prl_json_some(json, o, "table", c->table);
  prl_json_number(json, o, "equilibrium", c->equilibrium);
  prl_json_text(json, o, "unit", c->unit);
  prl_json_text(json, o, "what", c->what);
}

static prl_status replicate_json(prl_text *out, const prl_trace *trace, const prl_replication_view *r, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "replicate/1", trace);
  prl_json_text(&json, json.root, "paper", r->paper->id);
  prl_json_text(&json, json.root, "citation", r->paper->citation);
  json_t *summary = prl_json_object(&json, json.root, "summary");
  prl_json_whole(&json, summary, "printed", r->printed);
  prl_json_whole(&json, summary, "match", r->matched);
  prl_json_whole(&json, summary, "stopped_early", r->stopped);
  prl_json_whole(&json, summary, "listed", r->listed);
  prl_json_whole(&json, summary, "unexplained", r->unexplained);
  prl_json_whole(&json, summary, "solves", r->solves);
  json_t *cells = prl_json_array(&json, json.root, "cells");
  for (int32_t k = 0; k < r->count; k++) cell_json(&json, cells, &r->cells[k]);
  return prl_json_end(out, &json, err);
}

static prl_status replicate_csv(prl_text *out, const prl_replication_view *r, prl_error *err) {
  static const char *const names[] = {"case", "quantity", "country", "sector", "published", "ours",       "match",
                                      "why",  "printed",  "table",   "unit",   "what",      "equilibrium"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < r->count; k++) {
    const prl_cell *c = &r->cells[k];
    const char *const before[] = {c->experiment, c->quantity, c->country, c->sector}, *const after[] = {c->why, c->printed, c->table,
                                                                                                        c->unit, c->what};
    for (int32_t column = 0; column < 4; column++) prl_csv_text(&csv, before[column]);
    prl_csv_number(&csv, c->published);
    prl_csv_number(&csv, c->ours);
    prl_csv_bool(&csv, prl_agreement_matches(c->agreement));
    for (int32_t column = 0; column < 5; column++) prl_csv_text(&csv, after[column]);
    prl_csv_number(&csv, c->equilibrium);
  }
  return prl_csv_end(out, &csv, err);
}

prl_status prl_report_replicate(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_replication_view *replication,
                                bool cells, prl_error *err) {
  if (style->format == PRL_AS_JSON) return replicate_json(out, trace, replication, err);
  if (style->format == PRL_AS_CSV) return replicate_csv(out, replication, err);
  return prl_replicate_text(out, style, trace, replication, cells, err);
}
