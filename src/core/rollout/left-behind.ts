import { findAwaited, isLeftToPeople } from './awaited.ts';
import { isOver } from './holder.ts';
import type { State } from './state.ts';

/** How a run stands that released something; `gone`: there is no such run any more. */
export type RunEnding = 'running' | 'success' | 'cancelled' | 'failure' | 'gone' | 'unknown';

/** What is left to do for a rollout whose run has ended. */
export type LeftOver =
  /** Its phase bakes and nobody looks: look. */
  | 'look'
  /** A phase waits for people, who answer here: look whether they have. */
  | 'ask'
  /** Its phase has passed: the run goes on with the next. */
  | 'go-on'
  /** The run was lost or cancelled in the middle, and did not clean up behind itself. */
  | 'take-back';

/**
 * What a tick has to do for a rollout; undefined where there is nothing, or somebody else may be at it. A run
 * that ended well has left a phase to be continued; any other would have gone back if it could.
 */
export function whatIsLeft(state: State, ending: RunEnding): LeftOver | undefined {
  const { status, current } = state;
  if (ending === 'running' || ending === 'unknown') return undefined;
  if (isOver(state) || status === 'paused') return undefined;
  if (ending !== 'success' || status === 'rolling-back' || status === 'rollback-failed') {
    return 'take-back';
  }
  if (isLeftToPeople(state)) return 'ask';
  const phase = state.phases[current];
  if (phase === undefined) return undefined;
  return phase.status === 'running' ? 'look' : 'go-on';
}

/** The phase, counted from 1, whose job takes the rollout on: the one that waits for people, else the last that ran. */
export function phaseToRun(state: State): number {
  const awaited = isLeftToPeople(state) ? findAwaited(state) : undefined;
  return (awaited?.phase ?? state.current) + 1;
}
