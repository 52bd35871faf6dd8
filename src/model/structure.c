/* structure.c -- can an equilibrium exist? Asked of the pattern of trade before any number is solved for.
 *
 * (1) Every destination-sector that is used has a supplier left (else its price is infinite and, with Cobb-Douglas, real income is zero).
 * (2) Regions that still trade with each other form groups; within a group the deficits sum to zero (nobody outside can lend). */
#include "inside.h"

#include <math.h>

/* What destination n can still buy from the origin at `place` of a row; strips are what is left of a flow under limits or promises. */
static bool open_flow(const prl_economy *e, const prl_rows *rows, int32_t s, int32_t n, int32_t place, int32_t origin) {
  if (rows->gross[(int64_t)s * e->N + n][place] > 0) return true;
  for (int32_t j = rows->strip_first[s]; j < rows->strip_first[s + 1]; j++)
    if (rows->strip[j].destination == n && rows->strip[j].origin == origin) return true;
  return false;
}

/* Does the shock close a flow that was open? Only then can anything be cut off. */
static bool closes(const prl_economy *e, const prl_rows *rows) {
  for (int32_t k = 0; k < rows->count; k++) {
    const int32_t s = rows->row[k].sector, n = rows->row[k].destination;
    const prl_span span = prl_row_span(e, s, n);
    const double *pi = e->pi[s] + prl_row_at(e, s, n);
    for (int32_t i = 0; i < span.count; i++)
      if (pi[i] > 0 && !open_flow(e, rows, s, n, i, prl_span_origin(span, i))) return true;
  }
  return false;
}

static prl_status suppliers(const prl_economy *e, const prl_rows *rows, prl_error *err) {
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const prl_span span = prl_row_span(e, s, n);
      bool open = rows->own[(int64_t)s * e->ld + n] > 0;
      for (int32_t i = 0; i < span.count && !open; i++) open = open_flow(e, rows, s, n, i, prl_span_origin(span, i));
      if (open) continue;
      prl_fail(err, PRL_E_NO_SUPPLIER, "%s in %s is used and no origin is left that supplies it", e->sector_id[s], e->region_id[n]);
      prl_error_hint(err, "%s", "leave at least one origin open, or ban a share below 1");
      return PRL_E_NO_SUPPLIER;
    }
  return PRL_OK;
}

static int32_t root(int32_t *group, int32_t n) {
  while (group[n] != n) n = group[n] = group[group[n]];
  return n;
}

static void join(int32_t *group, const prl_economy *e, const prl_rows *rows) {
  for (int32_t s = 0; s < e->S; s++)
    for (int32_t n = 0; n < e->N; n++) {
      const prl_span span = prl_row_span(e, s, n);
      if (!(e->spending[(int64_t)s * e->ld + n] > 0)) continue;
      for (int32_t i = 0; i < span.count; i++)
        if (open_flow(e, rows, s, n, i, prl_span_origin(span, i))) group[root(group, prl_span_origin(span, i))] = root(group, n);
    }
}

static prl_status unbalanced(const prl_economy *e, int32_t n, bool alone, double deficit, prl_error *err) {
  prl_fail(err, PRL_E_CUT_OFF, "%s %s is cut off from the rest of the world while its trade deficit is fixed at %.6g million",
           alone ? "region" : "the group around", e->region_id[n], deficit);
  prl_error_hint(err, "%s", "use 'deficits: zero' (no lending), or leave some trade open");
  return PRL_E_CUT_OFF;
}

/* A region alone is named before a group is: it is the one that was cut off. `earned`: labour income of each group, by which its deficit is judged. */
static prl_status balances(const prl_economy *e, int32_t *group, int32_t *members, double *deficit, double *earned, prl_error *err) {
  for (int32_t n = 0; n < e->N; n++) {
    deficit[root(group, n)] += e->deficit[n];
    earned[root(group, n)] += e->labour[n];
    members[root(group, n)]++;
  }
  for (int pass = 0; pass < 2; pass++)
    for (int32_t n = 0; n < e->N; n++) {
      const int32_t r = root(group, n);
      if ((pass || members[r] == 1) && fabs(deficit[r]) > 1e-9 * earned[r]) return unbalanced(e, n, members[r] == 1, deficit[r], err);
    }
  return PRL_OK;
}

prl_status prl_structure_check(const prl_economy *e, const prl_rows *rows, prl_error *err) {
  if (!closes(e, rows)) return PRL_OK;
  prl_status status = suppliers(e, rows, err);
  if (status) return status;
  prl_arena *arena = prl_arena_new();
  int32_t *group = arena ? prl_arena_alloc(arena, 2 * (size_t)e->N, sizeof *group) : NULL;
  double *deficit = group ? prl_arena_alloc(arena, 2 * (size_t)e->N, sizeof *deficit) : NULL;
  if (deficit) {
    for (int32_t n = 0; n < e->N; n++) group[n] = n;
    join(group, e, rows);
    status = balances(e, group, group + e->N, deficit, deficit + e->N, err);
  } else
    status = prl_fail(err, PRL_E_MEMORY, "checking the pattern of trade");
  prl_arena_free(arena);
  return status;
}
