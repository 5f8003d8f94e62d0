import type { CriterionReport } from '../judge/report.ts';
import { type Standing, standingOf } from '../judge/standing.ts';
import { formatRatio } from '../quantity/ratio.ts';
import { describeRatio, formatSamples, formatValue, worstFirst } from './criteria.ts';
import { nameStanding } from './marks.ts';
import { code, countRest, table } from './markdown.ts';

const PICTURES: Readonly<Record<Standing, string>> = {
  pass: '✅',
  fail: '❌',
  inconclusive: '❔',
  'not-yet': '⏳',
  'not-applicable': '➖',
};

interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly cell: (report: CriterionReport) => string;
}

const CRITERION: Column = {
  head: 'Criterion',
  align: 'left',
  cell: ({ criterion, role }) =>
    code(role === 'condition' ? `rollback if ${criterion}` : criterion),
};
const NUMBERS: readonly Column[] = [
  { head: 'Canary', align: 'right', cell: (report) => formatValue(report.canary, report) },
  { head: 'Stable', align: 'right', cell: (report) => formatValue(report.baseline, report) },
  { head: 'Ratio', align: 'right', cell: describeRatio },
];

const ALL: readonly Column[] = [
  { head: 'Verdict', align: 'left', cell: describeVerdict },
  CRITERION,
  ...NUMBERS,
  { head: 'Samples', align: 'right', cell: formatSamples },
  { head: 'Can show', align: 'right', cell: describeSight },
];

/** What fits beside a thumb. */
const FEW: readonly Column[] = [
  { head: '', align: 'left', cell: pictureOf },
  CRITERION,
  ...NUMBERS,
];

/** Every criterion with its numbers, the broken ones first; undefined when there is none. */
export function tabulateCriteria(criteria: readonly CriterionReport[]): string | undefined {
  return tabulate(criteria, ALL, 40);
}

/** The same in few columns, and of those that hold only the first. */
export function tabulateCriteriaInShort(criteria: readonly CriterionReport[]): string | undefined {
  return tabulate(criteria, FEW, 12);
}

/** More rows than `most` are read by nobody; they are counted instead. */
function tabulate(
  criteria: readonly CriterionReport[],
  columns: readonly Column[],
  most: number,
): string | undefined {
  if (criteria.length === 0) return undefined;
  const rows = worstFirst(criteria)
    .slice(0, most)
    .map((report) => columns.map(({ cell }) => cell(report)));
  const text = table(
    columns.map(({ head }) => head),
    rows,
    columns.map(({ align }) => align),
  );
  return `${text}${countRest(criteria.length - most)}`;
}

/** What the phase can show; a dash where looks are judged one by one. */
function describeSight({ weighed }: CriterionReport): string {
  const ratio = weighed?.detectable;
  if (ratio === undefined) return '–';
  return Number.isFinite(ratio) ? formatRatio(ratio) : 'nothing';
}

function describeVerdict(report: CriterionReport): string {
  return `${pictureOf(report)} ${nameStanding(report)}${report.dryRun ? ' (dry run)' : ''}`;
}

function pictureOf(report: CriterionReport): string {
  return PICTURES[standingOf(report)];
}
