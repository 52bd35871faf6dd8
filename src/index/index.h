/* index.h -- what the files of the index share: an entry as text, the stamp of a dossier's files. Internal to the index. */
#ifndef PRL_INDEX_INSIDE_H
#define PRL_INDEX_INSIDE_H

#include "parley/index.h"

#include <sqlite3.h>

struct prl_index {
  sqlite3 *db;
  char path[4096];
  char remark[256];
  bool rebuilt;
};

typedef struct prl_entry { /* one row of the index */
  const char *kind, *id, *title;
  const char *words; /* everything else that is said, parts ended by full stops */
  prl_place place;
  prl_instant known_low, known_high;
} prl_entry;

/** Called for every entry; return false to stop. The texts live until it returns. */
typedef bool prl_entry_sink(void *context, const prl_entry *entry);
/** False when stopped, or out of memory. */
bool prl_index_entries(const prl_dossier *dossier, prl_entry_sink *sink, void *context);

enum { PRL_STAMP = 17 };
/** Sixteen hexadecimal digits that differ when any file of the dossier with entries does. */
prl_status prl_index_stamp(char out[PRL_STAMP], const char *folder, prl_error *err);
/** The same of a text. */
void prl_index_stamp_text(char out[PRL_STAMP], const char *text);

#endif
