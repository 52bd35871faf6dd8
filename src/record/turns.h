/* turns.h -- collecting what happens when, for the history, the calendar and differences. Internal to the record. */
#ifndef PRL_RECORD_TURNS_H
#define PRL_RECORD_TURNS_H

#include "entries.h"
#include "parley/history.h"

typedef struct prl_window { /* which turns are wanted */
  prl_when from, to;        /* NONE = open */
  bool after_from;          /* what begins on `from` itself is left out: it counts as having begun by its last moment */
  prl_instant known;
  prl_instant unknown_until; /* what was surely known by then is left out; MIN: nothing is */
  const prl_party *by;       /* NULL = all */
} prl_window;

struct prl_history {
  prl_turn *turns;
  int32_t count, capacity;
  bool failed;
};

/** All turns in the window, sorted. NULL when out of memory. */
prl_history *prl_turns_collect(const prl_dossier *dossier, const prl_window *window);
void prl_turns_keep(prl_history *history, bool (*wanted)(const prl_turn *turn));

/** The last moment of a day in a zone; an instant is itself; MAX for NONE. */
prl_instant prl_end_of(const prl_when *when, const prl_zone *zone);
/** Knowledge as an instant; MAX for NONE. */
prl_instant prl_known_until(const prl_when *known);
/** YES when surely begun by `at`, NO when surely not. */
prl_truth prl_reached(prl_span begin, prl_instant at);
/** When an entry could be known: `known`, else the earliest of its sources. */
prl_span prl_known_span(const prl_when *known, const prl_source *const *sources, int32_t count);
bool prl_party_has(const prl_party *party, const char *code);
/** NULL for NULL; UNKNOWN_ID with the nearest spelling. */
prl_status prl_party_asked(const prl_party **out, const prl_dossier *dossier, const char *by, prl_error *err);

#endif
