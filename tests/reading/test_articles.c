/* three published articles, where they are at hand: what a careful reader finds in each, and what is wrong in each */
#include "reads.h"

static bool at_hand(reads *out, const char *name, const char *date) {
  char path[256], *bytes;
  size_t length;
  prl_error err = {0};
  snprintf(path, sizeof path, "../shared/articles/%s", name);
  if (prl_file_read(&bytes, &length, path, &err) != PRL_OK) {
    print_message("# skipped: %s is not there\n", path);
    return false;
  }
  *out = reads_bytes(bytes, length, date);
  free(bytes);
  return true;
}

static int32_t events_of(const reads *r, const char *entry) {
  int32_t count = 0;
  for (int32_t n = 0; reads_nth(r, PRL_FOUND_EVENT, NULL, n); n++) count += !strcmp(reads_nth(r, PRL_FOUND_EVENT, NULL, n)->entry, entry);
  return count;
}

static void a_video_call(void **state) {
  static const char *const dates[] = {NULL, "2025-12-06"};
  reads r;
  (void)state;
  for (int32_t k = 0; k < 2; k++) {
    if (!at_hand(&r, "001_a673c1e6939f941b.txt", dates[k])) return;
    assert_true(events_of(&r, "call-2025-12-05") >= 2);
    assert_int_equal(events_of(&r, "call-2025-11-24"), 1);
    const prl_finding *f = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "date", 0);
    assert_non_null(f);
    assert_string_equal(f->entry, "call-2025-11-24");
    assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, "status"), 1);
    assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 2);
    assert_non_null(reads_of(&r, PRL_FOUND_PERSON, "Sanae Takaichi"));
    assert_int_equal(reads_count(&r, PRL_FOUND_PERSON, NULL), 6);
    reads_free(&r);
  }
}

static void a_readout(void **state) {
  static const char *const dates[] = {NULL, "2025-12-05"};
  reads r;
  (void)state;
  for (int32_t k = 0; k < 2; k++) {
    if (!at_hand(&r, "002_ce05f148b40427d5.txt", dates[k])) return;
    const prl_finding *f = reads_nth(&r, PRL_FOUND_DISAGREEMENT, "office", 0);
    assert_non_null(f);
    assert_string_equal(f->entry, "joe-biden");
    assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 1);
    assert_int_equal(events_of(&r, "busan-2025-10-30"), 1);
    assert_int_equal(events_of(&r, "call-2025-11-24"), 1);
    assert_int_equal(events_of(&r, "kuala-lumpur-2025-10-25"), 1);
    assert_true(events_of(&r, "call-2025-12-05") >= 1);
    reads_free(&r);
  }
}

static void a_visit(void **state) {
  reads r;
  char text[64];
  (void)state;
  if (!at_hand(&r, "004_ceb9d32d33ca2a5a.txt", NULL)) return;
  assert_string_equal(reads_when(text, &r.view.date), "2023-08-28");
  assert_true(events_of(&r, "beijing-2023-08-28") >= 2);
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, "name"), 1);
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, "number"), 1);
  assert_int_equal(reads_count(&r, PRL_FOUND_DISAGREEMENT, NULL), 2);
  assert_int_equal(reads_count(&r, PRL_FOUND_CLAIM, "refusal"), 1);
  assert_string_equal(reads_nth(&r, PRL_FOUND_CLAIM, "refusal", 0)->name, "Gina Raimondo");
  reads_free(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_video_call), cmocka_unit_test(a_readout), cmocka_unit_test(a_visit)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
