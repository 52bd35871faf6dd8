/* names.c -- the sectors and regions of a source, from its two tables of names.
 *
 *   sectors     code (or what the form names); goods: 1, or 0 for services; optional name, id
 *   countries   code or iso3; optional name, members
 *
 * Where the table of sectors has a column id beside its codes, the other tables may call a sector by either. Without a column goods,
 * an ISIC Rev. 4 column (isic4) decides: sections A, B and C are goods. Invariant: a code is good, and given once. */
#include "import.h"

#include <ctype.h>
#include <string.h>

int prl_isic_goods(const char *code) {
  if (code[0] >= 'A' && code[0] <= 'C') return 1;
  if (code[0] >= 'E' && code[0] <= 'U') return 0;
  return !strcmp(code, "D") || !strcmp(code, "D35") || !strcmp(code, "DTOT") ? 0 : -1;
}

/* The column of codes: `code`, or the other name it may have. */
static int32_t code_column(const prl_table *table, const char *other) {
  int32_t column = prl_table_find(table, "code");
  return column >= 0 ? column : prl_table_find(table, other);
}

static prl_status check_codes(const prl_table *table, int32_t column, bool sector, prl_error *err) {
  prl_map *seen = prl_map_new((int32_t)prl_table_rows(table));
  if (!seen) return prl_fail(err, PRL_E_MEMORY, "no memory for the codes");
  prl_status status = PRL_OK;
  for (int32_t r = 0; r < prl_table_rows(table) && status == PRL_OK; r++) {
    const char *code = prl_table_text(table, r, column), *why = prl_world_bad_code(code, sector);
    int32_t held = why ? r : prl_map_add(seen, code, r);
    if (why)
      status = prl_fail(err, PRL_E_VALUE, "the code \"%.40s\" %s", code, why);
    else if (held < 0)
      status = prl_fail(err, PRL_E_MEMORY, "no memory for the codes");
    else if (held != r)
      status = prl_fail(err, PRL_E_DUPLICATE, "the code %s was given before, in data row %d", code, held + 1);
    if (status < 0) prl_at_cell(status, table, r, column, err);
  }
  prl_map_free(seen);
  return status;
}

/* A table whose rows are the regions or sectors, with good codes in *column. */
static prl_status read_list(prl_table **out, int32_t *column, prl_source *source, const char *stem, const char *other, const char *goods) {
  prl_column marks = {goods, PRL_NUMBER, false};
  *out = NULL;
  prl_status status = prl_source_find(source, stem, true);
  if (status == PRL_OK) status = prl_table_read(out, source->found, &marks, goods ? 1 : 0, PRL_TEXT, source->err);
  if (status < 0) return status;
  *column = code_column(*out, other);
  if (*column < 0)
    status = prl_fail(source->err, PRL_E_MISSING, "no column \"code\" or \"%s\"", other);
  else if (prl_table_rows(*out) < 1 || prl_table_rows(*out) > PRL_WORLD_MOST)
    status = prl_fail(source->err, PRL_E_VALUE, "%lld rows; 1 to %d expected", (long long)prl_table_rows(*out), PRL_WORLD_MOST);
  if (status < 0) {
    prl_error_at(source->err, source->found, 1, 0);
    return status;
  }
  return check_codes(*out, *column, !strcmp(stem, "sectors"), source->err);
}

/* Text of an optional column, or `instead` where there is none. */
static const char *optional_text(prl_world *w, const prl_table *table, int64_t row, const char *name, const char *instead) {
  int32_t column = prl_table_find(table, name);
  const char *text = column >= 0 ? prl_table_text(table, row, column) : "";
  if (!*text) text = instead;
  return prl_arena_text(w->arena, text, strlen(text));
}

/* Is the sector of a row goods: by the column of marks, else by its ISIC code. */
static prl_status read_mark(uint8_t *out, const prl_table *table, int64_t row, const char *goods, prl_error *err) {
  int32_t marks = goods ? prl_table_find(table, goods) : -1, isic = prl_table_find(table, "isic4");
  *out = 1;
  if (!goods) return PRL_OK;
  if (marks >= 0) {
    double mark = prl_table_numbers(table, marks)[row];
    if (mark != 0 && mark != 1)
      return prl_at_cell(prl_fail(err, PRL_E_VALUE, "%s is %g; 1 (goods) or 0 (services) expected", goods, mark), table, row, marks, err);
    *out = (uint8_t)mark;
    return PRL_OK;
  }
  if (isic < 0) return prl_at_cell(prl_fail(err, PRL_E_MISSING, "no column \"%s\" (1 goods, 0 services)", goods), table, -1, 0, err);
  int known = prl_isic_goods(prl_table_text(table, row, isic));
  *out = (uint8_t)(known > 0);
  if (known >= 0) return PRL_OK;
  prl_fail(err, PRL_E_VALUE, "\"%.40s\" is no section or division of ISIC Rev. 4", prl_table_text(table, row, isic));
  return prl_at_cell(PRL_E_VALUE, table, row, isic, err);
}

static prl_status fill_sectors(prl_world *w, const prl_table *table, int32_t column, const char *goods, prl_error *err) {
  for (int32_t s = 0; s < w->sectors; s++) {
    const char *code = prl_table_text(table, s, column);
    prl_status status = read_mark(&w->goods[s], table, s, goods, err);
    if (status < 0) return status;
    w->sector_id[s] = prl_arena_text(w->arena, code, strlen(code));
    w->sector_name[s] = optional_text(w, table, s, "name", code);
    if (!w->sector_id[s] || !w->sector_name[s]) return prl_fail(err, PRL_E_MEMORY, "no memory for the names of sectors");
  }
  return PRL_OK;
}

static prl_status fill_regions(prl_world *w, const prl_table *table, int32_t column, prl_error *err) {
  for (int32_t n = 0; n < w->regions; n++) {
    const char *code = prl_table_text(table, n, column);
    w->region_id[n] = prl_arena_text(w->arena, code, strlen(code));
    w->region_name[n] = optional_text(w, table, n, "name", code);
    w->region_members[n] = optional_text(w, table, n, "members", code);
    if (!w->region_id[n] || !w->region_name[n] || !w->region_members[n])
      return prl_fail(err, PRL_E_MEMORY, "no memory for the names of regions");
  }
  return PRL_OK;
}

/* The column id of the sectors, when it is not the one of codes, as their other names. */
static prl_status other_names(prl_source *source, const prl_table *table, int32_t codes) {
  int32_t ids = prl_table_find(table, "id");
  if (ids < 0 || ids == codes) return PRL_OK;
  source->sector_ids = prl_map_new((int32_t)prl_table_rows(table));
  for (int32_t r = 0; source->sector_ids && r < prl_table_rows(table); r++) {
    const char *id = prl_table_text(table, r, ids);
    int32_t held = prl_map_add(source->sector_ids, id, r);
    if (held >= 0 && held != r)
      return prl_at_cell(prl_fail(source->err, PRL_E_DUPLICATE, "the id %s is given twice", id), table, r, ids, source->err);
    if (held < 0) break;
    if (r + 1 == prl_table_rows(table)) return PRL_OK;
  }
  return prl_fail(source->err, PRL_E_MEMORY, "no memory for the codes");
}

prl_status prl_names_read(prl_world **out, prl_source *source, const prl_names_form *form) {
  prl_table *sectors = NULL, *regions = NULL;
  int32_t sector_column = -1, region_column = -1;
  prl_status status = read_list(&sectors, &sector_column, source, "sectors", form->sector_code, form->goods);
  if (status == PRL_OK) status = other_names(source, sectors, sector_column);
  if (status == PRL_OK) status = read_list(&regions, &region_column, source, form->regions, "iso3", NULL);
  if (status == PRL_OK) status = prl_world_blank(out, (int32_t)prl_table_rows(regions), (int32_t)prl_table_rows(sectors), source->err);
  if (status == PRL_OK) status = fill_sectors(*out, sectors, sector_column, form->goods, source->err);
  if (status == PRL_OK) status = fill_regions(*out, regions, region_column, source->err);
  if (status == PRL_OK) {
    status = prl_world_seal(*out, source->err);
    if (status < 0) prl_error_at(source->err, source->found, 0, 0);
  }
  prl_table_free(sectors);
  prl_table_free(regions);
  return status;
}

/* ---- names over those a wide table has ---- */

/* rows[k] = the row of the table that names code k; every code must have one. */
static prl_status dress(prl_world *w, prl_source *source, bool sector) {
  prl_table *table = NULL;
  int32_t column = -1;
  prl_status status = read_list(&table, &column, source, sector ? "sectors" : "countries", sector ? "id" : "iso3", sector ? "goods" : NULL);
  for (int32_t k = 0; status == PRL_OK && k < prl_count_of(w, sector); k++) {
    int32_t row = 0;
    while (row < prl_table_rows(table) && strcmp(prl_table_text(table, row, column), prl_id_of(w, sector, k)) != 0) row++;
    if (row == prl_table_rows(table)) {
      status = prl_fail(source->err, PRL_E_MISSING, "no row for the %s %s", sector ? "sector" : "region", prl_id_of(w, sector, k));
    } else if (sector) {
      status = read_mark(&w->goods[k], table, row, "goods", source->err);
      w->sector_name[k] = optional_text(w, table, row, "name", w->sector_id[k]);
    } else {
      w->region_name[k] = optional_text(w, table, row, "name", w->region_id[k]);
      w->region_members[k] = optional_text(w, table, row, "members", w->region_id[k]);
    }
    if (status == PRL_OK && sector && !w->sector_name[k]) status = prl_fail(source->err, PRL_E_MEMORY, "no memory for the names");
    if (status == PRL_OK && !sector && (!w->region_name[k] || !w->region_members[k]))
      status = prl_fail(source->err, PRL_E_MEMORY, "no memory for the names");
  }
  if (status < 0) prl_error_at(source->err, source->found, 0, 0);
  prl_table_free(table);
  return status;
}

prl_status prl_names_dress(prl_world *world, prl_source *source) {
  prl_status status = source->options->sectors ? dress(world, source, true) : PRL_OK;
  return status == PRL_OK && source->options->regions ? dress(world, source, false) : status;
}

/* ---- looking up ---- */

int32_t prl_index_of(const prl_source *source, const prl_world *w, bool sector, const char *code) {
  int32_t at = sector ? prl_world_sector(w, code) : prl_world_region(w, code);
  if (at >= 0 && !strcmp(prl_id_of(w, sector, at), code)) return at;
  return sector && source->sector_ids ? prl_map_find(source->sector_ids, code) : -1;
}

prl_status prl_no_such_code(const prl_world *w, bool sector, const char *code, prl_error *err) {
  const char *const *ids = sector ? w->sector_id : w->region_id;
  const char *near = prl_nearest(code, ids, prl_count_of(w, sector)), *list = sector ? "sectors" : "countries";
  prl_status status = prl_fail(err, PRL_E_UNKNOWN_ID, "\"%.60s\" is not in %s.csv", code, list);
  if (near)
    prl_error_hint(err, "did you mean %s? Otherwise add it to %s.csv", near, list);
  else
    prl_error_hint(err, "add it to %s.csv, or leave it out here", list);
  return status;
}
