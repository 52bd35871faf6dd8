/* cp2015.c -- the inputs of Caliendo & Parro (2015), Review of Economic Studies 82(1): 1-44, to a world.
 *
 *   countries, sectors (id, name, tradable)    trade1993           sector, importer, exporter, value_thousand_usd; net of tariffs
 *   gross_output, value_added_share            sector, one column a country; US$, share of output
 *   io_coefficients                            country, input_sector, use1 ...: share of the input in what the sector spends on inputs
 *   tariffs (optional)                         sector, importer, exporter, tariff1993_pct: on tradable sectors
 *
 *   output = max(gross output, exports)        sales at home = output - exports (home.c)
 *   use[n][k][s] = share[n][k][s] (1 - b[n][s]) output[n][s] / t[n][k],      t[n][k] = sum_i (1 + rate) trade / sum_i trade
 *
 * Inputs are bought at prices that contain the tariffs, and a world is at basic prices: so the mean tariff factor t is taken out of use
 * and its revenue goes to the residual, value added. A model that puts the base tariffs on this world is back at the shares above. What
 * the authors do to negative final demand (cut to zero, rescaled) is not done here: the residual stays. Million US$. */
#include "import.h"

#include <stdlib.h>

#define THOUSANDS 1e-3 /* thousand US$ to million */
#define DOLLARS   1e-6
#define PERCENT   0.01

static prl_status read_trade(prl_world *w, prl_source *source) {
  static const prl_long_form form = {
      .stem = "trade1993", .keys = {"sector", "importer", "exporter"}, .sector = {true}, .value = "value_thousand_usd", .scale = THOUSANDS};
  return prl_long_fill(w->trade, w, source, &form, true);
}

static prl_status read_shares(prl_world *w, prl_source *source) {
  static const prl_grid_form form = {
      .stem = "io_coefficients", .keys = {"country", "input_sector"}, .sector = {false, true}, .sector_across = true, .negative = true};
  return prl_grid_fill(w->use, w, source, &form);
}

static prl_status read_tariffs(const prl_world *w, prl_source *source) {
  static const prl_long_form form = {.stem = "tariffs",
                                     .keys = {"sector", "importer", "exporter"},
                                     .sector = {true},
                                     .value = "tariff1993_pct",
                                     .scale = PERCENT,
                                     .least = -100};
  return prl_tariffs_fill(w, source, &form);
}

/* t[n][k]; one where nothing is bought. */
static double tariff_factor(const prl_world *w, const double *rate, int32_t n, int32_t k) {
  const double *row = prl_world_trade_at(w, k, n);
  double net = 0, paid = 0;
  for (int32_t i = 0; i < w->regions; i++) {
    net += row[i];
    paid += row[i] * (1 + rate[row - w->trade + i]);
  }
  return net > 0 ? paid / net : 1;
}

static void take_out(prl_world *w, const double *rate) {
  for (int32_t n = 0; n < w->regions; n++)
    for (int32_t k = 0; k < w->sectors; k++) {
      double factor = tariff_factor(w, rate, n, k), *row = prl_world_use_at(w, n, k);
      for (int32_t s = 0; s < w->sectors; s++) row[s] /= factor;
    }
}

/* The tariffs are needed here, whether or not the caller wants them too. */
static prl_status to_basic_prices(prl_world *w, prl_source *source) {
  double *own = NULL, **wanted = source->tariffs;
  if (!wanted) source->tariffs = &own;
  prl_status status = read_tariffs(w, source);
  if (status == PRL_OK && *source->tariffs) take_out(w, *source->tariffs);
  source->tariffs = wanted;
  free(own);
  return status;
}

static prl_status fill(prl_world *w, double *output, double *share, prl_source *source) {
  prl_status status = read_trade(w, source);
  if (status == PRL_OK) status = prl_panel_fill(output, w, source, "gross_output");
  if (status == PRL_OK) status = prl_panel_fill(share, w, source, "value_added_share");
  if (status == PRL_OK) status = read_shares(w, source);
  for (int64_t c = 0; c < prl_world_cells(w); c++) output[c] *= DOLLARS;
  if (status == PRL_OK) status = prl_sales_at_home(w, output, source);
  if (status == PRL_OK) status = prl_use_from_shares(w, share, output, source);
  if (status == PRL_OK) status = to_basic_prices(w, source);
  return status == PRL_OK ? prl_settle_strictly(w, source) : status;
}

prl_status prl_import_cp2015(prl_world **out, prl_source *source) {
  static const prl_names_form names = {.regions = "countries", .sector_code = "id", .goods = "tradable"};
  prl_status status = prl_names_read(out, source, &names);
  if (status < 0) return status;
  prl_world *w = *out;
  size_t cells = (size_t)prl_world_cells(w);
  double *room = calloc(2 * cells, sizeof *room);
  w->scheme = "cp2015";
  w->base_year = 1993;
  status = room ? prl_about_read(w, source, true) : prl_fail(source->err, PRL_E_MEMORY, "no memory for the accounts of a world");
  if (status == PRL_OK) status = fill(w, room, room + cells, source);
  free(room);
  return status;
}
