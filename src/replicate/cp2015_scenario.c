/* cp2015_scenario.c -- the experiments, solved.
 *
 *   shares of the data --no tariff change, deficits kept--> base with deficits --no tariff change, none--> base without
 *
 *   NAFTA           the six tariffs among Mexico, Canada and the US go to 2005, all others stay      from either base
 *   world           all tariffs go to 2005              all but NAFTA   all others do
 *   free            one country's own tariffs go to zero, on everybody
 *
 * World value added is the numeraire, deficits are fixed in it. What a scenario keeps of its outcome: flows at border prices net of
 * tariff, and the change of the cost of an input bundle, c^[n,s] = w^[n]^beta prod_k P^[n,k]^gamma. Source: Caliendo & Parro (2015),
 * section 5. */
#include "cp2015.h"

#include <math.h>
#include <string.h>

#define N PRL_CP_COUNTRIES

typedef enum change {
  CHANGE_NONE,
  CHANGE_NAFTA,
  CHANGE_WORLD,
  CHANGE_ALL_BUT_NAFTA,
  CHANGE_FREE_MEXICO,
  CHANGE_FREE_CANADA,
  CHANGE_FREE_USA
} change;

typedef struct run { /* a line of the list */
  prl_cp_which which;
  prl_cp_model model;
  change change;
  bool deficits;
} run;
static const run runs[PRL_CP_RUNS] = {
#define PRL_X(name, model, change, deficits) {PRL_CP_RUN_##name, PRL_CP_##model, CHANGE_##change, deficits},
    PRL_CP_SCENARIO_LIST(PRL_X)
#undef PRL_X
};

/* ---- tariffs to wedges ---- */

/* Whose free trade a change is; -1 = nobody's */
static int32_t freed(change c) { return c >= CHANGE_FREE_MEXICO ? prl_cp_nafta[c - CHANGE_FREE_MEXICO] : -1; }

static double tariff_after(const prl_cp_data *d, change c, int32_t s, int32_t n, int32_t i) {
  const bool inside = prl_cp_in_nafta(n) && prl_cp_in_nafta(i);
  const bool moves = c == CHANGE_WORLD || (c == CHANGE_NAFTA && inside) || (c == CHANGE_ALL_BUT_NAFTA && !inside);
  if (freed(c) == n) return 0;
  return moves ? d->tariff2005[prl_cp_at(s, n, i)] : d->tariff1993[prl_cp_at(s, n, i)];
}

typedef struct wedges { /* room for one wedge and class a foreign flow */
  prl_wedge *wedge;
  prl_class *class;
} wedges;

static prl_wedges fill_wedges(const wedges *room, const prl_cp_data *d, change c) {
  int32_t count = 0;
  for (int32_t s = 0; s < d->traded; s++)
    for (int32_t n = 0; n < N; n++)
      for (int32_t i = 0; i < N; i++) {
        const double base = d->tariff1993[prl_cp_at(s, n, i)], now = tariff_after(d, c, s, n, i);
        if (i == n || (base == 0 && now == 0)) continue;
        room->wedge[count] = (prl_wedge){.sector = s, .destination = n, .origin = i, .first = count, .count = 1};
        room->class[count++] = (prl_class){.weight = 1, .base = {.tariff = base}, .now = {.tariff = now}};
      }
  return (prl_wedges){.wedges = room->wedge, .wedge_count = count, .classes = room->class, .class_count = count};
}

/* ---- bases ---- */

typedef struct economies {
  prl_economy *with, *without; /* deficits */
} economies;

static prl_status make_economies(economies *out, const prl_cp_data *d, const prl_cp_base *b, const wedges *room, prl_error *err) {
  const prl_shares shares = {.regions = N,
                             .sectors = b->sectors,
                             .region_id = prl_cp_iso3,
                             .sector_id = prl_cp_sector,
                             .pi = b->pi,
                             .tariff = b->tariff,
                             .gamma = b->gamma,
                             .alpha = b->alpha,
                             .value_added = b->value_added,
                             .deficit = b->deficit};
  const prl_wedges unchanged = fill_wedges(room, d, CHANGE_NONE);
  prl_status status = prl_economy_from_shares(&out->with, &shares, d->theta, err);
  return status == PRL_OK ? prl_economy_without_deficits(&out->without, out->with, &unchanged, err) : status;
}

/* ---- one outcome ---- */

static prl_status make_room(prl_cp_scenario *out, prl_arena *arena, const prl_cp_base *b, prl_error *err) {
  const size_t flows = (size_t)b->sectors * N * N;
  double *room = prl_arena_alloc(arena, 2 * flows + (size_t)b->sectors * N, sizeof *room);
  *out = (prl_cp_scenario){.sectors = b->sectors, .tariff = b->tariff, .before = room};
  if (!room) return prl_fail(err, PRL_E_MEMORY, "no memory left for an experiment");
  out->after = room + flows;
  out->cost = room + 2 * flows;
  return PRL_OK;
}

static double cost_change(const prl_cp_base *b, const prl_outcome_view *v, int32_t n, int32_t s) {
  const int32_t S = b->sectors;
  double log_cost = b->labour_share[(int64_t)n * S + s] * log(v->wage[n]);
  for (int32_t k = 0; k < S; k++) {
    const double gamma = b->gamma[((int64_t)n * S + k) * S + s];
    if (gamma != 0) log_cost += gamma * log(v->price[(int64_t)n * S + k]);
  }
  return expm1(log_cost);
}

static void keep(prl_cp_scenario *out, const prl_cp_base *b, const prl_outcome *outcome) {
  const prl_outcome_view v = prl_outcome_look(outcome);
  for (int32_t s = 0; s < b->sectors; s++)
    for (int32_t n = 0; n < N; n++)
      for (int32_t i = 0; i < N; i++) {
        out->before[prl_cp_at(s, n, i)] = prl_outcome_flow_base(outcome, s, n, i);
        out->after[prl_cp_at(s, n, i)] = prl_outcome_flow(outcome, s, n, i);
      }
  for (int32_t n = 0; n < N; n++) {
    for (int32_t s = 0; s < b->sectors; s++) out->cost[(int64_t)n * b->sectors + s] = cost_change(b, &v, n, s);
    out->income[n] = v.income_base[n];
    out->real_wage[n] = v.real_wage[n];
    out->real_income[n] = v.real_income[n];
  }
}

static prl_status solve_one(prl_cp_scenario *out, const prl_cp_base *b, const prl_economy *economy, const prl_wedges *w, prl_solves *solves,
                            prl_error *err) {
  prl_outcome *outcome = NULL;
  prl_status status = prl_solve(&outcome, economy, w, solves->options, err);
  if (status == PRL_OK) {
    const prl_accuracy accuracy = prl_outcome_look(outcome).accuracy;
    prl_solves_add(solves, &accuracy);
    keep(out, b, outcome);
  }
  prl_outcome_free(outcome);
  return status > 0 ? prl_fail(err, PRL_E_NO_CONVERGENCE, "the solver stopped before its tolerance") : status;
}

static prl_status solve_runs(prl_cp_all *all, prl_arena *arena, const prl_cp_data *d, const prl_cp_base *b, prl_cp_model model,
                             const economies *e, const wedges *room, prl_solves *solves, prl_error *err) {
  prl_status status = PRL_OK;
  for (int32_t k = 0; k < PRL_CP_RUNS && status == PRL_OK; k++) {
    if (runs[k].model != model) continue;
    const prl_wedges w = fill_wedges(room, d, runs[k].change);
    prl_cp_scenario *to = &all->run[runs[k].which];
    status = make_room(to, arena, b, err);
    if (status == PRL_OK) status = solve_one(to, b, runs[k].deficits ? e->with : e->without, &w, solves, err);
  }
  return status;
}

static prl_status stop_early(prl_cp_all *all, prl_arena *arena, const prl_cp_data *d, const prl_cp_base *b, const prl_economy *economy,
                             prl_error *err) {
  double *tariff = prl_arena_alloc(arena, (size_t)b->sectors * N * N, sizeof *tariff);
  if (!tariff) return prl_fail(err, PRL_E_MEMORY, "no memory left for the article's iteration");
  for (int32_t s = 0; s < d->traded; s++)
    for (int32_t n = 0; n < N; n++)
      for (int32_t i = 0; i < N; i++) tariff[prl_cp_at(s, n, i)] = i == n ? 0 : tariff_after(d, CHANGE_NAFTA, s, n, i);
  return prl_cp_loop(&all->stopped, arena, &all->run[PRL_CP_RUN_NAFTA_WITH_DEFICITS], b, economy, d->theta, tariff, err);
}

prl_status prl_cp_solve(prl_cp_all *all, prl_arena *arena, const prl_cp_data *data, prl_cp_model model, prl_solves *solves,
                        prl_error *err) {
  const size_t flows = (size_t)data->traded * N * N;
  const wedges room = {prl_arena_alloc(arena, flows, sizeof(prl_wedge)), prl_arena_alloc(arena, flows, sizeof(prl_class))};
  economies e = {NULL, NULL};
  prl_cp_base b;
  if (!room.wedge || !room.class) return prl_fail(err, PRL_E_MEMORY, "no memory left for the tariffs");
  prl_status status = prl_cp_base_new(&b, arena, data, err);
  if (status == PRL_OK) status = make_economies(&e, data, &b, &room, err);
  if (status == PRL_OK) status = solve_runs(all, arena, data, &b, model, &e, &room, solves, err);
  if (status == PRL_OK && model == PRL_CP_BENCHMARK) status = stop_early(all, arena, data, &b, e.with, err);
  prl_economy_free(e.without);
  prl_economy_free(e.with);
  return status;
}
