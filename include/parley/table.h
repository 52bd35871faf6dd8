/* table.h -- delimited text to typed columns and back. Plain, gzip and zstd files are read alike (told by their first
 * bytes). Every cell knows its place, so a bad one is named with file, line and column. */
#ifndef PARLEY_TABLE_H
#define PARLEY_TABLE_H

#include "parley/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum prl_type { PRL_TEXT, PRL_NUMBER } prl_type;

typedef struct prl_column {
  const char *name;
  prl_type type;
  bool required; /* the file must have it; a NUMBER cell of it may not be empty */
} prl_column;

typedef struct prl_table prl_table;

/** Read a table with a header row. RFC 4180 quoting, UTF-8, a byte-order mark is skipped.
 *  @param columns  the columns to type and require, `count` of them; columns not named get type `other`
 *  Errors: NO_FILE, READ, FORMAT (not gzip/zstd as claimed, truncated), SYNTAX (ragged row, open quote, no header, column twice),
 *  MISSING (a required column or cell), VALUE (a NUMBER cell that is none). An empty NUMBER cell that is not required is NaN. */
prl_status prl_table_read(prl_table **out, const char *path, const prl_column *columns, int32_t count, prl_type other, prl_error *err);
/** The same from memory; `name` stands for the file in messages. */
prl_status prl_table_parse(prl_table **out, const char *name, const char *bytes, size_t length, const prl_column *columns, int32_t count,
                           prl_type other, prl_error *err);
void prl_table_free(prl_table *table);

int64_t prl_table_rows(const prl_table *table);
int32_t prl_table_columns(const prl_table *table);
const char *prl_table_name(const prl_table *table, int32_t column);
int32_t prl_table_find(const prl_table *table, const char *name);            /* -1 when absent */
const char *prl_table_text(const prl_table *table, int64_t row, int32_t column); /* "" for an empty cell; TEXT columns only, else NULL */
const double *prl_table_numbers(const prl_table *table, int32_t column);     /* length rows; NUMBER columns only, else NULL */
/** Where a cell stands: fills file, line and column of `err` where they are still empty, before or after prl_fail (for a value that is
 *  well formed but wrong). Row -1 is the header. */
void prl_table_place(const prl_table *table, int64_t row, int32_t column, prl_error *err);

/** Bytes of a file, decompressed when it is gzip or zstd (malloc; caller frees; NUL-terminated). */
prl_status prl_bytes_read(char **out, size_t *length, const char *path, prl_error *err);

/** Build a table for writing. Columns first, then rows of cells in order; text is copied and quoted when it must be. */
typedef struct prl_table_writer prl_table_writer;
prl_table_writer *prl_table_writer_new(const char *const *names, int32_t count); /* NULL when out of memory */
void prl_table_put_text(prl_table_writer *writer, const char *text);
void prl_table_put_number(prl_table_writer *writer, double x, int digits); /* NaN = empty cell */
/** Finish: the CSV as text (valid until free), or straight to a file (".gz", ".zst" compress). MEMORY, WRITE; VALUE when the last row is short. */
prl_status prl_table_finish(const char **csv, prl_table_writer *writer, prl_error *err);
prl_status prl_table_write(prl_table_writer *writer, const char *path, prl_error *err);
void prl_table_writer_free(prl_table_writer *writer);

#ifdef __cplusplus
}
#endif
#endif
