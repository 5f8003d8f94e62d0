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

/**
 * The weight that the target carried all along, from what it was seen to carry now and again, oldest first:
 * the latest of them if all agree, null if they do not or one of them is null, undefined without any.
 */
export function steadyWeight(sightings: readonly (Weight | null)[]): Weight | null | undefined {
  const last = sightings.at(-1);
  if (last === undefined || last === null) return last;
  return sightings.every((seen) => seen !== null && agrees(seen, last)) ? last : null;
}
