/* ids.c -- which entry does this name mean, and is the name free? */
#include "entries.h"

#include <stdlib.h>

prl_place prl_child_place(const prl_node *mapping, const char *key) {
  const prl_node *child = prl_child(mapping, key);
  return child ? child->place : mapping->place;
}

/* the ids of an array of entries, each of which begins with its id; malloc, NULL when there are none or no memory */
static const char **ids_of(const void *entries, size_t stride, int32_t count) {
  const char **ids = count > 0 ? malloc((size_t)count * sizeof *ids) : NULL;
  for (int32_t k = 0; ids && k < count; k++) {
    const char *id = *(const char *const *)((const char *)entries + (size_t)k * stride);
    ids[k] = id ? id : "";
  }
  return ids;
}

int32_t prl_find_id(prl_reader *r, const prl_map *ids, const prl_node *node, const char *what, const void *entries, size_t stride,
                    int32_t count, prl_part part) {
  int32_t found = ids ? prl_map_find(ids, node->text) : -1;
  if (found < 0 && !(r->dossier && r->dossier->broken[part])) {
    const char **known = ids_of(entries, stride, count);
    prl_report_unknown(r, node->place, what, node->text, known, known ? count : 0);
    free(known);
  }
  return found;
}

void prl_add_id(prl_reader *r, prl_map *ids, const char *id, int32_t index, const char *what, prl_place here, prl_place other) {
  if (!*id) {
    return;
  }
  int32_t held = prl_map_add(ids, id, index);
  if (held < 0) {
    prl_report(r, here, PRL_E_MEMORY, "", "no memory left to read the record");
  } else if (held != index) {
    prl_report(r, here, PRL_E_DUPLICATE, "", "the %s '%s' stands already at %s:%d", what, id, other.file, other.line);
  }
}
