/* dossier.c -- a folder with a record: which files, in which order, and who owns what was read.
 *
 * What is referred to is read before what refers to it: dossier.yaml, sources, people, lists, measures, commitments, events, items,
 * claims, stacking. Opening and checking are one reading with and without a sink (reader.h). A file that cannot be read at all marks
 * its part as broken, so that one slip of syntax does not bring a hundred unknown names in its train. */
#include "entries.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- folders ---- */

static bool ends_with(const char *text, const char *end) {
  size_t length = strlen(text), tail = strlen(end);
  return length > tail && !strcmp(text + length - tail, end);
}

static bool is_yaml(const char *name) { return name[0] != '.' && ends_with(name, ".yaml"); }

static bool is_table(const char *name) {
  return name[0] != '.' && (ends_with(name, ".csv") || ends_with(name, ".csv.gz") || ends_with(name, ".csv.zst"));
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static int yaml_entry(const struct dirent *entry) {
  return is_yaml(entry->d_name) || (entry->d_name[0] != '.' && ends_with(entry->d_name, ".yml"));
}

static int table_entry(const struct dirent *entry) { return is_table(entry->d_name); }

static void free_entries(struct dirent **entries, int count) {
  for (int k = 0; k < count; k++) {
    free(entries[k]);
  }
  free(entries);
}

/* the files of dossier/sub that `choose` takes; none when there is no such folder */
static prl_folder list_folder(prl_reader *r, const char *sub, int (*choose)(const struct dirent *)) {
  prl_folder folder = {0};
  struct dirent **entries;
  const char *dir = prl_reader_path(r, r->dossier->view.path, sub);
  int count = dir ? scandir(dir, &entries, choose, by_name) : -1;
  if (count < 0) {
    return folder;
  }
  const char **paths = prl_reader_alloc(r, count, sizeof *paths), **names = prl_reader_alloc(r, count, sizeof *names);
  for (int k = 0; paths && names && k < count; k++) {
    paths[k] = prl_reader_path(r, dir, entries[k]->d_name);
    names[k] = prl_reader_text(r, entries[k]->d_name);
    folder.count += paths[k] && names[k];
  }
  free_entries(entries, count);
  folder.paths = paths;
  folder.names = names;
  return folder;
}

/* a file with a name no reader asks for would lose its facts in silence */
static void check_names(prl_reader *r) {
  static const char *const known[] = {"dossier.yaml", "sources.yaml", "people.yaml", "commitments.yaml",
                                      "events.yaml",  "items.yaml",   "claims.yaml", "stacking.yaml"};
  prl_folder files = list_folder(r, ".", yaml_entry);
  for (int32_t k = 0; k < files.count && !r->stopped; k++) {
    bool found = false;
    for (int32_t j = 0; j < PRL_COUNT(known); j++) {
      found = found || !strcmp(files.names[k], known[j]);
    }
    if (!found) {
      prl_place place = {prl_reader_path(r, r->dossier->view.path, files.names[k]), 0, 0};
      prl_report_unknown(r, place, "file of a dossier:", files.names[k], known, PRL_COUNT(known));
    }
  }
}

/* ---- files ---- */

static const prl_node *read_yaml(prl_reader *r, const char *path, prl_part part) {
  const prl_node *root = NULL;
  prl_error found = {0};
  if (prl_yaml_read(&root, r->arena, path, &found) != PRL_OK) {
    prl_report_found(r, (prl_place){path, 0, 0}, &found);
    r->dossier->broken[part] = true;
  } else if (root && root->kind != (part == PRL_PART_HEAD ? PRL_NODE_MAPPING : PRL_NODE_SEQUENCE)) {
    r->dossier->broken[part] = true; /* its reader says so */
  }
  return root;
}

/* a file that may be left out */
static const prl_node *read_optional(prl_reader *r, const char *name, prl_part part) {
  struct stat info;
  const char *path = r->stopped ? NULL : prl_reader_path(r, r->dossier->view.path, name);
  return path && stat(path, &info) == 0 ? read_yaml(r, path, part) : NULL;
}

static void read_head_file(prl_reader *r) {
  const char *path = prl_reader_path(r, r->dossier->view.path, "dossier.yaml");
  struct stat info;
  if (path && stat(path, &info) != 0) {
    prl_report(r, (prl_place){path, 0, 0}, PRL_E_NO_FILE, "write dossier.yaml: title, horizon, parties", "a dossier without dossier.yaml");
    r->dossier->broken[PRL_PART_HEAD] = true;
    return;
  }
  const prl_node *root = path ? read_yaml(r, path, PRL_PART_HEAD) : NULL;
  if (root) {
    prl_read_head(r, root);
  } else if (path && !r->dossier->broken[PRL_PART_HEAD]) {
    prl_report(r, (prl_place){path, 1, 1}, PRL_E_MISSING, "write title, horizon, parties", "dossier.yaml is empty");
  }
}

static void read_measure_files(prl_reader *r) {
  prl_folder files = list_folder(r, "measures", yaml_entry);
  const prl_node **roots = prl_reader_alloc(r, files.count, sizeof *roots);
  for (int32_t k = 0; roots && k < files.count && !r->stopped; k++) {
    if (!is_yaml(files.names[k])) {
      prl_report(r, (prl_place){files.paths[k], 0, 0}, PRL_E_UNKNOWN_ID, "name it .yaml", "a file that would not be read");
    }
    roots[k] = is_yaml(files.names[k]) ? read_yaml(r, files.paths[k], PRL_PART_MEASURES) : NULL;
  }
  if (roots && !r->stopped) {
    prl_read_measures(r, roots, files.count);
  }
}

static void read_list_files(prl_reader *r) {
  prl_folder files = list_folder(r, "lists", table_entry);
  if (!r->stopped) {
    prl_read_lists(r, &files);
  }
}

static void set_beyond(prl_reader *r) {
  char date[40];
  prl_when_print(date, sizeof date, &r->dossier->view.horizon);
  r->dossier->beyond = prl_arena_printf(r->arena, "scheduled; not known after %s", date);
  if (!r->dossier->beyond) {
    prl_report(r, (prl_place){"", 0, 0}, PRL_E_MEMORY, "", "no memory left to read the record");
  }
}

static void read_all(prl_reader *r) {
  check_names(r);
  read_head_file(r);
  set_beyond(r);
  prl_read_sources(r, read_optional(r, "sources.yaml", PRL_PART_SOURCES));
  prl_read_people(r, read_optional(r, "people.yaml", PRL_PART_PEOPLE));
  if (!r->stopped) {
    read_list_files(r);
  }
  if (!r->stopped) {
    read_measure_files(r);
  }
  prl_read_commitments(r, read_optional(r, "commitments.yaml", PRL_PART_COMMITMENTS));
  prl_read_events(r, read_optional(r, "events.yaml", PRL_PART_EVENTS));
  prl_read_items(r, read_optional(r, "items.yaml", PRL_PART_ITEMS));
  prl_read_claims(r, read_optional(r, "claims.yaml", PRL_PART_CLAIMS));
  prl_read_stacking(r, read_optional(r, "stacking.yaml", PRL_PART_STACKING));
}

/* ---- life ---- */

static bool new_maps(prl_dossier *dossier) {
  prl_map **maps[] = {&dossier->party_ids,      &dossier->source_ids,  &dossier->list_ids,   &dossier->measure_ids,
                      &dossier->commitment_ids, &dossier->item_ids,    &dossier->person_ids, &dossier->event_ids,
                      &dossier->claim_ids,      &dossier->alias_words, &dossier->group_ids};
  for (size_t k = 0; k < sizeof maps / sizeof *maps; k++) {
    *maps[k] = prl_map_new(64);
    if (!*maps[k]) {
      return false;
    }
  }
  return true;
}

static prl_dossier *new_dossier(const char *path) {
  prl_dossier *dossier = calloc(1, sizeof *dossier);
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/') {
    length--;
  }
  if (dossier && (dossier->arena = prl_arena_new()) && new_maps(dossier)) {
    dossier->view.path = prl_arena_text(dossier->arena, path, length);
  }
  if (!dossier || !dossier->view.path) {
    prl_dossier_free(dossier);
    return NULL;
  }
  const char *slash = strrchr(dossier->view.path, '/');
  dossier->view.id = slash && slash[1] ? slash + 1 : dossier->view.path;
  dossier->view.title = dossier->view.note = dossier->view.world = dossier->view.concordance = dossier->beyond = "";
  dossier->view.elasticities = (prl_elasticities){.column = "", .file = "", .source = ""};
  return dossier;
}

void prl_dossier_free(prl_dossier *dossier) {
  if (!dossier) {
    return;
  }
  prl_map_free(dossier->party_ids);
  prl_map_free(dossier->source_ids);
  prl_map_free(dossier->list_ids);
  prl_map_free(dossier->measure_ids);
  prl_map_free(dossier->commitment_ids);
  prl_map_free(dossier->item_ids);
  prl_map_free(dossier->person_ids);
  prl_map_free(dossier->event_ids);
  prl_map_free(dossier->claim_ids);
  prl_map_free(dossier->alias_words);
  prl_map_free(dossier->group_ids);
  prl_arena_free(dossier->arena);
  free(dossier);
}

static prl_status find_folder(const char *path, prl_error *err) {
  struct stat info;
  if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
    return PRL_OK;
  }
  prl_status status = prl_fail(err, PRL_E_NO_FILE, "no folder with a dossier here");
  prl_error_at(err, path, 0, 0);
  prl_error_hint(err, "name the folder that holds dossier.yaml");
  return status;
}

prl_status prl_dossier_open(prl_dossier **out, const char *path, prl_error *err) {
  prl_error own = {0};
  *out = NULL;
  prl_status status = find_folder(path, err);
  if (status != PRL_OK) {
    return status;
  }
  prl_dossier *dossier = new_dossier(path);
  if (!dossier) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left to read %s", path);
  }
  prl_reader r = {.arena = dossier->arena, .err = &own, .about = "", .dossier = dossier};
  read_all(&r);
  if (own.status == PRL_OK) {
    *out = dossier;
    return PRL_OK;
  }
  prl_dossier_free(dossier);
  if (err && err->status == PRL_OK) {
    *err = own;
  }
  return own.status;
}

int32_t prl_dossier_check(const char *path, prl_problem_sink *sink, void *context, prl_error *err) {
  prl_error own = {0};
  prl_status status = find_folder(path, err);
  if (status != PRL_OK) {
    return status;
  }
  prl_dossier *dossier = new_dossier(path);
  if (!dossier) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left to read %s", path);
  }
  prl_reader r = {.arena = dossier->arena, .sink = sink, .context = context, .err = &own, .about = "", .dossier = dossier};
  read_all(&r);
  prl_dossier_free(dossier);
  if (own.status == PRL_OK) {
    return r.problems;
  }
  if (err && err->status == PRL_OK) {
    *err = own;
  }
  return own.status;
}

/* ---- looking ---- */

prl_dossier_view prl_dossier_look(const prl_dossier *dossier) { return dossier->view; }

const prl_measure *prl_dossier_measure(const prl_dossier *dossier, const char *id) {
  int32_t found = prl_map_find(dossier->measure_ids, id);
  return found < 0 ? NULL : &dossier->view.measures[found];
}

const prl_item *prl_dossier_item(const prl_dossier *dossier, const char *id) {
  int32_t found = prl_map_find(dossier->item_ids, id);
  return found < 0 ? NULL : &dossier->view.items[found];
}

const prl_party *prl_dossier_party(const prl_dossier *dossier, const char *id) {
  int32_t found = prl_map_find(dossier->party_ids, id);
  return found < 0 ? NULL : &dossier->view.parties[found];
}

const prl_group *prl_dossier_group(const prl_dossier *dossier, const char *id) {
  int32_t found = prl_map_find(dossier->group_ids, id);
  return found < 0 ? NULL : &dossier->view.groups[found];
}

static bool has_word(const prl_names *names, const char *word) {
  for (int32_t k = 0; k < names->count; k++) {
    if (!strcmp(names->at[k], word)) {
      return true;
    }
  }
  return false;
}

/* is it one of the party's regions, or in a group that is one? */
static bool belongs(const prl_dossier *dossier, const prl_party *party, const char *code) {
  bool found = has_word(&party->regions, code);
  for (int32_t k = 0; k < party->regions.count && !found; k++) {
    const prl_group *group = prl_dossier_group(dossier, party->regions.at[k]);
    found = group && has_word(&group->members, code);
  }
  return found;
}

prl_zone prl_dossier_zone(const prl_dossier *dossier, const char *code) {
  const prl_party *party = prl_dossier_party(dossier, code);
  for (int32_t k = 0; !party && k < dossier->view.party_count; k++) {
    const prl_party *candidate = &dossier->view.parties[k];
    party = belongs(dossier, candidate, code) ? candidate : NULL;
  }
  return party ? party->zone : (prl_zone){0};
}
