import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Run } from './event.ts';
import type { Goal } from './goal.ts';
import type { RunStatus } from './lease.ts';
import type { Reason } from './reason.ts';
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
  /** What they release. */
  readonly version: string;
  readonly session: Session;
  readonly now: Instant;
}

/** What this session has seen with its own eyes, as opposed to what the ledger tells of earlier ones. */
export interface Session {
  /** Whether the target was found with all traffic on stable before it was moved, or why it is not fit. */
  readonly inspection?: 'at-stable' | Reason;
  /** When the target was last read or set. */
  readonly targetSeenAt?: Instant;
  /** The rollout in the ledger was this run's while the session lasts. */
  readonly hasHeld?: boolean;
  /** Whether the run that holds the rollout goes on, when it was last asked. */
  readonly holder?: { readonly status: RunStatus; readonly at: Instant };
  /** Traffic was tried to be taken back by this session, with every retry. */
  readonly tookBack: boolean;
  /** Why people have not let the phase begin, when they were asked. */
  readonly unapproved?: Reason;
}
