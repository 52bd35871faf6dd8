/* world.h -- the actions of 'parley world' that make a world, and what they share. */
#ifndef PRL_CLI_WORLD_H
#define PRL_CLI_WORLD_H

#include "cli.h"

/* world.c: a world by name or path */
prl_status prl_cli_open_world(prl_world **out, const char *name, prl_error *err);

/* world_import.c: USAGE when the option was not given; a finished world to --out, and a line about it with `more` behind it */
prl_status prl_cli_need(const prl_invocation *invocation, const char *name, const char *value, prl_error *err);
prl_status prl_cli_save_world(const prl_invocation *invocation, const prl_world *world, const prl_text *more, prl_error *err);

prl_status prl_cli_world_import(const prl_invocation *invocation, const prl_trace *trace, prl_error *err);
/* world_change.c */
prl_status prl_cli_world_aggregate(const prl_invocation *invocation, const prl_trace *trace, prl_error *err);
prl_status prl_cli_world_balance(const prl_invocation *invocation, const prl_trace *trace, prl_error *err);
prl_status prl_cli_world_split(const prl_invocation *invocation, const prl_trace *trace, prl_error *err);

#endif
