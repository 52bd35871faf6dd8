/* flows.c -- tables of one's own, a row a value, to a world.
 *
 *   sectors, countries, about (optional)        as in the tidy form (names.c, about.c)
 *   trade          sector, importer, exporter, value      million US$, basic prices; a pair without a row does not trade
 *   output         country, sector, value                 optional: then sales at home are output less exports, and not in trade
 *   use            country, input, sector, value          either this, million US$ ...
 *   shares         country, input, sector, value          ... or the share of the input in what the sector spends on inputs, with
 *   value_added_share   country, sector, value            the share of value added in output; a sector without a row: all of output
 *   tariffs        sector, importer, exporter, rate       optional; fractions
 *
 * With neither use nor shares there are no input-output links, and value added is output. Accounts that do not hold are repaired by
 * settle.c, and every repair is noted. */
#include "import.h"

#include <math.h>

#include <stdlib.h>

static const prl_long_form trade_form = {
    .stem = "trade", .keys = {"sector", "importer", "exporter"}, .sector = {true}, .value = "value", .scale = 1, .least = -INFINITY};
static const prl_long_form use_form = {
    .stem = "use", .keys = {"country", "input", "sector"}, .sector = {false, true, true}, .value = "value", .scale = 1};
static const prl_long_form share_form = {
    .stem = "shares", .keys = {"country", "input", "sector"}, .sector = {false, true, true}, .value = "value", .scale = 1, .least = -1};
static const prl_long_form output_form = {
    .stem = "output", .keys = {"country", "sector"}, .sector = {false, true}, .value = "value", .scale = 1};
static const prl_long_form value_added_form = {
    .stem = "value_added_share", .keys = {"country", "sector"}, .sector = {false, true}, .value = "value", .scale = 1, .absent = 1};
static const prl_long_form tariff_form = {
    .stem = "tariffs", .keys = {"sector", "importer", "exporter"}, .sector = {true}, .value = "rate", .scale = 1, .least = -1};

static prl_status no_sales_at_home_beside(const prl_world *w, prl_source *source) {
  for (int32_t s = 0; s < w->sectors; s++)
    for (int32_t n = 0; n < w->regions; n++) {
      if (prl_world_trade_at(w, s, n)[n] == 0) continue;
      prl_status status = prl_fail(source->err, PRL_E_DUPLICATE, "sales at home are given in trade, and by output less exports");
      prl_error_item(source->err, "%s, sector %s", w->region_id[n], w->sector_id[s]);
      prl_error_hint(source->err, "leave out the table output, or the rows of trade with the same importer and exporter");
      return status;
    }
  return PRL_OK;
}

static void sum_sales(double *output, const prl_world *w) {
  for (int64_t c = 0; c < prl_world_cells(w); c++) output[c] = 0;
  for (int32_t s = 0; s < w->sectors; s++)
    for (int32_t n = 0; n < w->regions; n++)
      for (int32_t i = 0; i < w->regions; i++) output[(int64_t)i * w->sectors + s] += prl_world_trade_at(w, s, n)[i];
}

/* Output of every cell, from its own table or as the sum of sales; sales at home in the first case. */
static prl_status read_output(double *output, prl_world *w, prl_source *source) {
  prl_status status = prl_long_fill(output, w, source, &output_form, false);
  if (status < 0) return status;
  if (source->found[0]) {
    status = no_sales_at_home_beside(w, source);
    return status == PRL_OK ? prl_sales_at_home(w, output, source) : status;
  }
  sum_sales(output, w);
  return PRL_OK;
}

static prl_status read_use(prl_world *w, const double *output, double *share, prl_source *source) {
  prl_status status = prl_long_fill(w->use, w, source, &use_form, false);
  if (status < 0 || source->found[0]) return status;
  status = prl_long_fill(w->use, w, source, &share_form, false);
  if (status < 0 || !source->found[0]) return status;
  status = prl_long_fill(share, w, source, &value_added_form, true);
  return status == PRL_OK ? prl_use_from_shares(w, share, output, source) : status;
}

static prl_status fill(prl_world *w, double *output, double *share, prl_source *source) {
  prl_status status = prl_long_fill(w->trade, w, source, &trade_form, true);
  if (status == PRL_OK) status = read_output(output, w, source);
  if (status == PRL_OK) status = read_use(w, output, share, source);
  if (status == PRL_OK) status = prl_tariffs_fill(w, source, &tariff_form);
  return status == PRL_OK ? prl_settle(w, output, NULL, source) : status;
}

prl_status prl_import_flows(prl_world **out, prl_source *source) {
  static const prl_names_form names = {.regions = "countries", .sector_code = "id", .goods = "goods"};
  prl_status status = prl_names_read(out, source, &names);
  if (status == PRL_OK) status = prl_about_read(*out, source, true);
  if (status < 0) return status;
  size_t cells = (size_t)prl_world_cells(*out);
  double *room = calloc(2 * cells, sizeof *room);
  status = room ? fill(*out, room, room + cells, source) : prl_fail(source->err, PRL_E_MEMORY, "no memory for the accounts of a world");
  free(room);
  return status;
}
