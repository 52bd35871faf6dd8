/* fischer.c -- complementarity as an equation: a >= 0, b >= 0, ab = 0 where phi(a, b) = a + b - sqrt(a^2 + b^2) = 0.
 *
 * With s the smaller and g the larger of a and b, and q = s/g,
 *   a + b > 0:   phi = 2 s / (1 + q + sqrt(1 + q^2))       no difference of near equals: q > -1
 *   a + b <= 0:  phi = (a + b) - hypot(a, b)               a sum of two of one sign
 *   dphi/da = 1 - a/h = (b/h)^2 / (1 + a/h),   h = hypot(a, b); the second form where a > 0
 * At a = b = 0 the generalised derivative is 1 - (the unit disc); the member taken is the limit along a = b > 0.
 * Source: Fischer (1992); Facchinei & Pang (2003), section 9.1. */
#include "parley/solver.h"

#include <math.h>

static double slope(double along, double across) { return along > 0 ? across * across / (1 + along) : 1 - along; }

/* The direction of (a, b), of length one; that of a = b where there is none. */
static void direction(double *c, double *s, double a, double b) {
  const double most = fmax(fabs(a), fabs(b));
  if (most == 0) a = b = 1;
  if (isinf(most)) a = isinf(a) ? copysign(1, a) : 0, b = isinf(b) ? copysign(1, b) : 0;
  int shift = 0; /* into the middle of the range, where h has all its digits */
  frexp(fmax(fabs(a), fabs(b)), &shift);
  a = ldexp(a, -shift), b = ldexp(b, -shift);
  const double h = hypot(a, b);
  *c = a / h, *s = b / h;
}

double prl_fischer_burmeister(double a, double b, double *da, double *db) {
  double c, s;
  direction(&c, &s, a, b);
  if (da) *da = slope(c, s);
  if (db) *db = slope(s, c);
  if (!(a + b > 0)) return a + b - hypot(a, b);
  const double least = fmin(a, b), ratio = isinf(least) ? 1 : least / fmax(a, b);
  return 2 * least / (1 + ratio + sqrt(1 + ratio * ratio));
}
