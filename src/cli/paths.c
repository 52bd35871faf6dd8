/* paths.c -- names of dossiers, worlds and tables to files.
 *
 * A name is first tried as a path. Else it is looked for in ROOT/dossiers/NAME, ROOT/worlds/NAME[.prlw] with ROOT, in this order: the
 * current folder; $PARLEY_DATA; the folder above the program's (the source tree, for build/parley); ../share/parley beside the program
 * (installed). */
#include "cli.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROOTS = 4 };

typedef struct roots {
  char at[ROOTS][PRL_PATH];    /* resolved; what tells one from another */
  char shown[ROOTS][PRL_PATH]; /* as it begins a path: "" for the current folder, else with a slash at its end */
  int32_t count;
} roots;

static void add_root(roots *out, const char *folder, const char *below, bool current) {
  char path[2 * PRL_PATH], *real;
  snprintf(path, sizeof path, "%s%s", folder, below);
  real = realpath(path, NULL);
  if (!real || strlen(real) + 1 >= PRL_PATH) {
    free(real);
    return;
  }
  bool known = false;
  for (int32_t k = 0; k < out->count; k++) {
    known = known || !strcmp(out->at[k], real);
  }
  if (!known) {
    memcpy(out->at[out->count], real, strlen(real) + 1);
    snprintf(out->shown[out->count++], PRL_PATH, "%s%s", current ? "" : real, current ? "" : "/");
  }
  free(real);
}

static void find_roots(roots *out) {
  char program[PRL_PATH];
  const char *data = getenv("PARLEY_DATA");
  ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  out->count = 0;
  add_root(out, ".", "", true);
  if (data && *data) {
    add_root(out, data, "", false);
  }
  if (length > 0) {
    program[length] = '\0';
    *strrchr(program, '/') = '\0';
    add_root(out, program, "/..", false);
    add_root(out, program, "/../share/parley", false);
  }
}

static bool is_file(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static bool is_dossier(const char *folder) {
  char path[PRL_PATH + 32];
  snprintf(path, sizeof path, "%s/dossier.yaml", folder);
  return is_file(path);
}

static bool is_world(const char *path) {
  static const char *const tables[] = {"trade.csv", "trade.csv.gz", "trade.csv.zst"};
  size_t length = strlen(path);
  if (length > 5 && !strcmp(path + length - 5, ".prlw")) {
    return is_file(path);
  }
  for (int32_t k = 0; k < PRL_COUNT(tables); k++) {
    char table[PRL_PATH + 32];
    snprintf(table, sizeof table, "%s/%s", path, tables[k]);
    if (is_file(table)) {
      return true;
    }
  }
  return false;
}

static bool holds(const prl_found *found, const char *name) {
  for (int32_t k = 0; k < found->count; k++) {
    if (!strcmp(found->name[k], name)) {
      return true;
    }
  }
  return false;
}

static bool grow(prl_found *found) {
  size_t count = (size_t)found->count + 1;
  char **name = realloc(found->name, count * sizeof *name);
  if (name) {
    found->name = name;
  }
  char **path = name ? realloc(found->path, count * sizeof *path) : NULL;
  if (path) {
    found->path = path;
  }
  return name && path;
}

static prl_status add_found(prl_found *found, const char *folder, const char *entry, prl_error *err) {
  char name[NAME_MAX + 1], path[PRL_PATH];
  size_t length = strlen(entry);
  snprintf(name, sizeof name, "%.*s", (int)(length > 5 && !strcmp(entry + length - 5, ".prlw") ? length - 5 : length), entry);
  if (holds(found, name)) {
    return PRL_OK;
  }
  snprintf(path, sizeof path, "%s/%s", folder, entry);
  if (!grow(found)) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left to list %s", folder);
  }
  found->name[found->count] = strdup(name);
  found->path[found->count] = strdup(path);
  found->count++;
  bool kept = found->name[found->count - 1] && found->path[found->count - 1];
  return kept ? PRL_OK : prl_fail(err, PRL_E_MEMORY, "no memory left to list %s", folder);
}

static prl_status scan(prl_found *found, const char *folder, bool (*wanted)(const char *), prl_error *err) {
  struct dirent **entries;
  int count = scandir(folder, &entries, NULL, alphasort);
  prl_status status = PRL_OK;
  for (int k = 0; k < count; k++) {
    char path[PRL_PATH + NAME_MAX + 2];
    snprintf(path, sizeof path, "%s/%s", folder, entries[k]->d_name);
    if (status == PRL_OK && entries[k]->d_name[0] != '.' && wanted(path)) {
      status = add_found(found, folder, entries[k]->d_name, err);
    }
    free(entries[k]);
  }
  if (count >= 0) {
    free(entries);
  }
  return status;
}

static prl_status find_all(prl_found *out, const char *kind, bool (*wanted)(const char *), prl_error *err) {
  roots all;
  prl_status status = PRL_OK;
  *out = (prl_found){0};
  find_roots(&all);
  for (int32_t k = 0; k < all.count && status == PRL_OK; k++) {
    char folder[PRL_PATH + 16];
    snprintf(folder, sizeof folder, "%s%s", all.shown[k], kind);
    prl_text_printf(&out->looked, "%s%s", k ? ", " : "", folder);
    status = scan(out, folder, wanted, err);
  }
  if (status != PRL_OK) {
    prl_cli_found_free(out);
  }
  return status;
}

prl_status prl_cli_find_dossiers(prl_found *out, prl_error *err) { return find_all(out, "dossiers", is_dossier, err); }

prl_status prl_cli_find_worlds(prl_found *out, prl_error *err) { return find_all(out, "worlds", is_world, err); }

void prl_cli_found_free(prl_found *found) {
  for (int32_t k = 0; k < found->count; k++) {
    free(found->name[k]);
    free(found->path[k]);
  }
  free(found->name);
  free(found->path);
  prl_text_free(&found->looked);
  *found = (prl_found){0};
}

static void add_names(prl_text *out, const prl_found *found) {
  for (int32_t k = 0; k < found->count; k++) {
    prl_text_printf(out, "%s%s", k ? ", " : "", found->name[k]);
  }
  if (!found->count) {
    prl_text_puts(out, "none");
  }
}

static prl_status no_such(const char *kind, const char *name, const prl_found *found, prl_error *err) {
  prl_text names = {0};
  add_names(&names, found);
  const char *near = prl_nearest(name, (const char *const *)found->name, found->count);
  prl_fail(err, PRL_E_UNKNOWN_ID, "no %s \"%.80s\"; found: %s; looked in %s", kind, name, names.failed ? "?" : names.bytes,
           found->looked.failed ? "?" : found->looked.bytes);
  if (near) {
    prl_error_hint(err, "did you mean %s? Or give a path", near);
  } else {
    prl_error_hint(err, "give one of these or a path, or name the folder that holds %ss/ in PARLEY_DATA", kind);
  }
  prl_text_free(&names);
  return PRL_E_UNKNOWN_ID;
}

static prl_status take(char *out, const char *path, prl_error *err) {
  return (size_t)snprintf(out, PRL_PATH, "%s", path) < PRL_PATH ? PRL_OK : prl_fail(err, PRL_E_USAGE, "a path is too long");
}

static prl_status look_up(char *out, const char *kind, const char *name, const prl_found *found, prl_error *err) {
  for (int32_t k = 0; k < found->count; k++) {
    if (!strcmp(found->name[k], name)) {
      return take(out, found->path[k], err);
    }
  }
  return no_such(kind, name, found, err);
}

static prl_status only_dossier(char *out, const prl_found *found, prl_error *err) {
  prl_text names = {0};
  if (found->count == 1) {
    return take(out, found->path[0], err);
  }
  add_names(&names, found);
  prl_fail(err, PRL_E_USAGE, "which dossier? Found: %s; looked in %s", names.failed ? "?" : names.bytes,
           found->looked.failed ? "?" : found->looked.bytes);
  prl_error_hint(err, "name one, give the path of its folder, or name the folder that holds dossiers/ in PARLEY_DATA");
  prl_text_free(&names);
  return PRL_E_USAGE;
}

prl_status prl_cli_dossier_path(char *out, const char *name, prl_error *err) {
  prl_found found;
  if (name && (strchr(name, '/') || is_dossier(name))) {
    return take(out, name, err);
  }
  prl_status status = prl_cli_find_dossiers(&found, err);
  if (status == PRL_OK) {
    status = name ? look_up(out, "dossier", name, &found, err) : only_dossier(out, &found, err);
    prl_cli_found_free(&found);
  }
  return status;
}

prl_status prl_cli_world_path(char *out, const char *name, prl_error *err) {
  prl_found found;
  size_t length = strlen(name);
  if (strchr(name, '/') || is_world(name) || (length > 5 && !strcmp(name + length - 5, ".prlw"))) {
    return take(out, name, err);
  }
  prl_status status = prl_cli_find_worlds(&found, err);
  if (status == PRL_OK) {
    status = look_up(out, "world", name, &found, err);
    prl_cli_found_free(&found);
  }
  return status;
}

prl_status prl_cli_shared_path(char *out, const char *file, prl_error *err) {
  roots all;
  prl_text looked = {0};
  find_roots(&all);
  for (int32_t k = 0; k < all.count; k++) {
    char path[PRL_PATH + NAME_MAX];
    snprintf(path, sizeof path, "%sworlds/%s", all.shown[k], file);
    if (is_file(path)) {
      prl_text_free(&looked);
      return take(out, path, err);
    }
    prl_text_printf(&looked, "%s%sworlds", k ? ", " : "", all.shown[k]);
  }
  prl_fail(err, PRL_E_NO_FILE, "no table %s; looked in %s", file, looked.failed || !looked.bytes ? "?" : looked.bytes);
  prl_error_hint(err, "name the folder that holds worlds/%s in PARLEY_DATA", file);
  prl_text_free(&looked);
  return PRL_E_NO_FILE;
}
