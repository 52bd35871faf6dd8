/* brief_sources.c -- B: the sources cited, numbered in the order of their first mention. An address becomes a link only when it is a web
 * address. */
#include "brief.h"

#include <string.h>

static const char *kind_text(prl_source_kind kind) {
  static const prl_word words[] = {PRL_W_K_LEGAL, PRL_W_K_OFFICIAL, PRL_W_K_TRACKER, PRL_W_K_PRESS};
  return prl_word_text(words[kind]);
}

static bool is_web(const char *address) { return !strncmp(address, "https://", 8) || !strncmp(address, "http://", 7); }

static void address(prl_page *page, const char *where) {
  if (!*where) {
    prl_page_element(page, "span", "sub", PRL_W_NO_ADDRESS, NULL);
  } else if (is_web(where)) {
    prl_page_puts(page, "<a href=\"");
    prl_page_text(page, where);
    prl_page_puts(page, "\">");
    prl_page_text(page, where);
    prl_page_puts(page, "</a>");
  } else {
    prl_page_text(page, where);
  }
}

static void source(prl_page *page, int32_t number) {
  const prl_source *s = &page->dossier.sources[page->cited[number - 1]];
  prl_text_printf(page->out, "<li id=\"source-%d\" value=\"%d\">", number, number);
  prl_page_text(page, prl_page_said(page, PRL_W_RATE_UNIT, PRL_WITH(s->publisher, prl_show_when(page, &s->published))));
  prl_page_puts(page, ". <cite>");
  prl_page_text(page, s->title);
  prl_page_puts(page, "</cite>. <span class=\"sub\">");
  prl_page_text(page, kind_text(s->kind));
  prl_page_puts(page, "</span>. ");
  address(page, s->address);
  prl_page_puts(page, "</li>\n");
}

void prl_brief_sources(prl_page *page) {
  prl_page_section(page, "sources", PRL_W_SB);
  if (!page->cited_count) {
    prl_page_element(page, "p", "none", PRL_W_NO_SOURCES, NULL);
  } else {
    prl_page_element(page, "p", "note", PRL_W_SOURCES_TEXT, NULL);
    prl_page_puts(page, "<ol class=\"sources\">\n");
    for (int32_t number = 1; number <= page->cited_count; number++) source(page, number);
    prl_page_puts(page, "</ol>\n");
  }
  prl_page_section_end(page);
}
