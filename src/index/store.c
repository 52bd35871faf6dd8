/* store.c -- the index as an SQLite file: opened when it fits the dossier's files, else built beside and renamed over.
 *
 *   facts(stamp, entries)           what it was built from; `schema` below is part of the stamp
 *   entry(title, id, words | kind, file, line, column, known_low, known_high)     FTS5; behind the bar kept, not searched
 *
 * Invariant: a file under its final name is whole. A file that cannot be read is built again; where none can be written, in memory. */
#include "index.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char schema[] =
    "CREATE TABLE facts(stamp TEXT, entries INTEGER);"
    "CREATE VIRTUAL TABLE entry USING fts5(title, id, words, kind UNINDEXED, file UNINDEXED, line UNINDEXED, col UNINDEXED,"
    " known_low UNINDEXED, known_high UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2');";

static prl_status failed(sqlite3 *db, const char *doing, prl_error *err) {
  int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
  return prl_fail(err, code == SQLITE_NOMEM ? PRL_E_MEMORY : PRL_E_WRITE, "%s the search index: %s", doing,
                  db ? sqlite3_errmsg(db) : "no memory left");
}

/* ---- building ---- */

typedef struct builder {
  sqlite3 *db;
  sqlite3_stmt *insert;
  int64_t count;
} builder;

static bool insert(void *context, const prl_entry *entry) {
  builder *b = context;
  const char *texts[] = {entry->title, entry->id, entry->words, entry->kind, entry->place.file ? entry->place.file : ""};
  bool good = true;
  for (int k = 0; k < 5; k++) {
    good = good && sqlite3_bind_text(b->insert, k + 1, texts[k], -1, SQLITE_TRANSIENT) == SQLITE_OK;
  }
  good = good && sqlite3_bind_int(b->insert, 6, entry->place.line) == SQLITE_OK &&
         sqlite3_bind_int(b->insert, 7, entry->place.column) == SQLITE_OK &&
         sqlite3_bind_int64(b->insert, 8, entry->known_low) == SQLITE_OK &&
         sqlite3_bind_int64(b->insert, 9, entry->known_high) == SQLITE_OK && sqlite3_step(b->insert) == SQLITE_DONE;
  sqlite3_reset(b->insert);
  b->count += good;
  return good;
}

static bool record_facts(builder *b, const char *stamp) {
  sqlite3_stmt *facts = NULL;
  bool good = sqlite3_prepare_v2(b->db, "INSERT INTO facts VALUES(?, ?)", -1, &facts, NULL) == SQLITE_OK &&
              sqlite3_bind_text(facts, 1, stamp, -1, SQLITE_TRANSIENT) == SQLITE_OK &&
              sqlite3_bind_int64(facts, 2, b->count) == SQLITE_OK && sqlite3_step(facts) == SQLITE_DONE;
  sqlite3_finalize(facts);
  return good;
}

static bool fill(sqlite3 *db, const prl_dossier *dossier, const char *stamp) {
  builder b = {.db = db};
  bool good = sqlite3_exec(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_prepare_v2(db, "INSERT INTO entry VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, &b.insert, NULL) == SQLITE_OK &&
              prl_index_entries(dossier, insert, &b) && record_facts(&b, stamp);
  sqlite3_finalize(b.insert);
  return good && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

static prl_status build(sqlite3 **out, const char *path, const prl_dossier *dossier, const char *stamp, prl_error *err) {
  prl_status status = PRL_OK;
  if (sqlite3_open_v2(path, out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK || !fill(*out, dossier, stamp)) {
    status = failed(*out, "building", err);
    sqlite3_close(*out);
    *out = NULL;
  }
  return status;
}

/* ---- the file ---- */

static bool make_folder(const char *folder) {
  char path[PATH_MAX];
  if ((size_t)snprintf(path, sizeof path, "%s", folder) >= sizeof path) {
    return false;
  }
  for (char *at = path + 1; *at; at++) {
    if (*at == '/') {
      *at = '\0';
      mkdir(path, 0777);
      *at = '/';
    }
  }
  return mkdir(path, 0777) == 0 || errno == EEXIST;
}

static bool name_file(prl_index *index, const char *folder, const prl_dossier_view *view) {
  char stamp[PRL_STAMP], *real = realpath(view->path, NULL);
  prl_index_stamp_text(stamp, real ? real : view->path);
  free(real);
  return (size_t)snprintf(index->path, sizeof index->path, "%s/%s-%s.sqlite", folder, view->id, stamp) < sizeof index->path - 32;
}

static bool has_stamp(sqlite3 *db, const char *stamp) {
  sqlite3_stmt *facts = NULL;
  bool same = sqlite3_prepare_v2(db, "SELECT stamp FROM facts", -1, &facts, NULL) == SQLITE_OK && sqlite3_step(facts) == SQLITE_ROW &&
              sqlite3_column_text(facts, 0) && !strcmp((const char *)sqlite3_column_text(facts, 0), stamp);
  sqlite3_finalize(facts);
  return same;
}

static bool open_fitting(prl_index *index, const char *stamp) {
  if (sqlite3_open_v2(index->path, &index->db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && has_stamp(index->db, stamp)) {
    return true;
  }
  sqlite3_close(index->db);
  index->db = NULL;
  return false;
}

static prl_status build_file(prl_index *index, const prl_dossier *dossier, const char *stamp, prl_error *err) {
  char beside[sizeof index->path + 32];
  sqlite3 *db;
  snprintf(beside, sizeof beside, "%s.new-%ld", index->path, (long)getpid());
  unlink(beside);
  prl_status status = build(&db, beside, dossier, stamp, err);
  if (status == PRL_OK) {
    sqlite3_close(db);
    if (rename(beside, index->path) != 0 || !open_fitting(index, stamp)) {
      status = prl_fail(err, PRL_E_WRITE, "%s cannot be written", index->path);
    }
  }
  if (status != PRL_OK) {
    unlink(beside);
  }
  return status;
}

static prl_status open_file(prl_index *index, const prl_dossier *dossier, const char *cache, const char *stamp, prl_error *err) {
  prl_dossier_view view = prl_dossier_look(dossier);
  if (!make_folder(cache) || !name_file(index, cache, &view)) {
    return prl_fail(err, PRL_E_WRITE, "the folder %s cannot be made", cache);
  }
  if (open_fitting(index, stamp)) {
    return PRL_OK;
  }
  index->rebuilt = true;
  return build_file(index, dossier, stamp, err);
}

/* ---- opening ---- */

/* What the files are, and how an index of them looks. */
static prl_status full_stamp(char out[2 * PRL_STAMP], const prl_dossier *dossier, prl_error *err) {
  char files[PRL_STAMP], shape[PRL_STAMP];
  prl_status status = prl_index_stamp(files, prl_dossier_look(dossier).path, err);
  prl_index_stamp_text(shape, schema);
  snprintf(out, 2 * PRL_STAMP, "%s%s", files, shape);
  return status;
}

prl_status prl_index_open(prl_index **out, const prl_dossier *dossier, const char *cache, prl_error *err) {
  char stamp[2 * PRL_STAMP];
  prl_error found = {0};
  *out = NULL;
  prl_index *index = calloc(1, sizeof *index);
  prl_status status = index ? full_stamp(stamp, dossier, err) : prl_fail(err, PRL_E_MEMORY, "no memory left for the search index");
  if (status == PRL_OK && cache && open_file(index, dossier, cache, stamp, &found) != PRL_OK) {
    snprintf(index->remark, sizeof index->remark, "%.180s; searched in memory", found.message);
  }
  if (status == PRL_OK && !index->db) {
    index->path[0] = '\0';
    index->rebuilt = true;
    status = build(&index->db, ":memory:", dossier, stamp, err);
  }
  if (status != PRL_OK) {
    prl_index_free(index);
    return status;
  }
  *out = index;
  return PRL_OK;
}

prl_index_view prl_index_look(const prl_index *index) {
  sqlite3_stmt *facts = NULL;
  prl_index_view view = {.path = index->path, .rebuilt = index->rebuilt, .remark = index->remark};
  if (sqlite3_prepare_v2(index->db, "SELECT entries FROM facts", -1, &facts, NULL) == SQLITE_OK && sqlite3_step(facts) == SQLITE_ROW) {
    view.entries = sqlite3_column_int(facts, 0);
  }
  sqlite3_finalize(facts);
  return view;
}

void prl_index_free(prl_index *index) {
  if (index) {
    sqlite3_close(index->db);
    free(index);
  }
}
