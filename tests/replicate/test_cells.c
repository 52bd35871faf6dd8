/* test_cells.c -- how a computed number stands to a printed one, and which papers there are. */
#include "papers.h"

static void every_printed_digit(void **state) {
  (void)state;
  assert_int_equal(prl_agree(1.3121, "1.31"), PRL_AGREEMENT_DIGITS);
  assert_int_equal(prl_agree(1.3149999, "1.31"), PRL_AGREEMENT_DIGITS);
  assert_int_equal(prl_agree(1.3051, "1.31"), PRL_AGREEMENT_DIGITS);
  assert_int_equal(prl_agree(-0.0638, "-0.06"), PRL_AGREEMENT_DIGITS);
  assert_int_equal(prl_agree(-0.0007, "-0.00"), PRL_AGREEMENT_DIGITS);
  assert_int_equal(prl_agree(0.0007, "-0.00"), PRL_AGREEMENT_DIGITS);
  assert_int_equal(prl_agree(7.2, "7"), PRL_AGREEMENT_DIGITS);
  assert_int_equal(prl_agree(1.3161, "1.31"), PRL_AGREEMENT_DIFFERS);
  assert_int_equal(prl_agree(-1.3121, "1.31"), PRL_AGREEMENT_DIFFERS);
}

static void padded_from_three_significant_digits(void **state) {
  (void)state;
  assert_int_equal(prl_agree(36.26166, "36.30"), PRL_AGREEMENT_PADDED);
  assert_int_equal(prl_agree(-0.029933, "-0.0300"), PRL_AGREEMENT_DIFFERS); /* three digits, but not these */
  assert_int_equal(prl_agree(118.85, "119.00"), PRL_AGREEMENT_PADDED);
  assert_int_equal(prl_agree(36.26166, "36.31"), PRL_AGREEMENT_DIFFERS); /* a digit too many to be padding */
  assert_int_equal(prl_agree(3.626166, "3.60"), PRL_AGREEMENT_DIFFERS);  /* three digits are 3.63 */
}

static void rounded_twice(void **state) {
  (void)state;
  assert_int_equal(prl_agree(0.0849573, "0.09"), PRL_AGREEMENT_ROUNDED_TWICE);
  assert_int_equal(prl_agree(-0.414526, "-0.42"), PRL_AGREEMENT_ROUNDED_TWICE);
  assert_int_equal(prl_agree(0.994709, "1.00"), PRL_AGREEMENT_ROUNDED_TWICE);
  assert_int_equal(prl_agree(0.0844, "0.09"), PRL_AGREEMENT_DIFFERS);
  assert_int_equal(prl_agree(NAN, "0.09"), PRL_AGREEMENT_DIFFERS);
  assert_int_equal(prl_agree(0.09, "n.a."), PRL_AGREEMENT_DIFFERS);
}

static void only_agreement_counts_as_a_match(void **state) {
  (void)state;
  for (int k = 0; k < PRL_AGREEMENTS; k++) {
    const bool match = k < PRL_AGREEMENT_ROUNDED_TWICE; /* those after it are listed */
    assert_int_equal(prl_agreement_matches((prl_agreement)k), match);
    assert_int_equal(*prl_agreement_text((prl_agreement)k) == '\0', k == PRL_AGREEMENT_DIGITS);
  }
}

static void papers_by_id(void **state) {
  (void)state;
  prl_error err = {0};
  assert_ptr_equal(prl_paper_find("cp2015", &err), prl_paper_at(0));
  assert_null(prl_paper_at(-1));
  assert_null(prl_paper_find("cp2051", &err));
  assert_int_equal(err.status, PRL_E_UNKNOWN_ID);
  assert_non_null(strstr(err.hint, "cp2015"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_printed_digit), cmocka_unit_test(padded_from_three_significant_digits),
      cmocka_unit_test(rounded_twice),       cmocka_unit_test(only_agreement_counts_as_a_match),
      cmocka_unit_test(papers_by_id),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
