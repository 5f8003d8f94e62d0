import type { Event } from '../event.ts';
import { fold } from '../fold.ts';
import { isSame } from './same.ts';

/**
 * Which of a rollout's events still matter: whether the others are there or not, all of them fold to the same
 * state. One answer per event, in order.
 *
 * What has no bearing any more: measurements of phases gone by, gates that were looked at again, and leaves
 * that somebody came back from. Nothing is trusted here: where leaving out would change the state after all,
 * everything matters.
 */
export function whatMatters(events: readonly Event[]): readonly boolean[] {
  const matters = sift(events);
  if (!matters.includes(false)) return matters;
  const kept = events.filter((_, index) => matters[index]);
  return isSame(fold(kept), fold(events)) ? matters : events.map(() => true);
}

function sift(events: readonly Event[]): readonly boolean[] {
  const lastStart = events.findLastIndex(
    ({ type }) => type === 'phase-started' || type === 'retried',
  );
  const latest = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const subject = subjectOf(event);
    if (subject !== undefined) latest.set(subject, index);
  }
  return events.map((event, index) => {
    if (index === events.length - 1) return true; // it dates the state
    if (event.type === 'measured') return index > lastStart;
    const subject = subjectOf(event);
    return subject === undefined || latest.get(subject) === index;
  });
}

/** What an event says the latest of; undefined where the ones before it still count. */
function subjectOf(event: Event): string | undefined {
  if (event.type === 'gates-evaluated') return `gates of ${event.phase}`;
  return event.type === 'held' ? event.type : undefined;
}
