/* add.h -- what the parts of `parley add` share: kinds of entries with their templates, and putting a draft into a dossier. */
#ifndef PRL_CLI_ADD_H
#define PRL_CLI_ADD_H

#include "cli.h"

typedef struct prl_entry_kind {
  const char *name;  /* "commitment" */
  const char *file;  /* where it belongs: "commitments.yaml"; NULL for a measure, whose file depends on it */
  const char *draft; /* the template; lines that begin with "#:" are for the writer and are taken out */
} prl_entry_kind;
/** The kind of this name; NULL and E_USAGE with the nearest spelling. */
const prl_entry_kind *prl_cli_entry_kind(const char *name, prl_error *err);

typedef struct prl_addition {
  const char *folder; /* of the dossier */
  const prl_entry_kind *kind;
  const char *target;     /* file in the dossier; NULL: chosen */
  const char *draft_name; /* as messages name the draft */
  char file[PRL_PATH];    /* out: where it went */
  char id[256];           /* out: of the entry */
  int32_t line;           /* out: where it begins */
} prl_addition;
/** Read the dossier with the draft in it, in a folder of its own, and only when it is sound append the draft to its file, all of it or
 *  nothing. The old text of the file stays as it is, byte by byte. Errors have their place in the draft. */
prl_status prl_cli_append(prl_addition *addition, const char *draft, prl_error *err);
/** The draft without the lines meant for the writer, ended by a line break. */
void prl_cli_clean_draft(prl_text *out, const char *draft);

#endif
