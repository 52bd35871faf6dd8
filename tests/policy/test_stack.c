/* layers add, a layer counts once, rules switch layers off in order */
#include "tiny.h"

#include "../../src/policy/stack.h"

typedef struct bench {
  prl_arena *arena;
  prl_stack stack;
  prl_stack_space space;
} bench;

static prl_measure measures[4] = {{.layer = "list"}, {.layer = "list"}, {.layer = "review"}, {.layer = "mfn"}};

static bench bench_new(const prl_rule *rules, int32_t count) {
  bench b = {.arena = prl_arena_new()};
  prl_error err = {0};
  prl_dossier_view record = {.measures = measures, .measure_count = 4, .rules = rules, .rule_count = count};
  fine(prl_stack_new(&b.stack, b.arena, &record, &err), &err);
  fine(prl_stack_space_new(&b.space, b.arena, &b.stack, &err), &err);
  return b;
}

static prl_stacked entry(const bench *b, const char *layer, prl_instrument instrument, double rate) {
  return prl_stacked_of(prl_stack_layer(&b->stack, layer), instrument, rate);
}

static const char *const list_word[] = {"list"}, *const review_word[] = {"review"};

static void layers_add_and_count_once(void **state) {
  (void)state;
  bench b = bench_new(NULL, 0);
  prl_stacked e[] = {entry(&b, "list", PRL_TARIFF, 10), entry(&b, "list", PRL_TARIFF, 25), entry(&b, "review", PRL_TARIFF, 50),
                     entry(&b, "mfn", PRL_TARIFF, 5), entry(&b, "list", PRL_EXPORT_TAX, 15)};
  prl_rates r = prl_stack_up(e, 5, &b.stack, -1, &b.space);
  assert_near(r.tariff, 0.80);
  assert_near(r.export_tax, 0.15);
  assert_false(e[0].applied);
  assert_true(e[1].applied && e[2].applied && e[3].applied && e[4].applied);
  r = prl_stack_up(e, 5, &b.stack, prl_stack_layer(&b.stack, "mfn"), &b.space);
  assert_near(r.tariff, 0.75);
  assert_true(e[3].applied);
  prl_arena_free(b.arena);
}

static void rules_switch_off(void **state) {
  (void)state;
  prl_rule rule = {.name = "review replaces", .layer = "review", .kind = PRL_RULE_REPLACES, .others = {list_word, 1}};
  bench b = bench_new(&rule, 1);
  prl_stacked e[] = {entry(&b, "list", PRL_TARIFF, 25), entry(&b, "review", PRL_TARIFF, 0)};
  assert_near(prl_stack_up(e, 2, &b.stack, -1, &b.space).tariff, 0);
  assert_int_equal(e[0].rule, 0);
  e[1].rate = NAN; /* its rate is not known, its presence is */
  assert_near(prl_stack_up(e, 2, &b.stack, -1, &b.space).tariff, 0);
  assert_near(prl_stack_up(e, 1, &b.stack, -1, &b.space).tariff, 0.25);
  assert_int_equal(e[0].rule, -1);
  prl_arena_free(b.arena);
}

static void a_layer_switched_off_switches_nothing_off(void **state) {
  (void)state;
  prl_rule rules[] = {{.name = "one", .layer = "review", .others = {list_word, 1}},
                      {.name = "two", .layer = "list", .others = {review_word, 1}}};
  bench b = bench_new(rules, 2);
  prl_stacked e[] = {entry(&b, "list", PRL_TARIFF, 25), entry(&b, "review", PRL_TARIFF, 50)};
  assert_near(prl_stack_up(e, 2, &b.stack, -1, &b.space).tariff, 0.50);
  prl_arena_free(b.arena);
}

static void bans_need_no_rate(void **state) {
  (void)state;
  bench b = bench_new(NULL, 0);
  prl_stacked e[] = {entry(&b, "list", PRL_BAN, NAN), entry(&b, "review", PRL_FRICTION, 3), entry(&b, "mfn", PRL_FEE, 1)};
  prl_rates r = prl_stack_up(e, 3, &b.stack, -1, &b.space);
  assert_true(r.banned);
  assert_near(r.friction, 0.03);
  assert_near(r.tariff, 0);
  assert_false(e[2].applied);
  prl_arena_free(b.arena);
}

static void order_does_not_matter(void **state) {
  (void)state;
  prl_rule rule = {.name = "review replaces", .layer = "review", .others = {list_word, 1}};
  bench b = bench_new(&rule, 1);
  prl_stacked e[] = {entry(&b, "list", PRL_TARIFF, 7.1), entry(&b, "mfn", PRL_TARIFF, 0.3), entry(&b, "review", PRL_TARIFF, 12.7)};
  double forward = prl_stack_up(e, 3, &b.stack, -1, &b.space).tariff;
  prl_stacked back[] = {e[2], e[1], e[0]};
  assert_true(prl_stack_up(back, 3, &b.stack, -1, &b.space).tariff == forward);
  prl_arena_free(b.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(layers_add_and_count_once), cmocka_unit_test(rules_switch_off),
                                     cmocka_unit_test(a_layer_switched_off_switches_nothing_off), cmocka_unit_test(bans_need_no_rate),
                                     cmocka_unit_test(order_does_not_matter)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
