import { findAwaited } from '../rollout/awaited.ts';
import type { ReportHandles } from '../rollout/told.ts';
import type { State } from '../rollout/state.ts';
import { headline } from './headline.ts';

/** What every place says of the state: while this is the same, nothing is news. */
export function gistOf(state: State): string {
  const approvals = findAwaited(state)?.approvedBy.length ?? 0;
  const given = approvals === 0 ? '' : `, approvals ${approvals}`;
  return `${headline(state)}${given}, attempt ${state.run.attempt}`;
}

/** Whether comments are known to say something else than the state does now. */
export function isUntold(state: State, { told, comments = [] }: ReportHandles = state.handles) {
  return comments.length > 0 && told !== undefined && told.what !== gistOf(state);
}
