import type { Plan } from '../../core/plan/plan.ts';
import type { canaryStep } from '../declarations/canary-step.ts';
import type { Inputs } from '../declarations/declaration.ts';
import { isFailed, needPlan } from '../document.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { driveStep, type OutcomeOutput } from '../rollout.ts';
import { readMinutes } from './minutes.ts';

/** Opens one phase and decides it. */
export async function runPhase(
  inputs: Inputs<typeof canaryStep>,
  host: Host,
): Promise<ActionResult<OutcomeOutput>> {
  const document = await needPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const phase = findPhase(document.plan, inputs.phase);
  if (typeof phase === 'string') return failWith(phase);
  const { mode, approved } = inputs;
  if (mode !== 'job' && mode !== 'tick') return failWith(`mode: ${mode} is neither job nor tick`);
  const mostMinutes = readMinutes('most-minutes', inputs['most-minutes']);
  if (typeof mostMinutes === 'string') return failWith(mostMinutes);
  const { result } = await driveStep(host, inputs, document, {
    goal: { kind: 'phase', phase },
    mode,
    mostMinutes,
    approved,
    teamToken: inputs['team-token'],
  });
  return result;
}

/** Index of the phase called, or numbered, so; a string says which there are. */
export function findPhase(plan: Plan, wanted: string): number | string {
  const byName = plan.phases.findIndex(({ name }) => name === wanted);
  if (byName >= 0) return byName;
  const byNumber = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1;
  if (plan.phases[byNumber] !== undefined) return byNumber;
  const known = plan.phases.map(({ name }, index) => `${index + 1} ${name}`).join(', ');
  return `phase: the plan has no phase ${wanted}; it has ${known}`;
}
