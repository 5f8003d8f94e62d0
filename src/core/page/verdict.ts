import type { Standing } from '../judge/standing.ts';

/** One sign for each, that it may not be told by its colour alone. */
export const MARKS: Readonly<Record<Standing, string>> = {
  pass: '✓',
  fail: '✗',
  inconclusive: '?',
  'not-yet': '…',
  'not-applicable': '–',
};

/** The same for who cannot see it. */
export const WORDS: Readonly<Record<Standing, string>> = {
  pass: 'held',
  fail: 'broken',
  inconclusive: 'not answered',
  'not-yet': 'not answered yet',
  'not-applicable': 'not asked',
};
