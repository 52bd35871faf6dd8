/* What holds on a date, as known on another: cases from the record, and laws over seeded random measures. */
#include "scratch.h"

#include <math.h>

static prl_asof ask(const char *date, const char *known) {
  prl_asof asof;
  prl_error err = {0};
  assert_int_equal(prl_asof_parse(&asof, date, known, &err), PRL_OK);
  return asof;
}

static prl_standing stand(const prl_dossier *dossier, const char *id, const char *date, const char *known) {
  prl_asof asof = ask(date, known);
  const prl_measure *measure = prl_dossier_measure(dossier, id);
  assert_non_null(measure);
  return prl_standing_of(dossier, measure, &asof);
}

static void expect(const prl_dossier *dossier, const char *id, const char *date, const char *known, prl_state state, double rate) {
  prl_standing s = stand(dossier, id, date, known);
  if (s.state != state || !(s.rate == rate || (isnan(rate) && isnan(s.rate)))) {
    fail_msg("%s on %s known %s: expected %s %g, got %s %g (%s)", id, date, known ? known : "then", prl_state_word(state), rate,
             prl_state_word(s.state), s.rate, s.why);
  }
}

static void expect_until(const prl_dossier *dossier, const char *id, const char *date, const char *known, const char *until) {
  prl_standing s = stand(dossier, id, date, known);
  char printed[40];
  prl_when_print(printed, sizeof printed, &s.until);
  assert_string_equal(printed, until);
}

static int open_sound(void **state) {
  prl_error err = {0};
  return prl_dossier_open((prl_dossier **)state, SOUND, &err) == PRL_OK ? 0 : -1;
}

static int close_sound(void **state) {
  prl_dossier_free(*state);
  return 0;
}

/* ---- cases ---- */

static void steps_follow_one_another(void **state) {
  prl_dossier *d = *state;
  expect(d, "fentanyl", "2025-02-03", NULL, PRL_NOT_YET, 0);
  expect(d, "fentanyl", "2025-02-04", NULL, PRL_IN_FORCE, 10);
  expect(d, "fentanyl", "2025-03-03", NULL, PRL_IN_FORCE, 10);
  expect(d, "fentanyl", "2025-03-04", NULL, PRL_IN_FORCE, 20);
  expect(d, "fentanyl", "2025-11-09", NULL, PRL_IN_FORCE, 20);
  expect(d, "fentanyl", "2025-11-10", NULL, PRL_IN_FORCE, 10);
  expect(d, "fentanyl", "2026-02-24", NULL, PRL_STRUCK_DOWN, 0);
  expect_until(d, "fentanyl", "2025-02-03", NULL, "2025-02-04");
  expect_until(d, "fentanyl", "2026-03-01", NULL, "");
  prl_standing s = stand(d, "fentanyl", "2026-02-24", NULL);
  assert_int_equal(s.in_force, PRL_NO);
  assert_false(s.has_rate);
}

static void what_was_not_known_is_not_there(void **state) {
  prl_dossier *d = *state;
  expect(d, "fentanyl", "2025-11-10", "2025-11-04", PRL_IN_FORCE, 20);
  expect(d, "fentanyl", "2025-11-10", "2025-11-05", PRL_IN_FORCE, 10); /* published that day */
  expect(d, "fentanyl", "2025-02-04", "2025-01-31", PRL_NOT_YET, 0);
  expect(d, "fentanyl", "2025-03-04", "2025-02-26", PRL_IN_FORCE, 10);
  expect(d, "fentanyl", "2025-03-04", "2025-02-27", PRL_IN_FORCE, 20); /* the earlier of two sources counts */
  expect_until(d, "fentanyl", "2025-02-10", "2025-02-26", "");
  expect_until(d, "fentanyl", "2025-02-10", "2025-02-27", "2025-03-04");
}

static void known_says_when_a_retelling_was_known(void **state) {
  prl_standing s = stand(*state, "listed", "2018-09-24", NULL);
  assert_int_equal(s.state, PRL_IN_FORCE);
  assert_true(s.by_line && !s.has_rate && isnan(s.rate));
  expect(*state, "listed", "2018-09-24", "2018-09-20", PRL_NOT_YET, 0);
}

static void a_step_begins_at_its_minute(void **state) {
  prl_dossier *d = *state;
  expect(d, "reciprocal", "2025-11-10T13:00:59+08:00", NULL, PRL_IN_FORCE, 34);
  expect(d, "reciprocal", "2025-11-10T13:01+08:00", NULL, PRL_SUSPENDED, 10);
  expect(d, "reciprocal", "2025-11-10T05:00:59Z", NULL, PRL_IN_FORCE, 34);
  expect(d, "reciprocal", "2025-11-10T05:01Z", NULL, PRL_SUSPENDED, 10);
  expect(d, "reciprocal", "2025-11-10", NULL, PRL_SUSPENDED, 10); /* the day is asked at its last moment */
  expect(d, "reciprocal", "2025-11-09", NULL, PRL_IN_FORCE, 34);
}

static void a_day_begins_in_the_capital_of_who_acts(void **state) {
  prl_dossier *d = *state;
  expect(d, "fentanyl", "2025-03-04T04:59:59Z", NULL, PRL_IN_FORCE, 10); /* Washington, winter: five hours */
  expect(d, "fentanyl", "2025-03-04T05:00Z", NULL, PRL_IN_FORCE, 20);
  expect(d, "surcharge", "2026-07-24T03:59:59Z", NULL, PRL_IN_FORCE, 10); /* summer: four */
  expect(d, "surcharge", "2026-07-24T04:00Z", NULL, PRL_LAPSED, 0);
  expect(d, "reciprocal", "2025-08-11T15:59:59Z", NULL, PRL_SUSPENDED, 10); /* Beijing: eight the other way */
  expect(d, "reciprocal", "2025-08-11T16:00Z", NULL, PRL_IN_FORCE, 34);
}

static void a_suspension_keeps_its_residue_and_snaps_back(void **state) {
  prl_dossier *d = *state;
  prl_standing s = stand(d, "reciprocal", "2025-06-01", NULL);
  assert_int_equal(s.state, PRL_SUSPENDED);
  assert_int_equal(s.in_force, PRL_YES);
  assert_true(s.has_rate && s.rate == 10 && s.rate_low == 10 && s.rate_high == 10);
  expect_until(d, "reciprocal", "2025-06-01", NULL, "2025-08-12");
  expect_until(d, "reciprocal", "2025-09-01", "2025-11-05", "2025-11-10T13:01+08:00");
  s = stand(d, "controls", "2025-11-10", NULL);
  assert_int_equal(s.state, PRL_SUSPENDED);
  assert_int_equal(s.in_force, PRL_NO);
}

static void what_is_scheduled_past_the_horizon_says_so(void **state) {
  prl_dossier *d = *state;
  expect(d, "reciprocal", "2026-11-09", NULL, PRL_SUSPENDED, 10);
  expect(d, "reciprocal", "2026-11-10", NULL, PRL_IN_FORCE, 34);
  prl_standing s = stand(d, "reciprocal", "2026-11-10", NULL);
  assert_string_equal(s.why, "scheduled; not known after 2026-10-17");
  s = stand(d, "controls", "2026-11-10", NULL); /* until and snap-back on one day: it snaps back */
  assert_int_equal(s.state, PRL_IN_FORCE);
  assert_int_equal(s.in_force, PRL_YES);
  assert_false(s.has_rate);
  assert_true(isnan(s.rate));
}

static void a_step_lapses_at_its_until(void **state) {
  expect(*state, "surcharge", "2026-07-23", NULL, PRL_IN_FORCE, 10);
  expect(*state, "surcharge", "2026-07-24", NULL, PRL_LAPSED, 0);
  expect_until(*state, "surcharge", "2026-07-23", NULL, "2026-07-24");
  assert_string_equal(stand(*state, "surcharge", "2026-07-24", NULL).why, "");
}

static void between_the_bounds_of_a_vague_date_it_is_unknown(void **state) {
  prl_dossier *d = *state;
  expect(d, "chip-payment", "2025-07-31", NULL, PRL_NOT_YET, 0);
  prl_standing s = stand(d, "chip-payment", "2025-08-15", NULL);
  assert_int_equal(s.state, PRL_STATE_UNKNOWN);
  assert_int_equal(s.in_force, PRL_UNKNOWN);
  assert_true(isnan(s.rate) && s.rate_low == 0 && s.rate_high == 15);
  assert_non_null(strstr(s.why, "2025-08"));
  assert_null(s.step);
  expect(d, "chip-payment", "2025-08-31", NULL, PRL_IN_FORCE, 15);
  expect(d, "chip-payment", "2025-11-30", NULL, PRL_IN_FORCE, 15);
  expect(d, "chip-payment", "2025-12-01", NULL, PRL_STATE_UNKNOWN, NAN);
  expect(d, "chip-payment", "2025-12-14", NULL, PRL_STATE_UNKNOWN, NAN);
  expect(d, "chip-payment", "2025-12-15", NULL, PRL_WITHDRAWN, 0);
}

static void a_dispute_is_said(void **state) {
  prl_standing s = stand(*state, "chip-payment", "2025-09-15", NULL);
  assert_non_null(strstr(s.why, "disagree"));
  assert_non_null(strstr(s.why, "a payment or a tax"));
}

static void a_vague_publication_leaves_knowledge_open(void **state) {
  prl_dossier *d = *state;
  expect(d, "fees", "2025-10-20", "2025-09-30", PRL_NOT_YET, 0);
  prl_standing s = stand(d, "fees", "2025-10-20", "2025-10-20");
  assert_int_equal(s.state, PRL_STATE_UNKNOWN);
  assert_true(s.rate_low == 0 && s.rate_high == 400);
  assert_non_null(strstr(s.why, "known"));
  expect(d, "fees", "2025-10-20", "2025-10-31", PRL_IN_FORCE, 400);
  expect(d, "fees", "2025-10-13", "2025-10-31", PRL_NOT_YET, 0);
}

static void announced_does_not_bite(void **state) {
  prl_standing s = stand(*state, "controls", "2025-10-20", NULL);
  assert_int_equal(s.state, PRL_ANNOUNCED);
  assert_int_equal(s.in_force, PRL_NO);
  expect_until(*state, "controls", "2025-10-20", "2025-11-04", "");
  expect_until(*state, "controls", "2025-10-20", "2025-11-05", "2025-11-07");
}

static void questions_are_parsed(void **state) {
  prl_asof asof;
  prl_error vague = {0}, bad = {0}, known = {0};
  assert_int_equal(prl_asof_parse(&asof, "2025-11", NULL, &vague), PRL_E_VALUE);
  assert_non_null(strstr(vague.message, "vague"));
  assert_int_equal(prl_asof_parse(&asof, "today", NULL, &bad), PRL_E_VALUE);
  assert_int_equal(prl_asof_parse(&asof, "2025-11-10", "~2025-11-10", &known), PRL_E_VALUE);
  assert_non_null(strstr(known.message, "knowledge"));
  prl_asof last = ask("2026-10-17", NULL), after = ask("2026-10-18", NULL), mixed = ask("2025-01-01", "2026-10-18");
  assert_false(prl_asof_beyond(*state, &last));
  assert_true(prl_asof_beyond(*state, &after));
  assert_true(prl_asof_beyond(*state, &mixed));
  prl_asof instant = ask("2026-10-17T23:59:59Z", NULL), later = ask("2026-10-18T00:00Z", NULL);
  assert_false(prl_asof_beyond(*state, &instant));
  assert_true(prl_asof_beyond(*state, &later));
}

static void all_is_one_after_another(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  prl_standing all[16];
  prl_asof asof = ask("2025-12-05", NULL);
  assert_true(view.measure_count <= 16);
  prl_standing_all(all, *state, &asof);
  for (int32_t k = 0; k < view.measure_count; k++) {
    prl_standing one = prl_standing_of(*state, &view.measures[k], &asof);
    assert_ptr_equal(all[k].measure, &view.measures[k]);
    assert_ptr_equal(all[k].step, one.step);
    assert_int_equal(all[k].state, one.state);
  }
}

/* ---- laws over random measures ---- */

/* xorshift64*, Vigna (2016) */
static uint64_t draw(uint64_t *seed, uint64_t below) {
  *seed ^= *seed >> 12;
  *seed ^= *seed << 25;
  *seed ^= *seed >> 27;
  return (*seed * 2685821657736338717u >> 33) % below;
}

typedef struct drawn { /* a random measure with exact dates, days since the first */
  int count, from[5], until[5], snap[5], rate[5], source[5];
} drawn;

static const char *const sources[] = {"eo-1", "eo-2", "mofcom-5", "mofcom-11", "ruling", "late"};
static const int published[][3] = {{2025, 2, 1}, {2025, 2, 27}, {2025, 5, 12}, {2025, 11, 5}, {2026, 2, 20}, {2026, 3, 1}};

static drawn draw_measure(uint64_t *seed) {
  drawn m = {.count = 1 + (int)draw(seed, 5)};
  int day = prl_day_of(2025, 1, 1);
  for (int k = 0; k < m.count; k++) {
    day += 1 + (int)draw(seed, 80);
    m.from[k] = day;
    m.rate[k] = 1 + (int)draw(seed, 50);
    m.source[k] = (int)draw(seed, 6);
    m.snap[k] = draw(seed, 3) == 0 ? day + 1 + (int)draw(seed, 60) : 0;
  }
  for (int k = 0; k < m.count; k++) {
    int room = k + 1 < m.count ? m.from[k + 1] - m.from[k] : 60;
    m.until[k] = !m.snap[k] && draw(seed, 3) == 0 ? m.from[k] + 1 + (int)draw(seed, (uint64_t)room) : 0;
  }
  return m;
}

static void print_day(prl_text *text, const char *before, int day) {
  int32_t y, m, d;
  prl_day_split(&y, &m, &d, day);
  prl_text_printf(text, "%s%04d-%02d-%02d", before, y, m, d);
}

static void print_measure(prl_text *text, const drawn *m, int index) {
  prl_text_printf(text, "- id: m%d\n  title: T\n  by: CHN\n  on: [USA]\n  goods: all\n  instrument: tariff\n  history:\n", index);
  for (int k = 0; k < m->count; k++) {
    print_day(text, "    - {from: ", m->from[k]);
    if (m->until[k]) {
      print_day(text, ", until: ", m->until[k]);
    }
    if (m->snap[k]) {
      print_day(text, ", state: suspended, snaps-back: {rate: 99, on: ", m->snap[k]);
      prl_text_puts(text, "}");
    }
    prl_text_printf(text, ", rate: %d, source: [%s]}\n", m->rate[k], sources[m->source[k]]);
  }
}

enum { DRAWN = 60 };

static prl_dossier *open_drawn(drawn measures[DRAWN], uint64_t seed) {
  prl_text text = {0};
  prl_error err = {0};
  for (int k = 0; k < DRAWN; k++) {
    measures[k] = draw_measure(&seed);
    print_measure(&text, &measures[k], k);
  }
  prl_dossier *dossier = scratch_open_measures(text.bytes, &err);
  if (!dossier) {
    fail_msg("%d:%d %s", err.line, err.column, err.message);
  }
  prl_text_free(&text);
  return dossier;
}

/* what holds on a day, written down a second time and plainly: walk the days from the first */
static double plain_rate(const drawn *m, int day, int known) {
  double rate = 0;
  int now = -1;
  for (int t = prl_day_of(2025, 1, 1); t <= day; t++) {
    for (int k = 0; k < m->count; k++) {
      int when = prl_day_of(published[m->source[k]][0], published[m->source[k]][1], published[m->source[k]][2]);
      if (m->from[k] == t && when <= known) {
        now = k;
        rate = m->rate[k];
      }
    }
    if (now >= 0 && m->until[now] && m->until[now] <= t) {
      rate = 0;
    }
    if (now >= 0 && m->snap[now] && m->snap[now] <= t) {
      rate = 99;
    }
  }
  return rate;
}

static prl_when on_day(int day) { return (prl_when){.kind = PRL_WHEN_DAY, .first = day, .last = day}; }

static void exact_dates_agree_with_a_plain_walk_through_the_days(void **state) {
  (void)state;
  drawn measures[DRAWN];
  uint64_t seed = 4711;
  prl_dossier *dossier = open_drawn(measures, seed);
  prl_dossier_view view = prl_dossier_look(dossier);
  for (int k = 0; k < DRAWN; k++) {
    for (int round = 0; round < 60; round++) {
      int day = prl_day_of(2025, 1, 1) + (int)draw(&seed, 500), known = prl_day_of(2025, 1, 1) + (int)draw(&seed, 500);
      prl_asof asof = {on_day(day), on_day(known)};
      prl_standing s = prl_standing_of(dossier, &view.measures[k], &asof);
      if (s.state == PRL_STATE_UNKNOWN || s.rate != plain_rate(&measures[k], day, known)) {
        fail_msg("m%d on day %d known %d: %s %g, plainly %g", k, day, known, prl_state_word(s.state), s.rate,
                 plain_rate(&measures[k], day, known));
      }
    }
  }
  prl_dossier_free(dossier);
}

static void no_step_is_used_before_it_was_published(void **state) {
  (void)state;
  drawn measures[DRAWN];
  prl_dossier *dossier = open_drawn(measures, 1789);
  prl_dossier_view view = prl_dossier_look(dossier);
  int used = 0;
  for (int k = 0; k < DRAWN; k++) {
    for (int known = prl_day_of(2025, 1, 15); known < prl_day_of(2026, 4, 1); known += 9) {
      prl_asof asof = {on_day(prl_day_of(2026, 6, 1)), on_day(known)};
      prl_standing s = prl_standing_of(dossier, &view.measures[k], &asof);
      assert_true(!s.step || s.step->sources[0]->published.first <= known);
      used += s.step != NULL;
    }
  }
  assert_true(used > 100);
  prl_dossier_free(dossier);
}

static bool same(const prl_standing *a, const prl_standing *b) {
  bool rate = a->rate == b->rate || (isnan(a->rate) && isnan(b->rate));
  return a->state == b->state && a->in_force == b->in_force && rate && a->rate_low == b->rate_low && a->rate_high == b->rate_high &&
         a->step == b->step && a->since.first == b->since.first && a->until.first == b->until.first && !strcmp(a->why, b->why);
}

static const char vague_measure[] =
    "- id: v\n  title: T\n  by: USA\n  on: all\n  goods: all\n  instrument: tariff\n  history:\n"
    "    - {from: 2025-03, rate: 5, source: [eo-1]}\n"
    "    - {from: ~2025-05-20, until: 2025-08, rate: 15, source: [eo-1]}\n"
    "    - {from: 2025-09-10T09:00-04:00, rate: 3, state: suspended, snaps-back: {rate: 40, on: ~2025-11-20}, source: [eo-1]}\n"
    "    - {from: 2026, state: withdrawn, source: [eo-1]}\n";

/* between two neighbouring bounds of its dates a standing does not change; every bound is a change */
static void standings_are_constant_between_bounds(void **state) {
  (void)state;
  prl_error err = {0};
  prl_dossier *dossier = scratch_open_measures(vague_measure, &err);
  assert_non_null(dossier);
  const prl_measure *v = prl_dossier_measure(dossier, "v");
  prl_zone zone = prl_dossier_zone(dossier, "USA");
  prl_when dates[] = {v->steps[0].from, v->steps[1].from, v->steps[1].until, v->steps[2].from, v->steps[2].snap_on, v->steps[3].from};
  prl_instant bounds[12];
  for (int k = 0; k < 6; k++) {
    prl_when_bounds(&bounds[2 * k], &bounds[2 * k + 1], &dates[k], &zone);
  }
  prl_asof asof = ask("2025-03-01T00:00Z", "2026-10-01");
  uint64_t seed = 99;
  for (int k = 0; k + 1 < 12; k++) {
    prl_instant low = bounds[k], high = bounds[k + 1];
    if (low == high) {
      continue;
    }
    asof.date.at = low;
    prl_standing first = prl_standing_of(dossier, v, &asof);
    for (int round = 0; round < 50; round++) {
      asof.date.at = low + (prl_instant)draw(&seed, (uint64_t)(high - low));
      prl_standing other = prl_standing_of(dossier, v, &asof);
      assert_true(same(&first, &other));
    }
    asof.date.at = high - 1;
    prl_standing last = prl_standing_of(dossier, v, &asof);
    assert_true(same(&first, &last));
    asof.date.at = high;
    prl_standing next = prl_standing_of(dossier, v, &asof);
    assert_false(same(&first, &next));
    assert_int_equal(first.state == PRL_STATE_UNKNOWN, k % 2 == 0);
  }
  prl_dossier_free(dossier);
}

static void spans_hold_what_vague_dates_leave_possible(void **state) {
  (void)state;
  prl_error err = {0};
  prl_dossier *dossier = scratch_open_measures(vague_measure, &err);
  assert_non_null(dossier);
  static const struct {
    const char *date;
    double low, high;
    prl_truth in_force;
  } cases[] = {{"2025-03-10", 0, 5, PRL_UNKNOWN},
               {"2025-05-20", 5, 15, PRL_YES},
               {"2025-08-10", 0, 15, PRL_UNKNOWN},
               {"2025-11-20", 3, 40, PRL_YES},
               {"2026-06-01", 0, 40, PRL_UNKNOWN}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    prl_standing s = stand(dossier, "v", cases[k].date, NULL);
    assert_int_equal(s.state, PRL_STATE_UNKNOWN);
    assert_true(s.rate_low == cases[k].low && s.rate_high == cases[k].high);
    assert_int_equal(s.in_force, cases[k].in_force);
  }
  expect(dossier, "v", "2025-04-15", NULL, PRL_IN_FORCE, 5);
  expect(dossier, "v", "2025-09-05", NULL, PRL_LAPSED, 0);
  expect(dossier, "v", "2025-12-15", NULL, PRL_IN_FORCE, 40);
  prl_dossier_free(dossier);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(steps_follow_one_another),
                                     cmocka_unit_test(what_was_not_known_is_not_there),
                                     cmocka_unit_test(known_says_when_a_retelling_was_known),
                                     cmocka_unit_test(a_step_begins_at_its_minute),
                                     cmocka_unit_test(a_day_begins_in_the_capital_of_who_acts),
                                     cmocka_unit_test(a_suspension_keeps_its_residue_and_snaps_back),
                                     cmocka_unit_test(what_is_scheduled_past_the_horizon_says_so),
                                     cmocka_unit_test(a_step_lapses_at_its_until),
                                     cmocka_unit_test(between_the_bounds_of_a_vague_date_it_is_unknown),
                                     cmocka_unit_test(a_dispute_is_said),
                                     cmocka_unit_test(a_vague_publication_leaves_knowledge_open),
                                     cmocka_unit_test(announced_does_not_bite),
                                     cmocka_unit_test(questions_are_parsed),
                                     cmocka_unit_test(all_is_one_after_another),
                                     cmocka_unit_test(exact_dates_agree_with_a_plain_walk_through_the_days),
                                     cmocka_unit_test(no_step_is_used_before_it_was_published),
                                     cmocka_unit_test(standings_are_constant_between_bounds),
                                     cmocka_unit_test(spans_hold_what_vague_dates_leave_possible)};
  return cmocka_run_group_tests(tests, open_sound, close_sound);
}
