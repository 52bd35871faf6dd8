/* lists.c -- which product lines does a list cover? lists/NAME.csv: columns hs, and optionally rate, from, until, note, heading.
 *
 * Lines are sorted by hs and then by from, so that those which begin with a code stand together. No code stands twice at one
 * time. Lists have thousands of rows: all checks are one pass after the sort. */
#include "entries.h"

#include "parley/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HS, RATE, FROM, UNTIL, NOTE, HEADING, COLUMNS };
static const prl_column columns[COLUMNS] = {{"hs", PRL_TEXT, true},     {"rate", PRL_NUMBER, false}, {"from", PRL_TEXT, false},
                                            {"until", PRL_TEXT, false}, {"note", PRL_TEXT, false},   {"heading", PRL_TEXT, false}};

typedef struct rows { /* a table while its rows are read */
  prl_reader *r;
  const prl_table *table;
  const char *file;
  int32_t at[COLUMNS]; /* where each column stands; -1 = not there */
} rows;

typedef struct line { /* a line and its row, for messages after the sort */
  prl_line line;
  int32_t row;
} line;

static prl_place cell(const rows *t, int64_t row, int32_t column, prl_error *holder) {
  *holder = (prl_error){.status = PRL_E_VALUE};
  prl_table_place(t->table, row, t->at[column], holder);
  return (prl_place){holder->file, holder->line, holder->column};
}

static void refuse(const rows *t, int64_t row, int32_t column, prl_status status, const char *hint, const char *message,
                   const char *found) {
  prl_error holder;
  prl_report(t->r, cell(t, row, column, &holder), status, hint, "%s: '%.60s'", message, found);
}

static const char *text(const rows *t, int64_t row, int32_t column) {
  return t->at[column] < 0 ? "" : prl_table_text(t->table, row, t->at[column]);
}

static prl_when when(const rows *t, int64_t row, int32_t column) {
  prl_when out = {0};
  prl_error found = {0};
  const char *written = text(t, row, column);
  if (*written && prl_when_parse(&out, written, &found) != PRL_OK) {
    prl_error holder;
    prl_report(t->r, cell(t, row, column, &holder), PRL_E_VALUE, found.hint, "%s: %s", columns[column].name, found.message);
  }
  return out;
}

static void check_hs(const rows *t, int64_t row, const char *hs) {
  size_t length = strlen(hs);
  if (strspn(hs, "0123456789") != length || length < 2 || length > 10) {
    refuse(t, row, HS, PRL_E_VALUE, strchr(hs, '.') ? "leave the dots out" : "", "no HS code of 2 to 10 digits", hs);
  } else if (length == 3 || length == 5 || length == 7 || !strncmp(hs, "00", 2)) {
    refuse(t, row, HS, PRL_E_VALUE, "was a leading zero lost?", "no HS code: 3, 5 or 7 digits, or chapter 00", hs);
  }
}

static bool read_row(prl_line *out, const rows *t, const double *rates, int64_t row) {
  const char *hs = text(t, row, HS), *note = text(t, row, NOTE), *heading = text(t, row, HEADING);
  check_hs(t, row, hs);
  out->hs = prl_reader_text(t->r, hs);
  out->rate = rates ? rates[row] : NAN;
  out->from = when(t, row, FROM);
  out->until = when(t, row, UNTIL);
  out->note = *note ? prl_reader_text(t->r, note) : "";
  out->heading = *heading ? prl_reader_text(t->r, heading) : "";
  if (out->rate < -100) {
    refuse(t, row, RATE, PRL_E_VALUE, "", "a rate below -100 percent, at", hs);
  }
  if (out->until.kind && out->from.kind && out->until.last <= out->from.first) {
    refuse(t, row, UNTIL, PRL_E_VALUE, "intervals are half-open: until is the first day without", "until is not after from",
           text(t, row, UNTIL));
  }
  return out->hs && out->note && out->heading;
}

static int by_code(const void *left, const void *right) {
  const line *a = left, *b = right;
  int order = strcmp(a->line.hs, b->line.hs);
  if (order) {
    return order;
  }
  prl_day first = a->line.from.kind ? a->line.from.first : INT32_MIN, second = b->line.from.kind ? b->line.from.first : INT32_MIN;
  return first != second ? (first < second ? -1 : 1) : (a->row > b->row) - (a->row < b->row);
}

/* the same code, and the earlier line still holds when the later begins */
static bool collide(const prl_line *a, const prl_line *b) {
  bool apart = a->until.kind && b->from.kind && a->until.first <= b->from.last;
  return !strcmp(a->hs, b->hs) && !apart;
}

static void read_table(prl_list *list, const rows *t) {
  int64_t count = prl_table_rows(t->table);
  const double *rates = t->at[RATE] < 0 ? NULL : prl_table_numbers(t->table, t->at[RATE]);
  line *lines = malloc((size_t)(count ? count : 1) * sizeof *lines);
  prl_line *out = lines ? prl_reader_alloc(t->r, count, sizeof *out) : NULL;
  if (!lines || !out) {
    prl_report(t->r, (prl_place){list->file, 0, 0}, PRL_E_MEMORY, "", "no memory left to read the list");
    free(lines);
    return;
  }
  int32_t read = 0;
  for (int64_t row = 0; row < count && !t->r->stopped; row++) {
    lines[read].row = (int32_t)row;
    read += read_row(&lines[read].line, t, rates, row);
  }
  qsort(lines, (size_t)read, sizeof *lines, by_code);
  for (int32_t k = 0; k < read; k++) {
    if (k > 0 && collide(&lines[k - 1].line, &lines[k].line)) {
      refuse(t, lines[k].row, HS, PRL_E_DUPLICATE, "keep one, or give them from and until", "a code that stands already in this list",
             lines[k].line.hs);
    }
    out[k] = lines[k].line;
  }
  free(lines);
  list->lines = out;
  list->count = read;
}

static void check_columns(const rows *t) {
  const char *names[COLUMNS];
  for (int32_t k = 0; k < COLUMNS; k++) {
    names[k] = columns[k].name;
  }
  for (int32_t k = 0; k < prl_table_columns(t->table); k++) {
    const char *name = prl_table_name(t->table, k);
    bool known = false;
    for (int32_t c = 0; c < COLUMNS; c++) {
      known = known || t->at[c] == k;
    }
    if (!known) {
      prl_report_unknown(t->r, (prl_place){t->file, 1, 1}, "column", name, names, COLUMNS);
    }
  }
}

static void read_list(prl_list *list, prl_reader *r) {
  prl_error found = {0};
  prl_table *table;
  if (prl_table_read(&table, list->file, columns, COLUMNS, PRL_TEXT, &found) != PRL_OK) {
    prl_report_found(r, (prl_place){list->file, 0, 0}, &found);
    r->dossier->broken[PRL_PART_LISTS] = true;
    return;
  }
  rows t = {.r = r, .table = table, .file = list->file};
  for (int32_t k = 0; k < COLUMNS; k++) {
    t.at[k] = prl_table_find(table, columns[k].name);
  }
  check_columns(&t);
  read_table(list, &t);
  prl_table_free(table);
}

void prl_read_lists(prl_reader *r, const prl_folder *files) {
  prl_list *lists = prl_reader_alloc(r, files->count, sizeof *lists);
  r->dossier->view.lists = lists;
  for (int32_t k = 0; lists && k < files->count && !r->stopped; k++) {
    char *id = prl_arena_text(r->arena, files->names[k], strcspn(files->names[k], "."));
    if (!id) {
      prl_report(r, (prl_place){files->paths[k], 0, 0}, PRL_E_MEMORY, "", "no memory left to read the list");
      return;
    }
    lists[k] = (prl_list){.id = id, .file = files->paths[k]};
    r->dossier->view.list_count = k + 1;
    int32_t held = prl_map_find(r->dossier->list_ids, id);
    prl_add_id(r, r->dossier->list_ids, id, k, "product list", (prl_place){files->paths[k], 0, 0},
               (prl_place){lists[held < 0 ? 0 : held].file, 1, 1});
    read_list(&lists[k], r);
  }
}
