/* search.c -- which entries have these words?
 *
 * Every word becomes a quoted phrase of FTS5's language, quotes inside doubled, so that no sign has a meaning: first all of them are asked
 * for, and when no entry has them all, any. Rank: BM25 with title and id weighing more than the rest (Robertson & Zaragoza 2009). */
#include "index.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct prl_hits {
  prl_arena *arena;
  prl_hit *at;
  int32_t count;
  int64_t found;
  bool any_word;
};

void prl_search_defaults(prl_search_options *options) { *options = (prl_search_options){.size = sizeof *options, .most = 20}; }

/* ---- words ---- */

static bool is_blank(char c) { return c != '\0' && (unsigned char)c <= ' '; }

static bool has_letters(const char *word, size_t length) {
  for (size_t k = 0; k < length; k++) {
    if (isalnum((unsigned char)word[k]) || (unsigned char)word[k] >= 0x80) {
      return true;
    }
  }
  return false;
}

static void quote(prl_text *out, const char *word, size_t length) {
  prl_text_puts(out, "\"");
  for (size_t k = 0; k < length; k++) {
    prl_text_add(out, &word[k], 1);
    if (word[k] == '"') {
      prl_text_add(out, "\"", 1);
    }
  }
  prl_text_puts(out, "\"");
}

/* returns how many words there are */
static int32_t phrase(prl_text *out, const char *words, const char *between) {
  int32_t count = 0;
  while (*words) {
    size_t length = 0;
    while (words[length] && !is_blank(words[length])) {
      length++;
    }
    if (has_letters(words, length)) {
      prl_text_puts(out, count++ ? between : "");
      quote(out, words, length);
    }
    words += length;
    words += is_blank(*words);
  }
  return count;
}

/* ---- asking ---- */

static prl_status damaged(const prl_index *index, prl_error *err) {
  prl_fail(err, PRL_E_FORMAT, "the search index cannot be read: %s", sqlite3_errmsg(index->db));
  prl_error_hint(err, "%s%s", *index->path ? "remove " : "try again", index->path);
  return PRL_E_FORMAT;
}

static const char *text_of(prl_arena *arena, sqlite3_stmt *row, int column, bool *failed) {
  const char *text = (const char *)sqlite3_column_text(row, column);
  const char *copy = prl_arena_text(arena, text ? text : "", text ? strlen(text) : 0);
  *failed = *failed || !copy;
  return copy ? copy : "";
}

static bool read_hit(prl_hits *hits, sqlite3_stmt *row, prl_instant known) {
  bool failed = false;
  prl_hit *hit = &hits->at[hits->count++];
  *hit = (prl_hit){.title = text_of(hits->arena, row, 0, &failed),
                   .id = text_of(hits->arena, row, 1, &failed),
                   .kind = text_of(hits->arena, row, 2, &failed),
                   .file = text_of(hits->arena, row, 3, &failed),
                   .line = sqlite3_column_int(row, 4),
                   .column = sqlite3_column_int(row, 5),
                   .known = sqlite3_column_int64(row, 6) <= known ? PRL_YES : PRL_UNKNOWN,
                   .snippet = text_of(hits->arena, row, 7, &failed),
                   .rank = -sqlite3_column_double(row, 8)};
  return !failed;
}

#define MATCHING " FROM entry WHERE entry MATCH ?1 AND known_low <= ?2"

static prl_status count_all(int64_t *out, prl_index *index, const char *match, prl_instant known, prl_error *err) {
  sqlite3_stmt *row = NULL;
  bool good = sqlite3_prepare_v2(index->db, "SELECT count(*)" MATCHING, -1, &row, NULL) == SQLITE_OK &&
              sqlite3_bind_text(row, 1, match, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_bind_int64(row, 2, known) == SQLITE_OK &&
              sqlite3_step(row) == SQLITE_ROW;
  *out = good ? sqlite3_column_int64(row, 0) : 0;
  sqlite3_finalize(row);
  return good ? PRL_OK : damaged(index, err);
}

static prl_status read_hits(prl_hits *hits, prl_index *index, const char *match, prl_instant known, int32_t most, prl_error *err) {
  static const char select[] = "SELECT title, id, kind, file, line, col, known_high, snippet(entry, -1, char(2), char(3), '...', 24),"
                               " bm25(entry, 6.0, 8.0, 1.0) AS score" MATCHING " ORDER BY score, kind, id LIMIT ?3";
  sqlite3_stmt *row = NULL;
  int step = SQLITE_DONE;
  bool good = sqlite3_prepare_v2(index->db, select, -1, &row, NULL) == SQLITE_OK &&
              sqlite3_bind_text(row, 1, match, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_bind_int64(row, 2, known) == SQLITE_OK &&
              sqlite3_bind_int(row, 3, most) == SQLITE_OK,
       room = true;
  while (good && room && (step = sqlite3_step(row)) == SQLITE_ROW) {
    room = read_hit(hits, row, known);
  }
  sqlite3_finalize(row);
  if (!room) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for what was found");
  }
  return good && step == SQLITE_DONE ? PRL_OK : damaged(index, err);
}

static prl_instant known_until(const prl_when *known) {
  static const prl_zone utc = {0};
  return known->kind == PRL_WHEN_NONE      ? PRL_INSTANT_MAX
         : known->kind == PRL_WHEN_INSTANT ? known->at
                                           : prl_zone_midnight(&utc, known->last + 1) - 1;
}

static prl_status ask(prl_hits *hits, prl_index *index, const char *words, const char *between, const prl_search_options *options,
                      prl_error *err) {
  prl_text match = {0};
  prl_instant known = known_until(&options->known);
  int32_t count = phrase(&match, words, between);
  prl_status status = PRL_OK;
  if (match.failed) {
    status = prl_fail(err, PRL_E_MEMORY, "no memory left to search");
  } else if (count == 0) {
    status = prl_fail(err, PRL_E_USAGE, "nothing to search for: there is no letter and no digit in \"%.60s\"", words);
    prl_error_hint(err, "parley search soybeans");
  } else {
    status = count_all(&hits->found, index, match.bytes, known, err);
    if (status == PRL_OK && hits->found > 0) {
      status = read_hits(hits, index, match.bytes, known, options->most, err);
    }
  }
  hits->any_word = hits->found > 0 && count > 1 && !strcmp(between, " OR ");
  prl_text_free(&match);
  return status;
}

prl_status prl_index_search(prl_hits **out, prl_index *index, const char *words, const prl_search_options *options, prl_error *err) {
  *out = NULL;
  prl_hits *hits = calloc(1, sizeof *hits);
  if (hits && (hits->arena = prl_arena_new())) {
    hits->at = prl_arena_alloc(hits->arena, (size_t)(options->most > 0 ? options->most : 0) + 1, sizeof *hits->at);
  }
  prl_status status = hits && hits->at ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left to search");
  if (status == PRL_OK) {
    status = ask(hits, index, words, " AND ", options, err);
  }
  if (status == PRL_OK && hits->found == 0) {
    status = ask(hits, index, words, " OR ", options, err);
  }
  if (status != PRL_OK) {
    prl_hits_free(hits);
    return status;
  }
  *out = hits;
  return PRL_OK;
}

prl_hits_view prl_hits_look(const prl_hits *hits) { return (prl_hits_view){hits->at, hits->count, hits->found, hits->any_word}; }

void prl_hits_free(prl_hits *hits) {
  if (hits) {
    prl_arena_free(hits->arena);
    free(hits);
  }
}
