/* scratch.h -- a temporary dossier for one test: made of texts and of files of tests/record/dossiers/sound, removed afterwards. */
#ifndef PRL_TEST_SCRATCH_H
#define PRL_TEST_SCRATCH_H

#include "parley/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SOUND "tests/record/dossiers/sound"

typedef struct scratch {
  char path[64];
} scratch;

static inline void scratch_put(const scratch *s, const char *name, const char *text) {
  char path[512];
  prl_error err = {0};
  snprintf(path, sizeof path, "%s/%s", s->path, name);
  assert_int_equal(prl_file_write(path, text, strlen(text), &err), PRL_OK);
}

static inline void scratch_take_as(const scratch *s, const char *from, const char *name) {
  char *bytes;
  size_t length;
  prl_error err = {0};
  assert_int_equal(prl_file_read(&bytes, &length, from, &err), PRL_OK);
  scratch_put(s, name, bytes);
  free(bytes);
}

static inline void scratch_take(const scratch *s, const char *name) {
  char from[512];
  snprintf(from, sizeof from, SOUND "/%s", name);
  scratch_take_as(s, from, name);
}

static inline scratch scratch_new(void) {
  scratch s = {"/tmp/prl-record-XXXXXX"};
  char path[128];
  assert_non_null(mkdtemp(s.path));
  static const char *const folders[] = {"lists", "measures", "weights"};
  for (int k = 0; k < 3; k++) {
    snprintf(path, sizeof path, "%s/%s", s.path, folders[k]);
    assert_int_equal(mkdir(path, 0700), 0);
  }
  return s;
}

/* the sound dossier up to its measures */
static inline void scratch_take_base(const scratch *s) {
  static const char *const files[] = {"dossier.yaml",    "sources.yaml",           "people.yaml",      "lists/rated.csv",
                                      "lists/plain.csv", "weights/us-imports.csv", "measures/us.yaml", "measures/cn.yaml"};
  for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
    scratch_take(s, files[k]);
  }
}

static inline int scratch_remove(const char *path, const struct stat *info, int kind, struct FTW *walk) {
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

static inline void scratch_free(const scratch *s) { nftw(s->path, scratch_remove, 8, FTW_DEPTH | FTW_PHYS); }

/* a dossier of one measure file beside the sound one's sources and lists; NULL with the error when it does not open */
static inline prl_dossier *scratch_open_measures(const char *measures, prl_error *err) {
  scratch s = scratch_new();
  scratch_take(&s, "sources.yaml");
  scratch_take(&s, "lists/rated.csv");
  scratch_take(&s, "lists/plain.csv");
  scratch_put(&s, "dossier.yaml",
              "title: T\nhorizon: 2026-10-17\nparties:\n"
              "  - {id: USA, name: United States, zone: \"EST5EDT,M3.2.0,M11.1.0\", regions: [USA]}\n"
              "  - {id: CHN, name: China, zone: CST-8, regions: [CHN, HKG]}\n");
  scratch_put(&s, "measures/m.yaml", measures);
  prl_dossier *dossier;
  prl_dossier_open(&dossier, s.path, err);
  scratch_free(&s);
  return dossier;
}

#endif
