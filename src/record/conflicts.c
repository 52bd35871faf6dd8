/* conflicts.c -- where do sources disagree, which account does the record use, and by which rule?
 *
 * A field of an entry (first day, until, rate, quantity, place) has the entry's own account, for which the best of its own sources
 * stands, and those of its sayings. The rule: `prefer`, else nearest to the act (the order of prl_source_kind), else published
 * later; among equals the entry's own. The entry departs when its own account contradicts the one the rule gives.
 * Two dates contradict each other only when no reading of them agrees: an exact day within vague bounds is no conflict, nor is an
 * instant on the day another names. Framings (`words` alone) and claims are kept side by side; neither can depart.
 * Owned by the set: texts in its arena. Order: measures, commitments, events, claims, each as in its files. */
#include "entries.h"

#include <stdlib.h>
#include <string.h>

#define CLAIM_DAYS 31 /* status claims further apart than this speak of different times */

struct prl_conflicts {
  prl_arena *arena;
  prl_conflict *list;
  int32_t count, capacity;
  bool failed; /* no memory left */
};

typedef enum account_kind { NOTHING, DATE, NUMBER, WORDS } account_kind;

typedef struct account { /* one source's word on one field */
  account_kind kind;
  const prl_source *source;
  prl_when when;
  double number;
  const char *words;
} account;

typedef struct subject { /* the entry in question */
  const char *entry;
  prl_place place;
  const prl_sayings *said;
  const prl_source *own; /* the best of its own sources; NULL when there is none */
} subject;

/* ---- the rule ---- */

static bool better(const prl_source *a, const prl_source *b, const prl_source *prefer) {
  if ((a == prefer) != (b == prefer)) {
    return a == prefer;
  }
  return a->kind != b->kind ? a->kind < b->kind : a->published.last > b->published.last;
}

static const prl_source *best_of(const prl_source *const *sources, int32_t count, const prl_source *prefer) {
  const prl_source *best = count > 0 ? sources[0] : NULL;
  for (int32_t k = 1; k < count; k++) {
    best = better(sources[k], best, prefer) ? sources[k] : best;
  }
  return best;
}

static bool dates_differ(const prl_when *a, const prl_when *b) {
  if (a->kind == PRL_WHEN_INSTANT && b->kind == PRL_WHEN_INSTANT) {
    return a->at != b->at;
  }
  return a->last < b->first || b->last < a->first;
}

static bool contradict(const account *a, const account *b) {
  switch (a->kind) {
    case DATE: return dates_differ(&a->when, &b->when);
    case NUMBER: return a->number != b->number;
    case WORDS: return strcasecmp(a->words, b->words) != 0;
    default: return false;
  }
}

/* ---- the set ---- */

static const char *kept(prl_conflicts *c, const char *text) {
  c->failed = c->failed || !text;
  return text ? text : "";
}

static prl_conflict *new_conflict(prl_conflicts *c, int32_t values) {
  if (c->count == c->capacity) {
    int32_t capacity = c->capacity ? 2 * c->capacity : 16;
    prl_conflict *list = realloc(c->list, (size_t)capacity * sizeof *list);
    if (!list) {
      c->failed = true;
      return NULL;
    }
    c->list = list;
    c->capacity = capacity;
  }
  const char **texts = prl_arena_alloc(c->arena, (size_t)values, sizeof *texts);
  const prl_source **sources = prl_arena_alloc(c->arena, (size_t)values, sizeof *sources);
  if (!texts || !sources) {
    c->failed = true;
    return NULL;
  }
  prl_conflict *conflict = &c->list[c->count++];
  *conflict = (prl_conflict){.entry = "", .field = "", .values = texts, .sources = sources, .why = ""};
  return conflict;
}

/* the arrays are the set's own; only readers see them as constant */
static void add_value(prl_conflict *conflict, const char *text, const prl_source *source) {
  ((const char **)conflict->values)[conflict->count] = text;
  ((const prl_source **)conflict->sources)[conflict->count++] = source;
}

static const char *account_text(prl_conflicts *c, const account *a) {
  char text[64];
  switch (a->kind) {
    case DATE: prl_when_print(text, sizeof text, &a->when); break;
    case NUMBER: prl_print_number(text, sizeof text, a->number, 10); break;
    default: return a->words;
  }
  return kept(c, prl_arena_text(c->arena, text, strlen(text)));
}

/* ---- one field ---- */

static const char *kind_word(const prl_source *source) {
  static const char *const words[] = {"legal text", "official", "tracker", "press"};
  return words[source->kind];
}

static const char *say_why(prl_conflicts *c, const subject *s, const account *used, const account *chosen, const account *against) {
  const prl_source *prefer = s->said->prefer;
  char date[40];
  if (used != chosen && chosen->source == prefer) {
    return kept(c, prl_arena_printf(c->arena, "the entry prefers %s, whose %s it does not hold", prefer->id, account_text(c, chosen)));
  }
  if (used != chosen) {
    return kept(c, prl_arena_printf(c->arena, "the entry departs from the rule, which gives %s (%s, %s), and says no 'prefer'",
                                    account_text(c, chosen), chosen->source->id, kind_word(chosen->source)));
  }
  if (prefer && used->source == prefer) {
    return kept(c, prl_arena_printf(c->arena, "the entry prefers %s", prefer->id));
  }
  if (used->source->kind != against->source->kind) {
    return kept(c, prl_arena_printf(c->arena, "nearest to the act: %s before %s", kind_word(used->source), kind_word(against->source)));
  }
  if (used->source->published.last == against->source->published.last) {
    return "the sources are equally near and of one date: the entry's own";
  }
  prl_when_print(date, sizeof date, &used->source->published);
  return kept(c, prl_arena_printf(c->arena, "the later of the %s sources, of %s", kind_word(used->source), date));
}

static void list_field(prl_conflicts *c, const subject *s, const char *field, const account *accounts, int32_t count, int32_t used,
                       int32_t chosen) {
  const account *against = NULL;
  prl_conflict *conflict = new_conflict(c, count);
  if (!conflict) {
    return;
  }
  conflict->entry = s->entry;
  conflict->field = field;
  conflict->place = s->place;
  add_value(conflict, account_text(c, &accounts[used]), accounts[used].source);
  for (int32_t k = 0; k < count; k++) {
    if (contradict(&accounts[used], &accounts[k])) {
      add_value(conflict, account_text(c, &accounts[k]), accounts[k].source);
      against = !against || better(accounts[k].source, against->source, NULL) ? &accounts[k] : against;
    }
  }
  conflict->departs = contradict(&accounts[used], &accounts[chosen]);
  const account *rule = conflict->departs ? &accounts[chosen] : &accounts[used];
  conflict->why = say_why(c, s, &accounts[used], rule, against ? against : rule);
}

/* @param accounts  count of them, all of one kind; the entry's own first when it has one */
static void weigh(prl_conflicts *c, const subject *s, const char *field, const account *accounts, int32_t count, bool own) {
  int32_t chosen = 0;
  bool differ = false;
  for (int32_t k = 1; k < count; k++) {
    chosen = better(accounts[k].source, accounts[chosen].source, s->said->prefer) ? k : chosen;
  }
  int32_t used = own ? 0 : chosen; /* where the entry itself is silent, the rule speaks */
  for (int32_t k = 0; k < count; k++) {
    differ = differ || contradict(&accounts[used], &accounts[k]);
  }
  if (differ) {
    list_field(c, s, field, accounts, count, used, chosen);
  }
}

typedef account (*pick)(const prl_saying *saying);

static account pick_from(const prl_saying *saying) { return (account){.kind = saying->from.kind ? DATE : NOTHING, .when = saying->from}; }

static account pick_until(const prl_saying *saying) {
  return (account){.kind = saying->until.kind ? DATE : NOTHING, .when = saying->until};
}

static account pick_number(const prl_saying *saying) {
  return (account){.kind = saying->has_number ? NUMBER : NOTHING, .number = saying->number};
}

static account pick_place(const prl_saying *saying) {
  return (account){.kind = *saying->place_name ? WORDS : NOTHING, .words = saying->place_name};
}

static void compare(prl_conflicts *c, const subject *s, const char *field, account own, pick from) {
  account *accounts = prl_arena_alloc(c->arena, (size_t)s->said->count + 1, sizeof *accounts);
  int32_t count = 0;
  if (!accounts) {
    c->failed = true;
    return;
  }
  bool has_own = own.kind != NOTHING && s->own;
  if (has_own) {
    own.source = s->own;
    accounts[count++] = own;
  }
  for (int32_t k = 0; k < s->said->count; k++) {
    account said = from(&s->said->at[k]);
    said.source = s->said->at[k].source;
    accounts[count] = said;
    count += said.kind != NOTHING;
  }
  weigh(c, s, field, accounts, count, has_own);
}

static bool only_words(const prl_saying *saying) {
  return *saying->words && !saying->from.kind && !saying->until.kind && !saying->has_number && !*saying->place_name;
}

/* @param own  the entry in words */
static void list_framings(prl_conflicts *c, const subject *s, const char *own) {
  int32_t framings = 0;
  for (int32_t k = 0; k < s->said->count; k++) {
    framings += only_words(&s->said->at[k]);
  }
  prl_conflict *conflict = framings && s->own ? new_conflict(c, framings + 1) : NULL;
  if (!conflict) {
    return;
  }
  conflict->entry = s->entry;
  conflict->field = "framing";
  conflict->why = "one act in different words: no disagreement of fact";
  conflict->place = s->place;
  add_value(conflict, own, s->own);
  for (int32_t k = 0; k < s->said->count; k++) {
    if (only_words(&s->said->at[k])) {
      add_value(conflict, s->said->at[k].words, s->said->at[k].source);
    }
  }
}

/* ---- entries ---- */

static account dated(prl_when when) { return (account){.kind = when.kind ? DATE : NOTHING, .when = when}; }

/* when a step ends by what it says itself, else by the step that follows */
static prl_when end_of(const prl_measure *measure, int32_t step) {
  const prl_step *steps = measure->steps;
  return steps[step].until.kind           ? steps[step].until
         : steps[step].snaps_back         ? steps[step].snap_on
         : step + 1 < measure->step_count ? steps[step + 1].from
                                          : (prl_when){0};
}

static const char *step_text(prl_conflicts *c, const prl_measure *measure, const prl_step *step) {
  char rate[40];
  if (!step->has_rate) {
    return prl_state_word(step->state);
  }
  prl_print_number(rate, sizeof rate, step->rate, 10);
  return kept(c, prl_arena_printf(c->arena, "%s, %s %s", prl_state_word(step->state), rate, measure->unit));
}

static void compare_measure(prl_conflicts *c, const prl_measure *measure) {
  for (int32_t k = 0; k < measure->step_count && !c->failed; k++) {
    const prl_step *step = &measure->steps[k];
    if (step->said.count == 0) {
      continue;
    }
    subject s = {.place = step->place, .said = &step->said, .own = best_of(step->sources, step->source_count, step->said.prefer)};
    s.entry = kept(c, prl_arena_printf(c->arena, "%s, step %d", measure->id, k + 1));
    compare(c, &s, "first day", dated(step->from), pick_from);
    compare(c, &s, "until", dated(end_of(measure, k)), pick_until);
    compare(c, &s, "rate", (account){.kind = step->has_rate ? NUMBER : NOTHING, .number = step->rate}, pick_number);
    list_framings(c, &s, step_text(c, measure, step));
  }
}

static void compare_confirmation(prl_conflicts *c, const prl_commitment *commitment) {
  bool by = false, to = false;
  for (int32_t k = 0; k < commitment->said_by.count; k++) {
    by = by || !strcmp(commitment->said_by.at[k], commitment->by);
    to = to || !strcmp(commitment->said_by.at[k], commitment->to);
  }
  if (by == to || !*commitment->by || !*commitment->to || commitment->source_count == 0) {
    return;
  }
  prl_conflict *conflict = new_conflict(c, 1);
  if (conflict) {
    const char *speaker = by ? commitment->by : commitment->to;
    conflict->entry = commitment->id;
    conflict->field = "confirmation";
    conflict->place = commitment->place;
    conflict->why = kept(c, prl_arena_printf(c->arena, "only %s says so", speaker));
    add_value(conflict, speaker, best_of(commitment->sources, commitment->source_count, NULL));
  }
}

static void compare_commitment(prl_conflicts *c, const prl_commitment *commitment) {
  subject s = {commitment->id, commitment->place, &commitment->said,
               best_of(commitment->sources, commitment->source_count, commitment->said.prefer)};
  compare(c, &s, "first day", dated(commitment->from), pick_from);
  compare(c, &s, "until", dated(commitment->until), pick_until);
  compare(c, &s, "quantity", (account){.kind = commitment->has_quantity ? NUMBER : NOTHING, .number = commitment->quantity}, pick_number);
  list_framings(c, &s, commitment->title);
  compare_confirmation(c, commitment);
}

/* an event without `until` lasts the day it is on */
static prl_when end_of_event(const prl_event *event) {
  prl_when end = event->until;
  if (!end.kind && event->date.kind == PRL_WHEN_DAY) {
    end = event->date;
    end.first = ++end.last;
  }
  return end;
}

static void compare_event(prl_conflicts *c, const prl_event *event) {
  subject s = {event->id, event->place, &event->said, best_of(event->sources, event->source_count, event->said.prefer)};
  compare(c, &s, "first day", dated(event->date), pick_from);
  compare(c, &s, "until", dated(end_of_event(event)), pick_until);
  compare(c, &s, "place", (account){.kind = *event->where ? WORDS : NOTHING, .words = event->where}, pick_place);
  list_framings(c, &s, event->title);
}

/* ---- claims ---- */

static bool claims_meet(const prl_claim *a, const prl_claim *b) {
  bool near = a->date.first - b->date.last <= CLAIM_DAYS && b->date.first - a->date.last <= CLAIM_DAYS;
  return near && *a->about && a->kind == PRL_CLAIM_STATUS && b->kind == PRL_CLAIM_STATUS && !strcmp(a->about, b->about) &&
         strcmp(a->by, b->by) != 0 && strcasecmp(a->says, b->says) != 0;
}

static void add_claim(prl_conflicts *c, prl_conflict *conflict, const prl_claim *claim) {
  char date[40];
  prl_when_print(date, sizeof date, &claim->date);
  add_value(conflict, kept(c, prl_arena_printf(c->arena, "%s (%s, %s)", claim->says, claim->by, date)),
            best_of(claim->sources, claim->source_count, NULL));
}

static void compare_claims(prl_conflicts *c, const prl_claim *a, const prl_claim *b) {
  prl_conflict *conflict = claims_meet(a, b) && a->source_count && b->source_count ? new_conflict(c, 2) : NULL;
  if (conflict) {
    conflict->entry = a->about;
    conflict->field = "status";
    conflict->place = b->place;
    conflict->why = "claims are kept side by side";
    add_claim(c, conflict, a);
    add_claim(c, conflict, b);
  }
}

/* ---- life ---- */

static void compare_all(prl_conflicts *c, const prl_dossier_view *view) {
  for (int32_t k = 0; k < view->measure_count && !c->failed; k++) {
    compare_measure(c, &view->measures[k]);
  }
  for (int32_t k = 0; k < view->commitment_count && !c->failed; k++) {
    compare_commitment(c, &view->commitments[k]);
  }
  for (int32_t k = 0; k < view->event_count && !c->failed; k++) {
    compare_event(c, &view->events[k]);
  }
  for (int32_t k = 1; k < view->claim_count && !c->failed; k++) {
    for (int32_t j = 0; j < k; j++) {
      compare_claims(c, &view->claims[j], &view->claims[k]);
    }
  }
}

prl_status prl_conflicts_new(prl_conflicts **out, const prl_dossier *dossier, prl_error *err) {
  prl_conflicts *c = calloc(1, sizeof *c);
  *out = NULL;
  if (c && (c->arena = prl_arena_new())) {
    compare_all(c, &dossier->view);
  }
  if (!c || !c->arena || c->failed) {
    prl_conflicts_free(c);
    return prl_fail(err, PRL_E_MEMORY, "no memory left to compare the sources of %s", dossier->view.path);
  }
  *out = c;
  return PRL_OK;
}

const prl_conflict *prl_conflicts_look(int32_t *count, const prl_conflicts *conflicts) {
  *count = conflicts->count;
  return conflicts->list;
}

void prl_conflicts_free(prl_conflicts *conflicts) {
  if (conflicts) {
    prl_arena_free(conflicts->arena);
    free(conflicts->list);
    free(conflicts);
  }
}
