/* papers.h -- what the tests of replications share: the inputs, which are not part of this project, and failing in the library's words. */
#ifndef TESTS_PAPERS_H
#define TESTS_PAPERS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "parley/replicate.h"

#define REFERENCE "worlds/reference/cp2015.csv"
#define TIDY      "../shared/data/cp2015"
#define ARCHIVE   TIDY "/archive"

static inline void must(prl_status status, const prl_error *err) {
  char text[1024];
  prl_error_print(text, sizeof text, err);
  if (status) fail_msg("%s", text);
}

static inline bool there(const char *folder) {
  if (access(folder, R_OK) == 0) return true;
  print_message("# skipped: %s is not here\n", folder);
  return false;
}

#endif
