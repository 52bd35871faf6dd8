/* History and differences: the order of things, what overtakes what, two clocks, three truth values. */
#include "over_time.h"

static void turns_stand_in_order_and_join_up(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history_query query = asking(NULL, NULL, NULL, NULL);
  prl_history *history;
  prl_error err = {0};
  int32_t count;
  sound(prl_history_new(&history, dossier, &query, &err), &err);
  const prl_turn *turns = prl_history_look(&count, history);
  assert_true(count > 15);
  for (int32_t k = 1; k < count; k++) {
    assert_true(turns[k - 1].low <= turns[k].low);
    for (int32_t j = k - 1; turns[k].measure && j >= 0; j--) {
      if (turns[j].measure == turns[k].measure) {
        assert_int_equal(turns[k].before.state, turns[j].after.state);
        break;
      }
    }
  }
  prl_history_free(history);
  prl_dossier_free(dossier);
}

static void a_turn_agrees_with_the_standing_on_its_day(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history_query query = asking(NULL, "2026-06-30", NULL, NULL);
  prl_history *history;
  prl_error err = {0};
  int32_t count, compared = 0;
  sound(prl_history_new(&history, dossier, &query, &err), &err);
  const prl_turn *turns = prl_history_look(&count, history);
  for (int32_t k = 0; k < count; k++) {
    if (!turns[k].measure || turns[k].low != turns[k].high) {
      continue;
    }
    prl_asof asof = {turns[k].when, when("2026-06-30")};
    prl_standing standing = prl_standing_of(dossier, turns[k].measure, &asof);
    assert_int_equal(standing.state, turns[k].after.state);
    assert_true(standing.rate == turns[k].after.rate);
    compared++;
  }
  assert_true(compared >= 6);
  prl_history_free(history);
  prl_dossier_free(dossier);
}

static void a_prolonged_truce_moves_the_snap_back(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history_query before = asking(NULL, NULL, "2025-10-20", NULL), after = asking(NULL, NULL, "2025-11-06", NULL);
  prl_history *history;
  prl_error err = {0};
  sound(prl_history_new(&history, dossier, &before, &err), &err);
  const prl_turn *snap = find_turn(history, PRL_TURN_SNAP, "reciprocal", "2025-11-10");
  assert_non_null(snap);
  assert_true(snap->after.rate == 34 && snap->before.rate == 10);
  prl_history_free(history);
  sound(prl_history_new(&history, dossier, &after, &err), &err);
  assert_null(find_turn(history, PRL_TURN_SNAP, "reciprocal", "2025-11-10"));
  assert_non_null(find_turn(history, PRL_TURN_SNAP, "reciprocal", "2026-11-10"));
  prl_history_free(history);
  prl_dossier_free(dossier);
}

static void vague_dates_at_the_edge_are_kept_and_marked(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history_query query = asking("2025-08-15", "2025-12-10", NULL, NULL);
  prl_history *history;
  prl_error err = {0};
  sound(prl_history_new(&history, dossier, &query, &err), &err);
  assert_int_equal(find_turn(history, PRL_TURN_STEP, "chip-payment", "2025-08")->within, PRL_UNKNOWN);
  assert_int_equal(find_turn(history, PRL_TURN_STEP, "chip-payment", "~2025-12-08")->within, PRL_UNKNOWN);
  assert_int_equal(find_turn(history, PRL_TURN_EVENT, "kuala-lumpur", NULL)->within, PRL_YES);
  assert_null(find_turn(history, PRL_TURN_EVENT, "december-call", NULL));
  prl_history_free(history);
  prl_dossier_free(dossier);
}

static void a_party_has_its_own_and_what_it_takes_part_in(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history_query query = asking(NULL, NULL, NULL, "USA");
  prl_history *history;
  prl_error err = {0};
  sound(prl_history_new(&history, dossier, &query, &err), &err);
  assert_non_null(find_turn(history, PRL_TURN_STEP, "fentanyl", NULL));
  assert_non_null(find_turn(history, PRL_TURN_EVENT, "kuala-lumpur", NULL));
  assert_non_null(find_turn(history, PRL_TURN_EVENT, "next-summit", NULL));
  assert_non_null(find_turn(history, PRL_TURN_CLAIM, "going-well", NULL));
  assert_null(find_turn(history, PRL_TURN_EVENT, "december-call", NULL));
  assert_null(find_turn(history, PRL_TURN_STEP, "reciprocal", NULL));
  prl_history_free(history);
  prl_dossier_free(dossier);
}

static void an_unknown_party_is_named_with_the_nearest(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_history_query query = asking(NULL, NULL, NULL, "CHI");
  prl_history *history;
  prl_error err = {0};
  assert_int_equal(prl_history_new(&history, dossier, &query, &err), PRL_E_UNKNOWN_ID);
  assert_null(history);
  assert_non_null(strstr(err.message, "CHI"));
  assert_non_null(strstr(err.hint, "CHN"));
  prl_error other = {0};
  query = asking("2026-01-02", "2026-01-01", NULL, NULL);
  assert_int_equal(prl_history_new(&history, dossier, &query, &other), PRL_E_VALUE);
  assert_non_null(strstr(other.message, "2026-01-02"));
  prl_dossier_free(dossier);
}

/* ---- differences ---- */

static prl_diff *compare(const prl_dossier *dossier, const char *d1, const char *d2, const char *k1, const char *k2, prl_error *err) {
  prl_diff_query query;
  prl_diff *diff;
  prl_diff_query_defaults(&query);
  query.before = (prl_asof){when(d1), when(k1)};
  query.after = (prl_asof){when(d2), when(k2)};
  prl_diff_new(&diff, dossier, &query, err);
  return diff;
}

static const prl_difference *of(prl_diff_view view, const char *id) {
  for (int32_t k = 0; k < view.measure_count; k++) {
    if (!strcmp(view.measures[k].measure->id, id)) {
      return &view.measures[k];
    }
  }
  return NULL;
}

static void the_world_changes_after_the_first_day_up_to_the_second(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_error err = {0};
  prl_diff *diff = compare(dossier, "2025-02-04", "2025-11-10", "2026-06-30", "2026-06-30", &err);
  prl_diff_view view = prl_diff_look(diff);
  assert_false(view.in_knowledge);
  const prl_difference *d = of(view, "fentanyl");
  assert_int_equal(d->turn_count, 2); /* the step of 4 February itself had begun by the end of that day */
  assert_true(d->before.rate == 10 && d->turns[0].after.rate == 20 && d->after.rate == 10);
  assert_int_equal(d->changed, PRL_YES); /* another step holds, though its rate is the same */
  assert_true(d->turns[1].disputed);
  assert_null(of(view, "surcharge"));
  assert_int_equal(of(view, "chip-payment")->changed, PRL_YES);
  prl_diff_free(diff);
  prl_dossier_free(dossier);
}

static void a_vague_date_leaves_the_change_unknown(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_error err = {0};
  prl_diff *diff = compare(dossier, "2025-09-15", "2025-12-08", "2026-06-30", "2026-06-30", &err);
  prl_diff_view view = prl_diff_look(diff);
  assert_int_equal(of(view, "chip-payment")->changed, PRL_UNKNOWN);
  prl_diff_free(diff);
  prl_dossier_free(dossier);
}

static void knowledge_changes_without_the_world(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_error err = {0};
  prl_diff *diff = compare(dossier, "2025-11-20", "2025-11-20", "2025-11-01", "2025-11-06", &err);
  prl_diff_view view = prl_diff_look(diff);
  assert_true(view.in_knowledge);
  const prl_difference *d = of(view, "reciprocal");
  assert_true(d->before.rate == 34 && d->after.rate == 10);
  assert_true(of(view, "fentanyl")->before.rate == 20 && of(view, "fentanyl")->after.rate == 10);
  bool promise = false;
  for (int32_t k = 0; k < view.turn_count; k++) {
    promise = promise || (view.turns[k].kind == PRL_TURN_PROMISE && !strcmp(view.turns[k].id, "coal"));
    assert_string_not_equal(view.turns[k].id, "kuala-lumpur"); /* known before */
  }
  assert_true(promise);
  prl_diff_free(diff);
  prl_dossier_free(dossier);
}

static void questions_that_mix_or_run_backwards_are_refused(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_error backwards = {0}, mixed = {0};
  assert_null(compare(dossier, "2025-11-20", "2025-11-01", "2026-01-01", "2026-01-01", &backwards));
  assert_int_equal(backwards.status, PRL_E_VALUE);
  assert_non_null(strstr(backwards.message, "2025-11-20 is after"));
  assert_null(compare(dossier, "2025-11-01", "2025-11-20", "2025-12-01", "2026-01-01", &mixed));
  assert_non_null(strstr(mixed.message, "mixed"));
  prl_dossier_free(dossier);
}

static void no_time_no_change(void **state) {
  (void)state;
  prl_dossier *dossier = open_history();
  prl_error err = {0};
  prl_diff *diff = compare(dossier, "2025-11-20", "2025-11-20", "2026-01-01", "2026-01-01", &err);
  prl_diff_view view = prl_diff_look(diff);
  assert_int_equal(view.measure_count, 0);
  assert_int_equal(view.turn_count, 0);
  prl_diff_free(diff);
  prl_dossier_free(dossier);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(turns_stand_in_order_and_join_up),
      cmocka_unit_test(a_turn_agrees_with_the_standing_on_its_day),
      cmocka_unit_test(a_prolonged_truce_moves_the_snap_back),
      cmocka_unit_test(vague_dates_at_the_edge_are_kept_and_marked),
      cmocka_unit_test(a_party_has_its_own_and_what_it_takes_part_in),
      cmocka_unit_test(an_unknown_party_is_named_with_the_nearest),
      cmocka_unit_test(the_world_changes_after_the_first_day_up_to_the_second),
      cmocka_unit_test(a_vague_date_leaves_the_change_unknown),
      cmocka_unit_test(knowledge_changes_without_the_world),
      cmocka_unit_test(questions_that_mix_or_run_backwards_are_refused),
      cmocka_unit_test(no_time_no_change),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
