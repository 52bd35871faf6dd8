/* Checking finds every problem, in the order of the files, and one slip of syntax brings no train of unknown names. */
#include "scratch.h"

typedef struct found {
  int count, stop_after;
  int lines[16];
  char messages[16][200];
} found;

static bool collect(void *context, const prl_error *problem) {
  found *f = context;
  if (f->count < 16) {
    f->lines[f->count] = problem->line;
    snprintf(f->messages[f->count], sizeof f->messages[0], "%s", problem->message);
  }
  f->count++;
  return f->count != f->stop_after;
}

static int32_t check(const scratch *s, found *f) {
  prl_error err = {0};
  int32_t problems = prl_dossier_check(s->path, collect, f, &err);
  assert_int_equal(err.status, PRL_OK);
  return problems;
}

static const char troubled[] =
    "- id: a\n  title: T\n  by: USA\n  on: [CHN]\n  goods: {hs: [1.2]}\n  instrument: tarif\n  history:\n"
    "    - {from: 2025-02-30, rate: ten, source: [nobody]}\n    - {from: 2025-03-01, colour: red, source: [eo-1]}\n"
    "- {id: b}\n- just a word\n";

static void every_problem_is_found(void **state) {
  (void)state;
  static const int lines[] = {6, 5, 8, 8, 8, 9};
  scratch s = scratch_new();
  found f = {0};
  scratch_take_base(&s);
  scratch_put(&s, "measures/zz.yaml", troubled);
  assert_int_equal(check(&s, &f), 6 + 6 + 1); /* `b` lacks title, by, on, instrument, history and goods */
  for (int k = 0; k < 6; k++) {
    assert_int_equal(f.lines[k], lines[k]);
  }
  assert_non_null(strstr(f.messages[f.count - 1], "a single value, expected a mapping"));
  scratch_free(&s);
}

static void a_sink_may_stop(void **state) {
  (void)state;
  scratch s = scratch_new();
  found f = {.stop_after = 3};
  scratch_take_base(&s);
  scratch_put(&s, "measures/zz.yaml", troubled);
  assert_int_equal(check(&s, &f), 3);
  assert_int_equal(f.count, 3);
  scratch_free(&s);
}

static void a_broken_file_is_one_problem(void **state) {
  (void)state;
  static const char *const files[] = {"sources.yaml", "measures/us.yaml", "commitments.yaml", "dossier.yaml", "lists/rated.csv",
                                      "people.yaml",  "events.yaml",      "items.yaml",       "claims.yaml"};
  for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
    scratch s = scratch_new();
    found f = {0};
    scratch_take_base(&s);
    scratch_take(&s, "commitments.yaml");
    scratch_take(&s, "events.yaml");
    scratch_take(&s, "items.yaml");
    scratch_take(&s, "claims.yaml");
    scratch_take(&s, "stacking.yaml");
    scratch_put(&s, files[k], "hs\n[{ \"\n");
    if (check(&s, &f) != 1) {
      fail_msg("%s: %d problems, second %s", files[k], f.count, f.messages[1]);
    }
    scratch_free(&s);
  }
}

static void misnamed_files_are_found(void **state) {
  (void)state;
  scratch s = scratch_new();
  found f = {0};
  scratch_take_base(&s);
  scratch_put(&s, "source.yaml", "");
  scratch_put(&s, "measures/more.yml", "");
  assert_int_equal(check(&s, &f), 2);
  assert_non_null(strstr(f.messages[0], "source.yaml"));
  scratch_free(&s);
}

static void the_sound_one_is_sound(void **state) {
  (void)state;
  prl_error err = {0};
  found f = {0};
  assert_int_equal(prl_dossier_check(SOUND, collect, &f, &err), 0);
  assert_int_equal(prl_dossier_check("/nowhere", collect, &f, &err), PRL_E_NO_FILE);
  assert_int_equal(err.status, PRL_E_NO_FILE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_problem_is_found), cmocka_unit_test(a_sink_may_stop),
                                     cmocka_unit_test(a_broken_file_is_one_problem), cmocka_unit_test(misnamed_files_are_found),
                                     cmocka_unit_test(the_sound_one_is_sound)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
