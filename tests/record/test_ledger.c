/* The ledger: linear in days, judged when counted, nothing without a count. */
#include "over_time.h"

typedef struct books {
  prl_dossier *dossier;
  prl_ledger *ledger;
} books;

static books open_books(const char *date, const char *known, const char *by) {
  books b = {.dossier = open_history()};
  prl_asof asof = {when(date), when(known)};
  prl_error err = {0};
  sound(prl_ledger_new(&b.ledger, b.dossier, &asof, by, &err), &err);
  return b;
}

static void close_books(books *b) {
  prl_ledger_free(b->ledger);
  prl_dossier_free(b->dossier);
}

static const prl_account *account(const books *b, const char *id) {
  int32_t count;
  const prl_account *accounts = prl_ledger_look(&count, b->ledger);
  for (int32_t k = 0; k < count; k++) {
    if (!strcmp(accounts[k].commitment->id, id)) {
      return &accounts[k];
    }
  }
  return NULL;
}

static void due_is_linear_in_days(void **state) {
  (void)state;
  books b = open_books("2025-11-30", "2026-06-30", NULL);
  const prl_account *soy = account(&b, "soy");
  assert_true(fabs(soy->due_low - 12.0 * 30 / 61) < 1e-12 && soy->due_low == soy->due_high); /* 30 of 61 days are past at its end */
  assert_true(soy->total_low == 12);
  close_books(&b);
  b = open_books("2025-12-31", "2026-06-30", NULL);
  assert_true(account(&b, "soy")->due_high == 12);
  close_books(&b);
  b = open_books("2026-06-30", NULL, NULL);
  assert_true(account(&b, "soy")->due_high == 12);
  const prl_account *years = account(&b, "soy-years");
  assert_true(fabs(years->due_low - 25.0 * 181 / 365) < 1e-12);
  assert_true(fabs(years->total_low - 75) < 1e-12);
  close_books(&b);
}

static void reporters_disagree(void **state) {
  (void)state;
  books b = open_books("2025-12-31", NULL, NULL); /* the count of January is not there yet */
  const prl_account *soy = account(&b, "soy");
  assert_int_equal(soy->count, 2);
  assert_int_equal(soy->counts[0].status, PRL_PROGRESS_BEHIND); /* 4 of 12 x 31 / 61 = 6.1 */
  assert_int_equal(soy->counts[1].status, PRL_PROGRESS_AHEAD);
  assert_int_equal(soy->status, PRL_PROGRESS_UNKNOWN);
  assert_non_null(strstr(soy->why, "behind as booked by USDA"));
  assert_non_null(strstr(soy->why, "ahead as booked by traders"));
  assert_true(soy->spread == 4);
  assert_true(soy->delivered_low == 4 && soy->delivered_high == 8);
  assert_true(soy->shortfall_low == 4 && soy->shortfall_high == 8);
  close_books(&b);
}

static void a_later_count_overtakes_and_knowledge_comes_later_than_dates(void **state) {
  (void)state;
  books b = open_books("2026-06-30", NULL, NULL);
  const prl_account *soy = account(&b, "soy");
  assert_int_equal(soy->count, 3);
  assert_true(soy->counts[0].older && soy->counts[1].older && !soy->counts[2].older);
  assert_int_equal(soy->status, PRL_PROGRESS_MET);
  assert_non_null(strstr(soy->why, "after the window"));
  assert_true(soy->delivered_low == 12 && soy->shortfall_high == 0);
  assert_true(isnan(soy->spread) == 0 && soy->spread == 4); /* the count of January is 50 days later: no spread with it */
  close_books(&b);
  b = open_books("2026-06-30", "2026-01-20", NULL); /* counted on the 20th, published on the 21st */
  assert_int_equal(account(&b, "soy")->count, 2);
  close_books(&b);
}

static void nothing_is_invented_without_a_tally(void **state) {
  (void)state;
  books b = open_books("2026-06-30", NULL, NULL);
  const prl_account *years = account(&b, "soy-years");
  assert_int_equal(years->status, PRL_PROGRESS_UNKNOWN);
  assert_string_equal(years->why, "no tally");
  assert_true(isnan(years->delivered_low) && isnan(years->shortfall_low) && isnan(years->spread));
  assert_int_equal(years->counted_on.kind, PRL_WHEN_NONE);
  const prl_account *planes = account(&b, "planes");
  assert_int_equal(planes->count, 1);
  assert_true(isnan(planes->delivered_high) && isnan(planes->due_low)); /* in progress is no delivery; open, so nothing falls due */
  assert_non_null(strstr(planes->why, "in progress"));
  assert_true(isnan(account(&b, "probes")->total_low));
  close_books(&b);
}

static void a_window_to_come_has_not_begun(void **state) {
  (void)state;
  books b = open_books("2026-06-30", NULL, NULL);
  assert_int_equal(account(&b, "coal")->status, PRL_PROGRESS_NOT_BEGUN);
  assert_true(account(&b, "coal")->due_high == 0);
  close_books(&b);
}

static void ahead_when_counted_is_not_ahead_for_ever(void **state) {
  (void)state;
  books b = open_books("2026-03-31", "2026-06-30", NULL);
  assert_int_equal(account(&b, "gas")->status, PRL_PROGRESS_AHEAD); /* 100 of 90 */
  close_books(&b);
  b = open_books("2026-06-30", NULL, NULL);
  const prl_account *gas = account(&b, "gas");
  assert_int_equal(gas->status, PRL_PROGRESS_UNKNOWN);
  assert_non_null(strstr(gas->why, "ahead when last counted"));
  assert_true(gas->shortfall_high == 81);
  close_books(&b);
}

static void one_party_and_what_was_not_promised_yet(void **state) {
  (void)state;
  int32_t count;
  books b = open_books("2026-06-30", NULL, "USA");
  prl_ledger_look(&count, b.ledger);
  assert_int_equal(count, 1);
  assert_non_null(account(&b, "gas"));
  close_books(&b);
  b = open_books("2026-06-30", "2025-11-04", NULL);
  prl_ledger_look(&count, b.ledger);
  assert_int_equal(count, 0);
  close_books(&b);
}

static void more_counted_never_worsens(void **state) {
  (void)state;
  double shortfall = INFINITY;
  static const char *const known[] = {"2025-12-31", "2026-01-31"};
  for (int k = 0; k < 2; k++) {
    books b = open_books("2026-06-30", known[k], NULL);
    assert_true(account(&b, "soy")->shortfall_high <= shortfall);
    shortfall = account(&b, "soy")->shortfall_high;
    close_books(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(due_is_linear_in_days),
      cmocka_unit_test(reporters_disagree),
      cmocka_unit_test(a_later_count_overtakes_and_knowledge_comes_later_than_dates),
      cmocka_unit_test(nothing_is_invented_without_a_tally),
      cmocka_unit_test(a_window_to_come_has_not_begun),
      cmocka_unit_test(ahead_when_counted_is_not_ahead_for_ever),
      cmocka_unit_test(one_party_and_what_was_not_promised_yet),
      cmocka_unit_test(more_counted_never_worsens),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
