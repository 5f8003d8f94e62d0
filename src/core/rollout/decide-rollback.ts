import type { Decision } from './decision.ts';
import type { Run } from './event.ts';
import type { RollbackCause } from './goal.ts';
import { isHeldBy, isOver, nameHolder } from './holder.ts';
import type { Reason } from './reason.ts';
import { rest, restFailed } from './rest.ts';
import type { Session } from './situation.ts';
import type { State } from './state.ts';

/**
 * Going back needs nothing but the state: no plan, no metrics, not the run that started it. A chain that
 * cleans up after itself leaves alone what another run holds, and what waits for a person.
 */
export function decideRollback(
  state: State | undefined,
  cause: RollbackCause,
  run: Run,
  session: Session,
): Decision {
  if (state === undefined) return nothing('no rollout was ever started');
  if (cause !== 'asked' && !isHeldBy(state, run)) {
    return isOver(state)
      ? nothing('this run has moved no traffic')
      : nothing(`the traffic is moved by ${nameHolder(state, run)}, and is left to it`);
  }
  switch (state.status) {
    case 'rolling-back':
      return { do: 'take-back' };
    case 'rollback-failed':
      return session.tookBack ? restFailed(state) : { do: 'take-back' };
    case 'promoted': {
      const sentence = `${state.started.version} is promoted: release the earlier version to go back`;
      return rest(cause !== 'asked', 'already-promoted', sentence);
    }
    case 'rolled-back':
    case 'stopped':
      return nothing('all traffic is on stable already');
    case 'paused':
      return cause === 'asked'
        ? goBack(state, explain(cause, run))
        : nothing(`paused: ${state.reason?.sentence ?? 'a person decides'}`);
    case 'running':
    case 'promoting':
      return cause !== 'asked' && isStableInDoubt(state)
        ? { do: 'pause', reason: doubt(cause, run), criteria: [] }
        : goBack(state, explain(cause, run));
  }
}

/** A rollout whose traffic never moved only stops: what the target carries then is somebody else's. */
function goBack(state: State, reason: Reason): Decision {
  const hasMoved = state.weight.intended > 0 || state.status === 'promoting';
  return hasMoved ? { do: 'start-rollback', reason, criteria: [] } : { do: 'stop', reason };
}

/**
 * Once the promote hook has begun, stable may be half of the new version, while the canary has passed every
 * phase: then only a person may send traffic to stable.
 */
function isStableInDoubt({ status, hooks }: State): boolean {
  return status === 'promoting' && hooks.promote !== undefined;
}

function doubt(cause: Exclude<RollbackCause, 'asked'>, run: Run): Reason {
  const { code, sentence } = explain(cause, run);
  return {
    code,
    sentence: `${sentence} after the promote hook had begun: stable may be neither the old version nor the new`,
  };
}

function explain(cause: RollbackCause, { actor }: Run): Reason {
  switch (cause) {
    case 'asked':
      return { code: 'asked-by-person', sentence: `${actor} asked to go back` };
    case 'run-failed':
      return { code: 'run-failed', sentence: 'the run failed in the middle of the rollout' };
    case 'run-cancelled':
      return { code: 'run-cancelled', sentence: 'the run was cancelled' };
  }
}

function nothing(sentence: string): Decision {
  return rest(true, 'nothing-to-do', sentence);
}
