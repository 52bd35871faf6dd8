/* shocks.c -- policies to time: one rate on the goods that two regions sell each other, or that one and all others do. */
#include "bench.h"

#include <stdlib.h>

static bool touched(int32_t n, int32_t i, int32_t a, int32_t b) {
  if (n == i) return false;
  return b < 0 ? n == a || i == a : (n == a && i == b) || (n == b && i == a);
}

prl_status bench_shock_new(bench_shock *out, const prl_world *world, int32_t a, int32_t b, int32_t sectors, prl_rates now, prl_error *err) {
  const prl_world_view w = prl_world_look(world);
  const size_t room = (size_t)w.sectors * (size_t)w.regions * 2;
  *out = (bench_shock){.wedge = calloc(room, sizeof *out->wedge), .lines = calloc(room, sizeof *out->lines)};
  if (!out->wedge || !out->lines) return prl_fail(err, PRL_E_MEMORY, "a shock");
  int32_t count = 0, goods = 0;
  for (int32_t s = 0; s < w.sectors; s++) {
    if (sectors && (!w.goods[s] || ++goods > sectors)) continue;
    for (int32_t n = 0; n < w.regions; n++)
      for (int32_t i = 0; i < w.regions; i++) {
        if (!touched(n, i, a, b)) continue;
        out->wedge[count] = (prl_wedge){s, n, i, count, 1};
        out->lines[count++] = (prl_class){.weight = 1, .now = now};
      }
  }
  out->wedges = (prl_wedges){.wedges = out->wedge, .wedge_count = count, .classes = out->lines, .class_count = count};
  return PRL_OK;
}

void bench_shock_free(bench_shock *shock) { free(shock->wedge), free(shock->lines); }
