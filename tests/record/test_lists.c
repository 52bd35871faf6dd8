/* Product lists: sorted, typed, and one malformed list an error. */
#include "scratch.h"

#include <math.h>

static prl_status open_with(const char *csv, prl_dossier **out, prl_error *err) {
  scratch s = scratch_new();
  scratch_put(&s, "dossier.yaml", "title: T\nhorizon: 2026-10-17\nparties: []\n");
  scratch_put(&s, "lists/a.csv", csv);
  prl_status status = prl_dossier_open(out, s.path, err);
  scratch_free(&s);
  return status;
}

static void lines_are_sorted_and_typed(void **state) {
  (void)state;
  prl_dossier *dossier;
  prl_error err = {0};
  assert_int_equal(
      open_with("hs,rate,from,until,note\n85,5,,,\n0201,25,2019-05-10,,\n8471,,,,\"a, b\"\n0201,10,2018-09,2019-05-10,\n", &dossier, &err),
      PRL_OK);
  prl_dossier_view view = prl_dossier_look(dossier);
  assert_int_equal(view.list_count, 1);
  const prl_list *list = &view.lists[0];
  static const char *const hs[] = {"0201", "0201", "8471", "85"};
  assert_string_equal(list->id, "a");
  assert_int_equal(list->count, 4);
  for (int k = 0; k < 4; k++) {
    assert_string_equal(list->lines[k].hs, hs[k]);
  }
  assert_true(list->lines[0].rate == 10 && list->lines[1].rate == 25 && isnan(list->lines[2].rate));
  assert_int_equal(list->lines[0].from.kind, PRL_WHEN_MONTH);
  assert_string_equal(list->lines[2].note, "a, b");
  assert_int_equal(list->lines[3].until.kind, PRL_WHEN_NONE);
  prl_dossier_free(dossier);
}

static void refused(const char *csv, prl_status status, int line, int column, const char *words) {
  prl_dossier *dossier;
  prl_error err = {0};
  open_with(csv, &dossier, &err);
  assert_null(dossier);
  if (err.status != status || err.line != line || err.column != column || !strstr(err.message, words)) {
    fail_msg("'%s': got %d at %d:%d %s", csv, err.status, err.line, err.column, err.message);
  }
  assert_non_null(strstr(err.file, "lists/a.csv"));
}

static void what_is_refused(void **state) {
  (void)state;
  refused("hs\n8542\n85.42\n", PRL_E_VALUE, 3, 1, "HS code");
  refused("hs\n8\n", PRL_E_VALUE, 2, 1, "2 to 10 digits");
  refused("hs\n2011000\n", PRL_E_VALUE, 2, 1, "3, 5 or 7 digits");
  refused("hs\n0011\n", PRL_E_VALUE, 2, 1, "chapter 00");
  refused("hs,rate\n8542,ten\n", PRL_E_VALUE, 2, 6, "ten");
  refused("hs,rate\n8542,-101\n", PRL_E_VALUE, 2, 6, "below -100");
  refused("hs,from\n8542,soon\n", PRL_E_VALUE, 2, 6, "from");
  refused("hs,from,until\n8542,2025-05-14,2025-05-14\n", PRL_E_VALUE, 2, 17, "until is not after from");
  refused("hs\n8542\n8471\n8542\n", PRL_E_DUPLICATE, 4, 1, "stands already");
  refused("hs,from,until\n8542,2018-01-01,2019-01-01\n8542,2018-06-01,\n", PRL_E_DUPLICATE, 3, 1, "stands already");
  refused("hs,rates\n8542,5\n", PRL_E_UNKNOWN_ID, 1, 1, "rates");
  refused("code\n8542\n", PRL_E_MISSING, 1, 1, "hs");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lines_are_sorted_and_typed), cmocka_unit_test(what_is_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
