/* aliases.c -- by which other words is an entry known? No two entries of a dossier may share one, in capitals or not. */
#include "entries.h"

#include <ctype.h>
#include <string.h>

static const prl_alias *alias_at(const prl_dossier *dossier, int32_t index) {
  const prl_alias *alias = dossier->aliases;
  for (int32_t k = dossier->alias_count - 1; alias && k > index; k--) {
    alias = alias->before;
  }
  return alias;
}

static void add_alias(prl_reader *r, const prl_node *word) {
  prl_dossier *dossier = r->dossier;
  prl_alias *alias = prl_reader_alloc(r, 1, sizeof *alias);
  char *folded = prl_arena_text(r->arena, word->text, strlen(word->text));
  if (!alias || !folded) {
    return;
  }
  for (char *c = folded; *c; c++) {
    *c = (char)tolower((unsigned char)*c);
  }
  int32_t held = prl_map_add(dossier->alias_words, folded, dossier->alias_count);
  if (held < 0) {
    prl_report(r, word->place, PRL_E_MEMORY, "", "no memory left to read the record");
  } else if (held != dossier->alias_count) {
    const prl_alias *other = alias_at(dossier, held);
    prl_report(r, word->place, PRL_E_DUPLICATE, "an alias must lead to one entry: make one of the two more exact",
               "the alias '%.80s' stands already for '%s' at %s:%d", word->text, other->entry, other->place.file, other->place.line);
  } else {
    *alias = (prl_alias){r->about, word->place, dossier->aliases};
    dossier->aliases = alias;
    dossier->alias_count++;
  }
}

prl_names prl_read_aliases(prl_reader *r, const prl_node *mapping) {
  const prl_node *node = prl_child(mapping, "aliases");
  prl_names names = prl_read_words(r, node);
  for (const prl_node *word = node ? prl_first_word(node) : NULL; word; word = prl_next_word(node, word)) {
    add_alias(r, word);
  }
  return names;
}
