/* line_rates.c -- every product line of one importer on one date: origin, code, rate and weight, flat.
 *
 * A view of duties.c: the groups of lines are rated, and each line is given its group's rate. Rates in percent of value; values in the
 * unit of the weights. */
#include "duties.h"

#include <math.h>
#include <stdlib.h>

struct prl_line_rates {
  prl_arena *arena;
  prl_line_rate *at;
  int32_t count;
};

void prl_line_rates_free(prl_line_rates *rates) {
  if (!rates) return;
  prl_arena_free(rates->arena);
  free(rates);
}

const prl_line_rate *prl_line_rates_look(int32_t *count, const prl_line_rates *rates) {
  *count = rates->count;
  return rates->at;
}

static prl_status no_room(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no room for the rates of product lines"); }

typedef struct paid { /* by branch */
  prl_total total;
  bool open, ready;
} paid;

/* text of the codes, by product; 0 where not yet written */
typedef char code[12];

static void fill(prl_line_rates *out, prl_duties *d, paid *paids, code *codes) {
  const prl_lines *lines = d->lines;
  const int32_t N = lines->look.regions;
  for (int32_t origin = 0; origin < N; origin++) {
    const prl_pair *pair = &lines->pairs[d->destination * N + origin];
    for (int32_t l = pair->first; pair->traded && l < pair->first + pair->count; l++) {
      int32_t u = lines->product[l], b = d->group[l - d->first];
      if (lines->key[u] == 0) continue;
      paid *p = &paids[b];
      if (!p->ready) p->total = prl_duties_of(&p->open, d, b);
      p->ready = true;
      if (codes[u][0] == '\0') prl_hs_print(codes[u], lines->key[u]);
      out->at[out->count++] = (prl_line_rate){
          codes[u], lines->look.region_id[origin], lines->members[lines->member[l]], p->total.mfn, p->total.added, lines->value[l],
          p->open};
    }
  }
}

static prl_status make(prl_line_rates *out, const prl_lines *lines, const char *importer, const prl_asof *asof, prl_error *err) {
  prl_duties *d = NULL;
  prl_status status = prl_duties_new(&d, lines, importer, asof->date.first - 1, asof->date.last + 1, err);
  if (status < 0) return status;
  prl_duties_ask(d, asof);
  paid *paids = calloc((size_t)d->branch_count, sizeof *paids);
  code *codes = prl_arena_alloc(out->arena, (size_t)lines->products, sizeof *codes);
  out->at = prl_arena_alloc(out->arena, (size_t)d->count, sizeof *out->at);
  if (paids && codes && out->at)
    fill(out, d, paids, codes);
  else
    status = no_room(err);
  free(paids);
  prl_duties_free(d);
  return status;
}

prl_status prl_line_rates_new(prl_line_rates **out, const prl_lines *lines, const char *importer, const prl_asof *asof, prl_error *err) {
  *out = NULL;
  prl_line_rates *rates = calloc(1, sizeof *rates);
  if (!rates) return no_room(err);
  rates->arena = prl_arena_new();
  prl_status status = rates->arena ? make(rates, lines, importer, asof, err) : no_room(err);
  if (status < 0)
    prl_line_rates_free(rates);
  else
    *out = rates;
  return status;
}
