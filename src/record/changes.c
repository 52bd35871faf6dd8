/* changes.c -- what does a change do to a flow? The keys are those of a scenario's `change`, in items too.
 *
 *   {instrument, by, on (of: for purchases), goods, flow, share, and the numbers of its instrument}
 *
 * rate sets the level [percent; money for specific duties and minimum prices], add adds to it [percentage points]; limit, floor and licensed
 * are times the base quantity [dimensionless]; in-quota and out-of-quota are duties [percent]; unit-value is the goods' price in the base
 * year [money, the unit of rate]; share is the covered part of the flow, above 0 and at most 1. Each instrument takes its own keys and
 * needs some of them: a number that would have no effect is refused. Source of the instruments: docs/model.md. */
#include "entries.h"

#include <math.h>
#include <string.h>

#define BIT(name) (1u << PRL_##name)
enum {
  PERCENT = BIT(TARIFF) | BIT(EXPORT_TAX) | BIT(SUBSIDY) | BIT(FRICTION),
  MONEY = BIT(SPECIFIC_DUTY) | BIT(MINIMUM_PRICE),
  QUOTAS = BIT(QUOTA) | BIT(TARIFF_RATE_QUOTA),
  LICENCES = BIT(LICENCE) | BIT(LISTING),
  SILENT = BIT(FEE) | BIT(STATUTE) /* the model has neither: any number may stand */
};

/* ---- which keys go with which instrument ---- */

typedef struct taken {
  const char *key;
  unsigned instruments;
} taken;

static const taken takes[] = {{"rate", PERCENT | MONEY | BIT(TARIFF_RATE_QUOTA)},
                              {"add", PERCENT},
                              {"limit", QUOTAS},
                              {"in-quota", BIT(TARIFF_RATE_QUOTA)},
                              {"out-of-quota", BIT(TARIFF_RATE_QUOTA)},
                              {"licensed", LICENCES},
                              {"rent", QUOTAS | LICENCES},
                              {"unit", MONEY},
                              {"unit-value", MONEY},
                              {"floor", BIT(PURCHASE)},
                              {"each", BIT(PURCHASE)}};

typedef struct needed {
  unsigned instruments;
  const char *key, *other, *message, *hint; /* other: stands as well; "" */
} needed;

static const needed needs[] = {
    {PERCENT, "rate", "add", "rate or add", "write add: 25 (percentage points), or rate: 25 for the level"},
    {MONEY, "rate", "", "a rate", "write rate: 2.5, unit: USD a kg and the unit-value of the goods, in the same unit"},
    {QUOTAS, "limit", "", "a limit", "write limit: 0.5 for half of the base flow"},
    {BIT(TARIFF_RATE_QUOTA), "in-quota", "rate", "an in-quota duty", "write in-quota: 0, out-of-quota: 40 (percent)"},
    {BIT(TARIFF_RATE_QUOTA), "out-of-quota", "", "an out-of-quota duty", "write in-quota: 0, out-of-quota: 40 (percent)"},
    {BIT(LICENCE), "licensed", "", "the quantity that is licensed", "write licensed: 0.3 for three tenths of the base quantity"},
    {BIT(LISTING), "share", "", "the share of the flow that the listed firms stand for", "write share: 0.2 for a fifth of the flow"},
    {BIT(PURCHASE), "floor", "", "a floor", "write floor: 1.5 for half more than the base flow"}};

static const char *article(const char *word) { return strchr("aeiou", *word) ? "an" : "a"; }

static void check_keys(const prl_change *change, prl_reader *r, const prl_node *node) {
  const char *word = prl_instrument_word(change->instrument);
  const unsigned bit = 1u << change->instrument;
  for (int32_t k = 0; k < PRL_COUNT(takes); k++) {
    const prl_node *child = prl_child(node, takes[k].key);
    if (child && !(takes[k].instruments & bit) && !(SILENT & bit)) {
      prl_report(r, child->key_place, PRL_E_VALUE, "leave it out, or name another instrument", "%s %s takes no '%s'", article(word), word,
                 takes[k].key);
    }
  }
  for (int32_t k = 0; k < PRL_COUNT(needs); k++) {
    const bool there = prl_child(node, needs[k].key) || (*needs[k].other && prl_child(node, needs[k].other));
    if ((needs[k].instruments & bit) && !there) {
      prl_report(r, node->place, PRL_E_MISSING, needs[k].hint, "%s %s needs %s", article(word), word, needs[k].message);
      return;
    }
  }
}

/* ---- numbers ---- */

typedef struct number { /* a key, and the values it may have: above `low`, or from it on when `closed` */
  const char *key, *unit, *hint;
  double low;
  bool closed;
} number;

static const number limit_number = {"limit", "times the base flow", "write 0.5 for half of the base flow", 0, true};
static const number floor_number = {"floor", "times the base flow", "write 1.5 for half more than the base flow", 0, false};
static const number licensed_number = {"licensed", "times the base quantity", "write 0.3 for three tenths of it", 0, true};
static const number in_number = {"in-quota", "percent", "write in-quota: 5 for 5 %", -100, false};
static const number out_number = {"out-of-quota", "percent", "write out-of-quota: 40 for 40 %", -100, false};
static const number unit_number = {"unit-value", "money a unit", "write what a unit of the goods cost in the base year", 0, false};

/* NaN when absent */
static double read_number(prl_reader *r, const prl_node *node, const number *n) {
  double value = NAN;
  if (!prl_read_number(&value, r, node, n->key, n->unit)) {
    return NAN;
  }
  if (n->closed ? value < n->low : value <= n->low) {
    prl_report(r, prl_child_place(node, n->key), PRL_E_VALUE, n->hint, n->closed ? "%s is %g, below %g" : "%s is %g, expected above %g",
               n->key, value, n->low);
  }
  return value;
}

static void read_level(prl_change *change, prl_reader *r, const prl_node *node) {
  bool money = change->instrument == PRL_SPECIFIC_DUTY || change->instrument == PRL_MINIMUM_PRICE;
  change->has_rate = prl_read_number(&change->rate, r, node, "rate", money ? "money a unit" : "percent");
  change->has_add = prl_read_number(&change->add, r, node, "add", "percentage points");
  if (change->has_rate && money && change->rate < 0) {
    prl_report(r, prl_child_place(node, "rate"), PRL_E_VALUE, "", "rate is %g, below 0", change->rate);
  } else if (change->has_rate && change->rate < -100) {
    prl_report(r, prl_child_place(node, "rate"), PRL_E_VALUE, "", "rate is %g, below -100 percent", change->rate);
  }
  if (prl_child(node, "rate") && prl_child(node, "add")) {
    prl_report(r, node->place, PRL_E_VALUE, "keep one: rate sets the level, add adds to it", "both rate and add");
  }
}

/* the duty within the quota may stand as `rate`; the duty beyond is no lower */
static void read_tariff_quota(prl_change *change, prl_reader *r, const prl_node *node) {
  change->in_quota = read_number(r, node, &in_number);
  change->out_of_quota = read_number(r, node, &out_number);
  if (change->instrument != PRL_TARIFF_RATE_QUOTA) {
    return;
  }
  if (change->has_rate && prl_child(node, "in-quota")) {
    prl_report(r, prl_child_place(node, "rate"), PRL_E_VALUE, "keep one", "both in-quota and rate; they mean the same");
  }
  if (change->has_rate) {
    change->in_quota = change->rate;
  }
  if (change->out_of_quota < change->in_quota) {
    prl_report(r, prl_child_place(node, "out-of-quota"), PRL_E_VALUE, "a quota with a lower duty beyond it limits nothing",
               "out-of-quota is %g, below the in-quota duty of %g", change->out_of_quota, change->in_quota);
  }
}

static void read_numbers(prl_change *change, prl_reader *r, const prl_node *node) {
  read_level(change, r, node);
  change->share = 1;
  if (prl_read_number(&change->share, r, node, "share", "0 to 1") && !(change->share > 0 && change->share <= 1)) {
    prl_report(r, prl_child_place(node, "share"), PRL_E_VALUE, "write 0.4 for 40 %", "share is %g, expected above 0 and at most 1",
               change->share);
  }
  change->limit = read_number(r, node, &limit_number);
  change->floor = read_number(r, node, &floor_number);
  change->licensed = read_number(r, node, &licensed_number);
  change->unit_value = read_number(r, node, &unit_number);
  read_tariff_quota(change, r, node);
  change->each = prl_read_flag(r, node, "each");
  change->rent = prl_read_rent(r, node);
  prl_read_text(r, node, "unit");
}

/* ---- whom it hits, and which way ---- */

static void read_on(prl_change *change, prl_reader *r, const prl_node *node) {
  const prl_node *on = prl_child(node, "on"), *of = prl_child(node, "of");
  if (!on && !of && change->instrument == PRL_SUBSIDY) {
    change->on_all = true; /* of all the sector sells, at home too */
    return;
  }
  if (on && of) {
    prl_report(r, of->place, PRL_E_VALUE, "keep one", "both on and of; they mean the same");
  } else if (!on && !of) {
    prl_report(r, node->place, PRL_E_MISSING, "add on: [CHN], or on: all", "a change has no 'on'");
  } else if (of && change->instrument != PRL_PURCHASE) {
    prl_report(r, of->key_place, PRL_E_VALUE, "write on: [CHN]", "only a purchase is 'of'; %s %s is 'on'",
               article(prl_instrument_word(change->instrument)), prl_instrument_word(change->instrument));
  }
  change->on = prl_read_whom(&change->on_all, NULL, r, on ? on : of);
}

static void read_flow(prl_change *change, prl_reader *r, const prl_node *node) {
  change->exports = prl_read_exports(r, node, change->instrument);
  if (change->instrument == PRL_PURCHASE && change->exports) {
    prl_report(r, prl_child_place(node, "flow"), PRL_E_VALUE, "leave flow out: 'by' buys", "a purchase is of imports");
  }
  if (change->instrument == PRL_SUBSIDY && (prl_child(node, "on") || prl_child(node, "of"))) {
    change->exports = true;
  } else if (change->instrument == PRL_SUBSIDY && change->exports) {
    prl_report(r, prl_child_place(node, "flow"), PRL_E_MISSING, "add on: all", "a subsidy on exports does not say to whom");
  }
}

void prl_read_flow_change(prl_change *out, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"instrument", "by",    "goods",    "on",           "of",       "flow",       "add",  "rate", "share",
                                     "limit",      "floor", "in-quota", "out-of-quota", "licensed", "unit-value", "unit", "each", "rent"};
  *out = prl_no_change(node->place);
  out->kind = PRL_CHANGE_FLOW;
  if (!prl_read_keys(r, node, "a change", keys, PRL_COUNT(keys), 3)) {
    return;
  }
  out->instrument = prl_read_instrument(r, node, true);
  out->by = prl_read_code(r, node, "by");
  read_on(out, r, node);
  read_flow(out, r, node);
  prl_read_goods(&out->goods, r, prl_child(node, "goods"), true);
  if (prl_child(node, "goods") && out->goods.kind == PRL_GOODS_UNKNOWN) {
    prl_report(r, prl_child_place(node, "goods"), PRL_E_VALUE, "write goods: all, {hs: [...]} or {sector: [...]}",
               "a change must say which goods");
  }
  read_numbers(out, r, node);
  check_keys(out, r, node);
}

prl_change prl_no_change(prl_place place) {
  return (prl_change){.by = "",
                      .rent = "",
                      .share = 1,
                      .limit = NAN,
                      .floor = NAN,
                      .licensed = NAN,
                      .in_quota = NAN,
                      .out_of_quota = NAN,
                      .unit_value = NAN,
                      .goods = {.kind = PRL_GOODS_UNKNOWN, .text = ""},
                      .place = place};
}
