/* grad.h -- what the files of `parley grad` share. */
#ifndef PRL_CLI_GRAD_H
#define PRL_CLI_GRAD_H

#include "cli.h"

/* Where a slope is in the wedges that were solved for. */
typedef struct prl_slope_at {
  int32_t instrument;                  /* PRL_SLOPE_... */
  int32_t by, on;                      /* regions; -1 = several */
  int32_t sector, destination, origin; /* of a rate's flow */
  int32_t bound;                       /* of a limit or promise, by quota or by purchase */
} prl_slope_at;

/** Compare `count` slopes, evenly spread over all, with differences of solves: central ones at two widths, extrapolated.
 *  @param per  [at][region asked]: per unit of the rate, per ln of the limit */
prl_status prl_cli_grad_check(prl_slopes_checked *out, const prl_stage *stage, const prl_slope_at *at, int32_t slopes,
                              const int32_t *regions, int32_t region_count, const double *per, const prl_solver_options *solver,
                              prl_error *err);

#endif
