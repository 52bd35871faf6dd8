/* margins.h -- the sums a world is moved to. */
#ifndef PRL_WORLD_MARGINS_H
#define PRL_WORLD_MARGINS_H

#include "inside.h"

typedef struct prl_margins {
  double *output, *absorption;        /* [n][s] */
  double *value_added, *final_demand; /* [n]; NaN = free */
  int32_t given[4];                   /* rows read of each, in this order */
} prl_margins;

/** From a table, completed with the world's own output and absorption [n][s]; free with prl_margins_free, also after an error. */
prl_status prl_margins_read(prl_margins *out, const prl_world *world, const char *path, const double *output, const double *absorption,
                            prl_error *err);
void prl_margins_free(prl_margins *margins);

#endif
