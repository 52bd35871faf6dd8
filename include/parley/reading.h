/* reading.h -- an English news article or readout in plain text, read against a dossier: what it names, what it dates, who says what,
 * and where it departs from the record. A draft for a person to review; nothing is written into the record.
 *
 * Every finding keeps the words as written and their place. What is not known stays unknown: a date without a year is not given one
 * unless the article's own date gives it, a name is matched only when one person of the dossier bears it, and what led to nothing is
 * listed as not placed. The gazetteer is the dossier itself: people, offices, events, measures, commitments, parties and capitals. */
#ifndef PARLEY_READING_H
#define PARLEY_READING_H

#include "parley/record.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PRL_READING_MOST (16 * 1024 * 1024) /* bytes of an article */

#define PRL_FINDING_LIST(X)                                                                                                                \
  X(DATE, "date")                                                                                                                          \
  X(PERSON, "person") X(EVENT, "event") X(MEASURE, "measure") X(QUANTITY, "quantity") X(CLAIM, "claim") X(DISAGREEMENT, "disagreement")    \
      X(UNPLACED, "not-placed")
typedef enum prl_finding_kind {
#define PRL_X(name, word) PRL_FOUND_##name,
  PRL_FINDING_LIST(PRL_X)
#undef PRL_X
} prl_finding_kind;
const char *prl_finding_word(prl_finding_kind kind);

/** One finding. Texts are never NULL; "" where they do not apply. */
typedef struct prl_finding {
  prl_finding_kind kind;
  const char *type;        /* of a date: exact | vague | unknown; event: call | meeting ...; measure: the instrument's word; claim: status |
                            * refusal | promise | number | ""; disagreement: office | date | rate | quantity | number | name | status;
                            * not placed: date | number | name | sentence */
  size_t from, until;      /* bytes of the article, [from, until) */
  int32_t line, column;    /* 1-based; columns count characters */
  const char *words;       /* as written, white space folded */
  prl_when when;           /* NONE = not known */
  const char *basis;       /* what the date rests on */
  const char *name;        /* person: as known; claim: who speaks */
  const char *office, *of; /* person: the office the article gives, lower case, and the party */
  const char *where;       /* event: a place, video or phone */
  const char *action;      /* measure: what becomes of it, as written */
  double number;           /* NaN = none */
  const char *unit;
  const char *const *with; /* event: the people taking part */
  int32_t with_count;
  const char *entry_kind;       /* "person", "event", "measure", "commitment": what of the record it is */
  const char *entry;            /* its id */
  const char *article, *record; /* disagreement: the two accounts */
  const char *kept;             /* disagreement: which is used, and what becomes of the other */
  const char *note;
} prl_finding;

typedef struct prl_reading prl_reading;

typedef struct prl_reading_options {
  size_t size;                /* sizeof(prl_reading_options) */
  const char *name;           /* of the article, for messages: its path, or "-" */
  prl_when date;              /* the article's own date; NONE = look for it in the text */
  const prl_dossier *dossier; /* must outlive the reading */
} prl_reading_options;

typedef struct prl_reading_view {
  const char *name;
  prl_when date;                /* the article's; NONE = not known */
  const char *date_basis;       /* in words: where it comes from, or why it is not known */
  prl_when not_before;          /* DAY: the newest dated event of the record that the article names as past; NONE when there is none */
  const char *not_before_entry; /* its id */
  const prl_finding *findings;  /* by place in the text */
  int32_t count;
} prl_reading_view;

/** Read an article.
 *  @param bytes   UTF-8, at most PRL_READING_MOST, no NUL; read only during the call
 *  @return PRL_E_FORMAT for what is not plain UTF-8 text, with line and column */
prl_status prl_reading_new(prl_reading **out, const char *bytes, size_t length, const prl_reading_options *options, prl_error *err);
prl_reading_view prl_reading_look(const prl_reading *reading);
void prl_reading_free(prl_reading *reading); /* NULL is fine */

/** Proposed events and claims as YAML in the record's format, with the passage of each as a comment and `source` left to fill. */
prl_status prl_reading_draft(prl_text *out, const prl_reading *reading, prl_error *err);

#ifdef __cplusplus
}
#endif
#endif
