import type { Decision } from '../core/rollout/decision.ts';
import type { Event } from '../core/rollout/event.ts';
import type { Goal } from '../core/rollout/goal.ts';
import type { Reason } from '../core/rollout/reason.ts';
import type { State } from '../core/rollout/state.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Assignment } from './assignment.ts';

const CANCELLED: Goal = { kind: 'rollback', cause: 'run-cancelled' };

/** A cancelled run goes back, whatever it was about to do; whoever stands in for one is not that run. */
export function currentGoal({ goal, cancelled, standsIn }: Assignment): Goal {
  const isItsRun = goal.kind !== 'rollback' && standsIn !== true;
  return isItsRun && cancelled?.aborted === true ? CANCELLED : goal;
}

/** Why a look ended before it had seen everything. */
export const INTERRUPTED: Reason = {
  code: 'interrupted',
  sentence: 'the look was cut short, and the next one goes on',
};

/**
 * Whether the step is left to whoever looks next, because this look is cut short. What takes traffic back is
 * finished, and so is what touches nothing but the ledger and says that somebody must look.
 */
export function isLeftToNext(
  decision: Decision,
  { goal, cancelled, standsIn }: Assignment,
): boolean {
  if (standsIn !== true || cancelled?.aborted !== true || goal.kind === 'rollback') return false;
  switch (decision.do) {
    case 'start-rollback':
    case 'take-back':
    case 'pause':
    case 'stop':
    case 'promote':
    case 'hold':
    case 'rest':
      return false;
    case 'run-hook':
      return decision.hook !== 'cleanup';
    default:
      return true;
  }
}

/** Whoever comes next need not wait for whoever was cut short. */
export function releaseTo(state: State | undefined, now: Instant): readonly Event[] {
  return state?.heldUntil === undefined ? [{ type: 'held', at: now, until: now }] : [];
}
