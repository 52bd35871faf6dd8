/* import.c -- the formats in which worlds come, and one way into all of them.
 *
 * Each importer makes a world with residual accounts of one path; here its options, repairs and base tariffs are put together, and the
 * world must pass every rule that a world file must (check.c). docs/worlds.md describes the formats. */
#include "import.h"

#include <stdlib.h>
#include <string.h>

typedef prl_status importer(prl_world **out, prl_source *source);

const char *const prl_world_formats[] = {"tidy", "icio", "wiod", "flows", "cp2015", "ossa2014", NULL};
static importer *const importers[] = {prl_import_tidy,  prl_import_icio,   prl_import_wiod,
                                      prl_import_flows, prl_import_cp2015, prl_import_ossa2014};

static importer *find_importer(const char *format, prl_error *err) {
  int32_t count = 0;
  for (; prl_world_formats[count]; count++)
    if (!strcmp(prl_world_formats[count], format)) return importers[count];
  const char *near = prl_nearest(format, prl_world_formats, count);
  prl_fail(err, PRL_E_UNKNOWN_ID, "no format \"%.40s\" of worlds", format);
  if (near)
    prl_error_hint(err, "did you mean %s?", near);
  else
    prl_error_hint(err, "the formats are tidy, icio, wiod, flows, cp2015 and ossa2014");
  return NULL;
}

prl_status prl_world_import_as(prl_world **out, prl_repairs *repairs, double **tariffs, const char *format, const char *path,
                               const prl_import_options *options, prl_error *err) {
  static const prl_import_options none = {0};
  double *rate = NULL;
  prl_world *w = NULL;
  *out = NULL;
  if (tariffs) *tariffs = NULL;
  importer *import = find_importer(format, err);
  if (!import) return PRL_E_UNKNOWN_ID;
  prl_source source = {.path = path, .options = options ? options : &none, .repairs = repairs, .err = err};
  source.tariffs = tariffs ? &rate : NULL;
  prl_status status = import(&w, &source);
  if (status == PRL_OK) status = prl_world_require(w, err);
  prl_map_free(source.sector_ids);
  if (status < 0) {
    prl_error_at(err, path, 0, 0);
    prl_world_free(w);
    free(rate);
    return status;
  }
  *out = w;
  if (tariffs) *tariffs = rate;
  return PRL_OK;
}

prl_status prl_world_import(prl_world **out, const char *folder, prl_error *err) {
  return prl_world_import_as(out, NULL, NULL, "tidy", folder, NULL, err);
}
