/* fuzz_world.c -- any bytes as a world file: as they are, and again with lengths and checksums made right, so that what stands behind
 * them is reached. What is read is written and read again, bit for bit. The format stands at the head of src/world/store.c. */
#include "../../src/world/inside.h"

#include <stdlib.h>
#include <string.h>

enum { AT_VERSION = 8, AT_LENGTH = 12, AT_HEADER = 20, AT_SUM = 28, PROLOGUE = 36 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t get(const char *at, size_t width) {
  uint64_t x = 0;
  for (size_t k = 0; k < width; k++) x |= (uint64_t)(unsigned char)at[k] << (8 * k);
  return x;
}

static void put(char *at, uint64_t x, int width) {
  for (int k = 0; k < width; k++) at[k] = (char)(unsigned char)(x >> (8 * k));
}

/* Fowler, Noll & Vo 1a, over words of `width` bytes */
static uint64_t fnv(uint64_t sum, const char *bytes, size_t length, size_t width) {
  for (size_t k = 0; k < length; k += width) sum = (sum ^ get(bytes + k, length - k < width ? length - k : width)) * 0x100000001b3u;
  return sum;
}

static void make_right(char *bytes, size_t size) {
  uint64_t header = get(bytes + AT_HEADER, 8) % (size - PROLOGUE + 1);
  memcpy(bytes, "PRLWORLD", 8);
  put(bytes + AT_VERSION, 1, 4);
  put(bytes + AT_LENGTH, size, 8);
  put(bytes + AT_HEADER, header, 8);
  char *frame = bytes + PROLOGUE + header;
  if (header >= 8) put(frame - 8, fnv(0xcbf29ce484222325u, frame, (size_t)(bytes + size - frame), 8), 8);
  put(bytes + AT_SUM, fnv(fnv(0xcbf29ce484222325u, bytes, AT_SUM, 1), bytes + PROLOGUE, (size_t)header, 1), 8);
}

static void decode(const char *bytes, size_t size) {
  prl_world *world, *again;
  prl_error err = {0};
  prl_status status = prl_world_decode(&world, "x.prlw", bytes, size, &err);
  if (status != err.status || (status == PRL_OK) != (world != NULL) || (status != PRL_OK && !err.message[0])) abort();
  if (!world) return;
  char *written;
  size_t length;
  if (prl_world_encode(&written, &length, world, &err) != PRL_OK) abort();
  if (prl_world_decode(&again, "x.prlw", written, length, &err) != PRL_OK) abort();
  if (memcmp(world->trade, again->trade, (size_t)prl_world_trade_cells(world) * sizeof *world->trade) != 0) abort();
  prl_world_free(again);
  prl_world_free(world);
  free(written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  decode((const char *)data, size);
  if (size < PROLOGUE) return 0;
  char *bytes = malloc(size);
  if (!bytes) return 0;
  memcpy(bytes, data, size);
  make_right(bytes, size);
  decode(bytes, size);
  free(bytes);
  return 0;
}
