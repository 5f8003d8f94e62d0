import type { CriterionReport, Verdict } from '../../../core/judge/report.ts';

/** One sign per verdict, as wide as a letter on every terminal. */
const MARKS: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', inconclusive: '?' };

/** The sign of a verdict; what only needs more time has one of its own. */
export function markOf({ verdict, reason }: Pick<CriterionReport, 'verdict' | 'reason'>): string {
  return verdict === 'inconclusive' && reason === 'too-early' ? '…' : MARKS[verdict];
}
