/* Conflicts: every disagreement of sources is listed once, with the account used, the rule that chose it, and whether the entry departs. */
#include "scratch.h"

typedef struct expected {
  const char *entry, *field;
  const char *values; /* with their sources: "10 order | 12 table" */
  const char *why;
  bool departs;
} expected;

static const expected all[] = {
    {"fentanyl, step 2", "framing", "in-force, 10 percent order-november | the 10 % duty is removed ministry", "different words", false},
    {"reciprocal, step 1", "first day", "2025-05-14T00:01-04:00 order-may | 2025-05-12 wire", "legal text before press", false},
    {"reciprocal, step 2", "until", "2025-11-10 sheet | 2025-11-11 table", "official before tracker", false},
    {"reciprocal, step 3", "rate", "10 table | 12 order-november", "departs from the rule, which gives 12 (order-november, legal text)",
     true},
    {"reciprocal, step 4", "rate", "11 table | 12 order-november", "the entry prefers table", false},
    {"reciprocal, step 5", "rate", "13 table | 14 paper | 12 order-november", "prefers paper, whose 14 it does not hold", true},
    {"soy", "until", "2026-01-01 sheet | 2026-03-01 interview", "official before press", false},
    {"soy", "quantity", "12 sheet | 11 ministry-later", "which gives 11", true},
    {"soy", "confirmation", "USA sheet", "only USA says so", false},
    {"deal", "first day", "2025-10-30 ministry | 2025-10-26 principals | 2025-11-01 sheet", "which gives 2025-11-01 (sheet, official)",
     true},
    {"deal", "place", "Busan ministry | Kuala Lumpur principals | Washington sheet", "which gives Washington", true},
    {"deal", "status", "going well (The Treasury secretary, 2025-12-05) interview | works in progress (A paper, 2025-12-05) paper",
     "side by side", false},
    {"deal", "status", "works in progress (A paper, 2025-12-05) paper | Going well (The ministry, 2025-12-06) paper", "side by side",
     false},
    {"deal", "status", "kept (A paper, 2026-01-06) paper | Going well (The ministry, 2025-12-06) paper", "side by side", false}};

static prl_dossier *open_dossier(const char *path) {
  prl_dossier *dossier;
  prl_error err = {0};
  if (prl_dossier_open(&dossier, path, &err) != PRL_OK) {
    fail_msg("%s:%d:%d %s", err.file, err.line, err.column, err.message);
  }
  return dossier;
}

static void print_values(char *out, size_t size, const prl_conflict *conflict) {
  size_t used = 0;
  *out = '\0';
  for (int32_t k = 0; k < conflict->count && used < size; k++) {
    used += (size_t)snprintf(out + used, size - used, "%s%s %s", k ? " | " : "", conflict->values[k], conflict->sources[k]->id);
  }
}

static void one_truce_as_several_sources_tell_it(void **state) {
  (void)state;
  prl_dossier *dossier = open_dossier("tests/record/dossiers/conflicts");
  prl_conflicts *conflicts;
  prl_error err = {0};
  int32_t count;
  assert_int_equal(prl_conflicts_new(&conflicts, dossier, &err), PRL_OK);
  const prl_conflict *list = prl_conflicts_look(&count, conflicts);
  for (int32_t k = 0; k < count; k++) {
    char values[512];
    print_values(values, sizeof values, &list[k]);
    const expected *e = k < (int32_t)(sizeof all / sizeof *all) ? &all[k] : NULL;
    if (!e || strcmp(e->entry, list[k].entry) || strcmp(e->field, list[k].field) || strcmp(e->values, values) ||
        !strstr(list[k].why, e->why) || e->departs != list[k].departs || list[k].place.line < 1) {
      fail_msg("conflict %d: %s, %s: %s (%s)%s", k, list[k].entry, list[k].field, values, list[k].why, list[k].departs ? " departs" : "");
    }
  }
  assert_int_equal(count, sizeof all / sizeof *all);
  prl_conflicts_free(conflicts);
  prl_dossier_free(dossier);
}

/* how many conflicts a said list on one step gives */
static int32_t conflicts_of(const char *step) {
  char text[1024];
  prl_error err = {0};
  prl_conflicts *conflicts;
  int32_t count;
  snprintf(text, sizeof text, "- id: m\n  title: T\n  by: CHN\n  on: [USA]\n  goods: all\n  instrument: tariff\n  history:\n    - {%s}\n",
           step);
  prl_dossier *dossier = scratch_open_measures(text, &err);
  if (!dossier) {
    fail_msg("%s: %s", step, err.message);
  }
  assert_int_equal(prl_conflicts_new(&conflicts, dossier, &err), PRL_OK);
  prl_conflicts_look(&count, conflicts);
  prl_conflicts_free(conflicts);
  prl_dossier_free(dossier);
  return count;
}

static void ways_to_say_one_date_are_no_conflict(void **state) {
  (void)state;
  static const char *const none[] = {
      "from: 2025-05-14, rate: 5, until: 2025-11-10, source: eo-1, said: [{source: paper, through: 2025-11-09}]",
      "from: 2025-05-14, rate: 5, until: 2025-11-01, source: eo-1, said: [{source: paper, through: 2025-10}]",
      "from: 2025-05-14, rate: 5, source: eo-1, said: [{source: paper, from: 2025-05}]",
      "from: 2025-05-14, rate: 5, source: eo-1, said: [{source: paper, from: ~2025-05-20}]",
      "from: 2025, rate: 5, source: eo-1, said: [{source: paper, from: 2025-05-20}]",
      "from: 2025-05-14T12:01+08:00, rate: 5, source: eo-1, said: [{source: paper, from: 2025-05-14}]",
      "from: 2025-05-14T12:01+08:00, rate: 5, source: eo-1, said: [{source: paper, from: \"2025-05-14T00:01-04:00\"}]",
      "from: 2025-05-14, rate: 5, source: eo-1, said: [{source: paper, rate: 5.0}]",
      "from: 2025-05-14, source: eo-1, said: [{source: paper, rate: 5}]"};
  for (size_t k = 0; k < sizeof none / sizeof *none; k++) {
    if (conflicts_of(none[k]) != 0) {
      fail_msg("%s", none[k]);
    }
  }
}

static void what_no_reading_reconciles_is_one(void **state) {
  (void)state;
  static const char *const one[] = {
      "from: 2025-05-14, rate: 5, until: 2025-11-10, source: eo-1, said: [{source: paper, through: 2025-11-10}]",
      "from: 2025-05-14, rate: 5, source: eo-1, said: [{source: paper, from: 2025-06}]",
      "from: 2025-05-14, rate: 5, source: eo-1, said: [{source: paper, from: ~2025-05-22}]",
      "from: 2025-05-14T12:01+08:00, rate: 5, source: eo-1, said: [{source: paper, from: \"2025-05-14T12:01-04:00\"}]",
      "from: 2025-05-14, rate: 5, source: eo-1, said: [{source: paper, rate: 6}, {source: late, rate: 7}]",
      "from: 2025-05-14, source: eo-1, said: [{source: paper, rate: 5}, {source: late, rate: 6}]"};
  for (size_t k = 0; k < sizeof one / sizeof *one; k++) {
    if (conflicts_of(one[k]) != 1) {
      fail_msg("%s: %d", one[k], conflicts_of(one[k]));
    }
  }
}

static void a_dossier_of_one_voice_has_none(void **state) {
  (void)state;
  scratch s = scratch_new();
  scratch_take_base(&s);
  scratch_put(&s, "measures/us.yaml", "");
  scratch_put(&s, "commitments.yaml",
              "- {id: c, title: T, by: CHN, to: USA, promise: plan, source: eo-1, said-by: [CHN, USA]}\n"
              "- {id: d, title: T, by: CHN, to: USA, promise: plan, source: eo-1}\n");
  prl_dossier *dossier = open_dossier(s.path);
  prl_conflicts *conflicts;
  prl_error err = {0};
  int32_t count = -1;
  assert_int_equal(prl_conflicts_new(&conflicts, dossier, &err), PRL_OK);
  prl_conflicts_look(&count, conflicts);
  assert_int_equal(count, 0);
  prl_conflicts_free(conflicts);
  prl_conflicts_free(NULL);
  prl_dossier_free(dossier);
  scratch_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_truce_as_several_sources_tell_it), cmocka_unit_test(ways_to_say_one_date_are_no_conflict),
      cmocka_unit_test(what_no_reading_reconciles_is_one), cmocka_unit_test(a_dossier_of_one_voice_has_none)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
