/* Writing tables: what is put is read back, and what cannot be written is said. */
#include "parley/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t draw(uint64_t *seed) {
  uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static void text_is_as_expected(void **state) {
  (void)state;
  const char *const names[] = {"partner", "value"};
  prl_table_writer *w = prl_table_writer_new(names, 2);
  prl_table_put_text(w, "Korea, \"Rep.\"");
  prl_table_put_number(w, 0.1, 17);
  prl_table_put_text(w, " x");
  prl_table_put_number(w, NAN, 17);
  prl_table_put_text(w, "\xEF\xBB\xBF"
                        "y");
  prl_table_put_number(w, 2, 17);
  const char *csv;
  assert_int_equal(prl_table_finish(&csv, w, NULL), PRL_OK);
  assert_string_equal(csv, "partner,value\n\"Korea, \"\"Rep.\"\"\",0.10000000000000001\n\" x\",\n\"\xEF\xBB\xBFy\",2\n");
  const char *again;
  assert_int_equal(prl_table_finish(&again, w, NULL), PRL_OK);
  assert_string_equal(again, csv);
  prl_table_writer_free(w);
  prl_table_writer_free(NULL);
}

static void a_header_alone(void **state) {
  (void)state;
  const char *const names[] = {"a", "b"};
  prl_table_writer *w = prl_table_writer_new(names, 2);
  const char *csv;
  assert_int_equal(prl_table_finish(&csv, w, NULL), PRL_OK);
  assert_string_equal(csv, "a,b\n");
  prl_table_writer_free(w);
}

enum { ROWS = 300 };

static void put_random(prl_table_writer *w, char texts[ROWS][12], double *numbers, int columns, uint64_t *seed) {
  static const char alphabet[] = "ab,\"\n\r \t1.";
  for (int row = 0; row < ROWS; row++) {
    size_t length = draw(seed) % 11;
    for (size_t k = 0; k < length; k++) texts[row][k] = alphabet[draw(seed) % (sizeof alphabet - 1)];
    texts[row][length] = '\0';
    uint64_t bits = draw(seed);
    memcpy(&numbers[row], &bits, sizeof bits);
    if (isinf(numbers[row])) numbers[row] = NAN;
    prl_table_put_text(w, texts[row]);
    if (columns > 1) prl_table_put_number(w, numbers[row], 17);
  }
}

static void what_is_put_is_read_back(void **state) {
  (void)state;
  const char *const names[] = {"text, \"quoted\"", "number"};
  const prl_column number = {"number", PRL_NUMBER, false};
  uint64_t seed = 99;
  for (int trial = 0; trial < 100; trial++) {
    int columns = 1 + trial % 2;
    char texts[ROWS][12];
    double numbers[ROWS];
    prl_table_writer *w = prl_table_writer_new(names, columns);
    put_random(w, texts, numbers, columns, &seed);
    const char *csv;
    prl_table *t;
    prl_error err = {0};
    assert_int_equal(prl_table_finish(&csv, w, &err), PRL_OK);
    if (prl_table_parse(&t, "w.csv", csv, strlen(csv), &number, 1, PRL_TEXT, &err) != PRL_OK)
      fail_msg("%d:%d: %s", err.line, err.column, err.message);
    assert_int_equal(prl_table_rows(t), ROWS);
    assert_string_equal(prl_table_name(t, 0), names[0]);
    for (int row = 0; row < ROWS; row++) {
      assert_string_equal(prl_table_text(t, row, 0), texts[row]);
      if (columns == 2 && isnan(numbers[row]))
        assert_true(isnan(prl_table_numbers(t, 1)[row]));
      else if (columns == 2)
        assert_memory_equal(&prl_table_numbers(t, 1)[row], &numbers[row], sizeof(double));
    }
    prl_table_free(t);
    prl_table_writer_free(w);
  }
}

static void mistakes_are_said_at_the_end(void **state) {
  (void)state;
  const char *const names[] = {"a", "b"};
  const char *csv;
  prl_error err = {0};
  prl_table_writer *w = prl_table_writer_new(names, 2);
  prl_table_put_text(w, "x");
  assert_int_equal(prl_table_finish(&csv, w, &err), PRL_E_VALUE);
  assert_null(csv);
  assert_non_null(strstr(err.message, "1 cells of 2"));
  err = (prl_error){0};
  prl_table_put_number(w, -INFINITY, 3);
  prl_table_put_text(w, "y");
  prl_table_put_text(w, "z");
  assert_int_equal(prl_table_write(w, "/nonexistent/t.csv", &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "row 2 of the table holds an infinite number"));
  assert_string_equal(err.file, "/nonexistent/t.csv");
  prl_table_writer_free(w);
}

static void files_are_written(void **state) {
  (void)state;
  char folder[] = "/tmp/parley-write-XXXXXX", path[64];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/t.csv", folder);
  const char *const names[] = {"a"};
  prl_table_writer *w = prl_table_writer_new(names, 1);
  prl_table_put_text(w, "");
  prl_table_put_text(w, "x");
  assert_int_equal(prl_table_write(w, path, NULL), PRL_OK);
  char *bytes;
  size_t length;
  assert_int_equal(prl_bytes_read(&bytes, &length, path, NULL), PRL_OK);
  assert_string_equal(bytes, "a\n\"\"\nx\n");
  free(bytes);
  unlink(path);
  prl_error err = {0};
  assert_int_equal(rmdir(folder), 0);
  assert_int_equal(prl_table_write(w, path, &err), PRL_E_WRITE);
  assert_string_equal(err.file, path);
  prl_table_writer_free(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_is_as_expected),          cmocka_unit_test(a_header_alone),    cmocka_unit_test(what_is_put_is_read_back),
      cmocka_unit_test(mistakes_are_said_at_the_end), cmocka_unit_test(files_are_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
