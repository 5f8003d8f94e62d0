import type { Duration, Instant } from '../quantity/instant.ts';
import { isLeftToPeople } from './awaited.ts';
import type { State } from './state.ts';

/** Whether a run goes on; whatever has not ended runs, waiting for people included. */
export type RunStatus = 'running' | 'ended' | 'unknown';

/**
 * How long a run that cannot be asked is believed to be at work after it last wrote. While a phase bakes it
 * writes every ten minutes at the latest, so six of its words may get lost.
 */
export const LEASE: Duration = 60 * 60_000;

/**
 * Whether the run that holds the rollout is gone for good, so that another may take it back: it is known to
 * have ended, or it cannot be asked and its lease has expired. What waits for people waits for ever: a paused
 * rollout needs no run, nor does a phase that people are asked about in the ledger, and where a run cannot be asked, one between two phases may still wait for an approval.
 * A driver that left with a promise to be continued is given its lease from then on.
 */
export function isAbandoned(state: State, holder: RunStatus, now: Instant): boolean {
  if (holder === 'running' || state.status === 'paused' || isLeftToPeople(state)) return false;
  const { heldUntil = Number.NEGATIVE_INFINITY, updatedAt } = state;
  if (now < heldUntil + LEASE) return false;
  return holder === 'ended' || (isExpectedToWrite(state) && now >= updatedAt + LEASE);
}

/** Whether a hook has begun, and nobody has said how it ended. */
export function isHookAtWork({ hooks }: State): boolean {
  return Object.values(hooks).some(({ ok }) => ok === undefined);
}

/** Whether silence means that something is wrong: no hook runs that may take its time, and no people are asked. */
function isExpectedToWrite(state: State): boolean {
  const { status, phases, current } = state;
  if (isHookAtWork(state)) return false;
  return status !== 'running' || phases[current]?.status === 'running';
}
