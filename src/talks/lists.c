/* lists.c -- on which list an item stands.
 *
 *   cooperation   no party loses more than the tolerance, and some party gains more than it
 *   outstanding   some party loses more than the tolerance
 *   neutral       nobody gains or loses more than the tolerance
 *   silent        the worth to some party is not known (NaN), and no known party loses: nothing can be said */
#include "inside.h"

#include <math.h>

const char *prl_on_list_word(prl_on_list list) {
  static const char *const words[] = {
#define PRL_X(name, word) word,
      PRL_STANDING_LIST(PRL_X)
#undef PRL_X
  };
  return words[list];
}

prl_on_list prl_list_of(const double *percent, int32_t parties, double tolerance_percent) {
  bool gains = false, unknown = parties == 0;
  for (int32_t g = 0; g < parties; g++) {
    if (isnan(percent[g])) {
      unknown = true;
      continue;
    }
    if (percent[g] < -tolerance_percent) return PRL_LIST_OUTSTANDING;
    gains = gains || percent[g] > tolerance_percent;
  }
  return unknown ? PRL_LIST_SILENT : gains ? PRL_LIST_COOPERATION : PRL_LIST_NEUTRAL;
}
