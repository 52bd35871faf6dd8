/* decompose.c -- what a change of real income is made of, in parts that sum to it.
 *
 * Of a scenario with a policy and changes: what the changes do where things stand. Else: what the policy does against the base year. */
#include "cli.h"

typedef struct decomposed {
  prl_opened opened;
  prl_solved_case solved;
  prl_decomposition *parts;
  prl_solver_options solver;
  prl_cli_progress progress;
  prl_accuracy accuracy;
} decomposed;

static prl_status solve(decomposed *all, const prl_invocation *invocation, prl_error *err) {
  prl_cli_progress_start(&all->progress, &all->solver, invocation);
  prl_status status = prl_cli_solve_case(&all->solved, &all->opened, &all->solver, err);
  if (status == PRL_OK) {
    const prl_outcome *policy = prl_stage_outcome(all->solved.stage), *changed = all->solved.changed;
    status = prl_decompose(&all->parts, changed ? policy : NULL, changed ? changed : policy, &all->solver, err);
  }
  prl_cli_progress_end(&all->progress);
  if (status == PRL_OK) {
    all->accuracy = prl_decomposition_look(all->parts).accuracy;
    all->opened.trace.accuracy = &all->accuracy;
  }
  return status;
}

static prl_status report(decomposed *all, const prl_invocation *invocation, prl_error *err) {
  const int32_t regions = prl_world_look(all->opened.world).regions;
  const char *given = prl_cli_option(invocation, "--regions");
  bool *set = prl_arena_alloc(all->opened.arena, (size_t)regions, sizeof *set);
  prl_text text = {0};
  if (!set) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for the regions");
  }
  prl_status status = given ? prl_cli_regions(set, &all->opened, "--regions", given, err) : PRL_OK;
  for (int32_t n = 0; n < regions; n++) {
    set[n] |= !given;
  }
  if (status == PRL_OK) {
    const prl_decomposition_view view = prl_decomposition_look(all->parts);
    status = prl_report_decompose(&text, &invocation->style, &all->opened.trace, all->opened.world, &view, set, err);
  }
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  return status == PRL_OK ? prl_cli_short_of(all->solved.status, &all->accuracy, err) : status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  decomposed all = {0};
  prl_status status = prl_cli_open_case(&all.opened, invocation, invocation->word_count ? invocation->words[0] : NULL, err);
  if (status == PRL_OK) {
    status = solve(&all, invocation, err);
  }
  if (status == PRL_OK) {
    status = report(&all, invocation, err);
  }
  prl_decomposition_free(all.parts);
  prl_cli_solved_free(&all.solved);
  prl_cli_close(&all.opened);
  return status;
}

static const prl_option options[] = {
    {"--regions", "a,b", "only these parties or regions (all)"},
    PRL_CLI_DATES,
    PRL_CLI_ASSUMPTIONS,
    {NULL, NULL, NULL},
};

const prl_command prl_verb_decompose = {
    .name = "decompose",
    .operands = "[DOSSIER|SCENARIO]",
    .summary = "what a change of real income is made of, in parts that sum to it",
    .help = "The change of ln real income of every region, split into terms of trade, tariffs and export taxes (each tax times the change\n"
            "of quantity), rents, promises, scale, profits, transfers, frictions and bans: integrals along the way from the old policy to\n"
            "the new one. Of a scenario with a policy and changes, from that policy; else from the base year. How far the parts miss the\n"
            "whole is printed; nothing is added to make them meet (docs/output.md).\n\n"
            "  parley decompose examples/us-25-on-china.yaml --world hybrid2022-16 --regions USA,CHN\n"
            "  parley decompose us-china --asof 2025-12-05 --format csv",
    .options = options,
    .most = 1,
    .run = run,
};
