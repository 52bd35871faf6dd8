/* anderson.c -- Anderson acceleration of x <- G(x), with the least squares on the leading unknowns only.
 *
 *   r_k = G(x_k) - x_k,   dr_j = r_{j+1} - r_j,   dx_j = x_{j+1} - x_j          j = the last m steps
 *   c = argmin | r_k - sum_j c_j dr_j | over the `lead` leading components
 *   x_{k+1} = x_k + r_k - sum_j c_j (dx_j + dr_j)
 *
 * The leading unknowns (wages) decide where the rest goes, so fitting them alone costs as few evaluations as fitting all and the
 * least squares become tiny. They are solved by the normal equations of columns scaled to length one, with a small
 * ridge; a column that has become dependent is given weight zero by the ridge instead of breaking the step.
 * Sources: Anderson (1965); Walker & Ni (2011) eq. 2.1-2.3 (type II). */
#include "../base/clones.h"
#include "methods.h"

#include <math.h>
#include <string.h>

int64_t prl_anderson_work(int64_t n, int64_t lead, int32_t memory) {
  return n * (3 + (int64_t)memory) + (int64_t)memory * (lead + memory + 3);
}

typedef struct anderson {
  int64_t n, lead;
  int32_t memory, held, next; /* columns kept, in use, and to be overwritten */
  double *r, *last_x, *last_r;
  double *dx; /* `memory` columns of length n: dx + dr */
  double *dr; /* `memory` columns of length lead */
  double *gram, *rhs, *scale, *c;
} anderson;

static anderson lay_out(double *work, const prl_problem *p, int32_t memory) {
  anderson a = {.n = p->n, .lead = p->lead, .memory = memory};
  a.r = work, a.last_x = a.r + a.n, a.last_r = a.last_x + a.n;
  a.dx = a.last_r + a.n, a.dr = a.dx + memory * a.n;
  a.gram = a.dr + memory * a.lead, a.rhs = a.gram + memory * memory, a.scale = a.rhs + memory, a.c = a.scale + memory;
  return a;
}

/* Keep the step from the last iterate as a column. */
PRL_CLONES static void remember(anderson *a, const double *x) {
  double *restrict dx = a->dx + a->next * a->n, *restrict dr = a->dr + a->next * a->lead;
  const double *restrict r = a->r, *restrict lx = a->last_x, *restrict lr = a->last_r;
  for (int64_t k = 0; k < a->n; k++) dx[k] = x[k] - lx[k] + (r[k] - lr[k]);
  for (int64_t k = 0; k < a->lead; k++) dr[k] = r[k] - lr[k];
  a->next = (a->next + 1) % a->memory;
  if (a->held < a->memory) a->held++;
}

/* Gram matrix of the scaled leading parts; only the newest column's row is new each step, the rest is kept by position. */
static void gram_row(anderson *a, int32_t j) {
  for (int32_t k = 0; k < a->held; k++) {
    double g = prl_dot(a->dr + j * a->lead, a->dr + k * a->lead, a->lead);
    a->gram[j * a->memory + k] = a->gram[k * a->memory + j] = g;
  }
}

/* Solve the scaled normal equations by Cholesky; false when nothing useful can be said. */
static bool weights(anderson *a) {
  const int32_t m = a->memory, h = a->held;
  double chol[64 * 64];
  for (int32_t j = 0; j < h; j++) {
    double length = sqrt(a->gram[j * m + j]);
    a->scale[j] = length > 0 ? 1 / length : 0;
    a->rhs[j] = a->scale[j] * prl_dot(a->dr + j * a->lead, a->r, a->lead);
  }
  for (int32_t j = 0; j < h; j++) {
    for (int32_t k = 0; k <= j; k++) {
      double sum = a->gram[j * m + k] * a->scale[j] * a->scale[k] + (j == k ? 1e-14 + (a->scale[j] == 0) : 0);
      for (int32_t i = 0; i < k; i++) sum -= chol[j * h + i] * chol[k * h + i];
      if (j == k) {
        if (!(sum > 0)) sum = 1e-14;
        chol[j * h + j] = sqrt(sum);
      } else
        chol[j * h + k] = sum / chol[k * h + k];
    }
  }
  for (int32_t j = 0; j < h; j++) {
    double sum = a->rhs[j];
    for (int32_t i = 0; i < j; i++) sum -= chol[j * h + i] * a->c[i];
    a->c[j] = sum / chol[j * h + j];
  }
  for (int32_t j = h - 1; j >= 0; j--) {
    double sum = a->c[j];
    for (int32_t i = j + 1; i < h; i++) sum -= chol[i * h + j] * a->c[i];
    a->c[j] = sum / chol[j * h + j];
  }
  bool finite = true;
  for (int32_t j = 0; j < h; j++) {
    a->c[j] *= a->scale[j];
    finite = finite && isfinite(a->c[j]);
  }
  return finite;
}

/* x += r - sum_j c_j column_j, in pieces that stay in the first cache. */
PRL_CLONES static void combine(double *restrict x, const anderson *a) {
  enum { PIECE = 512 };
  for (int64_t from = 0; from < a->n; from += PIECE) {
    const int64_t to = a->n - from < PIECE ? a->n : from + PIECE;
    for (int64_t k = from; k < to; k++) x[k] += a->r[k];
    for (int32_t j = 0; j < a->held; j++) {
      const double c = a->c[j], *restrict d = a->dx + j * a->n;
      for (int64_t k = from; k < to; k++) x[k] -= c * d[k];
    }
  }
}

static void step(double *x, anderson *a) {
  memcpy(a->last_x, x, (size_t)a->n * sizeof *x);
  memcpy(a->last_r, a->r, (size_t)a->n * sizeof *x);
  if (a->held && !weights(a)) a->held = a->next = 0;
  combine(x, a);
}

/* Out of the domain: go halfway back to the last good iterate and forget the columns that led astray. */
static void retreat(double *x, anderson *a, const double *best) {
  for (int64_t k = 0; k < a->n; k++) x[k] = best[k] + 0.25 * (x[k] - best[k]);
  for (int64_t k = 0; k < a->n; k++)
    if (!isfinite(x[k])) x[k] = best[k];
  a->held = a->next = 0;
}

prl_ending prl_anderson(double *x, prl_run *run, double *work) {
  anderson a = lay_out(work, run->problem, run->options->memory);
  double best = INFINITY;
  bool cancelled = false, fresh = true;
  int32_t since = 0;
  while (run->info->evaluations < run->options->most) {
    double size = prl_run_residual(run, a.r, x, &cancelled);
    if (size <= run->options->tolerance) return PRL_CONVERGED;
    if (cancelled) return PRL_STOPPED;
    since = size < best ? 0 : since + 1;
    if (size < best) best = size;
    if (since >= run->options->stall) return PRL_STALLED;
    if (!isfinite(size)) {
      if (best == INFINITY) return PRL_STALLED;
      retreat(x, &a, run->best);
      fresh = true;
      continue;
    }
    if (!fresh) {
      int32_t j = a.next;
      remember(&a, x);
      gram_row(&a, j);
    }
    step(x, &a);
    fresh = false;
  }
  return PRL_EXHAUSTED;
}
