/* limits.c -- quantity limits, solved exactly inside the row they belong to, and promises to buy.
 *
 * A strip is the lines of one flow under one limit (x = ln(1 + wedge), 0 <= x <= most) or in one promise (x = -y, y the promise's unknown):
 *   spent on it   s = z a u exp(-theta x),          a = sum_l pi omega_l kappa_l^-theta
 *   quantity      q = z k (u / c) exp(-(theta + 1) x),  k = sum_l pi omega_l kappa_l^-(theta + 1)      units: base users' prices
 *   limit         q <= cap,  x >= 0,  one of them an equality (or x = most: a tariff-rate quota filled beyond its limit)
 * Given ln F, the row's foreign sum, ln z follows (buyers.c) and so does every x in closed form: x = (ln(k / cap) - (theta + 1) ln c + ln
 * z) / (theta + 1), clipped. So F = F0 + sum a u exp(-theta x(F)) is one equation a row for all its limits together, with a slope below
 * theta / (theta + 1) < 1: a safeguarded Newton takes 3 or 4 steps. No complementarity solver, and no miss of the limit beyond rounding.
 * Where a limit binds, d x = d ln z / (theta + 1) - d ln c, so a dear strip shields: d(a u exp(-theta x)) = -theta / (theta + 1) g d ln z.
 *
 * Who gets what, f = exp(-x), b and c the sums of gross over (1 + t) and (1 + t)(1 + e):
 *   owner at the destination: border b s f / a, rent s (1 - f)            (a promise is one with x < 0: its rent is minus the subsidy)
 *   owner at the origin:      border b s / a,   rent b s / a (1 - f) inside the border value
 *   burnt:                    border b s / a, the producer is paid in full, as with an iceberg
 * Sources: Anderson & Neary (2005) ch. 5 on rents; Fischer (1992) for promises. */
#include "rows.h"

#include <math.h>

static int64_t cell(const prl_economy *e, const prl_strip *p, int32_t n) { return (int64_t)p->sector * e->ld + n; }

/* ---- inside the row ---- */

/* ln z of cell k at ln F, and its slope. */
static double log_z(double *slope, const prl_sweep *w, int32_t s, int64_t k, double lf) {
  const prl_economy *e = w->economy;
  const double F = exp(lf), theta = e->theta[s];
  if (!e->nests.home) {
    const double all = F + w->rows.own[k] * w->now.u[k];
    *slope = -F / all;
    return log(w->now.X[k] / all);
  }
  const double h = e->nests.home[s], pF = 1 - e->own[k], K = pF * pow(F / pF, h / theta), all = K + w->rows.own[k] * w->now.uh[k];
  *slope = -1 + (1 - K / all) * h / theta;
  return log(w->now.X[k] * K / (all * F));
}

typedef struct limited_row {
  const prl_sweep *w;
  int32_t s, first, end; /* strips */
  int64_t k;
  double plain; /* F0: all that is not under a limit */
} limited_row;

/* ln wedge of a limited strip at ln z; `binds` = strictly between its bounds. */
static double wedge(bool *binds, const limited_row *r, const prl_strip *p, double lz) {
  const double theta = r->w->economy->theta[r->s], lc = r->w->now.lc[cell(r->w->economy, p, p->origin)];
  const double x = (log(p->amount / p->cap) + lz) / (theta + 1) - lc;
  *binds = x > 0 && x < p->most;
  return x > 0 ? fmin(x, p->most) : 0;
}

static double gross_of(const prl_sweep *w, const prl_strip *p, double x) {
  const prl_economy *e = w->economy;
  return p->gross * w->now.u[cell(e, p, p->origin)] * exp(-e->theta[p->sector] * x);
}

/* ln of the foreign sum that ln F = lf implies, and its slope. */
static double implied(double *slope, prl_sweep *w, const limited_row *r, double lf) {
  const double theta = w->economy->theta[r->s];
  double z_slope, sum = r->plain, pull = 0;
  const double lz = log_z(&z_slope, w, r->s, r->k, lf);
  for (int32_t j = r->first; j < r->end; j++) {
    const prl_strip *p = &w->rows.strip[j];
    if (p->quota < 0) continue;
    w->now.x[j] = wedge(&w->binds[j], r, p, lz);
    const double g = gross_of(w, p, w->now.x[j]);
    sum += g;
    if (w->binds[j]) pull -= g * theta / (theta + 1) * z_slope;
  }
  *slope = pull / sum;
  return log(sum);
}

/* The foreign sum of one row with limits. */
static double solve_row(prl_sweep *w, const limited_row *r) {
  double open = r->plain, slope;
  for (int32_t j = r->first; j < r->end; j++)
    if (w->rows.strip[j].quota >= 0) open += gross_of(w, &w->rows.strip[j], 0);
  if (!(open > 0) || !(w->now.X[r->k] > 0)) {
    for (int32_t j = r->first; j < r->end; j++)
      if (w->rows.strip[j].quota >= 0) w->now.x[j] = 0, w->binds[j] = false;
    return open;
  }
  double high = log(open), low = -INFINITY, lf = high, last = 0;
  for (int step = 0; step < 100; step++) {
    const double miss = implied(&slope, w, r, lf) - lf;
    if (fabs(miss) <= 2e-16 * fmax(1, fabs(lf)) || (step > 8 && fabs(miss) == fabs(last))) break;
    last = miss;
    if (miss > 0)
      low = lf;
    else
      high = lf;
    const double next = lf + miss / (1 - slope);
    lf = next > high || next < low ? (low > -INFINITY ? 0.5 * (low + high) : high - 2 * (high - next > 1 ? 1 : 0.5)) : next;
  }
  return exp(implied(&slope, w, r, lf));
}

static int32_t row_end(const prl_rows *rows, int32_t j, int32_t end) {
  const int32_t n = rows->strip[j].destination;
  while (j < end && rows->strip[j].destination == n) j++;
  return j;
}

/* Add the strips to the foreign sums of their rows. */
bool prl_limits(prl_sweep *w, int32_t s, const double *y) {
  const prl_rows *rows = &w->rows;
  for (int32_t j = rows->strip_first[s], next; j < rows->strip_first[s + 1]; j = next) {
    const int64_t k = cell(w->economy, &rows->strip[j], rows->strip[j].destination);
    next = row_end(rows, j, rows->strip_first[s + 1]);
    limited_row r = {w, s, j, next, k, w->now.foreign[k]};
    bool limited = false;
    for (int32_t q = j; q < next; q++) {
      limited = limited || rows->strip[q].quota >= 0;
      if (rows->strip[q].quota >= 0) continue;
      w->now.x[q] = -y[rows->strip[q].promise];
      w->binds[q] = false;
      r.plain += gross_of(w, &rows->strip[q], w->now.x[q]);
    }
    w->now.foreign[k] = limited ? solve_row(w, &r) : r.plain;
    if (!(w->now.foreign[k] < INFINITY)) return false;
  }
  return true;
}

/* What a row's binding limits take from it: K = sum g theta / (theta + 1), and d ln z's reaction to ln F and to ln c of home. */
typedef struct shield {
  double K, to_foreign, to_cost;
} shield;

static shield shield_of(const prl_sweep *w, int32_t s, int64_t k, int32_t first, int32_t end) {
  const prl_economy *e = w->economy;
  const double theta = e->theta[s], h = e->nests.home ? e->nests.home[s] : theta, f = w->now.rate[k] * w->now.foreign[k];
  shield out = {0, (1 - f) * h / theta - 1, (1 - f) * h};
  for (int32_t j = first; j < end; j++)
    if (w->binds[j]) out.K += gross_of(w, &w->rows.strip[j], w->now.x[j]) * theta / (theta + 1);
  return out;
}

void prl_limits_along(const prl_sweep *w, int32_t s, prl_values *d, const double *dy, int B) {
  const prl_economy *e = w->economy;
  const prl_rows *rows = &w->rows;
  const double theta = e->theta[s];
  for (int32_t j = rows->strip_first[s], next; j < rows->strip_first[s + 1]; j = next) {
    const int32_t n = rows->strip[j].destination;
    const int64_t k = cell(e, &rows->strip[j], n);
    next = row_end(rows, j, rows->strip_first[s + 1]);
    const shield shut = shield_of(w, s, k, j, next);
    const double F = w->now.foreign[k], X = w->now.X[k];
    for (int32_t b = 0; b < B; b++) {
      double dF = d->foreign[k * B + b];
      for (int32_t q = j; q < next; q++) {
        const prl_strip *p = &rows->strip[q];
        if (w->binds[q]) continue;
        const double dx = p->promise >= 0 ? -dy[(int64_t)p->promise * B + b] : 0;
        d->x[(int64_t)q * B + b] = dx;
        dF -= gross_of(w, p, w->now.x[q]) * theta * (d->lc[cell(e, p, p->origin) * B + b] + dx);
      }
      const double other = (X > 0 ? d->X[k * B + b] / X : 0) + shut.to_cost * d->lc[k * B + b];
      dF = shut.K > 0 ? (dF - shut.K * other) / (1 + shut.K * shut.to_foreign / F) : dF;
      d->foreign[k * B + b] = dF;
      const double dlz = other + (F > 0 ? shut.to_foreign * dF / F : 0);
      for (int32_t q = j; q < next; q++)
        if (w->binds[q]) d->x[(int64_t)q * B + b] = dlz / (theta + 1) - d->lc[cell(e, &rows->strip[q], rows->strip[q].origin) * B + b];
    }
  }
}

/* The adjoint of one row: every strip's own, then what the binding ones say of z, which in turn bears on F. */
static void row_back(const prl_sweep *w, int32_t s, prl_values *d, double *dy, int32_t first, int32_t end, int64_t k, int32_t B,
                     int32_t b) {
  const prl_economy *e = w->economy;
  const double theta = e->theta[s], F = w->now.foreign[k], X = w->now.X[k], z = w->now.z[k];
  const shield shut = shield_of(w, s, k, first, end);
  double at_lz = 0; /* adjoint of ln z through the binding strips */
  for (int32_t j = first; j < end; j++) {
    const double g = gross_of(w, &w->rows.strip[j], w->now.x[j]);
    if (w->binds[j])
      at_lz += (d->x[(int64_t)j * B + b] - theta * g * (d->foreign[k * B + b] + z * d->worth[(int64_t)j * B + b])) / (theta + 1);
  }
  if (shut.K > 0) {
    at_lz /= 1 + shut.K * shut.to_foreign / F;
    d->foreign[k * B + b] += at_lz * shut.to_foreign / F;
    d->lc[k * B + b] += at_lz * shut.to_cost;
    d->own[k * B + b] -= at_lz * shut.to_cost / (e->nests.home ? e->nests.home[s] : theta);
    if (X > 0) d->X[k * B + b] += at_lz / X;
  }
  for (int32_t j = first; j < end; j++) {
    const prl_strip *p = &w->rows.strip[j];
    const double g = gross_of(w, p, w->now.x[j]), at_g = g * (d->foreign[k * B + b] + z * d->worth[(int64_t)j * B + b]);
    const double at_x = d->x[(int64_t)j * B + b] - theta * at_g;
    d->x[(int64_t)j * B + b] = at_x;
    d->lc[cell(e, p, p->origin) * B + b] -= theta * at_g + (w->binds[j] ? at_x : 0);
    if (p->promise >= 0) dy[(int64_t)p->promise * B + b] -= at_x;
  }
}

void prl_limits_back(const prl_sweep *w, int32_t s, prl_values *d, double *dy, int B) {
  const prl_rows *rows = &w->rows;
  for (int32_t j = rows->strip_first[s], next; j < rows->strip_first[s + 1]; j = next) {
    next = row_end(rows, j, rows->strip_first[s + 1]);
    const int64_t k = cell(w->economy, &rows->strip[j], rows->strip[j].destination);
    for (int32_t b = 0; b < B; b++) row_back(w, s, d, dy, j, next, k, B, b);
  }
}

/* ---- who gets what ---- */

/* Shares of what users pay for a strip: they do not depend on z. `by_f` are times exp(-x), `flat` are not. */
typedef struct division {
  double border, border_f;      /* value at the border */
  double duty, duty_f;          /* the destination's tariff */
  double producer, producer_f;  /* what the producer gets */
  double levy, levy_f;          /* the origin's export tax */
  double rent_here, rent_there; /* times (1 - exp(-x)): to the destination, to the origin */
} division;

static division divide(const prl_strip *p) {
  const double b = p->net / p->gross, c = p->producer / p->gross;
  switch (p->rent) {
    case PRL_RENT_ORIGIN:
    case PRL_RENT_ORIGIN_FIRMS: return (division){.border = b, .duty = 1 - b, .producer_f = c, .levy_f = b - c, .rent_there = b};
    case PRL_RENT_BURNT: return (division){.border = b, .duty = 1 - b, .producer = c, .levy = b - c};
    default: return (division){.border_f = b, .duty_f = 1 - b, .producer_f = c, .levy_f = b - c, .rent_here = 1};
  }
}

/* The plain formulas have counted a strip's gross as border value: take that back where it is not. */
void prl_limits_receipts(prl_sweep *w) {
  const prl_economy *e = w->economy;
  prl_values *v = &w->now;
  for (int32_t j = 0; j < w->rows.strips; j++) {
    const prl_strip *p = &w->rows.strip[j];
    const int32_t n = p->destination, i = p->origin;
    const division to = divide(p);
    const double paid = v->z[cell(e, p, n)] * gross_of(w, p, v->x[j]), f = exp(-v->x[j]);
    v->imports[n] += paid * (to.border + to.border_f * f - 1);
    v->exports[i] += paid * (to.border + to.border_f * f);
    v->revenue[n] += paid * (to.duty + to.duty_f * f);
    v->export_revenue[i] += paid * (to.levy + to.levy_f * f);
    v->sold[cell(e, p, i)] += paid * (to.producer + to.producer_f * f);
    v->rents[n] += paid * to.rent_here * (1 - f);
    v->rents[i] += paid * to.rent_there * (1 - f);
    w->quantity[j] = w->binds[j] ? p->cap /* what x was solved for */
                                 : v->z[cell(e, p, n)] * p->amount * exp(-(e->theta[p->sector] + 1) * (v->lc[cell(e, p, i)] + v->x[j]));
  }
}

double prl_limits_flow(const prl_sweep *w, int32_t s, int32_t n, int32_t i) {
  double sum = 0;
  for (int32_t j = w->rows.strip_first[s]; j < w->rows.strip_first[s + 1]; j++) {
    const prl_strip *p = &w->rows.strip[j];
    if (p->destination != n || p->origin != i) continue;
    const division to = divide(p);
    sum += w->now.z[cell(w->economy, p, n)] * gross_of(w, p, w->now.x[j]) * (to.border + to.border_f * exp(-w->now.x[j]));
  }
  return sum;
}

void prl_limits_receipts_along(const prl_sweep *w, prl_values *d, int B) {
  const prl_economy *e = w->economy;
  const prl_values *v = &w->now;
  for (int32_t j = 0; j < w->rows.strips; j++) {
    const prl_strip *p = &w->rows.strip[j];
    const int32_t n = p->destination, i = p->origin;
    const division to = divide(p);
    const double g = gross_of(w, p, v->x[j]), z = v->z[cell(e, p, n)], f = exp(-v->x[j]);
    for (int32_t b = 0; b < B; b++) {
      const double dx = d->x[(int64_t)j * B + b];
      const double dg = -e->theta[p->sector] * g * (d->lc[cell(e, p, i) * B + b] + dx);
      const double paid = z * dg + d->z[cell(e, p, n) * B + b] * g, paid_f = paid * f - z * g * f * dx;
      d->imports[n * B + b] += paid * (to.border - 1) + paid_f * to.border_f;
      d->exports[i * B + b] += paid * to.border + paid_f * to.border_f;
      d->revenue[n * B + b] += paid * to.duty + paid_f * to.duty_f;
      d->export_revenue[i * B + b] += paid * to.levy + paid_f * to.levy_f;
      d->sold[cell(e, p, i) * B + b] += paid * to.producer + paid_f * to.producer_f;
      d->rents[n * B + b] += (paid - paid_f) * to.rent_here;
      d->rents[i * B + b] += (paid - paid_f) * to.rent_there;
    }
  }
}

/* Sets the adjoints of x and of what is paid, and adds to that of z. */
void prl_limits_receipts_back(const prl_sweep *w, prl_values *d, int B) {
  const prl_economy *e = w->economy;
  const prl_values *v = &w->now;
  for (int32_t j = 0; j < w->rows.strips; j++) {
    const prl_strip *p = &w->rows.strip[j];
    const int32_t n = p->destination, i = p->origin;
    const division to = divide(p);
    const double g = gross_of(w, p, v->x[j]), paid = v->z[cell(e, p, n)] * g, f = exp(-v->x[j]);
    for (int32_t b = 0; b < B; b++) {
      const double in = d->imports[n * B + b], out = d->exports[i * B + b], duty = d->revenue[n * B + b],
                   levy = d->export_revenue[i * B + b], sold = d->sold[cell(e, p, i) * B + b], here = d->rents[n * B + b] * to.rent_here,
                   there = d->rents[i * B + b] * to.rent_there;
      const double flat = in * (to.border - 1) + out * to.border + duty * to.duty + levy * to.levy + sold * to.producer + here + there;
      const double by_f = (in + out) * to.border_f + duty * to.duty_f + levy * to.levy_f + sold * to.producer_f - here - there;
      d->worth[(int64_t)j * B + b] = flat + by_f * f;
      d->x[(int64_t)j * B + b] = -by_f * f * paid;
      d->z[cell(e, p, n) * B + b] += g * (flat + by_f * f);
    }
  }
}
