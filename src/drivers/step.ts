import type { Decision } from '../core/rollout/decision.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Event, Run } from '../core/rollout/event.ts';
import type { Session } from '../core/rollout/situation.ts';

/** A decision that asks for something to be done, rather than to wait or to rest. */
export type Step = Exclude<Decision, { do: 'hold' | 'rest' }>;

/** What a step brought about. */
export interface Deed {
  readonly events: readonly Event[];
  /** What this session has now seen with its own eyes. */
  readonly session?: Partial<Session>;
}

/** What a step must have in the ledger before the world is touched. */
export function intentOf(step: Step, run: Run, now: Instant): readonly Event[] {
  switch (step.do) {
    case 'retry':
      return [{ type: 'retried', at: now, phase: step.phase, run }];
    case 'take-over':
      return [{ type: 'taken-over', at: now, run }];
    case 'run-hook':
      return [{ type: 'hook-started', at: now, hook: step.hook }];
    case 'start-phase':
      return [{ type: 'phase-started', at: now, phase: step.phase, weight: step.weight }];
    case 'start-rollback':
      return [{ type: 'rollback-started', at: now, reason: step.reason, criteria: step.criteria }];
    default:
      return [];
  }
}
