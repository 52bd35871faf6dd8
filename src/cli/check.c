/* check.c -- is a record sound? Every problem with its place, not only the first; then where its sources disagree. */
#include "cli.h"

#include <stdlib.h>

typedef struct problems {
  prl_error *at;
  int32_t count, room;
  bool failed;
} problems;

static bool keep(void *context, const prl_error *problem) {
  problems *all = context;
  if (all->count == all->room) {
    int32_t room = all->room ? 2 * all->room : 64;
    prl_error *at = realloc(all->at, (size_t)room * sizeof *at);
    if (!at) {
      all->failed = true;
      return false;
    }
    all->at = at;
    all->room = room;
  }
  all->at[all->count++] = *problem;
  return true;
}

/* The trace of a sound record; of one that cannot be opened only its name. */
static prl_status trace_of(prl_opened *out, const prl_invocation *invocation, const char *path, bool sound, prl_error *err) {
  const char *const words[] = {invocation->word_count ? invocation->words[0] : path};
  prl_invocation silent = *invocation; /* soundness has no date: nothing to remark on */
  prl_status status;
  silent.quiet = true;
  if (sound) {
    status = prl_cli_open_dossier(out, &silent, path, NULL, err);
  } else {
    *out = (prl_opened){.arena = prl_arena_new(), .trace = {.version = PRL_VERSION, .dossier = words[0], .horizon = ""}};
    status = out->arena ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left to report");
  }
  return status == PRL_OK ? prl_cli_trace_line(out, invocation, words, 1, err) : status;
}

static prl_status report(const prl_invocation *invocation, const char *path, const problems *all, prl_error *err) {
  prl_text text = {0};
  prl_opened opened = {0};
  prl_conflicts *conflicts = NULL;
  const prl_conflict *found = NULL;
  int32_t found_count = 0;
  prl_status status = trace_of(&opened, invocation, path, all->count == 0, err);
  if (status == PRL_OK && opened.dossier) {
    status = prl_conflicts_new(&conflicts, opened.dossier, err);
  }
  if (status == PRL_OK && conflicts) {
    found = prl_conflicts_look(&found_count, conflicts);
  }
  if (status == PRL_OK) {
    status = prl_report_check(&text, &invocation->style, &opened.trace, all->at, all->count, found, found_count, err);
  }
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  prl_conflicts_free(conflicts);
  prl_cli_close(&opened);
  return status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  char path[PRL_PATH];
  problems all = {0};
  prl_status status = prl_cli_dossier_path(path, invocation->word_count ? invocation->words[0] : NULL, err);
  if (status == PRL_OK && prl_dossier_check(path, keep, &all, err) < 0) {
    status = err->status;
  }
  if (status == PRL_OK && all.failed) {
    status = prl_fail(err, PRL_E_MEMORY, "no memory left for %d problems", all.count);
  }
  if (status == PRL_OK) {
    status = report(invocation, path, &all, err);
  }
  if (status == PRL_OK && all.count > 0) {
    status = all.at[0].status;
  }
  free(all.at);
  return status;
}

static const prl_option options[] = {{NULL, NULL, NULL}};

const prl_command prl_verb_check = {
    .name = "check",
    .operands = "[DOSSIER]",
    .summary = "is a record sound? every problem with file, line and column; and where its sources disagree",
    .help = "Reads a dossier and lists every problem with its place and the way out. Exit status 1 when there is any.\n"
            "In a sound one, lists where its sources disagree: all accounts side by side, the one used first, and the rule that chose\n"
            "it. That is no problem; entries that depart from the rule are marked.\n"
            "DOSSIER is a name or the path of a folder; without it, the only dossier there is.\n\n"
            "  parley check us-china",
    .options = options,
    .most = 1,
    .run = run,
};
