/* ledger.c -- promises against deliveries, computed, never typed.
 *
 *   promised over the window   Q, or for a quantity owed each year Q y(from, until)
 *   due by day t               Q (t - from) / (until - from), or Q y(from, t); at most what is promised; 0 before the window
 *   y(a, b)                    whole years from a to b, plus the days left over the days of the year they fall in
 *
 * Quantities in the commitment's unit; a day counts as past at its end. Vague dates give bounds. Of each reporter and measure the latest
 * count by then tells; "in progress" is no delivery. Deliveries only grow: a count is judged by what was due when it was counted, and it no
 * longer tells once a later one by the same measure says more (what is booked says nothing of what landed). What happened after the newest
 * count is not known and not extended.
 *
 * Invariant: no count, no number: without a tally delivered and shortfall are NaN and the status is unknown. */
#include "turns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *prl_progress_word(prl_progress progress) {
#define PRL_X(name, word) word,
  static const char *const words[] = {PRL_PROGRESS_LIST(PRL_X)};
#undef PRL_X
  return words[progress];
}

enum { NEAR_DAYS = 31 }; /* counts farther apart differ because time passed */

struct prl_ledger {
  prl_arena *arena;
  prl_account *accounts;
  int32_t count;
};

typedef struct asked { /* the question */
  const prl_dossier *dossier;
  prl_instant known, date;
  prl_day day; /* the first day after the date asked for, where the party is that promised */
  prl_zone zone;
} asked;

/* ---- due ---- */

static prl_day anniversary(prl_day from, int32_t years) {
  int32_t year, month, day;
  prl_day_split(&year, &month, &day, from);
  bool leap_day = month == 2 && day == 29 && !prl_day_valid(year + years, 2, 29);
  return leap_day ? prl_day_of(year + years, 3, 1) : prl_day_of(year + years, month, day);
}

static double years_between(prl_day from, prl_day to) {
  int32_t whole = 0;
  if (to <= from) {
    return 0;
  }
  while (anniversary(from, whole + 1) <= to) {
    whole++;
  }
  prl_day start = anniversary(from, whole), end = anniversary(from, whole + 1);
  return whole + (double)(to - start) / (end - start);
}

/* of a window that surely is [from, until); until NONE = open */
static double due_by(const prl_commitment *c, prl_day from, prl_day until, bool open, prl_day at) {
  if (!open && at >= until) {
    return c->per_year ? c->quantity * years_between(from, until) : c->quantity;
  }
  if (at <= from) {
    return 0;
  }
  if (c->per_year) {
    return c->quantity * years_between(from, at);
  }
  return open ? NAN : c->quantity * (at - from) / (until - from);
}

typedef struct amount {
  double low, high;
} amount;

static bool can_be_due(const prl_commitment *c) { return c->has_quantity && c->from.kind != PRL_WHEN_NONE; }

static amount due_of(const prl_commitment *c, prl_day first, prl_day last) {
  bool open = c->until.kind == PRL_WHEN_NONE;
  if (!can_be_due(c)) {
    return (amount){NAN, NAN};
  }
  return (amount){due_by(c, c->from.last, c->per_year ? c->until.first : c->until.last, open, first),
                  due_by(c, c->from.first, c->per_year ? c->until.last : c->until.first, open, last)};
}

static amount total_of(const prl_commitment *c) {
  if (!c->has_quantity || (c->per_year && (c->from.kind == PRL_WHEN_NONE || c->until.kind == PRL_WHEN_NONE))) {
    return (amount){NAN, NAN};
  }
  if (!c->per_year) {
    return (amount){c->quantity, c->quantity};
  }
  return (amount){c->quantity * years_between(c->from.last, c->until.first), c->quantity * years_between(c->from.first, c->until.last)};
}

/* ---- counts ---- */

static amount counted(const prl_tally *tally) {
  return (amount){isnan(tally->low) ? 0 : tally->low, isnan(tally->high) ? INFINITY : tally->high};
}

static prl_progress judge(amount counted, amount due, amount total) {
  if (counted.low >= total.high) {
    return PRL_PROGRESS_MET;
  }
  if (due.high <= 0) {
    return PRL_PROGRESS_NOT_BEGUN;
  }
  if (counted.low >= due.high) {
    return PRL_PROGRESS_AHEAD;
  }
  return counted.high < due.low ? PRL_PROGRESS_BEHIND : PRL_PROGRESS_UNKNOWN;
}

static bool is_delivery(const prl_tally *tally) { return tally->measure != PRL_TALLY_IN_PROGRESS; }

static bool tells_by_then(const prl_tally *tally, const asked *q) {
  static const prl_when none = {0};
  prl_span date, known = prl_known_span(&none, tally->sources, tally->source_count);
  prl_when_bounds(&date.low, &date.high, &tally->date, &q->zone);
  return prl_reached(date, q->date) == PRL_YES && prl_reached(known, q->known) == PRL_YES;
}

static prl_count count_of(const prl_commitment *c, const prl_tally *tally) {
  amount due = due_of(c, tally->date.first + 1, tally->date.last + 1), value = counted(tally), total = total_of(c);
  return (prl_count){tally, value.low, value.high, due.low, due.high, judge(value, due, total), false};
}

static bool same_series(const prl_tally *a, const prl_tally *b) { return a->measure == b->measure && !strcmp(a->reporter, b->reporter); }

/* tallies stand oldest first: a later one of the same reporter and measure takes the place of an earlier one */
static int32_t take_counts(prl_count *out, const prl_commitment *c, const asked *q) {
  int32_t count = 0;
  for (int32_t k = 0; k < c->tally_count; k++) {
    if (!tells_by_then(&c->tallies[k], q)) {
      continue;
    }
    int32_t at = 0;
    while (at < count && !same_series(out[at].tally, &c->tallies[k])) {
      at++;
    }
    out[at] = count_of(c, &c->tallies[k]);
    count += at == count;
  }
  return count;
}

static bool is_later(const prl_count *a, const prl_count *b) { return a->tally->date.first > b->tally->date.last; }

static void mark_older(prl_count *counts, int32_t count) {
  for (int32_t k = 0; k < count; k++) {
    for (int32_t j = 0; j < count; j++) {
      bool grown = is_later(&counts[j], &counts[k]) && counts[j].low > counts[k].high;
      bool alike = counts[j].tally->measure == counts[k].tally->measure;
      counts[k].older = counts[k].older || (grown && alike && counts[k].status != PRL_PROGRESS_MET);
    }
  }
}

static bool still_tells(const prl_count *count) { return is_delivery(count->tally) && !count->older; }

static void sum_up(prl_account *a) {
  a->delivered_low = a->delivered_high = NAN;
  for (int32_t k = 0; k < a->count; k++) {
    const prl_count *count = &a->counts[k];
    if (a->counted_on.kind == PRL_WHEN_NONE || count->tally->date.first > a->counted_on.first) {
      a->counted_on = count->tally->date;
    }
    if (still_tells(count)) {
      a->delivered_low = fmin(a->delivered_low, count->low);
      a->delivered_high = fmax(a->delivered_high, count->high);
    }
  }
  a->shortfall_low = isnan(a->due_low) || isnan(a->delivered_high) ? NAN : fmax(0, a->due_low - a->delivered_high);
  a->shortfall_high = isnan(a->due_high) || isnan(a->delivered_low) ? NAN : fmax(0, a->due_high - a->delivered_low);
}

static bool near_in_time(const prl_tally *a, const prl_tally *b) {
  return a->date.first - b->date.last <= NEAR_DAYS && b->date.first - a->date.last <= NEAR_DAYS;
}

/* the widest distance between what two reporters may mean by one measure at about one time; infinite when one gives no upper bound */
static void spread(prl_account *a) {
  a->spread = NAN;
  for (int32_t k = 0; k < a->count; k++) {
    for (int32_t j = k + 1; j < a->count; j++) {
      const prl_count *one = &a->counts[k], *other = &a->counts[j];
      double apart = fmax(one->high, other->high) - fmin(one->low, other->low);
      bool alike = one->tally->measure == other->tally->measure && near_in_time(one->tally, other->tally);
      if (alike && !(apart <= a->spread)) {
        a->spread = apart;
        a->spread_in = one->tally->measure;
      }
    }
  }
}

/* ---- status ---- */

typedef struct votes {
  int32_t met, ahead, behind, open;
} votes;

static votes count_votes(const prl_account *a) {
  votes v = {0};
  for (int32_t k = 0; k < a->count; k++) {
    if (still_tells(&a->counts[k])) {
      v.met += a->counts[k].status == PRL_PROGRESS_MET;
      v.ahead += a->counts[k].status == PRL_PROGRESS_AHEAD;
      v.behind += a->counts[k].status == PRL_PROGRESS_BEHIND;
      v.open += a->counts[k].status == PRL_PROGRESS_UNKNOWN || a->counts[k].status == PRL_PROGRESS_NOT_BEGUN;
    }
  }
  return v;
}

static void say(prl_account *a, prl_progress status, const char *why) {
  a->status = status;
  a->why = why;
}

static void without_counts(prl_account *a) {
  bool in_progress = a->count > 0;
  if (a->due_high <= 0) {
    say(a, PRL_PROGRESS_NOT_BEGUN, "its window has not begun");
  } else if (in_progress) {
    say(a, PRL_PROGRESS_UNKNOWN, "in progress; nothing delivered is counted");
  } else {
    say(a, PRL_PROGRESS_UNKNOWN, "no tally");
  }
}

/* ahead when counted, and what has come due since may or may not have been delivered */
static void ahead(prl_account *a) {
  if (a->delivered_low >= a->due_high) {
    say(a, PRL_PROGRESS_AHEAD, "as much as was due, or more, is counted");
  } else {
    say(a, PRL_PROGRESS_UNKNOWN, "ahead when last counted; nothing is counted since");
  }
}

/* some count of all that was promised was made before the window ended */
static bool met_in_time(const prl_account *a) {
  for (int32_t k = 0; k < a->count; k++) {
    const prl_count *count = &a->counts[k];
    bool in_time = a->commitment->until.kind == PRL_WHEN_NONE || count->tally->date.first <= a->commitment->until.last;
    if (still_tells(count) && count->status == PRL_PROGRESS_MET && in_time) {
      return true;
    }
  }
  return false;
}

/* "the counts disagree: met as booked by X, behind as landed by Y" */
static bool disagree(prl_account *a, prl_arena *arena) {
  prl_text words = {0};
  prl_text_puts(&words, "the counts disagree");
  for (int32_t k = 0, said = 0; k < a->count; k++) {
    const prl_count *count = &a->counts[k];
    if (still_tells(count)) {
      prl_text_printf(&words, "%s %s as %s by %s", said++ ? "," : ":", prl_progress_word(count->status),
                      prl_tally_word(count->tally->measure), count->tally->reporter);
    }
  }
  say(a, PRL_PROGRESS_UNKNOWN, words.failed ? NULL : prl_arena_text(arena, words.bytes, words.length));
  prl_text_free(&words);
  return a->why != NULL;
}

static void met(prl_account *a, bool by_all) {
  if (!by_all) {
    say(a, PRL_PROGRESS_AHEAD, "met by one count, ahead by another");
  } else if (met_in_time(a)) {
    say(a, PRL_PROGRESS_MET, "all that was promised is counted");
  } else {
    say(a, PRL_PROGRESS_MET, "all that was promised is counted, first by a count made after the window had ended");
  }
}

static void decide(prl_account *a, votes v) {
  if (v.met + v.ahead + v.behind + v.open == 0) {
    without_counts(a);
  } else if (!a->commitment->has_quantity) {
    say(a, PRL_PROGRESS_UNKNOWN, "no quantity was promised to measure against");
  } else if (v.met && !v.open) {
    met(a, !v.ahead);
  } else if (isnan(a->due_high)) {
    say(a, PRL_PROGRESS_UNKNOWN, "no date by which it is due");
  } else if (a->due_high <= 0) {
    say(a, PRL_PROGRESS_NOT_BEGUN, "its window has not begun");
  } else if (v.open) {
    say(a, PRL_PROGRESS_UNKNOWN, "the counts leave open whether what was due is reached");
  } else if (v.behind) {
    say(a, PRL_PROGRESS_BEHIND, "less is counted than was due when counted");
  } else {
    ahead(a);
  }
}

/* ---- accounts ---- */

static bool fill(prl_account *a, prl_arena *arena, const prl_commitment *c, const asked *q) {
  amount total = total_of(c), due = due_of(c, q->day, q->day);
  prl_count *counts = prl_arena_alloc(arena, (size_t)c->tally_count + 1, sizeof *counts);
  if (!counts) {
    return false;
  }
  a->commitment = c;
  a->total_low = total.low;
  a->total_high = total.high;
  a->due_low = due.low;
  a->due_high = due.high;
  a->count = take_counts(counts, c, q);
  a->counts = counts;
  mark_older(counts, a->count);
  sum_up(a);
  spread(a);
  votes v = count_votes(a);
  if (c->has_quantity && v.behind && (v.met || v.ahead)) {
    return disagree(a, arena);
  }
  decide(a, v);
  return true;
}

static void set_zone(asked *q, const prl_asof *asof, const prl_commitment *c) {
  q->zone = prl_dossier_zone(q->dossier, c->by);
  q->date = prl_end_of(&asof->date, &q->zone);
  q->day = prl_zone_day(&q->zone, q->date) + 1;
}

static bool fill_all(prl_ledger *ledger, const prl_dossier *dossier, const prl_asof *asof, const prl_party *by) {
  const prl_dossier_view *view = &dossier->view;
  asked q = {.dossier = dossier, .known = prl_known_until(asof->known.kind == PRL_WHEN_NONE ? &asof->date : &asof->known)};
  ledger->accounts = prl_arena_alloc(ledger->arena, (size_t)view->commitment_count + 1, sizeof *ledger->accounts);
  for (int32_t k = 0; ledger->accounts && k < view->commitment_count; k++) {
    const prl_commitment *c = &view->commitments[k];
    prl_truth known = prl_reached(prl_known_span(&c->known, c->sources, c->source_count), q.known);
    if (known == PRL_NO || (by && !prl_party_has(by, c->by))) {
      continue;
    }
    set_zone(&q, asof, c);
    ledger->accounts[ledger->count].known = known;
    if (!fill(&ledger->accounts[ledger->count++], ledger->arena, c, &q)) {
      return false;
    }
  }
  return ledger->accounts != NULL;
}

prl_status prl_ledger_new(prl_ledger **out, const prl_dossier *dossier, const prl_asof *asof, const char *by, prl_error *err) {
  const prl_party *party;
  *out = NULL;
  prl_status status = prl_party_asked(&party, dossier, by, err);
  if (status != PRL_OK) {
    return status;
  }
  prl_ledger *ledger = calloc(1, sizeof *ledger);
  if (!ledger || !(ledger->arena = prl_arena_new()) || !fill_all(ledger, dossier, asof, party)) {
    prl_ledger_free(ledger);
    return prl_fail(err, PRL_E_MEMORY, "no memory left for the ledger of %s", dossier->view.id);
  }
  *out = ledger;
  return PRL_OK;
}

const prl_account *prl_ledger_look(int32_t *count, const prl_ledger *ledger) {
  *count = ledger->count;
  return ledger->accounts;
}

void prl_ledger_free(prl_ledger *ledger) {
  if (ledger) {
    prl_arena_free(ledger->arena);
    free(ledger);
  }
}
