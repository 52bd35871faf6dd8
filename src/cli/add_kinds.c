/* add_kinds.c -- what an entry of each kind looks like before it is written: the keys it needs, and in "#:" lines those it may have. */
#include "add.h"

#include <string.h>

static const char source[] = "- id:\n"
                             "  publisher:\n"
                             "  title:\n"
                             "  published:            #: 2025-11-10, or 2025-11 when the day is not known\n"
                             "  kind:                 #: legal-text | official | tracker | press\n"
                             "#: address: \"https://...\"\n"
                             "#: note:\n";

static const char person[] = "- id:\n"
                             "  name:\n"
                             "  offices:\n"
                             "    - {office: , of: , from: }      #: until: leave it out when still held\n"
                             "  source: []\n"
                             "#: aliases: []\n"
                             "#: note:\n";

static const char event[] =
    "- id:\n"
    "  kind:                 #: meeting | call | round | readout | announcement | ruling | investigation | mechanism\n"
    "  title:\n"
    "  date:                 #: 2025-11-10, 2025-11, ~2025-11-10\n"
    "  source: []\n"
    "#: where:               #: a place, video, phone\n"
    "#: participants: [{person: ID, as: OFFICE}]\n"
    "#: outcome:\n"
    "#: mechanism: ID\n"
    "#: scheduled: true      #: planned, not known to have taken place\n"
    "#: said: [{source: ID, from: DATE, place: PLACE, words: \"...\"}]\n"
    "#: sure: high           #: high | medium | low | unknown\n"
    "#: aliases: []\n"
    "#: note:\n";

static const char measure[] =
    "- id:\n"
    "  title:\n"
    "  by:                   #: who imposes: a party or a region\n"
    "  on: []                #: whom it hits: codes | all | unknown\n"
    "  goods:                #: all | unknown | {hs: [8541]} | {list: ID} | {sector: [C26]}\n"
    "  instrument:           #: tariff | export-tax | quota | licence | ban | listing | fee | subsidy | friction | statute ...\n"
    "  history:\n"
    "    - {from: , rate: , source: []}\n"
    "#: unit:                #: needed for a rate that is not percent\n"
    "#: flow: import         #: import | export\n"
    "#: layer:\n"
    "#: authority:\n"
    "#: a step may have until, state, snaps-back: {rate: , on: }, disputed, known, said, sure, note\n"
    "#: aliases: []\n"
    "#: note:\n";

static const char commitment[] = "- id:\n"
                                 "  title:\n"
                                 "  by:                   #: who promises\n"
                                 "  to:\n"
                                 "  promise:              #: purchase | licence | remove | investigate | recurring | plan\n"
                                 "  goods: unknown        #: all | unknown | {hs: [1201]} | {list: ID}\n"
                                 "  source: []\n"
                                 "#: quantity:\n"
                                 "#: unit:                #: needed with a quantity: Mt\n"
                                 "#: per-year: true       #: owed in each year of the window\n"
                                 "#: from:\n"
                                 "#: until:               #: the first day on which it no longer holds\n"
                                 "#: said-by: []          #: which sides confirm it\n"
                                 "#: tally: [{date: , measure: booked, by: , quantity: , source: []}]\n"
                                 "#: sure: high\n"
                                 "#: note:\n";

static const char claim[] = "- id:\n"
                            "  by:                   #: a person, a party, or a name in words\n"
                            "  date:\n"
                            "  kind:                 #: status | number | refusal | red-line | promise | level\n"
                            "  says:\n"
                            "  source: []\n"
                            "#: about: ID            #: of a measure, commitment, event or item\n"
                            "#: quote: \"...\"\n"
                            "#: number:\n"
                            "#: unit:\n"
                            "#: sure: high\n"
                            "#: note:\n";

static const char item[] = "- id:\n"
                           "  title:\n"
                           "  asked-by:\n"
                           "  given-by:\n"
                           "  changes:\n"
                           "    - {measure: , state: withdrawn}   #: or rate: 5 | add: -5 | snaps-back: true; {commitment: ID}\n"
                           "  source: []\n"
                           "#: red-lines: [{party: , says: \"...\", source: ID}]\n"
                           "#: uses: yes            #: would the side that gets it use it: yes | no | unknown\n"
                           "#: worth: {USA: 0.01}   #: percent of real income, for an item without a flow\n"
                           "#: sure: high\n"
                           "#: note:\n";

static const prl_entry_kind kinds[] = {
    {"source", "sources.yaml", source},
    {"person", "people.yaml", person},
    {"event", "events.yaml", event},
    {"measure", NULL, measure},
    {"commitment", "commitments.yaml", commitment},
    {"claim", "claims.yaml", claim},
    {"item", "items.yaml", item},
};

const prl_entry_kind *prl_cli_entry_kind(const char *name, prl_error *err) {
  const char *names[PRL_COUNT(kinds)];
  for (int32_t k = 0; k < PRL_COUNT(kinds); k++) {
    if (!strcmp(kinds[k].name, name)) {
      return &kinds[k];
    }
    names[k] = kinds[k].name;
  }
  const char *near = prl_nearest(name, names, PRL_COUNT(names));
  prl_fail(err, PRL_E_USAGE, "no kind of entry \"%.40s\"", name);
  prl_error_hint(err, "%s%s%s", near ? "did you mean " : "one of source, person, event, measure, commitment, claim, item", near ? near : "",
                 near ? "?" : "");
  return NULL;
}

/* "  date:    #: words" -> "  date:"; a line that begins with "#:" goes */
static void clean_line(prl_text *out, const char *line, size_t length) {
  size_t end = length;
  if (length >= 2 && line[0] == '#' && line[1] == ':') {
    return;
  }
  for (size_t k = 1; k + 1 < length; k++) {
    if (line[k] == '#' && line[k + 1] == ':' && line[k - 1] == ' ') {
      end = k;
      break;
    }
  }
  while (end < length && end > 0 && line[end - 1] == ' ') {
    end--;
  }
  prl_text_add(out, line, end);
  prl_text_puts(out, "\n");
}

void prl_cli_clean_draft(prl_text *out, const char *draft) {
  while (*draft) {
    size_t length = strcspn(draft, "\n");
    clean_line(out, draft, length);
    draft += length + (draft[length] == '\n');
  }
}
