/* draws.h -- reproducible numbers for the tests of this folder, and the includes cmocka wants. */
#ifndef DRAWS_H
#define DRAWS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parley/solver.h"

/* splitmix64 (Steele, Lea & Flood 2014) to [-1, 1) */
static inline double draw(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return 2 * ((double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0) - 1;
}

#endif
