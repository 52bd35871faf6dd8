/* economy.c -- from a balanced world and its base policy to the shares the equations need.
 *
 *   border[s,n,i]  = trade[s][n][i] / sum_l weight_l / (1 + e_l)      what crosses the border: with the origin's export tax
 *   paid[s,n,i]    = border sum_l weight_l (1 + t_l)                  what users pay: with the destination's tariff
 *   X[n,s] = sum_i paid,  pi = paid / X,  Y[i,s] = sum_n trade[s][n][i]
 *   gamma[n,k,s] = use[n][k][s] (X / absorption)[n,k] / Y[n,s]        revenue lifts uses in proportion; value added is the residual
 *   beta = 1 - sum_k gamma,  alpha = (final demand, lifted) / income,  income = value added + revenue + D
 * With a fixed number of firms (Model 4) sales are cost times sigma / (sigma - 1), sigma = theta + 1: profits Y / sigma come out of value
 * added, the rest is labour income, and shares in cost are those in sales times the markup.
 *
 * Values in millions of base-year US$. Rows nobody uses get a home share of 1 and sectors nobody makes get beta = 1: they weigh nothing.
 * Sources: Caliendo & Parro (2015) section 4.1; Ossa (2014) section II; revaluation at base tariffs as in docs/model.md. */
#include "opening.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *room(prl_arena *arena, int64_t count, bool *failed) {
  void *p = prl_arena_alloc(arena, (size_t)(count > 0 ? count : 1), sizeof(double));
  *failed = *failed || !p;
  return p;
}

static prl_status no_room(const prl_economy *e, prl_error *err) {
  return prl_fail(err, PRL_E_MEMORY, "an economy of %d regions and %d sectors", e->N, e->S);
}

static bool lay_out(prl_economy *e) {
  bool failed = false;
  double **lines[] = {&e->labour,  &e->value_added, &e->income,  &e->revenue, &e->profits,
                      &e->deficit, &e->trade,       &e->exports, &e->imports, &e->step};
  double **blocks[] = {&e->own, &e->beta, &e->alpha, &e->spending, &e->output, &e->split_own, &e->split_final, &e->scale};
  for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) *lines[k] = room(e->arena, e->ld, &failed);
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++) *blocks[k] = room(e->arena, prl_block(e), &failed);
  e->theta = room(e->arena, e->S, &failed);
  e->pi = room(e->arena, e->S, &failed);
  e->border = room(e->arena, e->S, &failed);
  e->sold_abroad = room(e->arena, prl_block(e), &failed);
  e->at_border.gross = room(e->arena, (int64_t)e->S * e->N, &failed);
  e->pattern = prl_arena_alloc(e->arena, (size_t)e->S, sizeof *e->pattern);
  /* lanes beyond N: what is divided by is 1 */
  for (int64_t k = 0; !failed && k < prl_block(e); k++) e->scale[k] = e->own[k] = 1;
  return !failed && e->pattern;
}

static bool copy_ids(prl_economy *e, const char *const *region_id, const char *const *sector_id) {
  const char **regions = prl_arena_alloc(e->arena, (size_t)e->N, sizeof *regions);
  const char **sectors = prl_arena_alloc(e->arena, (size_t)e->S, sizeof *sectors);
  if (!regions || !sectors) return false;
  bool whole = true;
  for (int32_t n = 0; n < e->N; n++) whole = (regions[n] = prl_arena_text(e->arena, region_id[n], strlen(region_id[n]))) && whole;
  for (int32_t s = 0; s < e->S; s++) whole = (sectors[s] = prl_arena_text(e->arena, sector_id[s], strlen(sector_id[s]))) && whole;
  e->region_id = regions, e->sector_id = sectors;
  return whole;
}

/* ---- flows ---- */

/* Rows with fewer numbers than this share of their places are kept sparse. */
static const double thin = 0.25;

/* The pattern of one sector's foreign flows[n][i], and room for its numbers. */
static bool lay_out_rows(prl_economy *e, int32_t s, const double *flows) {
  const int64_t N = e->N;
  int64_t count = 0;
  bool failed = false;
  for (int64_t k = 0; k < N * N; k++) count += flows[k] != 0 && k / N != k % N;
  prl_pattern *p = &e->pattern[s];
  p->form = !count ? PRL_FORM_NONE : count < thin * (double)(N * N) && N > PRL_LANES ? PRL_FORM_SPARSE : PRL_FORM_DENSE;
  const int64_t places = p->form == PRL_FORM_DENSE ? N * e->ld : count;
  e->pi[s] = room(e->arena, places, &failed);
  e->border[s] = room(e->arena, places, &failed);
  if (p->form != PRL_FORM_SPARSE) return !failed;
  int64_t *start = prl_arena_alloc(e->arena, (size_t)N + 1, sizeof *start), at = 0;
  int32_t *origin = prl_arena_alloc(e->arena, (size_t)count, sizeof *origin);
  if (failed || !start || !origin) return false;
  for (int64_t n = 0; n < N; n++) {
    start[n] = at;
    for (int64_t i = 0; i < N; i++)
      if (i != n && flows[n * N + i] != 0) origin[at++] = (int32_t)i;
  }
  start[N] = at;
  *p = (prl_pattern){PRL_FORM_SPARSE, start, origin};
  return true;
}

/* Foreign flows at basic prices into `border` and `pi` (not yet divided), the home flow into `own`. */
bool prl_economy_take_flows(prl_economy *e, int32_t s, const double *flows) {
  const int64_t N = e->N;
  if (!lay_out_rows(e, s, flows)) return false;
  for (int32_t n = 0; n < e->N; n++) {
    const prl_span span = prl_row_span(e, s, n);
    const int64_t at = prl_row_at(e, s, n);
    for (int32_t k = 0; k < span.count; k++) {
      const int32_t i = prl_span_origin(span, k);
      e->border[s][at + k] = e->pi[s][at + k] = i == n ? 0 : flows[n * N + i];
    }
    e->own[(int64_t)s * e->ld + n] = flows[n * N + n];
  }
  return true;
}

/* Factors of one flow's base policy: border = trade x lift, paid = border x duty. */
static void base_factors(double *lift, double *duty, const prl_class *classes, int32_t count) {
  double received = 0, paid = 0;
  for (int32_t l = 0; l < count; l++) {
    received += classes[l].weight / (1 + classes[l].base.export_tax);
    paid += classes[l].weight * (1 + classes[l].base.tariff);
  }
  *lift = 1 / received;
  *duty = paid;
}

/* Border and users' prices of the flows with a base policy; revenue by region. */
static void value_flows(prl_economy *e, const prl_wedges *base) {
  for (int32_t k = 0; base && k < base->wedge_count; k++) {
    const prl_wedge *w = &base->wedges[k];
    const bool home = w->origin == w->destination;
    const int32_t place = home ? 0 : prl_row_find(e, w->sector, w->destination, w->origin);
    if (place < 0) continue; /* no trade there */
    const int64_t at = prl_row_at(e, w->sector, w->destination) + place;
    double lift, duty, *paid = home ? e->own + (int64_t)w->sector * e->ld + w->destination : e->pi[w->sector] + at, sold = *paid;
    base_factors(&lift, &duty, base->classes + w->first, w->count);
    *paid = sold * lift * duty;
    if (!home) e->border[w->sector][at] = sold * lift;
    e->revenue[w->destination] += *paid - sold * lift;
    e->revenue[w->origin] += sold * lift - sold;
  }
}

/* Totals by region and sector; shares by row. */
static void shares(prl_economy *e) {
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const prl_span span = prl_row_span(e, s, n);
      const int64_t cell = (int64_t)s * e->ld + n, at = prl_row_at(e, s, n);
      double total = e->own[cell];
      for (int32_t k = 0; k < span.count; k++) {
        const double crossed = e->border[s][at + k];
        e->imports[n] += crossed, e->exports[prl_span_origin(span, k)] += crossed;
        total += e->pi[s][at + k];
      }
      e->spending[cell] = total;
      e->scale[cell] = total > 0 ? total : 1;
      e->own[cell] = total > 0 ? e->own[cell] / total : 1;
      for (int32_t k = 0; k < span.count; k++) e->pi[s][at + k] = total > 0 ? e->pi[s][at + k] / total : 0;
    }
}

/* ---- technology ---- */

/* Mark the eights of regions in which input k goes into sector s; returns how many there are. */
static int64_t mark_uses(uint8_t *used, const prl_economy *e, const void *context, prl_uses *uses, double *room) {
  const int64_t S = e->S, G = e->ld / PRL_LANES;
  int64_t count = 0;
  for (int32_t n = 0; n < e->N; n++) {
    const double *use = uses(context, e, n, room);
    for (int64_t c = 0; c < S * S; c++) {
      const int64_t bit = c * G + n / PRL_LANES;
      if (use[c] == 0 || used[bit / 8] >> (bit % 8) & 1) continue;
      used[bit / 8] |= (uint8_t)(1 << bit % 8);
      count++;
    }
  }
  return count;
}

/* A loop this thin, in a world with this many sectors, is kept sparse: the inverse that the domestic split needs would be full. */
static const double thin_loop = 0.4;
static const int32_t many_sectors = 128;

bool prl_economy_lay_out_uses(prl_economy *e, const void *context, prl_uses *uses, double *room) {
  const int64_t S = e->S, eights = S * S * (e->ld / PRL_LANES);
  if (e->S < many_sectors) return prl_net_dense(&e->gamma, e->arena, e);
  uint8_t *used = calloc((size_t)eights / 8 + 1, 1);
  if (!used) return false;
  const bool thin_here = (double)mark_uses(used, e, context, uses, room) < thin_loop * (double)eights;
  const bool made = thin_here ? prl_net_sparse(&e->gamma, e->arena, e, used) : prl_net_dense(&e->gamma, e->arena, e);
  free(used);
  return made;
}

static prl_status too_dear(const prl_economy *e, int32_t s, int32_t n, double cost, double Y, prl_error *err) {
  prl_fail(err, PRL_E_UNBALANCED, "at base policy the inputs of %s in %s cost %.6g million, its output is worth %.6g million",
           e->sector_id[s], e->region_id[n], cost, Y);
  prl_error_hint(err, "%s", "use 'base: zero', or a world whose accounts hold this policy");
  return PRL_E_UNBALANCED;
}

static prl_status no_wages(const prl_economy *e, int32_t s, int32_t n, double added, double profit, prl_error *err) {
  prl_fail(err, PRL_E_UNBALANCED,
           "with a fixed number of firms the profits of %s in %s would be %.6g million, more than its value added of %.6g million",
           e->sector_id[s], e->region_id[n], profit, added);
  prl_error_hint(err, "%s", "use a larger trade elasticity there (profits are sales / (theta + 1)), or 'firms: free'");
  return PRL_E_UNBALANCED;
}

/* One producing sector of one region: its inputs' shares, and what is left for labour and firms. */
static prl_status produce(prl_economy *e, const double *use, const double *lift, int32_t n, int32_t s, prl_error *err) {
  const int64_t S = e->S, ld = e->ld, cell = s * ld + n;
  const double Y = e->output[cell], profit = e->profit ? Y * e->profit[s] : 0;
  double cost = 0, share = 1;
  for (int64_t k = 0; k < S; k++) {
    const double used = use[k * S + s] * lift[k];
    if (used == 0) continue;
    const double each = Y > 0 ? used / Y : 0;
    *prl_net_at(&e->gamma, e, (int32_t)k, s, n) = each;
    share -= each * (e->markup && Y > 0 ? e->markup[cell] : 1);
    e->alpha[k * ld + n] -= used;
    cost += used;
  }
  if (cost > Y * (1 + 1e-9)) return too_dear(e, s, n, cost, Y, err);
  if (profit > 0 && !(Y - cost > profit)) return no_wages(e, s, n, Y - cost, profit, err);
  e->beta[cell] = share;
  e->labour[n] += Y - cost - profit;
  e->profits[n] += profit;
  return PRL_OK;
}

/* absorbed: [s][ld] at basic prices */
static prl_status technology(prl_economy *e, const prl_accounts *from, const double *absorbed, double *lift, double *room, prl_error *err) {
  const int64_t N = e->N, S = e->S, ld = e->ld;
  for (int32_t n = 0; n < N; n++) {
    const double *use = from->uses(from->context, e, n, room);
    for (int64_t k = 0; k < S; k++) lift[k] = absorbed[k * ld + n] > 0 ? e->spending[k * ld + n] / absorbed[k * ld + n] : 1;
    for (int32_t s = 0; s < S; s++) {
      prl_status status = produce(e, use, lift, n, s, err);
      if (status) return status;
    }
    for (int64_t k = 0; k < S; k++) e->income[n] += e->alpha[k * ld + n] += e->spending[k * ld + n];
    if (!(e->income[n] > 0) || !(e->labour[n] > 0)) return prl_fail(err, PRL_E_UNBALANCED, "region %s has no income", e->region_id[n]);
    for (int64_t k = 0; k < S; k++) e->alpha[k * ld + n] /= e->income[n];
  }
  return PRL_OK;
}

/* ---- totals ---- */

/* Excess demand for a region's labour falls by about theta x openness a point of its wage; the 2 keeps closed regions from overshooting. */
void prl_economy_wage_steps(prl_economy *e) {
  memset(e->step, 0, (size_t)e->ld * sizeof *e->step);
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const prl_span span = prl_row_span(e, s, n);
      const double *flow = e->border[s] + prl_row_at(e, s, n);
      for (int32_t k = 0; k < span.count; k++) e->step[prl_span_origin(span, k)] += e->theta[s] * flow[k];
    }
  for (int32_t n = 0; n < e->N; n++) e->step[n] = 1 / (2 + e->step[n] / e->labour[n]);
}

/* The border flows as rows to be summed over, and each origin's sales abroad. */
static void border_rows(prl_economy *e) {
  memset(e->sold_abroad, 0, (size_t)prl_block(e) * sizeof *e->sold_abroad);
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const prl_span span = prl_row_span(e, s, n);
      const double *flow = e->border[s] + prl_row_at(e, s, n);
      e->at_border.gross[(int64_t)s * e->N + n] = flow;
      for (int32_t k = 0; k < span.count; k++) e->sold_abroad[(int64_t)s * e->ld + prl_span_origin(span, k)] += flow[k];
    }
}

void prl_economy_totals(prl_economy *e) {
  border_rows(e);
  e->world = 0;
  for (int32_t n = 0; n < e->N; n++) {
    e->world += e->labour[n];
    e->value_added[n] = e->labour[n] + e->profits[n];
    e->trade[n] = 0.5 * (e->exports[n] + e->imports[n] + fabs(e->deficit[n]));
  }
  prl_economy_wage_steps(e);
}

prl_status prl_economy_fill(prl_economy *e, const prl_accounts *from, const prl_wedges *base, prl_error *err) {
  const int64_t N = e->N, S = e->S;
  prl_arena *scratch = prl_arena_new();
  double *lift = scratch ? prl_arena_alloc(scratch, (size_t)S, sizeof *lift) : NULL;
  double *absorbed = lift ? prl_arena_alloc(scratch, (size_t)prl_block(e), sizeof *absorbed) : NULL;
  double *room = absorbed ? prl_arena_alloc(scratch, (size_t)(N * N > S * S ? N * N : S * S), sizeof *room) : NULL;
  prl_status status = room ? PRL_OK : no_room(e, err);
  for (int32_t s = 0; s < S && !status; s++) {
    const double *flows = from->flows(from->context, e, s, room);
    if (!prl_economy_take_flows(e, s, flows)) status = no_room(e, err);
    for (int64_t k = 0; k < N * N; k++) {
      e->output[s * (int64_t)e->ld + k % N] += flows[k];
      absorbed[s * (int64_t)e->ld + k / N] += flows[k];
    }
  }
  if (!status && !prl_economy_lay_out_uses(e, from->context, from->uses, room)) status = no_room(e, err);
  if (!status) {
    value_flows(e, base);
    shares(e);
    status = technology(e, from, absorbed, lift, room, err);
  }
  prl_arena_free(scratch);
  if (status) return status;
  for (int32_t n = 0; n < e->N; n++) e->deficit[n] = e->imports[n] - e->exports[n];
  prl_economy_totals(e);
  status = prl_economy_split(e, err);
  return status ? status : prl_shock_rows(&e->base, e->arena, e, base, false, err);
}

static const double *world_flows(const void *world, const prl_economy *e, int32_t s, double *room) {
  (void)room;
  return ((const prl_world_view *)world)->trade + (int64_t)s * e->N * e->N;
}

static const double *world_uses(const void *world, const prl_economy *e, int32_t n, double *room) {
  (void)room;
  return ((const prl_world_view *)world)->use + (int64_t)n * e->S * e->S;
}

static void rebase_row(prl_economy *e, const prl_sweep *w, int32_t s, int32_t n) {
  const prl_span span = prl_row_span(e, s, n);
  const int64_t at = prl_row_at(e, s, n), cell = (int64_t)s * e->ld + n;
  e->own[cell] *= e->nests.home ? w->now.home_rate[cell] * w->now.uh[cell] : w->now.rate[cell] * w->now.u[cell];
  double total = e->own[cell];
  for (int32_t k = 0; k < span.count; k++) {
    const int32_t i = prl_span_origin(span, k);
    e->border[s][at + k] = prl_sweep_flow(w, s, n, i, k);
    e->imports[n] += e->border[s][at + k], e->exports[i] += e->border[s][at + k];
    total += e->pi[s][at + k] *= w->now.rate[cell] * w->now.u[(int64_t)s * e->ld + i];
  }
  for (int32_t k = 0; k < span.count; k++) e->pi[s][at + k] /= total;
  e->own[cell] /= total;
  e->spending[cell] = w->now.X[cell];
  e->output[cell] = w->now.sold[cell];
  e->scale[cell] = w->now.X[cell] > 0 ? w->now.X[cell] : 1;
}

/* Substitution between home and abroad, and among inputs, has moved the other shares too. */
static void rebase_nests(prl_economy *e, const prl_sweep *w) {
  const int64_t S = e->S, ld = e->ld;
  for (int64_t k = 0; k < S; k++)
    for (int64_t s = 0; s < S; s++)
      for (int64_t n = 0; n < e->N; n++) {
        const int64_t cell = s * ld + n;
        const double share = 1 - e->beta[cell], now = (1 - w->labour_share[cell]);
        const double power = w->price_power[e->nests.material_class[s] * prl_block(e) + k * ld + n];
        double *use = prl_net_at(&e->gamma, e, (int32_t)k, (int32_t)s, (int32_t)n);
        if (use && share > 0) *use *= power * w->unit[cell] / (e->markup ? e->markup[cell] : 1) * now;
      }
  memcpy(e->beta, w->labour_share, (size_t)prl_block(e) * sizeof *e->beta);
  memcpy(e->alpha, w->final_share, (size_t)prl_block(e) * sizeof *e->alpha);
}

prl_status prl_economy_rebase(prl_economy *e, const prl_sweep *w, prl_error *err) {
  memset(e->imports, 0, (size_t)e->ld * sizeof *e->imports);
  memset(e->exports, 0, (size_t)e->ld * sizeof *e->exports);
  if (e->nests.upper) rebase_nests(e, w);
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) rebase_row(e, w, s, n);
  for (int32_t n = 0; n < e->N; n++) {
    e->labour[n] = w->now.earned[n];
    e->income[n] = w->now.income[n];
    e->profits[n] = w->now.profits[n];
    e->deficit[n] = w->now.deficit[n];
    e->revenue[n] = w->now.revenue[n] + w->now.export_revenue[n];
  }
  prl_economy_totals(e);
  return prl_economy_split(e, err);
}

/* ---- assumptions ---- */

void prl_model_defaults(prl_model *model) { *model = (prl_model){.size = sizeof *model, .final = 1}; }

static prl_status out_of_range(const prl_economy *e, const char *what, int32_t s, double given, const char *expected, prl_error *err) {
  return prl_fail(err, PRL_E_VALUE, "%s of sector %s is %g, expected a number %s", what, e->sector_id[s], given, expected);
}

static prl_status check_model(const prl_economy *e, const prl_model *m, prl_error *err) {
  const struct {
    const double *value;
    const char *what;
    bool zero_too;
  } all[] = {{m->theta, "the trade elasticity", false},
             {m->home, "the trade elasticity of home against foreign", false},
             {m->value_added, "the elasticity between value added and materials", true},
             {m->materials, "the elasticity among materials", true},
             {m->scale, "the scale elasticity", true}};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    for (int32_t s = 0; all[k].value && s < e->S; s++)
      if (!isfinite(all[k].value[s]) || !(all[k].zero_too ? all[k].value[s] >= 0 : all[k].value[s] > 0))
        return out_of_range(e, all[k].what, s, all[k].value[s], all[k].zero_too ? "of 0 or more" : "above 0", err);
  if (!m->theta) return prl_fail(err, PRL_E_VALUE, "a model without trade elasticities");
  if (!(m->final >= 0) || !isfinite(m->final))
    return prl_fail(err, PRL_E_VALUE, "the elasticity among final goods is %g, expected a number of 0 or more", m->final);
  return PRL_OK;
}

static bool differs(const double *values, int32_t S, double from) {
  for (int32_t s = 0; values && s < S; s++)
    if (values[s] != from) return true;
  return false;
}

/* Sectors that share an elasticity among materials form a class. */
static void material_classes(prl_nests *nests, const double *sigma, int32_t S) {
  for (int32_t s = 0; s < S; s++) {
    const double rho = sigma ? 1 - sigma[s] : 0;
    int32_t c = 0;
    while (c < nests->material_classes && nests->materials[c] != rho) c++;
    if (c == nests->material_classes) nests->materials[nests->material_classes++] = rho;
    nests->material_class[s] = c;
  }
}

static bool set_nests(prl_economy *e, const prl_model *m) {
  prl_nests *nests = &e->nests;
  const int32_t S = e->S;
  bool failed = false;
  if (m->home) {
    nests->home = room(e->arena, S, &failed);
    if (failed) return false;
    memcpy(nests->home, m->home, (size_t)S * sizeof *nests->home);
  }
  nests->upper = differs(m->value_added, S, 1) || differs(m->materials, S, 1) || m->final != 1;
  if (!nests->upper) return true;
  nests->value_added = room(e->arena, S, &failed);
  nests->materials = room(e->arena, S, &failed);
  nests->material_class = prl_arena_alloc(e->arena, (size_t)S, sizeof *nests->material_class);
  if (failed || !nests->material_class) return false;
  nests->final = 1 - m->final;
  for (int32_t s = 0; s < S; s++) nests->value_added[s] = m->value_added ? 1 - m->value_added[s] : 0;
  material_classes(nests, m->materials, S);
  return true;
}

static bool set_firms(prl_economy *e) {
  bool failed = false;
  e->profit = room(e->arena, e->S, &failed);
  e->markup = room(e->arena, prl_block(e), &failed);
  for (int64_t k = 0; !failed && k < prl_block(e); k++) {
    e->profit[k / e->ld] = 1 / (e->theta[k / e->ld] + 1);
    e->markup[k] = 1 / (1 - e->profit[k / e->ld]);
  }
  return !failed;
}

/* psi / (1 + psi) */
static bool set_scale(prl_economy *e, const double *psi) {
  bool failed = false;
  e->psi = room(e->arena, e->S, &failed);
  for (int32_t s = 0; !failed && s < e->S; s++) e->psi[s] = psi[s] / (1 + psi[s]);
  return !failed;
}

prl_status prl_economy_assume(prl_economy *e, const prl_model *m, prl_error *err) {
  prl_status status = check_model(e, m, err);
  if (status) return status;
  memcpy(e->theta, m->theta, (size_t)e->S * sizeof *e->theta);
  const bool whole = set_nests(e, m) && (!m->fixed_firms || set_firms(e)) && (!differs(m->scale, e->S, 0) || set_scale(e, m->scale));
  return whole ? PRL_OK : no_room(e, err);
}

/* ---- opening ---- */

prl_status prl_economy_begin(prl_economy **out, int32_t regions, int32_t sectors, const char *const *region_id,
                             const char *const *sector_id, prl_error *err) {
  *out = NULL;
  prl_arena *arena = prl_arena_new();
  prl_economy *e = arena ? prl_arena_alloc(arena, 1, sizeof *e) : NULL;
  if (e) *e = (prl_economy){.arena = arena, .N = regions, .S = sectors, .ld = (regions + 7) / 8 * 8};
  if (!e || !lay_out(e) || !copy_ids(e, region_id, sector_id)) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "an economy of %d regions and %d sectors", regions, sectors);
  }
  *out = e;
  return PRL_OK;
}

prl_status prl_economy_finish(prl_economy **out, prl_economy *e, prl_status status) {
  if (status)
    prl_arena_free(e->arena);
  else
    *out = e;
  return status;
}

prl_status prl_economy_no_deficits(prl_economy *e, const prl_wedges *base, prl_error *err) {
  memset(e->deficit, 0, (size_t)e->ld * sizeof *e->deficit);
  return prl_economy_settle(e, base, err);
}

prl_status prl_economy_new(prl_economy **out, const prl_world *world, const prl_model *model, const prl_wedges *base, prl_deficits deficits,
                           prl_error *err) {
  const prl_world_view view = prl_world_look(world);
  prl_economy *e;
  prl_status status = prl_economy_begin(&e, view.regions, view.sectors, view.region_id, view.sector_id, err);
  *out = NULL;
  if (status) return status;
  e->deficits = deficits;
  status = prl_economy_assume(e, model, err);
  const prl_accounts accounts = {&view, world_flows, world_uses};
  if (!status) status = prl_economy_fill(e, &accounts, base, err);
  if (!status && deficits == PRL_DEFICITS_ZERO) status = prl_economy_no_deficits(e, base, err);
  return prl_economy_finish(out, e, status);
}

void prl_economy_free(prl_economy *e) {
  if (e) prl_arena_free(e->arena);
}

prl_deficits prl_economy_deficits(const prl_economy *e) { return e->deficits; }

prl_economy_view prl_economy_look(const prl_economy *e) {
  return (prl_economy_view){.regions = e->N,
                            .sectors = e->S,
                            .region_id = e->region_id,
                            .sector_id = e->sector_id,
                            .theta = e->theta,
                            .value_added = e->value_added,
                            .labour_income = e->labour,
                            .profits = e->profits,
                            .income = e->income,
                            .revenue = e->revenue,
                            .deficit = e->deficit,
                            .world_labour_income = e->world};
}

double prl_economy_pi(const prl_economy *e, int32_t s, int32_t n, int32_t i) {
  if (i == n) return e->own[(int64_t)s * e->ld + n];
  const int32_t place = prl_row_find(e, s, n, i);
  return place < 0 ? 0 : e->pi[s][prl_row_at(e, s, n) + place];
}
double prl_economy_gamma(const prl_economy *e, int32_t n, int32_t k, int32_t s) {
  const double *use = prl_net_at(&e->gamma, e, k, s, n);
  return use ? *use : 0;
}
double prl_economy_alpha(const prl_economy *e, int32_t n, int32_t s) { return e->alpha[(int64_t)s * e->ld + n]; }
double prl_economy_output(const prl_economy *e, int32_t n, int32_t s) { return e->output[(int64_t)s * e->ld + n]; }
