/* labels.c -- what the rows and columns of a wide table stand for.
 *
 *   REGION_SECTOR     an industry, cut at the first '_': USA_C26, DEU_A01_02
 *   REGION_CATEGORY   final demand, a category of the form: USA_HFCE
 *   OUT, TOTAL        output
 *   VA, TLS           value added, and what counts with it
 *
 * A region that the form names as a part (CN1) is summed to its whole (CHN). Invariant: the rows hold every region with every
 * sector, each once (once a part), and the columns every industry of the rows. */
#include "wide.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_LABEL = 31 };

static const char *whole_of(const prl_wide *wide, const char *region) {
  for (int32_t k = 0; wide->form->parts && wide->form->parts[k][0]; k++)
    if (!strcmp(wide->form->parts[k][0], region)) return wide->form->parts[k][1];
  return region;
}

/* The two halves of a label; false when it has not two, or one is too long. */
static bool cut(char region[LONGEST_LABEL + 1], char sector[LONGEST_LABEL + 1], const char *label) {
  size_t length = strcspn(label, "_");
  if (length < 1 || length > LONGEST_LABEL || !label[length] || !label[length + 1] || strlen(label + length + 1) > LONGEST_LABEL)
    return false;
  memcpy(region, label, length);
  region[length] = '\0';
  strcpy(sector, label + length + 1);
  return true;
}

static bool is_output(const char *label) { return !strcmp(label, "OUT") || !strcmp(label, "OUTPUT") || !strcmp(label, "TOTAL"); }
static bool is_value_added(const char *label) { return !strcmp(label, "VA") || !strcmp(label, "TLS") || !strcmp(label, "VALU"); }

static bool is_final(const prl_wide *wide, const char *category) {
  for (int32_t k = 0; wide->form->final[k]; k++)
    if (!strcmp(wide->form->final[k], category)) return true;
  return false;
}

/* Index of a code, added behind the others when it is new; -1 when out of memory. */
static int32_t add_code(prl_wide *wide, prl_map *map, const char **codes, int32_t *count, const char *code) {
  int32_t at = prl_map_add(map, code, *count);
  if (at != *count) return at;
  codes[at] = prl_arena_text(wide->arena, code, strlen(code));
  if (!codes[at]) return -1;
  (*count)++;
  return at;
}

static prl_status no_label(const prl_wide *wide, int64_t row, int32_t column, const char *label, prl_error *err) {
  prl_fail(err, PRL_E_UNKNOWN_ID, "\"%.60s\" is no label REGION_SECTOR%s", label, row < 0 ? ", nor of final demand" : "");
  prl_error_hint(err, "other labels are OUT, VA and TLS");
  return prl_at_cell(PRL_E_UNKNOWN_ID, wide->table, row, column, err);
}

/* ---- rows ---- */

static prl_status read_row(prl_wide *wide, int64_t r, prl_error *err) {
  char region[LONGEST_LABEL + 1], sector[LONGEST_LABEL + 1];
  const char *label = prl_table_text(wide->table, r, 0);
  prl_label *out = &wide->row[r];
  *out = (prl_label){is_output(label) ? PRL_LABEL_OUTPUT : PRL_LABEL_VALUE_ADDED, -1, -1};
  if (is_output(label) || is_value_added(label)) return PRL_OK;
  if (!cut(region, sector, label)) return no_label(wide, r, 0, label, err);
  out->kind = PRL_LABEL_INDUSTRY;
  out->region = add_code(wide, wide->regions, wide->region, &wide->region_count, whole_of(wide, region));
  out->sector = add_code(wide, wide->sectors, wide->sector, &wide->sector_count, sector);
  return out->region < 0 || out->sector < 0 ? prl_fail(err, PRL_E_MEMORY, "no memory for the labels") : PRL_OK;
}

static prl_status second_label(const prl_wide *wide, int64_t row, int32_t column, const char *label, prl_error *err) {
  return prl_at_cell(prl_fail(err, PRL_E_DUPLICATE, "a second label \"%.60s\"", label), wide->table, row, column, err);
}

static prl_status all_rows_differ(const prl_wide *wide, prl_error *err) {
  prl_status status = PRL_OK;
  prl_map *seen = prl_map_new((int32_t)prl_table_rows(wide->table));
  if (!seen) return prl_fail(err, PRL_E_MEMORY, "no memory for the labels");
  for (int32_t r = 0; r < prl_table_rows(wide->table) && status == PRL_OK; r++) {
    const char *label = prl_table_text(wide->table, r, 0);
    int32_t held = prl_map_add(seen, label, r);
    if (held < 0) status = prl_fail(err, PRL_E_MEMORY, "no memory for the labels");
    if (held >= 0 && held != r) status = second_label(wide, r, 0, label, err);
  }
  prl_map_free(seen);
  return status;
}

/* ---- columns ---- */

static prl_status read_column(prl_wide *wide, int32_t c, prl_error *err) {
  char region[LONGEST_LABEL + 1], sector[LONGEST_LABEL + 1];
  const char *label = prl_table_name(wide->table, c);
  prl_label *out = &wide->column[c];
  *out = (prl_label){PRL_LABEL_OUTPUT, -1, -1};
  if (is_output(label)) return PRL_OK;
  if (!cut(region, sector, label)) return no_label(wide, -1, c, label, err);
  out->region = prl_map_find(wide->regions, whole_of(wide, region));
  out->sector = prl_map_find(wide->sectors, sector);
  out->kind = out->sector >= 0 ? PRL_LABEL_INDUSTRY : PRL_LABEL_FINAL;
  if (out->region < 0) {
    prl_fail(err, PRL_E_UNKNOWN_ID, "no row of the region \"%s\"", region);
    return prl_at_cell(PRL_E_UNKNOWN_ID, wide->table, -1, c, err);
  }
  return out->sector >= 0 || is_final(wide, sector) ? PRL_OK : no_label(wide, -1, c, label, err);
}

/* ---- nothing is left out ---- */

static prl_status left_out(const prl_wide *wide, const char *what, int32_t n, int32_t s, prl_error *err) {
  prl_status status = prl_fail(err, PRL_E_MISSING, "no %s for the industry %s_%s", what, wide->region[n], wide->sector[s]);
  prl_error_hint(err, "every region must have every sector; write zeros where it has none");
  return status;
}

/* Every industry among `count` labels, starting with the `first`. */
static prl_status all_there(const prl_wide *wide, const prl_label *labels, int64_t first, int64_t count, const char *what, prl_error *err) {
  int64_t industries = (int64_t)wide->region_count * wide->sector_count;
  uint8_t *seen = calloc((size_t)industries + 1, 1);
  prl_status status = seen ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory for the labels");
  for (int64_t k = first; seen && k < count; k++)
    if (labels[k].kind == PRL_LABEL_INDUSTRY) seen[(int64_t)labels[k].region * wide->sector_count + labels[k].sector] = 1;
  for (int64_t k = 0; seen && k < industries && status == PRL_OK; k++)
    if (!seen[k]) status = left_out(wide, what, (int32_t)(k / wide->sector_count), (int32_t)(k % wide->sector_count), err);
  free(seen);
  return status;
}

static bool make_room(prl_wide *wide, int64_t rows, int32_t columns) {
  wide->row = prl_arena_alloc(wide->arena, (size_t)rows + 1, sizeof *wide->row);
  wide->column = prl_arena_alloc(wide->arena, (size_t)columns + 1, sizeof *wide->column);
  wide->region = prl_arena_alloc(wide->arena, (size_t)rows + 1, sizeof *wide->region);
  wide->sector = prl_arena_alloc(wide->arena, (size_t)rows + 1, sizeof *wide->sector);
  wide->regions = prl_map_new(256);
  wide->sectors = prl_map_new(256);
  return wide->row && wide->column && wide->region && wide->sector && wide->regions && wide->sectors;
}

prl_status prl_labels_read(prl_wide *wide, prl_source *source) {
  int64_t rows = prl_table_rows(wide->table);
  int32_t columns = prl_table_columns(wide->table);
  prl_status status = make_room(wide, rows, columns) ? PRL_OK : prl_fail(source->err, PRL_E_MEMORY, "no memory for the labels");
  for (int64_t r = 0; r < rows && status == PRL_OK; r++) status = read_row(wide, r, source->err);
  if (status == PRL_OK) status = all_rows_differ(wide, source->err);
  if (status == PRL_OK && wide->region_count == 0)
    status = prl_fail(source->err, PRL_E_MISSING, "no row REGION_SECTOR: the table has no industry");
  for (int32_t c = 1; c < columns && status == PRL_OK; c++) status = read_column(wide, c, source->err);
  if (status == PRL_OK) status = all_there(wide, wide->row, 0, rows, "row", source->err);
  if (status == PRL_OK) status = all_there(wide, wide->column, 1, columns, "column", source->err);
  return status;
}

/* ---- the world ---- */

static prl_status name_sectors(prl_world *w, const prl_wide *wide, prl_source *source) {
  for (int32_t s = 0; s < w->sectors; s++) {
    int goods = wide->form->goods(wide->sector[s]);
    w->sector_id[s] = w->sector_name[s] = prl_arena_text(w->arena, wide->sector[s], strlen(wide->sector[s]));
    if (!w->sector_id[s]) return prl_fail(source->err, PRL_E_MEMORY, "no memory for the names of sectors");
    w->goods[s] = goods > 0;
    if (goods >= 0 || source->options->sectors) continue;
    prl_status status = prl_fail(source->err, PRL_E_MISSING, "it is not known whether the sector %s is goods or services", wide->sector[s]);
    prl_error_hint(source->err, "say so in a CSV with the columns code, name, goods, and name it with --sectors");
    return status;
  }
  return PRL_OK;
}

prl_status prl_labels_world(prl_world **out, const prl_wide *wide, prl_source *source) {
  prl_status status = prl_world_blank(out, wide->region_count, wide->sector_count, source->err);
  if (status < 0) return status;
  prl_world *w = *out;
  status = name_sectors(w, wide, source);
  for (int32_t n = 0; n < w->regions; n++)
    w->region_id[n] = w->region_name[n] = w->region_members[n] = prl_arena_text(w->arena, wide->region[n], strlen(wide->region[n]));
  for (int32_t n = 0; n < w->regions && status == PRL_OK; n++)
    if (!w->region_id[n]) status = prl_fail(source->err, PRL_E_MEMORY, "no memory for the names of regions");
  w->scheme = wide->form->scheme;
  return status == PRL_OK ? prl_world_seal(w, source->err) : status;
}
