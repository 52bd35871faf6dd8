/* Hostile files: whatever a file holds, opening the dossier ends soon, with one error that names the file. No case may lean on
 * more memory than its file's size times a small factor; Meson's time limit on tests is what "soon" means. */
#include "scratch.h"

typedef void writer(FILE *file);

static void repeat(FILE *file, const char *text, int times) {
  for (int k = 0; k < times; k++) {
    fputs(text, file);
  }
}

static void alias_bomb(FILE *file) {
  fputs("- &a0 {id: x, title: [1, 1, 1, 1, 1, 1, 1, 1]}\n", file);
  for (int k = 1; k < 40; k++) {
    fprintf(file, "- &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", k, k - 1, k - 1, k - 1, k - 1, k - 1, k - 1, k - 1, k - 1);
  }
}
static void alias_to_itself(FILE *file) { fputs("- &a {id: *a}\n", file); }
static void many_anchors(FILE *file) {
  for (int k = 0; k < 100000; k++) {
    fprintf(file, "- &a%d x\n", k);
  }
}
static void scalar_of_100_megabytes(FILE *file) {
  fputs("- id: ", file);
  fseek(file, 100 << 20, SEEK_SET);
  fputs("x\n", file);
}
static void scalar_of_15_megabytes(FILE *file) {
  fputs("- id: ", file);
  repeat(file, "0123456789abcdef", (15 << 20) / 16);
}
static void quoted_scalar_never_closed(FILE *file) {
  fputs("- id: \"", file);
  repeat(file, "0123456789abcde\n", (4 << 20) / 16);
}
static void brackets_without_end(FILE *file) { repeat(file, "[", 1000000); }
static void braces_without_end(FILE *file) { repeat(file, "{a: ", 250000); }
static void dashes_without_end(FILE *file) { repeat(file, "- ", 500000); }
static void question_marks_without_end(FILE *file) { repeat(file, "? ", 500000); }
static void nested_blocks(FILE *file) {
  for (int depth = 0; depth < 2000; depth++) {
    fprintf(file, "%*sa:\n", depth, "");
  }
}
static void nul_byte(FILE *file) { fwrite("- id: a\0b\n", 1, 10, file); }
static void nul_escape(FILE *file) { fputs("- {id: \"a\\0b\", title: T}\n", file); }
static void stray_continuation(FILE *file) { fputs("- id: \x80\n", file); }
static void cut_sequence(FILE *file) { fputs("- id: \xe4\xb8", file); }
static void overlong_slash(FILE *file) { fputs("- id: \xc0\xaf\n", file); }
static void surrogate(FILE *file) { fputs("- id: \xed\xa0\x80\n", file); }
static void utf_16(FILE *file) { fwrite("\xff\xfe-\0 \0x\0", 1, 8, file); }
static void keys_without_end(FILE *file) {
  for (int k = 0; k < 200000; k++) {
    fprintf(file, "%sk%d: 1\n", k ? "  " : "- ", k);
  }
}
static void colons_without_end(FILE *file) { repeat(file, "a: ", 300000); }
static void documents_without_end(FILE *file) { repeat(file, "---\n- a\n", 100000); }
static void items_without_end(FILE *file) {
  fputs("[y", file);
  repeat(file, ",x", 600000);
  fputs("]", file);
}
static void tag(FILE *file) { fputs("- !!python/object/apply:os.system [ls]\n", file); }
static void directive(FILE *file) { fputs("%YAML 9.9\n---\n- {id: 1}\n", file); }
static void wrong_kind_everywhere(FILE *file) { repeat(file, "- [[], {}, ~, {[]: 1}]\n", 10000); }

static const struct {
  const char *name;
  writer *write;
  prl_status status;
} cases[] = {{"alias bomb", alias_bomb, PRL_E_VALUE},
             {"alias to itself", alias_to_itself, PRL_E_SYNTAX},
             {"many anchors", many_anchors, PRL_E_VALUE},
             {"scalar of 100 MB", scalar_of_100_megabytes, PRL_E_VALUE},
             {"scalar of 15 MB", scalar_of_15_megabytes, PRL_E_MISSING},
             {"open quote", quoted_scalar_never_closed, PRL_E_SYNTAX},
             {"brackets", brackets_without_end, PRL_E_VALUE},
             {"braces", braces_without_end, PRL_E_VALUE},
             {"dashes", dashes_without_end, PRL_E_VALUE},
             {"question marks", question_marks_without_end, PRL_E_SYNTAX},
             {"nested blocks", nested_blocks, PRL_E_VALUE},
             {"NUL byte", nul_byte, PRL_E_SYNTAX},
             {"NUL escape", nul_escape, PRL_E_SYNTAX},
             {"stray continuation", stray_continuation, PRL_E_SYNTAX},
             {"cut sequence", cut_sequence, PRL_E_SYNTAX},
             {"overlong slash", overlong_slash, PRL_E_SYNTAX},
             {"surrogate", surrogate, PRL_E_SYNTAX},
             {"UTF-16", utf_16, PRL_E_SYNTAX},
             {"keys", keys_without_end, PRL_E_VALUE},
             {"colons", colons_without_end, PRL_E_SYNTAX},
             {"documents", documents_without_end, PRL_E_SYNTAX},
             {"items", items_without_end, PRL_E_VALUE},
             {"tag", tag, PRL_E_SYNTAX},
             {"directive", directive, PRL_E_SYNTAX},
             {"wrong kinds", wrong_kind_everywhere, PRL_E_SYNTAX}};

static void try_as(const char *name, int k) {
  char path[512];
  scratch s = scratch_new();
  prl_dossier *dossier;
  prl_error err = {0};
  scratch_take_base(&s);
  snprintf(path, sizeof path, "%s/%s", s.path, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  cases[k].write(file);
  fclose(file);
  prl_status status = prl_dossier_open(&dossier, s.path, &err);
  if (dossier || status != cases[k].status || strcmp(err.file, path) != 0 || !err.message[0]) {
    fail_msg("%s as %s: %d %s:%d:%d %s", cases[k].name, name, status, err.file, err.line, err.column, err.message);
  }
  scratch_free(&s);
}

static void hostile_files_end_with_an_error(void **state) {
  (void)state;
  for (int k = 0; k < (int)(sizeof cases / sizeof *cases); k++) {
    try_as("measures/zz.yaml", k);
  }
}

static void in_any_file(void **state) {
  (void)state;
  static const char *const files[] = {"people.yaml", "events.yaml", "claims.yaml", "commitments.yaml", "items.yaml", "stacking.yaml"};
  for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
    try_as(files[k], 0);
  }
}

/* a dossier of as many entries as a file may hold is checked in time that grows with its size */
static void many_duplicates(void **state) {
  (void)state;
  scratch s = scratch_new();
  prl_dossier *dossier;
  prl_error err = {0};
  char path[128];
  scratch_take_base(&s);
  snprintf(path, sizeof path, "%s/people.yaml", s.path);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  for (int k = 0; k < 20000; k++) {
    fprintf(file, "- {id: p%d, name: P, aliases: [a%d]}\n", k, k);
  }
  fclose(file);
  assert_int_equal(prl_dossier_open(&dossier, s.path, &err), PRL_OK);
  assert_int_equal(prl_dossier_look(dossier).person_count, 20000);
  prl_dossier_free(dossier);
  scratch_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(hostile_files_end_with_an_error), cmocka_unit_test(in_any_file),
                                     cmocka_unit_test(many_duplicates)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
