/* difference.c -- what changed: in the world between two dates as known on one, or in what is known of one date between two.
 *
 * World:      standings at D1 and at D2, both as known at K; the turns t with D1 < t <= D2.
 * Knowledge:  standings at D as known at K1 and at K2; the turns that became known after K1, by K2, whatever their date.
 * A measure is listed when its standing differs or something happened to it in between; a step that begins anew with the same rate (a truce
 * prolonged) is a change. Where vague dates leave one of the two standings open, whether it changed is unknown unless both are the same. */
#include "turns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct prl_diff {
  prl_history *history;
  prl_turn *of_measures; /* grouped by measure */
  prl_difference *measures;
  prl_turn *others;
  int32_t measure_count, other_count;
  bool in_knowledge;
};

void prl_diff_query_defaults(prl_diff_query *query) { *query = (prl_diff_query){.size = sizeof *query}; }

static bool same_number(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static bool same_standing(const prl_standing *a, const prl_standing *b) {
  return a->state == b->state && a->step == b->step && a->in_force == b->in_force && a->by_line == b->by_line &&
         same_number(a->rate, b->rate) && same_number(a->rate_low, b->rate_low) && same_number(a->rate_high, b->rate_high);
}

static prl_truth changed(const prl_standing *a, const prl_standing *b) {
  if (same_standing(a, b)) {
    return PRL_NO;
  }
  return a->state == PRL_STATE_UNKNOWN || b->state == PRL_STATE_UNKNOWN ? PRL_UNKNOWN : PRL_YES;
}

/* ---- building ---- */

static void take_turns(prl_difference *difference, prl_turn *room, const prl_history *history) {
  difference->turns = room;
  for (int32_t k = 0; k < history->count; k++) {
    if (history->turns[k].measure == difference->measure) {
      room[difference->turn_count++] = history->turns[k];
    }
  }
}

static void compare_measures(prl_diff *diff, const prl_dossier *dossier, const prl_diff_query *query, const prl_party *by) {
  const prl_dossier_view *view = &dossier->view;
  prl_turn *room = diff->of_measures;
  for (int32_t k = 0; k < view->measure_count; k++) {
    const prl_measure *measure = &view->measures[k];
    prl_difference d = {.measure = measure,
                        .before = prl_standing_of(dossier, measure, &query->before),
                        .after = prl_standing_of(dossier, measure, &query->after)};
    if (by && !prl_party_has(by, measure->by)) {
      continue;
    }
    d.changed = changed(&d.before, &d.after);
    take_turns(&d, room, diff->history);
    if (d.changed != PRL_NO || d.turn_count > 0) {
      diff->measures[diff->measure_count++] = d;
      room += d.turn_count;
    }
  }
}

static void take_others(prl_diff *diff) {
  for (int32_t k = 0; k < diff->history->count; k++) {
    if (!diff->history->turns[k].measure) {
      diff->others[diff->other_count++] = diff->history->turns[k];
    }
  }
}

static bool allocate(prl_diff *diff, const prl_dossier *dossier) {
  size_t turns = (size_t)diff->history->count + 1;
  diff->of_measures = calloc(turns, sizeof *diff->of_measures);
  diff->others = calloc(turns, sizeof *diff->others);
  diff->measures = calloc((size_t)dossier->view.measure_count + 1, sizeof *diff->measures);
  return diff->of_measures && diff->others && diff->measures;
}

/* ---- asking ---- */

static const prl_when *knowledge(const prl_asof *asof) { return asof->known.kind == PRL_WHEN_NONE ? &asof->date : &asof->known; }

static prl_status refuse(prl_error *err, const char *what, const prl_when *before, const prl_when *after) {
  char from[64], to[64];
  prl_when_print(from, sizeof from, before);
  prl_when_print(to, sizeof to, after);
  prl_fail(err, PRL_E_VALUE, "the first %s %s is after the second, %s", what, from, to);
  prl_error_hint(err, "exchange the two");
  return PRL_E_VALUE;
}

static prl_status check_query(bool *in_knowledge, const prl_diff_query *query, prl_error *err) {
  static const prl_zone utc = {0};
  const prl_when *known[] = {knowledge(&query->before), knowledge(&query->after)}, *date[] = {&query->before.date, &query->after.date};
  prl_instant k1 = prl_end_of(known[0], &utc), k2 = prl_end_of(known[1], &utc), d1 = prl_end_of(date[0], &utc),
              d2 = prl_end_of(date[1], &utc);
  *in_knowledge = k1 != k2;
  if (d1 > d2) {
    return refuse(err, "date", date[0], date[1]);
  }
  if (k1 > k2) {
    return refuse(err, "date of knowledge", known[0], known[1]);
  }
  if (k1 != k2 && d1 != d2) {
    prl_fail(err, PRL_E_VALUE, "both the dates and the dates of knowledge differ: the change in the world and in knowledge would be mixed");
    prl_error_hint(err, "ask two dates as known on one, or one date as known on two");
    return PRL_E_VALUE;
  }
  return PRL_OK;
}

static prl_window window_of(const prl_diff_query *query, bool in_knowledge, const prl_party *by) {
  prl_window window = {.known = prl_known_until(knowledge(&query->after)), .unknown_until = PRL_INSTANT_MIN, .by = by};
  if (in_knowledge) {
    window.unknown_until = prl_known_until(knowledge(&query->before));
  } else {
    window.from = query->before.date;
    window.to = query->after.date;
    window.after_from = true;
  }
  return window;
}

prl_status prl_diff_new(prl_diff **out, const prl_dossier *dossier, const prl_diff_query *query, prl_error *err) {
  const prl_party *by;
  bool in_knowledge;
  *out = NULL;
  prl_status status = check_query(&in_knowledge, query, err);
  if (status == PRL_OK) {
    status = prl_party_asked(&by, dossier, query->by, err);
  }
  if (status != PRL_OK) {
    return status;
  }
  prl_window window = window_of(query, in_knowledge, by);
  prl_diff *diff = calloc(1, sizeof *diff);
  if (!diff || !(diff->history = prl_turns_collect(dossier, &window)) || !allocate(diff, dossier)) {
    prl_diff_free(diff);
    return prl_fail(err, PRL_E_MEMORY, "no memory left to compare %s", dossier->view.id);
  }
  diff->in_knowledge = in_knowledge;
  compare_measures(diff, dossier, query, by);
  take_others(diff);
  *out = diff;
  return PRL_OK;
}

prl_diff_view prl_diff_look(const prl_diff *diff) {
  return (prl_diff_view){diff->in_knowledge, diff->measures, diff->measure_count, diff->others, diff->other_count};
}

void prl_diff_free(prl_diff *diff) {
  if (diff) {
    prl_history_free(diff->history);
    free(diff->of_measures);
    free(diff->measures);
    free(diff->others);
    free(diff);
  }
}
