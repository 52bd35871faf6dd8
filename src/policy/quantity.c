/* quantity.c -- limits on quantities, promises to buy, and money a unit: what do the record's words come to as numbers?
 *
 *   quota            limit  L            times the base quantity, of the covered lines of one flow together; top = infinity
 *   tariff-rate-quota limit L            top = (1 + out-of-quota duty) / (1 + in-quota duty) - 1
 *   licence          limit  L            the quantity licensed, times the base quantity of what needs a licence
 *   listing          share  z            of the flow: banned, or limited to what is licensed
 *   purchase         floor  F            times the base quantity, of all the lines it names together
 *   specific duty    t = d / u           d: money a unit, u: the goods' price in the base year, same unit [fraction of value]
 *   minimum price    t = max(0, p / u - 1)
 *
 * A limit of 0 is a ban. A measure's number is such a number when its unit says so ("share of requests granted", "percent of the base
 * flow"); tonnes, firms, requests say nothing of the flow. The rent goes to whom the entry names, else to the state that acts; of licences
 * and listings to the exporter's firms. Source: docs/model.md. */
#include "settle.h"

#include <math.h>
#include <string.h>

#define PRL_X(name, word) word,
static const char *const rent_words[] = {PRL_RENT_LIST(PRL_X)};
#undef PRL_X

const char *prl_rent_word(prl_rent rent) { return rent_words[rent]; }

prl_rent prl_rent_of(const char *word, prl_instrument instrument, bool exports) {
  for (size_t k = 0; word && k < sizeof rent_words / sizeof *rent_words; k++)
    if (strcmp(rent_words[k], word) == 0) return (prl_rent)k;
  if (instrument == PRL_LICENCE || instrument == PRL_LISTING) return PRL_RENT_ORIGIN_FIRMS;
  return exports ? PRL_RENT_ORIGIN : PRL_RENT_DESTINATION;
}

bool prl_bounds_quantity(prl_instrument instrument) {
  return instrument == PRL_QUOTA || instrument == PRL_TARIFF_RATE_QUOTA || instrument == PRL_LICENCE || instrument == PRL_LISTING ||
         instrument == PRL_PURCHASE;
}

prl_term prl_term_of_measure(const prl_measure *measure, double limit) {
  return (prl_term){
      .id = measure->id, .asked = limit, .top = INFINITY, .rent = prl_rent_of(measure->rent, measure->instrument, measure->exports)};
}

prl_term prl_term_of_change(const prl_change *c, const char *id) {
  prl_term term = {.id = id, .top = INFINITY, .rent = prl_rent_of(c->rent, c->instrument, c->exports), .each = c->each};
  term.asked = c->instrument == PRL_PURCHASE ? c->floor : c->limit;
  if (c->instrument == PRL_LICENCE || c->instrument == PRL_LISTING) term.asked = isnan(c->licensed) ? 0 : c->licensed;
  if (c->instrument == PRL_TARIFF_RATE_QUOTA) term.top = (1 + c->out_of_quota / 100) / (1 + c->in_quota / 100) - 1;
  return term;
}

double prl_ad_valorem(prl_instrument instrument, double rate, double unit_value) {
  if (instrument == PRL_MINIMUM_PRICE) return rate > unit_value ? 100 * (rate / unit_value - 1) : 0;
  return 100 * rate / unit_value;
}

static bool begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

double prl_number_of(const prl_measure *measure, double written) {
  switch (measure->instrument) {
    case PRL_SPECIFIC_DUTY:
    case PRL_MINIMUM_PRICE: return isnan(written) ? NAN : prl_ad_valorem(measure->instrument, written, measure->unit_value);
    case PRL_QUOTA:
    case PRL_LICENCE:
    case PRL_LISTING: return begins(measure->unit, "percent") ? written / 100 : written;
    default: return written;
  }
}

/* ---- what a unit leaves unsaid ---- */

static const char *in_unit(prl_arena *arena, const char *format, const char *unit, const char *bare) {
  const char *why = *unit ? prl_arena_printf(arena, format, unit) : bare;
  return why ? why : bare;
}

static bool of_flow(const char *unit) { return begins(unit, "share") || begins(unit, "percent"); }

const char *prl_number_lack(prl_arena *arena, const prl_measure *m) {
  switch (m->instrument) {
    case PRL_SPECIFIC_DUTY:
    case PRL_MINIMUM_PRICE:
      return m->unit_value > 0 ? NULL : "unpriced: no unit value of the goods is known that would turn money a unit into percent";
    case PRL_QUOTA:
      return of_flow(m->unit)
                 ? NULL
                 : in_unit(arena, "its limit is in %s, and the base quantity is not known", m->unit, "the unit of its limit is not known");
    case PRL_LICENCE:
      return of_flow(m->unit)
                 ? NULL
                 : in_unit(arena, "its number is in %s, not a share that is licensed", m->unit, "the share that is licensed is not known");
    case PRL_LISTING:
      return of_flow(m->unit) ? NULL
                              : in_unit(arena, "its number is in %s, and the share of the flow they stand for is not known", m->unit,
                                        "the share of the flow that is listed is not known");
    case PRL_TARIFF_RATE_QUOTA: return "a tariff-rate quota is a limit and two duties, and the record has one number";
    default: return strcmp(m->unit, "percent") == 0 || !*m->unit ? NULL : in_unit(arena, "its rate is in %s, not in percent", m->unit, "");
  }
}
