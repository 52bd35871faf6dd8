/* slopes of real income: grad/1, its CSV and its text */
#include "pages.h"

typedef struct solved {
  prl_world *world;
  prl_economy *economy;
  prl_outcome *outcome;
} solved;

/* the United States put 25 percent on Chinese farming */
static int solve(void **state) {
  static const double theta[] = {4, 4};
  static const prl_class class = {.weight = 1, .now = {.tariff = 0.25}};
  static const prl_wedge wedge = {0, 0, 1, 0, 1};
  const prl_wedges wedges = {.wedges = &wedge, .wedge_count = 1, .classes = &class, .class_count = 1};
  solved *r = calloc(1, sizeof *r);
  prl_error err = {0};
  assert_non_null(r);
  r->world = little_world();
  fine(prl_economy_new(&r->economy, r->world, &(prl_model){.size = sizeof(prl_model), .theta = theta, .final = 1}, NULL, PRL_DEFICITS_FIXED,
                       &err),
       &err);
  fine(prl_solve(&r->outcome, r->economy, &wedges, NULL, &err), &err);
  *state = r;
  return 0;
}

static int release(void **state) {
  solved *r = *state;
  prl_outcome_free(r->outcome);
  prl_economy_free(r->economy);
  prl_world_free(r->world);
  free(r);
  return 0;
}

static const double one[] = {-1e-5, 2e-5}, two[] = {3e-5, 0}, three[] = {-4e-6, 5e-6};
static const prl_slope slopes[] = {{PRL_SLOPE_TARIFF, 0, 1, 0, "", one},
                                   {PRL_SLOPE_QUOTA, 1, 0, 1, "change 2", two},
                                   {PRL_SLOPE_PURCHASE, 0, -1, -1, "us-promise", three}};
static const int32_t regions[] = {0, 1};

static prl_text report(const solved *r, prl_style style, int32_t top, prl_slopes_checked checked) {
  prl_text out = {0};
  prl_error err = {0};
  const prl_accuracy accuracy = prl_outcome_look(r->outcome).accuracy;
  prl_trace trace = plain_trace();
  trace.accuracy = &accuracy;
  const prl_slopes all = {regions, 2, slopes, 3, top, checked};
  fine(prl_report_grad(&out, &style, &trace, r->world, r->outcome, &all, &err), &err);
  return out;
}

static void json_has_every_slope(void **state) {
  const solved *r = *state;
  const prl_outcome_view o = prl_outcome_look(r->outcome);
  prl_text text = report(r, as_json, 1, (prl_slopes_checked){true, 3, 2.5e-13});
  json_t *root = parsed(&text), *all = get(root, "regions");
  assert_traced(root, "grad/1");
  assert_int_equal(json_array_size(all), 2);
  json_t *second = json_array_get(all, 1), *gradient = get(second, "gradient");
  assert_string_equal(text_of(second, "id"), prl_world_look(r->world).region_id[1]);
  assert_int_equal(json_array_size(gradient), 3);
  json_t *tariff = json_array_get(gradient, 0), *quota = json_array_get(gradient, 1), *promise = json_array_get(gradient, 2);
  assert_string_equal(text_of(tariff, "instrument"), "tariff");
  assert_string_equal(text_of(tariff, "by"), prl_world_look(r->world).region_id[0]);
  assert_true(number_of(tariff, "dlnW_per_pp") == 2e-5);
  assert_true(fabs(number_of(tariff, "musd_per_pp") - o.income_base[1] * (1 + o.real_income[1]) * 2e-5) <= 1e-12);
  assert_string_equal(text_of(tariff, "unit"), "pp");
  assert_null(json_object_get(tariff, "id"));
  assert_string_equal(text_of(quota, "unit"), "percent");
  assert_string_equal(text_of(quota, "id"), "change 2");
  assert_true(is_null(promise, "on") && is_null(promise, "sector"));
  assert_true(number_of(get(root, "check"), "largest_difference") == 2.5e-13 && number_of(get(root, "check"), "count") == 3);
  json_decref(root);
  prl_text_free(&text);
}

static void csv_has_every_slope(void **state) {
  prl_text text = report(*state, as_csv, 1, (prl_slopes_checked){0});
  assert_non_null(strstr(text.bytes, "region,instrument,by,on,sector,id,unit,dlnW_per_pp,musd_per_pp"));
  int lines = 0;
  for (const char *at = text.bytes; *at; at++) lines += *at == '\n';
  assert_int_equal(lines, 1 + 2 * 3);
  assert_non_null(strstr(text.bytes, "us-promise,percent,"));
  prl_text_free(&text);
}

static void text_has_the_largest(void **state) {
  prl_text text = report(*state, as_text, 1, (prl_slopes_checked){true, 3, 2.5e-13});
  assert_non_null(strstr(text.bytes, "1 of 3 measures, the largest"));
  assert_non_null(strstr(text.bytes, "quota change 2"));
  assert_non_null(strstr(text.bytes, "+0.003000"));
  assert_non_null(strstr(text.bytes, "a percent of the limit"));
  assert_null(strstr(text.bytes, "us-promise"));
  assert_non_null(strstr(text.bytes, "at most 2.5e-13 apart"));
  prl_text_free(&text);
  text = report(*state, as_text, 10, (prl_slopes_checked){0});
  assert_non_null(strstr(text.bytes, "3 of 3 measures\n"));              /* of the first region */
  assert_non_null(strstr(text.bytes, "2 of 3 measures, the largest\n")); /* nothing moves the second by the limit */
  assert_non_null(strstr(text.bytes, "a percent of the promise"));
  assert_null(strstr(text.bytes, "compared"));
  prl_text_free(&text);
}

static void an_outcome_of_another_world_is_refused(void **state) {
  const solved *r = *state;
  prl_error err = {0};
  prl_world *small = NULL;
  prl_text out = {0};
  const prl_trace trace = plain_trace();
  const prl_slopes all = {regions, 2, slopes, 3, 1, {0}};
  fine(prl_world_open(&small, "worlds/hybrid2022-16.prlw", &err), &err);
  assert_int_equal(prl_report_grad(&out, &as_json, &trace, small, r->outcome, &all, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "the world 16"));
  prl_world_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(json_has_every_slope), cmocka_unit_test(csv_has_every_slope),
                                     cmocka_unit_test(text_has_the_largest), cmocka_unit_test(an_outcome_of_another_world_is_refused)};
  return cmocka_run_group_tests(tests, solve, release);
}
