/* article.c -- when was the article itself written?
 *
 * As told; else a day with its year in a line of its own among the first sentences ("August 28, 2023", "Published: 5 December 2025"), or in
 * a dateline ("BEIJING, Dec. 5, 2025 (Xinhua) --"). A dateline without a year does not date an article: it is said, and the date stays
 * unknown. A date told otherwise than the text's own is a disagreement. */
#include "inside.h"

enum { SENTENCES = 24, OTHER_WORDS = 8 };

static bool is_date_line(const prl_reading *r, const prl_dated *d) {
  const prl_sentence *s = &r->sentences[r->tokens[d->first].sentence];
  int32_t others = s->end - s->first - (d->end - d->first);
  return others <= OTHER_WORDS && prl_kind(r, s->end - 1) != '.' && !(prl_class(r, d->first - 1) & PRL_LEX_MONTH_TIES);
}

/* Capitals before it, and a dash or an agency in brackets behind it. */
static bool is_dateline(const prl_reading *r, const prl_dated *d) {
  const prl_sentence *s = &r->sentences[r->tokens[d->first].sentence];
  bool opens = d->first - s->first <= 6 && d->first > s->first && prl_kind(r, d->first - 1) == ',' && r->tokens[s->first].upper;
  char behind = prl_kind(r, d->end);
  return opens && (behind == '-' || behind == '(');
}

static const prl_dated *find(prl_reading *r, const char **why) {
  *why = "not known: no line near the top dates the article; give its date";
  for (int32_t k = 0; k < r->date_count; k++) {
    const prl_dated *d = &r->dates[k];
    if (r->tokens[d->first].sentence >= SENTENCES) break;
    bool line = is_date_line(r, d), dateline = is_dateline(r, d);
    if (d->when.kind == PRL_WHEN_DAY && (line || dateline)) return d;
    if (dateline && d->relation == PRL_REL_MONTH_DAY) {
      *why = prl_reading_print(r, "not known: the dateline \"%s\" has no year; give the article's date",
                               prl_reading_words(r, d->first, d->end));
      break;
    }
  }
  return NULL;
}

void prl_pass_article_date(prl_reading *r, const prl_when *given) {
  const char *why;
  const prl_dated *d = find(r, &why);
  if (given->kind == PRL_WHEN_NONE) {
    r->date_basis = d ? prl_reading_print(r, "\"%s\" in line %d", prl_reading_words(r, d->first, d->end), r->tokens[d->first].line) : why;
    if (d) r->date = d->when;
    return;
  }
  r->date = *given;
  r->date_basis = "as given";
  if (d && !prl_when_may_meet(given, d->when.first, d->when.last + 1))
    prl_reading_disagree(r, "date", d->first, d->end, prl_reading_print(r, "the article is dated %s", prl_reading_when(r, &d->when)),
                         prl_reading_print(r, "given as %s", prl_reading_when(r, given)), "the date given is used");
}
