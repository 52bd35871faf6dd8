/* reads.h -- a text read against the tests' dossier, and its findings asked for. */
#ifndef PRL_TEST_READS_H
#define PRL_TEST_READS_H

#include "parley/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DOSSIER "tests/reading/dossier"

typedef struct reads {
  prl_dossier *dossier;
  prl_reading *reading;
  prl_reading_view view;
} reads;

static inline reads reads_bytes(const char *bytes, size_t length, const char *date) {
  reads r = {0};
  prl_error err = {0};
  char line[2048] = "";
  prl_reading_options options = {.size = sizeof options, .name = "article.txt"};
  if (prl_dossier_open(&r.dossier, DOSSIER, &err) != PRL_OK) prl_error_print(line, sizeof line, &err);
  assert_string_equal(line, "");
  if (date) assert_int_equal(prl_when_parse(&options.date, date, &err), PRL_OK);
  options.dossier = r.dossier;
  if (prl_reading_new(&r.reading, bytes, length, &options, &err) != PRL_OK) prl_error_print(line, sizeof line, &err);
  assert_string_equal(line, "");
  r.view = prl_reading_look(r.reading);
  return r;
}

static inline reads reads_text(const char *text, const char *date) { return reads_bytes(text, strlen(text), date); }

static inline void reads_free(reads *r) {
  prl_reading_free(r->reading);
  prl_dossier_free(r->dossier);
}

/* Finding n of a kind (and type, when given); NULL past the last */
static inline const prl_finding *reads_nth(const reads *r, prl_finding_kind kind, const char *type, int32_t n) {
  for (int32_t k = 0; k < r->view.count; k++) {
    const prl_finding *f = &r->view.findings[k];
    if (f->kind == kind && (!type || !strcmp(f->type, type)) && n-- == 0) return f;
  }
  return NULL;
}

static inline int32_t reads_count(const reads *r, prl_finding_kind kind, const char *type) {
  int32_t count = 0;
  while (reads_nth(r, kind, type, count)) count++;
  return count;
}

static inline const char *reads_when(char text[64], const prl_when *when) {
  prl_when_print(text, 64, when);
  return text;
}

/* A finding of this kind whose words hold `words`. */
static inline const prl_finding *reads_of(const reads *r, prl_finding_kind kind, const char *words) {
  for (int32_t k = 0; k < r->view.count; k++)
    if (r->view.findings[k].kind == kind && strstr(r->view.findings[k].words, words)) return &r->view.findings[k];
  return NULL;
}

#endif
