/* number.c -- numbers to and from text, the same in every locale.
 *
 *   number  = [+-] (digits [. digits*] | . digits) [(e|E) [+-] digits]
 *   integer = [+-] digits
 *
 * Reading: a significand w <= 2^53 and a power |k| <= 22 are both exact doubles, so w * 10^k or w / 10^k is correctly rounded
 * (Clinger 1990). All else goes to strtod, written anew as "digits e exponent": without a decimal point strtod does not depend
 * on the locale. 770 significant digits decide every double; of what follows only "zero or not" matters, kept as a last 1.
 * Writing: printf, whose decimal mark -- the only part that varies -- is put back to '.'.
 */
#include "parley/base.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DECISIVE_DIGITS = 770, EXPONENT_BOUND = 100000 };
#define EXACT_SIGNIFICAND (UINT64_C(1) << 53)

static const double power_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

typedef struct decimal {
  bool negative;
  const char *digits, *digits_end; /* the significand as written, point included, leading zeros skipped */
  uint64_t significand;            /* its first 19 digits */
  int64_t count, exponent;         /* significant digits; value = digits * 10^exponent */
} decimal;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static const char *read_sign(bool *negative, const char *at, const char *end) {
  *negative = at < end && *at == '-';
  return at < end && (*at == '-' || *at == '+') ? at + 1 : at;
}

/* Digits with at most one point. NULL when there is no digit. */
static const char *read_significand(decimal *d, const char *at, const char *end) {
  bool point = false, any = false;
  for (; at < end && (is_digit(*at) || (*at == '.' && !point)); at++) {
    if (*at == '.') {
      point = true;
      continue;
    }
    any = true;
    d->exponent -= point;
    if (d->count == 0 && *at == '0') continue;
    if (d->count == 0) d->digits = at;
    if (d->count++ < 19) d->significand = d->significand * 10 + (uint64_t)(*at - '0');
  }
  d->digits_end = at;
  return any ? at : NULL;
}

/* What follows 'e'. NULL when no digit follows. */
static const char *read_exponent(decimal *d, const char *at, const char *end) {
  bool negative;
  at = read_sign(&negative, at, end);
  if (at == end || !is_digit(*at)) return NULL;
  int64_t e = 0;
  for (; at < end && is_digit(*at); at++)
    if (e < INT64_C(1000000000000000)) e = e * 10 + (*at - '0');
  d->exponent += negative ? -e : e;
  return at;
}

static bool read_decimal(decimal *d, const char *text, size_t length) {
  const char *at = text, *end = text + length;
  *d = (decimal){0};
  at = read_sign(&d->negative, at, end);
  at = read_significand(d, at, end);
  if (at && at < end && (*at == 'e' || *at == 'E')) at = read_exponent(d, at + 1, end);
  return at == end;
}

static double through_strtod(const decimal *d) {
  char text[DECISIVE_DIGITS + 32];
  int length = 0;
  bool rest = false;
  for (const char *c = d->digits; c < d->digits_end; c++) {
    if (*c == '.') continue;
    if (length < DECISIVE_DIGITS)
      text[length++] = *c;
    else
      rest |= *c != '0';
  }
  int64_t exponent = d->exponent + (d->count - length);
  if (rest) {
    text[length++] = '1';
    exponent--;
  }
  if (exponent > EXPONENT_BOUND) exponent = EXPONENT_BOUND;
  if (exponent < -EXPONENT_BOUND) exponent = -EXPONENT_BOUND;
  snprintf(text + length, sizeof text - (size_t)length, "e%d", (int)exponent);
  return strtod(text, NULL);
}

static double value_of(const decimal *d) {
  if (d->count == 0) return 0;
  bool exact = FLT_EVAL_METHOD == 0 && d->count <= 19 && d->significand <= EXACT_SIGNIFICAND;
  if (exact && d->exponent >= 0 && d->exponent <= 22) return (double)d->significand * power_of_ten[d->exponent];
  if (exact && d->exponent < 0 && d->exponent >= -22) return (double)d->significand / power_of_ten[-d->exponent];
  return through_strtod(d);
}

bool prl_parse_number(double *out, const char *text, size_t length) {
  decimal d;
  if (length == 0 || !read_decimal(&d, text, length)) return false;
  double x = value_of(&d);
  if (!isfinite(x)) return false;
  *out = d.negative ? -x : x;
  return true;
}

bool prl_parse_integer(int64_t *out, const char *text, size_t length) {
  const char *at = text, *end = text + length;
  bool negative;
  if (length == 0) return false;
  at = read_sign(&negative, at, end);
  if (at == end) return false;
  int64_t value = 0; /* kept negative: INT64_MIN has no positive twin */
  for (; at < end; at++)
    if (!is_digit(*at) || __builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, *at - '0', &value)) return false;
  if (!negative && value == INT64_MIN) return false;
  *out = negative ? value : -value;
  return true;
}

/* Whatever stands between the digits and is no part of a number in the C locale is the locale's decimal mark (perhaps several bytes). */
static void restore_point(char *text) {
  char *to = text;
  for (const char *from = text; *from; from++) {
    if (strchr("0123456789+-e", *from))
      *to++ = *from;
    else if (to == text || to[-1] != '.')
      *to++ = '.';
  }
  *to = '\0';
}

static const char *spelling_of_nonfinite(double x) { return isnan(x) ? "nan" : x > 0 ? "inf" : "-inf"; }

int prl_print_number(char *buf, size_t size, double x, int digits) {
  if (!isfinite(x)) return snprintf(buf, size, "%s", spelling_of_nonfinite(x));
  char text[64];
  snprintf(text, sizeof text, "%.*g", digits < 1 ? 1 : digits > 17 ? 17 : digits, x);
  restore_point(text);
  return snprintf(buf, size, "%s", text);
}

/* A number all of whose digits are zero has no sign: "-0.00" reads like a loss. */
static const char *drop_sign_of_zero(const char *text) { return text[0] == '-' && !strpbrk(text, "123456789") ? text + 1 : text; }

static void separate_thousands(char *out, const char *text, char separator) {
  size_t whole = strcspn(text, "."), sign = text[0] == '-';
  for (size_t k = 0; text[k]; k++) {
    if (separator && k > sign && k < whole && (whole - k) % 3 == 0) *out++ = separator;
    *out++ = text[k];
  }
  *out = '\0';
}

int prl_print_fixed(char *buf, size_t size, double x, int decimals, char separator) {
  if (!isfinite(x)) return snprintf(buf, size, "%s", spelling_of_nonfinite(x));
  char text[400], separated[600];
  snprintf(text, sizeof text, "%.*f", decimals < 0 ? 0 : decimals > 40 ? 40 : decimals, x);
  restore_point(text);
  separate_thousands(separated, drop_sign_of_zero(text), separator);
  return snprintf(buf, size, "%s", separated);
}
