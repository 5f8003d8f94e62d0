import { fold } from '../fold.ts';
import { NOTHING_BEFORE, splitLines } from './chain.ts';
import type { Digest, Journal, JournalEnd, JournalTexts } from './chain.ts';
import { readEarlier } from './earlier.ts';
import { parseObject } from './line.ts';
import { isSame } from './same.ts';

/** How a commit's journal follows the one before it. */
export type Succession = 'appended' | 'put-away' | 'begun';

/**
 * How texts follow the texts of the commit before, if what follows is no more than that: lines behind the same
 * lines, a shorter text behind earlier events, or the first lines of a rollout. Undefined where lines were
 * taken away or changed.
 */
export function succession(
  { recent, earlier }: JournalTexts,
  before: JournalTexts | undefined,
): Succession | undefined {
  if (before !== undefined && earlier === before.earlier) {
    if (recent.startsWith(before.recent)) {
      return recent.length > before.recent.length ? 'appended' : undefined;
    }
  }
  if (earlier === undefined) {
    const [first, firstBefore] = [firstOf(recent), before && firstOf(before.recent)];
    const isRewritten = firstBefore?.['n'] === 1 && firstBefore['after'] === first?.['after'];
    return first?.['n'] === 1 && !isRewritten ? 'begun' : undefined;
  }
  return before !== undefined && earlier !== before.earlier ? 'put-away' : undefined;
}

/** Where a text's last line says that the journal ends; undefined where there is no such line. */
export function endOf(recent: string, digest: Digest): JournalEnd | undefined {
  const last = splitLines(recent).lines.at(-1);
  const count = last === undefined ? undefined : parseObject(last)?.['n'];
  return last === undefined || typeof count !== 'number'
    ? undefined
    : { count, seal: digest(last) };
}

/** What is wrong with the beginning of a rollout behind the end of another; undefined where nothing is. */
export function checkBeginning(recent: string, before: JournalEnd | undefined): string | undefined {
  return firstOf(recent)?.['after'] === (before?.seal ?? NOTHING_BEFORE)
    ? undefined
    : 'the rollout was not begun behind the one before it';
}

/**
 * What is wrong with events put away behind a journal that stood at `commit`; undefined where nothing is:
 * every line kept stood there, and all of them fold to the same state.
 */
export function checkPutAway(earlier: string, before: Journal, commit: string): string | undefined {
  const kept = readEarlier(earlier);
  if (kept.outcome === 'malformed') return `earlier events, line ${kept.line}: ${kept.problem}`;
  const { head, events } = kept;
  if (head.commit !== commit) return `the earlier events name ${head.commit} as the one before`;
  if (head.count !== before.end.count || head.seal !== before.end.seal) {
    return 'the earlier events do not end where the commit before ends';
  }
  const stood = new Set([
    ...splitLines(before.earlier ?? '').lines.slice(1),
    ...splitLines(before.recent).lines,
  ]);
  const strange = splitLines(earlier)
    .lines.slice(1)
    .find((line) => !stood.has(line));
  if (strange !== undefined) return 'a line of the earlier events stood nowhere before';
  return isSame(fold(events), fold(before.events))
    ? undefined
    : 'the earlier events do not tell what the commit before tells';
}

function firstOf(recent: string): Readonly<Record<string, unknown>> | undefined {
  return parseObject(recent.slice(0, Math.max(0, recent.indexOf('\n'))));
}
