/* world.c -- the data sets: which there are (world-list/1), what is in one (world-show/1), do its accounts hold (world-check/1).
 *
 * Values in millions of current US dollars of the base year, basic prices:
 *   output[n,s] = sum over destinations of trade      exports: the same without own sales      deficit = imports - exports */
#include "inside.h"

#include <math.h>

/* ---- which there are ---- */

static prl_status list_json(prl_text *out, const prl_trace *trace, const prl_world_entry *worlds, int32_t count, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "world-list/1", trace);
  json_t *list = prl_json_array(&json, json.root, "worlds");
  for (int32_t k = 0; k < count; k++) {
    json_t *o = prl_json_object(&json, list, NULL);
    prl_json_text(&json, o, "id", worlds[k].id);
    prl_json_some(&json, o, "title", worlds[k].title);
    prl_json_text(&json, o, "path", worlds[k].path);
    prl_json_whole(&json, o, "regions", worlds[k].regions);
    prl_json_whole(&json, o, "sectors", worlds[k].sectors);
    prl_json_whole(&json, o, "base_year", worlds[k].base_year);
  }
  return prl_json_end(out, &json, err);
}

static prl_status list_csv(prl_text *out, const prl_world_entry *worlds, int32_t count, prl_error *err) {
  static const char *const names[] = {"id", "title", "path", "regions", "sectors", "base_year"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < count; k++) {
    prl_csv_text(&csv, worlds[k].id);
    prl_csv_text(&csv, worlds[k].title);
    prl_csv_text(&csv, worlds[k].path);
    prl_csv_number(&csv, worlds[k].regions);
    prl_csv_number(&csv, worlds[k].sectors);
    prl_csv_number(&csv, worlds[k].base_year);
  }
  return prl_csv_end(out, &csv, err);
}

static prl_status list_text(prl_text *out, const prl_style *style, const prl_world_entry *worlds, int32_t count, prl_error *err) {
  static const char *const head[] = {"world", "regions", "sectors", "base year", "title", "path"};
  prl_text_printf(out, "%d world%s\n\n", count, count == 1 ? "" : "s");
  prl_grid *grid = prl_grid_new("<>>><<");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < count; k++) {
    prl_grid_cell(grid, PRL_PLAIN, "%s", worlds[k].id);
    prl_grid_cell(grid, PRL_PLAIN, "%d", worlds[k].regions);
    prl_grid_cell(grid, PRL_PLAIN, "%d", worlds[k].sectors);
    prl_grid_cell(grid, PRL_PLAIN, "%d", worlds[k].base_year);
    prl_grid_cell(grid, PRL_PLAIN, "%s", worlds[k].title ? worlds[k].title : "");
    prl_grid_cell(grid, PRL_DIM, "%s", worlds[k].path);
  }
  return prl_grid_end(out, style, grid, err);
}

prl_status prl_report_world_list(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world_entry *worlds,
                                 int32_t count, prl_error *err) {
  if (style->format == PRL_AS_JSON) return list_json(out, trace, worlds, count, err);
  if (style->format == PRL_AS_CSV) return list_csv(out, worlds, count, err);
  return list_text(out, style, worlds, count, err);
}

/* ---- what is in one ---- */

typedef struct account { /* of a region, or of a sector over all regions */
  double value_added, output, exports, imports;
} account;

static void add_trade(account *a, const prl_world_view *w, int32_t s, int32_t n) {
  const int64_t N = w->regions;
  const double *block = w->trade + s * N * N;
  for (int32_t m = 0; m < N; m++) {
    a->output += block[m * N + n];
    if (m == n) continue;
    a->exports += block[m * N + n];
    a->imports += block[n * N + m];
  }
  a->value_added += w->value_added[(int64_t)n * w->sectors + s];
}

static account region_account(const prl_world_view *w, int32_t n) {
  account a = {0, 0, 0, 0};
  for (int32_t s = 0; s < w->sectors; s++) add_trade(&a, w, s, n);
  return a;
}

static account sector_account(const prl_world_view *w, int32_t s) {
  account a = {0, 0, 0, 0};
  for (int32_t n = 0; n < w->regions; n++) add_trade(&a, w, s, n);
  return a;
}

static void members_json(prl_json *json, json_t *o, const char *members) {
  json_t *list = prl_json_array(json, o, "members");
  while (*members) {
    char code[32];
    size_t length = 0;
    while (*members == ' ') members++;
    for (; *members && *members != ' '; members++)
      if (length + 1 < sizeof code) code[length++] = *members;
    code[length] = '\0';
    if (length) prl_json_text(json, list, NULL, code);
  }
}

static void region_json(prl_json *json, json_t *regions, const prl_world_view *w, int32_t n) {
  const account a = region_account(w, n);
  json_t *o = prl_json_object(json, regions, NULL);
  prl_json_text(json, o, "id", w->region_id[n]);
  prl_json_text(json, o, "name", w->region_name[n]);
  members_json(json, o, w->region_members[n]);
  prl_json_number(json, o, "value_added_musd", a.value_added);
  prl_json_number(json, o, "output_musd", a.output);
  prl_json_number(json, o, "exports_musd", a.exports);
  prl_json_number(json, o, "imports_musd", a.imports);
  prl_json_number(json, o, "deficit_musd", a.imports - a.exports);
}

static void sector_json(prl_json *json, json_t *sectors, const prl_world_view *w, int32_t s) {
  const account a = sector_account(w, s);
  json_t *o = prl_json_object(json, sectors, NULL);
  prl_json_text(json, o, "id", w->sector_id[s]);
  prl_json_text(json, o, "name", w->sector_name[s]);
  prl_json_bool(json, o, "goods", w->goods[s] != 0);
  prl_json_number(json, o, "value_added_musd", a.value_added);
  prl_json_number(json, o, "output_musd", a.output);
  prl_json_number(json, o, "exports_musd", a.exports);
}

static prl_status show_json(prl_text *out, const prl_trace *trace, const prl_world_view *w, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "world-show/1", trace);
  prl_json_text(&json, json.root, "id", w->id);
  prl_json_some(&json, json.root, "title", w->title);
  prl_json_some(&json, json.root, "source", w->source);
  prl_json_some(&json, json.root, "licence", w->licence);
  prl_json_some(&json, json.root, "scheme", w->scheme);
  prl_json_some(&json, json.root, "notes", w->notes);
  json_t *regions = prl_json_array(&json, json.root, "regions");
  for (int32_t n = 0; n < w->regions; n++) region_json(&json, regions, w, n);
  json_t *sectors = prl_json_array(&json, json.root, "sectors");
  for (int32_t s = 0; s < w->sectors; s++) sector_json(&json, sectors, w, s);
  return prl_json_end(out, &json, err);
}

static void account_csv(prl_csv *csv, const char *const words[5], const account *a, bool region) {
  for (int k = 0; k < 5; k++) prl_csv_text(csv, words[k]);
  prl_csv_number(csv, a->value_added);
  prl_csv_number(csv, a->output);
  prl_csv_number(csv, a->exports);
  prl_csv_number(csv, region ? a->imports : NAN);
  prl_csv_number(csv, region ? a->imports - a->exports : NAN);
}

static prl_status show_csv(prl_text *out, const prl_world_view *w, prl_error *err) {
  static const char *const names[] = {"kind",        "id",           "name",         "members",     "goods", "value_added_musd",
                                      "output_musd", "exports_musd", "imports_musd", "deficit_musd"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t n = 0; n < w->regions; n++) {
    const account a = region_account(w, n);
    account_csv(&csv, (const char *const[5]){"region", w->region_id[n], w->region_name[n], w->region_members[n], ""}, &a, true);
  }
  for (int32_t s = 0; s < w->sectors; s++) {
    const account a = sector_account(w, s);
    account_csv(&csv, (const char *const[5]){"sector", w->sector_id[s], w->sector_name[s], "", w->goods[s] ? "yes" : "no"}, &a, false);
  }
  return prl_csv_end(out, &csv, err);
}

static void figure_cell(prl_grid *grid, double x) {
  char figure[PRL_FIGURE];
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(figure, x, 0));
}

static prl_status regions_text(prl_text *out, const prl_style *style, const prl_world_view *w, prl_error *err) {
  static const char *const head[] = {"region", "name", "value added", "output", "exports", "imports", "deficit"};
  prl_text_puts(out, "\nRegions, millions of US dollars\n");
  prl_grid *grid = prl_grid_new("<<>>>>>");
  prl_grid_head(grid, head);
  for (int32_t n = 0; n < w->regions; n++) {
    const account a = region_account(w, n);
    prl_grid_cell(grid, PRL_PLAIN, "%s", w->region_id[n]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", w->region_name[n]);
    figure_cell(grid, a.value_added);
    figure_cell(grid, a.output);
    figure_cell(grid, a.exports);
    figure_cell(grid, a.imports);
    figure_cell(grid, a.imports - a.exports);
  }
  return prl_grid_end(out, style, grid, err);
}

static prl_status sectors_text(prl_text *out, const prl_style *style, const prl_world_view *w, prl_error *err) {
  static const char *const head[] = {"sector", "name", "", "value added", "output", "traded abroad"};
  prl_text_puts(out, "\nSectors, millions of US dollars, all regions\n");
  prl_grid *grid = prl_grid_new("<<<>>>");
  prl_grid_head(grid, head);
  for (int32_t s = 0; s < w->sectors; s++) {
    const account a = sector_account(w, s);
    prl_grid_cell(grid, PRL_PLAIN, "%s", w->sector_id[s]);
    prl_grid_cell(grid, PRL_PLAIN, "%s", w->sector_name[s]);
    prl_grid_cell(grid, PRL_DIM, "%s", w->goods[s] ? "goods" : "services");
    figure_cell(grid, a.value_added);
    figure_cell(grid, a.output);
    figure_cell(grid, a.exports);
  }
  return prl_grid_end(out, style, grid, err);
}

static void about(prl_text *out, const prl_style *style, const char *lead, const char *text) {
  if (text[0]) prl_paragraph(out, style, lead, text);
}

static prl_status show_text(prl_text *out, const prl_style *style, const prl_world_view *w, prl_error *err) {
  char text[512];
  snprintf(text, sizeof text, "%s: %d regions, %d sectors, base year %d", w->id, w->regions, w->sectors, w->base_year);
  prl_paragraph(out, style, "", text);
  about(out, style, "  ", w->title);
  about(out, style, "  source:  ", w->source);
  about(out, style, "  licence: ", w->licence);
  about(out, style, "  scheme:  ", w->scheme);
  about(out, style, "  notes:   ", w->notes);
  prl_status status = regions_text(out, style, w, err);
  return status < 0 ? status : sectors_text(out, style, w, err);
}

prl_status prl_report_world_show(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world *world, prl_error *err) {
  const prl_world_view w = prl_world_look(world);
  if (style->format == PRL_AS_JSON) return show_json(out, trace, &w, err);
  if (style->format == PRL_AS_CSV) return show_csv(out, &w, err);
  return show_text(out, style, &w, err);
}

/* ---- do its accounts hold ---- */

static bool usable(const prl_world_finding *findings, int32_t count) {
  for (int32_t k = 0; k < count; k++)
    if (!findings[k].passed && findings[k].refuses) return false;
  return true;
}

static prl_status check_json(prl_text *out, const prl_trace *trace, const prl_world_finding *f, int32_t count, prl_error *err) {
  prl_json json;
  prl_json_begin(&json, "world-check/1", trace);
  prl_json_bool(&json, json.root, "usable", usable(f, count));
  json_t *list = prl_json_array(&json, json.root, "findings");
  for (int32_t k = 0; k < count; k++) {
    json_t *o = prl_json_object(&json, list, NULL);
    prl_json_text(&json, o, "rule", f[k].rule);
    prl_json_bool(&json, o, "passed", f[k].passed);
    prl_json_number(&json, o, "largest", f[k].largest);
    prl_json_some(&json, o, "where", f[k].where);
    prl_json_whole(&json, o, "cells", f[k].cells);
    prl_json_whole(&json, o, "failures", f[k].failures);
    prl_json_bool(&json, o, "refuses", f[k].refuses);
  }
  return prl_json_end(out, &json, err);
}

static prl_status check_csv(prl_text *out, const prl_world_finding *f, int32_t count, prl_error *err) {
  static const char *const names[] = {"rule", "passed", "largest", "where", "cells", "failures", "refuses"};
  prl_csv csv;
  prl_status status = prl_csv_begin(&csv, names, (int32_t)(sizeof names / sizeof *names), err);
  if (status < 0) return status;
  for (int32_t k = 0; k < count; k++) {
    prl_csv_text(&csv, f[k].rule);
    prl_csv_bool(&csv, f[k].passed);
    prl_csv_number(&csv, f[k].largest);
    prl_csv_text(&csv, f[k].where);
    prl_csv_number(&csv, (double)f[k].cells);
    prl_csv_number(&csv, (double)f[k].failures);
    prl_csv_bool(&csv, f[k].refuses);
  }
  return prl_csv_end(out, &csv, err);
}

static void verdict(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world_finding *f, int32_t count) {
  char text[512];
  int32_t passed = 0;
  for (int32_t k = 0; k < count; k++) passed += f[k].passed;
  snprintf(text, sizeof text, "%s: %d of %d rules hold; the world is %s.", trace->world && trace->world[0] ? trace->world : "world", passed,
           count, usable(f, count) ? "usable" : "not usable");
  prl_paragraph(out, style, "", text);
  prl_text_puts(out, "\n");
}

static prl_status check_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world_finding *f, int32_t count,
                             prl_error *err) {
  static const char *const head[] = {"", "rule", "largest miss", "where", "cells", "failing"};
  char largest[64], cells[PRL_FIGURE], failing[PRL_FIGURE];
  verdict(out, style, trace, f, count);
  prl_grid *grid = prl_grid_new("<<><>>");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < count; k++) {
    prl_print_number(largest, sizeof largest, f[k].largest, 2);
    prl_grid_cell(grid, f[k].passed ? PRL_GOOD : PRL_BAD, "%s", f[k].passed ? "holds" : f[k].refuses ? "BROKEN" : "note");
    prl_grid_cell(grid, PRL_PLAIN, "%s", f[k].rule);
    prl_grid_cell(grid, PRL_PLAIN, "%s", largest);
    prl_grid_cell(grid, PRL_PLAIN, "%s", f[k].where);
    prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(cells, (double)f[k].cells, 0));
    prl_grid_cell(grid, PRL_PLAIN, "%s", prl_plain_figure(failing, (double)f[k].failures, 0));
  }
  return prl_grid_end(out, style, grid, err);
}

prl_status prl_report_world_check(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_world_finding *findings,
                                  int32_t count, prl_error *err) {
  if (style->format == PRL_AS_JSON) return check_json(out, trace, findings, count, err);
  if (style->format == PRL_AS_CSV) return check_csv(out, findings, count, err);
  return check_text(out, style, trace, findings, count, err);
}
