/* test_cp2015.c -- Caliendo & Parro (2015): all 1,248 printed cells, each as the article has it or with the reason why not; the numbers
 * themselves against an independent statement of the article (tests/oracle/cp2015.py, its own iteration in numpy) to 1e-7 of a percent. */
#include "papers.h"

static prl_replication *from_archive;

static prl_replication *replicate(const char *folder) {
  prl_replication *r;
  prl_error err = {0};
  must(prl_replicate(&r, prl_paper_at(0), folder, REFERENCE, NULL, &err), &err);
  return r;
}

static int solve(void **state) {
  (void)state;
  if (there(ARCHIVE)) from_archive = replicate(ARCHIVE);
  return 0;
}

static int finish(void **state) {
  (void)state;
  prl_replication_free(from_archive);
  return 0;
}

static const prl_cell *find(const prl_replication_view *v, const char *experiment, const char *quantity, const char *country) {
  for (int32_t k = 0; k < v->count; k++) {
    const prl_cell *c = &v->cells[k];
    if (!strcmp(c->experiment, experiment) && !strcmp(c->quantity, quantity) && !strcmp(c->country, country) && !*c->sector) return c;
  }
  return NULL;
}

static void all_cells_that_can_match_do(void **state) {
  (void)state;
  if (!from_archive) return;
  const prl_replication_view v = prl_replication_look(from_archive);
  int by[PRL_AGREEMENTS] = {0};
  for (int32_t k = 0; k < v.count; k++) by[v.cells[k].agreement]++;
  assert_int_equal(v.printed, 1248);
  assert_int_equal(v.matched, 1227);
  assert_int_equal(v.listed, 21);
  assert_int_equal(v.unexplained, 0);
  assert_int_equal(v.count, 1248 + by[PRL_AGREEMENT_NOT_PRINTED]);
  assert_int_equal(by[PRL_AGREEMENT_PADDED], 76);
  assert_int_equal(by[PRL_AGREEMENT_ROUNDED_TWICE], 18);
  assert_int_equal(by[PRL_AGREEMENT_MISPRINT], 3);
  assert_int_equal(by[PRL_AGREEMENT_STOPPED_EARLY], v.stopped);
}

static void every_scenario_is_solved_well(void **state) {
  (void)state;
  if (!from_archive) return;
  const prl_replication_view v = prl_replication_look(from_archive);
  assert_int_equal(v.solves, 10);
  assert_true(v.accuracy.residual < 1e-11 && v.accuracy.walras < 1e-10);
}

static void the_formula_is_called_one_and_real_income_stands_beside_it(void **state) {
  (void)state;
  if (!from_archive) return;
  static const struct {
    const char *country;
    double welfare, real_income;
  } known[] = {{"Mexico", 1.3121, 0.0073}, {"Canada", -0.0638, -0.1101}, {"U.S.", 0.0848, 0.0741}};
  const prl_replication_view v = prl_replication_look(from_archive);
  for (int k = 0; k < 3; k++) {
    const prl_cell *linear = find(&v, "NAFTA", "welfare", known[k].country);
    assert_non_null(linear);
    assert_true(fabs(linear->ours - known[k].welfare) < 5e-5);
    assert_non_null(strstr(linear->what, "linear formula"));
    assert_string_equal(linear[1].quantity, "real_income_exact");
    assert_string_equal(linear[1].country, known[k].country);
    assert_true(fabs(linear[1].ours - known[k].real_income) < 5e-5);
    assert_true(isnan(linear[1].published));
  }
}

static void agrees_with_the_article_in_numpy(void **state) {
  (void)state;
  if (!from_archive) return;
  const prl_replication_view v = prl_replication_look(from_archive);
  char experiment[48], quantity[64], country[32];
  double value;
  int count = 0;
  FILE *f = fopen("tests/oracle/cp2015.txt", "r");
  assert_non_null(f);
  while (fscanf(f, "%47s %63s %31s %lf", experiment, quantity, country, &value) == 4) {
    char *solved = strstr(experiment, "_solved"); /* the equilibrium, where the article's loop had stopped early */
    if (solved) *solved = '\0';
    const prl_cell *c = find(&v, experiment, quantity, country);
    if (!c) fail_msg("no cell %s %s %s", experiment, quantity, country);
    const double ours = solved ? c->equilibrium : c->ours;
    if (!(fabs(ours - value) <= 1e-7)) fail_msg("%s %s %s: %.17g, oracle %.17g", experiment, quantity, country, ours, value);
    count++;
  }
  fclose(f);
  assert_int_equal(count, 546);
}

/* The tables carry ten digits of output, so the numbers are the same to about eight. */
static void the_tidy_form_gives_the_same(void **state) {
  (void)state;
  if (!from_archive || !there(TIDY "/trade1993.csv")) return;
  prl_replication *tidy = replicate(TIDY);
  const prl_replication_view a = prl_replication_look(from_archive), b = prl_replication_look(tidy);
  assert_int_equal(a.count, b.count);
  for (int32_t k = 0; k < a.count; k++) {
    assert_true(fabs(a.cells[k].ours - b.cells[k].ours) < 1e-5);
    assert_int_equal(a.cells[k].agreement, b.cells[k].agreement);
  }
  prl_replication_free(tidy);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_cells_that_can_match_do),
      cmocka_unit_test(every_scenario_is_solved_well),
      cmocka_unit_test(the_formula_is_called_one_and_real_income_stands_beside_it),
      cmocka_unit_test(agrees_with_the_article_in_numpy),
      cmocka_unit_test(the_tidy_form_gives_the_same),
  };
  return cmocka_run_group_tests(tests, solve, finish);
}
