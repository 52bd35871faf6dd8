/* stamp.c -- are a dossier's files still those the index was built from?
 *
 *   stamp = FNV-1a, 64 bits, over name, size, time of change and content of every YAML file and product list, in the order of their names
 *
 * Trade weights carry no entries and are left out. Source: Fowler, Noll & Vo, constants of the 64-bit variant. */
#include "index.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static uint64_t mix(uint64_t hash, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  for (size_t k = 0; k < length; k++) {
    hash = (hash ^ at[k]) * 0x100000001b3u;
  }
  return hash;
}

static const uint64_t START = 0xcbf29ce484222325u;

static void print(char out[PRL_STAMP], uint64_t hash) { snprintf(out, PRL_STAMP, "%016llx", (unsigned long long)hash); }

void prl_index_stamp_text(char out[PRL_STAMP], const char *text) { print(out, mix(START, text, strlen(text))); }

static int holds_entries(const struct dirent *entry) {
  const char *dot = strchr(entry->d_name, '.');
  return entry->d_name[0] != '.' && dot && (strstr(dot, ".yaml") || strstr(dot, ".csv"));
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static prl_status mix_file(uint64_t *hash, const char *folder, const char *name, prl_error *err) {
  char path[4096], *bytes;
  struct stat info;
  size_t length;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  prl_status status = prl_file_read(&bytes, &length, path, err);
  if (status != PRL_OK) {
    return status;
  }
  *hash = mix(*hash, name, strlen(name) + 1);
  if (stat(path, &info) == 0) {
    int64_t facts[] = {info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
    *hash = mix(*hash, facts, sizeof facts);
  }
  *hash = mix(*hash, bytes, length);
  free(bytes);
  return PRL_OK;
}

static prl_status mix_folder(uint64_t *hash, const char *folder, const char *sub, prl_error *err) {
  char path[4096];
  struct dirent **entries;
  prl_status status = PRL_OK;
  snprintf(path, sizeof path, "%s%s%s", folder, *sub ? "/" : "", sub);
  int count = scandir(path, &entries, holds_entries, by_name);
  *hash = mix(*hash, sub, strlen(sub) + 1);
  for (int k = 0; k < count; k++) {
    status = status == PRL_OK ? mix_file(hash, path, entries[k]->d_name, err) : status;
    free(entries[k]);
  }
  if (count >= 0) {
    free(entries);
  }
  return status;
}

prl_status prl_index_stamp(char out[PRL_STAMP], const char *folder, prl_error *err) {
  static const char *const folders[] = {"", "measures", "lists"};
  uint64_t hash = START;
  prl_status status = PRL_OK;
  for (int k = 0; k < 3 && status == PRL_OK; k++) {
    status = mix_folder(&hash, folder, folders[k], err);
  }
  print(out, hash);
  return status;
}
