/* svg_quadrant.c -- what is each item worth to the first party (across) and to the second (up)?
 *
 * Percent of real income on two linear scales that hold zero; the zero lines part the plane into four quadrants named in words. A disc is
 * cooperation, a diamond outstanding, a hollow square neutral: shapes and fill tell them apart without colour; a dashed ring is a worth
 * that the dossier states itself. An item without a worth to both parties is never drawn at zero: it is listed beside the chart. */
#include "svg.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 560, HEIGHT = 410, LEFT = 62, RIGHT = 22, TOP = 12, BOTTOM = 56, RADIUS = 6, RING = 4, LINES = 4, WIDE = 27, NARROW = 18 };
static const double LETTER = 6.1, LINE_HEIGHT = 13.5; /* of the 11.5 px label font, on the wide side */

typedef struct quadrant {
  prl_page *page;
  prl_scale across, up;
  prl_box plot;
  prl_dot *dots;  /* by drawn item */
  int32_t *worth; /* by drawn item: index of the worth */
  int32_t count;
  prl_field field;
} quadrant;

typedef struct label { /* the lines of an item's label */
  char text[LINES][WIDE * 4 + 16];
  int32_t lines;
  prl_box box;
} label;

static bool drawable(const prl_worth *w) {
  return w->list != PRL_LIST_SILENT && w->percent && isfinite(w->percent[0]) && isfinite(w->percent[1]);
}

static double place_x(const quadrant *q, double v) {
  return q->plot.x + q->plot.w * (v - q->across.low) / (q->across.high - q->across.low);
}
static double place_y(const quadrant *q, double v) { return q->plot.y + q->plot.h * (q->up.high - v) / (q->up.high - q->up.low); }

/* ---- data ---- */

static void find_items(quadrant *q) {
  const prl_brief *b = q->page->brief;
  double low[2] = {0, 0}, high[2] = {0, 0};
  for (int32_t k = 0; k < b->worth_count; k++) {
    const prl_worth *w = &b->worths[k];
    if (!drawable(w)) continue;
    q->worth[q->count++] = k;
    for (int g = 0; g < 2; g++) low[g] = fmin(low[g], w->percent[g]), high[g] = fmax(high[g], w->percent[g]);
  }
  /* a little air, so that no mark lies on the edge and both signs have room for their quadrants' names */
  for (int g = 0; g < 2; g++) {
    const double air = 0.12 * (high[g] - low[g]);
    low[g] -= air, high[g] += air;
  }
  q->across = prl_svg_scale(low[0], high[0], 8);
  q->up = prl_svg_scale(low[1], high[1], 7);
}

static void place_dots(quadrant *q) {
  for (int32_t k = 0; k < q->count; k++) {
    const prl_worth *w = &q->page->brief->worths[q->worth[k]];
    q->dots[k] = (prl_dot){place_x(q, w->percent[0]), place_y(q, w->percent[1]), w->stated ? RADIUS + RING : RADIUS};
  }
}

static bool make_quadrant(quadrant *q, prl_page *page) {
  const size_t n = (size_t)page->brief->worth_count + 8;
  *q = (quadrant){.page = page, .plot = {LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM}};
  q->dots = prl_arena_alloc(page->arena, n, sizeof *q->dots);
  q->worth = prl_arena_alloc(page->arena, n, sizeof *q->worth);
  q->field.boxes = prl_arena_alloc(page->arena, 2 * n, sizeof *q->field.boxes);
  q->field.leaders = prl_arena_alloc(page->arena, n, sizeof *q->field.leaders);
  if (q->dots && q->worth && q->field.boxes && q->field.leaders) return true;
  page->out->failed = true;
  return false;
}

/* ---- frame ---- */

static void svg_text(prl_page *page, double x, double y, const char *kind, const char *anchor, const char *text) {
  prl_text_printf(page->out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">", x, y, kind, anchor);
  prl_page_text(page, text);
  prl_page_puts(page, "</text>\n");
}

static void svg_line(prl_page *page, double x0, double y0, double x1, double y1, const char *kind) {
  prl_text_printf(page->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n", x0, y0, x1, y1, kind);
}

static void draw_across(const quadrant *q) {
  const double bottom = q->plot.y + q->plot.h;
  for (int32_t k = 0; k < q->across.count; k++) {
    const double v = q->across.low + k * q->across.step, x = place_x(q, v);
    svg_line(q->page, x, q->plot.y, x, bottom, fabs(v) < q->across.step / 2 ? "zero" : "grid");
    svg_text(q->page, x, bottom + 16, "tick", "middle", prl_show_change(q->page, v, q->across.decimals, false));
  }
  svg_text(q->page, q->plot.x + q->plot.w / 2, HEIGHT - 12, "axis", "middle", PRL_SAID(q->page, Q_AXIS, q->page->dossier.parties[0].name));
}

static void draw_up(const quadrant *q) {
  prl_page *page = q->page;
  for (int32_t k = 0; k < q->up.count; k++) {
    const double v = q->up.low + k * q->up.step, y = place_y(q, v);
    svg_line(page, q->plot.x, y, q->plot.x + q->plot.w, y, fabs(v) < q->up.step / 2 ? "zero" : "grid");
    svg_text(page, q->plot.x - 7, y + 4, "tick", "end", prl_show_change(page, v, q->up.decimals, false));
  }
  const double middle = q->plot.y + q->plot.h / 2;
  prl_text_printf(page->out, "<text transform=\"translate(14 %.1f) rotate(-90)\" class=\"axis\" text-anchor=\"middle\">", middle);
  PRL_SAY(page, Q_AXIS, page->dossier.parties[1].name);
  prl_page_puts(page, "</text>\n");
}

/* the name of a quadrant in its outer corner; a quadrant too small for its name has none */
static void draw_corner(quadrant *q, bool right, bool top, const char *text) {
  const double zero_x = place_x(q, 0), zero_y = place_y(q, 0), w = LETTER * (double)strlen(text), h = LINE_HEIGHT;
  const double room_x = right ? q->plot.x + q->plot.w - zero_x : zero_x - q->plot.x;
  const double room_y = top ? zero_y - q->plot.y : q->plot.y + q->plot.h - zero_y;
  if (room_x < w + 12 || room_y < h + 8) return;
  const prl_box box = {right ? q->plot.x + q->plot.w - w - 6 : q->plot.x + 6, top ? q->plot.y + 5 : q->plot.y + q->plot.h - h - 5, w, h};
  for (int32_t k = 0; k < q->count; k++) {
    const prl_dot d = q->dots[k];
    if (d.x > box.x - 9 && d.x < box.x + w + 9 && d.y > box.y - 9 && d.y < box.y + h + 9) return;
  }
  svg_text(q->page, right ? box.x + w : box.x, box.y + h - 3, "corner", right ? "end" : "start", text);
  q->field.boxes[q->field.box_count++] = box;
}

static void draw_corners(quadrant *q) {
  prl_page *page = q->page;
  const char *a = page->dossier.parties[0].name, *b = page->dossier.parties[1].name;
  draw_corner(q, true, true, prl_word_text(PRL_W_Q_BOTH_GAIN));
  draw_corner(q, false, false, prl_word_text(PRL_W_Q_BOTH_LOSE));
  draw_corner(q, true, false, PRL_SAID(page, Q_ONE_GAINS, a, b));
  draw_corner(q, false, true, PRL_SAID(page, Q_ONE_GAINS, b, a));
}

/* ---- marks and labels ---- */

/* the quadrant of a mark: its label stands there and nowhere else, so that it says on which side the mark lies */
static prl_box quadrant_of(const quadrant *q, prl_dot d) {
  const prl_box p = q->plot;
  const double x = place_x(q, 0), y = place_y(q, 0);
  const double left = d.x < x ? p.x : x, right = d.x < x ? x : p.x + p.w, top = d.y < y ? p.y : y, bottom = d.y < y ? y : p.y + p.h;
  return (prl_box){left, top, right - left, bottom - top};
}

static void draw_mark(prl_page *page, prl_dot d, prl_on_list list, bool stated) {
  const double r = RADIUS;
  if (list == PRL_LIST_COOPERATION) {
    prl_text_printf(page->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"cooperation\"/>\n", d.x, d.y, r);
  } else if (list == PRL_LIST_OUTSTANDING) {
    prl_text_printf(page->out, "<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\" class=\"outstanding\"/>\n", d.x, d.y - r - 1, r + 1,
                    r + 1, -r - 1, r + 1, -r - 1, -r - 1);
  } else {
    prl_text_printf(page->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"neutral\"/>\n", d.x - r + 1, d.y - r + 1,
                    2 * r - 2, 2 * r - 2);
  }
  if (stated) prl_text_printf(page->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"stated\"/>\n", d.x, d.y, r + RING);
}

static size_t letters(const char *text, size_t bytes) {
  size_t n = 0;
  for (size_t k = 0; k < bytes; k++) n += ((unsigned char)text[k] & 0xC0) != 0x80;
  return n;
}

/* bytes of the next line: up to the last space that fits, or the whole rest; a longer word stands alone, cut */
static size_t line_bytes(const char *text, size_t most) {
  size_t fits = 0, k = 0;
  for (; text[k]; k++) {
    if (letters(text, k) > most) return fits ? fits : k - 1;
    if (text[k] == ' ') fits = k;
  }
  return letters(text, k) > most && fits ? fits : k;
}

static void wrap_label(label *l, const char *number, const char *title, size_t most) {
  *l = (label){.lines = 0};
  size_t widest = 0;
  while (*title && l->lines < LINES) {
    const size_t room = sizeof l->text[0] - 16, bytes = line_bytes(title, most), kept = bytes < room ? bytes : room;
    const bool more = title[bytes] && l->lines == LINES - 1;
    snprintf(l->text[l->lines], sizeof l->text[0], "%s%s%.*s%s", l->lines ? "" : number, l->lines ? "" : " ", (int)kept, title,
             more ? PRL_ELLIPSIS : "");
    const size_t n = letters(l->text[l->lines], strlen(l->text[l->lines]));
    widest = n > widest ? n : widest;
    l->lines++;
    title += bytes + (title[bytes] == ' ');
  }
  l->box = (prl_box){0, 0, LETTER * (double)widest, LINE_HEIGHT * l->lines};
}

static void draw_label(prl_page *page, const label *l, const prl_leader *leader, bool right) {
  if (leader->drawn) svg_line(page, leader->x0, leader->y0, leader->x1, leader->y1, "leader");
  for (int32_t k = 0; k < l->lines; k++) {
    svg_text(page, right ? l->box.x + l->box.w : l->box.x, l->box.y + LINE_HEIGHT * (k + 1) - 3, "label", right ? "end" : "start",
             l->text[k]);
  }
}

/* the whole title near its mark where there is room, in long lines or in short ones, else the number alone; out of its quadrant at last */
static void label_item(quadrant *q, int32_t k) {
  prl_page *page = q->page;
  const char *number = prl_show_count(page, q->worth[k] + 1);
  static const size_t widths[] = {WIDE, NARROW};
  label l;
  prl_leader leader;
  bool placed = false;
  q->field.frame = quadrant_of(q, q->dots[k]);
  for (size_t w = 0; w < 2 && !placed; w++) {
    wrap_label(&l, number, page->brief->worths[q->worth[k]].item->title, widths[w]);
    placed = prl_svg_place(&l.box, &leader, &q->field, k, 60);
  }
  for (int t = 0; t < 2 && !placed; t++) {
    l = (label){.lines = 1, .box = {0, 0, LETTER * (double)strlen(number) + 2, LINE_HEIGHT}};
    snprintf(l.text[0], sizeof l.text[0], "%s", number);
    placed = prl_svg_place(&l.box, &leader, &q->field, k, t ? WIDTH : 60);
    q->field.frame = q->plot;
  }
  if (placed) draw_label(page, &l, &leader, l.box.x + l.box.w <= q->dots[k].x);
}

static void describe(const quadrant *q) {
  prl_page *page = q->page;
  const prl_party *p = page->dossier.parties;
  const char *items = "";
  for (int32_t k = 0; k < q->count; k++) {
    const prl_worth *w = &page->brief->worths[q->worth[k]];
    items = prl_arena_printf(page->arena, "%s%s ", items,
                             prl_page_said(page, PRL_W_Q_ITEM,
                                           PRL_WITH(prl_show_count(page, q->worth[k] + 1), w->item->title, p[0].name,
                                                    prl_show_change(page, w->percent[0], page->decimals, true), p[1].name,
                                                    prl_show_change(page, w->percent[1], page->decimals, true))));
    if (!items) items = "", page->out->failed = true;
  }
  prl_page_puts(page, "<title id=\"quadrant-title\">");
  PRL_SAY(page, Q_TITLE, p[0].name, p[1].name);
  prl_page_puts(page, "</title>\n<desc id=\"quadrant-desc\">");
  PRL_SAY(page, Q_DESC, prl_show_count(page, q->count), items);
  prl_page_puts(page, "</desc>\n");
}

void prl_svg_quadrant(prl_page *page) {
  quadrant q;
  if (page->dossier.party_count < 2 || !make_quadrant(&q, page)) return;
  find_items(&q);
  if (!q.count) {
    prl_page_element(page, "p", "none", PRL_W_Q_NONE, PRL_WITH(page->dossier.parties[0].name, page->dossier.parties[1].name));
    return;
  }
  place_dots(&q);
  prl_text_printf(
      page->out,
      "<div class=\"box\"><svg class=\"quadrant\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"quadrant-title quadrant-desc\">\n",
      WIDTH, HEIGHT);
  describe(&q);
  draw_across(&q);
  draw_up(&q);
  draw_corners(&q);
  q.field.dots = q.dots, q.field.dot_count = q.count;
  for (int32_t k = 0; k < q.count; k++) label_item(&q, k);
  for (int32_t k = 0; k < q.count; k++) {
    const prl_worth *w = &page->brief->worths[q.worth[k]];
    draw_mark(page, q.dots[k], w->list, w->stated);
  }
  prl_page_puts(page, "</svg></div>\n");
}
