/* zone.c -- which instant is midnight there, and which day is it there now?
 *
 *   zone = name offset [name [offset] , Mm.w.d[/time] , Mm.w.d[/time]]          ("EST5EDT,M3.2.0,M11.1.0")
 *
 * name: three letters or more, or <+-digits and letters>. offset: [+-]hh[:mm[:ss]], west of Greenwich positive, as POSIX has it;
 * kept here as seconds east. Mm.w.d: the w-th weekday d (0 = Sunday; w = 5: the last) of month m, at `time` (02:00 unless
 * given, -167 to 167 hours) of the clock in force before the change. A day begins at its first instant: where the clock leaps
 * over midnight that is the leap. Source: POSIX.1-2017, 8.3 TZ; RFC 8536, 3.3.1.
 */
#include "parley/base.h"

#include <string.h>

enum { DAY_SECONDS = 86400 };
static const char *const accepted = "write a POSIX zone such as UTC0, CST-8 or EST5EDT,M3.2.0,M11.1.0";

static int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* The readers return what follows, or NULL when the thing is not there. */
static const char *read_name(const char *at) {
  const char *from = at;
  if (*at == '<') {
    for (at++; is_letter(*at) || is_digit(*at) || *at == '+' || *at == '-'; at++)
      ;
    return *at == '>' && at - from >= 4 ? at + 1 : NULL;
  }
  while (is_letter(*at)) at++;
  return at - from >= 3 ? at : NULL;
}

static const char *read_number(int32_t *out, const char *at, int32_t least, int32_t most) {
  int32_t value = 0, digits = 0;
  for (; is_digit(*at) && digits < 3; at++, digits++) value = value * 10 + (*at - '0');
  *out = value;
  return digits > 0 && value >= least && value <= most ? at : NULL;
}

/* [+-]hh[:mm[:ss]] in seconds */
static const char *read_clock(int32_t *seconds, const char *at, int32_t most_hours) {
  bool negative = *at == '-';
  int32_t part, total;
  if (*at == '-' || *at == '+') at++;
  if (!(at = read_number(&part, at, 0, most_hours))) return NULL;
  total = part * 3600;
  for (int32_t unit = 60; *at == ':' && unit > 0; unit /= 60) {
    if (!(at = read_number(&part, at + 1, 0, 59))) return NULL;
    total += part * unit;
  }
  *seconds = negative ? -total : total;
  return at;
}

/* ",Mm.w.d[/time]" */
static const char *read_change(int8_t rule[3], int32_t *time, const char *at) {
  static const int32_t least[3] = {1, 1, 0}, most[3] = {12, 5, 6};
  if (at[0] != ',' || at[1] != 'M') return NULL;
  at++;
  for (int k = 0; k < 3; k++) {
    int32_t part;
    if ((k > 0 && *at != '.') || !(at = read_number(&part, at + 1, least[k], most[k]))) return NULL;
    rule[k] = (int8_t)part;
  }
  *time = 2 * 3600;
  return *at == '/' ? read_clock(time, at + 1, 167) : at;
}

static prl_status refuse(prl_error *err, const char *text, const char *why) {
  prl_status status = prl_fail(err, PRL_E_VALUE, "'%s' is no time zone: %s", text, why);
  prl_error_hint(err, "%s", accepted);
  return status;
}

static prl_status parse_summer(prl_zone *zone, const char *at, const char *text, prl_error *err) {
  int32_t west;
  if (!(at = read_name(at))) return refuse(err, text, "what follows the offset is no name for summer time");
  zone->summer = zone->standard + 3600;
  if (*at != ',' && *at != '\0') {
    if (!(at = read_clock(&west, at, 24))) return refuse(err, text, "the offset of summer time is no hh[:mm[:ss]]");
    zone->summer = -west;
  }
  if (*at == '\0') return refuse(err, text, "summer time needs its two changes, such as ,M3.2.0,M11.1.0");
  if (!(at = read_change(zone->start, &zone->start_time, at)))
    return refuse(err, text, "the change to summer time is no ,Mmonth.week.weekday[/time]");
  if (!(at = read_change(zone->end, &zone->end_time, at)))
    return refuse(err, text, "the change from summer time is no ,Mmonth.week.weekday[/time]");
  return *at ? refuse(err, text, "something follows the second change") : PRL_OK;
}

prl_status prl_zone_parse(prl_zone *out, const char *text, prl_error *err) {
  prl_zone zone = {0};
  int32_t west;
  const char *at = read_name(text);
  if (!at) return refuse(err, text, "it does not begin with a name of three letters or more");
  if (!(at = read_clock(&west, at, 24))) return refuse(err, text, "no offset hh[:mm[:ss]] follows the name");
  zone.standard = zone.summer = -west;
  prl_status status = *at ? parse_summer(&zone, at, text, err) : PRL_OK;
  if (status == PRL_OK) *out = zone;
  return status;
}

/* The day a rule falls on in a year. 1970-01-01 was a Thursday. */
static prl_day change_day(const int8_t rule[3], int32_t year) {
  prl_day first = prl_day_of(year, rule[0], 1);
  int32_t weekday = (int32_t)(((int64_t)first % 7 + 7 + 4) % 7);
  int32_t day = 1 + (rule[2] - weekday + 7) % 7 + (rule[1] - 1) * 7;
  while (!prl_day_valid(year, rule[0], day)) day -= 7;
  return first + day - 1;
}

static void changes(prl_instant *start, prl_instant *end, const prl_zone *zone, int32_t year) {
  *start = (prl_instant)change_day(zone->start, year) * DAY_SECONDS + zone->start_time - zone->standard;
  *end = (prl_instant)change_day(zone->end, year) * DAY_SECONDS + zone->end_time - zone->summer;
}

static int32_t year_of(prl_instant local) {
  int32_t year, month, day;
  prl_day_split(&year, &month, &day, (prl_day)floor_divide(local, DAY_SECONDS));
  return year;
}

/* Seconds east of UTC in force at an instant. South of the equator summer ends before it starts. */
static int32_t offset_at(const prl_zone *zone, prl_instant at) {
  if (zone->start[0] == 0) return zone->standard;
  prl_instant start, end;
  changes(&start, &end, zone, year_of(at + zone->standard));
  bool summer = start < end ? at >= start && at < end : at >= start || at < end;
  return summer ? zone->summer : zone->standard;
}

prl_instant prl_zone_midnight(const prl_zone *zone, prl_day day) {
  prl_instant midnight = (prl_instant)day * DAY_SECONDS;
  if (zone->start[0] == 0) return midnight - zone->standard;
  int32_t most = zone->standard > zone->summer ? zone->standard : zone->summer;
  prl_instant early = midnight - most, late = midnight - (zone->standard + zone->summer - most);
  if (offset_at(zone, early) == most) return early;
  if (offset_at(zone, late) != most) return late;
  prl_instant start, end; /* the clock leapt over midnight between the two */
  changes(&start, &end, zone, year_of(midnight));
  return start > early && start <= late ? start : end;
}

prl_day prl_zone_day(const prl_zone *zone, prl_instant at) {
  if (at < (prl_instant)(INT32_MIN + 2) * DAY_SECONDS) return INT32_MIN;
  if (at > (prl_instant)(INT32_MAX - 2) * DAY_SECONDS) return INT32_MAX;
  return (prl_day)floor_divide(at + offset_at(zone, at), DAY_SECONDS);
}
