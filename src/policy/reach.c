/* reach.c -- which flows of this world does a measure hit?
 *
 * `by` and `on` are party or region codes. A party stands for its regions; a code is a region of the world, or a member of
 * one, or else a group of the record, which stands for those of its members that are such codes; members that together make up a
 * region are that region. The flow goes from `on` to `by`, for a measure on one's own
 * exports from `by` to `on`; a subsidy on all that is sold is on the flow from `by` to itself too. An origin that is only part of a region is priced on the product lines of that member; a destination
 * that is only part of a region cannot be: the model has one destination there. */
#include "lines.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct side { /* the regions behind some codes */
  bool *whole;        /* by region */
  const char **part;  /* codes that are members only ... */
  int32_t *part_of;   /* ... and their regions; -1 once the region is whole */
  int32_t parts, capacity;
} side;

prl_names prl_reach_regions(const prl_dossier *dossier, const char *const *code) {
  const prl_party *party = dossier ? prl_dossier_party(dossier, *code) : NULL;
  return party && party->regions.count > 0 ? party->regions : (prl_names){code, 1};
}

prl_names prl_reach_in_world(const prl_lines *lines, const char *const *code) {
  bool known = !lines->dossier || prl_world_region(lines->world, *code) >= 0;
  const prl_group *group = known ? NULL : prl_dossier_group(lines->dossier, *code);
  return group ? group->members : (prl_names){code, 1};
}

bool prl_reach_touches(const prl_lines *lines, const char *const *code, int32_t region) {
  prl_names regions = prl_reach_regions(lines->dossier, code);
  for (int32_t r = 0; r < regions.count; r++) {
    prl_names codes = prl_reach_in_world(lines, &regions.at[r]);
    for (int32_t k = 0; k < codes.count; k++)
      if (prl_world_region(lines->world, codes.at[k]) == region) return true;
  }
  return false;
}

prl_reach prl_reach_of_measure(const prl_measure *measure) {
  return (prl_reach){.by = measure->by,
                     .on = measure->on,
                     .on_all = measure->on_all,
                     .exports = measure->exports || measure->instrument == PRL_EXPORT_TAX || measure->instrument == PRL_SUBSIDY,
                     .home = measure->instrument == PRL_SUBSIDY && measure->on_all && !measure->exports};
}

prl_reach prl_reach_of_change(const prl_change *change) {
  return (prl_reach){.by = change->by,
                     .on = change->on,
                     .on_all = change->on_all,
                     .exports = change->exports || change->instrument == PRL_EXPORT_TAX || change->instrument == PRL_SUBSIDY,
                     .home = change->instrument == PRL_SUBSIDY && change->on_all && !change->exports};
}

static int32_t codes_behind(const prl_lines *lines, const prl_names *names) {
  int32_t count = 0;
  for (int32_t k = 0; k < names->count; k++) {
    prl_names regions = prl_reach_regions(lines->dossier, &names->at[k]);
    for (int32_t r = 0; r < regions.count; r++) count += prl_reach_in_world(lines, &regions.at[r]).count;
  }
  return count;
}

static void side_free(side *s) {
  free(s->whole);
  free(s->part);
  free(s->part_of);
}

/* false when the world does not know the code */
static bool side_put(side *s, const prl_lines *lines, const char *code) {
  int32_t region = prl_world_region(lines->world, code);
  if (region < 0) return false;
  if (strcasecmp(lines->look.region_id[region], code) == 0) {
    s->whole[region] = true;
  } else {
    s->part[s->parts] = code;
    s->part_of[s->parts++] = region;
  }
  return true;
}

static void side_add(side *s, const prl_lines *lines, const char *const *code, prl_reach *reach) {
  prl_names codes = prl_reach_in_world(lines, code);
  bool known = false;
  for (int32_t k = 0; k < codes.count; k++) known |= side_put(s, lines, codes.at[k]);
  if (!known && !reach->unknown) reach->unknown = *code;
}

/* is every member of the region among the side's parts? */
static bool all_members(const side *s, const char *members) {
  while (*members != '\0') {
    size_t length = strcspn(members, " ");
    bool found = false;
    for (int32_t k = 0; k < s->parts && !found; k++) found = strlen(s->part[k]) == length && strncasecmp(s->part[k], members, length) == 0;
    if (!found) return false;
    members += length;
    members += strspn(members, " ");
  }
  return true;
}

static prl_status side_open(side *s, const prl_lines *lines, size_t room, prl_error *err) {
  *s = (side){0};
  s->whole = calloc((size_t)lines->look.regions, sizeof *s->whole);
  s->part = calloc(room, sizeof *s->part);
  s->part_of = calloc(room, sizeof *s->part_of);
  if (s->whole && s->part && s->part_of) return PRL_OK;
  side_free(s);
  return prl_fail(err, PRL_E_MEMORY, "no room for %zu codes", room);
}

/* parts that are all the members of a region are the region */
static void side_close(side *s, const prl_lines *lines) {
  for (int32_t k = 0; k < s->parts; k++)
    if (all_members(s, lines->look.region_members[s->part_of[k]])) s->whole[s->part_of[k]] = true;
  for (int32_t k = 0; k < s->parts; k++)
    if (s->whole[s->part_of[k]]) s->part_of[k] = -1;
}

static prl_status side_new(side *s, const prl_lines *lines, const prl_names *names, prl_reach *reach, prl_error *err) {
  prl_status status = side_open(s, lines, (size_t)codes_behind(lines, names) + 1, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < names->count; k++) {
    prl_names regions = prl_reach_regions(lines->dossier, &names->at[k]);
    for (int32_t r = 0; r < regions.count; r++) side_add(s, lines, &regions.at[r], reach);
  }
  side_close(s, lines);
  return PRL_OK;
}

/* the whole regions of a side into `at`, which has room for all; where there is none, those its parts lie in */
static int32_t regions_of_side(int32_t *at, side *s, int32_t regions) {
  int32_t count = 0;
  bool none = true;
  for (int32_t n = 0; n < regions; n++) none = none && !s->whole[n];
  for (int32_t k = 0; k < s->parts && none; k++) s->whole[s->part_of[k]] = true;
  for (int32_t n = 0; n < regions; n++)
    if (s->whole[n]) at[count++] = n;
  return count;
}

prl_status prl_reach_places(const int32_t **regions, int32_t *count, const prl_lines *lines, const char *code, prl_error *err) {
  prl_reach ignored = {0};
  prl_names codes = prl_reach_in_world(lines, &code);
  int32_t *at = prl_arena_alloc(lines->arena, (size_t)lines->look.regions, sizeof *at);
  side s;
  if (!at) return prl_fail(err, PRL_E_MEMORY, "no room for the regions of %s", code);
  prl_status status = side_open(&s, lines, (size_t)codes.count, err);
  if (status < 0) return status;
  side_add(&s, lines, &code, &ignored);
  side_close(&s, lines);
  *count = regions_of_side(at, &s, lines->look.regions);
  *regions = at;
  side_free(&s);
  return PRL_OK;
}

static prl_status push(prl_acts *acts, prl_act act, prl_error *err) {
  if (acts->count == acts->capacity) {
    int32_t capacity = acts->capacity ? 2 * acts->capacity : 64;
    prl_act *grown = realloc(acts->at, (size_t)capacity * sizeof *grown);
    if (!grown) return prl_fail(err, PRL_E_MEMORY, "no room for %d flows of measures", capacity);
    acts->at = grown;
    acts->capacity = capacity;
  }
  acts->at[acts->count++] = act;
  return PRL_OK;
}

static const char *part_why(prl_arena *arena, const prl_lines *lines, const char *code, int32_t region) {
  const char *why = prl_arena_printf(arena, "%s is part of %s in this world", code, lines->look.region_id[region]);
  return why ? why : "only part of a region of this world";
}

/* does the pair have lines of that member? */
static bool has_member(const prl_lines *lines, int32_t pair, int32_t member) {
  const prl_pair *p = &lines->pairs[pair];
  if (member <= 0 || !p->traded) return false;
  for (int32_t l = p->first; l < p->first + p->count; l++)
    if (lines->member[l] == member) return true;
  return false;
}

typedef struct end { /* one region, or part of one, as origin or destination */
  int32_t region;
  const char *part; /* NULL = the whole region */
} end;

static prl_status push_flow(prl_acts *acts, prl_arena *arena, const prl_lines *lines, end origin, end destination, int32_t index,
                            prl_error *err) {
  prl_act act = {.pair = destination.region * lines->look.regions + origin.region, .measure = index};
  if (origin.part) {
    int32_t member = prl_map_find(lines->member_of, origin.part);
    if (has_member(lines, act.pair, member))
      act.member = member;
    else
      act.why = part_why(arena, lines, origin.part, origin.region);
  }
  if (destination.part) act.why = part_why(arena, lines, destination.part, destination.region);
  return push(acts, act, err);
}

/* the k-th end of a side: whole regions first, then parts; false when there is none */
static bool side_end(end *out, const side *s, int32_t regions, int32_t k) {
  if (k < regions) {
    *out = (end){k, NULL};
    return s->whole[k];
  }
  *out = (end){s->part_of[k - regions], s->part[k - regions]};
  return out->region >= 0;
}

static prl_status push_all(prl_acts *out, prl_arena *arena, const prl_lines *lines, const side *by, const side *on, const prl_reach *reach,
                           int32_t index, prl_error *err) {
  int32_t regions = lines->look.regions;
  prl_status status = PRL_OK;
  for (int32_t b = 0; b < regions + by->parts; b++) {
    end actor;
    if (!side_end(&actor, by, regions, b)) continue;
    for (int32_t o = 0; o < regions + on->parts && status == PRL_OK; o++) {
      end hit;
      if (!side_end(&hit, on, regions, o)) continue;
      if (actor.region == hit.region ? !reach->home : reach->on_all && by->whole[hit.region] && !reach->home) continue;
      status = reach->exports ? push_flow(out, arena, lines, actor, hit, index, err) : push_flow(out, arena, lines, hit, actor, index, err);
    }
  }
  return status;
}

prl_status prl_reach_acts(prl_acts *out, prl_arena *arena, const prl_lines *lines, prl_reach *reach, int32_t index, prl_error *err) {
  side by, on;
  prl_names none = {0}, actor = {&reach->by, 1};
  prl_status status = side_new(&by, lines, &actor, reach, err);
  if (status != PRL_OK) return status;
  status = side_new(&on, lines, reach->on_all ? &none : &reach->on, reach, err);
  if (status == PRL_OK) {
    for (int32_t n = 0; n < lines->look.regions && reach->on_all; n++) on.whole[n] = true;
    status = push_all(out, arena, lines, &by, &on, reach, index, err);
    side_free(&on);
  }
  side_free(&by);
  return status;
}

static prl_status single_out(prl_lines *lines, const prl_names *names, prl_error *err) {
  side s;
  prl_reach ignored = {0};
  prl_status status = side_new(&s, lines, names, &ignored, err);
  if (status != PRL_OK) return status;
  for (int32_t k = 0; k < s.parts && status == PRL_OK; k++) {
    if (s.part_of[k] < 0) continue;
    int32_t index = prl_map_add(lines->member_of, s.part[k], lines->member_count);
    if (index < 0)
      status = prl_fail(err, PRL_E_MEMORY, "no room for the members of regions");
    else if (index == lines->member_count)
      lines->members[lines->member_count++] = s.part[k];
  }
  side_free(&s);
  return status;
}

static prl_status single_out_both(prl_lines *lines, const char *const *by, const prl_names *on, prl_error *err) {
  prl_names actor = {by, 1};
  prl_status status = single_out(lines, &actor, err);
  return status == PRL_OK ? single_out(lines, on, err) : status;
}

static int32_t most_members(const prl_lines *lines) {
  const prl_dossier_view *record = &lines->record;
  int32_t count = 1;
  for (int32_t m = 0; m < record->measure_count; m++) {
    prl_names actor = {&record->measures[m].by, 1};
    count += codes_behind(lines, &actor) + codes_behind(lines, &record->measures[m].on);
  }
  for (int32_t i = 0; i < record->item_count; i++)
    for (int32_t c = 0; c < record->items[i].change_count; c++) {
      const prl_change *change = &record->items[i].changes[c];
      if (change->kind != PRL_CHANGE_FLOW) continue;
      prl_names actor = {&change->by, 1};
      count += codes_behind(lines, &actor) + codes_behind(lines, &change->on);
    }
  return count;
}

prl_status prl_reach_members(prl_lines *lines, prl_error *err) {
  const prl_dossier_view *record = &lines->record;
  prl_status status = PRL_OK;
  lines->members = prl_arena_alloc(lines->arena, (size_t)most_members(lines), sizeof *lines->members);
  lines->member_of = prl_map_new(16);
  if (!lines->members || !lines->member_of) return prl_fail(err, PRL_E_MEMORY, "no room for the members of regions");
  lines->members[0] = "";
  lines->member_count = 1;
  for (int32_t m = 0; m < record->measure_count && status == PRL_OK; m++)
    status = single_out_both(lines, &record->measures[m].by, &record->measures[m].on, err);
  for (int32_t i = 0; i < record->item_count; i++)
    for (int32_t c = 0; c < record->items[i].change_count && status == PRL_OK; c++) {
      const prl_change *change = &record->items[i].changes[c];
      if (change->kind == PRL_CHANGE_FLOW) status = single_out_both(lines, &change->by, &change->on, err);
    }
  return status;
}
