/* cp2015_data.c -- the authors' inputs, as their archive has them or as tidy tables.
 *
 *   xbilat1993  20 x 31 rows (sector, importer), 31 exporters; thousand US$ net of tariff      tariffs1993, tariffs2005  the same, percent
 *   GO, B       40 sectors x 31 countries; US$, share of output                                T   theta of the 20 traded sectors
 *   IO          31 x 40 rows (country, input), 40 users; share of what the user spends on inputs
 *
 * Services are not traded; their theta matters to no result and is 8.22, as the authors set it. */
#include "cp2015.h"

#include <string.h>
#include <unistd.h>

#define N              PRL_CP_COUNTRIES
#define S              PRL_CP_SECTORS
#define T              PRL_CP_TRADED
#define THOUSANDS      1e3
#define PERCENT        0.01
#define SERVICES_THETA 8.22

const char *const prl_cp_iso3[N] = {"ARG", "AUS", "AUT", "BRA", "CAN", "CHL", "CHN", "DNK", "FIN", "FRA", "DEU",
                                    "GRC", "HUN", "IND", "IDN", "IRL", "ITA", "JPN", "KOR", "MEX", "NLD", "NZL",
                                    "NOR", "PRT", "ZAF", "ESP", "SWE", "TUR", "GBR", "USA", "ROW"};
const char *const prl_cp_country[N] = {
    "Argentina", "Australia", "Austria",      "Brazil",    "Canada",  "Chile",  "China", "Denmark", "Finland", "France",      "Germany",
    "Greece",    "Hungary",   "India",        "Indonesia", "Ireland", "Italy",  "Japan", "Korea",   "Mexico",  "Netherlands", "New_Zealand",
    "Norway",    "Portugal",  "South_Africa", "Spain",     "Sweden",  "Turkey", "U.K.",  "U.S.",    "ROW"};
const char *const prl_cp_sector[S] = {
    "Agriculture",      "Mining",          "Food",           "Textile",       "Wood",           "Paper",
    "Petroleum",        "Chemicals",       "Plastic",        "Minerals",      "Basic_metals",   "Metal_products",
    "Machinery_n.e.c.", "Office",          "Electrical",     "Communication", "Medical",        "Auto",
    "Other_Transport",  "Other",           "Electricity",    "Construction",  "Retail",         "Hotels",
    "Land_Transport",   "Water_Transport", "Air_Transport",  "Aux_Transport", "Post",           "Finance",
    "Real_Estate",      "Renting_Mach",    "Computer",       "R&D",           "Other_Business", "Public",
    "Education",        "Health",          "Other_services", "Private"};
const int32_t prl_cp_nafta[PRL_CP_NAFTA] = {19, 4, 29};

bool prl_cp_in_nafta(int32_t n) { return n == prl_cp_nafta[0] || n == prl_cp_nafta[1] || n == prl_cp_nafta[2]; }

prl_status prl_cp_data_new(prl_cp_data *out, prl_arena *arena, int32_t sectors, int32_t traded, prl_error *err) {
  const size_t flows = (size_t)traded * N * N, cells = (size_t)N * (size_t)sectors, inputs = cells * (size_t)sectors;
  double *room = prl_arena_alloc(arena, 3 * flows + 2 * cells + inputs + (size_t)sectors, sizeof *room);
  if (!room) return prl_fail(err, PRL_E_MEMORY, "no memory left for the inputs");
  *out = (prl_cp_data){.sectors = sectors, .traded = traded, .trade = room};
  out->tariff1993 = out->trade + flows;
  out->tariff2005 = out->tariff1993 + flows;
  out->output = out->tariff2005 + flows;
  out->value_added = out->output + cells;
  out->inputs = out->value_added + cells;
  out->theta = out->inputs + inputs;
  return PRL_OK;
}

/* ---- the archive ---- */

typedef struct part { /* one file of it */
  const char *name;
  int32_t rows, columns;
  double scale;
  double *out;
} part;

/* GO and B have a sector a row; the arrays a country. */
static void turn(double *out, const double *by_sector) {
  for (int32_t s = 0; s < S; s++)
    for (int32_t n = 0; n < N; n++) out[n * S + s] = by_sector[s * N + n];
}

static prl_status read_archive(prl_cp_data *d, double *room, const char *folder, prl_error *err) {
  const part parts[] = {{"xbilat1993.txt", T * N, N, THOUSANDS, d->trade},
                        {"tariffs1993.txt", T * N, N, PERCENT, d->tariff1993},
                        {"tariffs2005.txt", T * N, N, PERCENT, d->tariff2005},
                        {"IO.txt", N * S, S, 1, d->inputs},
                        {"GO.txt", S, N, 1, room},
                        {"B.txt", S, N, 1, room + S * N},
                        {"T.txt", T, 1, 1, d->theta}};
  for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, parts[k].name);
    prl_status status = prl_matrix_read(parts[k].out, path, parts[k].rows, parts[k].columns, parts[k].scale, err);
    if (status < 0) return status;
  }
  turn(d->output, room);
  turn(d->value_added, room + S * N);
  return PRL_OK;
}

static bool has(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return access(path, F_OK) == 0;
}

static prl_status check(const prl_cp_data *d, prl_error *err) {
  for (int32_t s = 0; s < S; s++)
    if (!(d->theta[s] > 0)) return prl_fail(err, PRL_E_VALUE, "theta of %s is not above 0", prl_cp_sector[s]);
  for (int32_t c = 0; c < N * S; c++)
    if (!(d->value_added[c] >= 0 && d->value_added[c] <= 1 && d->output[c] >= 0))
      return prl_fail(err, PRL_E_VALUE, "output below 0, or a value-added share outside 0 to 1: %s, %s", prl_cp_iso3[c / S],
                      prl_cp_sector[c % S]);
  for (int32_t c = 0; c < T * N * N; c++)
    if (!(d->trade[c] >= 0 && d->tariff1993[c] > -1 && d->tariff2005[c] > -1))
      return prl_fail(err, PRL_E_VALUE, "trade below 0, or a tariff of -100 %% or less: %s, %s from %s", prl_cp_sector[c / (N * N)],
                      prl_cp_iso3[c / N % N], prl_cp_iso3[c % N]);
  return PRL_OK;
}

prl_status prl_cp_data_read(prl_cp_data *out, prl_arena *arena, const char *folder, prl_error *err) {
  double *room = prl_arena_alloc(arena, 2 * S * N, sizeof *room);
  prl_status status = prl_cp_data_new(out, arena, S, T, err);
  if (status < 0 || !room) return prl_fail(err, PRL_E_MEMORY, "no memory left for the inputs");
  if (has(folder, "xbilat1993.txt")) {
    status = read_archive(out, room, folder, err);
  } else if (has(folder, "trade1993.csv") || has(folder, "trade1993.csv.gz")) {
    status = prl_cp_tidy_read(out, folder, err);
  } else {
    status = prl_fail(err, PRL_E_NO_FILE, "%s has neither xbilat1993.txt nor trade1993.csv", folder);
    prl_error_hint(err, "name the folder of the authors' archive: B, GO, IO, T, tariffs1993, tariffs2005 and xbilat1993 (.txt)");
  }
  for (int32_t s = T; s < S; s++) out->theta[s] = SERVICES_THETA;
  return status == PRL_OK ? check(out, err) : status;
}
