/* test_split.c -- the parts of a sector sum to it again, follow the trade in products, and a table that cannot divide it is refused. */
#include "sample.h"

#include "parley/table.h"

#define PARTS       "code,name,products\nSOY,Soybeans,1201\nREST,All else,*\n"
#define CONCORDANCE "hs6,sector\n120190,s1\n120110,s1\n100590,s1\n260300,s0\n"
#define TRADE                                                                                                                              \
  "exporter,importer,hs6,value\nR0,R1,120190,30\nR0,R1,100590,10\nR0,R2,100590,60\nR1,R2,120110,5\nR1,R2,260300,5\nXX,R1,120190,4\n"

typedef struct paths {
  char *folder, parts[512], trade[512], concordance[512], out[512];
} paths;

static paths put(const char *parts, const char *trade, const char *concordance) {
  paths p = {.folder = folder_new()};
  snprintf(p.parts, sizeof p.parts, "%s/parts.csv", p.folder);
  snprintf(p.trade, sizeof p.trade, "%s/trade.csv", p.folder);
  snprintf(p.concordance, sizeof p.concordance, "%s/hs6.csv", p.folder);
  snprintf(p.out, sizeof p.out, "%s/new-hs6.csv", p.folder);
  folder_put(p.folder, "parts.csv", parts);
  folder_put(p.folder, "trade.csv", trade);
  folder_put(p.folder, "hs6.csv", concordance);
  return p;
}

static prl_split_request request_of(const paths *p) {
  return (prl_split_request){
      .id = "finer", .title = "Finer", .sector = "s1", .parts = p->parts, .trade = p->trade, .concordance = p->concordance};
}

/* aggregate(split(w)) = w, and every identity holds in between. */
static void parts_sum_to_the_whole(void **state) {
  (void)state;
  static const char *const ids[] = {"s0", "s1", "s2"};
  const int32_t group[] = {0, 1, 1, 2};
  paths p = put(PARTS, TRADE, CONCORDANCE);
  prl_split_request request = request_of(&p);
  for (uint64_t seed = 1; seed <= 10; seed++) {
    prl_world *w = sample_world(seed, 4, 3), *finer = NULL, *again = NULL;
    prl_split_account a;
    prl_error err = {0};
    if (prl_world_split(&finer, &a, w, &request, &err) != PRL_OK) fail_msg("%s", err.message);
    assert_sound(finer);
    assert_int_equal(finer->sectors, 4);
    assert_int_equal(prl_world_sector(finer, "SOY"), 1);
    assert_string_equal(finer->sector_name[2], "All else");
    assert_string_equal(finer->scheme, "samples, s1 split");
    assert_int_equal(prl_world_aggregate_sectors(&again, finer, "again", NULL, group, 3, ids, NULL, w->goods, "samples", NULL), PRL_OK);
    assert_worlds_near(w, again, 1e-13, 1e-9);
    prl_world_free(again);
    prl_world_free(finer);
    prl_world_free(w);
  }
  folder_free(p.folder);
}

static double share(const prl_world *finer, const prl_world *w, int32_t n, int32_t i) {
  return prl_world_trade_at(finer, 1, n)[i] / prl_world_trade_at(w, 1, n)[i];
}

/* The pair's own products, else the origin's, else the destination's, else the world's; at home the origin's. */
static void shares_follow_products(void **state) {
  (void)state;
  paths p = put(PARTS, TRADE, CONCORDANCE);
  prl_split_request request = request_of(&p);
  request.concordance_out = p.out;
  prl_world *w = sample_world(1, 4, 3), *finer = NULL;
  for (int64_t c = 0; c < 16; c++) w->trade[16 + c] += 1;
  sample_balance(w);
  prl_split_account a;
  assert_int_equal(prl_world_split(&finer, &a, w, &request, NULL), PRL_OK);
  assert_true(fabs(share(finer, w, 1, 0) - 0.75) < 1e-14);       /* R0 to R1: 30 of 40 */
  assert_true(share(finer, w, 2, 0) == 0);                       /* R0 to R2: 0 of 60 */
  assert_true(fabs(share(finer, w, 3, 0) - 0.3) < 1e-14);        /* R0 to R3: as R0 sells, 30 of 100 */
  assert_true(fabs(share(finer, w, 0, 0) - 0.3) < 1e-14);        /* R0 at home */
  assert_true(fabs(share(finer, w, 2, 3) - 5.0 / 65) < 1e-14);   /* R3 to R2: as R2 buys */
  assert_true(fabs(share(finer, w, 3, 3) - 35.0 / 105) < 1e-14); /* R3 at home: the world's */
  assert_int_equal(a.rows, 5);
  assert_int_equal(a.unplaced, 1);
  assert_true(a.unplaced_value == 4 && a.value == 109);
  double whole = 0;
  for (int64_t c = 0; c < 16; c++) whole += w->trade[16 + c];
  assert_true(fabs(a.pair + a.origin + a.destination + a.world - whole) < 1e-9);
  /* technology and uses are those of the whole */
  double o = finer->value_added[1] / w->value_added[1], b = finer->final_demand[1] / w->final_demand[1];
  assert_true(fabs(prl_world_use_at(finer, 0, 0)[1] / prl_world_use_at(w, 0, 0)[1] - o) < 1e-12);
  assert_true(fabs(prl_world_use_at(finer, 0, 1)[3] / prl_world_use_at(w, 0, 1)[2] - b) < 1e-12);
  assert_true(fabs(prl_world_use_at(finer, 0, 1)[1] / prl_world_use_at(w, 0, 1)[1] - o * b) < 1e-12);
  prl_table *table = NULL;
  assert_int_equal(prl_table_read(&table, p.out, NULL, 0, PRL_TEXT, NULL), PRL_OK);
  assert_string_equal(prl_table_text(table, 0, 1), "SOY");
  assert_string_equal(prl_table_text(table, 2, 1), "REST");
  assert_string_equal(prl_table_text(table, 3, 1), "s0");
  prl_table_free(table);
  prl_world_free(finer);
  prl_world_free(w);
  folder_free(p.folder);
}

/* Trade of countries the world does not have goes to the region named for it. */
static void the_rest_is_somebody(void **state) {
  (void)state;
  paths p = put(PARTS, TRADE, CONCORDANCE);
  prl_split_request request = request_of(&p);
  request.rest = "R3";
  prl_world *w = sample_world(1, 4, 3), *finer = NULL;
  prl_split_account a;
  assert_int_equal(prl_world_split(&finer, &a, w, &request, NULL), PRL_OK);
  assert_int_equal(a.unplaced, 0);
  assert_true(prl_world_trade_at(w, 1, 3)[3] > 0 && share(finer, w, 3, 3) == 1); /* all that XX sells is soybeans */
  prl_world_free(finer);
  request.rest = "R8";
  prl_error err = {0};
  assert_int_equal(prl_world_split(&finer, &a, w, &request, &err), PRL_E_UNKNOWN_ID);
  assert_says(&err, "no region \"R8\"");
  prl_world_free(w);
  folder_free(p.folder);
}

typedef struct fault {
  const char *parts, *trade, *concordance, *words;
  prl_status status;
  const char *file;
  int32_t line, column;
} fault;

static const fault FAULTS[] = {
    {"code,products\nSOY,1201\n", TRADE, CONCORDANCE, "product 100590 of sector s1 is in no part|products *", PRL_E_MISSING, "parts.csv", 0,
     0},
    {"code,products\nSOY,1201 26\nX,*\n", TRADE, CONCORDANCE, "no product of sector s1 begins with \"26\"", PRL_E_UNKNOWN_ID, "parts.csv",
     2, 5},
    {"code,products\nSOY,1201 1005\nX,*\n", TRADE, CONCORDANCE, "the part X has no product", PRL_E_MISSING, "parts.csv", 3, 3},
    {"code,products\ns2,1201\nX,*\n", TRADE, CONCORDANCE, "code s2", PRL_E_DUPLICATE, "parts.csv", 0, 0},
    {"code,products\n", TRADE, CONCORDANCE, "0 parts", PRL_E_VALUE, "parts.csv", 1, 0},
    {PARTS, "exporter,importer,hs6,value\nR0,R1,120190,-3\n", CONCORDANCE, "trade of -3", PRL_E_VALUE, "trade.csv", 2, 14},
    {PARTS, "exporter,importer,hs6,value\nR0,R1,260300,3\n", CONCORDANCE, "no trade in products of sector s1", PRL_E_MISSING, "trade.csv",
     0, 0},
    {PARTS, "exporter,importer,value\nR0,R1,3\n", CONCORDANCE, "hs6", PRL_E_MISSING, "trade.csv", 1, 1},
    {PARTS, TRADE, "hs6,name\n", "sector", PRL_E_MISSING, "hs6.csv", 1, 1},
};

static void faults_are_named(void **state) {
  (void)state;
  prl_world *w = sample_world(1, 4, 3), *finer = NULL;
  for (size_t k = 0; k < sizeof FAULTS / sizeof *FAULTS; k++) {
    const fault *f = &FAULTS[k];
    paths p = put(f->parts, f->trade, f->concordance);
    prl_split_request request = request_of(&p);
    prl_split_account a;
    prl_error err = {0};
    assert_int_equal(prl_world_split(&finer, &a, w, &request, &err), f->status);
    assert_null(finer);
    assert_says(&err, f->words);
    assert_non_null(strstr(err.file, f->file));
    assert_int_equal(err.line, f->line);
    assert_int_equal(err.column, f->column);
    folder_free(p.folder);
  }
  prl_world_free(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parts_sum_to_the_whole),
      cmocka_unit_test(shares_follow_products),
      cmocka_unit_test(the_rest_is_somebody),
      cmocka_unit_test(faults_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
