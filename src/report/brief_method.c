/* brief_method.c -- 6: method, assumptions, accuracy, limits and data credits, from the trace. */
#include "brief.h"

#include <math.h>
#include <string.h>

static void entry(prl_page *page, prl_word name, const char *text) {
  if (!text || !*text) return;
  prl_page_puts(page, "<div>");
  prl_page_element(page, "dt", "", name, NULL);
  prl_page_wrap(page, "dd", "", text);
  prl_page_puts(page, "</div>\n");
}

static const char *closure_text(const char *closure) {
  static const struct {
    const char *word;
    prl_word text;
  } known[] = {{"fixed", PRL_W_CL_FIXED}, {"zero", PRL_W_CL_ZERO}, {"proportional", PRL_W_CL_PROPORTIONAL}};
  for (size_t k = 0; closure && k < sizeof known / sizeof *known; k++) {
    if (!strcmp(closure, known[k].word)) return prl_word_text(known[k].text);
  }
  return closure;
}

static void assumptions(prl_page *page) {
  const prl_trace *t = &page->trace;
  prl_page_puts(page, "<div>\n");
  prl_page_element(page, "h3", "", PRL_W_ASSUMED_HEAD, NULL);
  prl_page_puts(page, "<dl class=\"facts\">\n");
  entry(page, PRL_W_D_WORLD, *page->world.title ? prl_page_keep(page, "%s (%s)", page->world.title, t->world) : t->world);
  entry(page, PRL_W_D_BASE_YEAR, prl_show_count(page, t->base_year));
  entry(page, PRL_W_D_ELASTICITIES, t->elasticities);
  entry(page, PRL_W_D_CLOSURE, closure_text(t->closure));
  entry(page, PRL_W_D_BASE, t->base);
  entry(page, PRL_W_D_POLICY, *t->policy ? t->policy : prl_word_text(PRL_W_D_BASE_SAME));
  entry(
      page, PRL_W_D_TOLERANCE,
      prl_page_keep(page, "%s" PRL_NBSP "%s", prl_show_number(page, page->brief->tolerance_percent, 2), prl_word_text(PRL_W_UNIT_PERCENT)));
  entry(page, PRL_W_D_VERSION, t->version);
  prl_page_puts(page, "</dl>\n</div>\n");
}

static double worst_item(const prl_page *page) {
  double worst = NAN;
  for (int32_t k = 0; k < page->brief->worth_count; k++) {
    const prl_worth *w = &page->brief->worths[k];
    if (w->priced) worst = fmax(worst, w->accuracy.residual);
  }
  return worst;
}

static void accuracy(prl_page *page) {
  const prl_accuracy *a = page->trace.accuracy ? page->trace.accuracy : &page->outcome.accuracy;
  const double worst = worst_item(page);
  prl_page_puts(page, "<div>\n");
  prl_page_element(page, "h3", "", PRL_W_ACCURACY_HEAD, NULL);
  prl_page_puts(page, "<dl class=\"facts\">\n");
  entry(page, PRL_W_D_RESIDUAL, prl_show_small(page, a->residual));
  entry(page, PRL_W_D_WALRAS, prl_show_small(page, a->walras));
  if (isfinite(worst)) entry(page, PRL_W_D_WORST_ITEM, prl_show_small(page, worst));
  entry(page, PRL_W_D_EVALUATIONS, prl_show_count(page, a->evaluations));
  entry(page, PRL_W_D_SECONDS, prl_show_number(page, a->seconds, 2));
  entry(page, PRL_W_D_REASON, a->reason);
  prl_page_puts(page, "</dl>\n</div>\n");
}

static void limits(prl_page *page) {
  const prl_trace *t = &page->trace;
  prl_page_element(page, "h3", "", PRL_W_LIMITS_HEAD, NULL);
  prl_page_puts(page, "<ul>\n");
  if (*t->horizon) prl_page_element(page, "li", "", PRL_W_LIMIT_HORIZON, PRL_WITH(prl_show_date(page, t->horizon)));
  prl_page_element(page, "li", "", PRL_W_LIMIT_POINT, NULL);
  prl_page_element(page, "li", "", PRL_W_LIMIT_STATIC, NULL);
  prl_page_element(page, "li", "", PRL_W_LIMIT_LINES, NULL);
  prl_page_element(page, "li", "", PRL_W_LIMIT_PARTLY, NULL);
  prl_page_puts(page, "</ul>\n");
}

void prl_brief_method(prl_page *page) {
  const prl_trace *t = &page->trace;
  prl_page_section(page, "method", PRL_W_S6);
  prl_page_element(page, "p", "", PRL_W_METHOD_TEXT, NULL);
  prl_page_puts(page, "<div class=\"pair even\">\n");
  assumptions(page);
  accuracy(page);
  prl_page_puts(page, "</div>\n");
  limits(page);
  prl_page_element(page, "h3", "", PRL_W_CREDIT_HEAD, NULL);
  if (*t->world_source) prl_page_wrap(page, "p", "note", t->world_source);
  if (*page->world.licence) prl_page_wrap(page, "p", "note", page->world.licence);
  prl_page_element(page, "p", "note", PRL_W_CREDIT_RECORD, PRL_WITH(page->dossier.title));
  if (*t->command) prl_page_command(page, t->command);
  prl_page_section_end(page);
}
