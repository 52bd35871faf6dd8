/* inside.h -- what the reports share: text tables and paragraphs, numbers as people read them, JSON and CSV values, the trace.
 *
 * A report is written whole or not at all: makers keep their first failure and the last call (prl_grid_end, prl_json_end, prl_csv_end,
 * prl_text_end) tells it. */
#ifndef PRL_REPORT_INSIDE_H
#define PRL_REPORT_INSIDE_H

#include "parley/report.h"
#include "parley/table.h"

#include <jansson.h>

/* ---- columns.c: text laid out in columns of the terminal ---- */

typedef enum prl_paint { PRL_PLAIN, PRL_BOLD, PRL_DIM, PRL_GOOD, PRL_BAD } prl_paint;

/** Columns a UTF-8 text takes on a terminal: combining marks none, East Asian wide signs two, a stray byte one. */
int32_t prl_columns_of(const char *text);
void prl_painted(prl_text *out, const prl_style *style, prl_paint paint, const char *text);

/** A table whose columns are as wide as their widest cell, two blanks apart. Cells come row by row. */
typedef struct prl_grid prl_grid;
prl_grid *prl_grid_new(const char *alignment); /* one of "<>" a column; NULL when out of memory, which every call below takes */
void prl_grid_head(prl_grid *grid, const char *const *names); /* one a column */
void prl_grid_cell(prl_grid *grid, prl_paint paint, const char *format, ...) __attribute__((format(printf, 3, 4)));
void prl_grid_take(prl_grid *grid, prl_paint paint, prl_text *text); /* a cell of this text, which is freed */
void prl_grid_across(prl_grid *grid, const char *text);              /* a row of one text that widens no column */
prl_status prl_grid_end(prl_text *out, const prl_style *style, prl_grid *grid, prl_error *err); /* writes and frees */

/** `lead`, then the text wrapped at the style's width with further lines indented under it. A longer word stands alone. */
void prl_paragraph(prl_text *out, const prl_style *style, const char *lead, const char *text);
prl_status prl_text_end(const prl_text *text, prl_error *err);

/* ---- figures.c: numbers as people read them ---- */

enum { PRL_FIGURE = 640 };
const char *prl_signed(char figure[PRL_FIGURE], double x, int decimals); /* "+1,234.5"; "?" when not known */
const char *prl_plain_figure(char figure[PRL_FIGURE], double x, int decimals);
const char *prl_short_figure(char figure[PRL_FIGURE], double x); /* as few digits as it needs, at most 6 */
const char *prl_when_text(char figure[PRL_FIGURE], const prl_when *when);
prl_paint prl_paint_of(double x, int decimals);         /* good above zero, bad below, as it reads at these decimals */
int prl_money_decimals(double largest);                 /* of a money column whose largest entry this is */
double prl_percent_change(double after, double before); /* NaN when there was nothing before */

/** The `most` largest of many, by size, largest first. */
typedef struct prl_largest {
  double size; /* > 0 */
  int32_t at[3];
} prl_largest;
/** Enter one candidate into the `*count` kept so far; zero and NaN never enter. */
void prl_largest_enter(prl_largest *kept, int32_t *count, int32_t most, prl_largest candidate);

/* ---- json.c: values that keep their first failure ---- */

typedef struct prl_json {
  json_t *root;
  bool failed;
  char bad[96]; /* a text that is not UTF-8; "" = none */
} prl_json;
/** The object with its shape and the trace. */
void prl_json_begin(prl_json *json, const char *shape, const prl_trace *trace);
prl_status prl_json_end(prl_text *out, prl_json *json, prl_error *err);
json_t *prl_json_object(prl_json *json, json_t *parent, const char *key); /* key NULL: appended to an array; borrowed */
json_t *prl_json_array(prl_json *json, json_t *parent, const char *key);
void prl_json_text(prl_json *json, json_t *parent, const char *key, const char *text); /* NULL = null */
void prl_json_some(prl_json *json, json_t *parent, const char *key, const char *text); /* NULL or "" = null */
void prl_json_number(prl_json *json, json_t *parent, const char *key, double x);       /* not finite = null */
void prl_json_whole(prl_json *json, json_t *parent, const char *key, int64_t x);
void prl_json_bool(prl_json *json, json_t *parent, const char *key, bool x);
void prl_json_null(prl_json *json, json_t *parent, const char *key);
void prl_json_when(prl_json *json, json_t *parent, const char *key, const prl_when *when); /* NONE = null */
void prl_json_sources(prl_json *json, json_t *parent, const prl_source *const *sources, int32_t count);

/* ---- trace.c ---- */

void prl_trace_json(prl_json *json, const prl_trace *trace);
void prl_trace_head(prl_text *out, const prl_style *style, const prl_trace *trace); /* "not known after ..." when the question is */
void prl_trace_foot(prl_text *out, const prl_style *style, const prl_trace *trace);

/* ---- cells.c: CSV cells, and entries of the record as short texts ---- */

typedef struct prl_csv {
  prl_table_writer *writer;
  bool failed;
} prl_csv;
prl_status prl_csv_begin(prl_csv *csv, const char *const *names, int32_t count, prl_error *err);
prl_status prl_csv_end(prl_text *out, prl_csv *csv, prl_error *err); /* writes and frees */
void prl_csv_text(prl_csv *csv, const char *text);                   /* NULL = empty */
void prl_csv_number(prl_csv *csv, double x);                         /* 17 digits; not finite = empty */
void prl_csv_bool(prl_csv *csv, bool x);                             /* yes, no */
void prl_csv_when(prl_csv *csv, const prl_when *when);
void prl_csv_sources(prl_csv *csv, const prl_source *const *sources, int32_t count); /* ids with blanks between */
void prl_csv_codes(prl_csv *csv, const prl_names *names);

const char *prl_truth_word(prl_truth truth);
/** Ids of a list, at most `most` of them, then "+n" for the rest. */
void prl_source_ids(prl_text *out, const prl_source *const *sources, int32_t count, int32_t most);
void prl_code_list(prl_text *out, const prl_names *names, const char *between, int32_t most);

#endif
