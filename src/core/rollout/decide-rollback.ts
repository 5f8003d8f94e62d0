import type { Decision } from './decision.ts';
import type { RollbackCause } from './goal.ts';
import type { Reason } from './reason.ts';
import type { Session } from './situation.ts';
import type { State } from './state.ts';

/** Going back needs nothing but the state: no plan, no metrics, not the run that started it. */
export function decideRollback(
  state: State | undefined,
  cause: RollbackCause,
  session: Session,
): Decision {
  if (state === undefined) return rest(true, 'nothing-to-do', 'no rollout was ever started');
  switch (state.status) {
    case 'rolling-back':
      return { do: 'take-back' };
    case 'rollback-failed':
      return session.tookBack ? rest(false, 'target-unavailable', FAILED) : { do: 'take-back' };
    case 'promoted':
      return rest(
        cause !== 'asked',
        'already-promoted',
        `${state.started.version} is promoted: release the earlier version to go back`,
      );
    case 'rolled-back':
    case 'stopped':
      return rest(true, 'nothing-to-do', 'all traffic is on stable already');
    case 'paused':
      if (cause !== 'asked') {
        return rest(
          true,
          'nothing-to-do',
          `paused: ${state.reason?.sentence ?? 'a person decides'}`,
        );
      }
      return { do: 'start-rollback', reason: REASONS[cause], criteria: [] };
    case 'running':
    case 'promoting':
      return { do: 'start-rollback', reason: REASONS[cause], criteria: [] };
  }
}

const FAILED = 'traffic could not be taken back: move it by hand, now';

const REASONS: Readonly<Record<RollbackCause, Reason>> = {
  asked: { code: 'asked-by-person', sentence: 'a person asked to go back' },
  'run-failed': { code: 'run-failed', sentence: 'the run failed in the middle of the rollout' },
  'run-cancelled': { code: 'run-cancelled', sentence: 'the run was cancelled' },
};

function rest(reached: boolean, code: Reason['code'], sentence: string): Decision {
  return { do: 'rest', reached, reason: { code, sentence } };
}
