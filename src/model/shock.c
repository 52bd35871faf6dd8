/* shock.c -- wedges to rows: what policy does to who buys from whom.
 *
 *   kappa_l = [(1+t')(1+e')(1+d')] / [(1+t)(1+e)(1+d)]           of the lines that pay alike
 *   omega_l = weight_l (1+t_l) / sum weight (1+t)                 their share of the flow at users' prices; weights are border values
 *   A = pi sum_l omega_l kappa_l^-theta,   B: each term over (1+t'),   C: over (1+t')(1+e') as well
 *
 * The sums over lines make policy exact at product level with no extra unknowns. A banned line drops out; a ban that stood in the base
 * year is in the data already and changes nothing while it stands, nor can the data say what lifting it would bring: kappa = 1.
 * Only rows with a wedge are rebuilt. Source: docs/model.md; Dekle, Eaton & Kortum (2008). */
#include "inside.h"

#include <math.h>
#include <string.h>

static bool same(const prl_rates *a, const prl_rates *b) {
  return a->tariff == b->tariff && a->export_tax == b->export_tax && a->friction == b->friction && a->banned == b->banned;
}

bool prl_shock_changes(const prl_wedges *wedges) {
  for (int32_t k = 0; wedges && k < wedges->class_count; k++)
    if (!same(&wedges->classes[k].base, &wedges->classes[k].now)) return true;
  return false;
}

static double delivered(const prl_rates *r) { return (1 + r->tariff) * (1 + r->export_tax) * (1 + r->friction); }

/* Factors on pi of one flow. */
static void flow_factors(double *gross, double *net, double *producer, const prl_class *classes, int32_t count, double theta,
                         bool use_now) {
  double whole = 0;
  *gross = *net = *producer = 0;
  for (int32_t l = 0; l < count; l++) whole += classes[l].weight * (1 + classes[l].base.tariff);
  for (int32_t l = 0; l < count; l++) {
    const prl_class *c = &classes[l];
    const prl_rates *now = use_now ? &c->now : &c->base;
    if (now->banned && !c->base.banned) continue;
    double omega = c->weight * (1 + c->base.tariff) / whole;
    double kappa = c->base.banned ? 1 : delivered(now) / delivered(&c->base);
    double term = omega * (kappa == 1 ? 1 : pow(kappa, -theta));
    *gross += term;
    *net += term / (1 + now->tariff);
    *producer += term / ((1 + now->tariff) * (1 + now->export_tax));
  }
}

static prl_status check(const prl_economy *e, const prl_wedge *w, const prl_class *classes, prl_error *err) {
  double sum = 0;
  for (int32_t l = 0; l < w->count; l++) {
    const prl_rates *r[] = {&classes[l].base, &classes[l].now};
    for (int k = 0; k < 2; k++)
      if (!(r[k]->tariff > -1 && r[k]->export_tax > -1 && r[k]->friction > -1)) {
        prl_fail(err, PRL_E_VALUE, "a rate of -100 %% or less leaves no price");
        prl_error_item(err, "%s -> %s, %s", e->region_id[w->origin], e->region_id[w->destination], e->sector_id[w->sector]);
        return PRL_E_VALUE;
      }
    sum += classes[l].weight;
  }
  if (w->origin == w->destination || fabs(sum - 1) > 1e-9)
    return prl_fail(err, PRL_E_VALUE, "the wedge on %s -> %s, %s is malformed (weights sum to %.17g)", e->region_id[w->origin],
                    e->region_id[w->destination], e->sector_id[w->sector], sum);
  return PRL_OK;
}

static int32_t count_rows(const prl_wedges *wedges) {
  int32_t rows = 0;
  for (int32_t k = 0; k < wedges->wedge_count; k++)
    rows += !k || wedges->wedges[k].sector != wedges->wedges[k - 1].sector ||
            wedges->wedges[k].destination != wedges->wedges[k - 1].destination;
  return rows;
}

static prl_status start_row(prl_row *row, prl_arena *arena, const prl_economy *e, const prl_wedge *w) {
  const size_t ld = (size_t)e->ld;
  double *room = prl_arena_alloc(arena, 3 * ld, sizeof *room);
  if (!room) return PRL_E_MEMORY;
  const double *pi = e->pi + ((int64_t)w->sector * e->N + w->destination) * e->ld;
  for (int k = 0; k < 3; k++) memcpy(room + k * ld, pi, ld * sizeof *room);
  *row = (prl_row){w->sector, w->destination, false, false, room, room + ld, room + 2 * ld};
  return PRL_OK;
}

prl_status prl_shock_rows(prl_rows *out, prl_arena *arena, const prl_economy *e, const prl_wedges *wedges, bool now, prl_error *err) {
  const int64_t cells = (int64_t)e->S * e->N;
  const int32_t rows = wedges ? count_rows(wedges) : 0;
  *out = (prl_rows){prl_arena_alloc(arena, (size_t)rows + 1, sizeof(prl_row)), 0, prl_arena_alloc(arena, (size_t)cells, sizeof(int32_t))};
  if (!out->row || !out->at) return prl_fail(err, PRL_E_MEMORY, "%d rows of a shock", rows);
  for (int64_t k = 0; k < cells; k++) out->at[k] = -1;
  for (int32_t k = 0; wedges && k < wedges->wedge_count; k++) {
    const prl_wedge *w = &wedges->wedges[k];
    const prl_class *classes = wedges->classes + w->first;
    prl_status status = check(e, w, classes, err);
    if (status) return status;
    int32_t *at = &out->at[(int64_t)w->sector * e->N + w->destination];
    if (*at < 0) {
      *at = out->count++;
      if (start_row(&out->row[*at], arena, e, w)) return prl_fail(err, PRL_E_MEMORY, "a row of a shock");
    }
    prl_row *row = &out->row[*at];
    const int32_t i = w->origin;
    double gross, net, producer, pi = row->gross[i];
    flow_factors(&gross, &net, &producer, classes, w->count, e->theta[w->sector], now);
    ((double *)row->gross)[i] = pi * gross, ((double *)row->net)[i] = pi * net, ((double *)row->producer)[i] = pi * producer;
    row->has_tariff = row->has_tariff || net != gross;
    row->has_export = row->has_export || producer != net;
  }
  return PRL_OK;
}
