import type { Order } from '../core/control/command.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { Event, Run } from '../core/rollout/event.ts';
import type { Goal } from '../core/rollout/goal.ts';
import { explainOrder } from '../core/rollout/obey.ts';
import type { Session } from '../core/rollout/situation.ts';
import type { State } from '../core/rollout/state.ts';

/** A decision that asks for something to be done, rather than to wait or to rest. */
export type Step = Exclude<Decision, { do: 'hold' | 'rest' }>;

/** What a step brought about. */
export interface Deed {
  readonly events: readonly Event[];
  /** What this session has now seen with its own eyes. */
  readonly session?: Partial<Session>;
}

/** What a step must have in the ledger before the world is touched. */
export function intentOf(
  step: Step,
  goal: Goal,
  state: State | undefined,
  run: Run,
  now: Instant,
): readonly Event[] {
  const order = goal.kind === 'rollback' ? goal.order : undefined;
  switch (step.do) {
    case 'retry':
      return [{ type: 'retried', at: now, phase: step.phase, run }];
    case 'take-over':
      return [{ type: 'taken-over', at: now, run, ...(step.reason && { reason: step.reason }) }];
    case 'run-hook':
      return [{ type: 'hook-started', at: now, hook: step.hook }];
    case 'start-phase':
      return [{ type: 'phase-started', at: now, phase: step.phase, weight: step.weight }];
    case 'start-rollback': {
      const { reason, criteria } = step;
      return [...record(order, now), { type: 'rollback-started', at: now, reason, criteria }];
    }
    case 'stop':
      return record(order, now);
    case 'take-back':
      // Where it is going back already, the order has not been written with the intent to.
      return isOnRecord(order, state) ? [] : record(order, now);
    default:
      return [];
  }
}

function record(order: Order | undefined, at: Instant): readonly Event[] {
  return order === undefined ? [] : [{ type: 'ordered', at, ...order }];
}

function isOnRecord(order: Order | undefined, state: State | undefined): boolean {
  return order === undefined || state?.reason?.sentence === explainOrder(order).sentence;
}
