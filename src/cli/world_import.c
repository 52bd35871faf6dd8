/* world_import.c -- tables of others to a world file, and what had to be changed on the way. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

prl_status prl_cli_need(const prl_invocation *invocation, const char *name, const char *value, prl_error *err) {
  if (prl_cli_option(invocation, name)) {
    return PRL_OK;
  }
  return prl_fail(err, PRL_E_USAGE, "'parley world %s' needs %s %s", invocation->words[0], name, value);
}

prl_status prl_cli_save_world(const prl_invocation *invocation, const prl_world *world, const prl_text *more, prl_error *err) {
  prl_text text = {0};
  prl_world_view view = prl_world_look(world);
  prl_status status = prl_world_save(world, invocation->out, err);
  if (status == PRL_OK && !invocation->quiet) {
    prl_text_printf(&text, "%s: %s, %d regions, %d sectors, base year %d\n", invocation->out, view.id, view.regions, view.sectors,
                    view.base_year);
    if (more && more->length) {
      prl_text_puts(&text, more->bytes);
    }
    status = prl_cli_print(&text, err);
  }
  prl_text_free(&text);
  return status;
}

/* ---- repairs in words */

static void say_number(prl_text *out, const char *before, double x) {
  char number[40];
  prl_print_number(number, sizeof number, x, 6);
  prl_text_printf(out, "%s%s", before, number);
}

static void say_rule(prl_text *out, const prl_repair_sum *sum) {
  const prl_repair *most = &sum->largest;
  prl_text_printf(out, "%8lld  %s", (long long)sum->cells, sum->rule);
  say_number(out, "; moved ", sum->moved);
  prl_text_printf(out, ", most at %s %s%s%s", most->region, most->sector, *most->partner ? " / " : "", most->partner);
  say_number(out, ": ", most->before);
  say_number(out, " to ", most->after);
  prl_text_puts(out, "\n");
}

static void say_repairs(prl_text *out, const prl_repairs *repairs) {
  prl_repair_sum sums[PRL_REPAIR_RULES];
  int32_t rules = prl_repairs_sums(sums, repairs);
  prl_text_puts(out, rules ? "Repairs, by rule: cells; sum of what was moved; the largest\n" : "No value was changed.\n");
  for (int32_t k = 0; k < rules; k++) {
    say_rule(out, &sums[k]);
  }
}

/* ---- import */

static prl_status save_tariffs(const prl_invocation *invocation, const prl_world *world, const double *rate, prl_error *err) {
  const char *path = prl_cli_option(invocation, "--tariffs");
  if (!path) {
    return PRL_OK;
  }
  if (!rate) {
    prl_fail(err, PRL_E_MISSING, "the source has no base tariffs");
    prl_error_hint(err, "leave out --tariffs");
    return PRL_E_MISSING;
  }
  return prl_world_tariffs_save(world, rate, path, err);
}

static prl_status save_all(const prl_invocation *invocation, const prl_world *world, const prl_repairs *repairs, const double *rate,
                           prl_error *err) {
  const char *path = prl_cli_option(invocation, "--repairs");
  prl_text text = {0};
  prl_status status = save_tariffs(invocation, world, rate, err);
  if (status == PRL_OK && path) {
    status = prl_repairs_save(repairs, path, err);
  }
  say_repairs(&text, repairs);
  if (status == PRL_OK) {
    status = prl_cli_save_world(invocation, world, &text, err);
  }
  prl_text_free(&text);
  return status;
}

static prl_status import(const prl_invocation *invocation, prl_repairs *repairs, prl_error *err) {
  bool named = invocation->word_count > 2;
  const prl_import_options options = {.id = prl_cli_option(invocation, "--id"),
                                      .title = prl_cli_option(invocation, "--title"),
                                      .about = prl_cli_option(invocation, "--about"),
                                      .sectors = prl_cli_option(invocation, "--sectors"),
                                      .regions = prl_cli_option(invocation, "--regions")};
  double *rate = NULL, **wanted = prl_cli_option(invocation, "--tariffs") ? &rate : NULL;
  prl_world *world;
  prl_status status =
      prl_world_import_as(&world, repairs, wanted, named ? invocation->words[1] : "tidy", invocation->words[named ? 2 : 1], &options, err);
  if (status == PRL_OK) {
    status = save_all(invocation, world, repairs, rate, err);
  }
  prl_world_free(world);
  free(rate);
  return status;
}

prl_status prl_cli_world_import(const prl_invocation *invocation, const prl_trace *trace, prl_error *err) {
  (void)trace;
  prl_status status = prl_cli_need(invocation, "--out", "FILE", err);
  if (status != PRL_OK) {
    return status;
  }
  prl_repairs *repairs = prl_repairs_new();
  status = repairs ? import(invocation, repairs, err) : prl_fail(err, PRL_E_MEMORY, "no memory to list the repairs");
  prl_repairs_free(repairs);
  return status;
}
