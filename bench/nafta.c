/* nafta.c -- Caliendo & Parro (2015), read by the replication: the base year without deficits, and NAFTA's tariff changes of 1993 to 2005. */
#include "../src/replicate/cp2015.h"
#include "bench.h"

static prl_status wedges(prl_wedges *out, prl_arena *arena, const prl_cp_data *d, bool now, prl_error *err) {
  const int32_t N = PRL_CP_COUNTRIES;
  const size_t room = (size_t)d->traded * N * N;
  prl_wedge *wedge = prl_arena_alloc(arena, room, sizeof *wedge);
  prl_class *lines = prl_arena_alloc(arena, room, sizeof *lines);
  int32_t count = 0;
  if (!wedge || !lines) return prl_fail(err, PRL_E_MEMORY, "NAFTA's tariffs");
  for (int32_t s = 0; s < d->traded; s++)
    for (int32_t n = 0; n < N; n++)
      for (int32_t i = 0; i < N; i++) {
        const bool moves = now && prl_cp_in_nafta(n) && prl_cp_in_nafta(i);
        const double before = d->tariff1993[prl_cp_at(s, n, i)], after = moves ? d->tariff2005[prl_cp_at(s, n, i)] : before;
        if (i == n || (before == 0 && after == 0)) continue;
        wedge[count] = (prl_wedge){s, n, i, count, 1};
        lines[count++] = (prl_class){.weight = 1, .base = {.tariff = before}, .now = {.tariff = after}};
      }
  *out = (prl_wedges){.wedges = wedge, .wedge_count = count, .classes = lines, .class_count = count};
  return PRL_OK;
}

prl_status bench_nafta_open(bench_nafta *out, const char *folder, prl_error *err) {
  prl_cp_data d;
  prl_cp_base b;
  *out = (bench_nafta){.arena = prl_arena_new()};
  if (!out->arena) return prl_fail(err, PRL_E_MEMORY, "NAFTA");
  prl_status status = prl_cp_data_read(&d, out->arena, folder, err);
  if (!status) status = prl_cp_base_new(&b, out->arena, &d, err);
  if (!status) status = wedges(&out->base, out->arena, &d, false, err);
  if (!status) status = wedges(&out->shock, out->arena, &d, true, err);
  if (status) return status;
  const prl_shares shares = {PRL_CP_COUNTRIES, b.sectors, prl_cp_iso3, prl_cp_sector, b.pi,
                             b.tariff,         b.gamma,   b.alpha,     b.value_added, b.deficit};
  status = prl_economy_from_shares(&out->with, &shares, d.theta, err);
  return status ? status : prl_economy_without_deficits(&out->without, out->with, &out->base, err);
}

void bench_nafta_free(bench_nafta *nafta) {
  prl_economy_free(nafta->without), prl_economy_free(nafta->with);
  prl_arena_free(nafta->arena);
}
