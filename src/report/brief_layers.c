/* brief_layers.c -- 1: the duties of one direction, a row a layer: what it is, rates from lowest to highest, since when, until when, by
 * which authority, how sure. The measures of a layer one by one stand in annex A.
 *
 * Of a layer: since its earliest step; until its earliest date, marked when only a part ends then; the authority its measures share; the
 * weakest certainty; all sources once. */
#include "brief.h"

#include <math.h>
#include <string.h>

typedef struct layer { /* a run of standings of one layer */
  const prl_standing *const *at;
  int32_t count;
} layer;

static const char *name_of(prl_page *page, const layer *l) {
  const char *first = l->at[0]->measure->title;
  return l->count == 1 ? first : PRL_SAID(page, AND_MORE, first, prl_show_count(page, l->count - 1));
}

static bool all_on_all(const layer *l) {
  for (int32_t k = 0; k < l->count; k++) {
    if (!l->at[k]->measure->on_all) return false;
  }
  return true;
}

/* one mark of each kind that any of the layer has */
static void marks(prl_page *page, const layer *l) {
  bool unknown = false, disputed = false;
  prl_sure sure = PRL_SURE_HIGH;
  for (int32_t k = 0; k < l->count; k++) {
    const prl_standing *s = l->at[k];
    unknown = unknown || s->state == PRL_STATE_UNKNOWN;
    disputed = disputed || (s->step && s->step->disputed);
    if (s->step && s->step->sure > sure) sure = s->step->sure;
  }
  if (unknown) prl_page_mark(page, PRL_MARK_UNKNOWN);
  if (disputed) prl_page_mark(page, PRL_MARK_DISPUTED);
  if (sure != PRL_SURE_HIGH) prl_page_mark(page, sure == PRL_SURE_MEDIUM ? PRL_MARK_FAIR : PRL_MARK_UNSURE);
}

static void rates(prl_page *page, const layer *l) {
  const prl_measure *m = l->at[0]->measure;
  double low = INFINITY, high = -INFINITY;
  bool unknown = false;
  for (int32_t k = 0; k < l->count; k++) {
    double from, to;
    const bool known = prl_rate_span(&from, &to, page, l->at[k]) && !strcmp(l->at[k]->measure->unit, m->unit);
    unknown = unknown || !known;
    if (known) low = fmin(low, from), high = fmax(high, to);
  }
  if (low <= high) prl_page_text(page, prl_show_span(page, m, low, high));
  if (unknown) prl_page_mark(page, PRL_MARK_UNKNOWN);
  if (m->instrument != PRL_TARIFF) {
    prl_page_puts(page, " <span class=\"sub\">");
    prl_page_text(page, prl_show_instrument(m->instrument));
    prl_page_puts(page, "</span>");
  }
}

static const prl_when *earliest_since(const layer *l) {
  const prl_when *since = &l->at[0]->since;
  for (int32_t k = 1; k < l->count; k++) {
    const prl_when *here = &l->at[k]->since;
    if (here->kind != PRL_WHEN_NONE && (since->kind == PRL_WHEN_NONE || here->first < since->first)) since = here;
  }
  return since;
}

static void until(prl_page *page, const layer *l) {
  if (l->count == 1) {
    prl_page_text(page, prl_show_until(page, l->at[0]));
    return;
  }
  const prl_when *first = NULL;
  int32_t then = 0;
  for (int32_t k = 0; k < l->count; k++) {
    const prl_when *here = &l->at[k]->until;
    if (here->kind == PRL_WHEN_NONE || (first && here->first > first->first)) continue;
    then = first && here->first == first->first ? then + 1 : 1;
    first = here;
  }
  if (!first)
    prl_page_text(page, prl_word_text(PRL_W_OPEN_END));
  else if (then == l->count)
    prl_page_text(page, prl_show_when(page, first));
  else
    PRL_SAY(page, PART_UNTIL, prl_show_when(page, first));
}

/* what the authorities share, cut back to the last comma: "Section 301, heading 1" and "Section 301, heading 2" give "Section 301" */
static const char *authority(prl_page *page, const layer *l) {
  const char *first = l->at[0]->measure->authority;
  size_t shared = strlen(first);
  for (int32_t k = 1; k < l->count; k++) {
    const char *other = l->at[k]->measure->authority;
    size_t same = 0;
    while (same < shared && first[same] == other[same]) same++;
    if (same < shared || other[same]) {
      while (same > 0 && first[same] != ',') same--;
      shared = same;
    }
  }
  return prl_page_keep(page, "%.*s", (int)shared, first);
}

static void cite(prl_page *page, const layer *l) {
  const prl_source *all[64];
  int32_t count = 0;
  for (int32_t k = 0; k < l->count; k++) {
    const prl_step *step = l->at[k]->step;
    for (int32_t j = 0; step && j < step->source_count; j++) {
      bool seen = false;
      for (int32_t i = 0; i < count; i++) seen = seen || all[i] == step->sources[j];
      if (!seen && count < 64) all[count++] = step->sources[j];
    }
  }
  prl_page_cite(page, all, count);
}

static void row(prl_page *page, const layer *l) {
  prl_page_puts(page, "<tr><th scope=\"row\">");
  prl_page_text(page, name_of(page, l));
  prl_page_puts(page, " <span class=\"sub\"><span class=\"code\">");
  prl_page_text(page, l->at[0]->measure->layer);
  prl_page_puts(page, "</span>");
  if (all_on_all(l)) PRL_TELL(page, ON_ALL_COUNTRIES);
  prl_page_puts(page, "</span>");
  marks(page, l);
  prl_page_puts(page, "</th>\n<td>");
  rates(page, l);
  prl_page_puts(page, "</td>\n");
  prl_page_wrap(page, "td", "", prl_show_when(page, earliest_since(l)));
  prl_page_puts(page, "<td>");
  until(page, l);
  prl_page_puts(page, "</td>\n");
  prl_page_wrap(page, "td", "sub", authority(page, l));
  prl_page_puts(page, "<td>");
  cite(page, l);
  prl_page_puts(page, "</td></tr>\n");
}

void prl_layer_table(prl_page *page, const prl_standing *const *list, int32_t count, const prl_party *by, const prl_party *on) {
  static const prl_word heads[] = {PRL_W_H_MEASURE, PRL_W_H_RATE, PRL_W_H_SINCE, PRL_W_H_UNTIL, PRL_W_H_AUTHORITY, PRL_W_H_SOURCES};
  prl_table_begin(page, "layers", PRL_W_C_LAYERS, PRL_WITH(by->name, on->name));
  prl_page_puts(page, "<thead><tr>\n");
  for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) prl_table_head(page, "", heads[k], NULL);
  prl_page_puts(page, "</tr></thead>\n<tbody>\n");
  for (int32_t k = 0; k < count;) {
    layer l = {list + k, 1};
    while (k + l.count < count && !strcmp(list[k + l.count]->measure->layer, list[k]->measure->layer)) l.count++;
    row(page, &l);
    k += l.count;
  }
  prl_page_puts(page, "</tbody>");
  prl_table_end(page);
}
