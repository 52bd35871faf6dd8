/* copies.c -- economies made from others: from shares that need not balance, without deficits, at other elasticities.
 *
 * From shares: one solve at unchanged policy gives the equilibrium they imply, and that becomes the base (Caliendo & Parro 2015: final
 * shares cut off at zero leave data that are no equilibrium). Its first guess of spending is X = sum gamma Y + alpha I at base wages,
 * iterated. At other trade elasticities shares stay what they are: only theta, and what is made of it, is new. */
#include "opening.h"

#include <math.h>
#include <string.h>

/* ---- from shares ---- */

static const double *uses_of(const void *shares, const prl_economy *e, int32_t n, double *room) {
  (void)room;
  return ((const prl_shares *)shares)->gamma + (int64_t)n * e->S * e->S;
}

static prl_status take_shares(prl_economy *e, const prl_shares *in, double *flows, prl_error *err) {
  const int64_t N = e->N, S = e->S, ld = e->ld;
  if (!prl_economy_lay_out_uses(e, in, uses_of, NULL)) return prl_fail(err, PRL_E_MEMORY, "an economy from shares");
  for (int32_t s = 0; s < S; s++) {
    const double *pi = in->pi + s * N * N;
    for (int64_t n = 0; n < N; n++) {
      double sum = 0;
      for (int64_t i = 0; i < N; i++) sum += pi[n * N + i];
      for (int64_t i = 0; i < N; i++) flows[n * N + i] = sum > 0 ? pi[n * N + i] / sum : (double)(i == n);
    }
    if (!prl_economy_take_flows(e, s, flows)) return prl_fail(err, PRL_E_MEMORY, "an economy from shares");
  }
  for (int64_t n = 0; n < N; n++) {
    double final = 0;
    for (int64_t k = 0; k < S; k++) final += in->alpha[n * S + k];
    for (int64_t s = 0; s < S; s++) {
      double share = 1;
      for (int64_t k = 0; k < S; k++) {
        const double use = in->gamma[(n * S + k) * S + s];
        if (use != 0) *prl_net_at(&e->gamma, e, (int32_t)k, (int32_t)s, (int32_t)n) = use;
        share -= use;
      }
      e->beta[s * ld + n] = share;
      e->alpha[s * ld + n] = in->alpha[n * S + s] / final;
    }
    e->labour[n] = in->value_added[n];
    e->deficit[n] = in->deficit ? in->deficit[n] : 0;
    if (!(final > 0) || !(e->labour[n] > 0))
      return prl_fail(err, PRL_E_VALUE, "region %s has no final use or no value added", e->region_id[n]);
  }
  return PRL_OK;
}

/* One round of X = sum gamma Y + alpha I; flows at border prices and revenue follow from X. */
static void spend(prl_economy *e, const prl_shares *in) {
  const int64_t N = e->N, S = e->S, ld = e->ld;
  memset(e->output, 0, (size_t)prl_block(e) * sizeof *e->output);
  memset(e->revenue, 0, (size_t)ld * sizeof *e->revenue);
  for (int32_t s = 0; s < S; s++)
    for (int32_t n = 0; n < N; n++) {
      const prl_span span = prl_row_span(e, s, n);
      const int64_t at = prl_row_at(e, s, n), cell = s * ld + n;
      e->output[cell] += e->own[cell] * e->spending[cell];
      for (int32_t k = 0; k < span.count; k++) {
        const int32_t i = prl_span_origin(span, k);
        const double t = in->tariff[(s * N + n) * N + i], border = e->pi[s][at + k] * e->spending[cell] / (1 + t);
        e->border[s][at + k] = border;
        e->output[s * ld + i] += border;
        e->revenue[n] += border * t;
      }
    }
  for (int64_t n = 0; n < N; n++) {
    e->income[n] = e->labour[n] + e->revenue[n] + e->deficit[n];
    for (int64_t k = 0; k < S; k++) {
      double X = e->alpha[k * ld + n] * e->income[n];
      for (int64_t s = 0; s < S; s++) X += in->gamma[(n * S + k) * S + s] * e->output[s * ld + n];
      e->spending[k * ld + n] = X;
      e->scale[k * ld + n] = X > 0 ? X : 1;
    }
  }
}

static void trade_of(prl_economy *e) {
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const prl_span span = prl_row_span(e, s, n);
      for (int32_t k = 0; k < span.count; k++) {
        const double crossed = e->border[s][prl_row_at(e, s, n) + k];
        e->imports[n] += crossed, e->exports[prl_span_origin(span, k)] += crossed;
      }
    }
}

/* The base tariffs as wedges. */
static prl_wedges wedges_of(prl_arena *arena, const prl_shares *in) {
  const int64_t N = in->regions, cells = in->sectors * N * N;
  int32_t count = 0;
  for (int64_t k = 0; k < cells; k++) count += in->tariff[k] != 0;
  prl_wedge *wedge = prl_arena_alloc(arena, (size_t)count + 1, sizeof *wedge);
  prl_class *classes = prl_arena_alloc(arena, (size_t)count + 1, sizeof *classes);
  count = 0;
  for (int64_t k = 0; wedge && classes && k < cells; k++) {
    if (in->tariff[k] == 0) continue;
    wedge[count] = (prl_wedge){(int32_t)(k / (N * N)), (int32_t)(k / N % N), (int32_t)(k % N), count, 1};
    const prl_rates rates = {.tariff = in->tariff[k]};
    classes[count++] = (prl_class){.weight = 1, .base = rates, .now = rates};
  }
  return (prl_wedges){.wedges = classes ? wedge : NULL, .wedge_count = count, .classes = classes, .class_count = count};
}

enum { ROUNDS = 200 };

static prl_status from_shares(prl_economy *e, const prl_shares *in, prl_error *err) {
  double *flows = prl_arena_alloc(e->arena, (size_t)e->N * (size_t)e->N, sizeof *flows);
  const prl_wedges base = wedges_of(e->arena, in);
  if (!flows || !base.wedges) return prl_fail(err, PRL_E_MEMORY, "an economy from shares");
  prl_status status = take_shares(e, in, flows, err);
  if (status) return status;
  for (int64_t k = 0; k < prl_block(e); k++) e->spending[k] = e->alpha[k] * e->labour[k % e->ld];
  for (int round = 0; round < ROUNDS; round++) spend(e, in);
  trade_of(e);
  prl_economy_totals(e);
  status = prl_economy_split(e, err);
  if (!status) status = prl_shock_rows(&e->base, e->arena, e, &base, false, err);
  return status ? status : prl_economy_settle(e, &base, err);
}

prl_status prl_economy_from_shares(prl_economy **out, const prl_shares *shares, const double *theta, prl_error *err) {
  const prl_model model = {.size = sizeof model, .theta = theta, .final = 1};
  prl_economy *e;
  *out = NULL;
  prl_status status = prl_economy_begin(&e, shares->regions, shares->sectors, shares->region_id, shares->sector_id, err);
  if (status) return status;
  status = prl_economy_assume(e, &model, err);
  if (!status) status = from_shares(e, shares, err);
  return prl_economy_finish(out, e, status);
}

/* ---- from an economy ---- */

static bool copy_uses(prl_economy *to, const prl_economy *from) {
  const prl_net *net = &from->gamma;
  const size_t blocks = (size_t)(from->S + PRL_NET_ROWS - 1) / PRL_NET_ROWS;
  const size_t count = net->start ? (size_t)net->start[(int64_t)from->S * from->ld / PRL_LANES] * PRL_LANES
                                  : blocks * PRL_NET_ROWS * (size_t)prl_block(from);
  to->gamma = *net; /* the pattern is shared */
  to->gamma.number = prl_arena_alloc(to->arena, count + 1, sizeof(double));
  if (to->gamma.number) memcpy(to->gamma.number, net->number, count * sizeof(double));
  return to->gamma.number;
}

static bool copy_numbers(prl_economy *to, const prl_economy *from) {
  const size_t line = (size_t)to->ld * sizeof(double), block = (size_t)prl_block(to) * sizeof(double);
  double *const lines[][2] = {{to->labour, from->labour},   {to->value_added, from->value_added}, {to->income, from->income},
                              {to->revenue, from->revenue}, {to->profits, from->profits},         {to->deficit, from->deficit},
                              {to->trade, from->trade},     {to->exports, from->exports},         {to->imports, from->imports},
                              {to->step, from->step}};
  double *const blocks[][2] = {
      {to->own, from->own},       {to->beta, from->beta},           {to->alpha, from->alpha}, {to->spending, from->spending},
      {to->output, from->output}, {to->split_own, from->split_own}, {to->scale, from->scale}, {to->split_final, from->split_final}};
  for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) memcpy(lines[k][0], lines[k][1], line);
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++) memcpy(blocks[k][0], blocks[k][1], block);
  memcpy(to->theta, from->theta, (size_t)to->S * sizeof *to->theta);
  to->world = from->world;
  if (!copy_uses(to, from)) return false;
  for (int32_t s = 0; s < to->S; s++) {
    const prl_pattern *p = &from->pattern[s];
    const size_t places = p->form == PRL_FORM_DENSE    ? (size_t)to->N * (size_t)to->ld
                          : p->form == PRL_FORM_SPARSE ? (size_t)p->start[to->N]
                                                       : 0;
    to->pattern[s] = *p;
    to->pi[s] = prl_arena_alloc(to->arena, places + 1, sizeof(double));
    to->border[s] = prl_arena_alloc(to->arena, places + 1, sizeof(double));
    if (!to->pi[s] || !to->border[s]) return false;
    if (places) memcpy(to->pi[s], from->pi[s], places * sizeof(double)), memcpy(to->border[s], from->border[s], places * sizeof(double));
  }
  return true;
}

prl_status prl_economy_without_deficits(prl_economy **out, const prl_economy *of, const prl_wedges *base, prl_error *err) {
  prl_economy *e;
  *out = NULL;
  prl_status status = prl_economy_begin(&e, of->N, of->S, of->region_id, of->sector_id, err);
  if (status) return status;
  e->deficits = PRL_DEFICITS_ZERO;
  e->nests = of->nests, e->psi = of->psi, e->profit = of->profit, e->markup = of->markup;
  status = copy_numbers(e, of) ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "an economy without deficits");
  memset(e->deficit, 0, (size_t)e->ld * sizeof *e->deficit);
  if (!status) prl_economy_totals(e);
  if (!status) status = prl_economy_split(e, err);
  if (!status) status = prl_shock_rows(&e->base, e->arena, e, base, false, err);
  if (!status) status = prl_economy_settle(e, base, err);
  return prl_economy_finish(out, e, status);
}

prl_status prl_economy_vary(prl_economy **out, const prl_economy *of, const double *theta, prl_error *err) {
  *out = NULL;
  if (of->deficits == PRL_DEFICITS_ZERO || of->profit) {
    prl_fail(err, PRL_E_VALUE, "the base of this economy depends on its trade elasticities (%s)",
             of->profit ? "profits" : "deficits taken away");
    prl_error_hint(err, "%s", "make a new economy for each set of elasticities");
    return PRL_E_VALUE;
  }
  for (int32_t s = 0; s < of->S; s++)
    if (!(theta[s] > 0) || !isfinite(theta[s]))
      return prl_fail(err, PRL_E_VALUE, "the trade elasticity of sector %s is %g, expected a number above 0", of->sector_id[s], theta[s]);
  prl_arena *arena = prl_arena_new();
  prl_economy *e = arena ? prl_arena_alloc(arena, 1, sizeof *e) : NULL;
  if (e) *e = *of;
  if (e) e->arena = arena, e->theta = prl_arena_alloc(arena, (size_t)of->S, sizeof *e->theta);
  if (e && e->theta) e->step = prl_arena_alloc(arena, (size_t)of->ld, sizeof *e->step);
  if (!e || !e->theta || !e->step) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "an economy at other elasticities");
  }
  memcpy(e->theta, theta, (size_t)of->S * sizeof *e->theta);
  prl_economy_wage_steps(e);
  *out = e;
  return PRL_OK;
}
