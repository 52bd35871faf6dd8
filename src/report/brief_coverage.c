/* brief_coverage.c -- what is in force between the parties but has no number in the model, grouped by the reason. */
#include "brief.h"

#include <string.h>

typedef struct reason {
  const char *why, *which;
  int32_t count;
} reason;

static int32_t reason_at(reason *reasons, int32_t *count, const char *why) {
  for (int32_t k = 0; k < *count; k++) {
    if (!strcmp(reasons[k].why, why)) return k;
  }
  reasons[*count] = (reason){.why = why, .which = ""};
  return (*count)++;
}

static int32_t collect(reason *reasons, prl_page *page) {
  int32_t count = 0;
  for (int32_t k = 0; k < page->dossier.measure_count; k++) {
    const prl_standing *s = &page->brief->standings[k];
    if (!prl_may_bite(s) || !prl_acts_between_parties(page, s->measure)) continue;
    const prl_priced priced = prl_priced_anywhere(page, s->measure);
    if (priced.priced) continue;
    const char *why = priced.found && *priced.why ? priced.why : prl_word_text(PRL_W_NO_REASON);
    reason *r = &reasons[reason_at(reasons, &count, why)];
    r->which = prl_page_append(page, r->which, PRL_W_LIST_SEMICOLON, s->measure->title);
    r->count++;
  }
  return count;
}

static reason *reasons_of(int32_t *count, prl_page *page) {
  reason *reasons = prl_arena_alloc(page->arena, (size_t)page->dossier.measure_count + 1, sizeof *reasons);
  if (!reasons) page->out->failed = true;
  *count = reasons ? collect(reasons, page) : 0;
  return reasons;
}

void prl_unpriced_sentence(prl_page *page) {
  int32_t count;
  const reason *reasons = reasons_of(&count, page);
  const char *all = "";
  for (int32_t k = 0; k < count; k++) {
    all = prl_page_append(page, all, PRL_W_LIST_SEMICOLON,
                          PRL_SAID(page, UNPRICED_PART, reasons[k].why, prl_show_count(page, reasons[k].count)));
  }
  if (count)
    prl_page_element(page, "p", "", PRL_W_UNPRICED_SENTENCE, PRL_WITH(all));
  else
    prl_page_element(page, "p", "none", PRL_W_ALL_PRICED, NULL);
}

void prl_unpriced_table(prl_page *page) {
  int32_t count;
  const reason *reasons = reasons_of(&count, page);
  if (!count) return;
  prl_table_begin(page, "unpriced", PRL_W_C_UNPRICED, NULL);
  prl_page_puts(page, "<thead><tr>");
  prl_table_head(page, "", PRL_W_H_WHY, NULL);
  prl_table_head(page, "", PRL_W_H_WHICH, NULL);
  prl_page_puts(page, "</tr></thead>\n<tbody>\n");
  for (int32_t k = 0; k < count; k++) {
    prl_page_puts(page, "<tr><th scope=\"row\">");
    PRL_SAY(page, UNPRICED_PART, reasons[k].why, prl_show_count(page, reasons[k].count));
    prl_page_puts(page, "</th>\n");
    prl_page_wrap(page, "td", "", reasons[k].which);
    prl_page_puts(page, "</tr>\n");
  }
  prl_page_puts(page, "</tbody>");
  prl_table_end(page);
}
