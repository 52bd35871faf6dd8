/* brief_worths.c -- 3: what every item is worth to the parties and to the world, which third countries it moves most, and which sectors.
 *
 * Third countries: regions of no party, ranked by percent of real income. Sectors of a party with several regions: quantities of its
 * regions, weighted by base-year output. Only what shows at the decimals of the table is named. */
#include "brief.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void prl_worth_cell(prl_page *page, double percent, double millions) {
  prl_page_puts(page, "<td class=\"n\">");
  if (!isfinite(percent)) {
    prl_page_mark(page, PRL_MARK_UNKNOWN);
  } else {
    prl_page_wrap(page, "b", "", prl_show_change(page, percent, page->decimals, true));
    prl_page_wrap(page, "span", "sub line", prl_show_millions(page, millions));
  }
  prl_page_puts(page, "</td>\n");
}

/* ---- reasons: "id: reason; id: reason" with titles for ids, a reason once ---- */

static const char *title_of(const prl_page *page, const char *id, size_t bytes) {
  const prl_dossier_view *d = &page->dossier;
  for (int32_t k = 0; k < d->measure_count; k++) {
    if (strlen(d->measures[k].id) == bytes && !strncmp(d->measures[k].id, id, bytes)) return d->measures[k].title;
  }
  for (int32_t k = 0; k < d->commitment_count; k++) {
    if (strlen(d->commitments[k].id) == bytes && !strncmp(d->commitments[k].id, id, bytes)) return d->commitments[k].title;
  }
  return NULL;
}

const char *prl_reason(prl_page *page, const char *why) {
  const char *all = "", *last = NULL;
  size_t last_bytes = 0;
  while (*why) {
    const size_t part = strstr(why, "; ") ? (size_t)(strstr(why, "; ") - why) : strlen(why);
    const char *colon = memchr(why, ':', part);
    const char *title = colon && colon[1] == ' ' ? title_of(page, why, (size_t)(colon - why)) : NULL;
    const char *reason = title ? colon + 2 : why;
    const size_t bytes = part - (size_t)(reason - why);
    const bool same = last && title && bytes == last_bytes && !strncmp(last, reason, bytes);
    const char *name = prl_page_keep(page, "%.*s", (int)bytes, reason);
    all = prl_page_append(page, all, PRL_W_LIST_SEMICOLON, same ? title : title ? prl_page_keep(page, "%s: %s", name, title) : name);
    last = reason, last_bytes = bytes;
    why += part + (why[part] ? 2 : 0);
  }
  return all;
}

/* ---- the largest ---- */

const char *prl_largest(prl_page *page, const double *percent, const char *const *names, const double *millions, int32_t count, int sign,
                        int32_t most, int decimals) {
  const double least = 0.5 * pow(10, -decimals);
  const char *all = "";
  double above = INFINITY;
  for (int32_t found = 0; found < most; found++) {
    int32_t best = -1;
    for (int32_t k = 0; k < count; k++) {
      const double x = sign * percent[k];
      if (isfinite(x) && x >= least && x < above && (best < 0 || x > sign * percent[best])) best = k;
    }
    if (best < 0) break;
    above = sign * percent[best];
    const char *change = prl_show_change(page, percent[best], decimals, true);
    const char *one =
        millions ? prl_page_keep(page, "%s" PRL_NBSP "%s" PRL_NBSP "(%s)", names[best], change, prl_show_millions(page, millions[best]))
                 : prl_page_keep(page, "%s" PRL_NBSP "%s", names[best], change);
    all = prl_page_append(page, all, PRL_W_LIST_SEMICOLON, one);
  }
  return *all ? all : prl_word_text(PRL_W_NOBODY);
}

const double *prl_party_sectors(prl_page *page, int32_t party, const double *factor) {
  const int32_t S = page->world.sectors;
  double *change = prl_arena_alloc(page->arena, (size_t)S + 1, sizeof *change);
  if (!change) {
    page->out->failed = true;
    return NULL;
  }
  for (int32_t s = 0; s < S; s++) {
    double before = 0, after = 0;
    for (int32_t n = 0; n < page->world.regions; n++) {
      const double made = page->outcome.output_base[(size_t)n * (size_t)S + (size_t)s];
      if (page->party_of[n] != party || !(made > 0)) continue;
      before += made;
      after += made * factor[(size_t)n * (size_t)S + (size_t)s];
    }
    change[s] = before > 0 ? 100 * (after / before - 1) : NAN;
  }
  return change;
}

/* ---- tables ---- */

static const double *others_only(prl_page *page, const double *percent) {
  double *out = prl_arena_alloc(page->arena, (size_t)page->world.regions + 1, sizeof *out);
  if (!out) {
    page->out->failed = true;
    return NULL;
  }
  for (int32_t n = 0; n < page->world.regions; n++) out[n] = page->party_of[n] < 0 ? percent[n] : NAN;
  return out;
}

static void worth_row(prl_page *page, const prl_worth *w, int32_t number) {
  prl_text_printf(page->out, "<tr><td class=\"n\">%d</td>\n", number);
  prl_page_puts(page, "<th scope=\"row\">");
  prl_page_text(page, w->item->title);
  prl_page_puts(page, "</th>\n");
  for (int32_t g = 0; g < page->dossier.party_count; g++) prl_worth_cell(page, w->percent[g], w->musd[g]);
  const double *others = w->region_percent ? others_only(page, w->region_percent) : NULL;
  if (!others) {
    for (int k = 0; k < 3; k++) {
      prl_page_puts(page, "<td>");
      prl_page_mark(page, PRL_MARK_UNKNOWN);
      prl_page_puts(page, "</td>\n");
    }
    prl_page_puts(page, "</tr>\n");
    return;
  }
  double all = 0;
  for (int32_t n = 0; n < page->world.regions; n++) all += w->region_musd[n];
  prl_page_wrap(page, "td", "n", prl_show_millions(page, all));
  for (int sign = 1; sign >= -1; sign -= 2) {
    prl_page_wrap(page, "td", "",
                  prl_largest(page, others, page->world.region_name, w->region_musd, page->world.regions, sign, 3, page->decimals));
  }
  prl_page_puts(page, "</tr>\n");
}

static void worth_table(prl_page *page) {
  prl_table_begin(page, "worths", PRL_W_C_WORTH, NULL);
  prl_page_puts(page, "<thead><tr>");
  prl_table_head(page, "n", PRL_W_H_NUMBER, NULL);
  prl_table_head(page, "", PRL_W_H_ITEM, NULL);
  for (int32_t g = 0; g < page->dossier.party_count; g++) {
    prl_page_puts(page, "<th scope=\"col\" class=\"n\">");
    prl_page_text(page, page->dossier.parties[g].name);
    prl_page_puts(page, "</th>\n");
  }
  prl_table_head(page, "n", PRL_W_H_WORLD, NULL);
  prl_table_head(page, "", PRL_W_H_GAINERS, NULL);
  prl_table_head(page, "", PRL_W_H_LOSERS, NULL);
  prl_page_puts(page, "</tr></thead>\n<tbody>\n");
  for (int32_t k = 0; k < page->brief->worth_count; k++) {
    if (page->brief->worths[k].list != PRL_LIST_SILENT) worth_row(page, &page->brief->worths[k], k + 1);
  }
  prl_page_puts(page, "</tbody>");
  prl_table_end(page);
}

static void sector_rows(prl_page *page, const prl_worth *w, int32_t number) {
  const int32_t parties = page->dossier.party_count;
  prl_page_puts(page, "<tbody>\n");
  for (int32_t g = 0; g < parties; g++) {
    const double *change = prl_party_sectors(page, g, w->volume);
    if (!change) return;
    double largest = 0;
    for (int32_t s = 0; s < page->world.sectors; s++) largest = isfinite(change[s]) ? fmax(largest, fabs(change[s])) : largest;
    prl_page_puts(page, "<tr>");
    if (g == 0) {
      prl_text_printf(page->out, "<td class=\"n\" rowspan=\"%d\">%d</td>\n<th scope=\"rowgroup\" rowspan=\"%d\">", parties, number,
                      parties);
      prl_page_text(page, w->item->title);
      prl_page_puts(page, "</th>\n");
    }
    prl_page_puts(page, "<th scope=\"row\" class=\"party\">");
    prl_page_text(page, page->dossier.parties[g].name);
    prl_page_puts(page, "</th>\n");
    const int decimals = prl_decimals_for(largest);
    prl_page_wrap(page, "td", "", prl_largest(page, change, page->world.sector_name, NULL, page->world.sectors, 1, 3, decimals));
    prl_page_wrap(page, "td", "", prl_largest(page, change, page->world.sector_name, NULL, page->world.sectors, -1, 3, decimals));
    prl_page_puts(page, "</tr>\n");
  }
  prl_page_puts(page, "</tbody>\n");
}

static void sector_table(prl_page *page) {
  prl_table_begin(page, "sectors", PRL_W_C_SECTORS, NULL);
  prl_page_puts(page, "<thead><tr>");
  prl_table_head(page, "n", PRL_W_H_NUMBER, NULL);
  prl_table_head(page, "", PRL_W_H_ITEM, NULL);
  prl_table_head(page, "", PRL_W_H_PARTY, NULL);
  prl_table_head(page, "", PRL_W_H_UP, NULL);
  prl_table_head(page, "", PRL_W_H_DOWN, NULL);
  prl_page_puts(page, "</tr></thead>\n");
  for (int32_t k = 0; k < page->brief->worth_count; k++) {
    if (page->brief->worths[k].volume) sector_rows(page, &page->brief->worths[k], k + 1);
  }
  prl_table_end(page);
}

void prl_brief_worths(prl_page *page) {
  prl_page_section(page, "worth", PRL_W_S3);
  prl_page_puts(page, "<p class=\"note\">");
  PRL_SAY(page, UNITS, prl_show_count(page, page->trace.base_year));
  prl_page_puts(page, " ");
  PRL_TELL(page, SILENT_ITEMS);
  prl_page_puts(page, "</p>\n");
  bool any = false, moved = false;
  for (int32_t k = 0; k < page->brief->worth_count; k++) {
    any = any || page->brief->worths[k].list != PRL_LIST_SILENT;
    moved = moved || page->brief->worths[k].volume;
  }
  if (any) worth_table(page);
  if (moved) sector_table(page);
  prl_page_command(page, prl_command_like(page, "value"));
  prl_page_section_end(page);
}
