/* index.h -- full-text search over every entry of a dossier, by SQLite FTS5: titles, notes, words, sources, people, claims, lists.
 *
 * The index lives in a file of a cache folder and is built again whenever the dossier's files differ; where that folder cannot be written
 * it is built in memory, which gives the same answers. Words are matched in their stems, whatever signs stand in them; ranks are BM25. */
#ifndef PARLEY_INDEX_H
#define PARLEY_INDEX_H

#include "parley/record.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct prl_index prl_index;

typedef struct prl_index_view {
  const char *path;   /* of the file; "" in memory */
  bool rebuilt;       /* it was not there, or stale */
  const char *remark; /* why it is in memory though a folder was given; "" */
  int32_t entries;
} prl_index_view;

typedef struct prl_hit {
  const char *kind; /* measure, step, commitment, tally, event, claim, person, source, item, list, rule, party */
  const char *id, *title;
  const char *snippet; /* the words found stand between PRL_HIT_OPEN and PRL_HIT_CLOSE */
  const char *file;
  int32_t line, column; /* 0 where the file stands for the whole entry */
  prl_truth known;      /* YES or UNKNOWN by the date of knowledge; what was not known is left out */
  double rank;          /* BM25, larger is nearer */
} prl_hit;
#define PRL_HIT_OPEN  '\002'
#define PRL_HIT_CLOSE '\003'

typedef struct prl_hits prl_hits;
typedef struct prl_hits_view {
  const prl_hit *at; /* nearest first */
  int32_t count;
  int64_t found; /* all there are, beyond `count` too */
  bool any_word; /* no entry has all the words; these have some */
} prl_hits_view;

typedef struct prl_search_options {
  size_t size;
  int32_t most;   /* hits returned */
  prl_when known; /* NONE = all the record holds */
} prl_search_options;
void prl_search_defaults(prl_search_options *options);

/** @param cache  folder for the index, made when it is not there; NULL = in memory. MEMORY, READ (a file of the dossier). */
prl_status prl_index_open(prl_index **out, const prl_dossier *dossier, const char *cache, prl_error *err);
prl_index_view prl_index_look(const prl_index *index);
void prl_index_free(prl_index *index);

/** @param words  as people type them; signs are safe and mean nothing. USAGE when there is not one word in it. */
prl_status prl_index_search(prl_hits **out, prl_index *index, const char *words, const prl_search_options *options, prl_error *err);
prl_hits_view prl_hits_look(const prl_hits *hits);
void prl_hits_free(prl_hits *hits);

#ifdef __cplusplus
}
#endif
#endif
