/* dates as articles write them, resolved by hand from a calendar; what is not known stays so */
#include "reads.h"

typedef struct one {
  const char *text, *article, *words, *when;
} one;

static void every_form(void **state) {
  static const one cases[] = {{"They met on Dec. 5 in Busan.", "2025-12-06", "Dec. 5", "2025-12-05"},
                              {"They met on December 5th, 2025 in Busan.", NULL, "December 5th, 2025", "2025-12-05"},
                              {"They met on 5 December 2025 in Busan.", NULL, "5 December 2025", "2025-12-05"},
                              {"They met on the 5th of December 2025.", NULL, "5th of December 2025", "2025-12-05"},
                              {"It applies from 2025-11-10 on.", NULL, "2025-11-10", "2025-11-10"},
                              {"Talks stopped in August 2022 over this.", NULL, "August 2022", "2022-08"},
                              {"In July, officials met.", "2023-08-28", "July", "2023-07"},
                              {"The deal struck in October holds.", "2025-12-06", "October", "2025-10"},
                              {"A meeting in November in Indonesia.", "2023-08-28", "November", "2022-11"},
                              {"It began in 2018 with steel.", NULL, "2018", "2018"},
                              {"Last week, Washington acted.", "2023-08-28", "Last week", "~2023-08-21"},
                              {"Tariffs rose last year.", "2025-12-06", "last year", "2024"},
                              {"Tariffs fell last month.", "2025-01-06", "last month", "2024-12"},
                              {"They convened virtually Friday.", "2025-12-06", "Friday", "2025-12-05"},
                              {"They convened on Friday.", "2025-12-05", "Friday", "2025-12-05"},
                              {"They met last Friday.", "2025-12-05", "last Friday", "2025-11-28"},
                              {"They will meet on Tuesday.", "2025-12-05", "Tuesday", "2025-12-09"},
                              {"It will expire on Nov. 10.", "2026-10-01", "Nov. 10", "2026-11-10"},
                              {"It was announced on Dec. 20.", "2026-01-03", "Dec. 20", "2025-12-20"},
                              {"They spoke three days ago.", "2025-12-05", "three days ago", "2025-12-02"},
                              {"It takes effect two weeks after Nov. 10, 2025.", NULL, "two weeks after", "~2025-11-24"},
                              {"The call of Dec. 5, 2025 comes a week after they spoke.", NULL, "a week after", "~2025-11-28"},
                              {"They met on Nov. 3, 2025. Two days later, they signed.", NULL, "Two days later", "2025-11-05"},
                              {"They met on May 10-11, 2025 there.", NULL, "May 10-11, 2025", "2025-05-10"},
                              {"Talks on Nov.24,2025 ended.", NULL, "Nov.24,2025", "2025-11-24"},
                              /* not known without the article's own date */
                              {"They convened on Friday.", NULL, "Friday", ""},
                              {"Tariffs rose last year.", NULL, "last year", ""},
                              {"A week later nothing had changed.", NULL, "A week later", ""}};
  char text[64];
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k].text, cases[k].article);
    const prl_finding *f = reads_of(&r, PRL_FOUND_DATE, cases[k].words);
    if (!f) fail_msg("no date \"%s\" in \"%s\"", cases[k].words, cases[k].text);
    assert_string_equal(f->words, cases[k].words);
    assert_string_equal(reads_when(text, &f->when), cases[k].when);
    assert_true(*f->basis);
    assert_memory_equal(cases[k].text + f->from, f->words, f->until - f->from);
    reads_free(&r);
  }
  (void)state;
}

static void no_dates(void **state) {
  static const char *const cases[] = {"They may march for one year; may it hold.", "A 90-day truce and three days of talks.",
                                      "The second round: 2500 lines, 31 firms, H200 chips.", "Vice President May said no."};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k], "2025-12-05");
    assert_int_equal(reads_count(&r, PRL_FOUND_DATE, NULL), 0);
    reads_free(&r);
  }
  (void)state;
}

static void article_dates(void **state) {
  static const struct {
    const char *text, *date, *basis;
  } cases[] = {{"Headline of the day\n\nAugust 28, 2023\n\nThey met.", "2023-08-28", "in line 3"},
               {"Published: Friday, 5 December 2025\nThey met.", "2025-12-05", "in line 1"},
               {"BEIJING, Dec. 5, 2025 (Xinhua) -- They met.", "2025-12-05", "in line 1"},
               {"BEIJING, Dec. 5 (Xinhua) -- They met.", "", "no year"},
               {"They met on December 5, 2025 to talk about the many matters that remain open between them.", "", "not known"}};
  char text[64];
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k].text, NULL);
    assert_string_equal(reads_when(text, &r.view.date), cases[k].date);
    assert_non_null(strstr(r.view.date_basis, cases[k].basis));
    reads_free(&r);
  }
  reads r = reads_text("August 28, 2023\n\nThey met.", "2024-01-01");
  assert_string_equal(reads_when(text, &r.view.date), "2024-01-01");
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, "date"), 1);
  reads_free(&r);
  (void)state;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_form), cmocka_unit_test(no_dates), cmocka_unit_test(article_dates)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
