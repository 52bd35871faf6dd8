/* sample.h -- small random worlds from a seed, tidy folders on disk, and a place to put them.
 *
 * A sample balances by construction: trade and use are drawn, value added and final demand are the residuals of the identities
 * in parley/world.h, with inputs at most 0.8 of output. One cell in ten of trade is zero; own sales never are. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../src/world/inside.h"

/* splitmix64 (Steele, Lea & Flood 2014) to [0, 1) */
static inline double draw(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static inline void sample_names(prl_world *w) {
  for (int32_t n = 0; n < w->regions; n++) {
    w->region_id[n] = prl_arena_printf(w->arena, "R%d", n);
    w->region_name[n] = prl_arena_printf(w->arena, "Region, no. %d", n);
    w->region_members[n] = w->region_id[n];
  }
  for (int32_t s = 0; s < w->sectors; s++) {
    w->sector_id[s] = prl_arena_printf(w->arena, "s%d", s);
    w->sector_name[s] = prl_arena_printf(w->arena, "Sector %d", s);
    w->goods[s] = s + 1 < w->sectors;
  }
  w->id = "sample";
  w->title = "A sample";
  w->source = "drawn, \"quoted\"";
  w->licence = "CC0";
  w->scheme = "samples";
  w->base_year = 2022;
}

static inline void sample_balance(prl_world *w) {
  int64_t cells = prl_world_cells(w);
  double *output = calloc((size_t)cells * 4, sizeof *output), *absorption = output + cells, *cost = absorption + cells,
         *used = cost + cells;
  assert_non_null(output);
  prl_world_sums(w, output, absorption, cost, used);
  for (int64_t c = 0; c < cells; c++) {
    w->value_added[c] = output[c] - cost[c];
    w->final_demand[c] = absorption[c] - used[c];
  }
  free(output);
}

static inline prl_world *sample_world(uint64_t seed, int32_t regions, int32_t sectors) {
  prl_world *w = NULL;
  assert_int_equal(prl_world_blank(&w, regions, sectors, NULL), PRL_OK);
  sample_names(w);
  for (int64_t c = 0; c < prl_world_trade_cells(w); c++) w->trade[c] = draw(&seed) < 0.1 ? 0 : 100 * draw(&seed);
  for (int32_t s = 0; s < sectors; s++)
    for (int32_t n = 0; n < regions; n++) prl_world_trade_at(w, s, n)[n] = 500 + 500 * draw(&seed);
  for (int64_t c = 0; c < prl_world_use_cells(w); c++) w->use[c] = 400 * draw(&seed) / sectors;
  sample_balance(w);
  assert_int_equal(prl_world_seal(w, NULL), PRL_OK);
  return w;
}

static inline char *folder_new(void) {
  char *folder = strdup("/tmp/parley-world-XXXXXX");
  assert_non_null(mkdtemp(folder));
  return folder;
}

static inline void folder_put(const char *folder, const char *name, const char *text) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  assert_int_equal(prl_file_write(path, text, strlen(text), NULL), PRL_OK);
}

/* Takes the folder and every file in it away again. */
static inline void folder_free(char *folder) {
  char path[512];
  DIR *entries = opendir(folder);
  assert_non_null(entries);
  for (struct dirent *entry; (entry = readdir(entries));) {
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (entry->d_name[0] != '.') unlink(path);
  }
  closedir(entries);
  assert_int_equal(rmdir(folder), 0);
  free(folder);
}

/* Every rule that makes a world unusable holds. */
static inline void assert_sound(const prl_world *w) {
  prl_world_finding f[PRL_WORLD_RULES];
  int32_t count = prl_world_check(f, w);
  assert_int_equal(count, PRL_WORLD_RULES);
  for (int32_t k = 0; k < count; k++)
    if (!f[k].passed && f[k].refuses) fail_msg("%s: %g at %s", f[k].rule, f[k].largest, f[k].where);
}

/* The same cells within `tolerance` of the larger of the two, names aside; what is smaller than the least is nothing. */
static inline void assert_cells_near(const double *a, const double *b, int64_t count, double tolerance, double least) {
  for (int64_t c = 0; c < count; c++) {
    double larger = fmax(fabs(a[c]), fabs(b[c]));
    if (larger > least && fabs(a[c] - b[c]) > tolerance * larger) fail_msg("cell %lld: %.17g and %.17g", (long long)c, a[c], b[c]);
  }
}

static inline void assert_worlds_near(const prl_world *a, const prl_world *b, double tolerance, double least) {
  assert_int_equal(a->regions, b->regions);
  assert_int_equal(a->sectors, b->sectors);
  assert_cells_near(a->trade, b->trade, prl_world_trade_cells(a), tolerance, least);
  assert_cells_near(a->use, b->use, prl_world_use_cells(a), tolerance, least);
  assert_cells_near(a->value_added, b->value_added, prl_world_cells(a), tolerance, least);
  assert_cells_near(a->final_demand, b->final_demand, prl_world_cells(a), tolerance, least);
}

static inline void assert_worlds_equal(const prl_world *a, const prl_world *b) {
  assert_int_equal(a->regions, b->regions);
  assert_int_equal(a->sectors, b->sectors);
  assert_memory_equal(a->trade, b->trade, (size_t)prl_world_trade_cells(a) * sizeof(double));
  assert_memory_equal(a->use, b->use, (size_t)prl_world_use_cells(a) * sizeof(double));
  assert_memory_equal(a->value_added, b->value_added, (size_t)prl_world_cells(a) * sizeof(double));
  assert_memory_equal(a->final_demand, b->final_demand, (size_t)prl_world_cells(a) * sizeof(double));
  assert_memory_equal(a->goods, b->goods, (size_t)a->sectors);
  for (int32_t n = 0; n < a->regions; n++) {
    assert_string_equal(a->region_id[n], b->region_id[n]);
    assert_string_equal(a->region_name[n], b->region_name[n]);
    assert_string_equal(a->region_members[n], b->region_members[n]);
  }
  for (int32_t s = 0; s < a->sectors; s++) {
    assert_string_equal(a->sector_id[s], b->sector_id[s]);
    assert_string_equal(a->sector_name[s], b->sector_name[s]);
  }
}

/* All of the words, separated by '|', stand somewhere in what is said about the error. */
static inline void assert_says(const prl_error *err, const char *words) {
  char text[2048], word[256];
  prl_error_print(text, sizeof text, err);
  while (*words) {
    size_t length = strcspn(words, "|");
    assert_true(length < sizeof word);
    memcpy(word, words, length);
    word[length] = '\0';
    if (!strstr(text, word)) fail_msg("\"%s\" is not in: %s", word, text);
    words += length + (words[length] == '|');
  }
}

#endif
