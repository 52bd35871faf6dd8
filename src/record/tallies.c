/* tallies.c -- how far is a promise kept, by whose count? The key `tally` of a commitment.
 *
 *   quantity: 7 -> [7, 7]    at-least: 7 -> [7, no bound]    at-most: 4 -> [0, 4]    between: [8.5, 10] -> [8.5, 10]
 *
 * Observations are cumulative over the commitment's window and in its unit; they stand oldest first. Nothing here adds them up. */
#include "entries.h"

#include <math.h>
#include <string.h>

#define PRL_X(name, word) word,
static const char *const measures[] = {PRL_TALLY_LIST(PRL_X)};
#undef PRL_X

const char *prl_tally_word(prl_tally_measure measure) { return measures[measure]; }

/* ---- numbers ---- */

static void read_between(prl_tally *tally, prl_reader *r, const prl_node *node) {
  const prl_node *low = node->first, *high = low ? low->next : NULL;
  bool pair = node->kind == PRL_NODE_SEQUENCE && node->count == 2 && low->kind == PRL_NODE_SCALAR && high->kind == PRL_NODE_SCALAR;
  if (!pair || !prl_parse_number(&tally->low, low->text, strlen(low->text)) ||
      !prl_parse_number(&tally->high, high->text, strlen(high->text))) {
    prl_report(r, node->place, PRL_E_VALUE, "write between: [8.5, 10]", "between must be a list of two numbers");
    tally->low = tally->high = NAN;
  } else if (tally->high < tally->low) {
    prl_report(r, node->place, PRL_E_VALUE, "write the lower one first", "between %g and %g: the second is below the first", tally->low,
               tally->high);
  }
}

static void read_bounds(prl_tally *tally, prl_reader *r, const prl_node *node, const char *unit) {
  static const char *const ways[] = {"quantity", "at-least", "at-most", "between"};
  int32_t given = 0;
  tally->low = tally->high = NAN;
  for (int32_t k = 0; k < PRL_COUNT(ways); k++) {
    given += prl_child(node, ways[k]) != NULL;
  }
  if (given != 1) {
    prl_report(r, node->place, given ? PRL_E_VALUE : PRL_E_MISSING, "write quantity: 7, at-least: 7, at-most: 4 or between: [8.5, 10]",
               "a tally has %s, expected one of quantity, at-least, at-most, between", given ? "several numbers" : "no number");
    return;
  }
  if (prl_child(node, "between")) {
    read_between(tally, r, prl_child(node, "between"));
  } else if (prl_read_number(&tally->low, r, node, "quantity", unit)) {
    tally->high = tally->low;
  } else if (prl_read_number(&tally->high, r, node, "at-most", unit)) {
    tally->low = 0;
  } else {
    prl_read_number(&tally->low, r, node, "at-least", unit);
  }
  if (tally->low < 0 || tally->high < 0) {
    prl_report(r, node->place, PRL_E_VALUE, "a tally counts what was done so far", "a tally below 0");
  }
}

/* ---- dates ---- */

static void check_dates(prl_reader *r, const prl_commitment *commitment, const prl_tally *tally, const prl_node *node) {
  char date[40];
  if (!tally->date.kind) {
    return;
  }
  if (commitment->from.kind && tally->date.last < commitment->from.first) {
    prl_when_print(date, sizeof date, &commitment->from);
    prl_report(r, prl_child_place(node, "date"), PRL_E_VALUE, "a tally counts from the promise's start; correct one of the two dates",
               "a tally before the commitment begins, on %s", date);
  }
  const prl_tally *before = commitment->tally_count > 1 ? tally - 1 : NULL;
  if (before && before->date.kind && tally->date.last < before->date.first) {
    prl_when_print(date, sizeof date, &before->date);
    prl_report(r, prl_child_place(node, "date"), PRL_E_VALUE, "order the tally, oldest first",
               "the tally is out of order: this one is before that of %s", date);
  }
}

/* ---- tallies ---- */

static void read_tally(prl_tally *tally, prl_reader *r, const prl_commitment *commitment, const prl_node *node) {
  static const char *const keys[] = {"date", "measure", "by", "source", "quantity", "at-least", "at-most", "between", "sure"};
  *tally = (prl_tally){.reporter = "", .note = "", .low = NAN, .high = NAN, .place = node->place};
  if (!prl_read_keys(r, node, "a tally", keys, PRL_COUNT(keys), 3)) {
    return;
  }
  tally->date = prl_read_when(r, node, "date");
  tally->measure = (prl_tally_measure)prl_read_word(r, node, "measure", measures, PRL_COUNT(measures), 0);
  tally->reporter = prl_read_speaker(r, node, "by");
  read_bounds(tally, r, node, commitment->unit);
  tally->sure = prl_read_sure(r, node);
  tally->note = prl_read_text(r, node, "note");
  prl_read_source_list(&tally->sources, &tally->source_count, r, node, true);
  check_dates(r, commitment, tally, node);
}

void prl_read_tallies(prl_commitment *commitment, prl_reader *r, const prl_node *root) {
  if (!root || !prl_read_list(r, root, "tally")) {
    return;
  }
  if (!*commitment->unit) {
    prl_report(r, root->place, PRL_E_MISSING, "add unit: Mt (or what it is) to the commitment", "a tally of a commitment without a unit");
  }
  prl_tally *tallies = prl_reader_alloc(r, root->count, sizeof *tallies);
  commitment->tallies = tallies;
  for (const prl_node *node = tallies ? root->first : NULL; node && !r->stopped; node = node->next) {
    prl_tally *tally = &tallies[commitment->tally_count++];
    read_tally(tally, r, commitment, node);
  }
}
