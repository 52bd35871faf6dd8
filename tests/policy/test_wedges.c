/* joining two policies: laws of weights and classes */
#include "tiny.h"

static void a_policy_with_itself_changes_nothing(void **state) {
  const tiny *t = *state;
  prl_policy *p = policy_on(t->lines, "2021-06-01", NULL, 0);
  prl_joined *j = join(p, p);
  prl_wedges w = prl_joined_wedges(j);
  assert_sound(&w);
  assert_int_equal(w.wedge_count, 4);
  for (int32_t k = 0; k < w.class_count; k++) assert_memory_equal(&w.classes[k].base.tariff, &w.classes[k].now.tariff, sizeof(double));
  prl_joined_free(j);
  prl_policy_free(p);
}

static void nothing_and_nothing_is_nothing(void **state) {
  const tiny *t = *state;
  prl_joined *j = join(t->zero, t->zero);
  prl_wedges w = prl_joined_wedges(j);
  assert_int_equal(w.wedge_count, 0);
  assert_int_equal(w.class_count, 0);
  prl_joined_free(j);
}

static void base_and_now_change_places(void **state) {
  const tiny *t = *state;
  prl_policy *p = policy_on(t->lines, "2021-06-01", NULL, 0);
  prl_joined *there = join(t->zero, p), *back = join(p, t->zero);
  prl_wedges x = prl_joined_wedges(there), y = prl_joined_wedges(back);
  assert_sound(&x);
  assert_sound(&y);
  assert_int_equal(x.class_count, y.class_count);
  for (int32_t k = 0; k < x.class_count; k++) {
    assert_true(x.classes[k].now.tariff == y.classes[k].base.tariff);
    assert_true(y.classes[k].now.tariff == 0 && x.classes[k].base.tariff == 0);
  }
  prl_joined_free(there);
  prl_joined_free(back);
  prl_policy_free(p);
}

static void weights_are_the_lines_shares(void **state) {
  const tiny *t = *state;
  prl_policy *p = policy_on(t->lines, "2021-06-01", NULL, 0);
  prl_joined *j = join(t->zero, p);
  prl_wedges w = prl_joined_wedges(j);
  assert_near(paying(&w, A, USA, CHN, 28), 0.6); /* list 25 + ordinary 3 */
  assert_near(paying(&w, A, USA, CHN, 3), 0.4);
  assert_near(paying(&w, M, USA, CHN, 25), 0.6);  /* the list leaves no room for the line rate */
  assert_near(paying(&w, M, USA, CHN, 51), 0.2);  /* review 50 in place of the list, and then the line rate of its chapter */
  assert_near(paying(&w, M, USA, CHN, 7.5), 0.2); /* the line's own rate since 2021, not its chapter's */
  assert_near(paying(&w, A, USA, ROW, 23), 0.25); /* Hong Kong's part of the rest of the world */
  assert_near(paying(&w, A, USA, ROW, 3), 0.75);
  assert_null(wedge_of(&w, M, USA, ROW));
  assert_near(paying(&w, A, USA, EUN, 11), 1); /* its two members named are the Union */
  assert_null(wedge_of(&w, A, CHN, USA));
  prl_joined_free(j);
  prl_policy_free(p);
}

/* two policies with the same first changes part their lines alike */
static void shares_line_up(void **state) {
  const tiny *t = *state;
  prl_change two[] = {duty("USA", to_chn, 10), duty("USA", to_chn, 20)};
  two[0].share = 0.4;
  two[1].share = 0.5;
  prl_policy *one = policy_on(t->blank, NULL, two, 1), *both = policy_on(t->blank, NULL, two, 2);
  prl_joined *j = join(one, both);
  prl_wedges w = prl_joined_wedges(j);
  const prl_wedge *flow = wedge_of(&w, A, USA, CHN);
  assert_sound(&w);
  assert_non_null(flow);
  assert_int_equal(flow->count, 4);
  double both_ways = 0;
  for (int32_t k = flow->first; k < flow->first + flow->count; k++) {
    const prl_class *c = &w.classes[k];
    if (fabs(c->base.tariff - 0.1) < 1e-12)
      assert_true(fabs(c->now.tariff - 0.1) < 1e-12 || fabs(c->now.tariff - 0.3) < 1e-12);
    else
      assert_true(c->base.tariff == 0 && (c->now.tariff == 0 || fabs(c->now.tariff - 0.2) < 1e-12));
    if (fabs(c->now.tariff - 0.3) < 1e-12) both_ways += c->weight;
  }
  assert_near(both_ways, 0.2);
  prl_joined_free(j);
  prl_policy_free(one);
  prl_policy_free(both);
}

static void refuses_policies_over_different_lines(void **state) {
  const tiny *t = *state;
  prl_policy *other = policy_on(t->blank, NULL, NULL, 0);
  prl_joined *j;
  prl_error err = {0};
  assert_int_equal(prl_policy_join(&j, t->zero, other, &err), PRL_E_VALUE);
  assert_null(j);
  assert_non_null(strstr(err.message, "not over the same product lines"));
  prl_policy_free(other);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_policy_with_itself_changes_nothing),
                                     cmocka_unit_test(nothing_and_nothing_is_nothing),
                                     cmocka_unit_test(base_and_now_change_places),
                                     cmocka_unit_test(weights_are_the_lines_shares),
                                     cmocka_unit_test(shares_line_up),
                                     cmocka_unit_test(refuses_policies_over_different_lines)};
  return cmocka_run_group_tests(tests, tiny_open, tiny_close);
}
