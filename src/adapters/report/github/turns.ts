import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import { findAwaited } from '../../../core/rollout/awaited.ts';
import type { State } from '../../../core/rollout/state.ts';

/** A comment is edited this seldom at most. */
export const BETWEEN_EDITS: Duration = 30_000;

/** A phase that bakes for less than this is told when it ends: told at its start too, its end might have to wait. */
const TWO_TURNS = 2 * BETWEEN_EDITS;

/** When a comment may be edited that was edited last at that moment, if ever. */
export function nextTurn(editedAt: Instant = Number.NEGATIVE_INFINITY): Instant {
  return editedAt + BETWEEN_EDITS;
}

/**
 * Whether the state is overtaken within moments, so that nobody would read it: an edit now would only keep the next
 * one waiting.
 */
export function isPassing(state: State, now: Instant): boolean {
  if (state.status !== 'running') return ['rolling-back', 'promoting'].includes(state.status);
  if (findAwaited(state) !== undefined) return false;
  const { status, bakingSince = now } = state.phases[state.current] ?? {};
  const bake = state.started.plan.phases[state.current]?.bake ?? 0;
  return status !== 'running' || (bake < TWO_TURNS && now < bakingSince + TWO_TURNS);
}
