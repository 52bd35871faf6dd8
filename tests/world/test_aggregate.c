/* test_aggregate.c -- sums of regions keep every total, remember their members, and agree with the 16-region table made independently. */
#include "sample.h"

#include "parley/table.h"

#include <math.h>

static const char *const IDS[] = {"AA", "BB"};
static const char *const LABELS[] = {"Group A", ""};

static void totals_stay(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    prl_world *w = sample_world(seed, 5, 3), *g = NULL;
    const int32_t group[] = {1, 0, 1, 1, 0};
    assert_int_equal(prl_world_aggregate(&g, w, "two", NULL, group, 2, IDS, LABELS, NULL), PRL_OK);
    for (int32_t s = 0; s < 3; s++) {
      double flow = 0;
      for (int32_t n = 0; n < 5; n++)
        for (int32_t i = 0; i < 5; i++) flow += group[n] == 1 && group[i] == 0 ? prl_world_trade_at(w, s, n)[i] : 0;
      assert_true(fabs(prl_world_trade_at(g, s, 1)[0] - flow) <= 1e-12 * flow);
    }
    prl_world_finding f[PRL_WORLD_RULES];
    int32_t count = prl_world_check(f, g);
    for (int32_t k = 0; k < count; k++) assert_true(f[k].passed || !f[k].refuses);
    prl_world_free(g);
    prl_world_free(w);
  }
}

static void members_are_found(void **state) {
  (void)state;
  prl_world *w = sample_world(1, 5, 3), *g = NULL, *one = NULL;
  const int32_t group[] = {1, 0, 1, 1, 0}, all[] = {0, 0};
  assert_int_equal(prl_world_aggregate(&g, w, "two", "Two groups", group, 2, IDS, LABELS, NULL), PRL_OK);
  assert_string_equal(g->region_members[1], "R0 R2 R3");
  assert_string_equal(g->region_name[0], "Group A");
  assert_string_equal(g->region_name[1], "BB");
  assert_string_equal(g->title, "Two groups");
  assert_string_equal(g->source, w->source);
  assert_int_equal(prl_world_region(g, "R4"), 0);
  assert_int_equal(prl_world_region(g, "BB"), 1);
  const char *const world_id[] = {"WLD"};
  assert_int_equal(prl_world_aggregate(&one, g, "one", NULL, all, 1, world_id, NULL, NULL), PRL_OK);
  assert_string_equal(one->region_members[0], "R1 R4 R0 R2 R3");
  assert_int_equal(prl_world_region(one, "R3"), 0);
  prl_world_free(one);
  prl_world_free(g);
  prl_world_free(w);
}

static void each_alone_is_the_same(void **state) {
  (void)state;
  prl_world *w = sample_world(2, 4, 3), *g = NULL;
  const int32_t group[] = {0, 1, 2, 3};
  assert_int_equal(prl_world_aggregate(&g, w, "same", NULL, group, 4, w->region_id, w->region_name, NULL), PRL_OK);
  assert_worlds_equal(w, g);
  prl_world_free(g);
  prl_world_free(w);
}

static void bad_groups(void **state) {
  (void)state;
  prl_world *w = sample_world(1, 3, 2), *g = NULL;
  const int32_t outside[] = {0, 2, 1}, hole[] = {0, 0, 0}, fine[] = {0, 1, 1};
  const char *const twice[] = {"AA", "AA"}, *const stolen[] = {"R1", "BB"};
  prl_error err = {0};
  assert_int_equal(prl_world_aggregate(&g, w, "x", NULL, outside, 2, IDS, NULL, &err), PRL_E_VALUE);
  assert_says(&err, "R1|group 2|0 to 1");
  err = (prl_error){0};
  assert_int_equal(prl_world_aggregate(&g, w, "x", NULL, hole, 2, IDS, NULL, &err), PRL_E_MISSING);
  assert_says(&err, "BB|no region");
  err = (prl_error){0};
  assert_int_equal(prl_world_aggregate(&g, w, "x", NULL, fine, 2, twice, NULL, &err), PRL_E_DUPLICATE);
  assert_says(&err, "AA|twice");
  err = (prl_error){0};
  assert_int_equal(prl_world_aggregate(&g, w, "x", NULL, fine, 2, stolen, NULL, &err), PRL_E_DUPLICATE);
  assert_says(&err, "R1|both");
  assert_null(g);
  prl_world_free(w);
}

typedef struct fault {
  const char *text;
  prl_status status;
  int32_t line, column;
  const char *words;
} fault;

static const fault FAULTS[] = {
    {"code,members\nAA,R0 R1\nBB,R2 R1\n", PRL_E_DUPLICATE, 3, 4, "R1|AA and BB"},
    {"code,members\nAA,R0 R9\nBB,*\n", PRL_E_UNKNOWN_ID, 2, 4, "R9|sample"},
    {"code,members\nAA,*\nBB,*\n", PRL_E_DUPLICATE, 3, 4, "second group"},
    {"code,members\nAA,R0\nBB,R2\n", PRL_E_MISSING, 0, 0, "R1 is in no group|members *"},
    {"code,members\nAA,R0 R1 R2\nBB,\n", PRL_E_MISSING, 0, 0, "BB holds no region"},
    {"code,members\n", PRL_E_VALUE, 0, 0, "0 groups"},
    {"code\nAA\n", PRL_E_MISSING, 1, 1, "members"},
    {"code,members\nA b,*\n", PRL_E_VALUE, 0, 0, "A b|A-Z"},
};

static void groups_from_a_table(void **state) {
  (void)state;
  prl_world *w = sample_world(1, 3, 2), *g = NULL;
  char *folder = folder_new(), path[512];
  snprintf(path, sizeof path, "%s/groups.csv", folder);
  folder_put(folder, "groups.csv", "code,name,members\nREST,All others,*\nBB,,R1\n");
  assert_int_equal(prl_world_aggregate_by(&g, w, "two", NULL, path, NULL), PRL_OK);
  assert_string_equal(g->region_members[0], "R0 R2");
  assert_string_equal(g->region_name[0], "All others");
  assert_string_equal(g->region_name[1], "BB");
  prl_world_free(g);
  for (size_t k = 0; k < sizeof FAULTS / sizeof *FAULTS; k++) {
    prl_error err = {0};
    folder_put(folder, "groups.csv", FAULTS[k].text);
    assert_int_equal(prl_world_aggregate_by(&g, w, "two", NULL, path, &err), FAULTS[k].status);
    assert_null(g);
    assert_int_equal(err.line, FAULTS[k].line);
    assert_int_equal(err.column, FAULTS[k].column);
    assert_says(&err, FAULTS[k].words);
    assert_string_equal(err.file, path);
  }
  folder_free(folder);
  prl_world_free(w);
}

/* The wide table: rows ORIGIN_SECTOR, VA, OUT; columns DESTINATION_SECTOR (use), DESTINATION_FD, OUT. */
typedef struct wide {
  const prl_table *table;
  const prl_world *world;
  int32_t use0, final0; /* first columns */
} wide;

static double wide_cell(const wide *x, int64_t row, int32_t column) { return prl_table_numbers(x->table, column)[row]; }

static double wide_use(const wide *x, int32_t n, int32_t k, int32_t s) {
  double sum = 0;
  for (int32_t i = 0; i < x->world->regions; i++)
    sum += wide_cell(x, (int64_t)i * x->world->sectors + k, x->use0 + n * x->world->sectors + s);
  return sum;
}

static void near_to(const char *what, double ours, double theirs, double scale) {
  if (!(fabs(ours - theirs) <= 5e-6 * scale + 1e-3)) fail_msg("%s: %.10g here, %.10g in the wide table", what, ours, theirs);
}

static void compare_wide(const wide *x) {
  const prl_world *w = x->world;
  int32_t N = w->regions, S = w->sectors, va = N * S;
  for (int32_t n = 0; n < N; n++)
    for (int32_t s = 0; s < S; s++) {
      double bought = 0, used = 0, sold = 0;
      for (int32_t i = 0; i < N; i++) {
        double flow = wide_cell(x, (int64_t)i * S + s, x->final0 + n), ours = prl_world_trade_at(w, s, n)[i];
        for (int32_t k = 0; k < S; k++) flow += wide_cell(x, (int64_t)i * S + s, x->use0 + n * S + k);
        near_to("trade", ours, flow, fmax(ours, flow));
        bought += flow;
        sold += prl_world_trade_at(w, s, i)[n];
      }
      for (int32_t k = 0; k < S; k++) {
        double use = wide_use(x, n, s, k);
        near_to("use", prl_world_use_at(w, n, s)[k], use, use);
        used += use;
      }
      near_to("value added", w->value_added[n * S + s], wide_cell(x, va, x->use0 + n * S + s), sold);
      near_to("final demand", w->final_demand[n * S + s], bought - used, bought);
    }
}

static void agrees_with_the_wide_table(void **state) {
  (void)state;
  static const char path[] = "../shared/data/hybrid2022/wide16x22.csv.gz";
  static const prl_column label[] = {{"label", PRL_TEXT, true}};
  if (access(path, R_OK) != 0) {
    printf("# skipped: no %s\n", path);
    return;
  }
  prl_world *w = NULL;
  prl_table *table = NULL;
  assert_int_equal(prl_world_open(&w, "worlds/hybrid2022-16.prlw", NULL), PRL_OK);
  assert_int_equal(prl_table_read(&table, path, label, 1, PRL_NUMBER, NULL), PRL_OK);
  wide x = {table, w, prl_table_find(table, "USA_A01"), prl_table_find(table, "USA_FD")};
  assert_string_equal(prl_table_text(table, 16 * 22, 0), "VA");
  compare_wide(&x);
  prl_table_free(table);
  prl_world_free(w);
}

/* Merging sectors keeps every total, and the identities; one group a sector changes nothing. */
static void sectors_are_summed(void **state) {
  (void)state;
  static const char *const ids[] = {"goods", "s3"};
  static const uint8_t goods[] = {1, 0};
  const int32_t group[] = {0, 0, 0, 1}, alone[] = {0, 1, 2, 3};
  for (uint64_t seed = 1; seed <= 10; seed++) {
    prl_world *w = sample_world(seed, 4, 4), *g = NULL, *same = NULL;
    assert_int_equal(prl_world_aggregate_sectors(&g, w, "two", NULL, group, 2, ids, NULL, goods, "", NULL), PRL_OK);
    assert_sound(g);
    double flow = 0, used = 0;
    for (int32_t s = 0; s < 3; s++) flow += prl_world_trade_at(w, s, 1)[2];
    for (int32_t k = 0; k < 3; k++)
      for (int32_t s = 0; s < 3; s++) used += prl_world_use_at(w, 3, k)[s];
    assert_true(fabs(prl_world_trade_at(g, 0, 1)[2] - flow) <= 1e-13 * flow);
    assert_true(fabs(prl_world_use_at(g, 3, 0)[0] - used) <= 1e-13 * used);
    assert_string_equal(g->region_members[2], "R2");
    assert_string_equal(g->scheme, "");
    assert_int_equal(prl_world_aggregate_sectors(&same, w, "same", NULL, alone, 4, w->sector_id, w->sector_name, w->goods, "samples", NULL),
                     PRL_OK);
    assert_worlds_equal(w, same);
    prl_world_free(same);
    prl_world_free(g);
    prl_world_free(w);
  }
}

typedef struct sector_fault {
  const char *text, *words;
  prl_status status;
  int32_t line, column;
} sector_fault;

static const sector_fault SECTOR_FAULTS[] = {
    {"code,members\nA,s0\nB,s1 s9\n", "no sector \"s9\"", PRL_E_UNKNOWN_ID, 3, 3},
    {"code,members\nA,s0 s1\nB,s1 s2\n", "sector s1 is in the groups A and B", PRL_E_DUPLICATE, 3, 3},
    {"code,members\nA,s0\n", "sector s1 is in no group|members *", PRL_E_MISSING, 0, 0},
    {"code,members\nA,*\n", "goods and services among its members|goods (1 or 0)", PRL_E_MISSING, 2, 3},
    {"code,members,goods\nA,*,7\n", "goods is 7", PRL_E_VALUE, 2, 5},
    {"code,members\nA,s0\nB,s1\nC,s2\nD,\n", "4 groups for 3 sectors", PRL_E_VALUE, 0, 0},
};

static void sector_groups_from_a_table(void **state) {
  (void)state;
  char *folder = folder_new(), path[512];
  prl_world *w = sample_world(3, 3, 3), *g = NULL;
  snprintf(path, sizeof path, "%s/groups.csv", folder);
  folder_put(folder, "groups.csv", "code,name,members,goods\nALL,Everything,*,0\n");
  assert_int_equal(prl_world_aggregate_sectors_by(&g, w, "one", "One", "mine", path, NULL), PRL_OK);
  assert_int_equal(g->sectors, 1);
  assert_int_equal(g->goods[0], 0);
  assert_string_equal(g->sector_name[0], "Everything");
  assert_string_equal(g->scheme, "mine");
  assert_sound(g);
  prl_world_free(g);
  for (size_t k = 0; k < sizeof SECTOR_FAULTS / sizeof *SECTOR_FAULTS; k++) {
    const sector_fault *f = &SECTOR_FAULTS[k];
    prl_error err = {0};
    folder_put(folder, "groups.csv", f->text);
    assert_int_equal(prl_world_aggregate_sectors_by(&g, w, "one", "One", "", path, &err), f->status);
    assert_null(g);
    assert_says(&err, f->words);
    assert_int_equal(err.line, f->line);
    assert_int_equal(err.column, f->column);
  }
  prl_world_free(w);
  folder_free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(totals_stay),        cmocka_unit_test(members_are_found),          cmocka_unit_test(each_alone_is_the_same),
      cmocka_unit_test(bad_groups),         cmocka_unit_test(groups_from_a_table),        cmocka_unit_test(agrees_with_the_wide_table),
      cmocka_unit_test(sectors_are_summed), cmocka_unit_test(sector_groups_from_a_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
