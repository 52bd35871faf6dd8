/* the import-weighted average of the shipped record beside a public tracker's, on dates on which both mean the same
 *
 * The tracker's China figure is points added since January 2025; its daily average begins at 2.3, the average of 2024.
 * docs/tariff-averages.md tells where the remaining distance comes from. A tracker dates some acts otherwise: then `ours` is the day the law gives. */
#include "setting.h"

#include "parley/table.h"

#define COUNTRIES "../shared/data/tariffs/us_effective_tariff_country_date.csv"
#define DAILY     "../shared/data/tariffs/us_daily_average_tariff.csv"

static bool there(const char *path) {
  FILE *f = fopen(path, "r");
  if (f)
    fclose(f);
  else
    print_message("# skipped: no %s\n", path);
  return f != NULL;
}

static int open_all(void **state) {
  return open_setting(state, "dossiers/us-china", "worlds/hybrid2022-16.prlw", "worlds/hs6-sector22.csv.gz");
}

/* points added since 1 January 2025 */
static double added_since(const setting *s, const char *origin, const char *day) {
  prl_series *series;
  prl_error err = {0};
  prl_asof asof = on_day(day);
  prl_day from = prl_day_of(2025, 1, 1);
  fine(prl_series_new(&series, s->lines, "USA", origin, from, asof.date.first + 1, NULL, &err), &err);
  prl_series_view v = prl_series_look(series);
  double added = v.added[v.count - 1] - v.added[0];
  prl_series_free(series);
  return added;
}

/* the number of the row with that date and, where `country` is not NULL, that country */
static double published(const char *path, const char *column, const char *day, const char *country) {
  const prl_column columns[] = {{column, PRL_NUMBER, true}, {"date", PRL_TEXT, true}};
  prl_table *table;
  prl_error err = {0};
  double found = NAN;
  fine(prl_table_read(&table, path, columns, 2, PRL_TEXT, &err), &err);
  int32_t date = prl_table_find(table, "date"), name = prl_table_find(table, "country_name"), value = prl_table_find(table, column);
  for (int64_t r = 0; r < prl_table_rows(table); r++) {
    if (strcmp(prl_table_text(table, r, date), day) != 0) continue;
    if (!country || strcmp(prl_table_text(table, r, name), country) == 0) found = prl_table_numbers(table, value)[r];
  }
  prl_table_free(table);
  assert_false(isnan(found));
  return found;
}

typedef struct row {
  const char *theirs, *ours; /* days */
  double least, most;        /* ours less theirs, points */
} row;

static void hold(const row *r, double ours, double theirs) {
  if (ours - theirs < r->least || ours - theirs > r->most)
    fail_msg("%s: ours %.2f, theirs %.2f, apart %.2f, expected %.2f to %.2f", r->theirs, ours, theirs, ours - theirs, r->least, r->most);
}

static void china(void **state) {
  static const row rows[] = {
      {"2025-02-04", "2025-03-04", -0.1, 0.1}, {"2025-03-06", "2025-03-06", -0.1, 0.1}, {"2025-03-12", "2025-03-12", -0.4, 0.1},
      {"2025-04-03", "2025-04-03", -0.5, 0.1}, {"2025-05-12", "2025-05-14", 2.3, 3.3},  {"2025-06-03", "2025-06-04", 1.7, 2.7},
      {"2025-08-07", "2025-08-07", -0.8, 0.3}, {"2025-10-14", "2025-10-14", -0.8, 0.3}, {"2025-11-14", "2025-11-14", 1.4, 2.4},
      {"2026-02-07", "2026-02-07", 2.1, 3.1},  {"2026-02-24", "2026-02-24", 0.2, 1.3},  {"2026-04-06", "2026-04-06", 0.7, 1.8},
      {"2026-07-24", "2026-07-24", 1.4, 2.5},  {"2026-08-19", "2026-08-19", 1.4, 2.5}};
  if (!there(COUNTRIES)) return;
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    hold(&rows[k], added_since(*state, "CHN", rows[k].ours), published(COUNTRIES, "effective tariff", rows[k].theirs, "CHINA"));
}

static void all_partners(void **state) {
  static const row rows[] = {
      {"2025-03-06", "2025-03-06", -0.2, 0.4}, {"2025-03-12", "2025-03-12", -1, 0},  {"2025-04-03", "2025-04-03", -1.6, -0.5},
      {"2025-05-14", "2025-05-14", 0, 1.3},    {"2025-06-04", "2025-06-04", 0, 1.2}, {"2025-08-27", "2025-08-27", 0, 1.1},
      {"2025-10-14", "2025-10-14", -0.5, 0.9}, {"2026-02-07", "2026-02-07", 1.7, 3}, {"2026-02-24", "2026-02-24", 2.7, 4}};
  if (!there(DAILY)) return;
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    hold(&rows[k], 2.3 + added_since(*state, NULL, rows[k].ours), published(DAILY, "import_weighted_avg_tariff", rows[k].theirs, NULL));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(china), cmocka_unit_test(all_partners)};
  return cmocka_run_group_tests(tests, open_all, close_setting);
}
