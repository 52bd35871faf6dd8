/* test_batch.c -- eight problems at once: each lane's bits are its own, whatever lane it is and whoever is in the others. */
#include "stiff.h"

typedef struct lanes {
  stiff map[PRL_BATCH];
  bool hopeless[PRL_BATCH], outside[PRL_BATCH]; /* no solution; out of the domain from the third evaluation on */
  double last[STIFF * PRL_BATCH];
  int calls;
} lanes;

static lanes all; /* large */

static void from_lane(double *to, const double *x, int l) {
  for (int k = 0; k < STIFF; k++) to[k] = x[k * PRL_BATCH + l];
}

static void to_lane(double *x, const double *from, int l) {
  for (int k = 0; k < STIFF; k++) x[k * PRL_BATCH + l] = from[k];
}

static void residual(void *context, double *r, const double *x, double size[PRL_BATCH]) {
  lanes *a = context;
  a->calls++;
  memcpy(a->last, x, sizeof a->last);
  for (int l = 0; l < PRL_BATCH; l++) {
    double xl[STIFF], rl[STIFF];
    from_lane(xl, x, l);
    size[l] = stiff_residual(a->map + l, rl, xl);
    if (a->hopeless[l]) rl[0] += 1, size[l] = 1 + size[l];
    if (a->outside[l] && a->calls > 2) rl[3] = size[l] = NAN;
    to_lane(r, rl, l);
  }
}

static void step(void *context, double *d, const double *r) {
  const lanes *a = context;
  for (int l = 0; l < PRL_BATCH; l++) {
    double rl[STIFF], dl[STIFF];
    from_lane(rl, r, l);
    stiff_step((void *)(a->map + l), dl, rl);
    to_lane(d, dl, l);
  }
}

/* A mild shock: one that Anderson solves by itself. */
static void put(int l, int shock) {
  stiff_base(all.map + l, 3);
  uint64_t seed = (uint64_t)shock;
  for (int n = 0; n < STIFF_N; n++)
    for (int i = 0; i < STIFF_N; i++)
      if (i != n && draw(&seed) > 0.5) all.map[l].ln_a[n][i] -= 5 * (1 + draw(&seed));
  all.hopeless[l] = all.outside[l] = false;
  all.calls = 0;
}

static prl_status solve(double *x, prl_solver_info *info, double most_step, int32_t memory) {
  const prl_batch_problem problem = {STIFF, STIFF_N, &all, residual, step, most_step};
  prl_solver_options o;
  prl_solver_defaults(&o);
  o.memory = memory;
  memset(x, 0, STIFF * PRL_BATCH * sizeof *x);
  return prl_fixed_points(x, &problem, &o, info, NULL);
}

static void as_one_by_one(void **state) {
  (void)state;
  double x[STIFF * PRL_BATCH];
  prl_solver_info info[PRL_BATCH], alone;
  for (int l = 0; l < PRL_BATCH; l++) put(l, 100 + l);
  assert_int_equal(solve(x, info, 0, 8), PRL_OK);
  int64_t most = 0;
  for (int l = 0; l < PRL_BATCH; l++) {
    double xl[STIFF], y[STIFF] = {0};
    const prl_problem problem = {STIFF, STIFF_N, all.map + l, stiff_residual, stiff_product, stiff_step, 0};
    assert_int_equal(prl_fixed_point(y, &problem, NULL, &alone, NULL), PRL_OK);
    from_lane(xl, x, l);
    for (int k = 0; k < STIFF; k++) assert_true(fabs(xl[k] - y[k]) < 1e-10);
    assert_true(info[l].residual <= 1e-12 && llabs(info[l].evaluations - alone.evaluations) <= 3);
    assert_string_equal(info[l].reason, "converged");
    if (info[l].evaluations > most) most = info[l].evaluations;
  }
  assert_int_equal(all.calls, most); /* the slowest decides, and nothing is evaluated after it */
  for (int k = 0; k < STIFF * PRL_BATCH; k++) assert_true(all.last[k] == x[k]);
}

/* Shock 100 in lane l among neighbours from `others` on; must give the bits of `bits`, or makes them. */
static void same_bits(double *bits, int64_t *evaluations, int l, int others, double most_step, int32_t memory) {
  double x[STIFF * PRL_BATCH], xl[STIFF];
  prl_solver_info info[PRL_BATCH];
  for (int k = 0; k < PRL_BATCH; k++) put(k, others + k);
  put(l, 100);
  if (others == 300) all.hopeless[(l + 3) % PRL_BATCH] = all.outside[(l + 5) % PRL_BATCH] = true;
  assert_int_equal(solve(x, info, most_step, memory), others == 300 ? PRL_BEST_ITERATE : PRL_OK);
  from_lane(xl, x, l);
  if (!*evaluations) {
    memcpy(bits, xl, sizeof xl);
    *evaluations = info[l].evaluations;
  }
  assert_memory_equal(bits, xl, sizeof xl);
  assert_int_equal(info[l].evaluations, *evaluations);
}

static void own_bits_in_any_company(void **state) {
  (void)state;
  for (int k = 0; k < 4; k++) {
    const double most_step = k & 1 ? 0.02 : 0;
    const int32_t memory = k & 2 ? 3 : 8;
    double bits[STIFF];
    int64_t evaluations = 0;
    for (int l = 0; l < PRL_BATCH; l++) same_bits(bits, &evaluations, l, 200, most_step, memory);
    for (int l = 0; l < PRL_BATCH; l++) same_bits(bits, &evaluations, l, 300, most_step, memory);
    same_bits(bits, &evaluations, 2, 100 - 2, most_step, memory);
  }
}

static void the_lost_are_named(void **state) {
  (void)state;
  double x[STIFF * PRL_BATCH];
  prl_solver_info info[PRL_BATCH];
  for (int l = 0; l < PRL_BATCH; l++) put(l, 100 + l);
  all.hopeless[1] = all.outside[6] = true;
  assert_int_equal(solve(x, info, 0, 8), PRL_BEST_ITERATE);
  for (int l = 0; l < PRL_BATCH; l++) {
    const bool lost = l == 1 || l == 6;
    assert_true((info[l].residual <= 1e-12) == !lost);
    assert_true((strcmp(info[l].reason, "converged") == 0) == !lost);
    for (int k = 0; k < STIFF && lost; k++) assert_true(x[k * PRL_BATCH + l] == 0); /* the start */
  }
  assert_non_null(strstr(info[1].reason, "stalled"));
  assert_non_null(strstr(info[6].reason, "out of the domain"));
}

static bool at_three(void *context, int64_t evaluations, double residual_now) {
  (void)context, (void)residual_now;
  return evaluations < 3;
}

static void can_be_cancelled_and_refuses_nonsense(void **state) {
  (void)state;
  double x[STIFF * PRL_BATCH] = {0};
  prl_batch_problem problem = {STIFF, STIFF_N, &all, residual, step, 0};
  prl_solver_info info[PRL_BATCH];
  prl_solver_options o;
  prl_solver_defaults(&o);
  for (int l = 0; l < PRL_BATCH; l++) put(l, 100 + l);
  o.progress = at_three;
  assert_int_equal(prl_fixed_points(x, &problem, &o, info, NULL), PRL_E_CANCELLED);
  assert_int_equal(all.calls, 3);
  assert_string_equal(info[0].reason, "cancelled");
  o.progress = NULL, o.most = 2;
  assert_int_equal(prl_fixed_points(x, &problem, &o, info, NULL), PRL_BEST_ITERATE);
  assert_string_equal(info[0].reason, "out of evaluations");
  problem.lead = STIFF + 1;
  assert_int_equal(prl_fixed_points(x, &problem, &o, info, NULL), PRL_E_VALUE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(as_one_by_one), cmocka_unit_test(own_bits_in_any_company),
                                     cmocka_unit_test(the_lost_are_named), cmocka_unit_test(can_be_cancelled_and_refuses_nonsense)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
