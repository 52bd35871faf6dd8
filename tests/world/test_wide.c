/* test_wide.c -- a wide table becomes the world it says; what its accounts cannot hold is repaired and listed; every fault has its
 * place. */
#include "sample.h"

#include "parley/table.h"

/* ---- a world written as a wide table, its imports divided over uses in proportion ---- */

static double share_of(const prl_world *w, int32_t i, int32_t k, int32_t n) {
  double bought = 0;
  for (int32_t m = 0; m < w->regions; m++) bought += prl_world_trade_at(w, k, n)[m];
  return bought > 0 ? prl_world_trade_at(w, k, n)[i] / bought : 0;
}

static void put_row(prl_text *text, const prl_world *w, int32_t i, int32_t k) {
  double output = 0;
  prl_text_printf(text, "%s_%s", w->region_id[i], w->sector_id[k]);
  for (int32_t n = 0; n < w->regions; n++)
    for (int32_t s = 0; s < w->sectors; s++) prl_text_printf(text, ",%.17g", share_of(w, i, k, n) * prl_world_use_at(w, n, k)[s]);
  for (int32_t n = 0; n < w->regions; n++) {
    prl_text_printf(text, ",%.17g,0", share_of(w, i, k, n) * w->final_demand[n * w->sectors + k]);
    output += prl_world_trade_at(w, k, n)[i];
  }
  prl_text_printf(text, ",%.17g\n", output);
}

static char *wide_text(const prl_world *w, const char *first, const char *final, const char *other) {
  prl_text text = {0};
  prl_text_puts(&text, first);
  for (int32_t n = 0; n < w->regions; n++)
    for (int32_t s = 0; s < w->sectors; s++) prl_text_printf(&text, ",%s_%s", w->region_id[n], w->sector_id[s]);
  for (int32_t n = 0; n < w->regions; n++) prl_text_printf(&text, ",%s_%s,%s_%s", w->region_id[n], final, w->region_id[n], other);
  prl_text_puts(&text, ",OUT\n");
  for (int32_t i = 0; i < w->regions; i++)
    for (int32_t k = 0; k < w->sectors; k++) put_row(&text, w, i, k);
  prl_text_puts(&text, "VA");
  for (int64_t c = 0; c < prl_world_cells(w); c++) prl_text_printf(&text, ",%.17g", w->value_added[c]);
  for (int32_t n = 0; n < 2 * w->regions + 1; n++) prl_text_puts(&text, ",");
  prl_text_puts(&text, "\n");
  return text.bytes;
}

static void rename_sectors(prl_world *w) {
  static const char *const codes[] = {"C1", "C2", "G45_47"};
  for (int32_t s = 0; s < w->sectors; s++) w->sector_id[s] = codes[s];
}

static void wide_worlds_come_back(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 8; seed++) {
    prl_world *w = sample_world(seed, 2 + (int32_t)(seed % 3), 3), *back = NULL;
    rename_sectors(w);
    char *folder = folder_new(), path[512], *text = wide_text(w, seed % 2 ? "\"V1\"" : "", "HFCE", "INVNT");
    folder_put(folder, "table.csv", text);
    snprintf(path, sizeof path, "%s/table.csv", folder);
    prl_repairs *repairs = prl_repairs_new();
    prl_error err = {0};
    const prl_import_options options = {.id = "back", .title = "Back"};
    if (prl_world_import_as(&back, repairs, NULL, "icio", path, &options, &err) != PRL_OK) fail_msg("%s", err.message);
    assert_int_equal(prl_repairs_count(repairs), 0);
    assert_worlds_near(w, back, 1e-12, 1e-9);
    assert_string_equal(back->sector_id[2], "G45_47");
    assert_int_equal(back->goods[0], 1);
    assert_int_equal(back->goods[2], 0);
    assert_string_equal(back->id, "back");
    prl_repairs_free(repairs);
    prl_world_free(back);
    prl_world_free(w);
    free(text);
    folder_free(folder);
  }
}

/* ---- small tables ---- */

#define HEAD "label,USA_c1,USA_c17,CHN_c1,CHN_c17,USA_c37,USA_c42,CHN_c37,CHN_c42,OUT\n"
#define ROWS                                                                                                                               \
  "USA_c1,10,20,5,0,60,0,5,0,100\n"                                                                                                        \
  "USA_c17,30,40,0,0,128,0,2,0,200\n"                                                                                                      \
  "CHN_c1,5,0,40,10,10,0,85,0,150\n"                                                                                                       \
  "CHN_c17,0,1,30,20,0,0,48,1,100\n"
#define FOOT "VA,55,139,75,70,,,,,\nOUT,100,200,150,100,,,,,\n"

typedef struct loaded {
  prl_world *world;
  prl_repairs *repairs;
  char *folder, path[512];
} loaded;

static prl_status load(loaded *l, const char *format, const char *text, const prl_import_options *options, prl_error *err) {
  *l = (loaded){.folder = folder_new(), .repairs = prl_repairs_new()};
  snprintf(l->path, sizeof l->path, "%s/wide.csv", l->folder);
  folder_put(l->folder, "wide.csv", text);
  return prl_world_import_as(&l->world, l->repairs, NULL, format, l->path, options, err);
}

static void unload(loaded *l) {
  prl_world_free(l->world);
  prl_repairs_free(l->repairs);
  folder_free(l->folder);
}

static void small_table(void **state) {
  (void)state;
  loaded l;
  assert_int_equal(load(&l, "wiod", HEAD ROWS FOOT, NULL, NULL), PRL_OK);
  const double value_added[] = {55, 139, 75, 70}, final_demand[] = {70, 128, 90, 51};
  assert_memory_equal(l.world->value_added, value_added, sizeof value_added);
  assert_memory_equal(l.world->final_demand, final_demand, sizeof final_demand);
  assert_true(prl_world_trade_at(l.world, 0, 1)[0] == 10); /* c1 from USA to CHN: 5 used, 5 consumed */
  assert_true(prl_world_use_at(l.world, 0, 0)[0] == 15);   /* c1 in c1 of USA, of both origins */
  assert_string_equal(l.world->scheme, "wiod2013");
  assert_string_equal(l.world->id, "wide");
  assert_int_equal(l.world->goods[0], 1);
  assert_int_equal(l.world->goods[1], 0);
  assert_int_equal(prl_repairs_count(l.repairs), 0);
  unload(&l);
}

static void assert_repair(const prl_repairs *repairs, const char *rule, const char *region, const char *sector, const char *partner,
                          double before, double after) {
  for (int64_t k = 0; k < prl_repairs_count(repairs); k++) {
    prl_repair r = prl_repairs_at(repairs, k);
    if (strcmp(r.rule, rule) != 0 || strcmp(r.region, region) != 0 || strcmp(r.sector, sector) != 0) continue;
    assert_string_equal(r.partner, partner);
    assert_true(fabs(r.before - before) <= 1e-12 * fabs(before) && fabs(r.after - after) <= 1e-12 * fabs(after));
    return;
  }
  fail_msg("no repair \"%s\" at %s %s", rule, region, sector);
}

/* Stocks of Chinese c17 in the United States run down by more than is bought: the flow is negative, becomes zero, and output follows. */
static void negative_flow(void **state) {
  (void)state;
  loaded l;
  assert_int_equal(load(&l, "wiod",
                        HEAD "USA_c1,10,20,5,0,60,0,5,0,100\nUSA_c17,30,40,0,0,128,0,2,0,200\nCHN_c1,5,0,40,10,10,0,85,0,150\n"
                             "CHN_c17,0,1,30,20,0,-9,57,1,100\n" FOOT,
                        NULL, NULL),
                   PRL_OK);
  assert_int_equal(prl_repairs_count(l.repairs), 2);
  assert_repair(l.repairs, "negative trade set to zero", "USA", "c17", "CHN", -8, 0);
  assert_repair(l.repairs, "output of the source replaced by the sum of its sales", "CHN", "c17", "", 100, 108);
  assert_sound(l.world);
  prl_repair_sum sums[PRL_REPAIR_RULES];
  assert_int_equal(prl_repairs_sums(sums, l.repairs), 2);
  assert_true(sums[0].cells == 1 && sums[0].moved == 8 && sums[1].moved == 8);
  unload(&l);
}

/* A sector whose inputs exceed its sales, and one that sells nothing but has inputs. */
static void inputs_without_cover(void **state) {
  (void)state;
  loaded l;
  assert_int_equal(load(&l, "wiod",
                        HEAD "USA_c1,50,20,5,0,20,0,5,0,100\nUSA_c17,60,40,0,0,98,0,2,0,200\nCHN_c1,5,0,40,10,10,0,85,0,150\n"
                             "CHN_c17,0,0,0,0,0,0,0,0,0\n"
                             "VA,-15,140,105,-10,,,,,\n",
                        NULL, NULL),
                   PRL_OK);
  assert_repair(l.repairs, "inputs above 99 % of output scaled to 99 %", "USA", "c1", "", 115, 99);
  assert_repair(l.repairs, "inputs of a sector without sales set to zero", "CHN", "c17", "c1", 10, 0);
  assert_repair(l.repairs, "value added of the source replaced by output less inputs", "USA", "c1", "", -15, 1);
  assert_sound(l.world);
  unload(&l);
}

/* Parts of a country are summed; a file of names says what the sectors are. */
static void parts_and_names(void **state) {
  (void)state;
  loaded l;
  prl_error err = {0};
  const char *text = "x,CN1_X1,CN2_X1,USA_X1,CHN_HFCE,USA_HFCE,OUT\nCN1_X1,1,2,3,10,4,20\nCN2_X1,2,1,1,20,6,30\nUSA_X1,5,5,10,3,77,100\n"
                     "TLS,1,1,1,,,\nVA,11,21,85,,,\nOUT,20,30,100,,,\n";
  assert_int_equal(load(&l, "icio", text, NULL, &err), PRL_E_MISSING);
  assert_says(&err, "not known whether the sector X1 is goods|--sectors");
  folder_put(l.folder, "names.csv", "code,name,goods\nX1,Things,1\n");
  char names[600];
  snprintf(names, sizeof names, "%s/names.csv", l.folder);
  const prl_import_options options = {.sectors = names};
  assert_int_equal(prl_world_import_as(&l.world, l.repairs, NULL, "icio", l.path, &options, NULL), PRL_OK);
  assert_int_equal(l.world->regions, 2);
  assert_true(prl_world_trade_at(l.world, 0, 0)[0] == 36); /* 1+2+10 + 2+1+20 */
  assert_true(prl_world_trade_at(l.world, 0, 1)[0] == 14); /* 3+4 + 1+6 */
  assert_true(l.world->value_added[0] == 34);              /* with taxes less subsidies */
  assert_string_equal(l.world->sector_name[0], "Things");
  assert_int_equal(prl_repairs_count(l.repairs), 0);
  unload(&l);
}

typedef struct fault {
  const char *text, *words;
  prl_status status;
  int32_t line, column;
} fault;

static const fault FAULTS[] = {
    {"label,USA_c1,USA_c99,OUT\nUSA_c1,1,2,3\n", "\"USA_c99\" is no label|nor of final demand", PRL_E_UNKNOWN_ID, 1, 14},
    {"label,USA_c1,USA_c37,OUT\nUSA_c1,1,2,3\nUSA_c1,1,2,3\n", "second label \"USA_c1\"", PRL_E_DUPLICATE, 3, 1},
    {"label,USA_c1,USA_c37,OUT\nUSAc1,1,2,3\n", "\"USAc1\" is no label REGION_SECTOR|OUT, VA and TLS", PRL_E_UNKNOWN_ID, 2, 1},
    {"label,USA_c1,CHN_c37,OUT\nUSA_c1,1,2,3\n", "no row of the region \"CHN\"", PRL_E_UNKNOWN_ID, 1, 14},
    {"label,USA_c1,USA_c37,OUT\nUSA_c1,1,2,3\nUSA_c2,1,2,3\n", "no column for the industry USA_c2", PRL_E_MISSING, 0, 0},
    {"label,USA_c1,CHN_c2,USA_c37,OUT\nUSA_c1,1,2,3,4\nCHN_c2,1,1,1,1\n", "no row for the industry USA_c2", PRL_E_MISSING, 0, 0},
    {"label,USA_c1,USA_c37,OUT\nUSA_c1,,2,3\n", "an empty cell|row USA_c1, column USA_c1", PRL_E_MISSING, 2, 8},
    {"label,USA_c1,USA_c37,OUT\nUSA_c1,ten,2,3\n", "'ten'|number", PRL_E_VALUE, 2, 8},
    {"label,USA_c1,USA_c37,OUT\nVA,1,,\n", "no row REGION_SECTOR", PRL_E_MISSING, 0, 0},
    {"label,USA_c1,CHN_c1,USA_c37,CHN_c37,OUT\nUSA_c1,1,0,2,0,3\nCHN_c1,0,0,0,0,0\n", "every region earns value added|CHN",
     PRL_E_UNBALANCED, 0, 0},
};

static void faults_are_named(void **state) {
  (void)state;
  for (size_t k = 0; k < sizeof FAULTS / sizeof *FAULTS; k++) {
    loaded l;
    prl_error err = {0};
    assert_int_equal(load(&l, "wiod", FAULTS[k].text, NULL, &err), FAULTS[k].status);
    assert_null(l.world);
    assert_says(&err, FAULTS[k].words);
    assert_non_null(strstr(err.file, "wide.csv"));
    assert_int_equal(err.line, FAULTS[k].line);
    assert_int_equal(err.column, FAULTS[k].column);
    unload(&l);
  }
}

/* ---- the data themselves, where they are ---- */

static bool there(const char *path) {
  if (access(path, R_OK) == 0) return true;
  print_message("# skipped: %s is not there\n", path);
  return false;
}

/* A residual misses by what the larger sums it is the difference of were rounded by. */
static void assert_residuals_near(const prl_world *a, const prl_world *b, double tolerance) {
  double *sums = malloc((size_t)prl_world_cells(a) * 4 * sizeof *sums);
  int64_t cells = prl_world_cells(a);
  assert_non_null(sums);
  prl_world_sums(b, sums, sums + cells, sums + 2 * cells, sums + 3 * cells);
  for (int64_t c = 0; c < cells; c++) {
    assert_true(fabs(a->value_added[c] - b->value_added[c]) <= tolerance * sums[c]);
    assert_true(fabs(a->final_demand[c] - b->final_demand[c]) <= tolerance * sums[cells + c]);
  }
  free(sums);
}

/* Both were printed with six or seven digits, by way of different sums. */
static void sixteen_regions_as_shipped(void **state) {
  (void)state;
  const char *path = "../shared/data/hybrid2022/wide16x22.csv.gz";
  if (!there(path)) return;
  prl_world *w = NULL, *shipped = NULL;
  prl_repairs *repairs = prl_repairs_new();
  assert_int_equal(prl_world_import_as(&w, repairs, NULL, "icio", path, NULL, NULL), PRL_OK);
  assert_int_equal(prl_world_open(&shipped, "worlds/hybrid2022-16.prlw", NULL), PRL_OK);
  assert_int_equal(prl_repairs_count(repairs), 0);
  for (int32_t n = 0; n < 16; n++) assert_string_equal(w->region_id[n], shipped->region_id[n]);
  assert_memory_equal(w->goods, shipped->goods, 22);
  assert_cells_near(w->trade, shipped->trade, prl_world_trade_cells(w), 1e-5, 0.1);
  assert_cells_near(w->use, shipped->use, prl_world_use_cells(w), 1e-5, 0.1);
  assert_residuals_near(w, shipped, 1e-5);
  prl_world_free(shipped);
  prl_world_free(w);
  prl_repairs_free(repairs);
}

/* 2011: 25 negative flows, one cost share above 99 %, 22 industries without output (data notes and numerics). */
static void wiod_of_2011(void **state) {
  (void)state;
  const char *path = "../shared/data/wiod2013/wiot2011.csv.gz";
  if (!there(path)) return;
  prl_world *w = NULL, *shipped = NULL;
  prl_repairs *repairs = prl_repairs_new();
  assert_int_equal(prl_world_import_as(&w, repairs, NULL, "wiod", path, NULL, NULL), PRL_OK);
  assert_int_equal(prl_world_open(&shipped, "worlds/wiod2011-41.prlw", NULL), PRL_OK);
  assert_worlds_near(w, shipped, 0, 0);
  prl_repair_sum sums[PRL_REPAIR_RULES];
  assert_int_equal(prl_repairs_sums(sums, repairs), 4);
  assert_int_equal(sums[0].cells, 25);
  assert_int_equal(sums[1].cells, 1);
  assert_repair(repairs, "inputs above 99 % of output scaled to 99 %", "LUX", "c24", "", 36, 31.68);
  int32_t silent = 0;
  for (int64_t c = 0; c < prl_world_cells(w); c++) silent += w->value_added[c] == 0;
  assert_int_equal(silent, 22);
  prl_world_free(shipped);
  prl_world_free(w);
  prl_repairs_free(repairs);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wide_worlds_come_back),      cmocka_unit_test(small_table),     cmocka_unit_test(negative_flow),
      cmocka_unit_test(inputs_without_cover),       cmocka_unit_test(parts_and_names), cmocka_unit_test(faults_are_named),
      cmocka_unit_test(sixteen_regions_as_shipped), cmocka_unit_test(wiod_of_2011),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
