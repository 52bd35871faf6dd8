/* history.h -- a dossier over time: what happened in which order, what changed between two dates or two states of knowledge, what is
 * ahead, and promises against deliveries. Everything is computed from the record; nothing is typed, nothing is guessed.
 *
 * Days asked for count whole: `from` begins at its first moment, `to` ends with its last, each in the zone of the party that acts. A vague
 * date that may fall inside is kept and marked. */
#ifndef PARLEY_HISTORY_H
#define PARLEY_HISTORY_H

#include "parley/record.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- turns: one thing that happens on one date ----------------------------------------------------------------------- */

#define PRL_TURN_LIST(X)                                                                                                                   \
  X(STEP, "step")       /* a step of a measure begins, as written */                                                                       \
  X(SNAP, "snaps-back") /* what was suspended returns by itself */                                                                         \
  X(LAPSE, "lapses")    /* a measure ends by itself */                                                                                     \
  X(EVENT, "event")                                                                                                                        \
  X(PROMISE, "promise") /* the window of a commitment begins */                                                                            \
  X(DUE, "due")         /* ... and ends: `when` is the first day after it */                                                               \
  X(TALLY, "tally")                                                                                                                        \
  X(CLAIM, "claim")
typedef enum prl_turn_kind {
#define PRL_X(name, word) PRL_TURN_##name,
  PRL_TURN_LIST(PRL_X)
#undef PRL_X
      PRL_TURNS
} prl_turn_kind;
const char *prl_turn_word(prl_turn_kind kind); /* PRL_TURNS: "standing", of a row that is no turn */

typedef struct prl_position { /* where a measure stands */
  prl_state state;            /* NOT_YET before its first step */
  bool by_line;
  double rate; /* in force: 0 when nothing bites, NaN when by line or not known */
} prl_position;

typedef struct prl_turn {
  prl_turn_kind kind;
  const char *id, *title, *by; /* of the entry; by "" for an event */
  prl_when when;
  prl_instant low, high;             /* bounds on `when` */
  prl_instant known_low, known_high; /* bounds on when it could be known */
  prl_truth known;                   /* YES or UNKNOWN; what was not known is left out */
  prl_truth within;                  /* YES, or UNKNOWN when a vague date may fall outside the dates asked for */
  prl_truth happens;                 /* YES, or UNKNOWN when a step of vague date may come first; what is overtaken is left out */
  prl_position before, after;        /* measures */
  const prl_measure *measure;        /* the entry: that of the kind, the others NULL (a tally has its commitment too) */
  const prl_step *step;
  const prl_event *event;
  const prl_commitment *commitment;
  const prl_tally *tally;
  const prl_claim *claim;
  const prl_sayings *said; /* differing accounts of it; NULL when there are none */
  prl_sure sure;
  bool disputed; /* marked so, or an account gives another date or number of this turn */
  const prl_source *const *sources;
  int32_t source_count;
  prl_place place;
} prl_turn;
/** Does an account say something of this very turn (its date, its number, its words)? */
bool prl_turn_said(const prl_turn *turn, const prl_saying *saying);
/** The date an account gives for this turn; NONE when it gives none. */
prl_when prl_turn_said_when(const prl_turn *turn, const prl_saying *saying);

typedef struct prl_history_query {
  size_t size;
  prl_when from, to; /* DAY or INSTANT; NONE = open */
  prl_when known;    /* NONE = all the record holds */
  const char *by;    /* a party: what it does, promises and says, and the events it takes part in; NULL = all */
} prl_history_query;
void prl_history_query_defaults(prl_history_query *query);

/** Bounds on when an entry could be known: `known`, else the earliest publication of its sources, in UTC; MIN, MIN without either. */
void prl_known_bounds(prl_instant *low, prl_instant *high, const prl_when *known, const prl_source *const *sources, int32_t count);

typedef struct prl_history prl_history;
/** All turns between two dates, oldest first. Errors: UNKNOWN_ID (no such party), VALUE (from after to), MEMORY.
 *  The dossier must outlive it. */
prl_status prl_history_new(prl_history **out, const prl_dossier *dossier, const prl_history_query *query, prl_error *err);
/** What comes by itself: steps already decided, lapses, snap-backs, promises that begin or fall due, scheduled events. */
prl_status prl_calendar_new(prl_history **out, const prl_dossier *dossier, const prl_history_query *query, prl_error *err);
const prl_turn *prl_history_look(int32_t *count, const prl_history *history);
void prl_history_free(prl_history *history); /* NULL is fine */

/* ---- differences ------------------------------------------------------------------------------------------------------- */

typedef struct prl_diff_query {
  size_t size;
  prl_asof before, after; /* two dates of one knowledge: change in the world. One date known twice: change in knowledge */
  const char *by;
} prl_diff_query;
void prl_diff_query_defaults(prl_diff_query *query);

typedef struct prl_difference { /* of one measure */
  const prl_measure *measure;
  prl_standing before, after;
  prl_truth changed;     /* NO: moved and came back; UNKNOWN: vague dates leave it open */
  const prl_turn *turns; /* what happened to it in between, or became known */
  int32_t turn_count;
} prl_difference;

typedef struct prl_diff_view {
  bool in_knowledge;
  const prl_difference *measures; /* in the dossier's order; only those that differ or moved */
  int32_t measure_count;
  const prl_turn *turns; /* events, promises, tallies, claims; oldest first */
  int32_t turn_count;
} prl_diff_view;

typedef struct prl_diff prl_diff;
/** VALUE when `before` is after `after`, or when both dates and both states of knowledge differ. The dossier must outlive it. */
prl_status prl_diff_new(prl_diff **out, const prl_dossier *dossier, const prl_diff_query *query, prl_error *err);
prl_diff_view prl_diff_look(const prl_diff *diff);
void prl_diff_free(prl_diff *diff);

/* ---- the ledger -------------------------------------------------------------------------------------------------------- */

#define PRL_PROGRESS_LIST(X) X(MET, "met") X(AHEAD, "ahead") X(BEHIND, "behind") X(NOT_BEGUN, "not-begun") X(UNKNOWN, "unknown")
typedef enum prl_progress {
#define PRL_X(name, word) PRL_PROGRESS_##name,
  PRL_PROGRESS_LIST(PRL_X)
#undef PRL_X
} prl_progress;
const char *prl_progress_word(prl_progress progress);

typedef struct prl_count { /* the latest count of one reporter by one measure */
  const prl_tally *tally;
  double low, high;         /* in the commitment's unit; high infinite when "at least" */
  double due_low, due_high; /* pro rata when it was counted; NaN when not known */
  prl_progress status;      /* when it was counted */
  bool older;               /* a later count by the same measure says more: deliveries only grow, so this one no longer tells */
} prl_count;

typedef struct prl_account { /* of one promise */
  const prl_commitment *commitment;
  prl_truth known;              /* YES or UNKNOWN; promises not known of yet are left out */
  double total_low, total_high; /* promised over the whole window; NaN without a quantity, or owed each year without an end */
  double due_low, due_high;     /* pro rata by the date asked: linear in days over the window, or a year's share each year; NaN */
  const prl_count *counts;
  int32_t count;
  double delivered_low, delivered_high; /* over the counts that still tell, "in progress" left out; NaN without any */
  double shortfall_low, shortfall_high; /* due less delivered as far as counted, not below 0; NaN */
  double spread;                        /* between reporters of one measure within 31 days, the largest; NaN with fewer than two */
  prl_tally_measure spread_in;          /* of which measure */
  prl_when counted_on;                  /* the newest count; NONE */
  prl_progress status;
  const char *why; /* in words */
} prl_account;

typedef struct prl_ledger prl_ledger;
/** @param by  a party's promises only; NULL = all. UNKNOWN_ID, MEMORY. The dossier must outlive it. */
prl_status prl_ledger_new(prl_ledger **out, const prl_dossier *dossier, const prl_asof *asof, const char *by, prl_error *err);
const prl_account *prl_ledger_look(int32_t *count, const prl_ledger *ledger);
void prl_ledger_free(prl_ledger *ledger);

#ifdef __cplusplus
}
#endif
#endif
