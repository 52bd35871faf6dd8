/* brief_measures.c -- who acts on whom, what kind of measure it is, and whether the model prices it. */
#include "brief.h"

#include <string.h>

bool prl_of_party(const prl_party *party, const char *code) {
  if (!strcmp(party->id, code)) return true;
  for (int32_t k = 0; k < party->regions.count; k++) {
    if (!strcmp(party->regions.at[k], code)) return true;
  }
  return false;
}

bool prl_acts_between(const prl_measure *measure, const prl_party *by, const prl_party *on) {
  if (by == on || !prl_of_party(by, measure->by)) return false;
  if (measure->on_all) return true;
  for (int32_t k = 0; k < measure->on.count; k++) {
    if (prl_of_party(on, measure->on.at[k])) return true;
  }
  return false;
}

bool prl_acts_between_parties(const prl_page *page, const prl_measure *measure) {
  const int32_t count = page->dossier.party_count;
  for (int32_t pair = 0; pair < count * count; pair++) {
    if (prl_acts_between(measure, &page->dossier.parties[pair / count], &page->dossier.parties[pair % count])) return true;
  }
  return false;
}

bool prl_is_control(const prl_measure *measure) {
  return measure->instrument == PRL_LICENCE || measure->instrument == PRL_BAN || measure->instrument == PRL_LISTING ||
         measure->instrument == PRL_STATUTE;
}

bool prl_may_bite(const prl_standing *standing) { return standing->in_force != PRL_NO; }

const char *prl_name_of(const prl_page *page, const char *code) {
  for (int32_t k = 0; k < page->dossier.party_count; k++) {
    if (prl_of_party(&page->dossier.parties[k], code)) return page->dossier.parties[k].name;
  }
  for (int32_t n = 0; n < page->world.regions; n++) {
    if (!strcmp(page->world.region_id[n], code)) return page->world.region_name[n];
  }
  return code;
}

static const char *those_hit(prl_page *page, const prl_measure *m) {
  if (m->on_all) return prl_word_text(PRL_W_ALL_COUNTRIES);
  if (m->on_unknown || !m->on.count) return prl_word_text(PRL_W_WHOM_UNKNOWN);
  const char *first = prl_name_of(page, m->on.at[0]);
  return m->on.count == 1 ? first : PRL_SAID(page, MANY_COUNTRIES, first, prl_show_count(page, m->on.count - 1));
}

const char *prl_whom(prl_page *page, const prl_measure *measure) {
  return PRL_SAID(page, ON, prl_name_of(page, measure->by), those_hit(page, measure));
}

/* is the world's region part of the party? */
static bool region_of(const prl_page *page, const prl_party *party, const char *region) {
  const int32_t n = prl_world_region(page->brief->world, region);
  return n >= 0 && page->party_of[n] == (int32_t)(party - page->dossier.parties);
}

prl_priced prl_priced_between(const prl_page *page, const prl_measure *measure, const prl_party *by, const prl_party *on) {
  int32_t count;
  const prl_coverage *c = prl_policy_coverage(&count, page->brief->policy);
  prl_priced out = {.why = ""};
  for (int32_t k = 0; k < count; k++) {
    if (strcmp(c[k].id, measure->id)) continue;
    const char *home = measure->exports ? c[k].origin : c[k].destination, *other = measure->exports ? c[k].destination : c[k].origin;
    const bool placed = *c[k].origin != '\0';
    if (placed && (!region_of(page, by, home) || !region_of(page, on, other))) continue;
    out.found = true;
    if (c[k].priced) {
      out.priced = true;
      out.share = c[k].share > out.share ? c[k].share : out.share;
    } else if (!*out.why && c[k].why) {
      out.why = c[k].why;
    }
  }
  return out;
}

prl_priced prl_priced_anywhere(const prl_page *page, const prl_measure *measure) {
  prl_priced best = {.why = ""};
  for (int32_t a = 0; a < page->dossier.party_count; a++) {
    for (int32_t b = 0; b < page->dossier.party_count; b++) {
      if (!prl_acts_between(measure, &page->dossier.parties[a], &page->dossier.parties[b])) continue;
      const prl_priced here = prl_priced_between(page, measure, &page->dossier.parties[a], &page->dossier.parties[b]);
      if (here.priced) return here;
      if (here.found) best = here;
    }
  }
  return best;
}
