/* stage.c -- the setting in which everything is valued.
 *
 *   base    the policy that the world's data embody (zero, or the record in the base year)
 *   policy  P: the record on the date asked, with the scenario's changes on top
 *   economy the world at its base policy, elasticities and closure
 *   outcome the economy under P, measured from the base
 *
 * A variant is P with an item's changes on top, solved in the same economy. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

static prl_status joined_solve(prl_outcome **out, prl_joined **joined, const prl_stage *stage, const prl_policy *policy, prl_error *err) {
  prl_status status = prl_policy_join(joined, stage->base, policy, err);
  if (status) return status;
  const prl_wedges wedges = prl_joined_wedges(*joined);
  return prl_solve(out, stage->economy, &wedges, stage->has_solver ? &stage->solver : NULL, err);
}

static prl_status economy_at_base(prl_stage *stage, const prl_stage_options *o, prl_error *err) {
  prl_joined *joined;
  prl_status status = prl_policy_join(&joined, stage->base, stage->base, err);
  if (status) return status;
  const prl_wedges wedges = prl_joined_wedges(joined);
  status = prl_economy_new(&stage->economy, o->world, &o->model, &wedges, o->deficits, err);
  prl_joined_free(joined);
  return status;
}

static prl_status keep_options(prl_stage *stage, const prl_stage_options *o, prl_error *err) {
  stage->world = o->world;
  stage->dossier = o->dossier;
  const prl_asof *at = o->policy_at ? o->policy_at : o->base_at;
  if (at) stage->has_asof = true, stage->asof = *at;
  if (o->solver) stage->has_solver = true, stage->solver = *o->solver;
  stage->change_count = o->change_count;
  stage->changes = calloc((size_t)o->change_count + 1, sizeof *stage->changes);
  if (!stage->changes) return prl_fail(err, PRL_E_MEMORY, "a stage");
  if (o->change_count) memcpy(stage->changes, o->changes, (size_t)o->change_count * sizeof *stage->changes);
  return PRL_OK;
}

static prl_status build(prl_stage *stage, const prl_stage_options *o, prl_error *err) {
  prl_status status = keep_options(stage, o, err);
  if (!status) status = prl_lines_new(&stage->lines, o->dossier, o->world, o->concordance, err);
  if (!status) status = prl_policy_new(&stage->base, stage->lines, o->base_at, NULL, 0, err);
  if (!status)
    status = prl_policy_new(&stage->policy, stage->lines, stage->has_asof ? &stage->asof : NULL, stage->changes, stage->change_count, err);
  if (!status) status = economy_at_base(stage, o, err);
  if (!status) status = joined_solve(&stage->outcome, &stage->joined, stage, stage->policy, err);
  return status;
}

prl_status prl_stage_new(prl_stage **out, const prl_stage_options *options, prl_error *err) {
  *out = NULL;
  prl_stage *stage = calloc(1, sizeof *stage);
  if (!stage) return prl_fail(err, PRL_E_MEMORY, "a stage");
  prl_status status = build(stage, options, err);
  if (status < 0)
    prl_stage_free(stage);
  else
    *out = stage;
  return status;
}

void prl_stage_free(prl_stage *stage) {
  if (!stage) return;
  prl_outcome_free(stage->outcome);
  prl_joined_free(stage->joined);
  prl_economy_free(stage->economy);
  prl_policy_free(stage->policy);
  prl_policy_free(stage->base);
  prl_lines_free(stage->lines);
  free(stage->changes);
  free(stage);
}

prl_status prl_variant_new(prl_variant *out, const prl_stage *stage, const prl_change *changes, int32_t count, prl_error *err) {
  *out = (prl_variant){0};
  const size_t all = (size_t)stage->change_count + (size_t)count;
  prl_change *joint = calloc(all + 1, sizeof *joint);
  if (!joint) return prl_fail(err, PRL_E_MEMORY, "%zu changes", all);
  memcpy(joint, stage->changes, (size_t)stage->change_count * sizeof *joint);
  if (count) memcpy(joint + stage->change_count, changes, (size_t)count * sizeof *joint);
  prl_status status = prl_policy_new(&out->policy, stage->lines, stage->has_asof ? &stage->asof : NULL, joint, (int32_t)all, err);
  free(joint);
  if (!status) status = joined_solve(&out->outcome, &out->joined, stage, out->policy, err);
  if (status < 0) prl_variant_free(out);
  return status;
}

void prl_variant_free(prl_variant *variant) {
  prl_outcome_free(variant->outcome);
  prl_joined_free(variant->joined);
  prl_policy_free(variant->policy);
  *variant = (prl_variant){0};
}

const prl_policy *prl_stage_policy(const prl_stage *stage) { return stage->policy; }
const prl_outcome *prl_stage_outcome(const prl_stage *stage) { return stage->outcome; }
const prl_economy *prl_stage_economy(const prl_stage *stage) { return stage->economy; }
const prl_joined *prl_stage_joined(const prl_stage *stage) { return stage->joined; }

prl_status prl_stage_change(prl_outcome **out, prl_joined **joined, const prl_stage *stage, const prl_change *changes, int32_t count,
                            prl_error *err) {
  prl_variant variant;
  prl_status status = prl_variant_new(&variant, stage, changes, count, err);
  *out = variant.outcome;
  *joined = variant.joined;
  prl_policy_free(variant.policy);
  return status;
}
