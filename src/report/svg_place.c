/* svg_place.c -- where does the label of a mark go?
 *
 * Candidates around the mark: rings of growing distance, each with 16 directions, the sides first. The first candidate that is clear is
 * taken: inside the frame, off every dot, off every text placed before, with a leader that crosses no text, no dot and no line, and not
 * itself crossed by an earlier leader. Greedy, O(candidates x (dots + texts)) a label; the same input always gives the same picture.
 *
 * Invariant: the boxes of the field never overlap each other or a dot. */
#include "svg.h"

#include <math.h>

static const double GAP = 3;      /* clear space around texts and dots */
static const double TOUCHING = 8; /* a label this near needs no leader */
enum { DIRECTIONS = 16 };

static bool boxes_meet(prl_box a, prl_box b, double gap) {
  return a.x < b.x + b.w + gap && b.x < a.x + a.w + gap && a.y < b.y + b.h + gap && b.y < a.y + a.h + gap;
}

static double clamp(double x, double low, double high) { return fmin(fmax(x, low), high); }

static bool box_meets_dot(prl_box b, prl_dot d, double gap) {
  const double dx = d.x - clamp(d.x, b.x, b.x + b.w), dy = d.y - clamp(d.y, b.y, b.y + b.h);
  return dx * dx + dy * dy < (d.r + gap) * (d.r + gap);
}

/* Does the segment enter the box? Liang & Barsky (1984): clip the parameter range against the four sides. */
static bool leader_meets_box(const prl_leader *l, prl_box b) {
  const double d[2] = {l->x1 - l->x0, l->y1 - l->y0}, o[2] = {l->x0, l->y0}, low[2] = {b.x, b.y}, high[2] = {b.x + b.w, b.y + b.h};
  double from = 0, to = 1;
  for (int k = 0; k < 2; k++) {
    if (d[k] == 0) {
      if (o[k] <= low[k] || o[k] >= high[k]) return false;
      continue;
    }
    const double a = (low[k] - o[k]) / d[k], c = (high[k] - o[k]) / d[k];
    from = fmax(from, fmin(a, c));
    to = fmin(to, fmax(a, c));
  }
  return from < to;
}

static bool leader_meets_dot(const prl_leader *l, prl_dot d) {
  const double dx = l->x1 - l->x0, dy = l->y1 - l->y0, length = dx * dx + dy * dy;
  const double t = length > 0 ? clamp(((d.x - l->x0) * dx + (d.y - l->y0) * dy) / length, 0, 1) : 0;
  const double ex = l->x0 + t * dx - d.x, ey = l->y0 + t * dy - d.y;
  return ex * ex + ey * ey < (d.r + 1) * (d.r + 1);
}

static double side(const prl_leader *l, double x, double y) { return (l->x1 - l->x0) * (y - l->y0) - (l->y1 - l->y0) * (x - l->x0); }

static bool leaders_cross(const prl_leader *a, const prl_leader *b) {
  return side(a, b->x0, b->y0) * side(a, b->x1, b->y1) < 0 && side(b, a->x0, a->y0) * side(b, a->x1, a->y1) < 0;
}

static bool inside(prl_box b, prl_box frame) {
  return b.x >= frame.x && b.y >= frame.y && b.x + b.w <= frame.x + frame.w && b.y + b.h <= frame.y + frame.h;
}

static bool box_is_clear(const prl_field *field, prl_box box) {
  if (!inside(box, field->frame)) return false;
  for (int32_t k = 0; k < field->dot_count; k++) {
    if (box_meets_dot(box, field->dots[k], GAP - 1)) return false;
  }
  for (int32_t k = 0; k < field->box_count; k++) {
    if (boxes_meet(box, field->boxes[k], GAP)) return false;
  }
  for (int32_t k = 0; k < field->leader_count; k++) {
    if (field->leaders[k].drawn && leader_meets_box(&field->leaders[k], box)) return false;
  }
  return true;
}

static bool leader_is_clear(const prl_field *field, const prl_leader *leader, int32_t dot) {
  for (int32_t k = 0; k < field->box_count; k++) {
    if (leader_meets_box(leader, field->boxes[k])) return false;
  }
  for (int32_t k = 0; k < field->dot_count; k++) {
    if (k != dot && leader_meets_dot(leader, field->dots[k])) return false;
  }
  for (int32_t k = 0; k < field->leader_count; k++) {
    if (field->leaders[k].drawn && leaders_cross(leader, &field->leaders[k])) return false;
  }
  return true;
}

/* from the dot's edge to the nearest point of the box */
static prl_leader leader_of(prl_dot dot, prl_box box, double distance) {
  const double x = clamp(dot.x, box.x, box.x + box.w), y = clamp(dot.y, box.y, box.y + box.h), d = hypot(x - dot.x, y - dot.y);
  const double cut = d > 0 ? dot.r / d : 0;
  return (prl_leader){dot.x + cut * (x - dot.x), dot.y + cut * (y - dot.y), x, y, distance > TOUCHING};
}

/* the box whose nearest edge lies `distance` from the dot's edge in direction k; right, left, up, down come first */
static prl_box candidate(prl_dot dot, prl_box size, double distance, int k) {
  static const int order[DIRECTIONS] = {0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11};
  const double angle = 2 * 3.14159265358979323846 * order[k] / DIRECTIONS, c = cos(angle), s = -sin(angle), away = dot.r + distance;
  return (prl_box){dot.x + away * c + (c - 1) / 2 * size.w, dot.y + away * s + (s - 1) / 2 * size.h, size.w, size.h};
}

bool prl_svg_place(prl_box *box, prl_leader *leader, prl_field *field, int32_t dot, double reach) {
  for (double distance = 4; distance <= reach; distance += distance < 40 ? 6 : 12) {
    for (int k = 0; k < DIRECTIONS; k++) {
      const prl_box b = candidate(field->dots[dot], *box, distance, k);
      const prl_leader l = leader_of(field->dots[dot], b, distance);
      if (!box_is_clear(field, b) || (l.drawn && !leader_is_clear(field, &l, dot))) continue;
      *box = b;
      *leader = l;
      field->boxes[field->box_count++] = b;
      field->leaders[field->leader_count++] = l;
      return true;
    }
  }
  return false;
}
