import { formatShare } from '../backtest/format.ts';
import { formatDuration } from '../quantity/duration.ts';
import type { FailureCause } from './deployment.ts';
import type { DeliveryMetrics } from './metrics.ts';
import type { DeliveryRow } from './report.ts';
import type { Spread } from './spread.ts';

/** What stands above the cells. */
export const HEADINGS = [
  'Deployments',
  'Lead time',
  'Change failures',
  'Time to restore',
] as const satisfies readonly string[];

/** What is said below the table of its numbers. */
export const LEGEND =
  'Lead time is that of the commit that was released, until all traffic was on it. Times are the median and, after the slash, what nine in ten did not exceed; in brackets, of how many.';

/** The four metrics in words; where nothing ended, that is said instead of a rate. */
export function cellsOf(metrics: DeliveryMetrics): readonly string[] {
  const { deployments, leadTime, changeFailure, restore } = metrics;
  const { failed, ended, rate } = changeFailure;
  return [
    deployments === 0 ? 'no deployments' : `${deployments}, ${formatPerWeek(metrics)}`,
    formatSpread(leadTime),
    rate === undefined ? '–' : `${formatShare(rate)}, ${failed} of ${ended}`,
    formatSpread(restore),
  ];
}

/** @example 5 in 14 days: `2.5 a week`; 1 in 90 days: `0.08 a week` */
export function formatPerWeek({ perWeek }: Pick<DeliveryMetrics, 'perWeek'>): string {
  return `${Number(perWeek.toPrecision(perWeek < 100 ? 2 : 3))} a week`;
}

function formatSpread({ samples, median, p90 }: Spread): string {
  if (median === undefined || p90 === undefined) return '–';
  return `${formatDuration(median)} / ${formatDuration(p90)} (${samples})`;
}

/** How a row is called: an environment, or a target in it. */
export function titleOf({ environment, name }: DeliveryRow): string {
  return name === undefined ? environment : `${environment}/${name}`;
}

/** What the numbers of a row leave out, and what is not over yet; for an environment, not again for its targets. */
export function notesOf(row: DeliveryRow): readonly string[] {
  if (row.name !== undefined) return [];
  const { leadTime, changeFailure, restore, superseded } = row.current;
  const causes = Object.entries(changeFailure.causes) as readonly [FailureCause, number][];
  const told: readonly (readonly [number, string])[] = [
    [
      leadTime.unknown,
      'of unknown age (no commit, or none that could be found) left out of the lead time',
    ],
    [leadTime.repeated, 'released before, left out of the lead time'],
    [superseded, 'superseded by a newer release, counted nowhere'],
    [restore.open, 'failed and, as far as the ledger tells, not restored'],
    [row.underWay, 'under way, not counted yet'],
    ...causes.map(([cause, count]) => [count, CAUSES[cause]] as const),
  ];
  return told.flatMap(([count, what]) => (count > 0 ? `${count} ${what}` : []));
}

const CAUSES: Readonly<Record<FailureCause, string>> = {
  numbers: 'failed by a criterion or a rollback condition',
  target: 'failed by what the target did or said',
  person: 'taken back by a person',
  run: 'taken back because the run failed, was cancelled or was lost',
  'put-back': 'promoted, then an earlier release was put back',
  other: 'failed otherwise',
};
