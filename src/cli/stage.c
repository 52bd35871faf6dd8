/* stage.c -- items valued on a stage: what value, lists and brief share. */
#include "cli.h"

#include <string.h>

const prl_option prl_cli_value_options[] = {
    {"--items", "a,b", "only these items (all)"},
    {"--asof", "DATE", "start from the policy in force on this date (the dossier's horizon)"},
    {"--known", "DATE", "as it was known on this date (the same)"},
    PRL_CLI_ASSUMPTIONS,
    {"--tolerance", "PCT", "a loss or gain of real income up to this counts as none (0.001)"},
    {NULL, NULL, NULL},
};

static prl_status read_tolerance(double *out, const prl_invocation *invocation, prl_error *err) {
  const char *given = prl_cli_option(invocation, "--tolerance");
  *out = 0.001;
  if (given && (!prl_parse_number(out, given, strlen(given)) || *out < 0)) {
    prl_fail(err, PRL_E_USAGE, "--tolerance is \"%.80s\", expected a number of percent, 0 or more", given);
    prl_error_hint(err, "write --tolerance 0.001");
    return PRL_E_USAGE;
  }
  return PRL_OK;
}

/* "a,b" -> {"a", "b"} in the arena. */
static prl_status split_items(const char ***out, int32_t *count, prl_arena *arena, const char *given, prl_error *err) {
  size_t length = strlen(given);
  char *text = prl_arena_text(arena, given, length), *rest = text, *id;
  *count = 0;
  *out = prl_arena_alloc(arena, length + 1, sizeof **out);
  if (!text || !*out) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for the items asked for");
  }
  while ((id = strsep(&rest, ","))) {
    if (!*id) {
      prl_fail(err, PRL_E_USAGE, "--items \"%.80s\" has an empty name", given);
      prl_error_hint(err, "write --items a,b without spaces");
      return PRL_E_USAGE;
    }
    (*out)[(*count)++] = id;
  }
  return PRL_OK;
}

/* A priced item whose own solve stopped short makes the whole result one that did. */
static void note_short_items(prl_valued *out) {
  int32_t count;
  const prl_worth *worths = prl_worths_look(&count, out->worths);
  for (int32_t k = 0; k < count && out->status == PRL_OK; k++) {
    if (worths[k].priced && worths[k].accuracy.reason && strcmp(worths[k].accuracy.reason, "converged") != 0) {
      out->status = PRL_BEST_ITERATE;
      out->accuracy = worths[k].accuracy;
    }
  }
}

static prl_status value_items(prl_valued *out, const prl_invocation *invocation, prl_error *err) {
  const char *given = prl_cli_option(invocation, "--items"), **ids = NULL;
  int32_t count = 0;
  prl_status status = given ? split_items(&ids, &count, out->opened.arena, given, err) : PRL_OK;
  if (status == PRL_OK) {
    status = prl_worths_new(&out->worths, out->stage, ids, count, out->tolerance, err);
  }
  if (status == PRL_OK) {
    note_short_items(out);
  }
  return status;
}

static prl_status solve(prl_valued *out, const prl_invocation *invocation, prl_error *err) {
  prl_cli_progress_start(&out->progress, &out->solver, invocation);
  prl_status status = prl_cli_stage(&out->stage, &out->opened, false, &out->solver, err);
  if (status >= 0) {
    out->status = status;
    out->accuracy = prl_outcome_look(prl_stage_outcome(out->stage)).accuracy;
    status = value_items(out, invocation, err);
  }
  prl_cli_progress_end(&out->progress);
  out->opened.trace.accuracy = &out->accuracy;
  return status;
}

prl_status prl_cli_value(prl_valued *out, const prl_invocation *invocation, prl_error *err) {
  *out = (prl_valued){0};
  prl_status status = read_tolerance(&out->tolerance, invocation, err);
  if (status == PRL_OK) {
    status = prl_cli_open_case(&out->opened, invocation, invocation->word_count ? invocation->words[0] : NULL, err);
  }
  if (status == PRL_OK) {
    status = solve(out, invocation, err);
  }
  if (status != PRL_OK) {
    prl_cli_valued_free(out);
  }
  return status;
}

void prl_cli_valued_free(prl_valued *valued) {
  prl_worths_free(valued->worths);
  prl_stage_free(valued->stage);
  prl_cli_close(&valued->opened);
}

prl_status prl_cli_report_worths(const prl_invocation *invocation, prl_worth_report *report, prl_error *err) {
  prl_valued valued;
  prl_text text = {0};
  int32_t count;
  prl_status status = prl_cli_value(&valued, invocation, err);
  if (status != PRL_OK) {
    return status;
  }
  const prl_worth *worths = prl_worths_look(&count, valued.worths);
  status = report(&text, &invocation->style, &valued.opened.trace, valued.opened.dossier, valued.opened.world, worths, count, err);
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
