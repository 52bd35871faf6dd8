/* file.c -- whole files in, whole files out.
 *
 * Writing: a new file beside the old (same folder, so that rename is one step), its bytes forced to the disk, then renamed over
 * the old one. Invariant: at every moment `path` is all of the old file or all of the new one, and a failure leaves nothing
 * beside it. A link is followed: the file it names is replaced, not the link. What is no regular file (a device, a pipe)
 * cannot be replaced and is written to directly.
 */
#include "parley/base.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static prl_status fail_errno(prl_error *err, prl_status status, const char *path, const char *what, int number) {
  char buffer[128];
  prl_fail(err, status, "%s: %s", what, strerror_r(number, buffer, sizeof buffer));
  prl_error_at(err, path, 0, 0);
  return status;
}

static prl_status fail_memory(prl_error *err, const char *path) {
  prl_fail(err, PRL_E_MEMORY, "the file does not fit into memory");
  prl_error_at(err, path, 0, 0);
  return PRL_E_MEMORY;
}

/* At least one more byte of room, and one for the final NUL. */
static bool make_room(prl_text *text, size_t expected) {
  if (text->length + 1 < text->capacity) return true;
  size_t capacity = text->capacity ? text->capacity * 2 : expected;
  char *bytes = capacity > text->capacity ? realloc(text->bytes, capacity) : NULL;
  if (!bytes) return false;
  text->bytes = bytes;
  text->capacity = capacity;
  return true;
}

static prl_status read_all(prl_text *text, int fd, const char *path, prl_error *err) {
  struct stat info;
  if (fstat(fd, &info) != 0) return fail_errno(err, PRL_E_READ, path, "cannot be read", errno);
  size_t expected = (S_ISREG(info.st_mode) && info.st_size > 0 ? (size_t)info.st_size : 4096) + 2;
  for (;;) {
    if (!make_room(text, expected)) return fail_memory(err, path);
    size_t room = text->capacity - text->length - 1;
    ssize_t got = read(fd, text->bytes + text->length, room < SSIZE_MAX ? room : SSIZE_MAX);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_errno(err, PRL_E_READ, path, "cannot be read", errno);
    if (got == 0) break;
    text->length += (size_t)got;
  }
  text->bytes[text->length] = '\0';
  return PRL_OK;
}

prl_status prl_file_read(char **out, size_t *length, const char *path, prl_error *err) {
  *out = NULL;
  *length = 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail_errno(err, errno == ENOENT ? PRL_E_NO_FILE : PRL_E_READ, path, "cannot be opened", errno);
  prl_text text = {0};
  prl_status status = read_all(&text, fd, path, err);
  close(fd);
  if (status != PRL_OK) {
    prl_text_free(&text);
    return status;
  }
  *out = text.bytes;
  *length = text.length;
  return PRL_OK;
}

/* 0 or the errno of the failure. */
static int write_all(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t put = write(fd, bytes, length < SSIZE_MAX ? length : SSIZE_MAX);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    bytes += put;
    length -= (size_t)put;
  }
  return 0;
}

/* O_EXCL with names of our own, not mkstemp: the umask then gives the new file its usual mode. */
static int open_beside(char *name, size_t size, const char *path) {
  for (int k = 0; k < 1000; k++) {
    if ((size_t)snprintf(name, size, "%s.new-%ld-%d", path, (long)getpid(), k) >= size) {
      errno = ENAMETOOLONG;
      return -1;
    }
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

static int replace(const char *path, const struct stat *old, const char *bytes, size_t length) {
  char beside[PATH_MAX];
  int fd = open_beside(beside, sizeof beside, path);
  if (fd < 0) return errno;
  int failed = write_all(fd, bytes, length);
  if (!failed && old && fchmod(fd, old->st_mode & 07777) != 0) failed = errno;
  if (!failed && fsync(fd) != 0) failed = errno;
  if (close(fd) != 0 && !failed) failed = errno;
  if (!failed && rename(beside, path) != 0) failed = errno;
  if (failed) unlink(beside);
  return failed;
}

static int write_directly(const char *path, const char *bytes, size_t length) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  int failed = write_all(fd, bytes, length);
  if (close(fd) != 0 && !failed) failed = errno;
  return failed;
}

static int replace_target(const char *path, const struct stat *old, const char *bytes, size_t length) {
  char *target = realpath(path, NULL);
  if (!target) return errno;
  int failed = replace(target, old, bytes, length);
  free(target);
  return failed;
}

prl_status prl_file_write(const char *path, const void *bytes, size_t length, prl_error *err) {
  struct stat old;
  int failed;
  if (stat(path, &old) != 0)
    failed = replace(path, NULL, bytes, length);
  else if (S_ISREG(old.st_mode))
    failed = replace_target(path, &old, bytes, length);
  else
    failed = write_directly(path, bytes, length);
  return failed ? fail_errno(err, PRL_E_WRITE, path, "cannot be written", failed) : PRL_OK;
}
