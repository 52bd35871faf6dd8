/* duties.h -- the tariffs on the product lines of one importer, as the files of this folder share them. The head of
 * duties.c has the way. */
#ifndef PARLEY_POLICY_DUTIES_H
#define PARLEY_POLICY_DUTIES_H

#include "settle.h"

typedef struct prl_column { /* the goods of a measure while its list's dates stand still */
  int32_t measure;
  const prl_cover *cover;
  prl_instant from, until; /* half-open */
} prl_column;

typedef struct prl_branch { /* a group of lines: its parent's that the column covers at one level */
  int32_t parent, column;
  uint16_t level;
} prl_branch;

typedef struct prl_duties {
  prl_arena *arena;
  const prl_lines *lines;
  int32_t destination;
  int32_t first, count; /* the importer's lines */
  int32_t *group;       /* by line of the importer: branch; 0 = lines that nothing covers */
  prl_branch *branches;
  int32_t branch_count, branch_capacity;
  int32_t *child;      /* scratch */
  prl_column *columns; /* by measure, then time */
  int32_t column_count, column_capacity;
  const char **never; /* by measure */
  bool *somebody;     /* by measure: it hits somebody, the sources do not say whom */
  /* the question at hand */
  prl_standing *standings;
  prl_force *forces; /* by measure */
  bool *active;      /* by column: in its time */
  bool asked;
  prl_stacked *entries;
  prl_stack_space space;
} prl_duties;

/** Group the lines for questions about the days from `first` to `last`. Errors: UNKNOWN_ID (importer), MISSING (no dossier), VALUE (no
 *  product trade). */
prl_status prl_duties_new(prl_duties **out, const prl_lines *lines, const char *importer, prl_day first, prl_day last, prl_error *err);
void prl_duties_free(prl_duties *duties);
/** Take the record's answer to a question; false when no rate can differ from the question before. */
bool prl_duties_ask(prl_duties *duties, const prl_asof *asof);
/** What a group pays by the last answer; mfn is NaN where the record holds none.
 *  @param open  out: some tariff on it may be in force, or is at a rate not known, and is left out */
prl_total prl_duties_of(bool *open, prl_duties *duties, int32_t branch);

/** Days on which something written may change: bounds of the steps' dates and of the list lines', and with `known` those on which a step
 *  becomes known. Unsorted; caller frees *days. */
prl_status prl_duties_changes(prl_day **days, int32_t *count, const prl_duties *duties, bool known, prl_error *err);

#endif
