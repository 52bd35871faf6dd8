/* page_figures.c -- numbers, money, rates and dates as people read them.
 *
 * Changes carry their sign (U+2212 for minus) and the decimals of their table, so that a column can be compared; what rounds to zero has no
 * sign. Percent of real income, millions of base-year US dollars. NaN and infinities are "not known". */
#include "page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *not_known(void) { return prl_word_text(PRL_W_NOT_KNOWN); }

int prl_decimals_for(double largest) {
  if (!(largest > 0)) return 2;
  const double places = 1 - floor(log10(largest));
  return places < 1 ? 1 : places > 5 ? 5 : (int)places;
}

/* digits of |x|, thousands separated, and the sign it needs after rounding: -1, 0, +1 */
static int magnitude(char *buf, size_t size, double x, int decimals, char separator) {
  prl_print_fixed(buf, size, fabs(x), decimals, separator);
  const bool zero = strspn(buf, "0.,") == strlen(buf);
  return zero ? 0 : x < 0 ? -1 : 1;
}

static const char *sign_text(int sign) { return sign < 0 ? PRL_MINUS : sign > 0 ? "+" : ""; }

const char *prl_show_change(prl_page *page, double percent, int decimals, bool unit) {
  if (!isfinite(percent)) return not_known();
  char digits[64];
  const int sign = magnitude(digits, sizeof digits, percent, decimals, '\0');
  return prl_page_keep(page, "%s%s%s%s", sign_text(sign), digits, unit ? PRL_NBSP : "", unit ? prl_word_text(PRL_W_UNIT_PERCENT) : "");
}

const char *prl_show_millions(prl_page *page, double millions) {
  if (!isfinite(millions)) return not_known();
  char digits[64];
  const int sign = magnitude(digits, sizeof digits, millions, fabs(millions) < 9.95 && fabs(millions) >= 0.05 ? 1 : 0, ',');
  return prl_page_keep(page, "%s%s", sign_text(sign), digits);
}

const char *prl_show_money(prl_page *page, double millions) {
  if (!isfinite(millions)) return not_known();
  const bool billions = fabs(millions) >= 999.5;
  char digits[64];
  const int sign = magnitude(digits, sizeof digits, billions ? millions / 1000 : millions, billions ? 1 : 0, ',');
  return prl_page_said(page, billions ? PRL_W_BILLION : PRL_W_MILLION, PRL_WITH(prl_page_keep(page, "%s%s", sign_text(sign), digits)));
}

const char *prl_show_count(prl_page *page, int64_t n) { return prl_page_keep(page, "%lld", (long long)n); }

const char *prl_show_number(prl_page *page, double x, int digits) {
  if (!isfinite(x)) return not_known();
  char text[64];
  prl_print_number(text, sizeof text, fabs(x), digits);
  return prl_page_keep(page, "%s%s", x < 0 ? PRL_MINUS : "", text);
}

/* two digits and a power of ten: 3.1e-14 */
const char *prl_show_small(prl_page *page, double x) {
  if (!isfinite(x)) return not_known();
  char text[64];
  prl_print_number(text, sizeof text, x, 2);
  const char *power = strchr(text, 'e');
  if (!power) return prl_page_keep(page, "%s", text);
  const char *exponent = power + 1 + strspn(power + 1, "+-0");
  return prl_page_keep(page, "%.*s" PRL_NBSP "\xc3\x97" PRL_NBSP "10^%s%s", (int)(power - text), text, power[1] == '-' ? PRL_MINUS : "",
                       exponent);
}

/* ---- dates ---- */

static const char *day_text(prl_page *page, prl_day day) {
  int32_t year, month, number;
  prl_day_split(&year, &month, &number, day);
  return PRL_SAID(page, DATE_DAY, prl_show_count(page, number), prl_word_text((prl_word)(PRL_W_M1 + month - 1)),
                  prl_show_count(page, year));
}

static const char *clock_text(prl_page *page, const prl_when *when) {
  const int64_t minutes = ((when->at + when->offset) / 60 % 1440 + 1440) % 1440;
  const int32_t offset = when->offset / 60, size = offset < 0 ? -offset : offset;
  return prl_page_keep(page, "%02d:%02d UTC%s%02d:%02d", (int)(minutes / 60), (int)(minutes % 60), offset < 0 ? PRL_MINUS : "+", size / 60,
                       size % 60);
}

const char *prl_show_when(prl_page *page, const prl_when *when) {
  int32_t year, month, day;
  prl_day_split(&year, &month, &day, when->first);
  switch (when->kind) {
    case PRL_WHEN_DAY: return day_text(page, when->first);
    case PRL_WHEN_INSTANT: return PRL_SAID(page, DATE_TIME, day_text(page, when->first), clock_text(page, when));
    case PRL_WHEN_MONTH: return PRL_SAID(page, DATE_MONTH, prl_word_text((prl_word)(PRL_W_M1 + month - 1)), prl_show_count(page, year));
    case PRL_WHEN_YEAR: return prl_show_count(page, year);
    case PRL_WHEN_ABOUT: return PRL_SAID(page, DATE_ABOUT, day_text(page, (when->first + when->last) / 2));
    case PRL_WHEN_NONE: break;
  }
  return prl_word_text(PRL_W_OPEN_END);
}

const char *prl_show_date(prl_page *page, const char *text) {
  prl_when when;
  return prl_when_parse(&when, text, NULL) == PRL_OK ? prl_show_when(page, &when) : text;
}

/* ---- rates ---- */

const char *prl_show_rate(prl_page *page, const prl_measure *measure, double rate) {
  if (!isfinite(rate)) return not_known();
  const char *number = prl_show_number(page, rate, 6);
  if (!strcmp(measure->unit, "percent")) return prl_page_keep(page, "%s" PRL_NBSP "%s", number, prl_word_text(PRL_W_UNIT_PERCENT));
  return *measure->unit ? PRL_SAID(page, RATE_UNIT, number, measure->unit) : number;
}

static bool line_holds(const prl_line *line, prl_day day) {
  const bool begun = line->from.kind == PRL_WHEN_NONE || line->from.first <= day;
  return begun && (line->until.kind == PRL_WHEN_NONE || line->until.first > day) && isfinite(line->rate);
}

static void span_of_lines(double *low, double *high, const prl_measure *measure, prl_day day) {
  for (int32_t l = 0; measure->goods.kind == PRL_GOODS_LIST && l < measure->goods.list_count; l++) {
    const prl_list *list = measure->goods.lists[l];
    for (int32_t k = 0; k < list->count; k++) {
      if (!line_holds(&list->lines[k], day)) continue;
      *low = fmin(*low, list->lines[k].rate);
      *high = fmax(*high, list->lines[k].rate);
    }
  }
}

bool prl_rate_span(double *low, double *high, const prl_page *page, const prl_standing *standing) {
  *low = INFINITY, *high = -INFINITY;
  if (standing->by_line)
    span_of_lines(low, high, standing->measure, page->asof.date.last);
  else if (standing->has_rate || standing->rate_low < standing->rate_high)
    *low = standing->rate_low, *high = standing->rate_high;
  return isfinite(*low) && isfinite(*high);
}

const char *prl_show_span(prl_page *page, const prl_measure *measure, double low, double high) {
  if (low == high) return prl_show_rate(page, measure, low);
  return PRL_SAID(page, RANGE, prl_show_number(page, low, 6), prl_show_rate(page, measure, high));
}

const char *prl_show_standing_rate(prl_page *page, const prl_standing *standing) {
  const prl_measure *m = standing->measure;
  double low, high;
  const bool known = prl_rate_span(&low, &high, page, standing);
  if (standing->by_line) return known ? PRL_SAID(page, BY_LINE_AT, prl_show_span(page, m, low, high)) : prl_word_text(PRL_W_BY_LINE);
  if (known) return prl_show_span(page, m, low, high);
  const bool numberless = m->instrument == PRL_BAN || m->instrument == PRL_STATUTE || m->instrument == PRL_LISTING;
  return numberless || standing->in_force == PRL_NO ? "" : not_known();
}

const char *prl_show_state(prl_state state) { return prl_word_text((prl_word)(PRL_W_ST_NOT_YET + (int)state)); }

_Static_assert(PRL_W_ST_UNKNOWN - PRL_W_ST_NOT_YET == PRL_STATES - 1, "a word a state, in the order of the states");
_Static_assert(PRL_W_I_PURCHASE - PRL_W_I_TARIFF == PRL_INSTRUMENTS - 1, "a word an instrument, in the order of the instruments");

const char *prl_show_instrument(prl_instrument instrument) { return prl_word_text((prl_word)(PRL_W_I_TARIFF + (int)instrument)); }
