import type { CriterionReport, Verdict } from '../judge/report.ts';

/** A verdict, where that a phase has only begun is told from that nothing can be known. */
export type Standing = Verdict | 'not-yet';

/** The worst first. */
export const STANDINGS: readonly Standing[] = ['fail', 'inconclusive', 'not-yet', 'pass'];

/** Not to know yet is the way of things while a phase bakes. */
export function standingOf({ verdict, reason }: CriterionReport): Standing {
  return verdict === 'inconclusive' && reason === 'too-early' ? 'not-yet' : verdict;
}

/** One sign for each, that it may not be told by its colour alone. */
export const MARKS: Readonly<Record<Standing, string>> = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
  'not-yet': '…',
};

/** The same for who cannot see it. */
export const WORDS: Readonly<Record<Standing, string>> = {
  pass: 'held',
  fail: 'broken',
  inconclusive: 'not answered',
  'not-yet': 'not answered yet',
};
