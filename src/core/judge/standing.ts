import type { CriterionReport, Verdict } from './report.ts';

/** A verdict as people read it: what only time can tell, and what is not asked, are told from what is known. */
export type Standing = Verdict | 'not-yet' | 'not-applicable';

/** The worst first. */
export const STANDINGS: readonly Standing[] = [
  'fail',
  'inconclusive',
  'not-yet',
  'pass',
  'not-applicable',
];

/**
 * Not to know yet is the way of things while a phase bakes; and a rollback condition that has come true, but not for
 * as long as its `for` says, is nothing to be calm about although nothing is broken.
 */
export function standingOf({
  verdict,
  reason,
}: Pick<CriterionReport, 'verdict' | 'reason'>): Standing {
  if (verdict === 'fail') return verdict;
  if (reason === 'not-applicable') return reason;
  return reason === 'too-early' ? 'not-yet' : verdict;
}

/** The worst of several; undefined where there are none. */
export function worstOf(standings: readonly (Standing | undefined)[]): Standing | undefined {
  return STANDINGS.find((one) => standings.includes(one));
}

/** For sorting what stands worse to the front. */
export function compareStanding(a: Standing, b: Standing): number {
  return STANDINGS.indexOf(a) - STANDINGS.indexOf(b);
}
