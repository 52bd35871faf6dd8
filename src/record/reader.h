/* reader.h -- typed access to YAML nodes, and where the problems go. Internal to the record. */
#ifndef PRL_RECORD_READER_H
#define PRL_RECORD_READER_H

#include "yaml.h"

/* Reading to open a dossier and reading to check it go one way: a problem is reported, a harmless value returned, and the
 * caller goes on. With a sink every problem is handed to it; without one the first fills `err` and sets `stopped`, after which
 * nothing is reported any more. Loops over entries ask `stopped`; nothing else need. */
typedef struct prl_reader {
  prl_arena *arena;       /* what is read ends up here */
  prl_problem_sink *sink; /* NULL: stop at the first problem */
  void *context;
  prl_error *err; /* never NULL */
  int32_t problems;
  bool stopped;
  const char *about;           /* the entry being read, for messages; "" = none */
  struct prl_dossier *dossier; /* NULL for a scenario */
} prl_reader;

/** Report a problem. `hint` may be "". Always false, so that checks read `return prl_report(...)`. */
bool prl_report(prl_reader *r, prl_place at, prl_status status, const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/** Report a problem that another folder found; its place is kept, or `at` when it has none. */
bool prl_report_found(prl_reader *r, prl_place at, const prl_error *found);
/** Report that `what` 'word' is not known, with the nearest of `known` as the way out. */
bool prl_report_unknown(prl_reader *r, prl_place at, const char *what, const char *word, const char *const *known, int32_t count);
/** Zeroed memory of the arena; on failure NULL, the reading has stopped. */
void *prl_reader_alloc(prl_reader *r, int64_t count, size_t size);
const char *prl_reader_text(prl_reader *r, const char *text);
/** dir + "/" + name. NULL as prl_reader_alloc. */
const char *prl_reader_path(prl_reader *r, const char *dir, const char *name);

/** Is it a mapping with no keys but these (and `note`), the first `required` of them present? Reports; false only when it is no mapping. */
bool prl_read_keys(prl_reader *r, const prl_node *node, const char *what, const char *const *keys, int32_t count, int32_t required);
/** Is it a list? Reports when not. NULL (an empty file) is an empty list. */
bool prl_read_list(prl_reader *r, const prl_node *node, const char *what);
const prl_node *prl_child(const prl_node *mapping, const char *key); /* NULL when absent */

/* Each reports a value of the wrong kind and then returns what absence returns. */
const char *prl_read_text(prl_reader *r, const prl_node *mapping, const char *key);                           /* "" when absent */
bool prl_read_number(double *out, prl_reader *r, const prl_node *mapping, const char *key, const char *unit); /* false when absent */
bool prl_read_year(int32_t *out, prl_reader *r, const prl_node *mapping, const char *key);
bool prl_read_flag(prl_reader *r, const prl_node *mapping, const char *key);     /* false when absent */
prl_when prl_read_when(prl_reader *r, const prl_node *mapping, const char *key); /* NONE when absent */
prl_names prl_read_words(prl_reader *r, const prl_node *node);                   /* one word, or a list of words */
/* Walk the words of a word or a list of words; what is no word is passed over (prl_read_words reports it). */
const prl_node *prl_first_word(const prl_node *node);
const prl_node *prl_next_word(const prl_node *node, const prl_node *word);
/** Index of the value among `words`, `absent` when the key is. */
int32_t prl_read_word(prl_reader *r, const prl_node *mapping, const char *key, const char *const *words, int32_t count, int32_t absent);
/** The key `id`: letters, digits, '-', '_', '.'; also sets r->about. */
const char *prl_read_id(prl_reader *r, const prl_node *mapping);

#define PRL_COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

#endif
