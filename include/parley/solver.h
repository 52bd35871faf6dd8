/* solver.h -- fixed points and nonlinear equations. Pure mathematics: nothing here knows of trade.
 *
 * A problem is a map G on R^n whose fixed point is sought; its residual is r(x) = G(x) - x. The first `lead` components are
 * those that the rest follow (wages): Anderson's least squares look at them only (Walker & Ni 2011; docs/numerics.md). */
#ifndef PARLEY_SOLVER_H
#define PARLEY_SOLVER_H

#include "parley/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct prl_problem {
  int64_t n;     /* unknowns */
  int64_t lead;  /* leading ones, 1..n */
  void *context;
  /** r = G(x) - x, length n. Returns the size of the residual (the problem's own norm); NaN or infinity = x is out of the domain. */
  double (*residual)(void *context, double *r, const double *x);
  /** jv = (dG/dx - I) v at the x of the last call of `residual`. May be NULL: then there is no Newton fallback. */
  void (*product)(void *context, double *jv, const double *v);
} prl_problem;

/** Progress and cancelling: return false to stop. */
typedef bool prl_solver_progress(void *context, int64_t evaluations, double residual);

typedef struct prl_solver_options {
  size_t size;           /* of this struct */
  double tolerance;      /* on the problem's norm; 1e-12 */
  int32_t memory;        /* Anderson's columns; 8 */
  int32_t stall;         /* evaluations without a better residual before the fallback; 30 */
  int32_t most;          /* evaluations in all; 3000 */
  int32_t krylov;        /* GMRES columns of the fallback; 60 */
  bool newton_only;      /* skip Anderson */
  prl_solver_progress *progress;
  void *progress_context;
} prl_solver_options;
void prl_solver_defaults(prl_solver_options *options);

typedef struct prl_solver_info {
  double residual;        /* of the iterate returned */
  int64_t evaluations;    /* residuals */
  int64_t products;       /* Jacobian-vector products */
  int32_t newton_steps;
  const char *reason;     /* static text: "converged", "stalled", "out of evaluations", "cancelled" ... */
} prl_solver_info;

/** Solve from x (in: start; out: solution, or the best iterate when the status is BEST_ITERATE). MEMORY, CANCELLED. */
prl_status prl_fixed_point(double *x, const prl_problem *problem, const prl_solver_options *options, prl_solver_info *info, prl_error *err);

/** GMRES with restarts for A y = b, A given by `apply` (length n). Returns the relative residual reached; y holds the start. */
double prl_gmres(double *y, int64_t n, void (*apply)(void *context, double *av, const double *v), void *context, const double *b,
                 double tolerance, int32_t columns, int32_t restarts, double *work, int64_t *products);
int64_t prl_gmres_work(int64_t n, int32_t columns); /* doubles needed in `work` */

/** A X = B for a small dense A. @param a  n x n, row major, overwritten  @param b  in: B, out: X; n x columns, row major.
 *  False when A is singular. */
bool prl_dense_solve(double *a, double *b, int32_t n, int32_t columns);

#ifdef __cplusplus
}
#endif
#endif
