/* economy.c -- from a balanced world and its base policy to the shares the equations need.
 *
 *   border[s,n,i]  = trade[s][n][i] / sum_l weight_l / (1 + e_l)      what crosses the border: with the origin's export tax
 *   paid[s,n,i]    = border sum_l weight_l (1 + t_l)                  what users pay: with the destination's tariff
 *   X[n,s] = sum_i paid,  pi = paid / X,  Y[i,s] = sum_n trade[s][n][i]
 *   gamma[n,k,s] = use[n][k][s] (X / absorption)[n,k] / Y[n,s]        revenue lifts uses in proportion; value added is the residual
 *   beta = 1 - sum_k gamma,  alpha = (final demand, lifted) / income,  income = value added + revenue + D
 *
 * Values in millions of base-year US$. Rows nobody uses get pi_nn = 1 and sectors nobody makes get beta = 1: they weigh nothing.
 * Source: Caliendo & Parro (2015) section 4.1; revaluation at base tariffs as in docs/model.md. */
#include "inside.h"

#include <math.h>
#include <string.h>

static void *room(prl_arena *arena, size_t count, bool *failed) {
  void *p = prl_arena_alloc(arena, count, sizeof(double));
  *failed = *failed || !p;
  return p;
}

static bool lay_out(prl_economy *e) {
  const size_t S = (size_t)e->S, ld = (size_t)e->ld, block = S * ld, matrix = S * (size_t)e->N * ld, loop = S * S * ld;
  bool failed = false;
  double **lines[] = {&e->value_added, &e->income, &e->revenue, &e->deficit, &e->trade, &e->exports, &e->imports, &e->step};
  double **blocks[] = {&e->beta, &e->alpha, &e->spending, &e->output, &e->split_own, &e->split_final, &e->scale};
  for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) *lines[k] = room(e->arena, ld, &failed);
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++) *blocks[k] = room(e->arena, block, &failed);
  e->pi = room(e->arena, matrix, &failed);
  e->border = room(e->arena, matrix, &failed);
  e->gamma = room(e->arena, loop, &failed);
  e->split = room(e->arena, loop, &failed);
  e->theta = room(e->arena, S, &failed);
  for (size_t k = 0; !failed && k < block; k++) e->scale[k] = 1; /* lanes beyond N too: they are divided by */
  return !failed;
}

static bool copy_ids(prl_economy *e, const prl_world_view *world) {
  const char **regions = prl_arena_alloc(e->arena, (size_t)e->N, sizeof *regions);
  const char **sectors = prl_arena_alloc(e->arena, (size_t)e->S, sizeof *sectors);
  if (!regions || !sectors) return false;
  bool whole = true;
  for (int32_t n = 0; n < e->N; n++)
    whole = (regions[n] = prl_arena_text(e->arena, world->region_id[n], strlen(world->region_id[n]))) && whole;
  for (int32_t s = 0; s < e->S; s++)
    whole = (sectors[s] = prl_arena_text(e->arena, world->sector_id[s], strlen(world->sector_id[s]))) && whole;
  e->region_id = regions, e->sector_id = sectors;
  return whole;
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

/* Flows at border prices in `border`, at users' prices in `pi` (not yet divided); revenue by region. */
static void value_flows(prl_economy *e, const prl_world_view *world, const prl_wedges *base) {
  const int64_t N = e->N, ld = e->ld;
  for (int64_t row = 0; row < e->S * N; row++)
    for (int64_t i = 0; i < N; i++) e->border[row * ld + i] = e->pi[row * ld + i] = world->trade[row * N + i];
  for (int32_t k = 0; base && k < base->wedge_count; k++) {
    const prl_wedge *w = &base->wedges[k];
    const int64_t at = (w->sector * N + w->destination) * ld + w->origin;
    double lift, duty, sold = e->pi[at];
    base_factors(&lift, &duty, base->classes + w->first, w->count);
    e->border[at] = sold * lift;
    e->pi[at] = e->border[at] * duty;
    e->revenue[w->destination] += e->pi[at] - e->border[at];
    e->revenue[w->origin] += e->border[at] - sold;
  }
}

/* Totals by region and sector; shares by row. `absorption` [s][ld] at basic prices. */
static void shares(prl_economy *e, const prl_world_view *world, double *absorption) {
  const int64_t N = e->N, ld = e->ld;
  for (int64_t s = 0; s < e->S; s++)
    for (int64_t n = 0; n < N; n++) {
      const int64_t row = (s * N + n) * ld;
      double *pi = e->pi + row, total = 0;
      for (int64_t i = 0; i < N; i++) {
        const double sold = world->trade[(s * N + n) * N + i];
        absorption[s * ld + n] += sold;
        e->output[s * ld + i] += sold;
        total += pi[i];
        if (i != n) e->imports[n] += e->border[row + i], e->exports[i] += e->border[row + i];
      }
      e->spending[s * ld + n] = total;
      e->scale[s * ld + n] = total > 0 ? total : 1;
      for (int64_t i = 0; i < N; i++) pi[i] = total > 0 ? pi[i] / total : (double)(i == n);
    }
}

static prl_status technology(prl_economy *e, const prl_world_view *world, const double *absorption, prl_error *err) {
  const int64_t N = e->N, S = e->S, ld = e->ld;
  for (int64_t n = 0; n < N; n++) {
    for (int64_t s = 0; s < S; s++) {
      const double Y = e->output[s * ld + n];
      double cost = 0;
      for (int64_t k = 0; k < S; k++) {
        const double lift = absorption[k * ld + n] > 0 ? e->spending[k * ld + n] / absorption[k * ld + n] : 1;
        const double used = world->use[(n * S + k) * S + s] * lift;
        e->gamma[(k * S + s) * ld + n] = Y > 0 ? used / Y : 0;
        e->alpha[k * ld + n] -= used;
        cost += used;
      }
      if (cost > Y * (1 + 1e-9)) {
        prl_fail(err, PRL_E_UNBALANCED, "at base policy the inputs of %s in %s cost %.6g million, its output is worth %.6g million",
                 e->sector_id[s], e->region_id[n], cost, Y);
        prl_error_hint(err, "%s", "use 'base: zero', or a world whose accounts hold this policy");
        return PRL_E_UNBALANCED;
      }
      double share = 1;
      for (int64_t k = 0; k < S; k++) share -= e->gamma[(k * S + s) * ld + n];
      e->beta[s * ld + n] = share;
      e->value_added[n] += Y - cost;
    }
    for (int64_t k = 0; k < S; k++) e->income[n] += e->alpha[k * ld + n] += e->spending[k * ld + n];
    if (!(e->income[n] > 0) || !(e->value_added[n] > 0)) return prl_fail(err, PRL_E_UNBALANCED, "region %s has no income", e->region_id[n]);
    for (int64_t k = 0; k < S; k++) e->alpha[k * ld + n] /= e->income[n];
  }
  return PRL_OK;
}

/* Excess demand for a region's labour falls by about theta x openness a point of its wage; the 2 keeps closed regions from overshooting. */
static void wage_steps(prl_economy *e) {
  const int64_t N = e->N, ld = e->ld;
  for (int64_t i = 0; i < N; i++) {
    double reaction = 0;
    for (int64_t s = 0; s < e->S; s++) {
      double sold = 0;
      for (int64_t n = 0; n < N; n++) sold += n == i ? 0 : e->border[(s * N + n) * ld + i];
      reaction += e->theta[s] * sold;
    }
    e->step[i] = 1 / (2 + reaction / e->value_added[i]);
  }
}

static void totals(prl_economy *e) {
  e->world = 0;
  for (int32_t n = 0; n < e->N; n++) {
    e->world += e->value_added[n];
    e->deficit[n] = e->imports[n] - e->exports[n];
    e->trade[n] = 0.5 * (e->exports[n] + e->imports[n] + fabs(e->deficit[n]));
  }
  wage_steps(e);
}

static prl_status fill(prl_economy *e, const prl_world_view *world, const double *theta, const prl_wedges *base, prl_error *err) {
  for (int32_t s = 0; s < e->S; s++) {
    e->theta[s] = theta[s];
    if (!(theta[s] > 0) || !isfinite(theta[s])) {
      prl_fail(err, PRL_E_VALUE, "the trade elasticity of sector %s is %g, expected a number above 0", world->sector_id[s], theta[s]);
      return PRL_E_VALUE;
    }
  }
  double *absorption = prl_arena_alloc(e->arena, (size_t)e->S * (size_t)e->ld, sizeof *absorption);
  if (!absorption) return prl_fail(err, PRL_E_MEMORY, "an economy of %d regions and %d sectors", e->N, e->S);
  value_flows(e, world, base);
  shares(e, world, absorption);
  prl_status status = technology(e, world, absorption, err);
  if (status) return status;
  totals(e);
  status = prl_economy_split(e, err);
  if (status) return status;
  return prl_shock_rows(&e->base, e->arena, e, base, false, err);
}

void prl_model_defaults(prl_model *model) { *model = (prl_model){.size = sizeof *model, .final = 1}; }

prl_status prl_economy_rebase(prl_economy *e, const prl_sweep *w, prl_error *err) {
  const int64_t N = e->N, S = e->S, ld = e->ld;
  memset(e->imports, 0, (size_t)ld * sizeof *e->imports);
  memset(e->exports, 0, (size_t)ld * sizeof *e->exports);
  for (int64_t s = 0; s < S; s++)
    for (int64_t n = 0; n < N; n++) {
      const int64_t row = (s * N + n) * ld, cell = s * ld + n;
      const int32_t changed = w->rows.at[s * N + n];
      const double *net = changed < 0 ? e->pi + row : w->rows.row[changed].net;
      double total = 0;
      for (int64_t i = 0; i < N; i++) {
        e->border[row + i] = w->z[cell] * net[i] * w->u[s * ld + i];
        if (i != n) e->imports[n] += e->border[row + i], e->exports[i] += e->border[row + i];
      }
      for (int64_t i = 0; i < N; i++) total += e->pi[row + i] *= w->u[s * ld + i];
      for (int64_t i = 0; i < N; i++) e->pi[row + i] /= total;
      e->spending[cell] = w->X[cell];
      e->output[cell] = w->sold[cell];
      e->scale[cell] = w->X[cell] > 0 ? w->X[cell] : 1;
    }
  for (int32_t n = 0; n < e->N; n++) {
    e->value_added[n] = w->earned[n];
    e->income[n] = w->income[n];
    e->revenue[n] = w->revenue[n] + w->export_revenue[n];
  }
  totals(e);
  memset(e->deficit, 0, (size_t)ld * sizeof *e->deficit);
  return prl_economy_split(e, err);
}

prl_status prl_economy_new(prl_economy **out, const prl_world *world, const prl_model *model, const prl_wedges *base, prl_deficits deficits,
                           prl_error *err) {
  *out = NULL;
  const prl_world_view view = prl_world_look(world);
  prl_arena *arena = prl_arena_new();
  prl_economy *e = arena ? prl_arena_alloc(arena, 1, sizeof *e) : NULL;
  if (e) *e = (prl_economy){.arena = arena, .N = view.regions, .S = view.sectors, .ld = (view.regions + 7) / 8 * 8, .deficits = deficits};
  if (!e || !lay_out(e) || !copy_ids(e, &view)) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "an economy of %d regions and %d sectors", view.regions, view.sectors);
  }
  prl_status status = fill(e, &view, model->theta, base, err);
  if (!status && deficits == PRL_DEFICITS_ZERO) status = prl_economy_purge(e, base, err);
  if (status) {
    prl_arena_free(arena);
    return status;
  }
  *out = e;
  return PRL_OK;
}

void prl_economy_free(prl_economy *e) {
  if (e) prl_arena_free(e->arena);
}

prl_deficits prl_economy_deficits(const prl_economy *e) { return e->deficits; }
