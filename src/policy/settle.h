/* settle.h -- what is in force, and what every line of a pair then pays, as the files of this folder share it. */
#ifndef PARLEY_POLICY_SETTLE_H
#define PARLEY_POLICY_SETTLE_H

#include "lines.h"

/* ---- force.c: a measure on the date, after the changes ---- */

typedef struct prl_force {
  bool on;         /* in force, and nothing of it unknown that the model needs */
  bool present;    /* surely in force, though perhaps at an unknown rate: counts for stacking rules */
  const char *why; /* not NULL: in force or perhaps so, but cannot be priced */
  bool by_line;
  double rate; /* percent; NaN for bans and where only presence counts */
  double add;  /* percentage points on top of the list's rates (by_line) */
} prl_force;

prl_force prl_force_of(prl_arena *arena, const prl_standing *standing);
/** Let a MEASURE change act. @return NULL, or why it cannot be priced (then `force` is left as it was). */
const char *prl_force_change(prl_force *force, const prl_standing *standing, const prl_change *change);
/** Why the measure cannot be priced whatever its rate, or NULL. */
const char *prl_force_never(prl_arena *arena, const prl_measure *measure);

/* ---- quantity.c: limits, promises and unit values, from words to numbers ---- */

typedef struct prl_term { /* what a measure or a change asks of quantities */
  const char *id;
  double asked; /* limit or floor, times the base quantity */
  double top;   /* as in prl_quota */
  prl_rent rent;
  bool each; /* a promise on every flow */
} prl_term;

/** Whom the rent of a limit goes to: the word written, else the state that acts, of licences and listings the exporter's firms. */
prl_rent prl_rent_of(const char *word, prl_instrument instrument, bool exports);
prl_term prl_term_of_measure(const prl_measure *measure, double limit);
prl_term prl_term_of_change(const prl_change *change, const char *id);
/** Does it act on quantities? */
bool prl_bounds_quantity(prl_instrument instrument);
/** The number of a measure or change as policy has it: percent of value, of a limit times the base quantity, of a listing the share. */
double prl_number_of(const prl_measure *measure, double written);
double prl_ad_valorem(prl_instrument instrument, double rate, double unit_value);
/** Why a measure's number says nothing of its flow, or NULL. Text in the arena. */
const char *prl_number_lack(prl_arena *arena, const prl_measure *measure);

/* ---- flow.c: a change on flows without a measure of the record ---- */

typedef struct prl_flow {
  const prl_change *change;
  prl_cover cover;
  prl_acts acts; /* sorted by pair; caller frees acts.at */
  int32_t order; /* its term */
} prl_flow;
prl_status prl_flow_new(prl_flow *out, prl_arena *arena, const prl_lines *lines, const prl_change *change, int32_t number,
                        const prl_asof *asof, prl_error *err);

/* ---- settle.c ---- */

typedef struct prl_effect { /* something that bears on some lines of a pair */
  const prl_cover *cover;
  int32_t member;
  int32_t layer; /* of a measure */
  prl_instrument instrument;
  const prl_force *force; /* of a measure */
  const prl_change *flow; /* not NULL: a change on flows, applied to what the layers come to */
  int32_t order;          /* index in the policy's terms */
} prl_effect;

typedef struct prl_segment { /* the part of a line's trade up to `end` (of 1) pays these rates */
  double end;
  prl_rates rates;
  int32_t limit, promise; /* 0, or 1 + index of the term its quantity is under */
} prl_segment;

typedef struct prl_profile { /* lines that pay the same */
  int32_t first, count;      /* segments */
} prl_profile;

typedef struct prl_settled { /* one pair */
  int32_t pair;
  int32_t *profile_of; /* by line of the pair */
  prl_profile *profiles;
  int32_t profile_count;
  prl_segment *segments;
} prl_settled;

/** @param terms   of all measures, then of all changes
 *  @param broken  out, on VALUE: index in effects of the FLOW change that brought a rate to -100 % or below or came upon lines under
 *                 another limit or promise, -1 when measures did */
prl_status prl_policy_settle(prl_settled *out, prl_arena *arena, const prl_lines *lines, int32_t pair, const prl_effect *effects,
                             int32_t count, const prl_term *terms, prl_stack_space *space, int32_t *broken, prl_error *err);

struct prl_policy {
  prl_arena *arena;
  const prl_lines *lines;
  int32_t *slot; /* by pair: index in settled, or -1 */
  prl_settled *settled;
  int32_t settled_count;
  prl_term *terms; /* by measure, then by change */
  int32_t term_count;
  prl_coverage *coverage;
  int32_t coverage_count;
};

#endif
