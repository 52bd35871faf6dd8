/* measures.c -- what is imposed, by whom, on whom, on which goods? The YAML files of measures/.
 *
 * The files are read as one list in the order of their names, so that measures and their steps stand in one array each. */
#include "entries.h"

#include <math.h>
#include <string.h>

static void read_scope(prl_measure *measure, prl_reader *r, const prl_node *node) {
  const prl_node *goods = prl_child(node, "goods");
  measure->by = prl_read_code(r, node, "by");
  measure->on = prl_read_whom(&measure->on_all, &measure->on_unknown, r, prl_child(node, "on"));
  measure->instrument = prl_read_instrument(r, node, false);
  measure->exports = prl_read_exports(r, node, measure->instrument);
  prl_read_goods(&measure->goods, r, goods, false);
  if (!goods && measure->instrument != PRL_STATUTE) {
    prl_report(r, node->place, PRL_E_MISSING, "add goods: ... (goods: unknown when the sources do not say)", "a measure has no 'goods'");
  }
}

/* what a unit of the goods cost in the base year: turns money a unit into percent */
static void read_unit_value(prl_measure *measure, prl_reader *r, const prl_node *node) {
  if (prl_read_number(&measure->unit_value, r, node, "unit-value", "money a unit") && !(measure->unit_value > 0)) {
    prl_report(r, prl_child_place(node, "unit-value"), PRL_E_VALUE, "write what a unit of the goods cost in the base year",
               "unit-value is %g, expected above 0", measure->unit_value);
  }
}

static void read_measure(prl_measure *measure, prl_step_times *times, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"id",   "title", "by",        "on",   "instrument", "history", "goods",     "flow",
                                     "unit", "layer", "authority", "rent", "heading",    "aliases", "unit-value"};
  *measure = (prl_measure){.id = "",
                           .title = "",
                           .layer = "",
                           .authority = "",
                           .note = "",
                           .by = "",
                           .unit = "",
                           .rent = "",
                           .heading = "",
                           .unit_value = NAN,
                           .goods = {.kind = PRL_GOODS_UNKNOWN, .text = ""},
                           .place = node->place};
  r->about = "";
  if (!prl_read_keys(r, node, "a measure", keys, PRL_COUNT(keys), 6)) {
    return;
  }
  measure->id = prl_read_id(r, node);
  measure->title = prl_read_text(r, node, "title");
  measure->authority = prl_read_text(r, node, "authority");
  measure->note = prl_read_text(r, node, "note");
  measure->rent = prl_read_rent(r, node);
  read_unit_value(measure, r, node);
  measure->heading = prl_read_text(r, node, "heading");
  measure->aliases = prl_read_aliases(r, node);
  read_scope(measure, r, node);
  measure->layer = prl_child(node, "layer") ? prl_read_text(r, node, "layer") : measure->id;
  measure->unit = prl_child(node, "unit") ? prl_read_text(r, node, "unit") : prl_is_percent(measure->instrument) ? "percent" : "";
  const prl_node *history = prl_child(node, "history");
  if (history && prl_read_list(r, history, "history") && history->count == 0) {
    prl_report(r, history->place, PRL_E_MISSING, "add its first step", "the history is empty");
  } else if (history && history->kind == PRL_NODE_SEQUENCE) {
    prl_read_steps(r, measure, times, history);
  }
}

static int32_t steps_of(const prl_node *node) {
  const prl_node *history = prl_child(node, "history");
  return history ? history->count : 0;
}

void prl_read_measures(prl_reader *r, const prl_node *const *roots, int32_t count) {
  int32_t measure_count = 0, step_count = 0;
  for (int32_t k = 0; k < count; k++) {
    for (const prl_node *node = prl_read_list(r, roots[k], "measures") ? roots[k]->first : NULL; node; node = node->next) {
      measure_count++;
      step_count += steps_of(node);
    }
  }
  prl_dossier *dossier = r->dossier;
  prl_measure *measures = prl_reader_alloc(r, measure_count, sizeof *measures);
  dossier->view.measures = measures;
  dossier->first_step = prl_reader_alloc(r, measure_count, sizeof *dossier->first_step);
  dossier->times = prl_reader_alloc(r, step_count, sizeof *dossier->times);
  if (!measures || !dossier->first_step || !dossier->times) {
    return;
  }
  int32_t step = 0;
  for (int32_t k = 0; k < count; k++) {
    bool list = roots[k] && roots[k]->kind == PRL_NODE_SEQUENCE;
    for (const prl_node *node = list ? roots[k]->first : NULL; node && !r->stopped; node = node->next) {
      int32_t at = dossier->view.measure_count;
      read_measure(&measures[at], dossier->times + step, r, node);
      dossier->first_step[at] = step;
      step += steps_of(node);
      int32_t held = prl_map_find(dossier->measure_ids, measures[at].id);
      prl_add_id(r, dossier->measure_ids, measures[at].id, at, "measure", measures[at].place, measures[held < 0 ? 0 : held].place);
      dossier->view.measure_count++;
    }
  }
  r->about = "";
}
