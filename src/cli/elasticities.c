/* elasticities.c -- which elasticities are used, what is assumed of scale and firms, and what they are in words.
 *
 *   --elasticities 4              of trade: one number for every sector
 *   --elasticities cp2015_used    a column of the shipped elasticities.csv
 *   --elasticities ./mine.csv     a file with columns sector, theta; a name with '/' or ending in .csv
 *   --value-added, --materials, --final, --home, --scale   the same, of the nests above and of scale; --scale krugman: 1/theta
 *   --firms free|fixed            firms enter and leave, or their number is fixed
 * An option stands in place of what the dossier or scenario says. What neither says is as in Model 1. */
#include "cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static prl_elasticities from_option(const char *option, const char *given) {
  prl_elasticities out = {.uniform = NAN, .column = "", .file = "", .source = "", .place = {.file = option}};
  size_t length = strlen(given);
  if (prl_parse_number(&out.uniform, given, length)) {
    return out;
  }
  out.uniform = NAN;
  if (strchr(given, '/') || (length > 4 && !strcmp(given + length - 4, ".csv"))) {
    out.file = given;
  } else {
    out.column = given;
  }
  return out;
}

/* ---- in words ---- */

static void say(prl_text *text, prl_elasticity which, const prl_elasticities *used) {
  char number[40];
  if (*used->file) {
    prl_text_printf(text, "file %s", used->file);
  } else if (*used->column) {
    bool row = !strcmp(prl_elasticity_table(which), "upper-elasticities.csv");
    prl_text_printf(text, "%s %s of %s", row ? "row" : "column", used->column, prl_elasticity_table(which));
  } else {
    prl_print_number(number, sizeof number, used->uniform, 6);
    prl_text_printf(text, "%s%s", number, which == PRL_ELASTICITY_FINAL ? "" : " in every sector");
  }
  for (int32_t k = 0; k < used->sectors.count; k++) {
    prl_print_number(number, sizeof number, used->values[k], 6);
    prl_text_printf(text, "%s%s %s", k ? ", " : ", but ", used->sectors.at[k], number);
  }
  if (*used->source) {
    prl_text_printf(text, ", %s", used->source);
  }
}

static prl_status keep_words(prl_opened *opened, prl_text *text, prl_error *err) {
  opened->trace.elasticities = text->failed ? NULL : prl_cli_words(opened, err, "%s", text->bytes);
  prl_text_free(text);
  return opened->trace.elasticities ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left for the elasticities");
}

/* ---- numbers ---- */

static prl_status values_of(double **out, prl_opened *opened, prl_elasticity which, const prl_elasticities *used, prl_error *err) {
  char table[PRL_PATH] = "";
  *out = prl_arena_alloc(opened->arena, (size_t)prl_world_look(opened->world).sectors, sizeof **out);
  if (!*out) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for the elasticities");
  }
  prl_status status = *used->column ? prl_cli_shared_path(table, prl_elasticity_table(which), err) : PRL_OK;
  return status == PRL_OK ? prl_elasticity_of(*out, which, used, opened->world, table, err) : status;
}

typedef struct nest { /* an elasticity beside that of trade */
  prl_elasticity which;
  const char *option;
} nest;

static prl_status read_nest(double **out, prl_opened *opened, const prl_invocation *invocation, const prl_assumption *own, const nest *n,
                            prl_text *text, prl_error *err) {
  const char *given = prl_cli_option(invocation, n->option);
  prl_elasticities used = given ? from_option(n->option, given) : own->by_sector;
  if (!given && !own->given) {
    return PRL_OK;
  }
  prl_text_printf(text, "; %s ", prl_elasticity_word(n->which));
  say(text, n->which, &used);
  return values_of(out, opened, n->which, &used, err);
}

static prl_status read_scale(prl_opened *opened, const prl_invocation *invocation, const prl_assumptions *own, prl_text *text,
                             prl_error *err) {
  static const nest scale = {PRL_ELASTICITY_SCALE, "--scale"};
  const char *given = prl_cli_option(invocation, "--scale");
  bool krugman = given ? !strcmp(given, "krugman") : own->krugman;
  double *psi = NULL;
  if (!krugman) {
    prl_status status = read_nest(&psi, opened, invocation, &own->scale, &scale, text, err);
    opened->model.scale = psi;
    return status;
  }
  int32_t sectors = prl_world_look(opened->world).sectors;
  psi = prl_arena_alloc(opened->arena, (size_t)sectors, sizeof *psi);
  if (!psi) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for the elasticities");
  }
  for (int32_t s = 0; s < sectors; s++) {
    psi[s] = 1 / opened->model.theta[s];
  }
  opened->model.scale = psi;
  prl_text_puts(text, "; scale elasticity 1/theta in every sector, Krugman (1980)");
  return PRL_OK;
}

static prl_status read_firms(prl_opened *opened, const prl_invocation *invocation, const prl_assumptions *own, prl_error *err) {
  static const char *const words[] = {"free", "fixed"};
  const char *given = prl_cli_option(invocation, "--firms");
  int32_t chosen = given ? prl_cli_choose("--firms", given, words, PRL_COUNT(words), err) : own->fixed_firms;
  if (chosen < 0) {
    return PRL_E_USAGE;
  }
  opened->model.fixed_firms = chosen == 1;
  opened->trace.firms = words[chosen];
  return PRL_OK;
}

static prl_status read_nests(prl_opened *opened, const prl_invocation *invocation, const prl_assumptions *own, prl_text *text,
                             prl_error *err) {
  static const nest nests[] = {{PRL_ELASTICITY_VALUE_ADDED, "--value-added"},
                               {PRL_ELASTICITY_MATERIALS, "--materials"},
                               {PRL_ELASTICITY_FINAL, "--final"},
                               {PRL_ELASTICITY_HOME, "--home"}};
  const prl_assumption *const said[] = {&own->value_added, &own->materials, &own->final, &own->home};
  double *found[PRL_COUNT(nests)] = {NULL};
  for (int32_t k = 0; k < PRL_COUNT(nests); k++) {
    prl_status status = read_nest(&found[k], opened, invocation, said[k], &nests[k], text, err);
    if (status != PRL_OK) {
      return status;
    }
  }
  opened->model.value_added = found[0];
  opened->model.materials = found[1];
  opened->model.final = found[2] ? *found[2] : 1;
  opened->model.home = found[3];
  return PRL_OK;
}

prl_status prl_cli_model(prl_opened *opened, const prl_invocation *invocation, const prl_elasticities *trade, const prl_assumptions *beside,
                         prl_error *err) {
  const char *given = prl_cli_option(invocation, "--elasticities");
  prl_elasticities used = given ? from_option("--elasticities", given) : *trade;
  prl_text text = {0};
  double *theta = NULL;
  opened->model = (prl_model){.size = sizeof opened->model, .final = 1};
  say(&text, PRL_ELASTICITY_TRADE, &used);
  prl_status status = values_of(&theta, opened, PRL_ELASTICITY_TRADE, &used, err);
  opened->model.theta = theta;
  if (status == PRL_OK) {
    status = read_nests(opened, invocation, beside, &text, err);
  }
  if (status == PRL_OK) {
    status = read_scale(opened, invocation, beside, &text, err);
  }
  if (status == PRL_OK) {
    status = read_firms(opened, invocation, beside, err);
  }
  if (status != PRL_OK) {
    prl_text_free(&text);
    return status;
  }
  return keep_words(opened, &text, err);
}
