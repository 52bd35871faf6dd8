/* repairs.c -- which values of a source were changed on the way to a world, one by one.
 *
 * A repair is noted where it is made: rule, cell, value before and after. The list is complete and in order, so a world and its list
 * give the source back. Nothing here decides; the rules stand in import.h, what they do in settle.c and home.c. */
#include "import.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const texts[] = {
#define PRL_X(name, text) text,
    PRL_REPAIR_LIST(PRL_X)
#undef PRL_X
};
_Static_assert(sizeof texts / sizeof *texts == PRL_REPAIR_RULES, "parley/world.h says how many rules there are");

struct prl_repairs {
  prl_arena *arena; /* of the codes */
  prl_repair *at;
  int64_t count, capacity;
};

prl_repairs *prl_repairs_new(void) {
  prl_repairs *repairs = calloc(1, sizeof *repairs);
  if (repairs && !(repairs->arena = prl_arena_new())) {
    free(repairs);
    return NULL;
  }
  return repairs;
}

void prl_repairs_free(prl_repairs *repairs) {
  if (!repairs) return;
  prl_arena_free(repairs->arena);
  free(repairs->at);
  free(repairs);
}

int64_t prl_repairs_count(const prl_repairs *repairs) { return repairs->count; }

prl_repair prl_repairs_at(const prl_repairs *repairs, int64_t at) { return repairs->at[at]; }

static bool grow(prl_repairs *repairs) {
  if (repairs->count < repairs->capacity) return true;
  int64_t capacity = repairs->capacity ? 2 * repairs->capacity : 64;
  prl_repair *at = realloc(repairs->at, (size_t)capacity * sizeof *at);
  if (!at) return false;
  repairs->at = at;
  repairs->capacity = capacity;
  return true;
}

bool prl_repairs_add(prl_repairs *repairs, prl_repair_rule rule, const char *region, const char *sector, const char *partner, double before,
                     double after) {
  if (!repairs) return true;
  if (!grow(repairs)) return false;
  prl_repair made = {.rule = texts[rule], .before = before, .after = after};
  made.region = prl_arena_text(repairs->arena, region, strlen(region));
  made.sector = prl_arena_text(repairs->arena, sector, strlen(sector));
  made.partner = prl_arena_text(repairs->arena, partner, strlen(partner));
  if (!made.region || !made.sector || !made.partner) return false;
  repairs->at[repairs->count++] = made;
  return true;
}

int prl_digits_of(double x) {
  char text[40];
  for (int digits = 15; digits < 17; digits++) {
    double back = 0;
    int length = prl_print_number(text, sizeof text, x, digits);
    if (prl_parse_number(&back, text, (size_t)length) && back == x) return digits;
  }
  return 17;
}

int32_t prl_repairs_sums(prl_repair_sum *out, const prl_repairs *repairs) {
  int32_t count = 0;
  for (int64_t r = 0; r < repairs->count; r++) {
    const prl_repair *made = &repairs->at[r];
    int32_t k = 0;
    while (k < count && out[k].rule != made->rule) k++;
    if (k == count) out[count++] = (prl_repair_sum){.rule = made->rule, .largest = *made};
    double moved = fabs(made->after - made->before);
    out[k].cells++;
    out[k].moved += moved;
    if (moved > fabs(out[k].largest.after - out[k].largest.before)) out[k].largest = *made;
  }
  return count;
}

prl_status prl_repairs_save(const prl_repairs *repairs, const char *path, prl_error *err) {
  static const char *const names[] = {"region", "sector", "partner", "rule", "before", "after"};
  prl_table_writer *writer = prl_table_writer_new(names, 6);
  if (!writer) return prl_fail(err, PRL_E_MEMORY, "no memory to list %lld repairs", (long long)repairs->count);
  for (int64_t r = 0; r < repairs->count; r++) {
    const prl_repair *made = &repairs->at[r];
    prl_table_put_text(writer, made->region);
    prl_table_put_text(writer, made->sector);
    prl_table_put_text(writer, made->partner);
    prl_table_put_text(writer, made->rule);
    prl_table_put_number(writer, made->before, prl_digits_of(made->before));
    prl_table_put_number(writer, made->after, prl_digits_of(made->after));
  }
  prl_status status = prl_table_write(writer, path, err);
  prl_table_writer_free(writer);
  return status;
}
