/* entries.c -- which words does every entry of a dossier have?
 *
 * Title and id stand apart, since they weigh more; the rest is joined part by part: notes, authority, goods, aliases, what other
 * sources say, participants, quotes. Steps and tallies are entries of their own, under the id of what they belong to and without its title,
 * so that each has its own place and date of knowledge. A product list is one entry with its distinct notes. An entry is known from its
 * earliest source, a measure from its earliest step; what has no source (lists, rules, parties) always. */
#include "index.h"

#include "parley/history.h"

#include <string.h>

typedef struct walk {
  const prl_dossier_view *view;
  prl_entry_sink *sink;
  void *context;
  prl_text words;
} walk;

static void add(prl_text *text, const char *part) {
  if (part && *part) {
    prl_text_printf(text, "%s%s", text->length ? ". " : "", part);
  }
}

static void add_names(prl_text *text, const prl_names *names) {
  for (int32_t k = 0; k < names->count; k++) {
    add(text, names->at[k]);
  }
}

static void add_sayings(prl_text *text, const prl_sayings *said) {
  for (int32_t k = 0; k < said->count; k++) {
    add(text, said->at[k].words);
    add(text, said->at[k].place_name);
  }
}

static void add_sources(prl_text *text, const prl_source *const *sources, int32_t count) {
  for (int32_t k = 0; k < count; k++) {
    add(text, sources[k]->id);
  }
}

static void add_goods(prl_text *text, const prl_goods *goods) {
  add(text, goods->text);
  add_names(text, &goods->codes);
  for (int32_t k = 0; k < goods->list_count; k++) {
    add(text, goods->lists[k]->id);
  }
}

/* hand the entry on with the words gathered so far, and begin anew */
static bool give(walk *w, prl_entry entry) {
  entry.words = w->words.bytes && w->words.length ? w->words.bytes : "";
  bool going = !w->words.failed && w->sink(w->context, &entry);
  w->words.length = 0;
  return going;
}

static prl_entry entry_of(const char *kind, const char *id, const char *title, prl_place place) {
  return (prl_entry){
      .kind = kind, .id = id, .title = title ? title : "", .place = place, .known_low = PRL_INSTANT_MIN, .known_high = PRL_INSTANT_MIN};
}

static prl_entry known_entry(prl_entry entry, const prl_when *known, const prl_source *const *sources, int32_t count) {
  static const prl_when none = {0};
  prl_known_bounds(&entry.known_low, &entry.known_high, known ? known : &none, sources, count);
  return entry;
}

/* ---- one function a kind ---- */

static bool source(walk *w, const prl_source *s) {
  static const prl_zone utc = {0};
  prl_entry entry = entry_of("source", s->id, s->title, s->place);
  add(&w->words, s->publisher);
  add(&w->words, s->note);
  add(&w->words, s->address);
  prl_when_bounds(&entry.known_low, &entry.known_high, &s->published, &utc);
  return give(w, entry);
}

static bool party(walk *w, const prl_party *p) {
  add(&w->words, p->capital);
  add_names(&w->words, &p->regions);
  return give(w, entry_of("party", p->id, p->name, p->place));
}

static bool person(walk *w, const prl_person *p) {
  for (int32_t k = 0; k < p->office_count; k++) {
    add(&w->words, p->offices[k].office);
    add(&w->words, p->offices[k].of);
  }
  add_names(&w->words, &p->aliases);
  add(&w->words, p->note);
  add_sources(&w->words, p->sources, p->source_count);
  return give(w, known_entry(entry_of("person", p->id, p->name, p->place), NULL, p->sources, p->source_count));
}

static prl_entry step_entry(const prl_measure *m, const prl_step *step) {
  return known_entry(entry_of("step", m->id, "", step->place), &step->known, step->sources, step->source_count);
}

static void earliest_step(prl_entry *entry, const prl_measure *m) {
  for (int32_t k = 0; k < m->step_count; k++) {
    prl_entry at = step_entry(m, &m->steps[k]);
    entry->known_low = k == 0 || at.known_low < entry->known_low ? at.known_low : entry->known_low;
    entry->known_high = k == 0 || at.known_high < entry->known_high ? at.known_high : entry->known_high;
  }
}

static bool steps(walk *w, const prl_measure *m) {
  bool going = true;
  for (int32_t k = 0; going && k < m->step_count; k++) {
    const prl_step *step = &m->steps[k];
    add(&w->words, step->note);
    add_sayings(&w->words, &step->said);
    add_sources(&w->words, step->sources, step->source_count);
    going = give(w, step_entry(m, step));
  }
  return going;
}

static bool measure(walk *w, const prl_measure *m) {
  prl_entry entry = entry_of("measure", m->id, m->title, m->place);
  add(&w->words, m->note);
  add(&w->words, m->authority);
  add(&w->words, m->layer);
  add(&w->words, prl_instrument_word(m->instrument));
  add(&w->words, m->heading);
  add_goods(&w->words, &m->goods);
  add_names(&w->words, &m->aliases);
  earliest_step(&entry, m);
  return give(w, entry) && steps(w, m);
}

static bool event(walk *w, const prl_event *e) {
  add(&w->words, e->outcome);
  add(&w->words, e->note);
  add(&w->words, prl_event_word(e->kind));
  add(&w->words, e->where);
  for (int32_t k = 0; k < e->participant_count; k++) {
    add(&w->words, e->participants[k].person->name);
    add(&w->words, e->participants[k].as);
  }
  add_names(&w->words, &e->aliases);
  add_sayings(&w->words, &e->said);
  add_sources(&w->words, e->sources, e->source_count);
  return give(w, known_entry(entry_of("event", e->id, e->title, e->place), &e->known, e->sources, e->source_count));
}

static bool claim(walk *w, const prl_claim *c) {
  add(&w->words, c->quote);
  add(&w->words, c->by);
  add(&w->words, c->about);
  add(&w->words, prl_claim_word(c->kind));
  add(&w->words, c->note);
  add_sources(&w->words, c->sources, c->source_count);
  return give(w, known_entry(entry_of("claim", c->id, c->says, c->place), NULL, c->sources, c->source_count));
}

static bool tallies(walk *w, const prl_commitment *c) {
  bool going = true;
  for (int32_t k = 0; going && k < c->tally_count; k++) {
    const prl_tally *t = &c->tallies[k];
    add(&w->words, t->note);
    add(&w->words, prl_tally_word(t->measure));
    add(&w->words, t->reporter);
    add_sources(&w->words, t->sources, t->source_count);
    going = give(w, known_entry(entry_of("tally", c->id, "", t->place), NULL, t->sources, t->source_count));
  }
  return going;
}

static bool commitment(walk *w, const prl_commitment *c) {
  add(&w->words, c->note);
  add(&w->words, c->promise);
  add(&w->words, c->unit);
  add_goods(&w->words, &c->goods);
  add_names(&w->words, &c->aliases);
  add_sayings(&w->words, &c->said);
  add_sources(&w->words, c->sources, c->source_count);
  return give(w, known_entry(entry_of("commitment", c->id, c->title, c->place), &c->known, c->sources, c->source_count)) && tallies(w, c);
}

static bool item(walk *w, const prl_item *i) {
  add(&w->words, i->note);
  for (int32_t k = 0; k < i->red_line_count; k++) {
    add(&w->words, i->red_lines[k].says);
  }
  for (int32_t k = 0; k < i->stated_count; k++) {
    add(&w->words, i->stated[k].note);
  }
  add_names(&w->words, &i->aliases);
  add_sources(&w->words, i->sources, i->source_count);
  return give(w, known_entry(entry_of("item", i->id, i->title, i->place), NULL, i->sources, i->source_count));
}

static bool rule(walk *w, const prl_rule *r) {
  add(&w->words, r->layer);
  add_names(&w->words, &r->others);
  return give(w, entry_of("rule", r->layer, r->name, r->place));
}

static bool list(walk *w, const prl_list *l) {
  const char *last = "";
  for (int32_t k = 0; k < l->count; k++) {
    const char *note = l->lines[k].note ? l->lines[k].note : "";
    if (strcmp(note, last) != 0) {
      add(&w->words, note);
    }
    last = note;
  }
  return give(w, entry_of("list", l->id, "", (prl_place){l->file, 0, 0}));
}

/* ---- all of them ---- */

#define EACH(what, array, number)                                                                                                          \
  for (int32_t k = 0; going && k < w.view->number; k++) {                                                                                  \
    going = what(&w, &w.view->array[k]);                                                                                                   \
  }

bool prl_index_entries(const prl_dossier *dossier, prl_entry_sink *sink, void *context) {
  prl_dossier_view view = prl_dossier_look(dossier);
  walk w = {.view = &view, .sink = sink, .context = context};
  bool going = true;
  EACH(party, parties, party_count)
  EACH(measure, measures, measure_count)
  EACH(commitment, commitments, commitment_count)
  EACH(event, events, event_count)
  EACH(claim, claims, claim_count)
  EACH(item, items, item_count)
  EACH(person, people, person_count)
  EACH(source, sources, source_count)
  EACH(list, lists, list_count)
  EACH(rule, rules, rule_count)
  prl_text_free(&w.words);
  return going;
}
