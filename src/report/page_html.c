/* page_html.c -- text that is safe in HTML and in attributes, and catalogue texts with their arguments.
 *
 * & < > " ' become references; control characters other than a line's end become spaces. Nothing else of a text is changed. */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *reference(unsigned char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return c < ' ' || c == 127 ? " " : NULL;
  }
}

void prl_html_text(prl_text *out, const char *text) {
  const char *run = text;
  for (; *text; text++) {
    const char *instead = reference((unsigned char)*text);
    if (!instead) continue;
    prl_text_add(out, run, (size_t)(text - run));
    prl_text_puts(out, instead);
    run = text + 1;
  }
  prl_text_add(out, run, (size_t)(text - run));
}

typedef void put_text(prl_text *out, const char *text);

static void put_plain(prl_text *out, const char *text) { prl_text_puts(out, text); }

/* the argument that text[0..2] names, "{1}" to "{9}"; NULL when it is no such place */
static const char *argument(const char *text, const char *const *with) {
  if (!with || text[0] != '{' || text[1] < '1' || text[1] > '9' || text[2] != '}') return NULL;
  for (int k = 0; k < text[1] - '1'; k++) {
    if (!with[k]) return NULL;
  }
  return with[text[1] - '1'];
}

static void fill(prl_text *out, put_text *put, prl_word word, const char *const *with) {
  for (const char *text = prl_word_text(word); *text; text++) {
    const char *given = argument(text, with);
    if (given) {
      put(out, given);
      text += 2;
    } else {
      put(out, (char[]){*text, 0});
    }
  }
}

void prl_html_say(prl_text *out, prl_word word, const char *const *with) { fill(out, prl_html_text, word, with); }

const char *prl_page_said(prl_page *page, prl_word word, const char *const *with) {
  prl_text text = {0};
  fill(&text, put_plain, word, with);
  const char *kept = text.bytes && !text.failed ? prl_arena_text(page->arena, text.bytes, text.length) : NULL;
  prl_text_free(&text);
  if (!kept) page->out->failed = true;
  return kept ? kept : "";
}

const char *prl_page_keep(prl_page *page, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  char *kept = length >= 0 ? prl_arena_alloc(page->arena, (size_t)length + 1, 1) : NULL;
  if (kept)
    vsnprintf(kept, (size_t)length + 1, format, again);
  else
    page->out->failed = true;
  va_end(again);
  return kept ? kept : "";
}

const char *prl_page_append(prl_page *page, const char *sofar, prl_word separator, const char *more) {
  if (!*sofar) return more;
  const char *kept = prl_arena_printf(page->arena, "%s%s%s", sofar, prl_word_text(separator), more);
  if (!kept) page->out->failed = true;
  return kept ? kept : "";
}

const char *prl_page_join(prl_page *page, const char *const *texts, int32_t count) {
  const char *all = "";
  for (int32_t k = 0; k < count; k++) {
    all = prl_page_append(page, all, k == count - 1 ? PRL_W_LIST_AND : PRL_W_LIST_COMMA, texts[k]);
  }
  return all;
}

void prl_page_puts(prl_page *page, const char *markup) { prl_text_puts(page->out, markup); }
void prl_page_text(prl_page *page, const char *text) { prl_html_text(page->out, text); }

static void open_tag(prl_page *page, const char *tag, const char *kind) {
  if (*kind)
    prl_text_printf(page->out, "<%s class=\"%s\">", tag, kind);
  else
    prl_text_printf(page->out, "<%s>", tag);
}

void prl_page_element(prl_page *page, const char *tag, const char *kind, prl_word word, const char *const *with) {
  open_tag(page, tag, kind);
  prl_html_say(page->out, word, with);
  prl_text_printf(page->out, "</%s>\n", tag);
}

void prl_page_wrap(prl_page *page, const char *tag, const char *kind, const char *text) {
  open_tag(page, tag, kind);
  prl_html_text(page->out, text);
  prl_text_printf(page->out, "</%s>\n", tag);
}
