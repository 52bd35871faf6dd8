/* search.c -- full-text search over a dossier; the index is kept in the user's cache folder. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* --cache, else $XDG_CACHE_HOME/parley, else ~/.cache/parley; false without a home: the index is built in memory */
static bool cache_folder(char out[PRL_PATH], const prl_invocation *invocation) {
  const char *given = prl_cli_option(invocation, "--cache"), *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
  int length = given                  ? snprintf(out, PRL_PATH, "%s", given)
               : xdg && *xdg == '/'   ? snprintf(out, PRL_PATH, "%s/parley", xdg)
               : home && *home == '/' ? snprintf(out, PRL_PATH, "%s/.cache/parley", home)
                                      : -1;
  return length > 0 && length < PRL_PATH;
}

/* the last word is the dossier when it names one and is not the only word */
static const char *named_dossier(const prl_invocation *invocation) {
  char path[PRL_PATH];
  prl_error ignored = {0};
  const char *last = invocation->words[invocation->word_count - 1];
  return invocation->word_count > 1 && prl_cli_dossier_path(path, last, &ignored) == PRL_OK ? last : NULL;
}

static prl_status read_most(int32_t *out, const prl_invocation *invocation, prl_error *err) {
  const char *given = prl_cli_option(invocation, "--most");
  int64_t most;
  if (!given) {
    return PRL_OK;
  }
  if (!prl_parse_integer(&most, given, strlen(given)) || most < 1 || most > 100000) {
    prl_fail(err, PRL_E_USAGE, "--most is \"%.40s\", expected a whole number from 1 to 100000", given);
    return PRL_E_USAGE;
  }
  *out = (int32_t)most;
  return PRL_OK;
}

static prl_status write(const prl_invocation *invocation, const prl_opened *opened, const prl_index *index, const char *words,
                        const prl_hits *hits, prl_error *err) {
  prl_text text = {0};
  prl_index_view about = prl_index_look(index);
  prl_hits_view view = prl_hits_look(hits);
  if (*about.remark) {
    prl_cli_note(invocation, "%s", about.remark);
  }
  prl_status status = prl_report_search(&text, &invocation->style, &opened->trace, words, &about, &view, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  return status;
}

static prl_status find(const prl_invocation *invocation, const prl_opened *opened, const char *words, prl_error *err) {
  char cache[PRL_PATH];
  prl_index *index = NULL;
  prl_hits *hits = NULL;
  prl_search_options options;
  prl_search_defaults(&options);
  options.known = prl_cli_knowledge(opened);
  prl_status status = read_most(&options.most, invocation, err);
  if (status == PRL_OK) {
    status = prl_index_open(&index, opened->dossier, cache_folder(cache, invocation) ? cache : NULL, err);
  }
  if (status == PRL_OK) {
    status = prl_index_search(&hits, index, words, &options, err);
  }
  if (status == PRL_OK) {
    status = write(invocation, opened, index, words, hits, err);
  }
  prl_hits_free(hits);
  prl_index_free(index);
  return status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_opened opened;
  prl_text words = {0};
  const char *name = named_dossier(invocation);
  for (int32_t k = 0; k < invocation->word_count - (name != NULL); k++) {
    prl_text_printf(&words, "%s%s", k ? " " : "", invocation->words[k]);
  }
  prl_status status = words.failed ? prl_fail(err, PRL_E_MEMORY, "no memory left to search") : PRL_OK;
  if (status == PRL_OK) {
    status = prl_cli_open_dossier(&opened, invocation, name, NULL, err);
  }
  if (status == PRL_OK) {
    const char *const operands[] = {words.bytes, opened.name};
    status = prl_cli_trace_line(&opened, invocation, operands, 2, err);
    if (status == PRL_OK) {
      status = find(invocation, &opened, words.bytes, err);
    }
    prl_cli_close(&opened);
  }
  prl_text_free(&words);
  return status;
}

static const prl_option options[] = {
    {"--known", "DATE", "only what was known on this date (the horizon)"},
    {"--most", "N", "so many entries (20)"},
    {"--cache", "DIR", "keep the index here (the user's cache folder)"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_search = {
    .name = "search",
    .operands = "WORDS [DOSSIER]",
    .summary = "entries of the record that have these words, nearest first",
    .help =
        "Searches titles, notes, words, sources, people, claims and the notes of lists. Words are matched in their stems (soybean finds\n"
        "soybeans); signs mean nothing. When no entry has all the words, those with some are shown. Every entry is shown with its file and "
        "line.\n\n"
        "  parley search \"rare earths\" us-china",
    .options = options,
    .least = 1,
    .most = 16,
    .run = run,
};
