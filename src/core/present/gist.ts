import type { ReportHandles } from '../rollout/told.ts';
import type { State } from '../rollout/state.ts';
import { headline } from './headline.ts';

/** What every place says of the state: while this is the same, nothing is news. */
export function gistOf(state: State): string {
  return `${headline(state)}, attempt ${state.run.attempt}`;
}

/** Whether comments are known to say something else than the state does now. */
export function isUntold(state: State, { told, comments = [] }: ReportHandles = state.handles) {
  return comments.length > 0 && told !== undefined && told.what !== gistOf(state);
}
