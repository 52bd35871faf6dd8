/* Reading tables: types, quoting, places, and one malformed table for each error. */
#include "parley/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

static const prl_column columns[] = {{"partner", PRL_TEXT, true}, {"value", PRL_NUMBER, true}, {"rate", PRL_NUMBER, false}};

static prl_table *table_of(const char *text) {
  prl_table *table;
  prl_error err = {0};
  if (prl_table_parse(&table, "t.csv", text, strlen(text), columns, 3, PRL_TEXT, &err) != PRL_OK)
    fail_msg("%d:%d: %s", err.line, err.column, err.message);
  return table;
}

static void columns_are_typed(void **state) {
  (void)state;
  prl_table *t = table_of("partner,value,rate,note\nCHN,1.5,,first\nUSA,-2e3,0.25,\n");
  assert_int_equal(prl_table_rows(t), 2);
  assert_int_equal(prl_table_columns(t), 4);
  assert_string_equal(prl_table_name(t, 3), "note");
  assert_int_equal(prl_table_find(t, "rate"), 2);
  assert_int_equal(prl_table_find(t, "absent"), -1);
  assert_string_equal(prl_table_text(t, 1, 0), "USA");
  assert_string_equal(prl_table_text(t, 0, 3), "first");
  assert_string_equal(prl_table_text(t, 1, 3), "");
  assert_true(prl_table_numbers(t, 1)[0] == 1.5 && prl_table_numbers(t, 1)[1] == -2000);
  assert_true(isnan(prl_table_numbers(t, 2)[0]) && prl_table_numbers(t, 2)[1] == 0.25);
  assert_null(prl_table_numbers(t, 0));
  assert_null(prl_table_text(t, 0, 1));
  prl_table_free(t);
  prl_table_free(NULL);
}

static void unnamed_columns_take_the_other_type(void **state) {
  (void)state;
  prl_table *t;
  const char text[] = "partner,1995,1996\nCHN,1,2\nUSA,3,\n";
  assert_int_equal(prl_table_parse(&t, "t.csv", text, strlen(text), columns, 1, PRL_NUMBER, NULL), PRL_OK);
  assert_string_equal(prl_table_text(t, 1, 0), "USA");
  assert_true(prl_table_numbers(t, 2)[0] == 2 && isnan(prl_table_numbers(t, 2)[1]));
  prl_table_free(t);
}

static void quotes_blanks_and_ends_of_line(void **state) {
  (void)state;
  prl_table *t = table_of("\xEF\xBB\xBF\"partner\",value\r\n\"Korea, \"\"Rep.\"\" of\", 1 \r\n\r\n\n  \"two\nlines\"  ,\"2\"\n"
                          "  Viet Nam\t,3\n\"\",4");
  assert_int_equal(prl_table_rows(t), 4);
  assert_int_equal(prl_table_find(t, "partner"), 0);
  assert_string_equal(prl_table_text(t, 0, 0), "Korea, \"Rep.\" of");
  assert_string_equal(prl_table_text(t, 1, 0), "two\nlines");
  assert_string_equal(prl_table_text(t, 2, 0), "Viet Nam");
  assert_string_equal(prl_table_text(t, 3, 0), "");
  for (int k = 0; k < 4; k++) assert_true(prl_table_numbers(t, 1)[k] == k + 1);
  prl_table_free(t);
}

static void stands_at(const prl_table *t, int64_t row, int32_t column, int32_t line, int32_t at) {
  prl_error err = {0};
  prl_table_place(t, row, column, &err);
  assert_string_equal(err.file, "t.csv");
  if (err.line != line || err.column != at)
    fail_msg("row %d, column %d stands at %d:%d, not %d:%d", (int)row, column, err.line, err.column, line, at);
}

/*  line 1  <BOM>partner,value,note
 *       2  CHN,1,"a
 *       3  b, ""c""
 *       4
 *       5  d"
 *       6
 *       7    "Cote d'Ivoire, with its accent", 2,x        (the o is two bytes)
 *       8  USA,3,                                         (no end of line) */
static void every_cell_knows_its_place(void **state) {
  (void)state;
  prl_table *t = table_of("\xEF\xBB\xBFpartner,value,note\r\n"
                          "CHN,1,\"a\r\nb, \"\"c\"\"\n\nd\"\r\n"
                          "\r\n"
                          "  \"C\xC3\xB4te d'Ivoire, a\", 2,x\r\n"
                          "USA,3,");
  assert_int_equal(prl_table_rows(t), 3);
  assert_string_equal(prl_table_text(t, 0, 2), "a\r\nb, \"c\"\n\nd");
  stands_at(t, -1, 0, 1, 1);
  stands_at(t, -1, 2, 1, 15);
  stands_at(t, 0, 0, 2, 1);
  stands_at(t, 0, 1, 2, 5);
  stands_at(t, 0, 2, 2, 7);
  stands_at(t, 1, 0, 7, 3);
  stands_at(t, 1, 1, 7, 23);
  stands_at(t, 1, 2, 7, 25);
  stands_at(t, 2, 0, 8, 1);
  stands_at(t, 2, 1, 8, 5);
  stands_at(t, 2, 2, 8, 7);
  prl_table_free(t);
}

static void old_mac_ends_of_line_count(void **state) {
  (void)state;
  prl_table *t = table_of("partner,value\rCHN,1\rUSA,2\r");
  assert_int_equal(prl_table_rows(t), 2);
  stands_at(t, 1, 1, 3, 5);
  prl_table_free(t);
}

static void a_place_serves_a_later_error(void **state) {
  (void)state;
  prl_table *t = table_of("partner,value\nCHN,1\nATLANTIS,2\n");
  prl_error err = {0};
  prl_fail(&err, PRL_E_UNKNOWN_ID, "no such region");
  prl_table_place(t, 1, 0, &err);
  prl_table_place(t, 0, 0, &err);
  char text[256];
  prl_error_print(text, sizeof text, &err);
  assert_string_equal(text, "t.csv:3:1: error: no such region. check the spelling, or add the entry");
  prl_table_place(t, 0, 0, NULL);
  prl_table_free(t);
}

static void a_header_alone_is_an_empty_table(void **state) {
  (void)state;
  prl_table *t = table_of("partner,value");
  assert_int_equal(prl_table_rows(t), 0);
  assert_int_equal(prl_table_columns(t), 2);
  prl_table_free(t);
}

static void refused_bytes(const char *text, size_t length, prl_status status, int32_t line, int32_t column, const char *word) {
  prl_table *table = (prl_table *)&columns;
  prl_error err = {0};
  assert_int_equal(prl_table_parse(&table, "bad.csv", text, length, columns, 3, PRL_TEXT, &err), status);
  assert_null(table);
  assert_int_equal(err.status, status);
  assert_string_equal(err.file, "bad.csv");
  char printed[1200];
  prl_error_print(printed, sizeof printed, &err);
  if (err.line != line || err.column != column || !strstr(printed, word))
    fail_msg("expected %d:%d and '%s', got: %s", line, column, word, printed);
  assert_int_equal(prl_table_parse(&table, "bad.csv", text, length, columns, 3, PRL_TEXT, NULL), status);
}

static void refused(const char *text, prl_status status, int32_t line, int32_t column, const char *word) {
  refused_bytes(text, strlen(text), status, line, column, word);
}

static void malformed_tables_are_refused(void **state) {
  (void)state;
  refused("", PRL_E_SYNTAX, 1, 1, "no header");
  refused("\n\n", PRL_E_SYNTAX, 1, 1, "no header");
  refused("\xEF\xBB\xBF", PRL_E_SYNTAX, 1, 1, "no header");
  refused("partner,value,partner\n", PRL_E_SYNTAX, 1, 15, "'partner' stands in the header twice (columns 1 and 3");
  refused("partner,value\nCHN,1\nUSA\n", PRL_E_SYNTAX, 3, 1, "1 cells, the header 2");
  refused("partner,value\nCHN,1\nUSA,2,3\n", PRL_E_SYNTAX, 3, 7, "more than the header's 2");
  refused("partner,value\nCHN,1\nUSA", PRL_E_SYNTAX, 3, 1, "1 cells, the header 2");
  refused("partner,value\nCHN,1\n\"USA,2\n", PRL_E_SYNTAX, 3, 1, "not closed");
  refused("partner,value\nCHN,\"1", PRL_E_SYNTAX, 2, 5, "not closed");
  refused("partner,value\nCHN,1\nUS\"A,2\n", PRL_E_SYNTAX, 3, 3, "misplaced quote");
  refused("partner,value\n\"CHN,1\n\"USA,2\n", PRL_E_SYNTAX, 3, 2, "begins at line 2, column 1");
  refused_bytes("partner,value\nCHN,1\0\n", 20, PRL_E_FORMAT, 2, 6, "zero byte");
}

static void missing_things_are_named(void **state) {
  (void)state;
  refused("partner,rate\nCHN,1\n", PRL_E_MISSING, 1, 1, "'value' is missing");
  refused("partnr,value\nCHN,1\n", PRL_E_MISSING, 1, 1, "did you mean 'partnr'");
  refused("partner;value\nCHN;1\n", PRL_E_MISSING, 1, 1, "commas");
  refused("partner,value\nCHN,1\nUSA,\n", PRL_E_MISSING, 3, 5, "column value");
}

static void bad_numbers_are_named(void **state) {
  (void)state;
  refused("partner,value\nCHN,ten\n", PRL_E_VALUE, 2, 5, "'ten' is no number (column value)");
  refused("partner,value\nCHN,\"1,5\"\n", PRL_E_VALUE, 2, 5, "'1,5' is no number");
  refused("partner,value,rate\nCHN,1,n/a\n", PRL_E_VALUE, 2, 7, "leave the cell empty");
  refused("partner,value\n\"a\nb\",inf\n", PRL_E_VALUE, 3, 4, "'inf'");
}

static void a_missing_file_is_named(void **state) {
  (void)state;
  prl_table *t;
  prl_error err = {0};
  assert_int_equal(prl_table_read(&t, "/nonexistent/t.csv", columns, 3, PRL_TEXT, &err), PRL_E_NO_FILE);
  assert_null(t);
  assert_string_equal(err.file, "/nonexistent/t.csv");
}

static uint64_t draw(uint64_t *seed) {
  uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/* Whatever the bytes, either a table or an error with a place; and a table's cells begin where they are said to. */
static void random_bytes_are_safe(void **state) {
  (void)state;
  static const char alphabet[] = "ab1,,,\"\"\n\n\r \t";
  uint64_t seed = 5;
  int tables = 0;
  for (int trial = 0; trial < 50000; trial++) {
    char text[48];
    size_t length = draw(&seed) % sizeof text;
    for (size_t k = 0; k < length; k++) text[k] = alphabet[draw(&seed) % (sizeof alphabet - 1)];
    prl_table *t;
    prl_error err = {0};
    if (prl_table_parse(&t, "r.csv", text, length, NULL, 0, PRL_TEXT, &err) != PRL_OK) {
      assert_true(err.line > 0 && err.column > 0);
      continue;
    }
    tables++;
    for (int64_t row = 0; row < prl_table_rows(t); row++)
      for (int32_t column = 0; column < prl_table_columns(t); column++) {
        prl_error place = {0};
        prl_table_place(t, row, column, &place);
        assert_true(place.line > 0 && place.column > 0);
        const char *cell = prl_table_text(t, row, column);
        size_t at = 0;
        for (int32_t line = 1; line < place.line; at++)
          line += text[at] == '\n' || (text[at] == '\r' && !(at + 1 < length && text[at + 1] == '\n'));
        at += (size_t)place.column - 1;
        if (cell[0]) assert_true(text[at] == cell[0] || text[at] == '"');
      }
    prl_table_free(t);
  }
  assert_true(tables > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_are_typed),
      cmocka_unit_test(unnamed_columns_take_the_other_type),
      cmocka_unit_test(quotes_blanks_and_ends_of_line),
      cmocka_unit_test(every_cell_knows_its_place),
      cmocka_unit_test(old_mac_ends_of_line_count),
      cmocka_unit_test(a_place_serves_a_later_error),
      cmocka_unit_test(a_header_alone_is_an_empty_table),
      cmocka_unit_test(malformed_tables_are_refused),
      cmocka_unit_test(missing_things_are_named),
      cmocka_unit_test(bad_numbers_are_named),
      cmocka_unit_test(a_missing_file_is_named),
      cmocka_unit_test(random_bytes_are_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
