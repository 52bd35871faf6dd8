/* lists.c -- the two lists: cooperation, and outstanding issues. */
#include "cli.h"

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_valued valued;
  prl_text text = {0};
  int32_t count;
  prl_status status = prl_cli_value(&valued, invocation, err);
  if (status != PRL_OK) {
    return status;
  }
  const prl_worth *worths = prl_worths_look(&count, valued.worths);
  status =
      prl_report_lists(&text, &invocation->style, &valued.opened.trace, valued.opened.dossier, valued.opened.world, worths, count, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  if (status == PRL_OK) {
    status = prl_cli_short_of(valued.status, &valued.accuracy, err);
  }
  prl_text_free(&text);
  prl_cli_valued_free(&valued);
  return status;
}

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
