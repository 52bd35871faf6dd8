/* rows.h -- sums over the rows of one sector, for one state or eight (lanes.h). */
#ifndef PRL_MODEL_ROWS_H
#define PRL_MODEL_ROWS_H

#include "inside.h"

/* Which numbers of the rows are meant. */
typedef enum prl_side { PRL_GROSS, PRL_PRODUCER } prl_side;

/* out[n] = sum_i A[n][i] in[i];  out, in: cells of one sector, laned B */
void prl_rows_sum(double *out, const prl_economy *e, const prl_rows *rows, prl_side side, int32_t s, const double *in, int B);
/* out[i] = sum_n A[n][i] in[n] */
void prl_rows_spread(double *out, const prl_economy *e, const prl_rows *rows, prl_side side, int32_t s, const double *in, int B);
/* One row by itself; `wide`: its numbers are each state's own, laned. */
void prl_row_sum(double *out, const double *row, bool wide, prl_span span, const double *in, int B);
void prl_row_spread(double *out, const double *row, bool wide, prl_span span, const double *in, int B);

#endif
