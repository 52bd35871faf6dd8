/* add.c -- a new entry of the record: from a template in the user's editor, or from a file.
 *
 * The dossier is read with the entry before anything is written (add_append.c). An entry that is refused is shown with its place; on a
 * terminal it can be edited again, else the draft stays in the file that the message names. */
#include "add.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the result ---- */

static prl_status say_added(const prl_invocation *invocation, const prl_addition *a, prl_error *err) {
  prl_text text = {0};
  prl_trace trace = {.version = PRL_VERSION, .dossier = a->folder};
  prl_status status = prl_report_added(&text, &invocation->style, &trace, a->kind->name, a->id, (prl_place){a->file, a->line, 1}, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  return status;
}

static prl_status add_draft(prl_addition *a, const char *draft, prl_error *err) {
  prl_text clean = {0};
  prl_cli_clean_draft(&clean, draft);
  prl_status status = clean.failed ? prl_fail(err, PRL_E_MEMORY, "no memory left for the draft") : PRL_OK;
  if (status == PRL_OK) {
    status = prl_cli_append(a, clean.bytes ? clean.bytes : "", err);
  }
  prl_text_free(&clean);
  return status;
}

static prl_status add_file(prl_addition *a, const char *path, prl_error *err) {
  char *draft;
  size_t length;
  prl_status status = prl_file_read(&draft, &length, path, err);
  if (status == PRL_OK) {
    a->draft_name = path;
    status = add_draft(a, draft, err);
    free(draft);
  }
  return status;
}

/* ---- the editor ---- */

static const char *editor(prl_error *err) {
  const char *visual = getenv("VISUAL"), *plain = getenv("EDITOR");
  const char *chosen = visual && *visual ? visual : plain;
  if (!chosen || !*chosen) {
    prl_fail(err, PRL_E_USAGE, "neither VISUAL nor EDITOR names an editor");
    prl_error_hint(err, "set one, or write the entry to a file ('--template' shows how) and give it with --from-file");
    return NULL;
  }
  return chosen;
}

/* the editor's name may hold options, so the shell takes it apart; the file is never part of the command */
static prl_status run_editor(const char *name, const char *file, prl_error *err) {
  char command[PRL_PATH];
  int state = 0;
  snprintf(command, sizeof command, "%s \"$@\"", name);
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", command, name, file, (char *)NULL);
    _exit(127);
  }
  if (child < 0 || waitpid(child, &state, 0) != child || !WIFEXITED(state) || WEXITSTATUS(state) != 0) {
    prl_fail(err, PRL_E_CANCELLED, "the editor %s did not end well; nothing is added", name);
    prl_error_hint(err, "the draft is in %s", file);
    return PRL_E_CANCELLED;
  }
  return PRL_OK;
}

static bool again(const prl_error *found) {
  char line[2048], answer[16];
  prl_error_print(line, sizeof line, found);
  fprintf(stderr, "%s\n", line);
  if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
    return false;
  }
  fputs("edit again? [Y/n] ", stderr);
  return fgets(answer, sizeof answer, stdin) && answer[0] != 'n' && answer[0] != 'N';
}

static prl_status unchanged(const prl_entry_kind *kind, const char *file, prl_error *err) {
  char *now;
  size_t length;
  prl_status status = prl_file_read(&now, &length, file, err);
  if (status == PRL_OK && (!strcmp(now, kind->draft) || strspn(now, " \n\t") == length)) {
    status = prl_fail(err, PRL_E_CANCELLED, "the template came back as it was; nothing is added");
    unlink(file);
  }
  free(now);
  return status;
}

static prl_status edit_until_sound(prl_addition *a, const char *name, const char *file, prl_error *err) {
  for (;;) {
    prl_error found = {0};
    prl_status status = run_editor(name, file, err);
    if (status == PRL_OK) {
      status = unchanged(a->kind, file, err);
    }
    if (status != PRL_OK) {
      return status;
    }
    status = add_file(a, file, &found);
    if (status == PRL_OK) {
      unlink(file);
      return PRL_OK;
    }
    if (!again(&found)) {
      prl_fail(err, status, "nothing is added; the draft is in %s", file);
      prl_error_hint(err, "correct it, then: parley add %s --from-file %s", a->kind->name, file);
      return status;
    }
  }
}

static prl_status edit(prl_addition *a, prl_error *err) {
  const char *name = editor(err), *base = getenv("TMPDIR");
  char file[PRL_PATH];
  if (!name) {
    return PRL_E_USAGE;
  }
  snprintf(file, sizeof file, "%s/parley-%s-XXXXXX.yaml", base && *base ? base : "/tmp", a->kind->name);
  int fd = mkstemps(file, 5);
  if (fd < 0) {
    return prl_fail(err, PRL_E_WRITE, "%s cannot be made", file);
  }
  close(fd);
  prl_status status = prl_file_write(file, a->kind->draft, strlen(a->kind->draft), err);
  return status == PRL_OK ? edit_until_sound(a, name, file, err) : status;
}

/* ---- the command ---- */

static prl_status print_template(const prl_invocation *invocation, const prl_entry_kind *kind, prl_error *err) {
  prl_text text = {0};
  prl_text_puts(&text, kind->draft);
  prl_status status = prl_cli_emit(invocation, &text, err);
  prl_text_free(&text);
  return status;
}

static prl_status check_target(const prl_entry_kind *kind, const char *target, prl_error *err) {
  if (!target || (!kind->file && !strncmp(target, "measures/", 9) && !strchr(target + 9, '/') && strlen(target) > 14)) {
    return PRL_OK;
  }
  prl_fail(err, PRL_E_USAGE, "--to %.80s: %s", target, kind->file ? "this kind has one file" : "a measure's file lies in measures/");
  prl_error_hint(err, kind->file ? "leave --to out" : "write --to measures/NAME.yaml");
  return PRL_E_USAGE;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  char folder[PRL_PATH];
  const char *from = prl_cli_option(invocation, "--from-file"), *to = prl_cli_option(invocation, "--to");
  const prl_entry_kind *kind = prl_cli_entry_kind(invocation->words[0], err);
  if (!kind) {
    return PRL_E_USAGE;
  }
  if (prl_cli_option(invocation, "--template")) {
    return print_template(invocation, kind, err);
  }
  prl_addition addition = {.folder = folder, .kind = kind, .target = to};
  prl_status status = check_target(kind, to, err);
  if (status == PRL_OK) {
    status = prl_cli_dossier_path(folder, invocation->word_count > 1 ? invocation->words[1] : NULL, err);
  }
  if (status == PRL_OK) {
    status = from ? add_file(&addition, from, err) : edit(&addition, err);
  }
  return status == PRL_OK ? say_added(invocation, &addition, err) : status;
}

static const prl_option options[] = {
    {"--from-file", "FILE", "add the entry in this file, without an editor"},
    {"--to", "FILE", "a measure's file in the dossier: measures/NAME.yaml"},
    {"--template", NULL, "print the template and add nothing"},
    {NULL, NULL, NULL},
};

const prl_command prl_verb_add = {
    .name = "add",
    .operands = "KIND [DOSSIER]",
    .summary = "add an entry to the record, checked before it is written",
    .help = "KIND is source, person, event, measure, commitment, claim or item. Opens $VISUAL or $EDITOR on a template; the dossier is "
            "read with\n"
            "the new entry, and only when that is sound the entry is appended to its file. Nothing that stands there is changed. An entry "
            "that\n"
            "is refused is shown with line and column, and can be edited again or stays in a file.\n\n"
            "  parley add source --template",
    .options = options,
    .least = 1,
    .most = 2,
    .run = run,
};
