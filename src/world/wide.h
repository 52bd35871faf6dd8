/* wide.h -- a wide table while it is read: what each of its rows and columns stands for. wide.c fills the world, labels.c reads labels. */
#ifndef PRL_WORLD_WIDE_H
#define PRL_WORLD_WIDE_H

#include "import.h"

typedef enum prl_label_kind { PRL_LABEL_INDUSTRY, PRL_LABEL_FINAL, PRL_LABEL_OUTPUT, PRL_LABEL_VALUE_ADDED } prl_label_kind;

typedef struct prl_label {
  prl_label_kind kind;
  int32_t region, sector; /* -1 where it has none */
} prl_label;

typedef struct prl_wide {
  const prl_wide_form *form;
  prl_table *table;
  prl_arena *arena;           /* of row, column and the codes */
  prl_label *row, *column;    /* length rows; columns, of which the first is of labels */
  prl_map *regions, *sectors; /* codes to index, in the order of the rows */
  const char **region, **sector;
  int32_t region_count, sector_count;
} prl_wide;

/** Fill row, column and the codes of the table. UNKNOWN_ID, DUPLICATE, MISSING at the label's place. */
prl_status prl_labels_read(prl_wide *wide, prl_source *source);
/** A blank, sealed world with these codes. */
prl_status prl_labels_world(prl_world **out, const prl_wide *wide, prl_source *source);

#endif
