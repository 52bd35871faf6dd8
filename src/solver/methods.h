/* methods.h -- what the methods of this folder share: a run in progress, its two iterates, and the columns of Anderson's method. */
#ifndef PRL_SOLVER_METHODS_H
#define PRL_SOLVER_METHODS_H

#include "../base/clones.h"
#include "parley/solver.h"

/* What a method leaves behind. */
typedef enum prl_ending { PRL_CONVERGED, PRL_STALLED, PRL_EXHAUSTED, PRL_STOPPED } prl_ending;

/* A run owns two iterates and `best` is one of them: a method tries in the other one, and a better point becomes the best by name. */
typedef struct prl_run {
  const prl_problem *problem;
  const prl_solver_options *options;
  prl_solver_info *info;
  double *iterates[2]; /* n each, followed by zeros up to whole blocks */
  double *best;        /* the one with the smallest residual so far */
  double best_residual;
  bool cancelled;
} prl_run;

/* r = G(x) - x, counted; `cancelled` is set when the caller's progress says stop. */
double prl_run_residual(prl_run *run, double *r, const double *x);
static inline double *prl_run_other(const prl_run *run) { return run->iterates[run->best == run->iterates[0]]; }
static inline void prl_run_keep(prl_run *run, double *x, double size) { run->best = x, run->best_residual = size; }

/* The caller's options or the defaults; fails when they are out of range. */
prl_status prl_options_settle(prl_solver_options *settled, const prl_solver_options *options, prl_error *err);
prl_status prl_shape_check(int64_t n, int64_t lead, prl_error *err);
/* Work space: the caller's or our own, from an address that vectors like. `own` is what to free. */
double *prl_work_open(const prl_solver_options *options, int64_t doubles, double **own);

enum { PRL_BLOCK = 4 * PRL_LANES }; /* vectors of a run are as long as whole blocks */
static inline int64_t prl_whole(int64_t n, int64_t of) { return (n + of - 1) / of * of; }

/* Half of the lanes: what a level without 512-bit registers can hold in one. Values with names are halves, for compilers pass wider ones
 * through memory there. */
typedef double prl_half __attribute__((vector_size(32), aligned(8), may_alias));
typedef int64_t prl_half_bits __attribute__((vector_size(32), aligned(8), may_alias));
enum { PRL_HALF_LANES = PRL_LANES / 2 };
#define PRL_HALF_AT(a, i) (*(prl_half *)((double *)(a) + (i)))
#define PRL_BITS_AT(a, i) (*(prl_half_bits *)((int64_t *)(a) + (i)))

/* Anderson's columns; see columns.c. Either one problem, spread over the lanes, or one problem a lane (`apart`). */
typedef struct prl_columns {
  int64_t length;  /* of a vector, in doubles: whole blocks */
  int64_t leading; /* of its doubles, those that the least squares look at */
  bool apart;
  int32_t memory, held, next; /* columns kept, in use, and to be overwritten */
  bool pending;               /* column `next` holds the correction of the last step, waiting to become a column */
  double *column, *lead;      /* `memory` columns: whole, and the change of their leading part */
  double *now, *last, *ahead; /* leading parts: of this step's d, of the last one's, of the step to come */
  double *gram, *chol, *rhs, *scale, *inverse, *c;
} prl_columns;

int64_t prl_columns_work(int64_t length, int64_t leading, int32_t memory);
prl_columns prl_columns_new(double *work, int64_t length, int64_t leading, bool apart, int32_t memory);
void prl_columns_forget(prl_columns *a);
/* to = x + d - correction, `to` may be x. @param live  all bits of a lane or none: one that is not live stays */
void prl_columns_step(prl_columns *a, double *to, const double *x, const double *d, double most_step, const int64_t *live);

double prl_dot(const double *a, const double *b, int64_t n);

int64_t prl_anderson_work(int64_t n, int64_t lead, int32_t memory);
/* From x, one of the run's iterates. */
prl_ending prl_anderson(prl_run *run, double *x, double *work, bool preconditioned, double most_step);

int64_t prl_newton_work(int64_t n, int32_t krylov);
/* From the best iterate; gives up when progress is slow, or goes on to the end. */
prl_ending prl_newton(prl_run *run, double *work, bool preconditioned, bool to_the_end);

#endif
