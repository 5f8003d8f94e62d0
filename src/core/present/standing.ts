import type { Duration, Instant } from '../quantity/instant.ts';
import type { Event, Ordered } from '../rollout/event.ts';
import { fold } from '../rollout/fold.ts';
import type { State } from '../rollout/state.ts';

/** Where a target stands: its latest rollout, and what a person asked of it last. */
export interface Standing {
  /** `production/checkout`. */
  readonly target: string;
  /** Undefined where no rollout was ever started. */
  readonly state: State | undefined;
  readonly lastOrder: Ordered | undefined;
}

export function takeStock(target: string, events: readonly Event[]): Standing {
  return {
    target,
    state: fold(events),
    lastOrder: events.findLast((event) => event.type === 'ordered'),
  };
}

/** When the phase has baked, with the time it was paused; undefined where none bakes. */
export function bakedAt({ started, phases, current, status }: State): Instant | undefined {
  const phase = phases[current];
  const bake = started.plan.phases[current]?.bake;
  const isBaking = status === 'running' && phase?.status === 'running';
  return isBaking && phase.bakingSince !== undefined && bake !== undefined
    ? phase.bakingSince + bake + (phase.paused ?? 0)
    : undefined;
}

/** From its first event to its last. */
export function tookOf({ started, updatedAt }: State): Duration {
  return updatedAt - started.at;
}
