/* search.c -- what a search found, nearest first, with the place of every entry (search/1). The words found stand in [brackets]. */
#include "inside.h"

#include <string.h>

static void marked(prl_text *out, const char *snippet) {
  for (const char *at = snippet; *at; at++) {
    char c = *at == PRL_HIT_OPEN ? '[' : *at == PRL_HIT_CLOSE ? ']' : *at;
    prl_text_add(out, &c, 1);
  }
}

static void place_words(prl_text *out, const prl_hit *hit) {
  prl_text_puts(out, hit->file);
  if (hit->line > 0) prl_text_printf(out, ":%d", hit->line);
  if (hit->line > 0 && hit->column > 0) prl_text_printf(out, ":%d", hit->column);
}

static prl_status as_json(prl_text *out, const prl_trace *trace, const char *words, const prl_index_view *index, const prl_hits_view *hits,
                          prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "search/1", trace);
  prl_json_text(&json, json.root, "words", words);
  prl_json_whole(&json, json.root, "entries", index->entries);
  prl_json_some(&json, json.root, "index", index->path);
  prl_json_whole(&json, json.root, "found", hits->found);
  prl_json_bool(&json, json.root, "any_word", hits->any_word);
  json_t *list = prl_json_array(&json, json.root, "hits");
  for (int32_t k = 0; k < hits->count; k++) {
    const prl_hit *hit = &hits->at[k];
    prl_text snippet = {0};
    marked(&snippet, hit->snippet);
    json.failed |= snippet.failed;
    json_t *o = prl_json_object(&json, list, NULL);
    prl_json_text(&json, o, "kind", hit->kind);
    prl_json_text(&json, o, "id", hit->id);
    prl_json_some(&json, o, "title", hit->title);
    prl_json_some(&json, o, "snippet", snippet.bytes);
    prl_json_text(&json, o, "file", hit->file);
    prl_json_whole(&json, o, "line", hit->line);
    prl_json_whole(&json, o, "column", hit->column);
    prl_json_text(&json, o, "known", prl_truth_word(hit->known));
    prl_json_number(&json, o, "rank", hit->rank);
    prl_text_free(&snippet);
  }
  return prl_json_end(out, &json, err);
}

static prl_status as_csv(prl_text *out, const prl_hits_view *hits, prl_error *err) {
  static const char *const names[] = {"kind", "id", "title", "snippet", "file", "line", "known", "rank"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < hits->count; k++) {
    prl_text snippet = {0};
    marked(&snippet, hits->at[k].snippet);
    csv.failed |= snippet.failed;
    prl_csv_text(&csv, hits->at[k].kind);
    prl_csv_text(&csv, hits->at[k].id);
    prl_csv_text(&csv, hits->at[k].title);
    prl_csv_text(&csv, snippet.bytes);
    prl_csv_text(&csv, hits->at[k].file);
    prl_csv_number(&csv, hits->at[k].line);
    prl_csv_text(&csv, prl_truth_word(hits->at[k].known));
    prl_csv_number(&csv, hits->at[k].rank);
    prl_text_free(&snippet);
  }
  return prl_csv_end(out, &csv, err);
}

static void headline(prl_text *out, const prl_style *style, const char *words, const prl_hits_view *hits) {
  prl_text text = {0};
  prl_text_printf(&text, "\"%s\": %lld entr%s", words, (long long)hits->found, hits->found == 1 ? "y" : "ies");
  if (hits->any_word) prl_text_puts(&text, ", none with all the words");
  if (hits->count < hits->found) prl_text_printf(&text, "; the nearest %d", hits->count);
  prl_text_puts(&text, hits->found ? ":" : ".");
  out->failed |= text.failed;
  prl_paragraph(out, style, "", text.bytes ? text.bytes : "");
  prl_text_free(&text);
}

static void hit_text(prl_text *out, const prl_style *style, const prl_hit *hit) {
  prl_text head = {0}, snippet = {0}, place = {0};
  place_words(&place, hit);
  prl_text_printf(&head, "%s %s", hit->kind, hit->id);
  if (hit->title[0]) prl_text_printf(&head, ": %s", hit->title);
  if (hit->known == PRL_UNKNOWN) prl_text_puts(&head, " (perhaps not known by then)");
  marked(&snippet, hit->snippet);
  out->failed |= head.failed || snippet.failed || place.failed;
  prl_text_puts(out, "\n");
  prl_painted(out, style, PRL_BOLD, head.bytes ? head.bytes : "");
  prl_text_puts(out, "\n");
  prl_paragraph(out, style, "  ", snippet.bytes ? snippet.bytes : "");
  prl_text_puts(out, "  ");
  prl_painted(out, style, PRL_DIM, place.bytes ? place.bytes : "");
  prl_text_puts(out, "\n");
  prl_text_free(&head);
  prl_text_free(&snippet);
  prl_text_free(&place);
}

prl_status prl_report_search(prl_text *out, const prl_style *style, const prl_trace *trace, const char *words, const prl_index_view *index,
                             const prl_hits_view *hits, prl_error *err) {
  if (style->format == PRL_AS_JSON) return as_json(out, trace, words, index, hits, err);
  if (style->format == PRL_AS_CSV) return as_csv(out, hits, err);
  prl_trace_head(out, style, trace);
  headline(out, style, words, hits);
  for (int32_t k = 0; k < hits->count; k++) hit_text(out, style, &hits->at[k]);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}
