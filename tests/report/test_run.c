/* one counterfactual: run/1, its CSV and its text */
#include "pages.h"

#include "../../src/report/run.h"

typedef struct run {
  prl_world *world;
  prl_economy *economy;
  prl_outcome *outcome, *still;
} run;

/* the United States put 25 percent on Chinese farming */
static int solve(void **state) {
  static const double theta[] = {4, 4};
  static const prl_class class = {.weight = 1, .now = {.tariff = 0.25}};
  static const prl_wedge wedge = {0, 0, 1, 0, 1};
  const prl_wedges wedges = {.wedges = &wedge, .wedge_count = 1, .classes = &class, .class_count = 1};
  run *r = calloc(1, sizeof *r);
  prl_error err = {0};
  assert_non_null(r);
  r->world = little_world();
  fine(prl_economy_new(&r->economy, r->world, &(prl_model){.size = sizeof(prl_model), .theta = theta, .final = 1}, NULL, PRL_DEFICITS_FIXED,
                       &err),
       &err);
  fine(prl_solve(&r->outcome, r->economy, &wedges, NULL, &err), &err);
  fine(prl_solve(&r->still, r->economy, NULL, NULL, &err), &err);
  *state = r;
  return 0;
}

static int release(void **state) {
  run *r = *state;
  prl_outcome_free(r->outcome);
  prl_outcome_free(r->still);
  prl_economy_free(r->economy);
  prl_world_free(r->world);
  free(r);
  return 0;
}

static prl_text report(const run *r, prl_style style, bool flows) {
  prl_text out = {0};
  prl_error err = {0};
  prl_accuracy accuracy = prl_outcome_look(r->outcome).accuracy;
  prl_trace trace = {.command = "parley run scenario.yaml",
                     .version = "0.1.0",
                     .world = "little",
                     .world_source = "made for tests",
                     .base_year = 2022,
                     .base = "zero",
                     .elasticities = "4",
                     .closure = "fixed",
                     .accuracy = &accuracy};
  fine(prl_report_run(&out, &style, &trace, r->world, r->outcome, NULL, &(prl_run_asked){.flows = flows}, &err), &err);
  return out;
}

static void json_has_every_fixed_field(void **state) {
  const run *r = *state;
  prl_outcome_view o = prl_outcome_look(r->outcome);
  prl_text text = report(r, as_json, false);
  json_t *root = parsed(&text);
  assert_traced(root, "run/1");
  assert_true(is_null(root, "horizon") && is_null(root, "policy") && is_null(root, "dossier"));
  assert_string_equal(text_of(root, "world"), "little");
  json_t *accuracy = get(root, "accuracy");
  assert_true(number_of(accuracy, "residual") == o.accuracy.residual && number_of(accuracy, "walras") == o.accuracy.walras);
  assert_true(json_is_integer(get(accuracy, "evaluations")) && number_of(accuracy, "seconds") >= 0);
  json_t *regions = get(root, "regions");
  assert_int_equal(json_array_size(regions), 3);
  for (int32_t n = 0; n < 3; n++) {
    json_t *g = json_array_get(regions, (size_t)n);
    assert_true(number_of(g, "real_income_pct") == 100 * o.real_income[n]);
    assert_true(number_of(g, "ev_musd") == o.ev[n]);
    assert_true(number_of(g, "real_wage_pct") == 100 * o.real_wage[n]);
    assert_true(number_of(g, "terms_of_trade_pct") == 100 * o.terms_of_trade[n]);
    assert_true(number_of(g, "revenue_musd") == o.revenue[n]);
    assert_true(number_of(g, "revenue_change_musd") == o.revenue[n] - o.revenue_base[n]);
  }
  assert_string_equal(text_of(json_array_get(regions, 2), "name"), "C\xc3\xb4te d'Ivoire");
  assert_true(number_of(json_array_get(regions, 1), "real_income_pct") < 0);
  assert_null(json_object_get(root, "flows"));
  json_decref(root);
}

static void json_sectors_are_region_by_sector(void **state) {
  const run *r = *state;
  prl_outcome_view o = prl_outcome_look(r->outcome);
  prl_text text = report(r, as_json, false);
  json_t *root = parsed(&text), *sectors = get(root, "sectors"), *last = json_array_get(sectors, 5);
  assert_int_equal(json_array_size(sectors), 6);
  assert_string_equal(text_of(last, "region"), "CIV");
  assert_string_equal(text_of(last, "sector"), "S");
  assert_true(number_of(last, "output_base") == o.output_base[5] && number_of(last, "output_new") == o.output[5]);
  assert_true(number_of(last, "volume_pct") == 100 * (o.volume[5] - 1));
  assert_true(number_of(last, "price_pct") == 100 * (o.price[5] - 1));
  json_decref(root);
}

static void flows_are_there_when_asked_and_never_zero(void **state) {
  const run *r = *state;
  prl_text text = report(r, as_json, true);
  json_t *root = parsed(&text), *flows = get(root, "flows"), *flow;
  size_t k;
  int farming = 0;
  assert_int_equal(json_array_size(flows), 16); /* 18 cells, two of them empty */
  json_array_foreach(flows, k, flow) {
    assert_true(number_of(flow, "base") != 0 || number_of(flow, "new") != 0);
    if (strcmp(text_of(flow, "from"), "CHN") || strcmp(text_of(flow, "to"), "USA") || strcmp(text_of(flow, "sector"), "A")) continue;
    farming++;
    assert_true(number_of(flow, "base") == prl_outcome_flow_base(r->outcome, 0, 0, 1));
    assert_true(number_of(flow, "new") == prl_outcome_flow(r->outcome, 0, 0, 1));
    assert_true(number_of(flow, "new") < number_of(flow, "base"));
  }
  assert_int_equal(farming, 1);
  json_decref(root);
}

static void csv_comes_back_number_by_number(void **state) {
  const run *r = *state;
  prl_outcome_view o = prl_outcome_look(r->outcome);
  prl_text text = report(r, as_csv, false);
  prl_table *table = table_of(&text);
  assert_int_equal(prl_table_rows(table), 3);
  assert_int_equal(prl_table_columns(table), 23);
  assert_string_equal(cell_of(table, 2, "name"), "C\xc3\xb4te d'Ivoire");
  for (int32_t n = 0; n < 3; n++) {
    double x;
    const char *cell = cell_of(table, n, "ev_musd");
    assert_true(prl_parse_number(&x, cell, strlen(cell)));
    assert_true(x == o.ev[n]);
  }
  prl_table_free(table);
  text = report(r, as_csv, true);
  table = table_of(&text);
  assert_int_equal(prl_table_rows(table), 16);
  assert_string_equal(prl_table_name(table, 0), "from");
  assert_string_equal(prl_table_name(table, 4), "new");
  prl_table_free(table);
}

static void text_says_who_loses_and_what_it_rests_on(void **state) {
  const run *r = *state;
  prl_text text = report(r, as_text, true);
  assert_int_equal(strncmp(text.bytes, "Largest loss: CHN -", 19), 0);
  assert_holds(&text, " million US$ of 2022 a year.");
  assert_holds(&text, "region  name           real income %");
  assert_holds(&text, "\nCIV     C\xc3\xb4te d'Ivoire ");
  assert_holds(&text, "Sectors whose output moves most");
  assert_holds(&text, "Flows that move most");
  assert_holds(&text, "World:    little; base year 2022; made for tests.");
  assert_holds(&text, "Accuracy: largest relative miss");
  assert_holds(&text, "Again:    parley run scenario.yaml\n");
  assert_lacks(&text, "\033");
  assert_no_trailing_blanks(&text);
  prl_text_free(&text);
}

/* an account as the model may give it: two limits and two promises, made up */
static prl_run made_up(const run *r) {
  static const prl_quota quotas[] = {{0.5, INFINITY, PRL_RENT_ORIGIN}, {1.2, 0.1, PRL_RENT_BURNT}, {1.5, INFINITY, PRL_RENT_DESTINATION}};
  static const prl_purchase purchases[] = {{1.5}, {0.9}};
  static const prl_bound bounds[] = {{"change 1", 0, 0, 1, false},
                                     {"rated", 1, 1, 0, true},
                                     {"loose", 0, 2, 0, false},
                                     {"change 2", -1, 1, -1, false},
                                     {"easy", 0, 1, 0, false}};
  static const prl_limit limited[] = {{0.5, 0.15, 865}, {1.6, 0.1, 20}, {1.1, 0, 0}};
  static const prl_limit promised[] = {{1.5, -0.08, -2537}, {1.3, 0, 0}};
  prl_run made = {.w = prl_world_look(r->world), .o = prl_outcome_look(r->outcome), .outcome = r->outcome, .bounds = bounds};
  made.wedges.quotas = quotas, made.wedges.quota_count = 3;
  made.wedges.purchases = purchases, made.wedges.purchase_count = 2;
  made.o.quotas = limited, made.o.quota_count = 3;
  made.o.purchases = promised, made.o.purchase_count = 2;
  return made;
}

static void limits_and_promises_as_json(void **state) {
  prl_run made = made_up(*state);
  prl_json json;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  prl_json_begin(&json, "run/1", &trace);
  prl_run_limits_json(&json, &made);
  fine(prl_json_end(&out, &json, &err), &err);
  json_t *root = parsed(&out), *limits = get(root, "limits"), *promises = get(root, "promises");
  assert_int_equal(json_array_size(limits), 3);
  json_t *first = json_array_get(limits, 0);
  assert_string_equal(text_of(first, "id"), "change 1");
  assert_string_equal(text_of(first, "from"), "CHN");
  assert_string_equal(text_of(first, "to"), "USA");
  assert_string_equal(text_of(first, "sector"), "A");
  assert_true(number_of(first, "limit") == 0.5 && number_of(first, "quantity") == 0.5 && number_of(first, "wedge_pct") == 15);
  assert_true(number_of(first, "rent_musd") == 865);
  assert_string_equal(text_of(first, "rent_to"), "origin");
  assert_string_equal(text_of(first, "state"), "binding");
  assert_string_equal(text_of(json_array_get(limits, 1), "state"), "over-quota");
  assert_string_equal(text_of(json_array_get(limits, 2), "state"), "slack");
  first = json_array_get(promises, 0);
  assert_true(is_null(first, "of") && is_null(first, "sector"));
  assert_string_equal(text_of(first, "by"), "CHN");
  assert_true(number_of(first, "floor") == 1.5 && number_of(first, "subsidy_pct") == 8 && number_of(first, "cost_musd") == 2537);
  assert_string_equal(text_of(json_array_get(promises, 1), "state"), "slack");
  json_decref(root);
}

static void limits_and_promises_as_csv_and_text(void **state) {
  prl_run made = made_up(*state);
  prl_text out = {0};
  prl_error err = {0};
  fine(prl_run_limits_csv(&out, &made, &err), &err);
  prl_table *table = table_of(&out);
  assert_int_equal(prl_table_rows(table), 5);
  assert_string_equal(cell_of(table, 0, "kind"), "limit");
  assert_string_equal(cell_of(table, 3, "kind"), "promise");
  assert_string_equal(cell_of(table, 3, "from"), "");
  assert_string_equal(cell_of(table, 3, "value_musd"), "-2537");
  assert_string_equal(cell_of(table, 1, "rent_to"), "burnt");
  prl_table_free(table);
  prl_text text = {0};
  fine(prl_run_limits_text(&text, &as_text, &made, &err), &err);
  assert_holds(&text, "\nLimits on quantities\nlimit ");
  assert_holds(&text, "\nchange 1  CHN   USA  A ");
  assert_holds(&text, " over-quota\n");
  assert_holds(&text, "\nPromises to buy\npromise ");
  assert_holds(&text, "\nchange 2  CHN  several  several ");
  assert_no_trailing_blanks(&text);
  prl_text_free(&text);
}

/* rents are a column where there are some, profits where firms are fixed; data have them always */
static void rents_and_profits_of_regions(void **state) {
  const run *r = *state;
  static const double rents[] = {0, 865, 0}, profits[] = {30, 20, 10}, before[] = {25, 25, 10};
  prl_text plain = report(r, as_text, false), text = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  prl_run made = made_up(r);
  assert_lacks(&plain, "rents");
  assert_lacks(&plain, "profits");
  made.o.rents = rents, made.o.profits = profits, made.o.profits_base = before;
  fine(prl_run_text(&text, &as_text, &trace, &made, false, &err), &err);
  assert_holds(&text, " rents m US$  profits m US$ ");
  assert_holds(&text, "Rents: of limits");
  assert_holds(&text, "+865");
  assert_holds(&text, "-5");
  prl_text_free(&plain);
  prl_text_free(&text);
}

/* wedges with limits the outcome knows nothing of */
static void an_outcome_of_other_wedges_is_refused(void **state) {
  const run *r = *state;
  prl_lines *lines = NULL;
  prl_policy *none = NULL, *limited = NULL;
  prl_joined *joined = NULL;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  static const char *const on[] = {"CHN"};
  const prl_change quota = {.kind = PRL_CHANGE_FLOW,
                            .instrument = PRL_QUOTA,
                            .by = "USA",
                            .on = {on, 1},
                            .goods = {.kind = PRL_GOODS_EVERYTHING},
                            .share = 1,
                            .limit = 0.5,
                            .rent = ""};
  fine(prl_lines_new(&lines, NULL, r->world, NULL, &err), &err);
  fine(prl_policy_new(&none, lines, NULL, NULL, 0, &err), &err);
  fine(prl_policy_new(&limited, lines, NULL, &quota, 1, &err), &err);
  fine(prl_policy_join(&joined, none, limited, &err), &err);
  assert_int_equal(prl_report_run(&out, &as_json, &trace, r->world, r->outcome, joined, &(prl_run_asked){0}, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "the outcome has 0 limits"));
  assert_null(out.bytes);
  prl_joined_free(joined);
  prl_policy_free(limited);
  prl_policy_free(none);
  prl_lines_free(lines);
}

static void no_change_is_said_to_be_none(void **state) {
  const run *r = *state;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  fine(prl_report_run(&out, &as_text, &trace, r->world, r->still, NULL, &(prl_run_asked){0}, &err), &err);
  assert_holds(&out, "No region's real income changes.");
  assert_lacks(&out, "+");
  assert_lacks(&out, "Sectors");
  prl_text_free(&out);
}

static void an_outcome_of_another_world_is_refused(void **state) {
  const run *r = *state;
  prl_world *other = NULL;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  static const int32_t group[] = {0, 1, 1};
  static const char *const ids[] = {"USA", "ROW"};
  fine(prl_world_aggregate(&other, r->world, "two", "Two", group, 2, ids, ids, &err), &err);
  assert_int_equal(prl_report_run(&out, &as_json, &trace, other, r->outcome, NULL, &(prl_run_asked){0}, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "3 regions"));
  assert_null(out.bytes);
  prl_world_free(other);
}

/* ---- the parts all reports share ---- */

static void json_numbers_come_back_exactly(void **state) {
  (void)state;
  static const double numbers[] = {0.1, 1.0 / 3, 2.2250738585072014e-308, 1.7976931348623157e308, -123456789.12345679, 5e-324};
  prl_json json;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  prl_json_begin(&json, "try/1", &trace);
  json_t *list = prl_json_array(&json, json.root, "numbers");
  for (size_t k = 0; k < 6; k++) prl_json_number(&json, list, NULL, numbers[k]);
  prl_json_number(&json, json.root, "nan", NAN);
  prl_json_number(&json, json.root, "inf", INFINITY);
  fine(prl_json_end(&out, &json, &err), &err);
  assert_holds(&out, "0.10000000000000001");
  json_t *root = parsed(&out);
  for (size_t k = 0; k < 6; k++) assert_true(json_real_value(json_array_get(get(root, "numbers"), k)) == numbers[k]);
  assert_true(is_null(root, "nan") && is_null(root, "inf"));
  json_decref(root);
}

static void json_keeps_the_order_written(void **state) {
  const run *r = *state;
  prl_text text = report(r, as_json, false);
  static const char start[] = "{\n  \"parley\": \"run/1\",\n  \"version\": \"0.1.0\",\n  \"command\": ";
  assert_memory_equal(text.bytes, start, sizeof start - 1);
  const char *world = strstr(text.bytes, "\"world\""), *accuracy = strstr(text.bytes, "\"accuracy\"");
  const char *regions = strstr(text.bytes, "\"regions\"");
  assert_true(world && accuracy && regions && world < accuracy && accuracy < regions);
  prl_text_free(&text);
}

static void text_that_is_not_utf8_is_named(void **state) {
  (void)state;
  prl_json json;
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  prl_json_begin(&json, "try/1", &trace);
  prl_json_text(&json, json.root, "name", "C\xf4te");
  assert_int_equal(prl_json_end(&out, &json, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "is not UTF-8"));
  assert_non_null(strstr(err.hint, "UTF-8"));
  assert_null(out.bytes);
}

static void width_counts_columns_not_bytes(void **state) {
  (void)state;
  assert_int_equal(prl_columns_of("Cote"), 4);
  assert_int_equal(prl_columns_of("C\xc3\xb4te"), 4);
  assert_int_equal(prl_columns_of("Co\xcc\x82te"), 4);             /* o and a combining circumflex */
  assert_int_equal(prl_columns_of("\xe4\xb8\xad\xe5\x9b\xbd"), 4); /* two wide signs */
  assert_int_equal(prl_columns_of("C\xf4te"), 4);                  /* a stray byte */
  assert_int_equal(prl_columns_of("\xe4\xb8"), 2);                 /* cut short */
}

static void columns_line_up(void **state) {
  (void)state;
  static const char *const head[] = {"name", "n", "end"};
  prl_text out = {0};
  prl_error err = {0};
  prl_grid *grid = prl_grid_new("<><");
  prl_grid_head(grid, head);
  prl_grid_cell(grid, PRL_PLAIN, "C\xc3\xb4te");
  prl_grid_cell(grid, PRL_PLAIN, "5");
  prl_grid_cell(grid, PRL_PLAIN, "x");
  prl_grid_across(grid, "a heading that widens nothing");
  prl_grid_cell(grid, PRL_PLAIN, "Chad");
  prl_grid_cell(grid, PRL_PLAIN, "1,000");
  prl_grid_cell(grid, PRL_PLAIN, "%s", "");
  prl_grid_cell(grid, PRL_BAD, "\xe4\xb8\xad\xe5\x9b\xbd!");
  prl_grid_cell(grid, PRL_PLAIN, "%s", "");
  prl_grid_cell(grid, PRL_PLAIN, "a\x1b[1m\nb");
  fine(prl_grid_end(&out, &as_text, grid, &err), &err);
  assert_string_equal(out.bytes, "name       n  end\n"
                                 "C\xc3\xb4te       5  x\n"
                                 "a heading that widens nothing\n"
                                 "Chad   1,000\n"
                                 "\xe4\xb8\xad\xe5\x9b\xbd!         a [1m b\n");
  prl_text_free(&out);
}

static void colour_takes_no_width(void **state) {
  (void)state;
  prl_text out = {0};
  prl_error err = {0};
  prl_style style = {PRL_AS_TEXT, 80, true};
  prl_grid *grid = prl_grid_new("><");
  prl_grid_cell(grid, PRL_BAD, "-1");
  prl_grid_cell(grid, PRL_PLAIN, "x");
  prl_grid_cell(grid, PRL_PLAIN, "+10");
  prl_grid_cell(grid, PRL_PLAIN, "y");
  fine(prl_grid_end(&out, &style, grid, &err), &err);
  assert_string_equal(out.bytes, " \033[31m-1\033[0m  x\n+10  y\n");
  prl_text_free(&out);
}

static void paragraphs_keep_the_width(void **state) {
  (void)state;
  const char *text = "Les droits de douane \xc3\xa9lev\xc3\xa9s p\xc3\xa8sent sur la C\xc3\xb4te "
                     "d'Ivoire et \xc3\xa0 la fin sur tous les autres aussi";
  for (int32_t width = 14; width < 90; width++) {
    prl_text out = {0};
    prl_style style = {PRL_AS_TEXT, width, false};
    prl_paragraph(&out, &style, "  a: ", text);
    for (char *line = strtok(out.bytes, "\n"); line; line = strtok(NULL, "\n")) {
      if (prl_columns_of(line) > width) fail_msg("%d columns of %d: %s", prl_columns_of(line), width, line);
      assert_memory_equal(line, line[2] == 'a' ? "  a: " : "     ", 5);
    }
    prl_text_free(&out);
  }
}

static void figures_read_well(void **state) {
  (void)state;
  char f[PRL_FIGURE];
  assert_string_equal(prl_signed(f, 1234567.8, 0), "+1,234,568");
  assert_string_equal(prl_signed(f, -1234.5, 1), "-1,234.5");
  assert_string_equal(prl_signed(f, -0.0001, 3), "0.000");
  assert_string_equal(prl_signed(f, 0.0001, 3), "0.000");
  assert_string_equal(prl_signed(f, NAN, 3), "?");
  assert_string_equal(prl_short_figure(f, 12.5), "12.5");
  assert_true(isnan(prl_percent_change(1, 0)));
  assert_int_equal(prl_paint_of(-0.0001, 3), PRL_PLAIN);
}

static void the_largest_come_first(void **state) {
  (void)state;
  prl_largest kept[3];
  int32_t count = 0;
  static const double sizes[] = {1, NAN, 5, 0, 3, 5, 2};
  for (int32_t k = 0; k < 7; k++) prl_largest_enter(kept, &count, 3, (prl_largest){sizes[k], {k, 0, 0}});
  assert_int_equal(count, 3);
  assert_int_equal(kept[0].at[0], 2);
  assert_int_equal(kept[1].at[0], 5);
  assert_int_equal(kept[2].at[0], 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_has_every_fixed_field),
      cmocka_unit_test(json_sectors_are_region_by_sector),
      cmocka_unit_test(flows_are_there_when_asked_and_never_zero),
      cmocka_unit_test(csv_comes_back_number_by_number),
      cmocka_unit_test(text_says_who_loses_and_what_it_rests_on),
      cmocka_unit_test(limits_and_promises_as_json),
      cmocka_unit_test(limits_and_promises_as_csv_and_text),
      cmocka_unit_test(rents_and_profits_of_regions),
      cmocka_unit_test(an_outcome_of_other_wedges_is_refused),
      cmocka_unit_test(no_change_is_said_to_be_none),
      cmocka_unit_test(an_outcome_of_another_world_is_refused),
      cmocka_unit_test(json_numbers_come_back_exactly),
      cmocka_unit_test(json_keeps_the_order_written),
      cmocka_unit_test(text_that_is_not_utf8_is_named),
      cmocka_unit_test(width_counts_columns_not_bytes),
      cmocka_unit_test(columns_line_up),
      cmocka_unit_test(colour_takes_no_width),
      cmocka_unit_test(paragraphs_keep_the_width),
      cmocka_unit_test(figures_read_well),
      cmocka_unit_test(the_largest_come_first),
  };
  return cmocka_run_group_tests(tests, solve, release);
}
