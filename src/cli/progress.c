/* progress.c -- a line on standard error while a solve goes on: only on a terminal, only after half a second, gone at the end. */
#include "cli.h"

#include <time.h>
#include <unistd.h>

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool show(void *context, int64_t evaluations, double residual) {
  prl_cli_progress *progress = context;
  char size[32];
  if (progress->wanted && seconds_now() - progress->started > 0.5) {
    prl_print_number(size, sizeof size, residual, 2);
    fprintf(stderr, "\rsolving: %lld sweeps, residual %s      ", (long long)evaluations, size);
    progress->shown = true;
  }
  return true;
}

void prl_cli_progress_start(prl_cli_progress *progress, prl_solver_options *options, const prl_invocation *invocation) {
  *progress = (prl_cli_progress){.wanted = !invocation->quiet && isatty(STDERR_FILENO), .started = seconds_now()};
  prl_solver_defaults(options);
  options->progress = show;
  options->progress_context = progress;
}

void prl_cli_progress_end(prl_cli_progress *progress) {
  if (progress->shown) {
    fputs("\r                                                  \r", stderr);
    progress->shown = false;
  }
}
