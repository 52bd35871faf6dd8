/* brief.c -- the brief: one HTML page that a person can be handed. No network, no script; the same structs give the same bytes, but for the
 * seconds of the solve.
 *
 * Order: the answer; 1 where things stand; 2 the two lists; 3 worths; 4 the world; 5 dates ahead; 6 method; annexes. Sources are
 * numbered as they are cited, so their list comes last. */
#include "brief.h"

#include <math.h>
#include <string.h>

/* decimals of worths: the largest shows two digits or more; one more when the smallest above the tolerance would round to zero */
static int worth_decimals(const prl_brief *brief, int32_t parties) {
  double largest = 0, smallest = INFINITY;
  for (int32_t k = 0; k < brief->worth_count; k++) {
    const double *percent = brief->worths[k].percent;
    for (int32_t g = 0; percent && g < parties; g++) {
      if (!isfinite(percent[g])) continue;
      largest = fmax(largest, fabs(percent[g]));
      if (fabs(percent[g]) > brief->tolerance_percent) smallest = fmin(smallest, fabs(percent[g]));
    }
  }
  const int decimals = prl_decimals_for(largest) < 2 ? 2 : prl_decimals_for(largest);
  return decimals < 5 && smallest < 0.5 * pow(10, -decimals) ? decimals + 1 : decimals;
}

static void assign_regions(prl_page *page) {
  for (int32_t n = 0; n < page->world.regions; n++) page->party_of[n] = -1;
  for (int32_t g = 0; g < page->dossier.party_count; g++) {
    const prl_party *party = &page->dossier.parties[g];
    for (int32_t k = 0; k < party->regions.count; k++) {
      const int32_t n = prl_world_region(page->brief->world, party->regions.at[k]);
      if (n >= 0 && page->party_of[n] < 0) page->party_of[n] = g;
    }
  }
}

static prl_status check(const prl_brief *b, prl_error *err) {
  if (b && b->trace && b->dossier && b->world && b->standings && b->policy && b->outcome && (b->worths || !b->worth_count)) return PRL_OK;
  return prl_fail(err, PRL_E_MISSING, "a brief needs a trace, a dossier, a world, standings, a policy, its outcome and the items' worths");
}

static prl_trace whole_trace(const prl_trace *given) {
  prl_trace t = *given;
  const char **texts[] = {&t.command, &t.version, &t.dossier, &t.date,    &t.known,        &t.horizon,
                          &t.world,   &t.base,    &t.policy,  &t.closure, &t.elasticities, &t.world_source};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
    if (!*texts[k]) *texts[k] = "";
  }
  return t;
}

static bool open_page(prl_page *page, prl_text *out, const prl_brief *brief) {
  *page = (prl_page){.out = out, .brief = brief, .trace = whole_trace(brief->trace), .arena = prl_arena_new()};
  page->dossier = prl_dossier_look(brief->dossier);
  page->world = prl_world_look(brief->world);
  page->outcome = prl_outcome_look(brief->outcome);
  if (!page->arena) return false;
  const size_t sources = (size_t)page->dossier.source_count + 1;
  page->number = prl_arena_alloc(page->arena, sources, sizeof *page->number);
  page->cited = prl_arena_alloc(page->arena, sources, sizeof *page->cited);
  page->party_of = prl_arena_alloc(page->arena, (size_t)page->world.regions + 1, sizeof *page->party_of);
  if (!page->number || !page->cited || !page->party_of) return false;
  assign_regions(page);
  page->decimals = worth_decimals(brief, page->dossier.party_count);
  return true;
}

static prl_status read_clocks(prl_page *page, prl_error *err) {
  const prl_trace *t = &page->trace;
  if (!*t->date) return prl_fail(err, PRL_E_MISSING, "a brief needs the date that the policy is asked at");
  return prl_asof_parse(&page->asof, t->date, *t->known ? t->known : NULL, err);
}

static void write_page(prl_page *page) {
  prl_text_printf(page->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", prl_word_text(PRL_W_LANGUAGE));
  prl_page_puts(
      page,
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
  prl_page_element(page, "title", "", PRL_W_BRIEF_OF, PRL_WITH(page->dossier.title));
  prl_page_puts(page, "<style>\n");
  prl_page_style(page->out);
  prl_page_puts(page, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#lists\">");
  PRL_TELL(page, SKIP);
  prl_page_puts(page, "</a>\n<main>\n");
  static void (*const sections[])(prl_page *) = {prl_brief_head,  prl_brief_force,  prl_brief_lists, prl_brief_worths, prl_brief_world,
                                                 prl_brief_ahead, prl_brief_method, prl_brief_annex, prl_brief_sources};
  for (size_t k = 0; k < sizeof sections / sizeof *sections; k++) sections[k](page);
  prl_page_puts(page, "</main>\n</body>\n</html>\n");
}

prl_status prl_report_brief(prl_text *out, const prl_brief *brief, prl_error *err) {
  prl_status status = check(brief, err);
  if (status) return status;
  prl_page page;
  if (!open_page(&page, out, brief)) {
    status = prl_fail(err, PRL_E_MEMORY, "a brief");
  } else {
    status = read_clocks(&page, err);
    if (!status) write_page(&page);
    if (!status && out->failed) status = prl_fail(err, PRL_E_MEMORY, "a brief");
  }
  prl_arena_free(page.arena);
  return status;
}
