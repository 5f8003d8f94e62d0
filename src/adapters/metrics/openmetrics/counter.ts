import { createHash } from 'node:crypto';
import { identify } from './page.ts';
import type { Page, Series } from './page.ts';

/** The counters of one instance at a look, as they are kept for the next. */
export interface Snapshot {
  /** `process_start_time_seconds`, where the page tells it. */
  readonly started: number | null;
  /** Values by short digest of the series: its labels would fill the ledger. */
  readonly counts: Readonly<Record<string, number>>;
}

export function takeSnapshot(page: Page, series: readonly Series[]): Snapshot {
  const start = page.series.find(
    ({ name, labels }) => name === 'process_start_time_seconds' && labels.size === 0,
  );
  return {
    started: start !== undefined && Number.isFinite(start.value) ? start.value : null,
    counts: Object.fromEntries(series.map((one) => [digest(one), one.value])),
  };
}

/**
 * By how much counters grew together since the snapshot. A counter that fell was reset, and grew by what it
 * shows now; one that was not there grew from 0.
 *
 * @example 100 -> 130 grew by 30; 100 -> 20 grew by 20; none -> 7 grew by 7
 */
export function increaseOf(series: readonly Series[], before: Snapshot): number {
  return series.reduce((sum, one) => {
    const earlier = countBefore(one, before);
    return sum + (one.value >= earlier ? one.value - earlier : one.value);
  }, 0);
}

/**
 * The growth of a classic histogram's buckets by upper edge, over all its series. The buckets of one series
 * are reset together; series with other edges are added on the edges that all of them have.
 */
export function bucketIncreases(
  buckets: readonly Series[],
  edgeOf: (series: Series) => number,
  before: Snapshot,
): ReadonlyMap<number, number> {
  const groups = groupByLabels(buckets);
  const sums = new Map<number, { count: number; groups: number }>();
  for (const group of groups) {
    const wasReset = group.some((one) => one.value < countBefore(one, before));
    for (const one of group) {
      const grown = wasReset ? one.value : one.value - countBefore(one, before);
      const sum = sums.get(edgeOf(one)) ?? { count: 0, groups: 0 };
      sums.set(edgeOf(one), { count: sum.count + grown, groups: sum.groups + 1 });
    }
  }
  const shared = [...sums].filter(([, sum]) => sum.groups === groups.length);
  return new Map(shared.map(([edge, sum]) => [edge, sum.count]));
}

/**
 * Whether the process was started anew although some counter did not fall: then nobody can tell how much it
 * lost. (Nor whether only an exporter was restarted, beside what it tells of.)
 */
export function isLossUnknown(series: readonly Series[], page: Page, before: Snapshot): boolean {
  const { started } = takeSnapshot(page, []);
  if (started === null || before.started === null || started === before.started) return false;
  return series.some((one) => {
    const earlier = countBefore(one, before);
    return earlier > 0 && one.value >= earlier;
  });
}

/** Series that differ in nothing but `le`. */
function groupByLabels(buckets: readonly Series[]): readonly (readonly Series[])[] {
  const groups = new Map<string, Series[]>();
  for (const one of buckets) {
    const labels = new Map([...one.labels].filter(([label]) => label !== 'le'));
    const key = identify({ name: one.name, labels });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function countBefore(series: Series, { counts }: Snapshot): number {
  return counts[digest(series)] ?? 0;
}

/** 66 bits: a collision among thousands of series is out of the question. */
function digest(series: Series): string {
  return createHash('sha256').update(identify(series)).digest('base64url').slice(0, 11);
}
