/* place.h -- a folder of one fuzzing process, for the readers that read files; removed when the process ends. */
#ifndef PRL_FUZZ_PLACE_H
#define PRL_FUZZ_PLACE_H

#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char place_path[64] = "/tmp/prl-fuzz-XXXXXX";

static inline int place_drop(const char *path, const struct stat *info, int kind, struct FTW *walk) {
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

static inline void place_remove(void) { nftw(place_path, place_drop, 8, FTW_DEPTH | FTW_PHYS); }

static inline void place_new(void) {
  if (access("/dev/shm", W_OK) == 0) snprintf(place_path, sizeof place_path, "/dev/shm/prl-fuzz-XXXXXX");
  if (!mkdtemp(place_path)) abort();
  atexit(place_remove);
}

static inline void place_folder(const char *name) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", place_path, name);
  if (mkdir(path, 0700) != 0) abort();
}

static inline void place_put(const char *name, const void *bytes, size_t size) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", place_path, name);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) abort();
}

/* libfyaml 0.7.12 itself loses 4 kB when a quoted scalar of many pieces ends in an error */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfyaml"; }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif
