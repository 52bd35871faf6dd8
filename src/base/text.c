/* text.c -- text that grows while a writer writes.
 *
 * Capacity doubles. Invariant: bytes[length] is NUL once anything was added, and after a failed allocation `failed` stays set and
 * nothing changes any more, so a writer checks once, at its end.
 */
#include "parley/base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and the NUL. */
static bool make_room(prl_text *text, size_t more) {
  size_t need;
  if (text->failed || __builtin_add_overflow(text->length, more, &need) || __builtin_add_overflow(need, (size_t)1, &need)) {
    text->failed = true;
    return false;
  }
  if (need <= text->capacity) return true;
  size_t capacity = text->capacity <= SIZE_MAX / 2 && text->capacity * 2 > need ? text->capacity * 2 : need;
  if (capacity < 256) capacity = 256;
  char *bytes = realloc(text->bytes, capacity);
  if (!bytes) {
    text->failed = true;
    return false;
  }
  text->bytes = bytes;
  text->capacity = capacity;
  return true;
}

void prl_text_add(prl_text *text, const char *bytes, size_t length) {
  if (!make_room(text, length)) return;
  if (length > 0) memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = '\0';
}

void prl_text_puts(prl_text *text, const char *bytes) { prl_text_add(text, bytes, strlen(bytes)); }

void prl_text_printf(prl_text *text, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  if (length < 0) {
    text->failed = true;
  } else if (make_room(text, (size_t)length)) {
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
    text->length += (size_t)length;
  }
  va_end(again);
  va_end(arguments);
}

void prl_text_free(prl_text *text) {
  free(text->bytes);
  *text = (prl_text){0};
}
