import type { CriterionReport } from '../judge/report.ts';
import { type Standing, standingOf } from '../judge/standing.ts';

/** One sign for each, as wide as a letter everywhere, that it may not be told by its colour alone. */
export const MARKS: Readonly<Record<Standing, string>> = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
  'not-yet': '…',
  'not-applicable': '–',
};

export function markOf(report: Pick<CriterionReport, 'verdict' | 'reason'>): string {
  return MARKS[standingOf(report)];
}

/** @example nameStanding(report) === 'not yet' */
export function nameStanding(report: Pick<CriterionReport, 'verdict' | 'reason'>): string {
  return standingOf(report).replace('-', ' ');
}
