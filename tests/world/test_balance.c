/* test_balance.c -- margins that are wanted are met, others stay, the identities hold, and margins nothing can meet are refused by name. */
#include "sample.h"

typedef struct sums {
  double output[32], absorption[32], cost[32], used[32];
} sums;

static void take_sums(sums *t, const prl_world *w) { prl_world_sums(w, t->output, t->absorption, t->cost, t->used); }

static prl_status balance(prl_world **out, prl_balance_account *account, const prl_world *w, const char *margins, prl_error *err) {
  char *folder = folder_new(), path[512];
  snprintf(path, sizeof path, "%s/margins.csv", folder);
  folder_put(folder, "margins.csv", margins);
  prl_status status = prl_world_balance(out, account, w, "moved", "Moved", path, err);
  folder_free(folder);
  return status;
}

static double earned(const prl_world *w, int32_t n) {
  double sum = 0;
  for (int32_t s = 0; s < w->sectors; s++) sum += w->value_added[n * w->sectors + s];
  return sum;
}

/* Without any margin nothing moves, bit for bit. */
static void nothing_wanted(void **state) {
  (void)state;
  prl_world *w = sample_world(5, 4, 3), *b = NULL;
  prl_balance_account a;
  assert_int_equal(balance(&b, &a, w, "region,sector,margin,value\n", NULL), PRL_OK);
  assert_memory_equal(w->trade, b->trade, (size_t)prl_world_trade_cells(w) * sizeof(double));
  assert_memory_equal(w->use, b->use, (size_t)prl_world_use_cells(w) * sizeof(double));
  assert_int_equal(a.sweeps, 0);
  assert_true(a.trade == 0 && a.use == 0);
  prl_world_free(b);
  prl_world_free(w);
}

/* Every output and absorption of other drawn sums, and value added of one region. */
static void all_margins_are_met(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    prl_world *w = sample_world(seed, 4, 3), *b = NULL;
    prl_text text = {0};
    sums t, after;
    double factor[3];
    uint64_t draws = seed + 100;
    take_sums(&t, w);
    prl_text_puts(&text, "region,sector,margin,value\n");
    for (int32_t s = 0; s < 3; s++) factor[s] = 0.8 + 0.5 * draw(&draws);
    for (int32_t n = 0; n < 4; n++)
      for (int32_t s = 0; s < 3; s++) {
        prl_text_printf(&text, "R%d,s%d,output,%.17g\n", n, s, factor[s] * t.output[n * 3 + s]);
        prl_text_printf(&text, "R%d,s%d,absorption,%.17g\n", n, s, factor[s] * t.absorption[n * 3 + s]);
      }
    prl_text_printf(&text, "R1,,value_added,%.17g\n", 1.1 * earned(w, 1));
    prl_balance_account a;
    prl_error err = {0};
    if (balance(&b, &a, w, text.bytes, &err) != PRL_OK) fail_msg("%s", err.message);
    assert_sound(b);
    take_sums(&after, b);
    for (int32_t c = 0; c < 12; c++) {
      assert_true(fabs(after.output[c] / (factor[c % 3] * t.output[c]) - 1) < 1e-11);
      assert_true(fabs(after.absorption[c] / (factor[c % 3] * t.absorption[c]) - 1) < 1e-11);
    }
    assert_true(fabs(earned(b, 1) / (1.1 * earned(w, 1)) - 1) < 1e-10);
    assert_true(a.miss <= 1e-12 && a.sweeps > 0 && a.trade > 0);
    for (int64_t c = 0; c < prl_world_trade_cells(w); c++) assert_true((w->trade[c] == 0) == (b->trade[c] == 0));
    prl_text_free(&text);
    prl_world_free(b);
    prl_world_free(w);
  }
}

/* Negative final demand keeps its sign, and the margin is met with it. */
static void signs_stay(void **state) {
  (void)state;
  prl_world *w = sample_world(7, 2, 2), *b = NULL;
  sums t;
  take_sums(&t, w);
  for (int32_t s = 0; s < 2; s++) {
    prl_world_use_at(w, 0, 0)[s] = s == 0 ? 0.4 * t.output[0] : t.absorption[0] + 40 - 0.4 * t.output[0];
    prl_world_use_at(w, 0, 1)[s] = 1;
  }
  sample_balance(w);
  assert_true(w->final_demand[0] < 0);
  prl_text text = {0};
  prl_text_printf(&text, "region,sector,margin,value\nR0,,value_added,%.17g\n", 0.9 * earned(w, 0));
  prl_balance_account a;
  assert_int_equal(balance(&b, &a, w, text.bytes, NULL), PRL_OK);
  assert_true(b->final_demand[0] < 0);
  assert_true(fabs(earned(b, 0) / (0.9 * earned(w, 0)) - 1) < 1e-10);
  prl_text_free(&text);
  prl_world_free(b);
  prl_world_free(w);
}

typedef struct fault {
  const char *text, *words;
  prl_status status;
  int32_t line, column;
} fault;

#define HEAD "region,sector,margin,value\n"
static const fault FAULTS[] = {
    {HEAD "R0,s0,output,99999\n", "outputs of sector s0 sum to|absorptions to|sector s0", PRL_E_UNBALANCED, 0, 0},
    {HEAD "R0,,value_added,1e9\n", "value added of 1000000000|inputs would be negative|region R0", PRL_E_UNBALANCED, 0, 0},
    {HEAD "R0,,value_added,500\nR0,,final_demand,9000\n", "is not the deficit|region R0", PRL_E_UNBALANCED, 0, 0},
    {HEAD "R0,s0,outputs,5\n", "\"outputs\" is no margin|output and absorption", PRL_E_UNKNOWN_ID, 2, 7},
    {HEAD "R9,s0,output,5\n", "no region \"R9\"", PRL_E_UNKNOWN_ID, 2, 1},
    {HEAD "R0,s9,output,5\n", "no sector \"s9\"", PRL_E_UNKNOWN_ID, 2, 4},
    {HEAD "R0,s0,value_added,5\n", "of a region as a whole", PRL_E_VALUE, 2, 4},
    {HEAD "R0,s0,output,-5\n", "output is -5; zero or more", PRL_E_VALUE, 2, 14},
    {HEAD "R0,s0,output,5\nR0,s0,output,6\n", "given twice", PRL_E_DUPLICATE, 3, 1},
    {"region,margin,value\n", "sector", PRL_E_MISSING, 1, 1},
};

static void faults_are_named(void **state) {
  (void)state;
  prl_world *w = sample_world(2, 3, 2), *b = NULL;
  for (size_t k = 0; k < sizeof FAULTS / sizeof *FAULTS; k++) {
    prl_error err = {0};
    prl_balance_account a;
    assert_int_equal(balance(&b, &a, w, FAULTS[k].text, &err), FAULTS[k].status);
    assert_null(b);
    assert_says(&err, FAULTS[k].words);
    assert_non_null(strstr(err.file, "margins.csv"));
    assert_int_equal(err.line, FAULTS[k].line);
    assert_int_equal(err.column, FAULTS[k].column);
  }
  prl_world_free(w);
}

/* Sales of a sector whose cells are all zero cannot be scaled up; margins that the zeros contradict are told apart from those. */
static void impossible_margins(void **state) {
  (void)state;
  prl_world *w = sample_world(3, 2, 1), *b = NULL;
  const double trade[] = {100, 0, 0, 100};
  memcpy(w->trade, trade, sizeof trade);
  for (int32_t n = 0; n < 2; n++) *prl_world_use_at(w, n, 0) = 10;
  sample_balance(w);
  prl_balance_account a;
  prl_error err = {0};
  assert_int_equal(balance(&b, &a, w, HEAD "R0,s0,output,150\nR1,s0,output,50\n", &err), PRL_E_NO_CONVERGENCE);
  assert_says(&err, "margins are not met|s0|zeros of the world");
  err = (prl_error){0};
  w->trade[3] = 0;
  *prl_world_use_at(w, 1, 0) = 0;
  sample_balance(w);
  assert_int_equal(balance(&b, &a, w, HEAD "R1,s0,output,50\nR1,s0,absorption,50\n", &err), PRL_E_UNBALANCED);
  assert_says(&err, "absorption of R1 s0 is wanted|nothing there that could be scaled");
  prl_world_free(w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_wanted),   cmocka_unit_test(all_margins_are_met), cmocka_unit_test(signs_stay),
      cmocka_unit_test(faults_are_named), cmocka_unit_test(impossible_margins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
