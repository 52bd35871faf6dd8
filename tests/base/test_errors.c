/* Errors: the first wins, texts are cut whole, and a printed error leaves out what is absent. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static const char *printed(const prl_error *err) {
  static char text[2048];
  prl_error_print(text, sizeof text, err);
  return text;
}

static void first_error_wins(void **state) {
  (void)state;
  prl_error err = {0};
  assert_int_equal(prl_fail(&err, PRL_E_VALUE, "found %d", 7), PRL_E_VALUE);
  prl_error_at(&err, "a.csv", 3, 4);
  prl_error_item(&err, "CHN -> %s", "USA");
  prl_error_hint(&err, "write 8");
  assert_int_equal(prl_fail(&err, PRL_E_MISSING, "later"), PRL_E_VALUE);
  prl_error_at(&err, "b.csv", 9, 9);
  prl_error_item(&err, "other");
  prl_error_hint(&err, "other");
  assert_string_equal(printed(&err), "a.csv:3:4: error: found 7 (CHN -> USA). write 8");
}

static void place_can_be_completed_by_a_caller(void **state) {
  (void)state;
  prl_error err = {0};
  prl_fail(&err, PRL_E_VALUE, "bad");
  prl_error_at(&err, NULL, 3, 4);
  prl_error_at(&err, "a.csv", 0, 0);
  assert_string_equal(err.file, "a.csv");
  assert_int_equal(err.line, 3);
}

static void absent_parts_are_left_out(void **state) {
  (void)state;
  prl_error err = {0};
  prl_fail(&err, PRL_E_CANCELLED, "stopped");
  assert_string_equal(printed(&err), "error: stopped");
  prl_error_at(&err, "a.yaml", 0, 0);
  assert_string_equal(printed(&err), "a.yaml: error: stopped");
  err.line = 5;
  assert_string_equal(printed(&err), "a.yaml:5: error: stopped");
  err.file[0] = '\0';
  assert_string_equal(printed(&err), "5: error: stopped");
}

static void hint_falls_back_to_the_advice(void **state) {
  (void)state;
  prl_error err = {0};
  prl_fail(&err, PRL_E_NO_FILE, "gone");
  assert_string_equal(printed(&err), "error: gone. check the path");
  prl_error_hint(&err, "look elsewhere");
  assert_string_equal(printed(&err), "error: gone. look elsewhere");
}

static void no_error_takes_no_place(void **state) {
  (void)state;
  prl_error err = {0};
  prl_error_at(&err, "a", 1, 1);
  prl_error_item(&err, "x");
  prl_error_hint(&err, "x");
  prl_error nothing = {0};
  assert_memory_equal(&err, &nothing, sizeof err);
  prl_error_at(NULL, "a", 1, 1);
  prl_error_item(NULL, "x");
  prl_error_hint(NULL, "x");
  assert_int_equal(prl_fail(NULL, PRL_E_READ, "x"), PRL_E_READ);
}

static void an_error_replaces_an_information(void **state) {
  (void)state;
  prl_error err = {0};
  prl_fail(&err, PRL_BEST_ITERATE, "near");
  prl_error_item(&err, "old");
  assert_int_equal(prl_fail(&err, PRL_E_MEMORY, "full"), PRL_E_MEMORY);
  assert_string_equal(err.message, "full");
  assert_string_equal(err.item, "");
}

static void long_texts_are_cut_between_characters(void **state) {
  (void)state;
  char text[1024];
  for (int odd = 0; odd < 3; odd++) {
    memset(text, 'a', (size_t)odd);
    for (int k = 0; k < 300; k++) memcpy(text + odd + k * 3, "\xE2\x82\xAC", 3);
    text[odd + 900] = '\0';
    prl_error err = {0};
    prl_fail(&err, PRL_E_VALUE, "%s", text);
    size_t length = strlen(err.message);
    assert_true(length > sizeof err.message - 4 && length < sizeof err.message);
    assert_int_equal((length - (size_t)odd) % 3, 0);
  }
}

static void every_status_has_text_and_exit(void **state) {
  (void)state;
#define PRL_X(name, value, exit, text, advice)                                                                                             \
  assert_string_equal(prl_status_text(PRL_##name), text);                                                                                  \
  assert_string_equal(prl_status_advice(PRL_##name), advice);                                                                              \
  assert_int_equal(prl_status_exit(PRL_##name), exit);
  PRL_STATUS_LIST(PRL_X)
#undef PRL_X
  assert_non_null(prl_status_text((prl_status)-999));
  assert_non_null(prl_status_advice((prl_status)-999));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(first_error_wins),
      cmocka_unit_test(place_can_be_completed_by_a_caller),
      cmocka_unit_test(absent_parts_are_left_out),
      cmocka_unit_test(hint_falls_back_to_the_advice),
      cmocka_unit_test(no_error_takes_no_place),
      cmocka_unit_test(an_error_replaces_an_information),
      cmocka_unit_test(long_texts_are_cut_between_characters),
      cmocka_unit_test(every_status_has_text_and_exit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
