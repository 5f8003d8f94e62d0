import type { CriterionReport } from '../../../core/judge/report.ts';
import { type Standing, standingOf } from '../../../core/judge/standing.ts';

/** One sign for each, as wide as a letter on every terminal. */
const MARKS: Readonly<Record<Standing, string>> = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
  'not-yet': '…',
  'not-applicable': '–',
};

export function markOf(report: Pick<CriterionReport, 'verdict' | 'reason'>): string {
  return MARKS[standingOf(report)];
}
