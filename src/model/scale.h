/* scale.h -- what Model 3 adds to solving: the whole Jacobian, the way up from constant returns, and several equilibria. */
#ifndef PRL_MODEL_SCALE_H
#define PRL_MODEL_SCALE_H

#include "solving.h"

/* determinant.c: -J = -dr/dx of a pass as a dense matrix of the unknowns that exist, factored. */
typedef struct prl_jacobian {
  int32_t n;
  int32_t *place; /* [n] of each unknown in the state */
  double *lu;     /* [n][n] */
  int32_t *pivot;
  double *room; /* [n], and eight directions twice */
  prl_values *along;
  int sign; /* of det(-J); 0 = singular */
  double log_size;
} prl_jacobian;
/** Are there few enough unknowns? */
bool prl_jacobian_fits(const prl_economy *e, const prl_rows *rows);
prl_status prl_jacobian_new(prl_jacobian *out, prl_arena *arena, const prl_economy *e, const prl_rows *rows);
/** At the state of the sweep's last pass. */
void prl_jacobian_take(prl_jacobian *jacobian, const prl_sweep *w);
/** d = -J^-1 r, whole states. */
void prl_jacobian_step(const prl_jacobian *jacobian, double *d, const double *r);

/* ascent.c */
/** psi / (1 + psi) of every sector at the share t of the economy's psi. */
void prl_scale_part(double *psi, const prl_economy *e, double t);
/** Follow the equilibrium under the sweep's policy from constant returns to the economy's scale elasticities, starting from x (any guess).
 *  OK: x is at them, and so is the sweep. BEST_ITERATE: it ends at *reached of them, where x is; the sweep is evaluated there at all of them. */
prl_status prl_ascend(double *x, double *reached, prl_sweep *w, const prl_solver_options *options, prl_solver_info *info, prl_error *err);
/** Is scale strong enough for a direct solve to land on another branch? */
bool prl_ascent_needed(const prl_economy *e);

#endif
