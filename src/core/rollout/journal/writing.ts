import type { Event } from '../event.ts';
import { NOTHING_BEFORE, splitLines } from './chain.ts';
import type { Digest, Journal, JournalEnd } from './chain.ts';
import { whatMatters } from './condense.ts';
import { writeEarlier } from './earlier.ts';
import { encodeLine } from './line.ts';

export type ExtendedJournal =
  | { readonly outcome: 'extended'; readonly journal: Journal }
  | { readonly outcome: 'malformed'; readonly problem: string };

/** Beyond this length, in characters, the recent lines become earlier ones: what an append writes stays small. */
export const RECENT_LIMIT = 65_536;

/**
 * Writes events behind a journal, one JSON object a line:
 * `{"v":2,"n":7,"after":"9f2c…","at":"2026-11-22T03:00:00.000Z","type":"weight-set","weight":5,"verified":true}`.
 *
 * `n` counts the lines of a rollout from 1, and `after` is the fingerprint of the line before, so that a line
 * that was lost, doubled, moved or changed shows. `rollout-started` may only come first and begins the texts
 * anew. Where the recent lines are more than `limit` characters, those that still matter are put with the
 * earlier ones first.
 *
 * @param before what is there, as it stands at `commit`
 * @returns malformed when an event cannot be written so that it would be read back, when there is none, or when
 *   the journal would not begin with `rollout-started`
 */
export function extendJournal(
  before: { readonly journal: Journal; readonly commit: string } | undefined,
  events: readonly Event[],
  digest: Digest,
  limit = RECENT_LIMIT,
): ExtendedJournal {
  const isFresh = events[0]?.type === 'rollout-started';
  if (events.length === 0) return refuse('there is no event to write');
  if (events.slice(1).some((event) => event.type === 'rollout-started')) {
    return refuse('rollout-started may only come first');
  }
  if (isFresh) return write(begin(before?.journal.end), events, digest);
  if (before === undefined) return refuse('a journal begins with rollout-started');
  const { journal, commit } = before;
  return write(journal.recent.length > limit ? putAway(journal, commit) : journal, events, digest);
}

function refuse(problem: string): ExtendedJournal {
  return { outcome: 'malformed', problem };
}

/** A rollout's journal without a line, hung on the end of the rollout before. */
function begin(before: JournalEnd | undefined): Journal {
  const seal = before?.seal ?? NOTHING_BEFORE;
  return { recent: '', earlier: undefined, events: [], end: { count: 0, seal } };
}

/** The journal with all that matters among the earlier lines and none among the recent. */
function putAway({ recent, earlier, events, end }: Journal, commit: string): Journal {
  const kept = earlier === undefined ? [] : splitLines(earlier).lines.slice(1);
  const matters = whatMatters(events);
  const isKept = (_: unknown, index: number) => matters[index] === true;
  const lines = [...kept, ...splitLines(recent).lines].filter(isKept);
  const text = writeEarlier({ ...end, commit }, lines);
  return { recent: '', earlier: text, events: events.filter(isKept), end };
}

function write(before: Journal, events: readonly Event[], digest: Digest): ExtendedJournal {
  const { earlier } = before;
  let { recent, end } = before;
  for (const event of events) {
    const isFirst = recent === '' && earlier !== undefined;
    const line = encodeLine(event, {
      n: end.count + 1,
      after: end.seal,
      ...(isFirst && { earlier: digest(earlier) }),
    });
    if ('problem' in line) return refuse(line.problem);
    recent += `${line.text}\n`;
    end = { count: end.count + 1, seal: digest(line.text) };
  }
  const journal = { recent, earlier, events: [...before.events, ...events], end };
  return { outcome: 'extended', journal };
}
