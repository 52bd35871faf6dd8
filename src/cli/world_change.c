/* world_change.c -- a world out of another: regions and sectors summed, moved to margins, a sector divided. */
#include "world.h"

/* ---- aggregate */

static prl_status aggregate_both(prl_world **out, const prl_invocation *invocation, const prl_world *world, prl_error *err) {
  const char *id = prl_cli_option(invocation, "--id"), *title = prl_cli_option(invocation, "--title");
  const char *groups = prl_cli_option(invocation, "--groups"), *sectors = prl_cli_option(invocation, "--sector-groups");
  prl_world *fewer = NULL;
  prl_status status = groups ? prl_world_aggregate_by(&fewer, world, id, title, groups, err) : PRL_OK;
  *out = fewer;
  if (status != PRL_OK || !sectors) {
    return status;
  }
  const char *scheme = prl_cli_option(invocation, "--scheme");
  status = prl_world_aggregate_sectors_by(out, groups ? fewer : world, id, title, scheme ? scheme : "", sectors, err);
  prl_world_free(fewer);
  return status;
}

prl_status prl_cli_world_aggregate(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  prl_world *world, *sum = NULL;
  (void)trace;
  if ((!prl_cli_option(invocation, "--sector-groups") && prl_cli_need(invocation, "--groups", "CSV", err) != PRL_OK) ||
      prl_cli_need(invocation, "--id", "ID", err) != PRL_OK || prl_cli_need(invocation, "--title", "TEXT", err) != PRL_OK ||
      prl_cli_need(invocation, "--out", "FILE", err) != PRL_OK) {
    return PRL_E_USAGE;
  }
  prl_status status = prl_cli_open_world(&world, invocation->words[1], err);
  if (status != PRL_OK) {
    return status;
  }
  status = aggregate_both(&sum, invocation, world, err);
  if (status == PRL_OK) {
    status = prl_cli_save_world(invocation, sum, NULL, err);
  }
  prl_world_free(sum);
  prl_world_free(world);
  return status;
}

/* ---- balance */

static void say_share(prl_text *out, const char *words, double x, const char *after) {
  char number[40];
  prl_print_number(number, sizeof number, 100 * x, 3);
  prl_text_printf(out, "%s%s %%%s", words, number, after);
}

static void say_balance(prl_text *out, const prl_balance_account *a) {
  static const char *const kinds[] = {"output", "absorption", "value added", "final demand"};
  char miss[40];
  prl_text_puts(out, "Margins given: ");
  for (int32_t k = 0; k < PRL_COUNT(kinds); k++) {
    prl_text_printf(out, "%s%d of %s", k ? ", " : "", a->given[k], kinds[k]);
  }
  prl_text_puts(out, "; all others are the world's own.\n");
  prl_print_number(miss, sizeof miss, a->miss, 2);
  prl_text_printf(out, "Balanced in %d sweeps at most; the largest miss of a margin is %s of it", a->sweeps, miss);
  prl_text_printf(out, "%s%s.\n", *a->where ? ", " : "", a->where);
  say_share(out, "Moved: trade ", a->trade, "");
  say_share(out, ", use ", a->use, "");
  say_share(out, ", value added ", a->value_added, "");
  say_share(out, ", final demand ", a->final_demand, "\n");
  if (*a->at) {
    say_share(out, "The flow that moved most: ", a->largest, "");
    prl_text_printf(out, ", %s\n", a->at);
  }
}

static const char *title_of(const prl_invocation *invocation, const prl_world *world) {
  const char *given = prl_cli_option(invocation, "--title");
  return given ? given : prl_world_look(world).title;
}

static prl_status balance(const prl_invocation *invocation, const prl_world *world, prl_error *err) {
  prl_balance_account account;
  prl_world *moved;
  prl_text text = {0};
  prl_status status = prl_world_balance(&moved, &account, world, prl_cli_option(invocation, "--id"), title_of(invocation, world),
                                        prl_cli_option(invocation, "--margins"), err);
  if (status == PRL_OK) {
    say_balance(&text, &account);
    status = prl_cli_save_world(invocation, moved, &text, err);
  }
  prl_world_free(moved);
  prl_text_free(&text);
  return status;
}

prl_status prl_cli_world_balance(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  prl_world *world;
  (void)trace;
  if (prl_cli_need(invocation, "--margins", "CSV", err) != PRL_OK || prl_cli_need(invocation, "--id", "ID", err) != PRL_OK ||
      prl_cli_need(invocation, "--out", "FILE", err) != PRL_OK) {
    return PRL_E_USAGE;
  }
  prl_status status = prl_cli_open_world(&world, invocation->words[1], err);
  if (status == PRL_OK) {
    status = balance(invocation, world, err);
  }
  prl_world_free(world);
  return status;
}

/* ---- split */

static void say_split(prl_text *out, const prl_split_account *a, const char *sector) {
  double all = a->pair + a->origin + a->destination + a->world;
  double whole = all > 0 ? all : 1;
  prl_text_printf(out, "Sector %s is divided by %lld rows of product trade", sector, (long long)a->rows);
  if (a->unplaced) {
    prl_text_printf(out, ", without %lld of regions the world does not have", (long long)a->unplaced);
    say_share(out, " (", a->value > 0 ? a->unplaced_value / a->value : 0, " of the value)");
  }
  say_share(out, ".\nOf its sales, by products traded by the pair ", a->pair / whole, "");
  say_share(out, ", sold by the origin ", a->origin / whole, "");
  say_share(out, ", bought by the destination ", a->destination / whole, "");
  say_share(out, ", traded in the world ", a->world / whole, "\n");
}

/* The table of product codes: as given, else the one shipped for the world's scheme. */
static prl_status find_concordance(char path[PRL_PATH], const prl_invocation *invocation, const prl_world *world, prl_error *err) {
  const char *given = prl_cli_option(invocation, "--concordance");
  char name[PRL_PATH];
  if (given) {
    snprintf(path, PRL_PATH, "%s", given);
    return PRL_OK;
  }
  snprintf(name, sizeof name, "hs6-%s.csv.gz", prl_world_look(world).scheme);
  prl_status status = prl_cli_shared_path(path, name, err);
  prl_error_hint(err, "name one with --concordance");
  return status;
}

static prl_status split(const prl_invocation *invocation, const prl_world *world, prl_error *err) {
  char concordance[PRL_PATH];
  prl_split_account account;
  prl_world *finer = NULL;
  prl_text text = {0};
  prl_status status = find_concordance(concordance, invocation, world, err);
  const prl_split_request request = {.id = prl_cli_option(invocation, "--id"),
                                     .title = title_of(invocation, world),
                                     .sector = prl_cli_option(invocation, "--sector"),
                                     .parts = prl_cli_option(invocation, "--parts"),
                                     .trade = prl_cli_option(invocation, "--trade"),
                                     .concordance = concordance,
                                     .rest = prl_cli_option(invocation, "--rest"),
                                     .concordance_out = prl_cli_option(invocation, "--concordance-out")};
  if (status == PRL_OK) {
    status = prl_world_split(&finer, &account, world, &request, err);
  }
  if (status == PRL_OK) {
    say_split(&text, &account, request.sector);
    status = prl_cli_save_world(invocation, finer, &text, err);
  }
  prl_world_free(finer);
  prl_text_free(&text);
  return status;
}

prl_status prl_cli_world_split(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  prl_world *world;
  (void)trace;
  if (prl_cli_need(invocation, "--sector", "CODE", err) != PRL_OK || prl_cli_need(invocation, "--parts", "CSV", err) != PRL_OK ||
      prl_cli_need(invocation, "--trade", "CSV", err) != PRL_OK || prl_cli_need(invocation, "--id", "ID", err) != PRL_OK ||
      prl_cli_need(invocation, "--out", "FILE", err) != PRL_OK) {
    return PRL_E_USAGE;
  }
  prl_status status = prl_cli_open_world(&world, invocation->words[1], err);
  if (status == PRL_OK) {
    status = split(invocation, world, err);
  }
  prl_world_free(world);
  return status;
}
