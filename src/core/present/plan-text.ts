import { describeApproval } from '../plan/approval.ts';
import type { Plan } from '../plan/plan.ts';
import { formatDuration } from '../quantity/duration.ts';
import { listWanted } from './plan.ts';

/** The same for a terminal: one line a phase, its criteria below it. */
export function printPlan(plan: Plan): readonly string[] {
  const phases = plan.phases.flatMap((phase) => {
    const { name, weight, bake, approval, gates } = phase;
    return [
      `${String(weight).padStart(4)}%  ${name}, ${formatDuration(bake)}`,
      ...(approval === undefined
        ? []
        : [`       after the approval ${describeApproval(approval)}`]),
      ...gates.map((gate) => `       behind the gate ${gate.name}`),
      ...listWanted(phase).map((text) => `       ${text}`),
    ];
  });
  const gates = plan.gates.map(
    ({ name, kind }) => `gate   ${name === kind ? kind : `${name} (${kind})`}`,
  );
  const rollback = plan.rollback.map(({ text }) => `back   if ${text}`);
  const told = plan.notifications.map(
    ({ name, kind }) => `tell   ${name === kind ? kind : `${name} (${kind})`}`,
  );
  return [`${plan.name} to ${plan.environment}`, ...gates, ...phases, ...rollback, ...told];
}
