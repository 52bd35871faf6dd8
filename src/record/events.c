/* events.c -- what took place, when, where, and who took part? events.yaml.
 *
 * Mechanisms are events too: an event may belong to one that stands later in the file, so those are found once all are read. */
#include "entries.h"

#define PRL_X(name, word) word,
static const char *const kinds[] = {PRL_EVENT_LIST(PRL_X)};
#undef PRL_X

const char *prl_event_word(prl_event_kind kind) { return kinds[kind]; }

static void read_event(prl_event *event, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"id",        "kind",    "title",     "date",    "source", "until",  "where", "participants",
                                     "mechanism", "outcome", "scheduled", "aliases", "said",   "prefer", "sure",  "known"};
  *event = (prl_event){.id = "", .title = "", .where = "", .outcome = "", .note = "", .place = node->place};
  r->about = "";
  if (!prl_read_keys(r, node, "an event", keys, PRL_COUNT(keys), 4)) {
    return;
  }
  event->id = prl_read_id(r, node);
  event->kind = (prl_event_kind)prl_read_word(r, node, "kind", kinds, PRL_COUNT(kinds), PRL_EVENT_MEETING);
  event->title = prl_read_text(r, node, "title");
  prl_read_window(&event->date, &event->until, r, node, "date");
  event->where = prl_read_text(r, node, "where");
  event->outcome = prl_read_text(r, node, "outcome");
  event->note = prl_read_text(r, node, "note");
  event->scheduled = prl_read_flag(r, node, "scheduled");
  event->sure = prl_read_sure(r, node);
  event->known = prl_read_when(r, node, "known");
  event->aliases = prl_read_aliases(r, node);
  prl_read_participants(event, r, prl_child(node, "participants"));
  prl_read_source_list(&event->sources, &event->source_count, r, node, true);
  prl_read_sayings(&event->said, r, node, "place", event->sources, event->source_count);
}

static void find_mechanism(prl_event *event, prl_reader *r, const prl_node *node) {
  const prl_dossier_view *view = &r->dossier->view;
  const prl_node *word = prl_child(node, "mechanism");
  r->about = event->id;
  if (!word || !*prl_read_text(r, node, "mechanism")) {
    return;
  }
  int32_t found =
      prl_find_id(r, r->dossier->event_ids, word, "event", view->events, sizeof *view->events, view->event_count, PRL_PART_EVENTS);
  if (found < 0) {
    return;
  }
  const prl_event *mechanism = &view->events[found];
  if (mechanism == event) {
    prl_report(r, word->place, PRL_E_VALUE, "leave mechanism out", "'%s' belongs to itself", word->text);
  } else if (mechanism->kind != PRL_EVENT_MECHANISM) {
    prl_report(r, word->place, PRL_E_VALUE, "name an event of kind mechanism", "'%s' is a %s, not a mechanism", word->text,
               prl_event_word(mechanism->kind));
  } else {
    event->mechanism = mechanism;
  }
}

void prl_read_events(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "events")) {
    return;
  }
  prl_dossier_view *view = &r->dossier->view;
  prl_event *events = prl_reader_alloc(r, root->count, sizeof *events);
  view->events = events;
  for (const prl_node *node = events ? root->first : NULL; node && !r->stopped; node = node->next) {
    int32_t at = view->event_count;
    read_event(&events[at], r, node);
    int32_t held = prl_map_find(r->dossier->event_ids, events[at].id);
    prl_add_id(r, r->dossier->event_ids, events[at].id, at, "event", events[at].place, events[held < 0 ? 0 : held].place);
    view->event_count++;
  }
  int32_t at = 0;
  for (const prl_node *node = events ? root->first : NULL; node && !r->stopped; node = node->next) {
    find_mechanism(&events[at++], r, node);
  }
  r->about = "";
}
