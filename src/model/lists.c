/* lists.c -- an economy from lists of its flows and uses: what is not listed is zero and takes no room.
 *
 * Sector by sector the flows are spread over one table of regions, region by region the uses over one of sectors; economy.c keeps each
 * sparse or dense as it is. So memory grows with the lists, plus one table of each kind. */
#include "opening.h"

#include <string.h>

typedef struct sorted {
  const prl_flow_list *list;
  int64_t *flow_start; /* [sectors + 1] */
  int64_t *use_start;  /* [regions + 1] */
} sorted;

static prl_status out_of_order(const char *what, int64_t at, prl_error *err) {
  prl_fail(err, PRL_E_VALUE, "%s %lld of the list is out of order, twice there, or has an index out of range", what, (long long)at + 1);
  prl_error_hint(err, "%s", "sort trade by sector, destination and origin, uses by region, input and using sector");
  return PRL_E_VALUE;
}

/* Three indices as one number; -1 when one is out of range. */
static int64_t key(int32_t a, int32_t b, int32_t c, int32_t A, int32_t B, int32_t C) {
  if (a < 0 || a >= A || b < 0 || b >= B || c < 0 || c >= C) return -1;
  return ((int64_t)a * B + b) * C + c;
}

static prl_status index_lists(sorted *s, prl_error *err) {
  const prl_flow_list *l = s->list;
  int64_t last = -1;
  for (int64_t k = 0; k < l->trades; k++) {
    const int64_t now = key(l->trade_sector[k], l->trade_destination[k], l->trade_origin[k], l->sectors, l->regions, l->regions);
    if (now <= last) return out_of_order("flow", k, err);
    last = now;
    s->flow_start[l->trade_sector[k] + 1]++;
  }
  last = -1;
  for (int64_t k = 0; k < l->uses; k++) {
    const int64_t now = key(l->use_region[k], l->use_input[k], l->use_sector[k], l->regions, l->sectors, l->sectors);
    if (now <= last) return out_of_order("use", k, err);
    last = now;
    s->use_start[l->use_region[k] + 1]++;
  }
  for (int32_t k = 0; k < l->sectors; k++) s->flow_start[k + 1] += s->flow_start[k];
  for (int32_t k = 0; k < l->regions; k++) s->use_start[k + 1] += s->use_start[k];
  return PRL_OK;
}

static const double *flows_of(const void *context, const prl_economy *e, int32_t s, double *room) {
  const sorted *in = context;
  memset(room, 0, (size_t)e->N * (size_t)e->N * sizeof *room);
  for (int64_t k = in->flow_start[s]; k < in->flow_start[s + 1]; k++)
    room[(int64_t)in->list->trade_destination[k] * e->N + in->list->trade_origin[k]] = in->list->trade[k];
  return room;
}

static const double *uses_of(const void *context, const prl_economy *e, int32_t n, double *room) {
  const sorted *in = context;
  memset(room, 0, (size_t)e->S * (size_t)e->S * sizeof *room);
  for (int64_t k = in->use_start[n]; k < in->use_start[n + 1]; k++)
    room[(int64_t)in->list->use_input[k] * e->S + in->list->use_sector[k]] = in->list->use[k];
  return room;
}

static prl_status build(prl_economy *e, const prl_flow_list *lists, const prl_model *model, const prl_wedges *base, prl_error *err) {
  prl_arena *scratch = prl_arena_new();
  sorted in = {.list = lists};
  in.flow_start = scratch ? prl_arena_alloc(scratch, (size_t)lists->sectors + 1, sizeof(int64_t)) : NULL;
  in.use_start = in.flow_start ? prl_arena_alloc(scratch, (size_t)lists->regions + 1, sizeof(int64_t)) : NULL;
  prl_status status = in.use_start ? index_lists(&in, err) : prl_fail(err, PRL_E_MEMORY, "an economy from lists");
  if (!status) status = prl_economy_assume(e, model, err);
  const prl_accounts accounts = {&in, flows_of, uses_of};
  if (!status) status = prl_economy_fill(e, &accounts, base, err);
  prl_arena_free(scratch);
  return status;
}

prl_status prl_economy_from_lists(prl_economy **out, const prl_flow_list *lists, const prl_model *model, const prl_wedges *base,
                                  prl_deficits deficits, prl_error *err) {
  prl_economy *e;
  *out = NULL;
  prl_status status = prl_economy_begin(&e, lists->regions, lists->sectors, lists->region_id, lists->sector_id, err);
  if (status) return status;
  e->deficits = deficits;
  status = build(e, lists, model, base, err);
  if (!status && deficits == PRL_DEFICITS_ZERO) status = prl_economy_no_deficits(e, base, err);
  return prl_economy_finish(out, e, status);
}
