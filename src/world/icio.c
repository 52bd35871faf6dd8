/* icio.c -- the OECD's Inter-Country Input-Output tables, and every table laid out like them (wide.c).
 *
 * Final demand: households (HFCE), non-profit institutions (NPISH), government (GGFC), fixed capital (GFCF), stocks (INVNT), residents'
 * purchases abroad (DPABR, formerly NONRES or P33), a discrepancy (DISC), or all of it in one column (FD). The extended tables divide
 * China and Mexico by kind of firm; the parts are summed. Sectors are ISIC Rev. 4, whose sections A, B and C are goods. Source: OECD,
 * ICIO. */
#include "import.h"

static const char *const final[] = {"FD", "HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "NONRES", "P33", "DISC", NULL};
static const char *const parts[][2] = {{"CN1", "CHN"}, {"CN2", "CHN"}, {"MX1", "MEX"}, {"MX2", "MEX"}, {NULL, NULL}};

prl_status prl_import_icio(prl_world **out, prl_source *source) {
  static const prl_wide_form form = {.scheme = "icio", .final = final, .parts = parts, .goods = prl_isic_goods};
  return prl_wide_import(out, source, &form);
}
