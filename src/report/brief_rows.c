/* brief_rows.c -- rows and compact entries of measures, ordered by layer. */
#include "brief.h"

#include <math.h>
#include <string.h>

bool prl_duty_between(const prl_page *page, const prl_standing *s, const prl_party *by, const prl_party *on) {
  (void)page;
  return prl_may_bite(s) && !prl_is_control(s->measure) && prl_acts_between(s->measure, by, on);
}

void prl_duty_head(prl_page *page) {
  prl_page_puts(page, "<thead><tr>\n");
  prl_table_head(page, "", PRL_W_H_MEASURE, NULL);
  prl_table_head(page, "", PRL_W_H_RATE, NULL);
  prl_table_head(page, "n", PRL_W_H_COVERED, NULL);
  prl_table_head(page, "", PRL_W_H_SINCE, NULL);
  prl_table_head(page, "", PRL_W_H_UNTIL, NULL);
  prl_table_head(page, "", PRL_W_H_AUTHORITY, NULL);
  prl_table_head(page, "", PRL_W_H_SOURCES, NULL);
  prl_page_puts(page, "</tr></thead>\n");
}

static void write_rate(prl_page *page, const prl_standing *s) {
  const char *rate = prl_show_standing_rate(page, s);
  if (!strcmp(rate, prl_word_text(PRL_W_NOT_KNOWN))) {
    prl_page_mark(page, PRL_MARK_UNKNOWN);
    return;
  }
  prl_page_text(page, rate);
  if (s->measure->instrument == PRL_TARIFF) return;
  prl_page_puts(page, *rate ? " <span class=\"sub\">" : "<span class=\"sub\">");
  prl_page_text(page, prl_show_instrument(s->measure->instrument));
  prl_page_puts(page, "</span>");
}

static void write_cover(prl_page *page, const prl_standing *s, const prl_party *by, const prl_party *on) {
  const prl_priced priced = prl_priced_between(page, s->measure, by, on);
  if (!priced.priced) {
    prl_page_element(page, "span", "mark silent", PRL_W_NOT_PRICED, NULL);
    return;
  }
  const double percent = 100 * priced.share;
  char digits[32];
  prl_print_fixed(digits, sizeof digits, percent, percent < 9.95 ? 1 : 0, '\0');
  const char *shown = percent < 0.05 ? prl_word_text(PRL_W_UNDER_ONE) : digits;
  prl_page_text(page, prl_page_keep(page, "%s" PRL_NBSP "%s", shown, prl_word_text(PRL_W_UNIT_PERCENT)));
}

const char *prl_show_until(prl_page *page, const prl_standing *s) {
  const prl_step *step = s->step;
  if (!step || !step->snaps_back || s->state != PRL_SUSPENDED) return prl_show_when(page, &s->until);
  const char *date = prl_show_when(page, &step->snap_on);
  return isfinite(step->snap_rate) ? PRL_SAID(page, RETURNS_AT, date, prl_show_rate(page, s->measure, step->snap_rate))
                                   : PRL_SAID(page, RETURNS_ON, date);
}

void prl_duty_row(prl_page *page, const prl_standing *s, const prl_party *by, const prl_party *on, bool new_layer) {
  prl_text_printf(page->out, "<tr%s data-measure=\"", new_layer ? " class=\"layer\"" : "");
  prl_page_text(page, s->measure->id);
  prl_page_puts(page, "\"><th scope=\"row\">");
  prl_page_text(page, s->measure->title);
  prl_page_marks(page, s);
  prl_page_puts(page, "</th>\n<td>");
  write_rate(page, s);
  prl_page_puts(page, "</td>\n<td class=\"n\">");
  write_cover(page, s, by, on);
  prl_page_puts(page, "</td>\n<td>");
  prl_page_text(page, prl_show_when(page, &s->since));
  prl_page_puts(page, "</td>\n<td>");
  prl_page_text(page, prl_show_until(page, s));
  prl_page_puts(page, "</td>\n<td class=\"sub\">");
  prl_page_text(page, s->measure->authority);
  prl_page_puts(page, "</td>\n<td>");
  if (s->step) prl_page_cite(page, s->step->sources, s->step->source_count);
  prl_page_puts(page, "</td></tr>\n");
}

/* has an earlier entry of the same layer been chosen after which this one belongs? insertion keeps the record's order within a layer */
static void insert(const prl_standing **list, int32_t count, const prl_standing *s) {
  int32_t at = count;
  for (int32_t k = count; k > 0; k--) {
    if (strcmp(list[k - 1]->measure->layer, s->measure->layer)) continue;
    at = k;
    break;
  }
  memmove(list + at + 1, list + at, (size_t)(count - at) * sizeof *list);
  list[at] = s;
}

int32_t prl_by_layer(const prl_standing ***out, prl_page *page, prl_chosen *chosen, const prl_party *by, const prl_party *on) {
  const int32_t all = page->dossier.measure_count;
  const prl_standing **list = prl_arena_alloc(page->arena, (size_t)all + 1, sizeof *list);
  int32_t count = 0;
  *out = list;
  if (!list) page->out->failed = true;
  for (int32_t k = 0; list && k < all; k++) {
    const prl_standing *s = &page->brief->standings[k];
    if (chosen(page, s, by, on)) insert(list, count++, s);
  }
  return count;
}

void prl_compact_entry(prl_page *page, const prl_standing *s) {
  prl_page_puts(page, "<li data-measure=\"");
  prl_page_text(page, s->measure->id);
  prl_page_puts(page, "\">");
  prl_page_text(page, s->measure->title);
  prl_page_puts(page, " <span class=\"sub\">");
  prl_page_text(page, prl_show_instrument(s->measure->instrument));
  const bool number = s->has_rate && isfinite(s->rate);
  if (number) prl_page_text(page, prl_page_keep(page, " (%s)", prl_show_rate(page, s->measure, s->rate)));
  prl_page_puts(page, ", ");
  PRL_SAY(page, SINCE_TEXT, prl_show_when(page, &s->since));
  if (s->until.kind != PRL_WHEN_NONE) {
    prl_page_puts(page, ", ");
    const char *date = prl_show_when(page, &s->until);
    if (s->state == PRL_SUSPENDED)
      PRL_SAY(page, RETURNS_ON, date);
    else
      PRL_SAY(page, UNTIL_TEXT, date);
  }
  prl_page_puts(page, "</span>");
  prl_page_marks(page, s);
  prl_page_puts(page, " ");
  if (s->step) prl_page_cite(page, s->step->sources, s->step->source_count);
  prl_page_puts(page, "</li>\n");
}
