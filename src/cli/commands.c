/* commands.c -- which commands there are, in the order a reader meets them. */
#include "cli.h"

#include <string.h>

static const prl_command *const commands[] = {
    &prl_verb_brief, &prl_verb_check, &prl_verb_asof,      &prl_verb_rate,     &prl_verb_average,   &prl_verb_run,    &prl_verb_value,
    &prl_verb_lists, &prl_verb_world, &prl_verb_diff,      &prl_verb_timeline, &prl_verb_calendar,  &prl_verb_ledger, &prl_verb_search,
    &prl_verb_add,   &prl_verb_read,  &prl_verb_replicate, &prl_verb_grad,     &prl_verb_decompose,
};

const prl_command *prl_cli_command(int32_t index) { return index < PRL_COUNT(commands) ? commands[index] : NULL; }

const prl_command *prl_cli_find_command(const char *name, prl_error *err) {
  const char *names[PRL_COUNT(commands) + 1];
  for (int32_t k = 0; k < PRL_COUNT(commands); k++) {
    if (!strcmp(commands[k]->name, name)) {
      return commands[k];
    }
    names[k] = commands[k]->name;
  }
  names[PRL_COUNT(commands)] = "help";
  const char *near = prl_nearest(name, names, PRL_COUNT(names));
  prl_fail(err, PRL_E_USAGE, "unknown %s \"%.80s\"", *name == '-' ? "option" : "command", name);
  if (near) {
    prl_error_hint(err, "did you mean %s? 'parley help' lists the commands", near);
  } else {
    prl_error_hint(err, "'parley help' lists the commands");
  }
  return NULL;
}
