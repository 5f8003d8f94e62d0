import type { sluice as declaration } from '../declarations/sluice.ts';
import type { ActionResult, Host } from '../host.ts';
import type { Inputs } from '../inputs.ts';
import { driveStep, isFailed, needPlan } from '../rollout.ts';

/** The whole rollout in one step. */
export async function runRollout(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult> {
  const document = await needPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const { outcome: _, ...result } = await driveStep(host, inputs, document, {
    goal: { kind: 'promotion', phasesMustHavePassed: false },
  });
  return result;
}
