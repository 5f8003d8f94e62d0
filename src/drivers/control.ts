import type { Order } from '../core/control/command.ts';
import type { Reason } from '../core/rollout/reason.ts';
import type { State } from '../core/rollout/state.ts';
import type { Assignment } from './assignment.ts';
import type { World } from './world.ts';

/** What came of an order. */
export type ControlOutcome =
  /**
   * Written to the ledger, and done where control itself can do it. `next`: what must happen for it to take
   * effect: nothing, a re-run of the failed jobs of `state.run`, or a job that runs will notice.
   */
  | {
      readonly outcome: 'done';
      readonly sentence: string;
      readonly next: 'nothing' | 'rerun' | 'noticed';
      readonly state: State;
    }
  | { readonly outcome: 'refused'; readonly reason: Reason; readonly state: State | undefined }
  /** The ledger is away, or the traffic could not be taken back. */
  | { readonly outcome: 'failed'; readonly reason: Reason; readonly state: State | undefined };

/** Carries out what a person asks of the rollout in the ledger, whether or not any run of it is alive. */
export async function control(
  world: World,
  order: Order,
  assignment: Pick<Assignment, 'run' | 'document'>,
): Promise<ControlOutcome> {
  void [world, order, assignment];
  const sentence = 'no order can be taken yet';
  return { outcome: 'refused', reason: { code: 'nothing-to-do', sentence }, state: undefined };
}
