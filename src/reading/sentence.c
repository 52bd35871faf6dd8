/* sentence.c -- where does a sentence end?
 *
 * At . ? ! (and the quotation marks and brackets behind them) before a blank and a capital, a digit or a quotation mark; not after an
 * abbreviation ("Dec.", "Gov."), nor after initials ("U.S.") unless a word follows that begins sentences. A lost blank ("talks.The")
 * ends one too. At a blank line, at a bullet, and at the end of a line, unless the text is wrapped: most lines that another follows are
 * 50 to 100 columns long and end in no period. A sentence is a headline when most of its longer words are capitals. */
#include "inside.h"

enum { WRAP_LEAST = 50, WRAP_MOST = 100, CLOSERS = 4 };

static bool is_wrapped(const prl_reading *r) {
  int32_t long_lines = 0, followed = 0;
  uint32_t start = 0;
  for (int32_t k = 1; k < r->count; k++) {
    const prl_token *t = &r->tokens[k], *before = &r->tokens[k - 1];
    if (t->breaks == 1) {
      uint32_t length = before->until - start;
      followed++;
      long_lines += length >= WRAP_LEAST && length <= WRAP_MOST && before->kind != '.';
    }
    if (t->breaks) start = t->from;
  }
  return followed >= 3 && 2 * long_lines > followed;
}

static bool starts_sentence(const prl_reading *r, int32_t at) {
  const prl_token *t = &r->tokens[at];
  return t->kind == 'n' || t->kind == '{' || t->kind == '(' || (t->kind == 'w' && t->capital);
}

/* Does the period at `at` belong to the word before it? `next` is the token behind it. */
static bool is_abbreviated(const prl_reading *r, int32_t at, int32_t next) {
  if (prl_kind(r, at - 1) != 'w' || r->tokens[at].space) return false;
  const prl_token *t = &r->tokens[at - 1];
  bool initial = t->until - t->from == 1 && t->capital && !prl_is(r, at - 1, "i");
  bool weekday_or_month = (prl_class(r, at - 1) & PRL_LEX_MONTH) != 0;
  if (weekday_or_month) return prl_kind(r, next) == 'n' || !starts_sentence(r, next);
  return initial || (prl_class(r, at - 1) & PRL_LEX_ABBREVIATION);
}

/* "in the U.S. The officials": initials carry their own period. */
static bool ends_in_initials(const prl_reading *r, int32_t next) {
  const prl_token *t = &r->tokens[next - 1];
  bool initials = t->kind == 'w' && t->until - t->from >= 4 && r->bytes[t->until - 1] == '.';
  return initials && r->tokens[next].capital && (prl_class(r, next) & PRL_LEX_FUNCTION);
}

/* Is `next` the first token of a new sentence, the one before it ending at `at`? */
static bool ends_before(const prl_reading *r, int32_t next, bool wrapped) {
  const prl_token *t = &r->tokens[next];
  if (t->breaks == 2 || t->bullet || (t->breaks == 1 && !wrapped)) return true;
  int32_t at = next - 1;
  while (at > 0 && at > next - CLOSERS && (prl_kind(r, at) == '}' || prl_kind(r, at) == ')')) at--;
  char c = prl_kind(r, at);
  if (ends_in_initials(r, next)) return true;
  if (t->kind == '}' || t->kind == ')') return false;
  if (c == '?' || c == '!') return t->space && starts_sentence(r, next);
  if (c != '.' || !starts_sentence(r, next) || is_abbreviated(r, at, next)) return false;
  bool lost_blank = !t->space && t->kind == 'w' && prl_kind(r, at - 1) == 'w' && !r->tokens[at - 1].capital;
  return t->space || lost_blank;
}

static bool is_heading(const prl_reading *r, int32_t first, int32_t end) {
  int32_t words = 0, capitals = 0;
  for (int32_t k = first; k < end; k++) {
    const prl_token *t = &r->tokens[k];
    if (t->kind != 'w' || t->until - t->from < 4 || (prl_class(r, k) & PRL_LEX_FUNCTION)) continue;
    words++;
    capitals += t->capital;
  }
  char last = prl_kind(r, end - 1);
  return last != '.' && last != '}' && words >= 3 && 10 * capitals >= 7 * words;
}

static void close_sentence(prl_reading *r, int32_t first, int32_t end, int32_t paragraph) {
  r->sentences = prl_reading_grow(r, r->sentences, r->sentence_count, &r->sentence_room, sizeof *r->sentences);
  if (r->failed) return;
  prl_sentence s = {.first = first, .end = end, .paragraph = paragraph, .heading = is_heading(r, first, end)};
  for (int32_t k = first; k < end; k++) {
    r->tokens[k].sentence = r->sentence_count;
    s.future |= (prl_class(r, k) & PRL_LEX_FUTURE) != 0;
  }
  r->sentences[r->sentence_count++] = s;
}

void prl_pass_sentences(prl_reading *r) {
  bool wrapped = is_wrapped(r);
  int32_t first = 0, paragraph = 0;
  for (int32_t k = 1; k <= r->count && !r->failed; k++) {
    bool ends = k == r->count || k - first >= PRL_SENTENCE_MOST || ends_before(r, k, wrapped);
    if (!ends) continue;
    close_sentence(r, first, k, paragraph);
    first = k;
    if (k < r->count) paragraph += r->tokens[k].breaks == 2 || r->tokens[k].bullet || (r->tokens[k].breaks == 1 && !wrapped);
  }
}
