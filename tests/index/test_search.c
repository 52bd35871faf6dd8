/* Search: stems, places, two clocks, any words at all, and a cache that may be stale, damaged or not writable. */
#include "parley/index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECORD "tests/record/dossiers/history"

static void sound(prl_status status, const prl_error *err) {
  char text[2048];
  prl_error_print(text, sizeof text, err);
  if (status != PRL_OK) {
    fail_msg("%s", text);
  }
}

typedef struct finder {
  prl_dossier *dossier;
  prl_index *index;
  prl_hits *hits;
  prl_hits_view view;
} finder;

static finder open_finder(const char *path, const char *cache) {
  finder f = {0};
  prl_error err = {0};
  sound(prl_dossier_open(&f.dossier, path, &err), &err);
  sound(prl_index_open(&f.index, f.dossier, cache, &err), &err);
  return f;
}

static void look_for(finder *f, const char *words, const char *known) {
  prl_search_options options;
  prl_error err = {0};
  prl_search_defaults(&options);
  if (known) {
    sound(prl_when_parse(&options.known, known, &err), &err);
  }
  prl_hits_free(f->hits);
  sound(prl_index_search(&f->hits, f->index, words, &options, &err), &err);
  f->view = prl_hits_look(f->hits);
}

static const prl_hit *hit(const finder *f, const char *kind, const char *id) {
  for (int32_t k = 0; k < f->view.count; k++) {
    if (!strcmp(f->view.at[k].kind, kind) && !strcmp(f->view.at[k].id, id)) {
      return &f->view.at[k];
    }
  }
  return NULL;
}

static void close_finder(finder *f) {
  prl_hits_free(f->hits);
  prl_index_free(f->index);
  prl_dossier_free(f->dossier);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk) {
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

/* ---- what is found ---- */

static void stems_are_found_with_their_place(void **state) {
  (void)state;
  finder f = open_finder(RECORD, NULL);
  look_for(&f, "soybean", NULL);
  const prl_hit *soy = hit(&f, "commitment", "soy");
  assert_non_null(soy);
  assert_string_equal(soy->file, RECORD "/commitments.yaml");
  assert_int_equal(soy->line, 1);
  assert_non_null(strchr(soy->snippet, PRL_HIT_OPEN));
  assert_non_null(hit(&f, "commitment", "soy-years"));
  for (int32_t k = 1; k < f.view.count; k++) {
    assert_true(f.view.at[k - 1].rank >= f.view.at[k].rank);
  }
  close_finder(&f);
}

static void every_kind_of_entry_is_there(void **state) {
  (void)state;
  static const struct {
    const char *words, *kind, *id;
  } wanted[] = {{"well said press", "claim", "going-well"},
                {"treasury secretary", "person", "bessent"},
                {"removes duty", "step", "fentanyl"},
                {"integrated circuits", "list", "chips"},
                {"shenzhen", "event", "next-summit"},
                {"supreme court", "source", "ruling"},
                {"traders booked", "tally", "soy"},
                {"beijing", "party", "CHN"},
                {"ieepa", "measure", "fentanyl"}};
  finder f = open_finder(RECORD, NULL);
  for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++) {
    look_for(&f, wanted[k].words, NULL);
    if (!hit(&f, wanted[k].kind, wanted[k].id)) {
      fail_msg("%s: no %s %s", wanted[k].words, wanted[k].kind, wanted[k].id);
    }
  }
  close_finder(&f);
}

static void all_words_first_then_any(void **state) {
  (void)state;
  finder f = open_finder(RECORD, NULL);
  look_for(&f, "duty fentanyl", NULL);
  assert_false(f.view.any_word);
  look_for(&f, "fentanyl zebra", NULL);
  assert_true(f.view.any_word && hit(&f, "measure", "fentanyl"));
  look_for(&f, "zebra", NULL);
  assert_true(f.view.found == 0 && f.view.count == 0 && !f.view.any_word);
  close_finder(&f);
}

static void any_words_are_safe(void **state) {
  (void)state;
  static const char *const words[] = {"\"",   "soy\" OR \"", "soy* NEAR(", "title:soy", "'; DROP TABLE entry; --", "(soy",
                                      "-soy", "soy AND",     "^soy",       "{soy}:",    "\xc3\xa4\xff soy",        "soy\tand\nsoy",
                                      "NOT",  "a\"\"b"};
  finder f = open_finder(RECORD, NULL);
  for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
    prl_search_options options;
    prl_error err = {0};
    prl_hits *hits = NULL;
    prl_search_defaults(&options);
    prl_status status = prl_index_search(&hits, f.index, words[k], &options, &err);
    assert_true(status == PRL_OK || (status == PRL_E_USAGE && k == 0));
    prl_hits_free(hits);
  }
  look_for(&f, "soybean", NULL);
  assert_true(f.view.count > 0);
  close_finder(&f);
}

static void nothing_to_search_for_is_an_error(void **state) {
  (void)state;
  finder f = open_finder(RECORD, NULL);
  prl_search_options options;
  prl_error err = {0};
  prl_hits *hits;
  prl_search_defaults(&options);
  assert_int_equal(prl_index_search(&hits, f.index, " \"%%\" -- ", &options, &err), PRL_E_USAGE);
  assert_null(hits);
  assert_non_null(strstr(err.message, "no letter"));
  close_finder(&f);
}

static void what_was_not_known_is_not_found(void **state) {
  (void)state;
  finder f = open_finder(RECORD, NULL);
  look_for(&f, "removes duty", "2025-11-04");
  assert_null(hit(&f, "step", "fentanyl")); /* the step of the truce; the measure itself was known */
  look_for(&f, "fentanyl", "2025-11-04");
  assert_int_equal(hit(&f, "measure", "fentanyl")->known, PRL_YES);
  look_for(&f, "october", "2025-10-15"); /* published some day of October */
  assert_int_equal(hit(&f, "source", "paper")->known, PRL_UNKNOWN);
  look_for(&f, "october", "2025-09-30");
  assert_null(hit(&f, "source", "paper"));
  close_finder(&f);
}

/* ---- the cache ---- */

typedef struct places {
  char top[64], record[128], cache[128];
} places;

static void copy_file(const char *from, const char *to) {
  char *bytes;
  size_t length;
  prl_error err = {0};
  sound(prl_file_read(&bytes, &length, from, &err), &err);
  sound(prl_file_write(to, bytes, length, &err), &err);
  free(bytes);
}

static places make_places(void) {
  static const char *const files[] = {"dossier.yaml", "sources.yaml", "commitments.yaml"};
  places p = {.top = "/tmp/prl-index-XXXXXX"};
  assert_non_null(mkdtemp(p.top));
  snprintf(p.record, sizeof p.record, "%s/record", p.top);
  snprintf(p.cache, sizeof p.cache, "%s/deep/cache", p.top);
  assert_int_equal(mkdir(p.record, 0700), 0);
  for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
    char from[256], to[256];
    snprintf(from, sizeof from, RECORD "/%s", files[k]);
    snprintf(to, sizeof to, "%s/%s", p.record, files[k]);
    copy_file(from, to);
  }
  char people[256];
  snprintf(people, sizeof people, "%s/people.yaml", p.record);
  copy_file(RECORD "/people.yaml", people);
  return p;
}

static void remove_places(const places *p) { nftw(p->top, remove_one, 8, FTW_DEPTH | FTW_PHYS); }

static void built_once_and_again_when_a_file_changes(void **state) {
  (void)state;
  places p = make_places();
  finder f = open_finder(p.record, p.cache);
  assert_true(prl_index_look(f.index).rebuilt);
  assert_string_not_equal(prl_index_look(f.index).path, "");
  close_finder(&f);
  f = open_finder(p.record, p.cache);
  assert_false(prl_index_look(f.index).rebuilt);
  look_for(&f, "soybean", NULL);
  assert_true(f.view.count >= 2);
  close_finder(&f);
  char items[256];
  prl_error err = {0};
  static const char item[] = "- {id: app, title: A zebra of an app, worth: {USA: 0.01}}\n";
  snprintf(items, sizeof items, "%s/items.yaml", p.record);
  sound(prl_file_write(items, item, strlen(item), &err), &err);
  f = open_finder(p.record, p.cache);
  assert_true(prl_index_look(f.index).rebuilt);
  look_for(&f, "zebra", NULL);
  assert_non_null(hit(&f, "item", "app"));
  close_finder(&f);
  remove_places(&p);
}

static void a_damaged_cache_is_built_again(void **state) {
  (void)state;
  places p = make_places();
  char path[4096];
  prl_error err = {0};
  finder f = open_finder(p.record, p.cache);
  snprintf(path, sizeof path, "%s", prl_index_look(f.index).path);
  close_finder(&f);
  sound(prl_file_write(path, "not a database, but long enough to be looked at", 47, &err), &err);
  f = open_finder(p.record, p.cache);
  assert_true(prl_index_look(f.index).rebuilt);
  look_for(&f, "soybean", NULL);
  assert_true(f.view.count >= 2);
  close_finder(&f);
  remove_places(&p);
}

static void without_a_cache_in_memory_with_the_same_answers(void **state) {
  (void)state;
  places p = make_places();
  char blocked[256];
  prl_error err = {0};
  snprintf(blocked, sizeof blocked, "%s/file", p.top);
  sound(prl_file_write(blocked, "", 0, &err), &err);
  strcat(blocked, "/cache"); /* a folder below a file cannot be made, whoever asks */
  finder f = open_finder(p.record, blocked), g = open_finder(p.record, p.cache);
  assert_string_equal(prl_index_look(f.index).path, "");
  assert_non_null(strstr(prl_index_look(f.index).remark, "in memory"));
  look_for(&f, "soybean", NULL);
  look_for(&g, "soybean", NULL);
  assert_int_equal(f.view.count, g.view.count);
  for (int32_t k = 0; k < f.view.count; k++) {
    assert_string_equal(f.view.at[k].id, g.view.at[k].id);
  }
  close_finder(&f);
  close_finder(&g);
  remove_places(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stems_are_found_with_their_place),
      cmocka_unit_test(every_kind_of_entry_is_there),
      cmocka_unit_test(all_words_first_then_any),
      cmocka_unit_test(any_words_are_safe),
      cmocka_unit_test(nothing_to_search_for_is_an_error),
      cmocka_unit_test(what_was_not_known_is_not_found),
      cmocka_unit_test(built_once_and_again_when_a_file_changes),
      cmocka_unit_test(a_damaged_cache_is_built_again),
      cmocka_unit_test(without_a_cache_in_memory_with_the_same_answers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
