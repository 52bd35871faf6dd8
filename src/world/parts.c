/* parts.c -- into which parts a sector is divided, and which product codes are whose.
 *
 *   parts        code, name (optional), products: beginnings of HS codes separated by spaces, or * for all the rest
 *   concordance  hs6, sector
 *
 * A code belongs to the part with the longest beginning that fits, else to the rest. Invariant: every code the concordance puts in the
 * sector is in exactly one part, every beginning fits a code of the sector, and every part has one. */
#include "split.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_CODE = 15 };

typedef struct assigning {
  prl_parts *parts;
  int32_t products;              /* column of the parts' table */
  int32_t taken[PRL_MOST_PARTS]; /* codes each part has */
  prl_error *err;
} assigning;

static prl_status at(prl_status status, const prl_table *table, int64_t row, int32_t column, prl_error *err) {
  prl_table_place(table, row, column, err);
  return status;
}

/* The next word of a list; NULL at its end. */
static const char *next_word(char word[LONGEST_CODE + 1], const char *at) {
  at += strspn(at, " ");
  size_t length = strcspn(at, " "), kept = length < LONGEST_CODE ? length : LONGEST_CODE;
  memcpy(word, at, kept);
  word[kept] = '\0';
  return length ? at + length : NULL;
}

/* The part whose products begin a code the longest; -1 = none. */
static int32_t part_of(const assigning *a, const char *code) {
  char word[LONGEST_CODE + 1];
  int32_t best = -1;
  size_t longest = 0;
  for (int32_t p = 0; p < a->parts->count; p++)
    for (const char *rest = prl_table_text(a->parts->table, p, a->products); (rest = next_word(word, rest));) {
      size_t length = strcmp(word, "*") ? strlen(word) : 0;
      if (length && strncmp(word, code, length) != 0) continue;
      if (best >= 0 && length <= longest) continue;
      best = p;
      longest = length;
    }
  return best;
}

static prl_status assign_codes(assigning *a, const prl_split_request *request) {
  const prl_table *table = a->parts->concordance;
  int32_t hs = prl_table_find(table, "hs6"), sector = prl_table_find(table, "sector");
  for (int64_t r = 0; r < prl_table_rows(table); r++) {
    const char *code = prl_table_text(table, r, hs);
    if (strcmp(prl_table_text(table, r, sector), request->sector) != 0) continue;
    int32_t p = part_of(a, code);
    if (p < 0) {
      prl_fail(a->err, PRL_E_MISSING, "the product %s of sector %s is in no part", code, request->sector);
      prl_error_hint(a->err, "add it to a part's products, or a part with products * for all the rest");
      prl_error_at(a->err, request->parts, 0, 0);
      return PRL_E_MISSING;
    }
    a->taken[p]++;
    if (prl_map_add(a->parts->part_of, code, p) < 0) return prl_fail(a->err, PRL_E_MEMORY, "no memory for the products");
  }
  return PRL_OK;
}

static bool fits_any(const assigning *a, const prl_split_request *request, const char *word) {
  const prl_table *table = a->parts->concordance;
  int32_t hs = prl_table_find(table, "hs6"), sector = prl_table_find(table, "sector");
  for (int64_t r = 0; r < prl_table_rows(table); r++)
    if (!strcmp(prl_table_text(table, r, sector), request->sector) && !strncmp(prl_table_text(table, r, hs), word, strlen(word)))
      return true;
  return false;
}

static prl_status check_part(const assigning *a, const prl_split_request *request, int32_t p) {
  char word[LONGEST_CODE + 1];
  const prl_table *table = a->parts->table;
  for (const char *rest = prl_table_text(table, p, a->products); (rest = next_word(word, rest));) {
    if (!strcmp(word, "*") || fits_any(a, request, word)) continue;
    prl_fail(a->err, PRL_E_UNKNOWN_ID, "no product of sector %s begins with \"%s\"", request->sector, word);
    prl_error_hint(a->err, "the concordance %s puts it elsewhere or does not have it", request->concordance);
    return at(PRL_E_UNKNOWN_ID, table, p, a->products, a->err);
  }
  if (a->taken[p]) return PRL_OK;
  return at(prl_fail(a->err, PRL_E_MISSING, "the part %s has no product", a->parts->code[p]), table, p, a->products, a->err);
}

static prl_status read_parts(assigning *a, const prl_split_request *request) {
  static const prl_column columns[] = {{"code", PRL_TEXT, true}, {"products", PRL_TEXT, true}};
  prl_parts *parts = a->parts;
  prl_status status = prl_table_read(&parts->table, request->parts, columns, 2, PRL_TEXT, a->err);
  if (status < 0) return status;
  int64_t rows = prl_table_rows(parts->table);
  if (rows < 1 || rows > PRL_MOST_PARTS) {
    prl_fail(a->err, PRL_E_VALUE, "%lld parts; 1 to %d expected", (long long)rows, PRL_MOST_PARTS);
    prl_error_at(a->err, request->parts, 1, 0);
    return PRL_E_VALUE;
  }
  int32_t code = prl_table_find(parts->table, "code"), name = prl_table_find(parts->table, "name");
  a->products = prl_table_find(parts->table, "products");
  parts->count = (int32_t)rows;
  for (int32_t p = 0; p < parts->count; p++) {
    parts->code[p] = prl_table_text(parts->table, p, code);
    parts->name[p] = name >= 0 ? prl_table_text(parts->table, p, name) : parts->code[p];
  }
  return PRL_OK;
}

prl_status prl_parts_read(prl_parts *out, const prl_split_request *request, prl_error *err) {
  static const prl_column columns[] = {{"hs6", PRL_TEXT, true}, {"sector", PRL_TEXT, true}};
  assigning a = {.parts = out, .err = err};
  *out = (prl_parts){.part_of = prl_map_new(1024)};
  prl_status status = out->part_of ? read_parts(&a, request) : prl_fail(err, PRL_E_MEMORY, "no memory for the products");
  if (status == PRL_OK) status = prl_table_read(&out->concordance, request->concordance, columns, 2, PRL_TEXT, err);
  if (status == PRL_OK) status = assign_codes(&a, request);
  for (int32_t p = 0; p < out->count && status == PRL_OK; p++) status = check_part(&a, request, p);
  return status;
}

void prl_parts_free(prl_parts *parts) {
  prl_map_free(parts->part_of);
  prl_table_free(parts->table);
  prl_table_free(parts->concordance);
}

prl_status prl_parts_concordance(const prl_parts *parts, const prl_split_request *request, const char *path, prl_error *err) {
  static const char *const names[] = {"hs6", "sector"};
  const prl_table *table = parts->concordance;
  int32_t hs = prl_table_find(table, "hs6"), sector = prl_table_find(table, "sector");
  prl_table_writer *writer = prl_table_writer_new(names, 2);
  if (!writer) return prl_fail(err, PRL_E_MEMORY, "no memory for the concordance");
  for (int64_t r = 0; r < prl_table_rows(table); r++) {
    const char *code = prl_table_text(table, r, hs), *old = prl_table_text(table, r, sector);
    prl_table_put_text(writer, code);
    prl_table_put_text(writer, strcmp(old, request->sector) ? old : parts->code[prl_map_find(parts->part_of, code)]);
  }
  prl_status status = prl_table_write(writer, path, err);
  prl_table_writer_free(writer);
  return status;
}
