/* the record on a date, changes on top, and what cannot be priced */
#include "tiny.h"

static prl_change on_measure(const tiny *t, const char *id) {
  return (prl_change){.kind = PRL_CHANGE_MEASURE, .measure = prl_dossier_measure(t->dossier, id), .share = 1, .place = {"s.yaml", 3, 5}};
}

static prl_change ends(const tiny *t, const char *id) {
  prl_change c = on_measure(t, id);
  c.sets_state = true;
  c.state = PRL_WITHDRAWN;
  return c;
}

static prl_change starts(const tiny *t, const char *id) {
  prl_change c = on_measure(t, id);
  c.sets_state = true;
  c.state = PRL_IN_FORCE;
  return c;
}

/* the tariffs on a day under some changes, against none */
static prl_joined *wedges_on(const tiny *t, const char *day, const prl_change *changes, int32_t count) {
  prl_policy *p = policy_on(t->lines, day, changes, count);
  prl_joined *j = join(t->zero, p);
  prl_wedges w = prl_joined_wedges(j);
  assert_sound(&w);
  prl_policy_free(p);
  return j;
}

static void assert_paying(const tiny *t, const char *day, const prl_change *changes, int32_t count, int32_t sector, double percent,
                          double share) {
  prl_joined *j = wedges_on(t, day, changes, count);
  prl_wedges w = prl_joined_wedges(j);
  assert_near(paying(&w, sector, USA, CHN, percent), share);
  prl_joined_free(j);
}

static void follows_the_record_over_time(void **state) {
  const tiny *t = *state;
  assert_paying(t, "2019-12-31", NULL, 0, M, 25, 0);
  assert_paying(t, "2020-01-01", NULL, 0, M, 25, 0.8); /* 850101 and 85010210 */
  assert_paying(t, "2020-01-01", NULL, 0, M, 1, 0.2);  /* 850103 by its chapter */
  assert_paying(t, "2020-12-31", NULL, 0, M, 5, 0.2);  /* its own line, to the last moment of the day */
  assert_paying(t, "2021-01-01", NULL, 0, M, 7.5, 0.2);
  assert_paying(t, "2022-01-01", NULL, 0, M, 10, 0.2); /* line rates lapsed, all goods pay 10 */
  assert_paying(t, "2023-01-01", NULL, 0, M, 4, 0.2);  /* of which 4 stays */
  assert_paying(t, "2029-01-01", NULL, 0, M, 34, 0.2); /* and 34 returns by itself */
  assert_paying(t, "2026-06-01", NULL, 0, A, 7, 0.6);  /* 010102, and the excluded code: 3 + 4 */
  assert_paying(t, "2026-06-01", NULL, 0, A, 32, 0.4);
}

static void splitting_a_list_changes_nothing(void **state) {
  const tiny *t = *state;
  prl_change parts[] = {ends(t, "us-list"), starts(t, "us-list-a"), starts(t, "us-list-b")};
  prl_change reversed[] = {parts[2], parts[0], parts[1]};
  prl_joined *whole = wedges_on(t, "2021-06-01", NULL, 0), *two = wedges_on(t, "2021-06-01", parts, 3),
             *back = wedges_on(t, "2021-06-01", reversed, 3), *half = wedges_on(t, "2021-06-01", parts, 2);
  prl_wedges a = prl_joined_wedges(whole), b = prl_joined_wedges(two), c = prl_joined_wedges(back), d = prl_joined_wedges(half);
  assert_same(&a, &b);
  assert_same(&a, &c);
  assert_near(paying(&d, A, USA, CHN, 28), 0.2); /* only one of the three codes is on the first part */
  prl_joined_free(whole);
  prl_joined_free(two);
  prl_joined_free(back);
  prl_joined_free(half);
}

static void share_of_one_is_no_share(void **state) {
  const tiny *t = *state;
  prl_change c = duty("USA", to_chn, 10);
  prl_policy *all = policy_on(t->blank, NULL, &c, 1);
  c.share = 0.999999;
  prl_policy *most = policy_on(t->blank, NULL, &c, 1);
  c.share = 0;
  prl_policy *none = policy_on(t->blank, NULL, &c, 1), *zero = policy_on(t->blank, NULL, NULL, 0);
  prl_joined *x = join(zero, all), *y = join(zero, most), *z = join(zero, none);
  prl_wedges a = prl_joined_wedges(x), b = prl_joined_wedges(y), n = prl_joined_wedges(z);
  assert_int_equal(a.class_count, 2); /* A and M, one class each */
  assert_int_equal(b.class_count, 4);
  assert_int_equal(n.wedge_count, 0);
  assert_near(paying(&b, M, USA, CHN, 10), 0.999999);
  prl_joined_free(x);
  prl_joined_free(y);
  prl_joined_free(z);
  prl_policy_free(all);
  prl_policy_free(most);
  prl_policy_free(none);
  prl_policy_free(zero);
}

static void changes_act_on_measures(void **state) {
  const tiny *t = *state;
  prl_change c = ends(t, "us-all");
  assert_paying(t, "2023-06-01", &c, 1, M, 25, 0.6);
  c = on_measure(t, "us-all");
  c.snaps_back = true;
  assert_paying(t, "2023-06-01", &c, 1, M, 59, 0.6);
  c = on_measure(t, "us-all");
  c.has_rate = true;
  c.rate = 9;
  assert_paying(t, "2023-06-01", &c, 1, M, 34, 0.6);
  c = on_measure(t, "us-all");
  c.has_add = true;
  c.add = -1.5;
  assert_paying(t, "2023-06-01", &c, 1, M, 27.5, 0.6);
  c = on_measure(t, "us-by-line");
  c.has_add = true;
  c.add = 2;
  assert_paying(t, "2021-06-01", &c, 1, M, 9.5, 0.2);
  c = starts(t, "us-by-line");
  assert_paying(t, "2023-06-01", &c, 1, M, 11.5, 0.2); /* 4 + the line's 7.5 */
}

static void says_why_a_change_to_a_measure_is_not_priced(void **state) {
  const tiny *t = *state;
  prl_change c[] = {on_measure(t, "us-list"), on_measure(t, "us-vague"), ends(t, "cn-licence"), {.kind = PRL_CHANGE_COMMITMENT}};
  c[0].snaps_back = true;
  c[1].has_rate = true;
  prl_policy *p = policy_on(t->lines, "2024-06-15", c, 4);
  assert_non_null(strstr(coverage_of(p, "change 1", "")->why, "nothing of it is suspended"));
  assert_non_null(strstr(coverage_of(p, "change 2", "")->why, "2024-06"));
  assert_string_equal(coverage_of(p, "change 3", "")->why, "the share that is licensed is not known");
  assert_string_equal(coverage_of(p, "change 4", "")->why, "the promise names no floor relative to the base year's quantity");
  assert_false(coverage_of(p, "change 4", "")->priced);
  assert_true(coverage_of(p, "us-list", "CHN")->priced);
  prl_policy_free(p);
}

static void coverage_tells_what_is_covered(void **state) {
  const tiny *t = *state;
  prl_policy *p = policy_on(t->lines, "2027-06-01", NULL, 0);
  assert_near(coverage_of(p, "us-all", "CHN")->share, 1);
  assert_near(coverage_of(p, "us-list", "CHN")->share, 0.25 * 0.6 + 0.75 * 0.8);
  assert_near(coverage_of(p, "us-list", "CHN")->split, 0);
  assert_near(coverage_of(p, "us-excluded", "CHN")->share, 0.25 * 0.2);
  assert_near(coverage_of(p, "us-excluded", "CHN")->split, 0.25 * 0.2); /* one of three codes of its heading */
  assert_near(coverage_of(p, "us-hk", "ROW")->share, 0.25 * 0.25);
  assert_near(coverage_of(p, "cn-export-tax", "CHN")->share, 0.75);
  assert_string_equal(coverage_of(p, "cn-export-tax", "CHN")->destination, "USA");
  assert_string_equal(coverage_of(p, "us-open", "")->why, "the sources do not say which goods");
  assert_string_equal(coverage_of(p, "us-rateless", "")->why, "its rate is not known");
  assert_string_equal(coverage_of(p, "cn-licence", "")->why, "the share that is licensed is not known");
  assert_string_equal(coverage_of(p, "cn-eu", "EUN")->why, "DEU is part of EUN in this world");
  assert_string_equal(coverage_of(p, "cn-list", "USA")->why, "no product trade for USA -> CHN");
  assert_null(coverage_of(p, "us-vague", ""));
  prl_policy_free(p);
}

static void vague_dates_are_not_guessed(void **state) {
  const tiny *t = *state;
  prl_policy *p = policy_on(t->lines, "2024-06-15", NULL, 0);
  assert_false(coverage_of(p, "us-vague", "")->priced);
  assert_non_null(strstr(coverage_of(p, "us-vague", "")->why, "2024-06"));
  prl_policy_free(p);
  assert_paying(t, "2024-06-15", NULL, 0, M, 29, 0.6);
  assert_paying(t, "2024-07-15", NULL, 0, M, 35, 0.6);
}

static void export_side_changes_go_the_other_way(void **state) {
  const tiny *t = *state;
  const char *usa[] = {"USA"};
  prl_change c[] = {duty("CHN", usa, 15), duty("CHN", usa, 2), duty("CHN", usa, 0)};
  c[0].instrument = PRL_EXPORT_TAX;
  c[1].instrument = PRL_FRICTION;
  c[2].instrument = PRL_BAN;
  c[2].exports = true;
  c[2].share = 0.25;
  prl_policy *p = policy_on(t->lines, NULL, c, 3);
  prl_joined *j = join(t->zero, p);
  prl_wedges w = prl_joined_wedges(j);
  const prl_wedge *out = wedge_of(&w, M, USA, CHN), *in = wedge_of(&w, M, CHN, USA);
  double banned = 0;
  assert_sound(&w);
  assert_non_null(out);
  for (int32_t k = out->first; k < out->first + out->count; k++) {
    assert_near(w.classes[k].now.export_tax, 0.15);
    if (w.classes[k].now.banned) banned += w.classes[k].weight;
  }
  assert_near(banned, 0.25);
  assert_near(w.classes[in->first].now.friction, 0.02);
  assert_near(w.classes[in->first].now.export_tax, 0);
  prl_joined_free(j);
  prl_policy_free(p);
}

static void all_means_every_other_region(void **state) {
  const tiny *t = *state;
  prl_change c = duty("USA", NULL, 10);
  c.on.count = 0;
  c.on_all = true;
  c.goods.kind = PRL_GOODS_EVERYTHING;
  prl_policy *p = policy_on(t->lines, NULL, &c, 1);
  prl_joined *j = join(t->zero, p);
  prl_wedges w = prl_joined_wedges(j);
  assert_sound(&w);
  assert_int_equal(w.wedge_count, 9);
  for (int32_t k = 0; k < 9; k++) assert_int_equal(w.wedges[k].destination, USA);
  prl_joined_free(j);
  prl_policy_free(p);
}

static void refuse(const prl_lines *lines, const prl_change *c, prl_status status, const char *words, const char *hint) {
  prl_policy *p;
  prl_error err = {0};
  assert_int_equal(prl_policy_new(&p, lines, NULL, c, 1, &err), status);
  assert_null(p);
  if (!strstr(err.message, words)) fail_msg("'%s' is not in '%s'", words, err.message);
  if (!strstr(err.hint, hint)) fail_msg("'%s' is not in '%s'", hint, err.hint);
  assert_string_equal(err.file, "s.yaml");
  assert_int_equal(err.line, 7);
  assert_int_equal(err.column, 5);
}

static void refuses_changes_it_cannot_make(void **state) {
  const tiny *t = *state;
  const char *usa[] = {"USA"}, *chm[] = {"CHM"}, *hkg[] = {"HKG"}, *hs[] = {"8501"}, *fine_hs[] = {"85010399"}, *sector[] = {"Q"};
  prl_change c = duty("USA", to_chn, 10);
  c.instrument = PRL_FEE;
  refuse(t->lines, &c, PRL_E_NOT_PRICED, "a fee is money a ton, call or parcel", "");
  c = duty("USA", usa, 10);
  refuse(t->lines, &c, PRL_E_VALUE, "itself", "take USA out of 'on'");
  c = duty("USA", chm, 10);
  refuse(t->lines, &c, PRL_E_UNKNOWN_ID, "CHM", "CHN");
  c = duty("USA", to_chn, 10);
  c.goods = (prl_goods){.kind = PRL_GOODS_SECTOR, .codes = {sector, 1}};
  refuse(t->lines, &c, PRL_E_UNKNOWN_ID, "Q", "");
  c = duty("USA", hkg, 10);
  refuse(t->blank, &c, PRL_E_VALUE, "HKG is part of ROW in this world", "whole region");
  c = duty("USA", to_chn, 10);
  c.goods = (prl_goods){.kind = PRL_GOODS_HS, .codes = {hs, 1}};
  refuse(t->blank, &c, PRL_E_VALUE, "product codes need a dossier's product trade; name sectors instead", "sector");
  c.goods.codes.at = fine_hs;
  refuse(t->lines, &c, PRL_E_VALUE, "heading 850103 but not its part 85010399", "six digits");
  c = duty("USA", to_chn, -100);
  refuse(t->lines, &c, PRL_E_VALUE, "-100 %", "");
  c = duty("USA", to_chn, 10);
  c.share = 1.5;
  refuse(t->lines, &c, PRL_E_VALUE, "share is 1.5", "");
  c = duty("USA", to_chn, 10);
  c.has_add = false;
  refuse(t->lines, &c, PRL_E_MISSING, "without a number", "'add'");
  c = duty("USA", to_chn, 10);
  c.exports = true;
  refuse(t->lines, &c, PRL_E_VALUE, "own exports", "export-tax");
}

static void members_can_be_changed_where_their_trade_is_known(void **state) {
  const tiny *t = *state;
  const char *hkg[] = {"HKG"};
  prl_change c = duty("USA", hkg, 10);
  prl_policy *p = policy_on(t->lines, NULL, &c, 1);
  prl_joined *j = join(t->zero, p);
  prl_wedges w = prl_joined_wedges(j);
  assert_near(paying(&w, A, USA, ROW, 10), 0.25);
  assert_null(wedge_of(&w, M, USA, ROW));
  prl_joined_free(j);
  prl_policy_free(p);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(follows_the_record_over_time),
                                     cmocka_unit_test(splitting_a_list_changes_nothing),
                                     cmocka_unit_test(share_of_one_is_no_share),
                                     cmocka_unit_test(changes_act_on_measures),
                                     cmocka_unit_test(says_why_a_change_to_a_measure_is_not_priced),
                                     cmocka_unit_test(coverage_tells_what_is_covered),
                                     cmocka_unit_test(vague_dates_are_not_guessed),
                                     cmocka_unit_test(export_side_changes_go_the_other_way),
                                     cmocka_unit_test(all_means_every_other_region),
                                     cmocka_unit_test(refuses_changes_it_cannot_make),
                                     cmocka_unit_test(members_can_be_changed_where_their_trade_is_known)};
  return cmocka_run_group_tests(tests, tiny_open, tiny_close);
}
