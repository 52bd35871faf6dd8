/* token.c -- from bytes to words, numbers, quotation marks and signs, with places.
 *
 * A word: letters of any script, digits after the first letter, apostrophes within; "U.S." is one word; a possessive 's is a word of its
 * own. A number: digits with separators, "7.5", "1,619". Quotation marks of any shape become { and }; a straight one opens before a word
 * and closes after one; what is still open at a blank line closes there. Folded = lower case, no periods, no apostrophes.
 * Errors: not UTF-8, a NUL byte, too large. Linear in the bytes. */
#include "inside.h"

enum { SIGN_APOSTROPHE = 0x2019, SIGN_BULLET = 0x2022 };

/* ---- UTF-8 ---- */

/* One sign at `at`; 0 = not UTF-8. */
static uint32_t sign_at(const char *bytes, uint32_t at, uint32_t length, uint32_t *sign) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char *b = (const unsigned char *)bytes + at;
  uint32_t size = b[0] < 0x80 ? 1 : b[0] >= 0xc2 && b[0] < 0xe0 ? 2 : b[0] >= 0xe0 && b[0] < 0xf0 ? 3 : b[0] >= 0xf0 && b[0] < 0xf5 ? 4 : 0;
  if (!size || size > length - at) return 0;
  *sign = size == 1 ? b[0] : b[0] & (0xffu >> (size + 1));
  for (uint32_t k = 1; k < size; k++) {
    if ((b[k] & 0xc0) != 0x80) return 0;
    *sign = *sign << 6 | (b[k] & 0x3fu);
  }
  bool bad = (size > 1 && *sign < least[size]) || (*sign >= 0xd800 && *sign < 0xe000) || *sign > 0x10ffff;
  return bad ? 0 : size;
}

static prl_status refuse(const prl_reading *r, uint32_t at, prl_error *err, const char *what, const char *way_out) {
  int32_t line = 1, column = 1;
  for (uint32_t k = 0; k < at; k++) {
    bool ends = r->bytes[k] == '\n';
    line += ends;
    column = ends ? 1 : column + ((r->bytes[k] & 0xc0) != 0x80);
  }
  prl_fail(err, PRL_E_FORMAT, "%s", what);
  prl_error_at(err, r->name, line, column);
  prl_error_hint(err, "%s", way_out);
  return PRL_E_FORMAT;
}

static prl_status check_text(const prl_reading *r, prl_error *err) {
  for (uint32_t at = 0, size = 0, sign = 0; at < r->length; at += size) {
    size = sign_at(r->bytes, at, r->length, &sign);
    if (size && !sign) return refuse(r, at, err, "a NUL byte, expected plain text", "save the article as plain text");
    if (!size) return refuse(r, at, err, "bytes that are not UTF-8, expected plain text in UTF-8", "save the article as UTF-8");
  }
  return PRL_OK;
}

/* ---- signs ---- */

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_capital(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7); }

static bool is_letter(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c < 0x2000 && c != 0xd7 && c != 0xf7) ||
         (c >= 0x2c00 && c < 0x2e00) || (c >= 0x3040 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfe00);
}

static bool is_blank(uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || (c >= 0x2000 && c <= 0x200f) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x3000 || c == 0xfeff;
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == SIGN_APOSTROPHE || c == 0x2018; }
static bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
static bool is_currency(uint32_t c) { return c == '$' || c == 0xa3 || c == 0xa5 || (c >= 0x20a0 && c <= 0x20cf); }

static char kind_of(uint32_t c) {
  if (c == 0x201c || c == 0x201e || c == 0xab) return '{';
  if (c == 0x201d || c == 0xbb) return '}';
  if (is_dash(c)) return '-';
  if (is_currency(c)) return '$';
  if (c == SIGN_BULLET || c == 0xb7 || c == 0x25cf || c == 0x25aa || c == 0x2023) return '*';
  return c < 0x80 ? (char)c : '?' + 1;
}

int32_t prl_fold(char *out, const char *bytes, size_t length) {
  int32_t n = 0;
  for (size_t k = 0; k < length && n < PRL_FOLDED - 1; k++) {
    char c = bytes[k];
    if (c == '.' || c == '\'') continue;
    if ((unsigned char)c == 0xe2 && k + 2 < length && (unsigned char)bytes[k + 1] == 0x80 && ((unsigned char)bytes[k + 2] & 0xfe) == 0x98) {
      k += 2;
      continue;
    }
    out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  out[n] = '\0';
  return n;
}

/* ---- scanner ---- */

typedef struct scanner {
  prl_reading *r;
  uint32_t at;
  int32_t line, breaks;
  bool space, line_start, open; /* open: a straight quotation mark waits for its fellow */
} scanner;

static uint32_t peek(const scanner *s, uint32_t at, uint32_t *sign) {
  *sign = 0;
  return at < s->r->length ? sign_at(s->r->bytes, at, s->r->length, sign) : 0;
}

static prl_token *push(scanner *s, char kind, uint32_t until) {
  prl_reading *r = s->r;
  r->tokens = prl_reading_grow(r, r->tokens, r->count, &r->room, sizeof *r->tokens);
  if (r->failed) return NULL;
  prl_token *t = &r->tokens[r->count];
  *t = (prl_token){.from = s->at,
                   .until = until,
                   .line = s->line,
                   .kind = kind,
                   .breaks = (uint8_t)(s->breaks > 2 ? 2 : s->breaks),
                   .space = s->space || s->breaks > 0 || r->count == 0,
                   .name = -1,
                   .hit = -1,
                   .mention = -1,
                   .date = -1,
                   .quoted = s->open};
  r->count++;
  s->at = until;
  s->space = false;
  s->breaks = 0;
  return t;
}

/* "U.S.", "a.m.": single letters each with a period, at least two; the end, or 0. */
static uint32_t initials_end(const scanner *s) {
  uint32_t at = s->at, sign, size, letters = 0;
  while ((size = peek(s, at, &sign)) == 1 && is_letter(sign) && at + 1 < s->r->length && s->r->bytes[at + 1] == '.') {
    at += 2;
    letters++;
  }
  size = peek(s, at, &sign);
  return letters >= 2 ? (size && is_letter(sign) ? at - 2 : at) : 0;
}

static uint32_t word_end(const scanner *s) {
  uint32_t at = s->at, sign, size, next;
  while ((size = peek(s, at, &sign)) > 0) {
    if (is_letter(sign) || (is_digit(sign) && at > s->at)) {
      at += size;
    } else if (is_apostrophe(sign) && at > s->at) {
      uint32_t more = peek(s, at + size, &next), after, beyond = peek(s, at + size + more, &after);
      bool possessive = (next == 's' || next == 'S') && !(beyond && is_letter(after));
      if (!more || !is_letter(next) || possessive) break;
      at += size;
    } else {
      break;
    }
  }
  return at;
}

static void scan_word(scanner *s) {
  prl_reading *r = s->r;
  char folded[PRL_FOLDED];
  uint32_t first, end = initials_end(s);
  peek(s, s->at, &first);
  if (!end) end = word_end(s);
  uint32_t from = s->at;
  prl_token *t = push(s, 'w', end);
  if (!t) return;
  prl_fold(folded, r->bytes + from, end - from);
  int32_t lex = prl_map_find(r->lexemes, folded);
  t->lex = lex > 0 ? lex : 0;
  t->name = prl_gazetteer_word(r, folded);
  t->capital = is_capital(first);
  t->upper = t->capital;
  for (uint32_t k = from; k < end; k++) t->upper &= !(r->bytes[k] >= 'a' && r->bytes[k] <= 'z');
}

/* The apostrophe of a possessive, with its s. */
static bool scan_possessive(scanner *s, uint32_t size) {
  uint32_t next, more = peek(s, s->at + size, &next);
  bool after_word = s->r->count > 0 && !s->space && !s->breaks && s->r->tokens[s->r->count - 1].kind == 'w';
  if (!after_word) return false;
  push(s, '\'', s->at + size + (next == 's' || next == 'S' ? more : 0));
  return true;
}

/* A point before a digit; a comma before three digits and no more ("1,619", not "24,2025"). */
static bool joins_digits(const scanner *s, uint32_t at) {
  const char *b = s->r->bytes + at;
  uint32_t left = s->r->length - at, digits = 0;
  while (digits + 1 < left && digits < 4 && is_digit((unsigned char)b[digits + 1])) digits++;
  return (b[0] == '.' && digits > 0) || (b[0] == ',' && digits == 3);
}

static void scan_number(scanner *s) {
  const char *b = s->r->bytes;
  uint32_t at = s->at;
  while (at < s->r->length && (is_digit((unsigned char)b[at]) || (at > s->at && joins_digits(s, at)))) at++;
  char folded[PRL_FOLDED];
  prl_fold(folded, b + s->at, at - s->at);
  prl_token *t = push(s, 'n', at);
  if (t) t->name = prl_gazetteer_word(s->r, folded);
}

static void scan_straight_quote(scanner *s, uint32_t size) {
  uint32_t next, more = peek(s, s->at + size, &next);
  bool opens = !s->open && more && !is_blank(next);
  if (!opens && !s->open) {
    push(s, '?', s->at + size);
    return;
  }
  if (!opens) s->open = false;
  push(s, opens ? '{' : '}', s->at + size);
  if (opens) s->open = true;
}

static void close_open(scanner *s) {
  if (!s->open) return;
  s->open = false;
  push(s, '}', s->at);
}

static void scan_sign(scanner *s, uint32_t sign, uint32_t size) {
  char kind = kind_of(sign);
  bool bullet = s->line_start && (kind == '*' || kind == '-');
  if (kind == '}') s->open = false;
  prl_token *t = push(s, kind, s->at + size);
  if (t) t->bullet = bullet;
  if (t && kind == '%') t->name = prl_gazetteer_word(s->r, "percent");
  if (kind == '{') s->open = true;
}

static void scan_blank(scanner *s, uint32_t sign, uint32_t size) {
  if (sign == '\n' || (sign == '\r' && (s->at + 1 >= s->r->length || s->r->bytes[s->at + 1] != '\n'))) {
    if (++s->breaks == 2) close_open(s), s->breaks = 2;
    s->line++;
    s->line_start = true;
  }
  s->space = true;
  s->at += size;
}

static void scan_one(scanner *s) {
  uint32_t sign, size = peek(s, s->at, &sign);
  if (is_blank(sign)) {
    scan_blank(s, sign, size);
    return;
  }
  if (is_letter(sign))
    scan_word(s);
  else if (is_digit(sign))
    scan_number(s);
  else if (sign == '"')
    scan_straight_quote(s, size);
  else if (!is_apostrophe(sign) || !scan_possessive(s, size))
    scan_sign(s, sign, size);
  s->line_start = false;
}

prl_status prl_pass_tokens(prl_reading *r, prl_error *err) {
  prl_status status = check_text(r, err);
  scanner s = {.r = r, .line = 1, .line_start = true};
  while (status == PRL_OK && !r->failed && s.at < r->length) scan_one(&s);
  if (status == PRL_OK) close_open(&s);
  return status;
}

/* ---- asking tokens ---- */

bool prl_is(const prl_reading *r, int32_t at, const char *word) {
  char folded[PRL_FOLDED];
  if (prl_kind(r, at) != 'w') return false;
  const prl_token *t = &r->tokens[at];
  if ((r->bytes[t->from] | 0x20) != *word || t->until - t->from > strlen(word) + 8) return false;
  prl_fold(folded, r->bytes + t->from, t->until - t->from);
  return !strcmp(folded, word);
}

int32_t prl_says(const prl_reading *r, int32_t at, const char *words) {
  char word[PRL_FOLDED];
  for (bool first = true; *words; first = false) {
    size_t length = strcspn(words, " ");
    if (length >= sizeof word) return -1;
    memcpy(word, words, length);
    word[length] = '\0';
    if (!first && prl_kind(r, at) == '-' && !r->tokens[at].space) at++;
    if (!prl_is(r, at, word)) return -1;
    at++;
    words += length + (words[length] == ' ');
  }
  return at;
}

bool prl_number_at(const prl_reading *r, int32_t at, double *out) {
  char digits[48];
  size_t n = 0;
  if (prl_kind(r, at) != 'n') return false;
  const prl_token *t = &r->tokens[at];
  for (uint32_t k = t->from; k < t->until && n < sizeof digits; k++)
    if (r->bytes[k] != ',') digits[n++] = r->bytes[k];
  return n < sizeof digits && prl_parse_number(out, digits, n);
}

double prl_amount_at(const prl_reading *r, int32_t at) {
  double x;
  if (prl_number_at(r, at, &x)) return x;
  return prl_kind(r, at) == 'w' && (prl_class(r, at) & PRL_LEX_NUMBER) ? prl_value(r, at) : __builtin_nan("");
}
