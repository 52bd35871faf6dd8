/* figures.c -- numbers as people read them: a sign where a change is meant, thousands apart, no more decimals than tell something.
 *
 * "?" stands for what is not known, never a zero. The largest of many, for the short tables. */
#include "inside.h"

#include <math.h>
#include <string.h>

static void print_figure(char *out, size_t size, double x, int decimals) {
  if (isnan(x))
    snprintf(out, size, "?");
  else
    prl_print_fixed(out, size, x, decimals, ',');
}

const char *prl_plain_figure(char figure[PRL_FIGURE], double x, int decimals) {
  print_figure(figure, PRL_FIGURE, x, decimals);
  return figure;
}

const char *prl_signed(char figure[PRL_FIGURE], double x, int decimals) {
  print_figure(figure + 1, PRL_FIGURE - 1, x, decimals);
  bool above = x > 0 && strpbrk(figure + 1, "123456789i");
  figure[0] = '+';
  return above ? figure : figure + 1;
}

const char *prl_short_figure(char figure[PRL_FIGURE], double x) {
  if (isnan(x)) return strcpy(figure, "?");
  prl_print_number(figure, PRL_FIGURE, x, 6);
  return figure;
}

const char *prl_when_text(char figure[PRL_FIGURE], const prl_when *when) {
  prl_when_print(figure, PRL_FIGURE, when);
  return figure;
}

prl_paint prl_paint_of(double x, int decimals) {
  char figure[PRL_FIGURE];
  const char *text = prl_signed(figure, x, decimals);
  return text[0] == '+' ? PRL_GOOD : text[0] == '-' ? PRL_BAD : PRL_PLAIN;
}

int prl_money_decimals(double largest) { return largest >= 100 ? 0 : largest >= 1 ? 2 : 4; }

double prl_percent_change(double after, double before) { return before != 0 ? 100 * (after / before - 1) : NAN; }

void prl_largest_enter(prl_largest *kept, int32_t *count, int32_t most, prl_largest candidate) {
  if (!(candidate.size > 0) || (*count == most && !(candidate.size > kept[most - 1].size))) return;
  int32_t k = *count < most ? (*count)++ : most - 1;
  for (; k > 0 && candidate.size > kept[k - 1].size; k--) kept[k] = kept[k - 1];
  kept[k] = candidate;
}
