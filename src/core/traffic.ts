import type { Weight } from './plan/plan.ts';

/** Why a target could not be moved or read. */
export type TrafficFailure =
  | 'unreachable'
  | 'timeout'
  | 'refused' // it answered, and said no
  | 'not-verified' // it said yes, but reading back shows something else
  | 'canary-down' // it answered that the canary does not serve what is meant for it
  | 'malformed'; // it answered something that cannot be understood

/** How far a weight read back may lie from the one asked for, in points: balancers round. */
const TOLERANCE = 0.5;

/**
 * Whether a weight read back is the one asked for: within half a point, except that nothing is exactly
 * nothing and all is exactly all. A canary that keeps 0.4% has not been rolled back.
 */
export function agrees(wanted: Weight, found: Weight): boolean {
  const isEnd = [0, 100].some((end) => wanted === end || found === end);
  return isEnd ? wanted === found : Math.abs(wanted - found) <= TOLERANCE;
}
