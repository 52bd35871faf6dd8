/* sources.c -- where does it come from? sources.yaml, and the lists of source ids that entries carry. */
#include "entries.h"

static void read_source(prl_source *source, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"id", "publisher", "title", "published", "kind", "address"};
  *source = (prl_source){.id = "", .publisher = "", .title = "", .address = "", .note = "", .place = node->place};
  r->about = "";
  if (!prl_read_keys(r, node, "a source", keys, PRL_COUNT(keys), 5)) {
    return;
  }
  source->id = prl_read_id(r, node);
  source->publisher = prl_read_text(r, node, "publisher");
  source->title = prl_read_text(r, node, "title");
  source->address = prl_read_text(r, node, "address");
  source->published = prl_read_when(r, node, "published");
  source->kind = prl_read_source_kind(r, node);
  source->note = prl_read_text(r, node, "note");
}

void prl_read_sources(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "sources")) {
    return;
  }
  prl_dossier_view *view = &r->dossier->view;
  prl_source *sources = prl_reader_alloc(r, root->count, sizeof *sources);
  view->sources = sources;
  for (const prl_node *node = root->first; node && !r->stopped; node = node->next) {
    prl_source *source = &sources[view->source_count];
    read_source(source, r, node);
    int32_t held = prl_map_find(r->dossier->source_ids, source->id);
    prl_add_id(r, r->dossier->source_ids, source->id, view->source_count, "source", source->place, sources[held < 0 ? 0 : held].place);
    view->source_count++;
  }
  r->about = "";
}

void prl_read_source_list(const prl_source *const **out, int32_t *count, prl_reader *r, const prl_node *mapping, bool required) {
  const prl_node *node = prl_child(mapping, "source");
  *out = NULL;
  *count = 0;
  if (!node) {
    if (required) {
      prl_report(r, mapping->place, PRL_E_MISSING, "add source: [id of an entry of sources.yaml]",
                 "no 'source': nothing says where this comes from");
    }
    return;
  }
  const prl_dossier_view *view = &r->dossier->view;
  prl_names names = prl_read_words(r, node);
  const prl_source **sources = prl_reader_alloc(r, names.count, sizeof *sources);
  for (const prl_node *word = sources ? prl_first_word(node) : NULL; word; word = prl_next_word(node, word)) {
    int32_t found =
        prl_find_id(r, r->dossier->source_ids, word, "source", view->sources, sizeof *view->sources, view->source_count, PRL_PART_SOURCES);
    if (found >= 0) {
      sources[(*count)++] = &view->sources[found];
    }
  }
  *out = sources;
}
