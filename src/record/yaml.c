/* yaml.c -- what does a YAML file say, and where does each word of it stand?
 *
 * libfyaml's events become a tree of nodes with line and column (counted from 1). Scalars stay text: numbers, dates and truth
 * values are read by those who know what they expect, so that "no" or 2025-10 is never turned into something else on the way.
 * Aliases share the nodes of their anchor; a file is refused when writing them out would pass PRL_YAML_MAX_NODES, so that a
 * short file cannot stand for an endless one. Refused too: tags, keys that are not words, a key twice, several documents, text
 * that is not UTF-8 (libfyaml would drop it in silence) and NUL characters.
 * Source: YAML 1.2.2, chapters 3 and 5-9. */
#include "yaml.h"

#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct anchor {
  const char *name;
  const prl_node *node;
} anchor;

typedef struct parse {
  prl_arena *arena;
  const char *path;
  struct fy_parser *parser;
  struct fy_diag *diag;
  prl_error *err;
  prl_place opened; /* the innermost collection that is still open */
  prl_place latest; /* the last event that had a place; empty values have none */
  anchor anchors[PRL_YAML_MAX_ANCHORS];
  int32_t anchor_count;
} parse;

/* ---- errors ---- */

static bool refuse(parse *p, prl_place at, prl_status status, const char *message, const char *hint) {
  at = at.line > 0 ? at : p->latest;
  prl_fail(p->err, status, "%s", message);
  prl_error_at(p->err, at.file, at.line, at.column);
  prl_error_hint(p->err, "%s", hint);
  return false;
}

static bool out_of_memory(parse *p) {
  prl_fail(p->err, PRL_E_MEMORY, "no memory left to read this file");
  prl_error_at(p->err, p->path, 0, 0);
  return false;
}

static void hint_for_syntax(parse *p, const char *message) {
  if (strstr(message, "closing") || strstr(message, "flow")) {
    prl_error_hint(p->err, "close what begins at line %d, column %d", p->opened.line, p->opened.column);
  } else if (strstr(message, "nested block mapping")) {
    prl_error_hint(p->err, "put text that has a colon in it between quotes");
  } else if (strstr(message, "multiline plain key")) {
    prl_error_hint(p->err, "indent the lines of one mapping alike, with blanks and not tabs");
  }
}

static bool syntax_error(parse *p) {
  void *previous = NULL;
  struct fy_diag_error *found;
  while ((found = fy_diag_errors_iterate(p->diag, &previous))) {
    if (found->type != FYET_ERROR || !found->msg) {
      continue;
    }
    prl_fail(p->err, PRL_E_SYNTAX, "not valid YAML: %s", found->msg);
    prl_error_at(p->err, p->path, found->line > 0 ? found->line : 1, found->column > 0 ? found->column : 1);
    hint_for_syntax(p, found->msg);
    return false;
  }
  return refuse(p, p->opened, PRL_E_SYNTAX, "not valid YAML", "look at what follows this place");
}

/* ---- UTF-8 ---- */

/* length of the well-formed UTF-8 sequence at s (RFC 3629, table 3-7 of Unicode), 0 when there is none */
static size_t utf8_sequence(const unsigned char *s, size_t left) {
  static const unsigned char low[] = {0xC2, 0xE0, 0xF0}, mask[] = {0xE0, 0xF0, 0xF8}, lead[] = {0xC0, 0xE0, 0xF0};
  if (s[0] < 0x80) {
    return s[0] ? 1 : 0;
  }
  for (size_t kind = 0; kind < 3; kind++) {
    if ((s[0] & mask[kind]) != lead[kind]) {
      continue;
    }
    size_t length = kind + 2;
    if (s[0] < low[kind] || s[0] > 0xF4 || left < length) {
      return 0;
    }
    for (size_t k = 1; k < length; k++) {
      if ((s[k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    bool overlong = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xF0 && s[1] < 0x90);
    bool beyond = (s[0] == 0xED && s[1] > 0x9F) || (s[0] == 0xF4 && s[1] > 0x8F);
    return overlong || beyond ? 0 : length;
  }
  return 0;
}

static bool check_utf8(parse *p, const char *bytes, size_t length) {
  prl_place at = {p->path, 1, 1};
  for (size_t k = 0; k < length;) {
    size_t step = utf8_sequence((const unsigned char *)bytes + k, length - k);
    if (!step) {
      return refuse(p, at, PRL_E_SYNTAX, "a byte here is not UTF-8 text", "save the file as UTF-8");
    }
    if (bytes[k] == '\n') {
      at.line++;
      at.column = 1;
    } else {
      at.column++;
    }
    k += step;
  }
  return true;
}

/* ---- events to nodes ---- */

/* libfyaml marks a quoted scalar and an alias one after the sign that opens it */
static bool marked_late(struct fy_event *event) {
  enum fy_scalar_style style = event->type == FYET_SCALAR ? fy_token_scalar_style(event->scalar.value) : FYSS_PLAIN;
  return event->type == FYET_ALIAS || style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
}

static prl_place place_of(parse *p, struct fy_event *event) {
  const struct fy_mark *mark = fy_event_start_mark(event);
  if (!mark) {
    return (prl_place){p->path, 0, 0};
  }
  bool late = mark->column > 0 && marked_late(event);
  p->latest = (prl_place){p->path, mark->line + 1, mark->column + !late};
  return p->latest;
}

static const char *text_of(parse *p, struct fy_token *token, size_t *length) {
  *length = 0;
  const char *text = token ? fy_token_get_text(token, length) : NULL;
  char *copy = prl_arena_text(p->arena, text ? text : "", text ? *length : 0);
  if (!copy) {
    out_of_memory(p);
  }
  return copy;
}

static struct fy_event *next_event(parse *p) {
  struct fy_event *event = fy_parser_parse(p->parser);
  if (!event) {
    syntax_error(p);
  }
  return event;
}

static bool add_anchor(parse *p, struct fy_token *token, const prl_node *node) {
  if (!token) {
    return true;
  }
  if (p->anchor_count == PRL_YAML_MAX_ANCHORS) {
    return refuse(p, node->place, PRL_E_VALUE, "more than 256 anchors in one file", "write the entries out");
  }
  size_t length;
  const char *name = text_of(p, token, &length);
  if (name) {
    p->anchors[p->anchor_count++] = (anchor){name, node};
  }
  return name != NULL;
}

static bool read_alias(parse *p, prl_node *node, struct fy_event *event) {
  size_t length;
  const char *name = text_of(p, event->alias.anchor, &length);
  for (int32_t k = name ? p->anchor_count - 1 : -1; k >= 0; k--) {
    if (!strcmp(p->anchors[k].name, name)) { /* the latest of that name counts */
      prl_place place = node->place;
      *node = *p->anchors[k].node;
      node->place = place;
      node->next = NULL;
      return true;
    }
  }
  return name &&
         refuse(p, node->place, PRL_E_SYNTAX, "an alias to an anchor that is not there, or not finished", "define &name before *name");
}

static bool read_scalar(parse *p, prl_node *node, struct fy_event *event) {
  size_t length;
  node->kind = PRL_NODE_SCALAR;
  node->text = text_of(p, event->scalar.value, &length);
  if (!node->text) {
    return false;
  }
  node->empty = length == 0 && fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN;
  return strlen(node->text) == length || refuse(p, node->place, PRL_E_SYNTAX, "a NUL character in a text", "leave it out");
}

static prl_node *read_node(parse *p, struct fy_event *event, int32_t depth);

static bool read_key(parse *p, prl_node *key, struct fy_event *event) {
  key->place = place_of(p, event);
  if (event->type != FYET_SCALAR) {
    return refuse(p, key->place, PRL_E_SYNTAX, "a key that is not a word", "write key: value");
  }
  return read_scalar(p, key, event);
}

static bool key_is_new(parse *p, const prl_node *mapping, const prl_node *child) {
  for (const prl_node *other = mapping->first; other; other = other->next) {
    if (!strcmp(other->key, child->key)) {
      prl_fail(p->err, PRL_E_DUPLICATE, "the key '%s' stands here and at line %d", child->key, other->key_place.line);
      prl_error_at(p->err, child->key_place.file, child->key_place.line, child->key_place.column);
      prl_error_hint(p->err, "keep one of the two");
      return false;
    }
  }
  return mapping->count < PRL_YAML_MAX_KEYS ||
         refuse(p, child->key_place, PRL_E_VALUE, "more than 1000 keys in one mapping", "split the mapping");
}

/* the value of one key, or one entry of a sequence */
static prl_node *read_child(parse *p, prl_node *parent, struct fy_event *event, int32_t depth) {
  prl_node key = {0};
  if (parent->kind == PRL_NODE_MAPPING) {
    if (!read_key(p, &key, event)) {
      return NULL;
    }
    event = next_event(p);
  }
  prl_node *child = event ? read_node(p, event, depth) : NULL;
  if (key.text && event) {
    fy_parser_event_free(p->parser, event);
  }
  if (!child) {
    return NULL;
  }
  child->key = key.text;
  child->key_place = key.place;
  if (child->place.line == 0) {
    child->place = key.text ? key.place : parent->place;
  }
  return !key.text || key_is_new(p, parent, child) ? child : NULL;
}

static bool read_children(parse *p, prl_node *node, struct fy_event *event, int32_t depth) {
  bool mapping = event->type == FYET_MAPPING_START;
  node->kind = mapping ? PRL_NODE_MAPPING : PRL_NODE_SEQUENCE;
  if (depth >= PRL_YAML_MAX_DEPTH) {
    return refuse(p, node->place, PRL_E_VALUE, "nested more than 64 deep", "a dossier needs no such depth");
  }
  prl_node *last = NULL;
  for (;;) {
    p->opened = node->place;
    struct fy_event *inner = next_event(p);
    if (!inner) {
      return false;
    }
    bool end = inner->type == FYET_MAPPING_END || inner->type == FYET_SEQUENCE_END;
    prl_node *child = end ? NULL : read_child(p, node, inner, depth + 1);
    fy_parser_event_free(p->parser, inner);
    if (!child) {
      return end;
    }
    *(last ? &last->next : &node->first) = child;
    last = child;
    node->count++;
    node->size += child->size;
    if (node->size > PRL_YAML_MAX_NODES) {
      return refuse(p, child->place, PRL_E_VALUE, "more than 500000 entries once its aliases are written out", "use fewer aliases");
    }
  }
}

static prl_node *read_node(parse *p, struct fy_event *event, int32_t depth) {
  prl_node *node = prl_arena_alloc(p->arena, 1, sizeof *node);
  if (!node) {
    out_of_memory(p);
    return NULL;
  }
  node->place = place_of(p, event);
  node->text = "";
  node->size = 1;
  if (fy_event_get_tag_token(event)) {
    refuse(p, node->place, PRL_E_SYNTAX, "a tag (!...), which a dossier does not use", "leave the tag out");
    return NULL;
  }
  bool good;
  switch (event->type) {
    case FYET_SCALAR: good = read_scalar(p, node, event); break;
    case FYET_ALIAS: good = read_alias(p, node, event); break;
    case FYET_MAPPING_START:
    case FYET_SEQUENCE_START: good = read_children(p, node, event, depth); break;
    default: good = syntax_error(p); break;
  }
  if (good && event->type != FYET_ALIAS) {
    good = add_anchor(p, fy_event_get_anchor_token(event), node);
  }
  return good ? node : NULL;
}

/* stream start, then at most one document, then stream end */
static bool read_stream(parse *p, const prl_node **out) {
  for (bool ended = false; !ended;) {
    struct fy_event *event = next_event(p);
    if (!event) {
      return false;
    }
    bool good = true;
    ended = event->type == FYET_STREAM_END;
    if (event->type == FYET_DOCUMENT_START) {
      good = !*out || refuse(p, place_of(p, event), PRL_E_SYNTAX, "a second document in one file", "put it into a file of its own");
    } else if (event->type != FYET_STREAM_START && event->type != FYET_DOCUMENT_END && !ended) {
      *out = read_node(p, event, 0);
      good = *out != NULL;
    }
    fy_parser_event_free(p->parser, event);
    if (!good) {
      return false;
    }
  }
  if (*out && (*out)->empty) {
    *out = NULL;
  }
  return true;
}

/* collected, never printed; without output function libfyaml would write to stderr */
static void swallow(struct fy_diag *diag, void *user, const char *text, size_t length) { (void)diag, (void)user, (void)text, (void)length; }

static bool set_up(parse *p, const char *bytes, size_t length) {
  struct fy_diag_cfg diag;
  fy_diag_cfg_default(&diag);
  diag.fp = NULL;
  diag.output_fn = swallow;
  p->diag = fy_diag_create(&diag);
  if (!p->diag) {
    return out_of_memory(p);
  }
  fy_diag_set_collect_errors(p->diag, true);
  const struct fy_parse_cfg config = {.flags = FYPCF_QUIET | FYPCF_JSON_NONE | FYPCF_DEFAULT_VERSION_1_2, .diag = p->diag};
  p->parser = fy_parser_create(&config);
  return (p->parser && fy_parser_set_string(p->parser, bytes, length) == 0) || out_of_memory(p);
}

prl_status prl_yaml_parse(const prl_node **out, prl_arena *arena, const char *path, const char *bytes, size_t length, prl_error *err) {
  prl_error own = {0};
  parse p = {.arena = arena, .path = path, .err = &own, .opened = {path, 1, 1}, .latest = {path, 1, 1}};
  *out = NULL;
  bool good = check_utf8(&p, bytes, length) && (length == 0 || (set_up(&p, bytes, length) && read_stream(&p, out)));
  if (p.parser) {
    fy_parser_destroy(p.parser);
  }
  if (p.diag) {
    fy_diag_destroy(p.diag);
  }
  if (good) {
    return PRL_OK;
  }
  *out = NULL;
  if (err && err->status == PRL_OK) {
    *err = own;
  }
  return own.status;
}

prl_status prl_yaml_read(const prl_node **out, prl_arena *arena, const char *path, prl_error *err) {
  *out = NULL;
  struct stat info;
  if (stat(path, &info) == 0 && info.st_size > PRL_YAML_MAX_BYTES) {
    prl_status status = prl_fail(err, PRL_E_VALUE, "%lld bytes; a record file may have 16 MB", (long long)info.st_size);
    prl_error_at(err, path, 0, 0);
    prl_error_hint(err, "put product lists into lists/*.csv, or split the file");
    return status;
  }
  char *bytes;
  size_t length;
  prl_status status = prl_file_read(&bytes, &length, path, err);
  if (status == PRL_OK) {
    status = prl_yaml_parse(out, arena, path, bytes, length, err);
    free(bytes);
  }
  return status;
}
