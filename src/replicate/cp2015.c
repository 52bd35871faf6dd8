/* cp2015.c -- the paper: all its experiments, one model after another. */
#include "cp2015.h"

static prl_status solve_all(void **state, prl_arena *arena, const char *folder, prl_solves *solves, prl_error *err) {
  prl_cp_all *all = prl_arena_alloc(arena, 1, sizeof *all);
  prl_cp_data data, simple;
  *state = all;
  if (!all) return prl_fail(err, PRL_E_MEMORY, "no memory left for the experiments");
  prl_status status = prl_cp_data_read(&data, arena, folder, err);
  for (prl_cp_model model = 0; model < PRL_CP_MODELS && status == PRL_OK; model++) {
    status = prl_cp_simplify(&simple, arena, &data, model, err);
    if (status == PRL_OK) status = prl_cp_solve(all, arena, &simple, model, solves, err);
  }
  return status;
}

const prl_paper_steps prl_paper_cp2015 = {
    .paper = {.id = "cp2015",
              .citation = "Caliendo, L. and Parro, F. (2015), Estimates of the Trade and Welfare Effects of NAFTA, "
                          "Review of Economic Studies 82(1): 1-44",
              .data = "inputs of the article: 31 countries, 40 sectors of which 20 traded",
              .base_year = 1993,
              .base = "tariffs of 1993",
              .elasticities = "the article's, 8.22 for cars, other transport and services",
              .closure = "zero, and fixed in tables A4 to A7",
              .reference = "cp2015.csv"},
    .check = prl_cp_check,
    .solve = solve_all,
    .answer = prl_cp_answer,
};
