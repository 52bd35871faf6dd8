/* date.c -- days since 1970-01-01 and the civil calendar.
 *
 * Proleptic Gregorian. The year is counted from 1 March, so that the leap day is its last and months before month m (March = 0)
 * hold floor((153 m + 2) / 5) days; 400 years hold 146,097 days, and 1970-01-01 is day 719,468 from 0000-03-01.
 * Invariant: prl_day_split inverts prl_day_of. Years are good to +-5,000,000, as far as a 32-bit day goes.
 * Source: Hinnant (2014), "chrono-compatible low-level date algorithms"; the month formula goes back to Zeller (1882).
 */
#include "parley/base.h"

enum { DAYS_OF_ERA = 146097, EPOCH = 719468, LAST_YEAR = 5000000 };

static int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

prl_day prl_day_of(int32_t year, int32_t month, int32_t day) {
  int64_t y = (int64_t)year - (month <= 2);
  int64_t era = floor_divide(y, 400), year_of_era = y - era * 400;
  int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  return (prl_day)(era * DAYS_OF_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH);
}

void prl_day_split(int32_t *year, int32_t *month, int32_t *day, prl_day d) {
  int64_t z = (int64_t)d + EPOCH;
  int64_t era = floor_divide(z, DAYS_OF_ERA), e = z - era * DAYS_OF_ERA;
  int64_t year_of_era = (e - e / 1460 + e / 36524 - e / 146096) / 365;
  int64_t day_of_year = e - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t m = (5 * day_of_year + 2) / 153;
  *day = (int32_t)(day_of_year - (153 * m + 2) / 5 + 1);
  *month = (int32_t)(m < 10 ? m + 3 : m - 9);
  *year = (int32_t)(year_of_era + era * 400 + (*month <= 2));
}

bool prl_day_valid(int32_t year, int32_t month, int32_t day) {
  static const int8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < -LAST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return false;
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= days[month - 1] + (leap && month == 2);
}
