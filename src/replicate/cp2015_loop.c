/* cp2015_loop.c -- the article's own iteration, for the tables with deficits, whose printed digits are those of a loop that had not
 * reached its equilibrium.
 *
 *   start from wages of one; prices given wages, spending given both, each iterated to the end; then
 *   Z[n] = exports - imports + D, at border prices           w[n] += 0.2 Z[n] / VA[n]           until sum_n |Z[n]| < 0.01 x 1e10 US$
 *
 * The stop was found from the digits: with it every cell of tables A4 to A7 is as printed that the authors' programs print so; at the
 * equilibrium 13 of these are not. Million US$. Source: Caliendo & Parro (2015), appendix "solving for counterfactuals"; Alvarez & Lucas
 * (2007). */
#include "cp2015.h"

#include <math.h>
#include <string.h>

#define N       PRL_CP_COUNTRIES
#define DAMPING 0.2
#define STOP    100.0 /* million US$ */
#define INNER   1e-14
enum { MOST_OUTER = 1000, MOST_INNER = 1000 };

typedef struct loop {
  int32_t S;
  const double *gamma, *labour_share, *theta, *tariff;   /* tariff: [s][n][i] after */
  double *pi, *flow;                                     /* [s][n][i]; pi: base shares times tariff change to the -theta */
  double *alpha, *cost, *use, *price, *spending, *sales; /* [n][s]; cost, price: logarithms; use: cost^-theta */
  double wage[N], value_added[N], deficit[N], income[N], revenue[N], excess[N];
} loop;

/* ---- opening ---- */

static bool make_room(loop *l, prl_arena *arena, int32_t S) {
  const size_t flows = (size_t)S * N * N, cells = (size_t)S * N;
  double *room = prl_arena_alloc(arena, 2 * flows + 6 * cells, sizeof *room);
  double **const parts[] = {&l->alpha, &l->cost, &l->use, &l->price, &l->spending, &l->sales};
  if (!room) return false;
  l->pi = room, l->flow = room + flows;
  for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) *parts[k] = room + 2 * flows + k * cells;
  return true;
}

static void take_base(loop *l, const prl_cp_scenario *base, const prl_economy *economy) {
  const prl_economy_view v = prl_economy_look(economy);
  for (int32_t n = 0; n < N; n++) {
    l->wage[n] = 1;
    l->value_added[n] = v.value_added[n];
    l->deficit[n] = v.deficit[n];
    for (int32_t s = 0; s < l->S; s++) {
      l->alpha[n * l->S + s] = prl_economy_alpha(economy, n, s);
      for (int32_t i = 0; i < N; i++) {
        const int64_t at = prl_cp_at(s, n, i);
        l->pi[at] = prl_economy_pi(economy, s, n, i) * pow((1 + l->tariff[at]) / (1 + base->tariff[at]), -l->theta[s]);
        l->spending[n * l->S + s] += (1 + base->tariff[at]) * base->before[at];
      }
    }
  }
}

/* ---- prices given wages ---- */

static void costs(loop *l, int32_t n) {
  const int32_t S = l->S;
  double *cost = l->cost + (int64_t)n * S;
  for (int32_t s = 0; s < S; s++) cost[s] = l->labour_share[(int64_t)n * S + s] * log(l->wage[n]);
  for (int32_t k = 0; k < S; k++)
    for (int32_t s = 0; s < S; s++) cost[s] += l->gamma[((int64_t)n * S + k) * S + s] * l->price[(int64_t)n * S + k];
  for (int32_t s = 0; s < S; s++) l->use[(int64_t)n * S + s] = exp(-l->theta[s] * cost[s]);
}

static double weight(const loop *l, int32_t s, int32_t n) {
  double sum = 0;
  for (int32_t i = 0; i < N; i++) sum += l->pi[prl_cp_at(s, n, i)] * l->use[(int64_t)i * l->S + s];
  return sum;
}

static void prices(loop *l) {
  double gap = 1;
  for (int k = 0; k < MOST_INNER && gap > INNER; k++) {
    gap = 0;
    for (int32_t n = 0; n < N; n++) costs(l, n);
    for (int32_t n = 0; n < N; n++)
      for (int32_t s = 0; s < l->S; s++) {
        const double price = -log(weight(l, s, n)) / l->theta[s];
        gap = fmax(gap, fabs(price - l->price[(int64_t)n * l->S + s]));
        l->price[(int64_t)n * l->S + s] = price;
      }
  }
}

/* ---- spending given wages and prices ---- */

static void sell(loop *l, int32_t s, int32_t n) {
  const double per_weight = l->spending[(int64_t)n * l->S + s] / weight(l, s, n);
  for (int32_t i = 0; i < N; i++) {
    const int64_t at = prl_cp_at(s, n, i);
    const double net = per_weight * l->pi[at] * l->use[(int64_t)i * l->S + s] / (1 + l->tariff[at]);
    l->flow[at] = net;
    l->sales[(int64_t)i * l->S + s] += net;
    l->revenue[n] += l->tariff[at] * net;
    if (i != n) l->excess[n] -= net, l->excess[i] += net;
  }
}

/* The largest change of spending. */
static double spend(loop *l, int32_t n) {
  const int32_t S = l->S;
  double gap = 0, *bought = l->spending + (int64_t)n * S;
  l->income[n] = l->wage[n] * l->value_added[n] + l->revenue[n] + l->deficit[n];
  for (int32_t k = 0; k < S; k++) {
    double sum = l->alpha[(int64_t)n * S + k] * l->income[n];
    for (int32_t s = 0; s < S; s++) sum += l->gamma[((int64_t)n * S + k) * S + s] * l->sales[(int64_t)n * S + s];
    gap = fmax(gap, fabs(sum - bought[k]) / l->value_added[n]);
    bought[k] = sum;
  }
  return gap;
}

static void spending(loop *l) {
  double gap = 1;
  for (int k = 0; k < MOST_INNER && gap > INNER; k++) {
    gap = 0;
    memset(l->sales, 0, sizeof *l->sales * (size_t)(N * l->S));
    memset(l->revenue, 0, sizeof l->revenue);
    memcpy(l->excess, l->deficit, sizeof l->excess);
    for (int32_t s = 0; s < l->S; s++)
      for (int32_t n = 0; n < N; n++) sell(l, s, n);
    for (int32_t n = 0; n < N; n++) gap = fmax(gap, spend(l, n));
  }
}

/* ---- wages ---- */

static bool iterate(loop *l) {
  for (int k = 0; k < MOST_OUTER; k++) {
    double sum = 0;
    prices(l);
    spending(l);
    for (int32_t n = 0; n < N; n++) sum += fabs(l->excess[n]);
    if (sum < STOP) return true;
    for (int32_t n = 0; n < N; n++) l->wage[n] += DAMPING * l->excess[n] / l->value_added[n];
  }
  return false;
}

static void keep(prl_cp_scenario *out, const loop *l) {
  out->after = l->flow;
  out->cost = l->cost;
  for (int32_t n = 0; n < N; n++) {
    double price = 0;
    for (int32_t s = 0; s < l->S; s++) {
      price += l->alpha[(int64_t)n * l->S + s] * l->price[(int64_t)n * l->S + s];
      out->cost[(int64_t)n * l->S + s] = expm1(l->cost[(int64_t)n * l->S + s]);
    }
    out->real_wage[n] = l->wage[n] / exp(price) - 1;
  }
}

prl_status prl_cp_loop(prl_cp_scenario *out, prl_arena *arena, const prl_cp_scenario *equilibrium, const prl_cp_base *base,
                       const prl_economy *economy, const double *theta, const double *tariff, prl_error *err) {
  loop l = {.S = base->sectors, .gamma = base->gamma, .labour_share = base->labour_share, .theta = theta, .tariff = tariff};
  *out = *equilibrium;
  if (!make_room(&l, arena, base->sectors)) return prl_fail(err, PRL_E_MEMORY, "no memory left for the article's iteration");
  take_base(&l, equilibrium, economy);
  if (!iterate(&l)) return prl_fail(err, PRL_E_NO_CONVERGENCE, "the article's iteration does not end on these inputs");
  keep(out, &l);
  return PRL_OK;
}
