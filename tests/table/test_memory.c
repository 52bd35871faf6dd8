/* Out of memory: whichever allocation fails, reading and writing a table say so, leak nothing and leave no half result. See failing.h. */
#include "../failing.h"

#include "parley/table.h"

#include <string.h>
#include <unistd.h>

static char path[64];

static prl_status write_one(prl_error *err) {
  const char *const names[] = {"a", "b"};
  prl_table_writer *w = prl_table_writer_new(names, 2);
  if (!w) return prl_fail(err, PRL_E_MEMORY, "no writer");
  for (int k = 0; k < 100; k++) {
    prl_table_put_text(w, "text");
    prl_table_put_number(w, k, 17);
  }
  prl_status status = prl_table_write(w, path, err);
  prl_table_writer_free(w);
  return status;
}

static prl_status read_one(prl_error *err) {
  const prl_column number = {"b", PRL_NUMBER, true};
  prl_table *t;
  prl_status status = prl_table_read(&t, path, &number, 1, PRL_TEXT, err);
  assert_true((status == PRL_OK) == (t != NULL));
  prl_table_free(t);
  return status;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  char folder[] = "/tmp/parley-memory-XXXXXX";
  assert_non_null(mkdtemp(folder));
  const char *const endings[] = {".csv", ".csv.gz", ".csv.zst"};
  for (int k = 0; k < 3; k++) {
    snprintf(path, sizeof path, "%s/t%s", folder, endings[k]);
    every_failure_is_said(write_one, 3);
    every_failure_is_said(read_one, 3);
    unlink(path);
  }
  assert_int_equal(rmdir(folder), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
