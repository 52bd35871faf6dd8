/* any bytes: errors with their place, laws of places and order, mutated texts, the same twice, linear work counted in findings */
#include "reads.h"

static const char *const article = "US wants 'stable' ties, secretary says\r\n\r\nAugust 28, 2023\r\n\r\nUS Commerce Secretary Gina "
                                   "Raimondo began talks with Commerce Minister Wang "
                                   "Wentao on Monday in Beijing. \"It's a challenging relationship,\" Raimondo said. \xe2\x80\x9cWe will "
                                   "of course disagree,\xe2\x80\x9d she added.\n"
                                   "  \xe2\x80\xa2 Last week, Washington removed 27 Chinese companies from a blacklist.\n  - The 20% "
                                   "fentanyl tariff, 12 million tons of soybeans\xe2\x80\xa6\n"
                                   "The Dec. 5 call comes a week after Trump and Xispokeby phone (Reuters, AP).";

static uint64_t state_of = 88172645463325252ull;

static uint32_t draw(uint32_t below) {
  state_of ^= state_of << 13;
  state_of ^= state_of >> 7;
  state_of ^= state_of << 17;
  return (uint32_t)(state_of >> 33) % below;
}

static void laws(const reads *r, const char *bytes, size_t length) {
  size_t before = 0;
  for (int32_t k = 0; k < r->view.count; k++) {
    const prl_finding *f = &r->view.findings[k];
    assert_true(f->from >= before && f->from < f->until && f->until <= length);
    assert_true(f->line >= 1 && f->column >= 1);
    assert_true(f->words && f->note && f->entry && f->basis && f->name && f->article && f->record && f->kept);
    assert_true(f->when.kind == PRL_WHEN_NONE || f->when.first <= f->when.last);
    assert_true((*f->entry == '\0') == (*f->entry_kind == '\0'));
    before = f->from;
  }
  (void)bytes;
}

static void refused(void **state) {
  static const struct {
    const char *bytes;
    size_t length;
    int32_t line, column;
    const char *word;
  } cases[] = {{"one\ntw\0o", 8, 2, 3, "NUL"},
               {"one\n\xc3\xa9\xff", 7, 2, 2, "UTF-8"},
               {"\xc0\x80", 2, 1, 1, "UTF-8"},
               {"ab\xe2\x80", 4, 1, 3, "UTF-8"},
               {"\xed\xa0\x80", 3, 1, 1, "UTF-8"}};
  prl_error none = {0};
  prl_dossier *dossier;
  assert_int_equal(prl_dossier_open(&dossier, DOSSIER, &none), PRL_OK);
  prl_reading_options options = {.size = sizeof options, .name = "a.txt", .dossier = dossier};
  prl_reading *reading;
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    prl_error err = {0};
    assert_int_equal(prl_reading_new(&reading, cases[k].bytes, cases[k].length, &options, &err), PRL_E_FORMAT);
    assert_null(reading);
    assert_string_equal(err.file, "a.txt");
    assert_int_equal(err.line, cases[k].line);
    assert_int_equal(err.column, cases[k].column);
    assert_non_null(strstr(err.message, cases[k].word));
  }
  prl_error err = {0};
  assert_int_equal(prl_reading_new(&reading, "", (size_t)PRL_READING_MOST + 1, &options, &err), PRL_E_FORMAT);
  assert_non_null(strstr(err.message, "16777217 bytes"));
  prl_dossier_free(dossier);
  (void)state;
}

static void places_are_true(void **state) {
  reads r = reads_text(article, NULL);
  laws(&r, article, strlen(article));
  assert_true(r.view.count > 15);
  const prl_finding *f = reads_of(&r, PRL_FOUND_QUANTITY, "27 Chinese");
  assert_int_equal(f->line, 6);
  assert_int_equal(f->column, 35);
  assert_memory_equal(article + f->from, "27 Chinese companies", 20);
  reads_free(&r);
  (void)state;
}

static void same_twice(void **state) {
  reads a = reads_text(article, NULL), b = reads_text(article, NULL);
  assert_int_equal(a.view.count, b.view.count);
  for (int32_t k = 0; k < a.view.count; k++) {
    assert_string_equal(a.view.findings[k].words, b.view.findings[k].words);
    assert_string_equal(a.view.findings[k].record, b.view.findings[k].record);
  }
  reads_free(&a);
  reads_free(&b);
  (void)state;
}

static void edges(void **state) {
  static const char *const cases[] = {"",    "\n", "\"",   "\xe2\x80\x9c", "Dec",  "Dec.",  "President",  "Presidents and",  "a week after",
                                      "25%", "$",  "call", "Xi",           "said", "\"a b", "in",         "from 5% to",      "U.S.",
                                      ".",   "(@", "-",    "of",           "Last", "May",   "12 million", "Vice Premier He,"};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads r = reads_text(cases[k], k % 2 ? "2025-12-05" : NULL);
    laws(&r, cases[k], strlen(cases[k]));
    reads_free(&r);
  }
  (void)state;
}

/* bytes changed, dropped, doubled; what is no longer text is refused, the rest keeps the laws */
static void mutated(void **state) {
  prl_error none = {0};
  prl_dossier *dossier;
  size_t length = strlen(article);
  int32_t read = 0;
  assert_int_equal(prl_dossier_open(&dossier, DOSSIER, &none), PRL_OK);
  for (int32_t round = 0; round < 400; round++) {
    char *bytes = malloc(2 * length);
    size_t n = length;
    memcpy(bytes, article, length);
    for (uint32_t change = 0; change < 1 + draw(12); change++) {
      size_t at = draw((uint32_t)n), size = 1 + draw(20);
      uint32_t how = draw(4);
      if (size > n - at) size = n - at;
      if (how == 0) bytes[at] = (char)(round % 2 ? 32 + draw(95) : draw(256));
      if (how == 1) memmove(bytes + at, bytes + at + size, n - at - size), n -= size;
      if (how == 2 && n + size <= 2 * length) memmove(bytes + at + size, bytes + at, n - at), n += size;
      if (how == 3) bytes[at] = "\"\n.,'-%$ "[draw(9)];
      if (n == 0) break;
    }
    reads r = {.dossier = dossier};
    prl_error err = {0};
    prl_reading_options options = {.size = sizeof options, .name = "m", .dossier = dossier};
    prl_status status = prl_reading_new(&r.reading, bytes, n, &options, &err);
    assert_true(status == PRL_OK || status == PRL_E_FORMAT);
    if (status == PRL_OK) {
      r.view = prl_reading_look(r.reading);
      laws(&r, bytes, n);
      read++;
    }
    prl_reading_free(r.reading);
    free(bytes);
  }
  assert_true(read > 100);
  prl_dossier_free(dossier);
  (void)state;
}

static void random_bytes(void **state) {
  prl_error none = {0};
  prl_dossier *dossier;
  assert_int_equal(prl_dossier_open(&dossier, DOSSIER, &none), PRL_OK);
  prl_reading_options options = {.size = sizeof options, .name = "m", .dossier = dossier};
  for (int32_t round = 0; round < 300; round++) {
    char bytes[300];
    for (size_t k = 0; k < sizeof bytes; k++)
      bytes[k] = round % 3 == 2 ? "aeX. \"5%\n$-'(@"[draw(14)] : (char)(round % 3 ? 1 + draw(127) : draw(256));
    prl_reading *reading;
    prl_error err = {0};
    prl_status status = prl_reading_new(&reading, bytes, sizeof bytes, &options, &err);
    assert_true(status == PRL_OK || status == PRL_E_FORMAT);
    assert_true((status == PRL_OK) == (reading != NULL));
    prl_reading_free(reading);
  }
  prl_dossier_free(dossier);
  (void)state;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(refused), cmocka_unit_test(places_are_true), cmocka_unit_test(same_twice),
                                     cmocka_unit_test(edges),   cmocka_unit_test(mutated),         cmocka_unit_test(random_bytes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
