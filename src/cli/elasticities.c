/* elasticities.c -- which trade elasticities are used, and what they are in words.
 *
 *   --elasticities 4              one number for every sector
 *   --elasticities cp2015_used    a column of the shipped elasticities.csv
 *   --elasticities ./mine.csv     a file with columns sector, theta; a name with '/' or ending in .csv */
#include "cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static prl_elasticities from_option(const char *given) {
  prl_elasticities out = {.uniform = NAN, .column = "", .file = "", .source = "", .place = {.file = "--elasticities"}};
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

static prl_status say(prl_opened *opened, const prl_elasticities *used, prl_error *err) {
  prl_text text = {0};
  char number[40];
  if (*used->file) {
    prl_text_printf(&text, "file %s", used->file);
  } else if (*used->column) {
    prl_text_printf(&text, "column %s of elasticities.csv", used->column);
  } else {
    prl_print_number(number, sizeof number, used->uniform, 6);
    prl_text_printf(&text, "%s in every sector", number);
  }
  for (int32_t k = 0; k < used->sectors.count; k++) {
    prl_print_number(number, sizeof number, used->values[k], 6);
    prl_text_printf(&text, "%s%s %s", k ? ", " : ", but ", used->sectors.at[k], number);
  }
  if (*used->source) {
    prl_text_printf(&text, ", %s", used->source);
  }
  opened->trace.elasticities = text.failed ? NULL : prl_cli_words(opened, err, "%s", text.bytes);
  prl_text_free(&text);
  return opened->trace.elasticities ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left for the elasticities");
}

prl_status prl_cli_elasticities(prl_opened *opened, const prl_elasticities *own, const char *given, prl_error *err) {
  prl_elasticities used = given ? from_option(given) : *own;
  char table[PRL_PATH] = "";
  opened->theta = calloc((size_t)prl_world_look(opened->world).sectors, sizeof *opened->theta);
  if (!opened->theta) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for the elasticities");
  }
  prl_status status = *used.column ? prl_cli_shared_path(table, "elasticities.csv", err) : PRL_OK;
  if (status == PRL_OK) {
    status = prl_theta(opened->theta, &used, opened->world, table, err);
  }
  return status == PRL_OK ? say(opened, &used, err) : status;
}
