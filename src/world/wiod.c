/* wiod.c -- the World Input-Output Database, release of 2013, as a wide table (wide.c): USA_c14, USA_c37, OUT.
 *
 * Sectors c1 to c35 are NACE 1: agriculture, mining and manufacturing (c1 to c16) are goods. Final demand: households c37, non-profit
 * institutions c38, government c39, fixed capital c41, stocks c42. Source: Timmer, Dietzenbacher, Los, Stehrer and de Vries (2015). */
#include "import.h"

#include <string.h>

enum { LAST_GOODS = 16, LAST_SECTOR = 35 };

static int is_goods(const char *code) {
  int64_t number;
  if (code[0] != 'c' || !prl_parse_integer(&number, code + 1, strlen(code + 1)) || number < 1 || number > LAST_SECTOR) return -1;
  return number <= LAST_GOODS;
}

prl_status prl_import_wiod(prl_world **out, prl_source *source) {
  static const char *const final[] = {"c37", "c38", "c39", "c41", "c42", NULL};
  static const prl_wide_form form = {.scheme = "wiod2013", .final = final, .goods = is_goods};
  return prl_wide_import(out, source, &form);
}
