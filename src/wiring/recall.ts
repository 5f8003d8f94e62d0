import type { State } from '../core/rollout/state.ts';
import type { PlanDocument } from '../drivers/assignment.ts';
import type { LedgerView } from '../ports/ledger.ts';
import { understand } from './document.ts';
import type { Surroundings } from './world.ts';

/** The plan a rollout runs under, from its ledger; undefined where that is not there, or not understood any more. */
export function recallPlan({ plan }: LedgerView, { started }: State): PlanDocument | undefined {
  if (plan === undefined) return undefined;
  const read = understand(plan, 'the plan in the ledger');
  if (read.outcome !== 'read') return undefined;
  return read.document.digest === started.plan.digest ? read.document : undefined;
}

/** The surroundings of whoever steps in, about what is being released rather than about their own commit. */
export function recallRelease<Around extends Surroundings>(
  surroundings: Around,
  { started }: State,
): Around {
  const { version, sha, ref, rollout } = started;
  const release = { version, ...(sha !== undefined && { sha }), ...(ref !== undefined && { ref }) };
  return { ...surroundings, release, rollout };
}
