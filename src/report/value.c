/* value.c -- what items are worth to each party (value/1), and the same in the two lists (lists/1).
 *
 * pct: of real income of the party's regions; musd: equivalent variation, millions of base-year US dollars. Null where the model is silent.
 * low and high are the bounds of an interval over uncertain elasticities, null where none was drawn. Third countries are the regions that
 * belong to no party. value_text.c: the same for people. */
#include "value.h"

#include <math.h>
#include <string.h>

static bool region_of_party(const prl_dossier_view *record, const prl_world *world, int32_t n) {
  for (int32_t p = 0; p < record->party_count; p++)
    for (int32_t r = 0; r < record->parties[p].regions.count; r++)
      if (prl_world_region(world, record->parties[p].regions.at[r]) == n) return true;
  return false;
}

double prl_worth_at(const double *x, int32_t k) { return x ? x[k] : NAN; }

/* ---- JSON ---- */

static void parties_json(prl_json *json, json_t *o, const prl_table_of_worths *t, const prl_worth *w) {
  json_t *parties = prl_json_object(json, o, "parties");
  for (int32_t p = 0; p < t->record.party_count; p++) {
    json_t *party = prl_json_object(json, parties, t->record.parties[p].id);
    prl_json_number(json, party, "pct", prl_worth_at(w->percent, p));
    prl_json_number(json, party, "musd", prl_worth_at(w->musd, p));
    prl_json_null(json, party, "low");
    prl_json_null(json, party, "high");
  }
}

static void third_json(prl_json *json, json_t *o, const prl_table_of_worths *t, const prl_worth *w) {
  json_t *third = prl_json_object(json, o, "third_countries");
  for (int32_t n = 0; n < t->w.regions && w->region_percent; n++) {
    if (t->of_party[n]) continue;
    json_t *region = prl_json_object(json, third, t->w.region_id[n]);
    prl_json_number(json, region, "pct", w->region_percent[n]);
    prl_json_number(json, region, "musd", prl_worth_at(w->region_musd, n));
  }
}

static void item_json(prl_json *json, json_t *items, const prl_table_of_worths *t, const prl_worth *w) {
  const prl_item *item = w->item;
  json_t *o = prl_json_object(json, items, NULL);
  prl_json_text(json, o, "id", item->id);
  prl_json_text(json, o, "title", item->title);
  prl_json_some(json, o, "asked_by", item->asked_by);
  prl_json_some(json, o, "given_by", item->given_by);
  prl_json_text(json, o, "list", prl_on_list_word(w->list));
  parties_json(json, o, t, w);
  prl_json_bool(json, o, "priced", w->priced);
  prl_json_bool(json, o, "stated", w->stated);
  prl_json_some(json, o, "why", w->why);
  third_json(json, o, t, w);
  prl_json_text(json, o, "sure", prl_sure_word(item->sure));
  prl_json_sources(json, o, item->sources, item->source_count);
}

static prl_status value_json(prl_text *out, const prl_trace *trace, const prl_table_of_worths *t, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "value/1", trace);
  json_t *items = prl_json_array(&json, json.root, "items");
  for (int32_t k = 0; k < t->count; k++) item_json(&json, items, t, &t->worths[k]);
  return prl_json_end(out, &json, err);
}

static const prl_on_list list_order[] = {PRL_LIST_COOPERATION, PRL_LIST_OUTSTANDING, PRL_LIST_NEUTRAL, PRL_LIST_SILENT};
enum { LISTS = sizeof list_order / sizeof *list_order };

static prl_status lists_json(prl_text *out, const prl_trace *trace, const prl_table_of_worths *t, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "lists/1", trace);
  for (int32_t l = 0; l < LISTS; l++) {
    json_t *items = prl_json_array(&json, json.root, prl_on_list_word(list_order[l]));
    for (int32_t k = 0; k < t->count; k++)
      if (t->worths[k].list == list_order[l]) item_json(&json, items, t, &t->worths[k]);
  }
  return prl_json_end(out, &json, err);
}

/* ---- CSV: a row an item and party ---- */

static void party_csv(prl_csv *csv, const prl_table_of_worths *t, const prl_worth *w, int32_t p) {
  prl_csv_text(csv, w->item->id);
  prl_csv_text(csv, w->item->title);
  prl_csv_text(csv, prl_on_list_word(w->list));
  prl_csv_text(csv, t->record.parties[p].id);
  prl_csv_number(csv, prl_worth_at(w->percent, p));
  prl_csv_number(csv, prl_worth_at(w->musd, p));
  prl_csv_number(csv, NAN);
  prl_csv_number(csv, NAN);
  prl_csv_text(csv, w->item->asked_by);
  prl_csv_text(csv, w->item->given_by);
  prl_csv_bool(csv, w->priced);
  prl_csv_bool(csv, w->stated);
  prl_csv_text(csv, w->why);
}

static prl_status csv_begin(prl_csv *csv, prl_error *err) {
  static const char *const names[] = {"item", "title",    "list",     "party",  "pct",    "musd", "low",
                                      "high", "asked_by", "given_by", "priced", "stated", "why"};
  return prl_csv_begin(csv, names, (int32_t)(sizeof names / sizeof *names), err);
}

static prl_status value_csv(prl_text *out, const prl_table_of_worths *t, prl_error *err) {
  prl_csv csv;
  prl_status status = csv_begin(&csv, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < t->count; k++)
    for (int32_t p = 0; p < t->record.party_count; p++) party_csv(&csv, t, &t->worths[k], p);
  return prl_csv_end(out, &csv, err);
}

static prl_status lists_csv(prl_text *out, const prl_table_of_worths *t, prl_error *err) {
  prl_csv csv;
  prl_status status = csv_begin(&csv, err);
  if (status < 0) return status;
  for (int32_t l = 0; l < LISTS; l++)
    for (int32_t k = 0; k < t->count; k++)
      for (int32_t p = 0; p < t->record.party_count && t->worths[k].list == list_order[l]; p++) party_csv(&csv, t, &t->worths[k], p);
  return prl_csv_end(out, &csv, err);
}

/* ---- from outside ---- */

/* @param grouped  into the lists */
static prl_status report(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_table_of_worths *t, bool grouped,
                         prl_error *err) {
  if (style->format == PRL_AS_JSON) return grouped ? lists_json(out, trace, t, err) : value_json(out, trace, t, err);
  if (style->format == PRL_AS_CSV) return grouped ? lists_csv(out, t, err) : value_csv(out, t, err);
  return grouped ? prl_lists_text(out, style, trace, t, err) : prl_value_text(out, style, trace, t, err);
}

static prl_status with_table(prl_text *out, const prl_style *style, const prl_trace *trace, prl_table_of_worths *t, const prl_world *world,
                             bool grouped, prl_error *err) {
  t->w = prl_world_look(world);
  prl_arena *arena = prl_arena_new();
  t->of_party = arena ? prl_arena_alloc(arena, (size_t)t->w.regions, sizeof *t->of_party) : NULL;
  prl_status status = t->of_party ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no room to sort out third countries");
  for (int32_t n = 0; n < t->w.regions && t->of_party; n++) t->of_party[n] = region_of_party(&t->record, world, n);
  if (status >= 0) status = report(out, style, trace, t, grouped, err);
  prl_arena_free(arena);
  return status;
}

prl_status prl_report_value(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                            const prl_world *world, const prl_worth *worths, int32_t count, prl_error *err) {
  prl_table_of_worths t = {.record = prl_dossier_look(dossier), .worths = worths, .count = count};
  return with_table(out, style, trace, &t, world, false, err);
}

prl_status prl_report_lists(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_dossier *dossier,
                            const prl_world *world, const prl_worth *worths, int32_t count, prl_error *err) {
  prl_table_of_worths t = {.record = prl_dossier_look(dossier), .worths = worths, .count = count};
  return with_table(out, style, trace, &t, world, true, err);
}
