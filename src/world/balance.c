/* balance.c -- a world moved to other sums, as little as can be.
 *
 *   every sector s   trade[s]: destinations x origins            to absorption[.][s] and output[.][s]
 *   every region n   | use[n]           final demand |           rows to absorption[n][.] and total value added,
 *                    | value added      0            |           columns to output[n][.] and total final demand
 *
 * Each is scaled biproportionally (scale.c); sums that are free are not scaled. Value added and final demand are then residuals of the
 * identities, which so hold to rounding. Million US$. Invariant: zeros stay zero, signs stay. */
#include "balance.h"
#include "margins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct job {
  prl_world *to; /* a copy, changed in place */
  const prl_margins *margins;
  prl_balance_account *account;
  double *block, *rows, *columns; /* room for one block */
  prl_error *err;
} job;

/* ---- one block ---- */

static prl_status not_met(const job *j, const prl_scaled *s, const char *place) {
  prl_status status;
  if (s->stuck)
    status = prl_fail(j->err, PRL_E_UNBALANCED, "%s is wanted, but the world has nothing there that could be scaled", place);
  else
    status = prl_fail(j->err, PRL_E_NO_CONVERGENCE, "the margins are not met: after %d sweeps %s still misses by %.2g of itself", s->sweeps,
                      place, s->miss);
  prl_error_item(j->err, "%s", place);
  prl_error_hint(j->err, "the zeros of the world leave no way to meet the margins; change them, or those they depend on");
  return status;
}

static prl_status take_block(const job *j, const prl_scaled *s, const char *place) {
  prl_balance_account *a = j->account;
  if (!s->reached) return not_met(j, s, place);
  if (s->sweeps > a->sweeps) a->sweeps = s->sweeps;
  if (s->miss > a->miss) {
    a->miss = s->miss;
    snprintf(a->where, sizeof a->where, "%s", place);
  }
  return PRL_OK;
}

static prl_status scale_trade(const job *j, int32_t s) {
  prl_world *w = j->to;
  char place[96];
  for (int32_t n = 0; n < w->regions; n++) {
    j->rows[n] = j->margins->absorption[(int64_t)n * w->sectors + s];
    j->columns[n] = j->margins->output[(int64_t)n * w->sectors + s];
  }
  prl_scaled done = prl_scale((prl_block){prl_world_trade_at(w, s, 0), w->regions, w->regions, j->rows, j->columns});
  snprintf(place, sizeof place, "%s of %s %s", done.of_row ? "absorption" : "output", w->region_id[done.at], w->sector_id[s]);
  return take_block(j, &done, place);
}

static void fill_block(const job *j, int32_t n) {
  const prl_world *w = j->to;
  const int32_t S = w->sectors, width = S + 1;
  for (int32_t k = 0; k < S; k++) {
    memcpy(j->block + (int64_t)k * width, prl_world_use_at(w, n, k), (size_t)S * sizeof *j->block);
    j->block[(int64_t)k * width + S] = w->final_demand[(int64_t)n * S + k];
    j->block[(int64_t)S * width + k] = w->value_added[(int64_t)n * S + k];
    j->rows[k] = j->margins->absorption[(int64_t)n * S + k];
    j->columns[k] = j->margins->output[(int64_t)n * S + k];
  }
  j->block[(int64_t)S * width + S] = 0;
  j->rows[S] = j->margins->value_added[n];
  j->columns[S] = j->margins->final_demand[n];
}

static prl_status scale_use(const job *j, int32_t n) {
  prl_world *w = j->to;
  const int32_t S = w->sectors;
  char place[96];
  fill_block(j, n);
  prl_scaled done = prl_scale((prl_block){j->block, S + 1, S + 1, j->rows, j->columns});
  for (int32_t k = 0; k < S; k++) memcpy(prl_world_use_at(w, n, k), j->block + (int64_t)k * (S + 1), (size_t)S * sizeof *j->block);
  if (done.at == S)
    snprintf(place, sizeof place, "%s of %s", done.of_row ? "value_added" : "final_demand", w->region_id[n]);
  else
    snprintf(place, sizeof place, "%s of %s %s", done.of_row ? "absorption" : "output", w->region_id[n], w->sector_id[done.at]);
  return take_block(j, &done, place);
}

/* ---- how far it moved ---- */

static double distance(const double *before, const double *after, int64_t count) {
  double moved = 0, all = 0;
  for (int64_t c = 0; c < count; c++) {
    moved += fabs(after[c] - before[c]);
    all += fabs(before[c]);
  }
  return all > 0 ? moved / all : 0;
}

static void largest_change(prl_balance_account *a, const prl_world *from, const prl_world *to, int32_t s) {
  const int64_t count = (int64_t)from->regions * from->regions;
  const double *before = prl_world_trade_at(from, s, 0), *after = prl_world_trade_at(to, s, 0);
  double all = 0;
  for (int64_t c = 0; c < count; c++) all += before[c];
  for (int64_t c = 0; c < count; c++) {
    if (!(before[c] > 1e-6 * all) || fabs(after[c] / before[c] - 1) <= fabs(a->largest)) continue;
    a->largest = after[c] / before[c] - 1;
    snprintf(a->at, sizeof a->at, "%s -> %s, sector %s", from->region_id[c % from->regions], from->region_id[c / from->regions],
             from->sector_id[s]);
  }
}

static void measure(prl_balance_account *a, const prl_world *from, const prl_world *to) {
  a->trade = distance(from->trade, to->trade, prl_world_trade_cells(from));
  a->use = distance(from->use, to->use, prl_world_use_cells(from));
  a->value_added = distance(from->value_added, to->value_added, prl_world_cells(from));
  a->final_demand = distance(from->final_demand, to->final_demand, prl_world_cells(from));
  for (int32_t s = 0; s < from->sectors; s++) largest_change(a, from, to, s);
}

/* ---- all of them ---- */

static prl_status copy_world(prl_world **out, const prl_world *from, const char *id, const char *title, prl_error *err) {
  prl_world *w = NULL;
  prl_status status = prl_world_blank(&w, from->regions, from->sectors, err);
  if (status < 0) return status;
  *out = w;
  if (!(prl_world_copy_about(w, from, id, title) && prl_world_copy_sectors(w, from) && prl_world_copy_regions(w, from)))
    return prl_fail(err, PRL_E_MEMORY, "no memory for the names of a world");
  memcpy(w->trade, from->trade, (size_t)prl_world_trade_cells(w) * sizeof *w->trade);
  memcpy(w->use, from->use, (size_t)prl_world_use_cells(w) * sizeof *w->use);
  memcpy(w->value_added, from->value_added, (size_t)prl_world_cells(w) * sizeof *w->value_added);
  memcpy(w->final_demand, from->final_demand, (size_t)prl_world_cells(w) * sizeof *w->final_demand);
  return prl_world_seal(w, err);
}

static prl_status scale_all(const job *j) {
  prl_world *w = j->to;
  prl_status status = PRL_OK;
  for (int32_t s = 0; s < w->sectors && status == PRL_OK; s++) status = scale_trade(j, s);
  for (int32_t n = 0; n < w->regions && status == PRL_OK; n++) status = scale_use(j, n);
  return status;
}

static void take_residuals(prl_world *w, double *sums) {
  int64_t cells = prl_world_cells(w);
  prl_world_sums(w, sums, sums + cells, sums + 2 * cells, sums + 3 * cells);
  for (int64_t c = 0; c < cells; c++) {
    w->value_added[c] = fmax(sums[c] - sums[2 * cells + c], 0);
    w->final_demand[c] = sums[cells + c] - sums[3 * cells + c];
  }
}

static prl_status balance(prl_world *to, prl_balance_account *account, const char *path, double *room, prl_error *err) {
  const int64_t cells = prl_world_cells(to), widest = (to->sectors > to->regions ? to->sectors : to->regions) + 1;
  prl_margins margins;
  job j = {.to = to, .margins = &margins, .account = account, .err = err};
  j.rows = room + 4 * cells;
  j.columns = j.rows + widest;
  j.block = j.columns + widest;
  prl_world_sums(to, room, room + cells, room + 2 * cells, room + 3 * cells);
  prl_status status = prl_margins_read(&margins, to, path, room, room + cells, err);
  memcpy(account->given, margins.given, sizeof account->given);
  if (status == PRL_OK) status = scale_all(&j);
  if (status == PRL_OK) take_residuals(to, room);
  prl_margins_free(&margins);
  if (status < 0) prl_error_at(err, path, 0, 0);
  return status == PRL_OK ? prl_world_require(to, err) : status;
}

prl_status prl_world_balance(prl_world **out, prl_balance_account *account, const prl_world *world, const char *id, const char *title,
                             const char *margins, prl_error *err) {
  const size_t S = (size_t)world->sectors, N = (size_t)world->regions, widest = (S > N ? S : N) + 1;
  double *room = malloc((4 * N * S + 2 * widest + (S + 1) * (S + 1)) * sizeof *room);
  prl_world *w = NULL;
  *out = NULL;
  *account = (prl_balance_account){0};
  prl_status status = room ? copy_world(&w, world, id, title, err) : prl_fail(err, PRL_E_MEMORY, "no memory to balance a world");
  if (status == PRL_OK) status = balance(w, account, margins, room, err);
  free(room);
  if (status < 0) {
    prl_world_free(w);
    return status;
  }
  measure(account, world, w);
  *out = w;
  return PRL_OK;
}
