/* read.c -- delimited text to typed columns, every cell with its place.
 *
 * libcsv splits (RFC 4180, strict: a quote only around a whole cell); it does not say where a cell stood. It is therefore fed in
 * segments that end behind each comma and each end of line: a cell can be completed only by the last byte of a segment, so the
 * cell that completes began where the segment after the previous completion began. Blanks around an unquoted cell and
 * blank lines do not count. Line and column (1-based; column in characters) are worked out from the byte offset when asked.
 *
 * Sizes are bounded before the first row is read: rows <= ends of line + 1 and rows * columns <= bytes + 1, and all cell texts with
 * their NULs fit in as many bytes as the file has, plus one. One arena holds all. Invariant: every row has `columns` cells.
 */
#include "parley/table.h"

#include <csv.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef struct typed {
  const char *name;
  prl_type type;
  bool required;
  double *numbers;    /* NUMBER: one a row */
  const char **texts; /* TEXT: one a row */
} typed;

struct prl_table {
  prl_arena *arena;
  prl_map *names;
  char *file, *bytes; /* the text is kept: places are looked up in it */
  size_t length;
  int32_t columns;
  int64_t rows, capacity;
  typed *column;
  size_t *row_start;    /* byte offset of a row's first cell */
  uint32_t *cell_start; /* [row][column], bytes from row_start */
  size_t *header_start; /* byte offset of each name */
  char *text_end;       /* where the next cell's text goes */
};

typedef struct reader {
  prl_table *table;
  const prl_column *wanted;
  int32_t wanted_count;
  prl_type other;
  prl_error *err;
  prl_status status;
  struct csv_parser parser;
  size_t start, row_start; /* byte offset of the cell being read, and of its row */
  int32_t cell;            /* cells of this row so far */
  bool header;             /* reading the header row */
  bool completed;          /* the segment just fed completed a cell */
  prl_text names;          /* of the header, NUL after each */
  size_t *starts;          /* their offsets, malloc */
  int32_t starts_capacity;
} reader;

/* ---- places ---- */

static void place_of(int32_t *line, int32_t *character, const prl_table *table, size_t offset) {
  const char *bytes = table->bytes;
  size_t begin = 0;
  int64_t lines = 1, characters = 1;
  for (size_t k = 0; k < offset; k++) {
    bool end = bytes[k] == '\n' || (bytes[k] == '\r' && bytes[k + 1] != '\n');
    lines += end;
    begin = end ? k + 1 : begin;
  }
  for (size_t k = begin; k < offset; k++) characters += ((unsigned char)bytes[k] & 0xC0) != 0x80;
  if (begin == 0 && offset >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) characters--;
  *line = (int32_t)(lines < INT32_MAX ? lines : INT32_MAX);
  *character = (int32_t)(characters < INT32_MAX ? characters : INT32_MAX);
}

static void set_place(prl_error *err, const prl_table *table, size_t offset) {
  if (!err) return;
  if (!err->file[0]) snprintf(err->file, sizeof err->file, "%s", table->file);
  if (err->line == 0) place_of(&err->line, &err->column, table, offset);
}

__attribute__((format(printf, 4, 5))) static prl_status stop(reader *r, prl_status status, size_t offset, const char *format, ...) {
  char message[sizeof r->err->message];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  r->status = status;
  if (r->err && r->err->status == PRL_OK) {
    prl_fail(r->err, status, "%s", message);
    set_place(r->err, r->table, offset);
  }
  return status;
}

static void stop_memory(reader *r) { stop(r, PRL_E_MEMORY, r->start, "the table does not fit into memory"); }

/* ---- header ---- */

static void header_cell(reader *r, const char *text, size_t length) {
  if (r->cell == r->starts_capacity) {
    int32_t capacity = r->starts_capacity ? r->starts_capacity * 2 : 64;
    size_t *starts = capacity > 0 ? realloc(r->starts, (size_t)capacity * sizeof *starts) : NULL;
    if (!starts) {
      stop_memory(r);
      return;
    }
    r->starts = starts;
    r->starts_capacity = capacity;
  }
  r->starts[r->cell++] = r->start;
  prl_text_add(&r->names, text, length);
  prl_text_add(&r->names, "", 1);
}

static void type_column(reader *r, typed *c) {
  c->type = r->other;
  for (int32_t k = 0; k < r->wanted_count; k++) {
    if (strcmp(r->wanted[k].name, c->name) != 0) continue;
    c->type = r->wanted[k].type;
    c->required = r->wanted[k].required;
  }
}

static bool name_columns(reader *r) {
  prl_table *t = r->table;
  const char *names = prl_arena_text(t->arena, r->names.bytes, r->names.length);
  t->column = prl_arena_alloc(t->arena, (size_t)r->cell, sizeof *t->column);
  t->header_start = prl_arena_alloc(t->arena, (size_t)r->cell, sizeof *t->header_start);
  t->names = prl_map_new(r->cell);
  if (r->names.failed || !names || !t->column || !t->header_start || !t->names) return false;
  t->columns = r->cell;
  for (int32_t k = 0; k < t->columns; k++, names += strlen(names) + 1) {
    t->header_start[k] = r->starts[k];
    t->column[k].name = names;
    type_column(r, &t->column[k]);
    int32_t held = prl_map_add(t->names, names, k);
    if (held < 0) return false;
    if (held != k) {
      stop(r, PRL_E_SYNTAX, r->starts[k], "the column '%s' stands in the header twice (columns %d and %d of the table)", names, held + 1,
           k + 1);
      return true;
    }
  }
  return true;
}

static void hint_at_column(reader *r, const char *missing) {
  prl_table *t = r->table;
  const char **names = malloc((size_t)t->columns * sizeof *names);
  if (!names) return;
  for (int32_t k = 0; k < t->columns; k++) names[k] = t->column[k].name;
  const char *near = prl_nearest(missing, names, t->columns);
  if (near)
    prl_error_hint(r->err, "did you mean '%s'? rename it to '%s'", near, missing);
  else if (t->columns == 1 && strpbrk(names[0], ";\t"))
    prl_error_hint(r->err, "separate the columns by commas");
  else
    prl_error_hint(r->err, "add the column; the first the header has is '%s'", names[0]);
  free(names);
}

static void require_columns(reader *r) {
  for (int32_t k = 0; k < r->wanted_count; k++) {
    if (!r->wanted[k].required || prl_map_find(r->table->names, r->wanted[k].name) >= 0) continue;
    stop(r, PRL_E_MISSING, r->starts[0], "the required column '%s' is missing", r->wanted[k].name);
    hint_at_column(r, r->wanted[k].name);
    return;
  }
}

static int64_t count_ends_of_line(const char *bytes, size_t length) {
  int64_t count = 0;
  for (size_t k = 0; k < length; k++) count += bytes[k] == '\n' || bytes[k] == '\r';
  return count;
}

/* An upper bound is taken, see the head; pages never touched cost nothing. */
static bool allocate_columns(reader *r) {
  prl_table *t = r->table;
  int64_t by_lines = count_ends_of_line(t->bytes, t->length), by_bytes = (int64_t)(t->length / (size_t)t->columns) + 1;
  t->capacity = by_lines < by_bytes ? by_lines : by_bytes;
  size_t rows = (size_t)t->capacity;
  t->row_start = prl_arena_alloc(t->arena, rows, sizeof *t->row_start);
  t->cell_start = prl_arena_alloc(t->arena, rows * (size_t)t->columns, sizeof *t->cell_start);
  t->text_end = prl_arena_alloc(t->arena, t->length + 1, 1);
  bool done = t->row_start && t->cell_start && t->text_end;
  for (int32_t k = 0; done && k < t->columns; k++) {
    typed *c = &t->column[k];
    c->numbers = c->type == PRL_NUMBER ? prl_arena_alloc(t->arena, rows, sizeof *c->numbers) : NULL;
    c->texts = c->type == PRL_TEXT ? prl_arena_alloc(t->arena, rows, sizeof *c->texts) : NULL;
    done = c->numbers || c->texts;
  }
  return done;
}

static void header_row(reader *r) {
  if (!name_columns(r)) {
    stop_memory(r);
    return;
  }
  if (r->status == PRL_OK) require_columns(r);
  if (r->status == PRL_OK && !allocate_columns(r)) stop_memory(r);
  r->header = false;
}

/* ---- rows ---- */

static void number_cell(reader *r, typed *c, const char *text, size_t length) {
  double *out = &c->numbers[r->table->rows];
  *out = NAN;
  if (length == 0 && !c->required) return;
  if (length == 0) {
    stop(r, PRL_E_MISSING, r->start, "the cell is empty; a number is required");
  } else if (!prl_parse_number(out, text, length)) {
    stop(r, PRL_E_VALUE, r->start, "'%.60s' is no number", text);
    prl_error_hint(r->err, "write it with a point and without separators, such as 1234.5%s",
                   c->required ? "" : "; leave the cell empty where it is unknown");
  }
  if (r->status != PRL_OK) prl_error_item(r->err, "column %s", c->name);
}

static void row_cell(reader *r, const char *text, size_t length) {
  prl_table *t = r->table;
  int32_t k = r->cell;
  if (k == t->columns) {
    stop(r, PRL_E_SYNTAX, r->start, "the row has more than the header's %d cells", t->columns);
    prl_error_hint(r->err, "quote a cell that holds a comma, or delete what is too much");
    return;
  }
  if (k == 0) r->row_start = r->start;
  if (r->start - r->row_start > UINT32_MAX) {
    stop(r, PRL_E_SYNTAX, r->row_start, "the row is longer than 4 GiB; is a quote open?");
    return;
  }
  t->cell_start[t->rows * t->columns + k] = (uint32_t)(r->start - r->row_start);
  if (t->column[k].type == PRL_NUMBER) {
    number_cell(r, &t->column[k], text, length);
  } else {
    t->column[k].texts[t->rows] = memcpy(t->text_end, text, length);
    t->text_end += length + 1;
  }
  r->cell++;
}

static void finish_row(reader *r) {
  prl_table *t = r->table;
  if (r->cell < t->columns) {
    stop(r, PRL_E_SYNTAX, r->row_start, "the row has %d cells, the header %d", r->cell, t->columns);
    prl_error_hint(r->err, "add the cells that are missing; an empty one is written as two commas in a row");
    return;
  }
  t->row_start[t->rows++] = r->row_start;
}

/* libcsv's two callbacks */
static void on_cell(void *text, size_t length, void *data) {
  reader *r = data;
  r->completed = true;
  if (r->status != PRL_OK) return;
  if (r->header)
    header_cell(r, text, length);
  else
    row_cell(r, text, length);
}

static void on_row(int end, void *data) {
  (void)end;
  reader *r = data;
  if (r->status != PRL_OK) return;
  if (r->header)
    header_row(r);
  else
    finish_row(r);
  r->cell = 0;
}

/* ---- the walk through the text ---- */

static size_t segment_end(const char *bytes, size_t from, size_t length) {
  while (from < length && bytes[from] != ',' && bytes[from] != '\n' && bytes[from] != '\r') from++;
  return from < length ? from + 1 : length;
}

static size_t skip_blanks(const char *bytes, size_t from, size_t length) {
  while (from < length && (bytes[from] == ' ' || bytes[from] == '\t')) from++;
  return from;
}

static void stop_parser(reader *r, size_t offset) {
  if (csv_error(&r->parser) != CSV_EPARSE) {
    stop_memory(r);
    return;
  }
  int32_t line, character;
  place_of(&line, &character, r->table, r->start);
  if (offset >= r->table->length) {
    stop(r, PRL_E_SYNTAX, r->start, "the quote opened here is not closed");
    prl_error_hint(r->err, "close it with \"");
    return;
  }
  stop(r, PRL_E_SYNTAX, offset, "misplaced quote in the cell that begins at line %d, column %d", line, character);
  prl_error_hint(r->err, "put quotes around the whole cell and double those inside it");
}

static size_t first_byte(const prl_table *t) { return t->length >= 3 && memcmp(t->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; }

/* A segment that completes no cell either lies inside a quoted one or is an empty line. */
static void walk(reader *r) {
  const char *bytes = r->table->bytes;
  size_t length = r->table->length;
  bool inside = false;
  for (size_t at = first_byte(r->table), end; at < length && r->status == PRL_OK; at = end) {
    if (!inside) r->start = skip_blanks(bytes, at, length);
    end = segment_end(bytes, at, length);
    r->completed = false;
    size_t used = csv_parse(&r->parser, bytes + at, end - at, on_cell, on_row, r);
    if (used != end - at && r->status == PRL_OK) stop_parser(r, at + used);
    inside = !r->completed && bytes[r->start] == '"';
  }
  if (r->status != PRL_OK) return;
  if (r->completed) r->start = length;
  if (csv_fini(&r->parser, on_cell, on_row, r) != 0) stop_parser(r, length);
}

static prl_status check_text(reader *r) {
  const char *zero = memchr(r->table->bytes, '\0', r->table->length);
  if (!zero) return PRL_OK;
  stop(r, PRL_E_FORMAT, (size_t)(zero - r->table->bytes), "a zero byte: this is no text in UTF-8");
  prl_error_hint(r->err, "save it as CSV in UTF-8");
  return r->status;
}

static prl_status read_rows(reader *r) {
  if (check_text(r) != PRL_OK) return r->status;
  if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
    return stop(r, PRL_E_MEMORY, 0, "no memory for reading a table");
  csv_set_blk_size(&r->parser, 4096);
  walk(r);
  csv_free(&r->parser);
  if (r->status == PRL_OK && r->header) {
    stop(r, PRL_E_SYNTAX, 0, "there is no header row: the file is empty");
    prl_error_hint(r->err, "let the first row name the columns");
  }
  return r->status;
}

/* Takes `bytes` (malloc, NUL-terminated) over. */
static prl_status adopt(prl_table **out, const char *file, char *bytes, size_t length, const prl_column *columns, int32_t count,
                        prl_type other, prl_error *err) {
  *out = NULL;
  prl_table *table = calloc(1, sizeof *table);
  if (!table) {
    free(bytes);
    return prl_fail(err, PRL_E_MEMORY, "the table does not fit into memory");
  }
  table->bytes = bytes;
  table->length = length;
  table->arena = prl_arena_new();
  table->file = table->arena ? prl_arena_text(table->arena, file, strlen(file)) : NULL;
  reader r = {.table = table, .wanted = columns, .wanted_count = count, .other = other, .err = err, .header = true};
  prl_status status = table->file ? read_rows(&r) : prl_fail(err, PRL_E_MEMORY, "the table does not fit into memory");
  prl_text_free(&r.names);
  free(r.starts);
  if (status == PRL_OK)
    *out = table;
  else
    prl_table_free(table);
  return status;
}

prl_status prl_table_parse(prl_table **out, const char *name, const char *bytes, size_t length, const prl_column *columns, int32_t count,
                           prl_type other, prl_error *err) {
  *out = NULL;
  char *copy = length < SIZE_MAX ? malloc(length + 1) : NULL;
  if (!copy) return prl_fail(err, PRL_E_MEMORY, "the table does not fit into memory");
  memcpy(copy, bytes, length);
  copy[length] = '\0';
  return adopt(out, name, copy, length, columns, count, other, err);
}

prl_status prl_table_read(prl_table **out, const char *path, const prl_column *columns, int32_t count, prl_type other, prl_error *err) {
  char *bytes;
  size_t length;
  *out = NULL;
  prl_status status = prl_bytes_read(&bytes, &length, path, err);
  return status == PRL_OK ? adopt(out, path, bytes, length, columns, count, other, err) : status;
}

void prl_table_free(prl_table *table) {
  if (!table) return;
  prl_arena_free(table->arena);
  prl_map_free(table->names);
  free(table->bytes);
  free(table);
}

/* ---- what was read ---- */

int64_t prl_table_rows(const prl_table *table) { return table->rows; }

int32_t prl_table_columns(const prl_table *table) { return table->columns; }

const char *prl_table_name(const prl_table *table, int32_t column) { return table->column[column].name; }

int32_t prl_table_find(const prl_table *table, const char *name) { return prl_map_find(table->names, name); }

const char *prl_table_text(const prl_table *table, int64_t row, int32_t column) {
  const char **texts = table->column[column].texts;
  return texts ? texts[row] : NULL;
}

const double *prl_table_numbers(const prl_table *table, int32_t column) { return table->column[column].numbers; }

void prl_table_place(const prl_table *table, int64_t row, int32_t column, prl_error *err) {
  size_t offset = row < 0 ? table->header_start[column] : table->row_start[row] + table->cell_start[row * table->columns + column];
  set_place(err, table, offset);
}
