/* gazetteer.c -- which names of the dossier stand where in the article?
 *
 * A phrase is a name, alias, title, place or capital of the dossier as folded words. At a token that begins phrases the longest one
 * wins, and hits do not overlap. The name of a party of several words also stands by its initials ("United States": US), capitals only.
 * Words that blanks were lost from ("Greersaid", "GreersaidDec") are taken apart only when the front is a name of a person of the
 * dossier and all of the rest are known verbs, prepositions or months. */
#include "inside.h"

#include <stdlib.h>

enum { PHRASE_MOST = 24 };

/* A plural finds its singular. */
int32_t prl_gazetteer_word(const prl_reading *r, const char *folded) {
  int32_t held = prl_map_find(r->words, folded);
  size_t length = strlen(folded);
  if (held >= 0 || length < 5 || length >= PRL_FOLDED || folded[length - 1] != 's') return held;
  char singular[PRL_FOLDED];
  memcpy(singular, folded, length - 1);
  singular[length - 1] = '\0';
  return prl_map_find(r->words, singular);
}

static int32_t add_word(prl_reading *r, const char *folded) {
  int32_t held = prl_gazetteer_word(r, folded);
  if (held >= 0) return held;
  r->phrase_of_word = prl_reading_grow(r, r->phrase_of_word, r->word_count, &r->word_room, sizeof *r->phrase_of_word);
  if (r->failed || prl_map_add(r->words, folded, r->word_count) < 0) {
    r->failed = true;
    return -1;
  }
  size_t length = strlen(folded);
  if (length >= 6 && folded[length - 1] == 's') {
    char singular[PRL_FOLDED];
    snprintf(singular, sizeof singular, "%.*s", (int)length - 1, folded);
    r->failed |= prl_map_add(r->words, singular, r->word_count) < 0;
  }
  r->phrase_of_word[r->word_count] = -1;
  return r->word_count++;
}

/* ---- phrases ---- */

static bool part_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '\'' || (unsigned char)c >= 0x80;
}

/* The words of a text of the dossier; false when there are none, or too many. */
bool prl_pass_phrase(prl_reading *r, const char *text, int32_t *words, int32_t *count, int32_t most, bool add, bool *upper) {
  char folded[PRL_FOLDED];
  *count = 0;
  *upper = true;
  while (*text) {
    size_t length = 0;
    while (text[length] && part_of_word(text[length])) length++;
    if (length) {
      if (*count == most) return false;
      for (size_t k = 0; k < length; k++) *upper &= !(text[k] >= 'a' && text[k] <= 'z');
      size_t possessive = length > 2 && text[length - 2] == '\'' && text[length - 1] == 's' ? 2 : 0;
      if (prl_fold(folded, text, length - possessive) > 0) {
        int32_t word = add ? add_word(r, folded) : prl_gazetteer_word(r, folded);
        if (word < 0) return false;
        words[(*count)++] = word;
      }
      text += length;
    } else {
      text++;
    }
  }
  return *count > 0;
}

/* Longest first among those that begin alike; of one length in the order they were added. */
static void link_phrase(prl_reading *r, int32_t at) {
  int32_t *link = &r->phrase_of_word[r->phrases[at].words[0]];
  while (*link >= 0 && r->phrases[*link].count >= r->phrases[at].count) link = &r->phrases[*link].next;
  r->phrases[at].next = *link;
  *link = at;
}

static void add_phrase(prl_reading *r, prl_phrase_kind kind, int32_t entry, const char *text) {
  int32_t words[PHRASE_MOST], count;
  bool upper;
  if (!*text || !prl_pass_phrase(r, text, words, &count, PHRASE_MOST, true, &upper)) return;
  int32_t *own = prl_arena_alloc(r->arena, (size_t)count, sizeof *own);
  r->phrases = prl_reading_grow(r, r->phrases, r->phrase_count, &r->phrase_room, sizeof *r->phrases);
  if (!own || r->failed) {
    r->failed = true;
    return;
  }
  memcpy(own, words, (size_t)count * sizeof *own);
  r->phrases[r->phrase_count] = (prl_phrase){own, count, kind, entry, upper && strlen(text) <= 5, count == 1, -1};
  link_phrase(r, r->phrase_count++);
}

static void add_aliases(prl_reading *r, prl_phrase_kind kind, int32_t entry, const prl_names *aliases) {
  for (int32_t k = 0; k < aliases->count; k++) add_phrase(r, kind, entry, aliases->at[k]);
}

/* "United States" -> "US" */
static void add_initials(prl_reading *r, int32_t entry, const char *name) {
  char initials[8] = "";
  size_t n = 0;
  for (const char *c = name; *c && n < 6; c++)
    if (*c >= 'A' && *c <= 'Z' && (c == name || c[-1] == ' ')) initials[n++] = *c;
  initials[n] = '\0';
  if (n >= 2) add_phrase(r, PRL_NAMES_PARTY, entry, initials);
}

/* ---- surnames ---- */

int32_t prl_surname_at(const prl_reading *r, const char *folded) { return prl_map_find(r->surnames_at, folded); }

static void add_surname(prl_reading *r, int32_t person, const char *word, size_t length, bool leading) {
  char folded[PRL_FOLDED];
  if (prl_fold(folded, word, length) < 2) return;
  int32_t held = prl_map_find(r->surnames_at, folded);
  if (held >= 0) {
    if (r->surnames[held].person != person)
      r->surnames[held].person = -1;
    else
      r->surnames[held].leading &= leading;
    return;
  }
  r->surnames = prl_reading_grow(r, r->surnames, r->surname_count, &r->surname_room, sizeof *r->surnames);
  if (r->failed || prl_map_add(r->surnames_at, folded, r->surname_count) < 0) {
    r->failed = true;
    return;
  }
  r->surnames[r->surname_count++] = (prl_surname){person, -1, leading};
}

/* Classes of the first word of a text. */
static uint32_t first_class(const prl_reading *r, const char *text) {
  char folded[PRL_FOLDED];
  prl_fold(folded, text, strcspn(text, " "));
  int32_t lex = prl_map_find(r->lexemes, folded);
  return lex > 0 ? r->lexicon[lex].classes : 0;
}

/* "Vice Premier He" -> He, behind a title; "Trump" -> Trump; "Donald J. Trump" stands as it is. */
static void add_person_alias(prl_reading *r, int32_t k, const char *alias) {
  const char *name = alias, *blank;
  while ((blank = strchr(name, ' ')) && (first_class(r, name) & (PRL_LEX_TITLE | PRL_LEX_MODIFIER))) name = blank + 1;
  if (strchr(name, ' '))
    add_phrase(r, PRL_NAMES_PERSON, k, name);
  else
    add_surname(r, k, name, strlen(name), (first_class(r, name) & (PRL_LEX_FUNCTION | PRL_LEX_MONTH)) != 0);
}

static void add_person(prl_reading *r, int32_t k) {
  const char *name = r->record.people[k].name, *last = strrchr(name, ' ');
  const prl_names *aliases = &r->record.people[k].aliases;
  add_phrase(r, PRL_NAMES_PERSON, k, name);
  for (int32_t a = 0; a < aliases->count; a++) add_person_alias(r, k, aliases->at[a]);
  if (last) {
    add_surname(r, k, last + 1, strlen(last + 1), false);
    add_surname(r, k, name, strcspn(name, " "), true);
  }
}

static bool is_place(const char *where) { return *where >= 'A' && *where <= 'Z'; }

/* Titles are words to weigh even where they are too long to be a phrase. */
static void add_titles(prl_reading *r) {
  int32_t words[64], count;
  bool upper;
  for (int32_t k = 0; k < r->record.measure_count; k++) {
    add_aliases(r, PRL_NAMES_MEASURE, k, &r->record.measures[k].aliases);
    prl_pass_phrase(r, r->record.measures[k].title, words, &count, PRL_COUNT(words), true, &upper);
  }
  for (int32_t k = 0; k < r->record.commitment_count; k++) {
    add_aliases(r, PRL_NAMES_COMMITMENT, k, &r->record.commitments[k].aliases);
    prl_pass_phrase(r, r->record.commitments[k].title, words, &count, PRL_COUNT(words), true, &upper);
  }
}

void prl_pass_gazetteer(prl_reading *r) {
  const prl_dossier_view *d = &r->record;
  for (int32_t k = 0; k < d->person_count; k++) add_person(r, k);
  for (int32_t k = 0; k < d->party_count; k++) {
    add_phrase(r, PRL_NAMES_PARTY, k, d->parties[k].name);
    add_initials(r, k, d->parties[k].name);
    add_aliases(r, PRL_NAMES_PARTY, k, &d->parties[k].aliases);
    add_phrase(r, PRL_NAMES_CAPITAL, k, d->parties[k].capital);
  }
  for (int32_t k = 0; k < d->event_count; k++) {
    add_phrase(r, PRL_NAMES_EVENT, k, d->events[k].title);
    add_aliases(r, PRL_NAMES_EVENT, k, &d->events[k].aliases);
    if (is_place(d->events[k].where)) add_phrase(r, PRL_NAMES_PLACE, k, d->events[k].where);
  }
  add_titles(r);
  prl_tell_titles(r);
}

/* ---- hits ---- */

/* The token after the phrase at `at`, or -1. Hyphens within are passed over. */
static int32_t match_phrase(const prl_reading *r, const prl_phrase *p, int32_t at) {
  bool proper = p->kind != PRL_NAMES_MEASURE && p->kind != PRL_NAMES_COMMITMENT && p->kind != PRL_NAMES_EVENT;
  if (proper && !r->tokens[at].capital) return -1;
  for (int32_t k = 0; k < p->count; k++, at++) {
    if (k > 0 && prl_kind(r, at) == '-' && !r->tokens[at].space) at++;
    bool initial = k > 0 && p->kind == PRL_NAMES_PERSON && prl_kind(r, at + 1) == '.' && r->tokens[at].until - r->tokens[at].from == 1;
    if (initial && r->tokens[at].name != p->words[k]) at += 2;
    if (prl_kind(r, at) != 'w' && prl_kind(r, at) != 'n' && prl_kind(r, at) != '%') return -1;
    if (r->tokens[at].name != p->words[k] || (k > 0 && r->tokens[at].breaks == 2)) return -1;
    if (p->upper && !r->tokens[at].upper) return -1;
  }
  return at;
}

static void add_hit(prl_reading *r, int32_t first, int32_t end, int32_t phrase) {
  r->hits = prl_reading_grow(r, r->hits, r->hit_count, &r->hit_room, sizeof *r->hits);
  if (r->failed) return;
  r->hits[r->hit_count] = (prl_hit){first, end, phrase};
  for (int32_t k = first; k < end; k++) r->tokens[k].hit = r->hit_count;
  r->hit_count++;
}

void prl_pass_hits(prl_reading *r) {
  for (int32_t at = 0; at < r->count && !r->failed; at++) {
    if (r->tokens[at].name < 0) continue;
    for (int32_t p = r->phrase_of_word[r->tokens[at].name]; p >= 0; p = r->phrases[p].next) {
      int32_t end = match_phrase(r, &r->phrases[p], at);
      if (end < 0) continue;
      add_hit(r, at, end, p);
      at = end - 1;
      break;
    }
  }
}

/* ---- lost blanks ---- */

/* Lengths of known words that make up all of folded[0..length); false when they do not. */
static bool segment(const prl_reading *r, const char *folded, int32_t length, int32_t depth, int32_t *parts, int32_t *count, bool *verb) {
  if (length == 0) return true;
  if (depth == 4) return false;
  for (int32_t k = length; k >= 2; k--) {
    char word[PRL_FOLDED];
    memcpy(word, folded, (size_t)k);
    word[k] = '\0';
    int32_t lex = prl_map_find(r->lexemes, word);
    if (lex <= 0 || !(r->lexicon[lex].classes & PRL_LEX_GLUE)) continue;
    bool here = (r->lexicon[lex].classes & (PRL_LEX_SAY | PRL_LEX_CALL | PRL_LEX_MEET)) != 0, later = false;
    parts[depth] = k;
    if (segment(r, folded + k, length - k, depth + 1, parts, count, &later)) {
      if (length == k) *count = depth + 1;
      *verb = here || later;
      return true;
    }
  }
  return false;
}

/* The front that names a person of the dossier, with a rest that is known words; 0 = the word stands as it is. */
static int32_t front_of(const prl_reading *r, const char *folded, int32_t length, int32_t *parts, int32_t *count) {
  for (int32_t k = length - 3; k >= 2; k--) {
    char front[PRL_FOLDED];
    bool verb = false;
    memcpy(front, folded, (size_t)k);
    front[k] = '\0';
    if (prl_surname_at(r, front) < 0) continue;
    if (segment(r, folded + k, length - k, 0, parts, count, &verb) && verb) return k;
  }
  return 0;
}

static void split(prl_token *out, const prl_reading *r, const prl_token *whole, int32_t front, const int32_t *parts, int32_t count) {
  uint32_t at = whole->from;
  for (int32_t k = 0; k <= count; k++) {
    char folded[PRL_FOLDED];
    uint32_t length = (uint32_t)(k == 0 ? front : parts[k - 1]);
    out[k] = *whole;
    out[k].from = at;
    out[k].until = at += length;
    prl_fold(folded, r->bytes + out[k].from, length);
    int32_t lex = prl_map_find(r->lexemes, folded);
    out[k].lex = lex > 0 ? lex : 0;
    out[k].name = prl_gazetteer_word(r, folded);
    out[k].capital = r->bytes[out[k].from] >= 'A' && r->bytes[out[k].from] <= 'Z';
    out[k].space = k == 0 ? whole->space : true;
    out[k].breaks = k == 0 ? whole->breaks : 0;
    out[k].upper = false;
  }
}

static int32_t glued(const prl_reading *r, int32_t at, int32_t *parts, int32_t *count) {
  const prl_token *t = &r->tokens[at];
  char folded[PRL_FOLDED];
  uint32_t length = t->until - t->from;
  if (t->kind != 'w' || !t->capital || t->lex || t->name >= 0 || length < 5 || length >= PRL_FOLDED) return 0;
  return (uint32_t)prl_fold(folded, r->bytes + t->from, length) == length ? front_of(r, folded, (int32_t)length, parts, count) : 0;
}

/* How many tokens come of token k: `pieces`, one when it stands as it is. */
static int32_t pieces_of(prl_token *pieces, const prl_reading *r, int32_t k) {
  int32_t parts[4], count = 0, front = glued(r, k, parts, &count);
  pieces[0] = r->tokens[k];
  if (!front) return 1;
  split(pieces, r, &r->tokens[k], front, parts, count);
  return count + 1;
}

void prl_pass_glued(prl_reading *r) {
  int32_t made = 0, room = 0;
  prl_token *out = NULL, pieces[5];
  for (int32_t k = 0; k < r->count && !r->failed; k++) {
    int32_t count = pieces_of(pieces, r, k);
    for (int32_t p = 0; p < count && !r->failed; p++) {
      out = prl_reading_grow(r, out, made, &room, sizeof *out);
      if (!r->failed) out[made++] = pieces[p];
    }
  }
  free(r->tokens);
  r->tokens = out;
  r->count = made;
  r->room = room;
}
