/* Compressed tables: plain, gzip and zstd read alike, several members are one text, and damage is found. */
#include "parley/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 20000 };
static char folder[64];
static const char *const endings[] = {"t.csv", "t.csv.gz", "t.csv.zst"};

static const char *in_folder(const char *name) {
  static char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static int make_files(void **state) {
  (void)state;
  strcpy(folder, "/tmp/parley-packed-XXXXXX");
  if (!mkdtemp(folder)) return -1;
  const char *const names[] = {"partner", "value"};
  prl_table_writer *w = prl_table_writer_new(names, 2);
  for (int k = 0; k < ROWS; k++) {
    prl_table_put_text(w, k % 3 ? "CHN" : "USA");
    prl_table_put_number(w, k * 0.37, 17);
  }
  int failed = 0;
  for (int k = 0; k < 3; k++) failed |= prl_table_write(w, in_folder(endings[k]), NULL);
  prl_table_writer_free(w);
  return failed;
}

static int remove_files(void **state) {
  (void)state;
  for (int k = 0; k < 3; k++) unlink(in_folder(endings[k]));
  return rmdir(folder);
}

static char *raw(const char *name, size_t *length) {
  char *bytes;
  assert_int_equal(prl_file_read(&bytes, length, in_folder(name), NULL), PRL_OK);
  return bytes;
}

/* The status of reading these bytes under this name, and the message. */
static prl_status reads(const char *name, const void *bytes, size_t length, prl_error *err, char **out, size_t *out_length) {
  assert_int_equal(prl_file_write(in_folder(name), bytes, length, NULL), PRL_OK);
  *err = (prl_error){0};
  prl_status status = prl_bytes_read(out, out_length, in_folder(name), err);
  unlink(in_folder(name));
  return status;
}

static void all_three_read_alike(void **state) {
  (void)state;
  const prl_column value = {"value", PRL_NUMBER, true};
  size_t plain;
  free(raw(endings[0], &plain));
  for (int k = 0; k < 3; k++) {
    size_t length;
    free(raw(endings[k], &length));
    assert_true(k == 0 ? length == plain : length < plain / 2);
    prl_table *t;
    assert_int_equal(prl_table_read(&t, in_folder(endings[k]), &value, 1, PRL_TEXT, NULL), PRL_OK);
    assert_int_equal(prl_table_rows(t), ROWS);
    for (int row = 0; row < ROWS; row++) {
      assert_true(prl_table_numbers(t, 1)[row] == row * 0.37);
      assert_string_equal(prl_table_text(t, row, 0), row % 3 ? "CHN" : "USA");
    }
    prl_table_free(t);
  }
}

static void the_first_bytes_tell_not_the_name(void **state) {
  (void)state;
  for (int k = 1; k < 3; k++) {
    size_t length, out_length;
    char *bytes = raw(endings[k], &length), *out;
    prl_error err;
    assert_int_equal(reads("plain.csv", bytes, length, &err, &out, &out_length), PRL_OK);
    assert_memory_equal(out, "partner,value\n", 14);
    assert_int_equal(out[out_length], '\0');
    free(out);
    free(bytes);
  }
}

static void members_after_one_another_are_one_text(void **state) {
  (void)state;
  for (int k = 1; k < 3; k++) {
    size_t length, plain_length, out_length;
    char *bytes = raw(endings[k], &length), *plain = raw(endings[0], &plain_length), *out, *twice = malloc(2 * length);
    memcpy(twice, bytes, length);
    memcpy(twice + length, bytes, length);
    prl_error err;
    assert_int_equal(reads("twice", twice, 2 * length, &err, &out, &out_length), PRL_OK);
    assert_int_equal(out_length, 2 * plain_length);
    assert_memory_equal(out, plain, plain_length);
    assert_memory_equal(out + plain_length, plain, plain_length);
    free(out);
    free(twice);
    free(plain);
    free(bytes);
  }
}

static void a_cut_file_is_refused_wherever_it_is_cut(void **state) {
  (void)state;
  for (int k = 1; k < 3; k++) {
    size_t length, out_length;
    char *bytes = raw(endings[k], &length), *out;
    for (size_t cut = 4; cut < length; cut += cut < 40 || cut > length - 40 ? 1 : length / 20) {
      prl_error err;
      assert_int_equal(reads("cut", bytes, cut, &err, &out, &out_length), PRL_E_FORMAT);
      assert_null(out);
      assert_non_null(strstr(err.message, "cut off"));
      assert_non_null(strstr(err.file, "cut"));
    }
    free(bytes);
  }
}

static void damage_is_found(void **state) {
  (void)state;
  for (int k = 1; k < 3; k++) {
    size_t length, out_length;
    char *bytes = raw(endings[k], &length), *out;
    bytes[length / 2] ^= 0x10;
    prl_error err;
    assert_int_equal(reads("hurt", bytes, length, &err, &out, &out_length), PRL_E_FORMAT);
    assert_null(out);
    bytes[length / 2] ^= 0x10;
    char *tail = malloc(length + 7);
    memcpy(tail, bytes, length);
    memcpy(tail + length, "garbage", 7);
    assert_int_equal(reads("tail", tail, length + 7, &err, &out, &out_length), PRL_E_FORMAT);
    assert_non_null(strstr(err.message, "damaged"));
    free(tail);
    free(bytes);
  }
}

static void a_false_name_is_refused(void **state) {
  (void)state;
  char *out;
  size_t length;
  prl_error err;
  assert_int_equal(reads("false.gz", "a,b\n", 4, &err, &out, &length), PRL_E_FORMAT);
  assert_non_null(strstr(err.message, "gzip"));
  assert_int_equal(reads("false.zst", "", 0, &err, &out, &length), PRL_E_FORMAT);
  assert_non_null(strstr(err.message, "zstd"));
  prl_table *t;
  err = (prl_error){0};
  assert_int_equal(prl_table_read(&t, in_folder("none.gz"), NULL, 0, PRL_TEXT, &err), PRL_E_NO_FILE);
}

static void the_same_table_gives_the_same_file(void **state) {
  (void)state;
  const char *const names[] = {"a"};
  prl_table_writer *w = prl_table_writer_new(names, 1);
  for (int k = 1; k < 3; k++) {
    char one[32], two[32];
    snprintf(one, sizeof one, "one%s", endings[k] + 1);
    snprintf(two, sizeof two, "two%s", endings[k] + 1);
    assert_int_equal(prl_table_write(w, in_folder(one), NULL), PRL_OK);
    assert_int_equal(prl_table_write(w, in_folder(two), NULL), PRL_OK);
    size_t a, b;
    char *first = raw(one, &a), *second = raw(two, &b);
    assert_int_equal(a, b);
    assert_memory_equal(first, second, a);
    free(first);
    free(second);
    unlink(in_folder(one));
    unlink(in_folder(two));
  }
  prl_table_writer_free(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_three_read_alike),
      cmocka_unit_test(the_first_bytes_tell_not_the_name),
      cmocka_unit_test(members_after_one_another_are_one_text),
      cmocka_unit_test(a_cut_file_is_refused_wherever_it_is_cut),
      cmocka_unit_test(damage_is_found),
      cmocka_unit_test(a_false_name_is_refused),
      cmocka_unit_test(the_same_table_gives_the_same_file),
  };
  return cmocka_run_group_tests(tests, make_files, remove_files);
}
