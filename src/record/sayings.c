/* sayings.c -- what do other sources say of the same thing? The keys `said` and `prefer` of steps, events and commitments.
 *
 * Which account wins is for conflicts.c; here each is read and held to saying something. `through: D` is `until` of the day after:
 * the last day a thing holds and the first day it does not are two ways to write one date. */
#include "entries.h"

#include <math.h>
#include <string.h>

static prl_when day_after(const prl_when *last) {
  prl_when when = *last;
  when.first++;
  when.last++;
  if (last->kind == PRL_WHEN_MONTH || last->kind == PRL_WHEN_YEAR) { /* through October: until 1 November */
    when.kind = PRL_WHEN_DAY;
    when.first = when.last;
  }
  return when;
}

static void read_through(prl_saying *saying, prl_reader *r, const prl_node *node) {
  prl_when through = prl_read_when(r, node, "through");
  if (!through.kind) {
    return;
  }
  if (prl_child(node, "until")) {
    prl_report(r, prl_child_place(node, "through"), PRL_E_VALUE, "keep one: through is the last day, until the first day after",
               "both until and through");
  } else if (through.kind == PRL_WHEN_INSTANT) {
    prl_report(r, prl_child_place(node, "through"), PRL_E_VALUE, "write until: for an instant", "through names a day, not an instant");
  } else {
    saying->until = day_after(&through);
    if (saying->from.kind && saying->until.last <= saying->from.first) {
      prl_report(r, prl_child_place(node, "through"), PRL_E_VALUE, "", "through is before from");
    }
  }
}

static void read_field(prl_saying *saying, prl_reader *r, const prl_node *node, const char *field) {
  if (!strcmp(field, "place")) {
    saying->place_name = prl_read_text(r, node, field);
  } else {
    saying->has_number = prl_read_number(&saying->number, r, node, field, "");
  }
}

static void read_saying(prl_saying *saying, prl_reader *r, const prl_node *node, const char *field) {
  const char *const keys[] = {"source", "from", "until", "through", "words", field};
  const prl_dossier_view *view = &r->dossier->view;
  *saying = (prl_saying){.number = NAN, .place_name = "", .words = "", .place = node->place};
  if (!prl_read_keys(r, node, "an account in said", keys, PRL_COUNT(keys), 1)) {
    return;
  }
  if (*prl_read_text(r, node, "source")) {
    int32_t found = prl_find_id(r, r->dossier->source_ids, prl_child(node, "source"), "source", view->sources, sizeof *view->sources,
                                view->source_count, PRL_PART_SOURCES);
    saying->source = found < 0 ? NULL : &view->sources[found];
  }
  prl_read_window(&saying->from, &saying->until, r, node, "from");
  read_through(saying, r, node);
  read_field(saying, r, node, field);
  saying->words = prl_read_text(r, node, "words");
  bool says = false;
  for (int32_t k = 1; k < PRL_COUNT(keys); k++) {
    says = says || prl_child(node, keys[k]);
  }
  if (!says) {
    prl_report(r, node->place, PRL_E_MISSING, "add what it says otherwise, or leave the account out",
               "an account that says nothing: expected one of from, until, through, %s, words", field);
  }
}

static bool among(const char *id, const prl_source *const *sources, int32_t count) {
  for (int32_t k = 0; k < count; k++) {
    if (!strcmp(sources[k]->id, id)) {
      return true;
    }
  }
  return false;
}

static void read_prefer(prl_sayings *out, prl_reader *r, const prl_node *mapping, const prl_source *const *own, int32_t own_count) {
  const prl_node *word = prl_child(mapping, "prefer");
  const prl_dossier_view *view = &r->dossier->view;
  if (!word || !*prl_read_text(r, mapping, "prefer")) {
    return;
  }
  int32_t found =
      prl_find_id(r, r->dossier->source_ids, word, "source", view->sources, sizeof *view->sources, view->source_count, PRL_PART_SOURCES);
  bool takes_part = among(word->text, own, own_count);
  for (int32_t k = 0; k < out->count; k++) {
    takes_part = takes_part || (out->at[k].source && !strcmp(out->at[k].source->id, word->text));
  }
  if (found >= 0 && !takes_part) {
    prl_report(r, word->place, PRL_E_VALUE, "prefer one of the entry's own sources, or of those in said",
               "'%s' is preferred, but has no account here", word->text);
  }
  out->prefer = found < 0 ? NULL : &view->sources[found];
}

void prl_read_sayings(prl_sayings *out, prl_reader *r, const prl_node *mapping, const char *field, const prl_source *const *own,
                      int32_t own_count) {
  const prl_node *root = prl_child(mapping, "said");
  prl_saying *sayings = root && prl_read_list(r, root, "said") ? prl_reader_alloc(r, root->count, sizeof *sayings) : NULL;
  *out = (prl_sayings){.at = sayings};
  for (const prl_node *node = sayings ? root->first : NULL; node && !r->stopped; node = node->next) {
    read_saying(&sayings[out->count], r, node, field);
    out->count += sayings[out->count].source != NULL; /* an account of nobody is reported, and left out */
  }
  if (!root && prl_child(mapping, "prefer")) {
    prl_report(r, prl_child_place(mapping, "prefer"), PRL_E_VALUE, "add said: [...], or leave prefer out",
               "prefer without any differing account");
    return;
  }
  read_prefer(out, r, mapping, own, own_count);
}
