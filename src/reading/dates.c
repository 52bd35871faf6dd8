/* dates.c -- which dates are mentioned, and which days can they mean?
 *
 *   written    2025-11-10, Nov. 24, 24 November 2025, August 2022, in October, in 2018
 *   relative   today, Friday, last week, last year, three days ago: from the article's date
 *              a week after Nov. 10: from the date that follows
 *              D comes a week after X: X lies a week before D, from the date of the same sentence
 *              two days later: from the date before it in the same paragraph
 *
 * Weeks are kept as "within 7 days", months and years as such. A day without a year is the latest one not more than 60 days after the
 * article; where the sentence looks ahead, the nearest one. A month alone is the latest one not after the article's, or the next where the
 * sentence looks ahead. Without the article's date none of these is known. Invariant: what is not known has when NONE and a basis. */
#include "inside.h"

enum { AHEAD = 60, WITHIN = 7 };

static bool year_at(const prl_reading *r, int32_t at, int32_t *year) {
  double x;
  if (prl_kind(r, at) != 'n' || r->tokens[at].until - r->tokens[at].from != 4 || !prl_number_at(r, at, &x)) return false;
  *year = (int32_t)x;
  return x >= 1900 && x <= 2100 && x == *year;
}

static bool whole_at(const prl_reading *r, int32_t at, int32_t most, int32_t *out) {
  double x;
  if (!prl_number_at(r, at, &x) || x < 1 || x > most || x != (int32_t)x) return false;
  *out = (int32_t)x;
  return true;
}

static bool month_at(const prl_reading *r, int32_t at, int32_t *month) {
  if (!(prl_class(r, at) & PRL_LEX_MONTH) || !r->tokens[at].capital) return false;
  *month = prl_value(r, at);
  return true;
}

static int32_t past_period(const prl_reading *r, int32_t at) { return prl_kind(r, at) == '.' && !r->tokens[at].space ? at + 1 : at; }

static int32_t past_ordinal(const prl_reading *r, int32_t at) {
  bool ordinal =
      at < r->count && !r->tokens[at].space && (prl_is(r, at, "st") || prl_is(r, at, "nd") || prl_is(r, at, "rd") || prl_is(r, at, "th"));
  return ordinal ? at + 1 : at;
}

static prl_when day_when(prl_day day) { return (prl_when){.kind = PRL_WHEN_DAY, .first = day, .last = day}; }
static prl_when about_when(prl_day day) { return (prl_when){.kind = PRL_WHEN_ABOUT, .first = day - WITHIN, .last = day + WITHIN}; }

static prl_when month_when(int32_t year, int32_t month) {
  prl_day next = month == 12 ? prl_day_of(year + 1, 1, 1) : prl_day_of(year, month + 1, 1);
  return (prl_when){.kind = PRL_WHEN_MONTH, .first = prl_day_of(year, month, 1), .last = next - 1};
}

static prl_when year_when(int32_t year) {
  return (prl_when){.kind = PRL_WHEN_YEAR, .first = prl_day_of(year, 1, 1), .last = prl_day_of(year, 12, 31)};
}

/* ---- scanning ---- */

static prl_dated *add(prl_reading *r, int32_t first, int32_t end, prl_relation relation) {
  if (r->tokens[first].sentence != r->tokens[end - 1].sentence) return NULL;
  r->dates = prl_reading_grow(r, r->dates, r->date_count, &r->date_room, sizeof *r->dates);
  if (r->failed) return NULL;
  for (int32_t k = first; k < end; k++) {
    r->tokens[k].date = r->date_count;
    r->tokens[k].used = true;
  }
  prl_dated *d = &r->dates[r->date_count++];
  *d = (prl_dated){.first = first, .end = end, .relation = relation, .basis = "", .finding = -1};
  return d;
}

/* A written day with its year, or waiting for one. */
static int32_t add_day(prl_reading *r, int32_t first, int32_t end, int32_t month, int32_t day) {
  int32_t year, at = prl_kind(r, end) == ',' ? end + 1 : end;
  bool has_year = year_at(r, at, &year);
  if (!prl_day_valid(has_year ? year : 2000, month, day)) return -1;
  prl_dated *d = add(r, first, has_year ? at + 1 : end, has_year ? PRL_REL_DAY : PRL_REL_MONTH_DAY);
  if (!d) return -1;
  d->month = month;
  d->day = day;
  d->year_written = has_year;
  if (has_year) d->when = day_when(prl_day_of(year, month, day));
  return d->end;
}

/* "25-26", "9 and 10" behind a day: the second day belongs to the words, the first one dates it */
static int32_t past_range(const prl_reading *r, int32_t at, int32_t first) {
  int32_t day, month;
  if (prl_is(r, at, "and") && whole_at(r, at + 1, 31, &day) && day == first + 1) return past_ordinal(r, at + 2);
  if (prl_kind(r, at) != '-' || r->tokens[at].space) return at;
  int32_t next = month_at(r, at + 1, &month) ? past_period(r, at + 2) : at + 1;
  return whole_at(r, next, 31, &day) ? next + 1 : at;
}

static int32_t scan_month(prl_reading *r, int32_t at) {
  int32_t month, day, year;
  if (!month_at(r, at, &month)) return -1;
  int32_t next = past_period(r, at + 1);
  if (whole_at(r, next, 31, &day) && prl_kind(r, next + 1) != '%')
    return add_day(r, at, past_range(r, past_ordinal(r, next + 1), day), month, day);
  int32_t comma = prl_kind(r, next) == ',' ? next + 1 : next;
  prl_dated *d = NULL;
  if (year_at(r, comma, &year)) {
    d = add(r, at, comma + 1, PRL_REL_DAY);
    if (d) d->when = month_when(year, month), d->year_written = true;
  } else if (!(prl_class(r, at) & PRL_LEX_AMBIGUOUS) || (prl_class(r, at - 1) & PRL_LEX_MONTH_TIES)) {
    d = add(r, at, at + 1, PRL_REL_MONTH);
    if (d) d->month = month;
  }
  return d ? d->end : -1;
}

static int32_t scan_number(prl_reading *r, int32_t at) {
  int32_t day, month, year, next;
  if (year_at(r, at, &year) && prl_kind(r, at + 1) == '-' && !r->tokens[at + 1].space && whole_at(r, at + 2, 12, &month) &&
      prl_kind(r, at + 3) == '-' && whole_at(r, at + 4, 31, &day) && prl_day_valid(year, month, day)) {
    prl_dated *d = add(r, at, at + 5, PRL_REL_DAY);
    if (d) d->when = day_when(prl_day_of(year, month, day)), d->year_written = true;
    return at + 5;
  }
  if (prl_kind(r, at - 1) != '$' && whole_at(r, at, 31, &day)) {
    next = past_ordinal(r, past_range(r, at + 1, day));
    if (prl_is(r, next, "of")) next++;
    if (month_at(r, next, &month) && !r->tokens[next].breaks) return add_day(r, at, next + 1, month, day);
  }
  bool tied = (prl_class(r, at - 1) & PRL_LEX_MONTH_TIES) || prl_is(r, at - 1, "year");
  if (tied && year_at(r, at, &year) && !(prl_class(r, at + 1) & PRL_LEX_UNIT) && prl_kind(r, at + 1) != '%') {
    prl_dated *d = add(r, at, at + 1, PRL_REL_DAY);
    if (d) d->when = year_when(year), d->year_written = true;
    return at + 1;
  }
  return -1;
}

/* today, yesterday, tomorrow */
static int32_t scan_day_word(prl_reading *r, int32_t at) {
  static const struct {
    const char *word;
    int32_t offset;
  } words[] = {{"today", 0}, {"yesterday", -1}, {"tomorrow", 1}, {"tonight", 0}};
  for (int32_t k = 0; k < PRL_COUNT(words); k++) {
    if (!prl_is(r, at, words[k].word)) continue;
    prl_dated *d = add(r, at, at + 1, PRL_REL_OFFSET);
    if (d) d->count = words[k].offset;
    return at + 1;
  }
  return -1;
}

static int32_t direction_of(const prl_reading *r, int32_t at) {
  return prl_is(r, at, "last") || prl_is(r, at, "previous") ? -1 : prl_is(r, at, "next") ? 1 : prl_is(r, at, "this") ? 0 : 2;
}

/* last week, this year, next Friday, last October, earlier this month */
static int32_t scan_directed(prl_reading *r, int32_t at) {
  int32_t direction = direction_of(r, at), month;
  uint32_t next = prl_class(r, at + 1);
  if (direction == 2) return -1;
  prl_relation relation = PRL_REL_NONE;
  if ((next & PRL_LEX_SPAN) && prl_value(r, at + 1) == 7) relation = PRL_REL_WEEK;
  if ((next & PRL_LEX_SPAN) && prl_value(r, at + 1) == 30) relation = PRL_REL_MONTHS;
  if ((next & PRL_LEX_SPAN) && prl_value(r, at + 1) == 365) relation = PRL_REL_YEARS;
  if (next & PRL_LEX_WEEKDAY) relation = PRL_REL_WEEKDAY;
  if (month_at(r, at + 1, &month) && direction != 0) relation = PRL_REL_MONTH;
  if (relation == PRL_REL_NONE || prl_is(r, at + 1, "weeks") || prl_is(r, at + 1, "months") || prl_is(r, at + 1, "years")) return -1;
  prl_dated *d = add(r, at, at + 2, relation);
  if (!d) return -1;
  d->direction = direction;
  d->count = direction;
  d->day = relation == PRL_REL_WEEKDAY ? prl_value(r, at + 1) : 0;
  d->month = relation == PRL_REL_MONTH ? month : 0;
  return at + 2;
}

/* a week ago, two days later, a week after ... */
static int32_t scan_span(prl_reading *r, int32_t at) {
  double count = prl_amount_at(r, at);
  if (!(count >= 1 && count <= 1000) || !(prl_class(r, at + 1) & PRL_LEX_SPAN)) return -1;
  prl_relation relation = prl_is(r, at + 2, "ago")                                     ? PRL_REL_AGO
                          : prl_is(r, at + 2, "after") || prl_is(r, at + 2, "since")   ? PRL_REL_AFTER
                          : prl_is(r, at + 2, "before") || prl_is(r, at + 2, "ahead")  ? PRL_REL_BEFORE
                          : prl_is(r, at + 2, "later")                                 ? PRL_REL_LATER
                          : prl_is(r, at + 2, "earlier") || prl_is(r, at + 2, "prior") ? PRL_REL_EARLIER
                                                                                       : PRL_REL_NONE;
  if (relation == PRL_REL_NONE) return -1;
  prl_dated *d = add(r, at, at + 3, relation);
  if (!d) return -1;
  d->count = (int32_t)count;
  d->span = prl_value(r, at + 1);
  return at + 3;
}

static int32_t scan_word(prl_reading *r, int32_t at) {
  int32_t end = scan_month(r, at);
  if (end < 0) end = scan_day_word(r, at);
  if (end < 0) end = scan_directed(r, at);
  if (end < 0 && (prl_class(r, at) & PRL_LEX_NUMBER)) end = scan_span(r, at);
  if (end < 0 && (prl_class(r, at) & PRL_LEX_WEEKDAY) && r->tokens[at].capital) {
    prl_dated *d = add(r, at, at + 1, PRL_REL_WEEKDAY);
    if (d) d->day = prl_value(r, at);
    end = at + 1;
  }
  return end;
}

void prl_scan_dates(prl_reading *r) {
  for (int32_t at = 0; at < r->count && !r->failed;) {
    char kind = prl_kind(r, at);
    int32_t end = -1;
    if (kind == 'w' && r->tokens[at].lex) end = scan_word(r, at);
    if (kind == 'n') end = scan_span(r, at);
    if (kind == 'n' && end < 0) end = scan_number(r, at);
    at = end > at ? end : at + 1;
  }
}

/* ---- resolving ---- */

static void set(prl_dated *d, prl_when when, prl_day centre, const char *basis) {
  d->when = when;
  d->centre = centre;
  d->basis = basis;
}

static void resolve_month_day(prl_dated *d, prl_day today, bool future) {
  int32_t year, month, day;
  prl_day best = 0;
  bool found = false;
  prl_day_split(&year, &month, &day, today);
  for (int32_t y = year - 1; y <= year + 1; y++) {
    if (!prl_day_valid(y, d->month, d->day)) continue;
    prl_day candidate = prl_day_of(y, d->month, d->day);
    prl_day far = candidate > today ? candidate - today : today - candidate, held = best > today ? best - today : today - best;
    if (!found || (future ? far < held : candidate <= today + AHEAD)) best = candidate;
    found = true;
  }
  if (found) set(d, day_when(best), best, "the year from the article's date");
}

static void resolve_month(prl_dated *d, prl_day today, bool future) {
  int32_t year, month, day;
  prl_day_split(&year, &month, &day, today);
  if (d->direction == 1 || (future && d->direction == 0))
    year += d->month < month;
  else
    year -= d->month > month || (d->direction == -1 && d->month == month);
  prl_when when = month_when(year, d->month);
  set(d, when, when.first, "the year from the article's date");
}

static void resolve_weekday(prl_dated *d, prl_day today, bool future) {
  int32_t weekday = (int32_t)((((int64_t)today + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
  int32_t back = (weekday - d->day + 7) % 7;
  prl_day day = today - back;
  if (d->direction == 1 || (future && d->direction == 0 && back > 0)) day += 7;
  if (d->direction == -1 && back == 0) day -= 7;
  set(d, day_when(day), day, "from the article's date");
}

/* `centre` shifted by count spans, as vague as the words are */
static void resolve_shift(prl_dated *d, prl_day from, int32_t sign, const char *basis) {
  int32_t year, month, day;
  prl_day centre = from + sign * d->count * d->span;
  prl_day_split(&year, &month, &day, from);
  if (d->span == 1) set(d, day_when(centre), centre, basis);
  if (d->span == 7) set(d, about_when(centre), centre, basis);
  if (d->span == 30) {
    int32_t months = year * 12 + month - 1 + sign * d->count;
    set(d, month_when(months / 12, months % 12 + 1), centre, basis);
  }
  if (d->span == 365) set(d, year_when(year + sign * d->count), centre, basis);
}

static void resolve_from_article(prl_dated *d, prl_day today, bool future) {
  int32_t year, month, day, months;
  prl_day_split(&year, &month, &day, today);
  switch (d->relation) {
    case PRL_REL_MONTH_DAY: resolve_month_day(d, today, future); break;
    case PRL_REL_MONTH: resolve_month(d, today, future); break;
    case PRL_REL_OFFSET: set(d, day_when(today + d->count), today + d->count, "from the article's date"); break;
    case PRL_REL_WEEKDAY: resolve_weekday(d, today, future); break;
    case PRL_REL_WEEK: set(d, about_when(today + 7 * d->count), today + 7 * d->count, "from the article's date"); break;
    case PRL_REL_MONTHS:
      months = year * 12 + month - 1 + d->count;
      set(d, month_when(months / 12, months % 12 + 1), today, "from the article's date");
      break;
    case PRL_REL_YEARS: set(d, year_when(year + d->count), today, "from the article's date"); break;
    case PRL_REL_AGO: resolve_shift(d, today, -1, "from the article's date"); break;
    default: break;
  }
}

/* The written day next to date k: behind it within four tokens, or before it in the same sentence. */
static const prl_dated *day_behind(const prl_reading *r, int32_t k) {
  const prl_dated *d = &r->dates[k], *next = d + 1;
  bool near = k + 1 < r->date_count && next->first - d->end <= 3 && r->tokens[next->first].sentence == r->tokens[d->first].sentence;
  return near && next->when.kind == PRL_WHEN_DAY ? next : NULL;
}

static const prl_dated *day_before(const prl_reading *r, int32_t k, bool paragraph) {
  int32_t sentence = r->tokens[r->dates[k].first].sentence;
  for (int32_t b = k - 1; b >= 0 && k - b < 32; b--) {
    int32_t other = r->tokens[r->dates[b].first].sentence;
    bool within = other == sentence || (paragraph && r->sentences[other].paragraph == r->sentences[sentence].paragraph);
    if (!within) return NULL;
    if (r->dates[b].when.kind == PRL_WHEN_DAY) return &r->dates[b];
  }
  return NULL;
}

static const char *from_words(prl_reading *r, const prl_dated *anchor) {
  return prl_reading_print(r, "counted from %s", prl_reading_words(r, anchor->first, anchor->end));
}

static void resolve_anchored(prl_reading *r, int32_t k) {
  prl_dated *d = &r->dates[k];
  bool after = d->relation == PRL_REL_AFTER, later = d->relation == PRL_REL_LATER;
  const prl_dated *anchor;
  if (d->relation == PRL_REL_AFTER || d->relation == PRL_REL_BEFORE) {
    anchor = day_behind(r, k);
    d->clause = !anchor;
    if (d->clause) anchor = day_before(r, k, false);
    if (anchor) resolve_shift(d, anchor->when.first, after == d->clause ? -1 : 1, from_words(r, anchor));
    return;
  }
  if ((anchor = day_before(r, k, true))) resolve_shift(d, anchor->when.first, later ? 1 : -1, from_words(r, anchor));
}

static bool is_anchored(prl_relation relation) {
  return relation == PRL_REL_AFTER || relation == PRL_REL_BEFORE || relation == PRL_REL_LATER || relation == PRL_REL_EARLIER;
}

static void report(prl_reading *r, int32_t k) {
  prl_dated *d = &r->dates[k];
  if (d->when.kind == PRL_WHEN_NONE)
    d->basis = is_anchored(d->relation) ? "no day in the text to count from" : "the article's date is not known";
  bool exact = d->when.kind == PRL_WHEN_DAY;
  if (d->finding < 0 && prl_reading_add(r, PRL_FOUND_DATE, "", d->first, d->end)) d->finding = r->finding_count - 1;
  if (d->finding < 0) return;
  prl_finding *f = &r->findings[d->finding];
  f->type = d->when.kind == PRL_WHEN_NONE ? "unknown" : exact ? "exact" : "vague";
  f->when = d->when;
  f->basis = d->basis;
}

void prl_settle_date(prl_reading *r, int32_t date, prl_day day, const char *basis) {
  int32_t sentence = r->tokens[r->dates[date].first].sentence;
  set(&r->dates[date], day_when(day), day, basis);
  report(r, date);
  for (int32_t k = date + 1; k < r->date_count && r->tokens[r->dates[k].first].sentence == sentence; k++) {
    if (!is_anchored(r->dates[k].relation) || r->dates[k].when.kind != PRL_WHEN_NONE) continue;
    resolve_anchored(r, k);
    report(r, k);
  }
}

void prl_resolve_dates(prl_reading *r) {
  bool known = r->date.kind == PRL_WHEN_DAY || r->date.kind == PRL_WHEN_INSTANT;
  for (int32_t k = 0; k < r->date_count; k++) {
    prl_dated *d = &r->dates[k];
    if (d->relation == PRL_REL_DAY)
      set(d, d->when, d->when.first, "as written");
    else if (known)
      resolve_from_article(d, r->date.first, r->sentences[r->tokens[d->first].sentence].future);
  }
  for (int32_t k = 0; k < r->date_count; k++)
    if (is_anchored(r->dates[k].relation)) resolve_anchored(r, k);
  for (int32_t k = 0; k < r->date_count && !r->failed; k++) report(r, k);
}

/* ---- asking ---- */

int32_t prl_date_near(const prl_reading *r, int32_t first, int32_t end, int32_t at) {
  int32_t best = -1, held = 0;
  for (int32_t k = first; k < end; k++) {
    int32_t d = r->tokens[k].date, far = k > at ? k - at : at - k;
    if (d >= 0 && (best < 0 || far < held)) best = d, held = far;
  }
  return best;
}

bool prl_when_may_meet(const prl_when *a, prl_day first, prl_day end) {
  return a->kind != PRL_WHEN_NONE && a->first < end && a->last >= first;
}
