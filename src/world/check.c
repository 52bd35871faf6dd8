/* check.c -- does the world add up?
 *
 *   output = sales:       sum_i trade[s][i][n]  =  sum_k use[n][k][s] + value_added[n][s]
 *   absorption = buys:    sum_i trade[s][n][i]  =  sum_k use[n][s][k] + final_demand[n][s]
 *   deficits:             sum_s (absorption - output)[n,s]  =  sum_s (final_demand - value_added)[n,s],  and sum to 0 over the world
 *
 * A miss is relative to the largest term of its own equation, the world's deficit to the world's value added. Rules about single
 * cells (sign, share) report the cell's own value, the worst one. Invariant: every rule is looked at in every cell, so the
 * counts are complete; a world that passes all rules that refuse can be solved by the model. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>

#define IDENTITY_TOLERANCE 1e-9 /* identities are residuals, so only rounding is left */
#define SMALL_SHARE        0.01 /* value added below 1 % of output */

typedef struct sums {
  double *output, *absorption, *cost, *used; /* each [n][s] */
} sums;

void prl_world_sums(const prl_world *w, double *output, double *absorption, double *cost, double *used) {
  int32_t N = w->regions, S = w->sectors;
  for (int64_t c = 0; c < prl_world_cells(w); c++) output[c] = absorption[c] = cost[c] = used[c] = 0;
  for (int32_t s = 0; s < S; s++)
    for (int32_t n = 0; n < N; n++) {
      const double *row = prl_world_trade_at(w, s, n);
      double bought = 0;
      for (int32_t i = 0; i < N; i++) {
        output[(int64_t)i * S + s] += row[i];
        bought += row[i];
      }
      absorption[(int64_t)n * S + s] = bought;
    }
  for (int32_t n = 0; n < N; n++)
    for (int32_t k = 0; k < S; k++) {
      const double *row = prl_world_use_at(w, n, k);
      double *sum = cost + (int64_t)n * S, taken = 0;
      for (int32_t s = 0; s < S; s++) {
        sum[s] += row[s];
        taken += row[s];
      }
      used[(int64_t)n * S + k] = taken;
    }
}

static prl_world_finding begin(const char *rule, bool refuses, int64_t cells) {
  return (prl_world_finding){.rule = rule, .passed = true, .refuses = refuses, .cells = cells};
}

/* Whether this is the worst failure (or, without failures, the largest miss) so far; then the caller names the place. */
static bool note(prl_world_finding *f, double size, bool fails) {
  bool worse = !(fabs(size) <= fabs(f->largest));
  if (fails) {
    worse = f->failures == 0 || worse;
    f->failures++;
    f->passed = false;
  } else if (f->failures) {
    worse = false;
  }
  if (worse) f->largest = size;
  return worse;
}

static void at_cell(prl_world_finding *f, const prl_world *w, int32_t n, int32_t s) {
  snprintf(f->where, sizeof f->where, "%s %s", w->region_id[n], w->sector_id[s]);
}

/* Relative to the largest term, so that a residual of two large numbers is judged by the rounding it can have. */
static double miss(double whole, double part, double rest) {
  double larger = fmax(fabs(whole), fmax(fabs(part), fabs(rest)));
  return larger > 0 ? fabs(whole - (part + rest)) / larger : 0;
}

static prl_world_finding all_finite(const prl_world *w) {
  prl_world_finding f = begin("every value is a finite number", true, 0);
  const double *arrays[] = {w->trade, w->use, w->value_added, w->final_demand};
  const char *names[] = {"trade", "use", "value added", "final demand"};
  int64_t lengths[] = {prl_world_trade_cells(w), prl_world_use_cells(w), prl_world_cells(w), prl_world_cells(w)};
  for (int32_t a = 0; a < 4; a++) {
    f.cells += lengths[a];
    for (int64_t c = 0; c < lengths[a]; c++) {
      if (isfinite(arrays[a][c])) continue;
      f.passed = false;
      if (f.failures++ == 0) snprintf(f.where, sizeof f.where, "%s, value %lld", names[a], (long long)c + 1);
      f.largest = arrays[a][c];
    }
  }
  return f;
}

static prl_world_finding identity(const prl_world *w, const char *rule, const double *whole, const double *part, const double *rest) {
  prl_world_finding f = begin(rule, true, prl_world_cells(w));
  for (int64_t c = 0; c < prl_world_cells(w); c++) {
    double size = miss(whole[c], part[c], rest[c]);
    if (note(&f, size, !(size <= IDENTITY_TOLERANCE))) at_cell(&f, w, (int32_t)(c / w->sectors), (int32_t)(c % w->sectors));
  }
  return f;
}

static double sum_of_row(const double *cells, int32_t sectors, int32_t n) {
  double sum = 0;
  for (int32_t s = 0; s < sectors; s++) sum += cells[(int64_t)n * sectors + s];
  return sum;
}

static prl_world_finding region_deficits(const prl_world *w, const sums *t) {
  prl_world_finding f = begin("deficit = final demand - value added", true, w->regions);
  for (int32_t n = 0; n < w->regions; n++) {
    double bought = sum_of_row(t->absorption, w->sectors, n), sold = sum_of_row(t->output, w->sectors, n);
    double spent = sum_of_row(w->final_demand, w->sectors, n), earned = sum_of_row(w->value_added, w->sectors, n);
    double larger = fmax(fabs(bought), fabs(sold));
    double size = larger > 0 ? fabs((bought - sold) - (spent - earned)) / larger : 0;
    if (note(&f, size, !(size <= IDENTITY_TOLERANCE))) snprintf(f.where, sizeof f.where, "%s", w->region_id[n]);
  }
  return f;
}

static prl_world_finding world_deficit(const prl_world *w) {
  prl_world_finding f = begin("deficits of the world sum to zero", true, 1);
  double deficit = 0, earned = 0;
  for (int64_t c = 0; c < prl_world_cells(w); c++) {
    deficit += w->final_demand[c] - w->value_added[c];
    earned += w->value_added[c];
  }
  double size = earned > 0 ? fabs(deficit) / earned : 1;
  if (note(&f, size, !(size <= IDENTITY_TOLERANCE))) snprintf(f.where, sizeof f.where, "world");
  return f;
}

static prl_world_finding trade_sign(const prl_world *w) {
  prl_world_finding f = begin("no negative trade", true, prl_world_trade_cells(w));
  for (int32_t s = 0; s < w->sectors; s++)
    for (int32_t n = 0; n < w->regions; n++)
      for (int32_t i = 0; i < w->regions; i++) {
        double x = prl_world_trade_at(w, s, n)[i];
        if (!(x >= 0) && note(&f, x, true))
          snprintf(f.where, sizeof f.where, "%s -> %s, sector %s", w->region_id[i], w->region_id[n], w->sector_id[s]);
      }
  return f;
}

static prl_world_finding use_sign(const prl_world *w) {
  prl_world_finding f = begin("no negative use", true, prl_world_use_cells(w));
  for (int32_t n = 0; n < w->regions; n++)
    for (int32_t k = 0; k < w->sectors; k++)
      for (int32_t s = 0; s < w->sectors; s++) {
        double x = prl_world_use_at(w, n, k)[s];
        if (!(x >= 0) && note(&f, x, true))
          snprintf(f.where, sizeof f.where, "%s: input %s of sector %s", w->region_id[n], w->sector_id[k], w->sector_id[s]);
      }
  return f;
}

static prl_world_finding cell_sign(const prl_world *w, const char *rule, const double *cells, bool refuses) {
  prl_world_finding f = begin(rule, refuses, prl_world_cells(w));
  for (int64_t c = 0; c < prl_world_cells(w); c++)
    if (!(cells[c] >= 0) && note(&f, cells[c], true)) at_cell(&f, w, (int32_t)(c / w->sectors), (int32_t)(c % w->sectors));
  return f;
}

/* What `wants` asks for in a cell where `has` is zero: used but not supplied, costs without sales. */
static prl_world_finding backed(const prl_world *w, const char *rule, const double *wants, const double *has, bool refuses) {
  prl_world_finding f = begin(rule, refuses, prl_world_cells(w));
  for (int64_t c = 0; c < prl_world_cells(w); c++) {
    if (wants[c] != 0 && has[c] == 0 && note(&f, wants[c], true)) at_cell(&f, w, (int32_t)(c / w->sectors), (int32_t)(c % w->sectors));
  }
  return f;
}

/* A region that earns nothing has no wage, and a model no way to value what it is paid in. */
static prl_world_finding earning(const prl_world *w) {
  prl_world_finding f = begin("every region earns value added", true, w->regions);
  for (int32_t n = 0; n < w->regions; n++) {
    double earned = sum_of_row(w->value_added, w->sectors, n);
    if (!(earned > 0) && note(&f, earned, true)) snprintf(f.where, sizeof f.where, "%s", w->region_id[n]);
  }
  return f;
}

/* Where nothing of what is bought is made at home, no region can do without trade: closing a border has no answer. */
static prl_world_finding home_sales(const prl_world *w, const double *absorption) {
  prl_world_finding f = begin("what is bought is also made at home", false, prl_world_cells(w));
  for (int32_t n = 0; n < w->regions; n++)
    for (int32_t s = 0; s < w->sectors; s++) {
      double bought = absorption[(int64_t)n * w->sectors + s];
      if (bought > 0 && prl_world_trade_at(w, s, n)[n] == 0 && note(&f, bought, true)) at_cell(&f, w, n, s);
    }
  return f;
}

static prl_world_finding sold_somewhere(const prl_world *w, const double *output) {
  prl_world_finding f = begin("every sector is sold somewhere", false, w->sectors);
  for (int32_t s = 0; s < w->sectors; s++) {
    double sold = 0;
    for (int32_t n = 0; n < w->regions; n++) sold += output[(int64_t)n * w->sectors + s];
    if (!(sold > 0) && note(&f, sold, true)) snprintf(f.where, sizeof f.where, "%s", w->sector_id[s]);
  }
  return f;
}

/* The one rule whose worst cell is the smallest: the share of value added in output. */
static prl_world_finding small_share(const prl_world *w, const double *output) {
  prl_world_finding f = begin("value added is 1 % of output or more", false, 0);
  f.largest = 1;
  for (int64_t c = 0; c < prl_world_cells(w); c++) {
    if (!(output[c] > 0)) continue;
    double share = w->value_added[c] / output[c];
    f.failures += share < SMALL_SHARE;
    if (f.cells++ == 0 || share < f.largest) {
      f.largest = share;
      at_cell(&f, w, (int32_t)(c / w->sectors), (int32_t)(c % w->sectors));
    }
  }
  f.passed = f.failures == 0;
  return f;
}

static int32_t all_rules(prl_world_finding *out, const prl_world *w, const sums *t) {
  int32_t k = 0;
  out[k++] = all_finite(w);
  out[k++] = trade_sign(w);
  out[k++] = use_sign(w);
  out[k++] = cell_sign(w, "value added is not negative", w->value_added, true);
  out[k++] = backed(w, "what is used is supplied", t->used, t->absorption, true);
  out[k++] = backed(w, "what costs is sold", t->cost, t->output, true);
  out[k++] = identity(w, "output = inputs + value added", t->output, t->cost, w->value_added);
  out[k++] = identity(w, "absorption = use + final demand", t->absorption, t->used, w->final_demand);
  out[k++] = region_deficits(w, t);
  out[k++] = world_deficit(w);
  out[k++] = earning(w);
  out[k++] = cell_sign(w, "final demand is not negative", w->final_demand, false);
  out[k++] = small_share(w, t->output);
  out[k++] = home_sales(w, t->absorption);
  out[k++] = sold_somewhere(w, t->output);
  return k;
}

int32_t prl_world_check(prl_world_finding *out, const prl_world *world) {
  size_t cells = (size_t)prl_world_cells(world);
  double *room = malloc(4 * cells * sizeof *room);
  if (!room) return 0;
  sums t = {room, room + cells, room + 2 * cells, room + 3 * cells};
  prl_world_sums(world, t.output, t.absorption, t.cost, t.used);
  int32_t count = all_rules(out, world, &t);
  free(room);
  return count;
}

prl_status prl_world_require(const prl_world *world, prl_error *err) {
  prl_world_finding findings[PRL_WORLD_RULES];
  int32_t count = prl_world_check(findings, world);
  if (count == 0) return prl_fail(err, PRL_E_MEMORY, "no memory to check the world %s", world->id);
  for (int32_t k = 0; k < count; k++) {
    const prl_world_finding *f = &findings[k];
    if (f->passed || !f->refuses) continue;
    prl_status status = prl_fail(err, PRL_E_UNBALANCED, "the rule \"%s\" is broken in %lld of %lld places; worst is %s: %.6g", f->rule,
                                 (long long)f->failures, (long long)f->cells, f->where, f->largest);
    prl_error_item(err, "%s", f->where);
    prl_error_hint(err, "import the tables again; 'parley world import' says which cell is at fault");
    return status;
  }
  return PRL_OK;
}
