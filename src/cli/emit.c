/* emit.c -- to standard output, to a file, to standard error: how a result leaves the program.
 *
 * A file is written whole or not at all. A reader that has gone away (parley ... | head) is no failure; a full disk or a closed
 * standard output is one, with exit status 4. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A file opened later must not take the number of a closed standard one. Opened for reading, so that writing to it still fails. */
static void hold_number(int fd) {
  if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
    int opened = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    if (opened >= 0 && opened != fd) {
      close(opened);
    }
  }
}

void prl_cli_start(void) {
  signal(SIGPIPE, SIG_IGN);
  for (int fd = 0; fd < 3; fd++) {
    hold_number(fd);
  }
}

static int32_t terminal_width(void) {
  struct winsize size;
  const char *columns = getenv("COLUMNS");
  int64_t width = 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    width = size.ws_col;
  } else if (!columns || !prl_parse_integer(&width, columns, strlen(columns))) {
    width = 100;
  }
  return width < 40 ? 40 : width > 1000 ? 1000 : (int32_t)width;
}

void prl_cli_terminal(prl_style *style, bool to_standard_output) {
  const char *no_colour = getenv("NO_COLOR"), *kind = getenv("TERM");
  bool terminal = to_standard_output && isatty(STDOUT_FILENO);
  style->width = terminal ? terminal_width() : 100;
  style->colour = terminal && !(no_colour && *no_colour) && kind && strcmp(kind, "dumb") != 0;
}

static prl_status write_out(const char *bytes, size_t length, prl_error *err) {
  while (length > 0) {
    ssize_t put = write(STDOUT_FILENO, bytes, length);
    if (put < 0 && errno == EINTR) {
      continue;
    }
    if (put < 0 && errno == EPIPE) {
      return PRL_OK;
    }
    if (put < 0) {
      char why[128];
      prl_fail(err, PRL_E_WRITE, "standard output cannot be written: %s", strerror_r(errno, why, sizeof why));
      prl_error_hint(err, "check the disk, or write to another place with --out FILE");
      return PRL_E_WRITE;
    }
    bytes += put;
    length -= (size_t)put;
  }
  return PRL_OK;
}

prl_status prl_cli_print(const prl_text *text, prl_error *err) {
  return text->failed ? prl_fail(err, PRL_E_MEMORY, "no memory left for the output") : write_out(text->bytes, text->length, err);
}

prl_status prl_cli_emit(const prl_invocation *invocation, const prl_text *text, prl_error *err) {
  if (text->failed || !invocation->out || !strcmp(invocation->out, "-")) {
    return prl_cli_print(text, err);
  }
  return prl_file_write(invocation->out, text->bytes, text->length, err);
}

void prl_cli_note(const prl_invocation *invocation, const char *format, ...) {
  va_list arguments;
  if (invocation->quiet) {
    return;
  }
  fputs("note: ", stderr);
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
}

int prl_cli_finish(prl_status status, const prl_error *err) {
  char line[2048];
  if (status < 0 && err->status < 0) {
    prl_error_print(line, sizeof line, err);
    fprintf(stderr, "%s\n", line);
  } else if (status == PRL_BEST_ITERATE) {
    fprintf(stderr, "warning: %s\n", *err->message ? err->message : prl_status_text(status));
  }
  return prl_status_exit(status);
}
