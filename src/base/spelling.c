/* spelling.c -- which known name did a misspelt one mean?
 *
 * Edit distance with insertion, deletion, substitution and the swap of two neighbours at cost 1 each (optimal string alignment,
 * Damerau 1964), by rows; ASCII letters compare without case. A candidate is near when its distance is at most
 * max(2, a third of the word's length) and less than the word's length, so that one or two letters do not match everything.
 * Words longer than 64 bytes have no near candidate: a "did you mean" is for names.
 */
#include "parley/base.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

static int fold(char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

static int least(int a, int b) { return a < b ? a : b; }

/* Both lengths at most LONGEST. */
static int distance(const char *a, int a_length, const char *b, int b_length) {
  int rows[3][LONGEST + 1];
  for (int j = 0; j <= b_length; j++) rows[0][j] = j;
  for (int i = 1; i <= a_length; i++) {
    int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
    now[0] = i;
    for (int j = 1; j <= b_length; j++) {
      bool same = fold(a[i - 1]) == fold(b[j - 1]);
      now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + !same);
      if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]))
        now[j] = least(now[j], earlier[j - 2] + 1);
    }
  }
  return rows[a_length % 3][b_length];
}

const char *prl_nearest(const char *word, const char *const *candidates, int32_t count) {
  size_t length = strlen(word);
  if (length == 0 || length > LONGEST) return NULL;
  int limit = length / 3 > 2 ? (int)length / 3 : 2;
  if (limit >= (int)length) limit = (int)length - 1;
  const char *nearest = NULL;
  for (int32_t k = 0; k < count; k++) {
    size_t other = strlen(candidates[k]);
    if (other > LONGEST || abs((int)other - (int)length) > limit) continue;
    int d = distance(word, (int)length, candidates[k], (int)other);
    if (d <= limit) {
      nearest = candidates[k];
      limit = d - 1;
    }
  }
  return nearest;
}
