/* value_text.c -- what items are worth, for a reader: a row an item, a pair of columns a party, and all third countries together.
 *
 * Percent of real income and millions of base-year US dollars; "?" where the model is silent, with the reason under the table. */
#include "value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double third_musd(const prl_table_of_worths *t, const prl_worth *w) {
  double sum = 0;
  if (!w->region_musd) return NAN;
  for (int32_t n = 0; n < t->w.regions; n++)
    if (!t->of_party[n]) sum += w->region_musd[n];
  return sum;
}

static int money_decimals(const prl_table_of_worths *t) {
  double largest = 0;
  for (int32_t k = 0; k < t->count; k++)
    for (int32_t p = 0; p < t->record.party_count; p++) largest = fmax(largest, fabs(prl_worth_at(t->worths[k].musd, p)));
  return prl_money_decimals(largest);
}

static int32_t on_list(const prl_table_of_worths *t, prl_on_list list) {
  int32_t count = 0;
  for (int32_t k = 0; k < t->count; k++) count += t->worths[k].list == list;
  return count;
}

static void headline(prl_text *out, const prl_style *style, const prl_table_of_worths *t) {
  char text[256];
  snprintf(text, sizeof text, "%d item%s: %d for cooperation, %d outstanding, %d neutral; the model is silent on %d.", t->count,
           t->count == 1 ? "" : "s", on_list(t, PRL_LIST_COOPERATION), on_list(t, PRL_LIST_OUTSTANDING), on_list(t, PRL_LIST_NEUTRAL),
           on_list(t, PRL_LIST_SILENT));
  prl_paragraph(out, style, "", text);
}

/* ---- table ---- */

static prl_grid *grid_of(const prl_table_of_worths *t) {
  prl_text alignment = {0};
  prl_text_puts(&alignment, "<");
  for (int32_t p = 0; p < t->record.party_count; p++) prl_text_puts(&alignment, ">>");
  prl_text_puts(&alignment, "><<<");
  prl_grid *grid = alignment.failed ? NULL : prl_grid_new(alignment.bytes);
  prl_text_free(&alignment);
  return grid;
}

static void head_row(prl_grid *grid, const prl_table_of_worths *t) {
  prl_grid_cell(grid, PRL_BOLD, "item");
  for (int32_t p = 0; p < t->record.party_count; p++) {
    prl_grid_cell(grid, PRL_BOLD, "%s %%", t->record.parties[p].id);
    prl_grid_cell(grid, PRL_BOLD, "%s m US$", t->record.parties[p].id);
  }
  prl_grid_cell(grid, PRL_BOLD, "others m US$");
  prl_grid_cell(grid, PRL_BOLD, "list");
  prl_grid_cell(grid, PRL_BOLD, "%s", "");
  prl_grid_cell(grid, PRL_BOLD, "title");
}

static void figure_cell(prl_grid *grid, double x, int decimals) {
  char figure[PRL_FIGURE];
  prl_grid_cell(grid, prl_paint_of(x, decimals), "%s", prl_signed(figure, x, decimals));
}

static void item_row(prl_grid *grid, const prl_table_of_worths *t, const prl_worth *w, int decimals) {
  prl_grid_cell(grid, PRL_PLAIN, "%s", w->item->id);
  for (int32_t p = 0; p < t->record.party_count; p++) {
    figure_cell(grid, prl_worth_at(w->percent, p), 4);
    figure_cell(grid, prl_worth_at(w->musd, p), decimals);
  }
  figure_cell(grid, third_musd(t, w), decimals);
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_on_list_word(w->list));
  prl_grid_cell(grid, PRL_DIM, "%s", w->stated ? "stated" : w->priced ? "" : w->list == PRL_LIST_SILENT ? "" : "in part");
  prl_grid_cell(grid, PRL_PLAIN, "%s", w->item->title);
}

/* Why the model is silent, or silent on a part. */
static void reasons(prl_text *out, const prl_style *style, const prl_table_of_worths *t) {
  bool any = false;
  for (int32_t k = 0; k < t->count; k++) {
    const prl_worth *w = &t->worths[k];
    if (!w->why || !w->why[0]) continue;
    char lead[256];
    if (!any) prl_text_puts(out, "\nWhat is not priced\n");
    snprintf(lead, sizeof lead, "  %s: ", w->item->id);
    prl_paragraph(out, style, lead, w->why);
    any = true;
  }
}

static void legend(prl_text *out, const prl_style *style) {
  prl_text_puts(out, "\n");
  prl_paragraph(out, style, "",
                "Worth: change of real income in percent, and in millions of base-year US dollars a year (equivalent variation), against "
                "the policy in force. Others: all regions that belong to no party, together.");
}

prl_status prl_value_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_table_of_worths *t, prl_error *err) {
  prl_trace_head(out, style, trace);
  headline(out, style, t);
  prl_text_puts(out, "\n");
  prl_grid *grid = grid_of(t);
  head_row(grid, t);
  for (int32_t k = 0; k < t->count; k++) item_row(grid, t, &t->worths[k], money_decimals(t));
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status < 0) return status;
  reasons(out, style, t);
  legend(out, style);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}

/* ---- the lists ---- */

static void list_rows(prl_grid *grid, const prl_table_of_worths *t, prl_on_list list, const char *heading) {
  char text[160];
  int32_t count = on_list(t, list);
  if (count == 0 && list != PRL_LIST_COOPERATION && list != PRL_LIST_OUTSTANDING) return;
  prl_grid_across(grid, "");
  snprintf(text, sizeof text, "%s: %d", heading, count);
  prl_grid_across(grid, text);
  for (int32_t k = 0; k < t->count; k++)
    if (t->worths[k].list == list) item_row(grid, t, &t->worths[k], money_decimals(t));
}

prl_status prl_lists_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_table_of_worths *t, prl_error *err) {
  prl_trace_head(out, style, trace);
  headline(out, style, t);
  prl_text_puts(out, "\n");
  prl_grid *grid = grid_of(t);
  head_row(grid, t);
  list_rows(grid, t, PRL_LIST_COOPERATION, "Cooperation: no party loses and some gain");
  list_rows(grid, t, PRL_LIST_OUTSTANDING, "Outstanding: some party loses");
  list_rows(grid, t, PRL_LIST_NEUTRAL, "Neutral: worth next to nothing to any party");
  list_rows(grid, t, PRL_LIST_SILENT, "The model is silent");
  prl_status status = prl_grid_end(out, style, grid, err);
  if (status < 0) return status;
  reasons(out, style, t);
  legend(out, style);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}
