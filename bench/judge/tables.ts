import { alarmShare, minutesAt, type Outcome } from './alarms.ts';
import type { Bound } from './bounds.ts';
import type { Cost } from './cost.ts';

/** Rows of cells under a heading, columns aligned. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** A line for every row, a column for every rule, in each the range over what the columns of the grid say. */
export function formatAlarms(outcomes: readonly Outcome[]): string {
  const rules = unique(outcomes.map(({ rule }) => rule));
  const rows = unique(outcomes.map(({ row }) => row));
  const cell = (row: string, rule: string) => {
    const shares = outcomes
      .filter((outcome) => outcome.row === row && outcome.rule === rule)
      .map(alarmShare);
    const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
    return low === high ? low : `${low} to ${high}`;
  };
  return formatTable([
    ['false alarms, %', ...rules],
    ...rows.map((row) => [row, ...rules.map((rule) => cell(row, rule))]),
  ]);
}

/** Median and 95th percentile of the minutes to an alarm, and the share found unless it is all. */
export function formatDetections(outcomes: readonly Outcome[]): string {
  const rules = unique(outcomes.map(({ rule }) => rule));
  const rows = unique(outcomes.map(({ row }) => row));
  const cell = (row: string, rule: string) => {
    const outcome = outcomes.find((one) => one.row === row && one.rule === rule);
    return outcome === undefined ? '' : formatMinutes(outcome);
  };
  return formatTable([
    ['minutes to find, half / 95%', ...rules],
    ...rows.map((row) => [row, ...rules.map((rule) => cell(row, rule))]),
  ]);
}

function formatMinutes(outcome: Outcome): string {
  const found = alarmShare(outcome);
  const minutes = [0.5, 0.95]
    .map((share) => minutesAt(outcome, share))
    .map((minute) => (minute === Number.POSITIVE_INFINITY ? '-' : String(minute)))
    .join(' / ');
  return found === 1 ? minutes : `${minutes} (${percent(found)}%)`;
}

export function formatBounds(bounds: readonly Bound[]): string {
  return formatTable([
    ['bound', 'limit', 'measured', ''],
    ...bounds.map(({ name, limit, measured, holds }) => [
      name,
      String(limit),
      measured.toPrecision(3),
      holds ? 'holds' : 'BROKEN',
    ]),
  ]);
}

export function formatCost(cost: Cost): string {
  const { metrics, intervals, pods, seconds, firstSeconds, megabytes, emptyMegabytes } = cost;
  return (
    `${metrics} metrics, ${intervals} intervals, ${pods} pods: ${seconds.toFixed(2)} s of processor time ` +
    `(${firstSeconds.toFixed(2)} s the first time), ${megabytes.toFixed(0)} MB; ` +
    `a Node program that does nothing takes ${emptyMegabytes.toFixed(0)} MB`
  );
}

function percent(share: number): string {
  return (100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0);
}

function unique<Of>(values: readonly Of[]): readonly Of[] {
  return [...new Set(values)];
}
