/* solving.h -- what single solves and batches share. */
#ifndef PRL_MODEL_SOLVING_H
#define PRL_MODEL_SOLVING_H

#include "inside.h"

/* No log wage or subsidy moves by more in one step: exponentials stay in range. */
static const double prl_most_step = 2;

/** Seconds on a clock that only goes forward. */
double prl_clock(void);
/** The sweep's equations, as the solver takes them. */
prl_problem prl_sweep_problem(prl_sweep *w);
/** Sum of |value of excess labour demand| over world labour income. */
double prl_walras(const prl_sweep *w);
/** Solve the sweep's equations; the sweep is left at the solution (or at the best iterate), with its state in w->x. */
prl_status prl_equilibrium(prl_sweep *w, prl_arena *arena, const prl_solver_options *options, prl_accuracy *accuracy, prl_error *err);

/** An outcome to be: rows of the policy, checked, and a sweep for them. prl_outcome_close: the account of the sweep, once it stands at a solution. */
prl_status prl_outcome_begin(prl_outcome **out, const prl_economy *economy, const prl_wedges *wedges, prl_error *err);
prl_status prl_outcome_close(prl_outcome *out, const prl_wedges *wedges, const prl_accuracy *accuracy, bool solved, prl_error *err);
/** Copy the wedges that the outcome was solved under. False = no memory. */
bool prl_outcome_keep(prl_outcome *out, const prl_wedges *wedges);

#endif
