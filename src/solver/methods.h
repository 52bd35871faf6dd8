/* methods.h -- what the methods of this folder share: a run in progress and its best iterate. */
#ifndef PRL_SOLVER_METHODS_H
#define PRL_SOLVER_METHODS_H

#include "parley/solver.h"

/* What a method leaves behind. */
typedef enum prl_ending { PRL_CONVERGED, PRL_STALLED, PRL_EXHAUSTED, PRL_STOPPED } prl_ending;

typedef struct prl_run {
  const prl_problem *problem;
  const prl_solver_options *options;
  prl_solver_info *info;
  double *best; /* n: the iterate with the smallest residual so far */
  double best_residual;
} prl_run;

/* r = G(x) - x, counted, compared with the best so far. *cancelled is set when the caller's progress says stop. */
double prl_run_residual(prl_run *run, double *r, const double *x, bool *cancelled);

double prl_dot(const double *a, const double *b, int64_t n);

int64_t prl_anderson_work(int64_t n, int64_t lead, int32_t memory);
prl_ending prl_anderson(double *x, prl_run *run, double *work);

int64_t prl_newton_work(int64_t n, int32_t krylov);
prl_ending prl_newton(double *x, prl_run *run, double *work);

#endif
