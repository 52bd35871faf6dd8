/* match.h -- one product code against a description of goods, without a world; the head of match.c has the rule. */
#ifndef PARLEY_POLICY_MATCH_H
#define PARLEY_POLICY_MATCH_H

#include "lines.h"

typedef struct prl_question { /* one product, asked at one moment */
  uint64_t key;
  const prl_codes *known; /* the lines the record knows */
  prl_instant at;
  const prl_zone *zone;
} prl_question;

typedef struct prl_match {
  prl_truth covered;
  double low, high;     /* the list's own rates on it, percent; NaN when it has none */
  const prl_line *line; /* row of a list that covers it, or some of what it stands for; NULL when none does */
  char why[200];
} prl_match;

void prl_match_goods(prl_match *out, const prl_question *q, const prl_goods *goods);

#endif
