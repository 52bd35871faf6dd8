/* settle.c -- trade and use as they were read to accounts that hold.
 *
 *   value_added[n][s]  = sum_i trade[s][i][n] - sum_k use[n][k][s]
 *   final_demand[n][k] = sum_i trade[k][n][i] - sum_s use[n][k][s]       may be negative (stocks run down), never clamped
 *
 * Both are residuals, so the identities hold to rounding. Strictly: what they cannot hold is refused by name. Else it is repaired in this
 * order, and every repair is noted:
 *   1. negative trade and negative use become 0;
 *   2. use of what nobody supplies becomes 0, so do inputs of a sector that sells nothing;
 *   3. inputs above 99 % of output are scaled to 99 %, so that value added is at least 1 %;
 *   4. output and value added of the source that differ from the residual accounts by more than a millionth of output are noted as replaced.
 * Million US$. */
#include "import.h"

#include <math.h>
#include <stdlib.h>

#define ROUNDING      1e-12 /* inputs above output by no more than this share are equal to it */
#define MOST_INPUTS   0.99  /* of output */
#define PRINTED_DIGIT 1e-6  /* sources of seven digits miss by no more than this share of output */

typedef struct sums {
  double *output, *absorption, *cost, *used; /* each [n][s] */
} sums;

static bool take_sums(sums *t, const prl_world *w) {
  size_t cells = (size_t)prl_world_cells(w);
  double *room = malloc(4 * cells * sizeof *room);
  if (!room) return false;
  *t = (sums){room, room + cells, room + 2 * cells, room + 3 * cells};
  prl_world_sums(w, t->output, t->absorption, t->cost, t->used);
  return true;
}

static prl_status no_sums(prl_source *source) { return prl_fail(source->err, PRL_E_MEMORY, "no memory for the sums of a world"); }

static void take_residuals(prl_world *w, const sums *t) {
  for (int64_t c = 0; c < prl_world_cells(w); c++) {
    w->value_added[c] = fmax(t->output[c] - t->cost[c], 0);
    w->final_demand[c] = t->absorption[c] - t->used[c];
  }
}

/* ---- strictly ---- */

static prl_status refuse_cell(const prl_world *w, const sums *t, int64_t c, prl_error *err) {
  const char *region = w->region_id[c / w->sectors], *sector = w->sector_id[c % w->sectors];
  prl_status status = PRL_OK;
  if (t->cost[c] > t->output[c] * (1 + ROUNDING)) {
    status = prl_fail(err, PRL_E_UNBALANCED, "inputs of %.10g exceed the output of %.10g: value added would be negative", t->cost[c],
                      t->output[c]);
    prl_error_item(err, "%s, sector %s", region, sector);
    prl_error_hint(err, "lower the inputs in intermediate_use, or complete the sales in trade");
  } else if (t->used[c] > 0 && t->absorption[c] == 0) {
    status = prl_fail(err, PRL_E_UNBALANCED, "%.10g is used as an input, but trade has no supplier for it", t->used[c]);
    prl_error_item(err, "%s, sector %s", region, sector);
    prl_error_hint(err, "add its sales to %s in trade, or take the use out", region);
  }
  return status;
}

prl_status prl_settle_strictly(prl_world *w, prl_source *source) {
  sums t;
  prl_status status = PRL_OK;
  if (!take_sums(&t, w)) return no_sums(source);
  for (int64_t c = 0; c < prl_world_cells(w) && status == PRL_OK; c++) status = refuse_cell(w, &t, c, source->err);
  if (status < 0) prl_error_at(source->err, source->found[0] ? source->found : source->path, 0, 0);
  take_residuals(w, &t);
  free(t.output);
  return status;
}

/* ---- with repairs ---- */

static bool clear_negative_trade(prl_world *w, prl_repairs *repairs) {
  for (int32_t s = 0; s < w->sectors; s++)
    for (int32_t n = 0; n < w->regions; n++)
      for (int32_t i = 0; i < w->regions; i++) {
        double *x = &prl_world_trade_at(w, s, n)[i];
        if (*x >= 0) continue;
        if (!prl_repairs_add(repairs, PRL_REPAIR_NEGATIVE_TRADE, w->region_id[n], w->sector_id[s], w->region_id[i], *x, 0)) return false;
        *x = 0;
      }
  return true;
}

/* One cell of use to zero, by the rule. */
static bool clear_use(prl_world *w, prl_repairs *repairs, prl_repair_rule rule, int32_t n, int32_t k, int32_t s) {
  double *x = &prl_world_use_at(w, n, k)[s];
  if (*x == 0) return true;
  bool noted = prl_repairs_add(repairs, rule, w->region_id[n], w->sector_id[s], w->sector_id[k], *x, 0);
  *x = 0;
  return noted;
}

static bool clear_uses(prl_world *w, prl_repairs *repairs, const sums *t) {
  for (int32_t n = 0; n < w->regions; n++)
    for (int32_t k = 0; k < w->sectors; k++)
      for (int32_t s = 0; s < w->sectors; s++) {
        const int64_t row = (int64_t)n * w->sectors;
        bool noted = true;
        if (prl_world_use_at(w, n, k)[s] < 0)
          noted = clear_use(w, repairs, PRL_REPAIR_NEGATIVE_USE, n, k, s);
        else if (t->absorption[row + k] == 0)
          noted = clear_use(w, repairs, PRL_REPAIR_UNSUPPLIED_USE, n, k, s);
        else if (t->output[row + s] == 0)
          noted = clear_use(w, repairs, PRL_REPAIR_UNSOLD_INPUTS, n, k, s);
        if (!noted) return false;
      }
  return true;
}

static bool cap_inputs(prl_world *w, prl_repairs *repairs, const sums *t) {
  for (int32_t n = 0; n < w->regions; n++)
    for (int32_t s = 0; s < w->sectors; s++) {
      const int64_t c = (int64_t)n * w->sectors + s;
      double most = MOST_INPUTS * t->output[c];
      if (t->cost[c] <= most) continue;
      if (!prl_repairs_add(repairs, PRL_REPAIR_COST_ABOVE_OUTPUT, w->region_id[n], w->sector_id[s], "", t->cost[c], most)) return false;
      for (int32_t k = 0; k < w->sectors; k++) prl_world_use_at(w, n, k)[s] *= most / t->cost[c];
    }
  return true;
}

/* How far a value of the source is from ours, where that is more than printing explains. */
static double gap(double theirs, double ours, double output) {
  double miss = ours - theirs;
  return isnan(theirs) || fabs(miss) <= PRINTED_DIGIT * fmax(fabs(output), fabs(theirs)) ? 0 : miss;
}

static bool note_gaps(const prl_world *w, prl_repairs *repairs, const sums *t, const double *output, const double *value_added) {
  for (int64_t c = 0; c < prl_world_cells(w); c++) {
    const char *region = w->region_id[c / w->sectors], *sector = w->sector_id[c % w->sectors];
    double row = output ? gap(output[c], t->output[c], t->output[c]) : 0;
    double rest = value_added ? gap(value_added[c] + row, w->value_added[c], t->output[c]) : 0;
    if (row != 0 && !prl_repairs_add(repairs, PRL_REPAIR_ROW_GAP, region, sector, "", output[c], t->output[c])) return false;
    if (rest != 0 && !prl_repairs_add(repairs, PRL_REPAIR_VALUE_ADDED_GAP, region, sector, "", value_added[c], w->value_added[c]))
      return false;
  }
  return true;
}

prl_status prl_settle(prl_world *w, const double *output, const double *value_added, prl_source *source) {
  sums t;
  if (!take_sums(&t, w)) return no_sums(source);
  bool good = clear_negative_trade(w, source->repairs);
  prl_world_sums(w, t.output, t.absorption, t.cost, t.used);
  good = good && clear_uses(w, source->repairs, &t);
  prl_world_sums(w, t.output, t.absorption, t.cost, t.used);
  good = good && cap_inputs(w, source->repairs, &t);
  prl_world_sums(w, t.output, t.absorption, t.cost, t.used);
  take_residuals(w, &t);
  good = good && note_gaps(w, source->repairs, &t, output, value_added);
  free(t.output);
  return good ? PRL_OK : prl_fail(source->err, PRL_E_MEMORY, "no memory to list the repairs");
}
