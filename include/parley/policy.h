/* policy.h -- from measures on product lines to what a flow of the world pays.
 *
 * A line is a product of one origin in one destination: an HS code, its sector, its share of the pair's trade in that
 * sector. Layers in force on a line stack (they add; one layer counts once, at its highest rate; stacking rules switch
 * layers off, with their reason). The lines of a flow that pay the same before and after are merged into a class: the model
 * keeps sums over lines, not average rates. */
#ifndef PARLEY_POLICY_H
#define PARLEY_POLICY_H

#include "parley/record.h"
#include "parley/world.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- wedges: all the model ever sees of policy -------------------------------------------------------------------- */

typedef struct prl_rates { /* fractions: 0.25 = 25 % */
  double tariff;     /* of the border value, to the destination's government */
  double export_tax; /* of the producer's price, to the origin's government */
  double friction;   /* of the value, burnt: delivered cost rises by 1 + friction */
  bool banned;       /* no trade at all */
} prl_rates;

typedef struct prl_class { /* lines of one flow that pay the same */
  double weight;           /* share of the flow at border value before duty; a flow's classes, added in order, sum to 1 (largest last) */
  prl_rates base, now;
  int32_t quota;           /* 0 = none; else its quantity, with that of the flow's other classes of the same number, is limited by quotas[quota - 1] */
  int32_t purchase;        /* 0 = none; else it counts towards purchases[purchase - 1] */
} prl_class;

/** Who owns what a quantity limit makes scarce. Firms and state of one region share its household; they are told apart in reports. */
#define PRL_RENT_LIST(X) \
  X(DESTINATION, "destination") X(ORIGIN, "origin") X(DESTINATION_FIRMS, "destination-firms") X(ORIGIN_FIRMS, "origin-firms") X(BURNT, "burnt")
typedef enum prl_rent {
#define PRL_X(name, word) PRL_RENT_##name,
  PRL_RENT_LIST(PRL_X)
#undef PRL_X
} prl_rent;
const char *prl_rent_word(prl_rent rent);

/** Classes of one flow together may not exceed a quantity: quota, licensed share, tariff-rate quota. */
typedef struct prl_quota {
  double limit;  /* times their base quantity, > 0 */
  double top;    /* the most the limit can add to the users' price, fraction: infinity for a quota, (1 + out-of-quota duty) / (1 + in-quota duty) - 1
                    for a tariff-rate quota, beyond which quantity is free again */
  prl_rent rent; /* at `top` of a tariff-rate quota too: the duty collected on every unit, for the owner named here */
} prl_quota;

/** A promise to buy: the base-weighted quantity of its classes, over any flows of one buyer, is at least `floor` times the base's. Kept by a subsidy at one rate on all
 *  of them, paid by the buyer's state; none where trade is enough by itself. */
typedef struct prl_purchase {
  double floor; /* > 0 */
} prl_purchase;

typedef struct prl_wedge { /* one flow that pays something, in the base or now */
  int32_t sector, destination, origin;
  int32_t first, count;    /* its classes: classes[first .. first+count) */
} prl_wedge;

/** Sparse: flows that are not listed pay nothing, before and after. Sorted by sector, destination, origin. A flow at home (destination = origin)
 *  may carry an export tax only: with the same on all other destinations it is a tax, or below zero a subsidy, on production. */
typedef struct prl_wedges {
  const prl_wedge *wedges;
  int32_t wedge_count;
  const prl_class *classes;
  int32_t class_count;
  const prl_quota *quotas;
  int32_t quota_count;
  const prl_purchase *purchases;
  int32_t purchase_count;
} prl_wedges;

/* ---- product lines --------------------------------------------------------------------------------------------------- */

/** The lines of every pair of regions the dossier has product trade for, placed in the sectors of one world. */
typedef struct prl_lines prl_lines;
/** Dossier and world are borrowed and must outlive the lines.
 *  @param dossier      NULL: no product lines, only whole sectors (scenario without a dossier)
 *  @param concordance  path of a CSV with columns hs6, sector in the world's scheme; NULL: no product lines (the dossier's lists
 *                      then stand in the coverage as not priced)
 *  Errors: those of prl_table_read; VALUE (a code that is not 6 digits, a negative value, a concordance for another scheme). */
prl_status prl_lines_new(prl_lines **out, const prl_dossier *dossier, const prl_world *world, const char *concordance, prl_error *err);
void prl_lines_free(prl_lines *lines);

typedef struct prl_lines_view {
  int32_t pairs;       /* pairs of regions with product trade */
  int32_t lines;       /* product lines over all pairs */
  double value;        /* of the weights that were placed, in their own unit */
  double no_sector;    /* dropped: the concordance has no sector of the world for the code, or one of services */
  double no_region;    /* dropped: the world does not know the importer or the origin */
} prl_lines_view;
prl_lines_view prl_lines_look(const prl_lines *lines);

/* ---- a policy: the record on a date, with changes ------------------------------------------------------------------------ */

/** What of a measure or a change could not be turned into wedges, and why; and how much of the flow the rest covers. */
typedef struct prl_coverage {
  const char *id;        /* measure id, or "change 3" */
  const char *origin, *destination; /* region ids; "" when the entry was not placed at all */
  double share;          /* of the pair's goods trade covered, 0..1 */
  double split;          /* part of `share` in headings whose lines are treated differently: split by number of lines */
  bool priced;
  const char *why;       /* when not priced: "the sources do not say which goods" ... */
} prl_coverage;

/** Does the model have this instrument? NULL when it does, else why not. */
const char *prl_instrument_lack(prl_instrument instrument);

typedef struct prl_policy prl_policy;
/** The record's policy on a date over the world of `lines`, then `changes` on top (may be NULL, 0).
 *  @param asof     NULL: nothing of the record, only the changes
 *  Errors, each at the change's place: UNKNOWN_ID (region, sector), VALUE (rate of -100 % or less, `by` among `on`, product codes
 *  without product trade), NOT_PRICED (a FLOW change whose instrument the model lacks).
 *  A measure that cannot be priced is never an error: it stands in the coverage. */
prl_status prl_policy_new(prl_policy **out, const prl_lines *lines, const prl_asof *asof, const prl_change *changes, int32_t change_count,
                          prl_error *err);
void prl_policy_free(prl_policy *policy);
const prl_coverage *prl_policy_coverage(int32_t *count, const prl_policy *policy);

/** Join a base and a new policy over the same lines into wedges. Owned by *out. */
typedef struct prl_joined prl_joined;
prl_status prl_policy_join(prl_joined **out, const prl_policy *base, const prl_policy *now, prl_error *err);
prl_wedges prl_joined_wedges(const prl_joined *joined);
/** Who set a limit or a promise of the wedges, and on what. */
typedef struct prl_bound {
  const char *id;                      /* of the measure, or "change 3" */
  int32_t sector, destination, origin; /* -1 = several: a promise over many flows */
  bool rated;                          /* a tariff-rate quota: beyond the limit a duty is paid */
} prl_bound;
/** By quota, then by promise: wedges.quota_count + wedges.purchase_count of them. Live as long as the joined policies. */
const prl_bound *prl_joined_bounds(const prl_joined *joined);
void prl_joined_free(prl_joined *joined);

/* ---- every product line of an importer --------------------------------------------------------------------------------- */

typedef struct prl_line_rate {
  const char *hs;          /* 6 digits, or the longer codes of the record that split the heading */
  const char *origin;      /* region of the world */
  const char *member;      /* country of that region when measures single it out; "" = the rest of the region, or all of it */
  double mfn;              /* percent; NaN where the record has none for the line */
  double added;            /* percent over MFN: what is sure, stacked */
  double value;            /* product trade, in the unit of the weights; of a split heading its equal part */
  bool open;               /* some tariff on it may be in force, or is at a rate not known, and is left out of `added` */
} prl_line_rate;

/** What every product line of one importer pays on a date, from all partners; sorted by origin, sector, member, code. Lines without product
 *  trade are not there. @param importer  party or region code
 *  Errors: UNKNOWN_ID (importer), MISSING (lines without a dossier), VALUE (no product trade into it). */
typedef struct prl_line_rates prl_line_rates;
prl_status prl_line_rates_new(prl_line_rates **out, const prl_lines *lines, const char *importer, const prl_asof *asof, prl_error *err);
const prl_line_rate *prl_line_rates_look(int32_t *count, const prl_line_rates *rates);
void prl_line_rates_free(prl_line_rates *rates);

/** Import-weighted average tariff, day by day:  average = sum value x rate / sum value  over the lines with product trade. The weights stay
 *  those of the dossier's year, so the average moves with the measures alone. Bans, export taxes and frictions are no part of it. */
typedef struct prl_series prl_series;
typedef struct prl_series_view {
  const prl_day *day;      /* length count: every day in [from, until) */
  const double *added;     /* percent over MFN */
  const double *total;     /* with the ordinary duty where the record has it */
  const double *mfn_share; /* share of the value for which it has; below 1 `total` is too low by the ordinary duty of the rest */
  const double *open;      /* share of the value on which some tariff may be in force, or is at a rate not known: above 0, a lower bound */
  int32_t count;
  int32_t worked;          /* days on which the rates were worked out anew; the others repeat the day before */
  double value;            /* sum of the weights */
} prl_series_view;
/** @param origin  party or region code; NULL = all partners
 *  @param known   the clock of knowledge: NULL = the dossier's horizon, what is known now; kind NONE = each day itself, what was known
 *                 then; else a day or an instant
 *  Errors: those of prl_line_rates_new; UNKNOWN_ID (origin); VALUE (from >= until, no product trade from that origin, an origin whose lines
 *  are not told apart from its region's). */
prl_status prl_series_new(prl_series **out, const prl_lines *lines, const char *importer, const char *origin, prl_day from, prl_day until,
                          const prl_when *known, prl_error *err);
prl_series_view prl_series_look(const prl_series *series);
void prl_series_free(prl_series *series);

/* ---- elasticities ------------------------------------------------------------------------------------------------------------ */

typedef enum prl_elasticity {
  PRL_ELASTICITY_TRADE,
  PRL_ELASTICITY_HOME,
  PRL_ELASTICITY_VALUE_ADDED,
  PRL_ELASTICITY_MATERIALS,
  PRL_ELASTICITY_FINAL,
  PRL_ELASTICITY_SCALE
} prl_elasticity;
const char *prl_elasticity_table(prl_elasticity which); /* file name of the shipped table that names refer to */
const char *prl_elasticity_word(prl_elasticity which);  /* "elasticity among materials" */

/** An elasticity by sector of `world` (length S; FINAL: one number), from a number, a name in the shipped table or a file, with overrides by
 *  sector.
 *  @param table  path of the shipped table; used when `column` is set
 *  Errors, at the place it was written: UNKNOWN_ID (name, sector), MISSING (a sector without a value), VALUE (out of range), those of
 *  prl_table_read. */
prl_status prl_elasticity_of(double *out, prl_elasticity which, const prl_elasticities *elasticities, const prl_world *world, const char *table,
                             prl_error *err);
/** That of trade. */
prl_status prl_theta(double *theta, const prl_elasticities *elasticities, const prl_world *world, const char *table, prl_error *err);

/* ---- one product, explained --------------------------------------------------------------------------------------------- */

typedef struct prl_rate_layer {
  const prl_standing *standing;
  double rate;        /* percent; NaN when unknown */
  bool applied;
  prl_truth covered;  /* is the line among the measure's goods? UNKNOWN: the code is shorter than the list's, or the goods are unknown */
  const char *heading; /* legal heading in the tariff: the list line's, else the measure's; "" */
  char why[200];
} prl_rate_layer;

typedef struct prl_rate {
  double mfn;              /* percent; NaN when the record has none */
  double added;            /* percent over MFN: what is sure, stacked; layers whose application is unknown left out */
  double added_low, added_high; /* equal unless some layer's application is unknown; high NaN: a rate in force is not known */
  prl_rate_layer *layers;  /* every measure of the importer on this origin that is in force on the date, applied or not */
  int32_t layer_count;
  prl_standing *standings; /* owner of what the layers point to */
} prl_rate;

/** The stacked duty on one product. @param hs  4 to 10 digits, dots allowed; from, to: party or region codes
 *  @param exported  when the goods were exported, for duties that spare goods in transit (asof is the date they enter); NULL: not told,
 *                   taken as later than any such clause, which `why` then tells */
prl_status prl_rate_of(prl_rate *out, const prl_dossier *dossier, const char *hs, const char *from, const char *to, const prl_asof *asof,
                       const prl_when *exported, prl_error *err);
void prl_rate_free(prl_rate *rate);
/** Is it a duty left out of `added` that may apply, for all that is known? */
bool prl_rate_open(const prl_rate_layer *layer);

/* ---- one product over time ----------------------------------------------------------------------------------------------- */

/* what a duty does to the rate: nothing; perhaps something; it counts */
typedef enum prl_part { PRL_PART_NONE, PRL_PART_OPEN, PRL_PART_COUNTS } prl_part;

typedef struct prl_rate_move { /* a duty whose part or rate is another than on the turn before */
  const prl_measure *measure;
  prl_part was, is;
  double rate_was, rate;   /* percent; NaN when not known, and while it does nothing */
  const char *why;         /* of what it does now: "suspended", "on list ..." */
} prl_rate_move;

typedef struct prl_rate_turn { /* a day on which the rate, its bounds or a duty's part in it changes */
  prl_day day;
  double mfn, added, added_low, added_high; /* as in prl_rate, from this day on */
  const prl_rate_move *moves;               /* on the first turn: from nothing */
  int32_t move_count;
} prl_rate_turn;

/** The stacked duty on one product from `first` to `last`, both included: `first`, then every day on which something changes. On each the
 *  answer is that of prl_rate_of. @param known  the clock of knowledge
 *  Errors: those of prl_rate_of; VALUE (last before first). */
typedef struct prl_rate_turns prl_rate_turns;
prl_status prl_rate_turns_new(prl_rate_turns **out, const prl_dossier *dossier, const char *hs, const char *from, const char *to,
                              prl_day first, prl_day last, const prl_when *known, prl_error *err);
const prl_rate_turn *prl_rate_turns_look(int32_t *count, const prl_rate_turns *turns);
void prl_rate_turns_free(prl_rate_turns *turns);

#ifdef __cplusplus
}
#endif
#endif
