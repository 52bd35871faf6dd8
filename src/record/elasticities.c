/* elasticities.c -- which trade elasticities does a dossier or a scenario ask for?
 *
 *   {trade: {uniform: 4}} | {trade: NAME} (a column of the shipped table) | {trade: {file: x.csv}}, with sectors: {SERV: 5}
 *
 * Elasticities are theta > 0 [dimensionless]: the exponent of trade costs. A file is found beside the file that names it. */
#include "entries.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

static void check_positive(prl_reader *r, const prl_node *node, double value) {
  if (!(value > 0)) {
    prl_report(r, node->place, PRL_E_VALUE, "write it without a sign", "an elasticity must be above 0");
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

static void read_trade(prl_elasticities *out, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"uniform", "file"};
  if (!node) {
    return;
  }
  if (node->kind == PRL_NODE_SCALAR && *node->text) {
    out->column = node->text;
    return;
  }
  if (!prl_read_keys(r, node, "trade", keys, PRL_COUNT(keys), 0)) {
    return;
  }
  const prl_node *uniform = prl_child(node, "uniform"), *file = prl_child(node, "file");
  if (!uniform == !file) {
    prl_report(r, node->place, PRL_E_VALUE, "write trade: {uniform: 4}",
               "trade elasticities need one of uniform, file, or a column's name");
  } else if (file) {
    read_file(out, r, node);
  } else if (prl_read_number(&out->uniform, r, node, "uniform", "")) {
    check_positive(r, uniform, out->uniform);
  }
}

static void read_sectors(prl_elasticities *out, prl_reader *r, const prl_node *node) {
  if (!node) {
    return;
  }
  if (node->kind != PRL_NODE_MAPPING) {
    prl_report(r, node->place, PRL_E_SYNTAX, "write sectors: {SERV: 5}", "sectors must be a mapping of sectors to numbers");
    return;
  }
  const char **at = prl_reader_alloc(r, node->count, sizeof *at);
  double *values = prl_reader_alloc(r, node->count, sizeof *values);
  for (const prl_node *child = at && values ? node->first : NULL; child; child = child->next) {
    if (prl_read_number(&values[out->sectors.count], r, node, child->key, "")) {
      check_positive(r, child, values[out->sectors.count]);
      at[out->sectors.count++] = child->key;
    }
  }
  out->sectors.at = at;
  out->values = values;
}

void prl_read_elasticities(prl_elasticities *out, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"trade", "sectors", "source"};
  *out = (prl_elasticities){.uniform = NAN, .column = "", .file = "", .source = "", .place = node->place};
  if (!prl_read_keys(r, node, "elasticities", keys, PRL_COUNT(keys), 1)) {
    return;
  }
  read_trade(out, r, prl_child(node, "trade"));
  read_sectors(out, r, prl_child(node, "sectors"));
  out->source = prl_read_text(r, node, "source");
}
