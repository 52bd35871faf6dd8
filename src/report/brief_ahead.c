/* brief_ahead.c -- 5: what lapses or starts by itself after the date asked, and what is announced without a date.
 *
 * The date is the standing's until; what happens there is the difference between the standing now and the record's own answer for that
 * date, as known when the question is asked. So a step that was not yet known is not foretold. */
#include "brief.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool still_ahead(const prl_page *page, const prl_when *when) {
  return when->kind != PRL_WHEN_NONE && when->first > page->asof.date.last - (when->kind == PRL_WHEN_INSTANT);
}

static prl_standing standing_on(const prl_page *page, const prl_measure *measure, const prl_when *when) {
  prl_asof asof = {.date = *when, .known = page->asof.known.kind == PRL_WHEN_NONE ? page->asof.date : page->asof.known};
  if (asof.date.kind != PRL_WHEN_INSTANT) {
    asof.date.kind = PRL_WHEN_DAY;
    asof.date.first = asof.date.last;
  }
  return prl_standing_of(page->brief->dossier, measure, &asof);
}

static int by_date(const void *a, const void *b) {
  const prl_ahead *x = a, *y = b;
  if (x->date.first != y->date.first) return x->date.first < y->date.first ? -1 : 1;
  return x->now < y->now ? -1 : x->now > y->now;
}

int32_t prl_ahead_of(prl_ahead **out, prl_page *page) {
  const int32_t all = page->dossier.measure_count;
  prl_ahead *ahead = prl_arena_alloc(page->arena, (size_t)all + 1, sizeof *ahead);
  int32_t count = 0;
  *out = ahead;
  if (!ahead) page->out->failed = true;
  for (int32_t k = 0; ahead && k < all && page->asof.date.kind != PRL_WHEN_NONE; k++) {
    const prl_standing *s = &page->brief->standings[k];
    if (!still_ahead(page, &s->until)) continue;
    ahead[count++] = (prl_ahead){s, standing_on(page, s->measure, &s->until), s->until};
  }
  if (count) qsort(ahead, (size_t)count, sizeof *ahead, by_date);
  return count;
}

/* ---- what happens ---- */

static const char *begins(prl_page *page, const prl_ahead *a) {
  const bool again = a->now->state == PRL_SUSPENDED;
  const char *rate = prl_show_standing_rate(page, &a->then);
  if (!*rate || !strcmp(rate, prl_word_text(PRL_W_NOT_KNOWN))) return prl_word_text(again ? PRL_W_RETURNS : PRL_W_STARTS);
  return prl_page_said(page, again ? PRL_W_RETURNS_RATE : PRL_W_STARTS_AT, PRL_WITH(rate));
}

static const char *ends(prl_page *page, const prl_ahead *a) {
  if (a->then.state == PRL_SUSPENDED) return prl_word_text(PRL_W_SUSPENDS);
  if (a->then.state != PRL_LAPSED) return PRL_SAID(page, BECOMES, prl_show_state(a->then.state));
  const char *rate = prl_show_standing_rate(page, a->now);
  const bool number = a->now->has_rate && isfinite(a->now->rate);
  return number ? PRL_SAID(page, LAPSES_FROM, rate) : prl_word_text(PRL_W_LAPSES);
}

static const char *happens(prl_page *page, const prl_ahead *a) {
  if (a->then.in_force == PRL_UNKNOWN) return prl_word_text(PRL_W_NOT_KNOWN);
  if (a->now->in_force == PRL_NO) {
    return a->then.in_force == PRL_YES ? begins(page, a) : PRL_SAID(page, BECOMES, prl_show_state(a->then.state));
  }
  if (a->then.in_force == PRL_NO) return ends(page, a);
  const char *from = prl_show_standing_rate(page, a->now), *to = prl_show_standing_rate(page, &a->then);
  return strcmp(from, to) ? PRL_SAID(page, MOVES, from, to) : prl_word_text(PRL_W_RENEWED);
}

/* numbers of the items that change this measure: "1, 6" */
static const char *items_of(prl_page *page, const prl_measure *measure) {
  const char *all = "";
  for (int32_t k = 0; k < page->brief->worth_count; k++) {
    const prl_item *item = page->brief->worths[k].item;
    bool touches = false;
    for (int32_t c = 0; c < item->change_count; c++) touches = touches || item->changes[c].measure == measure;
    if (touches) all = prl_page_append(page, all, PRL_W_LIST_COMMA, prl_show_count(page, k + 1));
  }
  return all;
}

static void ahead_row(prl_page *page, const prl_ahead *a, int32_t span) {
  const prl_measure *m = a->now->measure;
  prl_page_puts(page, "<tr data-measure=\"");
  prl_page_text(page, m->id);
  prl_page_puts(page, "\">");
  if (span) {
    prl_text_printf(page->out, "<th scope=\"rowgroup\" rowspan=\"%d\" class=\"date\">", span);
    prl_page_text(page, prl_show_when(page, &a->date));
    prl_page_puts(page, "</th>\n");
  }
  prl_page_puts(page, "<th scope=\"row\">");
  prl_page_text(page, m->title);
  prl_page_wrap(page, "span", "sub line", prl_whom(page, m));
  prl_page_puts(page, "</th>\n");
  prl_page_wrap(page, "td", "", happens(page, a));
  prl_page_wrap(page, "td", "", items_of(page, m));
  prl_page_puts(page, "<td>");
  const prl_step *step = a->then.step ? a->then.step : a->now->step;
  if (step) prl_page_cite(page, step->sources, step->source_count);
  prl_page_puts(page, "</td></tr>\n");
}

static bool same_date(const prl_ahead *a, const prl_ahead *b) { return a->date.kind == b->date.kind && a->date.first == b->date.first; }

static void ahead_table(prl_page *page, const prl_ahead *ahead, int32_t count) {
  prl_table_begin(page, "ahead", PRL_W_C_AHEAD, NULL);
  prl_page_puts(page, "<thead><tr>");
  prl_table_head(page, "", PRL_W_H_DATE, NULL);
  prl_table_head(page, "", PRL_W_H_MEASURE, NULL);
  prl_table_head(page, "", PRL_W_H_HAPPENS, NULL);
  prl_table_head(page, "", PRL_W_H_ON_TABLE, NULL);
  prl_table_head(page, "", PRL_W_H_SOURCES, NULL);
  prl_page_puts(page, "</tr></thead>\n");
  for (int32_t k = 0; k < count;) {
    int32_t span = 1;
    while (k + span < count && same_date(&ahead[k], &ahead[k + span])) span++;
    prl_page_puts(page, "<tbody>\n");
    for (int32_t j = 0; j < span; j++) ahead_row(page, &ahead[k + j], j ? 0 : span);
    prl_page_puts(page, "</tbody>\n");
    k += span;
  }
  prl_table_end(page);
}

static void undated(prl_page *page) {
  bool any = false;
  for (int32_t k = 0; k < page->dossier.measure_count; k++) {
    const prl_standing *s = &page->brief->standings[k];
    if ((s->state != PRL_ANNOUNCED && s->state != PRL_PROPOSED) || s->until.kind != PRL_WHEN_NONE) continue;
    if (!any) {
      prl_page_element(page, "h3", "", PRL_W_UNDATED_HEAD, NULL);
      prl_page_puts(page, "<ul class=\"compact\">\n");
    }
    any = true;
    prl_compact_entry(page, s);
  }
  if (any) prl_page_puts(page, "</ul>\n");
}

void prl_brief_ahead(prl_page *page) {
  const prl_trace *t = &page->trace;
  prl_ahead *ahead;
  const int32_t count = prl_ahead_of(&ahead, page);
  prl_page_section(page, "ahead", PRL_W_S5);
  prl_page_puts(page, "<p class=\"note\">");
  PRL_SAY(page, S5_TEXT, prl_show_date(page, t->date), prl_show_date(page, *t->known ? t->known : t->date));
  if (*t->horizon) {
    prl_page_puts(page, " ");
    PRL_SAY(page, S5_HORIZON, prl_show_date(page, t->horizon));
  }
  prl_page_puts(page, "</p>\n");
  if (count)
    ahead_table(page, ahead, count);
  else
    prl_page_element(page, "p", "none", PRL_W_AHEAD_NONE, NULL);
  undated(page);
  prl_page_command(page, prl_command_asof(page, " --all"));
  prl_page_section_end(page);
}
