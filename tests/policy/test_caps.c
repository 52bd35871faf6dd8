/* caps on a sum of layers; goods in transit */
#include "tiny.h"

static prl_dossier *dossier;

static prl_rate rate_on(const char *hs, const char *day, const char *exported) {
  prl_rate rate;
  prl_error err = {0};
  prl_asof asof = on_day(day);
  prl_when when = {0};
  if (exported) fine(prl_when_parse(&when, exported, &err), &err);
  fine(prl_rate_of(&rate, dossier, hs, "CHN", "USA", &asof, exported ? &when : NULL, &err), &err);
  return rate;
}

static const prl_rate_layer *layer_of(const prl_rate *rate, const char *id) {
  for (int32_t k = 0; k < rate->layer_count; k++)
    if (strcmp(rate->layers[k].standing->measure->id, id) == 0) return &rate->layers[k];
  fail_msg("no layer %s", id);
  return NULL;
}

static void a_cap_lowers_its_layer(void **state) {
  (void)state;
  prl_rate r = rate_on("010101", "2020-06-01", NULL);
  assert_near(r.mfn, 3);
  assert_near(r.added, 12);
  assert_near(r.added_low, 12);
  assert_true(layer_of(&r, "us-deal")->applied);
  assert_non_null(strstr(layer_of(&r, "us-deal")->why, "lowered to 12 %: The deal rate includes the ordinary duty"));
  prl_rate_free(&r);
  r = rate_on("010101", "2022-06-01", NULL); /* the ordinary duty alone is above the cap: the layer falls to nothing, no further */
  assert_near(r.mfn, 20);
  assert_near(r.added, 0);
  prl_rate_free(&r);
}

static void a_cap_without_the_ordinary_duty_is_left_open(void **state) {
  (void)state;
  prl_rate r = rate_on("850101", "2020-06-01", NULL);
  assert_true(isnan(r.mfn));
  assert_near(r.added, 15);
  assert_near(r.added_low, 0);
  assert_near(r.added_high, 15);
  assert_non_null(strstr(layer_of(&r, "us-deal")->why, "left as it is: The deal rate includes the ordinary duty caps it at 15 %"));
  prl_rate_free(&r);
}

static void caps_count_what_earlier_caps_left(void **state) {
  (void)state;
  prl_rate r = rate_on("850101", "2021-06-01", NULL);
  assert_near(r.added, 18); /* deal 15, so 3 of the extra 10 */
  assert_non_null(strstr(layer_of(&r, "us-extra")->why, "lowered to 3 %"));
  prl_rate_free(&r);
}

static void goods_in_transit(void **state) {
  (void)state;
  static const struct {
    const char *entered, *exported;
    double added;
    const char *why;
  } rows[] = {{"2019-05-09", "2019-05-01", 10, ""},
              {"2019-05-20", "2019-05-09", 10, "in transit: pays 10 % if exported before 2019-05-10 and entered before 2019-06-15"},
              {"2019-06-14", "2019-04", 10, "in transit: pays 10 %"},
              {"2019-06-15", "2019-05-09", 25, ""},
              {"2019-05-20", "2019-05-10", 25, ""},
              {"2019-05-20", "2019-05-09T23:59-04:00", 10, "in transit: pays 10 %"},
              {"2019-05-20", "2019-05-10T00:00-04:00", 25, ""},
              {"2019-05-20", NULL, 25, "goods in transit pay 10 % if exported before 2019-05-10"}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    prl_rate r = rate_on("850103", rows[k].entered, rows[k].exported);
    const char *why = layer_of(&r, "us-list3")->why;
    assert_near(r.added, rows[k].added);
    assert_near(r.added_low, rows[k].added);
    if (!strstr(why, rows[k].why)) fail_msg("row %zu: '%s' is not in '%s'", k, rows[k].why, why);
    if (rows[k].why[0] == '\0' && strstr(why, "transit")) fail_msg("row %zu: '%s'", k, why);
    prl_rate_free(&r);
  }
}

static void a_vague_day_of_export_leaves_two_rates(void **state) {
  (void)state;
  prl_rate r = rate_on("850103", "2019-05-20", "2019-05");
  assert_near(r.added, 0);
  assert_near(r.added_high, 25);
  assert_string_equal(layer_of(&r, "us-list3")->why, "in force, but two rates are possible: 10 to 25 %");
  assert_true(isnan(layer_of(&r, "us-list3")->rate));
  prl_rate_free(&r);
}

static int open_rules(void **state) {
  prl_error err = {0};
  (void)state;
  fine(prl_dossier_open(&dossier, "tests/policy/rules", &err), &err);
  return 0;
}

static int close_rules(void **state) {
  (void)state;
  prl_dossier_free(dossier);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_cap_lowers_its_layer),
                                     cmocka_unit_test(a_cap_without_the_ordinary_duty_is_left_open),
                                     cmocka_unit_test(caps_count_what_earlier_caps_left), cmocka_unit_test(goods_in_transit),
                                     cmocka_unit_test(a_vague_day_of_export_leaves_two_rates)};
  return cmocka_run_group_tests(tests, open_rules, close_rules);
}
