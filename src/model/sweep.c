/* sweep.c -- one pass through all the equations: from a guess of wages, promised subsidies, material prices and spending to what they miss.
 *
 *   ln c[i,s]  = beta[i,s] ln w[i] + m[i,s]                                 unit cost                                  (inputs.c)
 *   ln P[n,s]  = -ln( sum_i A[s,n,i] c[i,s]^-theta ) / theta                price index                                (buyers.c)
 *   Y[i,s]     = c[i,s]^-theta sum_n C[s,n,i] X[n,s] P[n,s]^theta           sales at producers' prices                 (receipts.c)
 *   m[i,s]     = sum_k gamma'[i,k,s] ln P[i,k] + scale                      price of materials                         (inputs.c, nests.c)
 *   X[n,k]     = sum_s gamma[n,k,s] Y[n,s] + alpha[n,k] I[n]                spending
 *   I[n]       = w[n] VA[n] + revenue + rents + profits + D[n]              income                                     (wages.c, closure.c)
 *   0          = E[n] - M[n] + D[n]                                         trade balance at border prices
 *   0          = y + g - sqrt(y^2 + g^2),  g = ln(quantity / promised)      y >= 0, g >= 0, one of them zero           (Fischer 1992)
 *
 * Unknowns: ln w, y (ln of the subsidy that keeps a promise), m and X. Quantity limits have no unknown: limits.c. The derivative J v and
 * the transposed derivative J' v run through the same stages, forwards and backwards; they are exact. Arrays [s][n] with regions in lanes;
 * values in millions of base-year US$. Sources: Caliendo & Parro (2015) eq. 4-9; Alvarez & Lucas (2007). */
#include "rows.h"

#include <math.h>
#include <string.h>

int64_t prl_promise_rows(const prl_rows *rows) { return (rows->promises + PRL_LANES - 1) / PRL_LANES * PRL_LANES; }

int64_t prl_state_length(const prl_economy *e, const prl_rows *rows) { return e->ld + prl_promise_rows(rows) + 2 * prl_block(e); }

static prl_parts parts(const double *x, const prl_economy *e, const prl_rows *rows, int B) {
  double *p = (double *)x;
  const int64_t y = e->ld * B, m = y + prl_promise_rows(rows) * B;
  return (prl_parts){p, p + y, p + m, p + m + prl_block(e) * B};
}

/* ---- room ---- */

/* The room of work is larger with nests (nests.c), and some blocks are only for some models. */
static int64_t blocks_of(const prl_economy *e) { return 14 + (e->nests.home ? 2 : 0) + (e->nests.upper ? 2 + 8 : 4); }

static int64_t values_room(const prl_economy *e, const prl_rows *rows) {
  return blocks_of(e) * prl_block(e) + 12 * e->ld + 2 * (rows->strips + 1);
}

static double *cut(double **from, int64_t length, bool needed) {
  double *p = needed ? *from : NULL;
  if (needed) *from += length;
  return p;
}

prl_status prl_values_new(prl_values *v, prl_arena *arena, const prl_economy *e, const prl_rows *rows, int B) {
  double *p = prl_arena_alloc(arena, (size_t)(values_room(e, rows) * B), sizeof *p);
  if (!p) return PRL_E_MEMORY;
  double **blocks[] = {&v->lc,   &v->u,    &v->foreign, &v->rate, &v->toll, &v->z,  &v->home,
                       &v->pull, &v->levy, &v->lnp,     &v->X,    &v->sold, &v->own};
  double **lines[] = {&v->wage,    &v->earned,  &v->revenue, &v->export_revenue, &v->rents,  &v->profits,
                      &v->exports, &v->imports, &v->deficit, &v->own_income,     &v->income, &v->lpf};
  const int64_t block = prl_block(e) * B;
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++) *blocks[k] = cut(&p, block, true);
  v->uh = cut(&p, block, e->nests.home), v->home_rate = cut(&p, block, e->nests.home);
  v->pm = cut(&p, block, e->nests.upper), v->lc0 = cut(&p, block, e->nests.upper);
  v->g = cut(&p, block, true);
  for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) *lines[k] = cut(&p, e->ld * B, true);
  v->x = cut(&p, (rows->strips + 1) * B, true);
  v->worth = cut(&p, (rows->strips + 1) * B, true);
  v->work = p;
  return PRL_OK;
}

/* Blocks and lines stand one after the other from lc on, whatever the number of states. */
void prl_values_take(prl_values *to, const prl_values *eight, int b) {
  const int64_t count = to->x - to->lc;
  for (int64_t k = 0; k < count; k++) to->lc[k] = eight->lc[k * PRL_LANES + b];
}

static prl_status nests_new(prl_sweep *w, prl_arena *arena) {
  const prl_economy *e = w->economy;
  const int64_t block = prl_block(e), classes = e->nests.material_classes;
  double *p = prl_arena_alloc(arena, (size_t)((3 + 2 * classes) * block), sizeof *p);
  if (!p) return PRL_E_MEMORY;
  w->labour_share = p, w->final_share = p + block, w->unit = p + 2 * block, w->price_power = p + 3 * block;
  w->bill = w->price_power + classes * block;
  return PRL_OK;
}

prl_status prl_sweep_new(prl_sweep *w, prl_arena *arena, const prl_economy *e, const prl_rows *rows, int B) {
  *w = (prl_sweep){.economy = e, .rows = *rows, .B = B, .arena = arena};
  const size_t strips = (size_t)rows->strips + 1, promises = (size_t)prl_promise_rows(rows) + 1;
  w->binds = prl_arena_alloc(arena, strips, sizeof *w->binds);
  w->quantity = prl_arena_alloc(arena, strips, sizeof *w->quantity);
  w->reach = prl_arena_alloc(arena, 3 * promises, sizeof *w->reach);
  w->miss = prl_arena_alloc(arena, 2 * (size_t)prl_block(e) * PRL_LANES, sizeof *w->miss);
  w->balance = prl_arena_alloc(arena, (size_t)e->ld * PRL_LANES, sizeof *w->balance);
  if (!w->balance || !w->miss || !w->binds || !w->quantity || !w->reach || prl_values_new(&w->now, arena, e, rows, B)) return PRL_E_MEMORY;
  w->by_subsidy = w->reach + promises, w->by_reach = w->by_subsidy + promises;
  if (e->nests.upper) return nests_new(w, arena);
  w->final_share = e->alpha;
  return PRL_OK;
}

void prl_sweep_start(double *x, const prl_economy *e, const prl_rows *rows, int B) {
  const prl_parts at = parts(x, e, rows, B);
  memset(x, 0, (size_t)(prl_state_length(e, rows) * B) * sizeof *x);
  for (int64_t k = 0; k < prl_block(e) * B; k++) at.q[k] = e->spending[k / B] / e->scale[k / B];
}

/* ---- values ---- */

static void prices(prl_sweep *w) {
  const prl_economy *e = w->economy;
  const int64_t row = (int64_t)e->ld * w->B;
  prl_log(w->now.lnp, w->now.lnp, row * e->S);
  for (int32_t s = 0; s < e->S; s++) {
    const double over = -1 / e->theta[s];
    for (int64_t k = s * row; k < (s + 1) * row; k++) w->now.lnp[k] *= over;
  }
}

/* Promises: how far each is kept, and the residual of its equation; one state. */
static void promises(prl_sweep *w, double *ry, const double *y) {
  const prl_rows *rows = &w->rows;
  for (int32_t p = 0; p < rows->promises; p++) w->reach[p] = 0;
  for (int32_t j = 0; j < rows->strips; j++)
    if (rows->strip[j].promise >= 0) w->reach[rows->strip[j].promise] += w->quantity[j] / rows->floor[rows->strip[j].promise];
  for (int32_t p = 0; p < rows->promises; p++) {
    w->reach[p] = log(w->reach[p]);
    ry[p] = -prl_fischer_burmeister(y[p], w->reach[p], &w->by_subsidy[p], &w->by_reach[p]);
  }
  for (int64_t p = rows->promises; p < prl_promise_rows(rows); p++) ry[p] = 0;
}

bool prl_sweep_pass(prl_sweep *w, double *r, const double *x) {
  const prl_economy *e = w->economy;
  const prl_parts at = parts(x, e, &w->rows, w->B), to = parts(r, e, &w->rows, w->B);
  prl_costs(w, at.lw, at.m, at.q);
  for (int32_t s = 0; s < e->S; s++) {
    const int64_t o = (int64_t)s * e->ld * w->B;
    prl_rows_sum(w->now.foreign + o, e, &w->rows, PRL_GROSS, s, w->now.u + o, w->B);
    if (w->rows.strips && !prl_limits(w, s, at.y)) return false;
    prl_buyers(w, s);
  }
  prices(w);
  prl_receipts(w);
  prl_wages(w, to.lw);
  promises(w, to.y, at.y);
  prl_inputs(w, to.m, to.q, at.lw, at.m);
  return true;
}

/* |x| lane by lane, compared by its bits: doubles of one sign are in the order of their bits, and anything that is no number is above all others. */
PRL_CLONES static void largest(int64_t bits[PRL_LANES], const double *x, int64_t count) {
  typedef int64_t whole __attribute__((vector_size(64), aligned(8), may_alias));
  whole most = {0};
  for (int64_t k = 0; k < count; k += PRL_LANES) {
    const whole size = *(const whole *)(x + k) & INT64_MAX, more = size > most;
    most = (size & more) | (most & ~more);
  }
  memcpy(bits, &most, sizeof most);
}

static double of_bits(int64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

double prl_size_of(const double *x, int64_t count) {
  int64_t bits[PRL_LANES], most = 0;
  largest(bits, x, count);
  for (int b = 0; b < PRL_LANES; b++) most = bits[b] > most ? bits[b] : most;
  return of_bits(most);
}

void prl_size_8(double size[PRL_LANES], const double *x, int64_t count) {
  int64_t bits[PRL_LANES];
  largest(bits, x, count * PRL_LANES);
  for (int b = 0; b < PRL_LANES; b++) size[b] = of_bits(bits[b]);
}

double prl_sweep_residual(void *sweep, double *r, const double *x) {
  prl_sweep *w = sweep;
  return prl_sweep_pass(w, r, x) ? prl_size_of(r, prl_state_length(w->economy, &w->rows)) : INFINITY;
}

/* ---- J v ---- */

static void promises_along(const prl_sweep *w, const prl_values *d, double *ry, const double *dy, int B) {
  const prl_economy *e = w->economy;
  const prl_rows *rows = &w->rows;
  memset(ry, 0, (size_t)(prl_promise_rows(rows) * B) * sizeof *ry);
  for (int32_t j = 0; j < rows->strips; j++) {
    const prl_strip *p = &rows->strip[j];
    if (p->promise < 0) continue;
    const int64_t to = (int64_t)p->sector * e->ld + p->destination, from = (int64_t)p->sector * e->ld + p->origin;
    const double part = w->quantity[j] / rows->floor[p->promise] / exp(w->reach[p->promise]);
    for (int32_t b = 0; b < B; b++) /* d ln quantity */
      ry[(int64_t)p->promise * B + b] += part * ((w->now.z[to] > 0 ? d->z[to * B + b] / w->now.z[to] : 0) -
                                                 (e->theta[p->sector] + 1) * (d->lc[from * B + b] + d->x[(int64_t)j * B + b]));
  }
  for (int32_t p = 0; p < rows->promises; p++)
    for (int64_t b = (int64_t)p * B; b < (int64_t)(p + 1) * B; b++) ry[b] = -w->by_subsidy[p] * dy[b] - w->by_reach[p] * ry[b];
}

void prl_sweep_along(const prl_sweep *w, prl_values *d, double *jv, const double *v, int B) {
  const prl_economy *e = w->economy;
  const prl_parts at = parts(v, e, &w->rows, B), to = parts(jv, e, &w->rows, B);
  prl_costs_along(w, d, at.lw, at.m, at.q, B);
  for (int32_t s = 0; s < e->S; s++) prl_buyers_along(w, s, d, at.y, B);
  prl_receipts_along(w, d, B);
  prl_wages_along(w, d, to.lw, B);
  promises_along(w, d, to.y, at.y, B);
  prl_inputs_along(w, d, to.m, to.q, at.lw, at.m, B);
}

/* ---- J' v, and with it the adjoints of everything in between ---- */

/* Adds to the adjoints that receipts set: of z, x, lc. */
static void promises_back(const prl_sweep *w, prl_values *d, const double *ry, double *dy, int B) {
  const prl_economy *e = w->economy;
  const prl_rows *rows = &w->rows;
  for (int32_t p = 0; p < rows->promises; p++)
    for (int64_t b = (int64_t)p * B; b < (int64_t)(p + 1) * B; b++) dy[b] -= w->by_subsidy[p] * ry[b];
  for (int32_t j = 0; j < rows->strips; j++) {
    const prl_strip *p = &rows->strip[j];
    if (p->promise < 0) continue;
    const int64_t to = (int64_t)p->sector * e->ld + p->destination, from = (int64_t)p->sector * e->ld + p->origin;
    const double part = w->quantity[j] / rows->floor[p->promise] / exp(w->reach[p->promise]) * w->by_reach[p->promise];
    for (int32_t b = 0; b < B; b++) {
      const double at = -part * ry[(int64_t)p->promise * B + b];
      if (w->now.z[to] > 0) d->z[to * B + b] += at / w->now.z[to];
      d->lc[from * B + b] -= (e->theta[p->sector] + 1) * at;
      d->x[(int64_t)j * B + b] -= (e->theta[p->sector] + 1) * at;
    }
  }
}

/* Seeds: the adjoint of ln W of region `of[b]` is one in direction b (W = I / PF); of = NULL: none. */
static void seed(const prl_sweep *w, prl_values *d, const int32_t *of, int B) {
  const prl_economy *e = w->economy;
  for (int32_t b = 0; of && b < B; b++) {
    if (of[b] < 0) continue;
    d->income[(int64_t)of[b] * B + b] += 1 / w->now.income[of[b]];
    for (int32_t s = 0; s < e->S; s++) {
      const int64_t k = (int64_t)s * e->ld + of[b];
      d->lnp[k * B + b] -= w->final_share[k];
    }
  }
}

void prl_sweep_back(const prl_sweep *w, prl_values *d, double *jv, const double *v, const int32_t *of, int B) {
  const prl_economy *e = w->economy;
  const prl_parts from = parts(v, e, &w->rows, B), to = parts(jv, e, &w->rows, B);
  memset(jv, 0, (size_t)(prl_state_length(e, &w->rows) * B) * sizeof *jv);
  prl_inputs_back(w, d, from.m, from.q, to.lw, to.m, B);
  seed(w, d, of, B);
  prl_wages_back(w, d, from.lw, B);
  prl_receipts_back(w, d, B);
  promises_back(w, d, from.y, to.y, B);
  for (int32_t s = 0; s < e->S; s++) prl_buyers_back(w, s, d, to.y, B);
  prl_costs_back(w, d, to.lw, to.m, to.q, B);
}

/* ---- as the solver calls them ---- */

static prl_values *room_along(prl_sweep *w) {
  if (w->along) return w->along;
  prl_values *d = prl_arena_alloc(w->arena, 1, sizeof *d);
  if (!d || prl_values_new(d, w->arena, w->economy, &w->rows, 1)) return NULL;
  return w->along = d;
}

void prl_sweep_product(void *sweep, double *jv, const double *v) {
  prl_sweep *w = sweep;
  prl_values *d = room_along(w);
  if (d)
    prl_sweep_along(w, d, jv, v, 1);
  else
    jv[0] = NAN; /* no memory: the solver stops at a residual that is no number */
}
