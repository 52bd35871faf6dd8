/* lines.c -- everything about policy that depends on the dossier and the world but on no date.
 *
 * Made once, used for every date and item: the product lines of every pair, the flows every measure acts on, which products its
 * goods are, the layers and rules. What a measure covers of a flow:
 *   share = sum over covered lines of trade[s] weight / sum over goods sectors of trade[s]       (base trade of the world)
 *   split = the part of it in headings of which some lines are covered and others not, or at another rate */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

void prl_lines_free(prl_lines *lines) {
  if (!lines) return;
  free(lines->acts.at);
  prl_map_free(lines->member_of);
  prl_arena_free(lines->arena);
  free(lines);
}

prl_lines_view prl_lines_look(const prl_lines *lines) { return lines->view; }

static prl_status lay_pairs(prl_lines *lines, prl_error *err) {
  const prl_world_view *w = &lines->look;
  size_t pairs = (size_t)w->regions * (size_t)w->regions;
  lines->pairs = prl_arena_alloc(lines->arena, pairs, sizeof *lines->pairs);
  lines->goods_trade = prl_arena_alloc(lines->arena, pairs, sizeof *lines->goods_trade);
  lines->unknown = prl_arena_alloc(lines->arena, (size_t)lines->record.measure_count + 1, sizeof *lines->unknown);
  lines->flows = prl_arena_alloc(lines->arena, (size_t)lines->record.measure_count + 1, sizeof *lines->flows);
  if (!lines->pairs || !lines->goods_trade || !lines->unknown || !lines->flows)
    return prl_fail(err, PRL_E_MEMORY, "no room for %zu pairs of regions", pairs);
  for (size_t p = 0; p < pairs; p++) {
    lines->pairs[p].count = w->sectors;
    for (int32_t s = 0; s < w->sectors; s++)
      if (w->goods[s]) lines->goods_trade[p] += w->trade[(size_t)s * pairs + p];
  }
  return PRL_OK;
}

static prl_status act_all(prl_lines *lines, prl_error *err) {
  prl_status status = PRL_OK;
  lines->acts.count = 0;
  for (int32_t m = 0; m < lines->record.measure_count && status == PRL_OK; m++) {
    prl_reach reach = prl_reach_of_measure(&lines->record.measures[m]);
    int32_t before = lines->acts.count;
    status = prl_reach_acts(&lines->acts, lines->arena, lines, &reach, m, err);
    lines->unknown[m] = reach.unknown;
    lines->flows[m] = lines->acts.count - before;
  }
  return status;
}

static int by_pair(const void *a, const void *b) {
  const prl_act *x = a, *y = b;
  if (x->pair != y->pair) return x->pair < y->pair ? -1 : 1;
  if (x->measure != y->measure) return x->measure < y->measure ? -1 : 1;
  return (x->member > y->member) - (x->member < y->member);
}

static void index_acts(prl_lines *lines) {
  prl_acts *acts = &lines->acts;
  if (acts->count > 0) qsort(acts->at, (size_t)acts->count, sizeof *acts->at, by_pair);
  for (int32_t a = 0; a < acts->count; a++) {
    prl_pair *pair = &lines->pairs[acts->at[a].pair];
    if (pair->act_count++ == 0) pair->first_act = a;
  }
}

static prl_status cover_all(prl_lines *lines, prl_error *err) {
  int32_t count = lines->record.measure_count;
  lines->covers = prl_arena_alloc(lines->arena, (size_t)count + 1, sizeof *lines->covers);
  if (!lines->covers) return prl_fail(err, PRL_E_MEMORY, "no room for the goods of %d measures", count);
  prl_status status = PRL_OK;
  for (int32_t m = 0; m < count && status == PRL_OK; m++) {
    const prl_measure *measure = &lines->record.measures[m];
    prl_zone zone = prl_dossier_zone(lines->dossier, measure->by);
    if (!prl_goods_dated(&measure->goods)) status = prl_goods_cover(&lines->covers[m], lines->arena, lines, &measure->goods, 0, &zone, err);
  }
  return status;
}

/* ---- shares ---- */

typedef struct run { /* lines of one heading and member */
  double covered, open;
  uint16_t level;
  bool mixed;
} run;

static void close_run(prl_act *act, run *r) {
  act->share += r->covered;
  act->open += r->open;
  if (r->mixed) act->split += r->covered;
  *r = (run){0};
}

static bool follows_on(const prl_lines *lines, int32_t l) {
  uint64_t key = lines->key[lines->product[l]], before = lines->key[lines->product[l - 1]];
  return key != 0 && prl_hs_heading(key) == prl_hs_heading(before) && lines->member[l] == lines->member[l - 1];
}

static prl_status find_followers(prl_lines *lines, prl_error *err) {
  int32_t pairs = lines->look.regions * lines->look.regions, end = lines->look.sectors;
  for (int32_t p = 0; p < pairs; p++)
    if (lines->pairs[p].first + lines->pairs[p].count > end) end = lines->pairs[p].first + lines->pairs[p].count;
  lines->follows = prl_arena_alloc(lines->arena, (size_t)end, sizeof *lines->follows);
  if (!lines->follows) return prl_fail(err, PRL_E_MEMORY, "no room for %d product lines", end);
  for (int32_t p = 0; p < pairs; p++)
    for (int32_t l = lines->pairs[p].first + 1; l < lines->pairs[p].first + lines->pairs[p].count && lines->pairs[p].traded; l++)
      lines->follows[l] = follows_on(lines, l);
  return PRL_OK;
}

void prl_lines_share(prl_act *act, const prl_lines *lines, const prl_cover *cover) {
  const prl_pair *pair = &lines->pairs[act->pair];
  const prl_world_view *w = &lines->look;
  size_t pairs = (size_t)w->regions * (size_t)w->regions;
  double goods = lines->goods_trade[act->pair], part_of_goods = 0; /* of the sector at hand; lines of a sector lie together */
  int32_t at_hand = -1;
  run r = {0};
  act->share = act->split = act->open = 0;
  if (goods <= 0) return;
  for (int32_t l = pair->first, end = pair->first + pair->count; l < end; l++) {
    int32_t u = lines->product[l], s = lines->sector[u];
    bool follows = lines->follows[l];
    if (!follows) close_run(act, &r);
    uint16_t level = act->member == 0 || lines->member[l] == act->member ? cover->level[u] : 0;
    if (follows && level != r.level) r.mixed = true;
    r.level = level;
    if (level == 0 || !w->goods[s]) continue;
    if (s != at_hand) part_of_goods = w->trade[(size_t)s * pairs + (size_t)act->pair] / goods;
    at_hand = s;
    double part = lines->weight[l] * part_of_goods;
    if (level == PRL_LEVEL_OPEN)
      r.open += part;
    else
      r.covered += part;
  }
  close_run(act, &r);
}

static void share_all(prl_lines *lines) {
  for (int32_t a = 0; a < lines->acts.count; a++) {
    prl_act *act = &lines->acts.at[a];
    const prl_pair *pair = &lines->pairs[act->pair];
    const prl_measure *measure = &lines->record.measures[act->measure];
    if (!act->why && !pair->traded && prl_goods_need_codes(&measure->goods)) {
      const char *const *id = lines->look.region_id;
      act->why = prl_arena_printf(lines->arena, "no product trade for %s -> %s", id[act->pair % lines->look.regions],
                                  id[act->pair / lines->look.regions]);
      if (!act->why) act->why = "no product trade for this pair";
    }
    const prl_cover *cover = &lines->covers[act->measure];
    if (!act->why && cover->level && !cover->why) prl_lines_share(act, lines, cover);
  }
}

static prl_status build(prl_lines *lines, const char *concordance, prl_error *err) {
  prl_status status = lay_pairs(lines, err);
  if (status >= 0) status = prl_stack_new(&lines->stack, lines->arena, &lines->record, err);
  if (status >= 0) status = prl_reach_members(lines, err);
  if (status >= 0) status = act_all(lines, err); /* which measures act on a pair decides how its headings split ... */
  if (status >= 0) status = prl_trade_read(lines, concordance, err);
  if (status >= 0) status = find_followers(lines, err);
  if (status >= 0) status = act_all(lines, err); /* ... and which members have lines decides what can be priced */
  if (status >= 0) status = cover_all(lines, err);
  if (status < 0) return status;
  index_acts(lines);
  share_all(lines);
  return PRL_OK;
}

prl_status prl_lines_new(prl_lines **out, const prl_dossier *dossier, const prl_world *world, const char *concordance, prl_error *err) {
  *out = NULL;
  prl_lines *lines = calloc(1, sizeof *lines);
  if (!lines) return prl_fail(err, PRL_E_MEMORY, "no room for product lines");
  lines->dossier = dossier;
  lines->world = world;
  lines->look = prl_world_look(world);
  if (dossier) lines->record = prl_dossier_look(dossier);
  lines->arena = prl_arena_new();
  prl_status status = lines->arena ? build(lines, concordance, err) : prl_fail(err, PRL_E_MEMORY, "no room for product lines");
  if (status < 0)
    prl_lines_free(lines);
  else
    *out = lines;
  return status;
}
