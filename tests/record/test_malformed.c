/* One malformed file an error. The first line of each file says what is expected of it:
 *     # LINE:COLUMN STATUS words | more words
 * The file stands in an otherwise sound dossier (or is a scenario); opening must fail there and so, and checking must find that
 * one problem and no other. */
#include "scratch.h"

#include <dirent.h>

typedef struct expectation {
  int line, column;
  char status[32], words[3][128];
  int word_count;
} expectation;

static const char *status_name(prl_status status) {
  static const struct {
    prl_status status;
    const char *name;
  } names[] = {
#define PRL_X(name, value, exit, text, advice) {PRL_##name, #name},
      PRL_STATUS_LIST(PRL_X)
#undef PRL_X
  };
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    if (names[k].status == status) {
      return strncmp(names[k].name, "E_", 2) ? names[k].name : names[k].name + 2;
    }
  }
  return "";
}

static expectation read_expectation(const char *path) {
  expectation e = {0};
  char *text, rest[400] = "", *save = NULL;
  size_t length;
  prl_error err = {0};
  assert_int_equal(prl_file_read(&text, &length, path, &err), PRL_OK);
  assert_int_equal(sscanf(text, "# %d:%d %31s %399[^\n]", &e.line, &e.column, e.status, rest), 4);
  free(text);
  for (char *word = strtok_r(rest, "|", &save); word && e.word_count < 3; word = strtok_r(NULL, "|", &save)) {
    word += strspn(word, " ");
    size_t end = strlen(word);
    while (end && word[end - 1] == ' ') {
      end--;
    }
    snprintf(e.words[e.word_count++], sizeof e.words[0], "%.*s", (int)end, word);
  }
  return e;
}

static bool compare(const expectation *e, const prl_error *err, const char *path) {
  char printed[2048];
  prl_error_print(printed, sizeof printed, err);
  bool good =
      err->line == e->line && err->column == e->column && !strcmp(status_name(err->status), e->status) && prl_status_exit(err->status) == 1;
  for (int k = 0; k < e->word_count; k++) {
    good = good && strstr(printed, e->words[k]);
  }
  if (!good) {
    print_error("%s: expected %d:%d %s '%s' '%s', got %s %s\n", path, e->line, e->column, e->status, e->words[0], e->words[1],
                status_name(err->status), printed);
  }
  return good;
}

/* the sound files a part leans on, then the malformed one in its place */
static void furnish(const scratch *s, const char *part, const char *path) {
  char name[64];
  if (strcmp(part, "dossier") != 0) {
    scratch_take(s, "weights/us-imports.csv");
    scratch_take(s, "dossier.yaml");
  }
  if (strcmp(part, "dossier") != 0 && strcmp(part, "sources") != 0) {
    scratch_take_base(s);
  }
  static const char *const leans[][2] = {
      {"items", "commitments.yaml"}, {"claims", "commitments.yaml"}, {"claims", "events.yaml"}, {"claims", "items.yaml"}};
  for (size_t k = 0; k < sizeof leans / sizeof *leans; k++) {
    if (!strcmp(part, leans[k][0])) {
      scratch_take(s, leans[k][1]);
    }
  }
  snprintf(name, sizeof name, !strcmp(part, "measures") ? "measures/zz.yaml" : "%s.yaml", part);
  scratch_take_as(s, path, name);
}

static bool keep_last(void *context, const prl_error *problem) {
  *(prl_error *)context = *problem;
  return true;
}

static bool try_part(const char *part, const char *path, const expectation *e) {
  scratch s = scratch_new();
  prl_dossier *dossier;
  prl_error err = {0}, last = {0}, none = {0};
  furnish(&s, part, path);
  prl_status status = prl_dossier_open(&dossier, s.path, &err);
  int32_t problems = prl_dossier_check(s.path, keep_last, &last, &none);
  scratch_free(&s);
  assert_null(dossier);
  assert_int_equal(status, err.status);
  if (problems != 1) {
    print_error("%s: %d problems instead of one\n", path, problems);
  }
  return compare(e, &err, path) && compare(e, &last, path) && problems == 1;
}

static bool try_scenario(const char *path, const expectation *e) {
  prl_scenario *scenario;
  prl_error err = {0};
  prl_status status = prl_scenario_open(&scenario, path, &err);
  assert_int_equal(status, err.status);
  assert_null(scenario);
  return compare(e, &err, path);
}

static void try_folder(const char *part, int least) {
  char dir[256], path[600];
  int count = 0, bad = 0;
  snprintf(dir, sizeof dir, "tests/record/malformed/%s", part);
  struct dirent **entries;
  int found = scandir(dir, &entries, NULL, alphasort);
  assert_true(found > 0);
  for (int k = 0; k < found; k++) {
    if (entries[k]->d_name[0] != '.') {
      snprintf(path, sizeof path, "%s/%s", dir, entries[k]->d_name);
      expectation e = read_expectation(path);
      bad += strcmp(part, "scenario") ? !try_part(part, path, &e) : !try_scenario(path, &e);
      count++;
    }
    free(entries[k]);
  }
  free(entries);
  assert_int_equal(bad, 0);
  assert_true(count >= least);
}

static void dossier_files(void **state) {
  (void)state;
  try_folder("dossier", 16);
}
static void source_files(void **state) {
  (void)state;
  try_folder("sources", 7);
}
static void measure_files(void **state) {
  (void)state;
  try_folder("measures", 43);
}
static void commitment_files(void **state) {
  (void)state;
  try_folder("commitments", 17);
}
static void people_files(void **state) {
  (void)state;
  try_folder("people", 6);
}
static void event_files(void **state) {
  (void)state;
  try_folder("events", 22);
}
static void claim_files(void **state) {
  (void)state;
  try_folder("claims", 8);
}
static void item_files(void **state) {
  (void)state;
  try_folder("items", 11);
}
static void stacking_files(void **state) {
  (void)state;
  try_folder("stacking", 6);
}
static void scenario_files(void **state) {
  (void)state;
  try_folder("scenario", 13);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(dossier_files),    cmocka_unit_test(source_files), cmocka_unit_test(measure_files),
                                     cmocka_unit_test(commitment_files), cmocka_unit_test(item_files),   cmocka_unit_test(stacking_files),
                                     cmocka_unit_test(scenario_files),   cmocka_unit_test(people_files), cmocka_unit_test(event_files),
                                     cmocka_unit_test(claim_files)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
