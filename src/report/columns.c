/* columns.c -- text in columns of the terminal: how wide is it, tables, wrapped paragraphs.
 *
 * Width is counted in columns, not bytes: a UTF-8 sequence is one column, a combining mark none, an East Asian wide sign two (Unicode
 * TR 11, the ranges terminals agree on). Free of the locale, which wcwidth is not. Control characters become blanks, so that a title in
 * a record cannot command the terminal. Invariant: no line ends in blanks, and colours take no width. */
#include "inside.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- width ---- */

typedef struct range {
  uint32_t first, last;
} range;

static const range no_width[] = {{0x300, 0x36f},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},
                                 {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}};
static const range two_wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x4dbf},  {0x4e00, 0x9fff}, {0xa000, 0xa4cf},
                                 {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe4f},  {0xff00, 0xff60}, {0xffe0, 0xffe6},
                                 {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

static bool within(uint32_t sign, const range *ranges, size_t count) {
  for (size_t k = 0; k < count; k++)
    if (sign >= ranges[k].first && sign <= ranges[k].last) return true;
  return false;
}

/* Bytes of the sequence that a first byte announces; 1 for what announces none. */
static int sequence_length(unsigned char first) {
  return first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc0 && first < 0xe0 ? 2 : 1;
}

static uint32_t take_sign(const char **text) {
  const unsigned char *at = (const unsigned char *)*text;
  int length = sequence_length(at[0]);
  uint32_t sign = length == 1 ? at[0] : at[0] & (0xffu >> (length + 1));
  for (int k = 1; k < length; k++) {
    if ((at[k] & 0xc0) != 0x80) {
      (*text)++;
      return 0xfffd;
    }
    sign = sign << 6 | (at[k] & 0x3fu);
  }
  *text += length;
  return sign;
}

int32_t prl_columns_of(const char *text) {
  int32_t columns = 0;
  while (*text) {
    uint32_t sign = take_sign(&text);
    if (within(sign, no_width, sizeof no_width / sizeof *no_width)) continue;
    columns += within(sign, two_wide, sizeof two_wide / sizeof *two_wide) ? 2 : 1;
  }
  return columns;
}

static bool is_control(char c) { return ((unsigned char)c < 0x20) || c == 0x7f; }

static void puts_plain(prl_text *out, const char *text) {
  while (*text) {
    size_t plain = 0;
    while (text[plain] && !is_control(text[plain])) plain++;
    prl_text_add(out, text, plain);
    text += plain;
    if (*text) prl_text_add(out, " ", 1);
    if (*text) text++;
  }
}

void prl_painted(prl_text *out, const prl_style *style, prl_paint paint, const char *text) {
  static const char *const codes[] = {"", "1", "2", "32", "31"};
  bool colour = style->colour && paint != PRL_PLAIN && text[0];
  if (colour) prl_text_printf(out, "\033[%sm", codes[paint]);
  puts_plain(out, text);
  if (colour) prl_text_puts(out, "\033[0m");
}

static void blanks(prl_text *out, int32_t count) {
  for (int32_t k = 0; k < count; k++) prl_text_add(out, " ", 1);
}

/* ---- tables ---- */

typedef struct cell {
  const char *text;
  prl_paint paint;
  bool across; /* the only cell of its row */
} cell;

struct prl_grid {
  prl_arena *arena;
  char *alignment;
  int32_t columns, *width;
  cell *cells;
  int32_t count, capacity;
  bool failed;
};

prl_grid *prl_grid_new(const char *alignment) {
  prl_arena *arena = prl_arena_new();
  if (!arena) return NULL;
  size_t columns = strlen(alignment);
  prl_grid *grid = prl_arena_alloc(arena, 1, sizeof *grid);
  if (grid) {
    *grid = (prl_grid){.arena = arena, .columns = (int32_t)columns};
    grid->alignment = prl_arena_text(arena, alignment, columns);
    grid->width = prl_arena_alloc(arena, columns, sizeof *grid->width);
    if (grid->alignment && grid->width) return grid;
  }
  prl_arena_free(arena);
  return NULL;
}

static bool grow(prl_grid *grid) {
  if (grid->count < grid->capacity) return true;
  int32_t capacity = grid->capacity ? grid->capacity * 2 : 256;
  cell *cells = prl_arena_alloc(grid->arena, (size_t)capacity, sizeof *cells);
  if (!cells) return false;
  if (grid->count) memcpy(cells, grid->cells, (size_t)grid->count * sizeof *cells);
  grid->cells = cells;
  grid->capacity = capacity;
  return true;
}

static void put(prl_grid *grid, prl_paint paint, bool across, const char *text) {
  if (!grid || grid->failed) return;
  char *copy = prl_arena_text(grid->arena, text, strlen(text));
  if (!copy || !grow(grid)) {
    grid->failed = true;
    return;
  }
  grid->cells[grid->count++] = (cell){copy, paint, across};
}

void prl_grid_cell(prl_grid *grid, prl_paint paint, const char *format, ...) {
  char text[2048]; /* ids and figures; a longer text has no place in a table */
  va_list list;
  va_start(list, format);
  vsnprintf(text, sizeof text, format, list);
  va_end(list);
  put(grid, paint, false, text);
}

void prl_grid_take(prl_grid *grid, prl_paint paint, prl_text *text) {
  if (grid) grid->failed |= text->failed;
  put(grid, paint, false, text->bytes ? text->bytes : "");
  prl_text_free(text);
}

void prl_grid_head(prl_grid *grid, const char *const *names) {
  for (int32_t k = 0; grid && k < grid->columns; k++) put(grid, PRL_BOLD, false, names[k]);
}

void prl_grid_across(prl_grid *grid, const char *text) { put(grid, PRL_BOLD, true, text); }

static void measure(prl_grid *grid) {
  for (int32_t k = 0, column = 0; k < grid->count; k++) {
    if (grid->cells[k].across) continue;
    int32_t width = prl_columns_of(grid->cells[k].text);
    if (width > grid->width[column]) grid->width[column] = width;
    column = (column + 1) % grid->columns;
  }
}

/* Blanks are owed until something follows them. */
static void write_row(prl_text *out, const prl_style *style, const prl_grid *grid, const cell *row) {
  int32_t owed = 0;
  for (int32_t column = 0; column < grid->columns; column++) {
    int32_t width = prl_columns_of(row[column].text), free = grid->width[column] - width;
    bool right = grid->alignment[column] == '>';
    if (column > 0) owed += 2;
    if (right) owed += free;
    if (row[column].text[0]) {
      blanks(out, owed);
      prl_painted(out, style, row[column].paint, row[column].text);
      owed = 0;
    } else {
      owed += width;
    }
    if (!right) owed += free;
  }
  prl_text_add(out, "\n", 1);
}

static void write_rows(prl_text *out, const prl_style *style, const prl_grid *grid) {
  for (int32_t k = 0; k < grid->count;) {
    if (grid->cells[k].across) {
      prl_painted(out, style, grid->cells[k].paint, grid->cells[k].text);
      prl_text_add(out, "\n", 1);
      k++;
    } else {
      write_row(out, style, grid, &grid->cells[k]);
      k += grid->columns;
    }
  }
}

prl_status prl_grid_end(prl_text *out, const prl_style *style, prl_grid *grid, prl_error *err) {
  bool failed = !grid || grid->failed;
  if (!failed) {
    measure(grid);
    write_rows(out, style, grid);
  }
  if (grid) prl_arena_free(grid->arena);
  return failed ? prl_fail(err, PRL_E_MEMORY, "no room to lay out a table") : prl_text_end(out, err);
}

/* ---- paragraphs ---- */

static bool is_blank(char c) { return c == ' ' || is_control(c); }

/* The next word as a text of its own in `word`; false at the end. */
static bool next_word(prl_text *word, const char **at) {
  while (**at && is_blank(**at)) (*at)++;
  const char *start = *at;
  while (**at && !is_blank(**at)) (*at)++;
  word->length = 0;
  if (*at > start) prl_text_add(word, start, (size_t)(*at - start));
  return *at > start && !word->failed;
}

void prl_paragraph(prl_text *out, const prl_style *style, const char *lead, const char *text) {
  prl_text word = {0};
  int32_t indent = prl_columns_of(lead), column = indent;
  bool first = true;
  puts_plain(out, lead);
  while (next_word(&word, &text)) {
    int32_t width = prl_columns_of(word.bytes);
    bool wrap = !first && style->width > 0 && column + 1 + width > style->width;
    if (wrap) {
      prl_text_add(out, "\n", 1);
      blanks(out, indent);
      column = indent;
    } else if (!first) {
      prl_text_add(out, " ", 1);
      column++;
    }
    prl_text_puts(out, word.bytes);
    column += width;
    first = false;
  }
  prl_text_add(out, "\n", 1);
  out->failed |= word.failed;
  prl_text_free(&word);
}

prl_status prl_text_end(const prl_text *text, prl_error *err) {
  return text->failed ? prl_fail(err, PRL_E_MEMORY, "the report does not fit into memory") : PRL_OK;
}
