/* run.c -- one counterfactual: who gains and loses, by country and by sector.
 *
 * A scenario with a policy and changes is measured from that policy: what the changes do where things stand. With one of the two only,
 * it is measured from the base year. */
#include "cli.h"

typedef struct solved {
  prl_opened opened;
  prl_solved_case solved;
  prl_outcome *between;
  const prl_joined *joined; /* of what is shown */
  const prl_outcome *shown; /* `between`, or the stage's */
  prl_solver_options solver;
  prl_cli_progress progress;
  prl_accuracy accuracy;
} solved;

/* The changes measured from the policy; where there is no such pair, the stage from the base. */
static prl_status show(solved *out, prl_error *err) {
  const prl_solved_case *s = &out->solved;
  const prl_status status = s->changed ? prl_outcome_between(&out->between, s->changed, prl_stage_outcome(s->stage), err) : PRL_OK;
  out->shown = s->changed ? out->between : prl_stage_outcome(s->stage);
  out->joined = s->changed ? s->changes : prl_stage_joined(s->stage);
  return status;
}

static prl_status solve(solved *out, const prl_invocation *invocation, prl_error *err) {
  prl_cli_progress_start(&out->progress, &out->solver, invocation);
  prl_status status = prl_cli_solve_case(&out->solved, &out->opened, &out->solver, err);
  prl_cli_progress_end(&out->progress);
  if (status == PRL_OK) {
    status = show(out, err);
  }
  if (status == PRL_OK) {
    out->accuracy = prl_outcome_look(out->shown).accuracy;
    out->opened.trace.accuracy = &out->accuracy;
  }
  return status;
}

static prl_status report(solved *out, const prl_invocation *invocation, prl_error *err) {
  prl_text text = {0};
  prl_uniqueness uniqueness;
  const bool scale = out->opened.model.scale != NULL;
  const prl_run_asked asked = {.flows = prl_cli_option(invocation, "--flows") != NULL,
                               .limits = prl_cli_option(invocation, "--limits") != NULL,
                               .uniqueness = scale ? &uniqueness : NULL};
  prl_status status = scale ? prl_economy_uniqueness(&uniqueness, prl_stage_economy(out->solved.stage), err) : PRL_OK;
  if (status < 0) {
    return status;
  }
  status = prl_report_run(&text, &invocation->style, &out->opened.trace, out->opened.world, out->shown, out->joined, &asked, err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  return status == PRL_OK ? prl_cli_short_of(out->solved.status, &out->accuracy, err) : status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  solved all = {0};
  prl_status status = prl_cli_open_case(&all.opened, invocation, invocation->words[0], err);
  if (status == PRL_OK) {
    status = solve(&all, invocation, err);
  }
  if (status == PRL_OK) {
    status = report(&all, invocation, err);
  }
  prl_outcome_free(all.between);
  prl_cli_solved_free(&all.solved);
  prl_cli_close(&all.opened);
  return status;
}

static const prl_option options[] = {
    {"--flows", NULL, "bilateral flows too, by sector (CSV: instead of the regions)"},
    {"--limits", NULL, "CSV: the limits and promises instead of the regions"},
    PRL_CLI_ASSUMPTIONS,
    {NULL, NULL, NULL},
};

const prl_command prl_verb_run = {
    .name = "run",
    .operands = "SCENARIO",
    .summary = "solve one counterfactual; results by country and by sector",
    .help = "SCENARIO is a YAML file: a world, trade elasticities, a closure, and changes of policy (docs/cli.md). When it names a policy\n"
            "and changes, the result is measured from that policy; else from the base year. Exit status 3 when there is no solution.\n\n"
            "  parley run examples/us-25-on-china.yaml\n"
            "  parley run examples/us-25-on-china.yaml --world hybrid2022-16 --format json --flows",
    .options = options,
    .least = 1,
    .most = 1,
    .run = run,
};
