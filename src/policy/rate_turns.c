/* rate_turns.c -- the stacked duty on one product over time: on which days does it change, and what changed?
 *
 * Asked on the first day and on every day at which something written of the importer's measures begins or ends (times.c), each by
 * prl_rate_of; a day whose answer is that of the day before is no turn. Percent of value, day resolution.
 * Invariant: between two turns every day has the answer of the first. */
#include "times.h"

#include "parley/policy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct prl_rate_turns {
  prl_arena *arena;
  prl_rate_turn *list;
  int32_t count, capacity;
};

typedef struct part { /* what one measure does on the day asked */
  prl_part is;
  double rate;
  const char *why;
} part;

typedef struct walk {
  prl_rate_turns *out;
  const prl_dossier *dossier;
  prl_dossier_view record;
  const char *hs, *from, *to;
  prl_when known;
  part *before, *now;   /* by measure */
  prl_rate_move *moves; /* scratch, by measure */
} walk;

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no room for the duty on a product over time"); }

static bool same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

/* ---- days to ask ---- */

static bool add_measure(prl_times *days, const walk *w, const prl_measure *measure) {
  prl_times lines = {0};
  prl_zone zone = prl_dossier_zone(w->dossier, measure->by);
  bool fine = prl_times_of_lines(&lines, &measure->goods, &zone);
  for (int32_t k = 0; k < lines.count && fine; k++) fine = prl_times_add(days, prl_zone_day(&zone, lines.at[k]));
  free(lines.at);
  return fine && prl_times_of_steps(days, measure, &zone, false);
}

static bool days_to_ask(prl_times *days, const walk *w, prl_day first) {
  bool fine = prl_times_add(days, first);
  for (int32_t m = 0; m < w->record.measure_count && fine; m++)
    if (!w->record.measures[m].exports) fine = add_measure(days, w, &w->record.measures[m]);
  prl_times_sort(days);
  return fine;
}

/* ---- one day ---- */

static bool take_layer(part *to, const walk *w, const prl_rate_layer *l) {
  to->is = l->applied ? PRL_PART_COUNTS : prl_rate_open(l) && l->rate != 0 ? PRL_PART_OPEN : PRL_PART_NONE;
  to->rate = to->is == PRL_PART_NONE ? NAN : l->rate;
  to->why = prl_arena_text(w->out->arena, l->why, strlen(l->why));
  return to->why != NULL;
}

static bool take_parts(walk *w, const prl_rate *rate) {
  for (int32_t m = 0; m < w->record.measure_count; m++) w->now[m] = (part){PRL_PART_NONE, NAN, prl_state_word(rate->standings[m].state)};
  bool fine = true;
  for (int32_t k = 0; k < rate->layer_count && fine; k++)
    fine = take_layer(&w->now[rate->layers[k].standing - rate->standings], w, &rate->layers[k]);
  return fine;
}

static int32_t find_moves(walk *w) {
  int32_t count = 0;
  for (int32_t m = 0; m < w->record.measure_count; m++) {
    const part *a = &w->before[m], *b = &w->now[m];
    if (a->is == b->is && same(a->rate, b->rate)) continue;
    w->moves[count++] = (prl_rate_move){&w->record.measures[m], a->is, b->is, a->rate, b->rate, b->why};
  }
  return count;
}

static prl_rate_turn *new_turn(prl_rate_turns *out) {
  if (out->count == out->capacity) {
    int32_t capacity = out->capacity ? 2 * out->capacity : 32;
    prl_rate_turn *grown = realloc(out->list, (size_t)capacity * sizeof *grown);
    if (!grown) return NULL;
    out->list = grown;
    out->capacity = capacity;
  }
  return &out->list[out->count++];
}

static bool is_turn(const prl_rate_turns *out, const prl_rate *rate, int32_t moves) {
  if (out->count == 0 || moves > 0) return true;
  const prl_rate_turn *t = &out->list[out->count - 1];
  return !same(t->mfn, rate->mfn) || !same(t->added, rate->added) || !same(t->added_low, rate->added_low) ||
         !same(t->added_high, rate->added_high);
}

static bool keep(walk *w, prl_day day, const prl_rate *rate) {
  if (!take_parts(w, rate)) return false;
  int32_t count = find_moves(w);
  if (!is_turn(w->out, rate, count)) return true;
  prl_rate_move *moves = prl_arena_alloc(w->out->arena, (size_t)count + 1, sizeof *moves);
  prl_rate_turn *turn = moves ? new_turn(w->out) : NULL;
  if (!turn) return false;
  if (count > 0) memcpy(moves, w->moves, (size_t)count * sizeof *moves);
  *turn = (prl_rate_turn){day, rate->mfn, rate->added, rate->added_low, rate->added_high, moves, count};
  part *spare = w->before;
  w->before = w->now;
  w->now = spare;
  return true;
}

static prl_status ask(walk *w, prl_day day, prl_error *err) {
  prl_rate rate;
  prl_asof asof = {{.kind = PRL_WHEN_DAY, .first = day, .last = day}, w->known};
  prl_status status = prl_rate_of(&rate, w->dossier, w->hs, w->from, w->to, &asof, NULL, err);
  if (status < 0) return status;
  bool fine = keep(w, day, &rate);
  prl_rate_free(&rate);
  return fine ? PRL_OK : no_room(err);
}

/* ---- from outside ---- */

static prl_status run(walk *w, prl_day first, prl_day last, prl_error *err) {
  size_t measures = (size_t)w->record.measure_count + 1;
  prl_times days = {0};
  w->before = prl_arena_alloc(w->out->arena, measures, sizeof *w->before);
  w->now = prl_arena_alloc(w->out->arena, measures, sizeof *w->now);
  w->moves = prl_arena_alloc(w->out->arena, measures, sizeof *w->moves);
  bool fine = w->before && w->now && w->moves && days_to_ask(&days, w, first);
  prl_status status = fine ? PRL_OK : no_room(err);
  for (int32_t m = 0; m < w->record.measure_count && fine; m++) w->before[m].rate = NAN;
  for (int32_t k = 0; k < days.count && status >= 0; k++)
    if (days.at[k] >= first && days.at[k] <= last) status = ask(w, (prl_day)days.at[k], err);
  free(days.at);
  return status;
}

prl_status prl_rate_turns_new(prl_rate_turns **out, const prl_dossier *dossier, const char *hs, const char *from, const char *to,
                              prl_day first, prl_day last, const prl_when *known, prl_error *err) {
  *out = NULL;
  if (last < first) return prl_fail(err, PRL_E_VALUE, "the last day asked about is before the first");
  prl_rate_turns *turns = calloc(1, sizeof *turns);
  if (!turns) return no_room(err);
  turns->arena = prl_arena_new();
  walk w = {.out = turns, .dossier = dossier, .record = prl_dossier_look(dossier), .hs = hs, .from = from, .to = to, .known = *known};
  prl_status status = turns->arena ? run(&w, first, last, err) : no_room(err);
  if (status < 0)
    prl_rate_turns_free(turns);
  else
    *out = turns;
  return status;
}

const prl_rate_turn *prl_rate_turns_look(int32_t *count, const prl_rate_turns *turns) {
  *count = turns->count;
  return turns->list;
}

void prl_rate_turns_free(prl_rate_turns *turns) {
  if (!turns) return;
  prl_arena_free(turns->arena);
  free(turns->list);
  free(turns);
}
