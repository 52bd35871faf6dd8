/* groups.c -- which regions a table of groups puts together.
 *
 * The table has a row a group: `code` (its id), optionally `name`, and `members`: region codes separated by spaces, or "*" for
 * every region no other row names. Order of the rows is the order of the new regions. Invariant: every region of the world
 * ends in exactly one group; a table that leaves one out, or names one twice, is refused at its place. */
#include "inside.h"

#include "parley/table.h"

#include <stdlib.h>
#include <string.h>

typedef struct grouping {
  const prl_world *world;
  const prl_table *table;
  int32_t code, name, members; /* columns; name may be -1 */
  int32_t *group;              /* length regions; -1 = not yet in one */
  const char **ids, **names;   /* length rows; borrowed from the table */
  int32_t rest;                /* the row of "*", or -1 */
  prl_error *err;
} grouping;

static prl_status at_row(prl_status status, const grouping *g, int32_t row, int32_t column) {
  prl_table_place(g->table, row, column, g->err);
  return status;
}

static prl_status add_member(grouping *g, int32_t row, const char *word) {
  int32_t n = prl_world_region(g->world, word);
  if (n < 0) return at_row(prl_world_no_region(g->world, word, g->err), g, row, g->members);
  if (g->group[n] >= 0) {
    prl_status status = prl_fail(g->err, PRL_E_DUPLICATE, "region %s is in the groups %s and %s", word,
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
  for (int32_t n = 0; n < g->world->regions; n++) {
    if (g->group[n] < 0) g->group[n] = g->rest;
    if (g->group[n] >= 0) continue;
    prl_status status = prl_fail(g->err, PRL_E_MISSING, "region %s is in no group", g->world->region_id[n]);
    prl_error_hint(g->err, "add it to a row's members, or a row with members * for all the rest");
    return status;
  }
  return PRL_OK;
}

static prl_status group_and_sum(prl_world **out, grouping *g, const char *id, const char *title, int32_t rows) {
  g->group = malloc((size_t)g->world->regions * sizeof *g->group);
  g->ids = calloc((size_t)rows, sizeof *g->ids);
  g->names = calloc((size_t)rows, sizeof *g->names);
  prl_status status = PRL_OK;
  if (!g->group || !g->ids || !g->names) status = prl_fail(g->err, PRL_E_MEMORY, "no memory for %d groups", rows);
  for (int32_t n = 0; status == PRL_OK && n < g->world->regions; n++) g->group[n] = -1;
  if (status == PRL_OK) status = read_rows(g);
  if (status == PRL_OK) status = prl_world_aggregate(out, g->world, id, title, g->group, rows, g->ids, g->names, g->err);
  free(g->group);
  free(g->ids);
  free(g->names);
  return status;
}

prl_status prl_world_aggregate_by(prl_world **out, const prl_world *world, const char *id, const char *title, const char *path,
                                  prl_error *err) {
  static const prl_column columns[] = {{"code", PRL_TEXT, true}, {"members", PRL_TEXT, true}};
  *out = NULL;
  prl_table *table = NULL;
  prl_status status = prl_table_read(&table, path, columns, 2, PRL_TEXT, err);
  if (status < 0) return status;
  int64_t rows = prl_table_rows(table);
  if (rows < 1 || rows > world->regions) {
    status = prl_fail(err, PRL_E_VALUE, "%lld groups for %d regions; 1 to %d expected", (long long)rows, world->regions, world->regions);
  } else {
    grouping g = {.world = world,
                  .table = table,
                  .code = prl_table_find(table, "code"),
                  .name = prl_table_find(table, "name"),
                  .members = prl_table_find(table, "members"),
                  .rest = -1,
                  .err = err};
    status = group_and_sum(out, &g, id, title, (int32_t)rows);
  }
  if (status < 0) prl_error_at(err, path, 0, 0);
  prl_table_free(table);
  return status;
}
