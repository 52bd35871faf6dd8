/* inside.h -- how a paper is added: read its inputs, solve its experiments, give the value of one cell. The rest (replicate.c, printed.c)
 * is common. */
#ifndef PRL_REPLICATE_INSIDE_H
#define PRL_REPLICATE_INSIDE_H

#include "parley/replicate.h"
#include "parley/table.h"

/** What every paper's experiments are solved with, and how well they were. */
typedef struct prl_solves {
  const prl_solver_options *options; /* NULL = the defaults */
  int32_t count;
  prl_accuracy worst; /* of residual and walras; sums of evaluations and seconds */
} prl_solves;
void prl_solves_add(prl_solves *solves, const prl_accuracy *accuracy);

/** One question of the reference. */
typedef struct prl_question {
  const char *experiment, *quantity, *country, *sector;
} prl_question;
typedef struct prl_answer {
  double value, equilibrium; /* as the article makes it; at the equilibrium of its model: the same unless its solution was none */
  const char *what, *unit;   /* static */
} prl_answer;

/** A paper: what is said of it, and its steps. */
typedef struct prl_paper_steps {
  prl_paper paper;
  /** UNKNOWN_ID when the paper has no such experiment, quantity, country or sector; before anything is solved. */
  prl_status (*check)(const prl_question *question, prl_error *err);
  /** @param state  out: the solved experiments, in the arena */
  prl_status (*solve)(void **state, prl_arena *arena, const char *data, prl_solves *solves, prl_error *err);
  prl_status (*answer)(prl_answer *out, const void *state, const prl_question *question, prl_error *err);
} prl_paper_steps;
extern const prl_paper_steps prl_paper_cp2015;

/* ---- printed.c */
typedef struct prl_printed {
  prl_question question;
  const char *table, *text; /* as printed */
  prl_agreement reason;     /* why it is known not to be ours; DIFFERS = not known */
  double exact;             /* what is ours then; NaN */
  int64_t row;              /* of the reference */
} prl_printed;
/** Texts live as long as the table. */
prl_status prl_printed_read(prl_table **table, prl_printed **out, int32_t *count, prl_arena *arena, const char *path, prl_error *err);
prl_agreement prl_printed_agree(const prl_printed *printed, double ours, double equilibrium);

/* ---- matrix.c */
/** A text file of numbers, blanks between them and nothing else, `rows` lines of `columns`, into out[rows x columns] times `scale`. */
prl_status prl_matrix_read(double *out, const char *path, int32_t rows, int32_t columns, double scale, prl_error *err);

#endif
