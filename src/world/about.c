/* about.c -- what a source says about itself: a table of key and value with the keys id, title, base_year, source, licence, scheme, notes.
 *
 * Later ones go over earlier ones: the folder's own table, the table given as an option, the id and title given as options. Without any
 * id it is the last name of the path, without its endings. */
#include "import.h"

#include <string.h>

enum { YEAR_FIRST = 1, YEAR_LAST = 9999, ABOUT_KEYS = 7, KEY_BASE_YEAR = 2 };

static const char *const about_keys[] = {"id", "title", "base_year", "source", "licence", "scheme", "notes"};

static int32_t about_key(const char *key) {
  for (int32_t k = 0; k < ABOUT_KEYS; k++)
    if (!strcmp(key, about_keys[k])) return k;
  return -1;
}

static prl_status unknown_key(const prl_table *table, int64_t row, int32_t column, prl_error *err) {
  const char *key = prl_table_text(table, row, column), *near = prl_nearest(key, about_keys, ABOUT_KEYS);
  prl_status status = prl_fail(err, PRL_E_UNKNOWN_ID, "unknown key \"%.60s\"", key);
  if (near)
    prl_error_hint(err, "did you mean %s?", near);
  else
    prl_error_hint(err, "the keys are id, title, base_year, source, licence, scheme and notes");
  return prl_at_cell(status, table, row, column, err);
}

static prl_status fill_year(prl_world *w, const prl_table *table, int64_t row, int32_t column, const char *text, prl_error *err) {
  int64_t year;
  if (!prl_parse_integer(&year, text, strlen(text)) || year < YEAR_FIRST || year > YEAR_LAST)
    return prl_at_cell(prl_fail(err, PRL_E_VALUE, "the base year is \"%.40s\"; a year such as 2022 expected", text), table, row, column,
                       err);
  w->base_year = (int32_t)year;
  return PRL_OK;
}

static prl_status set_text(prl_world *w, const char **field, const char *text, size_t length, prl_error *err) {
  *field = prl_arena_text(w->arena, text, length);
  return *field ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory for the title of a world");
}

static prl_status fill_about(prl_world *w, const prl_table *table, prl_error *err) {
  const char **fields[ABOUT_KEYS] = {&w->id, &w->title, NULL, &w->source, &w->licence, &w->scheme, &w->notes};
  bool seen[ABOUT_KEYS] = {false};
  int32_t keys = prl_table_find(table, "key"), values = prl_table_find(table, "value");
  for (int64_t r = 0; r < prl_table_rows(table); r++) {
    int32_t k = about_key(prl_table_text(table, r, keys));
    if (k < 0) return unknown_key(table, r, keys, err);
    if (seen[k]) return prl_at_cell(prl_fail(err, PRL_E_DUPLICATE, "the key %s is given twice", about_keys[k]), table, r, keys, err);
    seen[k] = true;
    const char *text = prl_table_text(table, r, values);
    prl_status status = k == KEY_BASE_YEAR ? fill_year(w, table, r, values, text, err) : set_text(w, fields[k], text, strlen(text), err);
    if (status < 0) return status;
  }
  return PRL_OK;
}

static prl_status read_about(prl_world *w, const char *path, prl_error *err) {
  static const prl_column columns[] = {{"key", PRL_TEXT, true}, {"value", PRL_TEXT, true}};
  prl_table *table = NULL;
  prl_status status = prl_table_read(&table, path, columns, 2, PRL_TEXT, err);
  if (status == PRL_OK) status = fill_about(w, table, err);
  prl_table_free(table);
  return status;
}

/* The path's own name, without the folders before it; of a file, without its endings. */
static prl_status name_of_path(prl_world *w, const char *path, bool folder, prl_error *err) {
  size_t end = strlen(path), start;
  while (end > 1 && path[end - 1] == '/') end--;
  for (start = end; start > 0 && path[start - 1] != '/'; start--) continue;
  size_t length = strcspn(path + start, "."), most = end - start;
  return set_text(w, &w->id, path + start, !folder && length > 0 && length < most ? length : most, err);
}

prl_status prl_about_read(prl_world *w, prl_source *source, bool in_folder) {
  const prl_import_options *options = source->options;
  source->found[0] = '\0';
  prl_status status = in_folder ? prl_source_find(source, "about", false) : PRL_OK;
  if (status == PRL_OK && source->found[0]) status = read_about(w, source->found, source->err);
  if (status == PRL_OK && options->about) status = read_about(w, options->about, source->err);
  if (status == PRL_OK && options->id) status = set_text(w, &w->id, options->id, strlen(options->id), source->err);
  if (status == PRL_OK && options->title) status = set_text(w, &w->title, options->title, strlen(options->title), source->err);
  if (status == PRL_OK && !*w->id) status = name_of_path(w, source->path, in_folder, source->err);
  if (status == PRL_OK && !*w->title) w->title = w->id;
  return status;
}
