import { z } from 'zod';
import type { Event } from '../event.ts';
import { quote } from '../one-line.ts';
import { splitLines } from './chain.ts';
import type { JournalEnd } from './chain.ts';
import { JOURNAL_VERSION, decodeLine, explain, parseObject } from './line.ts';

/** The first line of the text of earlier events. */
export interface EarlierHead extends JournalEnd {
  /** How many lines follow, out of `count`. */
  readonly kept: number;
  /** The commit at which the lines before the recent ones stand whole. */
  readonly commit: string;
}

export type Earlier =
  | { readonly outcome: 'decoded'; readonly head: EarlierHead; readonly events: readonly Event[] }
  | { readonly outcome: 'malformed'; readonly line: number; readonly problem: string };

const head = z.strictObject({
  v: z.literal(JOURNAL_VERSION),
  kept: z.int().positive(),
  count: z.int().positive(),
  seal: z.string().regex(/^[0-9a-f]{64}$/),
  commit: z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/),
});

export function writeEarlier(
  { count, seal, commit }: JournalEnd & { readonly commit: string },
  lines: readonly string[],
): string {
  const first = { v: JOURNAL_VERSION, kept: lines.length, count, seal, commit };
  return [JSON.stringify(first), ...lines, ''].join('\n');
}

/** Reads the text of earlier events strictly: a first line that counts the others, then lines in their order. */
export function readEarlier(text: string): Earlier {
  const { lines, cut } = splitLines(text);
  if (cut !== '') return malformed(lines.length + 1, 'the last line was cut off');
  const [first = '', ...rest] = lines;
  const about = head.safeParse(parseObject(first));
  if (!about.success) return malformed(1, `no head: ${explain(about.error)}`);
  const { v: _, ...known } = about.data;
  const events: Event[] = [];
  let last = 0;
  for (const [index, line] of rest.entries()) {
    const read = decodeLine(line);
    if (typeof read === 'string') return malformed(index + 2, read);
    if (read.n <= last || (last === 0 && read.n !== 1) || read.n > known.count) {
      return malformed(index + 2, `numbered ${read.n} behind ${last} of ${known.count}`);
    }
    if ((read.event.type === 'rollout-started') !== (read.n === 1)) {
      return malformed(index + 2, `${read.event.type} is out of place`);
    }
    last = read.n;
    events.push(read.event);
  }
  return events.length === known.kept
    ? { outcome: 'decoded', head: known, events }
    : malformed(1, `${quote(known.kept)} lines were kept, and ${events.length} are there`);
}

function malformed(line: number, problem: string): Earlier {
  return { outcome: 'malformed', line, problem };
}
