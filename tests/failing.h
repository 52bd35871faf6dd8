/* failing.h -- the n-th allocation of our own code fails: the linker hands malloc, calloc, realloc and aligned_alloc of the libraries to the
 * functions below (link with FAILING in tests/meson.build). Include in one file a program. */
#ifndef FAILING_H
#define FAILING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "parley/base.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);

static int failing_countdown; /* 0 = never fail */

static bool failing_now(void) { return failing_countdown > 0 && --failing_countdown == 0; }

void *__wrap_malloc(size_t size) { return failing_now() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t count, size_t size) { return failing_now() ? NULL : __real_calloc(count, size); }
void *__wrap_realloc(void *block, size_t size) { return failing_now() ? NULL : __real_realloc(block, size); }
void *__wrap_aligned_alloc(size_t alignment, size_t size) { return failing_now() ? NULL : __real_aligned_alloc(alignment, size); }

/* Fails the first, the second, ... allocation of `act` until there is none left to fail: each time it must say MEMORY and leak nothing. */
static inline void every_failure_is_said(prl_status (*act)(prl_error *), int at_least) {
  int n = 0;
  for (bool failed = true; failed;) {
    prl_error err = {0};
    failing_countdown = ++n;
    prl_status status = act(&err);
    failed = failing_countdown == 0;
    failing_countdown = 0;
    assert_int_equal(status, failed ? PRL_E_MEMORY : PRL_OK);
    assert_int_equal(err.status, status);
  }
  assert_true(n > at_least);
}

#endif
