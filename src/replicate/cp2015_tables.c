/* cp2015_tables.c -- the article's cells by name: which experiment, which quantity, of whom.
 *
 * A quantity of Table 11 carries its model as a suffix: welfare_one_sector. Footnote 53 is three experiments, one a country: its own free
 * trade. imports_from_X is the growth of imports from country X. */
#include "cp2015.h"

#include <string.h>

typedef struct quantity {
  const char *name;
  prl_cp_effect *of;
  prl_cp_given_effect *given; /* NULL: not for NAFTA given the world's */
  int32_t who;
  const char *unit, *what;
} quantity;

#define LINEAR "linear formula, not real income: "
static const quantity quantities[] = {
    {"welfare", prl_cp_welfare, prl_cp_given_welfare, PRL_CP_ALL, "percent", LINEAR "terms of trade + volume of trade"},
    {"tot", prl_cp_tot, prl_cp_given_tot, PRL_CP_ALL, "percent", LINEAR "terms of trade"},
    {"vot", prl_cp_vot, prl_cp_given_vot, PRL_CP_ALL, "percent", LINEAR "volume of trade"},
    {"real_income_exact", prl_cp_real_income, prl_cp_given_real_income, PRL_CP_ALL, "percent", "exact change of real income"},
    {"realwage", prl_cp_real_wage, prl_cp_given_real_wage, PRL_CP_ALL, "percent", "change of the real wage"},
    {"tot_nafta", prl_cp_tot, prl_cp_given_tot_by, PRL_CP_PARTNERS, "percent", LINEAR "terms of trade with NAFTA partners"},
    {"tot_row", prl_cp_tot, prl_cp_given_tot_by, PRL_CP_OTHERS, "percent", LINEAR "terms of trade with all others"},
    {"vot_nafta", prl_cp_vot, prl_cp_given_vot_by, PRL_CP_PARTNERS, "percent", LINEAR "volume of trade with NAFTA partners"},
    {"vot_row", prl_cp_vot, prl_cp_given_vot_by, PRL_CP_OTHERS, "percent", LINEAR "volume of trade with all others"},
    {"tot_share", prl_cp_tot_share, prl_cp_given_tot_share, PRL_CP_ALL, "percent", LINEAR "the sector's part of the terms of trade"},
    {"vot_share", prl_cp_vot_share, prl_cp_given_vot_share, PRL_CP_ALL, "percent", LINEAR "the sector's part of the volume of trade"},
    {"export_share_before", prl_cp_export_share_before, prl_cp_given_export_share_before, PRL_CP_ALL, "percent",
     "sector's share of exports, before"},
    {"export_share_after", prl_cp_export_share_after, prl_cp_given_export_share_after, PRL_CP_ALL, "percent",
     "sector's share of exports, after"},
    {"hhi_before", prl_cp_hhi_before, prl_cp_given_hhi_before, PRL_CP_ALL, "index", "concentration of exports over sectors, before"},
    {"hhi_after", prl_cp_hhi_after, prl_cp_given_hhi_after, PRL_CP_ALL, "index", "concentration of exports over sectors, after"},
    {"imports_nafta", prl_cp_import_growth, NULL, PRL_CP_PARTNERS, "percent", "growth of imports from NAFTA partners"},
    {"imports_from_", prl_cp_import_growth, prl_cp_given_import_growth, PRL_CP_ALL, "percent", "growth of imports from one country"},
};
#define FROM "imports_from_"

typedef struct asked { /* a question, understood */
  prl_cp_which which;
  bool given, stopped; /* NAFTA given the world's changes; with deficits, where the article's loop had stopped early */
  const quantity *quantity;
  int32_t n, s, who;
} asked;

static prl_status unknown(const char *kind, const char *name, prl_error *err) {
  return prl_fail(err, PRL_E_UNKNOWN_ID, "the article has no %s \"%.60s\"", kind, name);
}

static prl_status index_of(int32_t *out, const char *kind, const char *name, const char *const *names, int32_t count, prl_error *err) {
  for (int32_t k = 0; k < count; k++)
    if (!strcmp(names[k], name)) {
      *out = k;
      return PRL_OK;
    }
  return unknown(kind, name, err);
}

static prl_status find_country(int32_t *out, const char *name, prl_error *err) {
  return index_of(out, "country", name, prl_cp_country, PRL_CP_COUNTRIES, err);
}

static prl_status find_quantity(asked *out, const char *name, size_t length, prl_error *err) {
  for (size_t k = 0; k < sizeof quantities / sizeof *quantities; k++) {
    const quantity *q = &quantities[k];
    const bool from = !strcmp(q->name, FROM);
    if (from ? strncmp(name, FROM, strlen(FROM)) != 0 : strlen(q->name) != length || strncmp(q->name, name, length) != 0) continue;
    out->quantity = q;
    out->who = q->who;
    return from ? find_country(&out->who, name + strlen(FROM), err) : PRL_OK;
  }
  return unknown("quantity", name, err);
}

/* ---- experiments ---- */

/* The length of the name without its model's suffix; *which is that model's run. */
static size_t take_model(prl_cp_which *which, const char *name) {
  static const struct {
    const char *suffix;
    prl_cp_which which;
  } models[] = {{"_one_sector", PRL_CP_RUN_ONE_SECTOR},
                {"_no_materials", PRL_CP_RUN_NO_MATERIALS},
                {"_no_io", PRL_CP_RUN_NO_IO},
                {"_benchmark", PRL_CP_RUN_NAFTA}};
  const size_t length = strlen(name);
  for (size_t k = 0; k < sizeof models / sizeof *models; k++) {
    const size_t tail = strlen(models[k].suffix);
    if (length <= tail || strcmp(name + length - tail, models[k].suffix) != 0) continue;
    *which = models[k].which;
    return length - tail;
  }
  return 0;
}

static prl_cp_which own_free_trade(int32_t n) {
  return n == prl_cp_nafta[0] ? PRL_CP_RUN_FREE_MEXICO : n == prl_cp_nafta[1] ? PRL_CP_RUN_FREE_CANADA : PRL_CP_RUN_FREE_USA;
}

static prl_status find_experiment(asked *out, size_t *length, const prl_question *q, prl_error *err) {
  enum { WITH_DEFICITS = 1, GIVEN_WORLD = 3, ACROSS_MODELS = 4, OWN_FREE_TRADE = 5 };
  static const char *const names[] = {
      "NAFTA", "NAFTA_with_deficits", "WORLD", "NAFTA_given_WORLD", "NAFTA_across_models", "FN53_unilateral_zero_tariffs"};
  prl_cp_which which[] = {PRL_CP_RUN_NAFTA, PRL_CP_RUN_NAFTA_WITH_DEFICITS, PRL_CP_RUN_WORLD, PRL_CP_RUN_WORLD,
                          PRL_CP_RUN_NAFTA, own_free_trade(out->n)};
  int32_t at;
  prl_status status = index_of(&at, "case", q->experiment, names, sizeof names / sizeof *names, err);
  if (status < 0) return status;
  *length = strlen(q->quantity);
  if (at == ACROSS_MODELS && (*q->sector || !(*length = take_model(&which[at], q->quantity)))) return unknown("quantity", q->quantity, err);
  if (at == OWN_FREE_TRADE && !prl_cp_in_nafta(out->n)) return unknown("free trade of", q->country, err);
  out->which = which[at];
  out->given = at == GIVEN_WORLD;
  out->stopped = at == WITH_DEFICITS;
  return PRL_OK;
}

static bool is_of_a_sector(const char *name) { return strstr(name, "_share") != NULL; }

static prl_status understand(asked *out, const prl_question *q, prl_error *err) {
  size_t length;
  *out = (asked){.s = -1};
  prl_status status = find_country(&out->n, q->country, err);
  if (status == PRL_OK) status = find_experiment(out, &length, q, err);
  if (status == PRL_OK) status = find_quantity(out, q->quantity, length, err);
  if (status == PRL_OK && *q->sector) status = index_of(&out->s, "sector", q->sector, prl_cp_sector, PRL_CP_SECTORS, err);
  if (status < 0) return status;
  if (is_of_a_sector(out->quantity->name) != (out->s >= 0))
    return prl_fail(err, PRL_E_VALUE, "%s is %s a sector", q->quantity, out->s < 0 ? "of" : "not of");
  return out->given && !out->quantity->given ? unknown("quantity", q->quantity, err) : PRL_OK;
}

prl_status prl_cp_check(const prl_question *question, prl_error *err) {
  asked a;
  return understand(&a, question, err);
}

prl_status prl_cp_answer(prl_answer *out, const void *state, const prl_question *question, prl_error *err) {
  const prl_cp_all *all = state;
  asked a;
  prl_status status = understand(&a, question, err);
  if (status < 0) return status;
  const quantity *q = a.quantity;
  const prl_cp_scenario *run = &all->run[a.which];
  *out = (prl_answer){.what = q->what, .unit = q->unit};
  out->equilibrium = a.given ? q->given(run, &all->run[PRL_CP_RUN_REST], a.s, a.n, a.who) : q->of(run, a.s, a.n, a.who);
  out->value = a.stopped ? q->of(&all->stopped, a.s, a.n, a.who) : out->equilibrium;
  return PRL_OK;
}
