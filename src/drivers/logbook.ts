import type { Duration, Instant } from '../core/quantity/instant.ts';
import type { Event } from '../core/rollout/event.ts';
import { apply, fold } from '../core/rollout/fold.ts';
import { isSame } from '../core/rollout/journal/same.ts';
import type { State } from '../core/rollout/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { AppendResult, Ledger, LedgerView } from '../ports/ledger.ts';
import { insist, OPENING_WAITS, type Patience } from './patience.ts';

/** Whether what was noted is now in the ledger. */
export type FlushResult =
  | { readonly outcome: 'flushed' }
  /** Someone else wrote first, which was read: decide again. */
  | { readonly outcome: 'conflict' }
  | Extract<AppendResult, { outcome: 'failed' }>;

/**
 * The ledger as one session writes it: events are noted at once and reach the ledger at the next flush, several
 * in one commit, so that a rollout costs few requests. What must precede an effect is flushed before it.
 *
 * When somebody else has written, what was noted here stands behind it as long as all they wrote are orders,
 * which change nothing of what was done and seen; else it is dropped, and so is what was only intended.
 */
export interface Logbook {
  readonly state: State | undefined;
  /** What the ledger holds of the rollout, as far as this session knows. */
  readonly written: readonly Event[];
  /** What is noted or intended here and not in the ledger yet. */
  readonly unwritten: readonly Event[];
  /** Whether this session has noted or intended the event itself. */
  isOwn(event: Event): boolean;
  /** When the ledger last held all that was noted. */
  readonly writtenAt: Instant;
  /** What has come about; what was intended until now has. */
  note(...events: readonly Event[]): void;
  /** What is about to be done, and is not once somebody else has written first. */
  intend(...events: readonly Event[]): void;
  flush(patience: Patience): Promise<FlushResult>;
  /**
   * Reads what somebody else has written, if anybody has. Where that cannot be told it is only read `whenInDoubt`.
   * What was read or written within the last five seconds, or within `belief`, is not asked about again: on
   * GitHub the first question after each write costs a request.
   */
  refresh(whenInDoubt: boolean, belief?: Duration): Promise<News>;
  /** Whether the ledger says now that nobody else has written since. */
  isCurrent(): Promise<boolean>;
  /** Whether somebody else is known to have written since. */
  isBehind(): Promise<boolean>;
}

/** What was heard of others: something, which is read; that they wrote nothing; or nothing that could be relied on. */
export type News = 'some' | 'none' | 'unknown';

/** How long what was read or written last is believed to be all there is. */
export const FRESH: Duration = 5_000;

/** Reads the ledger and opens a logbook on it; a string says why it could not be read. */
export async function openLogbook(
  ledger: Ledger,
  clock: Clock,
  planText: string | undefined,
): Promise<Logbook | string> {
  let written: LedgerView = { tip: undefined, events: [], plan: undefined };
  let state: State | undefined;
  let facts: readonly Event[] = [];
  let intents: readonly Event[] = [];
  const own = new WeakSet<Event>();
  let writtenAt = clock.now();
  /** When it was last certain that nobody else had written. */
  let knownAt = writtenAt;

  async function load(): Promise<FlushResult> {
    const answer = await ledger.read();
    if (answer.outcome === 'failed') return answer;
    knownAt = clock.now();
    facts = standsBehind(written, answer.view) ? facts : [];
    intents = [];
    written = answer.view;
    state = facts.reduce<State | undefined>(apply, fold(written.events));
    return { outcome: 'flushed' };
  }

  async function loadWhatOthersWrote(): Promise<FlushResult> {
    const loaded = await load();
    return loaded.outcome === 'flushed' ? { outcome: 'conflict' } : loaded;
  }

  async function append(deadline: Instant | undefined): Promise<FlushResult> {
    const events = [...facts, ...intents];
    // It had landed, and what others wrote behind it could not be read yet.
    if (events.length === 0) return loadWhatOthersWrote();
    const isNew = events[0]?.type === 'rollout-started';
    const answer = await ledger.append({
      expected: written.tip,
      events,
      ...(isNew && planText !== undefined && { plan: planText }),
      ...(deadline !== undefined && { deadline }),
    });
    switch (answer.outcome) {
      case 'appended':
        written = {
          tip: answer.tip,
          events: isNew ? events : [...written.events, ...events],
          plan: isNew ? planText : written.plan,
        };
        facts = [];
        intents = [];
        writtenAt = clock.now();
        knownAt = writtenAt;
        return { outcome: 'flushed' };
      case 'overtaken':
        facts = [];
        intents = [];
        return loadWhatOthersWrote();
      case 'conflict':
        return loadWhatOthersWrote();
      case 'failed':
        return answer;
    }
  }

  const opened = await insist(load, clock, { waits: OPENING_WAITS });
  if (opened.outcome === 'failed') return opened.detail;
  return {
    get state() {
      return state;
    },
    get written() {
      return written.events;
    },
    get unwritten() {
      return [...facts, ...intents];
    },
    isOwn: (event) => own.has(event),
    get writtenAt() {
      return writtenAt;
    },
    note(...events) {
      for (const event of events) own.add(event);
      state = events.reduce<State | undefined>(apply, state);
      facts = [...facts, ...intents, ...events];
      intents = [];
    },
    intend(...events) {
      for (const event of events) own.add(event);
      state = events.reduce<State | undefined>(apply, state);
      intents = [...intents, ...events];
    },
    async flush(patience) {
      if (facts.length + intents.length === 0) return { outcome: 'flushed' };
      return insist(() => append(patience.deadline), clock, patience);
    },
    async refresh(whenInDoubt, belief = FRESH) {
      // A clock that was set back must make nobody deaf.
      if (Math.abs(clock.now() - knownAt) < belief) return 'unknown';
      const hasChanged = await ledger.changedSince(written.tip);
      if (hasChanged === false) return 'none';
      if (hasChanged === undefined && !whenInDoubt) return 'unknown';
      return (await load()).outcome === 'flushed' ? 'some' : 'unknown';
    },
    async isCurrent() {
      return (await ledger.changedSince(written.tip)) === false;
    },
    async isBehind() {
      const isBehind = (await ledger.changedSince(written.tip)) === true;
      if (isBehind) knownAt = Number.NEGATIVE_INFINITY;
      return isBehind;
    },
  };
}

/** What changes nothing of what a driver has done and seen. */
const HARMLESS: ReadonlySet<Event['type']> = new Set(['ordered', 'reported', 'notified']);

/**
 * Whether all that was written since is harmless, so that what was noted before may stand behind it. The ledger
 * may have put away what matters no more, but never the latest event of a writer.
 */
function standsBehind(before: LedgerView, now: LedgerView): boolean {
  const latest = before.events.at(-1);
  if (latest === undefined) return now.events.length === 0;
  const place = now.events.findLastIndex((event) => isSame(event, latest));
  const since = now.events.slice(place + 1);
  return place >= 0 && isSameRollout(before, now) && since.every(({ type }) => HARMLESS.has(type));
}

function isSameRollout({ events: [first] }: LedgerView, { events: [other] }: LedgerView): boolean {
  return isSame(first, other);
}
