/* setting.h -- a small random economy with any of the model's parts, for tests that hold in all of them. */
#ifndef SETTING_H
#define SETTING_H

#include "shocks.h"

enum { N = 5, S = 4 };

typedef struct setting {
  const char *name;
  prl_deficits deficits;
  bool nests, home, scale, firms, limits, promises, production, prepared;
} setting;

static inline prl_economy *economy(const prl_world *world, const setting *c, uint64_t *seed) {
  double theta[S], sv[S], sm[S], home[S], psi[S];
  for (int k = 0; k < S; k++) {
    theta[k] = 2.5 + 2 * draw(seed), sv[k] = k == 1 ? 1 : 0.4 + draw(seed), sm[k] = k < 2 ? 0.2 : k == 2 ? 1 : 2.5;
    home[k] = 1 + 2 * draw(seed), psi[k] = k ? 0.15 * draw(seed) : 0;
  }
  const prl_model m = {.size = sizeof m,
                       .theta = theta,
                       .final = c->nests ? 0.7 : 1,
                       .value_added = c->nests ? sv : NULL,
                       .materials = c->nests ? sm : NULL,
                       .home = c->home ? home : NULL,
                       .scale = c->scale ? psi : NULL,
                       .fixed_firms = c->firms};
  prl_error err = {0};
  prl_economy *e;
  must(prl_economy_new(&e, world, &m, NULL, c->deficits, &err), &err);
  if (c->prepared) must(prl_economy_prepare(e, &err), &err);
  return e;
}

#endif
