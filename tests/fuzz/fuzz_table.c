/* fuzz_table.c -- any bytes as a table, from memory and, gzip and zstd too, from a file. What is read is written and read again. */
#include "parley/table.h"
#include "place.h"

#include <string.h>

static const prl_column columns[] = {{"hs", PRL_TEXT, true}, {"rate", PRL_NUMBER, false}, {"value", PRL_NUMBER, true}};

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  place_new();
  return 0;
}

static void write_cells(prl_table_writer *writer, const prl_table *table) {
  for (int64_t row = 0; row < prl_table_rows(table); row++) {
    for (int32_t k = 0; k < prl_table_columns(table); k++) prl_table_put_text(writer, prl_table_text(table, row, k));
  }
}

/* a table of texts, written and read again, is the same table */
static void go_round(const prl_table *table) {
  const char *names[256], *csv;
  int32_t count = prl_table_columns(table);
  if (count > 256) return;
  for (int32_t k = 0; k < count; k++) names[k] = prl_table_name(table, k);
  prl_error err = {0};
  prl_table *again;
  prl_table_writer *writer = prl_table_writer_new(names, count);
  if (!writer) abort();
  write_cells(writer, table);
  if (prl_table_finish(&csv, writer, &err) != PRL_OK) abort();
  if (prl_table_parse(&again, "again", csv, strlen(csv), NULL, 0, PRL_TEXT, &err) != PRL_OK) abort();
  if (prl_table_rows(again) != prl_table_rows(table)) abort();
  for (int64_t row = 0; row < prl_table_rows(table); row++) {
    for (int32_t k = 0; k < count; k++) {
      if (strcmp(prl_table_text(table, row, k), prl_table_text(again, row, k)) != 0) abort();
    }
  }
  prl_table_free(again);
  prl_table_writer_free(writer);
}

static void read_with(const uint8_t *data, size_t size, int32_t count, prl_type other) {
  prl_table *table;
  prl_error err = {0};
  prl_status status = prl_table_parse(&table, "x.csv", (const char *)data, size, columns, count, other, &err);
  if (status != err.status || (status == PRL_OK) != (table != NULL)) abort();
  if (table && count == 0 && other == PRL_TEXT) go_round(table);
  prl_table_free(table);
}

static void read_file(const uint8_t *data, size_t size) {
  char path[128], *bytes;
  size_t length;
  prl_error err = {0};
  place_put("x.csv.gz", data, size);
  snprintf(path, sizeof path, "%s/x.csv.gz", place_path);
  if (prl_bytes_read(&bytes, &length, path, &err) == PRL_OK) free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  read_with(data, size, 0, PRL_TEXT);
  read_with(data, size, 0, PRL_NUMBER);
  read_with(data, size, 3, PRL_TEXT);
  if (size > 1 && (data[0] == 0x1f || data[0] == 0x28)) read_file(data, size);
  return 0;
}
