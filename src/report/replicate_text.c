/* replicate_text.c -- a published article's tables for a reader: how many cells of each table agree, the article's welfare measure beside
 * the exact change of real income, every cell that does not agree with the reason, and the count at the foot. */
#include "replicate.h"

#include <stdlib.h>
#include <string.h>

/* ---- table by table ---- */

typedef struct tally { /* of the cells of one table and experiment */
  const prl_cell *first;
  int32_t cells, matched, padded;
} tally;

static tally *tally_of(tally *all, int32_t *count, const prl_cell *c) {
  for (int32_t k = 0; k < *count; k++)
    if (!strcmp(all[k].first->table, c->table) && !strcmp(all[k].first->experiment, c->experiment)) return &all[k];
  all[*count] = (tally){.first = c};
  return &all[(*count)++];
}

static int32_t count_tables(tally *all, const prl_replication_view *r) {
  int32_t count = 0;
  for (int32_t k = 0; k < r->count; k++) {
    const prl_cell *c = &r->cells[k];
    if (c->agreement == PRL_AGREEMENT_NOT_PRINTED) continue;
    tally *t = tally_of(all, &count, c);
    t->cells++;
    t->matched += prl_agreement_matches(c->agreement);
    t->padded += c->agreement == PRL_AGREEMENT_PADDED;
  }
  return count;
}

static void tally_row(prl_grid *grid, const tally *t) {
  prl_grid_cell(grid, PRL_PLAIN, "%s", t->first->table);
  prl_grid_cell(grid, PRL_PLAIN, "%s", t->first->experiment);
  prl_grid_cell(grid, PRL_PLAIN, "%d", t->cells);
  prl_grid_cell(grid, t->matched == t->cells ? PRL_GOOD : PRL_PLAIN, "%d", t->matched);
  prl_grid_cell(grid, PRL_DIM, "%d", t->padded);
  prl_grid_cell(grid, PRL_PLAIN, "%d", t->cells - t->matched);
}

static prl_status tables_text(prl_text *out, const prl_style *style, const prl_replication_view *r, prl_error *err) {
  static const char *const head[] = {"table", "case", "cells", "match", "of these padded", "listed"};
  tally *all = calloc((size_t)r->count + 1, sizeof *all);
  if (!all) return prl_fail(err, PRL_E_MEMORY, "no room for the tables");
  const int32_t count = count_tables(all, r);
  prl_grid *grid = prl_grid_new("<<>>>>");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < count; k++) tally_row(grid, &all[k]);
  free(all);
  return prl_grid_end(out, style, grid, err);
}

/* ---- the linear formula, and real income beside it ---- */

static bool in_first_table(const prl_replication_view *r, const char *country) {
  for (int32_t k = 0; k < r->count; k++)
    if (!strcmp(r->cells[k].table, r->cells[0].table) && !strcmp(r->cells[k].country, country)) return true;
  return false;
}

static void beside_row(prl_grid *grid, const prl_cell *linear, const prl_cell *exact) {
  char figure[PRL_FIGURE];
  prl_grid_cell(grid, PRL_PLAIN, "%s", linear->experiment);
  prl_grid_cell(grid, PRL_PLAIN, "%s", linear->quantity);
  prl_grid_cell(grid, PRL_PLAIN, "%s", linear->country);
  prl_grid_cell(grid, PRL_DIM, "%s", linear->printed);
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_signed(figure, linear->ours, 4));
  prl_grid_cell(grid, prl_paint_of(exact->ours, 4), "%s", prl_signed(figure, exact->ours, 4));
}

static prl_status beside_text(prl_text *out, const prl_style *style, const prl_replication_view *r, prl_error *err) {
  static const char *const head[] = {"case", "quantity", "country", "printed", "linear formula", "exact real income"};
  prl_text_puts(out, "\n");
  prl_paragraph(
      out, style, "",
      "What the article calls welfare is a linear formula, terms of trade + volume of trade, not the change of real income of its "
      "equilibrium. Both, percent:");
  prl_grid *grid = prl_grid_new("<<<>>>");
  prl_grid_head(grid, head);
  for (int32_t k = 1; k < r->count; k++)
    if (r->cells[k].agreement == PRL_AGREEMENT_NOT_PRINTED && in_first_table(r, r->cells[k].country))
      beside_row(grid, &r->cells[k - 1], &r->cells[k]);
  return prl_grid_end(out, style, grid, err);
}

/* ---- cells ---- */

static void cell_row(prl_grid *grid, const prl_cell *c, bool with_why) {
  char ours[64];
  const char *const words[] = {c->table, c->experiment, c->quantity, c->country, c->sector, c->printed};
  for (size_t k = 0; k < sizeof words / sizeof *words; k++) prl_grid_cell(grid, PRL_PLAIN, "%s", words[k]);
  prl_print_number(ours, sizeof ours, c->ours, 6);
  prl_grid_cell(grid, PRL_PLAIN, "%s", ours);
  prl_print_number(ours, sizeof ours, c->equilibrium, 6);
  prl_grid_cell(grid, PRL_PLAIN, "%s", ours);
  if (with_why) prl_grid_cell(grid, PRL_DIM, "%s", c->why);
}

/* The cells of one kind under its reason. */
static void kind_rows(prl_grid *grid, const prl_replication_view *r, prl_agreement kind) {
  char text[256];
  int32_t count = 0;
  for (int32_t k = 0; k < r->count; k++) count += r->cells[k].agreement == kind;
  if (!count) return;
  snprintf(text, sizeof text, "%d: %s", count, prl_agreement_text(kind));
  prl_grid_across(grid, text);
  for (int32_t k = 0; k < r->count; k++)
    if (r->cells[k].agreement == kind) cell_row(grid, &r->cells[k], false);
}

static prl_status listed_text(prl_text *out, const prl_style *style, const prl_replication_view *r, prl_error *err) {
  static const char *const head[] = {"table", "case", "quantity", "country", "sector", "printed", "ours", "at equilibrium"};
  if (r->matched == r->printed && !r->stopped) return PRL_OK;
  prl_text_puts(out, "\nNot as printed, or not at the equilibrium\n");
  prl_grid *grid = prl_grid_new("<<<<<>>>");
  prl_grid_head(grid, head);
  for (int32_t kind = 0; kind < PRL_AGREEMENTS; kind++)
    if (!prl_agreement_matches((prl_agreement)kind) || kind == PRL_AGREEMENT_STOPPED_EARLY) kind_rows(grid, r, (prl_agreement)kind);
  return prl_grid_end(out, style, grid, err);
}

static prl_status cells_text(prl_text *out, const prl_style *style, const prl_replication_view *r, prl_error *err) {
  static const char *const head[] = {"table", "case", "quantity", "country", "sector", "printed", "ours", "at equilibrium", ""};
  prl_text_puts(out, "\nEvery cell\n");
  prl_grid *grid = prl_grid_new("<<<<<>>><");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < r->count; k++) cell_row(grid, &r->cells[k], true);
  return prl_grid_end(out, style, grid, err);
}

/* ---- foot ---- */

static void summary(prl_text *out, const prl_style *style, const prl_replication_view *r) {
  char text[512], printed[PRL_FIGURE], matched[PRL_FIGURE];
  prl_plain_figure(printed, r->printed, 0);
  prl_plain_figure(matched, r->matched, 0);
  prl_text_puts(out, "\n");
  snprintf(text, sizeof text,
           "%s cells, %s match every printed digit, %d of them where the article's loop had stopped early; %d listed with the reason, %d "
           "differ for no known reason.",
           printed, matched, r->stopped, r->listed, r->unexplained);
  prl_paragraph(out, style, "", text);
}

prl_status prl_replicate_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_replication_view *replication,
                              bool cells, prl_error *err) {
  const prl_replication_view *r = replication;
  prl_paragraph(out, style, "", r->paper->citation);
  prl_text_puts(out, "\n");
  prl_status status = tables_text(out, style, r, err);
  if (status == PRL_OK) status = beside_text(out, style, r, err);
  if (status == PRL_OK && cells) status = cells_text(out, style, r, err);
  if (status == PRL_OK) status = listed_text(out, style, r, err);
  if (status < 0) return status;
  summary(out, style, r);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}
