/* reading.c -- an article, read against a dossier: the passes in their order, and the findings in the order of the text.
 *
 * Invariant: findings are sorted by their first byte, then by kind, then in the order they were made; the same bytes and dossier give the
 * same findings. */
#include "inside.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

enum { WORDS_MOST = 2000 }; /* bytes of a passage that are repeated in a finding */

const char *prl_finding_word(prl_finding_kind kind) {
  static const char *const words[] = {
#define PRL_X(name, word) word,
      PRL_FINDING_LIST(PRL_X)
#undef PRL_X
  };
  return words[kind];
}

void *prl_reading_grow(prl_reading *r, void *old, int32_t count, int32_t *room, size_t size) {
  if (count < *room || r->failed) return old;
  int32_t more = *room ? 2 * *room : 64;
  void *grown = realloc(old, (size_t)more * size);
  if (!grown) {
    r->failed = true;
    return old;
  }
  *room = more;
  return grown;
}

const char *prl_reading_print(prl_reading *r, const char *format, ...) {
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  int length = vsnprintf(NULL, 0, format, list);
  va_end(list);
  char *copy = length < 0 ? NULL : prl_arena_alloc(r->arena, (size_t)length + 1, 1);
  if (copy) vsnprintf(copy, (size_t)length + 1, format, again);
  va_end(again);
  r->failed |= !copy;
  return copy ? copy : "";
}

const char *prl_reading_words(prl_reading *r, int32_t first, int32_t end) {
  if (first >= end) return "";
  uint32_t from = r->tokens[first].from, until = r->tokens[end - 1].until;
  bool cut = until - from > WORDS_MOST;
  if (cut) until = from + WORDS_MOST;
  while (cut && (r->bytes[until] & 0xc0) == 0x80) until--;
  char *out = prl_arena_alloc(r->arena, (size_t)(until - from) + sizeof "...", 1);
  size_t n = 0;
  for (uint32_t k = from; out && k < until; k++) {
    unsigned char c = (unsigned char)r->bytes[k];
    bool hard = c == 0xc2 && k + 1 < until && (unsigned char)r->bytes[k + 1] <= 0xa0; /* no-break space, C1 controls */
    bool blank = hard || c <= ' ' || c == 0x7f;
    if (!blank)
      out[n++] = (char)c;
    else if (n > 0 && out[n - 1] != ' ')
      out[n++] = ' ';
    k += hard;
  }
  if (out && cut) memcpy(out + n, "...", sizeof "...");
  r->failed |= !out;
  return out ? out : "";
}

const char *prl_reading_when(prl_reading *r, const prl_when *when) {
  char text[64];
  prl_when_print(text, sizeof text, when);
  return prl_reading_print(r, "%s", text);
}

static int32_t column_of(const prl_reading *r, uint32_t at) {
  int32_t column = 1;
  for (uint32_t k = at; k > 0 && r->bytes[k - 1] != '\n' && r->bytes[k - 1] != '\r'; k--) column += (r->bytes[k - 1] & 0xc0) != 0x80;
  return column;
}

prl_finding *prl_reading_add(prl_reading *r, prl_finding_kind kind, const char *type, int32_t first, int32_t end) {
  const char *words = prl_reading_words(r, first, end);
  r->findings = prl_reading_grow(r, r->findings, r->finding_count, &r->finding_room, sizeof *r->findings);
  if (r->failed) return NULL;
  prl_finding *f = &r->findings[r->finding_count++];
  const prl_token *t = &r->tokens[first];
  *f = (prl_finding){.kind = kind,
                     .type = type,
                     .from = t->from,
                     .until = r->tokens[end - 1].until,
                     .line = t->line,
                     .words = words,
                     .basis = "",
                     .name = "",
                     .office = "",
                     .of = "",
                     .where = "",
                     .action = "",
                     .number = NAN,
                     .unit = "",
                     .entry_kind = "",
                     .entry = "",
                     .article = "",
                     .record = "",
                     .kept = "",
                     .note = ""};
  return f;
}

prl_finding *prl_reading_disagree(prl_reading *r, const char *type, int32_t first, int32_t end, const char *article, const char *record,
                                  const char *kept) {
  prl_finding *f = prl_reading_add(r, PRL_FOUND_DISAGREEMENT, type, first, end);
  if (!f) return NULL;
  f->article = article;
  f->record = record;
  f->kept = kept;
  return f;
}

/* ---- order and columns ---- */

static int by_place(const void *a, const void *b) {
  const prl_finding *x = a, *y = b;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  return x->column - y->column;
}

/* Until here `column` is the order of making, which breaks ties; then columns are counted along each line, from finding to finding. */
static void order(prl_reading *r) {
  for (int32_t k = 0; k < r->finding_count; k++) r->findings[k].column = k;
  if (r->finding_count) qsort(r->findings, (size_t)r->finding_count, sizeof *r->findings, by_place);
  for (int32_t k = 0; k < r->finding_count; k++) {
    prl_finding *f = &r->findings[k];
    const prl_finding *before = k > 0 ? f - 1 : NULL;
    if (!before || before->line != f->line) {
      f->column = column_of(r, (uint32_t)f->from);
      continue;
    }
    f->column = before->column;
    for (size_t at = before->from; at < f->from; at++) f->column += (r->bytes[at] & 0xc0) != 0x80;
  }
}

/* ---- the whole ---- */

static prl_status start(prl_reading *r, const char *bytes, size_t length, const prl_reading_options *options, prl_error *err) {
  int32_t count;
  r->name = options->name ? options->name : "-";
  r->name = prl_reading_print(r, "%s", r->name);
  r->bytes = bytes;
  r->length = (uint32_t)length;
  r->dossier = options->dossier;
  r->record = prl_dossier_look(options->dossier);
  r->lexicon = prl_lexicon(&count);
  r->lexemes = prl_lexicon_map();
  r->words = prl_map_new(1024);
  r->surnames_at = prl_map_new(256);
  r->figures_at = prl_map_new(256);
  r->unplaced_at = prl_map_new(256);
  r->date_basis = r->not_before_entry = "";
  for (int k = 0; k < 3; k++) r->status_seen[k] = -1;
  bool whole = !r->failed && r->lexemes && r->words && r->surnames_at && r->figures_at && r->unplaced_at;
  return whole ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left to read %s", r->name);
}

static void passes(prl_reading *r, const prl_when *given) {
  prl_pass_glued(r);
  prl_pass_sentences(r);
  prl_pass_hits(r);
  prl_scan_dates(r);
  prl_pass_article_date(r, given);
  prl_resolve_dates(r);
  prl_pass_people(r);
  prl_pass_events(r);
  prl_check_offices(r);
  prl_pass_measures(r);
  prl_pass_quantities(r);
  prl_pass_claims(r);
  prl_pass_unplaced(r);
  order(r);
}

prl_status prl_reading_new(prl_reading **out, const char *bytes, size_t length, const prl_reading_options *options, prl_error *err) {
  *out = NULL;
  if (length > PRL_READING_MOST) {
    prl_fail(err, PRL_E_FORMAT, "an article of %zu bytes, expected at most %d", length, PRL_READING_MOST);
    prl_error_at(err, options->name ? options->name : "-", 0, 0);
    prl_error_hint(err, "give one article a file, as plain text");
    return PRL_E_FORMAT;
  }
  prl_arena *arena = prl_arena_new();
  prl_reading *r = arena ? prl_arena_alloc(arena, 1, sizeof *r) : NULL;
  if (!r) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "no memory left to read an article");
  }
  r->arena = arena;
  prl_status status = start(r, bytes, length, options, err);
  if (status == PRL_OK) {
    prl_pass_gazetteer(r);
    status = prl_pass_tokens(r, err);
  }
  if (status == PRL_OK) passes(r, &options->date);
  if (status == PRL_OK && r->failed) status = prl_fail(err, PRL_E_MEMORY, "no memory left to read %s", r->name);
  r->bytes = NULL;
  if (status == PRL_OK)
    *out = r;
  else
    prl_reading_free(r);
  return status;
}

prl_reading_view prl_reading_look(const prl_reading *r) {
  return (prl_reading_view){r->name, r->date, r->date_basis, r->not_before, r->not_before_entry, r->findings, r->finding_count};
}

void prl_reading_free(prl_reading *r) {
  if (!r) return;
  prl_map *const maps[] = {r->lexemes, r->words, r->surnames_at, r->figures_at, r->unplaced_at};
  void *const arrays[] = {r->phrases, r->phrase_of_word, r->surnames, r->tokens,   r->sentences,
                          r->hits,    r->dates,          r->figures,  r->mentions, r->findings};
  for (int32_t k = 0; k < PRL_COUNT(maps); k++) prl_map_free(maps[k]);
  for (int32_t k = 0; k < PRL_COUNT(arrays); k++) free(arrays[k]);
  prl_arena_free(r->arena);
}
