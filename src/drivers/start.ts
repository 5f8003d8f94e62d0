import type { Instant } from '../core/quantity/instant.ts';
import type { PlanSummary, RolloutStarted } from '../core/rollout/event.ts';
import type { Assignment, PlanDocument } from './assignment.ts';

/** The first event of a rollout: who releases what, by which plan. */
export function beginRollout(
  document: PlanDocument,
  { run, release }: Assignment,
  at: Instant,
): RolloutStarted {
  const { name, environment } = document.plan;
  const { version, sha, ref } = release;
  return {
    type: 'rollout-started',
    at,
    rollout: run.id,
    name,
    environment,
    version,
    ...(sha !== undefined && { sha }),
    ...(ref !== undefined && { ref }),
    plan: summarise(document),
    run,
  };
}

function summarise({ plan, digest, path }: PlanDocument): PlanSummary {
  const { environmentUrl } = plan;
  const phases = plan.phases.map(({ name, weight, bake, approval }) => ({
    name,
    weight,
    bake,
    ...(approval && { approval }),
  }));
  const gates = [...plan.gates, ...plan.phases.flatMap((phase) => phase.gates)];
  return {
    digest,
    ...(path !== undefined && { path }),
    ...(environmentUrl !== undefined && { environmentUrl }),
    target: plan.target,
    onCancel: plan.onCancel,
    gates: [...new Set(gates.map(({ name }) => name))],
    phases,
  };
}
