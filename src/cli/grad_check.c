/* grad_check.c -- slopes against differences of solved counterfactuals.
 *
 *   d ln W / dp ~ (4 D(h) - D(2h)) / 3,   D(h) = (ln W(p + h) - ln W(p - h)) / 2h            (Richardson 1911)
 * p: a rate, alike on all lines of a flow; the logarithm of a limit or a promise. With h = 1e-3 the error is of the order of h^4, or of the solver's last
 * digits over h, whichever is larger. */
#include "grad.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 24 };

typedef struct moved { /* a copy of the wedges, one of them moved */
  prl_wedge *wedges;
  prl_class *classes;
  prl_quota *quotas;
  prl_purchase *purchases;
  prl_wedges all;
} moved;

static bool copy(moved *m, prl_arena *arena, const prl_wedges *of) {
  m->wedges = prl_arena_alloc(arena, (size_t)of->wedge_count + 1, sizeof *m->wedges);
  m->classes = prl_arena_alloc(arena, (size_t)of->class_count + 1, sizeof *m->classes);
  m->quotas = prl_arena_alloc(arena, (size_t)of->quota_count + 1, sizeof *m->quotas);
  m->purchases = prl_arena_alloc(arena, (size_t)of->purchase_count + 1, sizeof *m->purchases);
  return m->wedges && m->classes && m->quotas && m->purchases;
}

static void reset(moved *m, const prl_wedges *of) {
  if (of->wedge_count) memcpy(m->wedges, of->wedges, (size_t)of->wedge_count * sizeof *m->wedges);
  if (of->class_count) memcpy(m->classes, of->classes, (size_t)of->class_count * sizeof *m->classes);
  if (of->quota_count) memcpy(m->quotas, of->quotas, (size_t)of->quota_count * sizeof *m->quotas);
  if (of->purchase_count) memcpy(m->purchases, of->purchases, (size_t)of->purchase_count * sizeof *m->purchases);
  m->all = *of;
  m->all.wedges = m->wedges, m->all.classes = m->classes, m->all.quotas = m->quotas, m->all.purchases = m->purchases;
}

static int order(const prl_wedge *w, const prl_slope_at *at) {
  if (w->sector != at->sector) return w->sector < at->sector ? -1 : 1;
  if (w->destination != at->destination) return w->destination < at->destination ? -1 : 1;
  return (w->origin > at->origin) - (w->origin < at->origin);
}

/* The wedge of the flow; a flow that pays nothing so far gets one. */
static prl_wedge *wedge_at(moved *m, const prl_slope_at *at) {
  int32_t k = 0;
  while (k < m->all.wedge_count && order(&m->wedges[k], at) < 0) k++;
  if (k < m->all.wedge_count && order(&m->wedges[k], at) == 0) return &m->wedges[k];
  memmove(m->wedges + k + 1, m->wedges + k, (size_t)(m->all.wedge_count - k) * sizeof *m->wedges);
  m->wedges[k] = (prl_wedge){at->sector, at->destination, at->origin, m->all.class_count, 1};
  m->classes[m->all.class_count] = (prl_class){.weight = 1};
  m->all.wedge_count++, m->all.class_count++;
  return &m->wedges[k];
}

static void move(moved *m, const prl_slope_at *at, double h) {
  if (at->instrument == PRL_SLOPE_QUOTA) {
    m->quotas[at->bound].limit *= exp(h);
    return;
  }
  if (at->instrument == PRL_SLOPE_PURCHASE) {
    m->purchases[at->bound].floor *= exp(h);
    return;
  }
  const prl_wedge *w = wedge_at(m, at);
  for (int32_t l = w->first; l < w->first + w->count; l++) {
    prl_rates *r = &m->classes[l].now;
    *(at->instrument == PRL_SLOPE_TARIFF ? &r->tariff : at->instrument == PRL_SLOPE_EXPORT_TAX ? &r->export_tax : &r->friction) += h;
  }
}

typedef struct trial {
  const prl_stage *stage;
  moved moved;
  const int32_t *regions;
  int32_t region_count;
  prl_solver_options solver;
} trial;

/* Adds weight x ln W of each region asked. */
static prl_status add(double *sum, trial *t, const prl_slope_at *at, double h, double weight, prl_error *err) {
  const prl_wedges of = prl_joined_wedges(prl_stage_joined(t->stage));
  prl_outcome *o;
  reset(&t->moved, &of);
  move(&t->moved, at, h);
  prl_status status = prl_solve(&o, prl_stage_economy(t->stage), &t->moved.all, &t->solver, err);
  if (status < 0) return status;
  for (int32_t r = 0; r < t->region_count; r++) sum[r] += weight * log1p(prl_outcome_look(o).real_income[t->regions[r]]);
  prl_outcome_free(o);
  return PRL_OK;
}

static prl_status compare(prl_slopes_checked *out, trial *t, const prl_slope_at *at, const double *per, double *sum, prl_error *err) {
  const double h = 1e-3;
  const double step[] = {h, -h, 2 * h, -2 * h}, weight[] = {2 / (3 * h), -2 / (3 * h), -1 / (12 * h), 1 / (12 * h)};
  memset(sum, 0, (size_t)t->region_count * sizeof *sum);
  for (int k = 0; k < 4; k++) {
    prl_status status = add(sum, t, at, step[k], weight[k], err);
    if (status < 0) return status;
  }
  for (int32_t r = 0; r < t->region_count; r++) {
    const double difference = fabs(per[r] - sum[r]) / (1 + fabs(sum[r]));
    out->largest = difference > out->largest || difference != difference ? difference : out->largest;
  }
  out->count++;
  return PRL_OK;
}

prl_status prl_cli_grad_check(prl_slopes_checked *out, const prl_stage *stage, const prl_slope_at *at, int32_t slopes,
                              const int32_t *regions, int32_t region_count, const double *per, const prl_solver_options *solver,
                              prl_error *err) {
  prl_arena *arena = prl_arena_new();
  const prl_wedges of = prl_joined_wedges(prl_stage_joined(stage));
  trial t = {.stage = stage, .regions = regions, .region_count = region_count, .solver = *solver};
  double *sum = arena ? prl_arena_alloc(arena, (size_t)region_count + 1, sizeof *sum) : NULL;
  prl_status status = sum && copy(&t.moved, arena, &of) ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left for the check");
  const int32_t tried = slopes < FEW ? slopes : FEW;
  *out = (prl_slopes_checked){.asked = true};
  t.solver.tolerance = fmin(t.solver.tolerance, 1e-13);
  for (int32_t k = 0; k < tried && !status; k++) {
    const int32_t which = tried < 2 ? 0 : (int32_t)((int64_t)k * (slopes - 1) / (tried - 1));
    status = compare(out, &t, &at[which], per + (int64_t)which * region_count, sum, err);
  }
  prl_arena_free(arena);
  return status;
}
