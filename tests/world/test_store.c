/* test_store.c -- a world file comes back bit for bit; one that was cut, altered or is of another version is refused. */
#include "sample.h"

static prl_status decode(prl_world **out, const char *bytes, size_t length, prl_error *err) {
  *err = (prl_error){0};
  return prl_world_decode(out, "small.prlw", bytes, length, err);
}

static void bit_for_bit(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    prl_world *w = sample_world(seed, 1 + (int32_t)(seed % 7), 1 + (int32_t)(seed % 5)), *back = NULL;
    char *folder = folder_new(), path[512];
    snprintf(path, sizeof path, "%s/world.prlw", folder);
    assert_int_equal(prl_world_save(w, path, NULL), PRL_OK);
    assert_int_equal(prl_world_open(&back, path, NULL), PRL_OK);
    assert_worlds_equal(w, back);
    assert_string_equal(back->source, w->source);
    assert_string_equal(back->notes, "");
    assert_int_equal(back->base_year, 2022);
    prl_world_free(back);
    prl_world_free(w);
    folder_free(folder);
  }
}

/* Values as tables hold them take the decimal way; their doubles must come back all the same. */
static void decimals_come_back(void **state) {
  (void)state;
  static const double values[] = {0, 0.1, 1e-22, 4294967295.0, 0.0001212951, 123456.7, 4.352e-15, 1234567};
  prl_world *w = sample_world(3, 4, 3), *back = NULL;
  for (int64_t c = 0; c < prl_world_trade_cells(w); c++) w->trade[c] = 1000 + values[c % 8];
  for (int64_t c = 0; c < prl_world_use_cells(w); c++) w->use[c] = c % 8 == 3 || c % 8 > 4 ? 0.25 : values[c % 8];
  sample_balance(w);
  char *bytes = NULL;
  size_t length = 0;
  prl_error err;
  assert_int_equal(prl_world_encode(&bytes, &length, w, NULL), PRL_OK);
  uint32_t header;
  memcpy(&header, bytes + 20, sizeof header);
  const char *kinds = bytes + 36 + header - 12; /* before the last 8 bytes of the header, see store.c */
  assert_int_equal(kinds[1], 1);
  assert_int_equal(kinds[3], 0);
  assert_int_equal(decode(&back, bytes, length, &err), PRL_OK);
  assert_worlds_equal(w, back);
  free(bytes);
  prl_world_free(back);
  prl_world_free(w);
}

static void same_world_same_bytes(void **state) {
  (void)state;
  char *bytes[2] = {NULL, NULL};
  size_t length[2] = {0, 0};
  for (int k = 0; k < 2; k++) {
    prl_world *w = sample_world(5, 3, 2);
    assert_int_equal(prl_world_encode(&bytes[k], &length[k], w, NULL), PRL_OK);
    prl_world_free(w);
  }
  assert_int_equal(length[0], length[1]);
  assert_memory_equal(bytes[0], bytes[1], length[0]);
  free(bytes[0]);
  free(bytes[1]);
}

static void every_cut_is_refused(void **state) {
  (void)state;
  prl_world *w = sample_world(7, 3, 2), *back = NULL;
  char *bytes = NULL, expected[64];
  size_t length = 0;
  prl_error err;
  assert_int_equal(prl_world_encode(&bytes, &length, w, NULL), PRL_OK);
  snprintf(expected, sizeof expected, "%zu expected", length);
  for (size_t cut = 0; cut < length; cut++) {
    char *part = malloc(cut + 1); /* its own block, so that a read past the cut is seen by the sanitizer */
    memcpy(part, bytes, cut);
    assert_int_equal(decode(&back, part, cut, &err), PRL_E_FORMAT);
    assert_null(back);
    assert_says(&err, cut < 8 ? "small.prlw|PRLWORLD" : cut < 36 ? "cut|at least 36" : expected);
    free(part);
  }
  free(bytes);
  prl_world_free(w);
}

static void every_flipped_bit_is_refused(void **state) {
  (void)state;
  prl_world *w = sample_world(8, 3, 2), *back = NULL;
  char *bytes = NULL;
  size_t length = 0;
  prl_error err;
  assert_int_equal(prl_world_encode(&bytes, &length, w, NULL), PRL_OK);
  for (size_t at = 0; at < length; at++)
    for (int bit = 0; bit < 8; bit++) {
      bytes[at] = (char)(bytes[at] ^ (1 << bit));
      prl_status status = decode(&back, bytes, length, &err);
      if (status != PRL_E_FORMAT && status != PRL_E_VERSION) fail_msg("bit %d of byte %zu: status %d", bit, at, status);
      assert_null(back);
      bytes[at] = (char)(bytes[at] ^ (1 << bit));
    }
  assert_int_equal(decode(&back, bytes, length, &err), PRL_OK);
  prl_world_free(back);
  free(bytes);
  prl_world_free(w);
}

static void newer_version(void **state) {
  (void)state;
  prl_world *w = sample_world(9, 2, 2), *back = NULL;
  char *bytes = NULL;
  size_t length = 0;
  prl_error err;
  assert_int_equal(prl_world_encode(&bytes, &length, w, NULL), PRL_OK);
  bytes[8] = 2;
  assert_int_equal(decode(&back, bytes, length, &err), PRL_E_VERSION);
  assert_says(&err, "version 2|reads version 1");
  free(bytes);
  prl_world_free(w);
}

static void sum_again(char *bytes) {
  uint32_t header;
  memcpy(&header, bytes + 20, sizeof header);
  uint64_t sum = 0xcbf29ce484222325u;
  for (size_t k = 0; k < 36 + (size_t)header; k++)
    if (k < 28 || k >= 36) sum = (sum ^ (unsigned char)bytes[k]) * 0x100000001b3u;
  memcpy(bytes + 28, &sum, sizeof sum);
}

/* A header made to deceive, its checksum right: lengths and counts that do not fit what is there are found all the same. */
static void headers_that_lie(void **state) {
  (void)state;
  prl_world *w = sample_world(11, 3, 2), *back = NULL;
  char *bytes = NULL;
  size_t length = 0, refused = 0, tried = 0;
  uint32_t header;
  prl_error err;
  assert_int_equal(prl_world_encode(&bytes, &length, w, NULL), PRL_OK);
  memcpy(&header, bytes + 20, sizeof header);
  static const unsigned char values[] = {0x00, 0x01, 0x20, 0x7f, 0x80, 0xff};
  for (size_t at = 36; at < 36 + (size_t)header; at++)
    for (size_t v = 0; v < sizeof values; v++, tried++) {
      char kept = bytes[at];
      bytes[at] = (char)values[v];
      sum_again(bytes);
      refused += decode(&back, bytes, length, &err) < 0;
      prl_world_free(back);
      back = NULL;
      bytes[at] = kept;
    }
  assert_true(refused > tried / 3);
  for (int field = 36; field <= 40; field += 4) { /* regions, sectors */
    char kept = bytes[field];
    bytes[field] = 4;
    sum_again(bytes);
    assert_int_equal(decode(&back, bytes, length, &err), PRL_E_FORMAT);
    bytes[field] = kept;
  }
  bytes[36] = bytes[37] = bytes[38] = bytes[39] = (char)0xff;
  sum_again(bytes);
  assert_int_equal(decode(&back, bytes, length, &err), PRL_E_FORMAT);
  assert_says(&err, "regions and sectors are impossible");
  free(bytes);
  prl_world_free(w);
}

/* Bytes behind the end, however many, are not a world file either. */
static void bytes_behind_the_end(void **state) {
  (void)state;
  prl_world *w = sample_world(9, 2, 2), *back = NULL;
  char *bytes = NULL;
  size_t length = 0;
  prl_error err;
  assert_int_equal(prl_world_encode(&bytes, &length, w, NULL), PRL_OK);
  char *longer = calloc(length + 3, 1);
  memcpy(longer, bytes, length);
  assert_int_equal(decode(&back, longer, length + 3, &err), PRL_E_FORMAT);
  assert_says(&err, "too long");
  free(longer);
  free(bytes);
  prl_world_free(w);
}

/* The writer does not judge; the reader does: a file whose accounts do not balance is refused with rule and place. */
static void unbalanced_file(void **state) {
  (void)state;
  prl_world *w = sample_world(10, 3, 2), *back = NULL;
  w->value_added[2 * 2 + 1] *= 1.001;
  char *bytes = NULL;
  size_t length = 0;
  prl_error err;
  assert_int_equal(prl_world_encode(&bytes, &length, w, NULL), PRL_OK);
  assert_int_equal(decode(&back, bytes, length, &err), PRL_E_UNBALANCED);
  assert_null(back);
  assert_says(&err, "output = inputs + value added|R2 s1");
  free(bytes);
  prl_world_free(w);
}

static void too_large(void **state) {
  (void)state;
  prl_world *w = NULL;
  prl_error err = {0};
  assert_int_equal(prl_world_blank(&w, 4096, 17, &err), PRL_E_VALUE);
  assert_null(w);
  assert_says(&err, "4096 regions|2^28");
  assert_int_equal(prl_world_blank(&w, 17, 4096, NULL), PRL_E_VALUE);
  assert_int_equal(prl_world_blank(&w, 0, 2, NULL), PRL_E_VALUE);
  assert_int_equal(prl_world_blank(&w, 4097, 1, NULL), PRL_E_VALUE);
}

static void file_that_is_none(void **state) {
  (void)state;
  prl_world *w = NULL;
  prl_error err = {0};
  char *folder = folder_new(), path[512];
  folder_put(folder, "world.prlw", "sector,importer\n");
  snprintf(path, sizeof path, "%s/world.prlw", folder);
  assert_int_equal(prl_world_open(&w, path, &err), PRL_E_FORMAT);
  assert_says(&err, "world.prlw|not a world file");
  folder_free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bit_for_bit),
      cmocka_unit_test(decimals_come_back),
      cmocka_unit_test(same_world_same_bytes),
      cmocka_unit_test(every_cut_is_refused),
      cmocka_unit_test(every_flipped_bit_is_refused),
      cmocka_unit_test(newer_version),
      cmocka_unit_test(bytes_behind_the_end),
      cmocka_unit_test(unbalanced_file),
      cmocka_unit_test(too_large),
      cmocka_unit_test(file_that_is_none),
      cmocka_unit_test(headers_that_lie),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
