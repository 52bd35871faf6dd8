/* help.c -- what the program can do, and what one command can do. */
#include "cli.h"

#include <string.h>

void prl_cli_help_program(prl_text *out) {
  prl_text_puts(out, "parley " PRL_VERSION " -- what is in force between trading powers, what each item on the table is worth to each\n"
                     "side, and the two lists: cooperation, and outstanding issues.\n\nCommands\n");
  for (int32_t k = 0; prl_cli_command(k); k++) {
    prl_text_printf(out, "  %-8s %s\n", prl_cli_command(k)->name, prl_cli_command(k)->summary);
  }
  prl_text_puts(out, "  help     this text, or that of one command\n"
                     "\nAn example that works\n"
                     "  parley brief us-china\n"
                     "\nEvery command takes --format text|csv|json, --out FILE, --quiet and --help. 'parley COMMAND --help' says more.\n"
                     "Exit status: 0 done, 1 the input is at fault, 2 usage, 3 no solution, 4 the machine failed.\n");
}

static void add_options(prl_text *out, const prl_option *options) {
  for (; options->name; options++) {
    char left[48];
    snprintf(left, sizeof left, "%s%s%s", options->name, options->value ? " " : "", options->value ? options->value : "");
    prl_text_printf(out, "  %-36s %s\n", left, options->help);
  }
}

void prl_cli_help_command(prl_text *out, const prl_command *command) {
  prl_text_printf(out, "usage: parley %s%s%s\n\n%s\n\nOptions\n", command->name, *command->operands ? " " : "", command->operands,
                  command->help);
  add_options(out, command->options);
  add_options(out, prl_cli_common_options);
}
