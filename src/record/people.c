/* people.c -- who acts in person, in which office, and did they hold it on that date? people.yaml.
 *
 * Acting in an office is refused only when no reading of the dates lets the person hold it then: an office with vague bounds is
 * unknown between them, and unknown is no error. A day of handover belongs to the one who comes, unless `until` is an instant. */
#include "entries.h"

#include <stdlib.h>
#include <string.h>

/* ---- people.yaml ---- */

static void read_office(prl_office *office, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"office", "of", "from", "until"};
  *office = (prl_office){.office = "", .of = ""};
  if (!prl_read_keys(r, node, "an office", keys, PRL_COUNT(keys), 3)) {
    return;
  }
  office->office = prl_read_text(r, node, "office");
  office->of = prl_read_text(r, node, "of");
  prl_read_window(&office->from, &office->until, r, node, "from");
}

static void read_offices(prl_person *person, prl_reader *r, const prl_node *root) {
  if (!root || !prl_read_list(r, root, "offices")) {
    return;
  }
  prl_office *offices = prl_reader_alloc(r, root->count, sizeof *offices);
  person->offices = offices;
  for (const prl_node *node = offices ? root->first : NULL; node && !r->stopped; node = node->next) {
    read_office(&offices[person->office_count++], r, node);
  }
}

static void read_person(prl_person *person, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"id", "name", "aliases", "offices", "source"};
  *person = (prl_person){.id = "", .name = "", .note = "", .place = node->place};
  r->about = "";
  if (!prl_read_keys(r, node, "a person", keys, PRL_COUNT(keys), 2)) {
    return;
  }
  person->id = prl_read_id(r, node);
  person->name = prl_read_text(r, node, "name");
  person->note = prl_read_text(r, node, "note");
  person->aliases = prl_read_aliases(r, node);
  read_offices(person, r, prl_child(node, "offices"));
  prl_read_source_list(&person->sources, &person->source_count, r, node, false);
}

void prl_read_people(prl_reader *r, const prl_node *root) {
  if (!prl_read_list(r, root, "people")) {
    return;
  }
  prl_dossier_view *view = &r->dossier->view;
  prl_person *people = prl_reader_alloc(r, root->count, sizeof *people);
  view->people = people;
  for (const prl_node *node = people ? root->first : NULL; node && !r->stopped; node = node->next) {
    int32_t at = view->person_count;
    read_person(&people[at], r, node);
    int32_t held = prl_map_find(r->dossier->person_ids, people[at].id);
    prl_add_id(r, r->dossier->person_ids, people[at].id, at, "person", people[at].place, people[held < 0 ? 0 : held].place);
    view->person_count++;
  }
  r->about = "";
}

/* ---- people acting in an office ---- */

/* can no reading of the dates put any part of the event into the office? */
static bool surely_not_held(const prl_office *office, const prl_event *event) {
  const prl_when *from = &office->from, *until = &office->until, *date = &event->date;
  prl_day last = event->until.kind ? event->until.last : date->last;
  if (!from->kind || !date->kind) {
    return false;
  }
  if (date->kind == PRL_WHEN_INSTANT && until->kind == PRL_WHEN_INSTANT && date->at >= until->at) {
    return true;
  }
  bool to_the_day = until->kind && until->kind != PRL_WHEN_INSTANT;
  return last < from->first || (until->kind && date->first > until->last - to_the_day);
}

static void refuse_office(prl_reader *r, const prl_node *as, const prl_person *person, const prl_office *office, const prl_event *event) {
  char date[40], from[40], until[40];
  prl_when_print(date, sizeof date, &event->date);
  prl_when_print(from, sizeof from, &office->from);
  prl_when_print(until, sizeof until, &office->until);
  prl_report(r, as->place, PRL_E_VALUE, "correct the date, the person or the office; or leave 'as' out",
             "%s did not act as %s on %s: the office was held from %s%s%s", person->name, office->office, date, from,
             *until ? " until " : " on", until);
}

static void refuse_unknown_office(prl_reader *r, const prl_node *as, const prl_person *person) {
  char what[160];
  const char **known = calloc((size_t)person->office_count + 1, sizeof *known);
  for (int32_t k = 0; known && k < person->office_count; k++) {
    known[k] = person->offices[k].office;
  }
  snprintf(what, sizeof what, "office of '%.100s':", person->id);
  prl_report_unknown(r, as->place, what, as->text, known, known ? person->office_count : 0);
  free(known);
}

static void check_office(prl_reader *r, const prl_node *as, const prl_person *person, const prl_event *event) {
  const prl_office *latest = NULL;
  for (int32_t k = 0; k < person->office_count; k++) {
    const prl_office *office = &person->offices[k];
    if (strcmp(office->office, as->text) != 0) {
      continue;
    }
    if (!surely_not_held(office, event)) {
      return;
    }
    latest = office;
  }
  if (latest) {
    refuse_office(r, as, person, latest, event);
  } else {
    refuse_unknown_office(r, as, person);
  }
}

static const prl_person *find_person(prl_reader *r, const prl_node *word) {
  const prl_dossier_view *view = &r->dossier->view;
  int32_t found =
      prl_find_id(r, r->dossier->person_ids, word, "person", view->people, sizeof *view->people, view->person_count, PRL_PART_PEOPLE);
  return found < 0 ? NULL : &view->people[found];
}

static void read_participant(prl_event *event, prl_participant *participants, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"person", "as"};
  const prl_node *id = node;
  prl_participant participant = {.as = ""};
  if (node->kind == PRL_NODE_MAPPING) {
    prl_read_keys(r, node, "a participant", keys, PRL_COUNT(keys), 1);
    participant.as = prl_read_text(r, node, "as");
    id = *prl_read_text(r, node, "person") ? prl_child(node, "person") : NULL;
  } else if (node->kind != PRL_NODE_SCALAR || !*node->text) {
    prl_report(r, node->place, PRL_E_VALUE, "write xi-jinping, or {person: xi-jinping, as: president}",
               "a participant is neither a person's id nor a mapping");
    return;
  }
  participant.person = id ? find_person(r, id) : NULL;
  if (participant.person) {
    if (*participant.as) {
      check_office(r, prl_child(node, "as"), participant.person, event);
    }
    participants[event->participant_count++] = participant;
  }
}

void prl_read_participants(prl_event *event, prl_reader *r, const prl_node *node) {
  if (!node || !prl_read_list(r, node, "participants")) {
    return;
  }
  prl_participant *participants = prl_reader_alloc(r, node->count, sizeof *participants);
  event->participants = participants;
  for (const prl_node *child = participants ? node->first : NULL; child && !r->stopped; child = child->next) {
    read_participant(event, participants, r, child);
  }
}

/* ---- people speaking ---- */

const char *prl_read_speaker(prl_reader *r, const prl_node *mapping, const char *key) {
  const char *name = prl_read_text(r, mapping, key);
  const prl_dossier *dossier = r->dossier;
  bool written_as_id = strchr(name, '-') && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")];
  if (!written_as_id || prl_map_find(dossier->person_ids, name) >= 0 || prl_map_find(dossier->party_ids, name) >= 0) {
    return name;
  }
  const char **ids = calloc((size_t)dossier->view.person_count + 1, sizeof *ids);
  for (int32_t k = 0; ids && k < dossier->view.person_count; k++) {
    ids[k] = dossier->view.people[k].id;
  }
  if (ids && prl_nearest(name, ids, dossier->view.person_count)) {
    prl_report_unknown(r, prl_child_place(mapping, key), "person", name, ids, dossier->view.person_count);
  }
  free(ids);
  return name;
}
