/* timeline_svg.c -- the timeline as a drawing: a lane a party and layer, bars for measures with their rates, marks for events.
 *
 * Across: days, linear. Solid bars are in force, hatched ones suspended, dashed outlines announced or proposed, green outlines promises:
 * fill and outline tell them apart in grey print and without colour vision (blue and orange of Okabe & Ito 2008). A vague date has a
 * whisker over the days meant and its bar begins at the earliest; right of the dashed line lies what is scheduled past the horizon.
 * Measures of a lane share rows where they do not overlap (greedy, in order of their begin). Lengths in SVG user units, y downwards; the
 * same input gives the same bytes. */
#include "turns.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 1040, LEFT = 190, RIGHT = 14, TOP = 64, ROW = 17, BAR = 13, EVENT_ROWS = 40, LABEL_CHARS = 34, NONE_YET = -1 };
static const double LETTER = 5.6; /* of the 10 px label font, on the wide side */

typedef enum look { LOOK_IN_FORCE, LOOK_SUSPENDED, LOOK_ANNOUNCED, LOOK_PROMISE, LOOK_NOTHING } look;

typedef struct bar {
  double x0, x1;
  look look;
  const prl_turn *turn;
} bar;

typedef struct strip { /* one measure or promise */
  int32_t party, lane;
  const char *lane_name;
  const bar *bars;
  int32_t bar_count, row;
  double x0, x1;      /* of the bars, and of the name beside them */
  const char *beside; /* its id, where no bar has room for it; NULL */
  double beside_x;
} strip;

typedef struct event_mark {
  const prl_turn *turn;
  const char *text;
  double x, text_x;
  int32_t row;
} event_mark;

typedef struct drawing {
  prl_text *out;
  prl_arena *arena;
  prl_dossier_view record;
  const prl_turn *turns;
  int32_t count;
  prl_day first, last; /* drawn: [first, last) */
  strip *strips;
  int32_t strip_count, row_count;
  event_mark *events;
  int32_t event_count, event_rows;
} drawing;

/* ---- text ---- */

static void escaped(prl_text *out, const char *text) {
  for (; *text; text++) {
    if (*text == '<')
      prl_text_puts(out, "&lt;");
    else if (*text == '>')
      prl_text_puts(out, "&gt;");
    else if (*text == '&')
      prl_text_puts(out, "&amp;");
    else if (*text == '"')
      prl_text_puts(out, "&quot;");
    else
      prl_text_add(out, (unsigned char)*text < 0x20 || *text == 0x7f ? " " : text, 1);
  }
}

static void label(drawing *d, double x, double y, const char *kind, const char *text) {
  prl_text_printf(d->out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">", x, y, kind);
  escaped(d->out, text);
  prl_text_puts(d->out, "</text>\n");
}

/* the first `most` signs, never inside a UTF-8 sequence, with dots when there are more */
static const char *cut(drawing *d, const char *text, int32_t most) {
  int32_t signs = 0;
  size_t at = 0;
  while (text[at] && signs < most) {
    at++;
    while (((unsigned char)text[at] & 0xc0) == 0x80) at++;
    signs++;
  }
  char *copy = prl_arena_printf(d->arena, "%.*s%s", (int)at, text, text[at] ? "..." : "");
  d->out->failed |= !copy;
  return copy ? copy : "";
}

static void tooltip(drawing *d, const prl_turn *t) {
  char figure[PRL_FIGURE];
  prl_text words = {0};
  prl_text_printf(&words, "%s %s: ", prl_when_text(figure, &t->when), t->id);
  if (t->measure) prl_text_printf(&words, "%s. ", t->title);
  prl_turn_words(&words, t);
  prl_text_puts(&words, " [");
  prl_source_ids(&words, t->sources, t->source_count, t->source_count);
  prl_text_puts(&words, "]");
  d->out->failed |= words.failed;
  prl_text_puts(d->out, "<title>");
  escaped(d->out, words.bytes ? words.bytes : "");
  prl_text_puts(d->out, "</title>");
  prl_text_free(&words);
}

/* ---- time ---- */

static double place(const drawing *d, prl_day day) {
  double x = LEFT + (double)(WIDTH - LEFT - RIGHT) * (day - d->first) / (d->last - d->first);
  return fmin(fmax(x, LEFT), WIDTH - RIGHT);
}

static void set_span(drawing *d, const prl_span_asked *span) {
  d->first = d->record.horizon.first;
  d->last = d->record.horizon.last + 1;
  for (int32_t k = 0; k < d->count; k++) {
    if (d->turns[k].when.first < d->first) d->first = d->turns[k].when.first;
    if (d->turns[k].when.last + 1 > d->last) d->last = d->turns[k].when.last + 1;
  }
  if (span->from.kind != PRL_WHEN_NONE) d->first = span->from.first;
  if (span->to.kind != PRL_WHEN_NONE) d->last = span->to.last + 1;
  if (d->last <= d->first) d->last = d->first + 1;
}

static bool visible(const drawing *d, const prl_when *when) { return when->last >= d->first && when->first < d->last; }

/* ---- strips ---- */

static look look_of(prl_state state) {
  return state == PRL_IN_FORCE                             ? LOOK_IN_FORCE
         : state == PRL_SUSPENDED                          ? LOOK_SUSPENDED
         : state == PRL_ANNOUNCED || state == PRL_PROPOSED ? LOOK_ANNOUNCED
                                                           : LOOK_NOTHING;
}

static bool of_party(const prl_party *party, const char *code) {
  if (strcmp(party->id, code) == 0) return true;
  for (int32_t r = 0; r < party->regions.count; r++)
    if (strcmp(party->regions.at[r], code) == 0) return true;
  return false;
}

static int32_t party_rank(const drawing *d, const char *code) {
  for (int32_t p = 0; p < d->record.party_count; p++)
    if (of_party(&d->record.parties[p], code)) return p;
  return d->record.party_count;
}

static int32_t lane_rank(const drawing *d, const char *layer) {
  int32_t m = 0;
  while (strcmp(d->record.measures[m].layer, layer) != 0) m++;
  return m;
}

/* right of the bars, else left of them, else nowhere but in the words of its bars */
static void name_beside(strip *s, double widest) {
  const char *id = s->bars[0].turn->id;
  const double width = LETTER * (double)strlen(id) + 8;
  if (width + 10 * LETTER < widest) return;
  if (s->x1 + width < WIDTH - RIGHT) {
    s->beside = id;
    s->beside_x = s->x1 + 4;
    s->x1 += width;
  } else if (s->x0 - width > LEFT) {
    s->beside = id;
    s->x0 -= width;
    s->beside_x = s->x0 + 2;
  }
}

static void add_strip(drawing *d, strip s) {
  double widest = 0;
  s.x0 = s.x1 = NONE_YET;
  for (int32_t k = 0; k < s.bar_count; k++) {
    if (s.bars[k].look == LOOK_NOTHING || s.bars[k].x1 <= s.bars[k].x0) continue;
    s.x0 = s.x0 == NONE_YET ? s.bars[k].x0 : s.x0;
    s.x1 = s.bars[k].x1;
    widest = fmax(widest, s.bars[k].x1 - s.bars[k].x0);
  }
  if (s.x0 == NONE_YET) return;
  name_beside(&s, widest);
  d->strips[d->strip_count++] = s;
}

static void measure_strip(drawing *d, const prl_measure *m) {
  int32_t count = 0;
  bar *bars = prl_arena_alloc(d->arena, 3 * (size_t)m->step_count + 1, sizeof *bars);
  for (int32_t k = 0; bars && k < d->count; k++) {
    if (d->turns[k].measure != m) continue;
    double x = place(d, d->turns[k].when.first);
    if (count) bars[count - 1].x1 = x;
    bars[count++] = (bar){x, place(d, d->last), look_of(d->turns[k].after.state), &d->turns[k]};
  }
  d->out->failed |= !bars;
  if (count)
    add_strip(
        d, (strip){.party = party_rank(d, m->by), .lane = lane_rank(d, m->layer), .lane_name = m->layer, .bars = bars, .bar_count = count});
}

static void promise_strip(drawing *d, const prl_turn *t) {
  bar *one = prl_arena_alloc(d->arena, 1, sizeof *one);
  const prl_when *until = &t->commitment->until;
  if (!one) {
    d->out->failed = true;
    return;
  }
  *one = (bar){place(d, t->when.first), place(d, until->kind == PRL_WHEN_NONE ? d->last : until->first), LOOK_PROMISE, t};
  add_strip(d,
            (strip){.party = party_rank(d, t->by), .lane = d->record.measure_count, .lane_name = "promises", .bars = one, .bar_count = 1});
}

static bool before(const strip *a, const strip *b) {
  if (a->party != b->party) return a->party < b->party;
  if (a->lane != b->lane) return a->lane < b->lane;
  return a->x0 < b->x0;
}

/* insertion sort: stable, and there are at most a few hundred */
static void sort_strips(drawing *d) {
  for (int32_t k = 1; k < d->strip_count; k++) {
    strip s = d->strips[k];
    int32_t at = k;
    for (; at > 0 && before(&s, &d->strips[at - 1]); at--) d->strips[at] = d->strips[at - 1];
    d->strips[at] = s;
  }
}

static bool same_lane(const strip *a, const strip *b) { return a->party == b->party && a->lane == b->lane; }

static bool row_is_free(const drawing *d, int32_t lane_start, int32_t k, int32_t row) {
  for (int32_t j = lane_start; j < k; j++)
    if (d->strips[j].row == row && d->strips[j].x1 + 3 > d->strips[k].x0) return false;
  return true;
}

/* a party's heading takes a row, a lane at least one */
static void place_rows(drawing *d) {
  int32_t lane_start = 0, first_row = 0;
  for (int32_t k = 0; k < d->strip_count; k++) {
    strip *s = &d->strips[k];
    bool new_lane = k == 0 || !same_lane(s, &d->strips[k - 1]);
    if (new_lane) {
      lane_start = k;
      first_row = d->row_count + (k == 0 || s->party != d->strips[k - 1].party);
    }
    s->row = first_row;
    while (!row_is_free(d, lane_start, k, s->row)) s->row++;
    d->row_count = s->row + 1 > d->row_count ? s->row + 1 : d->row_count;
  }
}

static bool make_strips(drawing *d) {
  d->strips = prl_arena_alloc(d->arena, (size_t)d->record.measure_count + (size_t)d->record.commitment_count + 1, sizeof *d->strips);
  if (!d->strips) return false;
  for (int32_t m = 0; m < d->record.measure_count; m++) measure_strip(d, &d->record.measures[m]);
  for (int32_t k = 0; k < d->count; k++)
    if (d->turns[k].kind == PRL_TURN_PROMISE) promise_strip(d, &d->turns[k]);
  sort_strips(d);
  place_rows(d);
  return !d->out->failed;
}

/* ---- frame ---- */

static void describe(drawing *d) {
  char from[PRL_FIGURE], to[PRL_FIGURE];
  prl_when first = {.kind = PRL_WHEN_DAY, .first = d->first, .last = d->first},
           last = {.kind = PRL_WHEN_DAY, .first = d->last - 1, .last = d->last - 1};
  prl_text_puts(d->out, "<title id=\"timeline-title\">");
  escaped(d->out, d->record.title);
  prl_text_printf(d->out, ", %s to %s</title>\n", prl_when_text(from, &first), prl_when_text(to, &last));
  prl_text_printf(
      d->out,
      "<desc id=\"timeline-desc\">Timeline of %d events and %d measures and promises, a lane for each party and layer. Solid: in force; "
      "hatched: suspended; dashed outline: announced or proposed; green outline: promised. Every bar and mark carries its words.</desc>\n",
      d->event_count, d->strip_count);
}

static void style(drawing *d) {
  prl_text_puts(
      d->out,
      "<style>text{font:10px sans-serif;fill:#111}.head{font:bold 12px sans-serif}.tick{fill:#444;text-anchor:middle}"
      ".on{fill:#fff}.lane{text-anchor:end}.force{fill:#0072b2;stroke:#003e63}.susp{fill:url(#hatch);stroke:#8a5a00}"
      ".ann{fill:#fff;stroke:#333;stroke-dasharray:4 2}.prom{fill:#fff;stroke:#009e73;stroke-width:1.6}"
      ".open{stroke-dasharray:2 2;fill-opacity:.55}.grid{stroke:#ddd}.whisker{stroke:#111}.horizon{stroke:#333;stroke-dasharray:6 3}"
      ".mark{fill:#d55e00;stroke:#111}.plan{fill:#fff;stroke:#d55e00;stroke-width:1.5}.ahead{fill:#f3f3f3}</style>\n"
      "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      "<rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"2.4\" height=\"6\" fill=\"#e69f00\"/></pattern></defs>\n");
}

static void tick(drawing *d, prl_day day, const char *text, double bottom) {
  double x = place(d, day);
  prl_text_printf(d->out, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>\n", x, TOP - 6, x, bottom);
  label(d, x, TOP - 10, "tick", text);
}

/* months between two ticks: so many that labels have room */
static int32_t tick_months(const drawing *d) {
  int32_t months = (d->last - d->first) / 30;
  return months <= 14 ? 1 : months <= 40 ? 3 : months <= 84 ? 6 : 12;
}

static void ticks(drawing *d, double bottom) {
  char text[16];
  int32_t year, month, day, step = tick_months(d);
  prl_day_split(&year, &month, &day, d->first);
  for (month = (month - 1) / step * step + 1;; month += step) {
    year += (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    prl_day at = prl_day_of(year, month, 1);
    if (at >= d->last) return;
    if (at < d->first) continue;
    snprintf(text, sizeof text, step == 12 ? "%04d" : "%04d-%02d", (int)year, (int)month);
    tick(d, at, text, bottom);
  }
}

static void horizon(drawing *d, double bottom) {
  char figure[PRL_FIGURE];
  double x = place(d, d->record.horizon.last + 1);
  if (d->record.horizon.last + 1 >= d->last || d->record.horizon.last < d->first) return;
  prl_text_printf(d->out, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%.1f\" class=\"ahead\"/>\n", x, TOP - 6, WIDTH - RIGHT - x,
                  bottom - TOP + 6);
  prl_text_printf(d->out,
                  "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%.1f\" class=\"horizon\"><title>Horizon %s: nothing later is known, only "
                  "what is scheduled</title></line>\n",
                  x, TOP - 6, x, bottom, prl_when_text(figure, &d->record.horizon));
}

static void legend(drawing *d) {
  static const struct {
    const char *kind, *words;
  } entries[] = {{"force", "in force"}, {"susp", "suspended"}, {"ann", "announced, proposed"},
                 {"prom", "promise"},   {"mark", "event"},     {"plan", "scheduled event"}};
  double x = LEFT;
  label(d, 10, 18, "head", d->record.title);
  for (size_t k = 0; k < sizeof entries / sizeof *entries; k++) {
    prl_text_printf(d->out, "<rect x=\"%.1f\" y=\"28\" width=\"18\" height=\"10\" class=\"%s\"/>\n", x, entries[k].kind);
    label(d, x + 23, 37, "key", entries[k].words);
    x += 36 + LETTER * (double)strlen(entries[k].words);
  }
}

/* ---- events ---- */

static void whisker(drawing *d, const prl_when *when, double y) {
  if (when->first < when->last)
    prl_text_printf(d->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"whisker\"/>\n", place(d, when->first), y,
                    place(d, when->last), y);
}

/* the first row whose last label ends before this one begins; past the last row marks stand bare in a row of their own */
static int32_t free_row(double *ends, double from, double to) {
  int32_t row = 0;
  while (row < EVENT_ROWS && ends[row] > from - 8) row++;
  if (row < EVENT_ROWS) ends[row] = to;
  return row;
}

static void lay_out_event(drawing *d, event_mark *mark, double *ends) {
  const prl_when *when = &mark->turn->when;
  double width;
  mark->text = cut(d, mark->turn->title, LABEL_CHARS);
  mark->x = (place(d, when->first) + place(d, when->last)) / 2;
  width = LETTER * (double)strlen(mark->text) + 4;
  mark->text_x = place(d, when->last) + 7;
  if (mark->text_x + width > WIDTH - 2) mark->text_x = place(d, when->first) - 7 - width;
  mark->row = free_row(ends, fmin(mark->text_x, place(d, when->first)), fmax(mark->text_x + width, place(d, when->last) + 6));
  if (mark->row + 1 > d->event_rows) d->event_rows = mark->row + 1;
}

static bool lay_out_events(drawing *d) {
  double ends[EVENT_ROWS];
  for (int32_t k = 0; k < EVENT_ROWS; k++) ends[k] = LEFT - 10;
  d->events = prl_arena_alloc(d->arena, (size_t)d->count + 1, sizeof *d->events);
  for (int32_t k = 0; d->events && k < d->count; k++) {
    if (!d->turns[k].event || !visible(d, &d->turns[k].when)) continue;
    d->events[d->event_count].turn = &d->turns[k];
    lay_out_event(d, &d->events[d->event_count++], ends);
  }
  return d->events && !d->out->failed;
}

static void draw_events(drawing *d) {
  if (d->event_count) label(d, LEFT - 8, TOP + ROW / 2.0 + 3.5, "lane", "events");
  for (int32_t k = 0; k < d->event_count; k++) {
    const event_mark *mark = &d->events[k];
    const double y = TOP + ROW * mark->row + ROW / 2.0;
    whisker(d, &mark->turn->when, y);
    prl_text_printf(d->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" class=\"%s\">", mark->x, y,
                    mark->turn->event->scheduled ? "plan" : "mark");
    tooltip(d, mark->turn);
    prl_text_puts(d->out, "</circle>\n");
    if (mark->row < EVENT_ROWS) label(d, mark->text_x, y + 3.5, "key", mark->text);
  }
}

/* ---- bars ---- */

static const char *bar_words(drawing *d, const prl_turn *t, double room, bool named) {
  prl_text rate = {0};
  bool bites = t->after.state == PRL_IN_FORCE || t->after.rate != 0 || t->after.by_line;
  if (t->measure && bites) prl_rate_words(&rate, t->measure, t->after.by_line, t->after.rate);
  const char *words = rate.bytes ? rate.bytes : "";
  const char *whole = prl_arena_printf(d->arena, "%s%s%s", t->id, *words ? ": " : "", words),
             *brief = prl_arena_printf(d->arena, "%s", words);
  d->out->failed |= rate.failed || !whole || !brief;
  prl_text_free(&rate);
  if (!whole || !brief) return "";
  return named && LETTER * (double)strlen(whole) + 6 < room ? whole : LETTER * (double)strlen(brief) + 4 < room ? brief : "";
}

static void draw_bar(drawing *d, const strip *s, const bar *b, double y) {
  static const char *const kinds[] = {"force", "susp", "ann", "prom"};
  const bool open = b->turn->happens == PRL_UNKNOWN || b->turn->known == PRL_UNKNOWN;
  if (b->look == LOOK_NOTHING || b->x1 <= b->x0) return;
  prl_text_printf(d->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" class=\"%s%s\">", b->x0, y, fmax(b->x1 - b->x0, 1), BAR,
                  kinds[b->look], open ? " open" : "");
  tooltip(d, b->turn);
  prl_text_puts(d->out, "</rect>\n");
  whisker(d, &b->turn->when, y + BAR / 2.0);
  const char *words = bar_words(d, b->turn, b->x1 - b->x0, !s->beside);
  if (!*words) return;
  if (b->look == LOOK_SUSPENDED)
    prl_text_printf(d->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"#fff\"/>\n", b->x0 + 2, y + 1.5,
                    LETTER * (double)strlen(words) + 2, BAR - 3);
  label(d, b->x0 + 3, y + BAR - 3, b->look == LOOK_IN_FORCE && !open ? "on" : "key", words);
}

static const char *party_name(const drawing *d, const strip *s) {
  return s->party < d->record.party_count ? d->record.parties[s->party].name : "Others";
}

static void draw_strips(drawing *d, double top) {
  for (int32_t k = 0; k < d->strip_count; k++) {
    const strip *s = &d->strips[k];
    double y = top + ROW * s->row;
    bool new_party = k == 0 || s->party != d->strips[k - 1].party;
    if (new_party) label(d, 10, y - ROW + BAR - 2, "head", party_name(d, s));
    if (new_party || !same_lane(s, &d->strips[k - 1])) label(d, LEFT - 8, y + BAR - 3, "lane", cut(d, s->lane_name, 28));
    for (int32_t b = 0; b < s->bar_count; b++) draw_bar(d, s, &s->bars[b], y);
    if (s->beside) label(d, s->beside_x, y + BAR - 3, "key", s->beside);
  }
}

static void draw(drawing *d) {
  const double top = TOP + ROW * d->event_rows + 10, bottom = top + ROW * d->row_count + 8;
  prl_text_printf(d->out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" width=\"%d\" height=\"%.0f\" role=\"img\" "
                  "aria-labelledby=\"timeline-title timeline-desc\">\n",
                  WIDTH, bottom, WIDTH, bottom);
  describe(d);
  style(d);
  prl_text_printf(d->out, "<rect width=\"%d\" height=\"%.0f\" fill=\"#fff\"/>\n", WIDTH, bottom);
  horizon(d, bottom - 4);
  ticks(d, bottom - 4);
  legend(d);
  draw_events(d);
  draw_strips(d, top);
  prl_text_puts(d->out, "</svg>\n");
}

prl_status prl_report_timeline_svg(prl_text *out, const prl_dossier *dossier, const prl_span_asked *span, const prl_turn *turns,
                                   int32_t count, prl_error *err) {
  drawing d = {.out = out, .arena = prl_arena_new(), .record = prl_dossier_look(dossier), .turns = turns, .count = count};
  if (!d.arena) return prl_fail(err, PRL_E_MEMORY, "no room for a drawing");
  set_span(&d, span);
  if (make_strips(&d) && lay_out_events(&d))
    draw(&d);
  else
    out->failed = true;
  prl_arena_free(d.arena);
  return prl_text_end(out, err);
}
