/* titles.c -- how much of an entry's title does a sentence say?
 *
 *   share = sum of 1/n over the title's telling words in the sentence / the same over all its telling words
 *
 * n: measures of the dossier whose title has the word, so that a rare word tells more. Words of grammar, of levies ("duty"), numbers and
 * the parties' names tell nothing. */
#include "inside.h"

enum { TITLE_WORDS = 64 };

void prl_mark_words(prl_reading *r, int32_t sentence) {
  if (!r->seen_in) r->seen_in = prl_arena_alloc(r->arena, (size_t)r->word_count + 1, sizeof *r->seen_in);
  r->failed |= !r->seen_in;
  const prl_sentence *s = &r->sentences[sentence];
  for (int32_t k = s->first; k < s->end && !r->failed; k++)
    if (r->tokens[k].name >= 0) r->seen_in[r->tokens[k].name] = sentence + 1;
}

/* Words that tell entries apart, of one title. */
static int32_t telling(const prl_reading *r, const char *title, int32_t *words) {
  int32_t all[TITLE_WORDS], count = 0, kept = 0;
  char folded[PRL_FOLDED];
  for (const char *at = title; *at && count < TITLE_WORDS;) {
    size_t length = strcspn(at, " ,;:()/\"-");
    bool possessive = length > 2 && at[length - 2] == '\'';
    if (length && prl_fold(folded, at, length - (possessive ? 2 : 0)) > 1) {
      int32_t lex = prl_map_find(r->lexemes, folded), word = prl_gazetteer_word(r, folded);
      uint32_t dull = PRL_LEX_DULL | PRL_LEX_FUNCTION | PRL_LEX_SCALE | PRL_LEX_MONTH | PRL_LEX_SPAN | PRL_LEX_UNIT | PRL_LEX_ACTION;
      bool number = strspn(folded, "0123456789") == strlen(folded);
      bool party = word >= 0 && r->phrase_of_word[word] >= 0 && r->phrases[r->phrase_of_word[word]].kind == PRL_NAMES_PARTY;
      if (word >= 0 && !party && !number && !(lex > 0 && (r->lexicon[lex].classes & dull))) all[count++] = word;
    }
    at += length + (at[length] != '\0');
  }
  for (int32_t k = 0; k < count; k++) {
    bool again = false;
    for (int32_t b = 0; b < kept; b++) again |= words[b] == all[k];
    if (!again) words[kept++] = all[k];
  }
  return kept;
}

static prl_told tell(prl_reading *r, const char *title) {
  int32_t own[TITLE_WORDS], count = telling(r, title, own);
  int32_t *words = prl_arena_alloc(r->arena, (size_t)count + 1, sizeof *words);
  r->failed |= !words;
  if (!words) return (prl_told){0};
  memcpy(words, own, (size_t)count * sizeof *words);
  return (prl_told){words, count};
}

void prl_tell_titles(prl_reading *r) {
  const prl_dossier_view *d = &r->record;
  r->title_words = prl_arena_alloc(r->arena, (size_t)r->word_count + 1, sizeof *r->title_words);
  r->measures_told = prl_arena_alloc(r->arena, (size_t)d->measure_count + 1, sizeof *r->measures_told);
  r->commitments_told = prl_arena_alloc(r->arena, (size_t)d->commitment_count + 1, sizeof *r->commitments_told);
  r->failed |= !r->title_words || !r->measures_told || !r->commitments_told;
  for (int32_t k = 0; k < d->measure_count && !r->failed; k++) {
    r->measures_told[k] = tell(r, d->measures[k].title);
    for (int32_t w = 0; w < r->measures_told[k].count; w++) r->title_words[r->measures_told[k].words[w]]++;
  }
  for (int32_t k = 0; k < d->commitment_count && !r->failed; k++) r->commitments_told[k] = tell(r, d->commitments[k].title);
}

double prl_title_share(const prl_reading *r, const prl_told *title, int32_t sentence, int32_t *words) {
  double said = 0, whole = 0;
  *words = 0;
  for (int32_t k = 0; k < title->count && r->seen_in; k++) {
    double weight = 1.0 / (r->title_words[title->words[k]] > 0 ? r->title_words[title->words[k]] : 1);
    bool here = r->seen_in[title->words[k]] == sentence + 1;
    whole += weight;
    said += here ? weight : 0;
    *words += here;
  }
  return whole > 0 ? said / whole : 0;
}

static bool is_code(const prl_reading *r, int32_t party, const char *code) { return !strcmp(r->record.parties[party].id, code); }

bool prl_parties_allow(const prl_reading *r, const prl_sentence *s, const char *by, const prl_names *on) {
  bool named = false;
  for (int32_t k = s->first; k < s->end; k++) {
    const prl_hit *h = r->tokens[k].hit >= 0 ? &r->hits[r->tokens[k].hit] : NULL;
    const prl_phrase *p = h ? &r->phrases[h->phrase] : NULL;
    if (!p || (p->kind != PRL_NAMES_PARTY && p->kind != PRL_NAMES_CAPITAL)) continue;
    named = true;
    if (is_code(r, p->entry, by)) return true;
    for (int32_t c = 0; c < on->count; c++)
      if (is_code(r, p->entry, on->at[c])) return true;
  }
  return !named;
}

prl_when prl_asked_on(const prl_reading *r, int32_t date) {
  if (date >= 0 && r->dates[date].when.kind == PRL_WHEN_DAY) return r->dates[date].when;
  return date < 0 && (r->date.kind == PRL_WHEN_DAY || r->date.kind == PRL_WHEN_INSTANT) ? r->date : (prl_when){0};
}
