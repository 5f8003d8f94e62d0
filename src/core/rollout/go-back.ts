import type { Decision } from './decision.ts';
import type { Reason } from './reason.ts';
import type { State } from './state.ts';

/** Takes traffic back, whoever moved it; a rollout whose traffic never moved only stops: what the target carries then is somebody else's. */
export function goBack(state: State, reason: Reason): Decision {
  return hasMoved(state) ? { do: 'start-rollback', reason, criteria: [] } : { do: 'stop', reason };
}

export function hasMoved({ weight, status }: State): boolean {
  return weight.intended > 0 || status === 'promoting';
}

/**
 * Once the promote hook has begun, stable may be half of the new version, while the canary has passed every
 * phase: then only a person may send traffic to stable.
 */
export function isStableInDoubt({ status, hooks }: State): boolean {
  return hooks.promote !== undefined && (status === 'promoting' || status === 'paused');
}
