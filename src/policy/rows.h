/* rows.h -- rows of trade in the order of their place; the head of rows.c has the method. */
#ifndef PARLEY_POLICY_ROWS_H
#define PARLEY_POLICY_ROWS_H

#include "parley/base.h"

typedef struct prl_row { /* a value at a place: pair, sector, member and heading as one number, or a product code */
  uint64_t place;
  double value;
} prl_row;

typedef struct prl_rows {
  prl_row *at;
  int64_t count, capacity;
} prl_rows;

prl_status prl_rows_add(prl_rows *rows, prl_row row, prl_error *err);
/** Sort by place; rows of one place become one, their values added in the order in which they came. */
prl_status prl_rows_merge(prl_rows *rows, prl_error *err);

#endif
