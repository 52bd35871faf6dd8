/* regions.c -- the regions and sectors that an option names, and those that a case is about. */
#include "cli.h"

#include <string.h>

/* ---- regions ---- */

static bool add_code(bool *set, const prl_opened *opened, const char *code) {
  const prl_group *group = opened->dossier ? prl_dossier_group(opened->dossier, code) : NULL;
  const int32_t n = prl_world_region(opened->world, code);
  bool any = n >= 0;
  if (n >= 0) {
    set[n] = true;
  }
  for (int32_t k = 0; n < 0 && group && k < group->members.count; k++) {
    any |= add_code(set, opened, group->members.at[k]);
  }
  return any;
}

bool prl_cli_add_region(bool *set, const prl_opened *opened, const char *code) {
  const prl_party *party = opened->dossier ? prl_dossier_party(opened->dossier, code) : NULL;
  bool any = false;
  if (!party || party->regions.count == 0) {
    return add_code(set, opened, code);
  }
  for (int32_t k = 0; k < party->regions.count; k++) {
    any |= add_code(set, opened, party->regions.at[k]);
  }
  return any;
}

static prl_status unknown(const prl_opened *opened, const char *option, const char *what, const char *word, const char *const *known,
                          int32_t count, prl_error *err) {
  const char *near = prl_nearest(word, known, count);
  prl_fail(err, PRL_E_UNKNOWN_ID, "%s: the world %s has no %s \"%.80s\"", option, opened->trace.world, what, word);
  if (near) {
    prl_error_hint(err, "did you mean %s? 'parley world show %s' lists them", near, opened->trace.world);
  } else {
    prl_error_hint(err, "'parley world show %s' lists them", opened->trace.world);
  }
  return PRL_E_UNKNOWN_ID;
}

static prl_status empty_name(const char *option, const char *given, prl_error *err) {
  prl_fail(err, PRL_E_USAGE, "%s \"%.80s\" has an empty name", option, given);
  prl_error_hint(err, "write %s a,b without spaces", option);
  return PRL_E_USAGE;
}

prl_status prl_cli_regions(bool *set, prl_opened *opened, const char *option, const char *given, prl_error *err) {
  const prl_world_view w = prl_world_look(opened->world);
  char *rest = prl_arena_text(opened->arena, given, strlen(given)), *code;
  if (!rest) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for %s", option);
  }
  while ((code = strsep(&rest, ","))) {
    if (!*code) {
      return empty_name(option, given, err);
    }
    if (!prl_cli_add_region(set, opened, code)) {
      return unknown(opened, option, "region", code, w.region_id, w.regions, err);
    }
  }
  return PRL_OK;
}

static void add_parties(bool *set, const prl_opened *opened) {
  const prl_dossier_view view = prl_dossier_look(opened->dossier);
  for (int32_t p = 0; p < view.party_count; p++) {
    prl_cli_add_region(set, opened, view.parties[p].id);
  }
}

int32_t prl_cli_parties(bool *set, const prl_opened *opened) {
  const int32_t regions = prl_world_look(opened->world).regions;
  int32_t count = 0;
  for (int32_t k = 0; k < opened->change_count; k++) {
    const prl_change *c = &opened->changes[k];
    if (c->by) {
      prl_cli_add_region(set, opened, c->by);
    }
    for (int32_t j = 0; j < c->on.count && !c->on_all; j++) {
      prl_cli_add_region(set, opened, c->on.at[j]);
    }
  }
  if (opened->dossier && opened->change_count == 0) {
    add_parties(set, opened);
  }
  for (int32_t n = 0; n < regions; n++) {
    count += set[n];
  }
  return count;
}

/* ---- sectors ---- */

prl_status prl_cli_sectors(bool *set, prl_opened *opened, const char *given, prl_error *err) {
  const prl_world_view w = prl_world_look(opened->world);
  char *rest = prl_arena_text(opened->arena, given, strlen(given)), *id;
  if (!rest) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for --sectors");
  }
  while ((id = strsep(&rest, ","))) {
    bool found = false;
    if (!*id) {
      return empty_name("--sectors", given, err);
    }
    for (int32_t s = 0; s < w.sectors && !found; s++) {
      if ((found = !strcmp(w.sector_id[s], id))) {
        set[s] = true;
      }
    }
    if (!found) {
      return unknown(opened, "--sectors", "sector", id, w.sector_id, w.sectors, err);
    }
  }
  return PRL_OK;
}
