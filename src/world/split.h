/* split.h -- what a split is made of: the parts and their products (parts.c), the trade in them (shares.c); split.c divides the world. */
#ifndef PRL_WORLD_SPLIT_H
#define PRL_WORLD_SPLIT_H

#include "inside.h"

#include "parley/table.h"

enum { PRL_MOST_PARTS = 64 };

typedef struct prl_parts {
  int32_t count;
  const char *code[PRL_MOST_PARTS], *name[PRL_MOST_PARTS]; /* borrowed from the table */
  prl_map *part_of;                                        /* hs6 of the sector to its part */
  prl_table *table, *concordance;
} prl_parts;

/** Parts, and which code of the sector is in which; free with prl_parts_free, also after an error. Every code is in one part. */
prl_status prl_parts_read(prl_parts *out, const prl_split_request *request, prl_error *err);
void prl_parts_free(prl_parts *parts);
/** The concordance with the parts in the place of the sector. */
prl_status prl_parts_concordance(const prl_parts *parts, const prl_split_request *request, const char *path, prl_error *err);

/** share[p][n][i] of the sector's flow from i to n; sums to one over p. The rows it rests on are counted in the account. */
prl_status prl_split_shares(double *share, prl_split_account *account, const prl_world *world, int32_t sector, const prl_parts *parts,
                            const prl_split_request *request, prl_error *err);

#endif
