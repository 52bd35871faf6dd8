/* stocks.c -- what was made and not sold: where a source keeps the change in stocks apart from the sales.
 *
 *   output[i][s] = sum over n of trade[s][n][i] + change[i][s]
 *
 * A rise in stocks is final demand at home, as national accounts have it: it is added to sales at home, so that output and value added stay
 * the source's. A fall is taken off sales at home; where it is larger than these, all sales of the cell are scaled so that they sum to
 * output (what was sold out of stock was sold in proportion). Every cell is noted as a repair. New values have nine
 * digits. Invariant: trade stays at or above zero.
 * Source: System of National Accounts 2008, 10.118. */
#include "import.h"

#include <math.h>

enum { DIGITS = 9 };

#define PRINTED_DIGIT 1e-6 /* a fall that exceeds all sales by no more than this share of them is equal to them */

static double sales_of(const prl_world *w, int32_t s, int32_t i) {
  double sum = 0;
  for (int32_t n = 0; n < w->regions; n++) sum += prl_world_trade_at(w, s, n)[i];
  return sum;
}

static prl_status refuse(const prl_world *w, int32_t s, int32_t i, double sales, double change, prl_source *source) {
  prl_status status = prl_fail(source->err, PRL_E_UNBALANCED, "stocks fall by %.10g, more than all sales of %.10g", -change, sales);
  prl_error_item(source->err, "%s, sector %s", w->region_id[i], w->sector_id[s]);
  prl_error_at(source->err, source->found, 0, 0);
  return status;
}

/* Sums of printed numbers carry no more digits than these: two more than sources print. */
static double printed(double x) {
  char text[40];
  double out = x;
  int length = prl_print_number(text, sizeof text, x, DIGITS);
  return prl_parse_number(&out, text, (size_t)length) ? out : x;
}

/* All sales of the cell scaled so that they sum to output; each is noted. */
static bool scale_sales(prl_world *w, prl_repairs *repairs, int32_t s, int32_t i, double factor) {
  for (int32_t n = 0; n < w->regions; n++) {
    double *x = &prl_world_trade_at(w, s, n)[i], before = *x;
    if (before == 0) continue;
    *x = printed(before * factor);
    if (!prl_repairs_add(repairs, PRL_REPAIR_STOCKS_ABROAD, w->region_id[n], w->sector_id[s], w->region_id[i], before, *x)) return false;
  }
  return true;
}

static prl_status settle_cell(prl_world *w, int32_t s, int32_t i, double change, prl_source *source) {
  double *home = &prl_world_trade_at(w, s, i)[i], before = *home, sales = sales_of(w, s, i);
  bool noted = true;
  if (before + change >= 0) {
    *home = printed(before + change);
    noted = prl_repairs_add(source->repairs, PRL_REPAIR_STOCKS_AT_HOME, w->region_id[i], w->sector_id[s], w->region_id[i], before, *home);
  } else if (sales + change < -PRINTED_DIGIT * sales || sales == 0) {
    return refuse(w, s, i, sales, change, source);
  } else {
    noted = scale_sales(w, source->repairs, s, i, fmax(sales + change, 0) / sales);
  }
  return noted ? PRL_OK : prl_fail(source->err, PRL_E_MEMORY, "no memory to list the repairs");
}

prl_status prl_stocks_settle(prl_world *w, const double *change, prl_source *source) {
  for (int32_t i = 0; i < w->regions; i++)
    for (int32_t s = 0; s < w->sectors; s++) {
      double moved = change[(int64_t)i * w->sectors + s];
      if (isnan(moved) || moved == 0) continue;
      prl_status status = settle_cell(w, s, i, moved, source);
      if (status < 0) return status;
    }
  return PRL_OK;
}
