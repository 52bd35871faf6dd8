/* test_shares.c -- sources in shares, values a row, stocks, base tariffs: flows, cp2015, ossa2014, and the tidy form with stocks. */
#include "sample.h"

#include "parley/table.h"

typedef struct loaded {
  prl_world *world;
  prl_repairs *repairs;
  double *rate;
} loaded;

static prl_status load(loaded *l, const char *format, const char *folder, prl_error *err) {
  *l = (loaded){.repairs = prl_repairs_new()};
  return prl_world_import_as(&l->world, l->repairs, &l->rate, format, folder, NULL, err);
}

static void unload(loaded *l) {
  prl_world_free(l->world);
  prl_repairs_free(l->repairs);
  free(l->rate);
}

static int64_t cells_of(const prl_repairs *repairs, const char *rule) {
  prl_repair_sum sums[PRL_REPAIR_RULES];
  int32_t rules = prl_repairs_sums(sums, repairs);
  for (int32_t k = 0; k < rules; k++)
    if (!strcmp(sums[k].rule, rule)) return sums[k].cells;
  return 0;
}

/* ---- flows ---- */

typedef struct file {
  const char *name, *text;
} file;

static const file FLOWS[] = {
    {"sectors.csv", "code,name,goods\nAGR,Farming,1\nSRV,Services,0\n"},
    {"countries.csv", "iso3,name\nUSA,United States\nCHN,China\n"},
    {"trade.csv", "sector,importer,exporter,value\nAGR,USA,USA,100\nAGR,USA,CHN,20\nAGR,CHN,USA,10\nAGR,CHN,CHN,200\nSRV,USA,USA,300\n"
                  "SRV,CHN,CHN,150\n"},
    {"use.csv", "country,input,sector,value\nUSA,AGR,AGR,20\nUSA,SRV,AGR,30\nCHN,AGR,SRV,5\n"},
    {"tariffs.csv", "sector,importer,exporter,rate\nAGR,CHN,USA,0.25\n"},
};

static char *flows_with(const char *name, const char *text) {
  char *folder = folder_new();
  for (size_t k = 0; k < sizeof FLOWS / sizeof *FLOWS; k++)
    if (!name || strcmp(FLOWS[k].name, name) != 0) folder_put(folder, FLOWS[k].name, FLOWS[k].text);
  if (name && text) folder_put(folder, name, text);
  return folder;
}

static void small_flows(void **state) {
  (void)state;
  char *folder = flows_with(NULL, NULL);
  loaded l;
  assert_int_equal(load(&l, "flows", folder, NULL), PRL_OK);
  const double value_added[] = {60, 300, 220, 145}, final_demand[] = {100, 270, 205, 150};
  assert_memory_equal(l.world->value_added, value_added, sizeof value_added);
  assert_memory_equal(l.world->final_demand, final_demand, sizeof final_demand);
  assert_non_null(l.rate);
  assert_true(l.rate[0 * 4 + 1 * 2 + 0] == 0.25); /* China on what it buys of the United States */
  assert_true(l.rate[1] == 0);
  char path[512];
  snprintf(path, sizeof path, "%s/rates.csv", folder);
  assert_int_equal(prl_world_tariffs_save(l.world, l.rate, path, NULL), PRL_OK);
  char *bytes = NULL;
  size_t length = 0;
  assert_int_equal(prl_file_read(&bytes, &length, path, NULL), PRL_OK);
  assert_string_equal(bytes, "sector,importer,exporter,rate\nAGR,CHN,USA,0.25\n");
  free(bytes);
  unload(&l);
  folder_free(folder);
}

/* The same world in shares: those of use in inputs, of value added in output; and sales at home as output less exports. */
static void flows_in_shares(void **state) {
  (void)state;
  char *folder = flows_with("use.csv", NULL);
  loaded plain, shares;
  folder_put(folder, "shares.csv", "country,input,sector,value\nUSA,AGR,AGR,0.4\nUSA,SRV,AGR,0.6\nCHN,AGR,SRV,1\n");
  folder_put(folder, "value_added_share.csv", "country,sector,value\nUSA,AGR,0.54545454545454545\nCHN,SRV,0.96666666666666667\n");
  folder_put(folder, "trade.csv", "sector,importer,exporter,value\nAGR,USA,CHN,20\nAGR,CHN,USA,10\n");
  folder_put(folder, "output.csv", "country,sector,value\nUSA,AGR,110\nUSA,SRV,300\nCHN,AGR,220\nCHN,SRV,150\n");
  assert_int_equal(load(&shares, "flows", folder, NULL), PRL_OK);
  folder_free(folder);
  folder = flows_with(NULL, NULL);
  assert_int_equal(load(&plain, "flows", folder, NULL), PRL_OK);
  assert_worlds_near(plain.world, shares.world, 1e-14, 1e-9);
  assert_int_equal(prl_repairs_count(shares.repairs), 0);
  unload(&plain);
  unload(&shares);
  folder_free(folder);
}

/* No use at all: value added is output. Exports above output raise it. */
static void flows_without_links(void **state) {
  (void)state;
  char *folder = flows_with("use.csv", NULL);
  loaded l;
  folder_put(folder, "trade.csv", "sector,importer,exporter,value\nAGR,USA,CHN,20\nAGR,CHN,USA,10\n");
  folder_put(folder, "output.csv", "country,sector,value\nUSA,AGR,4\nUSA,SRV,300\nCHN,AGR,220\nCHN,SRV,150\n");
  assert_int_equal(load(&l, "flows", folder, NULL), PRL_OK);
  assert_true(l.world->value_added[0] == 10 && l.world->final_demand[0] == 20);
  assert_int_equal(prl_repairs_count(l.repairs), 1);
  prl_repair r = prl_repairs_at(l.repairs, 0);
  assert_string_equal(r.rule, "output raised to exports");
  assert_true(r.before == 4 && r.after == 10);
  unload(&l);
  folder_free(folder);
}

typedef struct fault {
  const char *name, *text, *words;
  prl_status status;
  int32_t line, column;
} fault;

static const fault FAULTS[] = {
    {"trade.csv", "sector,importer,exporter,value\nAGR,USA,CHM,1\n", "CHM|did you mean CHN", PRL_E_UNKNOWN_ID, 2, 9},
    {"trade.csv", "sector,importer,exporter,value\nAGR,USA,CHN,1\nAGR,USA,CHN,2\n", "second row for the same cell", PRL_E_DUPLICATE, 3, 1},
    {"trade.csv", "sector,importer,exporter,value\nAGR,USA,CHN,many\n", "'many'", PRL_E_VALUE, 2, 13},
    {"trade.csv", "sector,importer,exporter,value\nAGR,USA,CHN,\n", "value", PRL_E_MISSING, 2, 13},
    {"trade.csv", "sector,importer,exporter\nAGR,USA,CHN\n", "value", PRL_E_MISSING, 1, 1},
    {"trade.csv", NULL, "no trade.csv", PRL_E_NO_FILE, 0, 0},
    {"tariffs.csv", "sector,importer,exporter,rate\nAGR,CHN,USA,-1.5\n", "rate is -1.5; -1 or more", PRL_E_VALUE, 2, 13},
    {"output.csv", "country,sector,value\nUSA,AGR,4\n", "sales at home are given in trade|leave out", PRL_E_DUPLICATE, 0, 0},
};

static void faults_are_named(void **state) {
  (void)state;
  for (size_t k = 0; k < sizeof FAULTS / sizeof *FAULTS; k++) {
    char *folder = flows_with(FAULTS[k].name, FAULTS[k].text);
    loaded l;
    prl_error err = {0};
    assert_int_equal(load(&l, "flows", folder, &err), FAULTS[k].status);
    assert_null(l.world);
    assert_null(l.rate);
    assert_says(&err, FAULTS[k].words);
    assert_int_equal(err.line, FAULTS[k].line);
    assert_int_equal(err.column, FAULTS[k].column);
    unload(&l);
    folder_free(folder);
  }
}

static void shares_that_are_none(void **state) {
  (void)state;
  char *folder = flows_with("use.csv", NULL);
  loaded l;
  prl_error err = {0};
  folder_put(folder, "shares.csv", "country,input,sector,value\nUSA,AGR,AGR,0.4\n");
  folder_put(folder, "value_added_share.csv", "country,sector,value\nUSA,AGR,0.5\n");
  assert_int_equal(load(&l, "flows", folder, &err), PRL_E_VALUE);
  assert_says(&err, "shares sum to 0.4|USA, sector AGR");
  unload(&l);
  err = (prl_error){0};
  folder_put(folder, "value_added_share.csv", "country,sector,value\nUSA,AGR,1.5\n");
  assert_int_equal(load(&l, "flows", folder, &err), PRL_E_VALUE);
  assert_says(&err, "share of value added is 1.5|USA, sector AGR");
  unload(&l);
  folder_free(folder);
}

static void unknown_format(void **state) {
  (void)state;
  loaded l;
  prl_error err = {0};
  assert_int_equal(load(&l, "wiot", "x", &err), PRL_E_UNKNOWN_ID);
  assert_says(&err, "no format \"wiot\"|did you mean wiod");
  unload(&l);
}

/* ---- the tidy form with stocks ---- */

static char *stocks_folder(const char *accounts) {
  char *folder = folder_new();
  folder_put(folder, "sectors.csv", "id,isic4,name\n1,A01,Farming\n2,G46,Trade\n");
  folder_put(folder, "countries.csv", "iso3\nUSA\nCHN\n");
  folder_put(folder, "trade.csv", "sector,importer,USA,CHN\n1,USA,100,20\n1,CHN,10,200\n2,USA,300,5\n2,CHN,8,150\n");
  folder_put(folder, "intermediate_use.csv", "country,input_sector,use1,use2\nUSA,1,20,10\nUSA,2,30,40\nCHN,1,50,5\nCHN,2,40,20\n");
  folder_put(folder, "accounts.csv", accounts);
  return folder;
}

static void stocks_are_sold_at_home(void **state) {
  (void)state;
  char *folder = stocks_folder("country,sector,output,inventory_change\nUSA,1,130,20\nUSA,2,154,-154\nCHN,1,220,0\nCHN,2,155,\n");
  loaded l;
  prl_error err = {0};
  if (load(&l, "tidy", folder, &err) != PRL_OK) fail_msg("%s", err.message);
  assert_true(prl_world_trade_at(l.world, 0, 0)[0] == 120);
  assert_true(prl_world_trade_at(l.world, 1, 0)[0] == 146);
  assert_true(l.world->value_added[0] == 80 && l.world->value_added[1] == 104);
  assert_int_equal(l.world->goods[0], 1);
  assert_int_equal(l.world->goods[1], 0);
  assert_int_equal(cells_of(l.repairs, "change in stocks added to sales at home"), 2);
  assert_non_null(strstr(l.world->notes, "the largest miss is 0 "));
  assert_sound(l.world);
  unload(&l);
  folder_free(folder);
}

/* More was taken out of stock than is sold at home: every sale shrinks alike. More than all sales: refused. */
static void stocks_beyond_home(void **state) {
  (void)state;
  char *folder = stocks_folder("country,sector,inventory_change\nUSA,1,-104.5\n");
  loaded l;
  prl_error err = {0};
  folder_put(folder, "intermediate_use.csv", "country,input_sector,use1,use2\nUSA,1,2,10\nUSA,2,3,40\nCHN,1,50,5\nCHN,2,40,20\n");
  if (load(&l, "tidy", folder, &err) != PRL_OK) fail_msg("%s", err.message);
  assert_true(fabs(prl_world_trade_at(l.world, 0, 0)[0] - 5) < 1e-8 && fabs(prl_world_trade_at(l.world, 0, 1)[0] - 0.5) < 1e-9);
  assert_int_equal(cells_of(l.repairs, "stocks run down beyond sales at home taken off all sales"), 2);
  unload(&l);
  folder_put(folder, "accounts.csv", "country,sector,inventory_change\nUSA,1,-120\n");
  assert_int_equal(load(&l, "tidy", folder, &err), PRL_E_UNBALANCED);
  assert_says(&err, "stocks fall by 120, more than all sales of 110|USA, sector 1");
  unload(&l);
  folder_free(folder);
}

/* ---- the data themselves, where they are ---- */

static bool there(const char *path) {
  if (access(path, R_OK) == 0) return true;
  print_message("# skipped: %s is not there\n", path);
  return false;
}

/* What users pay: inputs at basic prices times the mean tariff factor give back the shares of the source, and value added its share. */
static void caliendo_parro(void **state) {
  (void)state;
  const char *folder = "../shared/data/cp2015";
  if (!there(folder)) return;
  loaded l;
  prl_error err = {0};
  if (load(&l, "cp2015", folder, &err) != PRL_OK) fail_msg("%s", err.message);
  const prl_world *w = l.world;
  assert_int_equal(w->regions, 31);
  assert_int_equal(w->sectors, 40);
  assert_int_equal(cells_of(l.repairs, "output raised to exports"), 26);
  assert_true(l.rate[(int64_t)prl_world_region(w, "ARG") * 31 + prl_world_region(w, "AUS")] == 0.04166667);
  double output = 0, paid = 0;
  int32_t usa = prl_world_region(w, "USA");
  for (int32_t n = 0; n < 31; n++) output += prl_world_trade_at(w, 0, n)[usa];
  for (int32_t k = 0; k < 40; k++) {
    double net = 0, gross = 0;
    for (int32_t i = 0; i < 31; i++) {
      double x = prl_world_trade_at(w, k, usa)[i];
      net += x;
      gross += x * (1 + l.rate[((int64_t)k * 31 + usa) * 31 + i]);
    }
    paid += net > 0 ? prl_world_use_at(w, usa, k)[0] * gross / net : 0;
  }
  prl_table *shares = NULL;
  assert_int_equal(prl_table_read(&shares, "../shared/data/cp2015/value_added_share.csv", NULL, 0, PRL_NUMBER, NULL), PRL_OK);
  double share = prl_table_numbers(shares, prl_table_find(shares, "USA"))[0];
  assert_true(fabs(1 - paid / output - share) < 1e-12);
  prl_table_free(shares);
  assert_sound(w);
  unload(&l);
}

static void ossa(void **state) {
  (void)state;
  const char *folder = "../shared/data/ossa2014";
  if (!there(folder)) return;
  loaded l;
  assert_int_equal(load(&l, "ossa2014", folder, NULL), PRL_OK);
  assert_int_equal(l.world->regions, 7);
  assert_int_equal(l.world->sectors, 33);
  assert_int_equal(prl_repairs_count(l.repairs), 0);
  int32_t brazil = prl_world_region(l.world, "BRA"), eu = prl_world_region(l.world, "EU");
  assert_true(l.rate[(int64_t)eu * 7 + brazil] == 0.2543338 && prl_world_trade_at(l.world, 0, eu)[brazil] == 3.496044797);
  for (int64_t c = 0; c < prl_world_use_cells(l.world); c++) assert_true(l.world->use[c] == 0);
  assert_sound(l.world);
  unload(&l);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_flows),
      cmocka_unit_test(flows_in_shares),
      cmocka_unit_test(flows_without_links),
      cmocka_unit_test(faults_are_named),
      cmocka_unit_test(shares_that_are_none),
      cmocka_unit_test(unknown_format),
      cmocka_unit_test(stocks_are_sold_at_home),
      cmocka_unit_test(stocks_beyond_home),
      cmocka_unit_test(caliendo_parro),
      cmocka_unit_test(ossa),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
