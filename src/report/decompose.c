/* decompose.c -- the parts of a change of real income: as data (JSON decompose/1, CSV) and for a reader.
 *
 *   dlnW           ln of real income after, less before          its parts: amounts of the same [log points; text: times 100]
 * Every channel is in the data; a reader sees those that are not nothing for anyone shown. */
#include "inside.h"

#include <math.h>

typedef struct parts {
  prl_world_view w;
  const prl_decomposition_view *d;
  const bool *shown; /* by region */
} parts;

static double part_of(const parts *p, int32_t n, int c) { return p->d->part[n * PRL_CHANNELS + c]; }

static double sum_of(const parts *p, int32_t n) {
  double sum = 0;
  for (int c = 0; c < PRL_CHANNELS; c++) sum += part_of(p, n, c);
  return sum;
}

/* ---- JSON ---- */

static void region_json(prl_json *json, json_t *regions, const parts *p, int32_t n) {
  json_t *o = prl_json_object(json, regions, NULL);
  prl_json_text(json, o, "id", p->w.region_id[n]);
  prl_json_text(json, o, "name", p->w.region_name[n]);
  prl_json_number(json, o, "real_income_pct", 100 * expm1(p->d->total[n]));
  prl_json_number(json, o, "dlnW", p->d->total[n]);
  prl_json_number(json, o, "sum", sum_of(p, n));
  json_t *by = prl_json_object(json, o, "parts");
  for (int c = 0; c < PRL_CHANNELS; c++) prl_json_number(json, by, prl_channel_word((prl_channel)c), part_of(p, n, c));
}

static prl_status as_json(prl_text *out, const prl_trace *trace, const parts *p, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "decompose/1", trace);
  prl_json_number(&json, json.root, "miss", p->d->miss);
  prl_json_whole(&json, json.root, "panels", p->d->panels);
  prl_json_whole(&json, json.root, "solves", p->d->solves);
  json_t *regions = prl_json_array(&json, json.root, "regions");
  for (int32_t n = 0; n < p->w.regions; n++)
    if (p->shown[n]) region_json(&json, regions, p, n);
  return prl_json_end(out, &json, err);
}

/* ---- CSV ---- */

static prl_status as_csv(prl_text *out, const parts *p, prl_error *err) {
  const char *names[5 + PRL_CHANNELS] = {"region", "name", "real_income_pct", "dlnW", "sum"};
  prl_csv csv;
  for (int c = 0; c < PRL_CHANNELS; c++) names[5 + c] = prl_channel_word((prl_channel)c);
  prl_status status = prl_csv_begin(&csv, names, 5 + PRL_CHANNELS, err);
  if (status < 0) return status;
  for (int32_t n = 0; n < p->w.regions; n++) {
    if (!p->shown[n]) continue;
    prl_csv_text(&csv, p->w.region_id[n]);
    prl_csv_text(&csv, p->w.region_name[n]);
    prl_csv_number(&csv, 100 * expm1(p->d->total[n]));
    prl_csv_number(&csv, p->d->total[n]);
    prl_csv_number(&csv, sum_of(p, n));
    for (int c = 0; c < PRL_CHANNELS; c++) prl_csv_number(&csv, part_of(p, n, c));
  }
  return prl_csv_end(out, &csv, err);
}

/* ---- text ---- */

enum { DECIMALS = 4 };

static const char *const heads[PRL_CHANNELS] = {[PRL_CHANNEL_TERMS_OF_TRADE] = "terms of trade",
                                                [PRL_CHANNEL_TARIFFS] = "tariffs",
                                                [PRL_CHANNEL_EXPORT_TAXES] = "export taxes",
                                                [PRL_CHANNEL_PRODUCTION] = "production",
                                                [PRL_CHANNEL_RENTS] = "rents",
                                                [PRL_CHANNEL_PROMISES] = "promises",
                                                [PRL_CHANNEL_SCALE] = "scale",
                                                [PRL_CHANNEL_PROFITS] = "profits",
                                                [PRL_CHANNEL_TRANSFER] = "transfer",
                                                [PRL_CHANNEL_FRICTION] = "friction",
                                                [PRL_CHANNEL_BANS] = "bans"};

static bool matters(const parts *p, int c) {
  for (int32_t n = 0; n < p->w.regions; n++)
    if (p->shown[n] && fabs(100 * part_of(p, n, c)) >= 0.5e-4) return true;
  return false;
}

static void figure(prl_grid *grid, double x, bool plain) {
  char text[PRL_FIGURE];
  prl_grid_cell(grid, plain ? PRL_PLAIN : prl_paint_of(x, DECIMALS), "%s", prl_signed(text, x, DECIMALS));
}

static prl_status table(prl_text *out, const prl_style *style, const parts *p, prl_error *err) {
  const char *head[4 + PRL_CHANNELS] = {"region", "name", "real income %", "100 d ln W"};
  char alignment[4 + PRL_CHANNELS + 1] = "<<>>";
  int columns = 4;
  for (int c = 0; c < PRL_CHANNELS; c++)
    if (matters(p, c)) head[columns] = heads[c], alignment[columns++] = '>';
  alignment[columns] = '\0';
  prl_grid *grid = prl_grid_new(alignment);
  prl_grid_head(grid, head);
  for (int32_t n = 0; n < p->w.regions; n++) {
    if (!p->shown[n]) continue;
    prl_grid_cell(grid, PRL_PLAIN, "%s", p->w.region_id[n]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", p->w.region_name[n]);
    figure(grid, 100 * expm1(p->d->total[n]), false);
    figure(grid, 100 * p->d->total[n], true);
    for (int c = 0; c < PRL_CHANNELS; c++)
      if (matters(p, c)) figure(grid, 100 * part_of(p, n, c), true);
  }
  return prl_grid_end(out, style, grid, err);
}

static prl_status as_text(prl_text *out, const prl_style *style, const prl_trace *trace, const parts *p, prl_error *err) {
  char miss[32];
  prl_text note = {0};
  prl_trace_head(out, style, trace);
  prl_status status = table(out, style, p, err);
  if (status < 0) return status;
  prl_print_number(miss, sizeof miss, p->d->miss, 2);
  prl_text_printf(
      &note,
      "The parts are amounts of ln real income, times 100, and sum to 100 d ln W: the largest miss of any region is %s of ln W. "
      "Taxes, rents and promises: each tax times the change of quantity. %lld equilibria on the way, %d panel%s.",
      miss, (long long)p->d->solves, p->d->panels, p->d->panels == 1 ? "" : "s");
  prl_paragraph(out, style, "", note.bytes ? note.bytes : "");
  out->failed |= note.failed;
  prl_text_free(&note);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}

prl_status prl_report_decompose(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world *world,
                                const prl_decomposition_view *decomposition, const bool *shown, prl_error *err) {
  const parts p = {prl_world_look(world), decomposition, shown};
  if (p.w.regions != decomposition->regions)
    return prl_fail(err, PRL_E_VALUE, "the decomposition has %d regions, the world %d", decomposition->regions, p.w.regions);
  if (style->format == PRL_AS_JSON) return as_json(out, trace, &p, err);
  if (style->format == PRL_AS_CSV) return as_csv(out, &p, err);
  return as_text(out, style, trace, &p, err);
}
