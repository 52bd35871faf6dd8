/* test_lists.c -- on which list an item stands, for every pattern of gains, losses and unknowns of two parties. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/talks/inside.h"

static void rule(double a, double b, prl_on_list expected) {
  const double forward[] = {a, b}, backward[] = {b, a};
  assert_int_equal(prl_list_of(forward, 2, 0.01), expected);
  assert_int_equal(prl_list_of(backward, 2, 0.01), expected);
}

static void every_pattern(void **state) {
  (void)state;
  rule(0.5, 0.5, PRL_LIST_COOPERATION);
  rule(0.5, 0, PRL_LIST_COOPERATION);
  rule(0.5, -0.009, PRL_LIST_COOPERATION); /* within the tolerance */
  rule(0.5, -0.011, PRL_LIST_OUTSTANDING);
  rule(-0.5, -0.5, PRL_LIST_OUTSTANDING);
  rule(0.009, -0.009, PRL_LIST_NEUTRAL);
  rule(0, 0, PRL_LIST_NEUTRAL);
  rule(0.5, NAN, PRL_LIST_SILENT); /* who knows whether the other loses */
  rule(-0.5, NAN, PRL_LIST_OUTSTANDING);
  rule(NAN, NAN, PRL_LIST_SILENT);
  assert_int_equal(prl_list_of(NULL, 0, 0.01), PRL_LIST_SILENT);
}

static void words(void **state) {
  (void)state;
  assert_string_equal(prl_on_list_word(PRL_LIST_COOPERATION), "cooperation");
  assert_string_equal(prl_on_list_word(PRL_LIST_OUTSTANDING), "outstanding");
  assert_string_equal(prl_on_list_word(PRL_LIST_NEUTRAL), "neutral");
  assert_string_equal(prl_on_list_word(PRL_LIST_SILENT), "silent");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_pattern), cmocka_unit_test(words)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
