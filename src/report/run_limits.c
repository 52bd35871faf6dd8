/* run_limits.c -- what became of the limits on quantities and of the promises to buy: as data and for a reader.
 *
 *   quantity   after over base, of the goods under it together [dimensionless]
 *   wedge      what a limit adds to the users' price; of a promise, below 0, the subsidy that keeps it [fraction]
 *   value      the rent, or the cost of the subsidy [millions of base-year US dollars]
 * A limit is slack where it adds nothing, a promise where trade is enough by itself; a tariff-rate quota whose limit has lifted the price by
 * all that the duty beyond it allows is over it. */
#include "run.h"

#include <math.h>
#include <string.h>

enum { SHOWN = 20 }; /* rows of a text table; data have them all */
#define NOTHING 1e-9 /* a wedge of less is the solver's last digit */

static prl_limit_row limit_row(const prl_run *run, int32_t k) {
  const prl_quota *q = &run->wedges.quotas[k];
  const prl_limit *found = &run->o.quotas[k];
  bool over = run->bounds[k].rated && found->wedge >= q->top * (1 - NOTHING);
  return (prl_limit_row){.bound = &run->bounds[k],
                         .asked = q->limit,
                         .found = *found,
                         .rent = prl_rent_word(q->rent),
                         .state = found->wedge <= NOTHING ? "slack"
                                  : over                  ? "over-quota"
                                                          : "binding"};
}

static prl_limit_row promise_row(const prl_run *run, int32_t k) {
  const prl_limit *found = &run->o.purchases[k];
  return (prl_limit_row){.bound = &run->bounds[run->wedges.quota_count + k],
                         .asked = run->wedges.purchases[k].floor,
                         .found = *found,
                         .rent = "",
                         .state = found->wedge >= -NOTHING ? "slack" : "binding"};
}

/* ids of what the bound is on; NULL where it is on several */
static const char *region(const prl_run *run, int32_t n) { return n < 0 ? NULL : run->w.region_id[n]; }

static const char *sector(const prl_run *run, int32_t s) { return s < 0 ? NULL : run->w.sector_id[s]; }

/* ---- JSON ---- */

static void limit_json(prl_json *json, json_t *limits, const prl_run *run, const prl_limit_row *row) {
  json_t *o = prl_json_object(json, limits, NULL);
  prl_json_text(json, o, "id", row->bound->id);
  prl_json_text(json, o, "from", region(run, row->bound->origin));
  prl_json_text(json, o, "to", region(run, row->bound->destination));
  prl_json_text(json, o, "sector", sector(run, row->bound->sector));
  prl_json_number(json, o, "limit", row->asked);
  prl_json_number(json, o, "quantity", row->found.quantity);
  prl_json_number(json, o, "wedge_pct", 100 * row->found.wedge);
  prl_json_number(json, o, "rent_musd", row->found.value);
  prl_json_text(json, o, "rent_to", row->rent);
  prl_json_text(json, o, "state", row->state);
}

static void promise_json(prl_json *json, json_t *promises, const prl_run *run, const prl_limit_row *row) {
  json_t *o = prl_json_object(json, promises, NULL);
  prl_json_text(json, o, "id", row->bound->id);
  prl_json_text(json, o, "by", region(run, row->bound->destination));
  prl_json_text(json, o, "of", region(run, row->bound->origin));
  prl_json_text(json, o, "sector", sector(run, row->bound->sector));
  prl_json_number(json, o, "floor", row->asked);
  prl_json_number(json, o, "quantity", row->found.quantity);
  prl_json_number(json, o, "subsidy_pct", 0 - 100 * row->found.wedge);
  prl_json_number(json, o, "cost_musd", 0 - row->found.value);
  prl_json_text(json, o, "state", row->state);
}

void prl_run_limits_json(prl_json *json, const prl_run *run) {
  json_t *limits = prl_json_array(json, json->root, "limits");
  for (int32_t k = 0; k < run->wedges.quota_count; k++) {
    prl_limit_row row = limit_row(run, k);
    limit_json(json, limits, run, &row);
  }
  json_t *promises = prl_json_array(json, json->root, "promises");
  for (int32_t k = 0; k < run->wedges.purchase_count; k++) {
    prl_limit_row row = promise_row(run, k);
    promise_json(json, promises, run, &row);
  }
}

/* ---- CSV ---- */

static void row_csv(prl_csv *csv, const char *kind, const prl_run *run, const prl_limit_row *row) {
  prl_csv_text(csv, kind);
  prl_csv_text(csv, row->bound->id);
  prl_csv_text(csv, region(run, row->bound->origin));
  prl_csv_text(csv, region(run, row->bound->destination));
  prl_csv_text(csv, sector(run, row->bound->sector));
  prl_csv_number(csv, row->asked);
  prl_csv_number(csv, row->found.quantity);
  prl_csv_number(csv, 100 * row->found.wedge);
  prl_csv_number(csv, row->found.value);
  prl_csv_text(csv, *row->rent ? row->rent : NULL);
  prl_csv_text(csv, row->state);
}

prl_status prl_run_limits_csv(prl_text *out, const prl_run *run, prl_error *err) {
  static const char *const names[] = {"kind",     "id",        "from",       "to",      "sector", "asked",
                                      "quantity", "wedge_pct", "value_musd", "rent_to", "state"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, 11, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < run->wedges.quota_count; k++) {
    prl_limit_row row = limit_row(run, k);
    row_csv(&csv, "limit", run, &row);
  }
  for (int32_t k = 0; k < run->wedges.purchase_count; k++) {
    prl_limit_row row = promise_row(run, k);
    row_csv(&csv, "promise", run, &row);
  }
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

/* id, the two ends, the sector, asked, quantity, wedge, value */
static void row_text(prl_grid *grid, const prl_run *run, const prl_limit_row *row, bool promise, int decimals) {
  char figure[PRL_FIGURE];
  const int sign = promise ? -1 : 1;
  const char *from = region(run, row->bound->origin), *to = region(run, row->bound->destination), *on = sector(run, row->bound->sector);
  prl_grid_cell(grid, PRL_PLAIN, "%s", row->bound->id);
  prl_grid_cell(grid, PRL_PLAIN, "%s", promise ? to : from ? from : "several");
  prl_grid_cell(grid, PRL_PLAIN, "%s", promise ? from ? from : "several" : to);
  prl_grid_cell(grid, PRL_PLAIN, "%s", on ? on : "several");
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_short_figure(figure, row->asked));
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(figure, row->found.quantity, 4));
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(figure, 100 * sign * row->found.wedge + 0.0, 2));
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(figure, sign * row->found.value + 0.0, decimals));
}

/* decimals of a column of values; a column of nothing needs none */
static int decimals_of(const prl_limit *found, int32_t count) {
  double largest = 0;
  for (int32_t k = 0; k < count; k++) largest = fmax(largest, fabs(found[k].value));
  return largest > 0 ? prl_money_decimals(largest) : 0;
}

/* by rent or cost; what has none (burnt) after all that have, by its wedge */
static double rank(const prl_limit *found) {
  const double value = fabs(found->value);
  return value > 0 ? 1 + value : fabs(found->wedge) / (1 + fabs(found->wedge));
}

/* the largest, in the order of the flows; all of them where they are few */
static int32_t choose_shown(int32_t shown[SHOWN], const prl_limit *found, int32_t count) {
  prl_largest kept[SHOWN];
  int32_t largest = 0, chosen = 0;
  for (int32_t k = 0; k < count && count > SHOWN; k++) prl_largest_enter(kept, &largest, SHOWN, (prl_largest){rank(&found[k]), {k, 0, 0}});
  for (int32_t k = 0; k < count && chosen < SHOWN; k++) {
    bool take = count <= SHOWN;
    for (int32_t j = 0; j < largest; j++) take = take || kept[j].at[0] == k;
    if (take) shown[chosen++] = k;
  }
  return chosen;
}

static void rest_text(prl_text *out, const prl_style *style, int32_t shown, int32_t count) {
  char note[128];
  if (shown == count) return;
  if (shown)
    snprintf(note, sizeof note, "the %d largest of %d; '--limits --format csv' gives them all.", shown, count);
  else
    snprintf(note, sizeof note, "none of %d binds; '--limits --format csv' gives them all.", count);
  prl_paragraph(out, style, "", note);
}

static prl_status limits_text(prl_text *out, const prl_style *style, const prl_run *run, prl_error *err) {
  static const char *const head[] = {"limit",           "from",    "to",         "sector",  "limit x base",
                                     "quantity x base", "wedge %", "rent m US$", "rent to", ""};
  if (run->wedges.quota_count == 0) return PRL_OK;
  const int decimals = decimals_of(run->o.quotas, run->wedges.quota_count);
  prl_text_puts(out, "\nLimits on quantities\n");
  prl_grid *grid = prl_grid_new("<<<<>>>><<");
  prl_grid_head(grid, head);
  int32_t at[SHOWN], shown = choose_shown(at, run->o.quotas, run->wedges.quota_count);
  for (int32_t k = 0; k < shown; k++) {
    prl_limit_row row = limit_row(run, at[k]);
    row_text(grid, run, &row, false, decimals);
    prl_grid_cell(grid, PRL_PLAIN, "%s", row.rent);
    prl_grid_cell(grid, strcmp(row.state, "slack") ? PRL_PLAIN : PRL_DIM, "%s", row.state);
  }
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status >= 0) rest_text(out, style, shown, run->wedges.quota_count);
  return status;
}

static prl_status promises_text(prl_text *out, const prl_style *style, const prl_run *run, prl_error *err) {
  static const char *const head[] = {"promise", "by", "of", "sector", "floor x base", "quantity x base", "subsidy %", "cost m US$", ""};
  if (run->wedges.purchase_count == 0) return PRL_OK;
  const int decimals = decimals_of(run->o.purchases, run->wedges.purchase_count);
  prl_text_puts(out, "\nPromises to buy\n");
  prl_grid *grid = prl_grid_new("<<<<>>>><");
  prl_grid_head(grid, head);
  int32_t at[SHOWN], shown = choose_shown(at, run->o.purchases, run->wedges.purchase_count);
  for (int32_t k = 0; k < shown; k++) {
    prl_limit_row row = promise_row(run, at[k]);
    row_text(grid, run, &row, true, decimals);
    prl_grid_cell(grid, strcmp(row.state, "slack") ? PRL_PLAIN : PRL_DIM, "%s", row.state);
  }
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status >= 0) rest_text(out, style, shown, run->wedges.purchase_count);
  return status;
}

prl_status prl_run_limits_text(prl_text *out, const prl_style *style, const prl_run *run, prl_error *err) {
  prl_status status = limits_text(out, style, run, err);
  return status < 0 ? status : promises_text(out, style, run, err);
}
