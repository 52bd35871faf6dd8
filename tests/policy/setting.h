/* setting.h -- a dossier, a world and the product lines of both, opened once a test program. */
#ifndef SETTING_H
#define SETTING_H

#include "tiny.h"

typedef struct setting {
  prl_dossier *dossier;
  prl_world *world;
  prl_lines *lines;
} setting;

static inline int open_setting(void **state, const char *dossier, const char *world, const char *concordance) {
  setting *s = calloc(1, sizeof *s);
  prl_error err = {0};
  assert_non_null(s);
  fine(prl_dossier_open(&s->dossier, dossier, &err), &err);
  fine(prl_world_open(&s->world, world, &err), &err);
  fine(prl_lines_new(&s->lines, s->dossier, s->world, concordance, &err), &err);
  *state = s;
  return 0;
}

static inline int close_setting(void **state) {
  setting *s = *state;
  prl_lines_free(s->lines);
  prl_world_free(s->world);
  prl_dossier_free(s->dossier);
  free(s);
  return 0;
}

#endif
