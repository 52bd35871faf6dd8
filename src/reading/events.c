/* events.c -- which meetings and calls does the article speak of, and which events of the record are they?
 *
 * A trigger is a noun or verb (call, talks, met, visited) or a name of an event of the record ("Busan arrangement"). Within its sentence it
 * takes the people, dates and places that are nearer to it than to another trigger; people behind "between" belong to the noun before it.
 * A trigger with neither two people, a date, a place nor a name says too little and is left out.
 *
 * It is an event of the record when its name is, or when exactly one event of its kind fits best:
 *   4 points   the day written is one of the event's           4 the place is the event's (2: its title or an alias has it)
 *   1 point    a vague date that can be the event's            2 each of its people who took part, at most 4 in all
 *                                                              1 by video, by phone alike; 1 undated, and not a week old
 * with at least 4 points when the day or the place fits, else 5. A person who did not take part, another place, an exact day that
 * differs by more than a month or stands more than 8 words away, or a vague date that cannot be it rule an event out; so does a day
 * after the article's, unless the article names it. A working group that is said to have come to be is matched by its title's first word
 * and the nearest date. An exact day that differs, and a vague date whose middle differs, are disagreements: the record's day stays, the
 * vague date is kept as a bound. */
#include "inside.h"

enum { NEAR_DAYS = 31, WITH_MOST = 12, PLACE_MOST = 3, CLOSE = 8, RECENT = 7 };

typedef struct trigger {
  int32_t at, end; /* tokens */
  int32_t named;   /* event of the record it names; -1 */
  prl_event_kind kind;
  const char *type, *where;
  int32_t date, place_first, place_end;
  int32_t figures[WITH_MOST], count;
} trigger;

/* ---- triggers ---- */

static const prl_phrase *phrase_at(const prl_reading *r, int32_t at, prl_phrase_kind kind, int32_t *end) {
  if (at < 0 || at >= r->count || r->tokens[at].hit < 0) return NULL;
  const prl_hit *h = &r->hits[r->tokens[at].hit];
  if (h->first != at || r->phrases[h->phrase].kind != kind) return NULL;
  *end = h->end;
  return &r->phrases[h->phrase];
}

static bool says_wire(const prl_reading *r, int32_t at, const char **where) {
  bool video = prl_is(r, at, "video") || prl_is(r, at, "virtually") || prl_is(r, at, "virtual") || prl_is(r, at, "videoconference");
  bool phone = prl_is(r, at, "phone") || prl_is(r, at, "telephone") || prl_is(r, at, "phoned");
  *where = video ? "video" : phone ? "phone" : "";
  return video || phone;
}

/* How it was held: in the two words before it, or behind it up to a comma, "and" or the next trigger. */
static const char *medium(const prl_reading *r, const prl_sentence *s, int32_t at) {
  const char *where = "";
  for (int32_t k = at; k >= s->first && k >= at - 2; k--)
    if (says_wire(r, k, &where)) return where;
  for (int32_t k = at + 1; k < s->end && k < at + 10; k++) {
    if (says_wire(r, k, &where)) return where;
    bool other = (prl_class(r, k) & (PRL_LEX_CALL | PRL_LEX_MEET)) != 0;
    if (other || prl_kind(r, k) == ',' || (prl_is(r, k, "and") && !(k + 1 < r->count && r->tokens[k + 1].mention >= 0))) break;
  }
  return where;
}

/* A person within two words behind: "called Japanese Prime Minister ..." */
static bool person_follows(const prl_reading *r, int32_t at) {
  for (int32_t k = at + 1; k < at + 4 && k < r->count; k++) {
    if (r->tokens[k].mention >= 0) return true;
    if (!r->tokens[k].capital) return false;
  }
  return false;
}

/* "the agreement that Trump and Xi struck" */
static bool deal_near(const prl_reading *r, int32_t at) {
  static const char *const words[] = {"agreement", "agreements", "deal", "pact", "truce", "accord"};
  for (int32_t k = at - 10 < 0 ? 0 : at - 10; k < at + 6; k++)
    for (int32_t w = 0; w < PRL_COUNT(words); w++)
      if (prl_is(r, k, words[w]) && r->tokens[k].sentence == r->tokens[at].sentence) return true;
  return false;
}

/* Not a meeting: "called for", "called on", "met with criticism", "meet targets", "round the". */
static bool is_other_sense(const prl_reading *r, int32_t at) {
  uint32_t c = prl_class(r, at);
  if ((c & PRL_LEX_MEET) && prl_value(r, at) == 2) return !deal_near(r, at);
  if (prl_is(r, at, "called")) return !person_follows(r, at);
  bool dated = at + 2 < r->count && r->tokens[at + 2].date >= 0;
  if (prl_is(r, at, "calls") || prl_is(r, at, "call"))
    return prl_is(r, at + 1, "for") || (prl_is(r, at + 1, "on") && !dated) || prl_is(r, at + 1, "it");
  if (prl_is(r, at, "visits") && r->tokens[at + 1 < r->count ? at + 1 : at].hit < 0) return false;
  if (prl_is(r, at, "hosted")) return !person_follows(r, at);
  return !(c & (PRL_LEX_CALL | PRL_LEX_MEET));
}

static bool is_group(const prl_reading *r, int32_t at) {
  return prl_is(r, at, "working") && (prl_is(r, at + 1, "group") || prl_is(r, at + 1, "groups"));
}

/* Is it said near token `at` that something came to be? */
static bool founds(const prl_reading *r, const prl_sentence *s, int32_t at) {
  static const char *const words[] = {"established", "establish", "created", "launched", "formed",
                                      "set",         "followed",  "follow",  "follows",  "following"};
  for (int32_t k = at - CLOSE < s->first ? s->first : at - CLOSE; k < s->end && k < at + CLOSE; k++)
    for (int32_t w = 0; w < PRL_COUNT(words); w++)
      if (prl_is(r, k, words[w])) return true;
  return false;
}

static bool trigger_at(const prl_reading *r, const prl_sentence *s, int32_t at, trigger *t) {
  int32_t end;
  const prl_phrase *p = phrase_at(r, at, PRL_NAMES_EVENT, &end);
  *t = (trigger){.at = at, .end = at + 1, .named = p ? p->entry : -1, .where = "", .date = -1};
  if (p) {
    t->end = end;
    t->kind = r->record.events[p->entry].kind;
    t->type = prl_event_word(t->kind);
    return true;
  }
  uint32_t c = prl_class(r, at);
  if (is_group(r, at) && founds(r, s, at)) {
    t->end = at + 2;
    t->kind = PRL_EVENT_MECHANISM;
    t->type = prl_event_word(t->kind);
    return true;
  }
  if (prl_kind(r, at) != 'w' || !(c & (PRL_LEX_CALL | PRL_LEX_MEET)) || r->tokens[at].hit >= 0 || is_other_sense(r, at)) return false;
  bool deal = (c & PRL_LEX_MEET) && prl_value(r, at) == 2;
  t->where = deal ? "" : medium(r, s, at);
  if ((c & PRL_LEX_CALL) && prl_value(r, at) == 1 && !*t->where) return false;
  bool call = (c & PRL_LEX_CALL) || *t->where;
  t->kind = call ? PRL_EVENT_CALL : PRL_EVENT_MEETING;
  t->type = deal ? "agreement" : call ? "call" : "meeting";
  return true;
}

/* ---- what belongs to a trigger ---- */

static int32_t nearest(const trigger *t, int32_t count, int32_t at) {
  int32_t best = 0, held = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t far = at < t[k].at ? t[k].at - at : at - t[k].end + 1;
    if (k == 0 || far < held) best = k, held = far;
  }
  return best;
}

static void take_person(trigger *t, int32_t figure) {
  for (int32_t k = 0; k < t->count; k++)
    if (t->figures[k] == figure) return;
  if (t->count < WITH_MOST) t->figures[t->count++] = figure;
}

/* "between A and B" belongs to the noun right before it, "of A", "made by A" to none: the trigger; -2 = none; -1 = nothing says so. */
static int32_t bound_by_between(const prl_reading *r, const trigger *t, int32_t count, int32_t first, int32_t at) {
  if (prl_is(r, at - 1, "of") || (prl_is(r, at - 1, "by") && prl_is(r, at - 2, "made"))) return -2;
  for (int32_t k = at - 1; k >= first && k > at - 8; k--) {
    if (prl_kind(r, k) == ',' || prl_kind(r, k) == ';' || prl_is(r, k, "with")) return -1;
    if (!prl_is(r, k, "between")) continue;
    for (int32_t n = 0; n < count; n++)
      if (t[n].end <= k && k - t[n].end <= 1) return n;
    return -2;
  }
  return -1;
}

static int32_t place_end(const prl_reading *r, int32_t at) {
  int32_t end = at;
  while (end < at + PLACE_MOST && prl_kind(r, end) == 'w' && r->tokens[end].capital && r->tokens[end].date < 0 &&
         r->tokens[end].mention < 0 && !(prl_class(r, end) & (PRL_LEX_FUNCTION | PRL_LEX_MONTH | PRL_LEX_WEEKDAY | PRL_LEX_TITLE)) &&
         (end == at || !r->tokens[end].breaks))
    end++;
  return end;
}

static void take_place(prl_reading *r, trigger *t, int32_t count, const prl_sentence *s, int32_t at) {
  bool visited = prl_is(r, at, "visited") || (prl_is(r, at, "to") && prl_is(r, at - 1, "visit"));
  if (!prl_is(r, at, "in") && !prl_is(r, at, "at") && !visited) return;
  int32_t end = place_end(r, at + 1);
  if (end == at + 1 || end > s->end) return;
  trigger *own = &t[nearest(t, count, at)];
  if (own->place_end) return;
  own->place_first = at + 1;
  own->place_end = end;
  for (int32_t k = at + 1; k < end; k++) r->tokens[k].used = true;
}

/* A date belongs to the nearest trigger; "a week after ..." to the next one behind it. */
static void take_date(const prl_reading *r, trigger *t, int32_t count, int32_t at) {
  int32_t d = r->tokens[at].date;
  if (d < 0 || r->dates[d].first != at || prl_is(r, at - 1, "since")) return;
  int32_t k = 0;
  while (r->dates[d].clause && k < count && t[k].at < at) k++;
  if (k == count) return;
  trigger *own = &t[r->dates[d].clause ? k : nearest(t, count, at)];
  bool exact = r->dates[d].when.kind == PRL_WHEN_DAY;
  if (own->date < 0 || (exact && r->dates[own->date].when.kind != PRL_WHEN_DAY)) own->date = d;
}

/* A place of the record's events named behind a trigger: "the South Korean city of Busan". */
static void find_places(const prl_reading *r, const prl_sentence *s, trigger *t, int32_t count) {
  for (int32_t n = 0; n < count; n++) {
    int32_t last = n + 1 < count ? t[n + 1].at : s->end, end;
    for (int32_t k = t[n].end; k < last && k < t[n].end + 12 && !t[n].place_end; k++)
      if (phrase_at(r, k, PRL_NAMES_PLACE, &end)) t[n].place_first = k, t[n].place_end = end;
  }
}

static void gather(prl_reading *r, const prl_sentence *s, trigger *t, int32_t count) {
  for (int32_t k = s->first; k < s->end; k++) {
    int32_t m = r->tokens[k].mention;
    take_place(r, t, count, s, k);
    take_date(r, t, count, k);
    if (m < 0 || r->mentions[m].first != k) continue;
    int32_t bound = bound_by_between(r, t, count, s->first, k);
    if (bound == -2) continue;
    take_person(&t[bound >= 0 ? bound : nearest(t, count, k)], r->mentions[m].figure);
  }
}

/* ---- matching ---- */

static bool took_part(const prl_event *e, const prl_person *p) {
  for (int32_t k = 0; k < e->participant_count; k++)
    if (e->participants[k].person == p) return true;
  return false;
}

/* People who took part; -1 when one of them did not though the record names who did. */
static int32_t shared_people(const prl_reading *r, const prl_event *e, const trigger *t) {
  int32_t shared = 0;
  for (int32_t k = 0; k < t->count; k++) {
    int32_t person = r->figures[t->figures[k]].person;
    if (person < 0) return e->participant_count ? -1 : 0;
    bool part = took_part(e, &r->record.people[person]);
    if (!part && e->participant_count) return -1;
    shared += part;
  }
  return shared;
}

static bool kinds_fit(prl_event_kind article, prl_event_kind record) {
  if (article == PRL_EVENT_CALL) return record == PRL_EVENT_CALL || record == PRL_EVENT_ROUND || record == PRL_EVENT_MEETING;
  return record == PRL_EVENT_MEETING || record == PRL_EVENT_ROUND;
}

static bool within_text(const char *text, const char *words) { return *words && strcasestr(text, words) != NULL; }

/* 4 = where it was, 2 = its title or an alias has the place, 0 */
static int32_t place_points(const prl_event *e, const char *where) {
  if (!*where) return 0;
  if (!strcasecmp(e->where, where)) return 4;
  bool named = within_text(e->title, where);
  for (int32_t k = 0; k < e->aliases.count && !named; k++) named = within_text(e->aliases.at[k], where);
  return named ? 2 : 0;
}

static prl_day event_end(const prl_event *e) {
  return e->until.kind == PRL_WHEN_NONE ? e->date.last + 1 : e->until.last > e->date.last ? e->until.last : e->date.last + 1;
}

typedef enum fit { FIT_NONE, FIT_VAGUE, FIT_EXACT, FIT_OTHER_DAY, FIT_OUT } fit;

static fit date_fit(const prl_reading *r, const prl_event *e, int32_t date) {
  const prl_dated *d = date >= 0 ? &r->dates[date] : NULL;
  int32_t year, month, day;
  if (!d || e->date.kind == PRL_WHEN_NONE) return FIT_NONE;
  prl_day_split(&year, &month, &day, e->date.first);
  bool exact_event = e->date.kind == PRL_WHEN_DAY || e->date.kind == PRL_WHEN_INSTANT;
  if (d->when.kind == PRL_WHEN_NONE) {
    if (d->relation == PRL_REL_MONTH_DAY) return exact_event && month == d->month && day == d->day ? FIT_EXACT : FIT_OUT;
    if (d->relation == PRL_REL_MONTH) return month == d->month ? FIT_VAGUE : FIT_OUT;
    return FIT_NONE;
  }
  bool meets = prl_when_may_meet(&d->when, e->date.first, event_end(e));
  if (d->when.kind != PRL_WHEN_DAY) return meets ? FIT_VAGUE : FIT_OUT;
  if (meets) return exact_event ? FIT_EXACT : FIT_VAGUE;
  bool near = d->when.first < event_end(e) + NEAR_DAYS && d->when.first > e->date.first - NEAR_DAYS;
  return near && exact_event ? FIT_OTHER_DAY : FIT_OUT;
}

/* Not after the article: what lies ahead of it was not yet known to it, unless it says the day. */
static bool already(const prl_reading *r, const prl_event *e) { return r->date.kind == PRL_WHEN_NONE || e->date.first <= r->date.last; }

static bool date_is_close(const prl_reading *r, const trigger *t) {
  const prl_dated *d = &r->dates[t->date];
  return d->first < t->at ? t->at - d->end < CLOSE : d->first - t->end < CLOSE;
}

static int32_t score(const prl_reading *r, const prl_event *e, const trigger *t, const char *place) {
  fit f = date_fit(r, e, t->date);
  int32_t shared = shared_people(r, e, t);
  bool wire = !strcmp(e->where, "video") || !strcmp(e->where, "phone");
  if (!kinds_fit(t->kind, e->kind) || f == FIT_OUT || shared < 0 || e->date.kind == PRL_WHEN_NONE) return 0;
  if (f != FIT_EXACT && !already(r, e)) return 0;
  if (t->kind == PRL_EVENT_CALL && e->kind != PRL_EVENT_CALL && !(wire && f == FIT_EXACT)) return 0;
  int32_t there = place_points(e, place);
  if (*place && !there && *e->where && !wire && f != FIT_EXACT) return 0;
  bool same_wire = wire && !strcmp(t->where, e->where);
  bool recent = t->date < 0 && r->date.kind == PRL_WHEN_DAY && r->date.first - e->date.last <= RECENT;
  int32_t points = same_wire + recent + (f == FIT_EXACT ? 4 : f == FIT_VAGUE ? 1 : 0) + there + 2 * (shared > 2 ? 2 : shared);
  if (f == FIT_OTHER_DAY && !date_is_close(r, t)) return 0;
  if (f == FIT_OTHER_DAY && !(shared >= 2 || (there && shared >= 1) || (there && t->count == 0))) return 0;
  bool enough = f == FIT_EXACT ? points >= 4 : there ? points >= 4 && (f != FIT_NONE || shared > 0 || t->count == 0) : points >= 5;
  return enough ? points : 0;
}

static bool is_capital_name(const prl_reading *r, const char *place) {
  for (int32_t k = 0; k < r->record.party_count; k++)
    if (!strcasecmp(r->record.parties[k].capital, place)) return true;
  return false;
}

/* The working group nearest in date to the one in the sentence, among those with their first word in it, else among all. */
static int32_t match_group(const prl_reading *r, const prl_sentence *s, const trigger *t) {
  int32_t best = -1, held = 0;
  bool said_before = false;
  for (int32_t k = 0; k < r->record.event_count && t->date >= 0; k++) {
    const prl_event *e = &r->record.events[k];
    const prl_dated *d = &r->dates[t->date];
    if (e->kind != PRL_EVENT_MECHANISM || !strcasestr(e->title, "working group") || d->when.kind == PRL_WHEN_NONE) continue;
    char word[PRL_FOLDED];
    bool said = false;
    prl_fold(word, e->title, strcspn(e->title, " "));
    for (int32_t at = s->first; at < s->end; at++) said |= prl_is(r, at, word);
    int32_t far = d->when.first > e->date.last   ? d->when.first - e->date.last
                  : e->date.first > d->when.last ? e->date.first - d->when.last
                                                 : 0;
    if (best >= 0 && (said < said_before || (said == said_before && far >= held))) continue;
    best = k;
    held = far;
    said_before = said;
  }
  return held <= 180 ? best : -1;
}

/* The one event that fits best; -1 when none does or several do. */
static int32_t match(const prl_reading *r, const trigger *t, const char *place) {
  int32_t best = -1, held = 0;
  bool several = false, only_capital = is_capital_name(r, place) && t->date < 0 && t->count == 0;
  if (t->named >= 0) return t->named;
  for (int32_t k = 0; k < r->record.event_count && !only_capital; k++) {
    int32_t points = score(r, &r->record.events[k], t, place);
    if (points == 0 || points < held) continue;
    several = points == held;
    best = k;
    held = points;
  }
  return several ? -1 : best;
}

/* ---- against the record ---- */

static void compare_dates(prl_reading *r, const prl_sentence *s, const trigger *t, const prl_event *e) {
  const prl_dated *d = t->date >= 0 ? &r->dates[t->date] : NULL;
  bool group = t->kind == PRL_EVENT_MECHANISM && founds(r, s, t->at);
  if (!d || d->when.kind == PRL_WHEN_NONE || e->date.kind == PRL_WHEN_NONE || (t->named >= 0 && !group)) return;
  const char *words = prl_reading_words(r, d->first, d->end), *meant = prl_reading_when(r, &d->when);
  const char *record = prl_reading_print(r, "%s is dated %s", e->id, prl_reading_when(r, &e->date));
  prl_finding *f = NULL;
  if (d->when.kind == PRL_WHEN_DAY && !prl_when_may_meet(&d->when, e->date.first, event_end(e)))
    f = prl_reading_disagree(r, "date", d->first, d->end, prl_reading_print(r, "\"%s\" is %s", words, meant), record,
                             "the record's day is used; the article's is kept as its account");
  if (group && d->when.kind != PRL_WHEN_DAY && !prl_when_may_meet(&d->when, e->date.first, event_end(e)))
    f = prl_reading_disagree(r, "date", d->first, d->end, prl_reading_print(r, "\"%s\" is %s", words, meant), record,
                             "the record's day is used; the article's is kept as its account");
  bool days = d->relation == PRL_REL_AFTER || d->relation == PRL_REL_BEFORE || d->relation == PRL_REL_AGO || d->relation == PRL_REL_LATER ||
              d->relation == PRL_REL_EARLIER;
  if (d->when.kind == PRL_WHEN_ABOUT && days && d->centre != e->date.first) {
    int32_t said = d->count * d->span, off = d->centre - e->date.first;
    int32_t base = d->relation == PRL_REL_BEFORE ? said - off : said + off;
    f = prl_reading_disagree(r, "date", d->first, d->end,
                             prl_reading_print(r, "\"%s\", %s: %d days, which gives %s", words, d->basis, said, meant),
                             prl_reading_print(r, "%s, %d days", record, base), "the exact date is used; the vague one is kept as a bound");
  }
  if (!f) return;
  f->entry_kind = "event";
  f->entry = e->id;
  f->when = d->when;
}

static void note_not_before(prl_reading *r, const prl_event *e, bool future) {
  bool exact = e->date.kind == PRL_WHEN_DAY || e->date.kind == PRL_WHEN_INSTANT;
  if (!exact || future || e->scheduled || (r->not_before.kind == PRL_WHEN_DAY && r->not_before.first >= e->date.first)) return;
  r->not_before = (prl_when){.kind = PRL_WHEN_DAY, .first = e->date.first, .last = e->date.first};
  r->not_before_entry = e->id;
}

static const char **names_of(prl_reading *r, const trigger *t) {
  const char **names = prl_arena_alloc(r->arena, (size_t)t->count + 1, sizeof *names);
  r->failed |= !names;
  for (int32_t k = 0; names && k < t->count; k++) names[k] = r->figures[t->figures[k]].name;
  return names;
}

static void report(prl_reading *r, const prl_sentence *s, trigger *t) {
  if (t->kind == PRL_EVENT_MECHANISM && t->date < 0 && founds(r, s, t->at)) t->date = prl_date_near(r, s->first, s->end, t->at);
  const char *place = prl_reading_words(r, t->place_first, t->place_end);
  if (t->named < 0 && t->count < 2 && t->date < 0 && !*place) return;
  int32_t found = t->kind == PRL_EVENT_MECHANISM && t->named < 0 ? match_group(r, s, t) : match(r, t, place);
  int32_t first = s->first, end = s->end;
  prl_finding *f = prl_reading_add(r, PRL_FOUND_EVENT, t->type, first, end);
  if (!f) return;
  int32_t at = r->finding_count - 1;
  if (t->date >= 0) r->dates[t->date].placed = true;
  f->name = prl_reading_words(r, t->at, t->end);
  f->where = *place ? place : t->where;
  f->with = names_of(r, t);
  f->with_count = t->count;
  f->when = t->date >= 0 ? r->dates[t->date].when : (prl_when){0};
  f->basis = t->date >= 0 ? prl_reading_print(r, "\"%s\", %s", prl_reading_words(r, r->dates[t->date].first, r->dates[t->date].end),
                                              r->dates[t->date].basis)
                          : "";
  if (found < 0) return;
  const prl_event *e = &r->record.events[found];
  bool no_year = t->date >= 0 && r->dates[t->date].relation == PRL_REL_MONTH_DAY && r->dates[t->date].when.kind == PRL_WHEN_NONE;
  if (no_year && t->named < 0) {
    prl_settle_date(r, t->date, e->date.first, prl_reading_print(r, "the year from the record's %s", e->id));
    r->findings[at].when = r->dates[t->date].when;
    r->findings[at].basis = r->dates[t->date].basis;
  }
  r->findings[at].entry_kind = "event";
  r->findings[at].entry = e->id;
  r->findings[at].note = prl_reading_print(r, "the record's %s, %s", e->title, prl_reading_when(r, &e->date));
  note_not_before(r, e, s->future && r->date.kind == PRL_WHEN_NONE);
  compare_dates(r, s, t, e);
}

void prl_pass_events(prl_reading *r) {
  for (int32_t k = 0; k < r->sentence_count && !r->failed; k++) {
    prl_sentence s = r->sentences[k];
    trigger t[8];
    int32_t count = 0;
    for (int32_t at = s.first; at < s.end && count < PRL_COUNT(t); at++)
      if (trigger_at(r, &s, at, &t[count])) at = t[count++].end - 1;
    if (count == 0) continue;
    gather(r, &s, t, count);
    find_places(r, &s, t, count);
    for (int32_t n = 0; n < count && !r->failed; n++) report(r, &s, &t[n]);
  }
}
