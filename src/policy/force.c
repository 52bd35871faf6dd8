/* force.c -- is a measure in force, at which rate, and can the model price it?
 *
 * Nothing is guessed: a measure whose state or rate the record leaves open on the date is not priced, and neither is a change to
 * it, since its effect would be measured from a rate that is not known. A suspended measure stands at its residue. */
#include "settle.h"

#include <math.h>
#include <string.h>

static bool needs_rate(prl_instrument instrument) { return instrument != PRL_BAN && !prl_instrument_lack(instrument); }

const char *prl_force_never(prl_arena *arena, const prl_measure *measure) {
  const char *lack = prl_instrument_lack(measure->instrument);
  if (lack) return lack;
  if (measure->on_unknown) return "the sources do not say whom it hits";
  if (measure->instrument == PRL_TARIFF && measure->exports) return "a tariff is on imports: a duty on one's own exports is an export-tax";
  return needs_rate(measure->instrument) ? prl_number_lack(arena, measure) : NULL;
}

static bool rated_by_line(prl_instrument instrument) {
  return instrument == PRL_TARIFF || instrument == PRL_EXPORT_TAX || instrument == PRL_SUBSIDY || instrument == PRL_FRICTION;
}

static const char *not_known(const prl_measure *measure) {
  if (measure->instrument == PRL_QUOTA) return "its limit is not known";
  if (measure->instrument == PRL_LICENCE) return "the share that is licensed is not known";
  if (measure->instrument == PRL_LISTING) return "the share of the flow that is listed is not known";
  return "its rate is not known";
}

/* limits are 0 or more, a listed share no more than all */
static bool out_of_range(const prl_measure *measure, double number) {
  return prl_bounds_quantity(measure->instrument) && (number < 0 || (measure->instrument == PRL_LISTING && number > 1));
}

/* the number as policy has it, or why there is none */
static const char *set_number(prl_force *force, const prl_measure *measure, double written) {
  double number = prl_number_of(measure, written);
  if (isnan(number)) return not_known(measure);
  if (out_of_range(measure, number)) return "its number is no part of the flow";
  force->rate = number;
  return NULL;
}

static const char *open_why(prl_arena *arena, const prl_standing *standing) {
  const char *why = standing->why && standing->why[0] ? prl_arena_text(arena, standing->why, strlen(standing->why)) : NULL;
  return why ? why : "the record leaves open whether it is in force";
}

prl_force prl_force_of(prl_arena *arena, const prl_standing *standing) {
  prl_force force = {.rate = NAN};
  if (standing->in_force == PRL_NO) return force;
  if (standing->in_force == PRL_UNKNOWN) {
    force.why = open_why(arena, standing);
    return force;
  }
  force.present = true;
  force.by_line = standing->by_line;
  if (standing->by_line && !rated_by_line(standing->measure->instrument)) {
    force.why = "its numbers stand line by line, and the model takes only duties so";
  } else if (needs_rate(standing->measure->instrument) && !standing->by_line) {
    if (standing->rate_low < standing->rate_high)
      force.why = "vague dates leave open which of two rates holds";
    else
      force.why = set_number(&force, standing->measure, standing->rate_low);
  }
  force.on = force.why == NULL;
  return force;
}

/* what the measure would stand at if it were started now */
static const char *start(prl_force *force, const prl_standing *standing) {
  const prl_measure *measure = standing->measure;
  const prl_step *step = standing->step ? standing->step : measure->step_count > 0 ? &measure->steps[0] : NULL;
  if (!needs_rate(measure->instrument)) return NULL;
  if (step && step->state == PRL_SUSPENDED && step->snaps_back) return set_number(force, measure, step->snap_rate);
  if (step && step->has_rate && step->state != PRL_SUSPENDED) return set_number(force, measure, step->rate);
  if (!step || !step->by_line || !rated_by_line(measure->instrument))
    return "the rate it would start at is not known: the change should name it";
  force->by_line = true;
  return NULL;
}

static const char *snap_back(prl_force *force, const prl_standing *standing) {
  const prl_step *step = standing->step;
  bool suspended = step && standing->state == PRL_SUSPENDED && step->snaps_back;
  if (!suspended) return "nothing of it is suspended on this date, so nothing can return";
  *force = (prl_force){.on = true, .present = true, .rate = NAN};
  return needs_rate(standing->measure->instrument) ? set_number(force, standing->measure, step->snap_rate) : NULL;
}

static const char *set_state(prl_force *force, const prl_standing *standing, const prl_change *change) {
  bool rated = change->has_rate && (change->state == PRL_IN_FORCE || change->state == PRL_SUSPENDED);
  if (change->state == PRL_STATE_UNKNOWN) return "the change leaves its state open";
  if (change->state != PRL_IN_FORCE && !rated) {
    *force = (prl_force){.rate = NAN};
    return NULL;
  }
  if (force->on || rated) return NULL;
  prl_force started = {.on = true, .present = true, .rate = NAN};
  const char *why = start(&started, standing);
  if (!why) *force = started;
  return why;
}

static const char *set_rate(prl_force *force, const prl_measure *measure, const prl_change *change) {
  if (change->has_rate) {
    *force = (prl_force){.on = true, .present = true, .rate = NAN};
    return set_number(force, measure, change->rate);
  }
  if (!change->has_add) return NULL;
  if (!force->on) return "it is not in force on this date, so there is no rate to add to";
  if (measure->instrument == PRL_MINIMUM_PRICE) return "nothing can be added to a minimum price: the change should name the price";
  if (force->by_line)
    force->add += change->add;
  else
    force->rate += prl_number_of(measure, change->add);
  return NULL;
}

const char *prl_force_change(prl_force *force, const prl_standing *standing, const prl_change *change) {
  prl_force next = *force;
  const char *why = force->why;
  if (!why && change->snaps_back) why = snap_back(&next, standing);
  if (!why && change->sets_state) why = set_state(&next, standing, change);
  if (!why) why = set_rate(&next, standing->measure, change);
  if (!why) *force = next;
  return why;
}
