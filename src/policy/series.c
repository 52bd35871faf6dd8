/* series.c -- the import-weighted average tariff of one importer, day by day.
 *
 *   average(day) = sum_l value[l] rate[l](day) / sum_l value[l]          l: lines with product trade, of all origins or of one
 * The record changes on few days: those at which a step, a snap-back or a list line begins or ends, or becomes known. Only on these is
 * the record asked, and only when its answer differs are the groups of lines rated; the days between repeat the day before.
 * Percent of value. Invariant: every day equals what asking for that day alone would give. */
#include "duties.h"

#include <math.h>
#include <stdlib.h>

struct prl_series {
  prl_arena *arena;
  prl_series_view view;
  prl_day *day;
  double *added, *total, *mfn_share, *open;
};

void prl_series_free(prl_series *series) {
  if (!series) return;
  prl_arena_free(series->arena);
  free(series);
}

prl_series_view prl_series_look(const prl_series *series) { return series->view; }

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no room for a daily series"); }

/* ---- weights ---- */

typedef struct weights {
  double *of; /* by branch */
  double sum;
} weights;

static void add_lines(weights *w, const prl_duties *d, int32_t origin, int32_t member) {
  const prl_lines *lines = d->lines;
  const prl_pair *pair = &lines->pairs[d->destination * lines->look.regions + origin];
  for (int32_t l = pair->first; pair->traded && l < pair->first + pair->count; l++) {
    if (member > 0 && lines->member[l] != member) continue;
    w->of[d->group[l - d->first]] += lines->value[l];
    w->sum += lines->value[l];
  }
}

static prl_status part_of_a_region(const char *why, prl_error *err) {
  prl_fail(err, PRL_E_VALUE, "%s, and its product lines are not told apart", why);
  prl_error_hint(err, "ask for the whole region, or use a world that has the country on its own");
  return PRL_E_VALUE;
}

/* an origin is found as the origin of a measure is: a party's members that make up a region are that region */
static prl_status weigh_origin(weights *w, const prl_duties *d, const char *importer, const char *origin, prl_error *err) {
  prl_reach reach = {.by = importer, .on = {&origin, 1}};
  prl_acts acts = {0};
  prl_status status = prl_reach_acts(&acts, d->arena, d->lines, &reach, 0, err);
  if (status >= 0 && reach.unknown) status = prl_world_no_region(d->lines->world, reach.unknown, err);
  for (int32_t a = 0; a < acts.count && status >= 0; a++) {
    const prl_act *act = &acts.at[a];
    if (act->why)
      status = part_of_a_region(act->why, err);
    else
      add_lines(w, d, act->pair % d->lines->look.regions, act->member);
  }
  free(acts.at);
  return status;
}

static prl_status weigh(weights *w, const prl_duties *d, const char *importer, const char *origin, prl_error *err) {
  prl_status status = PRL_OK;
  for (int32_t n = 0; n < d->lines->look.regions && !origin; n++) add_lines(w, d, n, 0);
  if (origin) status = weigh_origin(w, d, importer, origin, err);
  if (status < 0 || w->sum > 0) return status;
  return prl_fail(err, PRL_E_VALUE, "no product trade from %s", origin ? origin : "any partner");
}

/* ---- days ---- */

static int by_day(const void *a, const void *b) {
  prl_day x = *(const prl_day *)a, y = *(const prl_day *)b;
  return (x > y) - (x < y);
}

static void work_out(prl_series *s, int32_t k, prl_duties *d, const weights *w) {
  double added = 0, mfn = 0, known = 0, open = 0;
  for (int32_t b = 0; b < d->branch_count; b++) {
    if (w->of[b] == 0) continue;
    bool left_open;
    prl_total total = prl_duties_of(&left_open, d, b);
    if (left_open) open += w->of[b];
    added += w->of[b] * total.added;
    if (isnan(total.mfn)) continue;
    mfn += w->of[b] * total.mfn;
    known += w->of[b];
  }
  s->added[k] = added / w->sum;
  s->total[k] = (added + mfn) / w->sum;
  s->mfn_share[k] = known / w->sum;
  s->open[k] = open / w->sum;
  s->view.worked++;
}

static prl_when day_when(prl_day day) { return (prl_when){.kind = PRL_WHEN_DAY, .first = day, .last = day}; }

/* `changes`: sorted days on which to ask again */
static void run(prl_series *s, prl_duties *d, const weights *w, const prl_day *changes, int32_t count, const prl_when *known) {
  int32_t next = 0;
  for (int32_t k = 0; k < s->view.count; k++) {
    bool ask = k == 0;
    for (; next < count && changes[next] <= s->day[k]; next++) ask = true;
    prl_asof asof = {day_when(s->day[k]), *known};
    if (ask && prl_duties_ask(d, &asof)) {
      work_out(s, k, d, w);
      continue;
    }
    s->added[k] = s->added[k - 1];
    s->total[k] = s->total[k - 1];
    s->mfn_share[k] = s->mfn_share[k - 1];
    s->open[k] = s->open[k - 1];
  }
}

static prl_status make_days(prl_series *s, prl_day from, prl_day until, prl_error *err) {
  if (from >= until) return prl_fail(err, PRL_E_VALUE, "a series needs at least one day: its end is not after its beginning");
  size_t count = (size_t)until - (size_t)from;
  s->day = prl_arena_alloc(s->arena, count, sizeof *s->day);
  s->added = prl_arena_alloc(s->arena, count, sizeof *s->added);
  s->total = prl_arena_alloc(s->arena, count, sizeof *s->total);
  s->mfn_share = prl_arena_alloc(s->arena, count, sizeof *s->mfn_share);
  s->open = prl_arena_alloc(s->arena, count, sizeof *s->open);
  if (!s->day || !s->added || !s->total || !s->mfn_share || !s->open) return no_room(err);
  s->view = (prl_series_view){s->day, s->added, s->total, s->mfn_share, s->open, until - from, 0, 0};
  for (int32_t k = 0; k < s->view.count; k++) s->day[k] = from + k;
  return PRL_OK;
}

static prl_status make(prl_series *s, prl_duties *d, const char *importer, const char *origin, const prl_when *known, prl_error *err) {
  weights w = {.of = calloc((size_t)d->branch_count, sizeof *w.of)};
  prl_day *changes = NULL;
  int32_t count = 0;
  prl_status status = w.of ? weigh(&w, d, importer, origin, err) : no_room(err);
  if (status >= 0) status = prl_duties_changes(&changes, &count, d, known->kind == PRL_WHEN_NONE, err);
  if (status >= 0) {
    if (count > 0) qsort(changes, (size_t)count, sizeof *changes, by_day);
    run(s, d, &w, changes, count, known);
    s->view.value = w.sum;
  }
  free(changes);
  free(w.of);
  return status;
}

prl_status prl_series_new(prl_series **out, const prl_lines *lines, const char *importer, const char *origin, prl_day from, prl_day until,
                          const prl_when *known, prl_error *err) {
  *out = NULL;
  prl_series *series = calloc(1, sizeof *series);
  if (!series) return no_room(err);
  series->arena = prl_arena_new();
  prl_duties *duties = NULL;
  prl_status status = series->arena ? make_days(series, from, until, err) : no_room(err);
  if (status >= 0) status = prl_duties_new(&duties, lines, importer, from, until, err);
  if (status >= 0) status = make(series, duties, importer, origin, known ? known : &lines->record.horizon, err);
  prl_duties_free(duties);
  if (status < 0)
    prl_series_free(series);
  else
    *out = series;
  return status;
}
