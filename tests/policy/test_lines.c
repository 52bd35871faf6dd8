/* product trade into lines: what is placed, what is dropped and counted, what is refused */
#include "tiny.h"

#include <stdio.h>
#include <unistd.h>

#include "../../src/policy/hs.h"
#include "../../src/policy/rows.h"

static void codes_sort_as_text(void **state) {
  (void)state;
  const char *codes[] = {"01", "0101", "010101", "01010110", "0101011030", "0102", "85", "8541"};
  for (int k = 1; k < 8; k++) assert_true(prl_hs_key(codes[k - 1]) < prl_hs_key(codes[k]));
  assert_true(prl_hs_begins(prl_hs_key("85414290"), prl_hs_key("8541")));
  assert_false(prl_hs_begins(prl_hs_key("8542"), prl_hs_key("8541")));
  assert_false(prl_hs_begins(prl_hs_key("85410000"), prl_hs_key("8541000000")));
  assert_int_equal(prl_hs_key("8"), 0);
  assert_int_equal(prl_hs_key("85x1"), 0);
  assert_int_equal(prl_hs_key("12345678901"), 0);
  char text[12];
  prl_hs_print(text, prl_hs_key("0101012030"));
  assert_string_equal(text, "0101012030");
}

static void seeking_finds_what_searching_finds(void **state) {
  (void)state;
  uint64_t keys[40];
  for (uint64_t k = 0; k < 40; k++) keys[k] = 10 + 3 * k;
  for (int32_t from = 0; from <= 40; from++)
    for (uint64_t key = 0; key < 140; key++) assert_int_equal(prl_hs_seek(keys, 40, from, key), prl_hs_lower(keys, 40, key));
  assert_int_equal(prl_hs_seek(keys, 0, 0, 5), 0);
}

static void rows_come_in_order_and_add_up(void **state) {
  (void)state;
  prl_rows rows = {0};
  prl_error err = {0};
  uint64_t place = 88172645463325252u;
  for (int k = 0; k < 3000; k++) {
    place ^= place << 13, place ^= place >> 7, place ^= place << 17;
    fine(prl_rows_add(&rows, (prl_row){k % 3 == 0 ? place : place % 100, 1}, &err), &err);
  }
  fine(prl_rows_merge(&rows, &err), &err);
  double sum = 0;
  for (int64_t k = 0; k < rows.count; k++) {
    assert_true(k == 0 || rows.at[k].place > rows.at[k - 1].place);
    sum += rows.at[k].value;
  }
  assert_int_equal(rows.count, 1100); /* 1000 places of their own, 100 that 2000 rows share */
  assert_near(sum, 3000);
  free(rows.at);
}

static void places_what_it_can_and_counts_the_rest(void **state) {
  const tiny *t = *state;
  prl_lines_view v = prl_lines_look(t->lines);
  assert_int_equal(v.pairs, 3);
  assert_near(v.value, 680);
  assert_near(v.no_sector, 50);
  assert_near(v.no_region, 7);
  /* CHN: 3 + 1 of A, 3 of M (the list of China's own measure splits nothing here); ROW: HKG and the rest in A, the rest in M; EUN: DEU
     and the rest in A, since a measure hits DEU alone */
  assert_int_equal(v.lines, 4 + 3 + 3 + 2);
  v = prl_lines_look(t->blank);
  assert_int_equal(v.pairs, 0);
  assert_int_equal(v.lines, 0);
}

static void no_concordance_means_no_lines(void **state) {
  const tiny *t = *state;
  prl_lines *lines;
  prl_error err = {0};
  fine(prl_lines_new(&lines, t->dossier, t->world, NULL, &err), &err);
  assert_int_equal(prl_lines_look(lines).pairs, 0);
  prl_policy *p = policy_on(lines, "2020-06-01", NULL, 0);
  assert_string_equal(coverage_of(p, "us-list", "CHN")->why, "no product trade for CHN -> USA");
  assert_false(coverage_of(p, "us-list", "CHN")->priced);
  prl_policy_free(p);
  prl_lines_free(lines);
}

static void write_text(const char *folder, const char *name, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
}

static void remove_text(const char *folder, const char *name) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  unlink(path);
}

static const char *const head = "title: x\nhorizon: 2030-01-01\nparties:\n  - {id: USA, name: U, capital: W, zone: UTC0, regions: [USA]}\n"
                                "weights:\n  - {to: USA, file: w.csv, year: 2020, source: law}\n";
static const char *const law = "- {id: law, publisher: G, title: L, published: 2019-01-01, kind: legal-text}\n";

/* lines of a record with these weights; the error it must give */
static void refuse(const tiny *t, const char *weights, const char *concordance, prl_error *err) {
  char folder[] = "/tmp/parley-lines-XXXXXX", path[256];
  assert_non_null(mkdtemp(folder));
  write_text(folder, "dossier.yaml", head);
  write_text(folder, "sources.yaml", law);
  write_text(folder, "w.csv", weights);
  write_text(folder, "c.csv", concordance);
  snprintf(path, sizeof path, "%s/c.csv", folder);
  prl_dossier *dossier;
  prl_lines *lines;
  fine(prl_dossier_open(&dossier, folder, err), err);
  assert_true(prl_lines_new(&lines, dossier, t->world, path, err) < 0);
  assert_null(lines);
  prl_dossier_free(dossier);
  remove_text(folder, "dossier.yaml");
  remove_text(folder, "sources.yaml");
  remove_text(folder, "w.csv");
  remove_text(folder, "c.csv");
  rmdir(folder);
}

static void refuses_bad_weights(void **state) {
  const tiny *t = *state;
  prl_error err = {0};
  refuse(t, "hs,from,value\n010101,CHN,1\n0101,CHN,1\n", "hs6,sector\n010101,A\n", &err);
  assert_int_equal(err.status, PRL_E_VALUE);
  assert_int_equal(err.line, 3);
  assert_int_equal(err.column, 1);
  assert_non_null(strstr(err.message, "'0101'"));
  assert_non_null(strstr(err.message, "6 digits"));
  err = (prl_error){0};
  refuse(t, "hs,from,value\n010101,CHN,-1\n", "hs6,sector\n010101,A\n", &err);
  assert_int_equal(err.status, PRL_E_VALUE);
  assert_int_equal(err.line, 2);
  assert_non_null(strstr(err.message, "negative"));
}

static void refuses_a_concordance_of_another_scheme(void **state) {
  const tiny *t = *state;
  prl_error err = {0};
  refuse(t, "hs,from,value\n010101,CHN,1\n", "hs6,sector\n010101,C26\n", &err);
  assert_int_equal(err.status, PRL_E_VALUE);
  assert_non_null(strstr(err.message, "none of the concordance's sectors"));
  assert_non_null(strstr(err.hint, "tiny3"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(codes_sort_as_text),
                                     cmocka_unit_test(seeking_finds_what_searching_finds),
                                     cmocka_unit_test(rows_come_in_order_and_add_up),
                                     cmocka_unit_test(places_what_it_can_and_counts_the_rest),
                                     cmocka_unit_test(no_concordance_means_no_lines),
                                     cmocka_unit_test(refuses_bad_weights),
                                     cmocka_unit_test(refuses_a_concordance_of_another_scheme)};
  return cmocka_run_group_tests(tests, tiny_open, tiny_close);
}
