/* groups.c -- which regions, or sectors, a table of groups puts together.
 *
 * The table has a row a group: `code` (its id), optionally `name`, and `members`: codes separated by spaces, or "*" for all that no
 * other row names; of sectors optionally `goods` (1 or 0), which must be there where members are of both kinds. Order of the rows is the
 * order of the new regions or sectors. Invariant: every region (sector) of the world ends in exactly one group; a table that leaves one
 * out, or names one twice, is refused at its place. */
#include "inside.h"

#include "parley/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct grouping {
  const prl_world *world;
  const prl_table *table;
  bool sector;                 /* else regions */
  const char *scheme;          /* of the new sectors */
  int32_t code, name, members; /* columns; name may be -1 */
  int32_t *group;              /* length of what is grouped; -1 = not yet in one */
  const char **ids, **names;   /* length rows; borrowed from the table */
  uint8_t *goods;              /* length rows; sectors only */
  int32_t rest;                /* the row of "*", or -1 */
  prl_error *err;
} grouping;

static const char *kind(const grouping *g) { return g->sector ? "sector" : "region"; }
static int32_t count(const grouping *g) { return g->sector ? g->world->sectors : g->world->regions; }
static const char *const *ids(const grouping *g) { return g->sector ? g->world->sector_id : g->world->region_id; }

static prl_status at_row(prl_status status, const grouping *g, int32_t row, int32_t column) {
  prl_table_place(g->table, row, column, g->err);
  return status;
}

static prl_status add_member(grouping *g, int32_t row, const char *word) {
  int32_t n = g->sector ? prl_world_sector(g->world, word) : prl_world_region(g->world, word);
  if (n < 0)
    return at_row(g->sector ? prl_world_no_sector(g->world, word, g->err) : prl_world_no_region(g->world, word, g->err), g, row,
                  g->members);
  if (g->group[n] >= 0) {
    prl_status status = prl_fail(g->err, PRL_E_DUPLICATE, "%s %s is in the groups %s and %s", kind(g), word,
                                 prl_table_text(g->table, g->group[n], g->code), prl_table_text(g->table, row, g->code));
    return at_row(status, g, row, g->members);
  }
  g->group[n] = row;
  return PRL_OK;
}

static prl_status add_rest(grouping *g, int32_t row) {
  if (g->rest >= 0) return at_row(prl_fail(g->err, PRL_E_DUPLICATE, "a second group of all the rest (\"*\")"), g, row, g->members);
  g->rest = row;
  return PRL_OK;
}

static prl_status add_members(grouping *g, int32_t row) {
  char word[64];
  const char *at = prl_table_text(g->table, row, g->members);
  for (at += strspn(at, " "); *at; at += strspn(at, " ")) {
    size_t length = strcspn(at, " "), kept = length < sizeof word ? length : sizeof word - 1;
    memcpy(word, at, kept);
    word[kept] = '\0';
    at += length;
    prl_status status = strcmp(word, "*") ? add_member(g, row, word) : add_rest(g, row);
    if (status < 0) return status;
  }
  return PRL_OK;
}

static prl_status read_rows(grouping *g) {
  for (int32_t row = 0; row < prl_table_rows(g->table); row++) {
    prl_status status = add_members(g, row);
    if (status < 0) return status;
    g->ids[row] = prl_table_text(g->table, row, g->code);
    g->names[row] = g->name >= 0 ? prl_table_text(g->table, row, g->name) : g->ids[row];
  }
  for (int32_t n = 0; n < count(g); n++) {
    if (g->group[n] < 0) g->group[n] = g->rest;
    if (g->group[n] >= 0) continue;
    prl_status status = prl_fail(g->err, PRL_E_MISSING, "%s %s is in no group", kind(g), ids(g)[n]);
    prl_error_hint(g->err, "add it to a row's members, or a row with members * for all the rest");
    return status;
  }
  return PRL_OK;
}

/* Goods or services: as the row says, else as its members are. */
static prl_status mark_row(grouping *g, int32_t row, int32_t column) {
  double said = column >= 0 ? prl_table_numbers(g->table, column)[row] : NAN;
  int32_t of[2] = {0, 0};
  for (int32_t s = 0; s < g->world->sectors; s++)
    if (g->group[s] == row) of[g->world->goods[s]]++;
  g->goods[row] = (uint8_t)(isnan(said) ? of[1] > 0 : said != 0);
  if (!isnan(said) && said != 0 && said != 1)
    return at_row(prl_fail(g->err, PRL_E_VALUE, "goods is %g; 1 (goods) or 0 (services) expected", said), g, row, column);
  if (!isnan(said) || of[0] == 0 || of[1] == 0) return PRL_OK;
  prl_status status = prl_fail(g->err, PRL_E_MISSING, "group %s has goods and services among its members", g->ids[row]);
  prl_error_hint(g->err, "say which it is in a column goods (1 or 0)");
  return at_row(status, g, row, g->members);
}

static prl_status mark_rows(grouping *g) {
  int32_t column = prl_table_find(g->table, "goods");
  prl_status status = PRL_OK;
  for (int32_t row = 0; row < prl_table_rows(g->table) && status == PRL_OK; row++) status = mark_row(g, row, column);
  return status;
}

static prl_status sum(prl_world **out, grouping *g, const char *id, const char *title, int32_t rows) {
  if (!g->sector) return prl_world_aggregate(out, g->world, id, title, g->group, rows, g->ids, g->names, g->err);
  prl_status status = mark_rows(g);
  if (status < 0) return status;
  return prl_world_aggregate_sectors(out, g->world, id, title, g->group, rows, g->ids, g->names, g->goods, g->scheme, g->err);
}

static prl_status group_and_sum(prl_world **out, grouping *g, const char *id, const char *title, int32_t rows) {
  g->group = malloc((size_t)count(g) * sizeof *g->group);
  g->ids = calloc((size_t)rows, sizeof *g->ids);
  g->names = calloc((size_t)rows, sizeof *g->names);
  g->goods = calloc((size_t)rows, sizeof *g->goods);
  prl_status status = PRL_OK;
  if (!g->group || !g->ids || !g->names || !g->goods) status = prl_fail(g->err, PRL_E_MEMORY, "no memory for %d groups", rows);
  for (int32_t n = 0; status == PRL_OK && n < count(g); n++) g->group[n] = -1;
  if (status == PRL_OK) status = read_rows(g);
  if (status == PRL_OK) status = sum(out, g, id, title, rows);
  free(g->group);
  free(g->ids);
  free(g->names);
  free(g->goods);
  return status;
}

static prl_status aggregate_by(prl_world **out, grouping g, const char *id, const char *title, const char *path) {
  static const prl_column columns[] = {{"code", PRL_TEXT, true}, {"members", PRL_TEXT, true}, {"goods", PRL_NUMBER, false}};
  *out = NULL;
  prl_table *table = NULL;
  prl_status status = prl_table_read(&table, path, columns, g.sector ? 3 : 2, PRL_TEXT, g.err);
  if (status < 0) return status;
  int64_t rows = prl_table_rows(table);
  if (rows < 1 || rows > count(&g)) {
    status = prl_fail(g.err, PRL_E_VALUE, "%lld groups for %d %ss; 1 to %d expected", (long long)rows, count(&g), kind(&g), count(&g));
  } else {
    g.table = table;
    g.code = prl_table_find(table, "code");
    g.name = prl_table_find(table, "name");
    g.members = prl_table_find(table, "members");
    g.rest = -1;
    status = group_and_sum(out, &g, id, title, (int32_t)rows);
  }
  if (status < 0) prl_error_at(g.err, path, 0, 0);
  prl_table_free(table);
  return status;
}

prl_status prl_world_aggregate_by(prl_world **out, const prl_world *world, const char *id, const char *title, const char *path,
                                  prl_error *err) {
  return aggregate_by(out, (grouping){.world = world, .scheme = "", .err = err}, id, title, path);
}

prl_status prl_world_aggregate_sectors_by(prl_world **out, const prl_world *world, const char *id, const char *title, const char *scheme,
                                          const char *path, prl_error *err) {
  return aggregate_by(out, (grouping){.world = world, .sector = true, .scheme = scheme, .err = err}, id, title, path);
}
