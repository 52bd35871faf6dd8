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
/** Plain text tables in the tidy form: trade, intermediate_use, sectors, countries, optional about and accounts (.csv, .csv.gz, .csv.zst).
 *  value added and final demand are the residuals of the identities above, so that they hold exactly; accounts, when present,
 *  are compared and the largest miss is put in the notes. */
prl_status prl_world_import(prl_world **out, const char *folder, prl_error *err);
/** Sum regions. `group` has length N: index of the new region, 0..groups-1; ids and names of length groups. */
prl_status prl_world_aggregate(prl_world **out, const prl_world *world, const char *id, const char *title, const int32_t *group,
                               int32_t groups, const char *const *ids, const char *const *names, prl_error *err);
/** The same with the groups from a table: code, name (optional), members: codes separated by spaces, or * for all the rest. */
prl_status prl_world_aggregate_by(prl_world **out, const prl_world *world, const char *id, const char *title, const char *path,
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
#define PRL_WORLD_RULES 12
int32_t prl_world_check(prl_world_finding *out, const prl_world *world);

#ifdef __cplusplus
}
#endif
#endif
