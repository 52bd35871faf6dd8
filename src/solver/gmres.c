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

/* w -= h v, and the product of what is left with `next`, which may be w itself, in one pass. */
PRL_CLONES static double take_off(double *w, double h, const double *v, const double *next, int64_t n) {
  prl_half lanes[2] = {{0}, {0}};
  const int64_t whole = n / PRL_LANES * PRL_LANES;
  for (int64_t k = 0; k < whole; k += PRL_LANES)
    for (int u = 0; u < 2; u++) {
      const int64_t at = k + u * PRL_HALF_LANES;
      const prl_half left = PRL_HALF_AT(w, at) - h * PRL_HALF_AT(v, at);
      PRL_HALF_AT(w, at) = left;
      lanes[u] += left * PRL_HALF_AT(next, at);
    }
  double sum = prl_lanes_sum((const prl_lanes *)lanes);
  for (int64_t k = whole; k < n; k++) {
    w[k] -= h * v[k];
    sum += w[k] * next[k];
  }
  return sum;
}

PRL_CLONES static void scaled(double *restrict to, const double *restrict from, double by, int64_t n) {
  for (int64_t k = 0; k < n; k++) to[k] = by * from[k];
}

PRL_CLONES static void add(double *restrict to, double c, const double *restrict v, int64_t n) {
  for (int64_t k = 0; k < n; k++) to[k] += c * v[k];
}

/* Orthogonalise w against the basis and append it as column j. Returns the length that was left. */
static double append(krylov *k, int32_t j) {
  double *col = k->h + (int64_t)j * (k->m + 1);
  col[0] = prl_dot(k->w, k->v, k->n);
  for (int32_t i = 0; i <= j; i++) {
    const double *vi = k->v + i * k->n, left = take_off(k->w, col[i], vi, i < j ? vi + k->n : k->w, k->n);
    col[i + 1] = left;
  }
  const double left = sqrt(col[j + 1]);
  scaled(k->v + (j + 1) * k->n, k->w, left > 0 ? 1 / left : 0, k->n);
  return left;
}

/* What is this small beside the whole is rounding. */
static double or_zero(double part, double whole) { return part > 1e-14 * whole ? part : 0; }

/* Column j becomes triangular; `left` is its part below. Returns false when A adds no new direction after it. */
static bool rotate(krylov *k, int32_t j, double left) {
  double *col = k->h + (int64_t)j * (k->m + 1), whole = left * left;
  for (int32_t i = 0; i <= j; i++) whole += col[i] * col[i];
  whole = sqrt(whole);
  left = or_zero(left, whole);
  for (int32_t i = 0; i < j; i++) {
    double a = col[i], b = col[i + 1];
    col[i] = k->cs[i] * a + k->sn[i] * b;
    col[i + 1] = k->cs[i] * b - k->sn[i] * a;
  }
  const double radius = or_zero(hypot(col[j], left), whole);
  k->cs[j] = radius > 0 ? col[j] / radius : 0; /* a column of zeros takes nothing off the residual */
  k->sn[j] = radius > 0 ? left / radius : -1;
  col[j] = radius;
  k->g[j + 1] = -k->sn[j] * k->g[j];
  k->g[j] = k->cs[j] * k->g[j];
  return left > 0;
}

static void add_solution(double *y, krylov *k, int32_t used) {
  for (int32_t i = used - 1; i >= 0; i--) {
    double sum = k->g[i];
    for (int32_t j = i + 1; j < used; j++) sum -= k->h[(int64_t)j * (k->m + 1) + i] * k->z[j];
    double pivot = k->h[(int64_t)i * (k->m + 1) + i];
    k->z[i] = pivot != 0 ? sum / pivot : 0;
  }
  for (int32_t j = 0; j < used; j++) add(y, k->z[j], k->v + j * k->n, k->n);
}

/* w = b - A y; no product is spent on y = 0. */
static void start(krylov *k, const double *y, const double *b, void (*apply)(void *, double *, const double *), void *context,
                  int64_t *products) {
  int64_t l = 0;
  while (l < k->n && y[l] == 0) l++;
  if (l == k->n) {
    memcpy(k->w, b, (size_t)k->n * sizeof *b);
    return;
  }
  apply(context, k->w, y);
  ++*products;
  for (l = 0; l < k->n; l++) k->w[l] = b[l] - k->w[l];
}

double prl_gmres(double *y, int64_t n, void (*apply)(void *, double *, const double *), void *context, const double *b, double tolerance,
                 int32_t columns, int32_t restarts, double *work, int64_t *products) {
  krylov k = lay_out(work, n, columns);
  const double size = norm(b, n);
  if (!(size > 0)) {
    memset(y, 0, (size_t)n * sizeof *y);
    return size == 0 ? 0 : NAN;
  }
  double relative = INFINITY;
  for (int32_t cycle = 0; cycle <= restarts; cycle++) {
    start(&k, y, b, apply, context, products);
    double beta = norm(k.w, n);
    relative = beta / size;
    if (!(relative > tolerance)) return relative;
    scaled(k.v, k.w, 1 / beta, n);
    memset(k.g, 0, (size_t)(columns + 1) * sizeof *k.g);
    k.g[0] = beta;
    int32_t used = 0;
    while (used < columns) {
      apply(context, k.w, k.v + used * n);
      ++*products;
      double left = append(&k, used);
      const bool more = rotate(&k, used, left);
      used++;
      relative = fabs(k.g[used]) / size;
      if (relative <= tolerance || !more) break;
    }
    add_solution(y, &k, used);
    if (!(relative > tolerance)) return relative;
  }
  return relative;
}
