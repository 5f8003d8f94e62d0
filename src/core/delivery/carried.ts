import type { Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';
import { isOver } from '../rollout/holder.ts';
import type { State } from '../rollout/state.ts';
import { traceExposures, type Exposure, type Release } from './exposure.ts';

/** How an environment stands to a release. */
export type Carriage =
  /** Its users have met nothing else since. */
  | { readonly outcome: 'carried'; readonly since: Instant }
  /** It, or what else is named, is on its way there. */
  | { readonly outcome: 'under-way'; readonly release: Release; readonly isIt: boolean }
  | { readonly outcome: 'taken-back'; readonly at: Instant }
  /** Something else was promoted after it, or it never was. */
  | { readonly outcome: 'other'; readonly release: Release; readonly at: Instant }
  | { readonly outcome: 'never' };

/** A rollout of the environment. */
export interface EarlierRollout {
  readonly state: State;
  readonly events: readonly Event[];
}

/**
 * Whether an environment carries a release now, and since when without a break: since it was promoted, or since
 * the last other version that its users met was taken back.
 *
 * @param rollouts latest first, back to the latest that was promoted
 */
export function traceCarriage(rollouts: readonly EarlierRollout[], release: Release): Carriage {
  const [latest] = rollouts;
  if (latest !== undefined && mayHaveMoved(latest)) return underWay(latest.state.started, release);
  let undisturbedSince: Instant = Number.NEGATIVE_INFINITY;
  for (const exposure of rollouts.flatMap(({ events }) => traceExposures(events).toReversed())) {
    const { end } = exposure;
    const isIt = isSameRelease(exposure.release, release);
    const restoredAt = restorationOf(exposure);
    if (end === undefined || (restoredAt === undefined && end.outcome === 'taken-back')) {
      return underWay(exposure.release, release);
    }
    if (end.outcome === 'promoted') {
      return isIt
        ? { outcome: 'carried', since: Math.max(end.at, undisturbedSince) }
        : { outcome: 'other', release: exposure.release, at: end.at };
    }
    if (isIt) return { outcome: 'taken-back', at: end.at };
    undisturbedSince = Math.max(undisturbedSince, restoredAt ?? end.at);
  }
  return { outcome: 'never' };
}

/**
 * Whether two releases are of the same: of one commit, where both name one, for what a version is called may be
 * called so twice (`main`); else by name.
 */
export function isSameRelease(one: Release, other: Release): boolean {
  return one.sha !== undefined && other.sha !== undefined
    ? one.sha === other.sha
    : one.version === other.version;
}

/** A phase has begun and nothing has ended since: what the target carries is not known for sure. */
function mayHaveMoved({ state, events }: EarlierRollout): boolean {
  return !isOver(state) && events.some(({ type }) => type === 'phase-started');
}

function underWay({ version, sha }: Release, release: Release): Carriage {
  const found = { version, ...(sha !== undefined && { sha }) };
  return { outcome: 'under-way', release: found, isIt: isSameRelease(found, release) };
}

function restorationOf({ end }: Exposure): Instant | undefined {
  return end?.outcome === 'taken-back' ? end.restoredAt : undefined;
}
