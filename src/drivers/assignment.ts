import type { Plan } from '../core/plan/plan.ts';
import type { Instant } from '../core/quantity/instant.ts';
import type { Run } from '../core/rollout/event.ts';
import type { Goal } from '../core/rollout/goal.ts';

/** A plan as it was read: its meaning, its text for the ledger, and the SHA-256 of that text in hex. */
export interface PlanDocument {
  readonly plan: Plan;
  readonly text: string;
  readonly digest: string;
  /** Where it was read, from the folder that is the root of the checkout on GitHub; absent where it lies elsewhere. */
  readonly path?: string;
}

/** What is being released. */
export interface Release {
  readonly version: string;
  readonly sha?: string;
  readonly ref?: string;
}

/** What a driver is to do. */
export interface Assignment {
  readonly goal: Goal;
  readonly run: Run;
  readonly release: Release;
  /** May be absent only when the goal is a rollback. */
  readonly document?: PlanDocument;
  /** `job` waits through holds; `tick` makes one pass and leaves at the first hold. */
  readonly mode: 'job' | 'tick';
  /** A job that would hold beyond this moment leaves, to be continued by a tick or a later run. */
  readonly deadline?: Instant;
  /** Fires when whoever drives is being cancelled. */
  readonly cancelled?: AbortSignal;
  /** Whoever drives does so in the place of a run that has ended: that one is not cancelled with it. */
  readonly standsIn?: boolean;
}
