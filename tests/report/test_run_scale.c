/* what run says of uniqueness where costs fall with scale: proved not unique, not proved, not known; nothing without scale */
#include "pages.h"

#include "../../src/report/run.h"

#include <math.h>

static void says(const prl_uniqueness *u, const char *expected) {
  const prl_style style = {.width = 1000};
  prl_text out = {0};
  prl_run_scale_text(&out, &style, u);
  assert_string_equal(out.bytes ? out.bytes : "", expected);
  prl_text_free(&out);
}

static void text(void **state) {
  (void)state;
  says(NULL, "");
  says(&(prl_uniqueness){.unknowns = 9000, .log_size = NAN, .turns = NAN},
       "\nUnique?   not known: the Jacobian of its 9000 unknowns is singular, or too large for its determinant.\n");
  says(&(prl_uniqueness){.unknowns = 300, .sign = 1, .turns = NAN}, "\nUnique?   no other equilibrium is proved: the index of the base is "
                                                                    "+1 from constant returns up to these scale elasticities. That does "
                                                                    "not prove there is none.\n");
  says(
      &(prl_uniqueness){.unknowns = 300, .sign = -1, .turns = 0.8812, .crossings = 1},
      "\nUnique?   the answer is not the only one to be had: the index of the base turns at 88.1 % of these scale elasticities, and is -1: "
      "other equilibria exist. An answer given is the one connected with constant returns.\n");
  says(&(prl_uniqueness){.unknowns = 300, .sign = 1, .turns = 0.5, .crossings = 2},
       "\nUnique?   not known to be the only answer: the index of the base turns at 50.0 % of these scale elasticities, 2 times up to all "
       "of "
       "them, and is +1 again: others came about on the way, and may last. An answer given is the one connected with constant returns.\n");
}

static json_t *object_of(const prl_uniqueness *u) {
  prl_json json = {.root = json_object()};
  prl_run_scale_json(&json, u);
  assert_false(json.failed);
  json_t *o = json_incref(json_object_get(json.root, "uniqueness"));
  json_decref(json.root);
  return o;
}

static void json(void **state) {
  (void)state;
  json_t *none = object_of(NULL), *turned = object_of(&(prl_uniqueness){.unknowns = 300, .sign = -1, .turns = 0.25, .crossings = 3}),
         *unknown = object_of(&(prl_uniqueness){.unknowns = 9000, .log_size = NAN, .turns = NAN});
  assert_true(json_is_null(none));
  assert_int_equal(json_integer_value(json_object_get(turned, "index")), -1);
  assert_int_equal(json_integer_value(json_object_get(turned, "turns")), 3);
  assert_int_equal(json_integer_value(json_object_get(turned, "unknowns")), 300);
  assert_true(json_real_value(json_object_get(turned, "turns_at")) == 0.25);
  assert_true(json_is_null(json_object_get(unknown, "index")) && json_is_null(json_object_get(unknown, "turns_at")));
  json_decref(none), json_decref(turned), json_decref(unknown);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(text), cmocka_unit_test(json)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
