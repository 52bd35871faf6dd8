/* test_robust.c -- a stiff map under shocks of every size: whatever is thrown at it, it is solved to 1e-10, the way it says it was. */
#include "stiff.h"

enum { SHOCKS = 1000 };

static void every_shock_is_solved(uint64_t base, double most_step) {
  static stiff start, s;
  stiff_base(&start, base);
  for (uint64_t seed = 1; seed <= SHOCKS; seed++) {
    s = start;
    stiff_shock(&s, seed * 7919);
    const prl_problem problem = {STIFF, STIFF_N, &s, stiff_residual, stiff_product, stiff_step, most_step};
    prl_solver_options o;
    prl_solver_defaults(&o);
    o.tolerance = 1e-10;
    prl_solver_info info;
    double x[STIFF] = {0}, r[STIFF];
    const prl_status status = prl_fixed_point(x, &problem, &o, &info, NULL);
    if (status) print_message("# base %d, shock %d: %s at %.2g\n", (int)base, (int)seed, info.reason, info.residual);
    assert_int_equal(status, PRL_OK);
    assert_int_equal(info.evaluations, s.calls);
    assert_true(stiff_residual(&s, r, x) == info.residual && info.residual <= 1e-10);
  }
}

static void with_steps_of_any_length(void **state) {
  (void)state;
  every_shock_is_solved(3, 0);
}

static void with_steps_held_short(void **state) {
  (void)state;
  every_shock_is_solved(6, 0.5);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(with_steps_of_any_length), cmocka_unit_test(with_steps_held_short)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
