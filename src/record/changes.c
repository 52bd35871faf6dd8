/* changes.c -- what does a change do to a flow? The keys are those of a scenario's `change`, in items too.
 *
 *   {instrument, by, on (of: for purchases), goods, flow, add | rate, share, limit, floor, rent}
 *
 * rate sets the level [percent], add adds to it [percentage points]; limit and floor are times the base flow [dimensionless];
 * share is the covered part of the flow, above 0 and at most 1. Each instrument has the one number it needs. */
#include "entries.h"

#include <math.h>

static void read_numbers(prl_change *change, prl_reader *r, const prl_node *node) {
  change->has_rate = prl_read_number(&change->rate, r, node, "rate", "percent");
  change->has_add = prl_read_number(&change->add, r, node, "add", "percentage points");
  if (change->has_rate && change->rate < -100) {
    prl_report(r, prl_child_place(node, "rate"), PRL_E_VALUE, "", "rate is %g, below -100 percent", change->rate);
  }
  change->share = 1;
  if (prl_read_number(&change->share, r, node, "share", "0 to 1") && !(change->share > 0 && change->share <= 1)) {
    prl_report(r, prl_child_place(node, "share"), PRL_E_VALUE, "write 0.4 for 40 %", "share is %g, expected above 0 and at most 1",
               change->share);
  }
  change->limit = change->floor = NAN;
  if (prl_read_number(&change->limit, r, node, "limit", "times the base flow") && change->limit < 0) {
    prl_report(r, prl_child_place(node, "limit"), PRL_E_VALUE, "write 0.5 for half of the base flow", "limit is %g, below 0",
               change->limit);
  }
  if (prl_read_number(&change->floor, r, node, "floor", "times the base flow") && change->floor < 0) {
    prl_report(r, prl_child_place(node, "floor"), PRL_E_VALUE, "write 1.5 for half more than the base flow", "floor is %g, below 0",
               change->floor);
  }
}

static void check_numbers(const prl_change *change, prl_reader *r, const prl_node *node) {
  const char *word = prl_instrument_word(change->instrument);
  bool rate = prl_child(node, "rate"), add = prl_child(node, "add"), limit = prl_child(node, "limit"), floor = prl_child(node, "floor");
  if (rate && add) {
    prl_report(r, node->place, PRL_E_VALUE, "keep one: rate sets the level, add adds to it", "both rate and add");
  } else if (prl_is_percent(change->instrument) && !rate && !add) {
    prl_report(r, node->place, PRL_E_MISSING, "write add: 25 (percentage points), or rate: 25 for the level", "a %s needs rate or add",
               word);
  } else if ((change->instrument == PRL_QUOTA || change->instrument == PRL_TARIFF_RATE_QUOTA) && !limit) {
    prl_report(r, node->place, PRL_E_MISSING, "write limit: 0.5 for half of the base flow", "a %s needs a limit", word);
  } else if (change->instrument == PRL_PURCHASE && !floor) {
    prl_report(r, node->place, PRL_E_MISSING, "write floor: 1.5 for half more than the base flow", "a purchase needs a floor");
  }
}

static void read_on(prl_change *change, prl_reader *r, const prl_node *node) {
  const prl_node *on = prl_child(node, "on"), *of = prl_child(node, "of");
  if (on && of) {
    prl_report(r, of->place, PRL_E_VALUE, "keep one", "both on and of; they mean the same");
  } else if (!on && !of) {
    prl_report(r, node->place, PRL_E_MISSING, "add on: [CHN], or on: all", "a change has no 'on'");
  } else if (of && change->instrument != PRL_PURCHASE) {
    prl_report(r, of->key_place, PRL_E_VALUE, "write on: [CHN]", "only a purchase is 'of'; a %s is 'on'",
               prl_instrument_word(change->instrument));
  }
  change->on = prl_read_whom(&change->on_all, NULL, r, on ? on : of);
}

void prl_read_flow_change(prl_change *out, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"instrument", "by", "goods", "on", "of", "flow", "add", "rate", "share", "limit", "floor", "rent"};
  *out = (prl_change){.kind = PRL_CHANGE_FLOW,
                      .by = "",
                      .rent = "",
                      .share = 1,
                      .limit = NAN,
                      .floor = NAN,
                      .goods = {.kind = PRL_GOODS_UNKNOWN, .text = ""},
                      .place = node->place};
  if (!prl_read_keys(r, node, "a change", keys, PRL_COUNT(keys), 3)) {
    return;
  }
  out->instrument = prl_read_instrument(r, node, true);
  out->by = prl_read_code(r, node, "by");
  read_on(out, r, node);
  out->exports = prl_read_exports(r, node, out->instrument);
  prl_read_goods(&out->goods, r, prl_child(node, "goods"), true);
  if (prl_child(node, "goods") && out->goods.kind == PRL_GOODS_UNKNOWN) {
    prl_report(r, prl_child_place(node, "goods"), PRL_E_VALUE, "write goods: all, {hs: [...]} or {sector: [...]}",
               "a change must say which goods");
  }
  read_numbers(out, r, node);
  check_numbers(out, r, node);
  out->rent = prl_read_text(r, node, "rent");
}
