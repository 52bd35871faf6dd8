/* printed.c -- what an article printed, and how a computed number stands to it.
 *
 * The reference is a CSV: case, quantity, country, sector, printed (the digits as they stand), table, and where a printed cell is known
 * not to be what the model gives, reason (misprint) and exact (what is). A reason counts only while the number computed is the one it was
 * given for: |ours - exact| at most one unit of the last digit of exact.
 *
 *   every digit     round(ours, d) = printed                     d decimals printed
 *   padded          round(ours, 3 significant digits) = printed
 *   rounded twice   round(round(ours, d + 1), d) = printed       halves away from zero
 *   stopped early   one of the first two, and the equilibrium does not give the same digits */
#include "inside.h"

#include <math.h>
#include <string.h>

bool prl_agreement_matches(prl_agreement agreement) {
#define PRL_X(name, match, text) match,
  static const bool matches[] = {PRL_AGREEMENT_LIST(PRL_X)};
#undef PRL_X
  return matches[agreement];
}

const char *prl_agreement_text(prl_agreement agreement) {
#define PRL_X(name, match, text) text,
  static const char *const texts[] = {PRL_AGREEMENT_LIST(PRL_X)};
#undef PRL_X
  return texts[agreement];
}

/* ---- rounding ---- */

static int32_t decimals_of(const char *printed) {
  const char *point = strchr(printed, '.');
  return point ? (int32_t)strlen(point + 1) : 0;
}

/* x in units of its d-th decimal */
static double in_units(double x, int32_t decimals) { return round(x * pow(10, decimals)); }

static bool short_agrees(double ours, double printed, int32_t decimals) {
  const int32_t fewer = ours != 0 ? 2 - (int32_t)floor(log10(fabs(ours))) : decimals;
  return fewer >= 0 && fewer < decimals && in_units(ours, fewer) == in_units(printed, fewer) &&
         in_units(printed, fewer) * pow(10, decimals - fewer) == in_units(printed, decimals);
}

prl_agreement prl_agree(double ours, const char *printed) {
  double value;
  const int32_t decimals = decimals_of(printed);
  if (!isfinite(ours) || !prl_parse_number(&value, printed, strlen(printed))) return PRL_AGREEMENT_DIFFERS;
  if (in_units(ours, decimals) == in_units(value, decimals)) return PRL_AGREEMENT_DIGITS;
  if (short_agrees(ours, value, decimals)) return PRL_AGREEMENT_PADDED;
  if (round(in_units(ours, decimals + 1) / 10) == in_units(value, decimals)) return PRL_AGREEMENT_ROUNDED_TWICE;
  return PRL_AGREEMENT_DIFFERS;
}

prl_agreement prl_printed_agree(const prl_printed *printed, double ours, double equilibrium) {
  const prl_agreement agreement = prl_agree(ours, printed->text);
  if (prl_agreement_matches(agreement))
    return prl_agreement_matches(prl_agree(equilibrium, printed->text)) ? agreement : PRL_AGREEMENT_STOPPED_EARLY;
  if (agreement != PRL_AGREEMENT_DIFFERS || printed->reason == PRL_AGREEMENT_DIFFERS) return agreement;
  const double last = pow(10, floor(log10(fabs(printed->exact))) - 4); /* exact has five digits or more */
  return fabs(ours - printed->exact) <= last ? printed->reason : PRL_AGREEMENT_DIFFERS;
}

/* ---- the reference ---- */

enum { CASE, QUANTITY, COUNTRY, SECTOR, PRINTED, TABLE, REASON, EXACT, COLUMNS };
static const prl_column columns[COLUMNS] = {{"case", PRL_TEXT, true},   {"quantity", PRL_TEXT, true}, {"country", PRL_TEXT, true},
                                            {"sector", PRL_TEXT, true}, {"printed", PRL_TEXT, true},  {"table", PRL_TEXT, true},
                                            {"reason", PRL_TEXT, true}, {"exact", PRL_NUMBER, false}};

static prl_status read_reason(prl_agreement *out, const char *word, prl_error *err) {
  *out = PRL_AGREEMENT_DIFFERS;
  if (!strcmp(word, "misprint"))
    *out = PRL_AGREEMENT_MISPRINT;
  else if (*word)
    return prl_fail(err, PRL_E_VALUE, "\"%.40s\" is no reason; expected misprint or nothing", word);
  return PRL_OK;
}

static prl_status check_row(const prl_printed *p, prl_error *err) {
  double value;
  if (!prl_parse_number(&value, p->text, strlen(p->text))) return prl_fail(err, PRL_E_VALUE, "\"%.40s\" is not a number", p->text);
  if (p->reason != PRL_AGREEMENT_DIFFERS && !(fabs(p->exact) > 0))
    return prl_fail(err, PRL_E_MISSING, "a reason needs the exact number beside it");
  return PRL_OK;
}

static prl_status read_row(prl_printed *out, const prl_table *table, const int32_t at[COLUMNS], int64_t row, prl_error *err) {
  const char *text[COLUMNS] = {0};
  for (int32_t k = 0; k < EXACT; k++) text[k] = prl_table_text(table, row, at[k]);
  *out = (prl_printed){.question = {text[CASE], text[QUANTITY], text[COUNTRY], text[SECTOR]}, .table = text[TABLE], .text = text[PRINTED]};
  out->row = row;
  out->exact = at[EXACT] < 0 ? NAN : prl_table_numbers(table, at[EXACT])[row];
  prl_status status = read_reason(&out->reason, text[REASON], err);
  if (status == PRL_OK) status = check_row(out, err);
  if (status < 0) prl_table_place(table, row, at[status == PRL_E_VALUE && !*text[REASON] ? PRINTED : REASON], err);
  return status;
}

prl_status prl_printed_read(prl_table **table, prl_printed **out, int32_t *count, prl_arena *arena, const char *path, prl_error *err) {
  int32_t at[COLUMNS];
  prl_status status = prl_table_read(table, path, columns, COLUMNS, PRL_TEXT, err);
  if (status < 0) return status;
  for (int32_t k = 0; k < COLUMNS; k++) at[k] = prl_table_find(*table, columns[k].name);
  *count = (int32_t)prl_table_rows(*table);
  *out = prl_arena_alloc(arena, (size_t)*count + 1, sizeof **out);
  if (!*out) return prl_fail(err, PRL_E_MEMORY, "no memory left for what is printed");
  for (int32_t k = 0; k < *count && status == PRL_OK; k++) status = read_row(&(*out)[k], *table, at, k, err);
  return status;
}
