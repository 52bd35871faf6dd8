/* disagreements with the record, in short texts of our own: each is flagged, and its agreeing twin is not */
#include "reads.h"

static void vague_against_exact(void **state) {
  char text[64];
  reads r = reads_text("The Dec. 5 call comes a week after Trump and President Xi spoke by phone.", "2025-12-06");
  const prl_finding *f = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "date", 0);
  assert_non_null(f);
  assert_string_equal(f->entry, "call-2025-11-24");
  assert_string_equal(f->words, "a week after");
  assert_non_null(strstr(f->article, "7 days"));
  assert_non_null(strstr(f->record, "11 days"));
  assert_non_null(strstr(f->kept, "bound"));
  assert_string_equal(reads_when(text, &f->when), "~2025-11-28");
  assert_true(f->when.first <= prl_day_of(2025, 11, 24) && prl_day_of(2025, 11, 24) <= f->when.last);
  reads_free(&r);
  r = reads_text("The Dec. 5 call comes eleven days after Trump and President Xi spoke by phone.", "2025-12-06");
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 0);
  assert_string_equal(reads_nth(&r, PRL_FOUND_EVENT, NULL, 1)->entry, "call-2025-11-24");
  reads_free(&r);
  (void)state;
}

static void events_matched(void **state) {
  static const struct {
    const char *text, *article, *entry;
  } cases[] = {
      {"Treasury Secretary Scott Bessent held a video call with Vice Premier He Lifeng on Dec. 5.", "2025-12-06", "call-2025-12-05"},
      {"The agreements forged during the leaders' summit in Busan hold.", "2025-12-06", "busan-2025-10-30"},
      {"They spoke of the Busan arrangement between President Trump and President Xi.", "2025-12-06", "busan-2025-10-30"},
      {"The agreement Trump and President Xi struck in October holds.", "2025-12-06", "busan-2025-10-30"},
      {"Economic and trade talks were held in Kuala Lumpur.", "2025-12-06", "kuala-lumpur-2025-10-25"},
      {"Commerce Secretary Gina Raimondo held talks with Commerce Minister Wang Wentao in Beijing.", "2023-08-28", "beijing-2023-08-28"},
      /* nothing of the record */
      {"Trump called Prime Minister Sanae Takaichi.", "2025-12-06", ""},
      {"Treasury Secretary Janet Yellen met officials in July.", "2023-08-28", ""},
      {"Trump met Xi Jinping in November 2022 in Bali.", "2025-12-06", ""},
      {"Talks were held in Beijing.", "2023-08-28", ""}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k].text, cases[k].article);
    const prl_finding *f = reads_nth(&r, PRL_FOUND_EVENT, NULL, 0);
    if (!f) fail_msg("no event in %s", cases[k].text);
    if (strcmp(f->entry, cases[k].entry) != 0) fail_msg("%s: found '%s', expected '%s'", cases[k].text, f->entry, cases[k].entry);
    reads_free(&r);
  }
  (void)state;
}

static void event_dated_otherwise(void **state) {
  reads r = reads_text("Trump and Xi Jinping met in Busan on Oct. 26, 2025.", "2025-12-06");
  const prl_finding *f = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "date", 0);
  assert_non_null(f);
  assert_string_equal(f->entry, "busan-2025-10-30");
  assert_non_null(strstr(f->article, "2025-10-26"));
  assert_non_null(strstr(f->record, "2025-10-30"));
  reads_free(&r);
  r = reads_text("Trump and Xi Jinping met in Busan on Oct. 30, 2025.", "2025-12-06");
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 0);
  reads_free(&r);
  (void)state;
}

static void day_without_year_from_the_record(void **state) {
  char text[64];
  reads r =
      reads_text("Presidents Joe Biden and Xi Jinping made promises. The phone call on November 24 between the leaders came later.", NULL);
  assert_int_equal(r.view.date.kind, PRL_WHEN_NONE);
  assert_string_equal(r.view.not_before_entry, "call-2025-11-24");
  assert_string_equal(reads_when(text, &reads_nth(&r, PRL_FOUND_DATE, NULL, 0)->when), "2025-11-24");
  const prl_finding *f = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "office", 0);
  assert_non_null(f);
  assert_string_equal(f->entry, "joe-biden");
  assert_non_null(strstr(f->record, "Donald Trump then held that office"));
  reads_free(&r);
  (void)state;
}

static void working_groups(void **state) {
  reads r =
      reads_text("The economic and financial working groups were set up following the leaders' summit in November 2023.", "2024-03-20");
  const prl_finding *f = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "date", 0);
  assert_non_null(f);
  assert_string_equal(f->entry, "groups-2023-09-22");
  assert_non_null(strstr(f->article, "2023-11"));
  reads_free(&r);
  r = reads_text("The economic working group was set up in September 2023. The group met again in November 2023.", "2024-03-20");
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 0);
  reads_free(&r);
  (void)state;
}

static void rates(void **state) {
  static const struct {
    const char *text, *article, *entry;
    int32_t flagged;
  } cases[] = {{"The 20% fentanyl tariff on Chinese goods is in place.", "2025-06-01", "us-fentanyl", 0},
               {"The 20% fentanyl tariff on Chinese goods is in place.", "2025-12-05", "us-fentanyl", 1},
               {"Washington cut the fentanyl tariff from 20 percent to 10 percent.", "2025-12-05", "us-fentanyl", 0},
               {"The 25 percent tariffs on steel imports hurt.", "2018-06-01", "us-steel", 0},
               {"The 25 percent tariffs on steel imports hurt.", "2025-12-05", "us-steel", 1},
               {"The 15 percent tax on chip sales stays.", "2025-12-05", "us-chip-share", 0},
               {"A 7 percent tax was raised.", "2025-12-05", "", 0},
               {"A 30 percent tariff on bananas was imposed.", "2025-12-05", "", 0}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k].text, cases[k].article);
    const prl_finding *f = reads_nth(&r, PRL_FOUND_MEASURE, NULL, 0);
    if (!f) fail_msg("no measure in %s", cases[k].text);
    assert_true(isfinite(f->number));
    if (strcmp(f->entry, cases[k].entry) != 0) fail_msg("%s: found '%s', expected '%s'", cases[k].text, f->entry, cases[k].entry);
    if (reads_count(&r, PRL_FOUND_DISAGREEMENT, "rate") != cases[k].flagged) fail_msg("%s (%s)", cases[k].text, cases[k].article);
    reads_free(&r);
  }
  (void)state;
}

static void first_day(void **state) {
  reads r = reads_text("The fentanyl tariff took effect on Feb. 1, 2025.", "2025-12-05");
  const prl_finding *f = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "date", 0);
  assert_non_null(f);
  assert_non_null(strstr(f->record, "2025-02-04"));
  reads_free(&r);
  r = reads_text("The fentanyl tariff took effect on Feb. 4, 2025.", "2025-12-05");
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 0);
  reads_free(&r);
  (void)state;
}

static void a_list_and_its_number(void **state) {
  reads r = reads_text("Last week, Washington removed 27 Chinese companies from a blacklist.", "2023-08-28");
  const prl_finding *name = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "name", 0), *number = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "number", 0);
  assert_non_null(name);
  assert_non_null(number);
  assert_string_equal(name->entry, "us-unverified-list");
  assert_non_null(strstr(name->record, "Unverified List"));
  assert_string_equal(number->article, "27");
  assert_non_null(strstr(number->record, "33"));
  assert_true(reads_nth(&r, PRL_FOUND_QUANTITY, NULL, 0)->number == 27);
  reads_free(&r);
  r = reads_text("Last week, Washington removed 27 Chinese companies from a blacklist.", "2024-08-28");
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 0);
  reads_free(&r);
  (void)state;
}

static void statuses(void **state) {
  reads r =
      reads_text("The deal \"is going well,\" Scott Bessent said. Still, key parts of the pact remain works in progress.", "2025-12-05");
  const prl_finding *f = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "status", 0);
  assert_non_null(f);
  assert_non_null(strstr(f->article, "the article itself: works in progress"));
  assert_non_null(strstr(f->record, "Scott Bessent"));
  assert_int_equal(reads_count(&r, PRL_FOUND_CLAIM, "status"), 2);
  reads_free(&r);
  r = reads_text("The deal \"is going well,\" Scott Bessent said. It is on track, He Lifeng, the vice premier, said.", "2025-12-05");
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 0);
  reads_free(&r);
  (void)state;
}

static void quantities(void **state) {
  static const struct {
    const char *text, *unit, *entry;
    double number;
    int32_t flagged;
  } cases[] = {{"China will buy 12 million metric tons of soybeans.", "Mt", "cn-soy-2025", 12, 0},
               {"China will buy 25 MMT of U.S. soybeans a year.", "Mt", "cn-soy-26-28", 25, 0},
               {"China ordered 200 Boeing aircraft.", "aircraft", "cn-boeing", 200, 0},
               {"China will take 300 Boeing jets.", "jets", "cn-boeing", 300, 1},
               {"China has bought 7 million tons of soybeans so far.", "Mt", "", 7, 0},
               {"Exports of $17 billion were at stake.", "billion $", "", 17, 0},
               {"Trade worth USD 30bn moved.", "billion USD", "", 30, 0}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k].text, "2025-12-20");
    const prl_finding *f = reads_nth(&r, PRL_FOUND_QUANTITY, NULL, 0);
    if (!f) fail_msg("no quantity in %s", cases[k].text);
    assert_true(fabs(f->number - cases[k].number) < 1e-9);
    assert_string_equal(f->unit, cases[k].unit);
    if (strcmp(f->entry, cases[k].entry) != 0) fail_msg("%s: found '%s', expected '%s'", cases[k].text, f->entry, cases[k].entry);
    assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), cases[k].flagged);
    reads_free(&r);
  }
  (void)state;
}

static void nothing_is_passed_over(void **state) {
  reads r = reads_text("The index rose 417 points. Acme Widgets Group was glad on Tuesday.", "2025-12-05");
  assert_non_null(reads_of(&r, PRL_FOUND_UNPLACED, "417"));
  assert_non_null(reads_of(&r, PRL_FOUND_UNPLACED, "Acme Widgets Group"));
  assert_non_null(reads_of(&r, PRL_FOUND_UNPLACED, "Tuesday"));
  reads_free(&r);
  (void)state;
}

static void draft(void **state) {
  prl_text text = {0};
  prl_error err = {0};
  reads r = reads_text("Trump called Prime Minister Sanae Takaichi on Dec. 4. \"We \\ agree,\" Scott Bessent said.", "2025-12-05");
  assert_int_equal(prl_reading_draft(&text, r.reading, &err), PRL_OK);
  assert_non_null(strstr(text.bytes, "- id: call-2025-12-04-1\n  kind: call\n"));
  assert_non_null(strstr(text.bytes, "date: 2025-12-04"));
  assert_non_null(strstr(text.bytes, "participants: [donald-trump]"));
  assert_non_null(strstr(text.bytes, "# not in the dossier: Sanae Takaichi"));
  assert_non_null(strstr(text.bytes, "by: \"scott-bessent\""));
  assert_non_null(strstr(text.bytes, "quote: \"We \\\\ agree,\""));
  assert_non_null(strstr(text.bytes, "source: []"));
  prl_text_free(&text);
  reads_free(&r);
  (void)state;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(vague_against_exact),
                                     cmocka_unit_test(events_matched),
                                     cmocka_unit_test(event_dated_otherwise),
                                     cmocka_unit_test(day_without_year_from_the_record),
                                     cmocka_unit_test(working_groups),
                                     cmocka_unit_test(rates),
                                     cmocka_unit_test(first_day),
                                     cmocka_unit_test(a_list_and_its_number),
                                     cmocka_unit_test(statuses),
                                     cmocka_unit_test(quantities),
                                     cmocka_unit_test(nothing_is_passed_over),
                                     cmocka_unit_test(draft)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
