/* Arena and growing text: zeroed, aligned, disjoint blocks of every size; sizes that overflow are refused. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void fill(prl_arena *arena) {
  enum { BLOCKS = 400 };
  unsigned char *block[BLOCKS];
  size_t size[BLOCKS];
  for (int k = 0; k < BLOCKS; k++) {
    size[k] = k % 50 == 49 ? 300000 : (size_t)(k * 37 % 5000);
    block[k] = prl_arena_alloc(arena, size[k], 1);
    assert_non_null(block[k]);
    assert_int_equal((uintptr_t)block[k] % (size[k] >= 64 ? 64 : 16), 0);
    for (size_t i = 0; i < size[k]; i++) assert_int_equal(block[k][i], 0);
    memset(block[k], k % 255 + 1, size[k]);
  }
  for (int k = 0; k < BLOCKS; k++)
    for (size_t i = 0; i < size[k]; i++) assert_int_equal(block[k][i], k % 255 + 1);
}

static void blocks_are_zero_aligned_and_disjoint(void **state) {
  (void)state;
  prl_arena *arena = prl_arena_new();
  fill(arena);
  prl_arena_free(arena);
}

/* What was written before an arena was emptied is gone. */
static void an_emptied_arena_is_as_new(void **state) {
  (void)state;
  prl_arena *arena = prl_arena_new();
  for (int round = 0; round < 4; round++) {
    fill(arena);
    prl_arena_reset(arena);
  }
  prl_arena_reset(NULL);
  prl_arena_free(arena);
}

static void overflow_and_too_much_give_null(void **state) {
  (void)state;
  prl_arena *arena = prl_arena_new();
  assert_null(prl_arena_alloc(arena, SIZE_MAX / 2, 3));
  assert_null(prl_arena_alloc(arena, SIZE_MAX, 1));
  assert_null(prl_arena_alloc(arena, SIZE_MAX - 80, 1));
  assert_null(prl_arena_text(arena, "", SIZE_MAX));
  assert_non_null(prl_arena_alloc(arena, 0, 8));
  assert_non_null(prl_arena_alloc(arena, 8, 8));
  prl_arena_free(arena);
  prl_arena_free(NULL);
}

static void texts_are_copied(void **state) {
  (void)state;
  prl_arena *arena = prl_arena_new();
  assert_string_equal(prl_arena_text(arena, "CHN,USA", 3), "CHN");
  assert_string_equal(prl_arena_text(arena, NULL, 0), "");
  assert_string_equal(prl_arena_printf(arena, "%s -> %s, %04d", "CHN", "USA", 102), "CHN -> USA, 0102");
  prl_arena_free(arena);
}

static void text_grows(void **state) {
  (void)state;
  prl_text text = {0};
  for (int k = 0; k < 10000; k++) prl_text_printf(&text, "%d,", k % 10);
  prl_text_puts(&text, "end");
  prl_text_add(&text, "xyz", 1);
  assert_false(text.failed);
  assert_int_equal(text.length, 20004);
  assert_int_equal(strlen(text.bytes), 20004);
  assert_string_equal(text.bytes + 19996, "8,9,endx");
  prl_text_free(&text);
  assert_null(text.bytes);
}

static void failed_text_stays_failed(void **state) {
  (void)state;
  prl_text text = {0};
  prl_text_puts(&text, "a");
  prl_text_add(&text, "b", SIZE_MAX - 1);
  assert_true(text.failed);
  prl_text_puts(&text, "c");
  prl_text_printf(&text, "%d", 1);
  assert_string_equal(text.bytes, "a");
  assert_true(text.failed);
  prl_text_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_are_zero_aligned_and_disjoint),
      cmocka_unit_test(an_emptied_arena_is_as_new),
      cmocka_unit_test(overflow_and_too_much_give_null),
      cmocka_unit_test(texts_are_copied),
      cmocka_unit_test(text_grows),
      cmocka_unit_test(failed_text_stays_failed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
