/* The calendar: what comes by itself, and nothing else. */
#include "over_time.h"

static prl_history *calendar_of(const prl_dossier *dossier, const char *from, const char *to, const char *known) {
  prl_history_query query = asking(from, to, known, NULL);
  prl_history *calendar;
  prl_error err = {0};
  sound(prl_calendar_new(&calendar, dossier, &query, &err), &err);
  return calendar;
}

static void cliffs_after_the_horizon(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history *calendar = calendar_of(dossier, "2026-06-30", NULL, "2026-06-30");
  int32_t count;
  prl_history_look(&count, calendar);
  assert_int_equal(find_turn(calendar, PRL_TURN_LAPSE, "surcharge", "2026-07-24")->after.state, PRL_LAPSED);
  assert_true(find_turn(calendar, PRL_TURN_SNAP, "reciprocal", "2026-11-10")->after.rate == 34);
  assert_int_equal(find_turn(calendar, PRL_TURN_EVENT, "next-summit", "2026-11-18")->happens, PRL_UNKNOWN);
  assert_non_null(find_turn(calendar, PRL_TURN_PROMISE, "coal", "2027-01-01"));
  assert_non_null(find_turn(calendar, PRL_TURN_DUE, "soy-years", "2029-01-01"));
  assert_int_equal(count, 7); /* and gas and coal fall due */
  prl_history_free(calendar);
  prl_dossier_free(dossier);
}

static void both_ends_are_inside(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history *calendar = calendar_of(dossier, "2026-07-24", "2026-11-10", "2026-06-30");
  assert_non_null(find_turn(calendar, PRL_TURN_LAPSE, "surcharge", NULL));
  assert_non_null(find_turn(calendar, PRL_TURN_SNAP, "reciprocal", NULL));
  assert_null(find_turn(calendar, PRL_TURN_EVENT, "next-summit", NULL));
  prl_history_free(calendar);
  prl_dossier_free(dossier);
}

static void what_happened_is_not_on_it(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history *calendar = calendar_of(dossier, "2025-10-01", "2025-12-31", "2026-06-30");
  assert_null(find_turn(calendar, PRL_TURN_EVENT, "kuala-lumpur", NULL));
  assert_null(find_turn(calendar, PRL_TURN_CLAIM, "going-well", NULL));
  assert_null(find_turn(calendar, PRL_TURN_TALLY, "soy", NULL));
  assert_non_null(find_turn(calendar, PRL_TURN_STEP, "fentanyl", "2025-11-10"));
  prl_history_free(calendar);
  prl_dossier_free(dossier);
}

static void a_date_another_source_gives_is_disputed(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history *calendar = calendar_of(dossier, "2025-11-01", NULL, "2026-06-30");
  const prl_turn *due = find_turn(calendar, PRL_TURN_DUE, "soy", "2026-01-01");
  const prl_turn *begin = find_turn(calendar, PRL_TURN_PROMISE, "soy", NULL);
  assert_true(due->disputed);
  assert_int_equal(due->said->count, 1);
  assert_true(prl_turn_said(due, &due->said->at[0]));
  assert_int_equal(prl_turn_said_when(due, &due->said->at[0]).first, when("2026-03-01").first);
  assert_false(begin->disputed); /* nobody gives another begin */
  assert_false(prl_turn_said(begin, &begin->said->at[0]));
  prl_history_free(calendar);
  prl_dossier_free(dossier);
}

static void only_what_was_known(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history *calendar = calendar_of(dossier, "2025-11-01", NULL, "2025-11-01");
  assert_non_null(find_turn(calendar, PRL_TURN_SNAP, "reciprocal", "2025-11-10"));
  assert_null(find_turn(calendar, PRL_TURN_SNAP, "reciprocal", "2026-11-10"));
  assert_null(find_turn(calendar, PRL_TURN_DUE, "soy", NULL));
  prl_history_free(calendar);
  prl_dossier_free(dossier);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cliffs_after_the_horizon),   cmocka_unit_test(both_ends_are_inside),
      cmocka_unit_test(what_happened_is_not_on_it), cmocka_unit_test(a_date_another_source_gives_is_disputed),
      cmocka_unit_test(only_what_was_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
