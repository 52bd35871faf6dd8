/* gmres.c -- y with A y = b, A known only by its products: restarted GMRES with modified Gram-Schmidt and Givens rotations.
 * Source: Saad & Schultz (1986), algorithm 4; Saad (2003), section 6.5. */
#include "../base/clones.h"
#include "methods.h"

#include <math.h>
#include <string.h>

int64_t prl_gmres_work(int64_t n, int32_t columns) {
  int64_t m = columns;
  return (m + 2) * n + (m + 1) * m + 4 * (m + 1);
}

PRL_CLONES double prl_dot(const double *a, const double *b, int64_t n) {
  prl_lanes lanes = {0};
  const int64_t whole = n / PRL_LANES * PRL_LANES;
  for (int64_t k = 0; k < whole; k += PRL_LANES) lanes += PRL_AT(a, k) * PRL_AT(b, k);
  double sum = prl_lanes_sum(&lanes);
  for (int64_t k = whole; k < n; k++) sum += a[k] * b[k];
  return sum;
}

static double norm(const double *a, int64_t n) { return sqrt(prl_dot(a, a, n)); }

typedef struct krylov {
  int64_t n;
  int32_t m;
  double *v; /* (m + 1) basis vectors of length n */
  double *w; /* n */
  double *h; /* Hessenberg by columns: h[j*(m+1)+i], made triangular by the rotations */
  double *cs, *sn, *g, *z;
} krylov;

static krylov lay_out(double *work, int64_t n, int32_t m) {
  krylov k = {.n = n, .m = m, .v = work};
  k.w = k.v + (m + 1) * n;
  k.h = k.w + n;
  k.cs = k.h + (int64_t)(m + 1) * m;
  k.sn = k.cs + m + 1, k.g = k.sn + m + 1, k.z = k.g + m + 1;
  return k;
}

/* Orthogonalise w against the basis and append it as column j. Returns the length that was left. */
static double append(krylov *k, int32_t j) {
  double *col = k->h + (int64_t)j * (k->m + 1);
  for (int32_t i = 0; i <= j; i++) {
    const double *vi = k->v + i * k->n;
    col[i] = prl_dot(k->w, vi, k->n);
    for (int64_t l = 0; l < k->n; l++) k->w[l] -= col[i] * vi[l];
  }
  double left = norm(k->w, k->n), *next = k->v + (j + 1) * k->n;
  for (int64_t l = 0; l < k->n; l++) next[l] = left > 0 ? k->w[l] / left : 0;
  return left;
}

static void rotate(krylov *k, int32_t j, double left) {
  double *col = k->h + (int64_t)j * (k->m + 1);
  for (int32_t i = 0; i < j; i++) {
    double a = col[i], b = col[i + 1];
    col[i] = k->cs[i] * a + k->sn[i] * b;
    col[i + 1] = k->cs[i] * b - k->sn[i] * a;
  }
  double radius = hypot(col[j], left);
  k->cs[j] = radius > 0 ? col[j] / radius : 1;
  k->sn[j] = radius > 0 ? left / radius : 0;
  col[j] = radius;
  k->g[j + 1] = -k->sn[j] * k->g[j];
  k->g[j] = k->cs[j] * k->g[j];
}

static void add_solution(double *y, krylov *k, int32_t used) {
  for (int32_t i = used - 1; i >= 0; i--) {
    double sum = k->g[i];
    for (int32_t j = i + 1; j < used; j++) sum -= k->h[(int64_t)j * (k->m + 1) + i] * k->z[j];
    double pivot = k->h[(int64_t)i * (k->m + 1) + i];
    k->z[i] = pivot != 0 ? sum / pivot : 0;
  }
  for (int32_t j = 0; j < used; j++) {
    const double c = k->z[j], *v = k->v + j * k->n;
    for (int64_t l = 0; l < k->n; l++) y[l] += c * v[l];
  }
}

double prl_gmres(double *y, int64_t n, void (*apply)(void *, double *, const double *), void *context, const double *b, double tolerance,
                 int32_t columns, int32_t restarts, double *work, int64_t *products) {
  krylov k = lay_out(work, n, columns);
  const double size = norm(b, n);
  if (!(size > 0)) {
    memset(y, 0, (size_t)n * sizeof *y);
    return 0;
  }
  double relative = INFINITY;
  for (int32_t cycle = 0; cycle <= restarts; cycle++) {
    apply(context, k.w, y);
    ++*products;
    for (int64_t l = 0; l < n; l++) k.w[l] = b[l] - k.w[l];
    double beta = norm(k.w, n);
    relative = beta / size;
    if (!(relative > tolerance)) return relative;
    for (int64_t l = 0; l < n; l++) k.v[l] = k.w[l] / beta;
    memset(k.g, 0, (size_t)(columns + 1) * sizeof *k.g);
    k.g[0] = beta;
    int32_t used = 0;
    while (used < columns) {
      apply(context, k.w, k.v + used * n);
      ++*products;
      double left = append(&k, used);
      rotate(&k, used, left);
      used++;
      relative = fabs(k.g[used]) / size;
      if (relative <= tolerance || !(left > 0)) break;
    }
    add_solution(y, &k, used);
    if (!(relative > tolerance)) return relative;
  }
  return relative;
}
