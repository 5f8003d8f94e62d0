import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Run } from './event.ts';
import type { Goal } from './goal.ts';
import type { State } from './state.ts';

/** All that a decision depends on. */
export interface Situation {
  /** Absent only when going back, which needs no plan. */
  readonly plan?: Plan;
  readonly planDigest?: string;
  readonly state: State | undefined;
  readonly goal: Goal;
  /** Who asks. */
  readonly run: Run;
  /** What this session has seen with its own eyes, as opposed to what the ledger tells of earlier ones. */
  readonly session: {
    /** The target was found with all traffic on stable before the first phase. */
    readonly inspected: boolean;
    /** The target was read or set by this session. */
    readonly sawTarget: boolean;
    /** Scopes (-1 or a phase) whose gates this session has looked at. */
    readonly gatesSeen: readonly number[];
  };
  readonly now: Instant;
}
