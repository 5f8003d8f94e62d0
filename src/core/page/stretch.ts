import type { Instant } from '../quantity/instant.ts';
import type { Event } from '../rollout/event.ts';

/** A phase from its beginning to its end: one of them for every time that it began. */
export interface Stretch {
  /** Index in the plan. */
  readonly phase: number;
  readonly from: Instant;
  readonly to: Instant;
}

/** What ends a phase, whatever becomes of the rollout. */
const ENDS: ReadonlySet<Event['type']> = new Set([
  'phase-started',
  'phase-passed',
  'paused',
  'rollback-started',
  'retried',
  'stopped',
]);

/** The phases' times by the events of a rollout (oldest first); the last one may go on until `to`. */
export function listStretches(events: readonly Event[], to: Instant): readonly Stretch[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'phase-started') return [];
    const end = events.slice(index + 1).find(({ type }) => ENDS.has(type));
    return [{ phase: event.phase, from: event.at, to: end?.at ?? to }];
  });
}
