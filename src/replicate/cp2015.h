/* cp2015.h -- Caliendo & Parro (2015), "Estimates of the Trade and Welfare Effects of NAFTA", Review of Economic Studies 82(1): 1-44.
 *
 * The data's way: cp2015_data.c and cp2015_tidy.c read the authors' inputs; cp2015_models.c takes the model's parts away (Table 11);
 * cp2015_base.c makes shares; cp2015_scenario.c and cp2015_loop.c solve; cp2015_effects.c and cp2015_given.c make the numbers of the
 * tables; cp2015_tables.c knows them by name; cp2015.c is the paper. Array indices: s, k sector; n importer or country; i exporter. */
#ifndef PRL_REPLICATE_CP2015_H
#define PRL_REPLICATE_CP2015_H

#include "inside.h"

enum { PRL_CP_COUNTRIES = 31, PRL_CP_SECTORS = 40, PRL_CP_TRADED = 20, PRL_CP_NAFTA = 3 };

/* ---- cp2015_data.c: the inputs */
typedef struct prl_cp_data {
  int32_t sectors, traded; /* 40 and 20; the one-sector model 2 and 1 */
  double *trade;           /* [s < traded][n][i] US$ at border prices, net of tariff; nothing at home */
  double *tariff1993;      /* [s < traded][n][i] fraction */
  double *tariff2005;
  double *output;      /* [n][s] gross output, US$; exports may exceed it */
  double *value_added; /* [n][s] share of output */
  double *inputs;      /* [n][k][s] share of input k in what s spends on inputs, as published */
  double *theta;       /* [s] */
} prl_cp_data;
extern const char *const prl_cp_iso3[PRL_CP_COUNTRIES], *const prl_cp_country[PRL_CP_COUNTRIES]; /* in the authors' order */
extern const char *const prl_cp_sector[PRL_CP_SECTORS];                                          /* the traded first */
extern const int32_t prl_cp_nafta[PRL_CP_NAFTA];                                                 /* Mexico, Canada, the US */
bool prl_cp_in_nafta(int32_t n);
prl_status prl_cp_data_new(prl_cp_data *out, prl_arena *arena, int32_t sectors, int32_t traded, prl_error *err);
prl_status prl_cp_data_read(prl_cp_data *out, prl_arena *arena, const char *folder, prl_error *err);
/* cp2015_tidy.c: into arrays that are there */
prl_status prl_cp_tidy_read(prl_cp_data *out, const char *folder, prl_error *err);

/* ---- cp2015_models.c: the same data in poorer models */
typedef enum prl_cp_model { PRL_CP_BENCHMARK, PRL_CP_ONE_SECTOR, PRL_CP_NO_MATERIALS, PRL_CP_NO_IO, PRL_CP_MODELS } prl_cp_model;
prl_status prl_cp_simplify(prl_cp_data *out, prl_arena *arena, const prl_cp_data *data, prl_cp_model model, prl_error *err);

/* ---- cp2015_base.c: the base year as shares. Million US$. */
typedef struct prl_cp_base {
  int32_t sectors, traded;
  double *pi, *tariff;  /* [s][n][i] over all sectors */
  double *gamma;        /* [n][k][s] share of output */
  double *alpha;        /* [n][s] */
  double *labour_share; /* [n][s]: 1 - sum_k gamma */
  double value_added[PRL_CP_COUNTRIES], deficit[PRL_CP_COUNTRIES];
} prl_cp_base;
prl_status prl_cp_base_new(prl_cp_base *out, prl_arena *arena, const prl_cp_data *data, prl_error *err);

/* ---- cp2015_scenario.c: what is changed, and what comes of it */
#define PRL_CP_SCENARIO_LIST(X)                                                                                                            \
  X(NAFTA, BENCHMARK, NAFTA, false)                                                                                                        \
  X(NAFTA_WITH_DEFICITS, BENCHMARK, NAFTA, true)                                                                                           \
  X(WORLD, BENCHMARK, WORLD, false)                                                                                                        \
  X(REST, BENCHMARK, ALL_BUT_NAFTA, false)                                                                                                 \
  X(FREE_MEXICO, BENCHMARK, FREE_MEXICO, false)                                                                                            \
  X(FREE_CANADA, BENCHMARK, FREE_CANADA, false)                                                                                            \
  X(FREE_USA, BENCHMARK, FREE_USA, false)                                                                                                  \
  X(ONE_SECTOR, ONE_SECTOR, NAFTA, false)                                                                                                  \
  X(NO_MATERIALS, NO_MATERIALS, NAFTA, false)                                                                                              \
  X(NO_IO, NO_IO, NAFTA, false)
typedef enum prl_cp_which {
#define PRL_X(name, model, change, deficits) PRL_CP_RUN_##name,
  PRL_CP_SCENARIO_LIST(PRL_X)
#undef PRL_X
      PRL_CP_RUNS
} prl_cp_which;

typedef struct prl_cp_scenario { /* million US$ at border prices, net of tariff */
  int32_t sectors;
  const double *tariff;                                              /* [s][n][i] of the base */
  double *before, *after;                                            /* [s][n][i] flows */
  double *cost;                                                      /* [n][s] change of the cost of an input bundle, c^ - 1 */
  double income[PRL_CP_COUNTRIES];                                   /* of the base */
  double real_wage[PRL_CP_COUNTRIES], real_income[PRL_CP_COUNTRIES]; /* changes, fractions; exact */
} prl_cp_scenario;
typedef struct prl_cp_all {
  prl_cp_scenario run[PRL_CP_RUNS]; /* at their equilibria */
  prl_cp_scenario stopped;          /* NAFTA with deficits where the article's loop stopped */
} prl_cp_all;
/** All scenarios of one model into their places of `all`. */
prl_status prl_cp_solve(prl_cp_all *all, prl_arena *arena, const prl_cp_data *data, prl_cp_model model, prl_solves *solves, prl_error *err);
static inline int64_t prl_cp_at(int32_t s, int32_t n, int32_t i) { return ((int64_t)s * PRL_CP_COUNTRIES + n) * PRL_CP_COUNTRIES + i; }

/* ---- cp2015_loop.c */
/** The same experiment by the article's loop, stopped as theirs was. @param tariff  [s][n][i] after */
prl_status prl_cp_loop(prl_cp_scenario *out, prl_arena *arena, const prl_cp_scenario *equilibrium, const prl_cp_base *base,
                       const prl_economy *economy, const double *theta, const double *tariff, prl_error *err);

/* ---- cp2015_effects.c, cp2015_given.c: numbers of the tables, in percent (an index for concentration) */
enum {
  PRL_CP_ALL = -1,
  PRL_CP_PARTNERS = -2,
  PRL_CP_OTHERS = -3
}; /* partners: everyone; NAFTA's others; all but these. >= 0: that country */
bool prl_cp_counts(int32_t who, int32_t n, int32_t i);

/** A part of the formula summed over the partners `who` of n: million US$, of sector s, or of all sectors when s is < 0. */
typedef double prl_cp_part(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t i);
prl_cp_part prl_cp_exported, prl_cp_imported, prl_cp_terms, prl_cp_volume;
double prl_cp_sum(const prl_cp_scenario *x, prl_cp_part *part, int32_t s, int32_t n, int32_t who);

typedef double prl_cp_effect(const prl_cp_scenario *x, int32_t s, int32_t n, int32_t who);
prl_cp_effect prl_cp_tot, prl_cp_vot, prl_cp_welfare, prl_cp_real_wage, prl_cp_real_income, prl_cp_tot_share, prl_cp_vot_share,
    prl_cp_export_share_before, prl_cp_export_share_after, prl_cp_hhi_before, prl_cp_hhi_after, prl_cp_import_growth;

/** The same of NAFTA given the world's tariff changes: all of them over all but NAFTA's. */
typedef double prl_cp_given_effect(const prl_cp_scenario *world, const prl_cp_scenario *rest, int32_t s, int32_t n, int32_t who);
prl_cp_given_effect prl_cp_given_tot, prl_cp_given_vot, prl_cp_given_welfare, prl_cp_given_real_wage, prl_cp_given_real_income,
    prl_cp_given_tot_by, prl_cp_given_vot_by, prl_cp_given_tot_share, prl_cp_given_vot_share, prl_cp_given_export_share_before,
    prl_cp_given_export_share_after, prl_cp_given_hhi_before, prl_cp_given_hhi_after, prl_cp_given_import_growth;
typedef double prl_cp_flow(const void *flows, int32_t s, int32_t n, int32_t i);
double prl_cp_share_of_exports(prl_cp_flow *flow, const void *flows, int32_t sectors, int32_t s, int32_t n);
double prl_cp_concentration(prl_cp_flow *flow, const void *flows, int32_t sectors, int32_t n);

/* ---- cp2015_tables.c */
prl_status prl_cp_check(const prl_question *question, prl_error *err);
prl_status prl_cp_answer(prl_answer *out, const void *state, const prl_question *question, prl_error *err);

#endif
