/* import.h -- what the importers share: where the tables are, who stands in them, and how their numbers become a world.
 *
 * An importer reads names (names.c) and the text about the data (about.c), fills trade and use of a blank world from tables
 * (grid.c: two keys and a column a region or sector; panel.c: one key; long.c: keys and one value; wide.c: one large table), and lets
 * settle.c make the accounts hold. Every function returns a status and names the place at fault in source->err. */
#ifndef PRL_WORLD_IMPORT_H
#define PRL_WORLD_IMPORT_H

#include "inside.h"

#include "parley/table.h"

enum { PRL_LONGEST_PATH = 4096 };

typedef struct prl_source {
  const char *path; /* file or folder, as the caller gave it */
  const prl_import_options *options;
  prl_repairs *repairs; /* may be NULL */
  double **tariffs;     /* may be NULL: not wanted */
  prl_map *sector_ids;  /* other names sectors have in the tables (column id), or NULL */
  prl_error *err;
  char found[PRL_LONGEST_PATH]; /* the file looked for last; "" = not there */
} prl_source;

/* ---- repairs.c */
#define PRL_REPAIR_LIST(X)                                                                                                                 \
  X(NEGATIVE_TRADE, "negative trade set to zero")                                                                                          \
  X(NEGATIVE_USE, "negative use, or share of inputs, set to zero")                                                                         \
  X(UNSUPPLIED_USE, "use without a supplier set to zero")                                                                                  \
  X(UNSOLD_INPUTS, "inputs of a sector without sales set to zero")                                                                         \
  X(COST_ABOVE_OUTPUT, "inputs above 99 % of output scaled to 99 %")                                                                       \
  X(ROW_GAP, "output of the source replaced by the sum of its sales")                                                                      \
  X(VALUE_ADDED_GAP, "value added of the source replaced by output less inputs")                                                           \
  X(RAISED_OUTPUT, "output raised to exports")                                                                                             \
  X(SHARES_SCALED, "input shares scaled to sum to one")                                                                                    \
  X(NO_SHARES, "no input shares: all of output taken as value added")                                                                      \
  X(STOCKS_AT_HOME, "change in stocks added to sales at home")                                                                             \
  X(STOCKS_ABROAD, "stocks run down beyond sales at home taken off all sales")

typedef enum prl_repair_rule {
#define PRL_X(name, text) PRL_REPAIR_##name,
  PRL_REPAIR_LIST(PRL_X)
#undef PRL_X
} prl_repair_rule;

/** Note one; false when out of memory. Nothing happens, and true, when `repairs` is NULL. */
bool prl_repairs_add(prl_repairs *repairs, prl_repair_rule rule, const char *region, const char *sector, const char *partner, double before,
                     double after);

/** As few digits as give x back exactly: 15, 16 or 17 (repairs.c). */
int prl_digits_of(double x);

/* ---- folder.c */
/** STEM in one of its three forms into source->found. One must be there unless it is optional (then found is ""). A file given as an
 *  option goes before the folder's own sectors, regions or countries, and about. */
prl_status prl_source_find(prl_source *source, const char *stem, bool required);
/** The status, with the place of a cell put into the error. Row -1 is the header. */
prl_status prl_at_cell(prl_status status, const prl_table *table, int64_t row, int32_t column, prl_error *err);

/* ---- names.c */
typedef struct prl_names_form {
  const char *regions;     /* stem of the table of regions */
  const char *sector_code; /* column of the codes of sectors where there is none called code */
  const char *goods;       /* column of 1 and 0; NULL = all sectors are goods */
} prl_names_form;
/** A blank, sealed world with the names of sectors.csv and of the regions' table. */
prl_status prl_names_read(prl_world **out, prl_source *source, const prl_names_form *form);
/** Names and goods of a world from the options' tables, instead of those it has; nothing where there are none. */
prl_status prl_names_dress(prl_world *world, prl_source *source);
/** Index by id, or by the other name a sector has in the tables; -1. Not by the code of a member: tables are written in ids. */
int32_t prl_index_of(const prl_source *source, const prl_world *world, bool sector, const char *code);
prl_status prl_no_such_code(const prl_world *world, bool sector, const char *code, prl_error *err);
static inline int32_t prl_count_of(const prl_world *w, bool sector) { return sector ? w->sectors : w->regions; }
static inline const char *prl_id_of(const prl_world *w, bool sector, int32_t at) { return sector ? w->sector_id[at] : w->region_id[at]; }
/** 1 goods, 0 services, -1 not known, of a sector called by its ISIC Rev. 4 section or division: A B C are goods. */
int prl_isic_goods(const char *code);

/* ---- about.c */
/** Title, source, licence and so on: the folder's about (when in_folder), over it the options'. The id is the path's last name if none
 *  is given. */
prl_status prl_about_read(prl_world *world, prl_source *source, bool in_folder);

/* ---- grid.c */
typedef struct prl_grid_form {
  const char *stem, *keys[2];    /* file, names of the key columns */
  bool sector[2], sector_across; /* whether a key, and the columns, are sectors (else regions) */
  bool negative;                 /* may cells be below zero */
} prl_grid_form;
/** cells[first][second][across] from a table with a row for every pair and a column for every region or sector. */
prl_status prl_grid_fill(double *cells, const prl_world *world, prl_source *source, const prl_grid_form *form);

/* ---- panel.c */
/** cells[n][s] from a table with a row a sector and a column a region. */
prl_status prl_panel_fill(double *cells, const prl_world *world, prl_source *source, const char *stem);

/* ---- long.c */
typedef struct prl_long_form {
  const char *stem, *keys[3]; /* in the order of the axes; NULL behind the last */
  bool sector[3];             /* whether a key is a sector */
  const char *value;          /* its column */
  double scale;               /* what a value is multiplied with */
  double least;               /* values below are refused */
  double absent;              /* what a cell without a row is */
} prl_long_form;
/** cells[a][b][c] (or fewer axes); source->found is "" and nothing is touched where an optional file is not there. */
prl_status prl_long_fill(double *cells, const prl_world *world, prl_source *source, const prl_long_form *form, bool required);
/** Base tariffs by a long form into *source->tariffs, where they are wanted and there are any. */
prl_status prl_tariffs_fill(const prl_world *world, prl_source *source, const prl_long_form *form);

/* ---- home.c */
/** Sales at home = output - exports, exports themselves where they exceed it (a repair). output[n][s]; trade's diagonal is written. */
prl_status prl_sales_at_home(prl_world *world, double *output, prl_source *source);
/** Negative shares become zero, noted; then use[n][k][s] = share[n][k][s] (1 - value_added_share[n][s]) output[n][s]; a column of shares
 *  that does not sum to one is scaled. share is world->use itself. */
prl_status prl_use_from_shares(prl_world *world, const double *value_added_share, const double *output, prl_source *source);

/* ---- stocks.c */
/** change[i][s], NaN = none, into the sales of the cell. */
prl_status prl_stocks_settle(prl_world *world, const double *change, prl_source *source);

/* ---- settle.c */
/** Residual accounts without a repair: refuses, by name, inputs above output and use without a supplier. */
prl_status prl_settle_strictly(prl_world *world, prl_source *source);
/** Repair what the accounts cannot hold, then the residuals. output, value_added: the source's, [n][s], NaN where it has none; NULL =
 *  none. */
prl_status prl_settle(prl_world *world, const double *output, const double *value_added, prl_source *source);

/* ---- wide.c */
typedef struct prl_wide_form {
  const char *scheme;
  const char *const *final;       /* categories of final demand, NULL behind the last */
  const char *const (*parts)[2];  /* code of a part, the region it is summed to; NULL behind the last; NULL = none */
  int (*goods)(const char *code); /* 1, 0, -1 = not known */
} prl_wide_form;
prl_status prl_wide_import(prl_world **out, prl_source *source, const prl_wide_form *form);

/* ---- the formats: each makes a world of source->path */
prl_status prl_import_tidy(prl_world **out, prl_source *source);
prl_status prl_import_icio(prl_world **out, prl_source *source);
prl_status prl_import_wiod(prl_world **out, prl_source *source);
prl_status prl_import_cp2015(prl_world **out, prl_source *source);
prl_status prl_import_ossa2014(prl_world **out, prl_source *source);
prl_status prl_import_flows(prl_world **out, prl_source *source);

#endif
