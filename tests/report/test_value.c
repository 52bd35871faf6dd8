/* the worth of items: value/1, lists/1, their CSV and their text */
#include "pages.h"

typedef struct table {
  prl_dossier *dossier;
  prl_world *world;
} table;

static int open_both(void **state) {
  table *t = calloc(1, sizeof *t);
  assert_non_null(t);
  t->dossier = little_record();
  t->world = little_world();
  *state = t;
  return 0;
}

static int close_both(void **state) {
  table *t = *state;
  prl_dossier_free(t->dossier);
  prl_world_free(t->world);
  free(t);
  return 0;
}

static const double both_gain[] = {0.125, 1.0 / 3}, both_musd[] = {1250.5, 40000}, one_loses[] = {0.2, -0.1}, one_musd[] = {2000, -900},
                    silence[] = {NAN, NAN}, regions_pct[] = {0.125, 1.0 / 3, -0.01}, regions_musd[] = {1250.5, 40000, -7.5};
static const prl_item items[] = {
    {.id = "free-trade", .title = "All duties end", .asked_by = "CHN", .given_by = "USA", .sure = PRL_SURE_MEDIUM},
    {.id = "chips", .title = "Licences for chips", .asked_by = "", .given_by = ""},
    {.id = "pandas", .title = "Pandas", .asked_by = "", .given_by = ""}};
static const prl_worth worths[] = {
    {.item = &items[1], .list = PRL_LIST_OUTSTANDING, .priced = true, .stated = true, .percent = one_loses, .musd = one_musd, .why = ""},
    {.item = &items[0],
     .list = PRL_LIST_COOPERATION,
     .priced = true,
     .percent = both_gain,
     .musd = both_musd,
     .region_percent = regions_pct,
     .region_musd = regions_musd},
    {.item = &items[2], .list = PRL_LIST_SILENT, .percent = silence, .musd = silence, .why = "the model has no pandas"}};

typedef prl_status reporter(prl_text *, const prl_style *, const prl_trace *, const prl_dossier *, const prl_world *, const prl_worth *,
                            int32_t, prl_error *);

static prl_text report(const table *t, reporter *make, prl_style style) {
  prl_text out = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  fine(make(&out, &style, &trace, t->dossier, t->world, worths, 3, &err), &err);
  return out;
}

static void json_has_every_fixed_field(void **state) {
  prl_text text = report(*state, prl_report_value, as_json);
  json_t *root = parsed(&text), *list = get(root, "items"), *o = json_array_get(list, 1), *china = get(get(o, "parties"), "CHN");
  assert_traced(root, "value/1");
  assert_int_equal(json_array_size(list), 3);
  assert_string_equal(text_of(o, "id"), "free-trade");
  assert_string_equal(text_of(o, "title"), "All duties end");
  assert_string_equal(text_of(o, "list"), "cooperation");
  assert_true(number_of(china, "pct") == 1.0 / 3 && number_of(china, "musd") == 40000);
  assert_true(is_null(china, "low") && is_null(china, "high"));
  assert_int_equal(json_object_size(get(o, "parties")), 2);
  assert_string_equal(text_of(o, "asked_by"), "CHN");
  assert_true(json_is_true(get(o, "priced")) && json_is_false(get(o, "stated")) && is_null(o, "why"));
  assert_int_equal(json_object_size(get(o, "third_countries")), 1);
  assert_true(number_of(get(get(o, "third_countries"), "CIV"), "musd") == -7.5);
  assert_true(json_is_array(get(o, "sources")));
  json_decref(root);
}

static void silence_is_null(void **state) {
  prl_text text = report(*state, prl_report_value, as_json);
  json_t *root = parsed(&text), *o = json_array_get(get(root, "items"), 2), *usa = get(get(o, "parties"), "USA");
  assert_true(is_null(usa, "pct") && is_null(usa, "musd") && is_null(o, "asked_by"));
  assert_string_equal(text_of(o, "list"), "silent");
  assert_string_equal(text_of(o, "why"), "the model has no pandas");
  assert_int_equal(json_object_size(get(o, "third_countries")), 0);
  json_decref(root);
}

static void lists_hold_the_same_items(void **state) {
  prl_text text = report(*state, prl_report_value, as_json);
  json_t *value = parsed(&text);
  text = report(*state, prl_report_lists, as_json);
  json_t *lists = parsed(&text);
  assert_traced(lists, "lists/1");
  assert_int_equal(json_array_size(get(lists, "neutral")), 0);
  assert_true(json_equal(json_array_get(get(lists, "outstanding"), 0), json_array_get(get(value, "items"), 0)));
  assert_true(json_equal(json_array_get(get(lists, "cooperation"), 0), json_array_get(get(value, "items"), 1)));
  assert_true(json_equal(json_array_get(get(lists, "silent"), 0), json_array_get(get(value, "items"), 2)));
  json_decref(value);
  json_decref(lists);
}

static void csv_has_a_row_an_item_and_party(void **state) {
  prl_text text = report(*state, prl_report_value, as_csv);
  prl_table *csv = table_of(&text);
  assert_int_equal(prl_table_rows(csv), 6);
  assert_string_equal(cell_of(csv, 0, "item"), "chips");
  assert_string_equal(cell_of(csv, 1, "party"), "CHN");
  assert_string_equal(cell_of(csv, 3, "pct"), "0.33333333333333331");
  assert_string_equal(cell_of(csv, 4, "pct"), "");
  assert_string_equal(cell_of(csv, 0, "low"), "");
  prl_table_free(csv);
  text = report(*state, prl_report_lists, as_csv);
  csv = table_of(&text);
  assert_string_equal(cell_of(csv, 0, "item"), "free-trade");
  assert_string_equal(cell_of(csv, 2, "item"), "chips");
  prl_table_free(csv);
}

static void text_counts_and_lines_up(void **state) {
  prl_text text = report(*state, prl_report_value, as_text);
  assert_holds(&text, "3 items: 1 for cooperation, 1 outstanding, 0 neutral; the model is silent on 1.\n");
  assert_holds(&text, "item          USA %  USA m US$    CHN %  CHN m US$  others m US$  list                 title\n");
  assert_holds(&text, "chips       +0.2000     +2,000  -0.1000       -900             ?  outstanding  stated  Licences for chips\n");
  assert_holds(&text, "free-trade  +0.1250     +1,250  +0.3333    +40,000            -8  cooperation          All duties end\n");
  assert_holds(&text, "\nWhat is not priced\n  pandas: the model has no pandas\n");
  assert_no_trailing_blanks(&text);
  prl_text_free(&text);
}

static void the_two_lists_have_headings_even_when_empty(void **state) {
  const table *t = *state;
  prl_text text = report(t, prl_report_lists, as_text), empty = {0};
  prl_error err = {0};
  prl_trace trace = plain_trace();
  const char *cooperation = strstr(text.bytes, "\nCooperation: no party loses and some gain: 1\nfree-trade");
  const char *outstanding = strstr(text.bytes, "\nOutstanding: some party loses: 1\nchips");
  assert_true(cooperation && outstanding && cooperation < outstanding);
  assert_lacks(&text, "Neutral");
  assert_holds(&text, "\nThe model is silent: 1\npandas");
  fine(prl_report_lists(&empty, &as_text, &trace, t->dossier, t->world, worths, 0, &err), &err);
  assert_holds(&empty, "Cooperation: no party loses and some gain: 0\n");
  assert_holds(&empty, "Outstanding: some party loses: 0\n");
  prl_text_free(&text);
  prl_text_free(&empty);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_has_every_fixed_field), cmocka_unit_test(silence_is_null),
      cmocka_unit_test(lists_hold_the_same_items),  cmocka_unit_test(csv_has_a_row_an_item_and_party),
      cmocka_unit_test(text_counts_and_lines_up),   cmocka_unit_test(the_two_lists_have_headings_even_when_empty),
  };
  return cmocka_run_group_tests(tests, open_both, close_both);
}
