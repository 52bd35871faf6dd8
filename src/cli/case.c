/* case.c -- a case solved as a change: of a scenario with a policy and changes, what the changes do where things stand; else what the policy, or
 * the changes, do against the base year. */
#include "cli.h"

static prl_status from_policy(prl_solved_case *out, prl_opened *opened, const prl_solver_options *solver, prl_error *err) {
  out->status = prl_cli_stage(&out->stage, opened, true, solver, err);
  if (out->status < 0) {
    return out->status;
  }
  const prl_status status = prl_stage_change(&out->changed, &out->changes, out->stage, opened->changes, opened->change_count, err);
  out->status = status ? status : out->status;
  return status < 0 ? status : PRL_OK;
}

static prl_status from_base(prl_solved_case *out, prl_opened *opened, const prl_solver_options *solver, prl_error *err) {
  out->status = prl_cli_stage(&out->stage, opened, false, solver, err);
  if (opened->has_policy) {
    opened->trace.policy = prl_cli_words(opened, err, "%s, measured from the base year", opened->trace.policy);
  }
  return out->status < 0 ? out->status : opened->trace.policy ? PRL_OK : PRL_E_MEMORY;
}

prl_status prl_cli_solve_case(prl_solved_case *out, prl_opened *opened, const prl_solver_options *solver, prl_error *err) {
  *out = (prl_solved_case){0};
  return (opened->has_policy && opened->change_count ? from_policy : from_base)(out, opened, solver, err);
}

void prl_cli_solved_free(prl_solved_case *solved) {
  prl_outcome_free(solved->changed);
  prl_joined_free(solved->changes);
  prl_stage_free(solved->stage);
}
