/* brief_head.c -- the answer in words, the question it answers, and five sentences a reader in a hurry needs.
 *
 * The headline counts the lists. "Worth most to all": the cooperation item with the largest sum of dollars over the parties; "costs a
 * side most": the outstanding item with the largest loss in dollars of one party. */
#include "brief.h"

#include <math.h>
#include <string.h>

static int32_t on_list(const prl_page *page, prl_on_list list) {
  int32_t n = 0;
  for (int32_t k = 0; k < page->brief->worth_count; k++) n += page->brief->worths[k].list == list;
  return n;
}

static const char *counted(prl_page *page, int32_t n, prl_word none, prl_word one, prl_word many) {
  return n == 0 ? prl_word_text(none) : n == 1 ? prl_word_text(one) : prl_page_said(page, many, PRL_WITH(prl_show_count(page, n)));
}

static const char *headline(prl_page *page) {
  if (!page->brief->worth_count) return prl_word_text(PRL_W_NOTHING);
  const int32_t neutral = on_list(page, PRL_LIST_NEUTRAL), silent = on_list(page, PRL_LIST_SILENT);
  const char *text = counted(page, on_list(page, PRL_LIST_COOPERATION), PRL_W_NO_AREA, PRL_W_ONE_AREA, PRL_W_AREAS);
  text = prl_page_append(page, text, PRL_W_LIST_COMMA,
                         counted(page, on_list(page, PRL_LIST_OUTSTANDING), PRL_W_NO_ISSUE, PRL_W_ONE_ISSUE, PRL_W_ISSUES));
  if (neutral)
    text = prl_page_append(page, text, PRL_W_LIST_COMMA, counted(page, neutral, PRL_W_NOTHING, PRL_W_ONE_NEUTRAL, PRL_W_NEUTRALS));
  if (silent) text = prl_page_append(page, text, PRL_W_LIST_COMMA, counted(page, silent, PRL_W_NOTHING, PRL_W_ONE_SILENT, PRL_W_SILENTS));
  return text;
}

static void question(prl_page *page) {
  const prl_trace *t = &page->trace;
  const bool other_clock = *t->known && strcmp(t->known, t->date);
  prl_page_puts(page, "<ul class=\"question\">\n");
  if (other_clock)
    prl_page_element(page, "li", "", PRL_W_ASKED_KNOWN, PRL_WITH(prl_show_date(page, t->date), prl_show_date(page, t->known)));
  else
    prl_page_element(page, "li", "", PRL_W_ASKED, PRL_WITH(prl_show_date(page, t->date)));
  if (*t->horizon) prl_page_element(page, "li", "horizon", PRL_W_HORIZON, PRL_WITH(prl_show_date(page, t->horizon)));
  prl_page_element(page, "li", "", PRL_W_WORLD_OF, PRL_WITH(t->world, prl_show_count(page, t->base_year)));
  prl_page_puts(page, "</ul>\n");
  if (t->beyond) prl_page_element(page, "p", "beyond", PRL_W_BEYOND, PRL_WITH(prl_show_date(page, t->horizon)));
}

/* ---- in short ---- */

static void short_entry(prl_page *page, prl_word name, const char *text) {
  prl_page_puts(page, "<div>");
  prl_page_element(page, "dt", "", name, NULL);
  prl_page_wrap(page, "dd", "", text);
  prl_page_puts(page, "</div>\n");
}

/* "United States +0.012 % (USD +3.1 billion) and China ..." */
static const char *by_party(prl_page *page, const double *percent, const double *millions, int decimals) {
  const char **parts = prl_arena_alloc(page->arena, (size_t)page->dossier.party_count + 1, sizeof *parts);
  if (!parts) {
    page->out->failed = true;
    return "";
  }
  for (int32_t g = 0; g < page->dossier.party_count; g++) {
    parts[g] = PRL_SAID(page, SHORT_WORTH, page->dossier.parties[g].name, prl_show_change(page, percent[g], decimals, true),
                        prl_show_money(page, millions[g]));
  }
  return prl_page_join(page, parts, page->dossier.party_count);
}

/* how far an item is worth telling: dollars of all (cooperation), or the largest loss (outstanding); -inf when not on the list */
static double weight(const prl_page *page, const prl_worth *w, prl_on_list list) {
  if (w->list != list || !w->musd) return -INFINITY;
  double sum = 0, loss = 0;
  for (int32_t g = 0; g < page->dossier.party_count; g++) {
    if (!isfinite(w->musd[g])) continue;
    sum += w->musd[g];
    loss = fmax(loss, -w->musd[g]);
  }
  return list == PRL_LIST_COOPERATION ? sum : loss;
}

static void short_item(prl_page *page, prl_word name, prl_on_list list) {
  const prl_worth *best = NULL;
  for (int32_t k = 0; k < page->brief->worth_count; k++) {
    const prl_worth *w = &page->brief->worths[k];
    const double here = weight(page, w, list);
    if (here > -INFINITY && (!best || here > weight(page, best, list))) best = w;
  }
  if (!best) return;
  short_entry(page, name, PRL_SAID(page, SHORT_ITEM, best->item->title, by_party(page, best->percent, best->musd, page->decimals)));
}

static void short_policy(prl_page *page) {
  const int32_t parties = page->dossier.party_count;
  double *percent = prl_arena_alloc(page->arena, 2 * (size_t)parties + 1, sizeof *percent);
  if (!percent) {
    page->out->failed = true;
    return;
  }
  double *millions = percent + parties;
  for (int32_t g = 0; g < parties; g++) {
    double income = 0;
    for (int32_t n = 0; n < page->outcome.regions; n++) {
      if (page->party_of[n] != g) continue;
      millions[g] += page->outcome.ev[n];
      income += page->outcome.income_base[n];
    }
    percent[g] = income > 0 ? 100 * millions[g] / income : NAN;
  }
  const prl_trace *t = &page->trace;
  short_entry(page, PRL_W_SHORT_POLICY,
              PRL_SAID(page, SHORT_POLICY_TEXT, prl_show_count(page, t->base_year), t->base, by_party(page, percent, millions, 2)));
}

static void short_next(prl_page *page) {
  prl_ahead *ahead;
  const int32_t count = prl_ahead_of(&ahead, page);
  if (!count) {
    short_entry(page, PRL_W_SHORT_NEXT, prl_word_text(PRL_W_SHORT_NEXT_NONE));
    return;
  }
  int32_t together = 1;
  while (together < count && ahead[together].date.first == ahead[0].date.first) together++;
  prl_when day = ahead[0].date;
  if (day.kind == PRL_WHEN_INSTANT) day.kind = PRL_WHEN_DAY;
  const char *date = prl_show_when(page, &day), *days = prl_show_count(page, ahead[0].date.first - page->asof.date.last);
  const char *measures = together == 1 ? prl_word_text(PRL_W_ONE_MEASURE) : PRL_SAID(page, MEASURES, prl_show_count(page, together));
  short_entry(page, PRL_W_SHORT_NEXT,
              prl_page_said(page, together == 1 ? PRL_W_SHORT_NEXT_ONE : PRL_W_SHORT_NEXT_TEXT, PRL_WITH(date, days, measures)));
}

static void short_unpriced(prl_page *page) {
  int32_t in_force = 0, without = 0;
  for (int32_t k = 0; k < page->dossier.measure_count; k++) {
    const prl_standing *s = &page->brief->standings[k];
    if (!prl_may_bite(s) || !prl_acts_between_parties(page, s->measure)) continue;
    in_force++;
    without += !prl_priced_anywhere(page, s->measure).priced;
  }
  if (without)
    short_entry(page, PRL_W_SHORT_UNPRICED,
                PRL_SAID(page, SHORT_UNPRICED_TEXT, prl_show_count(page, without), prl_show_count(page, in_force)));
}

static void contents(prl_page *page) {
  static const struct {
    const char *id;
    prl_word title;
  } entries[] = {{"today", PRL_W_S1}, {"lists", PRL_W_S2},  {"worth", PRL_W_S3}, {"world", PRL_W_S4},
                 {"ahead", PRL_W_S5}, {"method", PRL_W_S6}, {"annex", PRL_W_SA}, {"sources", PRL_W_SB}};
  prl_page_puts(page, "<nav aria-label=\"");
  PRL_TELL(page, CONTENTS);
  prl_page_puts(page, "\"><ul>\n");
  for (size_t k = 0; k < sizeof entries / sizeof *entries; k++) {
    prl_text_printf(page->out, "<li><a href=\"#%s\">", entries[k].id);
    prl_html_say(page->out, entries[k].title, NULL);
    prl_page_puts(page, "</a></li>\n");
  }
  prl_page_puts(page, "</ul></nav>\n");
}

void prl_brief_head(prl_page *page) {
  prl_page_puts(page, "<header>\n");
  prl_page_element(page, "p", "kicker", PRL_W_BRIEF_OF, PRL_WITH(page->dossier.title));
  prl_page_wrap(page, "h1", "", headline(page));
  question(page);
  prl_page_puts(page, "</header>\n<section id=\"short\" aria-labelledby=\"short-title\">\n<h2 id=\"short-title\" class=\"hidden\">");
  PRL_TELL(page, IN_SHORT);
  prl_page_puts(page, "</h2>\n<dl class=\"short\">\n");
  short_item(page, PRL_W_SHORT_BEST, PRL_LIST_COOPERATION);
  short_item(page, PRL_W_SHORT_WORST, PRL_LIST_OUTSTANDING);
  short_policy(page);
  short_next(page);
  short_unpriced(page);
  prl_page_puts(page, "</dl>\n");
  contents(page);
  prl_page_section_end(page);
}
