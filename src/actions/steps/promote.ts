import type { promote as declaration } from '../declarations/promote.ts';
import type { ActionResult, Host } from '../host.ts';
import type { Inputs } from '../inputs.ts';
import { driveStep, isFailed, needPlan } from '../rollout.ts';

/** Makes the new version the stable one, once every phase has passed. */
export async function promoteRelease(
  inputs: Inputs<typeof declaration>,
  host: Host,
): Promise<ActionResult> {
  const document = await needPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const { outcome: _, ...result } = await driveStep(host, inputs, document, {
    goal: { kind: 'promotion', phasesMustHavePassed: true },
  });
  return result;
}
