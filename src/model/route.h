/* route.h -- the way from one policy to another, line by line: what decompose.c integrates along. */
#ifndef PRL_MODEL_ROUTE_H
#define PRL_MODEL_ROUTE_H

#include "inside.h"

/* What lines pay at one end, fractions; what limits and promises add, as the ln of their wedge by who gets it. */
typedef struct prl_end {
  double tariff, export_tax, friction;
  double open; /* 1; 0 = banned */
  double here, there, burnt, promise;
} prl_end;

/* Lines of one flow that pay alike at both ends. */
typedef struct prl_leg {
  double weight;
  prl_rates base;
  prl_end from, to;
} prl_leg;

typedef struct prl_route {
  const prl_economy *economy;
  prl_wedge *flows; /* by sector, destination, origin; first and count are of legs */
  prl_leg *legs;
  prl_class *classes; /* room for the policy at one t, by leg */
  int32_t flow_count, leg_count;
} prl_route;

/** @param from  NULL = the base
 *  Errors: VALUE (outcomes of different bases; a limit on lines that were banned in the base year), MEMORY. */
prl_status prl_route_new(prl_route *out, prl_arena *arena, const prl_outcome *from, const prl_outcome *to, prl_error *err);

/* One leg at t, and its derivatives by t (d_). */
typedef struct prl_stride {
  prl_end at;
  double d_tariff, d_export, d_friction, d_open; /* of ln(1 + rate), limits and promises in it; of open */
  double users, border;                          /* ln(1 + rate) with limits and promises: to the destination's side, to the origin's */
  double burnt;                                  /* the same of what is burnt, without what is not open */
} prl_stride;
prl_stride prl_route_leg(const prl_leg *leg, double t);
/** The policy at t as wedges without limits or promises: what those add stands in the rates. In the route's room. */
prl_wedges prl_route_at(prl_route *route, double t);

#endif
