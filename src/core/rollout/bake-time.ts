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

/** When the phase's bake is over, unless it is paused until then; undefined before it bakes. */
export function bakeEndOf(state: State, index: number, now: Instant): Instant | undefined {
  const bakingSince = state.phases[index]?.bakingSince;
  const bake = state.started.plan.phases[index]?.bake;
  if (bakingSince === undefined || bake === undefined) return undefined;
  return bakingSince + bake + timePaused(state, index, now);
}
