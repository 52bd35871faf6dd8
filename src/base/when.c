/* when.c -- dates as people write them, kept as bounds.
 *
 *   2025-11-10                  a day; what is so dated begins at that day's midnight in the zone
 *   2025-11-10T13:01+08:00      an instant (seconds may follow; Z is +00:00)
 *   2025-10, 2025               some day of that month, of that year
 *   ~2025-10-30                 some day within 7 either side
 *
 * Years have four digits. Bounds are instants lo <= begin <= hi; both are midnights that begin a day meant, so hi of a month is
 * the midnight beginning its last day. Invariant: parse(print(w)) = w.
 */
#include "parley/base.h"

#include <string.h>

enum { EITHER_SIDE = 7, DAY_SECONDS = 86400 };

typedef struct reader {
  const char *text, *at; /* whole and rest; at NULL once something was refused */
  prl_error *err;
} reader;

static void refuse(reader *r, const char *why) {
  r->at = NULL;
  prl_fail(r->err, PRL_E_VALUE, "'%s' is no date: %s", r->text, why);
  prl_error_hint(r->err, "write 2025-11-10, 2025-11-10T13:01+08:00, 2025-10, 2025 or ~2025-10-30");
}

/* Exactly `digits` digits, least..most. */
static int32_t read_digits(reader *r, int digits, int32_t least, int32_t most, const char *why) {
  int32_t value = 0;
  for (int k = 0; r->at && k < digits; k++) {
    if (r->at[k] < '0' || r->at[k] > '9') {
      refuse(r, why);
      return 0;
    }
    value = value * 10 + (r->at[k] - '0');
  }
  if (!r->at) return 0;
  if (value < least || value > most)
    refuse(r, why);
  else
    r->at += digits;
  return value;
}

static bool take(reader *r, char c) {
  if (!r->at || *r->at != c) return false;
  r->at++;
  return true;
}

/* "+hh:mm" or "Z", seconds east of UTC */
static int32_t read_offset(reader *r) {
  if (!r->at || take(r, 'Z')) return 0;
  bool west = *r->at == '-';
  if (!take(r, '+') && !take(r, '-')) {
    refuse(r, *r->at ? "after the time a zone was expected, +08:00 or Z" : "the time has no zone; add +08:00 or Z");
    return 0;
  }
  const char *why = "the zone is not +hh:mm (at most 14:59)";
  int32_t hours = read_digits(r, 2, 0, 14, why);
  if (r->at && !take(r, ':')) refuse(r, why);
  int32_t seconds = hours * 3600 + read_digits(r, 2, 0, 59, why) * 60;
  return west ? -seconds : seconds;
}

static void read_time(reader *r, prl_when *when) {
  int32_t hour = read_digits(r, 2, 0, 23, "the hour is not 00 to 23");
  if (r->at && !take(r, ':')) refuse(r, "':' was expected after the hour");
  int32_t minute = read_digits(r, 2, 0, 59, "the minute is not 00 to 59");
  int32_t second = take(r, ':') ? read_digits(r, 2, 0, 59, "the second is not 00 to 59") : 0;
  when->offset = read_offset(r);
  when->kind = PRL_WHEN_INSTANT;
  when->at = (prl_instant)when->first * DAY_SECONDS + hour * 3600 + minute * 60 + second - when->offset;
}

static void widen(prl_when *when, prl_when_kind kind, prl_day first, prl_day last) {
  when->kind = kind;
  when->first = first;
  when->last = last;
}

static void read_when(reader *r, prl_when *when) {
  bool about = take(r, '~');
  int32_t year = read_digits(r, 4, 1, 9999, "it does not begin with a year of four digits");
  if (!r->at || (!about && *r->at == '\0')) {
    widen(when, PRL_WHEN_YEAR, prl_day_of(year, 1, 1), prl_day_of(year, 12, 31));
    return;
  }
  if (!take(r, '-')) {
    refuse(r, about ? "'~' needs a whole day" : "'-' was expected after the year");
    return;
  }
  int32_t month = read_digits(r, 2, 1, 12, "the month is not 01 to 12");
  if (!r->at || (!about && *r->at == '\0')) {
    widen(when, PRL_WHEN_MONTH, prl_day_of(year, month, 1), prl_day_of(year + month / 12, month % 12 + 1, 1) - 1);
    return;
  }
  if (!take(r, '-')) {
    refuse(r, about ? "'~' needs a whole day" : "'-' was expected after the month");
    return;
  }
  int32_t number = read_digits(r, 2, 1, 31, "the day is not 01 to 31");
  if (r->at && !prl_day_valid(year, month, number)) {
    refuse(r, "that month has no such day");
    return;
  }
  prl_day day = prl_day_of(year, month, number);
  widen(when, about ? PRL_WHEN_ABOUT : PRL_WHEN_DAY, day - EITHER_SIDE * about, day + EITHER_SIDE * about);
  if (!about && take(r, 'T')) read_time(r, when);
}

prl_status prl_when_parse(prl_when *out, const char *text, prl_error *err) {
  reader r = {.text = text, .at = text, .err = err};
  prl_when when = {0};
  read_when(&r, &when);
  if (r.at && *r.at != '\0') refuse(&r, "something follows the date");
  if (!r.at) return PRL_E_VALUE;
  *out = when;
  return PRL_OK;
}

void prl_when_bounds(prl_instant *lo, prl_instant *hi, const prl_when *when, const prl_zone *zone) {
  switch (when->kind) {
    case PRL_WHEN_NONE:
      *lo = PRL_INSTANT_MIN;
      *hi = PRL_INSTANT_MAX;
      return;
    case PRL_WHEN_INSTANT: *lo = *hi = when->at; return;
    case PRL_WHEN_DAY:
    case PRL_WHEN_MONTH:
    case PRL_WHEN_YEAR:
    case PRL_WHEN_ABOUT:
      *lo = prl_zone_midnight(zone, when->first);
      *hi = prl_zone_midnight(zone, when->last);
      return;
  }
}

static void print_offset(char *out, size_t size, int32_t offset) {
  int32_t minutes = (offset < 0 ? -offset : offset) / 60;
  if (offset == 0)
    snprintf(out, size, "Z");
  else
    snprintf(out, size, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static int print_instant(char *buf, size_t size, const prl_when *when, int32_t year, int32_t month, int32_t day) {
  char zone[16], seconds[16] = "";
  int32_t clock = (int32_t)(when->at + when->offset - (prl_instant)when->first * DAY_SECONDS);
  print_offset(zone, sizeof zone, when->offset);
  if (clock % 60) snprintf(seconds, sizeof seconds, ":%02d", clock % 60);
  return snprintf(buf, size, "%04d-%02d-%02dT%02d:%02d%s%s", year, month, day, clock / 3600, clock / 60 % 60, seconds, zone);
}

int prl_when_print(char *buf, size_t size, const prl_when *when) {
  int32_t year, month, day;
  prl_day_split(&year, &month, &day, when->kind == PRL_WHEN_ABOUT ? when->first + EITHER_SIDE : when->first);
  switch (when->kind) {
    case PRL_WHEN_NONE: break;
    case PRL_WHEN_DAY: return snprintf(buf, size, "%04d-%02d-%02d", year, month, day);
    case PRL_WHEN_INSTANT: return print_instant(buf, size, when, year, month, day);
    case PRL_WHEN_MONTH: return snprintf(buf, size, "%04d-%02d", year, month);
    case PRL_WHEN_YEAR: return snprintf(buf, size, "%04d", year);
    case PRL_WHEN_ABOUT: return snprintf(buf, size, "~%04d-%02d-%02d", year, month, day);
  }
  return snprintf(buf, size, "%s", "");
}
