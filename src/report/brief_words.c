/* brief_words.c -- the brief's catalogue in English. */
#include "brief_words.h"

const char *prl_word_text(prl_word word) {
  static const char *const texts[PRL_WORDS] = {
#define PRL_X(name, text) text,
      PRL_WORD_LIST(PRL_X)
#undef PRL_X
  };
  return texts[word];
}
