/* rows.c -- who buys from whom: the only loops over pairs of regions, one sector a call, one pass over its matrix.
 *
 *   v[n]    = sum_i A[n][i] u[i]                         u[i] = exp(-theta ln c[i]);  ln P[n] = -ln v[n] / theta
 *   net[n]  = sum_i B[n][i] u[i]                         border value of what n buys, times v[n] / X[n]
 *   pull[i] = sum_n C[n][i] z[n],  z[n] = X[n] / v[n]    producers' receipts of i are u[i] pull[i]
 *   levy[i] = sum_n (B - C)[n][i] z[n]                   export-tax revenue of i is u[i] levy[i]
 *
 * A: base share of spending times kappa^-theta, summed over product lines; B: net of the destination's tariff; C: net of the
 * origin's export tax as well [dimensionless, destination x origin]. X: spending [million base-year US$]. A plain row has A = B = C = the
 * base shares, so one dot product and one axpy are all it costs; four rows at a time keep the multiply-add units busy. Source: Eaton & Kortum (2002) eq. 7-10; Dekle, Eaton &
 * Kortum (2008); sums over lines: docs/model.md. */
#include "../base/clones.h"
#include "inside.h"

enum { ROWS = 4 };

/* sum_i a[k][i] u[i] for four rows at once: four independent sums hide the latency that one would expose. */
static inline void dot_rows(double *out, const double *const *a, const double *u, int32_t ld) {
  prl_lanes s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
  for (int32_t i = 0; i < ld; i += PRL_LANES) {
    const prl_lanes x = PRL_AT(u, i);
    s0 += PRL_AT(a[0], i) * x;
    s1 += PRL_AT(a[1], i) * x;
    s2 += PRL_AT(a[2], i) * x;
    s3 += PRL_AT(a[3], i) * x;
  }
  out[0] = prl_lanes_sum(&s0), out[1] = prl_lanes_sum(&s1), out[2] = prl_lanes_sum(&s2), out[3] = prl_lanes_sum(&s3);
}

static inline double dot_row(const double *a, const double *u, int32_t ld) {
  prl_lanes sum = {0};
  for (int32_t i = 0; i < ld; i += PRL_LANES) sum += PRL_AT(a, i) * PRL_AT(u, i);
  return prl_lanes_sum(&sum);
}

static inline void add_rows(double *t, const double *const *a, const double *z, int32_t ld) {
  for (int32_t i = 0; i < ld; i += PRL_LANES)
    PRL_AT(t, i) += (z[0] * PRL_AT(a[0], i) + z[1] * PRL_AT(a[1], i)) + (z[2] * PRL_AT(a[2], i) + z[3] * PRL_AT(a[3], i));
}

static inline void add_difference(double *t, const double *a, const double *b, double z, int32_t ld) {
  for (int32_t i = 0; i < ld; i += PRL_LANES) PRL_AT(t, i) += z * (PRL_AT(a, i) - PRL_AT(b, i));
}

/* Rows n .. n + ROWS of sector s: which matrices they are. Beyond N the first row stands in, with z = 0. Returns whether all are plain. */
static inline bool gather(const double **gross, const double **producer, const prl_sweep *w, int32_t s, int32_t n) {
  const prl_economy *e = w->economy;
  const int32_t N = e->N, *changed = w->rows.at + (int64_t)s * N;
  bool plain = true;
  for (int32_t k = 0; k < ROWS; k++) {
    const int32_t row = n + k < N ? n + k : n;
    gross[k] = producer[k] = e->pi + ((int64_t)s * N + row) * e->ld;
    if (changed[row] < 0) continue;
    plain = false;
    gross[k] = w->rows.row[changed[row]].gross;
    producer[k] = w->rows.row[changed[row]].producer;
  }
  return plain;
}

/* One sector's arrays for a pass: values in a sweep, or their derivatives. */
typedef struct pass {
  const double *u, *X;               /* in */
  double *v, *net, *z, *pull, *levy; /* out */
  const double *at_v, *at_z;         /* derivatives only: the v and z they are taken at; NULL in a sweep */
} pass;

/* Inlined by force: a call would fall back to the plainest x86-64. */
__attribute__((always_inline)) static inline void sector_pass(const prl_sweep *w, int32_t s, const pass *p) {
  const int32_t N = w->economy->N, ld = w->economy->ld, *changed = w->rows.at + (int64_t)s * N;
  for (int32_t i = 0; i < ld; i++) p->pull[i] = p->levy[i] = 0;
  for (int32_t n = 0; n < N; n += ROWS) {
    const double *gross[ROWS], *producer[ROWS];
    const bool plain = gather(gross, producer, w, s, n);
    const int32_t count = N - n < ROWS ? N - n : ROWS;
    double sum[ROWS], share[ROWS] = {0};
    dot_rows(sum, gross, p->u, ld);
    for (int32_t k = 0; k < count; k++) {
      p->net[n + k] = p->v[n + k] = sum[k];
      p->z[n + k] = share[k] = p->at_v ? (p->X[n + k] - p->at_z[n + k] * sum[k]) / p->at_v[n + k] : p->X[n + k] / sum[k];
    }
    add_rows(p->pull, producer, share, ld);
    for (int32_t k = 0; !plain && k < count; k++) {
      if (changed[n + k] < 0) continue;
      const prl_row *row = w->rows.row + changed[n + k];
      if (row->has_tariff) p->net[n + k] = dot_row(row->net, p->u, ld);
      if (row->has_export) add_difference(p->levy, row->net, row->producer, share[k], ld);
    }
  }
}

PRL_CLONES void prl_rows_sector(prl_sweep *w, int32_t s) {
  const int64_t o = (int64_t)s * w->economy->ld;
  const pass p = {w->u + o, w->X + o, w->v + o, w->net + o, w->z + o, w->pull + o, w->levy + o, NULL, NULL};
  sector_pass(w, s, &p);
}

PRL_CLONES void prl_rows_tangent(prl_sweep *w, int32_t s, const prl_tangent *t) {
  const int64_t o = (int64_t)s * w->economy->ld;
  const pass p = {t->u + o, t->X + o, t->v + o, t->net + o, t->z + o, t->pull + o, t->levy + o, w->v + o, w->z + o};
  sector_pass(w, s, &p);
}
