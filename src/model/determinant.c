/* determinant.c -- on which side is an equilibrium regular? The sign of det(-J), J = dr/dx of all equations in all unknowns.
 *
 *   index of an equilibrium = sign det(-J);      the indices of all equilibria sum to +1
 * With constant returns it is +1. Where scale has made it -1, the equilibrium cannot be the only one: others make up the sum. +1 proves
 * nothing by itself. The base of a world is an equilibrium of no change for all scale elasticities; only its index changes with them. With
 * psi(t) = t psi,
 *   J(t) = J(0) - U P(t) V,   P = diag(psi / (1 + psi)) by cell,   U = dr/dg,   V = d(ln Y - ln c)/dx
 *   det -J(t) = det -J(0) det(I - P(t) V J(0)^-1 U)
 * so that one factoring of J(0) and small ones by t tell where on the way up the index turns, and how often. J comes by columns, eight
 * directions a sweep. Sources: Dierker (1972) and Mas-Colell (1985) section 5.6 on the index; Kucheryavyy, Lyn & Rodriguez-Clare (2023) on
 * scale and uniqueness; Golub & Van Loan (2013) section 2.1.4 for the determinant. */
#include "scale.h"

#include <math.h>
#include <string.h>

enum { MOST_UNKNOWNS = 6000 }; /* beyond this the factors take more memory than a desk has to spare */

static bool exists(const prl_economy *e, const prl_rows *rows, int64_t k) {
  if (k < e->ld) return k < e->N;
  if (k < e->ld + prl_promise_rows(rows)) return k - e->ld < rows->promises;
  return (k - prl_promise_rows(rows)) % e->ld < e->N;
}

static int64_t unknowns(const prl_economy *e, const prl_rows *rows) { return e->N + rows->promises + 2 * (int64_t)e->S * e->N; }

bool prl_jacobian_fits(const prl_economy *e, const prl_rows *rows) { return unknowns(e, rows) <= MOST_UNKNOWNS; }

prl_status prl_jacobian_new(prl_jacobian *out, prl_arena *arena, const prl_economy *e, const prl_rows *rows) {
  const size_t n = (size_t)unknowns(e, rows), length = (size_t)prl_state_length(e, rows);
  *out = (prl_jacobian){.n = (int32_t)n};
  out->place = prl_arena_alloc(arena, n, sizeof *out->place);
  out->pivot = prl_arena_alloc(arena, n, sizeof *out->pivot);
  out->lu = prl_arena_alloc(arena, n * n, sizeof *out->lu);
  out->room = prl_arena_alloc(arena, n + 2 * PRL_LANES * length, sizeof *out->room);
  out->along = prl_arena_alloc(arena, 1, sizeof *out->along);
  if (!out->place || !out->pivot || !out->lu || !out->room || !out->along) return PRL_E_MEMORY;
  int32_t count = 0;
  for (int64_t k = 0; k < (int64_t)length; k++)
    if (exists(e, rows, k)) out->place[count++] = (int32_t)k;
  return prl_values_new(out->along, arena, e, rows, PRL_LANES);
}

static void columns(prl_jacobian *j, const prl_sweep *w, int32_t first) {
  const int64_t length = prl_state_length(w->economy, &w->rows);
  double *v = j->room + j->n, *jv = v + PRL_LANES * length;
  const int32_t count = j->n - first < PRL_LANES ? j->n - first : PRL_LANES;
  memset(v, 0, (size_t)(PRL_LANES * length) * sizeof *v);
  for (int32_t b = 0; b < count; b++) v[(int64_t)j->place[first + b] * PRL_LANES + b] = 1;
  prl_sweep_along(w, j->along, jv, v, PRL_LANES);
  for (int32_t k = 0; k < j->n; k++)
    for (int32_t b = 0; b < count; b++) j->lu[(int64_t)k * j->n + first + b] = -jv[(int64_t)j->place[k] * PRL_LANES + b];
}

void prl_jacobian_take(prl_jacobian *j, const prl_sweep *w) {
  for (int32_t first = 0; first < j->n; first += PRL_LANES) columns(j, w, first);
  j->sign = 0, j->log_size = -INFINITY;
  if (prl_dense_factor(j->lu, j->pivot, j->n)) j->sign = prl_dense_determinant(j->lu, j->pivot, j->n, &j->log_size);
}

void prl_jacobian_step(const prl_jacobian *j, double *d, const double *r) {
  const int64_t length = (j->place[j->n - 1] / PRL_LANES + 1) * PRL_LANES; /* a state is whole lanes */
  if (d != r) memcpy(d, r, (size_t)length * sizeof *d);                    /* lanes that do not exist keep their 0 */
  for (int32_t k = 0; k < j->n; k++) j->room[k] = r[j->place[k]];
  if (j->sign) prl_dense_substitute(j->lu, j->pivot, j->n, j->room, 1);
  for (int32_t k = 0; k < j->n; k++) d[j->place[k]] = j->room[k];
}

/* ---- the base on its way up ---- */

enum { GRID = 32 }; /* shares t at which the sign is looked at */

typedef struct way {
  prl_economy at;
  prl_arena *arena;
  prl_sweep w;
  prl_jacobian jacobian; /* at t = 0 */
  double *x;
  int32_t m;
  int64_t *cell;   /* [m] that have scale */
  double *z;       /* [n][m] -J(0)^-1 U */
  double *k, *now; /* [m][m] V J(0)^-1 U; I - P(t) K and its factors */
  int32_t *pivot;
  double *part; /* [S] psi / (1 + psi) at t */
} way;

static void scale_cells(way *y, const prl_economy *e) {
  y->m = 0;
  for (int32_t s = 0; e->psi && s < e->S; s++)
    for (int64_t n = 0; n < e->N && e->psi[s] > 0; n++)
      if (e->output[(int64_t)s * e->ld + n] > 0) y->cell[y->m++] = (int64_t)s * e->ld + n;
}

static prl_status way_new(way *y, const prl_economy *e) {
  const size_t length = (size_t)prl_state_length(e, &e->base), n = (size_t)unknowns(e, &e->base), S = (size_t)e->S;
  y->at = *e;
  if (!(y->arena = prl_arena_new())) return PRL_E_MEMORY;
  y->x = prl_arena_alloc(y->arena, 2 * length, sizeof *y->x);
  y->cell = prl_arena_alloc(y->arena, (size_t)prl_block(e), sizeof *y->cell);
  y->part = prl_arena_alloc(y->arena, S, sizeof *y->part);
  y->at.psi = e->psi ? prl_arena_alloc(y->arena, S, sizeof *y->at.psi) : NULL;
  if (!y->x || !y->cell || !y->part || (e->psi && !y->at.psi)) return PRL_E_MEMORY;
  scale_cells(y, e);
  const size_t m = (size_t)y->m;
  y->z = prl_arena_alloc(y->arena, n * m + 1, sizeof *y->z);
  y->k = prl_arena_alloc(y->arena, 2 * m * m + 1, sizeof *y->k);
  y->pivot = prl_arena_alloc(y->arena, m + 1, sizeof *y->pivot);
  if (!y->z || !y->k || !y->pivot || prl_sweep_new(&y->w, y->arena, &y->at, &e->base, 1)) return PRL_E_MEMORY;
  y->now = y->k + m * m;
  prl_sweep_start(y->x, e, &e->base, 1);
  prl_sweep_pass(&y->w, y->x + length, y->x);
  return prl_jacobian_new(&y->jacobian, y->arena, &y->at, &e->base);
}

/* Eight columns of U: what a unit of g misses in m, through the domestic split (inputs.c). Lanes of `v`: m blocks of the state. */
static void scale_miss(way *y, double *rm, int32_t first, int32_t count) {
  const prl_economy *e = &y->at;
  const int64_t block = prl_block(e);
  double *lag = y->jacobian.along->work, *none = lag + block * PRL_LANES, *up = none + block * PRL_LANES, *down = up + block * PRL_LANES;
  memset(lag, 0, 2 * (size_t)(block * PRL_LANES) * sizeof *lag);
  for (int32_t b = 0; b < count; b++) {
    const int64_t c = y->cell[first + b];
    lag[c * PRL_LANES + b] = e->split_own[c] / (e->markup ? e->markup[c] : 1);
  }
  prl_loop(up, down, e, &e->split, lag, none, PRL_LANES);
  for (int64_t c = 0; c < block; c++)
    for (int32_t b = 0; b < PRL_LANES; b++) rm[c * PRL_LANES + b] = up[c * PRL_LANES + b] * (e->markup ? e->markup[c] : 1);
  for (int32_t b = 0; b < count; b++) rm[y->cell[first + b] * PRL_LANES + b] += 1;
}

static void responses(way *y) {
  prl_jacobian *j = &y->jacobian;
  const int64_t m_at = y->at.ld + prl_promise_rows(&y->w.rows), q_at = m_at + prl_block(&y->at);
  double *rm = j->room + j->n;
  for (int32_t first = 0; first < y->m; first += PRL_LANES) {
    const int32_t count = y->m - first < PRL_LANES ? y->m - first : PRL_LANES;
    scale_miss(y, rm, first, count);
    for (int32_t k = 0; k < j->n; k++)
      for (int32_t b = 0; b < count && j->place[k] >= m_at && j->place[k] < q_at; b++)
        y->z[(int64_t)k * y->m + first + b] = rm[(j->place[k] - m_at) * PRL_LANES + b];
  }
  prl_dense_substitute(j->lu, j->pivot, j->n, y->z, y->m);
}

/* K = V J(0)^-1 U, by sweeps along -z: what each response does to size and cost is read off the change of g. */
static void feedback(way *y, const prl_economy *e) {
  prl_jacobian *j = &y->jacobian;
  const int64_t length = prl_state_length(e, &y->w.rows);
  double *v = j->room + j->n, *jv = v + PRL_LANES * length;
  prl_scale_part(y->at.psi, e, 1);
  for (int32_t first = 0; first < y->m; first += PRL_LANES) {
    const int32_t count = y->m - first < PRL_LANES ? y->m - first : PRL_LANES;
    memset(v, 0, (size_t)(PRL_LANES * length) * sizeof *v);
    for (int32_t k = 0; k < j->n; k++)
      for (int32_t b = 0; b < count; b++) v[(int64_t)j->place[k] * PRL_LANES + b] = -y->z[(int64_t)k * y->m + first + b];
    prl_sweep_along(&y->w, j->along, jv, v, PRL_LANES);
    for (int32_t c = 0; c < y->m; c++)
      for (int32_t b = 0; b < count; b++)
        y->k[(int64_t)c * y->m + first + b] = -j->along->g[y->cell[c] * PRL_LANES + b] / e->psi[y->cell[c] / e->ld];
  }
}

/* Sign of det(-J(t)), and the logarithm of its size. */
static int sign_at(way *y, const prl_economy *e, double t, double *log_size) {
  double part_size = 0;
  int sign = 1;
  prl_scale_part(y->part, e, t);
  for (int32_t c = 0; c < y->m; c++)
    for (int32_t d = 0; d < y->m; d++) y->now[(int64_t)c * y->m + d] = (c == d) - y->part[y->cell[c] / e->ld] * y->k[(int64_t)c * y->m + d];
  if (y->m) sign = prl_dense_factor(y->now, y->pivot, y->m) ? prl_dense_determinant(y->now, y->pivot, y->m, &part_size) : 0;
  *log_size = y->jacobian.log_size + part_size;
  return sign * y->jacobian.sign;
}

/* The share between low and high at which the sign is no longer what it is at low. */
static double turn_between(way *y, const prl_economy *e, double low, double high, int sign) {
  double size;
  while (high - low > 1e-4) {
    const double t = 0.5 * (low + high);
    *(sign_at(y, e, t, &size) == sign ? &low : &high) = t;
  }
  return high;
}

static void climb(prl_uniqueness *out, way *y, const prl_economy *e) {
  prl_scale_part(y->at.psi, e, 0);
  prl_jacobian_take(&y->jacobian, &y->w);
  if (!y->jacobian.sign) return;
  if (y->m) {
    responses(y);
    feedback(y, e);
  }
  int last = sign_at(y, e, 0, &out->log_size);
  for (int32_t k = 1; k <= (y->m ? GRID : 0); k++) {
    const int sign = sign_at(y, e, (double)k / GRID, &out->log_size);
    if (sign != last && !out->crossings++) out->turns = turn_between(y, e, (double)(k - 1) / GRID, (double)k / GRID, last);
    last = sign;
  }
  out->sign = sign_at(y, e, 1, &out->log_size);
}

/* ---- what is asked ---- */

static prl_uniqueness unknown(const prl_economy *e, const prl_rows *rows) {
  return (prl_uniqueness){.unknowns = unknowns(e, rows), .log_size = NAN, .turns = NAN};
}

static prl_status no_room(const prl_uniqueness *u, prl_error *err) {
  return prl_fail(err, PRL_E_MEMORY, "the Jacobian of %lld unknowns", (long long)u->unknowns);
}

prl_status prl_economy_uniqueness(prl_uniqueness *out, const prl_economy *e, prl_error *err) {
  *out = unknown(e, &e->base);
  if (!prl_jacobian_fits(e, &e->base)) return PRL_OK;
  way y = {0};
  const prl_status status = way_new(&y, e);
  if (!status) climb(out, &y, e);
  prl_arena_free(y.arena);
  return status ? no_room(out, err) : PRL_OK;
}

prl_status prl_outcome_uniqueness(prl_uniqueness *out, const prl_outcome *o, prl_error *err) {
  const prl_sweep *w = o->sweep;
  *out = unknown(w->economy, &w->rows);
  if (!prl_jacobian_fits(w->economy, &w->rows)) return PRL_OK;
  prl_arena *arena = prl_arena_new();
  prl_jacobian j;
  const prl_status status = arena ? prl_jacobian_new(&j, arena, w->economy, &w->rows) : PRL_E_MEMORY;
  if (!status) {
    prl_jacobian_take(&j, w);
    out->sign = j.sign, out->log_size = j.log_size;
  }
  prl_arena_free(arena);
  return status ? no_room(out, err) : PRL_OK;
}
