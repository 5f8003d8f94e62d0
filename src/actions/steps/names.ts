import type { PlanDocument } from '../../drivers/assignment.ts';
import { readDocument } from '../../wiring/document.ts';
import type { RolloutNames } from '../surroundings.ts';

/** Which rollout is meant, and its plan where there is one; a string says why that is not known. */
export async function findRollout(inputs: {
  readonly plan: string;
  readonly name: string;
  readonly environment: string;
}): Promise<(RolloutNames & { readonly document?: PlanDocument }) | string> {
  const read = await readDocument(inputs.plan);
  const document = read.outcome === 'read' ? read.document : undefined;
  const name = inputs.name || document?.plan.name;
  const environment = inputs.environment || document?.plan.environment;
  if (name === undefined || environment === undefined) {
    const why = read.outcome === 'invalid' ? read.lines.join('; ') : '';
    return `which rollout? Give \`name\` and \`environment\`, or a plan (${why})`;
  }
  return { name, environment, ...(document && { document }) };
}
