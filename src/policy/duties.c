/* duties.c -- what do the lines of one importer pay, on many days?
 *
 *   added(line) = tariffs sure to be in force on it, stacked, MFN apart [percent of value]
 * Lines that no measure tells apart pay the same on every day. So they are parted once, measure by measure, into groups (a
 * tree: a branch is its parent plus one measure at one level of its goods); a list whose lines have dates parts them once for each of its
 * times. A day then costs one stacking a group, some hundreds, whatever the number of lines. Measures without a tariff take part
 * only where a rule asks for their presence; a ban is no duty. What the record leaves open does not count, as in policy.c. */
#include "duties.h"
#include "times.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no room for the duties on product lines"); }

/* a tariff of the importer of which the sources do not say whom it hits: it may hit any line of its goods */
static bool on_somebody(const prl_duties *d, int32_t m) {
  const prl_measure *measure = &d->lines->record.measures[m];
  return measure->on_unknown && measure->instrument == PRL_TARIFF && prl_reach_touches(d->lines, &measure->by, d->destination);
}

static bool matters(const prl_duties *d, int32_t m) {
  bool subject = d->lines->stack.subject[d->lines->stack.layer_of[m]];
  return subject || d->somebody[m] || (d->lines->record.measures[m].instrument == PRL_TARIFF && !d->never[m]);
}

/* ---- columns: a measure's goods over time ---- */

static prl_status add_column(prl_duties *d, prl_column column, prl_error *err) {
  if (d->column_count == d->column_capacity) {
    int32_t capacity = d->column_capacity ? 2 * d->column_capacity : 64;
    prl_column *grown = realloc(d->columns, (size_t)capacity * sizeof *grown);
    if (!grown) return no_room(err);
    d->columns = grown;
    d->column_capacity = capacity;
  }
  d->columns[d->column_count++] = column;
  return PRL_OK;
}

/* one column for each stretch between two times that meets the days asked about */
static prl_status add_dated(prl_duties *d, int32_t m, const prl_zone *zone, prl_day first, prl_day last, prl_error *err) {
  const prl_goods *goods = &d->lines->record.measures[m].goods;
  prl_instant low = prl_zone_midnight(zone, first), high = prl_zone_midnight(zone, last + 1);
  prl_times t = {0};
  prl_status status = prl_times_of_lines(&t, goods, zone) ? PRL_OK : no_room(err);
  for (int32_t k = 0; k <= t.count && status >= 0; k++) {
    prl_column column = {m, NULL, k > 0 ? t.at[k - 1] : PRL_INSTANT_MIN, k < t.count ? t.at[k] : PRL_INSTANT_MAX};
    if (column.until <= low || column.from >= high) continue;
    prl_cover *cover = prl_arena_alloc(d->arena, 1, sizeof *cover);
    column.cover = cover;
    status = cover ? prl_goods_cover(cover, d->arena, d->lines, goods, column.until - 1, zone, err) : no_room(err);
    if (status >= 0 && !cover->why) status = add_column(d, column, err);
  }
  free(t.at);
  return status;
}

static prl_status add_columns(prl_duties *d, prl_day first, prl_day last, prl_error *err) {
  prl_status status = PRL_OK;
  for (int32_t m = 0; m < d->lines->record.measure_count && status >= 0; m++) {
    const prl_cover *cover = &d->lines->covers[m];
    prl_zone zone = prl_dossier_zone(d->lines->dossier, d->lines->record.measures[m].by);
    if (!matters(d, m)) continue;
    if (!cover->level)
      status = add_dated(d, m, &zone, first, last, err);
    else if (!cover->why)
      status = add_column(d, (prl_column){m, cover, PRL_INSTANT_MIN, PRL_INSTANT_MAX}, err);
  }
  return status;
}

/* ---- groups ---- */

static int32_t new_branch(prl_duties *d, prl_branch branch) {
  if (d->branch_count == d->branch_capacity) {
    prl_branch *grown = realloc(d->branches, (size_t)d->branch_capacity * 2 * sizeof *grown);
    if (!grown) return -1;
    d->branches = grown;
    d->branch_capacity *= 2;
  }
  d->branches[d->branch_count] = branch;
  return d->branch_count++;
}

static bool part_pair(prl_duties *d, const prl_act *act, int32_t c) {
  const prl_lines *lines = d->lines;
  const prl_pair *pair = &lines->pairs[act->pair];
  const prl_cover *cover = d->columns[c].cover;
  const size_t levels = (size_t)cover->levels;
  for (int32_t l = pair->first; l < pair->first + pair->count; l++) {
    uint16_t level = cover->level[lines->product[l]];
    if (level == 0 || level == PRL_LEVEL_OPEN || (act->member != 0 && lines->member[l] != act->member)) continue;
    int32_t *group = &d->group[l - d->first], *child = &d->child[(size_t)*group * levels + level - 1];
    if (*child == 0) *child = new_branch(d, (prl_branch){*group, c, level});
    if (*child < 0) return false;
    *group = *child;
  }
  return true;
}

/* a line that two acts of one measure reach, once by itself and once within its region, is parted once */
static bool part(prl_duties *d, int32_t c) {
  const prl_lines *lines = d->lines;
  const int32_t N = lines->look.regions, measure = d->columns[c].measure;
  size_t cells = (size_t)d->branch_count * (size_t)d->columns[c].cover->levels;
  int32_t *child = realloc(d->child, cells * sizeof *child), done = -1;
  if (!child) return false;
  d->child = child;
  memset(child, 0, cells * sizeof *child);
  for (int32_t p = d->destination * N; p < (d->destination + 1) * N; p++) {
    const prl_pair *pair = &lines->pairs[p];
    const prl_act any = {.pair = p, .measure = measure};
    if (pair->traded && d->somebody[measure] && !part_pair(d, &any, c)) return false;
    for (int32_t a = pair->first_act; pair->traded && a < pair->first_act + pair->act_count; a++) {
      const prl_act *act = &lines->acts.at[a];
      if (act->measure != measure || act->why || done == p) continue;
      if (!part_pair(d, act, c)) return false;
      if (act->member == 0) done = p;
    }
  }
  return true;
}

/* lines of an importer lie together, pair after pair */
static prl_status find_lines(prl_duties *d, const char *importer, prl_error *err) {
  const prl_lines *lines = d->lines;
  int32_t N = lines->look.regions;
  prl_names codes = prl_reach_regions(lines->dossier, &importer);
  d->destination = prl_world_region(lines->world, codes.at[0]);
  if (d->destination < 0) return prl_world_no_region(lines->world, codes.at[0], err);
  d->first = -1;
  for (int32_t p = d->destination * N; p < (d->destination + 1) * N; p++) {
    const prl_pair *pair = &lines->pairs[p];
    if (!pair->traded) continue;
    if (d->first < 0) d->first = pair->first;
    d->count = pair->first + pair->count - d->first;
  }
  if (d->count > 0) return PRL_OK;
  prl_fail(err, PRL_E_VALUE, "no product trade into %s", importer);
  prl_error_hint(err, "name a file of its imports by product under 'weights' in dossier.yaml");
  return PRL_E_VALUE;
}

static prl_status make_room(prl_duties *d, prl_error *err) {
  size_t measures = (size_t)d->lines->record.measure_count + 1;
  d->branch_capacity = 256;
  d->branch_count = 1;
  d->group = prl_arena_alloc(d->arena, (size_t)d->count, sizeof *d->group);
  d->branches = calloc((size_t)d->branch_capacity, sizeof *d->branches);
  d->standings = prl_arena_alloc(d->arena, measures, sizeof *d->standings);
  d->forces = prl_arena_alloc(d->arena, measures, sizeof *d->forces);
  d->never = prl_arena_alloc(d->arena, measures, sizeof *d->never);
  d->entries = prl_arena_alloc(d->arena, measures, sizeof *d->entries);
  d->somebody = prl_arena_alloc(d->arena, measures, sizeof *d->somebody);
  if (!d->group || !d->branches || !d->standings || !d->forces || !d->never || !d->entries || !d->somebody) return no_room(err);
  for (int32_t m = 0; m < d->lines->record.measure_count; m++) {
    d->never[m] = prl_force_never(d->arena, &d->lines->record.measures[m]);
    d->somebody[m] = on_somebody(d, m);
  }
  return prl_stack_space_new(&d->space, d->arena, &d->lines->stack, err);
}

static prl_status build(prl_duties *d, const char *importer, prl_day first, prl_day last, prl_error *err) {
  prl_status status = find_lines(d, importer, err);
  if (status >= 0) status = make_room(d, err);
  if (status >= 0) status = add_columns(d, first, last, err);
  if (status < 0) return status;
  d->active = prl_arena_alloc(d->arena, (size_t)d->column_count + 1, sizeof *d->active);
  bool fine = d->active != NULL;
  for (int32_t c = 0; c < d->column_count && fine; c++) fine = part(d, c);
  return fine ? PRL_OK : no_room(err);
}

prl_status prl_duties_new(prl_duties **out, const prl_lines *lines, const char *importer, prl_day first, prl_day last, prl_error *err) {
  *out = NULL;
  if (!lines->dossier) return prl_fail(err, PRL_E_MISSING, "rates of product lines need a dossier");
  prl_duties *d = calloc(1, sizeof *d);
  if (!d) return no_room(err);
  d->lines = lines;
  d->arena = prl_arena_new();
  prl_status status = d->arena ? build(d, importer, first, last, err) : no_room(err);
  if (status < 0)
    prl_duties_free(d);
  else
    *out = d;
  return status;
}

void prl_duties_free(prl_duties *d) {
  if (!d) return;
  prl_arena_free(d->arena);
  free(d->branches);
  free(d->child);
  free(d->columns);
  free(d);
}

/* ---- one day ---- */

static bool same_force(const prl_force *a, const prl_force *b) {
  bool rate = a->rate == b->rate || (isnan(a->rate) && isnan(b->rate));
  return a->on == b->on && a->present == b->present && a->by_line == b->by_line && !a->why == !b->why && rate;
}

bool prl_duties_ask(prl_duties *d, const prl_asof *asof) {
  bool changed = !d->asked;
  prl_standing_all(d->standings, d->lines->dossier, asof);
  for (int32_t c = 0; c < d->column_count; c++) {
    int32_t m = d->columns[c].measure;
    prl_zone zone = prl_dossier_zone(d->lines->dossier, d->lines->record.measures[m].by);
    prl_instant at = prl_goods_moment(&asof->date, &zone);
    prl_force force = prl_force_of(d->arena, &d->standings[m]);
    bool active = at >= d->columns[c].from && at < d->columns[c].until;
    changed |= active != d->active[c] || !same_force(&force, &d->forces[m]);
    d->active[c] = active;
    d->forces[m] = force;
  }
  d->asked = true;
  return changed;
}

prl_total prl_duties_of(bool *open, prl_duties *d, int32_t branch) {
  const prl_lines *lines = d->lines;
  int32_t n = 0;
  *open = false;
  for (int32_t b = branch; b > 0; b = d->branches[b].parent) {
    const prl_column *column = &d->columns[d->branches[b].column];
    const prl_force *force = &d->forces[column->measure];
    if (!d->active[d->branches[b].column]) continue;
    bool duty = lines->record.measures[column->measure].instrument == PRL_TARIFF;
    if (d->somebody[column->measure] ? force->present || force->why : force->why && duty && !d->never[column->measure]) *open = true;
    if (!force->present || d->somebody[column->measure]) continue;
    double rate = !force->on || d->never[column->measure] ? NAN : force->by_line ? column->cover->rate[d->branches[b].level] : force->rate;
    d->entries[n++] = prl_stacked_of(lines->stack.layer_of[column->measure], lines->record.measures[column->measure].instrument, rate);
  }
  return prl_stack_duty(d->entries, n, &lines->stack, &d->space);
}

/* ---- when something changes ---- */

static bool add_measure(prl_times *days, const prl_duties *d, const prl_column *column, bool known) {
  const prl_measure *measure = &d->lines->record.measures[column->measure];
  prl_zone zone = prl_dossier_zone(d->lines->dossier, measure->by);
  if (column->until != PRL_INSTANT_MAX && !prl_times_add(days, prl_zone_day(&zone, column->until))) return false;
  return prl_times_of_steps(days, measure, &zone, known);
}

prl_status prl_duties_changes(prl_day **days, int32_t *count, const prl_duties *d, bool known, prl_error *err) {
  prl_times t = {0};
  bool fine = true;
  for (int32_t k = 0; k < d->column_count && fine; k++) fine = add_measure(&t, d, &d->columns[k], known);
  *count = t.count;
  *days = fine ? malloc((size_t)(t.count + 1) * sizeof **days) : NULL;
  for (int32_t k = 0; k < t.count && *days; k++) (*days)[k] = (prl_day)t.at[k];
  free(t.at);
  return *days ? PRL_OK : no_room(err);
}
