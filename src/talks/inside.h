/* inside.h -- a stage, opened: shared by the files of this folder. */
#ifndef PRL_TALKS_INSIDE_H
#define PRL_TALKS_INSIDE_H

#include "parley/talks.h"

struct prl_stage {
  const prl_world *world;
  const prl_dossier *dossier;
  prl_solver_options solver;
  bool has_solver, has_asof;
  prl_asof asof;       /* of the policy; has_asof false = nothing of the record */
  prl_change *changes; /* on top of the record */
  int32_t change_count;
  prl_lines *lines;
  prl_policy *base, *policy;
  prl_economy *economy;
  prl_joined *joined;   /* the policy against the base, as wedges */
  prl_outcome *outcome; /* ... and solved */
};

/* A counterfactual of a stage: the stage's policy with more changes. */
typedef struct prl_variant {
  prl_policy *policy;
  prl_joined *joined;
  prl_outcome *outcome;
} prl_variant;
prl_status prl_variant_new(prl_variant *out, const prl_stage *stage, const prl_change *changes, int32_t count, prl_error *err);
void prl_variant_free(prl_variant *variant);

/* items.c: can the model price what an item does? */
typedef struct prl_pricing {
  int32_t priced, unpriced; /* changes */
  const char *why;          /* of the first that is not; arena or static */
} prl_pricing;
prl_status prl_item_pricing(prl_pricing *out, prl_arena *arena, const prl_stage *stage, const prl_item *item, const prl_policy *after);

/* lists.c */
prl_on_list prl_list_of(const double *percent, int32_t parties, double tolerance_percent);

#endif
