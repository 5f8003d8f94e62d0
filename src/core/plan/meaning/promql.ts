import type { Notes } from '../notes.ts';
import type { Path } from '../source/path.ts';
import { nameOf, quote } from '../wording.ts';
import type { MetricDraft } from './metric.ts';
import { checkBinding } from './variables.ts';

/** Queries whose result must count what happened in the window, and the one that is read off as it is. */
const COUNTING = ['failures', 'successes', 'total', 'histogram', 'count'] as const;

/** Any window will do: how it is bound does not depend on its length. */
const MINUTE = 60_000;

export function checkQueries(
  draft: NonNullable<MetricDraft['prometheus']>,
  path: Path,
  notes: Notes,
): void {
  for (const key of [...COUNTING, 'query'] as const) {
    const query = draft[key];
    if (query === undefined || !checkBinding(query, [...path, key], notes, MINUTE)) continue;
    checkVersion(query, [...path, key], notes);
    if (key !== 'query') checkCounting(query, [...path, key], notes);
  }
}

function checkVersion(query: string, path: Path, notes: Notes): void {
  if (/\$\{?(?:version|arm)\b/.test(query)) return;
  notes.error(
    path,
    'query-without-version',
    `${nameOf(path)} asks for both versions at once`,
    'select the version, as in `{version="$version"}` or `{track="$arm"}`: the release would be compared with itself',
  );
}

/**
 * A counting query must give the number of events in the window. A fixed range counts another time than
 * the one judged, and rate() counts per second, so that a hundred requests pass for one or two: both are
 * errors. A query without any range may be a recording rule, so that is a warning only.
 */
function checkCounting(query: string, path: Path, notes: Notes): void {
  const bare = blankStrings(query);
  const rate = /\bi?rate\s*\(/.exec(bare);
  if (rate !== null) {
    notes.errorAt(
      notes.source.within(path, rate.index),
      'rate-for-increase',
      `${nameOf(path)} counts per second with ${quote(rate[0].replace(/\s*\($/, '()'))}`,
      'use `increase(…[$window])`, which counts what happened in the window',
    );
    return;
  }
  const fixed = /\[\s*\d\w*\s*(?::\w*)?\]/.exec(bare);
  if (fixed !== null) {
    notes.errorAt(
      notes.source.within(path, fixed.index),
      'query-without-window',
      `${nameOf(path)} counts over the fixed range ${quote(fixed[0])}`,
      'write `[$window]`, so that it counts over the window that is judged',
    );
    return;
  }
  if (/\$\{?window\b/.test(bare)) return;
  notes.warn(
    path,
    'query-without-window',
    `${nameOf(path)} does not hold \`$window\``,
    'write `increase(…[$window])`, unless this is a recording rule that counts over exactly the window',
  );
}

/** Texts and comments within the query blanked, everything else in its place. */
function blankStrings(query: string): string {
  return query.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#[^\n]*/gs, (text) =>
    ' '.repeat(text.length),
  );
}
