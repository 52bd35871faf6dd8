/* times.c -- when may something written of a measure change?
 *
 * At the bounds of every date of its steps (beginning, end, snap-back) and of its lists' lines; a vague date has two bounds. With two
 * clocks also where a step becomes known. Between two such times every answer about the measure stays the same. Days are those of the
 * acting party's capital, days of knowledge those of UTC. */
#include "times.h"

#include <stdlib.h>

bool prl_times_add(prl_times *t, prl_instant at) {
  if (at == PRL_INSTANT_MIN || at == PRL_INSTANT_MAX) return true;
  if (t->count == t->capacity) {
    int32_t capacity = t->capacity ? 2 * t->capacity : 256;
    prl_instant *grown = realloc(t->at, (size_t)capacity * sizeof *grown);
    if (!grown) return false;
    t->at = grown;
    t->capacity = capacity;
  }
  t->at[t->count++] = at;
  return true;
}

static int by_time(const void *a, const void *b) {
  prl_instant x = *(const prl_instant *)a, y = *(const prl_instant *)b;
  return (x > y) - (x < y);
}

void prl_times_sort(prl_times *t) {
  int32_t kept = 0;
  if (t->count > 0) qsort(t->at, (size_t)t->count, sizeof *t->at, by_time);
  for (int32_t k = 0; k < t->count; k++)
    if (kept == 0 || t->at[k] != t->at[kept - 1]) t->at[kept++] = t->at[k];
  t->count = kept;
}

static bool add_bounds(prl_times *t, const prl_when *when, const prl_zone *zone) {
  prl_instant low, high;
  if (when->kind == PRL_WHEN_NONE) return true;
  prl_when_bounds(&low, &high, when, zone);
  return prl_times_add(t, low) && (low == high || prl_times_add(t, high));
}

static bool same_when(const prl_when *a, const prl_when *b) {
  return a->kind == b->kind && a->first == b->first && a->last == b->last && (a->kind != PRL_WHEN_INSTANT || a->at == b->at);
}

/* `last`: the line before, which mostly has the same dates */
static bool add_line(prl_times *t, const prl_line *line, const prl_line *last, const prl_zone *zone) {
  bool from = last && same_when(&line->from, &last->from), until = last && same_when(&line->until, &last->until);
  return (from || add_bounds(t, &line->from, zone)) && (until || add_bounds(t, &line->until, zone));
}

bool prl_times_of_lines(prl_times *t, const prl_goods *goods, const prl_zone *zone) {
  for (; goods; goods = goods->except)
    for (int32_t k = 0; k < goods->list_count; k++)
      for (int32_t l = 0; l < goods->lists[k]->count; l++)
        if (!add_line(t, &goods->lists[k]->lines[l], l > 0 ? &goods->lists[k]->lines[l - 1] : NULL, zone)) return false;
  prl_times_sort(t);
  return true;
}

static bool add_days(prl_times *days, const prl_when *when, const prl_zone *zone) {
  prl_instant low, high;
  if (when->kind == PRL_WHEN_NONE) return true;
  prl_when_bounds(&low, &high, when, zone);
  return prl_times_add(days, prl_zone_day(zone, low)) && (low == high || prl_times_add(days, prl_zone_day(zone, high)));
}

static bool add_step(prl_times *days, const prl_step *step, const prl_zone *zone, bool known) {
  static const prl_zone utc = {0};
  bool fine = add_days(days, &step->from, zone) && add_days(days, &step->until, zone) && add_days(days, &step->snap_on, zone);
  if (!known) return fine;
  fine = fine && add_days(days, &step->known, &utc);
  for (int32_t k = 0; k < step->source_count && fine; k++) fine = add_days(days, &step->sources[k]->published, &utc);
  return fine;
}

bool prl_times_of_steps(prl_times *days, const prl_measure *measure, const prl_zone *zone, bool known) {
  for (int32_t k = 0; k < measure->step_count; k++)
    if (!add_step(days, &measure->steps[k], zone, known)) return false;
  return true;
}
