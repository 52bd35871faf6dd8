/* brief_annex.c -- A: every duty in force between the parties one by one, what of them has no number in the model and why, and
 * everything in the record that no section has shown, by state. */
#include "brief.h"

#include <string.h>

static void every_duty(prl_page *page, const prl_party *by, const prl_party *on) {
  const prl_standing **list;
  const int32_t count = prl_by_layer(&list, page, prl_duty_between, by, on);
  if (!count) return;
  prl_table_begin(page, "duties", PRL_W_C_DUTIES, PRL_WITH(by->name, on->name));
  prl_duty_head(page);
  prl_page_puts(page, "<tbody>\n");
  for (int32_t k = 0; k < count; k++) {
    prl_duty_row(page, list[k], by, on, k > 0 && strcmp(list[k]->measure->layer, list[k - 1]->measure->layer));
  }
  prl_page_puts(page, "</tbody>");
  prl_table_end(page);
}

static void between_parties(prl_page *page) {
  const prl_dossier_view *d = &page->dossier;
  for (int32_t a = 0; a < d->party_count; a++) {
    for (int32_t b = 0; b < d->party_count; b++) {
      if (a != b) every_duty(page, &d->parties[a], &d->parties[b]);
    }
  }
}

/* what sections 1 and 5 have not shown */
static bool rest(const prl_page *page, const prl_standing *s) {
  const bool between = prl_acts_between_parties(page, s->measure);
  return !(between && (prl_may_bite(s) || s->state == PRL_SUSPENDED));
}

static void rest_row(prl_page *page, const prl_standing *s) {
  prl_page_puts(page, "<tr data-measure=\"");
  prl_page_text(page, s->measure->id);
  prl_page_puts(page, "\"><th scope=\"row\">");
  prl_page_text(page, s->measure->title);
  prl_page_marks(page, s);
  prl_page_puts(page, "</th>\n");
  prl_page_wrap(page, "td", "", prl_whom(page, s->measure));
  prl_page_wrap(page, "td", "", prl_show_standing_rate(page, s));
  prl_page_wrap(page, "td", "", s->since.kind == PRL_WHEN_NONE ? "" : prl_show_when(page, &s->since));
  prl_page_puts(page, "<td>");
  if (s->step) prl_page_cite(page, s->step->sources, s->step->source_count);
  prl_page_puts(page, "</td></tr>\n");
}

static bool rest_of_state(prl_page *page, prl_state state) {
  bool any = false;
  for (int32_t k = 0; k < page->dossier.measure_count; k++) {
    const prl_standing *s = &page->brief->standings[k];
    if (s->state != state || !rest(page, s)) continue;
    if (!any) {
      prl_page_puts(page, "<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"5\">");
      prl_page_text(page, state == PRL_IN_FORCE ? prl_word_text(PRL_W_OTHER_IN_FORCE) : prl_show_state(state));
      prl_page_puts(page, "</th></tr>\n");
    }
    any = true;
    rest_row(page, s);
  }
  if (any) prl_page_puts(page, "</tbody>\n");
  return any;
}

static void the_rest(prl_page *page) {
  bool any = false;
  for (int32_t k = 0; k < page->dossier.measure_count; k++) any = any || rest(page, &page->brief->standings[k]);
  if (!any) {
    prl_page_element(page, "p", "none", PRL_W_REST_NONE, NULL);
    return;
  }
  prl_table_begin(page, "rest", PRL_W_REST_HEAD, NULL);
  prl_page_puts(page, "<thead><tr>");
  prl_table_head(page, "", PRL_W_H_MEASURE, NULL);
  prl_table_head(page, "", PRL_W_H_WHO, NULL);
  prl_table_head(page, "", PRL_W_H_RATE, NULL);
  prl_table_head(page, "", PRL_W_H_SINCE, NULL);
  prl_table_head(page, "", PRL_W_H_SOURCES, NULL);
  prl_page_puts(page, "</tr></thead>\n");
  static const prl_state order[] = {PRL_IN_FORCE, PRL_STATE_UNKNOWN, PRL_SUSPENDED,   PRL_ANNOUNCED, PRL_PROPOSED,
                                    PRL_NOT_YET,  PRL_LAPSED,        PRL_STRUCK_DOWN, PRL_WITHDRAWN};
  for (size_t k = 0; k < sizeof order / sizeof *order; k++) rest_of_state(page, order[k]);
  prl_table_end(page);
}

void prl_brief_annex(prl_page *page) {
  prl_page_section(page, "annex", PRL_W_SA);
  prl_page_element(page, "p", "note", PRL_W_COVER_NOTE, NULL);
  between_parties(page);
  prl_unpriced_table(page);
  the_rest(page);
  prl_page_command(page, prl_command_asof(page, " --all"));
  prl_page_section_end(page);
}
