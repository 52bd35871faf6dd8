/* history.c -- what happened, in which order: steps of measures, events, promises, tallies and claims on one line of time.
 *
 * A step has up to three turns: it begins, it snaps back, it lapses (standing.c has the same phases). A later phase in the order of the
 * record that has begun by then overtakes an earlier one, which then never happens; where vague dates leave that open the turn is kept and
 * marked. A turn known of for sure by the date of knowledge is there, one that may have been known is there and marked.
 *
 * Invariant: between two neighbouring turns of a measure its standing is constant. Order: earliest possible instant, then latest, then the
 * record's own. */
#include "turns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_SECONDS = 86400 };
static const prl_zone utc = {0};

const char *prl_turn_word(prl_turn_kind kind) {
#define PRL_X(name, word) word,
  static const char *const words[] = {PRL_TURN_LIST(PRL_X)};
#undef PRL_X
  return kind < PRL_TURNS ? words[kind] : "standing";
}

/* ---- clocks ---- */

prl_instant prl_end_of(const prl_when *when, const prl_zone *zone) {
  return when->kind == PRL_WHEN_NONE      ? PRL_INSTANT_MAX
         : when->kind == PRL_WHEN_INSTANT ? when->at
                                          : prl_zone_midnight(zone, when->last + 1) - 1;
}

static prl_instant start_of(const prl_when *when, const prl_zone *zone) {
  return when->kind == PRL_WHEN_NONE ? PRL_INSTANT_MIN : when->kind == PRL_WHEN_INSTANT ? when->at : prl_zone_midnight(zone, when->first);
}

prl_instant prl_known_until(const prl_when *known) { return prl_end_of(known, &utc); }

prl_truth prl_reached(prl_span begin, prl_instant at) { return begin.high <= at ? PRL_YES : begin.low > at ? PRL_NO : PRL_UNKNOWN; }

static prl_span span_of(const prl_when *when, const prl_zone *zone) {
  prl_span span;
  prl_when_bounds(&span.low, &span.high, when, zone);
  return span;
}

prl_span prl_known_span(const prl_when *known, const prl_source *const *sources, int32_t count) {
  prl_span span = {PRL_INSTANT_MIN, PRL_INSTANT_MIN};
  if (known->kind != PRL_WHEN_NONE) {
    return span_of(known, &utc);
  }
  for (int32_t k = 0; k < count; k++) {
    prl_span published = span_of(&sources[k]->published, &utc);
    span.low = k == 0 || published.low < span.low ? published.low : span.low;
    span.high = k == 0 || published.high < span.high ? published.high : span.high;
  }
  return span;
}

void prl_known_bounds(prl_instant *low, prl_instant *high, const prl_when *known, const prl_source *const *sources, int32_t count) {
  prl_span span = prl_known_span(known, sources, count);
  *low = span.low;
  *high = span.high;
}

/* ---- parties ---- */

bool prl_party_has(const prl_party *party, const char *code) {
  if (!code || !strcmp(party->id, code)) {
    return code != NULL;
  }
  for (int32_t k = 0; k < party->regions.count; k++) {
    if (!strcmp(party->regions.at[k], code)) {
      return true;
    }
  }
  return false;
}

prl_status prl_party_asked(const prl_party **out, const prl_dossier *dossier, const char *by, prl_error *err) {
  const prl_dossier_view *view = &dossier->view;
  const char *names[16];
  int32_t count = 0;
  *out = by ? prl_dossier_party(dossier, by) : NULL;
  if (!by || *out) {
    return PRL_OK;
  }
  for (int32_t k = 0; k < view->party_count && count < PRL_COUNT(names); k++) {
    names[count++] = view->parties[k].id;
  }
  const char *near = prl_nearest(by, names, count);
  prl_fail(err, PRL_E_UNKNOWN_ID, "no party \"%.60s\" in %s", by, view->id);
  prl_error_hint(err, "%s %s", near ? "did you mean" : "its first party is", near ? near : count ? names[0] : "none");
  return PRL_E_UNKNOWN_ID;
}

static bool person_of(const prl_person *person, const prl_party *party) {
  for (int32_t k = 0; k < person->office_count; k++) {
    if (prl_party_has(party, person->offices[k].of)) {
      return true;
    }
  }
  return false;
}

/* an event without named participants concerns all */
static bool takes_part(const prl_event *event, const prl_party *party) {
  for (int32_t k = 0; k < event->participant_count; k++) {
    if (person_of(event->participants[k].person, party)) {
      return true;
    }
  }
  return event->participant_count == 0;
}

static bool speaks_for(const prl_dossier *dossier, const prl_claim *claim, const prl_party *party) {
  const prl_dossier_view *view = &dossier->view;
  for (int32_t k = 0; k < view->person_count; k++) {
    if (!strcmp(view->people[k].id, claim->by)) {
      return person_of(&view->people[k], party);
    }
  }
  return prl_party_has(party, claim->by);
}

static bool concerns(const prl_dossier *dossier, const prl_turn *turn, const prl_party *party) {
  if (!party) {
    return true;
  }
  if (turn->kind == PRL_TURN_EVENT) {
    return takes_part(turn->event, party);
  }
  return turn->kind == PRL_TURN_CLAIM ? speaks_for(dossier, turn->claim, party) : prl_party_has(party, turn->by);
}

/* ---- accounts that differ ---- */

static bool at_its_end(const prl_turn *turn) {
  return turn->kind == PRL_TURN_SNAP || turn->kind == PRL_TURN_LAPSE || turn->kind == PRL_TURN_DUE;
}

prl_when prl_turn_said_when(const prl_turn *turn, const prl_saying *saying) { return at_its_end(turn) ? saying->until : saying->from; }

bool prl_turn_said(const prl_turn *turn, const prl_saying *saying) {
  bool begins = !at_its_end(turn), words = saying->words && *saying->words;
  bool placed = saying->place_name && *saying->place_name && turn->kind == PRL_TURN_EVENT;
  return prl_turn_said_when(turn, saying).kind != PRL_WHEN_NONE || (begins && (saying->has_number || words || placed));
}

static bool same_when(const prl_when *a, const prl_when *b) {
  return a->kind == b->kind && a->first == b->first && a->last == b->last && (a->kind != PRL_WHEN_INSTANT || a->at == b->at);
}

static bool number_differs(const prl_turn *turn, const prl_saying *saying) {
  if (!saying->has_number || at_its_end(turn)) {
    return false;
  }
  double ours = turn->step ? turn->step->rate : turn->commitment ? turn->commitment->quantity : NAN;
  return ours != saying->number;
}

static bool differs(const prl_turn *turn, const prl_saying *saying) {
  prl_when other = prl_turn_said_when(turn, saying);
  return number_differs(turn, saying) || (other.kind != PRL_WHEN_NONE && !same_when(&other, &turn->when));
}

/* ---- collecting ---- */

static prl_truth within(const prl_turn *turn, const prl_window *window, const prl_zone *zone) {
  prl_instant from = start_of(&window->from, zone), to = prl_end_of(&window->to, zone);
  if (window->after_from && window->from.kind != PRL_WHEN_NONE) {
    from = prl_end_of(&window->from, zone) + 1;
  }
  if (turn->high < from || turn->low > to) {
    return PRL_NO;
  }
  return turn->low >= from && turn->high <= to ? PRL_YES : PRL_UNKNOWN;
}

static void add(prl_history *history, const prl_turn *turn) {
  if (history->failed) {
    return;
  }
  if (history->count == history->capacity) {
    int32_t capacity = history->capacity ? 2 * history->capacity : 256;
    prl_turn *turns = realloc(history->turns, (size_t)capacity * sizeof *turns);
    if (!turns) {
      history->failed = true;
      return;
    }
    history->turns = turns;
    history->capacity = capacity;
  }
  history->turns[history->count++] = *turn;
}

typedef struct collector {
  const prl_dossier *dossier;
  const prl_window *window;
  prl_history *out;
} collector;

/* the turn is complete but for what the window and its accounts say of it */
static void offer(collector *c, prl_turn turn, const prl_zone *zone) {
  prl_span known = {turn.known_low, turn.known_high};
  turn.known = prl_reached(known, c->window->known);
  turn.within = within(&turn, c->window, zone);
  bool wanted = turn.when.kind != PRL_WHEN_NONE && turn.known != PRL_NO && turn.within != PRL_NO;
  bool news = prl_reached(known, c->window->unknown_until) != PRL_YES || c->window->unknown_until == PRL_INSTANT_MIN;
  if (!wanted || !news || !concerns(c->dossier, &turn, c->window->by)) {
    return;
  }
  for (int32_t k = 0; turn.said && k < turn.said->count; k++) {
    turn.disputed = turn.disputed || differs(&turn, &turn.said->at[k]);
  }
  add(c->out, &turn);
}

/* ---- measures ---- */

typedef struct phase {
  prl_turn_kind kind;
  int32_t step;
  prl_span begin;
  prl_truth known;
} phase;

static prl_position position_of(const prl_step *step, prl_turn_kind kind) {
  prl_position p = {.state = PRL_LAPSED};
  if (kind == PRL_TURN_SNAP) {
    return (prl_position){PRL_IN_FORCE, false, step->snap_rate};
  }
  if (kind == PRL_TURN_STEP) {
    bool bites = step->state == PRL_IN_FORCE || step->state == PRL_SUSPENDED;
    p = (prl_position){step->state, bites && step->by_line, !bites ? 0 : step->has_rate ? step->rate : NAN};
  }
  return p;
}

static bool same_span(prl_span a, prl_span b) { return a.low == b.low && a.high == b.high; }

/* a step that the next known one takes up at its end, or that snaps back then, does not lapse */
static bool lapses(const prl_measure *measure, const prl_step_times *times, int32_t k, prl_instant known) {
  const prl_step *step = &measure->steps[k];
  if (step->until.kind == PRL_WHEN_NONE || (step->snaps_back && same_span(times[k].snap, times[k].until))) {
    return false;
  }
  for (int32_t j = k + 1; j < measure->step_count; j++) {
    if (prl_reached(times[j].known, known) == PRL_YES) {
      return !same_span(times[j].from, times[k].until);
    }
  }
  return true;
}

static int32_t list_phases(phase *out, const prl_measure *measure, const prl_step_times *times, prl_instant known) {
  int32_t count = 0;
  for (int32_t k = 0; k < measure->step_count; k++) {
    prl_truth heard = prl_reached(times[k].known, known);
    if (heard == PRL_NO) {
      continue;
    }
    out[count++] = (phase){PRL_TURN_STEP, k, times[k].from, heard};
    if (measure->steps[k].snaps_back) {
      out[count++] = (phase){PRL_TURN_SNAP, k, times[k].snap, heard};
    }
    if (lapses(measure, times, k, known)) {
      out[count++] = (phase){PRL_TURN_LAPSE, k, times[k].until, heard};
    }
  }
  return count;
}

/* does the phase happen, or does a later one in the record's order come first? */
static prl_truth happens(const phase *phases, int32_t count, int32_t i) {
  prl_truth answer = PRL_YES;
  for (int32_t j = i + 1; j < count; j++) {
    if (phases[j].begin.high <= phases[i].begin.low && phases[j].known == PRL_YES) {
      return PRL_NO;
    }
    if (phases[j].begin.low <= phases[i].begin.high) {
      answer = PRL_UNKNOWN;
    }
  }
  return answer;
}

static prl_when date_of(const prl_step *step, prl_turn_kind kind) {
  return kind == PRL_TURN_STEP ? step->from : kind == PRL_TURN_SNAP ? step->snap_on : step->until;
}

static prl_turn turn_of(const prl_measure *measure, const prl_step_times *times, const phase *p) {
  const prl_step *step = &measure->steps[p->step];
  prl_span known = times[p->step].known;
  return (prl_turn){.kind = p->kind,
                    .id = measure->id,
                    .title = measure->title,
                    .by = measure->by,
                    .when = date_of(step, p->kind),
                    .low = p->begin.low,
                    .high = p->begin.high,
                    .known_low = known.low,
                    .known_high = known.high,
                    .after = position_of(step, p->kind),
                    .measure = measure,
                    .step = step,
                    .said = &step->said,
                    .sure = step->sure,
                    .disputed = step->disputed,
                    .sources = step->sources,
                    .source_count = step->source_count,
                    .place = step->place};
}

static void collect_measure(collector *c, const prl_measure *measure) {
  const prl_step_times *times = c->dossier->times + c->dossier->first_step[measure - c->dossier->view.measures];
  const prl_zone zone = prl_dossier_zone(c->dossier, measure->by);
  prl_position at = {.state = PRL_NOT_YET};
  phase *phases = calloc(3 * (size_t)measure->step_count + 1, sizeof *phases);
  if (!phases) {
    c->out->failed = true;
    return;
  }
  int32_t count = list_phases(phases, measure, times, c->window->known);
  for (int32_t i = 0; i < count; i++) {
    prl_turn turn = turn_of(measure, times, &phases[i]);
    turn.happens = happens(phases, count, i);
    turn.before = at;
    if (turn.happens != PRL_NO) {
      offer(c, turn, &zone);
      at = turn.after;
    }
  }
  free(phases);
}

/* ---- everything else ---- */

static prl_turn plain_turn(prl_turn_kind kind, const prl_when *when, const prl_zone *zone, prl_span known) {
  prl_span span = span_of(when, zone);
  return (prl_turn){.kind = kind,
                    .by = "",
                    .when = *when,
                    .low = span.low,
                    .high = span.high,
                    .known_low = known.low,
                    .known_high = known.high,
                    .happens = PRL_YES};
}

static void collect_event(collector *c, const prl_event *event) {
  prl_turn turn = plain_turn(PRL_TURN_EVENT, &event->date, &utc, prl_known_span(&event->known, event->sources, event->source_count));
  turn.event = event;
  turn.id = event->id;
  turn.title = event->title;
  turn.happens = event->scheduled ? PRL_UNKNOWN : PRL_YES;
  turn.said = &event->said;
  turn.sure = event->sure;
  turn.sources = event->sources;
  turn.source_count = event->source_count;
  turn.place = event->place;
  offer(c, turn, &utc);
}

static void collect_tally(collector *c, const prl_commitment *commitment, const prl_tally *tally, const prl_zone *zone) {
  static const prl_when none = {0};
  prl_turn turn = plain_turn(PRL_TURN_TALLY, &tally->date, zone, prl_known_span(&none, tally->sources, tally->source_count));
  turn.commitment = commitment;
  turn.tally = tally;
  turn.id = commitment->id;
  turn.title = commitment->title;
  turn.by = commitment->by;
  turn.sure = tally->sure;
  turn.sources = tally->sources;
  turn.source_count = tally->source_count;
  turn.place = tally->place;
  offer(c, turn, zone);
}

static void collect_commitment(collector *c, const prl_commitment *commitment) {
  const prl_zone zone = prl_dossier_zone(c->dossier, commitment->by);
  prl_span known = prl_known_span(&commitment->known, commitment->sources, commitment->source_count);
  for (int32_t end = 0; end < 2; end++) {
    prl_turn turn = plain_turn(end ? PRL_TURN_DUE : PRL_TURN_PROMISE, end ? &commitment->until : &commitment->from, &zone, known);
    turn.commitment = commitment;
    turn.id = commitment->id;
    turn.title = commitment->title;
    turn.by = commitment->by;
    turn.said = &commitment->said;
    turn.sure = commitment->sure;
    turn.sources = commitment->sources;
    turn.source_count = commitment->source_count;
    turn.place = commitment->place;
    offer(c, turn, &zone);
  }
  for (int32_t k = 0; k < commitment->tally_count; k++) {
    collect_tally(c, commitment, &commitment->tallies[k], &zone);
  }
}

static void collect_claim(collector *c, const prl_claim *claim) {
  static const prl_when none = {0};
  prl_turn turn = plain_turn(PRL_TURN_CLAIM, &claim->date, &utc, prl_known_span(&none, claim->sources, claim->source_count));
  turn.claim = claim;
  turn.id = claim->id;
  turn.title = claim->says;
  turn.by = claim->by;
  turn.sure = claim->sure;
  turn.sources = claim->sources;
  turn.source_count = claim->source_count;
  turn.place = claim->place;
  offer(c, turn, &utc);
}

typedef struct ranked {
  prl_turn turn;
  int32_t rank;
} ranked;

static int compare(const void *left, const void *right) {
  const ranked *a = left, *b = right;
  if (a->turn.low != b->turn.low) {
    return a->turn.low < b->turn.low ? -1 : 1;
  }
  if (a->turn.high != b->turn.high) {
    return a->turn.high < b->turn.high ? -1 : 1;
  }
  return (a->rank > b->rank) - (a->rank < b->rank);
}

static void sort(prl_history *history) {
  ranked *all = history->failed ? NULL : calloc((size_t)history->count + 1, sizeof *all);
  if (!all) {
    history->failed = true;
    return;
  }
  for (int32_t k = 0; k < history->count; k++) {
    all[k] = (ranked){history->turns[k], k};
  }
  qsort(all, (size_t)history->count, sizeof *all, compare);
  for (int32_t k = 0; k < history->count; k++) {
    history->turns[k] = all[k].turn;
  }
  free(all);
}

prl_history *prl_turns_collect(const prl_dossier *dossier, const prl_window *window) {
  const prl_dossier_view *view = &dossier->view;
  prl_history *history = calloc(1, sizeof *history);
  collector c = {dossier, window, history};
  if (!history) {
    return NULL;
  }
  for (int32_t k = 0; k < view->event_count; k++) {
    collect_event(&c, &view->events[k]);
  }
  for (int32_t k = 0; k < view->measure_count; k++) {
    collect_measure(&c, &view->measures[k]);
  }
  for (int32_t k = 0; k < view->commitment_count; k++) {
    collect_commitment(&c, &view->commitments[k]);
  }
  for (int32_t k = 0; k < view->claim_count; k++) {
    collect_claim(&c, &view->claims[k]);
  }
  sort(history);
  if (history->failed) {
    prl_history_free(history);
    return NULL;
  }
  return history;
}

void prl_turns_keep(prl_history *history, bool (*wanted)(const prl_turn *turn)) {
  int32_t count = 0;
  for (int32_t k = 0; k < history->count; k++) {
    if (wanted(&history->turns[k])) {
      history->turns[count++] = history->turns[k];
    }
  }
  history->count = count;
}

/* ---- asking ---- */

void prl_history_query_defaults(prl_history_query *query) { *query = (prl_history_query){.size = sizeof *query}; }

static prl_status check_order(const prl_history_query *query, prl_error *err) {
  char from[64], to[64];
  if (query->from.kind == PRL_WHEN_NONE || query->to.kind == PRL_WHEN_NONE ||
      start_of(&query->from, &utc) <= prl_end_of(&query->to, &utc)) {
    return PRL_OK;
  }
  prl_when_print(from, sizeof from, &query->from);
  prl_when_print(to, sizeof to, &query->to);
  prl_fail(err, PRL_E_VALUE, "from %s is after to %s", from, to);
  prl_error_hint(err, "exchange the two");
  return PRL_E_VALUE;
}

prl_status prl_history_new(prl_history **out, const prl_dossier *dossier, const prl_history_query *query, prl_error *err) {
  prl_window window = {.from = query->from, .to = query->to, .known = prl_known_until(&query->known), .unknown_until = PRL_INSTANT_MIN};
  *out = NULL;
  prl_status status = check_order(query, err);
  if (status == PRL_OK) {
    status = prl_party_asked(&window.by, dossier, query->by, err);
  }
  if (status != PRL_OK) {
    return status;
  }
  *out = prl_turns_collect(dossier, &window);
  return *out ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left for the history of %s", dossier->view.id);
}

const prl_turn *prl_history_look(int32_t *count, const prl_history *history) {
  *count = history->count;
  return history->turns;
}

void prl_history_free(prl_history *history) {
  if (history) {
    free(history->turns);
    free(history);
  }
}
