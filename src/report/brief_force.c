/* brief_force.c -- 1: which policy is in force between the parties, direction by direction: duties by layer; controls, listings and what is
 * suspended as compact lists; and how much of it the model prices. Annex A has every measure one by one. */
#include "brief.h"

static bool control(const prl_page *page, const prl_standing *s, const prl_party *by, const prl_party *on) {
  (void)page;
  return prl_may_bite(s) && prl_is_control(s->measure) && prl_acts_between(s->measure, by, on);
}

static bool suspended(const prl_page *page, const prl_standing *s, const prl_party *by, const prl_party *on) {
  (void)page;
  return !prl_may_bite(s) && s->state == PRL_SUSPENDED && prl_acts_between(s->measure, by, on);
}

static void compact(prl_page *page, prl_word head, const prl_standing **list, int32_t count) {
  if (!count) return;
  prl_page_element(page, "h4", "", head, NULL);
  prl_page_puts(page, "<ul class=\"compact\">\n");
  for (int32_t k = 0; k < count; k++) prl_compact_entry(page, list[k]);
  prl_page_puts(page, "</ul>\n");
}

static void direction(prl_page *page, const prl_party *by, const prl_party *on) {
  const prl_standing **duties, **controls, **asleep;
  const int32_t duty_count = prl_by_layer(&duties, page, prl_duty_between, by, on);
  const int32_t control_count = prl_by_layer(&controls, page, control, by, on),
                asleep_count = prl_by_layer(&asleep, page, suspended, by, on);
  prl_page_element(page, "h3", "", PRL_W_ON, PRL_WITH(by->name, on->name));
  prl_page_element(
      page, "p", "lead", PRL_W_DIRECTION_COUNT,
      PRL_WITH(duty_count == 1 ? prl_word_text(PRL_W_ONE_DUTY) : PRL_SAID(page, DUTIES, prl_show_count(page, duty_count)),
               control_count == 1 ? prl_word_text(PRL_W_ONE_CONTROL) : PRL_SAID(page, CONTROLS, prl_show_count(page, control_count)),
               prl_show_count(page, asleep_count)));
  if (duty_count)
    prl_layer_table(page, duties, duty_count, by, on);
  else
    prl_page_element(page, "p", "none", PRL_W_NO_DUTIES, PRL_WITH(by->name, on->name));
  compact(page, PRL_W_CONTROLS_HEAD, controls, control_count);
  compact(page, PRL_W_SUSPENDED_HEAD, asleep, asleep_count);
}

static void meaning(prl_page *page, prl_mark mark, prl_word means) {
  prl_page_mark(page, mark);
  prl_page_puts(page, " ");
  prl_html_say(page->out, means, NULL);
  prl_page_puts(page, mark == PRL_MARK_UNKNOWN ? ". " : "; ");
}

void prl_brief_force(prl_page *page) {
  prl_page_section(page, "today", PRL_W_S1);
  prl_page_puts(page, "<p class=\"note\">");
  meaning(page, PRL_MARK_FAIR, PRL_W_FAIRLY_MEANS);
  meaning(page, PRL_MARK_UNSURE, PRL_W_UNSURE_MEANS);
  meaning(page, PRL_MARK_DISPUTED, PRL_W_DISPUTED_MEANS);
  meaning(page, PRL_MARK_UNKNOWN, PRL_W_UNKNOWN_MEANS);
  PRL_TELL(page, BRACKETS);
  prl_page_puts(page, "</p>\n");
  const prl_dossier_view *d = &page->dossier;
  for (int32_t a = 0; a < d->party_count; a++) {
    for (int32_t b = 0; b < d->party_count; b++) {
      if (a != b) direction(page, &d->parties[a], &d->parties[b]);
    }
  }
  prl_unpriced_sentence(page);
  prl_page_command(page, prl_command_asof(page, ""));
  prl_page_section_end(page);
}
