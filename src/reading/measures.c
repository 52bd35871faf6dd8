/* measures.c -- which tariffs, controls, licences and lists does the article speak of, at what rates, and what does the record say?
 *
 * A sentence is read when it has an instrument's word (tariff, licence, blacklist ...) or an alias of a measure, and says a rate
 * ("25%"), what becomes of it (suspended, removed ...) or a count of firms. It is a measure of the record when it says an alias of
 * several words, or an alias of one word with a rate the measure has had, or at least 0.6 of its title (titles.c), all of it when that
 * is one telling word; for lists, when one list of the record moved on a day the date in the sentence can mean. Several that fit equally
 * are none. Compared: the rate with the rate in force on the day (the sentence's, else the article's), as known today; a first day with
 * the measure's steps; a list's name and numbers. "From 20% to 10%" is compared by its second rate; what is threatened or proposed is
 * not compared. */
#include "inside.h"

#include <math.h>

static const double SHARE = 0.6, SHARE_OF_ONE_WORD = 0.999;
enum { REACH = 8 }; /* tokens between an instrument and what becomes of it */

typedef struct spoken {                           /* what one sentence says */
  int32_t sentence, word, action, date, count_at; /* tokens, or -1; date: index */
  double firms;
} spoken;

/* ---- rates ---- */

/* The token behind "25%", "25 percent", "25-per-cent"; -1 when the number at `at` is no rate. */
static int32_t rate_end(const prl_reading *r, int32_t at) {
  int32_t next = at + 1;
  if (prl_kind(r, at) != 'n') return -1;
  if (prl_kind(r, next) == '-' && !r->tokens[next].space) next++;
  if (prl_kind(r, next) == '%') return next + 1;
  if (prl_is(r, next, "percent") || prl_is(r, next, "pct")) return next + 1;
  if (prl_is(r, next, "percentage") && (prl_is(r, next + 1, "point") || prl_is(r, next + 1, "points"))) return -1;
  return prl_says(r, next, "per cent");
}

/* "from 20%" of "from 20% to 10%" and of "to 10% from 20%" */
static bool is_former_rate(const prl_reading *r, int32_t at, int32_t end) {
  if (!prl_is(r, at - 1, "from")) return false;
  for (int32_t k = at - 6; k < end + 4; k++)
    if (prl_is(r, k, "to")) return true;
  return false;
}

static bool had_rate(const prl_measure *m, double rate) {
  for (int32_t k = 0; k < m->step_count; k++)
    if (m->steps[k].has_rate && fabs(m->steps[k].rate - rate) < 1e-9) return true;
  return false;
}

/* ---- which measure ---- */

static bool instruments_fit(int32_t word, prl_instrument record) {
  bool levy = record == PRL_TARIFF || record == PRL_SPECIFIC_DUTY || record == PRL_EXPORT_TAX || record == PRL_FEE ||
              record == PRL_MINIMUM_PRICE || record == PRL_TARIFF_RATE_QUOTA;
  switch (word) {
    case PRL_TARIFF:
    case PRL_EXPORT_TAX:
    case PRL_FEE: return levy;
    case PRL_LICENCE:
    case PRL_BAN: return record == PRL_LICENCE || record == PRL_BAN || record == PRL_LISTING || record == PRL_STATUTE;
    default: return record == (prl_instrument)word;
  }
}

/* An article cannot speak of a measure that began after it was written; undated, it may speak of any. */
static bool had_begun(const prl_reading *r, const prl_measure *m) {
  return r->date.kind == PRL_WHEN_NONE || m->step_count == 0 || m->steps[0].from.first <= r->date.last;
}

/* A measure whose alias stands in the sentence; alone it must be of several words, or carry the rate. */
static const prl_measure *by_alias(const prl_reading *r, const prl_sentence *s, double rate, const prl_hit **at) {
  const prl_measure *found = NULL;
  for (int32_t k = s->first; k < s->end; k++) {
    const prl_hit *h = r->tokens[k].hit >= 0 ? &r->hits[r->tokens[k].hit] : NULL;
    if (!h || h->first != k || r->phrases[h->phrase].kind != PRL_NAMES_MEASURE) continue;
    for (int32_t p = h->phrase; p >= 0; p = r->phrases[p].next) {
      const prl_phrase *phrase = &r->phrases[p], *said = &r->phrases[h->phrase];
      bool same = phrase->count == said->count && phrase->kind == said->kind &&
                  !memcmp(phrase->words, said->words, (size_t)said->count * sizeof *said->words);
      const prl_measure *m = &r->record.measures[phrase->entry];
      if (!same || !had_begun(r, m) || (phrase->lone_word && !had_rate(m, rate)) || !prl_parties_allow(r, s, m->by, &m->on)) continue;
      if (found && found != m) return NULL;
      found = m;
      *at = h;
    }
  }
  return found;
}

static const prl_measure *by_title(const prl_reading *r, const spoken *said, double rate) {
  const prl_measure *found = NULL;
  double held = 0;
  bool several = false;
  for (int32_t k = 0; k < r->record.measure_count; k++) {
    const prl_measure *m = &r->record.measures[k];
    int32_t words;
    if (!had_begun(r, m)) continue;
    double share = prl_title_share(r, &r->measures_told[k], said->sentence, &words);
    if (share < (words >= 2 ? SHARE : SHARE_OF_ONE_WORD) || said->word < 0 || !instruments_fit(prl_value(r, said->word), m->instrument))
      continue;
    if (!prl_parties_allow(r, &r->sentences[said->sentence], m->by, &m->on)) continue;
    share += had_rate(m, rate) ? 1 : 0;
    if (share < held - 1e-9) continue;
    several = fabs(share - held) < 1e-9;
    held = share;
    found = m;
  }
  return several ? NULL : found;
}

/* The step of a measure that begins on a day this date can mean; NULL. */
static const prl_step *step_on(const prl_reading *r, const prl_measure *m, int32_t date) {
  for (int32_t s = 0; s < m->step_count && date >= 0; s++)
    if (prl_when_may_meet(&r->dates[date].when, m->steps[s].from.first, m->steps[s].from.last + 1)) return &m->steps[s];
  return NULL;
}

/* The list that moved on a day this date can mean, and its step. */
static const prl_measure *by_move(const prl_reading *r, const spoken *said, const prl_step **step) {
  const prl_measure *found = NULL;
  for (int32_t k = 0; k < r->record.measure_count; k++) {
    const prl_measure *m = &r->record.measures[k];
    if (m->instrument != PRL_LISTING || !prl_parties_allow(r, &r->sentences[said->sentence], m->by, &m->on)) continue;
    const prl_step *moved = step_on(r, m, said->date);
    if (moved && found) return NULL;
    if (moved) found = m, *step = moved;
  }
  return found;
}

/* ---- against the record ---- */

static void tie(prl_finding *f, const prl_measure *m) {
  if (!f || !m) return;
  f->entry_kind = "measure";
  f->entry = m->id;
}

static bool is_unsettled(const prl_reading *r, const prl_sentence *s) {
  for (int32_t k = s->first; k < s->end; k++)
    if (prl_is(r, k, "threatened") || prl_is(r, k, "proposed") || prl_is(r, k, "could") || prl_is(r, k, "would") || prl_is(r, k, "may"))
      return true;
  return s->future;
}

static void compare_rate(prl_reading *r, const spoken *said, const prl_measure *m, int32_t at, int32_t end, double rate) {
  prl_when day = prl_asked_on(r, said->date);
  if (day.kind == PRL_WHEN_NONE || is_former_rate(r, at, end) || is_unsettled(r, &r->sentences[said->sentence])) return;
  prl_asof asof = {.date = day, .known = r->record.horizon};
  prl_standing now = prl_standing_of(r->dossier, m, &asof);
  bool comparable = now.has_rate && isfinite(now.rate) && (now.state == PRL_IN_FORCE || now.state == PRL_SUSPENDED);
  if (!comparable || strcmp(m->unit, "percent") != 0 || (rate >= now.rate_low - 1e-9 && rate <= now.rate_high + 1e-9)) return;
  prl_finding *f = prl_reading_disagree(r, "rate", at, end, prl_reading_print(r, "%s", prl_reading_words(r, at, end)),
                                        prl_reading_print(r, "%s: %g percent on %s (%s)%s", m->id, now.rate, prl_reading_when(r, &day),
                                                          prl_state_word(now.state),
                                                          had_rate(m, rate) ? "; it had the article's rate at another time" : ""),
                                        "the record's rate is used; the article's is kept as its account");
  tie(f, m);
  if (f) f->when = day;
}

static bool says_start(const prl_reading *r, const spoken *said) {
  if (said->date < 0) return false;
  int32_t first = r->dates[said->date].first;
  for (int32_t k = first - 1; k >= first - 3; k--)
    if (prl_class(r, k) & PRL_LEX_STARTS) return true;
  return false;
}

static void compare_start(prl_reading *r, const spoken *said, const prl_measure *m) {
  if (!says_start(r, said) || m->step_count == 0) return;
  const prl_dated *d = &r->dates[said->date];
  const prl_step *near = NULL;
  int32_t held = 0;
  for (int32_t k = 0; k < m->step_count; k++) {
    int32_t far = m->steps[k].from.first - d->when.first;
    far = far < 0 ? -far : far;
    if (prl_when_may_meet(&d->when, m->steps[k].from.first, m->steps[k].from.last + 1)) return;
    if (!near || far < held) near = &m->steps[k], held = far;
  }
  if (d->when.kind == PRL_WHEN_NONE) return;
  prl_finding *f = prl_reading_disagree(r, "date", d->first, d->end, prl_reading_print(r, "from %s", prl_reading_when(r, &d->when)),
                                        prl_reading_print(r, "%s: the nearest step is from %s", m->id, prl_reading_when(r, &near->from)),
                                        "the record's day is used; the article's is kept as its account");
  tie(f, m);
  if (f) f->when = d->when;
}

/* Does the record's note of a step have numbers other than x? */
static bool has_other_number(const char *note, double x) {
  for (const char *at = note; *at;) {
    size_t digits = strspn(at, "0123456789");
    double other;
    if (digits && prl_parse_number(&other, at, digits) && fabs(other - x) > 1e-9) return true;
    at += digits ? digits : 1;
  }
  return false;
}

static void compare_list(prl_reading *r, const spoken *said, const prl_measure *m, const prl_step *step) {
  int32_t w = said->word;
  if (prl_is(r, w, "blacklist") && !strcasestr(m->title, "blacklist"))
    tie(prl_reading_disagree(r, "name", w, w + 1, prl_reading_words(r, w, w + 1), prl_reading_print(r, "%s: %s", m->id, m->title),
                             "the list's own name is used"),
        m);
  if (!step || !isfinite(said->firms)) return;
  bool other = (step->has_rate && fabs(step->rate - said->firms) > 1e-9) || has_other_number(step->note, said->firms);
  if (!other) return;
  const char *own = *step->note ? step->note : prl_reading_print(r, "%g %s", step->rate, m->unit);
  prl_finding *f = prl_reading_disagree(
      r, "number", said->count_at, said->count_at + 1, prl_reading_words(r, said->count_at, said->count_at + 1),
      prl_reading_print(r, "%s, %s: %s", m->id, prl_reading_when(r, &step->from), own), "both are kept; they may count different things");
  tie(f, m);
}

/* ---- sentences ---- */

/* The nearest verb that says what becomes of it; -1. */
static int32_t action_near(const prl_reading *r, const prl_sentence *s, int32_t at) {
  int32_t best = -1, held = 0;
  for (int32_t k = at - REACH < s->first ? s->first : at - REACH; k < s->end && k <= at + REACH; k++) {
    int32_t far = k < at ? at - k : k - at;
    if (prl_kind(r, k) != 'w' || !(prl_class(r, k) & PRL_LEX_ACTION) || (best >= 0 && far >= held)) continue;
    best = k;
    held = far;
  }
  return best;
}

static spoken listen(const prl_reading *r, int32_t sentence) {
  const prl_sentence *s = &r->sentences[sentence];
  spoken said = {.sentence = sentence, .word = -1, .action = -1, .date = -1, .count_at = -1, .firms = NAN};
  for (int32_t k = s->first; k < s->end; k++) {
    uint32_t c = prl_kind(r, k) == 'w' ? prl_class(r, k) : 0;
    bool plain_list = prl_is(r, k, "list") && !r->tokens[k].capital;
    if ((c & PRL_LEX_INSTRUMENT) && !plain_list && (said.word < 0 || prl_value(r, said.word) == PRL_EXPORT_TAX)) said.word = k;
    bool firms = (c & PRL_LEX_UNIT) && prl_value(r, k) == PRL_FIRMS;
    for (int32_t b = k - 1; firms && said.count_at < 0 && b >= s->first && b >= k - 3; b--)
      if (prl_number_at(r, b, &said.firms)) said.count_at = b;
  }
  if (said.word < 0) return said;
  said.date = prl_date_near(r, s->first, s->end, said.word);
  said.action = action_near(r, s, said.word);
  return said;
}

static void add_measure(prl_reading *r, const spoken *said, int32_t at, int32_t end, double rate) {
  const prl_sentence *s = &r->sentences[said->sentence];
  bool listing = said->word >= 0 && prl_value(r, said->word) == PRL_LISTING;
  const prl_step *step = NULL;
  const prl_hit *alias = NULL;
  const prl_measure *m = by_alias(r, s, rate, &alias);
  if (!m && listing && said->action >= 0) m = by_move(r, said, &step);
  if (!m) m = by_title(r, said, rate);
  if (m && listing && !step) step = step_on(r, m, said->date);
  int32_t first = at >= 0 ? at : alias ? alias->first : said->word, last = at >= 0 ? end : alias ? alias->end : said->word + 1;
  bool own_word = said->word >= 0 && (at >= 0 || !alias);
  prl_finding *f = prl_reading_add(
      r, PRL_FOUND_MEASURE, own_word ? prl_reading_words(r, said->word, said->word + 1) : prl_instrument_word(m->instrument), first, last);
  if (!f) return;
  f->number = rate;
  f->unit = isfinite(rate) ? "percent" : "";
  int32_t action = action_near(r, s, first);
  f->action = action >= 0 ? prl_reading_words(r, action, action + 1) : "";
  f->when = said->date >= 0 ? r->dates[said->date].when : (prl_when){0};
  f->basis = said->date >= 0 ? r->dates[said->date].basis : "";
  f->note = prl_reading_words(r, s->first, s->end);
  tie(f, m);
  if (said->date >= 0) r->dates[said->date].placed = true;
  if (m && isfinite(rate)) compare_rate(r, said, m, at, end, rate);
  if (m) compare_start(r, said, m);
  if (m && listing) compare_list(r, said, m, step);
}

static void read_sentence(prl_reading *r, int32_t sentence) {
  const prl_sentence *s = &r->sentences[sentence];
  spoken said = listen(r, sentence);
  const prl_hit *at = NULL;
  bool rates = false, alias = by_alias(r, s, NAN, &at) != NULL;
  if (said.word < 0 && !alias) return;
  prl_mark_words(r, sentence);
  for (int32_t k = s->first; k < s->end && !r->failed; k++) {
    int32_t end = rate_end(r, k);
    double rate;
    if (end < 0 || end > s->end || r->tokens[k].date >= 0 || !prl_number_at(r, k, &rate)) continue;
    for (int32_t t = k; t < end; t++) r->tokens[t].used = true;
    add_measure(r, &said, k, end, rate);
    rates = true;
  }
  bool telling = said.action >= 0 || alias;
  if (!rates && telling && !r->failed) add_measure(r, &said, -1, -1, NAN);
}

void prl_pass_measures(prl_reading *r) {
  for (int32_t k = 0; k < r->sentence_count && !r->failed; k++) read_sentence(r, k);
}
