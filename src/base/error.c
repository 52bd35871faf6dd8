/* error.c -- what went wrong, where, and what to do about it.
 *
 * One list (PRL_STATUS_LIST) makes the enum, the texts, the advice and the program's exit status. The record belongs to the
 * caller. Invariant: the first error wins -- a record whose status is negative is changed by no later prl_fail, and its place,
 * item and hint are filled at most once, so the innermost caller, who knows most, is the one heard.
 */
#include "parley/base.h"

#include <stdarg.h>
#include <string.h>

const char *prl_status_text(prl_status status) {
  switch (status) {
#define PRL_X(name, value, exit, text, advice)                                                                                             \
  case PRL_##name: return text;
    PRL_STATUS_LIST(PRL_X)
#undef PRL_X
  }
  return "unknown status";
}

const char *prl_status_advice(prl_status status) {
  switch (status) {
#define PRL_X(name, value, exit, text, advice)                                                                                             \
  case PRL_##name: return advice;
    PRL_STATUS_LIST(PRL_X)
#undef PRL_X
  }
  return "";
}

int prl_status_exit(prl_status status) {
  switch (status) {
#define PRL_X(name, value, exit, text, advice)                                                                                             \
  case PRL_##name: return exit;
    PRL_STATUS_LIST(PRL_X)
#undef PRL_X
  }
  return 4;
}

/* A text cut at the buffer's end must not end in half a UTF-8 character. */
static void trim_cut_character(char *text) {
  size_t length = strlen(text), back = 0;
  while (back < 3 && back < length && ((unsigned char)text[length - 1 - back] & 0xC0) == 0x80) back++;
  if (back == length) return;
  unsigned char lead = (unsigned char)text[length - 1 - back];
  size_t need = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  if (back < need) text[length - 1 - back] = '\0';
}

__attribute__((format(printf, 3, 0))) static void print_cut(char *out, size_t size, const char *format, va_list arguments) {
  int length = vsnprintf(out, size, format, arguments);
  if (length < 0)
    out[0] = '\0';
  else if ((size_t)length >= size)
    trim_cut_character(out);
}

prl_status prl_fail(prl_error *err, prl_status status, const char *format, ...) {
  if (!err) return status;
  if (err->status < 0) return err->status;
  if (err->status > 0) *err = (prl_error){0};
  err->status = status;
  va_list arguments;
  va_start(arguments, format);
  print_cut(err->message, sizeof err->message, format, arguments);
  va_end(arguments);
  return status;
}

void prl_error_at(prl_error *err, const char *file, int32_t line, int32_t column) {
  if (!err || err->status == PRL_OK) return;
  if (!err->file[0] && file && (size_t)snprintf(err->file, sizeof err->file, "%s", file) >= sizeof err->file) trim_cut_character(err->file);
  if (err->line > 0) return;
  err->line = line;
  err->column = column;
}

void prl_error_item(prl_error *err, const char *format, ...) {
  if (!err || err->status == PRL_OK || err->item[0]) return;
  va_list arguments;
  va_start(arguments, format);
  print_cut(err->item, sizeof err->item, format, arguments);
  va_end(arguments);
}

void prl_error_hint(prl_error *err, const char *format, ...) {
  if (!err || err->status == PRL_OK || err->hint[0]) return;
  va_list arguments;
  va_start(arguments, format);
  print_cut(err->hint, sizeof err->hint, format, arguments);
  va_end(arguments);
}

/* "file:line:column: ", of which any part may be missing. */
static void print_place(char *out, size_t size, const prl_error *err) {
  char line[16] = "", column[16] = "";
  if (err->line > 0) snprintf(line, sizeof line, err->file[0] ? ":%d" : "%d", err->line);
  if (err->line > 0 && err->column > 0) snprintf(column, sizeof column, ":%d", err->column);
  snprintf(out, size, "%s%s%s%s", err->file, line, column, err->file[0] || line[0] ? ": " : "");
}

int prl_error_print(char *buf, size_t size, const prl_error *err) {
  char place[sizeof err->file + 40];
  print_place(place, sizeof place, err);
  const char *message = err->message[0] ? err->message : prl_status_text(err->status);
  const char *hint = err->hint[0] ? err->hint : prl_status_advice(err->status);
  bool item = err->item[0] != '\0';
  return snprintf(buf, size, "%s%s%s%s%s%s%s%s", place, err->status < 0 ? "error: " : "", message, item ? " (" : "", err->item,
                  item ? ")" : "", hint[0] ? ". " : "", hint);
}
