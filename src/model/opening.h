/* opening.h -- the steps by which an economy comes about. */
#ifndef PRL_MODEL_OPENING_H
#define PRL_MODEL_OPENING_H

#include "inside.h"

/** Room for everything, ids copied; then to be filled. */
prl_status prl_economy_begin(prl_economy **out, int32_t regions, int32_t sectors, const char *const *region_id,
                             const char *const *sector_id, prl_error *err);
/** Elasticities, scale, firms. */
prl_status prl_economy_assume(prl_economy *e, const prl_model *model, prl_error *err);
/** One sector's flows[n][i]: the foreign ones into border and pi (not yet divided), the home flow into own. False = no memory. */
bool prl_economy_take_flows(prl_economy *e, int32_t s, const double *flows);
/** The uses of region n, [k][s]; `room` is S x S doubles that may be used for them. */
typedef const double *prl_uses(const void *context, const prl_economy *e, int32_t n, double *room);
/** Room for gamma, dense or sparse as the uses are. @param room  S x S doubles, may be NULL when `uses` needs none. False = no memory. */
bool prl_economy_lay_out_uses(prl_economy *e, const void *context, prl_uses *uses, double *room);
/** Where base flows and uses come from: [n][i] of sector s, [k][s] of region n, as they are or built in `room`. */
typedef struct prl_accounts {
  const void *context;
  const double *(*flows)(const void *context, const prl_economy *e, int32_t s, double *room);
  prl_uses *uses;
} prl_accounts;
/** All of the base from the accounts at its base policy. */
prl_status prl_economy_fill(prl_economy *e, const prl_accounts *from, const prl_wedges *base, prl_error *err);
/** World totals, trade of each region, wage steps: once flows, labour income and deficits stand. */
void prl_economy_totals(prl_economy *e);
void prl_economy_wage_steps(prl_economy *e);
/** Closure `zero`: the base is solved once without deficits. */
prl_status prl_economy_no_deficits(prl_economy *e, const prl_wedges *base, prl_error *err);
/** Hands the economy out, or frees it when the status is an error. */
prl_status prl_economy_finish(prl_economy **out, prl_economy *e, prl_status status);

#endif
