/* flow.c -- a change on flows: whom it hits, which lines, and is it one the model can price?
 *
 * A change is the user's own statement, so what cannot be done with it is an error at its place, never a silent omission. */
#include "settle.h"

#include <stdlib.h>
#include <string.h>

static void locate(prl_error *err, const prl_change *change, int32_t number) {
  prl_error_at(err, change->place.file, change->place.line, change->place.column);
  prl_error_item(err, "change %d", number);
}

static prl_status missing(const prl_change *c, const char *what, const char *hint, prl_error *err) {
  prl_fail(err, PRL_E_MISSING, "a %s without %s", prl_instrument_word(c->instrument), what);
  prl_error_hint(err, "%s", hint);
  return PRL_E_MISSING;
}

/* limits and floors, times the base quantity */
static prl_status check_quantity(const prl_change *c, prl_error *err) {
  bool quota = c->instrument == PRL_QUOTA || c->instrument == PRL_TARIFF_RATE_QUOTA;
  if (quota && !(c->limit >= 0)) return missing(c, "a limit", "give 'limit', times the base quantity", err);
  if (c->instrument == PRL_TARIFF_RATE_QUOTA && !(c->in_quota > -100 && c->out_of_quota >= c->in_quota))
    return missing(c, "its duties", "give 'in-quota' and 'out-of-quota', the second no lower", err);
  if (c->instrument == PRL_LICENCE && !(c->licensed >= 0))
    return missing(c, "what is licensed", "give 'licensed', times the base quantity", err);
  if (c->instrument == PRL_PURCHASE && !(c->floor > 0)) return missing(c, "a floor", "give 'floor', times the base quantity", err);
  return PRL_OK;
}

static prl_status check_number(const prl_change *c, prl_error *err) {
  if (!(c->share >= 0 && c->share <= 1))
    return prl_fail(err, PRL_E_VALUE, "share is %g, expected a part of the flow from 0 to 1", c->share);
  if (prl_bounds_quantity(c->instrument)) return check_quantity(c, err);
  if (c->instrument == PRL_BAN || c->has_rate || c->has_add) return PRL_OK;
  return missing(c, "a number", "give 'add' (percentage points on top) or 'rate' (the level)", err);
}

/* money a unit becomes percent by what a unit cost */
static prl_status check_unit_value(const prl_change *c, prl_error *err) {
  if ((c->instrument != PRL_SPECIFIC_DUTY && c->instrument != PRL_MINIMUM_PRICE) || c->unit_value > 0) return PRL_OK;
  prl_fail(err, PRL_E_NOT_PRICED, "%s: unpriced, the unit value of the goods is not given", prl_instrument_word(c->instrument));
  prl_error_hint(err, "give 'unit-value', what a unit cost in the base year, in the unit of 'rate'; or a tariff in percent");
  return PRL_E_NOT_PRICED;
}

static bool is_tariff(prl_instrument instrument) {
  return instrument == PRL_TARIFF || instrument == PRL_TARIFF_RATE_QUOTA || instrument == PRL_SPECIFIC_DUTY ||
         instrument == PRL_MINIMUM_PRICE;
}

static prl_status check_instrument(const prl_change *c, prl_error *err) {
  const char *lack = prl_instrument_lack(c->instrument);
  if (lack) return prl_fail(err, PRL_E_NOT_PRICED, "%s: %s", prl_instrument_word(c->instrument), lack);
  if (is_tariff(c->instrument) && c->exports) {
    prl_fail(err, PRL_E_VALUE, "a %s on one's own exports", prl_instrument_word(c->instrument));
    prl_error_hint(err, "write 'instrument: export-tax'");
    return PRL_E_VALUE;
  }
  if (c->goods.kind == PRL_GOODS_UNKNOWN) return prl_fail(err, PRL_E_NOT_PRICED, "it is not known which goods the change covers");
  prl_status status = check_unit_value(c, err);
  return status < 0 ? status : check_number(c, err);
}

static prl_status check_codes(const prl_lines *lines, const prl_change *c, bool dated, prl_error *err) {
  const char *sector = prl_goods_no_sector(lines->world, &c->goods);
  if (sector) return prl_world_no_sector(lines->world, sector, err);
  if (!dated && prl_goods_dated(&c->goods))
    return prl_fail(err, PRL_E_VALUE, "the lines of its product list have dates, but the policy is asked for no date");
  if (c->on.count == 0 && !c->on_all) return prl_fail(err, PRL_E_MISSING, "the change does not say whom it hits: 'on' is empty");
  return PRL_OK;
}

static bool among(const prl_names *names, const char *word) {
  for (int32_t k = 0; k < names->count; k++)
    if (strcmp(names->at[k], word) == 0) return true;
  return false;
}

/* is a code of `on` one of those that act, or in a region of theirs? */
static bool hits_itself(const prl_lines *lines, const prl_change *c, const char *const *code) {
  prl_names by = prl_reach_regions(lines->dossier, &c->by), codes = prl_reach_in_world(lines, code);
  for (int32_t k = 0; k < codes.count; k++) {
    int32_t region = prl_world_region(lines->world, codes.at[k]);
    if (among(&by, codes.at[k]) || (region >= 0 && prl_reach_touches(lines, &c->by, region))) return true;
  }
  return false;
}

/* a change by a region on itself is refused, whether it is named by its code, its party, its group or a region it lies in */
static prl_status check_self(const prl_lines *lines, const prl_change *c, prl_error *err) {
  for (int32_t o = 0; o < c->on.count && !c->on_all; o++) {
    prl_names on = prl_reach_regions(lines->dossier, &c->on.at[o]);
    for (int32_t k = 0; k < on.count; k++) {
      if (!hits_itself(lines, c, &on.at[k])) continue;
      prl_fail(err, PRL_E_VALUE, "%s acts on %s, which is %s in this world", c->by, c->on.at[o],
               strcmp(c->by, c->on.at[o]) == 0 ? "itself" : "the same region");
      prl_error_hint(err, "take %s out of 'on': a trade measure is between two regions", c->on.at[o]);
      return PRL_E_VALUE;
    }
  }
  return PRL_OK;
}

static int by_pair(const void *a, const void *b) {
  const prl_act *x = a, *y = b;
  if (x->pair != y->pair) return x->pair < y->pair ? -1 : 1;
  return (x->member > y->member) - (x->member < y->member);
}

/* codes of more than six digits in the goods */
static prl_status long_codes(prl_codes *out, const prl_goods *goods, prl_error *err) {
  int32_t room = 1;
  for (const prl_goods *g = goods; g; g = g->except) {
    room += g->codes.count;
    for (int32_t k = 0; k < g->list_count; k++) room += g->lists[k]->count;
  }
  *out = (prl_codes){.keys = malloc((size_t)room * sizeof *out->keys)};
  if (!out->keys) return prl_fail(err, PRL_E_MEMORY, "no room for the change's product codes");
  for (const prl_goods *g = goods; g; g = g->except) {
    for (int32_t k = 0; g->kind == PRL_GOODS_HS && k < g->codes.count; k++) out->keys[out->count++] = prl_hs_key(g->codes.at[k]);
    for (int32_t k = 0; k < g->list_count; k++)
      for (int32_t l = 0; l < g->lists[k]->count; l++) out->keys[out->count++] = prl_hs_key(g->lists[k]->lines[l].hs);
  }
  out->count = prl_hs_sort(out->keys, out->count);
  return PRL_OK;
}

/* a code of the goods that is only a part of an undivided heading of the pair, or 0 */
static uint64_t finer_than_lines(const prl_lines *lines, const prl_act *act, const prl_cover *cover, const prl_codes *codes) {
  const prl_pair *pair = &lines->pairs[act->pair];
  for (int32_t l = pair->first; l < pair->first + pair->count; l++) {
    uint64_t key = lines->key[lines->product[l]];
    if (key == 0 || prl_hs_digits(key) != 6 || cover->level[lines->product[l]] != 0) continue;
    bool divided = l + 1 < pair->first + pair->count && prl_hs_begins(lines->key[lines->product[l + 1]], key);
    if (divided) continue;
    int32_t k = prl_hs_lower(codes->keys, codes->count, key + 1);
    if (k < codes->count && prl_hs_begins(codes->keys[k], key)) return codes->keys[k];
  }
  return 0;
}

static prl_status check_lines(const prl_flow *flow, const prl_lines *lines, prl_error *err) {
  int32_t traded = 0;
  prl_codes codes;
  if (!prl_goods_need_codes(&flow->change->goods)) return PRL_OK;
  for (int32_t a = 0; a < flow->acts.count; a++) traded += lines->pairs[flow->acts.at[a].pair].traded;
  bool home = flow->change->instrument == PRL_SUBSIDY && !flow->change->exports; /* no product trade is known at home */
  if (traded < flow->acts.count && (home || !(flow->change->on_all && traded > 0))) {
    prl_fail(err, PRL_E_VALUE, "product codes need a dossier's product trade; name sectors instead");
    prl_error_hint(err, "write 'goods: {sector: [...]}', or start from a dossier with weights for this pair");
    return PRL_E_VALUE;
  }
  prl_status status = long_codes(&codes, &flow->change->goods, err);
  for (int32_t a = 0; a < flow->acts.count && status >= 0; a++) {
    uint64_t key = finer_than_lines(lines, &flow->acts.at[a], &flow->cover, &codes);
    if (key == 0) continue;
    char text[12];
    prl_hs_print(text, key);
    status = prl_fail(err, PRL_E_VALUE, "the product trade has heading %06d but not its part %s", prl_hs_heading(key), text);
    prl_error_hint(err, "give six digits, and 'share' for the part covered");
  }
  free(codes.keys);
  return status;
}

static prl_status find_acts(prl_flow *flow, prl_arena *arena, const prl_lines *lines, int32_t number, prl_error *err) {
  prl_reach reach = prl_reach_of_change(flow->change);
  prl_status status = prl_reach_acts(&flow->acts, arena, lines, &reach, number, err);
  if (status < 0) return status;
  if (reach.unknown) return prl_world_no_region(lines->world, reach.unknown, err);
  if (flow->acts.count == 0) return prl_fail(err, PRL_E_VALUE, "the change acts on no flow of this world");
  qsort(flow->acts.at, (size_t)flow->acts.count, sizeof *flow->acts.at, by_pair);
  for (int32_t a = 0; a < flow->acts.count; a++) {
    if (!flow->acts.at[a].why) continue;
    prl_fail(err, PRL_E_VALUE, "%s", flow->acts.at[a].why);
    prl_error_hint(err, "name the whole region, or use a world that has the country on its own");
    return PRL_E_VALUE;
  }
  return PRL_OK;
}

/* does the act cover lines with base trade? */
static bool covers_trade(const prl_lines *lines, const prl_act *act, const prl_cover *cover) {
  const prl_pair *pair = &lines->pairs[act->pair];
  const size_t pairs = (size_t)lines->look.regions * (size_t)lines->look.regions;
  for (int32_t l = pair->first; l < pair->first + pair->count; l++) {
    const int32_t u = lines->product[l];
    bool covered = cover->level[u] != 0 && cover->level[u] != PRL_LEVEL_OPEN && (act->member == 0 || lines->member[l] == act->member);
    if (covered && lines->weight[l] > 0 && lines->look.trade[(size_t)lines->sector[u] * pairs + (size_t)act->pair] > 0) return true;
  }
  return false;
}

/* a promise is a multiple of base trade */
static prl_status check_promise(const prl_flow *flow, const prl_lines *lines, prl_error *err) {
  bool any = flow->change->instrument != PRL_PURCHASE;
  for (int32_t a = 0; a < flow->acts.count && !any; a++) any = covers_trade(lines, &flow->acts.at[a], &flow->cover);
  if (any) return PRL_OK;
  prl_fail(err, PRL_E_VALUE, "a promise to buy what was not traded in the base year");
  prl_error_hint(err, "a floor is a multiple of base trade: name goods that were traded");
  return PRL_E_VALUE;
}

static prl_status make(prl_flow *flow, prl_arena *arena, const prl_lines *lines, int32_t number, const prl_asof *asof, prl_error *err) {
  const prl_change *c = flow->change;
  prl_zone zone = {0};
  if (lines->dossier) zone = prl_dossier_zone(lines->dossier, c->by);
  prl_instant at = asof ? prl_goods_moment(&asof->date, &zone) : 0;
  prl_status status = check_instrument(c, err);
  if (status >= 0) status = check_codes(lines, c, asof != NULL, err);
  if (status >= 0) status = check_self(lines, c, err);
  if (status >= 0) status = find_acts(flow, arena, lines, number, err);
  if (status >= 0) status = prl_goods_cover(&flow->cover, arena, lines, &c->goods, at, &zone, err);
  if (status >= 0) status = check_lines(flow, lines, err);
  if (status >= 0) status = check_promise(flow, lines, err);
  return status;
}

prl_status prl_flow_new(prl_flow *out, prl_arena *arena, const prl_lines *lines, const prl_change *change, int32_t number,
                        const prl_asof *asof, prl_error *err) {
  *out = (prl_flow){.change = change};
  prl_status status = make(out, arena, lines, number, asof, err);
  if (status < 0)
    locate(err, change, number);
  else
    for (int32_t a = 0; a < out->acts.count; a++) prl_lines_share(&out->acts.at[a], lines, &out->cover);
  return status;
}
