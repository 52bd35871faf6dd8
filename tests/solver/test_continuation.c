/* test_continuation.c -- a path is followed to its end with steps as long as they can be, or to where it ends, and says which. */
#include "draws.h"

typedef struct walk {
  double longest, wall, last; /* a step longer than this fails; nothing is solved from here on; the last t solved */
  prl_status refusal;
  int calls, failures;
} walk;

/* x = (t, 1 + t^2); spoils x when it fails */
static prl_status go(void *context, double t, double *x, prl_error *err) {
  walk *w = context;
  w->calls++;
  assert_true(x[0] == w->last); /* started from the last solution */
  if (t - w->last > w->longest || t >= w->wall) {
    w->failures++;
    x[0] = x[1] = NAN;
    return w->refusal > 0 ? w->refusal : prl_fail(err, w->refusal, "refused at %g", t);
  }
  x[0] = w->last = t;
  x[1] = 1 + t * t;
  return PRL_OK;
}

static prl_status follow(walk *w, double *x, double *reached, prl_error *err) {
  const prl_path path = {.n = 2, .context = w, .solve = go, .first = 1, .least = 1e-6};
  x[0] = 0, x[1] = 1;
  return prl_continue(x, &path, reached, err);
}

static void at_once_where_it_can(void **state) {
  (void)state;
  walk w = {.longest = 2, .wall = 2, .refusal = PRL_BEST_ITERATE};
  double x[2], reached;
  assert_int_equal(follow(&w, x, &reached, NULL), PRL_OK);
  assert_true(reached == 1 && x[0] == 1 && x[1] == 2);
  assert_int_equal(w.calls, 1);
}

static void step_by_step_where_it_must(void **state) {
  (void)state;
  walk w = {.longest = 0.13, .wall = 2, .refusal = PRL_E_NO_CONVERGENCE};
  prl_error err = {0};
  double x[2], reached;
  assert_int_equal(follow(&w, x, &reached, &err), PRL_OK);
  assert_true(reached == 1 && x[0] == 1 && x[1] == 2 && w.failures >= 3);
  assert_int_equal(w.calls, w.failures + 8); /* steps of 1/8 */
  assert_int_equal(err.status, PRL_OK);      /* a step that was too long is no error */
}

static void as_far_as_it_goes(void **state) {
  (void)state;
  walk w = {.longest = 2, .wall = 0.6, .refusal = PRL_BEST_ITERATE};
  double x[2], reached;
  assert_int_equal(follow(&w, x, &reached, NULL), PRL_BEST_ITERATE);
  assert_true(reached < 0.6 && reached > 0.6 - 4e-6);
  assert_true(x[0] == reached && x[1] == 1 + reached * reached);
}

static void other_failures_pass_through(void **state) {
  (void)state;
  walk w = {.longest = 0.13, .wall = 2, .refusal = PRL_E_CANCELLED};
  prl_error err = {0};
  double x[2], reached;
  assert_int_equal(follow(&w, x, &reached, &err), PRL_E_CANCELLED);
  assert_int_equal(w.calls, 1);
  assert_true(x[0] == 0 && x[1] == 1 && reached == 0);
  assert_non_null(strstr(err.message, "refused at 1"));
}

static void refuses_nonsense(void **state) {
  (void)state;
  walk w = {0};
  double x[2], reached;
  const prl_path wrong[] = {{.n = 0, .solve = go, .first = 1, .least = 0.1},
                            {.n = 2, .solve = go, .first = 0, .least = 0.1},
                            {.n = 2, .solve = go, .first = 1.5, .least = 0.1},
                            {.n = 2, .solve = go, .first = 1, .least = 0}};
  for (int k = 0; k < 4; k++) {
    prl_error err = {0};
    assert_int_equal(prl_continue(x, wrong + k, &reached, &err), PRL_E_VALUE);
    assert_non_null(strstr(err.message, "expected"));
  }
  assert_int_equal(w.calls, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(at_once_where_it_can), cmocka_unit_test(step_by_step_where_it_must),
                                     cmocka_unit_test(as_far_as_it_goes), cmocka_unit_test(other_failures_pass_through),
                                     cmocka_unit_test(refuses_nonsense)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
