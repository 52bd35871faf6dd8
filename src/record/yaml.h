/* yaml.h -- a YAML file as a tree of nodes that know where they stand. Internal to the record. */
#ifndef PRL_RECORD_YAML_H
#define PRL_RECORD_YAML_H

#include "parley/record.h"

typedef enum prl_node_kind { PRL_NODE_SCALAR, PRL_NODE_SEQUENCE, PRL_NODE_MAPPING } prl_node_kind;

typedef struct prl_node prl_node;
struct prl_node {
  prl_node_kind kind;
  int32_t count;    /* children */
  const char *text; /* SCALAR: its text, never NULL; "" and `empty` when nothing stands there */
  bool empty;
  const char *key; /* NULL unless the child of a mapping */
  prl_place place; /* of the value; of its key when the value is empty */
  prl_place key_place;
  const prl_node *first; /* children in their order in the file */
  const prl_node *next;
  int64_t size; /* nodes below and with this one, aliases counted as if written out */
};

#define PRL_YAML_MAX_BYTES   (16 << 20)
#define PRL_YAML_MAX_DEPTH   64
#define PRL_YAML_MAX_NODES   500000
#define PRL_YAML_MAX_KEYS    1000
#define PRL_YAML_MAX_ANCHORS 256

/** Read one YAML 1.2 file. *out is NULL for a file without content. The tree and its texts live in `arena`; `path` must live as long.
 *  Errors, all with line and column where there is one: NO_FILE, READ, SYNTAX, DUPLICATE (a key), VALUE (a limit passed), MEMORY. */
prl_status prl_yaml_read(const prl_node **out, prl_arena *arena, const char *path, prl_error *err);
/** The same from memory; `path` stands for the file in messages. */
prl_status prl_yaml_parse(const prl_node **out, prl_arena *arena, const char *path, const char *bytes, size_t length, prl_error *err);

#endif
