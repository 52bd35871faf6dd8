/* talks.h -- what each item on the table is worth to each side, and the two lists.
 *
 *   worth of item k to g = W_g(P + k) / W_g(P) - 1        P: the policy in force on a date; W: real income
 * Cooperation: no party loses more than the tolerance, and some party gains more than it. Outstanding: some party loses. */
#ifndef PARLEY_TALKS_H
#define PARLEY_TALKS_H

#include "parley/model.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PRL_STANDING_LIST(X) X(COOPERATION, "cooperation") X(OUTSTANDING, "outstanding") X(NEUTRAL, "neutral") X(SILENT, "silent")
typedef enum prl_on_list {
#define PRL_X(name, word) PRL_LIST_##name,
  PRL_STANDING_LIST(PRL_X)
#undef PRL_X
} prl_on_list;
const char *prl_on_list_word(prl_on_list list);

/** The setting in which everything is valued: a record on a date in a world, with the model's assumptions. */
typedef struct prl_stage prl_stage;

typedef struct prl_stage_options {
  size_t size;
  const prl_world *world;      /* borrowed */
  const prl_dossier *dossier;  /* borrowed; NULL: no record */
  const char *concordance;     /* path of the product concordance; NULL = only whole sectors can be priced */
  prl_model model;             /* its arrays must last for the call of prl_stage_new */
  prl_deficits deficits;
  const prl_asof *base_at;     /* NULL: base policy zero; else the record's policy then is what the data embody */
  const prl_asof *policy_at;   /* NULL: the policy is the base's */
  const prl_change *changes;   /* on top of the policy; a scenario's */
  int32_t change_count;
  const prl_solver_options *solver; /* NULL = defaults */
} prl_stage_options;
prl_status prl_stage_new(prl_stage **out, const prl_stage_options *options, prl_error *err);
void prl_stage_free(prl_stage *stage);
/** The policy of the stage: what it covers, and the world under it against the base year. */
const prl_policy *prl_stage_policy(const prl_stage *stage);
const prl_outcome *prl_stage_outcome(const prl_stage *stage);
const prl_economy *prl_stage_economy(const prl_stage *stage);
/** The policy against the base as wedges: the limits and promises that the outcome's quotas and purchases are numbered by. */
const prl_joined *prl_stage_joined(const prl_stage *stage);
/** The policy of the stage with more changes on top, in the same economy and against the same base; must not outlive the stage.
 *  @param joined  out: its wedges; the caller's to free, NULL on failure
 *  Errors and BEST_ITERATE as prl_policy_new and prl_solve. */
prl_status prl_stage_change(prl_outcome **out, prl_joined **joined, const prl_stage *stage, const prl_change *changes, int32_t count,
                            prl_error *err);

typedef struct prl_worth {
  const prl_item *item;
  prl_on_list list;
  bool priced;             /* false: the model is silent (or partly so), see why */
  bool stated;             /* the worth is the dossier's own statement */
  const double *percent;   /* by party: real income of its regions, percent; NaN when silent */
  const double *musd;      /* by party: equivalent variation, millions of base-year US dollars */
  const double *region_percent, *region_musd; /* by region of the world; NULL when silent */
  const double *volume;    /* [n][s] quantity of output against the policy in force, change factor; NULL when silent */
  prl_accuracy accuracy;
  const char *why;         /* when silent or partly so: "the share that is licensed is not known" */
} prl_worth;

typedef struct prl_worths prl_worths;
/** Value items on a stage. @param ids  which (NULL, 0 = all). Order: the dossier's. */
prl_status prl_worths_new(prl_worths **out, const prl_stage *stage, const char *const *ids, int32_t count, double tolerance_percent, prl_error *err);
void prl_worths_free(prl_worths *worths);
const prl_worth *prl_worths_look(int32_t *count, const prl_worths *worths);

#ifdef __cplusplus
}
#endif
#endif
