/* quantities.c -- which amounts does the article give, and what do the record's promises and tallies say?
 *
 *   12 million metric tons of soybeans      200 Boeing aircraft      $17 billion      27 Chinese companies
 *
 * Mass is given in Mt, money in billions of the currency written, the rest as counted. An amount is a promise's when the units agree and
 * the sentence has a telling word of the promise's title; of several such promises the one of that quantity. What was bought so far is
 * compared with the tallies within a month of the article, what is promised with the promise. */
#include "inside.h"

#include <math.h>

enum { WORDS_BETWEEN = 3, TALLY_DAYS = 31 };

typedef struct amount {
  int32_t first, end;
  prl_measured measured;
  double value;
  const char *unit;
} amount;

static double scaled(const prl_reading *r, double x, int32_t *at) {
  if (!(prl_class(r, *at) & PRL_LEX_SCALE) || (r->tokens[*at].until - r->tokens[*at].from == 1 && r->tokens[*at].space)) return x;
  x *= pow(10, prl_value(r, *at));
  (*at)++;
  return x;
}

/* "USD 30bn", "US$17 billion" */
static int32_t currency_before(const prl_reading *r, int32_t at) {
  if (prl_kind(r, at - 1) == '$') return prl_is(r, at - 2, "us") && !r->tokens[at - 1].space ? at - 2 : at - 1;
  bool code = prl_kind(r, at - 1) == 'w' && r->tokens[at - 1].upper && r->tokens[at - 1].until - r->tokens[at - 1].from == 3;
  return code && (prl_is(r, at - 1, "usd") || prl_is(r, at - 1, "eur") || prl_is(r, at - 1, "rmb") || prl_is(r, at - 1, "cny")) ? at - 1
                                                                                                                                : -1;
}

static bool amount_at(prl_reading *r, int32_t at, amount *a) {
  double x;
  int32_t next = at + 1, money = currency_before(r, at);
  if (!prl_number_at(r, at, &x) || r->tokens[at].date >= 0) return false;
  x = scaled(r, x, &next);
  *a = (amount){.first = money >= 0 ? money : at, .end = next, .value = x, .unit = ""};
  if (money >= 0) {
    a->measured = PRL_MONEY;
    a->value = x / 1e9;
    a->unit = prl_reading_print(r, "billion %s", prl_reading_words(r, money, at));
    return true;
  }
  for (int32_t k = next; k <= next + WORDS_BETWEEN && prl_kind(r, k) == 'w' && r->tokens[k].date < 0; k++) {
    if (!(prl_class(r, k) & PRL_LEX_UNIT)) continue;
    a->measured = (prl_measured)prl_value(r, k);
    a->end = k + 1;
    bool millions = prl_is(r, k, "mmt") || prl_is(r, k, "mt");
    if (a->measured == PRL_MASS) a->value = millions ? x : x / 1e6;
    if (a->measured == PRL_MONEY) a->value = x / 1e9;
    a->unit = a->measured == PRL_MASS ? "Mt" : a->measured == PRL_MONEY ? "billion dollars" : prl_reading_words(r, k, k + 1);
    return true;
  }
  return false;
}

static bool units_agree(prl_measured m, const char *unit) {
  switch (m) {
    case PRL_MASS: return !strncmp(unit, "Mt", 2) || strcasestr(unit, "ton");
    case PRL_AIRCRAFT: return strcasestr(unit, "aircraft") || strcasestr(unit, "plane");
    case PRL_MONEY: return strcasestr(unit, "billion") || strcasestr(unit, "bn");
    case PRL_FIRMS: return strcasestr(unit, "firm") || strcasestr(unit, "compan") || strcasestr(unit, "entit");
    case PRL_BARRELS: return strcasestr(unit, "barrel");
  }
  return false;
}

static bool equal(double a, double b) { return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b)); }

static bool alias_said(const prl_reading *r, const prl_sentence *s, int32_t entry) {
  for (int32_t k = s->first; k < s->end; k++) {
    const prl_phrase *p = r->tokens[k].hit >= 0 ? &r->phrases[r->hits[r->tokens[k].hit].phrase] : NULL;
    if (p && p->kind == PRL_NAMES_COMMITMENT && p->entry == entry) return true;
  }
  return false;
}

/* The promise meant; NULL with *several when more than one may be. */
static const prl_commitment *promise_of(const prl_reading *r, int32_t sentence, const amount *a, bool *several) {
  const prl_commitment *found = NULL;
  const prl_sentence *s = &r->sentences[sentence];
  bool same = false;
  *several = false;
  for (int32_t k = 0; k < r->record.commitment_count; k++) {
    const prl_commitment *c = &r->record.commitments[k];
    int32_t words;
    prl_names to = {&c->to, 1};
    prl_title_share(r, &r->commitments_told[k], sentence, &words);
    if (!c->has_quantity || !units_agree(a->measured, c->unit) || !prl_parties_allow(r, s, c->by, &to)) continue;
    if (words == 0 && !alias_said(r, s, k)) continue;
    bool equals = equal(c->quantity, a->value);
    if (found && same && !equals) continue;
    *several = found && same == equals;
    found = c;
    same = equals;
  }
  return *several ? NULL : found;
}

static bool is_tally(const prl_reading *r, const prl_sentence *s) {
  static const char *const words[] = {"bought", "purchased", "booked", "shipped", "delivered", "ordered", "far"};
  for (int32_t k = s->first; k < s->end; k++)
    for (int32_t w = 0; w < PRL_COUNT(words); w++)
      if (prl_is(r, k, words[w])) return true;
  return false;
}

static const prl_tally *tally_near(const prl_reading *r, const prl_commitment *c, int32_t date, double value, bool *agrees) {
  const prl_tally *near = NULL;
  prl_when day = date >= 0 ? r->dates[date].when : r->date;
  *agrees = false;
  for (int32_t k = 0; k < c->tally_count && day.kind != PRL_WHEN_NONE; k++) {
    const prl_tally *t = &c->tallies[k];
    if (t->date.first > day.last + TALLY_DAYS || t->date.last < day.first - TALLY_DAYS) continue;
    bool within = value >= (isnan(t->low) ? -INFINITY : t->low) - 1e-9 && value <= (isnan(t->high) ? INFINITY : t->high) + 1e-9;
    *agrees |= within;
    near = t;
  }
  return near;
}

static void differ(prl_reading *r, const amount *a, const prl_commitment *c, const char *type, const char *record, const char *kept) {
  prl_finding *f =
      prl_reading_disagree(r, type, a->first, a->end, prl_reading_print(r, "%s", prl_reading_words(r, a->first, a->end)), record, kept);
  if (!f) return;
  f->entry_kind = "commitment";
  f->entry = c->id;
}

static void compare(prl_reading *r, int32_t sentence, const amount *a, const prl_commitment *c, int32_t date) {
  const prl_sentence *s = &r->sentences[sentence];
  bool agrees;
  if (!is_tally(r, s)) {
    if (!equal(c->quantity, a->value))
      differ(r, a, c, "quantity", prl_reading_print(r, "%s: %g %s", c->id, c->quantity, c->unit),
             "the record's quantity is used; the article's is kept as its account");
    return;
  }
  const prl_tally *t = tally_near(r, c, date, a->value, &agrees);
  if (!t || agrees) return;
  differ(r, a, c, "number",
         prl_reading_print(r, "%s: %s by %s, %s: %g to %g %s", c->id, prl_tally_word(t->measure), t->reporter,
                           prl_reading_when(r, &t->date), t->low, t->high, c->unit),
         "both are kept, as accounts of their reporters");
}

static void add_amount(prl_reading *r, int32_t sentence, const amount *a) {
  const prl_sentence *s = &r->sentences[sentence];
  bool several;
  const prl_commitment *c = promise_of(r, sentence, a, &several);
  int32_t date = prl_date_near(r, s->first, s->end, a->first);
  for (int32_t k = a->first; k < a->end; k++) r->tokens[k].used = true;
  prl_finding *f = prl_reading_add(r, PRL_FOUND_QUANTITY, "", a->first, a->end);
  if (!f) return;
  f->number = a->value;
  f->unit = a->unit;
  f->note = several ? "several promises of the record may be meant" : "";
  if (date >= 0) {
    f->when = r->dates[date].when;
    f->basis = r->dates[date].basis;
    r->dates[date].placed = true;
  }
  if (!c) return;
  f->entry_kind = "commitment";
  f->entry = c->id;
  compare(r, sentence, a, c, date);
}

void prl_pass_quantities(prl_reading *r) {
  int32_t marked = -1;
  for (int32_t at = 0; at < r->count && !r->failed; at++) {
    amount a;
    if (prl_kind(r, at) != 'n' || !amount_at(r, at, &a)) continue;
    int32_t sentence = r->tokens[at].sentence;
    if (marked != sentence) prl_mark_words(r, marked = sentence);
    if (!r->failed) add_amount(r, sentence, &a);
    at = a.end - 1 > at ? a.end - 1 : at;
  }
}
