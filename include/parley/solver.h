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

/* ---- one problem ------------------------------------------------------------------------------------------ */

typedef struct prl_problem {
  int64_t n;     /* unknowns */
  int64_t lead;  /* leading ones, 1..n */
  void *context;
  /** r = G(x) - x, length n. Returns the size of the residual (the problem's own norm); NaN or infinity = x is out of the domain. */
  double (*residual)(void *context, double *r, const double *x);
  /** jv = (dG/dx - I) v at the x of the last call of `residual`. May be NULL: then there is no Newton fallback. */
  void (*product)(void *context, double *jv, const double *v);
  /** d = -M^-1 r, M an approximation of dr/dx that is the same during a solve: Anderson takes d in place of r, and Newton's GMRES is
   *  preconditioned with it. May be NULL: d = r. */
  void (*step)(void *context, double *d, const double *r);
  double most_step; /* no leading unknown moves by more in one step; 0 = as far as the method says */
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
  double *work;          /* borrowed: as many doubles as the function's own ..._work says; NULL = allocated and freed by each solve */
} prl_solver_options;
void prl_solver_defaults(prl_solver_options *options);

typedef struct prl_solver_info {
  double residual;        /* of the iterate returned */
  int64_t evaluations;    /* residuals */
  int64_t products;       /* Jacobian-vector products */
  int32_t newton_steps;
  const char *reason;     /* static text: "converged", "stalled", "out of evaluations", "cancelled" ... */
} prl_solver_info;

/** Solve from x (in: start; out: solution, or the best iterate when the status is BEST_ITERATE). Anderson first; where it stalls, Newton
 *  from the best iterate, with `step` as preconditioner and then without; then Anderson from the start with short steps. When it converges,
 *  the last call of `residual` was at the solution. MEMORY, CANCELLED, VALUE. */
prl_status prl_fixed_point(double *x, const prl_problem *problem, const prl_solver_options *options, prl_solver_info *info, prl_error *err);
int64_t prl_fixed_point_work(const prl_problem *problem, const prl_solver_options *options); /* doubles; options NULL = the defaults */

/* ---- eight problems in vector lanes ----------------------------------------------------------------------- */

enum { PRL_BATCH = 8 };

/** Eight problems of one shape: component k of problem l is x[k * PRL_BATCH + l]. */
typedef struct prl_batch_problem {
  int64_t n, lead;
  void *context;
  void (*residual)(void *context, double *r, const double *x, double size[PRL_BATCH]); /* size: the norm of each problem */
  void (*step)(void *context, double *d, const double *r);                             /* as in prl_problem; NULL: d = r */
  double most_step;
} prl_batch_problem;

/** Anderson on eight problems at once. A problem that meets the tolerance is frozen at that iterate, so that the last call of `residual` is
 *  at the solutions of all that converged; one that stalls, leaves its domain or runs out of evaluations is given up: its lane of x is left
 *  at the start, for the caller to solve by itself with prl_fixed_point. A caller with fewer problems repeats one.
 *  Guarantee: the bits of a lane depend on its own start and residuals only -- not on which lane it is, nor on the problems in the others --
 *  as long as `residual` and `step` keep the lanes apart in the same way.
 *  @param x     in: starts, out: solutions; n x PRL_BATCH
 *  @param info  out: one a lane; `residual` is the smallest met, `evaluations` those until it was frozen or given up
 *  OK when all converged, BEST_ITERATE when some were given up; MEMORY, CANCELLED, VALUE. */
prl_status prl_fixed_points(double *x, const prl_batch_problem *problem, const prl_solver_options *options, prl_solver_info info[PRL_BATCH],
                            prl_error *err);
int64_t prl_fixed_points_work(const prl_batch_problem *problem, const prl_solver_options *options);

/* ---- linear systems known by their products --------------------------------------------------------------- */

/** GMRES with restarts for A y = b, A given by `apply` (length n). Returns the relative residual reached; y holds the start. */
double prl_gmres(double *y, int64_t n, void (*apply)(void *context, double *av, const double *v), void *context, const double *b,
                 double tolerance, int32_t columns, int32_t restarts, double *work, int64_t *products);
int64_t prl_gmres_work(int64_t n, int32_t columns); /* doubles needed in `work` */

/* ---- dense matrices, row major ---------------------------------------------------------------------------- */

/** P A = L U in place: U on and above the diagonal, L (ones on its diagonal) below. False when A is singular; `a` is then of no use.
 *  @param pivot  out: row k was exchanged with row pivot[k] >= k; length n */
bool prl_dense_factor(double *a, int32_t *pivot, int32_t n);
/** A X = B and A' X = B from the factors. @param b  in: B, out: X; n x columns */
void prl_dense_substitute(const double *lu, const int32_t *pivot, int32_t n, double *b, int32_t columns);
void prl_dense_substitute_transposed(const double *lu, const int32_t *pivot, int32_t n, double *b, int32_t columns);
/** Sign of det A, +1 or -1, from the factors, and the logarithm of its size. */
int prl_dense_determinant(const double *lu, const int32_t *pivot, int32_t n, double *log_size);

/** A X = B for a dense A. @param a  n x n, overwritten by its factors  @param b  in: B, out: X; n x columns. False when A is singular. */
bool prl_dense_solve(double *a, double *b, int32_t n, int32_t columns);

/* ---- complementarity and continuation --------------------------------------------------------------------- */

/** Fischer & Burmeister: a + b - sqrt(a^2 + b^2), zero exactly where a >= 0, b >= 0 and ab = 0. Without cancellation; an infinite a gives b.
 *  @param da, db  out: derivatives; at a = b = 0, where there is none, the member 1 - 1/sqrt(2) of the generalised one. May be NULL. */
double prl_fischer_burmeister(double a, double b, double *da, double *db);

typedef struct prl_path {
  int64_t n;
  void *context;
  /** Solve at t from x (in: the solution at the last t; out: that at this one). BEST_ITERATE or E_NO_CONVERGENCE: the step was too long;
   *  any other failure ends it all. `err` may be NULL. */
  prl_status (*solve)(void *context, double t, double *x, prl_error *err);
  double first; /* step tried first, in (0, 1] */
  double least; /* step below which it gives up, > 0 */
} prl_path;

/** Follow the solution from t = 0 (x, in) to t = 1 (x, out): steps double when they succeed and halve when they fail. When they become too
 *  short, BEST_ITERATE: x is then the solution at *reached, the furthest t solved. MEMORY, VALUE, and what `solve` fails with. */
prl_status prl_continue(double *x, const prl_path *path, double *reached, prl_error *err);

/** From a start that prl_fixed_point cannot solve from: r(x) = (1 - t) r(start), t from 0 to 1. As prl_fixed_point otherwise; on BEST_ITERATE x is the last point that
 *  was reached on the way, and `residual` that of the last attempt at the end, NaN when there was none. */
prl_status prl_homotopy(double *x, const prl_problem *problem, const prl_solver_options *options, prl_solver_info *info, prl_error *err);

#ifdef __cplusplus
}
#endif
#endif
