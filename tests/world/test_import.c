/* test_import.c -- a tidy folder becomes the world it says, and every fault in it is named at its place. */
#include "sample.h"

#include "parley/table.h"

static const char *const NAMES[] = {"sectors.csv", "countries.csv", "trade.csv", "intermediate_use.csv"};
static const char *const GOOD[] = {
    "id,code,name,goods\n1,AGR,\"Farming, fishing\",1\n2,SRV,Services,0\n",
    "id,iso3,name,region16\n1,USA,United States,x\n2,CHN,China,y\n",
    "sector,importer,USA,CHN\nAGR,USA,100,20\nAGR,CHN,10,200\nSRV,USA,300,5\nSRV,CHN,8,150\n",
    "country,input_sector,AGR,SRV\nUSA,AGR,20,10\nUSA,SRV,30,40\nCHN,AGR,50,5\nCHN,SRV,40,20\n",
};

/* The good folder, with `name` replaced by `text` (or left out when text is NULL). */
static char *folder_with(const char *name, const char *text) {
  char *folder = folder_new();
  for (int k = 0; k < 4; k++)
    if (!name || strcmp(name, NAMES[k]) != 0) folder_put(folder, NAMES[k], GOOD[k]);
  if (name && text) folder_put(folder, name, text);
  return folder;
}

static void small_world(void **state) {
  (void)state;
  char *folder = folder_with(NULL, NULL);
  prl_world *w = NULL;
  prl_error err = {0};
  assert_int_equal(prl_world_open(&w, folder, &err), PRL_OK);
  prl_world_view v = prl_world_look(w);
  const double value_added[] = {60, 258, 130, 130}, final_demand[] = {90, 235, 155, 98};
  assert_memory_equal(v.value_added, value_added, sizeof value_added);
  assert_memory_equal(v.final_demand, final_demand, sizeof final_demand);
  assert_true(v.trade[0 * 4 + 1 * 2 + 0] == 10); /* AGR bought by CHN from USA */
  assert_true(v.use[0 * 4 + 1 * 2 + 0] == 30);   /* USA: SRV used by AGR */
  assert_string_equal(v.id, strrchr(folder, '/') + 1);
  assert_string_equal(v.sector_name[0], "Farming, fishing");
  assert_string_equal(v.region_members[1], "CHN");
  assert_int_equal(v.goods[0], 1);
  assert_int_equal(v.goods[1], 0);
  assert_int_equal(prl_world_region(w, "CHN"), 1);
  assert_int_equal(prl_world_region(w, "chn"), -1);
  prl_world_free(w);
  folder_free(folder);
}

static void about_and_accounts(void **state) {
  (void)state;
  char *folder =
      folder_with("about.csv", "key,value\nid,tiny\ntitle,A tiny world\nbase_year,2022\nsource,S\nlicence,L\nscheme,two\nnotes,N.\n");
  folder_put(folder, "accounts.csv", "country,sector,output,value_added\nUSA,AGR,110,60\nCHN,SRV,155,\nCHN,AGR,220,152\n");
  prl_world *w = NULL;
  assert_int_equal(prl_world_import(&w, folder, NULL), PRL_OK);
  prl_world_view v = prl_world_look(w);
  assert_string_equal(v.id, "tiny");
  assert_string_equal(v.title, "A tiny world");
  assert_string_equal(v.source, "S");
  assert_string_equal(v.licence, "L");
  assert_string_equal(v.scheme, "two");
  assert_int_equal(v.base_year, 2022);
  assert_string_equal(v.notes,
                      "N. Of 5 accounts compared, the largest miss is 0.1 of output or absorption (value_added of CHN AGR: 130 here, "
                      "152 in the accounts).");
  prl_world_free(w);
  folder_free(folder);
}

static void negative_final_demand_stays(void **state) {
  (void)state;
  char *folder = folder_with("trade.csv", "sector,importer,USA,CHN\nAGR,USA,25,0\nAGR,CHN,85,220\nSRV,USA,300,5\nSRV,CHN,8,150\n");
  prl_world *w = NULL;
  assert_int_equal(prl_world_import(&w, folder, NULL), PRL_OK);
  assert_true(prl_world_look(w).final_demand[0] == -5);
  prl_world_free(w);
  folder_free(folder);
}

static void put_flows(const char *path, const prl_world *w, bool trade) {
  const char *names[66] = {trade ? "sector" : "country", trade ? "importer" : "input_sector"};
  int32_t firsts = trade ? w->sectors : w->regions, seconds = trade ? w->regions : w->sectors, across = seconds;
  for (int32_t k = 0; k < across; k++) names[k + 2] = trade ? w->region_id[k] : w->sector_id[k];
  prl_table_writer *writer = prl_table_writer_new(names, across + 2);
  for (int32_t a = 0; a < firsts; a++)
    for (int32_t b = 0; b < seconds; b++) {
      const double *row = trade ? prl_world_trade_at(w, a, b) : prl_world_use_at(w, a, b);
      prl_table_put_text(writer, trade ? w->sector_id[a] : w->region_id[a]);
      prl_table_put_text(writer, trade ? w->region_id[b] : w->sector_id[b]);
      for (int32_t k = 0; k < across; k++) prl_table_put_number(writer, row[k], 17);
    }
  assert_int_equal(prl_table_write(writer, path, NULL), PRL_OK);
  prl_table_writer_free(writer);
}

static void put_names(const char *folder, const prl_world *w) {
  prl_text sectors = {0}, regions = {0};
  prl_text_puts(&sectors, "code,name,goods\n");
  prl_text_puts(&regions, "iso3,name\n");
  for (int32_t s = 0; s < w->sectors; s++) prl_text_printf(&sectors, "%s,%s,%d\n", w->sector_id[s], w->sector_name[s], w->goods[s]);
  for (int32_t n = 0; n < w->regions; n++) prl_text_printf(&regions, "%s,\"%s\"\n", w->region_id[n], w->region_name[n]);
  folder_put(folder, "sectors.csv", sectors.bytes);
  folder_put(folder, "countries.csv", regions.bytes);
  prl_text_free(&sectors);
  prl_text_free(&regions);
}

/* Seventeen digits carry a double, and residuals are computed the same way: the world comes back bit for bit. */
static void random_worlds_come_back(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    prl_world *w = sample_world(seed, 2 + (int32_t)(seed % 5), 1 + (int32_t)(seed % 4)), *back = NULL;
    char *folder = folder_new(), path[512];
    put_names(folder, w);
    snprintf(path, sizeof path, "%s/trade.csv.gz", folder);
    put_flows(path, w, true);
    snprintf(path, sizeof path, "%s/intermediate_use.csv", folder);
    put_flows(path, w, false);
    assert_int_equal(prl_world_import(&back, folder, NULL), PRL_OK);
    assert_worlds_equal(w, back);
    prl_world_free(back);
    prl_world_free(w);
    folder_free(folder);
  }
}

typedef struct fault {
  const char *file, *text; /* the file that is at fault; NULL = left out */
  prl_status status;
  int32_t line, column;
  const char *words; /* separated by | */
  const char *place; /* the file named, where it is not the one at fault; "" = the folder */
} fault;

#define TRADE "sector,importer,USA,CHN\n"
#define USE   "country,input_sector,AGR,SRV\n"
static const fault FAULTS[] = {
    {"trade.csv", TRADE "AGR,USA,100,20\nAGR,CHN,10,200\nSRV,USA,300,-5\nSRV,CHN,8,150\n", PRL_E_VALUE, 4, 13,
     "negative trade|-5|CHN -> USA, sector SRV", NULL},
    {"trade.csv", TRADE "AGR,USA,100,ten\nAGR,CHN,10,200\nSRV,USA,300,5\nSRV,CHN,8,150\n", PRL_E_VALUE, 2, 13, "'ten'|number", NULL},
    {"trade.csv", TRADE "AGR,USA,100,\nAGR,CHN,10,200\nSRV,USA,300,5\nSRV,CHN,8,150\n", PRL_E_MISSING, 2, 13,
     "empty|CHN -> USA, sector AGR|write 0", NULL},
    {"trade.csv", TRADE "AGR,USA,100\nAGR,CHN,10,200\nSRV,USA,300,5\nSRV,CHN,8,150\n", PRL_E_SYNTAX, 2, 1, "3 cells|4", NULL},
    {"trade.csv", TRADE "AGR,USA,100,20\nAGR,CHM,10,200\nSRV,USA,300,5\nSRV,CHN,8,150\n", PRL_E_UNKNOWN_ID, 3, 5,
     "CHM|countries.csv|did you mean CHN", NULL},
    {"trade.csv", TRADE "AGR,USA,100,20\nAGR,CHN,10,200\nSVR,USA,300,5\nSRV,CHN,8,150\n", PRL_E_UNKNOWN_ID, 4, 1,
     "SVR|sectors.csv|did you mean SRV", NULL},
    {"trade.csv", TRADE "AGR,USA,100,20\nAGR,USA,10,200\nSRV,USA,300,5\nSRV,CHN,8,150\n", PRL_E_DUPLICATE, 3, 1,
     "second row|sector AGR|importer USA", NULL},
    {"trade.csv", TRADE "AGR,USA,100,20\nAGR,CHN,10,200\nSRV,USA,300,5\n", PRL_E_MISSING, 0, 0, "no row|sector SRV|importer CHN", NULL},
    {"trade.csv", "sector,importer,USA,DEU\nAGR,USA,100,20\n", PRL_E_UNKNOWN_ID, 1, 21, "DEU|countries.csv", NULL},
    {"trade.csv", "sector,importer,USA\nAGR,USA,100\n", PRL_E_MISSING, 1, 1, "no column|CHN", NULL},
    {"trade.csv", "sector,importer,USA,USA\nAGR,USA,100,20\n", PRL_E_SYNTAX, 1, 21, "USA|twice", NULL},
    {"trade.csv", "sector,USA,CHN\nAGR,100,20\n", PRL_E_MISSING, 1, 1, "importer", NULL},
    {"trade.csv", NULL, PRL_E_NO_FILE, 0, 0, "trade.csv|trade.csv.gz|trade.csv.zst", ""},
    {"trade.csv.gz", "sector\n", PRL_E_DUPLICATE, 0, 0, "both|trade.csv|keep one", ""},
    {"intermediate_use.csv", USE "USA,AGR,20,10\nUSA,SRV,30,-40\nCHN,AGR,50,5\nCHN,SRV,40,20\n", PRL_E_VALUE, 3, 12,
     "negative use|-40|USA: input SRV of sector SRV", NULL},
    {"intermediate_use.csv", USE "USA,AGR,90,10\nUSA,SRV,30,40\nCHN,AGR,50,5\nCHN,SRV,40,20\n", PRL_E_UNBALANCED, 0, 0,
     "inputs of 120|output of 110|USA, sector AGR", NULL},
    {"intermediate_use.csv", USE "USA,AGR,20,10\nUSA,SRV,30,40\nCHN,AGR,50,5\n", PRL_E_MISSING, 0, 0, "no row|country CHN|input_sector SRV",
     NULL},
    {"trade.csv", TRADE "AGR,USA,0,0\nAGR,CHN,110,200\nSRV,USA,300,5\nSRV,CHN,8,150\n", PRL_E_UNBALANCED, 0, 0,
     "30 is used|no supplier|USA, sector AGR", "intermediate_use.csv"},
    {"sectors.csv", "code,name,goods\nAGR,Farming,1\nAGR,Services,0\n", PRL_E_DUPLICATE, 3, 1, "AGR|before", NULL},
    {"sectors.csv", "code,name,goods\nAGR,Farming,2\nSRV,Services,0\n", PRL_E_VALUE, 2, 13, "goods is 2|1 (goods) or 0", NULL},
    {"sectors.csv", "code,name\nAGR,Farming\nSRV,Services\n", PRL_E_MISSING, 1, 1, "goods", NULL},
    {"sectors.csv", "number,name,goods\n1,Farming,1\n", PRL_E_MISSING, 1, 0, "no column \"code\"", NULL},
    {"sectors.csv", "code,goods\n", PRL_E_VALUE, 1, 0, "0 rows", NULL},
    {"countries.csv", "iso3,name\nusa,United States\nCHN,China\n", PRL_E_VALUE, 2, 1, "usa|A-Z", NULL},
    {"countries.csv", "iso3,name\nUSA,United States\nCHN,China\nUSA,Again\n", PRL_E_DUPLICATE, 4, 1, "USA|before", NULL},
    {"countries.csv", "iso3,members\nUSA,USA CHN\nCHN,CHN\n", PRL_E_DUPLICATE, 0, 0, "CHN|both CHN and USA", NULL},
    {"countries.csv", "name\nUSA\n", PRL_E_MISSING, 1, 0, "code|iso3", NULL},
    {"about.csv", "key,value\nid,tiny\ntitel,A tiny world\n", PRL_E_UNKNOWN_ID, 3, 1, "titel|did you mean title", NULL},
    {"about.csv", "key,value\nid,tiny\nid,small\n", PRL_E_DUPLICATE, 3, 1, "id|twice", NULL},
    {"about.csv", "key,value\nbase_year,now\n", PRL_E_VALUE, 2, 11, "now|2022", NULL},
    {"accounts.csv", "country,sector,output\nDEU,AGR,1\n", PRL_E_UNKNOWN_ID, 2, 1, "DEU|countries.csv", NULL},
};

static void faults_are_named(void **state) {
  (void)state;
  for (size_t k = 0; k < sizeof FAULTS / sizeof *FAULTS; k++) {
    const fault *f = &FAULTS[k];
    char *folder = folder_with(f->file, f->text);
    prl_world *w = NULL;
    prl_error err = {0};
    prl_status status = prl_world_import(&w, folder, &err);
    assert_int_equal(status, f->status);
    assert_int_equal(err.status, f->status);
    assert_null(w);
    assert_int_equal(err.line, f->line);
    assert_int_equal(err.column, f->column);
    assert_says(&err, f->words);
    assert_non_null(strstr(err.file, f->place ? f->place : f->file));
    folder_free(folder);
  }
}

static void no_such_folder(void **state) {
  (void)state;
  prl_world *w = NULL;
  prl_error err = {0};
  assert_int_equal(prl_world_open(&w, "/tmp/no-such-world-folder", &err), PRL_E_NO_FILE);
  assert_says(&err, "no-such-world-folder|.prlw|trade.csv");
  assert_null(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_world),
      cmocka_unit_test(about_and_accounts),
      cmocka_unit_test(negative_final_demand_stays),
      cmocka_unit_test(random_worlds_come_back),
      cmocka_unit_test(faults_are_named),
      cmocka_unit_test(no_such_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
