/* replicate.h -- a published article's tables, cell by cell, against what the model gives from the article's own data.
 *
 * A paper is a set of inputs as its authors published them, and a table of what they printed (worlds/reference/PAPER.csv: facts, cited).
 * Every printed cell is computed, rounded to the digits printed, and compared; beside each cell that the article calls welfare and
 * computes by a linear formula stands the exact change of real income of the same equilibrium. docs/replicate.md says how each table comes
 * about. */
#ifndef PARLEY_REPLICATE_H
#define PARLEY_REPLICATE_H

#include "parley/model.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct prl_paper {
  const char *id;        /* cp2015 */
  const char *citation;  /* the article */
  const char *data;      /* regions and sectors of its inputs, in words */
  int32_t base_year;
  const char *base, *elasticities, *closure; /* what is assumed, in words */
  const char *reference; /* file of what is printed, below worlds/ */
} prl_paper;
/** The papers there are, by index; NULL past the last. */
const prl_paper *prl_paper_at(int32_t index);
/** By id; NULL and UNKNOWN_ID with the nearest spelling. */
const prl_paper *prl_paper_find(const char *id, prl_error *err);

/* X(name, matches the print, text); how a computed cell stands to the printed one */
#define PRL_AGREEMENT_LIST(X) \
  X(NOT_PRINTED, true, "not in the article: beside its linear formula") \
  X(DIGITS, true, "") \
  X(PADDED, true, "printed from three significant digits, padded with zeros") \
  X(STOPPED_EARLY, true, "the article's loop had stopped early: its equilibrium gives other digits") \
  X(ROUNDED_TWICE, false, "rounded twice in the article: first to one digit more, then to those printed") \
  X(MISPRINT, false, "taken for a misprint: the authors' own programs do not give it either") \
  X(DIFFERS, false, "no reason known")
typedef enum prl_agreement {
#define PRL_X(name, match, text) PRL_AGREEMENT_##name,
  PRL_AGREEMENT_LIST(PRL_X)
#undef PRL_X
  PRL_AGREEMENTS
} prl_agreement;
bool prl_agreement_matches(prl_agreement agreement);
const char *prl_agreement_text(prl_agreement agreement);
/** How `ours` stands to a printed decimal number: DIGITS, PADDED, ROUNDED_TWICE or DIFFERS. Halves are rounded away from zero. */
prl_agreement prl_agree(double ours, const char *printed);

/** One cell. Texts belong to the replication; country and sector are written as in the reference, "" when it has none. */
typedef struct prl_cell {
  const char *experiment, *quantity, *country, *sector; /* the JSON's case is the experiment */
  const char *what;    /* the quantity in words: a linear formula is called one */
  const char *unit;    /* percent, index */
  const char *table;   /* of the article; "" = beside it */
  const char *printed; /* as printed; "" = not printed */
  double published;    /* NaN = not printed */
  double ours;         /* as the article makes it */
  double equilibrium;  /* the same at the equilibrium of its model: another number only where the article's loop had stopped early */
  prl_agreement agreement;
  const char *why;     /* in words; "" when every digit agrees */
} prl_cell;

typedef struct prl_replication prl_replication;
typedef struct prl_replication_view {
  const prl_paper *paper;
  const prl_cell *cells;
  int32_t count;         /* all cells */
  int32_t printed;       /* of these, printed in the article */
  int32_t matched;       /* of these, every printed digit is ours */
  int32_t stopped;       /* of the matches, printed from a loop stopped early: not what the equilibrium gives */
  int32_t listed;        /* of these, not ours for a reason that is known */
  int32_t unexplained;   /* the rest: 0 when all that can match does */
  int32_t solves;
  prl_accuracy accuracy; /* the worst residual and Walras check of them; evaluations and seconds of all */
} prl_replication_view;

/** Solve a paper's experiments and compare every cell.
 *  @param data       folder of the authors' inputs as they published them, or of the same in tidy tables
 *  @param reference  path of what is printed
 *  @param options    of the solver; NULL = the defaults
 *  Errors: NO_FILE, READ, SYNTAX, MISSING, VALUE, UNKNOWN_ID at the place in the inputs or the reference; those of prl_solve. */
prl_status prl_replicate(prl_replication **out, const prl_paper *paper, const char *data, const char *reference,
                         const prl_solver_options *options, prl_error *err);
prl_replication_view prl_replication_look(const prl_replication *replication);
void prl_replication_free(prl_replication *replication);

#ifdef __cplusplus
}
#endif
#endif
