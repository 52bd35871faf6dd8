/* The timeline as text, table, data and drawing. */
#include "over_time.h"

static prl_text report(const prl_style *style, const char *from, const char *to) {
  prl_dossier *dossier = history_record();
  prl_history_query query = query_of(from, to);
  prl_span_asked span = {query.from, query.to, NULL};
  prl_trace trace = history_trace();
  prl_history *history;
  prl_text out = {0};
  prl_error err = {0};
  int32_t count;
  fine(prl_history_new(&history, dossier, &query, &err), &err);
  const prl_turn *turns = prl_history_look(&count, history);
  fine(style ? prl_report_timeline(&out, style, &trace, dossier, &span, turns, count, &err)
             : prl_report_timeline_svg(&out, dossier, &span, turns, count, &err),
       &err);
  prl_history_free(history);
  prl_dossier_free(dossier);
  return out;
}

static void text_keeps_vague_dates_and_says_what_is_disputed(void **state) {
  (void)state;
  prl_text out = report(&wide_text, NULL, NULL);
  assert_holds(&out, "2025-08 ");
  assert_holds(&out, "~2025-12-08 ");
  assert_holds(&out, "in-force, 20 % -> in-force, 10 %");
  assert_holds(&out, "suspended, 10 % remains -> suspended, 10 % remains until 2026-11-10, then 34 %");
  assert_holds(&out, "\nDisputed\n");
  assert_holds(&out, "paper: 2025-11-09 \"removes the 10 % duty\"");
  assert_holds(&out, "paper: 2025-10-26 in Busan");
  assert_holds(&out, "scheduled");
  assert_holds(&out, "parley try");
  assert_no_trailing_blanks(&out);
  prl_text_free(&out);
}

static void data_has_bounds_and_truth(void **state) {
  (void)state;
  prl_text out = report(&as_json, "2025-12-10", "2026-12-31");
  json_t *root = parsed(&out), *turns = get(root, "turns"), *chip = entry(turns, "id", "chip-payment");
  assert_traced(root, "timeline/1");
  assert_string_equal(text_of(chip, "date"), "~2025-12-08");
  assert_string_equal(text_of(chip, "earliest"), "2025-12-01");
  assert_string_equal(text_of(chip, "latest"), "2025-12-15");
  assert_string_equal(text_of(chip, "within"), "unknown");
  assert_true(number_of(get(chip, "before"), "rate") == 15);
  assert_string_equal(text_of(get(chip, "after"), "state"), "withdrawn");
  json_t *summit = entry(turns, "id", "next-summit");
  assert_true(json_is_true(get(summit, "ahead")) && json_is_true(get(summit, "scheduled")));
  assert_string_equal(text_of(summit, "happens"), "unknown");
  assert_null(entry(turns, "id", "kuala-lumpur"));
  json_decref(root);
}

static void a_table_has_one_row_a_turn(void **state) {
  (void)state;
  prl_text out = report(&as_csv, "2025-03-01", "2025-03-31");
  prl_table *table = table_of(&out);
  assert_int_equal(prl_table_rows(table), 1);
  assert_string_equal(cell_of(table, 0, "id"), "fentanyl");
  assert_string_equal(cell_of(table, 0, "before_rate"), "10");
  assert_string_equal(cell_of(table, 0, "after_rate"), "20");
  assert_string_equal(cell_of(table, 0, "sources"), "order");
  prl_table_free(table);
}

static void nothing_between_two_days_is_said(void **state) {
  (void)state;
  prl_text out = report(&wide_text, "2024-01-01", "2024-12-31");
  assert_holds(&out, "0 events, 0 steps of measures, 0 of promises and claims.");
  prl_text_free(&out);
}

/* ---- drawing ---- */

/* every element that opens closes in its place; texts hold no bare signs */
static void assert_well_formed(const char *svg) {
  char open[32][32];
  int depth = 0;
  for (const char *at = svg; *at; at++) {
    if (*at == '&' && strncmp(at, "&amp;", 5) && strncmp(at, "&lt;", 4) && strncmp(at, "&gt;", 4) && strncmp(at, "&quot;", 6))
      fail_msg("bare &: %.40s", at);
    if (*at != '<') continue;
    size_t length = strcspn(at, ">"), name = strcspn(at + 1 + (at[1] == '/'), " />");
    assert_true(at[length] == '>' && name > 0 && name < 32);
    if (at[1] == '/') {
      depth--;
      assert_true(depth >= 0 && strlen(open[depth]) == name && !strncmp(open[depth], at + 2, name));
    } else if (at[length - 1] != '/') {
      assert_true(depth < 32);
      snprintf(open[depth++], 32, "%.*s", (int)name, at + 1);
    }
    at += length;
  }
  assert_int_equal(depth, 0);
}

static int32_t times(const char *text, const char *part) {
  int32_t count = 0;
  for (const char *at = text; (at = strstr(at, part)); at++) count++;
  return count;
}

static void a_drawing_has_its_words_and_every_bar_its_rate(void **state) {
  (void)state;
  prl_text out = report(NULL, NULL, NULL);
  assert_well_formed(out.bytes);
  assert_holds(&out, "<title id=\"timeline-title\">United States and China, in small, 2025-02-04 to 2029-01-01</title>");
  assert_holds(&out, "<desc id=\"timeline-desc\">");
  assert_holds(&out, "role=\"img\"");
  assert_holds(&out, ">ieepa</text>");
  assert_holds(&out, "reciprocal: 34 %</text>");
  assert_holds(&out, "Leaders' summit");
  assert_holds(&out, "class=\"horizon\"");
  assert_holds(&out, "class=\"whisker\"");
  assert_int_equal(times(out.bytes, "class=\"mark\">"), 2); /* events that took place; the third is planned */
  assert_int_equal(times(out.bytes, "class=\"plan\">"), 1);
  assert_lacks(&out, "nan");
  prl_text_free(&out);
}

static void the_same_question_gives_the_same_drawing(void **state) {
  (void)state;
  prl_text one = report(NULL, NULL, "2025-12-31"), other = report(NULL, NULL, "2025-12-31");
  assert_string_equal(one.bytes, other.bytes);
  assert_lacks(&one, "class=\"horizon\""); /* it lies past the drawing */
  prl_text_free(&one);
  prl_text_free(&other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_keeps_vague_dates_and_says_what_is_disputed),
      cmocka_unit_test(data_has_bounds_and_truth),
      cmocka_unit_test(a_table_has_one_row_a_turn),
      cmocka_unit_test(nothing_between_two_days_is_said),
      cmocka_unit_test(a_drawing_has_its_words_and_every_bar_its_rate),
      cmocka_unit_test(the_same_question_gives_the_same_drawing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
