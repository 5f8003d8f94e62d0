import type { Event } from '../event.ts';
import { splitLines } from './chain.ts';
import type { Digest, Journal, JournalEnd, JournalProblem, JournalTexts } from './chain.ts';
import { readEarlier } from './earlier.ts';
import { decodeLine } from './line.ts';
import type { Line } from './line.ts';

export type DecodedJournal =
  | { readonly outcome: 'decoded'; readonly journal: Journal }
  | { readonly outcome: 'malformed'; readonly problems: readonly JournalProblem[] };

/**
 * Reads a journal strictly. Every line must be whole, of a known version and type, in its place, behind the
 * line it names, with all fields and no others: anything else is named with its line, and then no event is
 * returned at all. What the first line of a rollout stands behind lies in the rollout before: it is not looked
 * at here.
 */
export function decodeJournal({ recent, earlier }: JournalTexts, digest: Digest): DecodedJournal {
  const past = earlier === undefined ? undefined : readEarlier(earlier);
  if (past?.outcome === 'malformed') {
    const { line, problem } = past;
    return { outcome: 'malformed', problems: [{ text: 'earlier', line, problem }] };
  }
  const fingerprint = earlier === undefined ? undefined : digest(earlier);
  const { lines, cut } = splitLines(recent);
  const problems: JournalProblem[] = [];
  const note = (line: number, problem: string) => problems.push({ text: 'recent', line, problem });
  const events: Event[] = [];
  let end: JournalEnd | undefined = past?.head;
  for (const [index, text] of lines.entries()) {
    const line = decodeLine(text);
    const n = (past?.head.count ?? 0) + index + 1;
    const wanted = { n, after: end?.seal, earlier: index === 0 ? fingerprint : undefined };
    const problem = typeof line === 'string' ? line : findBreak(line, wanted);
    if (problem !== undefined) note(index + 1, problem);
    else if (typeof line === 'object') events.push(line.event);
    end = { count: n, seal: digest(text) };
  }
  if (cut !== '') note(lines.length + 1, 'the last line was cut off');
  else if (lines.length === 0) note(1, 'the journal is empty');
  if (problems.length > 0 || end === undefined) return { outcome: 'malformed', problems };
  const { count, seal } = end;
  const all = [...(past?.events ?? []), ...events];
  return { outcome: 'decoded', journal: { recent, earlier, events: all, end: { count, seal } } };
}

/** Where a line must hang; `after` undefined where what is before it is not at hand. */
interface Wanted {
  readonly n: number;
  readonly after: string | undefined;
  readonly earlier: string | undefined;
}

/** Why a line does not hang on the one before it; undefined where it does. */
function findBreak({ n, after, earlier, event }: Line, wanted: Wanted): string | undefined {
  if (n !== wanted.n) return `numbered ${n} in place ${wanted.n}: a line was lost, added or moved`;
  if ((event.type === 'rollout-started') !== (n === 1)) {
    return n === 1
      ? `begins with ${event.type} where only rollout-started can stand`
      : 'rollout-started may only come first';
  }
  if (wanted.after !== undefined && after !== wanted.after) {
    return 'it was not written behind the line before it: a line was changed, lost or added';
  }
  return earlier === wanted.earlier
    ? undefined
    : 'it was not written behind these earlier events: they were changed, lost or added';
}
