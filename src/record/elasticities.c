/* elasticities.c -- which elasticities does a dossier or a scenario ask for, and what does it assume of scale and firms?
 *
 *   elasticities: {trade: E, value-added: E, materials: E, final: E, home: E, sectors: {SERV: 5}, source: "..."}
 *   scale: E | krugman           firms: free | fixed
 *   E: a number | NAME (in a shipped table) | {uniform: 4} | {column: NAME} | {file: x.csv}, a mapping with sectors: {SERV: 5}
 *
 * trade, home: theta > 0 [dimensionless], the exponent of trade costs. value-added, materials, final: elasticities of substitution >= 0.
 * scale: psi >= 0, by which power of its size a sector's cost falls. What is not said is as in Model 1. A file is found beside the file that
 * names it. Source: docs/model.md. */
#include "entries.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

typedef struct kind {
  const char *key;
  bool above_zero; /* 0 is refused */
  bool by_sector;
} kind;

static void check_value(prl_reader *r, const prl_node *node, const kind *k, double value) {
  if (k->above_zero ? !(value > 0) : !(value >= 0)) {
    prl_report(r, node->place, PRL_E_VALUE, "write it without a sign", "an elasticity must be above 0%s", k->above_zero ? "" : ", or 0");
  }
}

static void read_file(prl_elasticities *out, prl_reader *r, const prl_node *mapping) {
  const char *name = prl_read_text(r, mapping, "file");
  const char *slash = strrchr(mapping->place.file, '/');
  struct stat info;
  if (!*name) {
    return;
  }
  char *dir = prl_arena_printf(r->arena, "%.*s", slash ? (int)(slash - mapping->place.file) : 1, slash ? mapping->place.file : ".");
  const char *path = !dir ? NULL : *name == '/' ? name : prl_reader_path(r, dir, name);
  if (path && stat(path, &info) != 0) {
    prl_report(r, prl_child_place(mapping, "file"), PRL_E_NO_FILE, "put it there, or correct the path", "no such file: %s", path);
  }
  out->file = path ? path : "";
}

static void read_sectors(prl_elasticities *out, prl_reader *r, const prl_node *node, const kind *k) {
  if (!node) {
    return;
  }
  if (node->kind != PRL_NODE_MAPPING) {
    prl_report(r, node->place, PRL_E_SYNTAX, "write sectors: {SERV: 5}", "sectors must be a mapping of sectors to numbers");
    return;
  }
  if (out->sectors.count > 0) {
    prl_report(r, node->place, PRL_E_VALUE, "keep one", "sectors are given twice, within %s and beside it", k->key);
    return;
  }
  const char **at = prl_reader_alloc(r, node->count, sizeof *at);
  double *values = prl_reader_alloc(r, node->count, sizeof *values);
  for (const prl_node *child = at && values ? node->first : NULL; child; child = child->next) {
    if (prl_read_number(&values[out->sectors.count], r, node, child->key, "")) {
      check_value(r, child, k, values[out->sectors.count]);
      at[out->sectors.count++] = child->key;
    }
  }
  out->sectors.at = at;
  out->values = values;
}

static void read_mapping(prl_elasticities *out, prl_reader *r, const prl_node *node, const kind *k) {
  static const char *const keys[] = {"uniform", "column", "file", "sectors"};
  if (!prl_read_keys(r, node, "an elasticity", keys, PRL_COUNT(keys), 0)) {
    return;
  }
  const prl_node *uniform = prl_child(node, "uniform"), *column = prl_child(node, "column"), *file = prl_child(node, "file");
  if (!!uniform + !!column + !!file != 1) {
    prl_report(r, node->place, PRL_E_VALUE, "write {uniform: 4}", "%s needs one of uniform, column, file, or a number or a name", k->key);
  } else if (file) {
    read_file(out, r, node);
  } else if (column) {
    out->column = prl_read_text(r, node, "column");
  } else if (prl_read_number(&out->uniform, r, node, "uniform", "")) {
    check_value(r, uniform, k, out->uniform);
  }
  if (!k->by_sector && (file || prl_child(node, "sectors"))) {
    prl_report(r, node->place, PRL_E_VALUE, "write a number", "%s is one number, not one a sector", k->key);
    return;
  }
  read_sectors(out, r, prl_child(node, "sectors"), k);
}

static prl_elasticities nothing(prl_place place) {
  return (prl_elasticities){.uniform = NAN, .column = "", .file = "", .source = "", .place = place};
}

static void read_one(prl_elasticities *out, prl_reader *r, const prl_node *node, const kind *k) {
  *out = nothing(node->place);
  if (node->kind != PRL_NODE_SCALAR) {
    read_mapping(out, r, node, k);
  } else if (prl_parse_number(&out->uniform, node->text, strlen(node->text))) {
    check_value(r, node, k, out->uniform);
  } else if (*node->text) {
    out->uniform = NAN;
    out->column = node->text;
  } else {
    prl_report(r, node->place, PRL_E_MISSING, "write a number", "%s is empty", k->key);
  }
}

static void read_beside(prl_assumption *out, prl_reader *r, const prl_node *mapping, const kind *k) {
  const prl_node *node = prl_child(mapping, k->key);
  out->given = node != NULL;
  if (node) {
    read_one(&out->by_sector, r, node, k);
  }
}

void prl_read_elasticities(prl_elasticities *trade, prl_assumptions *beside, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"trade", "value-added", "materials", "final", "home", "sectors", "source"};
  static const kind of_trade = {"trade", true, true}, value_added = {"value-added", false, true}, materials = {"materials", false, true},
                    final = {"final", false, false}, home = {"home", true, true};
  *trade = nothing(node->place);
  if (!prl_read_keys(r, node, "elasticities", keys, PRL_COUNT(keys), 1)) {
    return;
  }
  if (prl_child(node, "trade")) {
    read_one(trade, r, prl_child(node, "trade"), &of_trade);
    trade->place = node->place;
  }
  read_sectors(trade, r, prl_child(node, "sectors"), &of_trade);
  trade->source = prl_read_text(r, node, "source");
  read_beside(&beside->value_added, r, node, &value_added);
  read_beside(&beside->materials, r, node, &materials);
  read_beside(&beside->final, r, node, &final);
  read_beside(&beside->home, r, node, &home);
}

void prl_read_technology(prl_assumptions *out, prl_reader *r, const prl_node *mapping) {
  static const char *const firms[] = {"free", "fixed"};
  static const kind scale = {"scale", false, true};
  const prl_node *node = prl_child(mapping, "scale");
  out->krugman = node && node->kind == PRL_NODE_SCALAR && !strcmp(node->text, "krugman");
  if (!out->krugman) {
    read_beside(&out->scale, r, mapping, &scale);
  }
  out->fixed_firms = prl_read_word(r, mapping, "firms", firms, PRL_COUNT(firms), 0) == 1;
}
