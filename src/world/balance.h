/* balance.h -- scaling a matrix to given row and column sums; scale.c does it, balance.c says which matrices of a world and to what. */
#ifndef PRL_WORLD_BALANCE_H
#define PRL_WORLD_BALANCE_H

#include "inside.h"

typedef struct prl_block {
  double *cells;                      /* rows x columns, row major */
  int32_t rows, columns;              /* */
  const double *row_sum, *column_sum; /* wanted; NaN = free */
} prl_block;

typedef struct prl_scaled {
  int32_t sweeps;
  bool reached, stuck; /* stuck: a sum is wanted of cells that are all zero */
  double miss;         /* the largest, relative to the sum of the absolute cells or the sum wanted */
  bool of_row;         /* where it is */
  int32_t at;
} prl_scaled;

prl_scaled prl_scale(prl_block block);

#endif
