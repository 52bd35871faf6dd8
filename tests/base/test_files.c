/* Files: what is written is read back, an old file is replaced whole, and a failure leaves nothing behind. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[128];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/parley-files-XXXXXX");
  if (!mkdtemp(folder)) return -1;
  snprintf(path, sizeof path, "%s/a.txt", folder);
  return 0;
}

static int entries(void) {
  DIR *dir = opendir(folder);
  int count = -2;
  while (readdir(dir)) count++;
  closedir(dir);
  return count;
}

static int remove_folder(void **state) {
  (void)state;
  unlink(path);
  return rmdir(folder);
}

static void holds(const char *file, const char *expected, size_t expected_length) {
  char *bytes;
  size_t length;
  prl_error err = {0};
  assert_int_equal(prl_file_read(&bytes, &length, file, &err), PRL_OK);
  assert_int_equal(length, expected_length);
  assert_memory_equal(bytes, expected, length);
  assert_int_equal(bytes[length], '\0');
  free(bytes);
}

static void bytes_come_back(void **state) {
  (void)state;
  assert_int_equal(prl_file_write(path, "a\0b\n", 4, NULL), PRL_OK);
  holds(path, "a\0b\n", 4);
  assert_int_equal(prl_file_write(path, "", 0, NULL), PRL_OK);
  holds(path, "", 0);
  char *many = malloc(3000000);
  memset(many, 'x', 3000000);
  assert_int_equal(prl_file_write(path, many, 3000000, NULL), PRL_OK);
  holds(path, many, 3000000);
  free(many);
  assert_int_equal(entries(), 1);
}

static void mode_is_kept(void **state) {
  (void)state;
  prl_file_write(path, "old", 3, NULL);
  chmod(path, 0640);
  prl_file_write(path, "new", 3, NULL);
  struct stat info;
  assert_int_equal(stat(path, &info), 0);
  assert_int_equal(info.st_mode & 0777, 0640);
}

static void a_link_is_followed(void **state) {
  (void)state;
  char other[160];
  snprintf(other, sizeof other, "%s/link", folder);
  prl_file_write(path, "old", 3, NULL);
  assert_int_equal(symlink("a.txt", other), 0);
  assert_int_equal(prl_file_write(other, "new", 3, NULL), PRL_OK);
  struct stat info;
  assert_int_equal(lstat(other, &info), 0);
  assert_true(S_ISLNK(info.st_mode));
  holds(path, "new", 3);
  unlink(other);
}

static void a_device_is_not_replaced(void **state) {
  (void)state;
  assert_int_equal(prl_file_write("/dev/null", "x", 1, NULL), PRL_OK);
  struct stat info;
  assert_int_equal(stat("/dev/null", &info), 0);
  assert_true(S_ISCHR(info.st_mode));
  holds("/dev/null", "", 0);
}

static void failures_name_file_and_reason(void **state) {
  (void)state;
  char *bytes, missing[160];
  size_t length;
  snprintf(missing, sizeof missing, "%s/none/b.txt", folder);
  prl_error err = {0};
  assert_int_equal(prl_file_read(&bytes, &length, missing, &err), PRL_E_NO_FILE);
  assert_null(bytes);
  assert_string_equal(err.file, missing);
  assert_non_null(strstr(err.message, "No such file"));
  err = (prl_error){0};
  assert_int_equal(prl_file_read(&bytes, &length, folder, &err), PRL_E_READ);
  assert_non_null(strstr(err.message, "directory"));
  err = (prl_error){0};
  assert_int_equal(prl_file_write(missing, "x", 1, &err), PRL_E_WRITE);
  assert_string_equal(err.file, missing);
  assert_non_null(strstr(err.message, "No such file"));
  err = (prl_error){0};
  assert_int_equal(prl_file_write(folder, "x", 1, &err), PRL_E_WRITE);
  assert_non_null(strstr(err.message, "directory"));
}

static void a_full_disk_is_reported(void **state) {
  (void)state;
  if (access("/dev/full", W_OK) != 0) {
    print_message("# skipped: there is no /dev/full\n");
    return;
  }
  prl_error err = {0};
  assert_int_equal(prl_file_write("/dev/full", "x", 1, &err), PRL_E_WRITE);
  assert_non_null(strstr(err.message, "No space"));
}

/* The name fits, the one beside it does not: creation fails and the old file stays. */
static void a_failed_write_leaves_the_old_file(void **state) {
  (void)state;
  char name[300], text[420];
  memset(name, 'n', 252);
  name[252] = '\0';
  snprintf(text, sizeof text, "%s/%s", folder, name);
  FILE *old = fopen(text, "w");
  fputs("old", old);
  fclose(old);
  int before = entries();
  prl_error err = {0};
  assert_int_equal(prl_file_write(text, "new", 3, &err), PRL_E_WRITE);
  assert_int_equal(entries(), before);
  holds(text, "old", 3);
  unlink(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bytes_come_back),
      cmocka_unit_test(mode_is_kept),
      cmocka_unit_test(a_link_is_followed),
      cmocka_unit_test(a_device_is_not_replaced),
      cmocka_unit_test(failures_name_file_and_reason),
      cmocka_unit_test(a_full_disk_is_reported),
      cmocka_unit_test(a_failed_write_leaves_the_old_file),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
