/* value.c -- what each item on the table is worth to each side. */
#include "cli.h"

static prl_status run(const prl_invocation *invocation, prl_error *err) { return prl_cli_report_worths(invocation, prl_report_value, err); }

const prl_command prl_verb_value = {
    .name = "value",
    .operands = "[DOSSIER|SCENARIO]",
    .summary = "what each item on the table is worth to each side",
    .help = "The worth of an item to a party is the change of its real income when the item is added to the policy in force, in percent\n"
            "and in millions of base-year US dollars. An item that cannot be priced is \"silent\", with the reason.\n"
            "A SCENARIO is a YAML file that names a dossier's policy; its changes come on top of that policy, the items on top of both.\n\n"
            "  parley value us-china\n"
            "  parley value us-china --items end-forced-labour-duty --elasticities cp2015_used --format csv",
    .options = prl_cli_value_options,
    .most = 1,
    .run = run,
};
