/* Out of memory: whichever allocation fails, reading and writing a table say so, leak nothing and leave no half result. The linker
 * hands our own libraries' malloc, calloc and realloc to the three functions below; the n-th call fails. */
#include "parley/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static int countdown; /* 0 = never fail */

static bool fails(void)
{
  return countdown > 0 && --countdown == 0;
}

void *__wrap_malloc(size_t size)
{
  return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
  return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
  return fails() ? NULL : __real_realloc(block, size);
}

static char path[64];

static prl_status write_one(prl_error *err)
{
  const char *const names[] = {"a", "b"};
  prl_table_writer *w = prl_table_writer_new(names, 2);
  if (!w)
    return prl_fail(err, PRL_E_MEMORY, "no writer");
  for (int k = 0; k < 100; k++) {
    prl_table_put_text(w, "text");
    prl_table_put_number(w, k, 17);
  }
  prl_status status = prl_table_write(w, path, err);
  prl_table_writer_free(w);
  return status;
}

static prl_status read_one(prl_error *err)
{
  const prl_column number = {"b", PRL_NUMBER, true};
  prl_table *t;
  prl_status status = prl_table_read(&t, path, &number, 1, PRL_TEXT, err);
  assert_true((status == PRL_OK) == (t != NULL));
  prl_table_free(t);
  return status;
}

/* Fails the first, the second, ... allocation until there is none left to fail. */
static void every_failure_is_said(prl_status (*act)(prl_error *))
{
  int n = 0;
  for (bool failed = true; failed;) {
    prl_error err = {0};
    countdown = ++n;
    prl_status status = act(&err);
    failed = countdown == 0;
    countdown = 0;
    assert_int_equal(status, failed ? PRL_E_MEMORY : PRL_OK);
    assert_int_equal(err.status, status);
  }
  assert_true(n > 3);
}

static void every_allocation_may_fail(void **state)
{
  (void)state;
  char folder[] = "/tmp/parley-memory-XXXXXX";
  assert_non_null(mkdtemp(folder));
  const char *const endings[] = {".csv", ".csv.gz", ".csv.zst"};
  for (int k = 0; k < 3; k++) {
    snprintf(path, sizeof path, "%s/t%s", folder, endings[k]);
    every_failure_is_said(write_one);
    every_failure_is_said(read_one);
    unlink(path);
  }
  assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
