/* stack.h -- layers in force on one line, combined; the head of stack.c has the rules. */
#ifndef PARLEY_POLICY_STACK_H
#define PARLEY_POLICY_STACK_H

#include "parley/policy.h"

typedef struct prl_stack { /* the layers of a dossier and its rules, compiled */
  const char **layers;     /* names, sorted: the order in which rates are added */
  int32_t layer_count;
  int32_t *layer_of; /* by measure of the dossier */
  bool *subject;     /* by layer: some rule lets it switch others off */
  const prl_rule *rules;
  int32_t rule_count;
  int32_t *rule_layer; /* by rule; -1 when no measure has that layer */
  bool *rule_off;      /* [rule][layer]: switched off; of a cap: summed with its layer */
  bool *rule_mfn;      /* by rule: a cap whose sum includes the ordinary duty */
  int32_t mfn;         /* the layer of the ordinary duty; -1 when no measure has it */
} prl_stack;

/** Arrays live in the arena. */
prl_status prl_stack_new(prl_stack *out, prl_arena *arena, const prl_dossier_view *record, prl_error *err);
/** Index of a layer by name; -1 when absent. */
int32_t prl_stack_layer(const prl_stack *stack, const char *name);

typedef struct prl_stacked { /* one measure in force on the line */
  int32_t layer;
  prl_instrument instrument;
  double rate;         /* percent; NaN: only its presence counts */
  bool applied;        /* out */
  int32_t rule;        /* out: the rule that switched it off, else -1 */
  double counts;       /* out: what it adds once caps have cut it, percent; 0 unless applied */
  const prl_rule *cap; /* out: the cap that bears on it, or NULL */
  bool cap_open;       /* out: the cap's sum is not known, so it was left as it is */
} prl_stacked;

static inline prl_stacked prl_stacked_of(int32_t layer, prl_instrument instrument, double rate) {
  return (prl_stacked){.layer = layer, .instrument = instrument, .rate = rate, .rule = -1};
}

typedef struct prl_stack_space { /* scratch, one a thread */
  bool *present;                 /* by layer */
  int32_t *off;                  /* by layer: rule, or -1 */
  int32_t *best;                 /* [instrument slot][layer]: entry, or -1 */
} prl_stack_space;
prl_status prl_stack_space_new(prl_stack_space *out, prl_arena *arena, const prl_stack *stack, prl_error *err);

/** Decide for every entry whether it counts, and add up what does.
 *  @param mfn  the layer to leave out of the tariff (prl_rate shows it apart); -1 = none */
prl_rates prl_stack_up(prl_stacked *entries, int32_t count, const prl_stack *stack, int32_t mfn, prl_stack_space *space);

typedef struct prl_total { /* percent of value */
  double mfn;              /* NaN when no ordinary duty is among the entries */
  double added;            /* over it */
  double capped;           /* the part of both that a cap may take away, its sum not being known */
} prl_total;
/** Stack, and add up the tariffs in the order of the entries, the ordinary duty apart. */
prl_total prl_stack_duty(prl_stacked *entries, int32_t count, const prl_stack *stack, prl_stack_space *space);

#endif
