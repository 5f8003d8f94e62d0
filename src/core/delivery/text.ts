import { formatMoment, layOut } from '../backtest/format.ts';
import { code, plain, table } from '../present/markdown.ts';
import { formatDuration } from '../quantity/duration.ts';
import { oneLine } from '../rollout/one-line.ts';
import { cellsOf, HEADINGS, LEGEND, notesOf, titleOf } from './cells.ts';
import type { DeliveryReport, DeliveryRow } from './report.ts';

/** Longest name in a cell. */
const CELL = 60;

const NOTHING = 'there is no ledger: nothing was ever released';

/** The report as a table for a terminal, each row followed by the window before. */
export function printDelivery(report: DeliveryReport): readonly string[] {
  const { rows } = report;
  if (rows.length === 0) return [NOTHING];
  const head = ['TARGET', ...HEADINGS.map((heading) => heading.toUpperCase())];
  const lines = rows.flatMap((row) => [
    [oneLine(titleOf(row), CELL), ...cellsOf(row.current)],
    ['  before', ...cellsOf(row.before)],
  ]);
  return [describeWindow(report), '', ...layOut([head, ...lines]), '', ...notes(rows), LEGEND];
}

function notes(rows: readonly DeliveryRow[]): readonly string[] {
  return rows.flatMap((row) =>
    notesOf(row).map((note) => `${oneLine(titleOf(row), CELL)}: ${note}`),
  );
}

/** The same as Markdown that GitHub shows. */
export function writeDelivery(report: DeliveryReport): string {
  const { rows } = report;
  const title = '## Delivery';
  if (rows.length === 0) return `${title}\n\n${plain(NOTHING)}`;
  const lines = rows.flatMap((row) => [
    [code(titleOf(row)), ...cellsOf(row.current)],
    ['before', ...cellsOf(row.before)],
  ]);
  const said = notes(rows).map((note) => `- ${plain(note)}`);
  return [
    title,
    describeWindow(report),
    table(['Target', ...HEADINGS], lines),
    ...(said.length > 0 ? [said.join('\n')] : []),
    `<sub>${LEGEND}</sub>`,
  ].join('\n\n');
}

function describeWindow({ at, window }: DeliveryReport): string {
  const from = formatMoment(at - window);
  return `From ${from} to ${formatMoment(at)} UTC (${formatDuration(window)}), and in the ${formatDuration(window)} before that.`;
}
