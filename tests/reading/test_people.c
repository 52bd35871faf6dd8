/* people, offices, speakers */
#include "reads.h"

static const prl_finding *person(const reads *r, const char *name) {
  for (int32_t n = 0;; n++) {
    const prl_finding *f = reads_nth(r, PRL_FOUND_PERSON, NULL, n);
    if (!f || !strcmp(f->name, name)) return f;
  }
}

static void names_and_offices(void **state) {
  reads r =
      reads_text("U.S. Treasury Secretary Scott Bessent met Vice Premier He Lifeng, and Bessent thanked He. Jamieson Greer, the U.S. trade "
                 "representative, came too, as did Japanese Prime Minister Sanae Takaichi. Takaichi left early.",
                 "2025-12-05");
  const prl_finding *f = person(&r, "Scott Bessent");
  assert_string_equal(f->entry, "scott-bessent");
  assert_string_equal(f->office, "treasury secretary");
  assert_string_equal(f->of, "USA");
  assert_non_null(strstr(f->note, "2 times"));
  assert_string_equal(person(&r, "He Lifeng")->office, "vice premier");
  assert_string_equal(person(&r, "Jamieson Greer")->office, "trade representative");
  f = person(&r, "Sanae Takaichi");
  assert_string_equal(f->entry, "");
  assert_string_equal(f->office, "prime minister");
  assert_non_null(strstr(f->note, "not in the dossier"));
  assert_non_null(strstr(f->note, "2 times"));
  assert_int_equal(reads_count(&r, PRL_FOUND_PERSON, NULL), 4);
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 0);
  reads_free(&r);
  (void)state;
}

static void nobody_is_invented(void **state) {
  static const char *const cases[] = {"He said nothing.",
                                      "The Trump Tower stands.",
                                      "Senator Rick Scott spoke of it.",
                                      "Premier Li wrote a letter.",
                                      "The president left. The secretary stayed.",
                                      "They may meet again in May."};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k], "2025-12-05");
    for (int32_t n = 0; n < reads_count(&r, PRL_FOUND_PERSON, NULL); n++)
      assert_string_equal(reads_nth(&r, PRL_FOUND_PERSON, NULL, n)->entry, "");
    reads_free(&r);
  }
  (void)state;
}

static void lost_blanks(void **state) {
  reads r = reads_text("Trump and Xi Jinping agreed. Later Trumpspoke with Xi, Xisaid. Then GreersaidDec. 4 it was fine.", "2025-12-05");
  assert_non_null(strstr(person(&r, "Donald Trump")->note, "2 times"));
  assert_non_null(strstr(person(&r, "Xi Jinping")->note, "3 times"));
  assert_non_null(person(&r, "Jamieson Greer"));
  assert_non_null(reads_of(&r, PRL_FOUND_DATE, "Dec. 4"));
  reads_free(&r);
  (void)state;
}

static void offices_out_of_their_dates(void **state) {
  static const struct {
    const char *text, *article;
    int32_t flagged;
  } cases[] = {{"Commitments made by Presidents Joe Biden and Xi Jinping.", "2025-12-05", 1},
               {"Commitments made by Presidents Joe Biden and Xi Jinping.", "2023-08-28", 0},
               {"Former President Joe Biden spoke.", "2025-12-05", 0},
               {"In November 2022, President Joe Biden met Xi Jinping.", "2025-12-05", 0},
               {"President Donald Trump spoke.", "2023-08-28", 1},
               {"Treasury Secretary Janet Yellen spoke.", "2025-12-05", 1},
               {"Joe Biden, the president, spoke.", "2025-12-05", 1},
               {"Commerce Minister Wang Wentao spoke.", "2025-12-05", 0}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k].text, cases[k].article);
    if (reads_count(&r, PRL_FOUND_DISAGREEMENT, "office") != cases[k].flagged) fail_msg("%s (%s)", cases[k].text, cases[k].article);
    reads_free(&r);
  }
  (void)state;
}

static void speakers(void **state) {
  static const struct {
    const char *text, *words, *name, *type;
  } cases[] = {{"\"We agree,\" Scott Bessent said.", "We agree,", "Scott Bessent", ""},
               {"\"We agree,\" said Scott Bessent.", "We agree,", "Scott Bessent", ""},
               {"Scott Bessent told Reuters: \"There is no room for this.\"", "There is no room for this.", "Scott Bessent", "refusal"},
               {"The deal is \"going well,\" according to Xinhua.", "going well,", "Xinhua", "status"},
               {"Scott Bessent spoke. \"We agree,\" he said.", "We agree,", "he", ""},
               {"\"We agree,\" Bessent said. \"It is good.\"", "It is good.", "Scott Bessent", ""},
               {"\xe2\x80\x9cWe agree,\xe2\x80\x9d Bessent posted on X.", "We agree,", "Scott Bessent", ""},
               {"Nobody knows who wrote \"the long telegram\" there.", "the long telegram", "", ""}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k].text, "2025-12-05");
    const prl_finding *f = reads_of(&r, PRL_FOUND_CLAIM, cases[k].words);
    if (!f) fail_msg("no claim in %s", cases[k].text);
    assert_string_equal(f->words, cases[k].words);
    assert_string_equal(f->name, cases[k].name);
    assert_string_equal(f->type, cases[k].type);
    reads_free(&r);
  }
  (void)state;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_and_offices), cmocka_unit_test(nobody_is_invented),
                                     cmocka_unit_test(lost_blanks), cmocka_unit_test(offices_out_of_their_dates),
                                     cmocka_unit_test(speakers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
