/* add_append.c -- a draft into a dossier, or nothing.
 *
 * The dossier is laid out again in a folder of its own, every file a link to the original but the one that changes, which is the old text
 * with the draft behind it; that is read like any dossier. Only when it is sound the same bytes replace the file (written beside, renamed),
 * and only if the file is still what it was. A place in the part that is the draft becomes a place in the draft.
 *
 * Invariant: the old bytes of the file are a prefix of the new ones. */
#include "add.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEP = 4 };

typedef struct trial {
  char top[PRL_PATH], folder[PRL_PATH]; /* the folder made, and the dossier in it, under its own name */
  char target[PRL_PATH];                /* relative: "commitments.yaml" */
  prl_text old, whole;                  /* old bytes of the target; old bytes and the draft */
  int32_t old_lines;                    /* the draft begins on the next */
} trial;

static prl_status cannot(prl_error *err, const char *path, const char *doing) {
  char why[128];
  return prl_fail(err, PRL_E_WRITE, "%s %s: %s", path, doing, strerror_r(errno, why, sizeof why));
}

static bool join(char out[PRL_PATH], const char *folder, const char *name) {
  return (size_t)snprintf(out, PRL_PATH, "%s/%s", folder, name) < PRL_PATH;
}

/* ---- a dossier laid out again ---- */

static prl_status link_folder(const char *from, const char *to, int depth, prl_error *err);

static prl_status link_entry(const char *from, const char *to, int depth, prl_error *err) {
  struct stat info;
  if (stat(from, &info) != 0) {
    return PRL_OK; /* a dangling link: nothing that could be read */
  }
  if (S_ISDIR(info.st_mode)) {
    return depth < DEEP ? link_folder(from, to, depth + 1, err) : PRL_OK;
  }
  return symlink(from, to) == 0 ? PRL_OK : cannot(err, to, "cannot be made");
}

static prl_status link_folder(const char *from, const char *to, int depth, prl_error *err) {
  char one[PRL_PATH], other[PRL_PATH];
  prl_status status = PRL_OK;
  DIR *folder = opendir(from);
  if (!folder || mkdir(to, 0700) != 0) {
    status = cannot(err, folder ? to : from, folder ? "cannot be made" : "cannot be read");
  }
  for (struct dirent *entry; status == PRL_OK && (entry = readdir(folder));) {
    if (entry->d_name[0] != '.' && join(one, from, entry->d_name) && join(other, to, entry->d_name)) {
      status = link_entry(one, other, depth, err);
    }
  }
  if (folder) {
    closedir(folder);
  }
  return status;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk) {
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

static void end_trial(trial *t) {
  if (*t->top) {
    nftw(t->top, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  }
  prl_text_free(&t->old);
  prl_text_free(&t->whole);
}

static prl_status lay_out(trial *t, const char *folder, prl_error *err) {
  const char *base = getenv("TMPDIR");
  char *real = realpath(folder, NULL);
  snprintf(t->top, sizeof t->top, "%s/parley-add-XXXXXX", base && *base ? base : "/tmp");
  if (!real || !mkdtemp(t->top)) {
    prl_status status = cannot(err, real ? t->top : folder, "cannot be opened");
    *t->top = '\0';
    free(real);
    return status;
  }
  prl_status status =
      join(t->folder, t->top, strrchr(real, '/') + 1) ? link_folder(real, t->folder, 0, err) : prl_fail(err, PRL_E_WRITE, "path too long");
  free(real);
  return status;
}

/* ---- old text and draft ---- */

static prl_status read_old(prl_text *old, const char *path, prl_error *err) {
  char *bytes = NULL;
  size_t length = 0;
  struct stat info;
  prl_status status = stat(path, &info) == 0 ? prl_file_read(&bytes, &length, path, err) : PRL_OK;
  prl_text_add(old, bytes ? bytes : "", length);
  free(bytes);
  return status;
}

static prl_status put_draft(trial *t, const char *folder, const char *target, const char *draft, prl_error *err) {
  char path[PRL_PATH];
  snprintf(t->target, sizeof t->target, "%s", target);
  if (!join(path, folder, target)) {
    return prl_fail(err, PRL_E_WRITE, "path too long");
  }
  prl_status status = read_old(&t->old, path, err);
  prl_text_add(&t->whole, t->old.bytes ? t->old.bytes : "", t->old.length);
  if (t->old.length && t->old.bytes[t->old.length - 1] != '\n') {
    prl_text_puts(&t->whole, "\n");
  }
  for (size_t k = 0; k < t->whole.length; k++) {
    t->old_lines += t->whole.bytes[k] == '\n';
  }
  prl_text_puts(&t->whole, draft);
  if (t->whole.failed) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for %s", path);
  }
  if (status == PRL_OK && join(path, t->folder, target)) {
    unlink(path);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
    status = prl_file_write(path, t->whole.bytes, t->whole.length, err);
  }
  return status;
}

/* ---- reading it ---- */

/* "/tmp/parley-add-x/us-china/items.yaml" -> "dossiers/us-china/items.yaml", or the draft where the line is one of its */
static void real_place(prl_error *found, const trial *t, const prl_addition *a) {
  char inside[PRL_PATH], target[PRL_PATH];
  size_t length = strlen(t->folder);
  if (strncmp(found->file, t->folder, length) != 0) {
    return;
  }
  snprintf(inside, sizeof inside, "%s", found->file + length);
  join(target, "", t->target);
  if (!strcmp(inside, target) && found->line > t->old_lines) {
    found->line -= t->old_lines;
    snprintf(found->file, sizeof found->file, "%s", a->draft_name);
  } else {
    snprintf(found->file, sizeof found->file, "%.180s%.180s", a->folder, inside);
  }
}

static prl_status refuse(prl_error *err, prl_error *found, const trial *t, const prl_addition *a) {
  real_place(found, t, a);
  if (err && err->status == PRL_OK) {
    *err = *found;
  }
  return found->status;
}

/* ---- what was added ---- */

static void look_for(prl_addition *a, const trial *t, const char *id, prl_place place) {
  const char *inside = place.file + strlen(t->folder) + 1;
  if (!*a->id && strlen(place.file) > strlen(t->folder) && !strcmp(inside, t->target) && place.line > t->old_lines) {
    snprintf(a->id, sizeof a->id, "%s", id);
    a->line = place.line;
  }
}

#define LOOK(array, number)                                                                                                                \
  for (int32_t k = 0; k < v.number; k++) {                                                                                                 \
    look_for(a, t, v.array[k].id, v.array[k].place);                                                                                       \
  }

static prl_status name_entry(prl_addition *a, const trial *t, const prl_dossier *dossier, prl_error *err) {
  prl_dossier_view v = prl_dossier_look(dossier);
  *a->id = '\0';
  LOOK(sources, source_count)
  LOOK(people, person_count)
  LOOK(events, event_count)
  LOOK(measures, measure_count)
  LOOK(commitments, commitment_count)
  LOOK(claims, claim_count)
  LOOK(items, item_count)
  if (*a->id) {
    return PRL_OK;
  }
  prl_fail(err, PRL_E_MISSING, "the draft holds no entry");
  prl_error_at(err, a->draft_name, 1, 1);
  prl_error_hint(err, "begin with \"- id:\"; 'parley add %s --template' shows one", a->kind->name);
  return PRL_E_MISSING;
}

static prl_status try_draft(prl_addition *a, trial *t, const char *target, const char *draft, prl_dossier **dossier, prl_error *err) {
  prl_error found = {0};
  prl_status status = lay_out(t, a->folder, err);
  if (status == PRL_OK) {
    status = put_draft(t, a->folder, target, draft, err);
  }
  if (status == PRL_OK && prl_dossier_open(dossier, t->folder, &found) != PRL_OK) {
    status = refuse(err, &found, t, a);
  }
  return status == PRL_OK ? name_entry(a, t, *dossier, err) : status;
}

/* ---- where a measure belongs: with those of its layer, else with those of its imposer, else in a file of the imposer's own ---- */

static void choose_file(char out[PRL_PATH], const prl_addition *a, const trial *t, const prl_dossier *dossier) {
  prl_dossier_view v = prl_dossier_look(dossier);
  const prl_measure *added = prl_dossier_measure(dossier, a->id), *near = NULL;
  for (int32_t k = 0; added && k < v.measure_count; k++) {
    const prl_measure *m = &v.measures[k];
    bool ours = m != added && !strcmp(m->by, added->by), layer = ours && !strcmp(m->layer, added->layer);
    bool near_layer = near && !strcmp(near->layer, added->layer);
    near = layer || (ours && !near_layer) ? m : near;
  }
  if (near) {
    snprintf(out, PRL_PATH, "%s", near->place.file + strlen(t->folder) + 1);
    return;
  }
  int length = snprintf(out, PRL_PATH, "measures/%s.yaml", added ? added->by : "added");
  for (int k = 0; k < length; k++) {
    out[k] = (char)tolower((unsigned char)out[k]);
  }
}

static prl_status find_target(char out[PRL_PATH], prl_addition *a, const char *draft, prl_error *err) {
  trial t = {0};
  prl_dossier *dossier = NULL;
  if (a->target || a->kind->file) {
    snprintf(out, PRL_PATH, "%s", a->target ? a->target : a->kind->file);
    return PRL_OK;
  }
  prl_status status = try_draft(a, &t, "measures/zz-draft.yaml", draft, &dossier, err);
  if (status == PRL_OK) {
    choose_file(out, a, &t, dossier);
  }
  prl_dossier_free(dossier);
  end_trial(&t);
  return status;
}

/* ---- writing ---- */

static prl_status write_target(prl_addition *a, const trial *t, prl_error *err) {
  prl_text now = {0};
  join(a->file, a->folder, t->target);
  prl_status status = read_old(&now, a->file, err);
  bool same = now.length == t->old.length && (now.length == 0 || !memcmp(now.bytes, t->old.bytes, now.length));
  prl_text_free(&now);
  if (status == PRL_OK && !same) {
    prl_fail(err, PRL_E_WRITE, "%s was changed meanwhile; nothing is added", a->file);
    prl_error_hint(err, "try again");
    return PRL_E_WRITE;
  }
  char *real = realpath(a->file, NULL);
  if (status == PRL_OK) {
    status = prl_file_write(real ? real : a->file, t->whole.bytes, t->whole.length, err);
  }
  free(real);
  return status;
}

static prl_status make_measures(const prl_addition *a, const char *target, prl_error *err) {
  char path[PRL_PATH];
  if (strncmp(target, "measures/", 9) != 0 || !join(path, a->folder, "measures") || mkdir(path, 0777) == 0 || errno == EEXIST) {
    return PRL_OK;
  }
  return cannot(err, path, "cannot be made");
}

prl_status prl_cli_append(prl_addition *a, const char *draft, prl_error *err) {
  trial t = {0};
  char target[PRL_PATH];
  prl_dossier *dossier = NULL;
  prl_status status = find_target(target, a, draft, err);
  if (status == PRL_OK) {
    status = try_draft(a, &t, target, draft, &dossier, err);
  }
  prl_dossier_free(dossier);
  if (status == PRL_OK) {
    status = make_measures(a, target, err);
  }
  if (status == PRL_OK) {
    status = write_target(a, &t, err);
  }
  end_trial(&t);
  return status;
}
