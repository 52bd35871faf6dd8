/* folder.c -- where a table of a source is.
 *
 * A folder holds STEM.csv, STEM.csv.gz or STEM.csv.zst, one of them; a file given as an option stands instead of the folder's own. */
#include "import.h"

#include <string.h>
#include <unistd.h>

prl_status prl_at_cell(prl_status status, const prl_table *table, int64_t row, int32_t column, prl_error *err) {
  prl_table_place(table, row, column, err);
  return status;
}

static const char *given_instead(const prl_source *source, const char *stem) {
  if (!strcmp(stem, "sectors")) return source->options->sectors;
  if (!strcmp(stem, "countries") || !strcmp(stem, "regions")) return source->options->regions;
  return NULL;
}

static prl_status found_twice(prl_source *source, const char *path) {
  prl_status status = prl_fail(source->err, PRL_E_DUPLICATE, "the folder holds both %s and %s", source->found, path);
  prl_error_at(source->err, source->path, 0, 0);
  prl_error_hint(source->err, "keep one of the two");
  return status;
}

static prl_status not_found(prl_source *source, const char *stem) {
  prl_status status = prl_fail(source->err, PRL_E_NO_FILE, "no %s.csv, %s.csv.gz or %s.csv.zst in the folder", stem, stem, stem);
  prl_error_at(source->err, source->path, 0, 0);
  prl_error_hint(source->err, "docs/worlds.md describes the tables a world is made of");
  return status;
}

prl_status prl_source_find(prl_source *source, const char *stem, bool required) {
  static const char *const endings[] = {".csv", ".csv.gz", ".csv.zst"};
  char path[PRL_LONGEST_PATH];
  const char *instead = given_instead(source, stem);
  snprintf(source->found, sizeof source->found, "%s", instead ? instead : "");
  for (int k = 0; k < 3 && !instead; k++) {
    if (snprintf(path, sizeof path, "%s/%s%s", source->path, stem, endings[k]) >= (int)sizeof path)
      return prl_fail(source->err, PRL_E_NO_FILE, "the path of the folder is too long");
    if (access(path, F_OK) != 0) continue;
    if (source->found[0]) return found_twice(source, path);
    snprintf(source->found, sizeof source->found, "%s", path);
  }
  return source->found[0] || !required ? PRL_OK : not_found(source, stem);
}
