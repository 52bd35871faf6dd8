/* json.c -- values of a JSON report: keys in the order written, numbers with 17 significant digits, null for what is not known.
 *
 * Makers keep the first failure, so that a report is built straight on and asked once at its end. jansson refuses text that is not
 * UTF-8; such a text is named in the error. */
#include "inside.h"

#include <math.h>
#include <string.h>

static void put(prl_json *json, json_t *parent, const char *key, json_t *value) {
  int refused = key ? json_object_set_new(parent, key, value) : json_array_append_new(parent, value);
  if (refused) json->failed = true;
}

void prl_json_begin(prl_json *json, const char *shape, const prl_trace *trace) {
  *json = (prl_json){.root = json_object()};
  prl_json_text(json, json->root, "parley", shape);
  prl_trace_json(json, trace);
}

static int append(const char *bytes, size_t length, void *out) {
  prl_text_add(out, bytes, length);
  return ((prl_text *)out)->failed ? -1 : 0;
}

prl_status prl_json_end(prl_text *out, prl_json *json, prl_error *err) {
  bool bad = json->bad[0] != '\0', failed = json->failed;
  if (!failed) failed = json_dump_callback(json->root, append, out, JSON_INDENT(2) | JSON_REAL_PRECISION(17)) != 0;
  json_decref(json->root);
  json->root = NULL;
  if (bad) {
    prl_fail(err, PRL_E_VALUE, "'%s' is not UTF-8, which JSON asks for", json->bad);
    prl_error_hint(err, "save the file it comes from as UTF-8");
    return PRL_E_VALUE;
  }
  if (failed) return prl_fail(err, PRL_E_MEMORY, "the report does not fit into memory");
  prl_text_puts(out, "\n");
  return prl_text_end(out, err);
}

json_t *prl_json_object(prl_json *json, json_t *parent, const char *key) {
  json_t *object = json_object();
  put(json, parent, key, object);
  return json->failed ? NULL : object;
}

json_t *prl_json_array(prl_json *json, json_t *parent, const char *key) {
  json_t *array = json_array();
  put(json, parent, key, array);
  return json->failed ? NULL : array;
}

/* Is it the text that was refused? jansson refuses memory and encoding alike. */
static bool is_utf8(const char *text) {
  json_t *copy = json_string_nocheck(text), *checked = json_string(text);
  bool encoded = !copy || checked;
  json_decref(copy);
  json_decref(checked);
  return encoded;
}

void prl_json_text(prl_json *json, json_t *parent, const char *key, const char *text) {
  json_t *value = text ? json_string(text) : json_null();
  if (!value && !json->bad[0] && !is_utf8(text)) snprintf(json->bad, sizeof json->bad, "%s", text);
  put(json, parent, key, value);
}

void prl_json_some(prl_json *json, json_t *parent, const char *key, const char *text) {
  prl_json_text(json, parent, key, text && text[0] ? text : NULL);
}

void prl_json_number(prl_json *json, json_t *parent, const char *key, double x) {
  put(json, parent, key, isfinite(x) ? json_real(x) : json_null());
}

void prl_json_whole(prl_json *json, json_t *parent, const char *key, int64_t x) { put(json, parent, key, json_integer(x)); }

void prl_json_bool(prl_json *json, json_t *parent, const char *key, bool x) { put(json, parent, key, json_boolean(x)); }

void prl_json_null(prl_json *json, json_t *parent, const char *key) { put(json, parent, key, json_null()); }

void prl_json_when(prl_json *json, json_t *parent, const char *key, const prl_when *when) {
  char figure[PRL_FIGURE];
  prl_json_some(json, parent, key, prl_when_text(figure, when));
}

void prl_json_sources(prl_json *json, json_t *parent, const prl_source *const *sources, int32_t count) {
  json_t *ids = prl_json_array(json, parent, "sources");
  for (int32_t k = 0; k < count; k++) prl_json_text(json, ids, NULL, sources[k]->id);
}
