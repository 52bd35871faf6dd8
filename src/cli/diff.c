/* diff.c -- what changed between two dates, or in what is known of one date.
 *
 *   diff D1 D2 [DOSSIER] [--known K]      in the world, as known on K (D2)
 *   diff D [DOSSIER] --known K1..K2       in knowledge of D */
#include "cli.h"

#include <ctype.h>
#include <string.h>

typedef struct question {
  const char *date[2], *name;
  char known[2][64]; /* "" when not given */
} question;

static bool is_date(const char *word) {
  return isdigit((unsigned char)word[0]) && isdigit((unsigned char)word[1]) && isdigit((unsigned char)word[2]) &&
         isdigit((unsigned char)word[3]);
}

static prl_status read_known(question *q, const prl_invocation *invocation, prl_error *err) {
  const char *known = prl_cli_option(invocation, "--known"), *dots = known ? strstr(known, "..") : NULL;
  if (!known) {
    return PRL_OK;
  }
  size_t first = dots ? (size_t)(dots - known) : strlen(known);
  const char *second = dots ? dots + 2 : known;
  if (first == 0 || !*second || first >= sizeof q->known[0] || strlen(second) >= sizeof q->known[1]) {
    prl_fail(err, PRL_E_USAGE, "--known \"%.80s\" is neither a date nor two", known);
    prl_error_hint(err, "write --known 2025-12-05, or --known 2025-11-01..2025-12-05");
    return PRL_E_USAGE;
  }
  snprintf(q->known[0], sizeof q->known[0], "%.*s", (int)first, known);
  snprintf(q->known[1], sizeof q->known[1], "%s", second);
  return PRL_OK;
}

static prl_status one_date(const question *q, prl_error *err) {
  if (*q->known[0] && strcmp(q->known[0], q->known[1]) != 0) {
    return PRL_OK;
  }
  prl_fail(err, PRL_E_USAGE, "one date, and nothing to compare it with");
  prl_error_hint(err, "give a second date, or two dates of knowledge: --known 2025-11-01..2025-12-05");
  return PRL_E_USAGE;
}

static prl_status read_words(question *q, const prl_invocation *invocation, prl_error *err) {
  int32_t dates = invocation->word_count > 1 && is_date(invocation->words[1]) ? 2 : 1;
  if (invocation->word_count > dates + 1) {
    prl_fail(err, PRL_E_USAGE, "\"%.40s\" is no date", invocation->words[1]);
    prl_error_hint(err, "write parley diff 2025-11-01 2025-12-05 us-china");
    return PRL_E_USAGE;
  }
  *q = (question){.date = {invocation->words[0], invocation->words[dates - 1]}};
  q->name = invocation->word_count > dates ? invocation->words[dates] : NULL;
  prl_status status = read_known(q, invocation, err);
  return status == PRL_OK && dates == 1 ? one_date(q, err) : status;
}

static prl_status ask(prl_diff_query *out, const question *q, const prl_invocation *invocation, prl_error *err) {
  prl_diff_query_defaults(out);
  const char *known[2] = {*q->known[0] ? q->known[0] : q->date[1], *q->known[1] ? q->known[1] : q->date[1]};
  out->by = prl_cli_option(invocation, "--by");
  prl_status status = prl_asof_parse(&out->before, q->date[0], known[0], err);
  return status == PRL_OK ? prl_asof_parse(&out->after, q->date[1], known[1], err) : status;
}

static prl_status report(const prl_invocation *invocation, const prl_opened *opened, const prl_diff_query *query, prl_error *err) {
  prl_diff *diff;
  prl_text text = {0};
  prl_status status = prl_diff_new(&diff, opened->dossier, query, err);
  if (status != PRL_OK) {
    return status;
  }
  prl_diff_view view = prl_diff_look(diff);
  status = prl_report_diff(&text, &invocation->style, &opened->trace, opened->dossier, query, &view, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  prl_diff_free(diff);
  return status;
}

/* --known may hold two dates: the record is opened with the second */
static prl_status open_at(prl_opened *out, const prl_invocation *invocation, const question *q, prl_error *err) {
  prl_invocation second = *invocation;
  for (int32_t k = 0; invocation->command->options[k].name; k++) {
    if (!strcmp(invocation->command->options[k].name, "--known")) {
      second.given[k] = *q->known[1] ? q->known[1] : NULL;
    }
  }
  return prl_cli_open_dossier(out, &second, q->name, q->date[1], err);
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_opened opened;
  question q;
  prl_diff_query query;
  prl_status status = read_words(&q, invocation, err);
  if (status == PRL_OK) {
    status = ask(&query, &q, invocation, err);
  }
  if (status == PRL_OK) {
    status = open_at(&opened, invocation, &q, err);
  }
  if (status != PRL_OK) {
    return status;
  }
  const char *words[3] = {q.date[0], q.date[1], opened.name};
  bool one = q.date[0] == q.date[1];
  words[1] = one ? opened.name : words[1];
  status = prl_cli_trace_line(&opened, invocation, words, one ? 2 : 3, err);
  if (status == PRL_OK) {
    status = report(invocation, &opened, &query, err);
  }
  prl_cli_close(&opened);
  return status;
}

static const prl_option options[] = {
    {"--known", "DATE", "as known on this date (the second); K1..K2: what became known after K1, up to K2"},
    {"--by", "PARTY", "what this party does, promises and says, and the events it takes part in"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_diff = {
    .name = "diff",
    .operands = "DATE [DATE] [DOSSIER]",
    .summary = "what changed between two dates, or what became known",
    .help =
        "Two dates: what changed in the world after the first, up to the second, as known on one day: measures with the day, by whom and "
        "the\n"
        "source; events, promises, tallies, claims. One date and --known K1..K2: what became known of it, and of all else, in between.\n\n"
        "  parley diff 2025-11-01 2025-12-05 us-china\n"
        "  parley diff 2025-11-10 us-china --known 2025-11-01..2025-12-05",
    .options = options,
    .least = 1,
    .most = 3,
    .run = run,
};
