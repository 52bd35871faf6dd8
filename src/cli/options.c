/* options.c -- the words of a command line to operands and options.
 *
 *   word       an operand                  --name value | --name=value   an option
 *   --         ends the options            -h   the same as --help        -   an operand or value like any other
 *
 * Options may stand anywhere and each may be given once. A value that begins with -- is written --name=value. */
#include "cli.h"

#include <string.h>

const prl_option prl_cli_common_options[] = {
    {"--format", "text|csv|json", "how the result is written (text)"},
    {"--out", "FILE", "write there instead of to standard output; all of it or nothing"},
    {"--quiet", NULL, "no remarks and no progress on standard error"},
    {"--help", NULL, "this text"},
    {NULL, NULL, NULL},
};

static int32_t option_count(const prl_option *options) {
  int32_t count = 0;
  while (options[count].name) {
    count++;
  }
  return count;
}

/* Option k of a command; the common ones follow its own. */
static const prl_option *option_at(const prl_command *command, int32_t k) {
  int32_t own = option_count(command->options);
  return k < own ? &command->options[k] : &prl_cli_common_options[k - own];
}

static int32_t all_options(const prl_command *command) { return option_count(command->options) + option_count(prl_cli_common_options); }

static int32_t find_option(const prl_command *command, const char *name, size_t length) {
  for (int32_t k = 0; k < all_options(command); k++) {
    const char *known = option_at(command, k)->name;
    if (strlen(known) == length && !memcmp(known, name, length)) {
      return k;
    }
  }
  return -1;
}

static prl_status unknown_option(const prl_command *command, const char *name, size_t length, prl_error *err) {
  const char *known[64];
  char word[64];
  int32_t count = all_options(command);
  for (int32_t k = 0; k < count; k++) {
    known[k] = option_at(command, k)->name;
  }
  snprintf(word, sizeof word, "%.*s", (int)length, name);
  const char *near = prl_nearest(word, known, count);
  prl_fail(err, PRL_E_USAGE, "'parley %s' has no option %s", command->name, word);
  if (near) {
    prl_error_hint(err, "did you mean %s? See 'parley %s --help'", near, command->name);
  } else {
    prl_error_hint(err, "see 'parley %s --help'", command->name);
  }
  return PRL_E_USAGE;
}

static prl_status add_word(prl_invocation *out, const char *word, prl_error *err) {
  if (out->word_count == out->command->most) {
    prl_fail(err, PRL_E_USAGE, "one word too many for 'parley %s': \"%.80s\"", out->command->name, word);
    prl_error_hint(err, "usage: parley %s %s", out->command->name, out->command->operands);
    return PRL_E_USAGE;
  }
  out->words[out->word_count++] = word;
  return PRL_OK;
}

/* Words[*at] begins with '-': an option, and perhaps its value in the next word. */
static prl_status add_option(prl_invocation *out, int count, char *const *words, int *at, prl_error *err) {
  const char *word = strcmp(words[*at], "-h") ? words[*at] : "--help";
  size_t length = strcspn(word, "=");
  int32_t k = find_option(out->command, word, length);
  if (k < 0) {
    return unknown_option(out->command, word, length, err);
  }
  const prl_option *option = option_at(out->command, k);
  if (out->given[k]) {
    return prl_fail(err, PRL_E_USAGE, "%s is given twice", option->name);
  }
  if (!option->value) {
    out->given[k] = "";
    return word[length] ? prl_fail(err, PRL_E_USAGE, "%s takes no value", option->name) : PRL_OK;
  }
  if (word[length]) {
    out->given[k] = word + length + 1;
  } else if (*at + 1 < count && strncmp(words[*at + 1], "--", 2) != 0) {
    out->given[k] = words[++*at];
  }
  if (!out->given[k] || !*out->given[k]) {
    prl_fail(err, PRL_E_USAGE, "%s needs a value", option->name);
    prl_error_hint(err, "write %s %s", option->name, option->value);
    return PRL_E_USAGE;
  }
  return PRL_OK;
}

static prl_status read_words(prl_invocation *out, int count, char *const *words, prl_error *err) {
  bool options = true;
  for (int k = 0; k < count; k++) {
    prl_status status = PRL_OK;
    if (options && !strcmp(words[k], "--")) {
      options = false;
    } else if (options && words[k][0] == '-' && words[k][1]) {
      status = add_option(out, count, words, &k, err);
    } else {
      status = add_word(out, words[k], err);
    }
    if (status != PRL_OK) {
      return status;
    }
  }
  return PRL_OK;
}

static prl_status read_common(prl_invocation *out, prl_error *err) {
  static const char *const formats[] = {"text", "csv", "json"};
  const char *format = prl_cli_option(out, "--format");
  int32_t chosen = format ? prl_cli_choose("--format", format, formats, PRL_COUNT(formats), err) : PRL_AS_TEXT;
  if (chosen < 0) {
    return PRL_E_USAGE;
  }
  out->style.format = (prl_format)chosen;
  out->out = prl_cli_option(out, "--out");
  out->quiet = prl_cli_option(out, "--quiet") != NULL;
  prl_cli_terminal(&out->style, !out->out || !strcmp(out->out, "-"));
  return PRL_OK;
}

prl_status prl_cli_parse(prl_invocation *out, const prl_command *command, int count, char *const *words, prl_error *err) {
  *out = (prl_invocation){.command = command};
  prl_status status = read_words(out, count, words, err);
  if (status != PRL_OK || prl_cli_option(out, "--help")) {
    return status;
  }
  if (out->word_count < command->least) {
    prl_fail(err, PRL_E_USAGE, "'parley %s' needs %s", command->name, out->word_count ? "one word more" : "something to work on");
    prl_error_hint(err, "usage: parley %s %s", command->name, command->operands);
    return PRL_E_USAGE;
  }
  return read_common(out, err);
}

const char *prl_cli_option(const prl_invocation *invocation, const char *name) {
  int32_t k = find_option(invocation->command, name, strlen(name));
  return k < 0 ? NULL : invocation->given[k];
}

int32_t prl_cli_choose(const char *what, const char *word, const char *const *words, int32_t count, prl_error *err) {
  prl_text all = {0};
  for (int32_t k = 0; k < count; k++) {
    if (!strcmp(words[k], word)) {
      prl_text_free(&all);
      return k;
    }
    prl_text_printf(&all, "%s%s", k == 0 ? "" : k + 1 < count ? ", " : " or ", words[k]);
  }
  const char *near = prl_nearest(word, words, count);
  prl_fail(err, PRL_E_USAGE, "%s is \"%.80s\", expected %s", what, word, all.bytes && !all.failed ? all.bytes : "another word");
  if (near) {
    prl_error_hint(err, "did you mean %s?", near);
  }
  prl_text_free(&all);
  return -1;
}

/* A word as a shell reads it back. */
static void add_quoted(prl_text *out, const char *word) {
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./,=:@+%";
  if (*word && !word[strspn(word, plain)]) {
    prl_text_puts(out, word);
    return;
  }
  prl_text_puts(out, "'");
  for (const char *c = word; *c; c++) {
    if (*c == '\'') {
      prl_text_puts(out, "'\\''");
    } else {
      prl_text_add(out, c, 1);
    }
  }
  prl_text_puts(out, "'");
}

/* Where the result goes, and whether remarks are made, is not part of the question. */
static bool asks(const prl_option *option) { return strcmp(option->name, "--out") && strcmp(option->name, "--quiet"); }

void prl_cli_line(prl_text *out, const prl_invocation *invocation, const char *const *words, int32_t count, const char *asof) {
  prl_text_printf(out, "parley %s", invocation->command->name);
  for (int32_t k = 0; k < count; k++) {
    prl_text_puts(out, " ");
    add_quoted(out, words[k]);
  }
  for (int32_t k = 0; k < all_options(invocation->command); k++) {
    const prl_option *option = option_at(invocation->command, k);
    const char *value = invocation->given[k] ? invocation->given[k] : strcmp(option->name, "--asof") ? NULL : asof;
    if (!value || !asks(option)) {
      continue;
    }
    prl_text_printf(out, " %s", option->name);
    if (option->value) {
      prl_text_puts(out, " ");
      add_quoted(out, value);
    }
  }
}
