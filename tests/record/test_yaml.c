/* The YAML layer: every node knows its place, values stay text, limits hold, and no bytes whatever make it crash or print. */
#include "../../src/record/yaml.h"
#include "scratch.h"

static const prl_node *parse(prl_arena *arena, const char *text, prl_error *err) {
  const prl_node *root;
  prl_yaml_parse(&root, arena, "x.yaml", text, strlen(text), err);
  return root;
}

static const prl_node *child(const prl_node *node, int index) {
  const prl_node *at = node->first;
  for (; at && index > 0; index--) {
    at = at->next;
  }
  return at;
}

static void nodes_know_their_places(void **state) {
  (void)state;
  prl_arena *arena = prl_arena_new();
  prl_error err = {0};
  const prl_node *root = parse(arena, "a: 0201\nb: [no, ~2025-10-30, '']\nc:\n  - d: 1e3\n    e:\n", &err);
  assert_non_null(root);
  assert_int_equal(root->kind, PRL_NODE_MAPPING);
  assert_int_equal(root->count, 3);
  const prl_node *b = child(root, 1), *c = child(child(root, 2), 0);
  assert_string_equal(child(root, 0)->text, "0201");
  assert_string_equal(child(b, 0)->text, "no");
  assert_string_equal(child(b, 1)->text, "~2025-10-30");
  assert_int_equal(child(b, 1)->place.line, 2);
  assert_int_equal(child(b, 1)->place.column, 9);
  assert_false(child(b, 2)->empty);
  assert_string_equal(child(c, 0)->key, "d");
  assert_int_equal(child(c, 0)->key_place.column, 5);
  assert_int_equal(child(c, 0)->place.column, 8);
  assert_true(child(c, 1)->empty);
  assert_int_equal(child(c, 1)->place.line, 5);
  prl_arena_free(arena);
}

static void aliases_share_and_keep_their_own_place(void **state) {
  (void)state;
  prl_arena *arena = prl_arena_new();
  prl_error err = {0};
  const prl_node *root = parse(arena, "a: &x {k: 1}\nb: *x\nc: 2\n", &err);
  assert_non_null(root);
  assert_int_equal(root->count, 3);
  assert_string_equal(child(child(root, 1), 0)->text, "1");
  assert_int_equal(child(root, 1)->place.line, 2);
  assert_string_equal(child(root, 2)->text, "2");
  prl_arena_free(arena);
}

static void refused(const char *text, prl_status status, int line, int column, const char *words) {
  prl_arena *arena = prl_arena_new();
  prl_error err = {0};
  assert_null(parse(arena, text, &err));
  if (err.status != status || err.line != line || err.column != column || !strstr(err.message, words)) {
    fail_msg("'%.40s': got %d at %d:%d %s", text, err.status, err.line, err.column, err.message);
  }
  prl_arena_free(arena);
}

static void what_is_refused(void **state) {
  (void)state;
  refused("a: 1\nb: [1, 2\nc: 3\n", PRL_E_SYNTAX, 4, 1, "closing bracket");
  refused("a: b: c\n", PRL_E_SYNTAX, 1, 5, "nested block mapping");
  refused("a: 1\n\tb: 2\n", PRL_E_SYNTAX, 1, 4, "not valid YAML");
  refused("a: 1\nb: \xff\n", PRL_E_SYNTAX, 2, 4, "UTF-8");
  refused("a: \xed\xa0\x80\n", PRL_E_SYNTAX, 1, 4, "UTF-8");
  refused("a: \"x\\0y\"\n", PRL_E_SYNTAX, 1, 4, "NUL");
  refused("a: 1\n---\nb: 2\n", PRL_E_SYNTAX, 2, 1, "second document");
  refused("a: 1\nb: 2\na: 3\n", PRL_E_DUPLICATE, 3, 1, "the key 'a' stands here and at line 1");
  refused("a: !!int 3\n", PRL_E_SYNTAX, 1, 10, "tag");
  refused("[a]: 3\n", PRL_E_SYNTAX, 1, 1, "key that is not a word");
  refused("a: *x\n", PRL_E_SYNTAX, 1, 4, "alias");
  refused("a: &x [*x]\n", PRL_E_SYNTAX, 1, 8, "alias");
}

static void depth_is_limited(void **state) {
  (void)state;
  char deep[300] = "";
  for (int k = 0; k < 64; k++) {
    strcat(deep, "[");
  }
  for (int k = 0; k < 64; k++) {
    strcat(deep, "]");
  }
  prl_arena *arena = prl_arena_new();
  prl_error err = {0};
  assert_non_null(parse(arena, deep, &err));
  prl_arena_free(arena);
  char deeper[302];
  snprintf(deeper, sizeof deeper, "[%s]", deep);
  refused(deeper, PRL_E_VALUE, 1, 65, "64 deep");
}

static void a_short_file_cannot_stand_for_an_endless_one(void **state) {
  (void)state;
  char text[2000] = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int k = 1; k < 9; k++) {
    char line[120];
    snprintf(line, sizeof line, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", k, k, k - 1, k - 1, k - 1, k - 1, k - 1,
             k - 1, k - 1, k - 1);
    strcat(text, line);
  }
  prl_arena *arena = prl_arena_new();
  prl_error err = {0};
  assert_null(parse(arena, text, &err));
  assert_int_equal(err.status, PRL_E_VALUE);
  assert_non_null(strstr(err.message, "aliases"));
  prl_arena_free(arena);
}

static void files_are_limited_in_size(void **state) {
  (void)state;
  scratch s = scratch_new();
  char path[128];
  snprintf(path, sizeof path, "%s/big.yaml", s.path);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fseek(file, (16 << 20), SEEK_SET), 0);
  fputc('x', file);
  fclose(file);
  prl_arena *arena = prl_arena_new();
  const prl_node *root;
  prl_error err = {0};
  assert_int_equal(prl_yaml_read(&root, arena, path, &err), PRL_E_VALUE);
  assert_non_null(strstr(err.message, "16 MB"));
  prl_error missing = {0};
  assert_int_equal(prl_yaml_read(&root, arena, "/nowhere/x.yaml", &missing), PRL_E_NO_FILE);
  prl_arena_free(arena);
  scratch_free(&s);
}

static void empty_files_hold_nothing(void **state) {
  (void)state;
  prl_arena *arena = prl_arena_new();
  static const char *const texts[] = {"", "# a comment\n", "\n\n", "---\n"};
  for (int k = 0; k < 4; k++) {
    prl_error err = {0};
    assert_null(parse(arena, texts[k], &err));
    assert_int_equal(err.status, PRL_OK);
  }
  prl_arena_free(arena);
}

/* xorshift64*, Vigna (2016) */
static uint64_t draw(uint64_t *seed) {
  *seed ^= *seed >> 12;
  *seed ^= *seed << 25;
  *seed ^= *seed >> 27;
  return *seed * 2685821657736338717u;
}

static void any_bytes_give_a_tree_or_an_error_with_its_place(void **state) {
  (void)state;
  static const char spice[] = "[]{}:,-&*!|>'\"%@`#?\n\t \\~\xc3\x80";
  prl_error err = {0};
  char *good;
  size_t length;
  assert_int_equal(prl_file_read(&good, &length, SOUND "/measures/us.yaml", &err), PRL_OK);
  uint64_t seed = 20251110;
  for (int round = 0; round < 3000; round++) {
    char *text = malloc(length);
    memcpy(text, good, length);
    for (uint64_t k = 0, edits = 1 + draw(&seed) % 4; k < edits; k++) {
      text[draw(&seed) % length] = spice[draw(&seed) % (sizeof spice - 1)];
    }
    prl_arena *arena = prl_arena_new();
    const prl_node *root;
    prl_error found = {0};
    prl_status status = prl_yaml_parse(&root, arena, "x.yaml", text, draw(&seed) % (length + 1), &found);
    assert_int_equal(status, found.status);
    if (status != PRL_OK && (root || found.line < 1 || found.column < 1 || !found.message[0])) {
      fail_msg("round %d: %d:%d '%s' for\n%.*s", round, found.line, found.column, found.message, (int)length, text);
    }
    prl_arena_free(arena);
    free(text);
  }
  free(good);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nodes_know_their_places),
                                     cmocka_unit_test(aliases_share_and_keep_their_own_place),
                                     cmocka_unit_test(what_is_refused),
                                     cmocka_unit_test(depth_is_limited),
                                     cmocka_unit_test(a_short_file_cannot_stand_for_an_endless_one),
                                     cmocka_unit_test(files_are_limited_in_size),
                                     cmocka_unit_test(empty_files_hold_nothing),
                                     cmocka_unit_test(any_bytes_give_a_tree_or_an_error_with_its_place)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
