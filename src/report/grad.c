/* grad.c -- what measures are worth at the margin: all as data (JSON grad/1, CSV), the largest for a reader.
 *
 *   dlnW_per_pp    d ln real income by a percentage point of a rate; of a limit or promise by a percent of it ("unit" says which)
 *   musd_per_pp    the same in millions of base-year US dollars a year: base income x W'/W x d ln W                                 */
#include "inside.h"

#include <math.h>

const char *const prl_slope_words[PRL_SLOPES] = {"tariff", "export-tax", "friction", "quota", "purchase"};

typedef struct table {
  prl_world_view w;
  prl_outcome_view o;
  const prl_slopes *all;
} table;

static const char *region(const table *t, int32_t n) { return n < 0 ? NULL : t->w.region_id[n]; }
static const char *sector(const table *t, int32_t s) { return s < 0 ? NULL : t->w.sector_id[s]; }
static bool is_bound(const prl_slope *s) { return s->kind == PRL_SLOPE_QUOTA || s->kind == PRL_SLOPE_PURCHASE; }
static const char *unit(const prl_slope *s) { return is_bound(s) ? "percent" : "pp"; }

static double musd(const table *t, int32_t r, double per) {
  const int32_t n = t->all->regions[r];
  return t->o.income_base[n] * (1 + t->o.real_income[n]) * per;
}

/* ---- JSON ---- */

static void slope_json(prl_json *json, json_t *gradient, const table *t, int32_t r, const prl_slope *s) {
  json_t *o = prl_json_object(json, gradient, NULL);
  prl_json_text(json, o, "instrument", prl_slope_words[s->kind]);
  prl_json_text(json, o, "by", region(t, s->by));
  prl_json_text(json, o, "on", region(t, s->on));
  prl_json_text(json, o, "sector", sector(t, s->sector));
  prl_json_number(json, o, "dlnW_per_pp", s->per[r]);
  prl_json_number(json, o, "musd_per_pp", musd(t, r, s->per[r]));
  prl_json_text(json, o, "unit", unit(s));
  if (is_bound(s)) prl_json_text(json, o, "id", s->id);
}

static prl_status as_json(prl_text *out, const prl_trace *trace, const table *t, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "grad/1", trace);
  json_t *regions = prl_json_array(&json, json.root, "regions");
  for (int32_t r = 0; r < t->all->region_count; r++) {
    json_t *o = prl_json_object(&json, regions, NULL);
    prl_json_text(&json, o, "id", region(t, t->all->regions[r]));
    prl_json_text(&json, o, "name", t->w.region_name[t->all->regions[r]]);
    json_t *gradient = prl_json_array(&json, o, "gradient");
    for (int32_t k = 0; k < t->all->slope_count; k++) slope_json(&json, gradient, t, r, &t->all->slopes[k]);
  }
  if (t->all->checked.asked) {
    json_t *o = prl_json_object(&json, json.root, "check");
    prl_json_whole(&json, o, "count", t->all->checked.count);
    prl_json_number(&json, o, "largest_difference", t->all->checked.largest);
  }
  return prl_json_end(out, &json, err);
}

/* ---- CSV ---- */

static prl_status as_csv(prl_text *out, const table *t, prl_error *err) {
  static const char *const names[] = {"region", "instrument", "by", "on", "sector", "id", "unit", "dlnW_per_pp", "musd_per_pp"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, 9, err);
  if (status < 0) return status;
  for (int32_t r = 0; r < t->all->region_count; r++)
    for (int32_t k = 0; k < t->all->slope_count; k++) {
      const prl_slope *s = &t->all->slopes[k];
      prl_csv_text(&csv, region(t, t->all->regions[r]));
      prl_csv_text(&csv, prl_slope_words[s->kind]);
      prl_csv_text(&csv, region(t, s->by));
      prl_csv_text(&csv, region(t, s->on));
      prl_csv_text(&csv, sector(t, s->sector));
      prl_csv_text(&csv, is_bound(s) ? s->id : NULL);
      prl_csv_text(&csv, unit(s));
      prl_csv_number(&csv, s->per[r]);
      prl_csv_number(&csv, musd(t, r, s->per[r]));
    }
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

static void row(prl_grid *grid, const table *t, int32_t r, const prl_slope *s, int decimals) {
  char figure[PRL_FIGURE];
  const char *on = region(t, s->on), *of = sector(t, s->sector);
  prl_grid_cell(grid, PRL_PLAIN, "%s%s%s", prl_slope_words[s->kind], is_bound(s) ? " " : "", is_bound(s) ? s->id : "");
  prl_grid_cell(grid, PRL_PLAIN, "%s", region(t, s->by) ? region(t, s->by) : "several");
  prl_grid_cell(grid, PRL_PLAIN, "%s", on ? on : "several");
  prl_grid_cell(grid, PRL_PLAIN, "%s", of ? of : "several");
  prl_grid_cell(grid, PRL_PLAIN, "%s", s->sector < 0 ? "" : t->w.sector_name[s->sector]);
  prl_grid_cell(grid, prl_paint_of(100 * s->per[r], 6), "%s", prl_signed(figure, 100 * s->per[r], 6));
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_signed(figure, musd(t, r, s->per[r]), decimals));
  prl_grid_cell(grid, PRL_DIM, "%s",
                s->kind == PRL_SLOPE_QUOTA ? "a percent of the limit"
                : is_bound(s)              ? "a percent of the promise"
                                           : "a point");
}

static prl_status region_text(prl_text *out, const prl_style *style, const table *t, int32_t r, prl_error *err) {
  static const char *const head[] = {"measure", "by", "on", "sector", "name", "real income %", "m US$", "for"};
  const int32_t n = t->all->regions[r], most = t->all->top < t->all->slope_count ? t->all->top : t->all->slope_count;
  prl_arena *arena = prl_arena_new();
  prl_largest *kept = arena ? prl_arena_alloc(arena, (size_t)most + 1, sizeof *kept) : NULL;
  int32_t count = 0;
  if (!kept) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "no memory left for the largest slopes");
  }
  for (int32_t k = 0; k < t->all->slope_count; k++)
    prl_largest_enter(kept, &count, most, (prl_largest){fabs(t->all->slopes[k].per[r]), {k, 0, 0}});
  prl_text_printf(out, "%s%s, %s: %d of %d measures%s\n", r ? "\n" : "", t->w.region_id[n], t->w.region_name[n], count, t->all->slope_count,
                  count < t->all->slope_count ? ", the largest" : "");
  prl_grid *grid = prl_grid_new("<<<<<>><");
  prl_grid_head(grid, head);
  const double largest = count ? fabs(musd(t, r, kept[0].size)) : 0;
  for (int32_t k = 0; k < count; k++) row(grid, t, r, &t->all->slopes[kept[k].at[0]], largest > 0 ? prl_money_decimals(largest) : 0);
  prl_arena_free(arena);
  return prl_grid_end(out, style, grid, err);
}

static void check_text(prl_text *out, const prl_style *style, const prl_slopes_checked *checked) {
  char largest[32], text[200];
  if (!checked->asked) return;
  prl_print_number(largest, sizeof largest, checked->largest, 2);
  snprintf(text, sizeof text, "%d of them compared with differences of solves: at most %s apart, relative to one plus their size.",
           checked->count, largest);
  prl_text_puts(out, "\n");
  prl_paragraph(out, style, "", text);
}

static prl_status as_text(prl_text *out, const prl_style *style, const prl_trace *trace, const table *t, prl_error *err) {
  prl_status status = PRL_OK;
  prl_trace_head(out, style, trace);
  for (int32_t r = 0; r < t->all->region_count && status >= 0; r++) status = region_text(out, style, t, r, err);
  if (status < 0) return status;
  check_text(out, style, &t->all->checked);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}

prl_status prl_report_grad(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world *world,
                           const prl_outcome *outcome, const prl_slopes *slopes, prl_error *err) {
  const table t = {prl_world_look(world), prl_outcome_look(outcome), slopes};
  if (t.w.regions != t.o.regions || t.w.sectors != t.o.sectors)
    return prl_fail(err, PRL_E_VALUE, "the outcome has %d regions and %d sectors, the world %d and %d", t.o.regions, t.o.sectors,
                    t.w.regions, t.w.sectors);
  if (style->format == PRL_AS_JSON) return as_json(out, trace, &t, err);
  if (style->format == PRL_AS_CSV) return as_csv(out, &t, err);
  return as_text(out, style, trace, &t, err);
}
