/* reader.c -- is this node what its place in the record calls for, and if not, what should stand there?
 *
 * Every message names file, line and column, what was found and what was expected; misspelt keys and words come with the
 * nearest known spelling. A key without value is a problem and not an absence, so that a fact begun and not finished is seen. */
#include "reader.h"

#include <stdarg.h>
#include <string.h>

/* ---- problems ---- */

static void deliver(prl_reader *r, const prl_error *problem) {
  r->problems++;
  if (!r->sink || problem->status == PRL_E_MEMORY) {
    *r->err = *problem;
    r->stopped = true;
  } else if (!r->sink(r->context, problem)) {
    r->stopped = true;
  }
}

bool prl_report(prl_reader *r, prl_place at, prl_status status, const char *hint, const char *format, ...) {
  if (r->stopped) {
    return false;
  }
  prl_error problem = {0};
  char message[sizeof problem.message];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  prl_fail(&problem, status, "%s", message);
  prl_error_at(&problem, at.file, at.line, at.column);
  if (*hint) {
    prl_error_hint(&problem, "%s", hint);
  }
  if (*r->about) {
    prl_error_item(&problem, "%s", r->about);
  }
  deliver(r, &problem);
  return false;
}

bool prl_report_found(prl_reader *r, prl_place at, const prl_error *found) {
  if (r->stopped) {
    return false;
  }
  prl_error problem = *found;
  if (!*problem.file) {
    prl_error_at(&problem, at.file, at.line, at.column);
  }
  if (*r->about && !*problem.item) {
    prl_error_item(&problem, "%s", r->about);
  }
  deliver(r, &problem);
  return false;
}

bool prl_report_unknown(prl_reader *r, prl_place at, const char *what, const char *word, const char *const *known, int32_t count) {
  char hint[sizeof((prl_error *)0)->hint] = "";
  const char *nearest = count > 0 ? prl_nearest(word, known, count) : NULL;
  size_t used = 0;
  if (nearest) {
    snprintf(hint, sizeof hint, "did you mean '%s'?", nearest);
  } else {
    for (int32_t k = 0; k < count && count <= 16 && used < sizeof hint; k++) {
      used += (size_t)snprintf(hint + used, sizeof hint - used, "%s%s", k ? ", " : "known: ", known[k]);
    }
  }
  return prl_report(r, at, PRL_E_UNKNOWN_ID, hint, "unknown %s '%s'", what, word);
}

/* ---- memory ---- */

void *prl_reader_alloc(prl_reader *r, int64_t count, size_t size) {
  void *memory = prl_arena_alloc(r->arena, count > 0 ? (size_t)count : 1, size);
  if (!memory) {
    prl_report(r, (prl_place){"", 0, 0}, PRL_E_MEMORY, "", "no memory left to read the record");
  }
  return memory;
}

const char *prl_reader_text(prl_reader *r, const char *text) {
  char *copy = prl_arena_text(r->arena, text, strlen(text));
  if (!copy) {
    prl_report(r, (prl_place){"", 0, 0}, PRL_E_MEMORY, "", "no memory left to read the record");
  }
  return copy;
}

const char *prl_reader_path(prl_reader *r, const char *dir, const char *name) {
  size_t length = strlen(dir) + strlen(name) + 2;
  char *path = prl_reader_alloc(r, (int64_t)length, 1);
  if (path) {
    snprintf(path, length, "%s/%s", dir, name);
  }
  return path;
}

/* ---- shapes ---- */

static const char *kind_word(const prl_node *node) {
  static const char *const words[] = {"a single value", "a list", "a mapping"};
  return node->empty ? "nothing" : words[node->kind];
}

const prl_node *prl_child(const prl_node *mapping, const char *key) {
  for (const prl_node *child = mapping->kind == PRL_NODE_MAPPING ? mapping->first : NULL; child; child = child->next) {
    if (!strcmp(child->key, key)) {
      return child;
    }
  }
  return NULL;
}

static bool among(const char *word, const char *const *words, int32_t count) {
  for (int32_t k = 0; k < count; k++) {
    if (!strcmp(words[k], word)) {
      return true;
    }
  }
  return false;
}

bool prl_read_keys(prl_reader *r, const prl_node *node, const char *what, const char *const *keys, int32_t count, int32_t required) {
  if (node->kind != PRL_NODE_MAPPING) {
    return prl_report(r, node->place, PRL_E_SYNTAX, "write {key: value, ...}", "%s is %s, expected a mapping of keys to values", what,
                      kind_word(node));
  }
  for (const prl_node *child = node->first; child; child = child->next) {
    if (strcmp(child->key, "note") != 0 && !among(child->key, keys, count)) {
      char kind[64];
      snprintf(kind, sizeof kind, "key in %s:", what);
      prl_report_unknown(r, child->key_place, kind, child->key, keys, count);
    }
  }
  for (int32_t k = 0; k < required; k++) {
    if (!prl_child(node, keys[k])) {
      char hint[64];
      snprintf(hint, sizeof hint, "add %s: ...", keys[k]);
      prl_report(r, node->place, PRL_E_MISSING, hint, "%s has no '%s'", what, keys[k]);
    }
  }
  return true;
}

bool prl_read_list(prl_reader *r, const prl_node *node, const char *what) {
  if (!node) {
    return false;
  }
  return node->kind == PRL_NODE_SEQUENCE || prl_report(r, node->place, PRL_E_SYNTAX, "begin every entry with '- '",
                                                       "%s: %s, expected a list of entries", what, kind_word(node));
}

/* ---- values ---- */

static const prl_node *scalar(prl_reader *r, const prl_node *mapping, const char *key, const char *expected) {
  const prl_node *node = prl_child(mapping, key);
  if (!node) {
    return NULL;
  }
  if (node->empty) {
    prl_report(r, node->place, PRL_E_MISSING, "give it a value, or leave the key out", "%s has no value, expected %s", key, expected);
    return NULL;
  }
  if (node->kind != PRL_NODE_SCALAR) {
    prl_report(r, node->place, PRL_E_VALUE, "", "%s is %s, expected %s", key, kind_word(node), expected);
    return NULL;
  }
  return node;
}

const char *prl_read_text(prl_reader *r, const prl_node *mapping, const char *key) {
  const prl_node *node = scalar(r, mapping, key, "text");
  return node ? node->text : "";
}

/* "12.5%" is nearly right: show it written as it should be */
static void number_hint(char *hint, size_t size, const char *key, const char *text) {
  size_t length = strcspn(text, "% ");
  double x;
  if (length > 0 && length < strlen(text) && prl_parse_number(&x, text, length)) {
    snprintf(hint, size, "Write %s: %.*s", key, (int)length, text);
  } else {
    snprintf(hint, size, "Write %s: 10", key);
  }
}

bool prl_read_number(double *out, prl_reader *r, const prl_node *mapping, const char *key, const char *unit) {
  const prl_node *node = scalar(r, mapping, key, "a number");
  if (!node || prl_parse_number(out, node->text, strlen(node->text))) {
    return node != NULL;
  }
  char hint[128];
  number_hint(hint, sizeof hint, key, node->text);
  return prl_report(r, node->place, PRL_E_VALUE, hint, "%s is \"%.80s\", expected a number%s%s", key, node->text, *unit ? " in " : "",
                    unit);
}

bool prl_read_year(int32_t *out, prl_reader *r, const prl_node *mapping, const char *key) {
  const prl_node *node = scalar(r, mapping, key, "a year");
  int64_t year;
  if (!node) {
    return false;
  }
  if (!prl_parse_integer(&year, node->text, strlen(node->text)) || year < 1000 || year > 9999) {
    return prl_report(r, node->place, PRL_E_VALUE, "", "%s is \"%.80s\", expected a year of four digits", key, node->text);
  }
  *out = (int32_t)year;
  return true;
}

bool prl_read_flag(prl_reader *r, const prl_node *mapping, const char *key) {
  const prl_node *node = scalar(r, mapping, key, "true or false");
  if (!node || !strcmp(node->text, "true")) {
    return node != NULL;
  }
  return strcmp(node->text, "false") != 0 &&
         prl_report(r, node->place, PRL_E_VALUE, "", "%s is \"%.80s\", expected true or false", key, node->text);
}

prl_when prl_read_when(prl_reader *r, const prl_node *mapping, const char *key) {
  const prl_node *node = scalar(r, mapping, key, "a date");
  prl_when when = {0};
  prl_error found = {0};
  if (node && prl_when_parse(&when, node->text, &found) != PRL_OK) {
    prl_report(r, node->place, PRL_E_VALUE, found.hint, "%s: %s", key, found.message);
    return (prl_when){0};
  }
  return when;
}

static const prl_node *word_from(const prl_node *node) {
  while (node && (node->kind != PRL_NODE_SCALAR || !*node->text)) {
    node = node->next;
  }
  return node;
}

const prl_node *prl_first_word(const prl_node *node) {
  if (node->kind == PRL_NODE_SCALAR) {
    return *node->text ? node : NULL;
  }
  return node->kind == PRL_NODE_SEQUENCE ? word_from(node->first) : NULL;
}

const prl_node *prl_next_word(const prl_node *node, const prl_node *word) { return word == node ? NULL : word_from(word->next); }

/* report what is no word in a place for words */
static void check_words(prl_reader *r, const prl_node *node) {
  if (node->kind == PRL_NODE_MAPPING || !node->count) {
    if (node->kind != PRL_NODE_SCALAR || !*node->text) {
      prl_report(r, node->place, PRL_E_VALUE, "write [a, b]", "%s is %s, expected a word or a list of words",
                 node->key ? node->key : "this", node->kind == PRL_NODE_SEQUENCE ? "an empty list" : kind_word(node));
    }
    return;
  }
  for (const prl_node *child = node->first; child; child = child->next) {
    if (child->kind != PRL_NODE_SCALAR || !*child->text) {
      prl_report(r, child->place, PRL_E_VALUE, "write [a, b]", "%s where a word is expected", kind_word(child));
    }
  }
}

prl_names prl_read_words(prl_reader *r, const prl_node *node) {
  prl_names names = {0};
  if (!node) {
    return names;
  }
  check_words(r, node);
  const char **at = prl_reader_alloc(r, node->count, sizeof *at);
  for (const prl_node *word = at ? prl_first_word(node) : NULL; word; word = prl_next_word(node, word)) {
    at[names.count++] = word->text;
  }
  names.at = at;
  return names;
}

int32_t prl_read_word(prl_reader *r, const prl_node *mapping, const char *key, const char *const *words, int32_t count, int32_t absent) {
  const prl_node *node = scalar(r, mapping, key, "a word");
  for (int32_t k = 0; node && k < count; k++) {
    if (!strcmp(words[k], node->text)) {
      return k;
    }
  }
  if (node) {
    prl_report_unknown(r, node->place, key, node->text, words, count);
  }
  return absent;
}

const char *prl_read_id(prl_reader *r, const prl_node *mapping) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  r->about = "";
  const prl_node *node = scalar(r, mapping, "id", "a word");
  if (!node || !*node->text) {
    return "";
  }
  if (node->text[strspn(node->text, allowed)]) {
    prl_report(r, node->place, PRL_E_VALUE, "write it in letters, digits and '-'", "id is \"%.80s\", which has other characters",
               node->text);
    return "";
  }
  r->about = node->text;
  return node->text;
}
