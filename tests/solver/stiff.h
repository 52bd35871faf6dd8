/* stiff.h -- a stiff CES map for the tests of this folder: N places buy from one another at wages w and price indices p (logs).
 *
 *   c_i = beta w_i + (1 - beta) p_i,   v_n = sum_i A_ni exp(-theta c_i),   share_ni = A_ni exp(-theta c_i) / v_n
 *   r_p = -ln v_n / theta - p_n
 *   r_w = (E_i - M_i) / (trade of i, or what it was in the base if that is less) - sum_k weight_k w_k,   E, M: sales and purchases abroad
 *
 * A is the base shares times k^-theta, k up to 10 on any pair, some pairs closed (k infinite), theta from 1/4 to 50. The base is
 * w = p = 0 with symmetric flows, so that it balances; its Jacobian, at theta = 5, is the preconditioner for everything. */
#ifndef STIFF_H
#define STIFF_H

#include "draws.h"

enum { STIFF_N = 12, STIFF = 2 * STIFF_N };
static const double stiff_beta = 0.5;

typedef struct stiff {
  double theta, ln_a[STIFF_N][STIFF_N], size[STIFF_N], base_trade[STIFF_N]; /* ln A; spending; trade over spending in the base */
  double share[STIFF_N][STIFF_N], X[STIFF_N], E[STIFF_N], M[STIFF_N];       /* at the last x */
  double lu[STIFF * STIFF];                                                 /* of the base Jacobian */
  int32_t pivot[STIFF];
  int64_t calls;
} stiff;

static inline double stiff_residual(void *context, double *r, const double *x) {
  stiff *s = context;
  enum { N = STIFF_N };
  const double *w = x, *p = x + N;
  double level = 0, world = 0, most = 0;
  s->calls++;
  for (int n = 0; n < N; n++) level += s->size[n] * w[n], world += s->size[n], s->X[n] = s->size[n] * exp(w[n]), s->E[n] = s->M[n] = 0;
  for (int n = 0; n < N; n++) {
    double e[N], top = -INFINITY, sum = 0;
    for (int i = 0; i < N; i++) e[i] = s->ln_a[n][i] - s->theta * (stiff_beta * w[i] + (1 - stiff_beta) * p[i]), top = fmax(top, e[i]);
    for (int i = 0; i < N; i++) sum += exp(e[i] - top);
    r[N + n] = -(top + log(sum)) / s->theta - p[n];
    for (int i = 0; i < N; i++) {
      s->share[n][i] = exp(e[i] - top) / sum;
      if (i != n) s->E[i] += s->share[n][i] * s->X[n], s->M[n] += s->share[n][i] * s->X[n];
    }
  }
  for (int n = 0; n < N; n++) {
    const double trade = 0.5 * (s->E[n] + s->M[n]), least = s->base_trade[n] * s->X[n];
    r[n] = (s->E[n] - s->M[n]) / fmin(trade / s->base_trade[n], least / s->base_trade[n]) - level / world;
  }
  for (int k = 0; k < STIFF; k++) most = fmax(most, isnan(r[k]) ? INFINITY : fabs(r[k]));
  return most;
}

static inline void stiff_product(void *context, double *jv, const double *v) {
  const stiff *s = context;
  enum { N = STIFF_N };
  double dc[N], dE[N] = {0}, dM[N] = {0}, level = 0, world = 0;
  for (int i = 0; i < N; i++) dc[i] = stiff_beta * v[i] + (1 - stiff_beta) * v[N + i], level += s->size[i] * v[i], world += s->size[i];
  for (int n = 0; n < N; n++) {
    double mean = 0;
    for (int i = 0; i < N; i++) mean += s->share[n][i] * dc[i];
    jv[N + n] = mean - v[N + n];
    for (int i = 0; i < N; i++) {
      if (i == n) continue;
      const double change = s->share[n][i] * s->X[n] * (s->theta * (mean - dc[i]) + v[n]);
      dE[i] += change, dM[n] += change;
    }
  }
  for (int n = 0; n < N; n++) {
    const double trade = 0.5 * (s->E[n] + s->M[n]), excess = s->E[n] - s->M[n];
    const bool little = trade < s->base_trade[n] * s->X[n];
    const double under = little ? trade / s->base_trade[n] : s->X[n], d = little ? 0.5 * (dE[n] + dM[n]) / trade : v[n];
    jv[n] = (dE[n] - dM[n] - excess * d) / under - level / world;
  }
}

static inline void stiff_step(void *context, double *d, const double *r) {
  const stiff *s = context;
  for (int k = 0; k < STIFF; k++) d[k] = -r[k];
  prl_dense_substitute(s->lu, s->pivot, STIFF, d, 1);
}

/* The base and its Jacobian; the same for every seed of a shock. */
static inline void stiff_base(stiff *s, uint64_t seed) {
  enum { N = STIFF_N };
  double flow[N][N], r[STIFF], x[STIFF] = {0};
  memset(s, 0, sizeof *s);
  for (int n = 0; n < N; n++) s->size[n] = exp(1.5 * draw(&seed));
  for (int n = 0; n < N; n++)
    for (int i = 0; i <= n; i++) flow[n][i] = flow[i][n] = s->size[n] * s->size[i] * exp(draw(&seed)) * (i == n ? 20 : 1);
  for (int n = 0; n < N; n++) {
    s->size[n] = 0;
    for (int i = 0; i < N; i++) s->size[n] += flow[n][i];
    s->base_trade[n] = 1 - flow[n][n] / s->size[n];
    for (int i = 0; i < N; i++) s->ln_a[n][i] = log(flow[n][i] / s->size[n]);
  }
  s->theta = 5;
  stiff_residual(s, r, x);
  for (int k = 0; k < STIFF; k++) {
    double unit[STIFF] = {0}, column[STIFF];
    unit[k] = 1;
    stiff_product(s, column, unit);
    for (int i = 0; i < STIFF; i++) s->lu[i * STIFF + k] = column[i];
  }
  assert_true(prl_dense_factor(s->lu, s->pivot, STIFF));
  s->calls = 0;
}

/* An extreme change of everything, by seed. */
static inline void stiff_shock(stiff *s, uint64_t seed) {
  enum { N = STIFF_N };
  s->theta = 0.25 * pow(200, 0.5 + 0.5 * draw(&seed));
  const double often = 0.5 + 0.5 * draw(&seed), closed = 0.25 * (0.5 + 0.5 * draw(&seed)), far = log(10) * (0.5 + 0.5 * draw(&seed));
  for (int n = 0; n < N; n++)
    for (int i = 0; i < N; i++) {
      const double a = draw(&seed), b = draw(&seed), c = draw(&seed);
      if (0.5 + 0.5 * a < often) s->ln_a[n][i] -= s->theta * far * (i == n ? 0.2 * b : 0.5 + 0.5 * b);
      if (i != n && 0.5 + 0.5 * c < closed) s->ln_a[n][i] = -INFINITY;
    }
}

#endif
