/* asof_text.c -- what is in force on a date, for a reader: by who imposes it, then layer by layer; then what is not known.
 *
 * Order: the parties as the dossier names them, then others as they come; layers as they first come; measures as the dossier has them. */
#include "asof.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCES_SHOWN = 2, CODES_SHOWN = 3 };

/* ---- order ---- */

typedef struct place_in_list {
  int32_t imposer, layer, measure;
} place_in_list;

static bool is_party(const prl_party *party, const char *code) {
  if (strcmp(party->id, code) == 0) return true;
  for (int32_t r = 0; r < party->regions.count; r++)
    if (strcmp(party->regions.at[r], code) == 0) return true;
  return false;
}

static int32_t imposer_rank(const prl_dossier_view *record, const char *by) {
  for (int32_t p = 0; p < record->party_count; p++)
    if (is_party(&record->parties[p], by)) return p;
  int32_t m = 0;
  while (strcmp(record->measures[m].by, by) != 0) m++;
  return record->party_count + m;
}

static int32_t layer_rank(const prl_dossier_view *record, const char *layer) {
  int32_t m = 0;
  while (strcmp(record->measures[m].layer, layer) != 0) m++;
  return m;
}

static int compare_places(const void *left, const void *right) {
  const place_in_list *a = left, *b = right;
  if (a->imposer != b->imposer) return a->imposer < b->imposer ? -1 : 1;
  if (a->layer != b->layer) return a->layer < b->layer ? -1 : 1;
  return (a->measure > b->measure) - (a->measure < b->measure);
}

static int32_t sort_places(place_in_list *places, const prl_standings *s) {
  int32_t count = 0;
  for (int32_t m = 0; m < s->record.measure_count; m++) {
    const prl_measure *measure = &s->record.measures[m];
    if (prl_asof_shows(&s->at[m], s->all))
      places[count++] = (place_in_list){imposer_rank(&s->record, measure->by), layer_rank(&s->record, measure->layer), m};
  }
  qsort(places, (size_t)count, sizeof *places, compare_places);
  return count;
}

/* ---- headline ---- */

static void headline(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_standings *s) {
  char text[256];
  int32_t yes = 0, open = 0, suspended = 0;
  for (int32_t m = 0; m < s->record.measure_count; m++) {
    yes += s->at[m].in_force == PRL_YES;
    open += s->at[m].in_force == PRL_UNKNOWN;
    suspended += s->at[m].in_force == PRL_NO && s->at[m].state == PRL_SUSPENDED;
  }
  snprintf(text, sizeof text, "%s: %d measure%s in force, %d wholly suspended, %d of which it is not known.",
           trace->date && trace->date[0] ? trace->date : "On that date", yes, yes == 1 ? "" : "s", suspended, open);
  prl_paragraph(out, style, "", text);
  prl_text_puts(out, "\n");
}

/* ---- cells ---- */

static void on_cell(prl_grid *grid, const prl_measure *m) {
  prl_text text = {0};
  if (m->exports) prl_text_puts(&text, "to ");
  if (m->on_all)
    prl_text_puts(&text, "all");
  else if (m->on_unknown)
    prl_text_puts(&text, "?");
  else
    prl_code_list(&text, &m->on, ",", CODES_SHOWN);
  prl_grid_take(grid, PRL_PLAIN, &text);
}

static bool has_number(const prl_standing *s) {
  return s->in_force != PRL_NO ? s->measure->unit[0] != '\0' : !isnan(prl_standing_rate(s, s->rate));
}

static void rate_cells(prl_grid *grid, const prl_standing *s) {
  char low[PRL_FIGURE], high[PRL_FIGURE];
  const char *unit = strcmp(s->measure->unit, "percent") == 0 ? "%" : s->measure->unit;
  bool plain = has_number(s) && !s->by_line;
  if (s->by_line)
    prl_grid_cell(grid, PRL_PLAIN, "by line");
  else if (!plain)
    prl_grid_cell(grid, PRL_PLAIN, "%s", "");
  else if (s->rate_low < s->rate_high)
    prl_grid_cell(grid, PRL_PLAIN, "%s to %s", prl_short_figure(low, s->rate_low), prl_short_figure(high, s->rate_high));
  else
    prl_grid_cell(grid, PRL_PLAIN, "%s", prl_short_figure(low, s->rate));
  prl_grid_cell(grid, PRL_PLAIN, "%s", plain ? unit : "");
}

static bool not_sure(const prl_standing *s) {
  return !prl_standing_certain(s) || (s->step && (s->step->sure == PRL_SURE_LOW || s->step->sure == PRL_SURE_UNKNOWN));
}

static void state_cell(prl_grid *grid, const prl_standing *s) {
  const bool disputed = s->step && s->step->disputed;
  prl_grid_cell(grid, s->in_force == PRL_YES ? PRL_PLAIN : PRL_DIM, "%s%s%s", prl_state_word(s->state), not_sure(s) ? " (not sure)" : "",
                disputed ? " disputed" : "");
}

static void sources_cell(prl_grid *grid, const prl_step *step) {
  prl_text text = {0};
  if (step) prl_source_ids(&text, step->sources, step->source_count, SOURCES_SHOWN);
  prl_grid_take(grid, PRL_DIM, &text);
}

static bool own_layer(const prl_measure *m) { return strcmp(m->layer, m->id) == 0; }

/* A measure that is a layer by itself stands at the layer's own indent. */
static void measure_row(prl_grid *grid, const prl_standing *s) {
  char since[PRL_FIGURE], until[PRL_FIGURE];
  const prl_measure *m = s->measure;
  prl_grid_cell(grid, PRL_PLAIN, "%s%s", own_layer(m) ? "  " : "    ", m->id);
  on_cell(grid, m);
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_instrument_word(m->instrument));
  rate_cells(grid, s);
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(since, &s->since));
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(until, &s->until));
  state_cell(grid, s);
  sources_cell(grid, s->step);
}

static void layer_row(prl_grid *grid, const prl_measure *m) {
  char text[256];
  snprintf(text, sizeof text, "  %s", m->layer);
  if (!own_layer(m)) prl_grid_across(grid, text);
}

static void imposer_row(prl_grid *grid, const prl_dossier_view *record, const place_in_list *place, bool first) {
  char text[256];
  const char *by = record->measures[place->measure].by;
  bool party = place->imposer < record->party_count;
  if (!first) prl_grid_across(grid, "");
  if (party)
    snprintf(text, sizeof text, "By %s (%s)", record->parties[place->imposer].name, record->parties[place->imposer].id);
  else
    snprintf(text, sizeof text, "By %s", by);
  prl_grid_across(grid, text);
}

static prl_status table(prl_text *out, const prl_style *style, const prl_standings *s, const place_in_list *places, int32_t count,
                        prl_error *err) {
  static const char *const head[] = {"layer and measure", "on", "instrument", "rate", "unit", "since", "until", "state", "sources"};
  if (count == 0) return PRL_OK;
  prl_grid *grid = prl_grid_new("<<<><<<<<");
  prl_grid_head(grid, head);
  for (int32_t k = 0; k < count; k++) {
    bool same = k > 0 && places[k].imposer == places[k - 1].imposer;
    if (!same) imposer_row(grid, &s->record, &places[k], k == 0);
    if (!same || places[k].layer != places[k - 1].layer) layer_row(grid, &s->record.measures[places[k].measure]);
    measure_row(grid, &s->at[places[k].measure]);
  }
  return prl_grid_end(out, style, grid, err);
}

/* ---- what is not known ---- */

static void note(prl_text *out, const prl_style *style, const prl_standing *s, const char *what) {
  char lead[256];
  snprintf(lead, sizeof lead, "  %s: ", s->measure->id);
  prl_paragraph(out, style, lead, what);
}

static bool rate_not_known(const prl_standing *s) {
  return s->in_force == PRL_YES && !s->by_line && s->measure->unit[0] && isnan(s->rate) && !(s->rate_low < s->rate_high);
}

static const char *what_is_not_known(const prl_standing *s) {
  if (s->why && s->why[0]) return s->why;
  if (!prl_standing_certain(s)) return "whether it is in force is not known";
  if (rate_not_known(s)) return strcmp(s->measure->unit, "percent") == 0 ? "its rate is not known" : "how much is not known";
  if (s->in_force == PRL_YES && s->measure->goods.kind == PRL_GOODS_UNKNOWN) return "the sources do not say which goods";
  if (s->in_force == PRL_YES && s->measure->on_unknown) return "the sources do not say whom it hits";
  return NULL;
}

static void not_known(prl_text *out, const prl_style *style, const prl_standings *s, const place_in_list *places, int32_t count) {
  bool any = false;
  for (int32_t k = 0; k < count; k++) {
    const prl_standing *standing = &s->at[places[k].measure];
    const char *what = what_is_not_known(standing);
    if (!what) continue;
    if (!any) prl_text_puts(out, "\nNot known, disputed, or ahead\n");
    note(out, style, standing, what);
    any = true;
  }
}

prl_status prl_asof_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_standings *standings, prl_error *err) {
  place_in_list *places = calloc((size_t)standings->record.measure_count + 1, sizeof *places);
  if (!places) return prl_fail(err, PRL_E_MEMORY, "no room to order the measures");
  int32_t count = sort_places(places, standings);
  prl_trace_head(out, style, trace);
  headline(out, style, trace, standings);
  prl_status status = table(out, style, standings, places, count, err);
  if (status >= 0) {
    not_known(out, style, standings, places, count);
    prl_trace_foot(out, style, trace);
    status = prl_text_end(out, err);
  }
  free(places);
  return status;
}
