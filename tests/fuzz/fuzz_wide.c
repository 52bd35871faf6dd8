/* fuzz_wide.c -- any bytes as a wide table: the first byte chooses icio or wiod. What becomes a world passes every rule, and is written and
 * read again. The table stands in memory behind a path. */
#include "../../src/world/inside.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_again(const prl_world *world) {
  char *written;
  size_t length;
  prl_world *again;
  prl_error err = {0};
  if (prl_world_require(world, &err) != PRL_OK || prl_world_encode(&written, &length, world, &err) != PRL_OK) abort();
  if (prl_world_decode(&again, "x.prlw", written, length, &err) != PRL_OK) abort();
  prl_world_free(again);
  free(written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[64];
  int file = memfd_create("wide", 0);
  if (file < 0 || size < 1 || write(file, data + 1, size - 1) != (ssize_t)size - 1) {
    close(file);
    return 0;
  }
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  prl_world *world;
  prl_error err = {0};
  prl_repairs *repairs = prl_repairs_new();
  prl_status status = prl_world_import_as(&world, repairs, NULL, data[0] & 1 ? "icio" : "wiod", path, NULL, &err);
  if (status != err.status || (status == PRL_OK) != (world != NULL) || (status != PRL_OK && !err.message[0])) abort();
  if (world) read_again(world);
  prl_world_free(world);
  prl_repairs_free(repairs);
  close(file);
  return 0;
}
