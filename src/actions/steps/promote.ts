import type { Inputs } from '../declarations/declaration.ts';
import type { promote } from '../declarations/promote.ts';
import { isFailed, needPlan } from '../document.ts';
import type { ActionResult, Host } from '../host.ts';
import { driveStep, type OutcomeOutput } from '../rollout.ts';

/** Makes the new version the stable one, once every phase has passed. */
export async function promoteRelease(
  inputs: Inputs<typeof promote>,
  host: Host,
): Promise<ActionResult<OutcomeOutput>> {
  const document = await needPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const { result } = await driveStep(host, inputs, document, {
    goal: { kind: 'promotion', phasesMustHavePassed: true },
  });
  return result;
}
