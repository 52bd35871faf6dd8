/* words.c -- the words of the record that stand for constants: instruments, states, how sure, deficits, owners of rents. */
#include "entries.h"

#include <string.h>

#define PRL_X(name, word) word,
static const char *const instruments[] = {PRL_INSTRUMENT_LIST(PRL_X)};
static const char *const states[] = {PRL_STATE_LIST(PRL_X)};
#undef PRL_X
static const char *const sures[] = {"high", "medium", "low", "unknown"};
static const char *const source_words[] = {"legal-text", "official", "tracker", "press"};
static const char *const deficits_words[] = {"fixed", "zero", "proportional"};

const char *prl_instrument_word(prl_instrument instrument) { return instruments[instrument]; }

const char *prl_state_word(prl_state state) { return states[state]; }

const char *prl_sure_word(prl_sure sure) { return sures[sure]; }

const char *prl_deficits_word(prl_deficits deficits) { return deficits_words[deficits]; }

const char *prl_source_word(prl_source_kind kind) { return source_words[kind]; }

prl_source_kind prl_read_source_kind(prl_reader *r, const prl_node *mapping) {
  return (prl_source_kind)prl_read_word(r, mapping, "kind", source_words, PRL_COUNT(source_words), PRL_PRESS);
}

prl_sure prl_read_sure(prl_reader *r, const prl_node *mapping) {
  return (prl_sure)prl_read_word(r, mapping, "sure", sures, PRL_COUNT(sures), PRL_SURE_HIGH);
}

prl_deficits prl_read_deficits(prl_reader *r, const prl_node *mapping) {
  return (prl_deficits)prl_read_word(r, mapping, "deficits", deficits_words, PRL_COUNT(deficits_words), PRL_DEFICITS_FIXED);
}

const char *prl_read_rent(prl_reader *r, const prl_node *mapping) {
  static const char *const words[] = {"destination", "origin", "destination-firms", "origin-firms", "burnt"};
  int32_t owner = prl_read_word(r, mapping, "rent", words, PRL_COUNT(words), -1);
  return owner < 0 ? "" : words[owner];
}

prl_state prl_read_state(prl_reader *r, const prl_node *mapping) {
  _Static_assert(PRL_NOT_YET == 0 && PRL_STATE_UNKNOWN == PRL_STATES - 1, "the first and last state are answers, never written");
  int32_t written = prl_read_word(r, mapping, "state", states + 1, PRL_STATES - 2, PRL_IN_FORCE - 1);
  return (prl_state)(written + 1);
}

prl_instrument prl_read_instrument(prl_reader *r, const prl_node *mapping, bool purchase) {
  _Static_assert(PRL_PURCHASE == PRL_INSTRUMENTS - 1, "purchase is the last word: measures know all but that");
  return (prl_instrument)prl_read_word(r, mapping, "instrument", instruments, PRL_INSTRUMENTS - !purchase, PRL_TARIFF);
}

bool prl_is_percent(prl_instrument instrument) {
  return instrument == PRL_TARIFF || instrument == PRL_EXPORT_TAX || instrument == PRL_SUBSIDY || instrument == PRL_FRICTION;
}

bool prl_read_exports(prl_reader *r, const prl_node *mapping, prl_instrument instrument) {
  static const char *const words[] = {"import", "export"};
  bool taxed = instrument == PRL_EXPORT_TAX;
  bool exports = prl_read_word(r, mapping, "flow", words, 2, taxed) == 1;
  if (taxed && !exports) {
    prl_report(r, prl_child_place(mapping, "flow"), PRL_E_VALUE, "leave flow out",
               "an export tax falls on one's own exports, not on imports");
  }
  return exports;
}
