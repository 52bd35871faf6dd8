/* The schemas for editors say what the readers read: the keys of every mapping, its required keys, and the words that stand for constants.
 *
 * A mapping has the same name in both: the title in docs/schema, the third argument of prl_read_keys in src/record. The readers'
 * keys are taken from their source text: `keys[] = {...}` and the call that follows it. */
#include "scratch.h"

#include <dirent.h>
#include <jansson.h>

#define MOST 64

typedef struct table { /* one call of prl_read_keys */
  char what[64], keys[MOST][32];
  int count, required;
  bool seen; /* in a schema */
} table;

typedef struct tables {
  table at[MOST];
  int count;
  char file[256]; /* the schema being held against them */
} tables;

/* ---- the readers' source ---- */

static const char *quoted(char *out, size_t size, const char *from, const char *end) {
  const char *open = memchr(from, '"', (size_t)(end - from));
  const char *close = open ? memchr(open + 1, '"', (size_t)(end - open - 1)) : NULL;
  if (!close) {
    return NULL;
  }
  assert_true((size_t)(close - open) <= size);
  snprintf(out, size, "%.*s", (int)(close - open - 1), open + 1);
  return close + 1;
}

static void take_call(tables *t, const char *list, const char *call) {
  table *next = &t->at[t->count];
  const char *end = strchr(list, '}'), *stop = strchr(call, ';');
  assert_true(t->count < MOST && end && stop && end < call);
  memset(next, 0, sizeof *next);
  for (const char *at = list; (at = quoted(next->keys[next->count], sizeof next->keys[0], at, end));) {
    next->count++;
    assert_true(next->count < MOST);
  }
  const char *count = strstr(call, "PRL_COUNT(keys), ");
  assert_non_null(quoted(next->what, sizeof next->what, call, stop));
  assert_true(count && count < stop);
  next->required = atoi(count + strlen("PRL_COUNT(keys), "));
  t->count++;
}

static void take_file(tables *t, const char *path) {
  char *text;
  size_t length;
  prl_error err = {0};
  assert_int_equal(prl_file_read(&text, &length, path, &err), PRL_OK);
  const char *list = NULL;
  for (const char *at = text; (at = strpbrk(at, "kp"));) {
    if (!strncmp(at, "keys[] = {", 10)) {
      list = at;
    } else if (list && !strncmp(at, "prl_read_keys(", 14)) {
      take_call(t, list, at);
    }
    at++;
  }
  free(text);
}

static int open_tables(void **state) {
  tables *t = calloc(1, sizeof *t);
  struct dirent **entries;
  char path[512];
  int count = scandir("src/record", &entries, NULL, alphasort);
  if (!t || count <= 0) {
    free(t);
    return -1;
  }
  for (int k = 0; k < count; k++) {
    size_t length = strlen(entries[k]->d_name);
    if (length > 2 && !strcmp(entries[k]->d_name + length - 2, ".c")) {
      snprintf(path, sizeof path, "src/record/%s", entries[k]->d_name);
      take_file(t, path);
    }
    free(entries[k]);
  }
  free(entries);
  *state = t;
  return 0;
}

static int close_tables(void **state) {
  free(*state);
  return 0;
}

/* ---- the schemas ---- */

static bool has_key(const table *reader, const char *key) {
  for (int k = 0; k < reader->count; k++) {
    if (!strcmp(reader->keys[k], key)) {
      return true;
    }
  }
  /* an account in `said` has one key more, by the kind of its entry */
  bool own = !strcmp(key, "rate") || !strcmp(key, "quantity") || !strcmp(key, "place");
  return !strcmp(key, "note") || (own && !strcmp(reader->what, "an account in said"));
}

static void compare_keys(const tables *t, const table *reader, json_t *properties, json_t *required) {
  const char *key;
  json_t *value;
  size_t index;
  json_object_foreach(properties, key, value) {
    if (!has_key(reader, key)) {
      fail_msg("%s: '%s' in %s, which no reader takes", t->file, key, reader->what);
    }
  }
  for (int k = 0; k < reader->count; k++) {
    bool needed = false;
    if (!json_object_get(properties, reader->keys[k])) {
      fail_msg("%s: %s has no '%s', which its reader takes", t->file, reader->what, reader->keys[k]);
    }
    json_array_foreach(required, index, value) { needed = needed || !strcmp(json_string_value(value), reader->keys[k]); }
    if (k < reader->required && !needed) {
      fail_msg("%s: '%s' of %s is required", t->file, reader->keys[k], reader->what);
    }
  }
  json_array_foreach(required, index, value) { assert_true(has_key(reader, json_string_value(value))); }
  assert_non_null(json_object_get(properties, "note"));
}

static void hold_mapping(tables *t, json_t *object) {
  const char *title = json_string_value(json_object_get(object, "title"));
  assert_non_null(title);
  for (int k = 0; k < t->count; k++) {
    if (!strcmp(t->at[k].what, title)) {
      compare_keys(t, &t->at[k], json_object_get(object, "properties"), json_object_get(object, "required"));
      t->at[k].seen = true;
      return;
    }
  }
  fail_msg("%s: '%s' is read by no reader", t->file, title);
}

static void walk(tables *t, json_t *root, json_t *node) {
  const char *key;
  json_t *child;
  size_t index;
  const char *reference = json_string_value(json_object_get(node, "$ref"));
  if (reference && (strncmp(reference, "#/$defs/", 8) != 0 || !json_object_get(json_object_get(root, "$defs"), reference + 8))) {
    fail_msg("%s: %s leads nowhere", t->file, reference);
  }
  if (json_is_false(json_object_get(node, "additionalProperties"))) {
    hold_mapping(t, node);
  }
  json_object_foreach(node, key, child) { walk(t, root, child); }
  json_array_foreach(node, index, child) { walk(t, root, child); }
}

static json_t *load(const char *name) {
  char path[256];
  json_error_t err;
  snprintf(path, sizeof path, "docs/schema/%s.schema.json", name);
  json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &err);
  if (!root) {
    fail_msg("%s:%d:%d %s", path, err.line, err.column, err.text);
  }
  return root;
}

static void schemas_and_readers_have_the_same_keys(void **state) {
  static const char *const names[] = {"dossier",     "sources", "people", "events",   "measures",
                                      "commitments", "claims",  "items",  "stacking", "scenario"};
  tables *t = *state;
  assert_true(t->count > 20);
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    json_t *root = load(names[k]);
    snprintf(t->file, sizeof t->file, "%s", names[k]);
    assert_string_equal(json_string_value(json_object_get(root, "$schema")), "https://json-schema.org/draft/2020-12/schema");
    assert_non_null(json_object_get(root, "description"));
    walk(t, root, root);
    json_decref(root);
  }
  for (int k = 0; k < t->count; k++) {
    if (!t->at[k].seen) {
      fail_msg("%s stands in no schema", t->at[k].what);
    }
  }
}

/* ---- words ---- */

/* the enum at a path of keys below a schema's root */
static json_t *enum_at(json_t *root, const char *path) {
  char copy[256], *save = NULL;
  snprintf(copy, sizeof copy, "%s", path);
  for (char *key = strtok_r(copy, "/", &save); key; key = strtok_r(NULL, "/", &save)) {
    root = json_object_get(root, key);
  }
  return json_object_get(root, "enum");
}

static void same_words(const char *schema, const char *path, const char *const *words, size_t count) {
  json_t *root = load(schema), *list = enum_at(root, path);
  assert_int_equal(json_array_size(list), count);
  for (size_t k = 0; k < count; k++) {
    assert_string_equal(json_string_value(json_array_get(list, k)), words[k]);
  }
  json_decref(root);
}

static void schemas_and_readers_have_the_same_words(void **state) {
  (void)state;
#define PRL_X(name, word) word,
  static const char *const instruments[] = {PRL_INSTRUMENT_LIST(PRL_X)};
  static const char *const states[] = {PRL_STATE_LIST(PRL_X)};
  static const char *const events[] = {PRL_EVENT_LIST(PRL_X)};
  static const char *const claims[] = {PRL_CLAIM_LIST(PRL_X)};
  static const char *const tallies[] = {PRL_TALLY_LIST(PRL_X)};
#undef PRL_X
  same_words("measures", "$defs/instrument", instruments, PRL_INSTRUMENTS - 1); /* all but purchase */
  same_words("scenario", "$defs/flow_change/properties/instrument", instruments, PRL_INSTRUMENTS);
  same_words("measures", "items/properties/history/items/properties/state", states + 1, PRL_STATES - 2);
  static const char *const rents[] = {"destination", "origin", "destination-firms", "origin-firms", "burnt"};
  same_words("scenario", "$defs/flow_change/properties/rent", rents, sizeof rents / sizeof *rents);
  same_words("items", "$defs/flow_change/properties/rent", rents, sizeof rents / sizeof *rents);
  same_words("measures", "items/properties/rent", rents, sizeof rents / sizeof *rents);
  same_words("events", "items/properties/kind", events, sizeof events / sizeof *events);
  same_words("claims", "items/properties/kind", claims, sizeof claims / sizeof *claims);
  same_words("commitments", "items/properties/tally/items/properties/measure", tallies, sizeof tallies / sizeof *tallies);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(schemas_and_readers_have_the_same_keys),
                                     cmocka_unit_test(schemas_and_readers_have_the_same_words)};
  return cmocka_run_group_tests(tests, open_tables, close_tables);
}
