/* entries.h -- a dossier inside, and the readers of its kinds of entries. Internal to the record. */
#ifndef PRL_RECORD_ENTRIES_H
#define PRL_RECORD_ENTRIES_H

#include "reader.h"

typedef struct prl_span { /* bounds on an instant: low <= it <= high; MIN, MAX when there is none */
  prl_instant low, high;
} prl_span;

typedef struct prl_step_times { /* a step's dates as instants, computed once: begin, end and snap-back in the acting party's zone */
  prl_span from, until, snap, known;
  const char *why_from, *why_until, *why_snap, *why_known; /* in words, what a vague date leaves open; "" when exact */
  const char *why_disputed;                                /* "" unless disputed */
} prl_step_times;

typedef enum prl_part {
  PRL_PART_HEAD,
  PRL_PART_SOURCES,
  PRL_PART_PEOPLE,
  PRL_PART_LISTS,
  PRL_PART_MEASURES,
  PRL_PART_COMMITMENTS,
  PRL_PART_EVENTS,
  PRL_PART_ITEMS,
  PRL_PART_CLAIMS,
  PRL_PART_STACKING,
  PRL_PARTS
} prl_part;

typedef struct prl_folder { /* the files of one kind, in the order of their names */
  const char *const *paths;
  const char *const *names;
  int32_t count;
} prl_folder;

typedef struct prl_alias prl_alias;
struct prl_alias { /* an alias and the entry that has it; a list, the latest first */
  const char *entry;
  prl_place place;
  const prl_alias *before;
};

struct prl_dossier {
  prl_arena *arena;
  prl_dossier_view view;
  prl_map *party_ids, *source_ids, *list_ids, *measure_ids, *commitment_ids, *item_ids, *person_ids, *event_ids, *claim_ids, *group_ids;
  prl_map *alias_words; /* to the number of the alias: 0 is the first of all */
  const prl_alias *aliases;
  int32_t alias_count;
  prl_step_times *times;  /* of all steps, in the order of the measures */
  int32_t *first_step;    /* length measure_count: where a measure's steps begin in `times` */
  const char *beyond;     /* "scheduled; not known after HORIZON" */
  bool broken[PRL_PARTS]; /* a file of that part could not be read: what refers to it is not held against the referrer */
};

/* ---- one file a kind; all report through the reader ---- */

void prl_read_head(prl_reader *r, const prl_node *root);   /* dossier.yaml */
void prl_read_groups(prl_reader *r, const prl_node *root); /* of dossier.yaml, after its parties; NULL = none */
void prl_read_sources(prl_reader *r, const prl_node *root);
void prl_read_people(prl_reader *r, const prl_node *root);
void prl_read_lists(prl_reader *r, const prl_folder *files);
void prl_read_measures(prl_reader *r, const prl_node *const *roots, int32_t count);
void prl_read_commitments(prl_reader *r, const prl_node *root);
void prl_read_events(prl_reader *r, const prl_node *root);
void prl_read_items(prl_reader *r, const prl_node *root);
void prl_read_claims(prl_reader *r, const prl_node *root);
void prl_read_stacking(prl_reader *r, const prl_node *root);

/** The steps of one measure, whose other parts are read; `times` has room for as many. */
void prl_read_steps(prl_reader *r, prl_measure *measure, prl_step_times *times, const prl_node *history);

/* ---- pieces of entries ---- */

/** The keys `said` and `prefer` of an entry whose own sources are read. @param field  the key for what the entry's kind has beside
 *  dates and words: "rate", "quantity" or "place" */
void prl_read_sayings(prl_sayings *out, prl_reader *r, const prl_node *mapping, const char *field, const prl_source *const *own,
                      int32_t own_count);
/** The key `tally`; the commitment's unit and window are read. */
void prl_read_tallies(prl_commitment *commitment, prl_reader *r, const prl_node *root);
/** The key `aliases`, held against those of all entries read before. */
prl_names prl_read_aliases(prl_reader *r, const prl_node *mapping);
/** Who speaks: a person, a party or a name in words; what is nearly the id of a person is reported. "" when absent. */
const char *prl_read_speaker(prl_reader *r, const prl_node *mapping, const char *key);
/** Who took part: ids of people, or {person, as}; an office not held on the date is reported. `event` has its dates. */
void prl_read_participants(prl_event *event, prl_reader *r, const prl_node *node);
/** The key named by `from_key`, and `until`, which must be after it in at least one reading of vague dates. */
void prl_read_window(prl_when *from, prl_when *until, prl_reader *r, const prl_node *mapping, const char *from_key);

/** Product scope. @param everything  is the word `everything` allowed (scenarios)? */
void prl_read_goods(prl_goods *out, prl_reader *r, const prl_node *node, bool everything);
bool prl_is_region_code(const char *text); /* by its spelling */
/** A party or region code; "" when absent or malformed. */
const char *prl_read_code(prl_reader *r, const prl_node *mapping, const char *key);
/** A party's id; "" when absent or unknown. */
const char *prl_read_party(prl_reader *r, const prl_node *mapping, const char *key);
/** Whom something hits: codes | all | unknown (when `unknown` is not NULL). */
prl_names prl_read_whom(bool *all, bool *unknown, prl_reader *r, const prl_node *node);
/** The key `source`: ids to entries. @param required  report when there is none */
void prl_read_source_list(const prl_source *const **out, int32_t *count, prl_reader *r, const prl_node *mapping, bool required);
prl_source_kind prl_read_source_kind(prl_reader *r, const prl_node *mapping);
prl_sure prl_read_sure(prl_reader *r, const prl_node *mapping);
/** Find an id of one kind (each entry begins with its id), or report it with the nearest. -1 when unknown.
 *  @param entries  base of the array; stride: size of an entry; part: nothing is reported when that part could not be read whole */
int32_t prl_find_id(prl_reader *r, const prl_map *ids, const prl_node *node, const char *what, const void *entries, size_t stride,
                    int32_t count, prl_part part);
/** Register an id; reports a duplicate, naming the other's place. */
void prl_add_id(prl_reader *r, prl_map *ids, const char *id, int32_t index, const char *what, prl_place here, prl_place other);

/** A change on flows, as a scenario and an item write it. */
void prl_read_flow_change(prl_change *out, prl_reader *r, const prl_node *node);
prl_change prl_no_change(prl_place place); /* nothing said: no numbers, all of the flow */
/** The key `rent`: who owns what a limit makes scarce; "" when absent. */
const char *prl_read_rent(prl_reader *r, const prl_node *mapping);
/** The key `elasticities` of a dossier or a scenario: of trade, and what is said beside them. */
void prl_read_elasticities(prl_elasticities *trade, prl_assumptions *beside, prl_reader *r, const prl_node *node);
/** The keys `scale` and `firms`. */
void prl_read_technology(prl_assumptions *out, prl_reader *r, const prl_node *mapping);
prl_deficits prl_read_deficits(prl_reader *r, const prl_node *mapping);
prl_state prl_read_state(prl_reader *r, const prl_node *mapping);
prl_instrument prl_read_instrument(prl_reader *r, const prl_node *mapping, bool purchase);
bool prl_is_percent(prl_instrument instrument); /* does its number stand in percent unless said otherwise? */
/** flow: import | export. `absent` when the key is. */
bool prl_read_exports(prl_reader *r, const prl_node *mapping, prl_instrument instrument);

prl_place prl_child_place(const prl_node *mapping, const char *key); /* of the child, of the mapping when absent */

#endif
