/* the parts of a change of real income: decompose/1, its CSV and its text */
#include "pages.h"

typedef struct parts {
  prl_world *world;
  prl_decomposition_view view;
  double total[3], part[3][PRL_CHANNELS];
  prl_accuracy accuracy;
} parts;

static int begin(void **state) {
  parts *p = calloc(1, sizeof *p);
  assert_non_null(p);
  p->world = little_world();
  for (int n = 0; n < 3; n++) {
    p->part[n][PRL_CHANNEL_TERMS_OF_TRADE] = 0.01 * (n - 1);
    p->part[n][PRL_CHANNEL_TARIFFS] = n ? -0.002 : 0;
    p->part[n][PRL_CHANNEL_RENTS] = n == 2 ? 0.004 : 0;
    for (int c = 0; c < PRL_CHANNELS; c++) p->total[n] += p->part[n][c];
  }
  p->view = (prl_decomposition_view){.regions = 3, .total = p->total, .part = p->part[0], .miss = 3e-14, .panels = 2, .solves = 48};
  *state = p;
  return 0;
}

static int end(void **state) {
  parts *p = *state;
  prl_world_free(p->world);
  free(p);
  return 0;
}

static prl_text report(const parts *p, prl_style style, const bool shown[3]) {
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  trace.accuracy = &p->accuracy;
  fine(prl_report_decompose(&out, &style, &trace, p->world, &p->view, shown, &err), &err);
  return out;
}

static void json_has_every_channel(void **state) {
  const parts *p = *state;
  prl_text text = report(p, as_json, (bool[3]){false, true, true});
  json_t *root = parsed(&text), *regions = get(root, "regions");
  assert_traced(root, "decompose/1");
  assert_true(number_of(root, "miss") == 3e-14 && number_of(root, "panels") == 2 && number_of(root, "solves") == 48);
  assert_int_equal(json_array_size(regions), 2);
  for (int k = 0; k < 2; k++) {
    json_t *r = json_array_get(regions, (size_t)k), *by = get(r, "parts");
    double sum = 0;
    assert_string_equal(text_of(r, "id"), prl_world_look(p->world).region_id[k + 1]);
    assert_int_equal(json_object_size(by), PRL_CHANNELS);
    for (int c = 0; c < PRL_CHANNELS; c++) sum += number_of(by, prl_channel_word((prl_channel)c));
    assert_true(number_of(r, "sum") == sum && number_of(r, "dlnW") == p->total[k + 1]);
    assert_true(fabs(number_of(r, "real_income_pct") - 100 * expm1(p->total[k + 1])) <= 1e-14);
  }
  json_decref(root);
  prl_text_free(&text);
}

static void csv_has_every_channel(void **state) {
  prl_text text = report(*state, as_csv, (bool[3]){true, true, true});
  assert_non_null(strstr(text.bytes,
                         "region,name,real_income_pct,dlnW,sum,terms_of_trade,tariffs,export_taxes,production,rents,promises,scale,"
                         "profits,transfer,friction,bans"));
  prl_text_free(&text);
}

static void text_has_the_channels_that_matter(void **state) {
  prl_text text = report(*state, as_text, (bool[3]){true, true, true});
  assert_non_null(strstr(text.bytes, "terms of trade"));
  assert_non_null(strstr(text.bytes, "rents"));
  assert_null(strstr(text.bytes, "scale"));
  assert_non_null(strstr(text.bytes, "3e-14"));
  assert_non_null(strstr(text.bytes, "2 panels"));
  prl_text_free(&text);
  text = report(*state, as_text, (bool[3]){true, false, false});
  assert_non_null(strstr(text.bytes, "-1.0000"));
  assert_null(strstr(text.bytes, "tariffs  "));
  prl_text_free(&text);
}

static void another_world_is_refused(void **state) {
  const parts *p = *state;
  prl_error err = {0};
  prl_world *small = NULL;
  prl_text out = {0};
  const prl_trace trace = plain_trace();
  fine(prl_world_open(&small, "worlds/hybrid2022-16.prlw", &err), &err);
  assert_int_equal(prl_report_decompose(&out, &as_text, &trace, small, &p->view, (bool[16]){true}, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "the decomposition has 3 regions, the world 16"));
  prl_world_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(json_has_every_channel), cmocka_unit_test(csv_has_every_channel),
                                     cmocka_unit_test(text_has_the_channels_that_matter), cmocka_unit_test(another_world_is_refused)};
  return cmocka_run_group_tests(tests, begin, end);
}
