/* People, events, claims, tallies and the further keys of the other kinds are read whole: every field and every cross reference. */
#include "scratch.h"

#include <math.h>

static int open_sound(void **state) {
  prl_error err = {0};
  prl_dossier *dossier;
  if (prl_dossier_open(&dossier, SOUND, &err) != PRL_OK) {
    print_error("%s:%d:%d %s\n", err.file, err.line, err.column, err.message);
    return -1;
  }
  *state = dossier;
  return 0;
}

static int close_sound(void **state) {
  prl_dossier_free(*state);
  return 0;
}

static void people_and_their_offices(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  assert_int_equal(view.person_count, 4);
  const prl_person *he = &view.people[0], *trump = &view.people[2];
  assert_string_equal(he->name, "He Lifeng");
  assert_string_equal(he->aliases.at[0], "Vice Premier He");
  assert_string_equal(he->offices[0].office, "vice premier");
  assert_string_equal(he->offices[0].of, "CHN");
  assert_int_equal(he->offices[0].until.kind, PRL_WHEN_NONE);
  assert_string_equal(he->sources[0]->id, "paper");
  assert_int_equal(trump->office_count, 2);
  assert_int_equal(trump->offices[0].until.kind, PRL_WHEN_INSTANT);
}

static void events_and_who_took_part(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  assert_int_equal(view.event_count, 4);
  const prl_event *geneva = &view.events[0], *busan = &view.events[2], *next = &view.events[3];
  assert_int_equal(geneva->kind, PRL_EVENT_ROUND);
  assert_ptr_equal(geneva->mechanism, &view.events[1]);
  assert_int_equal(geneva->until.first - geneva->date.first, 2);
  assert_int_equal(busan->participant_count, 2);
  assert_ptr_equal(busan->participants[0].person, &view.people[2]);
  assert_string_equal(busan->participants[0].as, "president");
  assert_string_equal(geneva->participants[0].as, "");
  assert_string_equal(busan->outcome, "A truce");
  assert_int_equal(busan->known.kind, PRL_WHEN_DAY);
  assert_string_equal(busan->said.at[0].place_name, "Kuala Lumpur");
  assert_int_equal(busan->said.at[0].from.first, prl_day_of(2025, 10, 26));
  assert_true(next->scheduled && !busan->scheduled);
  assert_string_equal(prl_event_word(next->kind), "call");
}

static void claims_and_what_they_are_about(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  assert_int_equal(view.claim_count, 3);
  assert_string_equal(view.claims[0].by, "negotiator");
  assert_string_equal(view.claims[0].about, "busan");
  assert_string_equal(view.claims[0].quote, "which is going well");
  assert_true(isnan(view.claims[0].number) && !view.claims[0].has_number);
  assert_true(view.claims[1].has_number && view.claims[1].number == 12);
  assert_string_equal(view.claims[1].unit, "Mt");
  assert_int_equal(view.claims[1].sure, PRL_SURE_LOW);
  assert_int_equal(view.claims[2].kind, PRL_CLAIM_RED_LINE);
  assert_string_equal(view.claims[2].about, "");
  assert_string_equal(prl_claim_word(PRL_CLAIM_LEVEL), "level");
}

static void tallies_are_bounds(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  const prl_commitment *soy = &view.commitments[0];
  assert_true(soy->per_year);
  assert_string_equal(soy->aliases.at[0], "beans");
  assert_int_equal(soy->known.kind, PRL_WHEN_DAY);
  assert_string_equal(soy->said.prefer->id, "mofcom-11");
  assert_true(soy->said.at[0].has_number && soy->said.at[0].number == 20);
  assert_int_equal(soy->tally_count, 4);
  assert_true(soy->tallies[0].low == 7 && isnan(soy->tallies[0].high));
  assert_true(soy->tallies[1].low == 0 && soy->tallies[1].high == 4);
  assert_true(soy->tallies[2].low == 8.5 && soy->tallies[2].high == 10);
  assert_true(soy->tallies[3].low == 9 && soy->tallies[3].high == 9);
  assert_int_equal(soy->tallies[2].measure, PRL_TALLY_LANDED);
  assert_string_equal(soy->tallies[1].reporter, "he-lifeng");
  assert_string_equal(soy->tallies[1].note, "a trader's word");
  assert_int_equal(soy->tallies[1].sure, PRL_SURE_LOW);
  assert_string_equal(prl_tally_word(PRL_TALLY_IN_PROGRESS), "in-progress");
}

static void further_keys(void **state) {
  prl_dossier_view view = prl_dossier_look(*state);
  const prl_measure *fentanyl = prl_dossier_measure(*state, "fentanyl");
  const prl_step *step = &fentanyl->steps[1];
  assert_string_equal(fentanyl->heading, "9903.01.24");
  assert_string_equal(fentanyl->aliases.at[0], "the fentanyl duty");
  assert_true(step->in_transit && step->transit_rate == 10 && !fentanyl->steps[0].in_transit);
  assert_int_equal(step->entered_before.first - step->exported_before.first, 3);
  assert_string_equal(step->said.at[0].words, "ten more");
  assert_null(step->said.prefer);
  const prl_item *app = prl_dossier_item(*state, "app");
  assert_string_equal(app->uses, "unknown");
  assert_int_equal(app->red_line_count, 2);
  assert_string_equal(app->red_lines[0].party, "CHN");
  assert_string_equal(app->red_lines[0].source->id, "paper");
  assert_null(app->red_lines[1].source);
  assert_string_equal(app->aliases.at[0], "the video app");
  assert_int_equal(view.rules[2].kind, PRL_RULE_CAPS);
  assert_true(view.rules[2].cap == 15 && isnan(view.rules[0].cap));
  assert_string_equal(view.rules[2].others.at[0], "mfn");
}

/* on the day of a handover, and between the bounds of a vague office, nobody is refused who could have held it */
static void offices_refuse_only_what_cannot_be(void **state) {
  (void)state;
  static const struct {
    const char *date, *office;
    bool good;
  } cases[] = {{"2025-01-19", "from: 2021-01-20, until: 2025-01-20", true},
               {"2025-01-20", "from: 2021-01-20, until: 2025-01-20", false},
               {"2025-01-20", "from: 2021-01-20, until: 2025-01-20T12:00-05:00", true},
               {"2025-01-20T11:00-05:00", "from: 2021-01-20, until: 2025-01-20T12:00-05:00", true},
               {"2025-01-20T13:00-05:00", "from: 2021-01-20, until: 2025-01-20T12:00-05:00", false},
               {"2025-01-21", "from: 2021-01-20, until: 2025-01-20T12:00-05:00", false},
               {"2021-01-19", "from: 2021-01-20", false},
               {"2021-01-20", "from: 2021-01-20", true},
               {"2025-04-29", "from: 2021, until: 2025-04", true},
               {"2025-04-30", "from: 2021, until: 2025-04", false},
               {"2025-04-01", "from: 2025-04, until: 2025-11", true},
               {"2025-04", "from: 2025-04-30", true},
               {"2025-03", "from: 2025-04", false}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    char people[256], events[256];
    scratch s = scratch_new();
    prl_dossier *dossier;
    prl_error err = {0};
    scratch_take_base(&s);
    snprintf(people, sizeof people, "- {id: p, name: P, offices: [{office: envoy, of: USA, %s}]}\n", cases[k].office);
    snprintf(events, sizeof events,
             "- {id: e, kind: call, title: T, date: \"%s\", participants: [{person: p, as: envoy}], source: paper}\n", cases[k].date);
    scratch_put(&s, "people.yaml", people);
    scratch_put(&s, "events.yaml", events);
    prl_dossier_open(&dossier, s.path, &err);
    if ((dossier != NULL) != cases[k].good || (!dossier && !strstr(err.message, "P did not act as envoy"))) {
      fail_msg("%s in {%s}: %s", cases[k].date, cases[k].office, err.message);
    }
    prl_dossier_free(dossier);
    scratch_free(&s);
  }
}

static void list_lines_may_have_a_heading(void **state) {
  (void)state;
  scratch s = scratch_new();
  prl_dossier *dossier;
  prl_error err = {0};
  scratch_take_base(&s);
  scratch_put(&s, "lists/plain.csv", "hs,heading\n84,\n8471,9903.88.03\n");
  assert_int_equal(prl_dossier_open(&dossier, s.path, &err), PRL_OK);
  const prl_list *plain = &prl_dossier_look(dossier).lists[0];
  assert_string_equal(plain->id, "plain");
  assert_string_equal(plain->lines[0].heading, "");
  assert_string_equal(plain->lines[1].heading, "9903.88.03");
  prl_dossier_free(dossier);
  scratch_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(people_and_their_offices),
                                     cmocka_unit_test(events_and_who_took_part),
                                     cmocka_unit_test(claims_and_what_they_are_about),
                                     cmocka_unit_test(tallies_are_bounds),
                                     cmocka_unit_test(further_keys),
                                     cmocka_unit_test(offices_refuse_only_what_cannot_be),
                                     cmocka_unit_test(list_lines_may_have_a_heading)};
  return cmocka_run_group_tests(tests, open_sound, close_sound);
}
