/* codes.c -- which national lines does a six-digit heading have, as far as the record knows?
 *
 * The codes of more than six digits that lists and measures acting on a flow write down. A list is taken to name the lines of its
 * headings; a measure that names single codes is not, so the rest of a heading that no list names stays a line of its own, under
 * the heading's code. Beyond six digits every country has its own nomenclature: codes of measures that act only on other flows
 * are left out. */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

static bool uses_list(const prl_goods *goods, const prl_list *list) {
  for (; goods; goods = goods->except)
    for (int32_t k = 0; k < goods->list_count; k++)
      if (goods->lists[k] == list) return true;
  return false;
}

/* a list counts when a measure that acts here uses it, or when no measure does */
static bool list_counts(const prl_dossier_view *record, const prl_list *list, const bool *acts_on) {
  bool used = false;
  for (int32_t m = 0; m < record->measure_count; m++) {
    if (!uses_list(&record->measures[m].goods, list)) continue;
    if (acts_on[m]) return true;
    used = true;
  }
  return !used;
}

static int32_t most_codes(const prl_dossier_view *record) {
  int32_t count = 1;
  for (int32_t k = 0; k < record->list_count; k++) count += record->lists[k].count;
  for (int32_t m = 0; m < record->measure_count; m++)
    for (const prl_goods *g = &record->measures[m].goods; g; g = g->except) count += 2 * g->codes.count;
  return count;
}

static bool is_line(uint64_t key, uint64_t within) {
  return key != 0 && prl_hs_digits(key) > 6 && (within == 0 || prl_hs_begins(key, within));
}

static void keep_lists(prl_codes *codes, const prl_dossier_view *record, const bool *acts_on, uint64_t within) {
  for (int32_t k = 0; k < record->list_count; k++) {
    const prl_list *list = &record->lists[k];
    if (!list_counts(record, list, acts_on)) continue;
    for (int32_t l = 0; l < list->count; l++) {
      uint64_t key = prl_hs_key(list->lines[l].hs);
      if (is_line(key, within)) codes->keys[codes->count++] = key;
    }
  }
  codes->count = prl_hs_sort(codes->keys, codes->count);
}

/* `listed`: how many sorted keys from the lists there are; their headings need no rest */
static void keep_code(prl_codes *codes, int32_t listed, uint64_t key, uint64_t within) {
  if (!is_line(key, within)) return;
  uint64_t heading = prl_hs_of_heading(prl_hs_heading(key));
  int32_t found = prl_hs_lower(codes->keys, listed, heading);
  codes->keys[codes->count++] = key;
  if (found == listed || !prl_hs_begins(codes->keys[found], heading)) codes->keys[codes->count++] = heading;
}

prl_status prl_codes_of(prl_codes *out, const prl_dossier_view *record, const bool *acts_on, uint64_t within, prl_error *err) {
  *out = (prl_codes){.keys = malloc((size_t)most_codes(record) * sizeof *out->keys)};
  if (!out->keys) return prl_fail(err, PRL_E_MEMORY, "no room for the record's product codes");
  keep_lists(out, record, acts_on, within);
  int32_t listed = out->count;
  for (int32_t m = 0; m < record->measure_count; m++) {
    if (!acts_on[m]) continue;
    for (const prl_goods *g = &record->measures[m].goods; g; g = g->except)
      for (int32_t k = 0; g->kind == PRL_GOODS_HS && k < g->codes.count; k++) keep_code(out, listed, prl_hs_key(g->codes.at[k]), within);
  }
  out->count = prl_hs_sort(out->keys, out->count);
  return PRL_OK;
}
