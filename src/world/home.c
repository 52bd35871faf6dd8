/* home.c -- the two things a source in shares leaves to be worked out: sales at home, and use.
 *
 *   trade[s][i][i]  = output[i][s] - sum over n of trade[s][n][i]         output raised to exports where they exceed it (a repair)
 *   use[n][k][s]    = share[n][k][s] / (sum over k of share) * (1 - value_added_share[n][s]) * output[n][s]
 *
 * share: of input k in what sector s spends on inputs. Shares as printed sum to one within a few millionths; they are scaled to do so
 * exactly (a repair, where they miss by more than rounding), else the accounts would not close. A negative share is zero (a repair).
 * Caliendo & Parro (2015), appendix. */
#include "import.h"

#include <math.h>

#define ROUNDING 1e-12
#define SUM_MISS 1e-3 /* shares that miss one by more are no shares */

static prl_status no_room(prl_source *source) { return prl_fail(source->err, PRL_E_MEMORY, "no memory to list the repairs"); }

static double exports_of(const prl_world *w, int32_t s, int32_t i) {
  double sum = 0;
  for (int32_t n = 0; n < w->regions; n++)
    if (n != i) sum += prl_world_trade_at(w, s, n)[i];
  return sum;
}

prl_status prl_sales_at_home(prl_world *w, double *output, prl_source *source) {
  for (int32_t i = 0; i < w->regions; i++)
    for (int32_t s = 0; s < w->sectors; s++) {
      double exports = exports_of(w, s, i), *made = &output[(int64_t)i * w->sectors + s];
      if (exports > *made) {
        if (!prl_repairs_add(source->repairs, PRL_REPAIR_RAISED_OUTPUT, w->region_id[i], w->sector_id[s], "", *made, exports))
          return no_room(source);
        *made = exports;
      }
      prl_world_trade_at(w, s, i)[i] = *made - exports;
    }
  return PRL_OK;
}

static double sum_of_shares(const prl_world *w, int32_t n, int32_t s) {
  double sum = 0;
  for (int32_t k = 0; k < w->sectors; k++) sum += prl_world_use_at(w, n, k)[s];
  return sum;
}

static prl_status wrong_sum(const prl_world *w, int32_t n, int32_t s, double sum, prl_source *source) {
  prl_status status = prl_fail(source->err, PRL_E_VALUE, "the input shares sum to %.6g; 1 expected", sum);
  prl_error_item(source->err, "%s, sector %s", w->region_id[n], w->sector_id[s]);
  prl_error_at(source->err, source->path, 0, 0);
  return status;
}

/* What the shares of sector s of region n are multiplied with to become values. */
static prl_status factor(double *out, const prl_world *w, int32_t n, int32_t s, double inputs, prl_source *source) {
  double sum = sum_of_shares(w, n, s);
  bool noted = true;
  *out = sum > 0 ? inputs / sum : 0;
  if (inputs > 0 && sum == 0)
    noted = prl_repairs_add(source->repairs, PRL_REPAIR_NO_SHARES, w->region_id[n], w->sector_id[s], "", inputs, 0);
  else if (inputs > 0 && !(fabs(sum - 1) <= SUM_MISS))
    return wrong_sum(w, n, s, sum, source);
  else if (inputs > 0 && fabs(sum - 1) > ROUNDING)
    noted = prl_repairs_add(source->repairs, PRL_REPAIR_SHARES_SCALED, w->region_id[n], w->sector_id[s], "", sum, 1);
  return noted ? PRL_OK : no_room(source);
}

static prl_status wrong_share(const prl_world *w, int32_t n, int32_t s, double share, prl_source *source) {
  prl_status status = prl_fail(source->err, PRL_E_VALUE, "the share of value added is %g; 0 to 1 expected", share);
  prl_error_item(source->err, "%s, sector %s", w->region_id[n], w->sector_id[s]);
  prl_error_at(source->err, source->path, 0, 0);
  return status;
}

static bool clear_negative_shares(prl_world *w, prl_repairs *repairs, int32_t n, int32_t s) {
  for (int32_t k = 0; k < w->sectors; k++) {
    double *share = &prl_world_use_at(w, n, k)[s];
    if (*share >= 0) continue;
    if (!prl_repairs_add(repairs, PRL_REPAIR_NEGATIVE_USE, w->region_id[n], w->sector_id[s], w->sector_id[k], *share, 0)) return false;
    *share = 0;
  }
  return true;
}

prl_status prl_use_from_shares(prl_world *w, const double *value_added_share, const double *output, prl_source *source) {
  for (int32_t n = 0; n < w->regions; n++)
    for (int32_t s = 0; s < w->sectors; s++) {
      int64_t cell = (int64_t)n * w->sectors + s;
      double times = 0, share = value_added_share[cell];
      if (!(share >= 0 && share <= 1)) return wrong_share(w, n, s, share, source);
      if (!clear_negative_shares(w, source->repairs, n, s)) return no_room(source);
      prl_status status = factor(&times, w, n, s, (1 - share) * output[cell], source);
      if (status < 0) return status;
      for (int32_t k = 0; k < w->sectors; k++) prl_world_use_at(w, n, k)[s] *= times;
    }
  return PRL_OK;
}
