/* turns.c -- one thing that happens on one date, in words, in a row, as an object.
 *
 * A vague date stands as it was written ("2025-10", "~2025-10-30"); its bounds are in JSON and CSV as days. What is not known is said: a
 * rate, whether a step of vague date comes first, whether the record's accounts agree. */
#include "turns.h"

#include <math.h>
#include <string.h>

enum { SOURCES_SHOWN = 2, TITLE_SHOWN = 60 };

/* ---- words ---- */

void prl_rate_words(prl_text *out, const prl_measure *measure, bool by_line, double rate) {
  char figure[PRL_FIGURE];
  const char *unit = strcmp(measure->unit, "percent") == 0 ? "%" : measure->unit;
  if (by_line)
    prl_text_puts(out, "by line");
  else if (!unit[0])
    prl_text_puts(out, "");
  else if (isnan(rate))
    prl_text_puts(out, "rate not known");
  else
    prl_text_printf(out, "%s %s", prl_short_figure(figure, rate), unit);
}

void prl_position_words(prl_text *out, const prl_measure *measure, prl_position p) {
  prl_text rate = {0};
  prl_rate_words(&rate, measure, p.by_line, p.rate);
  bool some = rate.length > 0 && (p.by_line || isnan(p.rate) || p.rate != 0);
  prl_text_puts(out, prl_state_word(p.state));
  if (p.state == PRL_IN_FORCE && rate.length) prl_text_printf(out, ", %s", rate.bytes);
  if (p.state == PRL_SUSPENDED && some) prl_text_printf(out, ", %s remains", rate.bytes);
  out->failed |= rate.failed;
  prl_text_free(&rate);
}

/* when what is suspended returns, so that a suspension prolonged reads otherwise than the one before */
static void return_words(prl_text *out, const prl_turn *t) {
  char figure[PRL_FIGURE];
  prl_text rate = {0};
  if (t->kind != PRL_TURN_STEP || !t->step->snaps_back) return;
  prl_rate_words(&rate, t->measure, false, t->step->snap_rate);
  prl_text_printf(out, " until %s", prl_when_text(figure, &t->step->snap_on));
  if (rate.length && !isnan(t->step->snap_rate)) prl_text_printf(out, ", then %s", rate.bytes);
  out->failed |= rate.failed;
  prl_text_free(&rate);
}

static void measure_words(prl_text *out, const prl_turn *t) {
  prl_position_words(out, t->measure, t->before);
  prl_text_puts(out, " -> ");
  prl_position_words(out, t->measure, t->after);
  return_words(out, t);
}

static void quantity_words(prl_text *out, const prl_commitment *c) {
  char figure[PRL_FIGURE];
  if (c->has_quantity) prl_text_printf(out, ": %s %s%s", prl_short_figure(figure, c->quantity), c->unit, c->per_year ? ", each year" : "");
}

static void tally_words(prl_text *out, const prl_tally *t, const char *unit) {
  char low[PRL_FIGURE], high[PRL_FIGURE];
  prl_text_printf(out, "%s ", prl_tally_word(t->measure));
  if (isnan(t->high))
    prl_text_printf(out, "at least %s", prl_short_figure(low, t->low));
  else if (t->low == t->high)
    prl_text_puts(out, prl_short_figure(low, t->low));
  else
    prl_text_printf(out, "%s to %s", prl_short_figure(low, t->low), prl_short_figure(high, t->high));
  prl_text_printf(out, " %s, by %s", unit, t->reporter);
}

static void event_words(prl_text *out, const prl_event *e) {
  prl_text_puts(out, e->title);
  if (e->where && e->where[0]) prl_text_printf(out, " (%s)", e->where);
}

void prl_turn_words(prl_text *out, const prl_turn *t) {
  switch (t->kind) {
    case PRL_TURN_STEP:
    case PRL_TURN_SNAP:
    case PRL_TURN_LAPSE:
    case PRL_TURNS: measure_words(out, t); return;
    case PRL_TURN_EVENT: event_words(out, t->event); return;
    case PRL_TURN_PROMISE:
    case PRL_TURN_DUE:
      prl_text_printf(out, "%s, %s", t->title, t->kind == PRL_TURN_DUE ? "falls due" : "begins");
      quantity_words(out, t->commitment);
      return;
    case PRL_TURN_TALLY: tally_words(out, t->tally, t->commitment->unit); return;
    case PRL_TURN_CLAIM: prl_text_puts(out, t->claim->says); return;
  }
}

static void mark(prl_text *out, bool given, const char *what) {
  if (given) prl_text_printf(out, "%s%s", out->length ? ", " : "", what);
}

static bool scheduled(const prl_turn *t) { return t->event && t->event->scheduled; }

void prl_turn_marks(prl_text *out, const prl_turn *t, prl_instant horizon_end) {
  mark(out, t->low > horizon_end, "ahead");
  mark(out, scheduled(t), "scheduled");
  mark(out, t->disputed, "disputed");
  mark(out, t->happens == PRL_UNKNOWN && !scheduled(t), "another step may come first");
  mark(out, t->known == PRL_UNKNOWN, "perhaps not known by then");
  mark(out, t->within == PRL_UNKNOWN, "vague date");
  mark(out, t->sure == PRL_SURE_LOW || t->sure == PRL_SURE_UNKNOWN, "not sure");
}

bool prl_account_words(prl_text *out, const prl_turn *turn, const prl_saying *s) {
  char figure[PRL_FIGURE];
  prl_when when = prl_turn_said_when(turn, s);
  if (!prl_turn_said(turn, s)) return false;
  prl_text_printf(out, "%s:", s->source ? s->source->id : "?");
  if (when.kind != PRL_WHEN_NONE) prl_text_printf(out, " %s", prl_when_text(figure, &when));
  if (s->has_number) prl_text_printf(out, " %s", prl_short_figure(figure, s->number));
  if (s->place_name && s->place_name[0]) prl_text_printf(out, " in %s", s->place_name);
  if (s->words && s->words[0]) prl_text_printf(out, " \"%s\"", s->words);
  return true;
}

static void ours(prl_text *out, const prl_turn *t) {
  char figure[PRL_FIGURE];
  prl_source_ids(out, t->sources, t->source_count, SOURCES_SHOWN);
  prl_text_printf(out, ": %s (used)", prl_when_text(figure, &t->when));
}

void prl_accounts_text(prl_text *out, const prl_style *style, const prl_turn *turns, int32_t count) {
  bool any = false;
  for (int32_t k = 0; k < count; k++) {
    prl_text words = {0};
    char lead[256];
    if (!turns[k].disputed) continue;
    ours(&words, &turns[k]);
    for (int32_t s = 0; turns[k].said && s < turns[k].said->count; s++) {
      if (prl_turn_said(&turns[k], &turns[k].said->at[s])) prl_text_puts(&words, "; ");
      prl_account_words(&words, &turns[k], &turns[k].said->at[s]);
    }
    if (turns[k].step && turns[k].step->note && turns[k].step->note[0]) prl_text_printf(&words, "; %s", turns[k].step->note);
    snprintf(lead, sizeof lead, "  %s, %s: ", turns[k].id, prl_turn_word(turns[k].kind));
    if (!any) prl_text_puts(out, "\nDisputed\n");
    prl_paragraph(out, style, lead, words.bytes ? words.bytes : "");
    out->failed |= words.failed;
    prl_text_free(&words);
    any = true;
  }
}

/* ---- JSON ---- */

void prl_position_json(prl_json *json, json_t *parent, const char *key, const prl_measure *measure, prl_position p) {
  json_t *o = prl_json_object(json, parent, key);
  prl_json_text(json, o, "state", prl_state_word(p.state));
  prl_json_number(json, o, "rate", measure->unit[0] ? p.rate : NAN);
  prl_json_bool(json, o, "by_line", p.by_line);
}

static void accounts_json(prl_json *json, json_t *o, const prl_turn *t) {
  json_t *accounts = prl_json_array(json, o, "accounts");
  for (int32_t k = 0; t->said && k < t->said->count; k++) {
    const prl_saying *s = &t->said->at[k];
    if (!prl_turn_said(t, s)) continue;
    json_t *account = prl_json_object(json, accounts, NULL);
    prl_when when = prl_turn_said_when(t, s);
    prl_json_text(json, account, "source", s->source ? s->source->id : NULL);
    prl_json_when(json, account, "date", &when);
    prl_json_number(json, account, "number", s->has_number ? s->number : NAN);
    prl_json_some(json, account, "place", s->place_name);
    prl_json_some(json, account, "words", s->words);
  }
}

static void day_json(prl_json *json, json_t *o, const char *key, prl_day day) {
  prl_when when = {.kind = PRL_WHEN_DAY, .first = day, .last = day};
  prl_json_when(json, o, key, &when);
}

static void measure_json(prl_json *json, json_t *o, const prl_turn *t) {
  prl_json_text(json, o, "layer", t->measure->layer);
  prl_json_text(json, o, "instrument", prl_instrument_word(t->measure->instrument));
  prl_json_some(json, o, "unit", t->measure->unit);
  prl_position_json(json, o, "before", t->measure, t->before);
  prl_position_json(json, o, "after", t->measure, t->after);
}

static void promise_json(prl_json *json, json_t *o, const prl_turn *t) {
  const prl_commitment *c = t->commitment;
  prl_json_number(json, o, "quantity", c->has_quantity ? c->quantity : NAN);
  prl_json_some(json, o, "unit", c->unit);
  prl_json_bool(json, o, "per_year", c->per_year);
  if (!t->tally) return;
  prl_json_text(json, o, "measure", prl_tally_word(t->tally->measure));
  prl_json_text(json, o, "reporter", t->tally->reporter);
  prl_json_number(json, o, "low", t->tally->low);
  prl_json_number(json, o, "high", t->tally->high);
}

static void words_json(prl_json *json, json_t *o, const char *key, void (*say)(prl_text *, const prl_turn *), const prl_turn *t) {
  prl_text words = {0};
  say(&words, t);
  json->failed |= words.failed;
  prl_json_text(json, o, key, words.bytes ? words.bytes : "");
  prl_text_free(&words);
}

void prl_turn_json(prl_json *json, json_t *turns, const prl_turn *t, prl_instant horizon_end) {
  json_t *o = prl_json_object(json, turns, NULL);
  prl_json_text(json, o, "kind", prl_turn_word(t->kind));
  prl_json_when(json, o, "date", &t->when);
  day_json(json, o, "earliest", t->when.first);
  day_json(json, o, "latest", t->when.last);
  prl_json_text(json, o, "id", t->id);
  prl_json_text(json, o, "title", t->title);
  prl_json_some(json, o, "by", t->by);
  words_json(json, o, "what", prl_turn_words, t);
  if (t->measure) measure_json(json, o, t);
  if (t->commitment) promise_json(json, o, t);
  if (t->event) prl_json_text(json, o, "event", prl_event_word(t->event->kind));
  if (t->event) prl_json_some(json, o, "outcome", t->event->outcome);
  if (t->event) prl_json_bool(json, o, "scheduled", t->event->scheduled);
  if (t->claim) prl_json_some(json, o, "about", t->claim->about);
  prl_json_bool(json, o, "ahead", t->low > horizon_end);
  prl_json_text(json, o, "happens", prl_truth_word(t->happens));
  prl_json_text(json, o, "known", prl_truth_word(t->known));
  prl_json_text(json, o, "within", prl_truth_word(t->within));
  prl_json_text(json, o, "sure", prl_sure_word(t->sure));
  prl_json_bool(json, o, "disputed", t->disputed);
  accounts_json(json, o, t);
  prl_json_sources(json, o, t->sources, t->source_count);
  prl_json_some(json, o, "file", t->place.file);
  prl_json_whole(json, o, "line", t->place.line);
}

/* ---- CSV ---- */

const char *const prl_turn_columns[PRL_TURN_COLUMNS] = {"kind", "date",    "earliest",     "latest",      "id",          "title",
                                                        "by",   "what",    "before_state", "before_rate", "after_state", "after_rate",
                                                        "unit", "happens", "known",        "sure",        "disputed",    "sources"};

static void day_csv(prl_csv *csv, prl_day day) {
  prl_when when = {.kind = PRL_WHEN_DAY, .first = day, .last = day};
  prl_csv_when(csv, &when);
}

static void position_csv(prl_csv *csv, const prl_turn *t, prl_position p) {
  prl_csv_text(csv, t->measure ? prl_state_word(p.state) : "");
  prl_csv_number(csv, t->measure && t->measure->unit[0] ? p.rate : NAN);
}

void prl_turn_csv(prl_csv *csv, const prl_turn *t) {
  prl_text words = {0};
  prl_turn_words(&words, t);
  csv->failed |= words.failed;
  prl_csv_text(csv, prl_turn_word(t->kind));
  prl_csv_when(csv, &t->when);
  day_csv(csv, t->when.first);
  day_csv(csv, t->when.last);
  prl_csv_text(csv, t->id);
  prl_csv_text(csv, t->title);
  prl_csv_text(csv, t->by);
  prl_csv_text(csv, words.bytes);
  position_csv(csv, t, t->before);
  position_csv(csv, t, t->after);
  prl_csv_text(csv, t->measure ? t->measure->unit : t->commitment ? t->commitment->unit : "");
  prl_csv_text(csv, prl_truth_word(t->happens));
  prl_csv_text(csv, prl_truth_word(t->known));
  prl_csv_text(csv, prl_sure_word(t->sure));
  prl_csv_bool(csv, t->disputed);
  prl_csv_sources(csv, t->sources, t->source_count);
  prl_text_free(&words);
}

/* ---- rows ---- */

/* a title is cut between words where it is long: the whole of it stands in CSV and JSON */
static void cut_words(prl_text *words) {
  if (words->failed || words->length <= TITLE_SHOWN) return;
  size_t at = TITLE_SHOWN;
  while (at > TITLE_SHOWN / 2 && words->bytes[at] != ' ') at--;
  if (words->bytes[at] != ' ') return;
  words->length = at;
  words->bytes[at] = '\0';
  prl_text_puts(words, " ...");
}

static void row(prl_grid *grid, const prl_turn *t, prl_instant horizon_end) {
  char figure[PRL_FIGURE];
  prl_text words = {0}, marks = {0}, sources = {0};
  prl_turn_words(&words, t);
  if (!t->measure) cut_words(&words);
  prl_turn_marks(&marks, t, horizon_end);
  prl_source_ids(&sources, t->sources, t->source_count, SOURCES_SHOWN);
  prl_grid_cell(grid, PRL_PLAIN, "%s", prl_when_text(figure, &t->when));
  prl_grid_cell(grid, PRL_PLAIN, "%s", t->by);
  prl_grid_cell(grid, PRL_DIM, "%s", t->event ? prl_event_word(t->event->kind) : prl_turn_word(t->kind));
  prl_grid_cell(grid, PRL_PLAIN, "%s", t->id);
  prl_grid_take(grid, PRL_PLAIN, &words);
  prl_grid_take(grid, t->disputed ? PRL_BOLD : PRL_DIM, &marks);
  prl_grid_take(grid, PRL_DIM, &sources);
}

prl_status prl_turns_grid(prl_text *out, const prl_style *style, const prl_turn *turns, int32_t count, prl_instant horizon_end,
                          prl_error *err) {
  static const char *const head[] = {"date", "by", "kind", "entry", "what", "marks", "sources"};
  prl_grid *grid = prl_grid_new("<<<<<<<");
  if (count > 0) prl_grid_head(grid, head);
  for (int32_t k = 0; k < count; k++) row(grid, &turns[k], horizon_end);
  return prl_grid_end(out, style, grid, err);
}

prl_status prl_turns_text(prl_text *out, const prl_style *style, const prl_trace *trace, prl_instant horizon_end, const prl_turn *turns,
                          int32_t count, prl_error *err) {
  prl_status status = prl_turns_grid(out, style, turns, count, horizon_end, err);
  if (status < 0) return status;
  prl_accounts_text(out, style, turns, count);
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}
