/* standing.c -- what does the record say of a measure at a moment, as known at another?
 *
 * A step has up to three phases, each of which begins at an instant known within bounds:
 *     as written        at its `from`
 *     snapped back      at its snap-back date: in force at the rate that returns
 *     lapsed            at its `until`, unless the next known step begins then, or it snaps back then
 * Of the phases in the order of the record the last one that has surely begun and was surely known holds. Phases after it that may
 * have begun, or may have been known, leave the answer open: state unknown, rates spanning all that are possible. A step that was
 * not known yet is not there. Rates in the unit of the instrument; a phase that does not bite counts with rate 0 in the span.
 *
 * Invariant: between two neighbouring bounds of a measure's dates the answer is constant. */
#include "entries.h"

#include <math.h>

typedef enum phase_kind { WRITTEN, SNAPPED, LAPSED } phase_kind;

typedef struct moment { /* the question as instants */
  prl_instant date, known;
} moment;

typedef struct answer { /* so far, while the phases are gone through */
  prl_standing out;
  prl_instant next; /* lower bound of the begin of out.until */
  bool open;        /* some phase after the sure one is possible */
} answer;

static prl_truth reached(prl_span begin, prl_instant at) { return begin.high <= at ? PRL_YES : begin.low > at ? PRL_NO : PRL_UNKNOWN; }

static prl_instant known_at(const prl_asof *asof) {
  static const prl_zone utc = {0};
  const prl_when *when = asof->known.kind == PRL_WHEN_NONE ? &asof->date : &asof->known;
  return when->kind == PRL_WHEN_INSTANT ? when->at : prl_zone_midnight(&utc, when->last + 1) - 1;
}

static prl_instant asked_at(const prl_asof *asof, const prl_zone *zone) {
  return asof->date.kind == PRL_WHEN_INSTANT ? asof->date.at : prl_zone_midnight(zone, asof->date.last + 1) - 1;
}

/* ---- phases ---- */

static bool same_span(prl_span a, prl_span b) { return a.low == b.low && a.high == b.high; }

/* does the step lapse by itself at its until? `next`: the times of the next step surely known, or NULL */
static bool lapses(const prl_step *step, const prl_step_times *times, const prl_step_times *next) {
  bool taken_up = next && same_span(next->from, times->until);
  bool snaps_then = step->snaps_back && same_span(times->snap, times->until);
  return step->until.kind != PRL_WHEN_NONE && !taken_up && !snaps_then;
}

static prl_span begin_of(const prl_step_times *times, phase_kind kind) {
  return kind == WRITTEN ? times->from : kind == SNAPPED ? times->snap : times->until;
}

static prl_when date_of(const prl_step *step, phase_kind kind) {
  return kind == WRITTEN ? step->from : kind == SNAPPED ? step->snap_on : step->until;
}

static prl_truth bites(prl_state state, bool by_line, double rate) {
  bool residue = by_line || rate > 0 || rate < 0;
  return state == PRL_IN_FORCE || (state == PRL_SUSPENDED && residue) ? PRL_YES : PRL_NO;
}

/* the standing if this phase holds; rates are those in force, NaN when by line or not known */
static prl_standing standing_in(const prl_measure *measure, const prl_step *step, phase_kind kind) {
  prl_standing s = {.measure = measure, .step = step, .state = PRL_LAPSED, .since = date_of(step, kind), .why = ""};
  if (kind == WRITTEN) {
    s.state = step->state;
    s.in_force = bites(step->state, step->by_line, step->rate);
    s.has_rate = step->has_rate && s.in_force == PRL_YES;
    s.by_line = step->by_line && s.in_force == PRL_YES;
    s.rate = step->rate;
  } else if (kind == SNAPPED) {
    s.state = PRL_IN_FORCE;
    s.in_force = PRL_YES;
    s.has_rate = !isnan(step->snap_rate);
    s.rate = step->snap_rate;
  }
  if (s.in_force != PRL_YES) {
    s.rate = 0;
  } else if (!s.has_rate) {
    s.rate = NAN;
  }
  s.rate_low = s.rate_high = s.rate;
  return s;
}

static const char *why_open(const prl_step_times *times, phase_kind kind, prl_truth known) {
  if (known == PRL_UNKNOWN) {
    return times->why_known;
  }
  return kind == WRITTEN ? times->why_from : kind == SNAPPED ? times->why_snap : times->why_until;
}

/* what begins after the horizon is on the calendar, no more */
static const char *why_sure(const prl_dossier *dossier, const prl_step_times *times, phase_kind kind) {
  return begin_of(times, kind).high > dossier->view.horizon_end ? dossier->beyond : times->why_disputed;
}

/* ---- going through them ---- */

/* one more phase is possible besides what is held so far */
static void widen(answer *a, const prl_standing *other, const char *why) {
  prl_standing *s = &a->out;
  bool unknown = isnan(s->rate_low) || isnan(other->rate_low);
  s->rate_low = unknown ? NAN : fmin(s->rate_low, other->rate_low);
  s->rate_high = unknown ? NAN : fmax(s->rate_high, other->rate_high);
  s->in_force = s->in_force == other->in_force ? s->in_force : PRL_UNKNOWN;
  if (!a->open) {
    s->since = other->since;
    s->why = why;
  }
  s->state = PRL_STATE_UNKNOWN;
  s->has_rate = s->by_line = false;
  s->rate = NAN;
  a->open = true;
}

static void note_next(answer *a, const prl_step *step, const prl_step_times *times, phase_kind kind) {
  prl_span begin = begin_of(times, kind);
  if (a->out.until.kind == PRL_WHEN_NONE || begin.low < a->next) {
    a->out.until = date_of(step, kind);
    a->next = begin.low;
  }
}

static void take_phase(answer *a, const prl_dossier *dossier, const prl_measure *measure, int32_t k, phase_kind kind, const moment *asked) {
  const prl_step *step = &measure->steps[k];
  const prl_step_times *times = dossier->times + dossier->first_step[measure - dossier->view.measures] + k;
  prl_truth known = reached(times->known, asked->known), begun = reached(begin_of(times, kind), asked->date);
  if (begun == PRL_NO) {
    note_next(a, step, times, kind);
    return;
  }
  prl_standing here = standing_in(measure, step, kind);
  if (begun == PRL_UNKNOWN || known == PRL_UNKNOWN) {
    widen(a, &here, why_open(times, kind, known));
    return;
  }
  *a = (answer){.out = here};
  a->out.why = why_sure(dossier, times, kind);
}

static const prl_step_times *next_known(const prl_measure *measure, const prl_step_times *times, int32_t k, prl_instant known) {
  for (int32_t j = k + 1; j < measure->step_count; j++) {
    if (reached(times[j].known, known) == PRL_YES) {
      return &times[j];
    }
  }
  return NULL;
}

static prl_standing standing_at(const prl_dossier *dossier, const prl_measure *measure, const moment *asked) {
  const prl_step_times *times = dossier->times + dossier->first_step[measure - dossier->view.measures];
  answer a = {.out = {.measure = measure, .state = PRL_NOT_YET, .in_force = PRL_NO, .why = ""}};
  for (int32_t k = 0; k < measure->step_count; k++) {
    const prl_step *step = &measure->steps[k];
    if (reached(times[k].known, asked->known) == PRL_NO) {
      continue;
    }
    take_phase(&a, dossier, measure, k, WRITTEN, asked);
    if (step->snaps_back) {
      take_phase(&a, dossier, measure, k, SNAPPED, asked);
    }
    if (lapses(step, &times[k], next_known(measure, times, k, asked->known))) {
      take_phase(&a, dossier, measure, k, LAPSED, asked);
    }
  }
  return a.out;
}

prl_standing prl_standing_of(const prl_dossier *dossier, const prl_measure *measure, const prl_asof *asof) {
  prl_zone zone = prl_dossier_zone(dossier, measure->by);
  moment asked = {asked_at(asof, &zone), known_at(asof)};
  return standing_at(dossier, measure, &asked);
}

void prl_standing_all(prl_standing *out, const prl_dossier *dossier, const prl_asof *asof) {
  for (int32_t k = 0; k < dossier->view.measure_count; k++) {
    out[k] = prl_standing_of(dossier, &dossier->view.measures[k], asof);
  }
}

prl_day prl_dossier_begins(const prl_dossier *dossier) {
  const prl_dossier_view view = prl_dossier_look(dossier);
  prl_day first = view.horizon.first;
  for (int32_t m = 0; m < view.measure_count; m++)
    for (int32_t k = 0; k < view.measures[m].step_count; k++)
      if (view.measures[m].steps[k].from.first < first) first = view.measures[m].steps[k].from.first;
  return first;
}
