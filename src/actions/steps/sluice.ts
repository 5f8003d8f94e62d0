import type { Inputs } from '../declarations/declaration.ts';
import type { sluice } from '../declarations/sluice.ts';
import { checkPlan, isFailed } from '../document.ts';
import type { ActionResult, Host } from '../host.ts';
import { driveStep, type OutcomeOutput } from '../rollout.ts';

/** The whole rollout in one step. */
export async function runRollout(
  inputs: Inputs<typeof sluice>,
  host: Host,
): Promise<ActionResult<OutcomeOutput>> {
  const document = await checkPlan(inputs.plan, host);
  if (isFailed(document)) return document;
  const { result } = await driveStep(host, inputs, document, {
    goal: { kind: 'promotion', phasesMustHavePassed: false },
    teamToken: inputs['team-token'],
  });
  return result;
}
