/* margins.c -- the sums a world is to be moved to: read, completed from the world's own, and refused where nothing can meet them.
 *
 *   output[n,s], absorption[n,s]        per sector over the world: sum of output = sum of absorption
 *   value_added[n], final_demand[n]     per region: final demand - value added = sum over sectors of absorption - output
 *
 * A table with the columns region, sector, margin, value. What is not given is the world's own; value added and final demand of a region
 * follow from each other; where neither is given they are free, as far as output and absorption leave them. */
#include "margins.h"

#include "parley/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define AGREE 1e-9 /* sums that must be equal, relative to the larger */

static const char *const kinds[] = {"output", "absorption", "value_added", "final_demand"};
enum { KINDS = 4, SECTORAL = 2 };

typedef struct reading {
  const prl_world *world;
  prl_margins *margins;
  const prl_table *table;
  int32_t region, sector, margin, value; /* columns */
  prl_error *err;
} reading;

static prl_status at(prl_status status, const reading *r, int64_t row, int32_t column) {
  prl_table_place(r->table, row, column, r->err);
  return status;
}

static prl_status kind_of(int32_t *out, const reading *r, int64_t row) {
  const char *word = prl_table_text(r->table, row, r->margin);
  for (*out = 0; *out < KINDS; (*out)++)
    if (!strcmp(kinds[*out], word)) return PRL_OK;
  prl_fail(r->err, PRL_E_UNKNOWN_ID, "\"%.40s\" is no margin", word);
  prl_error_hint(r->err, "margins are output and absorption of a sector, value_added and final_demand of a region");
  return at(PRL_E_UNKNOWN_ID, r, row, r->margin);
}

static prl_status place_of(int64_t *out, const reading *r, int64_t row, int32_t kind) {
  const char *region = prl_table_text(r->table, row, r->region), *sector = prl_table_text(r->table, row, r->sector);
  int32_t n = prl_world_region(r->world, region), s = prl_world_sector(r->world, sector);
  if (n < 0 || strcmp(r->world->region_id[n], region) != 0) return at(prl_world_no_region(r->world, region, r->err), r, row, r->region);
  if (kind < SECTORAL && s < 0) return at(prl_world_no_sector(r->world, sector, r->err), r, row, r->sector);
  if (kind >= SECTORAL && *sector)
    return at(prl_fail(r->err, PRL_E_VALUE, "%s is of a region as a whole; leave the sector empty", kinds[kind]), r, row, r->sector);
  *out = kind < SECTORAL ? (int64_t)n * r->world->sectors + s : n;
  return PRL_OK;
}

static prl_status read_row(const reading *r, int64_t row) {
  double *cells[KINDS] = {r->margins->output, r->margins->absorption, r->margins->value_added, r->margins->final_demand};
  double value = prl_table_numbers(r->table, r->value)[row];
  int32_t kind = 0;
  int64_t place = 0;
  prl_status status = kind_of(&kind, r, row);
  if (status == PRL_OK) status = place_of(&place, r, row, kind);
  if (status < 0) return status;
  if (value < 0) return at(prl_fail(r->err, PRL_E_VALUE, "%s is %g; zero or more expected", kinds[kind], value), r, row, r->value);
  if (!isnan(cells[kind][place])) return at(prl_fail(r->err, PRL_E_DUPLICATE, "this margin is given twice"), r, row, r->region);
  cells[kind][place] = value;
  r->margins->given[kind]++;
  return PRL_OK;
}

static prl_status read_table(prl_margins *m, const prl_world *w, const char *path, prl_error *err) {
  static const prl_column columns[] = {
      {"region", PRL_TEXT, true}, {"sector", PRL_TEXT, true}, {"margin", PRL_TEXT, true}, {"value", PRL_NUMBER, true}};
  prl_table *table = NULL;
  prl_status status = prl_table_read(&table, path, columns, 4, PRL_TEXT, err);
  if (status == PRL_OK) {
    reading r = {.world = w, .margins = m, .table = table, .err = err};
    r.region = prl_table_find(table, "region");
    r.sector = prl_table_find(table, "sector");
    r.margin = prl_table_find(table, "margin");
    r.value = prl_table_find(table, "value");
    for (int64_t row = 0; row < prl_table_rows(table) && status == PRL_OK; row++) status = read_row(&r, row);
  }
  prl_table_free(table);
  return status;
}

/* ---- complete and possible ---- */

static void complete_cells(prl_margins *m, const double *output, const double *absorption, int64_t cells) {
  for (int64_t c = 0; c < cells; c++) {
    if (isnan(m->output[c])) m->output[c] = output[c];
    if (isnan(m->absorption[c])) m->absorption[c] = absorption[c];
  }
}

static bool agree(double a, double b) { return fabs(a - b) <= AGREE * fmax(fabs(a), fabs(b)); }

static prl_status sector_adds_up(const prl_margins *m, const prl_world *w, int32_t s, prl_error *err) {
  double output = 0, absorption = 0;
  for (int32_t n = 0; n < w->regions; n++) {
    output += m->output[(int64_t)n * w->sectors + s];
    absorption += m->absorption[(int64_t)n * w->sectors + s];
  }
  if (agree(output, absorption)) return PRL_OK;
  prl_fail(err, PRL_E_UNBALANCED, "outputs of sector %s sum to %.10g, absorptions to %.10g; the world must absorb what it makes",
           w->sector_id[s], output, absorption);
  prl_error_item(err, "sector %s", w->sector_id[s]);
  prl_error_hint(err, "a margin that is not given stays the world's own; give those of every region, or scale one of the two");
  return PRL_E_UNBALANCED;
}

static prl_status region_adds_up(prl_margins *m, const prl_world *w, int32_t n, prl_error *err) {
  double output = 0, deficit = 0, *earned = &m->value_added[n], *spent = &m->final_demand[n];
  for (int32_t s = 0; s < w->sectors; s++) {
    output += m->output[(int64_t)n * w->sectors + s];
    deficit += m->absorption[(int64_t)n * w->sectors + s] - m->output[(int64_t)n * w->sectors + s];
  }
  if (isnan(*earned) && isnan(*spent)) return PRL_OK;
  if (isnan(*earned)) *earned = *spent - deficit;
  if (isnan(*spent)) *spent = *earned + deficit;
  prl_status status = PRL_OK;
  if (fabs(*spent - *earned - deficit) > AGREE * fmax(output, *earned))
    status = prl_fail(err, PRL_E_UNBALANCED, "final demand of %.10g less value added of %.10g is not the deficit of %.10g", *spent, *earned,
                      deficit);
  else if (*earned > output || *earned < 0)
    status = prl_fail(err, PRL_E_UNBALANCED, "value added of %.10g and outputs of %.10g in all: inputs would be negative", *earned, output);
  prl_error_item(err, "region %s", w->region_id[n]);
  return status;
}

prl_status prl_margins_read(prl_margins *out, const prl_world *w, const char *path, const double *output, const double *absorption,
                            prl_error *err) {
  size_t cells = (size_t)prl_world_cells(w), regions = (size_t)w->regions;
  double *room = malloc((2 * cells + 2 * regions) * sizeof *room);
  *out = (prl_margins){room, room + cells, room + 2 * cells, room + 2 * cells + regions, {0}};
  if (!room) return prl_fail(err, PRL_E_MEMORY, "no memory for the margins");
  for (size_t c = 0; c < 2 * cells + 2 * regions; c++) room[c] = NAN;
  prl_status status = read_table(out, w, path, err);
  complete_cells(out, output, absorption, (int64_t)cells);
  for (int32_t s = 0; s < w->sectors && status == PRL_OK; s++) status = sector_adds_up(out, w, s, err);
  for (int32_t n = 0; n < w->regions && status == PRL_OK; n++) status = region_adds_up(out, w, n, err);
  if (status < 0) prl_error_at(err, path, 0, 0);
  return status;
}

void prl_margins_free(prl_margins *margins) { free(margins->output); }
