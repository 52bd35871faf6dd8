/* ossa2014.c -- the inputs of Ossa (2014), American Economic Review 104(12): 4104-46, to a world.
 *
 *   regions (id, code, name), sectors (id, gtap_code, name): all goods
 *   trade_tariffs   sector, exporter, importer, trade_no_imbalance, tariff
 *
 * No input-output links: use is zero, value added is output, final demand is what is bought. Flows are those after the author's
 * removal of imbalances, in million US$ net of tariffs; tariffs are fractions. */
#include "import.h"

prl_status prl_import_ossa2014(prl_world **out, prl_source *source) {
  static const prl_names_form names = {.regions = "regions", .sector_code = "gtap_code", .goods = NULL};
  static const prl_long_form trade = {
      .stem = "trade_tariffs", .keys = {"sector", "importer", "exporter"}, .sector = {true}, .value = "trade_no_imbalance", .scale = 1};
  static const prl_long_form tariffs = {
      .stem = "trade_tariffs", .keys = {"sector", "importer", "exporter"}, .sector = {true}, .value = "tariff", .scale = 1, .least = -1};
  prl_status status = prl_names_read(out, source, &names);
  if (status == PRL_OK) (*out)->scheme = "ossa2014";
  if (status == PRL_OK) status = prl_about_read(*out, source, true);
  if (status == PRL_OK) status = prl_long_fill((*out)->trade, *out, source, &trade, true);
  if (status == PRL_OK) status = prl_tariffs_fill(*out, source, &tariffs);
  return status == PRL_OK ? prl_settle_strictly(*out, source) : status;
}
