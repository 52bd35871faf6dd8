/* lu.c -- a small dense system A X = B by Gaussian elimination with partial pivoting, rows swapped as they are met.
 *
 * For the systems of one country (tens of sectors), where calling out to a threaded library costs more than the work.
 * Source: Golub & Van Loan (2013), algorithm 3.4.1. */
#include "parley/solver.h"

#include <math.h>

static void swap_rows(double *a, double *b, int32_t n, int32_t columns, int32_t p, int32_t q) {
  for (int32_t k = 0; k < n; k++) {
    double t = a[p * n + k];
    a[p * n + k] = a[q * n + k], a[q * n + k] = t;
  }
  for (int32_t k = 0; k < columns; k++) {
    double t = b[p * columns + k];
    b[p * columns + k] = b[q * columns + k], b[q * columns + k] = t;
  }
}

bool prl_dense_solve(double *a, double *b, int32_t n, int32_t columns) {
  for (int32_t p = 0; p < n; p++) {
    int32_t best = p;
    for (int32_t k = p + 1; k < n; k++)
      if (fabs(a[k * n + p]) > fabs(a[best * n + p])) best = k;
    if (!(fabs(a[best * n + p]) > 0)) return false;
    if (best != p) swap_rows(a, b, n, columns, p, best);
    for (int32_t k = p + 1; k < n; k++) {
      const double f = a[k * n + p] / a[p * n + p];
      if (f == 0) continue;
      for (int32_t j = p + 1; j < n; j++) a[k * n + j] -= f * a[p * n + j];
      for (int32_t j = 0; j < columns; j++) b[k * columns + j] -= f * b[p * columns + j];
    }
  }
  for (int32_t p = n - 1; p >= 0; p--)
    for (int32_t j = 0; j < columns; j++) {
      double sum = b[p * columns + j];
      for (int32_t k = p + 1; k < n; k++) sum -= a[p * n + k] * b[k * columns + j];
      b[p * columns + j] = sum / a[p * n + p];
    }
  return true;
}
