/* tiny.h -- a tiny record over a tiny world: four regions (USA, CHN, EUN = DEU + FRA, ROW = HKG + VNM), two goods and services.
 *
 * Trade of every pair is 10 in A, 30 in M, 1 in SERV, so A is a quarter of a pair's goods. US imports from CHN: A 010101 (split over three
 * codes of lists) 60, 010102 40; M 850101 300, 850102 (as 85010210) 100, 850103 100. From ROW: A HKG 10, VNM 30; M VNM 20.
 * From EUN: A DEU 5, FRA 15. Nothing else is known by product. */
#ifndef TINY_H
#define TINY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parley/policy.h"

enum { USA, CHN, EUN, ROW };
enum { A, M, SERV };

typedef struct tiny {
  prl_dossier *dossier;
  prl_world *world;
  prl_lines *lines; /* over the dossier */
  prl_lines *blank; /* without one */
  prl_policy *zero;
} tiny;

static inline void fine(prl_status status, const prl_error *err) {
  if (status >= 0) return;
  char text[2048];
  prl_error_print(text, sizeof text, err);
  fail_msg("%s", text);
}

static inline int tiny_open(void **state) {
  tiny *t = calloc(1, sizeof *t);
  prl_error err = {0};
  assert_non_null(t);
  fine(prl_dossier_open(&t->dossier, "tests/policy/tiny", &err), &err);
  fine(prl_world_import(&t->world, "tests/policy/world", &err), &err);
  fine(prl_lines_new(&t->lines, t->dossier, t->world, "tests/policy/tiny/concordance.csv", &err), &err);
  fine(prl_lines_new(&t->blank, NULL, t->world, NULL, &err), &err);
  fine(prl_policy_new(&t->zero, t->lines, NULL, NULL, 0, &err), &err);
  *state = t;
  return 0;
}

static inline int tiny_close(void **state) {
  tiny *t = *state;
  prl_policy_free(t->zero);
  prl_lines_free(t->lines);
  prl_lines_free(t->blank);
  prl_world_free(t->world);
  prl_dossier_free(t->dossier);
  free(t);
  return 0;
}

static inline prl_asof on_day(const char *day) {
  prl_asof asof;
  prl_error err = {0};
  fine(prl_asof_parse(&asof, day, NULL, &err), &err);
  return asof;
}

/* the record on a day (NULL: none) with changes */
static inline prl_policy *policy_on(const prl_lines *lines, const char *day, const prl_change *changes, int32_t count) {
  prl_policy *policy = NULL;
  prl_error err = {0};
  prl_asof asof = {0};
  if (day) asof = on_day(day);
  fine(prl_policy_new(&policy, lines, day ? &asof : NULL, changes, count, &err), &err);
  return policy;
}

static inline prl_joined *join(const prl_policy *base, const prl_policy *now) {
  prl_joined *joined = NULL;
  prl_error err = {0};
  fine(prl_policy_join(&joined, base, now, &err), &err);
  return joined;
}

static inline const prl_wedge *wedge_of(const prl_wedges *w, int32_t sector, int32_t destination, int32_t origin) {
  for (int32_t k = 0; k < w->wedge_count; k++)
    if (w->wedges[k].sector == sector && w->wedges[k].destination == destination && w->wedges[k].origin == origin) return &w->wedges[k];
  return NULL;
}

/* share of a flow that pays exactly this tariff (percent) now; 0 when the flow is not listed */
static inline double paying(const prl_wedges *w, int32_t sector, int32_t destination, int32_t origin, double percent) {
  const prl_wedge *wedge = wedge_of(w, sector, destination, origin);
  double share = 0;
  for (int32_t k = 0; wedge && k < wedge->count; k++)
    if (fabs(w->classes[wedge->first + k].now.tariff * 100 - percent) < 1e-9) share += w->classes[wedge->first + k].weight;
  return share;
}

static inline const prl_coverage *coverage_of(const prl_policy *policy, const char *id, const char *origin) {
  int32_t count;
  const prl_coverage *c = prl_policy_coverage(&count, policy);
  for (int32_t k = 0; k < count; k++)
    if (strcmp(c[k].id, id) == 0 && strcmp(c[k].origin, origin) == 0) return &c[k];
  return NULL;
}

static inline void assert_near(double value, double expected) {
  if (!(fabs(value - expected) <= 1e-12)) fail_msg("found %.17g, expected %.17g", value, expected);
}

/* every law a set of wedges obeys */
static inline void assert_sound(const prl_wedges *w) {
  for (int32_t k = 0; k < w->wedge_count; k++) {
    const prl_wedge *wedge = &w->wedges[k];
    double sum = 0;
    bool pays = false;
    for (int32_t c = wedge->first; c < wedge->first + wedge->count; c++) {
      const prl_class *class = &w->classes[c];
      assert_true(class->weight > 0);
      sum += class->weight;
      pays |= class->base.tariff != 0 || class->base.export_tax != 0 || class->base.friction != 0 || class->base.banned;
      pays |= class->now.tariff != 0 || class->now.export_tax != 0 || class->now.friction != 0 || class->now.banned;
      pays |= class->quota > 0 || class->purchase > 0;
      assert_in_range(class->quota, 0, w->quota_count);
      assert_in_range(class->purchase, 0, w->purchase_count);
      if (wedge->destination == wedge->origin) assert_true(class->now.tariff == 0 && class->now.friction == 0 && !class->now.banned);
    }
    assert_true(sum == 1);
    assert_true(pays);
    if (k == 0) continue;
    const prl_wedge *last = wedge - 1;
    int32_t order = (wedge->sector - last->sector) * 10000 + (wedge->destination - last->destination) * 100;
    assert_true(order + wedge->origin - last->origin > 0);
  }
}

static inline void assert_same(const prl_wedges *a, const prl_wedges *b) {
  assert_int_equal(a->wedge_count, b->wedge_count);
  assert_int_equal(a->class_count, b->class_count);
  for (int32_t k = 0; k < a->wedge_count; k++) {
    assert_int_equal(a->wedges[k].sector, b->wedges[k].sector);
    assert_int_equal(a->wedges[k].destination, b->wedges[k].destination);
    assert_int_equal(a->wedges[k].origin, b->wedges[k].origin);
    assert_int_equal(a->wedges[k].count, b->wedges[k].count);
  }
  for (int32_t k = 0; k < a->class_count; k++) {
    const prl_class *x = &a->classes[k], *y = &b->classes[k];
    assert_true(x->weight == y->weight && x->base.tariff == y->base.tariff && x->now.tariff == y->now.tariff);
    assert_true(x->now.export_tax == y->now.export_tax && x->now.friction == y->now.friction && x->now.banned == y->now.banned);
  }
}

static const char *const to_chn[] = {"CHN"};
static const char *const sector_a[] = {"A"};

/* a duty of `by` on `on` as a scenario would write it, all goods, 1 of the flow */
static inline prl_change duty(const char *by, const char *const *on, double add) {
  return (prl_change){.kind = PRL_CHANGE_FLOW,
                      .instrument = PRL_TARIFF,
                      .by = by,
                      .on = {on, 1},
                      .goods = {.kind = PRL_GOODS_ALL},
                      .has_add = true,
                      .add = add,
                      .share = 1,
                      .limit = NAN,
                      .floor = NAN,
                      .licensed = NAN,
                      .in_quota = NAN,
                      .out_of_quota = NAN,
                      .unit_value = NAN,
                      .rent = "",
                      .place = {"s.yaml", 7, 5}};
}

#endif
