/* test_inputs.c -- what is wrong with inputs and reference is said with its place. */
#include "papers.h"

static char folder[64];

static int make_folder(void **state) {
  (void)state;
  snprintf(folder, sizeof folder, "%s/parley-replicate-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
  return mkdtemp(folder) ? 0 : -1;
}

static void in_folder(char path[256], const char *name) { snprintf(path, 256, "%s/%s", folder, name); }

static int remove_folder(void **state) {
  (void)state;
  static const char *const names[] = {"xbilat1993.txt", "trade1993.csv", "reference.csv"};
  char path[256];
  for (int k = 0; k < 3; k++) {
    in_folder(path, names[k]);
    unlink(path);
  }
  return rmdir(folder);
}

static void put(const char *name, const char *text) {
  char path[256];
  prl_error err = {0};
  in_folder(path, name);
  must(prl_file_write(path, text, strlen(text), &err), &err);
}

static void drop(const char *name) {
  char path[256];
  in_folder(path, name);
  unlink(path);
}

static void refuse(const char *reference, prl_status status, int32_t line, int32_t column, const char *says) {
  prl_error err = {0};
  prl_replication *r = (prl_replication *)folder;
  assert_int_equal(prl_replicate(&r, prl_paper_at(0), folder, reference, NULL, &err), status);
  assert_null(r);
  if (!strstr(err.message, says)) fail_msg("\"%s\" does not say \"%s\"", err.message, says);
  assert_int_equal(err.line, line);
  assert_int_equal(err.column, column);
}

static void a_folder_without_inputs(void **state) {
  (void)state;
  refuse(REFERENCE, PRL_E_NO_FILE, 0, 0, "neither xbilat1993.txt nor trade1993.csv");
}

static void a_matrix_with_a_word_in_it(void **state) {
  (void)state;
  put("xbilat1993.txt", "1\t2\t3\n");
  refuse(REFERENCE, PRL_E_SYNTAX, 1, 6, "the line has 3 numbers, expected 31");
  put("xbilat1993.txt", "1 2 three\n");
  refuse(REFERENCE, PRL_E_VALUE, 1, 5, "\"three\" is not a number");
  put("xbilat1993.txt", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32\n");
  refuse(REFERENCE, PRL_E_SYNTAX, 1, 85, "goes on after 31 numbers");
  put("xbilat1993.txt", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31\n");
  refuse(REFERENCE, PRL_E_SYNTAX, 2, 1, "the file has 1 rows, expected 620");
  drop("xbilat1993.txt");
}

static void a_tidy_table_with_a_stranger(void **state) {
  (void)state;
  put("trade1993.csv", "sector,importer,exporter,value_thousand_usd\n1,ARG,AUS,2\n1,ARG,XYZ,3\n");
  refuse(REFERENCE, PRL_E_UNKNOWN_ID, 3, 7, "\"XYZ\" is none of the article's countries");
  put("trade1993.csv", "sector,importer,exporter,value_thousand_usd\n21,ARG,AUS,2\n");
  refuse(REFERENCE, PRL_E_VALUE, 2, 1, "21 is no sector; expected 1 to 20");
  put("trade1993.csv", "sector,importer,value_thousand_usd\n1,ARG,2\n");
  refuse(REFERENCE, PRL_E_MISSING, 1, 1, "exporter");
  drop("trade1993.csv");
}

static void a_reference_at_fault(void **state) {
  (void)state;
  char path[256];
  in_folder(path, "reference.csv");
  put("reference.csv", "case,quantity,country,sector,printed,table,reason,exact\nNAFTA,welfare,Mexico,,much,2,,\n");
  refuse(path, PRL_E_VALUE, 2, 23, "\"much\" is not a number");
  put("reference.csv", "case,quantity,country,sector,printed,table,reason,exact\nNAFTA,welfare,Mexico,,1.31,2,luck,1\n");
  refuse(path, PRL_E_VALUE, 2, 30, "\"luck\" is no reason");
  put("reference.csv", "case,quantity,country,sector,printed,table,reason,exact\nNAFTA,welfare,Mexico,,1.31,2,misprint,\n");
  refuse(path, PRL_E_MISSING, 2, 30, "needs the exact number");
  drop("reference.csv");
}

/* Rows the article has no cell for; told before the inputs are looked for. */
static void a_reference_of_another_article(void **state) {
  (void)state;
  static const struct {
    const char *row, *says;
    prl_status status;
  } wrong[] = {{"PEACE,welfare,Mexico,,1,2,,", "no case \"PEACE\"", PRL_E_UNKNOWN_ID},
               {"NAFTA,happiness,Mexico,,1,2,,", "no quantity \"happiness\"", PRL_E_UNKNOWN_ID},
               {"NAFTA,welfare,Atlantis,,1,2,,", "no country \"Atlantis\"", PRL_E_UNKNOWN_ID},
               {"NAFTA,imports_from_Atlantis,Mexico,,1,2,,", "no country \"Atlantis\"", PRL_E_UNKNOWN_ID},
               {"NAFTA,tot_share,Mexico,Spice,1,2,,", "no sector \"Spice\"", PRL_E_UNKNOWN_ID},
               {"NAFTA,tot_share,Mexico,,1,2,,", "tot_share is of a sector", PRL_E_VALUE},
               {"NAFTA,welfare,Mexico,Food,1,2,,", "welfare is not of a sector", PRL_E_VALUE},
               {"NAFTA_across_models,welfare,Mexico,,1,2,,", "no quantity \"welfare\"", PRL_E_UNKNOWN_ID},
               {"NAFTA_across_models,tot_share_no_io,Mexico,Food,1,2,,", "no quantity \"tot_share_no_io\"", PRL_E_UNKNOWN_ID},
               {"NAFTA_given_WORLD,imports_nafta,Mexico,,1,2,,", "no quantity \"imports_nafta\"", PRL_E_UNKNOWN_ID},
               {"FN53_unilateral_zero_tariffs,welfare,Japan,,1,2,,", "no free trade of \"Japan\"", PRL_E_UNKNOWN_ID}};
  char path[256], text[256];
  in_folder(path, "reference.csv");
  for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
    snprintf(text, sizeof text, "case,quantity,country,sector,printed,table,reason,exact\n%s\n", wrong[k].row);
    put("reference.csv", text);
    refuse(path, wrong[k].status, 2, 1, wrong[k].says);
  }
  drop("reference.csv");
}

/* A cell that is not what the inputs give is no match, and a reason given for another number does not excuse it. */
static void a_wrong_cell_is_told(void **state) {
  (void)state;
  char path[256];
  prl_replication *r;
  prl_error err = {0};
  if (!there(ARCHIVE)) return;
  in_folder(path, "reference.csv");
  put("reference.csv", "case,quantity,country,sector,printed,table,reason,exact\n"
                       "NAFTA,tot,Mexico,,-0.51,2,,\nNAFTA,tot,Canada,,-0.21,2,misprint,-0.20810\nNAFTA,tot,U.S.,,0.04,2,,\n");
  must(prl_replicate(&r, prl_paper_at(0), ARCHIVE, path, NULL, &err), &err);
  const prl_replication_view v = prl_replication_look(r);
  assert_int_equal(v.printed, 3);
  assert_int_equal(v.matched, 1);
  assert_int_equal(v.unexplained, 2);
  assert_int_equal(v.cells[1].agreement, PRL_AGREEMENT_DIFFERS);
  prl_replication_free(r);
  drop("reference.csv");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_without_inputs),        cmocka_unit_test(a_matrix_with_a_word_in_it),
      cmocka_unit_test(a_tidy_table_with_a_stranger),   cmocka_unit_test(a_reference_at_fault),
      cmocka_unit_test(a_reference_of_another_article), cmocka_unit_test(a_wrong_cell_is_told),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
