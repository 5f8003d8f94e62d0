import type { Duration, Instant } from '../quantity/instant.ts';
import type { State } from './state.ts';

/** How long a person has had the phase paused since it bakes, until now: that does not count as baked. */
export function timePaused(
  { phases, current, pausedSince }: Pick<State, 'phases' | 'current' | 'pausedSince'>,
  index: number,
  now: Instant,
): Duration {
  const { paused = 0, bakingSince = now } = phases[index] ?? {};
  const isPaused = pausedSince !== undefined && index === current;
  return isPaused ? paused + Math.max(0, now - Math.max(pausedSince, bakingSince)) : paused;
}
