/* rate.c -- the stacked duty on one product, layer by layer, on a date or over time. */
#include "cli.h"

#include <string.h>

static prl_status need(const prl_invocation *invocation, const char *name, prl_error *err) {
  if (prl_cli_option(invocation, name)) {
    return PRL_OK;
  }
  prl_fail(err, PRL_E_USAGE, "'parley rate' needs %s", name);
  prl_error_hint(err, "for example: parley rate 8471.30 --from CHN --to USA");
  return PRL_E_USAGE;
}

static bool among(const prl_names *names, const char *code) {
  for (int32_t k = 0; k < names->count; k++) {
    if (!strcmp(names->at[k], code)) {
      return true;
    }
  }
  return false;
}

static bool in_record(const prl_dossier *dossier, const char *code) {
  prl_dossier_view view = prl_dossier_look(dossier);
  bool found = prl_dossier_party(dossier, code) != NULL;
  for (int32_t k = 0; k < view.party_count && !found; k++) {
    found = among(&view.parties[k].regions, code);
  }
  for (int32_t k = 0; k < view.measure_count && !found; k++) {
    found = !strcmp(view.measures[k].by, code) || among(&view.measures[k].on, code);
  }
  return found;
}

/* A code that neither the record nor its world knows is a slip: measures on "all" would hit it all the same. */
static prl_status check_code(const prl_dossier *dossier, const char *option, const char *code, prl_error *err) {
  char path[PRL_PATH];
  prl_world *world = NULL;
  if (in_record(dossier, code)) {
    return PRL_OK;
  }
  prl_status status = prl_cli_world_path(path, prl_dossier_look(dossier).world, err);
  if (status == PRL_OK) {
    status = prl_world_open(&world, path, err);
  }
  if (status == PRL_OK && prl_world_region(world, code) < 0) {
    status = prl_world_no_region(world, code, err);
    prl_error_at(err, option, 0, 0);
  }
  prl_world_free(world);
  return status;
}

/* Kind NONE when no date of export is given. */
static prl_status read_exported(prl_when *out, const prl_invocation *invocation, prl_error *err) {
  const char *date = prl_cli_option(invocation, "--exported");
  *out = (prl_when){0};
  if (!date || prl_when_parse(out, date, err) == PRL_OK) {
    return PRL_OK;
  }
  prl_error_at(err, "--exported", 0, 0);
  return PRL_E_VALUE;
}

static prl_status report_turns(const prl_invocation *invocation, const prl_opened *opened, const prl_product_asked *asked, prl_error *err) {
  prl_text text = {0};
  prl_rate_turns *turns;
  int32_t count;
  prl_when known = prl_cli_knowledge(opened);
  prl_status status =
      prl_rate_turns_new(&turns, opened->dossier, asked->hs, asked->from, asked->to, asked->first, asked->last, &known, err);
  if (status != PRL_OK) {
    return status;
  }
  const prl_rate_turn *list = prl_rate_turns_look(&count, turns);
  status = prl_report_rate_turns(&text, &invocation->style, &opened->trace, asked, list, count,
                                 prl_cli_option(invocation, "--explain") != NULL, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  prl_rate_turns_free(turns);
  return status;
}

static prl_status report(const prl_invocation *invocation, const prl_opened *opened, const char *hs, prl_error *err) {
  const char *from = prl_cli_option(invocation, "--from"), *to = prl_cli_option(invocation, "--to");
  prl_text text = {0};
  prl_rate rate = {0};
  prl_when exported;
  prl_product_asked asked = {hs, from, to, prl_dossier_begins(opened->dossier), opened->asof.date.last};
  prl_status status = check_code(opened->dossier, "--from", from, err);
  if (status == PRL_OK) {
    status = check_code(opened->dossier, "--to", to, err);
  }
  if (status == PRL_OK) {
    status = read_exported(&exported, invocation, err);
  }
  if (status == PRL_OK && prl_cli_option(invocation, "--timeline")) {
    status = prl_cli_day(&asked.first, invocation, "--since", err);
    return status == PRL_OK ? report_turns(invocation, opened, &asked, err) : status;
  }
  if (status == PRL_OK) {
    status = prl_rate_of(&rate, opened->dossier, hs, from, to, &opened->asof, exported.kind ? &exported : NULL, err);
  }
  if (status != PRL_OK) {
    return status;
  }
  bool explain = prl_cli_option(invocation, "--explain") != NULL;
  status = prl_report_rate(&text, &invocation->style, &opened->trace, hs, from, to, &rate, explain, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  prl_rate_free(&rate);
  return status;
}

/* a date of export has one rate, not a rate over time; the beginning is that of a timeline */
static prl_status check_together(const prl_invocation *invocation, prl_error *err) {
  const bool over_time = prl_cli_option(invocation, "--timeline") != NULL;
  if (over_time && prl_cli_option(invocation, "--exported")) {
    prl_fail(err, PRL_E_USAGE, "--timeline and --exported do not go together");
    prl_error_hint(err, "ask for one date with --asof and --exported");
    return PRL_E_USAGE;
  }
  if (!over_time && prl_cli_option(invocation, "--since")) {
    prl_fail(err, PRL_E_USAGE, "--since goes with --timeline");
    prl_error_hint(err, "add --timeline, or ask for one date with --asof");
    return PRL_E_USAGE;
  }
  return PRL_OK;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_opened opened;
  const char *hs = invocation->words[0], *name = invocation->word_count > 1 ? invocation->words[1] : NULL;
  if (need(invocation, "--from", err) != PRL_OK || need(invocation, "--to", err) != PRL_OK || check_together(invocation, err) != PRL_OK) {
    return PRL_E_USAGE;
  }
  prl_status status = prl_cli_open_dossier(&opened, invocation, name, NULL, err);
  if (status != PRL_OK) {
    return status;
  }
  const char *const words[] = {hs, opened.name};
  status = prl_cli_trace_line(&opened, invocation, words, 2, err);
  if (status == PRL_OK) {
    status = report(invocation, &opened, hs, err);
  }
  prl_cli_close(&opened);
  return status;
}

static const prl_option options[] = {
    {"--from", "CODE", "origin: a party or region"},
    {"--to", "CODE", "destination: a party or region"},
    {"--asof", "DATE", "in force on this date (the dossier's horizon)"},
    {"--known", "DATE", "as it was known on this date (the same)"},
    {"--exported", "DATE", "when the goods were exported, for duties that spare goods in transit"},
    {"--timeline", NULL, "every date up to --asof on which the added rate changes, and which layers change it"},
    {"--since", "DATE", "with --timeline: from this day on (where the record begins)"},
    {"--explain", NULL, "one line a layer: legal heading, authority, why it counts or does not, what ends when"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_rate = {
    .name = "rate",
    .operands = "HS --from CODE --to CODE [DOSSIER]",
    .summary = "the stacked duty on a product, layer by layer",
    .help = "HS is a product code of 4 to 10 digits, dots allowed. The layers in force on it are stacked by the dossier's rules.\n"
            "The ordinary (MFN) duty is \"not known\" where the record has none; what is added to it is given all the same.\n\n"
            "  parley rate 8471.30 --from CHN --to USA --asof 2025-11-10 --explain us-china\n"
            "  parley rate 8471.30 --from CHN --to USA --timeline us-china",
    .options = options,
    .least = 1,
    .most = 2,
    .run = run,
};
