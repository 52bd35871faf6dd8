/* Guards svg_place.c and svg_scale.c: labels clear of each other, of dots and of leaders, and scales with round ticks. */
#include "../../src/report/svg.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 64 };

typedef struct scene {
  prl_dot dots[MOST];
  prl_box boxes[2 * MOST], labels[MOST];
  prl_leader leaders[2 * MOST], drawn[MOST];
  bool placed[MOST];
  prl_field field;
  int32_t count;
} scene;

/* splitmix64: the same draws on any machine */
static double draw(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* `spread` below 1 crowds the dots into the middle */
static void set_scene(scene *s, uint64_t seed, int32_t count, double spread) {
  *s = (scene){.count = count};
  s->field = (prl_field){.frame = {60, 10, 480, 340}, .dots = s->dots, .dot_count = count, .boxes = s->boxes, .leaders = s->leaders};
  for (int32_t k = 0; k < count; k++) {
    s->dots[k] = (prl_dot){300 + spread * 460 * (draw(&seed) - 0.5), 180 + spread * 320 * (draw(&seed) - 0.5), 6};
    s->labels[k] = (prl_box){0, 0, 14 + 150 * draw(&seed), 13.5 * (1 + floor(3 * draw(&seed)))};
  }
  s->boxes[s->field.box_count++] = (prl_box){450, 12, 80, 14};
}

static int32_t place_all(scene *s) {
  int32_t placed = 0;
  for (int32_t k = 0; k < s->count; k++) {
    s->placed[k] = prl_svg_place(&s->labels[k], &s->drawn[k], &s->field, k, 80);
    placed += s->placed[k];
  }
  return placed;
}

static bool apart(prl_box a, prl_box b) { return a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y; }

static double distance(prl_box b, prl_dot d) { return hypot(d.x - fmin(fmax(d.x, b.x), b.x + b.w), d.y - fmin(fmax(d.y, b.y), b.y + b.h)); }

/* 201 points of a leader, none inside the box */
static bool clear_of(const prl_leader *l, prl_box b) {
  for (int k = 0; k <= 200; k++) {
    const double t = k / 200.0, x = l->x0 + t * (l->x1 - l->x0), y = l->y0 + t * (l->y1 - l->y0);
    if (x > b.x + 1e-6 && x < b.x + b.w - 1e-6 && y > b.y + 1e-6 && y < b.y + b.h - 1e-6) return false;
  }
  return true;
}

static void assert_clear(const scene *s) {
  const prl_box f = s->field.frame;
  for (int32_t k = 0; k < s->count; k++) {
    if (!s->placed[k]) continue;
    const prl_box b = s->labels[k];
    assert_true(b.x >= f.x && b.y >= f.y && b.x + b.w <= f.x + f.w && b.y + b.h <= f.y + f.h);
    assert_true(apart(b, s->boxes[0]));
    for (int32_t j = 0; j < s->count; j++) {
      assert_true(distance(b, s->dots[j]) >= s->dots[j].r);
      if (j == k || !s->placed[j]) continue;
      assert_true(apart(b, s->labels[j]));
      if (s->drawn[j].drawn) assert_true(clear_of(&s->drawn[j], b));
    }
  }
}

static void labels_never_overlap(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 200; seed++) {
    scene s;
    set_scene(&s, seed, 6 + (int32_t)(seed % 30), seed % 3 ? 1 : 0.4);
    assert_true(place_all(&s) > 0);
    assert_clear(&s);
  }
}

static void sparse_labels_all_find_a_place(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 50; seed++) {
    scene s;
    set_scene(&s, seed, 5, 1);
    assert_int_equal(place_all(&s), 5);
    assert_clear(&s);
  }
}

static void the_same_points_give_the_same_picture(void **state) {
  (void)state;
  scene a, b;
  set_scene(&a, 7, 20, 0.6), set_scene(&b, 7, 20, 0.6);
  place_all(&a), place_all(&b);
  assert_memory_equal(a.labels, b.labels, sizeof a.labels);
}

static void a_label_without_room_is_refused(void **state) {
  (void)state;
  scene s;
  set_scene(&s, 3, 4, 1);
  s.labels[0] = (prl_box){0, 0, 600, 20};
  const int32_t boxes = s.field.box_count;
  assert_false(prl_svg_place(&s.labels[0], &s.drawn[0], &s.field, 0, 500));
  assert_int_equal(s.field.box_count, boxes);
  assert_int_equal(s.field.leader_count, 0);
}

static void near_labels_have_no_leader(void **state) {
  (void)state;
  scene s;
  set_scene(&s, 5, 1, 0);
  s.labels[0] = (prl_box){0, 0, 40, 14};
  assert_true(prl_svg_place(&s.labels[0], &s.drawn[0], &s.field, 0, 80));
  assert_false(s.drawn[0].drawn);
  assert_true(distance(s.labels[0], s.dots[0]) <= s.dots[0].r + 8);
}

static void assert_scale(double low, double high, double first, double last, double step, int decimals) {
  const prl_scale s = prl_svg_scale(low, high, 8);
  assert_true(fabs(s.low - first) < 1e-12 && fabs(s.high - last) < 1e-12 && fabs(s.step - step) < 1e-12);
  assert_int_equal(s.decimals, decimals);
  assert_int_equal(s.count, (int)lround((last - first) / step) + 1);
}

static void scales_are_round_and_hold_zero(void **state) {
  (void)state;
  assert_scale(-0.034, 0.075, -0.04, 0.08, 0.02, 2);
  assert_scale(0.3, 0.9, 0, 1, 0.2, 1);
  assert_scale(-7, -2, -7, 0, 1, 0);
  assert_scale(0, 1, 0, 1, 0.2, 1);
  assert_scale(-30, 10, -30, 10, 5, 0);
  uint64_t seed = 11;
  for (int k = 0; k < 500; k++) {
    const double size = pow(10, -6 + 12 * draw(&seed)), a = size * (draw(&seed) - 0.5), b = size * (draw(&seed) - 0.5);
    const prl_scale s = prl_svg_scale(fmin(a, b), fmax(a, b), 8);
    assert_true(s.low <= 0 && s.high >= 0 && s.low <= fmin(a, b) + 1e-9 * size && s.high >= fmax(a, b) - 1e-9 * size);
    assert_true(s.count >= 2 && s.count <= 10);
  }
}

static void a_scale_of_nothing_is_still_a_scale(void **state) {
  (void)state;
  assert_scale(0, 0, -1, 1, 0.5, 1);
  const prl_scale s = prl_svg_scale(NAN, NAN, 8);
  assert_true(isfinite(s.low) && isfinite(s.high) && s.step > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_never_overlap),
      cmocka_unit_test(sparse_labels_all_find_a_place),
      cmocka_unit_test(the_same_points_give_the_same_picture),
      cmocka_unit_test(a_label_without_room_is_refused),
      cmocka_unit_test(near_labels_have_no_leader),
      cmocka_unit_test(scales_are_round_and_hold_zero),
      cmocka_unit_test(a_scale_of_nothing_is_still_a_scale),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
