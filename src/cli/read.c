/* read.c -- what does an article say, and where does it depart from the record? */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Standard input to its end, or one byte past the most an article may have. */
static prl_status read_input(char **out, size_t *length, prl_error *err) {
  prl_text text = {0};
  char block[65536];
  ssize_t got;
  do {
    got = read(STDIN_FILENO, block, sizeof block);
    if (got > 0) {
      prl_text_add(&text, block, (size_t)got);
    }
  } while ((got > 0 && text.length <= PRL_READING_MOST && !text.failed) || (got < 0 && errno == EINTR));
  if (got < 0 || text.failed) {
    prl_text_free(&text);
    return got < 0 ? prl_fail(err, PRL_E_READ, "standard input cannot be read")
                   : prl_fail(err, PRL_E_MEMORY, "no memory left for the article");
  }
  *out = text.bytes;
  *length = text.length;
  return PRL_OK;
}

static prl_status article_date(prl_when *out, const prl_invocation *invocation, prl_error *err) {
  const char *given = prl_cli_option(invocation, "--date");
  *out = (prl_when){0};
  prl_status status = given ? prl_when_parse(out, given, err) : PRL_OK;
  if (status == PRL_OK && given && out->kind != PRL_WHEN_DAY) {
    prl_fail(err, PRL_E_USAGE, "--date is %s, expected the day the article was published", given);
    prl_error_hint(err, "write --date 2025-12-05, or leave it out");
    status = PRL_E_USAGE;
  }
  return status;
}

static prl_status write_draft(const prl_invocation *invocation, const prl_reading *reading, prl_error *err) {
  const char *path = prl_cli_option(invocation, "--draft");
  prl_text text = {0};
  if (!path) {
    return PRL_OK;
  }
  prl_status status = prl_reading_draft(&text, reading, err);
  if (status == PRL_OK) {
    status = prl_file_write(path, text.bytes, text.length, err);
  }
  prl_text_free(&text);
  return status;
}

static prl_status report(const prl_invocation *invocation, prl_opened *opened, const prl_reading *reading, prl_error *err) {
  prl_text text = {0};
  const char *const words[] = {invocation->words[0]};
  prl_status status = prl_cli_trace_line(opened, invocation, words, 1, err);
  if (status == PRL_OK) {
    status = write_draft(invocation, reading, err);
  }
  if (status == PRL_OK) {
    status = prl_report_read(&text, &invocation->style, &opened->trace, reading, err);
  }
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  return status;
}

static prl_status read_article(const prl_invocation *invocation, prl_opened *opened, const prl_when *date, prl_error *err) {
  const char *path = invocation->words[0];
  char *bytes = NULL;
  size_t length = 0;
  prl_reading *reading = NULL;
  prl_reading_options options = {.size = sizeof options, .name = path, .date = *date, .dossier = opened->dossier};
  prl_status status = strcmp(path, "-") ? prl_file_read(&bytes, &length, path, err) : read_input(&bytes, &length, err);
  if (status == PRL_OK) {
    status = prl_reading_new(&reading, bytes, length, &options, err);
  }
  free(bytes);
  if (status == PRL_OK) {
    status = report(invocation, opened, reading, err);
  }
  prl_reading_free(reading);
  return status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_opened opened;
  prl_when date;
  prl_invocation silent = *invocation; /* the dossier's horizon is no date of the article's */
  silent.quiet = true;
  prl_status status = article_date(&date, invocation, err);
  if (status == PRL_OK) {
    status = prl_cli_open_dossier(&opened, &silent, prl_cli_option(invocation, "--dossier"), NULL, err);
  }
  if (status != PRL_OK) {
    return status;
  }
  status = read_article(invocation, &opened, &date, err);
  prl_cli_close(&opened);
  return status;
}

static const prl_option options[] = {
    {"--dossier", "NAME", "the record to read against (the only one there is)"},
    {"--date", "DATE", "the day the article was published (a line or dateline near its top)"},
    {"--draft", "FILE", "also write proposed events and claims there as YAML, to review and move by hand"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_read = {
    .name = "read",
    .operands = "FILE|-",
    .summary = "an article in plain text, read against a record: a draft to review",
    .help =
        "Finds dates, people and offices, meetings and calls, measures, quantities and claims in an English news article or readout "
        "(UTF-8\n"
        "text; - reads standard input), matches them to the record where only one entry fits, and lists where the two disagree and what\n"
        "could not be placed. Nothing is written into the record.\n\n"
        "  parley read article.txt --dossier us-china --date 2025-12-05\n"
        "  parley read - --dossier us-china --format json --draft draft.yaml < article.txt",
    .options = options,
    .least = 1,
    .most = 1,
    .run = run,
};
