/* record.h -- a dossier: the dated, sourced account of what two or more parties do to each other's trade.
 *
 * Two clocks. Valid time: when a thing holds. Knowledge time: when it could be known (`known:` if given, else the earliest
 * publication date of its sources). Three truth values: yes, no, unknown. Intervals are half-open [from, until).
 * Entries are plain data owned by the dossier; every one keeps the place it was written at. */
#ifndef PARLEY_RECORD_H
#define PARLEY_RECORD_H

#include "parley/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct prl_place {
  const char *file;
  int32_t line, column;
} prl_place;

typedef struct prl_names { /* a list of words */
  const char *const *at;
  int32_t count;
} prl_names;

/* ---- sources and parties ------------------------------------------------------------------------------------- */

/* nearest to the act first: the order in which conflicting sources win */
typedef enum prl_source_kind { PRL_LEGAL_TEXT, PRL_OFFICIAL, PRL_TRACKER, PRL_PRESS } prl_source_kind;
const char *prl_source_word(prl_source_kind kind);

typedef struct prl_source {
  const char *id, *publisher, *title, *address; /* address "" when not known */
  prl_when published;
  prl_source_kind kind;
  const char *note;
  prl_place place;
} prl_source;

typedef struct prl_party {
  const char *id, *name, *capital;
  prl_names regions; /* codes of the world data it stands for */
  prl_zone zone;     /* of the capital: a day without a zone begins here when this party acts */
  prl_names aliases; /* other words for it: "U.S.", "American" */
  prl_place place;
} prl_party;

typedef struct prl_group { /* a code that stands for others where a world does not have it: EUN for AUT, BEL ... */
  const char *id;
  prl_names members; /* region codes, each once; none is a group */
  prl_place place;
} prl_group;

/* ---- goods ---------------------------------------------------------------------------------------------------- */

typedef struct prl_line { /* one row of a product list */
  const char *hs;         /* 4 to 10 digits (2 = a chapter is accepted); no dots */
  double rate;            /* NaN when the list carries none */
  prl_when from, until;   /* NONE = as long as the measure */
  const char *note;
  const char *heading;    /* legal heading in the tariff; "" */
} prl_line;

typedef struct prl_list {
  const char *id, *file;
  const prl_line *lines; /* sorted by hs, then from */
  int32_t count;
} prl_list;

typedef enum prl_goods_kind {
  PRL_GOODS_ALL,        /* every sector marked as goods */
  PRL_GOODS_EVERYTHING, /* services too (scenarios) */
  PRL_GOODS_HS,         /* HS prefixes in `codes` */
  PRL_GOODS_LIST,       /* product list(s) in `lists` */
  PRL_GOODS_SECTOR,     /* sectors of the world in `codes` */
  PRL_GOODS_UNKNOWN     /* the sources do not say which: never guessed */
} prl_goods_kind;

typedef struct prl_goods {
  prl_goods_kind kind;
  prl_names codes;
  const prl_list *const *lists; /* LIST: `list_count` of them */
  int32_t list_count;
  const struct prl_goods *except; /* NULL = none */
  const char *text;               /* in words, for people; "" when none */
} prl_goods;

/* ---- what sources say otherwise ------------------------------------------------------------------------------------- */

/* One source's differing account of a step, an event or a commitment. The entry holds what is used; this is kept beside it. */
typedef struct prl_saying {
  const prl_source *source;
  prl_when from, until;   /* NONE = says nothing of it; `through: D` is read as until the day after D */
  bool has_number;
  double number;          /* a rate, a quantity */
  const char *place_name; /* of an event; "" */
  const char *words;      /* its own framing of the same act; "" */
  prl_place place;
} prl_saying;

typedef struct prl_sayings {
  const prl_saying *at;
  int32_t count;
  const prl_source *prefer; /* NULL = the rule decides: nearest to the act, then the later */
} prl_sayings;

/* ---- measures --------------------------------------------------------------------------------------------------- */

#define PRL_INSTRUMENT_LIST(X)                                                                                          \
  X(TARIFF, "tariff") X(SPECIFIC_DUTY, "specific-duty") X(MINIMUM_PRICE, "minimum-price") X(EXPORT_TAX, "export-tax")  \
  X(QUOTA, "quota") X(TARIFF_RATE_QUOTA, "tariff-rate-quota") X(LICENCE, "licence") X(BAN, "ban") X(LISTING, "listing") \
  X(FEE, "fee") X(SUBSIDY, "subsidy") X(FRICTION, "friction") X(STATUTE, "statute") X(PURCHASE, "purchase")
typedef enum prl_instrument {
#define PRL_X(name, word) PRL_##name,
  PRL_INSTRUMENT_LIST(PRL_X)
#undef PRL_X
  PRL_INSTRUMENTS
} prl_instrument;
const char *prl_instrument_word(prl_instrument instrument);

#define PRL_STATE_LIST(X)                                                                                               \
  X(NOT_YET, "not-yet") X(ANNOUNCED, "announced") X(IN_FORCE, "in-force") X(SUSPENDED, "suspended") X(LAPSED, "lapsed") \
  X(WITHDRAWN, "withdrawn") X(STRUCK_DOWN, "struck-down") X(PROPOSED, "proposed") X(STATE_UNKNOWN, "unknown")
typedef enum prl_state {
#define PRL_X(name, word) PRL_##name,
  PRL_STATE_LIST(PRL_X)
#undef PRL_X
  PRL_STATES
} prl_state;
const char *prl_state_word(prl_state state);

/* how sure a fact is; the record's own mark */
typedef enum prl_sure { PRL_SURE_HIGH, PRL_SURE_MEDIUM, PRL_SURE_LOW, PRL_SURE_UNKNOWN } prl_sure;
const char *prl_sure_word(prl_sure sure);

typedef struct prl_step { /* one step of a measure's life: holds from `from` until `until`, else until the next step */
  prl_when from, until;   /* until NONE = open */
  prl_state state;        /* IN_FORCE unless said */
  bool has_rate, by_line; /* by_line: the rate stands in the product list, line by line */
  double rate;            /* in the instrument's unit; SUSPENDED: the residue that stays in force (0 when nothing does) */
  bool snaps_back;        /* SUSPENDED: what returns, and when, unless somebody acts */
  double snap_rate;       /* NaN when not known, or when the instrument has no number */
  prl_when snap_on;
  bool disputed;          /* sources disagree on this step: shown, never averaged */
  bool in_transit;        /* goods exported before one day and entered before another pay `transit_rate` */
  prl_when exported_before, entered_before;
  double transit_rate;
  prl_sayings said;
  prl_sure sure;
  prl_when known;         /* NONE = from the sources */
  const prl_source *const *sources;
  int32_t source_count;
  const char *note;
  prl_place place;
} prl_step;

typedef struct prl_measure {
  const char *id, *title, *layer, *authority, *note;
  const char *by;         /* party or region code */
  prl_names on;           /* codes it hits */
  bool on_all, on_unknown;
  bool exports;           /* flow: export = on `by`'s own exports to `on` */
  prl_goods goods;
  prl_instrument instrument;
  const char *unit;       /* "percent" for ad valorem rates; else as written ("USD a net ton") */
  const char *rent;       /* who owns the rent of a limit: a word of PRL_RENT_LIST in policy.h; "" = not said */
  double unit_value;      /* price of the goods in the base year, in the measure's unit (specific duties, minimum prices); NaN = not said */
  const char *heading;    /* legal heading in the tariff: "9903.88.03"; "" */
  prl_names aliases;      /* other words for the same thing: "tax", "revenue share" */
  const prl_step *steps;  /* oldest first */
  int32_t step_count;
  prl_place place;
} prl_measure;

/* ---- people, events, claims ------------------------------------------------------------------------------------------- */

typedef struct prl_office {
  const char *office, *of; /* "president", "USA" */
  prl_when from, until;    /* until NONE = still */
} prl_office;

typedef struct prl_person {
  const char *id, *name, *note;
  prl_names aliases;
  const prl_office *offices;
  int32_t office_count;
  const prl_source *const *sources;
  int32_t source_count;
  prl_place place;
} prl_person;

#define PRL_EVENT_LIST(X)                                                                                               \
  X(MEETING, "meeting") X(CALL, "call") X(ROUND, "round") X(READOUT, "readout") X(ANNOUNCEMENT, "announcement")        \
  X(RULING, "ruling") X(INVESTIGATION, "investigation") X(MECHANISM, "mechanism")
typedef enum prl_event_kind {
#define PRL_X(name, word) PRL_EVENT_##name,
  PRL_EVENT_LIST(PRL_X)
#undef PRL_X
} prl_event_kind;
const char *prl_event_word(prl_event_kind kind);

typedef struct prl_participant {
  const prl_person *person;
  const char *as; /* the office acted in; "" = not said */
} prl_participant;

typedef struct prl_event {
  const char *id, *title, *where, *outcome, *note; /* where: a place, or "video", "phone"; "" */
  prl_event_kind kind;
  prl_when date, until;     /* until NONE = one day; half-open */
  const prl_participant *participants;
  int32_t participant_count;
  const struct prl_event *mechanism; /* the standing mechanism it belongs to; NULL */
  bool scheduled;           /* planned; whether it took place is not known */
  prl_names aliases;
  prl_sayings said;
  prl_sure sure;
  prl_when known;
  const prl_source *const *sources;
  int32_t source_count;
  prl_place place;
} prl_event;

#define PRL_CLAIM_LIST(X)                                                                                               \
  X(STATUS, "status") X(NUMBER, "number") X(REFUSAL, "refusal") X(RED_LINE, "red-line") X(PROMISE, "promise") X(LEVEL, "level")
typedef enum prl_claim_kind {
#define PRL_X(name, word) PRL_CLAIM_##name,
  PRL_CLAIM_LIST(PRL_X)
#undef PRL_X
} prl_claim_kind;
const char *prl_claim_word(prl_claim_kind kind);

typedef struct prl_claim { /* who said what, when, about which entry; never overwrites a fact */
  const char *id, *says, *quote, *unit, *note; /* quote: word for word; "" */
  const char *by;           /* person id, party id or a publisher's name */
  const char *about;        /* id of a measure, commitment, event or item; "" = the relation at large */
  prl_when date;
  prl_claim_kind kind;
  bool has_number;
  double number;
  prl_sure sure;
  const prl_source *const *sources;
  int32_t source_count;
  prl_place place;
} prl_claim;

/* ---- commitments and items -------------------------------------------------------------------------------------------- */

#define PRL_TALLY_LIST(X)                                                                                               \
  X(BOOKED, "booked") X(SHIPPED, "shipped") X(LANDED, "landed") X(DONE, "done") X(IN_PROGRESS, "in-progress")
typedef enum prl_tally_measure {
#define PRL_X(name, word) PRL_TALLY_##name,
  PRL_TALLY_LIST(PRL_X)
#undef PRL_X
} prl_tally_measure;
const char *prl_tally_word(prl_tally_measure measure);

typedef struct prl_tally { /* one observation of how far a promise is kept, cumulative over its window */
  prl_when date;
  prl_tally_measure measure;
  const char *reporter;    /* who says so: a person or party id, or a name in words */
  double low, high;        /* in the commitment's unit; equal when one number was given; high NaN = "at least low" */
  prl_sure sure;
  const prl_source *const *sources;
  int32_t source_count;
  const char *note;
  prl_place place;
} prl_tally;

typedef struct prl_commitment { /* a promise */
  const char *id, *title, *promise, *unit, *note; /* promise: purchase | licence | remove | investigate | recurring | plan */
  const char *by, *to;
  prl_goods goods;
  bool has_quantity;
  double quantity;         /* over the window, in `unit` */
  bool per_year;           /* the quantity is owed in each year of the window */
  prl_when from, until;
  prl_names said_by;
  const prl_tally *tallies; /* oldest first */
  int32_t tally_count;
  prl_names aliases;
  prl_sayings said;
  prl_sure sure;
  prl_when known;
  const prl_source *const *sources;
  int32_t source_count;
  prl_place place;
} prl_commitment;

typedef enum prl_change_kind { PRL_CHANGE_MEASURE, PRL_CHANGE_COMMITMENT, PRL_CHANGE_FLOW } prl_change_kind;

typedef struct prl_change { /* one thing that an item or a scenario does */
  prl_change_kind kind;
  /* MEASURE: what becomes of it. COMMITMENT: it is kept. */
  const prl_measure *measure;
  const prl_commitment *commitment;
  bool sets_state;
  prl_state state;        /* MEASURE: WITHDRAWN and LAPSED end it, IN_FORCE starts it */
  bool snaps_back;        /* MEASURE: the suspended part returns (rate = the step's snap_rate) */
  /* MEASURE and FLOW: the number. `has_rate` sets the level, `has_add` adds to it. */
  bool has_rate, has_add;
  double rate, add;       /* percent or percentage points */
  /* FLOW only: a change on flows without a measure of the record */
  prl_instrument instrument;
  const char *by;
  prl_names on;
  bool on_all;
  bool exports;
  prl_goods goods;
  double share;           /* covered part of the flow, 0..1; 1 = all */
  double limit, floor;    /* quota, purchase: times the base flow; NaN = none */
  double licensed;        /* licence, listing: what is still let through of the covered part, times its base quantity; NaN = nothing */
  double in_quota, out_of_quota; /* tariff-rate-quota: duties, percent; NaN = none */
  double unit_value;      /* specific-duty, minimum-price: price of the goods in the base year, in the unit of `rate`; NaN = not said */
  bool each;              /* purchase: one promise a flow; false = one over all of a buyer's */
  const char *rent;       /* who owns the rent of a limit: a word of PRL_RENT_LIST in policy.h; "" = not said */
  prl_place place;
} prl_change;

typedef struct prl_stated { /* a worth the dossier states itself, for items without a flow */
  const char *party;
  double percent;
  const char *note;
} prl_stated;

typedef struct prl_red_line {
  const char *party, *says;
  const prl_source *source; /* NULL when the dossier states it itself */
} prl_red_line;

typedef struct prl_item {
  const char *id, *title, *note;
  const char *uses;              /* would the side that gets it use it: yes | no | unknown; "" = not said */
  const prl_red_line *red_lines;
  int32_t red_line_count;
  prl_names aliases;
  const char *asked_by, *given_by; /* party ids; "" when both */
  const prl_change *changes;
  int32_t change_count;
  const prl_stated *stated;
  int32_t stated_count;
  prl_sure sure;
  const prl_source *const *sources;
  int32_t source_count;
  prl_place place;
} prl_item;

/* ---- stacking: how layers combine; rules are data, applied in order ------------------------------------------------ */

typedef enum prl_rule_kind { PRL_RULE_REPLACES, PRL_RULE_EXCLUDES, PRL_RULE_ZEROES, PRL_RULE_CAPS } prl_rule_kind;
typedef struct prl_rule { /* where `layer` has a measure in force on a line, the layers in `others` do not count there; CAPS: the sum of
                           * `layer` and `others` (mfn may be one) is cut to `cap` percent by lowering `layer` */
  const char *name;       /* the reason, as people read it */
  const char *layer;
  prl_rule_kind kind;
  prl_names others;
  double cap;             /* CAPS only */
  prl_place place;
} prl_rule;

/* ---- model defaults ------------------------------------------------------------------------------------------------ */

typedef enum prl_deficits { PRL_DEFICITS_FIXED, PRL_DEFICITS_ZERO, PRL_DEFICITS_PROPORTIONAL } prl_deficits;
const char *prl_deficits_word(prl_deficits deficits);

typedef struct prl_elasticities { /* an elasticity by sector: one of */
  double uniform;           /* NaN when not uniform */
  const char *column;       /* a name in the shipped table; "" */
  const char *file;         /* ready to open: a CSV with a column sector and one of the elasticity's name (theta for trade); "" */
  prl_names sectors;        /* overrides by sector ... */
  const double *values;     /* ... with their values */
  const char *source;       /* in words; "" */
  prl_place place;
} prl_elasticities;

typedef struct prl_assumption { /* one elasticity beside the trade elasticity */
  bool given;               /* false: as in Model 1 */
  prl_elasticities by_sector;
} prl_assumption;

/** What a dossier or a scenario assumes of technology, taste and firms beside the trade elasticity; prl_model in model.h has the meaning. */
typedef struct prl_assumptions {
  prl_assumption value_added, materials, home;
  prl_assumption final;     /* no sectors: uniform, or a name of the shipped table */
  prl_assumption scale;
  bool krugman;             /* scale is 1/theta; then scale.given is false */
  bool fixed_firms;
} prl_assumptions;

typedef struct prl_weights { /* product trade of one importer, to weight lines by */
  const char *to;            /* importer code */
  const char *file;          /* ready to open; CSV: hs, from (origin code), value */
  const char *source_id;
  int32_t year;
  prl_place place;
} prl_weights;

/* ---- dossier --------------------------------------------------------------------------------------------------------- */

typedef struct prl_dossier prl_dossier;

typedef struct prl_dossier_view {
  const char *id, *title, *path, *note;
  prl_when horizon;
  prl_instant horizon_end; /* the instant after which nothing is known (end of the horizon's day, UTC) */
  const char *world;       /* default world */
  prl_elasticities elasticities; /* of trade */
  prl_assumptions assumptions;
  prl_deficits deficits;
  const char *concordance; /* file: hs6 to sector; a path when it stands in the dossier, else a name beside the worlds; "" */
  const prl_party *parties;           int32_t party_count;
  const prl_person *people;           int32_t person_count;
  const prl_event *events;            int32_t event_count;
  const prl_claim *claims;            int32_t claim_count;
  const prl_source *sources;          int32_t source_count;
  const prl_measure *measures;        int32_t measure_count;
  const prl_commitment *commitments;  int32_t commitment_count;
  const prl_item *items;              int32_t item_count;
  const prl_rule *rules;              int32_t rule_count;
  const prl_list *lists;              int32_t list_count;
  const prl_weights *weights;         int32_t weights_count;
  const prl_group *groups;            int32_t group_count;
} prl_dossier_view;

/** Two or more accounts of one thing, and which of them the record uses. */
typedef struct prl_conflict {
  const char *entry;        /* "us-ieepa-reciprocal, step 4" */
  const char *field;        /* "first day", "until", "rate", "quantity", "place", "framing", "status" */
  const char *const *values;              /* as text, the one used first */
  const prl_source *const *sources;       /* of each value */
  int32_t count;
  const char *why;          /* the rule that chose, in words; or that the entry departs from it */
  bool departs;             /* the entry uses another value than the rule gives and says no `prefer:` */
  prl_place place;
} prl_conflict;
/** All conflicts of a dossier, in the order of its files. Owned by *out until prl_conflicts_free. */
typedef struct prl_conflicts prl_conflicts;
prl_status prl_conflicts_new(prl_conflicts **out, const prl_dossier *dossier, prl_error *err);
const prl_conflict *prl_conflicts_look(int32_t *count, const prl_conflicts *conflicts);
void prl_conflicts_free(prl_conflicts *conflicts);

/** Called for every problem found, in the order of the files; return false to stop. */
typedef bool prl_problem_sink(void *context, const prl_error *problem);

/** Read a dossier. Stops at the first error, which has file, line and column. */
prl_status prl_dossier_open(prl_dossier **out, const char *path, prl_error *err);
/** Read it and report every problem instead of the first; returns how many, or < 0 when the folder cannot be read at all. */
int32_t prl_dossier_check(const char *path, prl_problem_sink *sink, void *context, prl_error *err);
void prl_dossier_free(prl_dossier *dossier);
prl_dossier_view prl_dossier_look(const prl_dossier *dossier);
const prl_measure *prl_dossier_measure(const prl_dossier *dossier, const char *id); /* NULL when absent */
const prl_item *prl_dossier_item(const prl_dossier *dossier, const char *id);
const prl_party *prl_dossier_party(const prl_dossier *dossier, const char *id);
const prl_group *prl_dossier_group(const prl_dossier *dossier, const char *id);
/** The zone of the party `code` is or belongs to; UTC when none. */
prl_zone prl_dossier_zone(const prl_dossier *dossier, const char *code);
/** The first day on which a step of any measure may begin; the horizon's day when there is none. */
prl_day prl_dossier_begins(const prl_dossier *dossier);

/* ---- as of ------------------------------------------------------------------------------------------------------------ */

/** A question's two clocks. A day is asked at its last moment in the zone of the party that acts, so that what begins at
 *  13:01 on that day counts; an instant is asked as it is. */
typedef struct prl_asof {
  prl_when date;  /* valid time: DAY or INSTANT */
  prl_when known; /* knowledge time; NONE = the same as date */
} prl_asof;
/** Both from text; VALUE for a vague date. `known` may be NULL. */
prl_status prl_asof_parse(prl_asof *out, const char *date, const char *known, prl_error *err);
/** Is the question past the horizon? (either clock may be) */
bool prl_asof_beyond(const prl_dossier *dossier, const prl_asof *asof);

typedef struct prl_standing { /* what the record says of one measure at one moment */
  const prl_measure *measure;
  const prl_step *step;     /* the step that holds, the last sure one when the state is unknown; NULL when none does yet */
  prl_state state;          /* STATE_UNKNOWN when vague dates leave it open */
  prl_truth in_force;       /* does it bite: in force, or suspended with a residue above 0 */
  bool has_rate, by_line;   /* of the rate in force; both false when nothing bites */
  double rate;              /* rate in force: 0 when nothing bites, NaN when by line, not known or the state is unknown */
  double rate_low, rate_high; /* equal to rate unless vague dates leave two steps possible */
  prl_when since, until;    /* of the state; until NONE = open; a snap-back date counts as until */
  const char *why;          /* for unknown, disputed and what is scheduled past the horizon: in words; "" else */
} prl_standing;
/** @param out  length measure_count, in the dossier's order: one standing for every measure (NOT_YET when it is not known of or not begun) */
void prl_standing_all(prl_standing *out, const prl_dossier *dossier, const prl_asof *asof);
prl_standing prl_standing_of(const prl_dossier *dossier, const prl_measure *measure, const prl_asof *asof);

/* ---- scenarios ---------------------------------------------------------------------------------------------------------- */

typedef struct prl_scenario prl_scenario;
typedef struct prl_scenario_view {
  const char *path, *world;  /* world: a shipped name or a path */
  prl_elasticities elasticities; /* of trade */
  prl_assumptions assumptions;
  prl_deficits deficits;
  const char *base;          /* "zero", or a dossier whose policy in the world's base year is the base */
  const char *policy;        /* "" or a dossier's name ... */
  prl_asof policy_at;        /* ... and the date after '@' */
  const prl_change *changes;
  int32_t change_count;
} prl_scenario_view;
prl_status prl_scenario_open(prl_scenario **out, const char *path, prl_error *err);
void prl_scenario_free(prl_scenario *scenario);
prl_scenario_view prl_scenario_look(const prl_scenario *scenario);

#ifdef __cplusplus
}
#endif
#endif
