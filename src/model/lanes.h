/* lanes.h -- one text for two widths: a single state whose regions fill the lanes of a vector (B = 1), or eight states side by side (B = 8).
 *
 * An array of cells k = s ld + n is either shared by all states (one double a cell) or laned (B doubles a cell, state b of cell k at k B +
 * b). A loop over cells goes in steps of PRL_LANES / B, and reads eight doubles at a time: of eight cells when B = 1, of the eight states
 * of one cell when B = 8, where what is shared is spread over the lanes. B must be a literal wherever these are used: functions with a
 * parameter B are inlined by force (a call inside a cloned function would fall back to the plainest x86-64). */
#ifndef PRL_MODEL_LANES_H
#define PRL_MODEL_LANES_H

#include "../base/clones.h"

#define PRL_INLINE       __attribute__((always_inline)) static inline
#define PRL_SHARED(p, k) ((B) == 1 ? (prl_lanes)PRL_AT(p, k) : (prl_lanes)((prl_lanes){0} + (p)[k]))
#define PRL_LANED(x, k)  PRL_AT(x, (int64_t)(k) * (B))
#define PRL_STEP         (PRL_LANES / (B))

#endif
