/* elasticities by sector: from numbers, shipped tables and files, with every refusal */
#include "tiny.h"

#include <unistd.h>

static prl_elasticities blank(void) {
  return (prl_elasticities){.uniform = NAN, .column = "", .file = "", .source = "", .place = {"s.yaml", 3, 9}};
}

static char folder[] = "/tmp/prl-theta-XXXXXX";

static const char *written(const char *name, const char *text) {
  static char path[256];
  prl_error err = {0};
  snprintf(path, sizeof path, "%s/%s", folder, name);
  fine(prl_file_write(path, text, strlen(text), &err), &err);
  return path;
}

static void refuse(const tiny *t, prl_elasticity which, const prl_elasticities *e, const char *table, prl_status status,
                   const char *words) {
  double out[3];
  prl_error err = {0};
  assert_int_equal(prl_elasticity_of(out, which, e, t->world, table, &err), status);
  char text[2048];
  prl_error_print(text, sizeof text, &err);
  if (!strstr(text, words)) fail_msg("'%s' is not in '%s'", words, text);
}

static void one_number_and_sectors_over_it(void **state) {
  const tiny *t = *state;
  static const char *const sectors[] = {"M"}, *const none[] = {"Q"};
  static const double values[] = {0.25};
  double out[3];
  prl_error err = {0};
  prl_elasticities e = blank();
  e.uniform = 0;
  e.sectors = (prl_names){sectors, 1};
  e.values = values;
  fine(prl_elasticity_of(out, PRL_ELASTICITY_MATERIALS, &e, t->world, NULL, &err), &err);
  assert_true(out[A] == 0 && out[M] == 0.25 && out[SERV] == 0);
  refuse(t, PRL_ELASTICITY_HOME, &e, NULL, PRL_E_VALUE,
         "s.yaml:3:9: error: the elasticity between home and foreign goods of sector A is 0");
  e.sectors.at = none;
  refuse(t, PRL_ELASTICITY_MATERIALS, &e, NULL, PRL_E_UNKNOWN_ID, "Q");
}

static void rows_of_the_shipped_table(void **state) {
  const tiny *t = *state;
  static const struct {
    prl_elasticity which;
    const char *name;
    double value;
  } cells[] = {{PRL_ELASTICITY_VALUE_ADDED, "baqaee_farhi2019", 0.5}, {PRL_ELASTICITY_MATERIALS, "baqaee_farhi2019", 0.001},
               {PRL_ELASTICITY_FINAL, "baqaee_farhi2019", 0.9},       {PRL_ELASTICITY_VALUE_ADDED, "atalay2017", 1},
               {PRL_ELASTICITY_MATERIALS, "carvalho2021", 1.183},     {PRL_ELASTICITY_VALUE_ADDED, "boehm2019", 0.03}};
  for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
    double out[3] = {NAN, NAN, NAN};
    prl_error err = {0};
    prl_elasticities e = blank();
    e.column = cells[k].name;
    fine(prl_elasticity_of(out, cells[k].which, &e, t->world, "worlds/upper-elasticities.csv", &err), &err);
    assert_true(out[0] == cells[k].value);
    if (cells[k].which != PRL_ELASTICITY_FINAL) assert_true(out[2] == cells[k].value);
  }
  prl_elasticities e = blank();
  e.column = "atalay2018";
  refuse(t, PRL_ELASTICITY_MATERIALS, &e, "worlds/upper-elasticities.csv", PRL_E_UNKNOWN_ID, "did you mean atalay2017");
  e.column = "carvalho2021";
  refuse(t, PRL_ELASTICITY_FINAL, &e, "worlds/upper-elasticities.csv", PRL_E_MISSING, "row carvalho2021 of upper-elasticities.csv has no");
}

static void columns_of_tables_and_files(void **state) {
  const tiny *t = *state;
  double out[3];
  prl_error err = {0};
  prl_elasticities e = blank();
  const char *table = written("scale.csv", "sector,mine,scale\nA,0.1,0.3\nM,0.2,0.4\nSERV,,0\n");
  e.column = "mine";
  refuse(t, PRL_ELASTICITY_SCALE, &e, table, PRL_E_MISSING, "no scale elasticity for sector SERV");
  e.column = "yours";
  refuse(t, PRL_ELASTICITY_SCALE, &e, table, PRL_E_UNKNOWN_ID, "no column \"yours\" in scale-elasticities.csv");
  e.column = "";
  e.file = table;
  fine(prl_elasticity_of(out, PRL_ELASTICITY_SCALE, &e, t->world, NULL, &err), &err);
  assert_true(out[A] == 0.3 && out[M] == 0.4 && out[SERV] == 0);
  refuse(t, PRL_ELASTICITY_TRADE, &e, NULL, PRL_E_UNKNOWN_ID, "theta");
  unlink(table);
}

static int open_all(void **state) { return mkdtemp(folder) ? tiny_open(state) : -1; }

static int close_all(void **state) {
  rmdir(folder);
  return tiny_close(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(one_number_and_sectors_over_it), cmocka_unit_test(rows_of_the_shipped_table),
                                     cmocka_unit_test(columns_of_tables_and_files)};
  return cmocka_run_group_tests(tests, open_all, close_all);
}
