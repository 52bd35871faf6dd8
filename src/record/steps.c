/* steps.c -- the life of one measure, step by step, and its dates as instants.
 *
 * Steps stand oldest first and do not overlap: each begins after the one before began, and not before that one's `until`. Vague
 * dates are held to this only where no reading of them could be right. A suspended step keeps a residue (0 unless said) and may
 * snap back on a date; an `until` before that date would contradict it.
 * A step is known from `known:`, else from the earliest publication among its sources, both in UTC. */
#include "entries.h"

#include <math.h>
#include <string.h>

static prl_span span_of(const prl_when *when, const prl_zone *zone) {
  prl_span span;
  prl_when_bounds(&span.low, &span.high, when, zone);
  return span;
}

static bool is_vague(const prl_when *when) {
  return when->kind == PRL_WHEN_MONTH || when->kind == PRL_WHEN_YEAR || when->kind == PRL_WHEN_ABOUT;
}

/* ---- rates ---- */

static void check_rate(prl_reader *r, const prl_measure *measure, const prl_node *mapping, double rate) {
  if (!strcmp(measure->unit, "percent") && rate < -100) {
    prl_report(r, prl_child_place(mapping, "rate"), PRL_E_VALUE, "a rate of -100 gives the whole value away",
               "rate is %g, below -100 percent", rate);
  }
  if (!*measure->unit) {
    prl_report(r, prl_child_place(mapping, "rate"), PRL_E_MISSING, "add unit: USD a net ton (or what it is) to the measure",
               "a rate without a unit: the number of a %s says nothing without one", prl_instrument_word(measure->instrument));
  }
}

static bool lists_have_rates(const prl_goods *goods) {
  for (int32_t k = 0; k < goods->list_count; k++) {
    for (int32_t line = 0; line < goods->lists[k]->count; line++) {
      if (isnan(goods->lists[k]->lines[line].rate)) {
        return false;
      }
    }
  }
  return goods->kind == PRL_GOODS_LIST && goods->list_count > 0;
}

static void read_rate(prl_step *step, prl_reader *r, const prl_measure *measure, const prl_node *node) {
  const prl_node *rate = prl_child(node, "rate");
  step->rate = step->state == PRL_SUSPENDED ? 0 : NAN;
  step->has_rate = step->state == PRL_SUSPENDED;
  if (rate && rate->kind == PRL_NODE_SCALAR && !strcmp(rate->text, "by-line")) {
    step->by_line = true;
    step->has_rate = false;
    step->rate = NAN;
    if (!lists_have_rates(&measure->goods) && !r->dossier->broken[PRL_PART_LISTS]) {
      prl_report(r, rate->place, PRL_E_MISSING, "give the list a rate column, every row of it filled",
                 "rate is by-line, but the goods are not a product list with a rate on every line");
    }
    return;
  }
  double value;
  if (prl_read_number(&value, r, node, "rate", measure->unit)) {
    step->has_rate = true;
    step->rate = value;
    check_rate(r, measure, node, value);
  }
}

static void read_snap(prl_step *step, prl_reader *r, const prl_measure *measure, const prl_node *node) {
  static const char *const keys[] = {"on", "rate"};
  const prl_node *snap = prl_child(node, "snaps-back");
  step->snap_rate = NAN;
  if (!snap) {
    return;
  }
  if (step->state != PRL_SUSPENDED) {
    prl_report(r, snap->place, PRL_E_VALUE, "add state: suspended, or leave snaps-back out",
               "snaps-back on a step that is %s, not suspended", prl_state_word(step->state));
  }
  if (!prl_read_keys(r, snap, "snaps-back", keys, PRL_COUNT(keys), 1)) {
    return;
  }
  step->snap_on = prl_read_when(r, snap, "on");
  step->snaps_back = step->snap_on.kind != PRL_WHEN_NONE;
  if (prl_read_number(&step->snap_rate, r, snap, "rate", measure->unit)) {
    check_rate(r, measure, snap, step->snap_rate);
  }
}

/* goods that left before one day and arrive before another */
static void read_in_transit(prl_step *step, prl_reader *r, const prl_measure *measure, const prl_node *node) {
  static const char *const keys[] = {"exported-before", "entered-before", "rate"};
  const prl_node *transit = prl_child(node, "in-transit");
  step->transit_rate = NAN;
  if (!transit || !prl_read_keys(r, transit, "in-transit", keys, PRL_COUNT(keys), 2)) {
    return;
  }
  step->in_transit = true;
  step->exported_before = prl_read_when(r, transit, "exported-before");
  step->entered_before = prl_read_when(r, transit, "entered-before");
  if (prl_read_number(&step->transit_rate, r, transit, "rate", measure->unit)) {
    check_rate(r, measure, transit, step->transit_rate);
  }
  if (step->exported_before.kind && step->entered_before.kind && step->entered_before.last < step->exported_before.first) {
    prl_report(r, prl_child_place(transit, "entered-before"), PRL_E_VALUE, "goods are exported first",
               "entered-before is before exported-before");
  }
}

/* ---- dates ---- */

static const char *say(prl_reader *r, const prl_when *when, const char *what, const char *why) {
  char date[40];
  prl_when_print(date, sizeof date, when);
  const char *text = prl_arena_printf(r->arena, "%s %s: %s", what, date, why);
  if (!text) {
    prl_report(r, (prl_place){"", 0, 0}, PRL_E_MEMORY, "", "no memory left to read the record");
  }
  return text;
}

static const char *say_vague(prl_reader *r, const prl_when *when, const char *what) {
  return is_vague(when) ? say(r, when, what, "the sources give no exact day") : "";
}

/* knowledge: the earliest source counts, for sure and possibly */
static void read_known(prl_step_times *times, prl_reader *r, const prl_step *step) {
  static const prl_zone utc = {0};
  times->known = (prl_span){PRL_INSTANT_MIN, PRL_INSTANT_MIN};
  times->why_known = "";
  if (step->known.kind) {
    times->known = span_of(&step->known, &utc);
  }
  for (int32_t k = 0; !step->known.kind && k < step->source_count; k++) {
    prl_span published = span_of(&step->sources[k]->published, &utc);
    times->known.low = k == 0 || published.low < times->known.low ? published.low : times->known.low;
    times->known.high = k == 0 || published.high < times->known.high ? published.high : times->known.high;
  }
  if (times->known.low != times->known.high) {
    times->why_known = say(r, &step->from, "step of", "whether it was known by then is open, its source has no exact date");
  }
}

static void time_step(prl_step_times *times, prl_reader *r, const prl_step *step, const prl_zone *zone) {
  times->from = span_of(&step->from, zone);
  times->until = step->until.kind ? span_of(&step->until, zone) : (prl_span){PRL_INSTANT_MAX, PRL_INSTANT_MAX};
  times->snap = step->snaps_back ? span_of(&step->snap_on, zone) : (prl_span){PRL_INSTANT_MAX, PRL_INSTANT_MAX};
  times->why_from = say_vague(r, &step->from, "begins");
  times->why_until = say_vague(r, &step->until, "ends");
  times->why_snap = say_vague(r, &step->snap_on, "snaps back");
  times->why_disputed = "";
  if (step->disputed) {
    times->why_disputed = say(r, &step->from, "sources disagree on the step of", *step->note ? step->note : "disputed");
  }
  read_known(times, r, step);
}

static void check_dates(prl_reader *r, const prl_step *step, const prl_step_times *times, const prl_node *node) {
  if (!step->from.kind) {
    return;
  }
  if (step->until.kind && times->until.high <= times->from.low) {
    prl_report(r, prl_child_place(node, "until"), PRL_E_VALUE, "until is the first day on which it no longer holds",
               "until is not after from");
  }
  if (!step->snaps_back) {
    return;
  }
  prl_place on = prl_child_place(prl_child(node, "snaps-back"), "on");
  if (times->snap.high <= times->from.low) {
    prl_report(r, on, PRL_E_VALUE, "", "it snaps back before it is suspended");
  }
  if (step->until.kind && times->until.high < times->snap.low) {
    prl_report(r, on, PRL_E_VALUE, "leave until out when the suspended part returns", "the step ends before it snaps back");
  }
}

/* against the step before */
static void check_order(prl_reader *r, const prl_step *step, const prl_step_times *times, const prl_node *node) {
  const prl_step *before = step - 1;
  const prl_step_times *earlier = times - 1;
  if (!step->from.kind || !before->from.kind) {
    return;
  }
  char date[40];
  if (times->from.high <= earlier->from.low) {
    prl_when_print(date, sizeof date, &before->from);
    prl_report(r, prl_child_place(node, "from"), PRL_E_VALUE, "order the steps, oldest first; one step a date",
               "steps out of order: this one does not begin after the step of %s", date);
  } else if (before->until.kind && times->from.high < earlier->until.low) {
    prl_when_print(date, sizeof date, &before->until);
    prl_report(r, prl_child_place(node, "from"), PRL_E_VALUE, "end the earlier step here, or leave its until out",
               "overlapping steps: the step before holds until %s", date);
  }
}

/* what is announced next, while this holds, is another act with a life of its own */
static void check_announced(prl_reader *r, const prl_step *step, const prl_node *node) {
  const prl_step *before = step - 1;
  if (step->state == PRL_ANNOUNCED && before->state == PRL_IN_FORCE && !before->until.kind) {
    prl_report(r, prl_child_place(node, "state"), PRL_E_VALUE, "give the announcement a measure of its own, or end the earlier step first",
               "an announced step after one in force would say that the measure holds no longer");
  }
}

/* ---- steps ---- */

static void read_step(prl_step *step, prl_reader *r, const prl_measure *measure, const prl_node *node) {
  static const char *const keys[] = {"from",     "until", "state",  "rate",       "snaps-back", "sure",
                                     "disputed", "known", "source", "in-transit", "said",       "prefer"};
  *step = (prl_step){.state = PRL_IN_FORCE, .rate = NAN, .snap_rate = NAN, .transit_rate = NAN, .note = "", .place = node->place};
  if (!prl_read_keys(r, node, "a step", keys, PRL_COUNT(keys), 1)) {
    return;
  }
  step->from = prl_read_when(r, node, "from");
  step->until = prl_read_when(r, node, "until");
  step->state = prl_read_state(r, node);
  read_rate(step, r, measure, node);
  read_snap(step, r, measure, node);
  read_in_transit(step, r, measure, node);
  step->disputed = prl_read_flag(r, node, "disputed");
  step->sure = prl_read_sure(r, node);
  step->known = prl_read_when(r, node, "known");
  prl_read_source_list(&step->sources, &step->source_count, r, node, true);
  prl_read_sayings(&step->said, r, node, "rate", step->sources, step->source_count);
  step->note = prl_read_text(r, node, "note");
}

void prl_read_steps(prl_reader *r, prl_measure *measure, prl_step_times *times, const prl_node *history) {
  prl_step *steps = prl_reader_alloc(r, history->count, sizeof *steps);
  prl_zone zone = prl_dossier_zone(r->dossier, measure->by);
  measure->steps = steps;
  for (const prl_node *node = steps ? history->first : NULL; node && !r->stopped; node = node->next) {
    int32_t k = measure->step_count++;
    read_step(&steps[k], r, measure, node);
    time_step(&times[k], r, &steps[k], &zone);
    check_dates(r, &steps[k], &times[k], node);
    if (k > 0) {
      check_order(r, &steps[k], &times[k], node);
      check_announced(r, &steps[k], node);
    }
  }
}
