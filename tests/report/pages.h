/* pages.h -- a little record and a little world to report on, and reports read back. */
#ifndef PAGES_H
#define PAGES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "parley/parley.h"

static inline void fine(prl_status status, const prl_error *err) {
  if (status >= 0) return;
  char text[2048];
  prl_error_print(text, sizeof text, err);
  fail_msg("%s", text);
}

static const prl_style as_text = {PRL_AS_TEXT, 80, false}, as_csv = {PRL_AS_CSV, 80, false}, as_json = {PRL_AS_JSON, 80, false};

static inline prl_trace plain_trace(void) {
  return (prl_trace){.command = "parley try",
                     .version = "0.1.0",
                     .dossier = "record",
                     .date = "2025-12-05",
                     .known = "2025-12-05",
                     .horizon = "2026-06-30"};
}

static inline prl_dossier *little_record(void) {
  prl_dossier *dossier = NULL;
  prl_error err = {0};
  fine(prl_dossier_open(&dossier, "tests/report/record", &err), &err);
  return dossier;
}

static inline prl_world *little_world(void) {
  prl_world *world = NULL;
  prl_error err = {0};
  fine(prl_world_import(&world, "tests/report/world", &err), &err);
  return world;
}

static inline prl_asof on(const char *date, const char *known) {
  prl_asof asof;
  prl_error err = {0};
  fine(prl_asof_parse(&asof, date, known, &err), &err);
  return asof;
}

static inline json_t *parsed(prl_text *text) {
  json_error_t error;
  assert_true(text->length > 1);
  assert_int_equal(text->bytes[text->length - 1], '\n');
  json_t *root = json_loads(text->bytes, JSON_REJECT_DUPLICATES, &error);
  if (!root) fail_msg("line %d column %d: %s", error.line, error.column, error.text);
  prl_text_free(text);
  return root;
}

static inline json_t *get(json_t *object, const char *key) {
  json_t *value = json_object_get(object, key);
  if (!value) fail_msg("no key '%s'", key);
  return value;
}

static inline const char *text_of(json_t *object, const char *key) {
  json_t *value = get(object, key);
  if (!json_is_string(value)) fail_msg("'%s' is no text", key);
  return json_string_value(value);
}

static inline double number_of(json_t *object, const char *key) {
  json_t *value = get(object, key);
  if (!json_is_number(value)) fail_msg("'%s' is no number", key);
  return json_number_value(value);
}

static inline bool is_null(json_t *object, const char *key) { return json_is_null(get(object, key)); }

/* the entry of an array whose `key` reads so; NULL when there is none */
static inline json_t *entry(json_t *array, const char *key, const char *value) {
  size_t k;
  json_t *o;
  json_array_foreach(array, k, o) if (strcmp(text_of(o, key), value) == 0) return o;
  return NULL;
}

static inline prl_table *table_of(prl_text *text) {
  prl_table *table = NULL;
  prl_error err = {0};
  fine(prl_table_parse(&table, "report.csv", text->bytes, text->length, NULL, 0, PRL_TEXT, &err), &err);
  prl_text_free(text);
  return table;
}

static inline const char *cell_of(const prl_table *table, int64_t row, const char *column) {
  int32_t c = prl_table_find(table, column);
  if (c < 0) fail_msg("no column '%s'", column);
  return prl_table_text(table, row, c);
}

static inline int64_t row_of(const prl_table *table, const char *column, const char *value) {
  for (int64_t r = 0; r < prl_table_rows(table); r++)
    if (strcmp(cell_of(table, r, column), value) == 0) return r;
  return -1;
}

static inline void assert_holds(const prl_text *text, const char *part) {
  if (!text->bytes || !strstr(text->bytes, part)) fail_msg("no '%s' in:\n%s", part, text->bytes ? text->bytes : "");
}

static inline void assert_lacks(const prl_text *text, const char *part) {
  if (text->bytes && strstr(text->bytes, part)) fail_msg("'%s' in:\n%s", part, text->bytes);
}

static inline void assert_no_trailing_blanks(const prl_text *text) { assert_lacks(text, " \n"); }

/* the keys every object begins with */
static inline void assert_traced(json_t *root, const char *shape) {
  static const char *const keys[] = {"version",        "command",      "dossier", "asof",         "known",     "horizon",
                                     "beyond_horizon", "note",         "world",   "world_source", "base_year", "base",
                                     "policy",         "elasticities", "closure", "accuracy"};
  assert_string_equal(text_of(root, "parley"), shape);
  for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) get(root, keys[k]);
}

#endif
