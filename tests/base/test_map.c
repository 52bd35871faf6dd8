/* Map: what was added is found, nothing else is; an older value is kept. Spelling: near names are found, far ones are not. */
#include "parley/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void many_keys_are_found(void **state) {
  (void)state;
  for (int32_t expected = -1; expected <= 20000; expected += 20001) {
    prl_map *map = prl_map_new(expected);
    assert_non_null(map);
    char key[32];
    for (int32_t k = 0; k < 20000; k++) {
      snprintf(key, sizeof key, "HS-%06d", k);
      assert_int_equal(prl_map_add(map, key, k), k);
    }
    for (int32_t k = 0; k < 40000; k++) {
      snprintf(key, sizeof key, "HS-%06d", k);
      assert_int_equal(prl_map_find(map, key), k < 20000 ? k : -1);
    }
    prl_map_free(map);
  }
}

static void the_older_value_is_kept(void **state) {
  (void)state;
  prl_map *map = prl_map_new(4);
  char key[] = "CHN";
  assert_int_equal(prl_map_add(map, key, 3), 3);
  assert_int_equal(prl_map_add(map, "CHN", 5), 3);
  key[0] = 'X';
  assert_int_equal(prl_map_find(map, "CHN"), 3);
  assert_int_equal(prl_map_find(map, "XHN"), -1);
  assert_int_equal(prl_map_find(map, ""), -1);
  assert_int_equal(prl_map_add(map, "", 0), 0);
  assert_int_equal(prl_map_find(map, ""), 0);
  prl_map_free(map);
  prl_map_free(NULL);
}

static void near_names_are_found(void **state) {
  (void)state;
  const char *const names[] = {"CHN", "USA", "partner", "reporter", "value_added", "soybeans"};
  const int32_t count = sizeof names / sizeof *names;
  assert_string_equal(prl_nearest("CNH", names, count), "CHN");
  assert_string_equal(prl_nearest("usa", names, count), "USA");
  assert_string_equal(prl_nearest("partnr", names, count), "partner");
  assert_string_equal(prl_nearest("value added", names, count), "value_added");
  assert_string_equal(prl_nearest("soyabens", names, count), "soybeans");
  assert_null(prl_nearest("elephants", names, count));
  assert_null(prl_nearest("EU", names, count));
  assert_null(prl_nearest("", names, count));
  assert_null(prl_nearest("CHN", names, 0));
}

static void the_nearest_of_several_wins(void **state) {
  (void)state;
  const char *const names[] = {"tariff_rates", "tariff", "tarif_rate"};
  assert_string_equal(prl_nearest("tariff_rate", names, 3), "tariff_rates");
  assert_string_equal(prl_nearest("tarif_rat", names, 3), "tarif_rate");
}

static void long_words_are_safe(void **state) {
  (void)state;
  char word[100];
  for (int k = 0; k < 99; k++) word[k] = 'a';
  word[99] = '\0';
  const char *const names[] = {word + 35, word};
  assert_null(prl_nearest(word, names, 2));
  assert_ptr_equal(prl_nearest(word + 36, names, 2), names[0]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(many_keys_are_found),         cmocka_unit_test(the_older_value_is_kept), cmocka_unit_test(near_names_are_found),
      cmocka_unit_test(the_nearest_of_several_wins), cmocka_unit_test(long_words_are_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
