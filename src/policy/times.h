/* times.h -- the times at which what a record says of a measure may change; the head of times.c has the rule. */
#ifndef PARLEY_POLICY_TIMES_H
#define PARLEY_POLICY_TIMES_H

#include "parley/record.h"

/** Instants, or days as whole numbers. Zero-initialise; the caller frees `at`. All below return false when out of memory. */
typedef struct prl_times {
  prl_instant *at;
  int32_t count, capacity;
} prl_times;

bool prl_times_add(prl_times *times, prl_instant at); /* the ends of time are no times */
void prl_times_sort(prl_times *times);                /* and keep each once */
/** Instants at which the lines of product lists begin or end: sorted, each once. */
bool prl_times_of_lines(prl_times *instants, const prl_goods *goods, const prl_zone *zone);
/** Days on which steps begin, end or snap back, and with `known` those on which they become known. */
bool prl_times_of_steps(prl_times *days, const prl_measure *measure, const prl_zone *zone, bool known);

#endif
