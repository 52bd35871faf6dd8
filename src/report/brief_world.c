/* brief_world.c -- 4: the world under the policy in force, against the base year: the parties, the third countries moved most, and sectors.
 *
 * Third countries shown: the most moved by |real income|, at most eight, in the order of their change. */
#include "brief.h"
#include "svg.h"

#include <math.h>
#include <stdlib.h>

enum { OTHERS = 8, SECTORS = 5 };

/* regions of the chart: the parties' in order, then the third countries moved most, gains first */
typedef struct choice {
  int32_t at[256];
  int32_t count, parties;
} choice;

static void add_parties(choice *c, const prl_page *page) {
  for (int32_t g = 0; g < page->dossier.party_count; g++) {
    for (int32_t n = 0; n < page->world.regions && c->count < 128; n++) {
      if (page->party_of[n] == g) c->at[c->count++] = n;
    }
  }
  c->parties = c->count;
}

static bool taken(const choice *c, int32_t n) {
  for (int32_t k = 0; k < c->count; k++) {
    if (c->at[k] == n) return true;
  }
  return false;
}

static void add_others(choice *c, const prl_page *page) {
  const double *change = page->outcome.real_income;
  for (int32_t k = 0; k < OTHERS; k++) {
    int32_t best = -1;
    for (int32_t n = 0; n < page->world.regions; n++) {
      if (taken(c, n) || page->party_of[n] >= 0 || !isfinite(change[n])) continue;
      if (best < 0 || fabs(change[n]) > fabs(change[best])) best = n;
    }
    if (best < 0) break;
    c->at[c->count++] = best;
  }
  for (int32_t a = c->parties; a < c->count; a++) {
    for (int32_t b = a + 1; b < c->count; b++) {
      if (change[c->at[b]] <= change[c->at[a]]) continue;
      const int32_t swap = c->at[a];
      c->at[a] = c->at[b], c->at[b] = swap;
    }
  }
}

static void bars(prl_page *page, const choice *c, int decimals) {
  prl_bar *bar = prl_arena_alloc(page->arena, (size_t)c->count + 1, sizeof *bar);
  if (!bar) {
    page->out->failed = true;
    return;
  }
  int32_t count = 0;
  for (int32_t k = 0; k < c->count; k++) {
    const double percent = 100 * page->outcome.real_income[c->at[k]];
    if (isfinite(percent)) bar[count++] = (prl_bar){page->world.region_name[c->at[k]], percent, k < c->parties};
  }
  prl_page_puts(page, "<figure class=\"chart\">\n");
  prl_page_element(page, "figcaption", "", PRL_W_B_TITLE, NULL);
  prl_svg_bars(page, bar, count, decimals);
  prl_page_puts(page, "</figure>\n");
}

static void region_row(prl_page *page, int32_t n, int decimals) {
  const prl_outcome_view *o = &page->outcome;
  prl_page_puts(page, "<tr><th scope=\"row\">");
  prl_page_text(page, page->world.region_name[n]);
  prl_page_puts(page, "</th>\n");
  prl_page_wrap(page, "td", "n", prl_show_change(page, 100 * o->real_income[n], decimals, false));
  prl_page_wrap(page, "td", "n", prl_show_millions(page, o->ev[n]));
  prl_page_wrap(page, "td", "n", prl_show_change(page, 100 * o->real_wage[n], decimals, false));
  prl_page_wrap(page, "td", "n", prl_show_change(page, 100 * o->terms_of_trade[n], decimals, false));
  prl_page_wrap(page, "td", "n", prl_show_millions(page, o->revenue[n] - o->revenue_base[n]));
  prl_page_puts(page, "</tr>\n");
}

static void region_table(prl_page *page, const choice *c, int decimals) {
  prl_table_begin(page, "regions", PRL_W_C_REGIONS, NULL);
  prl_page_puts(page, "<thead><tr>");
  prl_table_head(page, "", PRL_W_H_REGION, NULL);
  prl_table_head(page, "n", PRL_W_H_INCOME, NULL);
  prl_table_head(page, "n", PRL_W_H_EV, PRL_WITH(prl_show_count(page, page->trace.base_year)));
  prl_table_head(page, "n", PRL_W_H_WAGE, NULL);
  prl_table_head(page, "n", PRL_W_H_TERMS, NULL);
  prl_table_head(page, "n", PRL_W_H_REVENUE, NULL);
  prl_page_puts(page, "</tr></thead>\n<tbody>\n");
  for (int32_t k = 0; k < c->count; k++) region_row(page, c->at[k], decimals);
  prl_page_puts(page, "</tbody>");
  prl_table_end(page);
}

static void sector_table(prl_page *page) {
  prl_table_begin(page, "sectors", PRL_W_C_PARTY_SECTORS, NULL);
  prl_page_puts(page, "<thead><tr>");
  prl_table_head(page, "", PRL_W_H_PARTY, NULL);
  prl_table_head(page, "", PRL_W_H_UP, NULL);
  prl_table_head(page, "", PRL_W_H_DOWN, NULL);
  prl_page_puts(page, "</tr></thead>\n<tbody>\n");
  for (int32_t g = 0; g < page->dossier.party_count; g++) {
    const double *change = prl_party_sectors(page, g, page->outcome.volume);
    if (!change) return;
    prl_page_puts(page, "<tr><th scope=\"row\">");
    prl_page_text(page, page->dossier.parties[g].name);
    prl_page_puts(page, "</th>\n");
    prl_page_wrap(page, "td", "", prl_largest(page, change, page->world.sector_name, NULL, page->world.sectors, 1, SECTORS, 1));
    prl_page_wrap(page, "td", "", prl_largest(page, change, page->world.sector_name, NULL, page->world.sectors, -1, SECTORS, 1));
    prl_page_puts(page, "</tr>\n");
  }
  prl_page_puts(page, "</tbody>");
  prl_table_end(page);
}

void prl_brief_world(prl_page *page) {
  const prl_trace *t = &page->trace;
  choice c = {.count = 0};
  add_parties(&c, page);
  add_others(&c, page);
  prl_page_section(page, "world", PRL_W_S4);
  prl_page_element(page, "p", "note", PRL_W_S4_TEXT, PRL_WITH(prl_show_date(page, t->date), prl_show_count(page, t->base_year), t->base));
  bars(page, &c, 2);
  region_table(page, &c, 2);
  sector_table(page);
  prl_page_command(page, prl_command_like(page, "brief"));
  prl_page_section_end(page);
}
