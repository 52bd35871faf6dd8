/* stack.h -- layers in force on one line, combined; the head of stack.c has the rules. */
#ifndef PARLEY_POLICY_STACK_H
#define PARLEY_POLICY_STACK_H

#include "parley/policy.h"

typedef struct prl_stack { /* the layers of a dossier and its rules, compiled */
  const char **layers;     /* names, sorted: the order in which rates are added */
  int32_t layer_count;
  int32_t *layer_of;       /* by measure of the dossier */
  bool *subject;           /* by layer: some rule lets it switch others off */
  const prl_rule *rules;
  int32_t rule_count;
  int32_t *rule_layer;     /* by rule; -1 when no measure has that layer */
  bool *rule_off;          /* [rule][layer]: switched off */
} prl_stack;

/** Arrays live in the arena. */
prl_status prl_stack_new(prl_stack *out, prl_arena *arena, const prl_dossier_view *record, prl_error *err);
/** Index of a layer by name; -1 when absent. */
int32_t prl_stack_layer(const prl_stack *stack, const char *name);

typedef struct prl_stacked { /* one measure in force on the line */
  int32_t layer;
  prl_instrument instrument;
  double rate;               /* percent; NaN: only its presence counts */
  bool applied;              /* out */
  int32_t rule;              /* out: the rule that switched it off, else -1 */
} prl_stacked;

typedef struct prl_stack_space { /* scratch, one a thread */
  bool *present;   /* by layer */
  int32_t *off;    /* by layer: rule, or -1 */
  int32_t *best;   /* [instrument slot][layer]: entry, or -1 */
} prl_stack_space;
prl_status prl_stack_space_new(prl_stack_space *out, prl_arena *arena, const prl_stack *stack, prl_error *err);

/** Decide for every entry whether it counts, and add up what does.
 *  @param mfn  the layer to leave out of the tariff (prl_rate shows it apart); -1 = none */
prl_rates prl_stack_up(prl_stacked *entries, int32_t count, const prl_stack *stack, int32_t mfn, prl_stack_space *space);

/** Does the model have this instrument? NULL when it does, else why not. */
const char *prl_instrument_lack(prl_instrument instrument);

#endif
