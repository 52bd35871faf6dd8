/* unplaced.c -- which dates, numbers and names led to nothing?
 *
 * A date that no event, measure, amount or claim took, or that has no day; a number in none of them; two or more capitalised words that
 * are nobody and nothing of the dossier, once each, outside headlines. They are listed so that a reader of the draft sees what was
 * passed over. */
#include "inside.h"

static void add(prl_reading *r, const char *type, int32_t first, int32_t end, const char *why) {
  prl_finding *f = prl_reading_add(r, PRL_FOUND_UNPLACED, type, first, end);
  if (f) f->note = why;
}

static void read_dates(prl_reading *r) {
  for (int32_t k = 0; k < r->date_count && !r->failed; k++) {
    const prl_dated *d = &r->dates[k];
    bool own = r->date.kind != PRL_WHEN_NONE && d->when.kind == r->date.kind && d->when.first == r->date.first && d->year_written;
    if (d->when.kind == PRL_WHEN_NONE)
      add(r, "date", d->first, d->end, d->basis);
    else if (!d->placed && !own)
      add(r, "date", d->first, d->end, "nothing found that it dates");
  }
}

static bool is_numbering(const prl_reading *r, int32_t at) {
  bool starts = at == 0 || r->tokens[at].breaks > 0;
  return starts && prl_kind(r, at + 1) == '.';
}

static bool is_open_name(const prl_reading *r, int32_t at) {
  const prl_token *t = &r->tokens[at];
  if (prl_kind(r, at) != 'w' || !t->capital || t->used || t->mention >= 0 || t->hit >= 0 || t->date >= 0) return false;
  return !(prl_class(r, at) & (PRL_LEX_FUNCTION | PRL_LEX_MONTH | PRL_LEX_WEEKDAY));
}

static int32_t read_name(prl_reading *r, int32_t at) {
  int32_t end = at;
  char key[PRL_FOLDED * 2];
  while (end < r->count && end - at < 6 && is_open_name(r, end) && (end == at || r->tokens[end].breaks == 0)) end++;
  bool titles = true;
  for (int32_t k = at; k < end; k++) titles &= (prl_class(r, k) & (PRL_LEX_TITLE | PRL_LEX_MODIFIER)) != 0;
  bool label = r->sentences[r->tokens[at].sentence].first + 1 >= at && prl_kind(r, end) == ':';
  if (end - at < 2 || titles || label) return end > at ? end : at + 1;
  snprintf(key, sizeof key, "%s", prl_reading_words(r, at, end));
  int32_t held = prl_map_find(r->unplaced_at, key);
  if (held < 0) {
    r->failed |= prl_map_add(r->unplaced_at, key, 1) < 0;
    add(r, "name", at, end, "not in the dossier");
  }
  return end;
}

void prl_pass_unplaced(prl_reading *r) {
  read_dates(r);
  for (int32_t at = 0; at < r->count && !r->failed;) {
    bool heading = r->sentences[r->tokens[at].sentence].heading;
    int32_t next = at + 1;
    if (prl_kind(r, at) == 'n' && !r->tokens[at].used && !is_numbering(r, at))
      add(r, "number", at, at + 1, "nothing found that it counts");
    else if (!heading && is_open_name(r, at))
      next = read_name(r, at);
    at = next;
  }
}
