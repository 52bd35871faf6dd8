/* page_table.c -- sections, tables in boxes that scroll, marks, and sources numbered in the order of their first mention. */
#include "page.h"

#include <string.h>

void prl_page_section(prl_page *page, const char *id, prl_word title) {
  prl_text_printf(page->out, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">", id, id, id);
  prl_html_say(page->out, title, NULL);
  prl_page_puts(page, "</h2>\n");
}

void prl_page_section_end(prl_page *page) { prl_page_puts(page, "</section>\n"); }

void prl_page_command(prl_page *page, const char *command) {
  prl_page_puts(page, "<p class=\"command\">");
  prl_page_element(page, "span", "", PRL_W_REPEAT, NULL);
  prl_page_wrap(page, "code", "", command);
  prl_page_puts(page, "</p>\n");
}

void prl_table_begin(prl_page *page, const char *kind, prl_word caption, const char *const *with) {
  prl_page_puts(page, "<div class=\"box\" role=\"region\" tabindex=\"0\" aria-label=\"");
  prl_html_say(page->out, caption, with);
  prl_text_printf(page->out, "\"><table class=\"%s\">\n", kind);
  prl_page_element(page, "caption", "", caption, with);
}

void prl_table_head(prl_page *page, const char *kind, prl_word word, const char *const *with) {
  prl_text_printf(page->out, "<th scope=\"col\"%s>", *kind ? " class=\"n\"" : "");
  prl_html_say(page->out, word, with);
  prl_page_puts(page, "</th>\n");
}

void prl_table_end(prl_page *page) { prl_page_puts(page, "</table></div>\n"); }

void prl_page_mark(prl_page *page, prl_mark mark) {
  static const struct {
    const char *kind;
    prl_word word;
  } marks[] = {{"disputed", PRL_W_DISPUTED},  {"fair", PRL_W_FAIRLY_SURE},   {"unsure", PRL_W_NOT_SURE},   {"unknown", PRL_W_NOT_KNOWN},
               {"silent", PRL_W_SILENT_MARK}, {"stated", PRL_W_STATED_MARK}, {"partly", PRL_W_PARTLY_MARK}};
  prl_text_printf(page->out, " <span class=\"mark %s\">", marks[mark].kind);
  prl_html_say(page->out, marks[mark].word, NULL);
  prl_page_puts(page, "</span>");
}

void prl_page_marks(prl_page *page, const prl_standing *standing) {
  const prl_step *step = standing->step;
  if (standing->state == PRL_STATE_UNKNOWN) prl_page_mark(page, PRL_MARK_UNKNOWN);
  if (!step) return;
  if (step->disputed) prl_page_mark(page, PRL_MARK_DISPUTED);
  if (step->sure == PRL_SURE_MEDIUM) prl_page_mark(page, PRL_MARK_FAIR);
  if (step->sure == PRL_SURE_LOW || step->sure == PRL_SURE_UNKNOWN) prl_page_mark(page, PRL_MARK_UNSURE);
}

static int32_t source_index(const prl_page *page, const prl_source *source) {
  for (int32_t k = 0; k < page->dossier.source_count; k++) {
    if (!strcmp(page->dossier.sources[k].id, source->id)) return k;
  }
  return -1;
}

/* the number of a source, given at its first mention; 0 when it is not of this dossier */
static int32_t source_number(prl_page *page, const prl_source *source) {
  const int32_t at = source_index(page, source);
  if (at < 0) return 0;
  if (!page->number[at]) {
    page->cited[page->cited_count++] = at;
    page->number[at] = page->cited_count;
  }
  return page->number[at];
}

void prl_page_cite(prl_page *page, const prl_source *const *sources, int32_t count) {
  bool any = false;
  for (int32_t k = 0; k < count; k++) {
    const int32_t number = source_number(page, sources[k]);
    if (!number) continue;
    prl_text_printf(page->out, "%s<a href=\"#source-%d\" aria-label=\"", any ? ",&#160;" : "<span class=\"refs\">[", number);
    PRL_SAY(page, SOURCE_N, prl_show_count(page, number));
    prl_text_printf(page->out, "\">%d</a>", number);
    any = true;
  }
  if (any) prl_page_puts(page, "]</span>");
}
