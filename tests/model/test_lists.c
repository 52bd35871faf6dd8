/* test_lists.c -- economies from lists: the same as from tables, dense or sparse, to rounding; sparse kernels against dense ones; lists that are out of order. */
#include "../../src/model/inside.h"
#include "shocks.h"

/* A thin world: `regions` in a ring of partners, `sectors` with few inputs each. */
typedef struct thin {
  int32_t N, S;
  int32_t *i[6];
  double *trade, *use;
  int64_t trades, uses;
  char (*id)[8];
  const char **region, **sector;
} thin;

static void add_trade(thin *t, int32_t s, int32_t n, int32_t i, double value) {
  t->i[0][t->trades] = s, t->i[1][t->trades] = n, t->i[2][t->trades] = i;
  t->trade[t->trades++] = value;
}

static void fill_trade(thin *t, uint64_t *seed) {
  for (int32_t s = 0; s < t->S; s++)
    for (int32_t n = 0; n < t->N; n++)
      for (int32_t i = 0; i < t->N; i++) {
        const bool partner = (i + 1) % t->N == n || (i + s % 5 + 2) % t->N == n;
        if (i == n || (partner && s % 3)) add_trade(t, s, n, i, i == n ? 50 + 10 * draw(seed) : 5 + draw(seed));
      }
}

static void fill_uses(thin *t, uint64_t *seed) {
  for (int32_t n = 0; n < t->N; n++)
    for (int32_t k = 0; k < t->S; k++)
      for (int32_t s = 0; s < t->S; s++)
        if ((s * 7 + k) % (t->S / 4) == 0) {
          t->i[3][t->uses] = n, t->i[4][t->uses] = k, t->i[5][t->uses] = s;
          t->use[t->uses++] = 2 + draw(seed);
        }
}

static thin *make(int32_t N, int32_t S) {
  thin *t = calloc(1, sizeof *t);
  const size_t flows = (size_t)(S * N * 3 + 8), uses = (size_t)(N * S * 5 + 64) * 2;
  *t = (thin){.N = N, .S = S};
  for (int k = 0; k < 6; k++) t->i[k] = calloc(k < 3 ? flows : uses, sizeof(int32_t));
  t->trade = calloc(flows, sizeof(double)), t->use = calloc(uses, sizeof(double));
  t->id = calloc((size_t)(N > S ? N : S), sizeof *t->id);
  t->region = calloc((size_t)N, sizeof *t->region), t->sector = calloc((size_t)S, sizeof *t->sector);
  for (int32_t k = 0; k < (N > S ? N : S); k++) snprintf(t->id[k], sizeof t->id[k], "%c%d", 'A' + k % 26, k);
  for (int32_t k = 0; k < N; k++) t->region[k] = t->id[k];
  for (int32_t k = 0; k < S; k++) t->sector[k] = t->id[k];
  uint64_t seed = 7;
  fill_trade(t, &seed);
  fill_uses(t, &seed);
  return t;
}

static void drop(thin *t) {
  for (int k = 0; k < 6; k++) free(t->i[k]);
  free(t->trade), free(t->use), free(t->id), free(t->region), free(t->sector), free(t);
}

static prl_flow_list lists_of(const thin *t) {
  return (prl_flow_list){.regions = t->N,
                         .sectors = t->S,
                         .region_id = t->region,
                         .sector_id = t->sector,
                         .trades = t->trades,
                         .trade_sector = t->i[0],
                         .trade_destination = t->i[1],
                         .trade_origin = t->i[2],
                         .trade = t->trade,
                         .uses = t->uses,
                         .use_region = t->i[3],
                         .use_input = t->i[4],
                         .use_sector = t->i[5],
                         .use = t->use};
}

static prl_status open_lists(prl_economy **e, const thin *t, prl_error *err) {
  double theta[256];
  uniform(theta, t->S, 4);
  const prl_model model = {.size = sizeof model, .theta = theta, .final = 1};
  const prl_flow_list lists = lists_of(t);
  return prl_economy_from_lists(e, &lists, &model, NULL, PRL_DEFICITS_FIXED, err);
}

static void tariffs(shock *s, const thin *t) {
  memset(s, 0, sizeof *s);
  for (int32_t k = 1; k < t->S; k += 3)
    for (int32_t n = 0; n < t->N; n += 4)
      for (int32_t i = 0; i < t->N; i++)
        if (i != n) put(s, k, n, i, FREE, (prl_rates){.tariff = 0.2, .export_tax = 0.05});
}

/* The numbers of a solution that every form of the same world must share. */
static prl_outcome *solve(const prl_economy *e, const thin *t) {
  static shock s;
  tariffs(&s, t);
  return outcome_of(e, &s);
}

static void sparse_world_solves(void **state) {
  (void)state;
  thin *t = make(20, 136);
  prl_error err = {0};
  prl_economy *e;
  must(open_lists(&e, t, &err), &err);
  assert_int_equal(e->pattern[1].form, PRL_FORM_SPARSE);
  assert_int_equal(e->pattern[0].form, PRL_FORM_NONE);
  assert_non_null(e->gamma.start);
  prl_outcome *o = solve(e, t);
  const prl_outcome_view v = prl_outcome_look(o);
  assert_true(v.accuracy.residual <= 1e-12 && v.accuracy.walras < 1e-12);
  prl_outcome *wide[9];
  static shock s;
  tariffs(&s, t);
  prl_wedges w[9];
  for (int k = 0; k < 9; k++) w[k] = wedges_of(&s);
  must(prl_solve_many(wide, NULL, e, w, 9, NULL, 1, &err), &err);
  prl_gradient *g;
  must(prl_gradient_new(&g, o, (int32_t[]){0, 3}, 2, &err), &err);
  for (int32_t n = 0; n < t->N; n++) assert_near(prl_outcome_look(wide[5]).real_income[n], v.real_income[n], 1e-11);
  double row[20], moved[2];
  prl_gradient_row(row, g, 0, PRL_MARGIN_TARIFF, 4, 0);
  for (int side = 0; side < 2; side++) {
    for (int32_t k = 0; k < s.count; k++)
      if (s.wedges[k].sector == 4 && s.wedges[k].destination == 0 && s.wedges[k].origin == 19)
        s.classes[k].now.tariff = 0.2 + (side ? 1e-4 : -1e-4);
    prl_outcome *p = outcome_of(e, &s);
    moved[side] = log1p(prl_outcome_look(p).real_income[0]);
    prl_outcome_free(p);
  }
  assert_near(row[19], (moved[1] - moved[0]) / 2e-4, 1e-8);
  prl_gradient_free(g);
  for (int k = 0; k < 9; k++) prl_outcome_free(wide[k]);
  prl_outcome_free(o);
  prl_economy_free(e);
  drop(t);
}

/* The same lists with tables in the place of sparse rows: fewer sectors, so that the loop is dense, and a world object. */
static void lists_are_the_same_as_shares(void **state) {
  (void)state;
  thin *t = make(12, 24);
  prl_error err = {0};
  prl_economy *lists, *shares;
  must(open_lists(&lists, t, &err), &err);
  const int32_t N = t->N, S = t->S;
  double *pi = calloc((size_t)(S * N * N), sizeof *pi), *none = calloc((size_t)(S * N * N), sizeof *none);
  double *gamma = calloc((size_t)(N * S * S), sizeof *gamma), *alpha = calloc((size_t)(N * S), sizeof *alpha), theta[256];
  for (int32_t s = 0; s < S; s++)
    for (int32_t n = 0; n < N; n++)
      for (int32_t i = 0; i < N; i++) pi[(s * N + n) * N + i] = prl_economy_pi(lists, s, n, i);
  for (int32_t n = 0; n < N; n++)
    for (int32_t k = 0; k < S; k++) {
      alpha[n * S + k] = prl_economy_alpha(lists, n, k);
      for (int32_t s = 0; s < S; s++) gamma[(n * S + k) * S + s] = prl_economy_gamma(lists, n, k, s);
    }
  const prl_economy_view v = prl_economy_look(lists);
  uniform(theta, S, 4);
  const prl_shares in = {N, S, v.region_id, v.sector_id, pi, none, gamma, alpha, v.value_added, v.deficit};
  must(prl_economy_from_shares(&shares, &in, theta, &err), &err);
  prl_outcome *a = solve(lists, t), *b = solve(shares, t);
  for (int32_t n = 0; n < N; n++) assert_near(prl_outcome_look(a).real_income[n], prl_outcome_look(b).real_income[n], 1e-11);
  prl_outcome_free(a), prl_outcome_free(b);
  prl_economy_free(lists), prl_economy_free(shares);
  free(pi), free(none), free(gamma), free(alpha);
  drop(t);
}

static void lists_out_of_order(void **state) {
  (void)state;
  thin *t = make(6, 8);
  prl_error err = {0};
  prl_economy *e;
  t->i[1][3] = 99;
  assert_int_equal(open_lists(&e, t, &err), PRL_E_VALUE);
  assert_null(e);
  assert_non_null(strstr(err.message, "flow 4 of the list"));
  t->i[1][3] = t->i[1][2], t->i[2][3] = t->i[2][2];
  assert_int_equal(open_lists(&e, t, &err), PRL_E_VALUE);
  drop(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sparse_world_solves), cmocka_unit_test(lists_are_the_same_as_shares),
                                     cmocka_unit_test(lists_out_of_order)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
