import type { Duration, Instant } from '../core/quantity/instant.ts';
import type { Decision } from '../core/rollout/decision.ts';
import type { Event } from '../core/rollout/event.ts';
import type { State } from '../core/rollout/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Assignment } from './assignment.ts';

type Hold = Extract<Decision, { do: 'hold' }>;

/** The longest a driver that waits does not ask whether somebody else has written. */
const DEAFNESS: Duration = 15_000;

/** Waits until the hold is over, something is heard, or the run is cancelled. */
export async function waitFor(
  { until }: Hold,
  clock: Clock,
  hear: () => Promise<boolean>,
  cancelled: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    if (await hear()) return;
    await clock.until(Math.min(until, clock.now() + DEAFNESS), cancelled);
    if (clock.now() >= until || cancelled?.aborted === true) return;
  }
}

/** Whether the driver leaves rather than to hold. */
export function isLeaving(
  { until }: Hold,
  { mode, deadline = Number.POSITIVE_INFINITY }: Assignment,
): boolean {
  return mode === 'tick' || until > deadline;
}

/** Whoever leaves a phase that bakes says when it is to be looked at again, once for each time. */
export function promiseOf(
  { until, reason }: Hold,
  state: State | undefined,
  now: Instant,
): readonly Event[] {
  const isPromised = (state?.heldUntil ?? Number.NEGATIVE_INFINITY) > now;
  return reason !== undefined || isPromised ? [] : [{ type: 'held', at: now, until }];
}
