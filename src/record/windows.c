/* windows.c -- from when until when? Half-open: `until` is the first day on which it no longer holds.
 *
 * Vague dates are held to the order only where no reading of them could be right. */
#include "entries.h"

/* can no reading put `until` after `from`? */
static bool reversed(const prl_when *from, const prl_when *until) {
  if (from->kind == PRL_WHEN_INSTANT && until->kind == PRL_WHEN_INSTANT) {
    return until->at <= from->at;
  }
  bool within_a_day = from->kind == PRL_WHEN_INSTANT || until->kind == PRL_WHEN_INSTANT;
  return until->last < from->first || (until->last == from->first && !within_a_day);
}

void prl_read_window(prl_when *from, prl_when *until, prl_reader *r, const prl_node *mapping, const char *from_key) {
  *from = prl_read_when(r, mapping, from_key);
  *until = prl_read_when(r, mapping, "until");
  if (from->kind && until->kind && reversed(from, until)) {
    prl_report(r, prl_child_place(mapping, "until"), PRL_E_VALUE, "until is the first day on which it no longer holds",
               "until is not after %s", from_key);
  }
}
