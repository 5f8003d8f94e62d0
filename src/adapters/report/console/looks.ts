import type { CriterionReport } from '../../../core/judge/report.ts';
import { compareStanding, standingOf } from '../../../core/judge/standing.ts';
import { shorten } from '../../../core/present/length.ts';
import { markOf } from '../../../core/present/marks.ts';
import { formatQuantity } from '../../../core/quantity/unit.ts';

const NARROWEST = 7;
const WIDEST = 20;

/** Criteria as the columns of a table, one for each metric. */
export interface Columns {
  readonly head: string;
  readonly row: string;
  /** The verdicts alone. */
  readonly marks: string;
}

/** The numbers of one look; looks at the same metrics have their columns in the same places. */
export function alignLook(criteria: readonly CriterionReport[]): Columns {
  const columns = worstByMetric(criteria).map((report) => {
    const name = shorten(report.metric, WIDEST);
    const value = report.canary === undefined ? '–' : formatQuantity(report.canary, report.unit);
    const width = Math.max(NARROWEST, name.length);
    const mark = markOf(report);
    return {
      mark,
      head: `    ${name.padStart(width)}`,
      cell: `  ${mark} ${value.padStart(width)}`,
    };
  });
  return {
    head: columns.map(({ head }) => head).join(''),
    row: columns.map(({ cell }) => cell).join(''),
    marks: columns.map(({ mark }) => mark).join(''),
  };
}

/** The worst of each metric's criteria, in the plan's order. */
function worstByMetric(criteria: readonly CriterionReport[]): readonly CriterionReport[] {
  const worst = new Map<string, CriterionReport>();
  for (const report of criteria) {
    const known = worst.get(report.metric);
    if (known === undefined || compareStanding(standingOf(report), standingOf(known)) < 0) {
      worst.set(report.metric, report);
    }
  }
  return [...worst.values()];
}

/** Whether nothing was measured yet: then there is no look to show. */
export function isBlank(criteria: readonly CriterionReport[]): boolean {
  return criteria.every(
    ({ reason, canary }) =>
      canary === undefined && (reason === 'too-early' || reason === 'not-applicable'),
  );
}
