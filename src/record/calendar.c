/* calendar.c -- what comes by itself, if nobody acts?
 *
 * Steps already written with a date to come, suspensions that snap back, measures that lapse, promises whose window begins or ends, events
 * that are scheduled. What happened without having been on the calendar (an event that took place, a tally, a claim) is not.
 * A turn that a later known step overtakes is not there (history.c): a truce prolonged moves its snap-back. */
#include "turns.h"

static bool comes_by_itself(const prl_turn *turn) {
  if (turn->kind == PRL_TURN_EVENT) {
    return turn->event->scheduled;
  }
  return turn->kind != PRL_TURN_TALLY && turn->kind != PRL_TURN_CLAIM;
}

prl_status prl_calendar_new(prl_history **out, const prl_dossier *dossier, const prl_history_query *query, prl_error *err) {
  prl_status status = prl_history_new(out, dossier, query, err);
  if (status == PRL_OK) {
    prl_turns_keep(*out, comes_by_itself);
  }
  return status;
}
