/* lines.h -- the product lines of a world, as the files of this folder share them.
 *
 * A product is a whole sector (index 0 .. S-1) or a code (from S on, sorted by key). A line is a product of one origin in one
 * destination with its share of the pair's trade in the product's sector. Where measures single out a country that is only
 * part of a region, its lines are kept apart from the region's others: member 0 is "the rest", members[k] a country. */
#ifndef PARLEY_POLICY_LINES_H
#define PARLEY_POLICY_LINES_H

#include "hs.h"
#include "stack.h"

#define PRL_LEVEL_OPEN UINT16_MAX /* whether the product counts, or at which rate, is not known */

typedef struct prl_cover { /* what a measure's goods are, product by product */
  uint16_t *level;         /* by product: 0 not covered, k = covered at rate[k], OPEN */
  double *rate;            /* by level; the list's own rate in percent, NaN when it has none */
  int32_t levels;          /* levels 1 .. levels are in use */
  const char *why;         /* NULL, or why the goods cannot be told at all in this world */
} prl_cover;

typedef struct prl_act {     /* a measure or change on one flow */
  int32_t pair;              /* destination * N + origin */
  int32_t measure;           /* index in the record */
  int32_t member;            /* 0 = the whole flow; else only the lines of that member */
  const char *why;           /* not NULL: cannot be priced on this flow */
  double share, split, open; /* of the pair's goods trade; only for measures with a settled cover */
} prl_act;

typedef struct prl_acts {
  prl_act *at;
  int32_t count, capacity;
} prl_acts;

typedef struct prl_pair {
  int32_t first, count; /* its lines; a pair without product trade has one line for every sector */
  bool traded;          /* has product trade */
  int32_t first_act, act_count;
} prl_pair;

struct prl_lines {
  prl_arena *arena;
  const prl_dossier *dossier;
  prl_dossier_view record; /* zero without a dossier */
  const prl_world *world;
  prl_world_view look;
  prl_lines_view view;
  int32_t products;
  uint64_t *key;             /* by product; 0 for whole sectors */
  int32_t *sector;           /* by product */
  int32_t *product, *member; /* by line; sorted by pair, sector, member, product */
  double *weight;            /* by line; sums to 1 within pair and sector */
  double *value;             /* by line: its product trade, in the unit of the weights; 0 where a whole sector stands for want of any */
  bool *follows;             /* by line: of the heading and member of the line before it, in the same pair */
  prl_pair *pairs;           /* by destination * N + origin */
  double *goods_trade;       /* by pair: base trade in goods */
  const char **members;      /* [0] = "" */
  int32_t member_count;
  prl_map *member_of;   /* code -> index */
  prl_acts acts;        /* of every measure; sorted by pair, then measure */
  prl_cover *covers;    /* by measure; level NULL where the goods depend on the date */
  const char **unknown; /* by measure: a code of by or on that this world lacks, or NULL */
  int32_t *flows;       /* by measure: on how many flows it acts */
  prl_stack stack;
};

/* ---- reach.c: whom a measure hits in this world ---- */

typedef struct prl_reach {
  const char *by;
  prl_names on;
  bool on_all, exports;
  bool home;           /* on one's sales at home too: a subsidy on production */
  const char *unknown; /* out: a code this world does not know, or NULL */
} prl_reach;
/** Append one act a flow (measure = index, why set where the flow is only partly hit; its text in the arena). `reach->unknown` tells
 *  the first unknown code. */
prl_status prl_reach_acts(prl_acts *out, prl_arena *arena, const prl_lines *lines, prl_reach *reach, int32_t index, prl_error *err);
/** Give every country that measures single out inside a region its member index. */
prl_status prl_reach_members(prl_lines *lines, prl_error *err);
prl_reach prl_reach_of_measure(const prl_measure *measure);
prl_reach prl_reach_of_change(const prl_change *change);
/** The region codes a party stands for, groups among them as written; the code itself when it is no party. */
prl_names prl_reach_regions(const prl_dossier *dossier, const char *const *code);
/** A region code as this world may know it: itself, or the members of the group it is when the world has no such region. */
prl_names prl_reach_in_world(const prl_lines *lines, const char *const *code);
/** Does a party or region code stand for that region of the world, or for part of it? */
bool prl_reach_touches(const prl_lines *lines, const char *const *code, int32_t region);
/** Regions that product trade under a region code belongs to: the one it is or lies in; of a group the regions its members make up, those
 *  they lie in where they make up none. Count 0 when the world knows nothing of it. *regions in the arena of the lines. */
prl_status prl_reach_places(const int32_t **regions, int32_t *count, const prl_lines *lines, const char *code, prl_error *err);

/* ---- goods.c: which products a description of goods covers ---- */

/** @param at  the moment list lines are asked at
 *  Fills cover (level and rate live in the arena). cover->why is set where this world cannot tell the goods. */
prl_status prl_goods_cover(prl_cover *cover, prl_arena *arena, const prl_lines *lines, const prl_goods *goods, prl_instant at,
                           const prl_zone *zone, prl_error *err);
bool prl_goods_need_codes(const prl_goods *goods);                               /* they name product codes or lists, here or in except */
bool prl_goods_dated(const prl_goods *goods);                                    /* some list line has dates of its own */
const char *prl_goods_no_sector(const prl_world *world, const prl_goods *goods); /* a sector the world lacks, or NULL */
prl_truth prl_goods_line_valid(const prl_line *line, prl_instant at, const prl_zone *zone);
/** The moment a question is asked at where the party with that zone acts. */
prl_instant prl_goods_moment(const prl_when *date, const prl_zone *zone);

/* ---- trade.c: product trade into lines ---- */

prl_status prl_trade_read(prl_lines *lines, const char *concordance, prl_error *err);

/* ---- codes.c: the longer codes that split a six-digit heading ---- */

typedef struct prl_codes {
  uint64_t *keys; /* sorted, distinct: more than six digits, or the rest of a heading under its own six */
  int32_t count;
} prl_codes;
/** @param acts_on  by measure: it acts on the flow in question. Codes of lists and measures that act only elsewhere belong to another
 *                  country's nomenclature and are left out; lists that no measure uses count everywhere. Caller frees keys.
 *  @param within   only codes that begin with this one's (at most six digits); 0 = all */
prl_status prl_codes_of(prl_codes *out, const prl_dossier_view *record, const bool *acts_on, uint64_t within, prl_error *err);

/* ---- share of a pair's goods trade under a cover ---- */

void prl_lines_share(prl_act *act, const prl_lines *lines, const prl_cover *cover);

#endif
