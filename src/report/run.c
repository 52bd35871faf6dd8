/* run.c -- one counterfactual as data: regions and sectors (JSON run/1), regions or flows (CSV).
 *
 *   _pct = 100 x (after / before - 1)        _musd: millions of base-year US dollars
 * Changes are measured from where the outcome measures them: the base, or the policy it was taken between. run_text.c: the same for
 * people; run_limits.c: limits and promises, as both. */
#include "run.h"

#include <math.h>

typedef struct figure { /* one number of a region, under one name in JSON and CSV */
  const char *name;
  double value;
} figure;

enum { REGION_FIGURES = 21 };

static void region_figures(figure out[REGION_FIGURES], const prl_outcome_view *o, int32_t n) {
  const double profits = prl_run_at(o->profits, n), profits_base = prl_run_at(o->profits_base, n);
  const figure all[REGION_FIGURES] = {
      {"real_income_pct", 100 * o->real_income[n]},
      {"ev_musd", o->ev[n]},
      {"real_wage_pct", 100 * o->real_wage[n]},
      {"terms_of_trade_pct", 100 * o->terms_of_trade[n]},
      {"revenue_musd", o->revenue[n]},
      {"revenue_base_musd", o->revenue_base[n]},
      {"revenue_change_musd", o->revenue[n] - o->revenue_base[n]},
      {"income_musd", o->income[n]},
      {"income_base_musd", o->income_base[n]},
      {"wage_pct", 100 * (o->wage[n] - 1)},
      {"final_price_pct", 100 * (o->final_price[n] - 1)},
      {"exports_musd", o->exports[n]},
      {"exports_base_musd", o->exports_base[n]},
      {"exports_pct", prl_percent_change(o->exports[n], o->exports_base[n])},
      {"imports_musd", o->imports[n]},
      {"imports_base_musd", o->imports_base[n]},
      {"imports_pct", prl_percent_change(o->imports[n], o->imports_base[n])},
      {"rents_musd", prl_run_at(o->rents, n)},
      {"profits_musd", profits},
      {"profits_base_musd", profits_base},
      {"profits_change_musd", profits - profits_base},
  };
  for (int32_t k = 0; k < REGION_FIGURES; k++) out[k] = all[k];
}

/* ---- JSON ---- */

static void region_json(prl_json *json, json_t *regions, const prl_run *run, int32_t n) {
  figure figures[REGION_FIGURES];
  json_t *o = prl_json_object(json, regions, NULL);
  region_figures(figures, &run->o, n);
  prl_json_text(json, o, "id", run->w.region_id[n]);
  prl_json_text(json, o, "name", run->w.region_name[n]);
  for (int32_t k = 0; k < REGION_FIGURES; k++) prl_json_number(json, o, figures[k].name, figures[k].value);
}

static void sector_json(prl_json *json, json_t *sectors, const prl_run *run, int32_t n, int32_t s) {
  const int32_t cell = n * run->w.sectors + s;
  json_t *o = prl_json_object(json, sectors, NULL);
  prl_json_text(json, o, "region", run->w.region_id[n]);
  prl_json_text(json, o, "sector", run->w.sector_id[s]);
  prl_json_number(json, o, "output_base", run->o.output_base[cell]);
  prl_json_number(json, o, "output_new", run->o.output[cell]);
  prl_json_number(json, o, "volume_pct", 100 * (run->o.volume[cell] - 1));
  prl_json_number(json, o, "price_pct", 100 * (run->o.price[cell] - 1));
}

static bool flow_at(prl_flow *flow, const prl_run *run, int32_t s, int32_t to, int32_t from) {
  *flow = (prl_flow){prl_outcome_flow_base(run->outcome, s, to, from), prl_outcome_flow(run->outcome, s, to, from)};
  return flow->before != 0 || flow->after != 0;
}

void prl_run_each_flow(const prl_run *run, prl_flow_sink *sink, void *context) {
  prl_flow flow;
  for (int32_t from = 0; from < run->w.regions; from++)
    for (int32_t to = 0; to < run->w.regions; to++)
      for (int32_t s = 0; s < run->w.sectors; s++)
        if (flow_at(&flow, run, s, to, from)) sink(context, run, &flow, (int32_t[3]){from, to, s});
}

typedef struct flows_json {
  prl_json *json;
  json_t *flows;
} flows_json;

static void flow_json(void *context, const prl_run *run, const prl_flow *flow, const int32_t at[3]) {
  flows_json *to = context;
  json_t *o = prl_json_object(to->json, to->flows, NULL);
  prl_json_text(to->json, o, "from", run->w.region_id[at[0]]);
  prl_json_text(to->json, o, "to", run->w.region_id[at[1]]);
  prl_json_text(to->json, o, "sector", run->w.sector_id[at[2]]);
  prl_json_number(to->json, o, "base", flow->before);
  prl_json_number(to->json, o, "new", flow->after);
}

static prl_status run_json(prl_text *out, const prl_trace *trace, const prl_run *run, bool flows, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "run/1", trace);
  json_t *regions = prl_json_array(&json, json.root, "regions");
  for (int32_t n = 0; n < run->w.regions; n++) region_json(&json, regions, run, n);
  json_t *sectors = prl_json_array(&json, json.root, "sectors");
  for (int32_t n = 0; n < run->w.regions; n++)
    for (int32_t s = 0; s < run->w.sectors; s++) sector_json(&json, sectors, run, n, s);
  if (flows) {
    flows_json to = {&json, prl_json_array(&json, json.root, "flows")};
    prl_run_each_flow(run, flow_json, &to);
  }
  prl_run_limits_json(&json, run);
  prl_run_scale_json(&json, run->uniqueness);
  return prl_json_end(out, &json, err);
}

/* ---- CSV ---- */

static prl_status regions_csv(prl_text *out, const prl_run *run, prl_error *err) {
  figure figures[REGION_FIGURES];
  const char *names[2 + REGION_FIGURES] = {"region", "name"};
  prl_csv csv;
  region_figures(figures, &run->o, 0);
  for (int32_t k = 0; k < REGION_FIGURES; k++) names[2 + k] = figures[k].name;
  prl_status status = prl_csv_begin(&csv, names, 2 + REGION_FIGURES, err);
  if (status < 0) return status;
  for (int32_t n = 0; n < run->w.regions; n++) {
    region_figures(figures, &run->o, n);
    prl_csv_text(&csv, run->w.region_id[n]);
    prl_csv_text(&csv, run->w.region_name[n]);
    for (int32_t k = 0; k < REGION_FIGURES; k++) prl_csv_number(&csv, figures[k].value);
  }
  return prl_csv_end(out, &csv, err);
}

static void flow_csv(void *context, const prl_run *run, const prl_flow *flow, const int32_t at[3]) {
  prl_csv *csv = context;
  prl_csv_text(csv, run->w.region_id[at[0]]);
  prl_csv_text(csv, run->w.region_id[at[1]]);
  prl_csv_text(csv, run->w.sector_id[at[2]]);
  prl_csv_number(csv, flow->before);
  prl_csv_number(csv, flow->after);
}

static prl_status flows_csv(prl_text *out, const prl_run *run, prl_error *err) {
  static const char *const names[] = {"from", "to", "sector", "base", "new"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, 5, err);
  if (status < 0) return status;
  prl_run_each_flow(run, flow_csv, &csv);
  return prl_csv_end(out, &csv, err);
}

/* world, outcome and wedges are of one solve */
static prl_status check(const prl_run *run, prl_error *err) {
  const prl_outcome_view *o = &run->o;
  if (run->w.regions != o->regions || run->w.sectors != o->sectors)
    return prl_fail(err, PRL_E_VALUE, "the outcome has %d regions and %d sectors, the world %d and %d", o->regions, o->sectors,
                    run->w.regions, run->w.sectors);
  if (run->wedges.quota_count != o->quota_count || run->wedges.purchase_count != o->purchase_count)
    return prl_fail(err, PRL_E_VALUE, "the outcome has %d limits and %d promises, the wedges %d and %d", o->quota_count, o->purchase_count,
                    run->wedges.quota_count, run->wedges.purchase_count);
  return PRL_OK;
}

static prl_status run_csv(prl_text *out, const prl_run *run, const prl_run_asked *asked, prl_error *err) {
  if (asked->limits) return prl_run_limits_csv(out, run, err);
  return asked->flows ? flows_csv(out, run, err) : regions_csv(out, run, err);
}

prl_status prl_report_run(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world *world, const prl_outcome *outcome,
                          const prl_joined *joined, const prl_run_asked *asked, prl_error *err) {
  prl_run run = {.w = prl_world_look(world), .o = prl_outcome_look(outcome), .outcome = outcome, .uniqueness = asked->uniqueness};
  if (joined) run.wedges = prl_joined_wedges(joined), run.bounds = prl_joined_bounds(joined);
  prl_status status = check(&run, err);
  if (status < 0) return status;
  if (style->format == PRL_AS_JSON) return run_json(out, trace, &run, asked->flows, err);
  if (style->format == PRL_AS_CSV) return run_csv(out, &run, asked, err);
  return prl_run_text(out, style, trace, &run, asked->flows, err);
}
