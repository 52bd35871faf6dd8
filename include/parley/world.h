/* world.h -- a balanced world: who sells what to whom, which sector uses which, and what is earned and spent, in one base year.
 *
 *   output[n,s]     = sum over destinations of trade[s][.][n]          absorption[n,s] = sum over origins of trade[s][n][.]
 *   output[n,s]     = sum_k use[n][k][s] + value_added[n][s]           absorption[n,k] = sum_s use[n][k][s] + final_demand[n][k]
 *   deficit[n]      = sum_s (absorption - output)[n,s] = sum_s final_demand[n][s] - sum_s value_added[n][s]
 *
 * All values in millions of current US dollars of the base year, basic prices (duties of the importer not included). */
#ifndef PARLEY_WORLD_H
#define PARLEY_WORLD_H

#include "parley/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct prl_world prl_world;

/** What is inside, for reading. Pointers live as long as the world. */
typedef struct prl_world_view {
  int32_t regions, sectors; /* N, S */
  const char *id, *title, *source, *licence, *notes; /* "" when none; source = the attribution it asks for */
  const char *scheme;       /* sector scheme a product concordance is chosen by, e.g. "sector22" */
  int32_t base_year;
  const char *const *region_id, *const *region_name; /* length N; ids are upper-case codes */
  const char *const *region_members; /* length N: space-separated codes a region is made of (itself when single) */
  const char *const *sector_id, *const *sector_name; /* length S */
  const uint8_t *goods;        /* length S: 1 = goods ("goods: all" means these), 0 = services */
  const double *trade;         /* [s][n][i]: sector, destination, origin; own sales on the diagonal */
  const double *use;           /* [n][k][s]: input k of sector s, over all origins */
  const double *value_added;   /* [n][s] */
  const double *final_demand;  /* [n][s]; may be negative (inventories), never clamped */
} prl_world_view;

/** A world file (.prlw), or a folder in the tidy form (see docs/worlds.md). FORMAT, VERSION, NO_FILE, UNBALANCED, VALUE ... */
prl_status prl_world_open(prl_world **out, const char *path, prl_error *err);
/** Plain text tables in the tidy form: the format "tidy" of prl_world_import_as, without options. */
prl_status prl_world_import(prl_world **out, const char *folder, prl_error *err);

/* ---- importing: tables of others to a balanced world; docs/worlds.md has every format and every rule ---- */

/** A value of a source that was changed because the accounts cannot hold it as it is. */
typedef struct prl_repair {
  const char *rule;                      /* what was done, one of the texts in docs/worlds.md */
  const char *region, *sector, *partner; /* partner: origin of a flow, input of a use, "" for an account of the cell */
  double before, after;
} prl_repair;
/** Those of one rule. */
typedef struct prl_repair_sum {
  const char *rule;
  int64_t cells;
  double moved;       /* sum of |after - before| */
  prl_repair largest; /* the one that moved most */
} prl_repair_sum;
typedef struct prl_repairs prl_repairs;
prl_repairs *prl_repairs_new(void); /* NULL when out of memory */
void prl_repairs_free(prl_repairs *repairs);
int64_t prl_repairs_count(const prl_repairs *repairs);
prl_repair prl_repairs_at(const prl_repairs *repairs, int64_t at); /* in the order they were made */
/** By rule, in the order rules were first used. @param out at least PRL_REPAIR_RULES; returns how many. */
#define PRL_REPAIR_RULES 12
int32_t prl_repairs_sums(prl_repair_sum *out, const prl_repairs *repairs);
/** CSV with the columns region, sector, partner, rule, before, after. */
prl_status prl_repairs_save(const prl_repairs *repairs, const char *path, prl_error *err);

/** Every field may be NULL: then what the source says counts. */
typedef struct prl_import_options {
  const char *id, *title;               /* of the world */
  const char *about, *sectors, *regions; /* CSV files: the tidy form's about, sectors and countries, instead of the source's own */
} prl_import_options;
/** @param repairs  grows by what was changed; NULL when the caller does not want to know
 *  @param tariffs  out: the base tariffs a source brings along, rate[s][n][i] as a fraction (axes of trade; caller frees with free()), NULL
 *                  when it has none; the parameter itself may be NULL
 *  @param format   one of prl_world_formats
 *  @param path     a file or a folder, as the format has it */
prl_status prl_world_import_as(prl_world **out, prl_repairs *repairs, double **tariffs, const char *format, const char *path,
                               const prl_import_options *options, prl_error *err);
/** Names of the formats, NULL at the end. */
extern const char *const prl_world_formats[];
/** CSV with the columns sector, importer, exporter, rate; pairs without a tariff are left out. */
prl_status prl_world_tariffs_save(const prl_world *world, const double *rate, const char *path, prl_error *err);

/* ---- other worlds from a world; all of them keep the identities ---- */

/** Sum regions. `group` has length N: index of the new region, 0..groups-1; ids and names of length groups. */
prl_status prl_world_aggregate(prl_world **out, const prl_world *world, const char *id, const char *title, const int32_t *group,
                               int32_t groups, const char *const *ids, const char *const *names, prl_error *err);
/** The same with the groups from a table: code, name (optional), members: codes separated by spaces, or * for all the rest. */
prl_status prl_world_aggregate_by(prl_world **out, const prl_world *world, const char *id, const char *title, const char *path,
                                  prl_error *err);
/** Sum sectors: `group` has length S. goods: length groups, 1 or 0. scheme: of the new sectors, "" when they follow none. */
prl_status prl_world_aggregate_sectors(prl_world **out, const prl_world *world, const char *id, const char *title, const int32_t *group,
                                       int32_t groups, const char *const *ids, const char *const *names, const uint8_t *goods,
                                       const char *scheme, prl_error *err);
/** The same from a table: as for regions, with an optional column goods (1 or 0) that must be there where members are of both kinds. */
prl_status prl_world_aggregate_sectors_by(prl_world **out, const prl_world *world, const char *id, const char *title, const char *scheme,
                                          const char *path, prl_error *err);

/** What balancing did. */
typedef struct prl_balance_account {
  int32_t given[4];      /* margins given: of output, absorption, value added, final demand */
  int32_t sweeps;        /* of the block that took most */
  double miss;           /* largest miss of a margin, relative to the margin, */
  char where[96];        /* and where */
  double trade, use, value_added, final_demand; /* sum of |after - before| over sum of |before| */
  double largest;        /* largest change of one flow relative to it, of the flows above a millionth of their block, */
  char at[96];           /* and which */
} prl_balance_account;
/** Move trade and use to given margins, biproportionally. margins: a CSV with the columns region, sector, margin, value; margin is
 *  output or absorption of a sector, or value_added or final_demand of a region (sector empty). One that is not given stays as it is.
 *  UNBALANCED, VALUE for margins nothing can meet, by name; NO_CONVERGENCE when the zeros of the world leave no way to meet them. */
prl_status prl_world_balance(prl_world **out, prl_balance_account *account, const prl_world *world, const char *id, const char *title,
                             const char *margins, prl_error *err);

/** What a split rests on: how much of the sector's trade between regions and at home was divided by which share, million US$. */
typedef struct prl_split_account {
  double pair, origin, destination, world; /* product trade of the pair itself, of the origin, of the destination, of the world */
  int64_t rows, unplaced;                  /* rows of product trade in the sector; of them, rows of regions the world does not have */
  double unplaced_value, value;            /* the same by value, in the unit of the file */
} prl_split_account;
typedef struct prl_split_request {
  const char *id, *title;
  const char *sector;      /* to divide */
  const char *parts;       /* CSV: code, name (optional), products: beginnings of HS codes separated by spaces, or * for all the rest */
  const char *trade;       /* CSV: exporter, importer, hs6, value (any unit: only shares count) */
  const char *concordance; /* CSV: hs6, sector */
  const char *rest;        /* region that codes unknown to the world belong to; NULL = they are left out, and counted */
  const char *concordance_out; /* NULL, or where the concordance of the new sectors is written */
} prl_split_request;
prl_status prl_world_split(prl_world **out, prl_split_account *account, const prl_world *world, const prl_split_request *request,
                           prl_error *err);

prl_status prl_world_save(const prl_world *world, const char *path, prl_error *err);
void prl_world_free(prl_world *world);

prl_world_view prl_world_look(const prl_world *world);
/** Index of a region by its id or by a member's code; of a sector by its id. -1 when absent. */
int32_t prl_world_region(const prl_world *world, const char *code);
int32_t prl_world_sector(const prl_world *world, const char *code);
/** Fill `err` with UNKNOWN_ID and the nearest spelling; returns the status. */
prl_status prl_world_no_region(const prl_world *world, const char *code, prl_error *err);
prl_status prl_world_no_sector(const prl_world *world, const char *code, prl_error *err);

/** One identity or rule, checked over the whole world. */
typedef struct prl_world_finding {
  const char *rule;   /* e.g. "output = sales" */
  bool passed;
  double largest;     /* largest miss relative to the larger side (or the value, for cell rules) */
  char where[96];     /* "CHN C26" of the largest miss */
  int64_t cells;      /* cells looked at */
  int64_t failures;   /* cells that break the rule */
  bool refuses;       /* breaking it makes the world unusable (else worth knowing: negative final demand ...) */
} prl_world_finding;
/** @param out  at least PRL_WORLD_RULES findings; returns how many were written, 0 when out of memory. */
#define PRL_WORLD_RULES 15
int32_t prl_world_check(prl_world_finding *out, const prl_world *world);

#ifdef __cplusplus
}
#endif
#endif
