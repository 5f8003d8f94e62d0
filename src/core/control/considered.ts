import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../quantity/instant.ts';
import type { Awaited } from '../rollout/awaited.ts';
import type { RolloutStarted } from '../rollout/event.ts';
import type { RunStatus } from '../rollout/lease.ts';
import type { Reason } from '../rollout/reason.ts';

/** What is known besides the rollout's state when an order comes. */
export interface Circumstances {
  /** The plan, where it is at hand and still the one the rollout started with: only with it can be judged. */
  readonly plan?: Plan;
  /** Whether the run that holds the rollout goes on. */
  readonly holder: RunStatus;
  readonly now: Instant;
  /** The rollout that was there when the order was given, where that is known: only it can have been meant. */
  readonly meant?: RolloutStarted;
  /** When the order was given, where that is known. */
  readonly givenAt?: Instant;
  /** What waited for approval when it was asked who may give it, where that was asked: only that is approved. */
  readonly judged?: Judged;
}

/** A phase and since when it waited; `nothing` where nothing did. */
export type Judged = Pick<Awaited, 'phase' | 'since'> | 'nothing';

/** Whether an order can be taken. */
export type Considered =
  | {
      readonly outcome: 'taken';
      /** What it means now. */
      readonly sentence: string;
      /** Who brings it about once it is written: nobody has to, whoever drives, only a re-run, or control itself. */
      readonly by: 'nobody' | 'driver' | 'rerun' | 'control';
    }
  | { readonly outcome: 'refused'; readonly reason: Reason };
