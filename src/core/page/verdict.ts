import type { Standing } from '../judge/standing.ts';

/** What a mark says, for who cannot see it. */
export const WORDS: Readonly<Record<Standing, string>> = {
  pass: 'held',
  fail: 'broken',
  inconclusive: 'not answered',
  'not-yet': 'not answered yet',
  'not-applicable': 'not asked',
};
