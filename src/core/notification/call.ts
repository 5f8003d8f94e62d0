import type { NoticeKind } from '../plan/notification.ts';
import { type Awaited, findAwaited } from '../rollout/awaited.ts';
import type { Event } from '../rollout/event.ts';
import { apply } from '../rollout/fold.ts';
import type { State, Status } from '../rollout/state.ts';
import type { Notice } from './notice.ts';

/**
 * What people are to be told of a rollout, oldest first: a notice for every turn that its events bring. The same
 * events always call for the same notices under the same keys, those that were put away without bearing or not;
 * so do events that follow one another in another session.
 *
 * @param events of one rollout from its beginning, oldest first
 */
export function callFor(events: readonly Event[]): readonly Notice[] {
  const notices: Notice[] = [];
  const counts = new Map<NoticeKind, number>();
  let state: State | undefined;
  let rounds = 1;
  for (const event of events) {
    const before = state;
    const after = apply(before, withoutMeasurements(event));
    state = after;
    if (event.type === 'retried') rounds += 1;
    const basics = { at: event.at, cause: event, state: after, isStale: false };
    const kind = whatTurned(before, after, event);
    if (kind !== undefined) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      notices.push({ ...basics, key: `${kind}.${count}`, kind });
    }
    const key = keyOf(findAwaited(after), rounds);
    if (key === undefined || notices.some((notice) => notice.key === key)) continue;
    notices.push({ ...basics, key, kind: 'waiting-for-approval' });
  }
  const asked = state && keyOf(findAwaited(state), rounds);
  return notices.map((notice) => ({ ...notice, isStale: isAnswered(notice, asked) }));
}

/** Statuses that are told when a rollout comes to them. */
const ARRIVALS = {
  paused: 'paused',
  stopped: 'stopped',
  'rolled-back': 'rolled-back',
  'rollback-failed': 'rollback-failed',
  promoted: 'promoted',
} as const satisfies Partial<Record<Status, NoticeKind>>;

/** What an event turned, in the eyes of those who watch; undefined where they would see no difference. */
function whatTurned(
  before: State | undefined,
  after: State,
  { type }: Event,
): NoticeKind | undefined {
  if (before === undefined || type === 'rollout-started') return 'started';
  if (type === 'phase-passed') return 'phase-passed';
  if (before.status === after.status) return undefined;
  if (isArrival(after.status)) return ARRIVALS[after.status];
  return isArrival(before.status) && after.status === 'running' ? 'resumed' : undefined;
}

function isArrival(status: Status): status is keyof typeof ARRIVALS {
  return Object.hasOwn(ARRIVALS, status);
}

/** People are asked for each phase once, and once more when a person has gone back to it. */
function keyOf(awaited: Awaited | undefined, rounds: number): string | undefined {
  return awaited && `waiting-for-approval.${awaited.phase + 1}.${rounds}`;
}

function isAnswered({ kind, key }: Notice, asked: string | undefined): boolean {
  return kind === 'waiting-for-approval' && key !== asked;
}

/** Numbers say nothing here, and gathering them takes time. */
function withoutMeasurements(event: Event): Event {
  return event.type === 'measured' ? { ...event, measurements: [] } : event;
}
