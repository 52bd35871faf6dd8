/* shocks.h -- wedges by hand for the tests of the model, and outcomes of random or shipped worlds under them. */
#ifndef SHOCKS_H
#define SHOCKS_H

#include <math.h>

#include "../world/sample.h"

#include "parley/model.h"

static const prl_rates FREE = {.tariff = 0, .banned = false};

typedef struct shock {
  prl_wedge wedges[8192];
  prl_class classes[16384];
  int32_t count, class_count;
  prl_quota quotas[512];
  prl_purchase purchases[16];
  int32_t quota_count, purchase_count;
} shock;

static inline prl_wedges wedges_of(const shock *s) { return (prl_wedges){.wedges = s->wedges, .wedge_count = s->count, .classes = s->classes, .class_count = s->class_count,
                      .quotas = s->quotas, .quota_count = s->quota_count, .purchases = s->purchases, .purchase_count = s->purchase_count}; }

/* One flow, all of it at these rates. Add in order of sector, destination, origin. */
static inline void put(shock *s, int32_t sector, int32_t to, int32_t from, prl_rates base, prl_rates now) {
  s->wedges[s->count++] = (prl_wedge){sector, to, from, s->class_count, 1};
  s->classes[s->class_count++] = (prl_class){.weight = 1, .base = base, .now = now};
}

/* One flow, part of it at these rates and the rest free. */
static inline void put_share(shock *s, int32_t sector, int32_t to, int32_t from, double share, prl_rates now) {
  s->wedges[s->count++] = (prl_wedge){sector, to, from, s->class_count, 2};
  s->classes[s->class_count++] = (prl_class){.weight = share, .base = FREE, .now = now};
  s->classes[s->class_count++] = (prl_class){.weight = 1 - share, .base = FREE, .now = FREE};
}

static inline void uniform(double *theta, int32_t sectors, double value) {
  for (int32_t s = 0; s < sectors; s++) theta[s] = value;
}

static inline void must(prl_status status, const prl_error *err) {
  char text[2048];
  if (status != PRL_OK) {
    prl_error_print(text, sizeof text, err);
    fail_msg("status %d: %s", status, text);
  }
}

static inline prl_economy *economy_of(const prl_world *world, double theta, const prl_wedges *base, prl_deficits deficits) {
  double all[64];
  prl_error err = {0};
  prl_economy *e;
  uniform(all, prl_world_look(world).sectors, theta);
  must(prl_economy_new(&e, world, &(prl_model){.size = sizeof(prl_model), .theta = all, .final = 1}, base, deficits, &err), &err);
  return e;
}

static inline prl_outcome *outcome_of(const prl_economy *e, const shock *s) {
  prl_error err = {0};
  prl_outcome *o;
  const prl_wedges w = wedges_of(s);
  must(prl_solve(&o, e, &w, NULL, &err), &err);
  return o;
}

#define assert_near(a, b, tolerance)                                                                                                       \
  do {                                                                                                                                     \
    const double prl_a = (a), prl_b = (b);                                                                                                 \
    if (!(fabs(prl_a - prl_b) <= (tolerance))) fail_msg("%s = %.17g, expected %.17g within %g", #a, prl_a, prl_b, (double)(tolerance));    \
  } while (0)

#endif
