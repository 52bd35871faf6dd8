/* brief_lists.c -- 2: the two lists, as a chart and as tables; what changes little; and where the model is silent, with the reason. */
#include "brief.h"
#include "svg.h"

#include <math.h>
#include <string.h>

static const struct {
  const char *kind;
  prl_word name, caption;
} lists[] = {{"cooperation", PRL_W_L_COOPERATION, PRL_W_C_COOPERATION},
             {"outstanding", PRL_W_L_OUTSTANDING, PRL_W_C_OUTSTANDING},
             {"neutral", PRL_W_L_NEUTRAL, PRL_W_C_NEUTRAL},
             {"silent", PRL_W_L_SILENT, PRL_W_C_SILENT}};

static int32_t count_on(const prl_page *page, prl_on_list list) {
  int32_t n = 0;
  for (int32_t k = 0; k < page->brief->worth_count; k++) n += page->brief->worths[k].list == list;
  return n;
}

static const char *tolerance(prl_page *page) {
  return prl_page_keep(page, "%s" PRL_NBSP "%s", prl_show_number(page, page->brief->tolerance_percent, 2),
                       prl_word_text(PRL_W_UNIT_PERCENT));
}

/* ---- beside the chart ---- */

static void legend_mark(prl_page *page, int list) {
  static const char *const shapes[] = {"<circle cx=\"8\" cy=\"8\" r=\"6\" class=\"cooperation\"/>",
                                       "<path d=\"M8 1l7 7l-7 7l-7 -7z\" class=\"outstanding\"/>",
                                       "<rect x=\"3\" y=\"3\" width=\"10\" height=\"10\" class=\"neutral\"/>"};
  prl_text_printf(page->out, "<li><svg class=\"key\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">%s</svg> ", shapes[list]);
  prl_html_say(page->out, lists[list].name, NULL);
  prl_text_printf(page->out, " (%d)</li>\n", count_on(page, (prl_on_list)list));
}

static void legend_ring(prl_page *page) {
  for (int32_t k = 0; k < page->brief->worth_count; k++) {
    if (!page->brief->worths[k].stated) continue;
    prl_page_puts(
        page,
        "<li><svg class=\"key\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" r=\"7\" class=\"stated\"/></svg> ");
    PRL_TELL(page, STATED_MARK);
    prl_page_puts(page, "</li>\n");
    return;
  }
}

static bool undrawn(const prl_worth *w) {
  return w->list == PRL_LIST_SILENT || !w->percent || !isfinite(w->percent[0]) || !isfinite(w->percent[1]);
}

static void beside(prl_page *page) {
  prl_page_puts(page, "<div class=\"beside\">\n");
  prl_page_element(page, "h3", "", PRL_W_Q_LEGEND, NULL);
  prl_page_puts(page, "<ul class=\"legend\">\n");
  for (int list = 0; list < 3; list++) {
    if (list < 2 || count_on(page, (prl_on_list)list)) legend_mark(page, list);
  }
  legend_ring(page);
  prl_page_puts(page, "</ul>\n");
  bool any = false;
  for (int32_t k = 0; k < page->brief->worth_count; k++) {
    if (!undrawn(&page->brief->worths[k])) continue;
    if (!any) {
      prl_page_element(page, "h3", "", PRL_W_Q_UNDRAWN, NULL);
      prl_page_puts(page, "<ul class=\"undrawn\">\n");
    }
    any = true;
    prl_text_printf(page->out, "<li><b>%d</b> ", k + 1);
    prl_page_text(page, page->brief->worths[k].item->title);
    prl_page_puts(page, "</li>\n");
  }
  prl_page_puts(page, any ? "</ul>\n</div>\n" : "</div>\n");
}

static void chart(prl_page *page) {
  if (page->dossier.party_count < 2) return;
  prl_page_puts(page, "<figure class=\"chart\">\n<figcaption>");
  PRL_SAY(page, Q_TITLE, page->dossier.parties[0].name, page->dossier.parties[1].name);
  if (page->dossier.party_count > 2) {
    prl_page_puts(page, " <span class=\"sub line\">");
    PRL_SAY(page, Q_MORE, prl_show_count(page, page->dossier.party_count));
    prl_page_puts(page, "</span>");
  }
  prl_page_puts(page, "</figcaption>\n<div class=\"pair\">\n");
  prl_svg_quadrant(page);
  beside(page);
  prl_page_puts(page, "</div></figure>\n");
}

/* ---- tables ---- */

static const char *party_name(const prl_page *page, const char *id) { return *id ? prl_name_of(page, id) : ""; }

static void who_asks(prl_page *page, const prl_item *item) {
  const char *asks = party_name(page, item->asked_by), *gives = party_name(page, item->given_by);
  if (!*asks && !*gives) return;
  const prl_word word = *asks && *gives ? PRL_W_H_ASKS : *asks ? PRL_W_ASKS_ONLY : PRL_W_GIVES_ONLY;
  prl_page_puts(page, "<span class=\"sub line\">");
  prl_html_say(page->out, word, *asks ? PRL_WITH(asks, gives) : PRL_WITH(gives));
  prl_page_puts(page, "</span>");
}

/* "United States and China lose" */
static void who_loses(prl_page *page, const prl_worth *w) {
  const int32_t parties = page->dossier.party_count;
  const char **names = prl_arena_alloc(page->arena, (size_t)parties + 1, sizeof *names);
  if (!names) {
    page->out->failed = true;
    return;
  }
  int32_t count = 0;
  for (int32_t g = 0; g < parties; g++) {
    if (w->percent[g] < -page->brief->tolerance_percent) names[count++] = page->dossier.parties[g].name;
  }
  if (!count) return;
  prl_page_puts(page, "<span class=\"sub line\">");
  prl_html_say(page->out, count == 1 ? PRL_W_WHO_LOSES : PRL_W_WHO_LOSE, PRL_WITH(prl_page_join(page, names, count)));
  prl_page_puts(page, "</span>");
}

static void item_cell(prl_page *page, const prl_worth *w) {
  const prl_item *item = w->item;
  const bool unpriced_part = w->list != PRL_LIST_SILENT && w->why && *w->why;
  prl_page_puts(page, "<th scope=\"row\">");
  prl_page_text(page, item->title);
  if (w->stated) prl_page_mark(page, PRL_MARK_STATED);
  if (unpriced_part && w->priced) prl_page_mark(page, PRL_MARK_PARTLY);
  if (item->sure == PRL_SURE_MEDIUM) prl_page_mark(page, PRL_MARK_FAIR);
  if (item->sure == PRL_SURE_LOW || item->sure == PRL_SURE_UNKNOWN) prl_page_mark(page, PRL_MARK_UNSURE);
  prl_page_puts(page, " ");
  prl_page_cite(page, item->sources, item->source_count);
  who_asks(page, item);
  if (w->list == PRL_LIST_OUTSTANDING) who_loses(page, w);
  if (unpriced_part) {
    prl_page_puts(page, "<span class=\"sub line\">");
    prl_html_say(page->out, w->priced ? PRL_W_PARTLY : PRL_W_STATED_WHY, PRL_WITH(prl_reason(page, w->why)));
    prl_page_puts(page, "</span>");
  }
  prl_page_puts(page, "</th>\n");
}

static void list_head(prl_page *page, bool silent) {
  prl_page_puts(page, "<thead><tr>");
  prl_table_head(page, "n", PRL_W_H_NUMBER, NULL);
  prl_table_head(page, "", PRL_W_H_ITEM, NULL);
  if (silent) prl_table_head(page, "", PRL_W_WHY_SILENT, NULL);
  for (int32_t g = 0; !silent && g < page->dossier.party_count; g++) {
    prl_page_puts(page, "<th scope=\"col\" class=\"n\">");
    prl_page_text(page, page->dossier.parties[g].name);
    prl_page_puts(page, "</th>\n");
  }
  prl_page_puts(page, "</tr></thead>\n<tbody>\n");
}

static void list_row(prl_page *page, const prl_worth *w, int32_t number) {
  prl_page_puts(page, "<tr data-item=\"");
  prl_page_text(page, w->item->id);
  prl_text_printf(page->out, "\"><td class=\"n\">%d</td>\n", number);
  item_cell(page, w);
  if (w->list == PRL_LIST_SILENT) {
    prl_page_wrap(page, "td", "", w->why && *w->why ? prl_reason(page, w->why) : prl_word_text(PRL_W_NO_REASON));
  } else {
    for (int32_t g = 0; g < page->dossier.party_count; g++) prl_worth_cell(page, w->percent[g], w->musd[g]);
  }
  prl_page_puts(page, "</tr>\n");
}

static void one_list(prl_page *page, prl_on_list list) {
  const int32_t count = count_on(page, list);
  if (!count && list >= PRL_LIST_NEUTRAL) return;
  prl_table_begin(page, prl_page_keep(page, "items %s", lists[list].kind), lists[list].caption, PRL_WITH(tolerance(page)));
  if (count) {
    list_head(page, list == PRL_LIST_SILENT);
    for (int32_t k = 0; k < page->brief->worth_count; k++) {
      if (page->brief->worths[k].list == list) list_row(page, &page->brief->worths[k], k + 1);
    }
  } else {
    prl_page_puts(page, "<tbody><tr>");
    prl_page_element(page, "td", "none", PRL_W_EMPTY_COOPERATION, NULL);
    prl_page_puts(page, "</tr>\n");
  }
  prl_page_puts(page, "</tbody>");
  prl_table_end(page);
}

void prl_brief_lists(prl_page *page) {
  prl_page_section(page, "lists", PRL_W_S2);
  prl_page_puts(page, "<p class=\"note\">");
  PRL_SAY(page, S2_TEXT, tolerance(page));
  prl_page_puts(page, " ");
  PRL_SAY(page, UNITS, prl_show_count(page, page->trace.base_year));
  prl_page_puts(page, "</p>\n");
  chart(page);
  for (int list = 0; list < 4; list++) one_list(page, (prl_on_list)list);
  prl_page_command(page, prl_command_like(page, "lists"));
  prl_page_section_end(page);
}
