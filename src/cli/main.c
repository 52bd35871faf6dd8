/* main.c -- the program: which command, then how it ended. */
#include "cli.h"

#include <string.h>

static bool is_one_of(const char *word, const char *first, const char *second, const char *third) {
  return !strcmp(word, first) || !strcmp(word, second) || !strcmp(word, third);
}

static prl_status print_help(const prl_command *command, prl_error *err) {
  prl_text text = {0};
  if (command) {
    prl_cli_help_command(&text, command);
  } else {
    prl_cli_help_program(&text);
  }
  prl_status status = prl_cli_print(&text, err);
  prl_text_free(&text);
  return status;
}

static prl_status print_version(prl_error *err) {
  prl_text text = {0};
  prl_text_puts(&text, "parley " PRL_VERSION "\n");
  prl_status status = prl_cli_print(&text, err);
  prl_text_free(&text);
  return status;
}

static prl_status run_command(const prl_command *command, int count, char *const *words, prl_error *err) {
  prl_invocation invocation;
  prl_status status = prl_cli_parse(&invocation, command, count, words, err);
  if (status == PRL_OK && prl_cli_option(&invocation, "--help")) {
    return print_help(command, err);
  }
  return status == PRL_OK ? command->run(&invocation, err) : status;
}

static prl_status run_program(int count, char *const *words, prl_error *err) {
  if (count == 0 || is_one_of(words[0], "help", "--help", "-h")) {
    const prl_command *command = count > 1 ? prl_cli_find_command(words[1], err) : NULL;
    return count > 1 && !command ? PRL_E_USAGE : print_help(command, err);
  }
  if (is_one_of(words[0], "--version", "-V", "version")) {
    return print_version(err);
  }
  const prl_command *command = prl_cli_find_command(words[0], err);
  return command ? run_command(command, count - 1, words + 1, err) : PRL_E_USAGE;
}

int main(int argc, char **argv) {
  prl_error err = {0};
  prl_cli_start();
  prl_status status = run_program(argc > 0 ? argc - 1 : 0, argv + 1, &err);
  return prl_cli_finish(status, &err);
}
