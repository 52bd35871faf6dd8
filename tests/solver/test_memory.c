/* test_memory.c -- every failed allocation of the solver is said; and with borrowed work there is none to fail. */
#include "../failing.h"
#include "stiff.h"

static stiff map;
static double *work;

static prl_problem problem_of(void) {
  return (prl_problem){
      .n = STIFF, .lead = STIFF_N, .context = &map, .residual = stiff_residual, .product = stiff_product, .step = stiff_step};
}

static prl_status one(prl_error *err) {
  double x[STIFF] = {0};
  const prl_problem problem = problem_of();
  prl_solver_options o;
  prl_solver_info info;
  prl_solver_defaults(&o);
  o.work = work;
  return prl_fixed_point(x, &problem, &o, &info, err);
}

static void still(void *context, double *r, const double *x, double size[PRL_BATCH]) {
  (void)context, (void)x;
  for (int l = 0; l < PRL_BATCH; l++) r[l] = size[l] = 0;
}

static prl_status eight(prl_error *err) {
  double x[PRL_BATCH] = {0};
  const prl_batch_problem problem = {.n = 1, .lead = 1, .residual = still};
  prl_solver_info info[PRL_BATCH];
  return prl_fixed_points(x, &problem, NULL, info, err);
}

static double off_by(void *context, double *r, const double *x) {
  (void)context;
  r[0] = 2 - x[0];
  return r[0] < 0 ? -r[0] : r[0];
}

static prl_status homotopy(prl_error *err) {
  const prl_problem problem = {.n = 1, .lead = 1, .residual = off_by};
  double x = 0;
  prl_solver_info info;
  return prl_homotopy(&x, &problem, NULL, &info, err);
}

static prl_status arrive(void *context, double t, double *x, prl_error *err) {
  (void)context, (void)err;
  *x = t;
  return PRL_OK;
}

static prl_status path(prl_error *err) {
  const prl_path along = {.n = 1, .solve = arrive, .first = 1, .least = 0.1};
  double x = 0, reached;
  return prl_continue(&x, &along, &reached, err);
}

static void failures_are_said(void **state) {
  (void)state;
  stiff_base(&map, 3);
  every_failure_is_said(one, 1);
  every_failure_is_said(eight, 1);
  every_failure_is_said(homotopy, 3);
  every_failure_is_said(path, 1);
}

static void borrowed_work_needs_none(void **state) {
  (void)state;
  stiff_base(&map, 3);
  stiff_shock(&map, 5);
  const prl_problem problem = problem_of();
  work = malloc((size_t)prl_fixed_point_work(&problem, NULL) * sizeof *work);
  failing_countdown = 1; /* the next allocation would fail */
  const prl_status status = one(NULL);
  const int left = failing_countdown;
  failing_countdown = 0;
  free(work);
  work = NULL;
  assert_int_equal(status, PRL_OK);
  assert_int_equal(left, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(failures_are_said), cmocka_unit_test(borrowed_work_needs_none)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
