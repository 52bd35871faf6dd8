/* test_oracle.c -- the model with all its parts against an independent statement of it (tests/oracle/model.py, numpy): nests, scale,
 * fixed firms, limits with every owner, promises, taxes on production, three closures, together and apart. tests/oracle/model.txt states
 * each case and its answer; here the case is asked through the public interface and every number compared to 1e-8 of its size. */
#include "shocks.h"

enum { MOST_CASES = 256, MOST_SECTORS = 64, MOST_LIMITS = 64 };

typedef struct entry {
  char name[40], world[24], closure[16];
  int line;
} entry;

/* One case as read: the arrays the model points to, the wedges, and the answer line by line while it is compared. */
typedef struct question {
  entry head;
  prl_world *world;
  double each[5][MOST_SECTORS];
  prl_model model;
  shock shock;
  prl_quota quotas[MOST_LIMITS];
  prl_purchase purchases[MOST_LIMITS];
  int32_t quota_count, purchase_count;
} question;

static const char *const path = "tests/oracle/model.txt";
static entry cases[MOST_CASES];
static int case_count;

/* Four regions, three sectors, whole numbers: the world "formula" of tests/oracle/model.py. */
static prl_world *formula_world(void) {
  enum { N = 4, S = 3 };
  prl_world *w = NULL;
  assert_int_equal(prl_world_blank(&w, N, S, NULL), PRL_OK);
  sample_names(w);
  for (int s = 0; s < S; s++)
    for (int n = 0; n < N; n++)
      for (int i = 0; i < N; i++) {
        const int foreign = (37 * s + 11 * n + 5 * i + 3 * n * i) % 29 * 4, none = (s == 1 && i == 3) || (s == 0 && n == 1 && i == 2);
        w->trade[(s * N + n) * N + i] = none ? 0 : n == i ? 600 + 40 * n - 30 * s : foreign;
      }
  for (int n = 0; n < N; n++)
    for (int k = 0; k < S; k++)
      for (int s = 0; s < S; s++) w->use[(n * S + k) * S + s] = n == 3 && s == 1 ? 0 : (13 * n + 7 * k + 5 * s) % 11 * 10 + 20;
  sample_balance(w);
  assert_int_equal(prl_world_seal(w, NULL), PRL_OK);
  return w;
}

static prl_world *world_named(const char *id) {
  char file[64];
  prl_world *w = NULL;
  prl_error err = {0};
  if (!strcmp(id, "formula")) return formula_world();
  snprintf(file, sizeof file, "worlds/%s.prlw", id);
  must(prl_world_open(&w, file, &err), &err);
  return w;
}

/* ---- reading a case ---- */

static void read_each(question *q, FILE *f) {
  static const char *const names[] = {"theta", "value_added", "materials", "home", "scale"};
  const double **slots[] = {&q->model.theta, &q->model.value_added, &q->model.materials, &q->model.home, &q->model.scale};
  char name[16];
  int count, k = 0;
  assert_int_equal(fscanf(f, "%15s %d", name, &count), 2);
  while (k < 5 && strcmp(names[k], name)) k++;
  assert_true(k < 5 && count == prl_world_look(q->world).sectors && count <= MOST_SECTORS);
  for (int s = 0; s < count; s++) assert_int_equal(fscanf(f, "%lf", &q->each[k][s]), 1);
  *slots[k] = q->each[k];
}

static void read_flow(question *q, FILE *f) {
  char sector[16], to[16], from[16];
  assert_int_equal(fscanf(f, "%15s %15s %15s", sector, to, from), 3);
  prl_wedge *w = &q->shock.wedges[q->shock.count++];
  *w = (prl_wedge){prl_world_sector(q->world, sector), prl_world_region(q->world, to), prl_world_region(q->world, from),
                   q->shock.class_count, 0};
  assert_true(w->sector >= 0 && w->destination >= 0 && w->origin >= 0);
}

static void read_line(question *q, FILE *f) {
  prl_class c = {0};
  int banned, quota, purchase;
  assert_int_equal(fscanf(f, "%lf %lf %lf %lf %lf %lf %lf %d %d %d", &c.weight, &c.base.tariff, &c.base.export_tax, &c.base.friction,
                          &c.now.tariff, &c.now.export_tax, &c.now.friction, &banned, &quota, &purchase),
                   10);
  c.now.banned = banned != 0, c.quota = quota, c.purchase = purchase;
  assert_true(q->shock.count > 0);
  q->shock.classes[q->shock.class_count++] = c;
  q->shock.wedges[q->shock.count - 1].count++;
}

static void read_quota(question *q, FILE *f) {
  char owner[24];
  int k = PRL_RENT_DESTINATION;
  assert_true(q->quota_count < MOST_LIMITS);
  prl_quota *quota = &q->quotas[q->quota_count++];
  assert_int_equal(fscanf(f, "%lf %lf %23s", &quota->limit, &quota->top, owner), 3);
  while (k < PRL_RENT_BURNT && strcmp(prl_rent_word((prl_rent)k), owner)) k++;
  assert_string_equal(prl_rent_word((prl_rent)k), owner);
  quota->rent = (prl_rent)k;
}

static void read_promise(question *q, FILE *f) {
  assert_true(q->purchase_count < MOST_LIMITS);
  assert_int_equal(fscanf(f, "%lf", &q->purchases[q->purchase_count++].floor), 1);
}

static void to_line(FILE *f, int line) {
  for (int c; line > 1 && (c = fgetc(f)) != EOF;) line -= c == '\n';
}

/* Everything of a case up to its answer; the file then stands behind the first word "is". */
static void read_question(question *q, FILE *f, const entry *head) {
  static const struct {
    const char *word;
    void (*read)(question *, FILE *);
  } parts[] = {{"each", read_each}, {"flow", read_flow}, {"line", read_line}, {"quota", read_quota}, {"promise", read_promise}};
  char word[16];
  int firms;
  memset(q, 0, sizeof *q);
  q->head = *head, q->world = world_named(head->world);
  prl_model_defaults(&q->model);
  to_line(f, head->line);
  assert_int_equal(fscanf(f, "case %*s %*s %*s %lf %d", &q->model.final, &firms), 2);
  q->model.fixed_firms = firms != 0;
  while (fscanf(f, "%15s", word) == 1 && strcmp(word, "is")) {
    size_t k = 0;
    while (k < 5 && strcmp(parts[k].word, word)) k++;
    if (k == 5) fail_msg("%s: %s: what is '%s'?", path, head->name, word);
    parts[k].read(q, f);
  }
}

/* ---- comparing ---- */

/* The i-th field of prl_limit of every limit. */
static const double *limits(double *room, const prl_limit *limit, int count, int field) {
  if (!limit) return NULL;
  for (int k = 0; k < count; k++) room[k] = field == 0 ? limit[k].quantity : field == 1 ? limit[k].wedge : limit[k].value;
  return room;
}

typedef struct answer {
  const char *name;
  const double *ours;
  int count;
  double slack; /* absolute, beside 1e-8 of the number: changes 1e-12, values 1e-6 million, wedges of slack limits 1e-10 */
} answer;

static answer find(const char *name, const prl_outcome_view *v, double room[6][MOST_LIMITS]) {
  const int N = v->regions, cells = N * v->sectors, Q = v->quota_count, P = v->purchase_count;
  const answer all[] = {{"real_income", v->real_income, N, 1e-12},
                        {"real_wage", v->real_wage, N, 1e-12},
                        {"wage", v->wage, N, 1e-12},
                        {"revenue", v->revenue, N, 1e-6},
                        {"rents", v->rents, N, 1e-6},
                        {"profits", v->profits, N, 1e-6},
                        {"imports", v->imports, N, 1e-6},
                        {"exports", v->exports, N, 1e-6},
                        {"output", v->output, cells, 1e-6},
                        {"volume", v->volume, cells, 1e-12},
                        {"price", v->price, cells, 1e-12},
                        {"quota_quantity", limits(room[0], v->quotas, Q, 0), Q, 1e-12},
                        {"quota_wedge", limits(room[1], v->quotas, Q, 1), Q, 1e-10},
                        {"quota_value", limits(room[2], v->quotas, Q, 2), Q, 1e-6},
                        {"purchase_quantity", limits(room[3], v->purchases, P, 0), P, 1e-12},
                        {"purchase_wedge", limits(room[4], v->purchases, P, 1), P, 1e-10},
                        {"purchase_value", limits(room[5], v->purchases, P, 2), P, 1e-6}};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    if (!strcmp(all[k].name, name)) return all[k];
  fail_msg("%s: what is '%s'?", path, name);
  return all[0];
}

/* One line of the answer, behind its "is": how many numbers were compared. */
static int compare_line(const question *q, FILE *f, const prl_outcome_view *v) {
  double room[6][MOST_LIMITS];
  char name[24];
  int count;
  assert_int_equal(fscanf(f, "%23s %d", name, &count), 2);
  const answer a = find(name, v, room);
  if (count != a.count || !a.ours) fail_msg("%s: %d numbers of %s, oracle %d", q->head.name, a.ours ? a.count : 0, name, count);
  for (int k = 0; k < count; k++) {
    double theirs;
    assert_int_equal(fscanf(f, "%lf", &theirs), 1);
    if (!(fabs(a.ours[k] - theirs) <= 1e-8 * fabs(theirs) + a.slack))
      fail_msg("%s, %s %d: %.17g, oracle %.17g", q->head.name, name, k, a.ours[k], theirs);
  }
  return count;
}

static prl_deficits closure_named(const char *word) {
  static const char *const words[] = {"fixed", "zero", "proportional"};
  int k = 0;
  while (k < PRL_DEFICITS_PROPORTIONAL && strcmp(words[k], word)) k++;
  assert_string_equal(words[k], word);
  return (prl_deficits)k;
}

static void compare(question *q, FILE *f, const prl_outcome *o) {
  const prl_outcome_view v = prl_outcome_look(o);
  char word[16] = "is";
  int compared = 0;
  assert_true(v.accuracy.residual < 1e-12 && v.accuracy.walras < 1e-11); /* Walras sums over regions what each misses */
  do compared += compare_line(q, f, &v);
  while (fscanf(f, "%15s", word) == 1 && !strcmp(word, "is"));
  assert_string_equal(word, "end");
  assert_true(compared >= 8 * v.regions);
}

static void as_recorded(void **state) {
  static question q;
  FILE *f = fopen(path, "r");
  assert_non_null(f);
  read_question(&q, f, *state);
  prl_wedges w = wedges_of(&q.shock);
  w.quotas = q.quotas, w.quota_count = q.quota_count, w.purchases = q.purchases, w.purchase_count = q.purchase_count;
  prl_economy *e;
  prl_outcome *o;
  prl_error err = {0};
  must(prl_economy_new(&e, q.world, &q.model, &w, closure_named(q.head.closure), &err), &err);
  must(prl_solve(&o, e, &w, NULL, &err), &err);
  compare(&q, f, o);
  prl_outcome_free(o);
  prl_economy_free(e);
  prl_world_free(q.world);
  fclose(f);
}

/* ---- the list of cases ---- */

static bool list_cases(void) {
  static char text[16384];
  FILE *f = fopen(path, "r");
  if (!f) return false;
  for (int line = 1; case_count < MOST_CASES && fgets(text, sizeof text, f); line++) {
    entry *c = &cases[case_count];
    if (sscanf(text, "case %39s %23s %15s", c->name, c->world, c->closure) == 3) c->line = line, case_count++;
  }
  fclose(f);
  return case_count > 0;
}

int main(void) {
  static struct CMUnitTest tests[MOST_CASES];
  if (!list_cases()) {
    fprintf(stderr, "no cases in %s\n", path);
    return 1;
  }
  for (int k = 0; k < case_count; k++)
    tests[k] = (struct CMUnitTest){.name = cases[k].name, .test_func = as_recorded, .initial_state = &cases[k]};
  return _cmocka_run_group_tests("oracle", tests, (size_t)case_count, NULL, NULL);
}
