import type { Order } from '../control/command.ts';

/** How far a driver is to take the rollout: a job of the chain does one stretch, the CLI all of it. */
export type Goal =
  /** Started, gates open. */
  | { readonly kind: 'gates' }
  /** This phase has passed. */
  | { readonly kind: 'phase'; readonly phase: number }
  /** Everything up to the end; or only the end, which refuses to begin before every phase has passed. */
  | { readonly kind: 'promotion'; readonly phasesMustHavePassed: boolean }
  /** Traffic is back, if it is not where it should be. */
  | {
      readonly kind: 'rollback';
      readonly cause: RollbackCause;
      /** Whose order it is, where one was given by name. */
      readonly order?: Order;
    };

/**
 * Who wants the rollback. `asked`: a person, so a paused rollout goes back too. `run-failed` and
 * `run-cancelled`: the chain is cleaning up, and leaves a paused rollout to the people it waits for.
 */
export type RollbackCause = 'asked' | 'run-failed' | 'run-cancelled';

/** Whether a rollout may begin with it: whoever asks for a later stretch means a rollout that is there. */
export function isBeginning(goal: Exclude<Goal, { kind: 'rollback' }>): boolean {
  return (
    goal.kind === 'gates' ||
    (goal.kind === 'phase' && goal.phase === 0) ||
    (goal.kind === 'promotion' && !goal.phasesMustHavePassed)
  );
}
