/* lists.c -- the two lists: cooperation, and outstanding issues. */
#include "cli.h"

static prl_status run(const prl_invocation *invocation, prl_error *err) { return prl_cli_report_worths(invocation, prl_report_lists, err); }

const prl_command prl_verb_lists = {
    .name = "lists",
    .operands = "[DOSSIER|SCENARIO]",
    .summary = "the two lists: cooperation, and outstanding issues",
    .help = "Cooperation: no party loses more than the tolerance and some party gains more than it. Outstanding: some party loses.\n"
            "Neutral: nobody gains or loses. Silent: the model has no price for it, with the reason.\n\n"
            "  parley lists us-china\n"
            "  parley lists us-china --asof 2025-12-05 --deficits zero",
    .options = prl_cli_value_options,
    .most = 1,
    .run = run,
};
