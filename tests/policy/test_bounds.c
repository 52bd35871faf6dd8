/* limits on quantities, promises to buy, subsidies and money a unit: from changes and from the record to wedges */
#include "tiny.h"

typedef struct bounds {
  prl_dossier *dossier;
  prl_world *world;
  prl_lines *lines;
  prl_policy *zero;
} bounds;

static int open_bounds(void **state) {
  bounds *b = calloc(1, sizeof *b);
  prl_error err = {0};
  assert_non_null(b);
  fine(prl_dossier_open(&b->dossier, "tests/policy/bounds", &err), &err);
  fine(prl_world_import(&b->world, "tests/policy/world", &err), &err);
  fine(prl_lines_new(&b->lines, b->dossier, b->world, NULL, &err), &err);
  fine(prl_policy_new(&b->zero, b->lines, NULL, NULL, 0, &err), &err);
  *state = b;
  return 0;
}

static int close_bounds(void **state) {
  bounds *b = *state;
  prl_policy_free(b->zero);
  prl_lines_free(b->lines);
  prl_world_free(b->world);
  prl_dossier_free(b->dossier);
  free(b);
  return 0;
}

static const char *const usa[] = {"USA"};
static const char *const two[] = {"USA", "ROW"};

/* a change of that instrument by CHN on the United States' goods; numbers are set by the caller */
static prl_change by_china(prl_instrument instrument) {
  prl_change c = duty("CHN", usa, 0);
  c.instrument = instrument;
  c.has_add = false;
  return c;
}

static prl_change quota(double limit, double share) {
  prl_change c = by_china(PRL_QUOTA);
  c.limit = limit;
  c.share = share;
  return c;
}

typedef struct world_of { /* what changes come to from nothing */
  prl_policy *policy;
  prl_joined *joined;
  prl_wedges w;
} world_of;

static world_of under(const bounds *b, const char *day, const prl_change *changes, int32_t count) {
  world_of u = {.policy = policy_on(b->lines, day, changes, count)};
  u.joined = join(b->zero, u.policy);
  u.w = prl_joined_wedges(u.joined);
  assert_sound(&u.w);
  return u;
}

static void leave(world_of *u) {
  prl_joined_free(u->joined);
  prl_policy_free(u->policy);
}

static const prl_class *class_of(const prl_wedges *w, int32_t sector, int32_t to, int32_t from, int32_t k) {
  const prl_wedge *wedge = wedge_of(w, sector, to, from);
  assert_non_null(wedge);
  assert_true(k < wedge->count);
  return &w->classes[wedge->first + k];
}

static const prl_quota *quota_of(const prl_wedges *w, const prl_class *c) {
  assert_true(c->quota > 0);
  return &w->quotas[c->quota - 1];
}

static void a_quota_is_one_a_flow(void **state) {
  const bounds *b = *state;
  prl_change c = quota(0.5, 1);
  world_of u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.wedge_count, 2); /* A and M; services are no goods */
  assert_int_equal(u.w.quota_count, 2);
  for (int32_t k = 0; k < 2; k++) {
    const prl_bound *bound = &prl_joined_bounds(u.joined)[k];
    assert_int_equal(u.w.classes[u.w.wedges[k].first].quota, k + 1);
    assert_true(u.w.quotas[k].limit == 0.5 && isinf(u.w.quotas[k].top));
    assert_int_equal(u.w.quotas[k].rent, PRL_RENT_DESTINATION); /* the state that acts */
    assert_string_equal(bound->id, "change 1");
    assert_true(bound->sector == (k ? M : A) && bound->destination == CHN && bound->origin == USA && !bound->rated);
  }
  assert_true(coverage_of(u.policy, "change 1", "USA")->priced);
  leave(&u);
}

static void a_quota_on_part_of_a_flow_leaves_the_rest_free(void **state) {
  const bounds *b = *state;
  prl_change c[] = {quota(0.5, 0.4), by_china(PRL_TARIFF)};
  c[0].rent = "burnt";
  c[1].has_add = true;
  c[1].add = 10;
  c[1].share = 0.5;
  world_of u = under(b, NULL, c, 2);
  double limited = 0, taxed = 0;
  assert_int_equal(wedge_of(&u.w, A, CHN, USA)->count, 4); /* the duty parts both the limited and the free */
  for (int32_t k = 0; k < 4; k++) {
    const prl_class *class = class_of(&u.w, A, CHN, USA, k);
    if (class->quota) limited += class->weight;
    if (class->quota && class->now.tariff > 0) taxed += class->weight;
  }
  assert_near(limited, 0.4);
  assert_near(taxed, 0.2);
  assert_int_equal(u.w.quota_count, 2); /* both its classes share it */
  assert_int_equal(u.w.quotas[0].rent, PRL_RENT_BURNT);
  leave(&u);
}

static void a_limit_of_nothing_is_a_ban(void **state) {
  const bounds *b = *state;
  prl_change c = quota(0, 1);
  world_of u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.quota_count, 0);
  assert_true(class_of(&u.w, A, CHN, USA, 0)->now.banned);
  leave(&u);
}

static void a_tariff_rate_quota_has_a_top(void **state) {
  const bounds *b = *state;
  prl_change c = by_china(PRL_TARIFF_RATE_QUOTA);
  c.limit = 1.2;
  c.in_quota = 5;
  c.out_of_quota = 68;
  world_of u = under(b, NULL, &c, 1);
  const prl_class *class = class_of(&u.w, A, CHN, USA, 0);
  assert_near(class->now.tariff, 0.05);
  assert_near(quota_of(&u.w, class)->top, 1.68 / 1.05 - 1);
  assert_near(quota_of(&u.w, class)->limit, 1.2);
  assert_true(prl_joined_bounds(u.joined)[0].rated);
  leave(&u);
}

static void licences_and_listings(void **state) {
  const bounds *b = *state;
  prl_change c[] = {by_china(PRL_LICENCE), by_china(PRL_LISTING)};
  c[0].exports = true;
  c[0].share = 0.6;
  c[0].licensed = 0.3;
  c[1].share = 0.2;
  world_of u = under(b, NULL, c, 2);
  double limited = 0, banned = 0;
  for (int32_t k = 0; k < wedge_of(&u.w, M, USA, CHN)->count; k++)
    if (class_of(&u.w, M, USA, CHN, k)->quota) limited += class_of(&u.w, M, USA, CHN, k)->weight;
  for (int32_t k = 0; k < wedge_of(&u.w, M, CHN, USA)->count; k++)
    if (class_of(&u.w, M, CHN, USA, k)->now.banned) banned += class_of(&u.w, M, CHN, USA, k)->weight;
  assert_near(limited, 0.6);
  assert_near(banned, 0.2);
  assert_int_equal(u.w.quota_count, 2);
  assert_true(u.w.quotas[0].limit == 0.3 && u.w.quotas[0].rent == PRL_RENT_ORIGIN_FIRMS);
  leave(&u);
  c[1].licensed = 0.5;
  u = under(b, NULL, &c[1], 1);
  assert_true(u.w.quota_count == 2 && u.w.quotas[0].limit == 0.5);
  leave(&u);
}

static void one_promise_over_all_its_flows(void **state) {
  const bounds *b = *state;
  prl_change c = by_china(PRL_PURCHASE);
  c.floor = 1.5;
  c.on = (prl_names){two, 2};
  world_of u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.wedge_count, 4);
  assert_int_equal(u.w.purchase_count, 1);
  for (int32_t k = 0; k < u.w.class_count; k++) assert_int_equal(u.w.classes[k].purchase, 1);
  assert_true(u.w.purchases[0].floor == 1.5 && u.w.quota_count == 0);
  const prl_bound *bound = prl_joined_bounds(u.joined);
  assert_true(bound->sector == -1 && bound->origin == -1 && bound->destination == CHN);
  leave(&u);
  c.each = true;
  u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.purchase_count, 4);
  bound = prl_joined_bounds(u.joined);
  for (int32_t k = 0; k < 4; k++) {
    const prl_wedge *wedge = &u.w.wedges[k];
    assert_int_equal(u.w.classes[wedge->first].purchase, k + 1);
    assert_true(bound[k].sector == wedge->sector && bound[k].origin == wedge->origin);
  }
  leave(&u);
}

static void a_promise_that_is_kept_with_a_floor(void **state) {
  const bounds *b = *state;
  prl_change c = {.kind = PRL_CHANGE_COMMITMENT, .floor = 2, .rent = ""};
  c.commitment = &prl_dossier_look(b->dossier).commitments[0];
  world_of u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.purchase_count, 1);
  assert_int_equal(class_of(&u.w, A, CHN, USA, 0)->purchase, 1);
  assert_int_equal(u.w.wedge_count, 1);
  leave(&u);
  c.floor = NAN;
  u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.wedge_count, 0);
  assert_false(coverage_of(u.policy, "change 1", "")->priced);
  leave(&u);
}

static void subsidies_are_export_taxes_below_zero(void **state) {
  const bounds *b = *state;
  prl_change c = by_china(PRL_SUBSIDY);
  c.on = (prl_names){0};
  c.on_all = true;
  c.has_rate = true;
  c.rate = 10;
  c.goods = (prl_goods){.kind = PRL_GOODS_SECTOR, .codes = {sector_a, 1}};
  world_of u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.wedge_count, 4); /* at home too */
  for (int32_t n = 0; n < 4; n++) assert_near(class_of(&u.w, A, n, CHN, 0)->now.export_tax, -0.1);
  leave(&u);
  c.exports = true;
  u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.wedge_count, 3);
  assert_null(wedge_of(&u.w, A, CHN, CHN));
  leave(&u);
  c.on_all = false;
  c.on = (prl_names){usa, 1};
  u = under(b, NULL, &c, 1);
  assert_int_equal(u.w.wedge_count, 1);
  leave(&u);
}

static void money_a_unit_becomes_percent(void **state) {
  const bounds *b = *state;
  prl_change c[] = {by_china(PRL_SPECIFIC_DUTY), by_china(PRL_MINIMUM_PRICE), by_china(PRL_MINIMUM_PRICE)};
  for (int32_t k = 0; k < 3; k++) c[k].has_rate = true, c[k].unit_value = 10;
  c[0].rate = 2.5;
  c[1].rate = 11;
  c[2].rate = 9; /* the goods cost more: no duty */
  world_of u = under(b, NULL, c, 3);
  assert_near(class_of(&u.w, A, CHN, USA, 0)->now.tariff, 0.25 + 0.1);
  leave(&u);
}

/* ---- the record ---- */

static void the_record_says_enough_or_why_not(void **state) {
  const bounds *b = *state;
  world_of u = under(b, "2022-06-01", NULL, 0);
  const prl_class *m = class_of(&u.w, M, USA, CHN, 0);
  assert_true(quota_of(&u.w, m)->limit == 0.2 && quota_of(&u.w, m)->rent == PRL_RENT_BURNT); /* tighter than the licence's 0.3 */
  assert_string_equal(prl_joined_bounds(u.joined)[m->quota - 1].id, "cn-quota");
  assert_near(m->now.export_tax, -0.08); /* the subsidy */
  assert_near(class_of(&u.w, M, CHN, CHN, 0)->now.export_tax, -0.08);
  double banned = 0;
  for (int32_t k = 0; k < wedge_of(&u.w, A, CHN, USA)->count; k++)
    if (class_of(&u.w, A, CHN, USA, k)->now.banned) banned += class_of(&u.w, A, CHN, USA, k)->weight;
  assert_near(banned, 0.25);
  assert_near(paying(&u.w, A, USA, EUN, 20), 1);
  assert_near(paying(&u.w, M, USA, EUN, 40), 1);
  static const char *const silent[][2] = {{"us-firms", "its number is in firms, and the share of the flow they stand for is not known"},
                                          {"us-tonnes", "its limit is in kt a year, and the base quantity is not known"},
                                          {"us-kilo-unpriced", "unpriced: no unit value"},
                                          {"cn-trq", "a tariff-rate quota is a limit and two duties"}};
  for (size_t k = 0; k < sizeof silent / sizeof *silent; k++) {
    const prl_coverage *c = coverage_of(u.policy, silent[k][0], "");
    assert_non_null(c);
    assert_false(c->priced);
    if (!strstr(c->why, silent[k][1])) fail_msg("%s: %s", silent[k][0], c->why);
  }
  leave(&u);
}

/* a limit of the base year is in the data: none while it stands; a tighter one is one */
static void a_limit_that_stood_in_the_base_is_in_the_data(void **state) {
  const bounds *b = *state;
  prl_policy *base = policy_on(b->lines, "2021-06-01", NULL, 0), *now = policy_on(b->lines, "2023-06-01", NULL, 0);
  prl_joined *same = join(base, base), *later = join(base, now), *lifted = join(base, b->zero);
  prl_wedges s = prl_joined_wedges(same), l = prl_joined_wedges(later), n = prl_joined_wedges(lifted);
  assert_int_equal(s.quota_count, 0);
  assert_int_equal(n.quota_count, 0);
  assert_int_equal(l.quota_count, 1);
  assert_true(l.quotas[0].limit == 0.1 && l.quotas[0].rent == PRL_RENT_ORIGIN_FIRMS);
  prl_joined_free(same);
  prl_joined_free(later);
  prl_joined_free(lifted);
  prl_policy_free(base);
  prl_policy_free(now);
}

static void changes_move_limits_of_the_record(void **state) {
  const bounds *b = *state;
  prl_change c[] = {{.kind = PRL_CHANGE_MEASURE, .rent = ""}, {.kind = PRL_CHANGE_MEASURE, .rent = ""}};
  c[0].measure = prl_dossier_measure(b->dossier, "cn-quota");
  c[0].sets_state = true;
  c[0].state = PRL_WITHDRAWN;
  c[1].measure = prl_dossier_measure(b->dossier, "cn-licence");
  c[1].has_add = true;
  c[1].add = 0.4;
  world_of u = under(b, "2022-06-01", c, 2);
  assert_near(quota_of(&u.w, class_of(&u.w, M, USA, CHN, 0))->limit, 0.7);
  leave(&u);
  c[0].sets_state = false;
  c[0].has_rate = true;
  c[0].rate = 5; /* percent, as the measure has it */
  u = under(b, "2022-06-01", c, 1);
  assert_near(quota_of(&u.w, class_of(&u.w, M, USA, CHN, 0))->limit, 0.05);
  leave(&u);
}

/* ---- refusals ---- */

static void refuse(const bounds *b, const char *day, const prl_change *c, int32_t count, prl_status status, const char *words) {
  prl_policy *p;
  prl_error err = {0};
  prl_asof asof = {0};
  if (day) asof = on_day(day);
  assert_int_equal(prl_policy_new(&p, b->lines, day ? &asof : NULL, c, count, &err), status);
  assert_null(p);
  if (!strstr(err.message, words)) fail_msg("'%s' is not in '%s'", words, err.message);
  assert_string_equal(err.file, "s.yaml");
}

static void goods_are_under_one_limit_at_most(void **state) {
  const bounds *b = *state;
  prl_change c[] = {quota(0.5, 0.4), quota(0.8, 1)};
  refuse(b, NULL, c, 2, PRL_E_VALUE, "under a limit or promise already, that of change 1");
  c[1] = by_china(PRL_PURCHASE);
  c[1].floor = 2;
  refuse(b, NULL, c, 2, PRL_E_VALUE, "that of change 1");
  c[0] = quota(0.5, 1);
  c[0].exports = true;
  refuse(b, "2022-06-01", c, 1, PRL_E_VALUE, "that of cn-quota");
  c[0] = quota(0.5, 1), c[1] = quota(0.8, 1);
  c[0].goods = (prl_goods){.kind = PRL_GOODS_SECTOR, .codes = {sector_a, 1}};
  c[1].goods.except = &c[0].goods;
  world_of u = under(b, NULL, c, 2); /* parted between the two */
  assert_int_equal(u.w.quota_count, 2);
  leave(&u);
}

static void refuses_what_has_no_number(void **state) {
  const bounds *b = *state;
  prl_change c = by_china(PRL_QUOTA);
  refuse(b, NULL, &c, 1, PRL_E_MISSING, "a quota without a limit");
  c.instrument = PRL_TARIFF_RATE_QUOTA;
  c.limit = 1;
  refuse(b, NULL, &c, 1, PRL_E_MISSING, "without its duties");
  c.instrument = PRL_LICENCE;
  refuse(b, NULL, &c, 1, PRL_E_MISSING, "without what is licensed");
  c.instrument = PRL_PURCHASE;
  refuse(b, NULL, &c, 1, PRL_E_MISSING, "without a floor");
  c.instrument = PRL_SPECIFIC_DUTY;
  c.has_rate = true;
  c.rate = 2;
  refuse(b, NULL, &c, 1, PRL_E_NOT_PRICED, "unpriced, the unit value of the goods is not given");
  c.unit_value = 4;
  c.exports = true;
  refuse(b, NULL, &c, 1, PRL_E_VALUE, "a specific-duty on one's own exports");
  c = by_china(PRL_SUBSIDY);
  c.has_rate = true;
  c.rate = 100;
  refuse(b, NULL, &c, 1, PRL_E_VALUE, "-100 %");
}

/* China buys no A from the Union in this world: a limit or a promise there would be a multiple of nothing */
static void a_flow_without_trade_is_under_nothing(void **state) {
  (void)state;
  static const char *const union_and_usa[] = {"EUN", "USA"};
  bounds b = {0};
  prl_error err = {0};
  fine(prl_world_import(&b.world, "tests/policy/untraded", &err), &err);
  fine(prl_lines_new(&b.lines, NULL, b.world, NULL, &err), &err);
  fine(prl_policy_new(&b.zero, b.lines, NULL, NULL, 0, &err), &err);
  prl_change c = quota(0.5, 1);
  c.on = (prl_names){union_and_usa, 2};
  c.goods = (prl_goods){.kind = PRL_GOODS_SECTOR, .codes = {sector_a, 1}};
  world_of u = under(&b, NULL, &c, 1);
  assert_int_equal(u.w.quota_count, 1);
  assert_int_equal(prl_joined_bounds(u.joined)[0].origin, USA);
  assert_null(wedge_of(&u.w, A, CHN, EUN));
  leave(&u);
  c.instrument = PRL_PURCHASE;
  c.floor = 2;
  c.each = true;
  u = under(&b, NULL, &c, 1);
  assert_int_equal(u.w.purchase_count, 1);
  leave(&u);
  c.on.count = 1;
  refuse(&b, NULL, &c, 1, PRL_E_VALUE, "a promise to buy what was not traded in the base year");
  prl_policy_free(b.zero);
  prl_lines_free(b.lines);
  prl_world_free(b.world);
}

static void the_words_of_rents(void **state) {
  (void)state;
  assert_string_equal(prl_rent_word(PRL_RENT_DESTINATION), "destination");
  assert_string_equal(prl_rent_word(PRL_RENT_BURNT), "burnt");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_quota_is_one_a_flow),
                                     cmocka_unit_test(a_quota_on_part_of_a_flow_leaves_the_rest_free),
                                     cmocka_unit_test(a_limit_of_nothing_is_a_ban),
                                     cmocka_unit_test(a_tariff_rate_quota_has_a_top),
                                     cmocka_unit_test(licences_and_listings),
                                     cmocka_unit_test(one_promise_over_all_its_flows),
                                     cmocka_unit_test(a_promise_that_is_kept_with_a_floor),
                                     cmocka_unit_test(subsidies_are_export_taxes_below_zero),
                                     cmocka_unit_test(money_a_unit_becomes_percent),
                                     cmocka_unit_test(the_record_says_enough_or_why_not),
                                     cmocka_unit_test(a_limit_that_stood_in_the_base_is_in_the_data),
                                     cmocka_unit_test(changes_move_limits_of_the_record),
                                     cmocka_unit_test(goods_are_under_one_limit_at_most),
                                     cmocka_unit_test(refuses_what_has_no_number),
                                     cmocka_unit_test(a_flow_without_trade_is_under_nothing),
                                     cmocka_unit_test(the_words_of_rents)};
  return cmocka_run_group_tests(tests, open_bounds, close_bounds);
}
